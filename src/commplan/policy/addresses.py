"""Addresses of things in a plan that hold when things are moved: ids instead of numbers, where there are ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from commplan.finding import Path

_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_WHOLE = re.compile(r"(?:[^.\[\]]+|\[\d+\])(?:\.[^.\[\]]+|\[\d+\])*")


def address(data: Any, path: Path) -> str:
    """A path as an address: `goals.objectives.answers.metric`; `[2]` for what has no id, or one that is given twice."""
    text = ""
    for names in _names(data, path):
        name = names[0]
        text += name if name.startswith("[") or not text else f".{name}"
    return text


def at(data: Any, path: Path, wanted: str) -> bool:
    """Whether a path lies at an address, or below it. Both `[2]` and an id are understood."""
    parts = split(wanted)
    names = list(_names(data, path))
    return len(parts) <= len(names) and all(part in known for part, known in zip(parts, names, strict=False))


def split(wanted: str) -> list[str]:
    """The parts of an address."""
    return [f"[{m[1]}]" if m[1] else m[2] for m in _PART.finditer(wanted)]


def well_formed(wanted: str) -> bool:
    return _WHOLE.fullmatch(wanted) is not None


def missing(data: Any, wanted: str) -> tuple[str, list[str]] | None:
    """The first part of an address that leads nowhere, and what could stand there; None when it leads somewhere."""
    for part in split(wanted):
        known = _below(data)
        if part not in known:
            return part, [k for k in known if not k.startswith("[")]
        data = known[part]
    return None


def _below(data: Any) -> dict[str, Any]:
    if isinstance(data, dict):
        return {str(k): v for k, v in data.items()}
    if not isinstance(data, tuple):
        return {}
    ids = _ids(data)
    found = {f"[{i}]": item for i, item in enumerate(data)}
    return found | {ids[i]: item for i, item in enumerate(data) if i in ids}


def _names(data: Any, path: Path) -> Iterator[tuple[str, ...]]:
    """For each part of a path, how it can be written, the best way first."""
    for part in path:
        if not isinstance(part, int):
            yield (str(part),)
            data = data.get(part) if isinstance(data, dict) else None
        elif isinstance(data, tuple):
            id_ = _ids(data).get(part)
            yield (id_, f"[{part}]") if id_ else (f"[{part}]",)
            data = data[part] if part < len(data) else None
        else:  # one thing where a list may stand is its first
            id_ = data.get("id") if isinstance(data, dict) else None
            yield (id_, f"[{part}]") if isinstance(id_, str) else (f"[{part}]",)


_MOST_KNOWN = 64
_known: dict[int, tuple[tuple[Any, ...], dict[int, str]]] = {}
"""The ids of the lists asked about last: a plan with many findings asks for the same ones again and again. Each list is
held with them, so that its identity cannot become another's."""


def _ids(items: tuple[Any, ...]) -> dict[int, str]:
    """The ids of the items of a list by their number, each that no other item has."""
    known = _known.get(id(items))
    if known is not None and known[0] is items:
        return known[1]
    found = {
        i: item["id"] for i, item in enumerate(items) if isinstance(item, dict) and isinstance(item.get("id"), str)
    }
    given = Counter(found.values())
    ids = {i: id_ for i, id_ in found.items() if given[id_] == 1 and _PART.fullmatch(id_) and id_[0] != "["}
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[id(items)] = (items, ids)
    return ids
