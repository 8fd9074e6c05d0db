"""The key that a word stands for where it stands: told by what is written under it, and by what the plan has.

`who: tom` names whoever does it, unless an audience of the plan is called so; `people: 12` counts, `people: [tom]` names.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from commplan.finding import Path
from commplan.platforms import ids, platforms
from commplan.refusals.cast import cast, names_in
from commplan.refusals.keys import keys_at
from commplan.refusals.synonyms import meant_key, words_for
from commplan.words import Words, say

_COUNTS, _NAMES = {"headcount", "size"}, {"holders"}
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万两]")
_EVERYBODY = re.compile(r"every|\ball\b|\bany|\bmembers?\b|全|所有|大家|每|成员", re.IGNORECASE)


def key_meant(path: Path, data: Any) -> str | None:
    """The one key of the format that the word at the end of a path stands for; None for a word that stands for none.

    None too where what stands there would have to be shared out among two keys: `shared_out` tells how.
    """
    word, known, value = str(path[-1]), keys_at(path[:-1]), found_at(data, path)
    meanings = set(words_for(word))
    if meanings & _COUNTS and meanings & _NAMES:
        known = [key for key in known if key not in (_NAMES if _counts(value) else _COUNTS)]
    found = meant_key(word, known, value)
    if found == "venue" and "channels" in known and _is_channel(value, data):
        return "channels"
    names = _doers(path, data) if found == "audiences" else ()
    return found if not names else "owner" if len(names) == 1 else None


def doers(path: Path, data: Any) -> Words | None:
    """How those are written who do a thing, where a word named them that could as well say for whom it is."""
    names = _doers(path, data) if meant_key(str(path[-1]), keys_at(path[:-1])) == "audiences" else ()
    if not names:
        return None
    first, *others = cast(data).ids(names)
    if others:
        return say(
            "write who makes it happen as `owner: {o}` and who helps as `team: [{t}]`, by ids under `structure`; "
            "`audiences` says for whom it is",
            "负责的人写作 `owner: {o}`，一起做的人写作 `team: [{t}]`，都用 `structure` 中的 id；面向谁则写 `audiences`",
            o=first,
            t=", ".join(others),
        )
    return say(
        "write `owner: {o}`, an id under `structure`; `audiences` says for whom it is",
        "请写 `owner: {o}`，用 `structure` 中的 id；面向谁则写 `audiences`",
        o=first,
    )


def _doers(path: Path, data: Any) -> tuple[str, ...]:
    """The names under a word that is no more than `who`; () where they are an audience, everybody, or no names at all."""
    if not {"owner", "team", "audiences"} <= set(keys_at(path[:-1])) or "owner" not in words_for(str(path[-1])):
        return ()
    value = found_at(data, path)
    names = names_in(value)
    listed = found_at(data, ("goals", "audiences"))
    groups = listed if isinstance(listed, tuple) else ()
    called = {str(g.get(key)).strip().lower() for g in groups if isinstance(g, dict) for key in ("id", "name")}
    whole = value if isinstance(value, tuple) else (value,)
    said = {str(one).strip().lower() for one in (*whole, *names)}
    return () if said & called or any(map(_EVERYBODY.search, said)) else names


def _is_channel(value: Any, data: Any) -> bool:
    """Whether what is said to be the place is a channel of the plan, or a platform."""
    listed = found_at(data, ("content", "channels"))
    channels = [c for c in listed if isinstance(c, dict)] if isinstance(listed, tuple) else []
    called = {str(c.get(key)).strip().lower() for c in channels for key in ("id", "name", "platform")}
    return isinstance(value, str) and (value.strip().lower() in called or any(one in platforms() for one in ids(value)))


def _counts(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) or (isinstance(value, str) and bool(_NUMBER.match(value.strip())))


def found_at(data: Any, path: Path) -> Any:
    """What stands at a path of a plan that need not be one; None where nothing does."""
    for part in path:
        within = part in data if isinstance(data, dict) else isinstance(data, tuple) and part in range(len(data))
        if not within:
            return None
        data = data[part]
    return data
