"""The tables that all metrics are written over (`metric` describes them), made once for a plan on one connection.

This is the only engine-specific text: `dated` turns an instant into a local day by joining a table of quarter hours, and
everything after it is whole numbers. The connection is any that has the view `events`; its library is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from commplan.activity.event import CAPABILITIES
from commplan.reckoning.localday import (
    QUARTER,
    Window,
    day_date,
    day_number,
    day_start,
    local_day,
    month_first,
    month_number,
    offsets,
    week_number,
)

DEFAULT_ACTIVE = ("message", "reply", "reaction")
_QUARTER_US = QUARTER * 1_000_000


class Cursor(Protocol):
    @property
    def description(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


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
    """A connection with the shared tables in it. `covers` = the local days the activity covers, None without any.

    `bots_untold`: bots were to be left out, but for some people the activity cannot say whether they are bots.
    """

    connection: Connection
    zone: ZoneInfo
    capabilities: frozenset[str]
    active_kinds: tuple[str, ...]
    covers: Window | None
    last_us: int
    bots_untold: bool


def prepare(
    connection: Connection,
    timezone: str,
    exclusions: Exclusions,
    active_kinds: Sequence[str] = DEFAULT_ACTIVE,
    *,
    capabilities: Iterable[str] = tuple(CAPABILITIES),
    observed: tuple[int, int] | None = None,
) -> Session:
    """Make the shared tables.

    `observed`: first and last instant (UTC microseconds) that the exports cover, where that is known to be more than the
    time from the first event to the last.
    """
    zone = ZoneInfo(timezone)
    low, high, untold = connection.execute(
        "SELECT min(us), max(us), count(CASE WHEN bot IS NULL AND member IS NOT NULL THEN 1 END) FROM events"
    ).fetchall()[0]
    _calendar(connection, zone, low or 0, high or 0)
    _names(connection, "excluded", exclusions.members)
    _names(connection, "team", exclusions.staff)
    _names(connection, "counted", active_kinds)
    people = (_EV, _DONE) if exclusions.bots else (_EV_WITH_BOTS, _DONE_WITH_BOTS)
    for statement in (_DATED, *people, _ACT, _MDK, _MD, _ASKED):
        connection.execute(statement)
    first_us, last_us = observed or (low, high)
    covers = None
    if first_us is not None and last_us is not None:
        covers = Window(local_day(first_us, zone), local_day(last_us, zone) + timedelta(days=1))
    return Session(
        connection=connection,
        zone=zone,
        capabilities=frozenset(capabilities),
        active_kinds=tuple(active_kinds),
        covers=covers,
        last_us=last_us or 0,
        bots_untold=bool(exclusions.bots and untold),
    )


def open_window(session: Session, window: Window, seen: Window, parameters: Mapping[str, int]) -> None:
    """Make `win`, `days` and `months` for one computation; `seen` is what of the window is covered."""
    connection, covers = session.connection, session.covers or seen
    facts = {
        "first_day": window.first_day,
        "end_day": window.end_day,
        "data_first_day": covers.first_day,
        "data_end_day": covers.end_day,
        "seen_first_day": seen.first_day,
        "seen_end_day": seen.end_day,
        "first_us": day_start(seen.first, session.zone),
        "as_of_us": min(day_start(window.end, session.zone), session.last_us + 1),
    }
    columns = ", ".join(f"CAST({int(value)} AS BIGINT) AS {name}" for name, value in {**facts, **parameters}.items())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE win AS SELECT {columns}")
    _rows(connection, "days", ("day", "week", "month", "dow"), (_day(d) for d in range(seen.first_day, seen.end_day)))
    months = range(month_number(seen.first), month_number(day_date(seen.end_day - 1)) + 1)
    _rows(
        connection,
        "months",
        ("month", "first_day", "end_day"),
        ((m, day_number(month_first(m)), day_number(month_first(m + 1))) for m in months),
    )


def _day(number: int) -> tuple[int, int, int, int]:
    return number, week_number(number), month_number(day_date(number)), (number + 3) % 7


def _calendar(connection: Connection, zone: ZoneInfo, low: int, high: int) -> None:
    """`cal`: one row for each quarter hour from the first event to the last, with its local calendar numbers."""
    first, end = low // _QUARTER_US, high // _QUARTER_US + 1
    _rows(connection, "spans", ("from_quarter", "to_quarter", "east"), offsets(first, end, zone))
    days = (_day(number) for number in range(day_number(_utc_day(first)) - 1, day_number(_utc_day(end)) + 2))
    _rows(connection, "known_days", ("day", "week", "month", "dow"), days)
    connection.execute(_CAL)


def _utc_day(quarter: int) -> date:
    return day_date(quarter * QUARTER // 86_400)


def _rows(connection: Connection, name: str, columns: Sequence[str], rows: Iterable[tuple[int, ...]]) -> None:
    """A table of whole numbers; one statement, since a statement for each row would be hundreds of times slower."""
    values = ", ".join(f"({', '.join(map(str, row))})" for row in rows)
    heads = ", ".join(f"CAST({column} AS BIGINT) AS {column}" for column in columns)
    body = f"SELECT {heads} FROM (VALUES {values}) AS given ({', '.join(columns)})"  # noqa: S608 - own numbers only
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {body}")


def _names(connection: Connection, table: str, names: Iterable[str]) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} (name VARCHAR)")
    given = sorted(names)
    if given:
        connection.execute(f"INSERT INTO {table} SELECT unnest(?)", [given])


_CAL = """
CREATE OR REPLACE TEMP TABLE cal AS
WITH quarters AS (
  SELECT CAST(unnest(range(from_quarter, to_quarter)) AS BIGINT) AS quarter, east FROM spans
), placed AS (
  SELECT quarter, quarter * 900 + east AS second, (quarter * 900 + east) // 86400 AS day FROM quarters
)
SELECT placed.quarter, placed.day, known_days.week, known_days.month, known_days.dow,
       placed.second // 3600 - placed.day * 24 AS hour
