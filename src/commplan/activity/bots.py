"""Which accounts are machines although no export says so: lists by source, dated, in `data/bots.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data" / "bots.toml"


@cache
def known() -> tuple[tuple[str, str], ...]:
    """Source and name of each account."""
    lists = tomllib.loads(_DATA.read_text(encoding="utf-8"))["lists"]
    return tuple((one["source"], name) for one in lists for name in one["accounts"])
