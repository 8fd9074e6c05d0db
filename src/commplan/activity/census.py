"""What is in an activity store, in numbers."""

# ruff: noqa: S608 - the SQL is put together from constants only

from __future__ import annotations

from dataclasses import dataclass

from commplan.activity.event import CAPABILITIES, untold
from commplan.activity.manifest import Manifest
from commplan.activity.parts import MONTH
from commplan.activity.whose import Connection


@dataclass(frozen=True, slots=True)
class Tool:
    """What came from one source. `first` and `last` are UTC microseconds; `silent` is what its exports cannot tell."""

    name: str
    events: int
    members: int
    first: int
    last: int
    tells: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Census:
    """Counts of events by kind, month (of UTC, "2026-03") and source; `bots` are among `members`."""

    events: int
    members: int
    bots: int
    channels: int
    span: tuple[int, int] | None
    kinds: dict[str, int]
    months: dict[str, int]
    tools: tuple[Tool, ...]


def take(connection: Connection, manifest: Manifest) -> Census:
    """Count the view `events`."""
    totals = (
        "SELECT count(*), count(DISTINCT member), count(DISTINCT member) FILTER (WHERE bot), count(DISTINCT channel)"
        " FROM events"
    )
    events, members, bots, channels = connection.execute(totals).fetchall()[0]
    kinds = connection.execute("SELECT kind, count(*) FROM events GROUP BY kind ORDER BY kind").fetchall()
    months = connection.execute(f"SELECT {MONTH}, count(*) FROM events GROUP BY 1 ORDER BY 1").fetchall()
    query = (
        "SELECT source, count(*), count(DISTINCT member), min(us), max(us) FROM events GROUP BY source ORDER BY source"
    )
    tells = manifest.tells
    tools = tuple(
        Tool(name, count, people, low, high, *_told(tells.get(name, frozenset())))
        for name, count, people, low, high in connection.execute(query).fetchall()
    )
    return Census(events, members, bots, channels, manifest.span, dict(kinds), dict(months), tools)


def _told(tells: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(n for n in CAPABILITIES if n in tells), untold(tells)
