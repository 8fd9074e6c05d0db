"""Which configuration holds for a plan: the nearest on the way up from it, or the one that was named."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from commplan.os_errors import why
from commplan.words import Refusal, quote, say

if TYPE_CHECKING:  # a folder without a configuration has no use for what reads one
    from commplan.policy.settings import Settings

NAMES = ("commplan.toml", "pyproject.toml")


def settings_for(file: str, named: str | None = None, isolated: bool = False) -> Settings | None:
    """The configuration of a plan by its file name, None when there is none. Refusal when it cannot be used."""
    if isolated:
        return None
    if named is not None:
        return _named(named)
    return nearest_above(os.path.dirname(os.path.abspath(file)))  # noqa: PTH100, PTH120 - a check of one plan waits for this


@cache
def nearest_above(folder: str) -> Settings | None:
    for name in NAMES:
        path = f"{folder}/{name}"
        if os.path.isfile(path) and (found := _read(path)) is not None:  # noqa: PTH113
            return found
    above = os.path.dirname(folder)  # noqa: PTH120
    return None if above == folder else nearest_above(above)


@cache
def _named(file: str) -> Settings:
    found = _read(file, wanted=True)
    if found is None:
        words = say("{f} has no table [tool.commplan]", "{f} 中没有 [tool.commplan] 表", f=quote(file, 200))
        raise Refusal(words, say("add it, or name another file", "请补上，或指定其他文件"))
    return found


def _read(file: str, wanted: bool = False) -> Settings | None:
    from commplan.policy.settings import holds, read

    try:
        with open(file, "rb") as stream:  # noqa: PTH123
            raw = stream.read()
    except OSError as error:
        raise Refusal(say("cannot read {p}: {e}", "无法读取 {p}：{e}", p=quote(file, 200), e=why(error))) from None
    if not wanted and file.endswith("pyproject.toml") and not holds(raw):
        return None
    return read(shown(file), raw, Path(file).parent)


def shown(file: str) -> str:
    """A file as seen from where the user stands, when it lies there or not far above."""
    near = os.path.relpath(file)
    return file if near.startswith(os.path.join("..", "..", "..")) else near  # noqa: PTH118