FROM placed JOIN known_days ON known_days.day = placed.day
"""

_DATED = """
CREATE OR REPLACE TEMP VIEW dated AS
SELECT e.event_id, e.source, e.kind, e.us, e.member, e.bot, e.channel, e.thread, e.reply_to, e.size, e.tags,
       cal.day, cal.week, cal.month, cal.dow, cal.hour,
       e.kind IN ('join', 'leave') AND (' ' || coalesce(e.tags, '') || ' ') LIKE '% channel %' AS of_channel,
       (' ' || coalesce(e.tags, '') || ' ') LIKE '% undated %' AS undated
FROM events AS e JOIN cal ON cal.quarter = e.us // 900000000
"""

_EV_WITH_BOTS = """
CREATE OR REPLACE TEMP VIEW ev AS
SELECT dated.*, dated.member IN (SELECT name FROM team) AS staff
FROM dated
WHERE dated.member IS NOT NULL AND dated.member NOT IN (SELECT name FROM excluded)
  AND (dated.kind <> 'answer' OR 'answer' IN (SELECT name FROM counted))
"""

_EV = _EV_WITH_BOTS + " AND dated.bot IS NOT TRUE"

_DONE_WITH_BOTS = """
CREATE OR REPLACE TEMP VIEW done AS
SELECT dated.*, coalesce(dated.member IN (SELECT name FROM team), FALSE) AS staff
FROM dated
WHERE (dated.member IS NOT NULL OR dated.kind = 'answer')
  AND coalesce(dated.member NOT IN (SELECT name FROM excluded), TRUE)
"""

_DONE = _DONE_WITH_BOTS + " AND dated.bot IS NOT TRUE"

_ACT = """
CREATE OR REPLACE TEMP VIEW act AS
SELECT * FROM ev WHERE NOT staff AND kind IN (SELECT name FROM counted) AND NOT undated AND NOT of_channel
"""

_MDK = """
CREATE OR REPLACE TEMP TABLE mdk AS
SELECT member, kind, day, week, month, CAST(count(*) AS BIGINT) AS n FROM act GROUP BY member, kind, day, week, month
"""

_MD = """
CREATE OR REPLACE TEMP TABLE md AS
SELECT member, day, week, month, CAST(sum(n) AS BIGINT) AS n FROM mdk GROUP BY member, day, week, month
"""

_ASKED = """
CREATE OR REPLACE TEMP TABLE asked AS
WITH answers AS (
  SELECT m.event_id, min(r.us) AS us
  FROM ev AS m JOIN ev AS r ON coalesce(r.thread, r.reply_to) = m.event_id
  WHERE m.kind = 'message' AND NOT m.staff AND r.kind = 'reply' AND r.member <> m.member AND r.us >= m.us
  GROUP BY m.event_id
)
SELECT m.event_id, m.member, m.channel, m.us, m.day, answers.us AS answered_us
FROM ev AS m LEFT JOIN answers ON answers.event_id = m.event_id
WHERE m.kind = 'message' AND NOT m.staff
"""
