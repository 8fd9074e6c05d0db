"""Finding and reading the plans that a command is given."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from commplan.document.decode import decoded, lines_of
from commplan.document.unreadable import why
from commplan.words import Refusal, quote, say

MAX_PLANS = 100_000
_HEAD = 4096
_LISTED = 10
_INIT = say(
    "a plan is a YAML file with `commplan: 1` on top; `commplan init` writes one",
    "方案是以 `commplan: 1` 开头的 YAML 文件；`commplan init` 可生成一份",
)


def find_plans(paths: Sequence[str]) -> list[str]:
    """The plan files that the paths name: files as they are, folders searched for YAML that begins with `commplan:`.

    Without paths the current folder is searched. Finding nothing is an error: an empty check must not look green.
    """
    found = [file for given in paths or ["."] for file in _named(given)]
    if not found:
        where = ", ".join(paths) or "."
        raise Refusal(
            say(
                "no plan found in {w}: nothing was checked", "在 {w} 中没有找到方案，未做任何检查", w=quote(where, 200)
            ),
            _INIT,
        )
    return list(dict.fromkeys(found))[:MAX_PLANS]


def _named(given: str) -> list[str]:
    path = Path(given)
    try:
        if given == "-" or (path.exists() and not path.is_dir()):
            return [given]
        if path.is_dir():
            named = (p for p in sorted(path.rglob("*.y*ml")) if p.suffix in (".yaml", ".yml") and p.is_file())
            return [str(p) for p in named if not _hidden(p.relative_to(path)) and _is_plan(p)]
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


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


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
