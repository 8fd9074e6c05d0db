"""Finding and reading the plans that a command is given."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from commplan.document.decode import decoded, lines_of
from commplan.os_errors import why
from commplan.words import Refusal, quote, say

MAX_PLANS = 100_000
_HEAD = 4096
_LISTED = 10
_INIT = say(
    "a plan is a YAML file with `commplan: 1` on top; `commplan init` writes one",
    "方案是以 `commplan: 1` 开头的 YAML 文件；`commplan init` 可生成一份",
)


def find_plans(paths: Sequence[str], excluded: Callable[[str], bool] | None = None) -> list[str]:
    """The plan files that the paths name: files as they are, folders searched for YAML that begins with `commplan:`.

    Without paths the current folder is searched. What is excluded is left out, whether it is named or found. Finding
    nothing is an error: an empty check must not look green.
    """
    left_out: list[str] = []

    def out(file: str) -> bool:
        told = excluded is not None and excluded(file)
        if told:
            left_out.append(file)
        return told

    named = dict.fromkeys(file for given in paths or ["."] for file in _named(given, out))
    found = [file for file in named if not out(file)]
    if len(found) > MAX_PLANS:
        words = say("more than {n} plans at once", "一次不能检查超过 {n} 份方案", n=MAX_PLANS)
        raise Refusal(words, say("check folder by folder", "请逐个文件夹检查"))
    if left_out and not found:
        where = ", ".join(dict.fromkeys(left_out[:_LISTED]))
        words = say(
            "everything named is excluded by the configuration ({w}): nothing was checked",
            "所给文件均被配置排除（{w}），未做任何检查",
            w=quote(where, 200),
        )
        hint = say("see `exclude` in it; --isolated leaves it aside", "见其中的 `exclude`；--isolated 可不用配置")
        raise Refusal(words, hint)
    if not found:
        where = ", ".join(paths) or "."
        raise Refusal(
            say(
                "no plan found in {w}: nothing was checked", "在 {w} 中没有找到方案，未做任何检查", w=quote(where, 200)
            ),
            _INIT,
        )
    return found


def _nothing(_: str) -> bool:
    return False


def _named(given: str, excluded: Callable[[str], bool] = _nothing) -> list[str]:
    path = Path(given)
    try:
        if given == "-" or (path.exists() and not path.is_dir()):
            return [given]
        if path.is_dir():
            return [str(p) for p in _yaml_below(path) if not excluded(str(p)) and _is_plan(p)]
    except OSError as error:
        raise _unreadable(given, error) from None
    raise Refusal(say("there is no {p}", "找不到 {p}", p=quote(given, 200)))


def _only(folder: str) -> str:
    found = _named(folder)
    if len(found) == 1:
        return found[0]
    if not found:
        words = say("no plan found in {w}", "在 {w} 中没有找到方案", w=quote(folder, 200))
        raise Refusal(words, _INIT)
    rest = f", … ({len(found)})" if len(found) > _LISTED else ""
    raise Refusal(
        say("there are several plans in {w}", "{w} 中有多份方案", w=quote(folder, 200)),
        say("name one of: {n}", "请指明其中一份：{n}", n=", ".join(found[:_LISTED]) + rest),
    )


def _yaml_below(folder: Path) -> Iterator[Path]:
    """The YAML files below a folder, in order, hidden ones left out; OSError for a folder that cannot be looked into."""

    def stop(error: OSError) -> None:
        raise error

    found = []
    for here, folders, files in os.walk(folder, onerror=stop):
        folders[:] = [f for f in folders if not f.startswith(".")]
        found += [Path(here, f) for f in files if f.endswith((".yaml", ".yml")) and not f.startswith(".")]
    yield from (p for p in sorted(found) if p.is_file())


def _unreadable(file: str, error: OSError) -> Refusal:
    return Refusal(say("cannot read {p}: {e}", "无法读取 {p}：{e}", p=quote(file, 200), e=why(error)))


def _is_plan(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            head, _ = decoded(stream.read(_HEAD))
    except OSError as error:
        raise _unreadable(str(path), error) from None
    return any(line.startswith("commplan:") for line in lines_of(head))


def read_plan(file: str, stdin_filename: str = "stdin.yaml") -> tuple[bytes, Path, str]:
    """The bytes of a plan, the folder its includes lie in, and the name to show. A folder means the one plan in it."""
    if file == "-":
        return sys.stdin.buffer.read(), Path(stdin_filename).parent, stdin_filename
    try:
        file = _only(file) if Path(file).is_dir() else file
        return Path(file).read_bytes(), Path(file).parent, file
    except OSError as error:
        raise _unreadable(file, error) from None
