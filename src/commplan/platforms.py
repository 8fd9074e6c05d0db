"""What is known of the platforms where communities meet: names, limits, and since when and by whom they are stated.

The figures lie in `data/platforms.toml`. They change without notice, so each carries when and where it was stated, a finding
says as of when, and a channel of the plan can always state its own.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from commplan.words import Words

_DATA = Path(__file__).parent / "data" / "platforms.toml"


@dataclass(frozen=True, slots=True)
class Capacity:
    """The largest size of one group; `people` None: there is no such limit."""

    people: int | None
    as_of: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PushQuota:
    """How many pushes one account may send in each day, week or calendar month."""

    pushes: int
    per: Literal["day", "week", "month"]
    as_of: str
    source: str


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform. None: not known (`capacity`, `two_way`, `export`), or not counted (`push`)."""

    id: str
    name: Words
    two_way: bool | None
    capacity: Capacity | None
    push: PushQuota | None
    export: Words | None


@cache
def platforms() -> dict[str, Platform]:
    """All platforms by id, in the order of the data file."""
    found = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return {id_: _platform(id_, facts) for id_, facts in found.items()}


def platform(id_: str | None) -> Platform | None:
    """The platform with this id, or None when commplan knows none of that name."""
    return platforms().get(id_ or "")


def near(word: str) -> str | None:
    """The id that a word most likely means: another spelling of it, a name in either language, or a slip of the keys."""
    from difflib import get_close_matches

    known = {_plain(text): p.id for p in platforms().values() for text in (p.name.en, p.name.zh, p.id)}
    close = get_close_matches(_plain(word), known, 1, 0.8)
    return known[close[0]] if close else None


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _platform(id_: str, facts: dict[str, Any]) -> Platform:
    capacity = facts.get("capacity")
    return Platform(
        id_,
        Words(**facts["name"]),
        cast("bool | None", facts.get("two_way")),
        Capacity(None) if capacity == "none" else Capacity(**capacity) if capacity else None,
        PushQuota(**facts["push"]) if "push" in facts else None,
        Words(**facts["export"]) if "export" in facts else None,
    )
