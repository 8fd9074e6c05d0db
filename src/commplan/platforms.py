"""What is known of the platforms where communities meet: names, limits, and since when and by whom they are stated.

The figures lie in `data/platforms.toml`. They change without notice, so each carries when and where it was stated, a finding
says as of when, and a channel of the plan can always state its own.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from commplan.plan.content import Channel
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
class Fact:
    """Whether something is so on a platform; as of when and by whom, where it could be otherwise."""

    yes: bool
    as_of: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform. None: not known (`capacity`, `two_way`, `export`, `exports`, `keeps`), or not counted (`push`).

    `also`: what people call it besides its name, in any language; some words mean several platforms. `exports`: whether its
    keepers can get activity out; `keeps`: whether what was said can be looked up there later.
    """

    id: str
    name: Words
    also: tuple[str, ...]
    two_way: bool | None
    capacity: Capacity | None
    push: PushQuota | None
    export: Words | None
    exports: Fact | None
    keeps: Fact | None


@cache
def platforms() -> dict[str, Platform]:
    """All platforms by id, in the order of the data file."""
    found = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return {id_: _platform(id_, facts) for id_, facts in found.items()}


def platform(word: str | None) -> Platform | None:
    """The platform that a word means; None when commplan knows none of that name, and when it may be several."""
    return platforms().get(as_meant(word) or "")


def as_meant(word: str | None) -> str | None:
    """The id of the one platform that a word means; the word itself when there is none, or more than one."""
    found = ids(word)
    return found[0] if len(found) == 1 else word


@lru_cache(256)
def ids(word: str | None) -> tuple[str, ...]:
    """The ids that a word may stand for, by which it is to be judged; the word itself when it is near to none.

    A slip of the keys must not hide what the platform asks for; rule unknown-platform tells of the slip.
    """
    if word is None:
        return ()
    return (word,) if word in platforms() else meant(word) or (word,)


def two_way(channel: Channel) -> bool | None:
    """Whether people can answer on a channel: as it says itself, else as its platform is; None when neither tells."""
    known = platform(channel.platform)
    return channel.two_way if channel.two_way is not None else known.two_way if known else None


def meant(word: str) -> tuple[str, ...]:
    """The ids that a word most likely means: another spelling, what people call it, or a slip of the keys.

    Several when the word is used for several (公众号 is a subscription or a service account); none when nothing is near.
    """
    from difflib import get_close_matches

    known: dict[str, list[str]] = {}
    for p in platforms().values():
        for text in dict.fromkeys(map(_plain, (p.id, p.name.en, p.name.zh, *p.also))):
            known.setdefault(text, []).append(p.id)
    plain = _plain(word)
    close = [plain] if plain in known else get_close_matches(plain, known, 1, 0.8)
    return tuple(known[close[0]]) if close else ()


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _platform(id_: str, facts: dict[str, Any]) -> Platform:
    capacity = facts.get("capacity")
    return Platform(
        id_,
        Words(**facts["name"]),
        tuple(facts.get("also", ())),
        cast("bool | None", facts.get("two_way")),
        Capacity(None) if capacity == "none" else Capacity(**capacity) if capacity else None,
        PushQuota(**facts["push"]) if "push" in facts else None,
        Words(**facts["export"]) if "export" in facts else None,
        Fact(**facts["exports"]) if "exports" in facts else Fact(True) if "export" in facts else None,
        Fact(**facts["keeps"]) if "keeps" in facts else None,
    )
