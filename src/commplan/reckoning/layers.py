"""The tables that all metrics are written over (`metric` describes them), each made once for a plan on one connection.

Views are there at once; a table that costs a look at every event is made when the first query names it. The connection is
any that has the view `events`; its library is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol, cast
from zoneinfo import ZoneInfo

from commplan.activity.event import CAPABILITIES
from commplan.localday import (
    Window,
    day_date,
    day_start,
    local_day,
)
from commplan.reckoning import calendars, marks, tables

DEFAULT_ACTIVE = ("message", "reply", "reaction")


class Cursor(Protocol):
    @property
    def description(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


Rows = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]
"""What a query answers: its columns and its rows."""


class Kept(Protocol):
    """Answers to queries, and what was made of such answers, from one evaluation to the next."""

    def get(self, seen: Window, query: str, binds: Sequence[object]) -> Rows | None: ...
    def put(self, seen: Window, query: str, binds: Sequence[object], rows: Rows) -> None: ...
    def recall(self, key: str) -> Any: ...
    def note(self, key: str, found: Sequence[object]) -> None: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known already of the messages from a local day on and before another, and of their answers before that:
    `rows`, a query with `event_id` and `member` (of those that wait for one), `us`, `day` and `answered_us`."""

    first_day: int
    end_day: int
    rows: str


