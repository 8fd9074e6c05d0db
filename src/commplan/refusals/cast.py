"""The people whom a plan names, listed or not, each with the id to call them by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from commplan.document.edits import written
from commplan.finding import Path
from commplan.refusals.keys import home_of, keys_at, kind_at
from commplan.refusals.synonyms import meant_key, words_for

_WHO = {"owner", "sponsor", "host", "approver", "holders", "deputies", "members"}
GROUPS = frozenset(
    {"group", "groups", "team", "teams", "committee", "committees", "volunteers", "小组", "团队", "工作组", "委员会", "志愿者"}
)  # fmt: skip
"""Words for people who do something together, as they stand in `structure`; a body to the plan."""
_LONGEST = 30
"""Letters of a name, and of an id made of it."""
_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]")
"""What a name has behind it in brackets, such as a duty."""
_DUTY = re.compile(r"^([A-Z][\w .'-]*?)(?:, | [-–] )[a-z][a-z ]*$")
"""A name and, in small letters, what somebody does: in a list, where each item is one of them."""
_BEHIND = re.compile(r"[，,;；:：（(]|\s-\s")
"""What parts a name from what is said of somebody."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BETWEEN = re.compile(r"[、，,;；/&]|\band\b")
PEOPLE = ("structure", "people")


@dataclass(frozen=True)
class Cast:
    """The ids of people by their names: of those who are listed, and ids to give to those who are not yet."""

    listed: Mapping[str, str]
    others: Mapping[str, str]

    def ids(self, names: tuple[str, ...]) -> list[str]:
        """The ids of people, in the order of their names."""
        new = [n for n in names if n not in self.listed and n not in self.others]
        known = {**self.others, **self.listed}
        return [known.get(n) or short_id((*PEOPLE, len(known) + new.index(n)), n) for n in names]

    def lines(self, names: tuple[str, ...]) -> list[str]:
        """The lines that list those who are not listed."""
        pairs = zip(self.ids(names), names, strict=True)
        return [f"- {{id: {i}, name: {written(n, in_flow=True)}}}" for i, n in pairs if n not in self.listed]


def cast(data: Mapping[str, Any]) -> Cast:
    """The people of a plan that need not be one yet; who shares a name with another is not told by it."""
    home = data.get("structure")
    people = home.get("people") if isinstance(home, dict) else None
    given = people if isinstance(people, tuple) else ()
    known = [{"name": p} if isinstance(p, str) else p for p in given if isinstance(p, dict | str)]
    names = [_name_of(p) for p in known]
    listed = {
        n: own if (own := str(p.get("id", ""))) else short_id((*PEOPLE, place), n)
        for place, (n, p) in enumerate(zip(names, known, strict=True))
        if n and names.count(n) == 1 and is_id(str(p.get("id", "x")))
    }
    listed |= {short: listed[n] for short, n in _shorter(listed).items()}
    others: dict[str, str] = {}
    taken = {*(str(p.get("id", "")) for p in known), *listed.values()}
    for name in _named(data, ()):
        if name not in listed and name not in others:
            others[name] = _free(name, len(known) + len(others), taken)
            taken.add(others[name])
    return Cast(listed, others)


def _shorter(names: Collection[str]) -> dict[str, str]:
    """What people are called for short, with their whole names: without what stands behind a comma, or by the first word."""
    found: dict[str, list[str]] = {}
    for name in names:
        bare = _BEHIND.split(name)[0].strip()
        for short in {bare, bare.split(" ")[0]} - {name}:
            found.setdefault(short, []).append(name)
    return {
        short: whole[0] for short, whole in found.items() if len(whole) == 1 and len(short) > 1 and short not in names
    }


def _name_of(person: Mapping[str, Any]) -> str:
    """The name of somebody, by whatever word it is called."""
    key = next((k for k in person if k == "name" or "name" in words_for(str(k))), None)
    return str(person.get(key, "")).strip() if key is not None else ""


def _free(name: str, place: int, taken: set[str]) -> str:
    """An id for a name that nobody has: with the next number, where it is no more than a number."""
    made = short_id((*PEOPLE, place), name)
    if made not in taken:
        return made
    latin = made == short_id((*PEOPLE, place + 1), name)
    others = (f"{made}-{n}" if latin else short_id((*PEOPLE, n), name) for n in count(place + 1))
    return next(one for one in others if one not in taken)


def _named(data: Any, path: Path) -> Iterator[str]:
    """Who is named where people stand, in the order of the plan; what is an id already left out."""
    for part, value in data.items() if isinstance(data, dict) else enumerate(data):
        if _holds_people(path, str(part), len(data)):
            yield from (n for n in names_in(value) if not is_id(n))
        elif isinstance(value, dict | tuple):
            yield from _named(value, (*path, part))


def _holds_people(path: Path, key: str, keys: int) -> bool:
    if {key, *words_for(key)[:1]} & _WHO:
        return True
    within = path == ("structure",) or (path[:2] == ("structure", "roles") and len(path) > 2 and keys == 1)
    return (
        within and key not in {*GROUPS, *keys_at(path)} and not (meant_key(key, keys_at(path)) or known_elsewhere(key))
    )


def known_elsewhere(key: str) -> bool:
    """Whether a key, or what it may stand for, has one place in the plan."""
    return bool(home_of(key) or any(home_of(word) for word in words_for(key)))


def names_in(value: Any) -> tuple[str, ...]:
    """The people whom a text or a list of texts names; nobody where it says something else about them."""
    given = value if isinstance(value, tuple) else (value,)
    texts = tuple(_ASIDE.sub("", t) if isinstance(t, str) else t for t in given)
    if isinstance(value, tuple):
        texts = tuple(_DUTY.sub(r"\1", t) if isinstance(t, str) else t for t in texts)
    if not all(isinstance(t, str) and not re.search(r"\d", t) for t in texts):
        return ()
    parts = [n.strip() for text in texts for part in _BETWEEN.split(text) for n in _apart(part.strip())]
    names = tuple(dict.fromkeys(n for n in parts if n))
    return names if all(len(n) <= _LONGEST for n in names) else ()


def _apart(text: str) -> list[str]:
    """Two people with 和 or 与 between them; who has it in the name is one."""
    halves = re.split("[和与]", text)
    return halves if all(len(half.strip()) > 1 for half in halves) else [text]


def is_id(text: str) -> bool:
    """Whether a text is written as ids are."""
    return bool(_ID.fullmatch(text))


def short_id(path: Path, text: str) -> str:
    """A short id of a text: its first Latin words, else the kind of thing and its number."""
    words, made = re.findall(r"[a-z0-9]+", text.lower()) if text.isascii() else [], ""
    for word in words:
        if len(made) + len(word) >= _LONGEST:
            break
        made = f"{made}-{word}" if made else word
    if made:
        return made
    number = next((part + 1 for part in reversed(path) if isinstance(part, int)), 1)
    return f"{kind_at(path) or 'item'}-{number}"
