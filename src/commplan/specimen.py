"""How a thing of the plan is written at its shortest, with the words that stand in its place: what a refusal shows."""

from __future__ import annotations

import re
from typing import Any

from commplan.document.edits import written
from commplan.finding import Path
from commplan.keys import keys_at, kind_at

_TEXTS = ("statement", "name", "title", "description", "purpose", "task", "event")
_LISTS = {
    "goals": "objectives", "structure": "roles", "rules": "norms", "content": "calendar", "resources": "assets",
    "budget": "lines", "risks": "register", "evaluation": "sources", "reporting": "intakes", "grievance": "stages",
}  # fmt: skip
"""The list that people mean who write a list where its keys should be."""
_LONG, _LONGEST = 80, 30
"""Letters of a text that is still shown, and of an id made of it."""


def specimen(path: Path, value: Any) -> str | None:
    """What stands at a path as a mapping in one line: a text, or one pair of a name and something; None for others."""
    known = keys_at(path)
    if {"start", "end"} <= set(known) and len(known) == 2:
        return "{start: 2027-01-01, end: 2027-12-31}"
    if "id" not in known:
        return None
    name, amount = value, None
    if isinstance(value, dict) and len(value) == 1:
        name, amount = next(iter(value.items()))
    if not isinstance(name, str) or len(name) > _LONG or (isinstance(value, dict) and name in known):
        return None
    pairs: dict[str, str | int] = {"id": _id(path, name), **dict.fromkeys(_text_key(known), name)}
    if amount is not None and "amount" in known and (found := re.search(r"\d[\d,]{0,12}", str(amount))):
        pairs["amount"] = int(found[0].replace(",", ""))
    return "{" + ", ".join(f"{key}: {written(what, in_flow=True)}" for key, what in pairs.items()) + "}"


def as_list(path: Path, value: Any) -> tuple[str, str] | None:
    """The key under which a list belongs that stands where a mapping should, and its first item as a mapping."""
    key = _LISTS.get(str(path[-1])) if path else None
    if key is None or not isinstance(value, tuple) or not value:
        return None
    first = specimen((*path, key, 0), value[0])
    return (key, first) if first else None


def _text_key(known: list[str]) -> list[str]:
    return [next((key for key in _TEXTS if key in known), "")] if set(_TEXTS) & set(known) else []


def _id(path: Path, text: str) -> str:
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
