"""Finding and reading the plans that a command is given."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from commplan.words import Refusal, quote, say

MAX_PLANS = 100_000
_HEAD = 4096


def find_plans(paths: Sequence[str]) -> list[str]:
    """The plan files that the paths name: files as they are, folders searched for YAML that begins with `commplan:`.

    Without paths the current folder is searched. Finding nothing is an error: an empty check must not look green.
    """
    found: list[str] = []
    for given in paths or ["."]:
        path = Path(given)
        if given == "-":
            found.append(given)
        elif path.is_dir():
            found += [str(p) for p in sorted(path.rglob("*.y*ml")) if p.suffix in (".yaml", ".yml") and _is_plan(p)]
        elif path.exists():
            found.append(given)
        else:
            raise Refusal(say("there is no {p}", "找不到 {p}", p=quote(given, 200)))
    if not found:
        where = ", ".join(paths) or "."
        raise Refusal(
            say(
                "no plan found in {w}: nothing was checked", "在 {w} 中没有找到方案，未做任何检查", w=quote(where, 200)
            ),
            say(
                "a plan is a YAML file with `commplan: 1` on top; `commplan init` writes one",
                "方案是以 `commplan: 1` 开头的 YAML 文件；`commplan init` 可生成一份",
            ),
        )
    return list(dict.fromkeys(found))[:MAX_PLANS]


def _is_plan(path: Path) -> bool:
    if any(part.startswith(".") and part not in (".", "..") for part in path.parts):
        return False
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise Refusal(say("cannot read {p}: {e}", "无法读取 {p}：{e}", p=str(path), e=error.strerror)) from None
    lines = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace").splitlines()
    return any(line.lstrip("\ufeff").startswith("commplan:") for line in lines)


def read_plan(file: str, stdin_filename: str = "stdin.yaml") -> tuple[bytes, Path, str]:
    """The bytes of a plan, the folder its includes lie in, and the name to show."""
    if file == "-":
        return sys.stdin.buffer.read(), Path(stdin_filename).parent, stdin_filename
    try:
        return Path(file).read_bytes(), Path(file).parent, file
    except OSError as error:
        words = say("cannot read {p}: {e}", "无法读取 {p}：{e}", p=quote(file, 200), e=error.strerror)
        raise Refusal(words) from None
