"""The calendar as tables: which quarter hour of which local day lies in which week and month; without any library of dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from commplan.activity.whose import Connection
from commplan.localday import QUARTER, Window, day_date, day_number, month_first, month_number, offsets, week_number
from commplan.reckoning import tables

_QUARTER_US = QUARTER * 1_000_000


def day(number: int) -> tuple[int, int, int, int]:
    return number, week_number(number), month_number(day_date(number)), (number + 3) % 7


def months(days: Window) -> Iterator[tuple[int, int, int]]:
    for month in range(month_number(days.first), month_number(day_date(days.end_day - 1)) + 1):
        yield month, day_number(month_first(month)), day_number(month_first(month + 1))


def calendar(connection: Connection, zone: ZoneInfo, low: int, high: int) -> None:
    """`cal`: one row for each quarter hour from the first event to the last instant observed, with its local calendar numbers."""
    first, end = low // _QUARTER_US, high // _QUARTER_US + 1
    rows(connection, "slots", ("slot",), ((slot,) for slot in range(86_400 // QUARTER)))
    rows(connection, "spans", ("from_quarter", "to_quarter", "east"), offsets(first, end, zone))
    days = Window(_utc_day(first) - timedelta(days=1), _utc_day(end) + timedelta(days=2))
    weeks = range(week_number(days.first_day), week_number(days.end_day) + 1)
    rows(connection, "known_weeks", ("week",), ((week,) for week in weeks))
    rows(connection, "known_months", ("month", "first_day", "end_day"), months(days))
    for statement in (tables.KNOWN_DAYS, tables.CAL):
        connection.execute(statement)


def _utc_day(quarter: int) -> date:
    return day_date(quarter * QUARTER // 86_400)


def rows(connection: Connection, name: str, columns: Sequence[str], given: Iterable[tuple[int, ...]]) -> None:
    """A table of whole numbers; one statement, since a statement for each row would be hundreds of times slower."""
    values = ", ".join(f"({', '.join(map(str, row))})" for row in given)
    heads = ", ".join(f"CAST({column} AS BIGINT) AS {column}" for column in columns)
    body = f"SELECT {heads} FROM (VALUES {values}) AS given ({', '.join(columns)})"  # noqa: S608 - own numbers only
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {body}")
