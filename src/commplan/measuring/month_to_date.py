"""The month that is not over: which days of it are as they were when its tables were made, so that only the others are read.

Files of a month are written anew with every import, so what tells a day apart is what happened on it: each day is named by
a hash of its rows and of the name of the day before it. Beside the tables of a month stands how its days were called then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from commplan.activity.parts import COLUMNS
from commplan.reckoning import layers
from commplan.reckoning.layers import Session

_FILE = "days.json"
_ROWS = ", ".join(f"dated.{name}" for name in COLUMNS)
_PRINTS = f"""
SELECT dated.day, count(*), bit_xor(hash({_ROWS})), sum(hash({_ROWS})) FROM dated GROUP BY dated.day
"""  # noqa: S608 - own names
"""A hash of one row says nothing of its place, and two of all rows leave nothing to chance."""


@dataclass(frozen=True, slots=True)
class Before:
    """Tables of the month as they were: what is in them of days before `end_day` still holds."""

    place: Path
    end_day: int


def days(session: Session, begun: str, span: tuple[int, int]) -> dict[int, str]:
    """The names of the local days of a month by their numbers. `begun`: a name for all that came before; `span`: its first day
    and the one after its last."""
    with layers.only(session, *span):
        prints = {row[0]: row[1:] for row in session.connection.execute(_PRINTS).fetchall()}
    found, name = dict[int, str](), begun
    for day in range(*span):
        name = hashlib.sha256(repr((name, day, prints.get(day))).encode()).hexdigest()[:32]
        found[day] = name
    return found


def note(place: Path, begun: str, named: Mapping[int, str]) -> None:
    """Write beside the tables of a month what its days were called."""
    (place / _FILE).write_text(json.dumps({"begun": begun, "days": list(named.items())}), "utf-8")


def noted(place: Path) -> tuple[str, dict[int, str]] | None:
    """What `note` wrote; None where it did not, or no longer whole."""
    try:
        told = json.loads((place / _FILE).read_bytes())
        return str(told["begun"]), {int(day): str(name) for day, name in told["days"]}
    except (OSError, ValueError, TypeError, KeyError):
        return None


def begun(home: Path) -> frozenset[str]:
    """Which months were read before they were over."""
    return frozenset(told[0] for _, told in _all(home))


def before(home: Path, named: Mapping[int, str]) -> Before | None:
    """The tables of a month that hold most of its days as they are named now."""
    held = [
        Before(place, day + 1)
        for place, (_, then) in _all(home)
        for day, name in then.items()
        if named.get(day) == name
    ]
    return max(held, key=lambda known: (known.end_day, known.place.name), default=None)


def _all(home: Path) -> Iterator[tuple[Path, tuple[str, dict[int, str]]]]:
    for file in home.glob(f"[!.]*/{_FILE}"):
        told = noted(file.parent)
        if told:
            yield file.parent, told
