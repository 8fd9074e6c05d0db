"""An item that GrimoireLab Perceval fetched: which tool it is of, from where, and the tool's own record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commplan.activity import clock

_SAME = {"githubql": "github"}
_ISO = clock.reader("iso", "UTC")
_NAMED = clock.reader("%Y-%m-%d %H:%M:%S %Z", "UTC")


@dataclass(frozen=True, slots=True)
class Item:
    """`place` goes before the ids of the tool; `category` is empty where an old Perceval does not tell it."""

    backend: str
    place: str
    data: dict[str, Any]
    where: str
    category: str
    uuid: str

    def key(self, number: object) -> str | None:
        """An id of the tool within its origin."""
        known = isinstance(number, str | int) and not isinstance(number, bool) and number not in ("", 0)
        return f"{self.place}/{number}" if known else None

    def who(self, number: object) -> str | None:
        known = isinstance(number, str | int) and not isinstance(number, bool) and number != ""
        return f"{self.backend}/{number}" if known else None


def is_item(found: dict[str, Any]) -> bool:
    told = all(isinstance(found.get(key), str) for key in ("backend_name", "origin", "uuid"))
    return told and isinstance(found.get("data"), dict)


def item(where: str, found: dict[str, Any]) -> Item:
    backend = found["backend_name"].rpartition(".")[2].lower()
    category = found.get("category")
    named = category if isinstance(category, str) else ""
    return Item(_SAME.get(backend, backend), found["origin"], found["data"], where, named, found["uuid"])


def at(data: object, path: str) -> Any:
    """What stands at a path, a number in it being a place in a list; None when the way does not lead there, or there is none."""
    for step in path.split(".") if path else [""]:
        if isinstance(data, list) and step.isdecimal():
            data = data[int(step)] if int(step) < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def microseconds(said: object) -> int | None:
    """A time as any of the tools write it: text, also with a zone by its name; seconds; or milliseconds, which are above
    a hundred thousand million.
    """
    if isinstance(said, str):
        if said.replace(".", "", 1).isdecimal() and len(said) < 20:
            return microseconds(float(said))
        us = _ISO(said)
        return _NAMED(said) if us is None else us
    if not isinstance(said, int | float) or isinstance(said, bool) or not 0 < said < 10**14:
        return None
    return round(said * (1_000 if said > 10**11 else 1_000_000))