class Connection(Protocol):
    """What is asked of a database connection."""

    def execute(self, query: str, parameters: object = ..., /) -> Cursor: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusions:
    """Who does not count. `staff` counts only as answering others; `members` (test accounts and the like) not at all."""

    bots: bool = True
    staff: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A connection with the shared tables in it. `covers` = the local days the activity covers, None without any; `employers`:
    whom members work for; `threadless`: sources that tell no conversations while others do. `made`: which tables there are; for `asked` and `asked_by` also of which days. `answers`: what was
    computed already."""

    connection: Connection
    zone: ZoneInfo
    capabilities: frozenset[str]
    active_kinds: tuple[str, ...]
    covers: Window | None
    last_us: int
    exclusions: Exclusions
    code: str
    employers: tuple[tuple[str, str], ...] = ()
    threadless: tuple[str, ...] = ()
    made: dict[str, object] = field(default_factory=dict, compare=False)
    answers: dict[object, object] = field(default_factory=dict, compare=False)

    @property
    def kept(self) -> Kept | None:
        """What was answered before, of a store that is large enough to keep it."""
        return cast("Kept | None", self.made.get("kept"))

    @property
    def bots_untold(self) -> bool:
        """Bots were to be left out, but for some people the activity cannot say whether they are bots."""
        if not self.exclusions.bots:
            return False
        if "untold" not in self.answers:
            query = _UNTOLD if "channels" in self.made else _EVER_UNTOLD
            self.answers["untold"] = bool(self.connection.execute(query).fetchall()[0][0])
        return bool(self.answers["untold"])


def prepare(
    connection: Connection,
    timezone: str,
    exclusions: Exclusions,
    active_kinds: Sequence[str] = DEFAULT_ACTIVE,
    *,
    capabilities: Iterable[str] = tuple(CAPABILITIES),
    observed: tuple[int, int] | None = None,
    span: tuple[int, int] | None = None,
    code: str = "ev.member",
    employers: Mapping[str, str] | None = None,
    threadless: Sequence[str] = (),
) -> Session:
    """Make the views and what they need.

    `observed`: first and last instant (UTC microseconds) that the exports cover, where that is known to be more than the
    time from the first event to the last. `span`: of the first and the last event, where that is known already. `code`: SQL for what a member is called in `mdk`, `md`, `moves` and `arrivals`,
    where whole numbers are quicker than names. `employers`: whom members work for, by name.
    `threadless`: sources that tell no conversations while others do, so that what was said there asks for no answer.
    """
    zone = ZoneInfo(timezone)
    low, high = span or connection.execute("SELECT min(us) AS low, max(us) AS high FROM events").fetchall()[0]
    first_us, last_us = observed or (low, high)
    calendars.calendar(connection, zone, low or 0, max(high or 0, last_us or 0))
    names(connection, "excluded", exclusions.members)
    names(connection, "team", exclusions.staff)
    names(connection, "counted", active_kinds)
    names(connection, "threadless", threadless)
    _employers(connection, employers or {}, code)
    for statement in (*_views(exclusions, active_kinds, threadless), *marks.views(code)):
        connection.execute(statement)
    return Session(
        connection=connection, zone=zone, capabilities=frozenset(capabilities), active_kinds=tuple(active_kinds),
        covers=_covered(first_us, last_us, zone), last_us=last_us or 0,
        exclusions=exclusions, code=code, employers=tuple(sorted((employers or {}).items())),
        threadless=tuple(threadless),
    )  # fmt: skip


def _views(exclusions: Exclusions, active_kinds: Sequence[str], threadless: Sequence[str]) -> tuple[str, ...]:
    who = tables.who(
        bots=not exclusions.bots, staff=bool(exclusions.staff), excluded=bool(exclusions.members), answers="answer" in active_kinds,
    )  # fmt: skip
    return tables.limited(), tables.DATED, *who, tables.act(active_kinds), tables.starts(threadless=bool(threadless))


def _covered(first_us: int | None, last_us: int | None, zone: ZoneInfo) -> Window | None:
    """The local days from an instant to another."""
    if first_us is None or last_us is None:
        return None
    return Window(local_day(first_us, zone), local_day(last_us, zone) + timedelta(days=1))


_UNTOLD = "SELECT sum(channels.untold) FROM channels"
_EVER_UNTOLD = "SELECT CAST(count(*) AS BIGINT) AS n FROM events WHERE events.bot IS NULL AND events.member IS NOT NULL"
_SHARED = re.compile(r"\b(mdk|md|moves|arrivals|channels|hourly|asked|asked_by)\b")
_SINGLE = re.compile(r"\b(ev|done|act|dated|starts|replies|marks|deeds)\b")
_DAYS = re.compile(r"\b(days|months)\b")
_EASE = 8
"""Days that `asked` reaches further back than a query wants, for those after it that want a little more."""
_WIN = re.compile(r"\bwin\.(\w+)\b")


def ensure(session: Session, sql: str, days: tuple[int, int] | None = None) -> None:
    """Make the shared tables that a query names. `days`: first local day, and the one after the last, of what it asks of
    `asked` or `asked_by`; None = all."""
    for name in dict.fromkeys(_SHARED.findall(sql)):
        if name in tables.QUESTIONS:
            _ask(session, name, days)
        elif name not in session.made:
            if "before" not in session.made:
                session.connection.execute(tables.before().format(code=session.code))
                session.made["before"] = True
            if name == "mdk":
                for statement in cast("Iterable[str]", session.made.get("held", ())):
                    session.connection.execute(statement)
            ensure(session, tables.FROM[name])
            made = tables.BODIES[name].format(code=session.code, mdk="mdk")
            session.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {made}")
            session.made[name] = True


def _ask(session: Session, name: str, days: tuple[int, int] | None) -> None:
    """What was asked in these days: no answer comes before its question, and none after them is known yet when they end."""
    there = session.made.get(name)
    if there == "all" or (isinstance(there, tuple) and days and there[0] <= days[0] and days[1] <= there[1]):
        return
    if name == "asked" and days and session.covers and days[1] == session.covers.end_day:
        earlier = session.made.get("asked_from")
        session.made["asked_from"] = min(days[0], earlier) if isinstance(earlier, int) else days[0]
    stretch = session.made.get("stretch") if name == "asked" else None
    if days and isinstance(stretch, tuple) and stretch[0] <= days[0] and days[1] <= stretch[1]:
        days = stretch
    if name == "asked" and days and _continued(session, days):
        return
    if days and isinstance(there, tuple) and there[0] <= days[1] and days[0] <= there[1]:
        days = min(there[0] + _EASE, days[0]), max(there[1], days[1])
    first, end = (days[0] - _EASE, days[1]) if days else (None, None)
    with only(session, first, end):
        session.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {tables.QUESTIONS[name]}")
    session.made[name] = "all" if first is None else (first, end)


def _continued(session: Session, days: tuple[int, int]) -> bool:
    """Whether `asked` of these days could be made from what is known of most of them."""
    covers, held = session.covers, session.made.get("asked_before")
    if not isinstance(held, Asked) or held.first_day > days[0] or covers is None:
        return False
    with only(session, held.end_day, covers.end_day):
        body = tables.WAITING.format(rows=held.rows, by="")
        session.connection.execute(f"CREATE OR REPLACE TEMP TABLE asked AS {body}")
    session.made["asked"] = held.first_day, covers.end_day
    return True


@contextmanager
def looking(session: Session, sql: str, seen: Window, reach: int | None) -> Iterator[None]:
    """While a query that looks at single events runs, let it see those of the window and `reach` days before; None = all.

    Days are no column that is kept, so that no engine can skip by them what it need not read; instants are.
    """
    if reach is None or not _SINGLE.search(sql):
        yield
        return
    with only(session, seen.first_day - reach, seen.end_day):
        yield


@contextmanager
def only(session: Session, first_day: int | None, end_day: int | None) -> Iterator[None]:
    """While this lasts, single events are those from a local day on and before another; None = no limit."""
    first = None if first_day is None else day_start(day_date(first_day), session.zone)
    end = None if end_day is None else day_start(day_date(end_day), session.zone)
    session.connection.execute(tables.limited(first, end))
    try:
        yield
    finally:
        session.connection.execute(tables.limited())


def window_facts(session: Session, window: Window, seen: Window, parameters: Mapping[str, int]) -> dict[str, int]:
    """The one row of `win` for one computation; `seen` is what of the window is covered."""
    covers = session.covers or seen
    return {
        "first_day": window.first_day,
        "end_day": window.end_day,
        "data_first_day": covers.first_day,
        "data_end_day": covers.end_day,
        "seen_first_day": seen.first_day,
        "seen_end_day": seen.end_day,
        "first_us": day_start(seen.first, session.zone),
        "as_of_us": min(day_start(window.end, session.zone), session.last_us + 1),
    } | {name: int(value) for name, value in parameters.items()}


def open_window(session: Session, seen: Window, sql: str) -> None:
    """Make `win`, one row for all since `bound` writes its columns out, and `days` and `months` if the query names them."""
    connection = session.connection
    if "win" not in session.made:
        connection.execute("CREATE OR REPLACE TEMP TABLE win AS SELECT CAST(1 AS BIGINT) AS one")
        session.made["win"] = True
    if session.made.get("days") != seen and _DAYS.search(sql):
        days = (calendars.day(number) for number in range(seen.first_day, seen.end_day))
        calendars.rows(connection, "days", ("day", "week", "month", "dow"), days)
        calendars.rows(connection, "months", ("month", "first_day", "end_day"), calendars.months(seen))
        session.made["days"] = seen


def bound(sql: str, facts: Mapping[str, int]) -> str:
    """A query with the columns of `win` written out, so that an engine can skip by them what it need not read."""
    return _WIN.sub(lambda found: f"CAST({facts[found[1]]} AS BIGINT)" if found[1] in facts else found[0], sql)


def names(connection: Connection, table: str, told: Iterable[str]) -> None:
    """A table `table` with the column `name`."""
    given = sorted(set(told))
    body = "SELECT CAST(NULL AS VARCHAR) AS name WHERE 1 = 0"
    if given:
        values = ", ".join(["(?)"] * len(given))
        body = f"SELECT CAST(given.name AS VARCHAR) AS name FROM (VALUES {values}) AS given (name)"  # noqa: S608 - no names in it
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {body}", given)


def _employers(connection: Connection, employers: Mapping[str, str], code: str) -> None:
    """`employers`, with members called as in `mdk`."""
    known = "(SELECT CAST(NULL AS VARCHAR) AS member, CAST(NULL AS VARCHAR) AS employer) AS ev WHERE 1 = 0"
    if employers:
        known = f"(VALUES {', '.join(['(?, ?)'] * len(employers))}) AS ev (member, employer)"
    body = f"SELECT {code} AS member, CAST(ev.employer AS VARCHAR) AS employer FROM {known}"  # noqa: S608 - no names in it
    values = [text for pair in sorted(employers.items()) for text in pair]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE employers AS {body}", values)
