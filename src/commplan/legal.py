"""What the law sets as a number, from `data/legal.toml`: with since when it holds, and where it is written."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from commplan.words import Words

_DATA = Path(__file__).parent / "data" / "legal.toml"


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that a law sets: a currency or a word for what is counted, since which month, and where it is written."""

    id: str
    value: int
    unit: str
    as_of: str
    source: Words


@cache
def limits() -> dict[str, Limit]:
    """All of them by id, in the order of the data file."""
    found = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return {
        id_: Limit(id_, facts["value"], facts["unit"], facts["as_of"], Words(**facts["source"]))
        for id_, facts in found.items()
    }
