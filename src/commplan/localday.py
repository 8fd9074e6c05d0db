"""Days, weeks and months as whole numbers, and the time zone rules that turn an instant into them.

Numbers are the same on every database engine and need none of its date functions. Zones come from `zoneinfo`; since 1972
every zone is a whole number of quarter hours away from UTC, so one offset per quarter hour is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = date(1970, 1, 1)
QUARTER = 900
"""Seconds in a quarter hour."""
_QUARTERS_A_DAY = 96


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


@dataclass(frozen=True, slots=True)
class Window:
    """Whole local days, `end` not included."""

    first: date
    end: date

    @property
    def first_day(self) -> int:
        return day_number(self.first)

    @property
    def end_day(self) -> int:
        return day_number(self.end)


def day_date(number: int) -> date:
    return EPOCH + timedelta(days=number)


def month_number(day: date) -> int:
    """Months since the year 0, so that months subtract: year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


def month_first(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def month_label(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def week_number(day: int) -> int:
    """Weeks that begin on Monday; 1970-01-01 was a Thursday of week 0."""
    return (day + 3) // 7


def day_start(day: date, zone: ZoneInfo) -> int:
    """Microseconds since the epoch of the first instant of a local day."""
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    return (int(start.timestamp())) * 1_000_000


def local_day(us: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(us // 1_000_000, zone).date()


def offsets(first: int, end: int, zone: ZoneInfo) -> Iterator[tuple[int, int, int]]:
    """Spans of quarter hours [from, to) between two quarters, each with its seconds east of UTC."""
    start, offset = first, _offset(first, zone)
    for quarter in range(first, end, _QUARTERS_A_DAY):
        upper = min(quarter + _QUARTERS_A_DAY, end)
        if _offset(upper, zone) != offset:
            change = _change(quarter, upper, offset, zone)
            yield start, change, offset
            start, offset = change, _offset(upper, zone)
    if start < end:
        yield start, end, offset


def _offset(quarter: int, zone: ZoneInfo) -> int:
    delta = datetime.fromtimestamp(quarter * QUARTER, UTC).astimezone(zone).utcoffset()
    return int(delta.total_seconds()) if delta is not None else 0


def _change(low: int, high: int, offset: int, zone: ZoneInfo) -> int:
    """The first quarter in (low, high] that no longer has the offset."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(middle, zone) == offset else (low, middle)
    return high
