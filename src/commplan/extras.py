"""What is installed only by those who want it: the sentence for when it is missing."""

from __future__ import annotations

from commplan.words import Refusal, Words, say


def missing(what: Words, package: str, extra: str) -> Refusal:
    """`what` cannot be had without a package; which command brings it."""
    words = say("{w} need the package {p}", "生成{w}需要软件包 {p}", w=what, p=package)
    return Refusal(words, _hint(extra))


def absent(engine: str, package: str, extra: str) -> Refusal:
    """An engine cannot be asked without a package; which command brings it."""
    words = say("the engine {n} needs the package {p}", "引擎 {n} 需要软件包 {p}", n=engine, p=package)
    return Refusal(words, _hint(extra))


def _hint(extra: str) -> Words:
    return say("install it: pip install 'commplan[{e}]'", "请安装：pip install 'commplan[{e}]'", e=extra)
