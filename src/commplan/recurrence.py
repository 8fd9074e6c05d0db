"""When things happen: recurrences, time zones and public holidays. The only home of dateutil and holidays.

A calendar entry is expanded once for a plan, into occurrences inside the plan's period. RFC 5545 is followed where the
library differs: a wall-clock time that a clock change skips is moved forward by the gap, and stays one occurrence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.rules import Routine
from commplan.plan.times import Duration

MAX_OCCURRENCES = 5_000


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an entry happens: its local day and wall-clock time, and, where a zone is known, its instants.

    `start` and `end` are UTC and None when the entry has no time of day or no zone that can be read; `end` equals
    `start` when no duration is stated.
    """

    entry: Entry
    day: date
    clock: time | None
    start: datetime | None
    end: datetime | None


def zone(name: str | None) -> ZoneInfo | None:
    """The IANA zone of this name; None for anything else (abbreviations such as CST and fixed offsets included)."""
    if not name or ("/" not in name and name != "UTC"):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def period(plan: Plan) -> tuple[date, date] | None:
    """First and last day of the plan, when it states both in order."""
    start, end = plan.plan.period.start, plan.plan.period.end
    return (start, end) if start and end and start <= end else None


@lru_cache(maxsize=4)
def occurrences(plan: Plan) -> tuple[Occurrence, ...]:
    """Every occurrence of every calendar entry (cancelled ones left out) inside the plan's period, by day and time.

    Empty when the plan has no period. An entry whose rule cannot be expanded gives its first occurrence only; rule
    recurrence-skips speaks of it. At most MAX_OCCURRENCES for each entry.
    """
    bounds = period(plan)
    if bounds is None:
        return ()
    found = [o for e in plan.content.calendar if e.status != "cancelled" for o in of_entry(plan, e, *bounds)]
    return tuple(sorted(found, key=lambda o: (o.day, o.clock or time(), o.entry.id)))


def of_entry(plan: Plan, entry: Entry, first: date, last: date) -> tuple[Occurrence, ...]:
    """The occurrences of one entry from `first` to `last`, both included."""
    if entry.start is None:
        return ()
    tz = zone(entry.timezone or plan.plan.timezone)
    moments = expand(entry.start.local, entry.rrule, first, last)
    return tuple(_occurrence(entry, m, tz) for m in moments if m.date() not in entry.except_dates)


def _occurrence(entry: Entry, local: datetime, tz: ZoneInfo | None) -> Occurrence:
    clock = entry.start.clock if entry.start else None
    if clock is None or tz is None:
        return Occurrence(entry, local.date(), clock, None, None)
    start = local.replace(tzinfo=tz).astimezone(UTC)
    length = entry.duration.timedelta if entry.duration else timedelta()
    return Occurrence(entry, local.date(), clock, start, start + length)


def expand(start: datetime, rrule: str | None, first: date, last: date) -> list[datetime]:
    """Wall-clock times from `first` to `last` by an RFC 5545 rule that begins at `start` (naive, local).

    A rule that cannot be read gives `start` alone. UNTIL is compared on the wall clock.
    """
    if rrule:
        rule = _rule(start, rrule)
        if rule is not None:
            low, high = datetime.combine(first, time()), datetime.combine(last, time.max)
            found: list[datetime] = []
            for moment in rule.xafter(low, inc=True):
                if moment > high or len(found) >= MAX_OCCURRENCES:
                    break
                found.append(moment)
            return found
    return [start] if first <= start.date() <= last else []


@lru_cache(maxsize=512)
def _rule(start: datetime, text: str):  # type: ignore[no-untyped-def] # dateutil's rrule type is private to here
    from dateutil.rrule import rrulestr

    parts = [p for p in text.split(";") if p]
    naive = ";".join(p.removesuffix("Z") if p.startswith("UNTIL=") else p for p in parts)
    try:
        return rrulestr(naive, dtstart=start, cache=False)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None


def readable(rrule: str) -> bool:
    """Whether a recurrence rule can be expanded at all."""
    return _rule(datetime(2024, 1, 1, 9), rrule) is not None  # noqa: DTZ001 - wall clock


def days_of_routine(plan: Plan, routine: Routine) -> list[date]:
    """The days of the plan's period on which a routine is done; it begins with the period."""
    bounds = period(plan)
    if bounds is None or routine.rrule is None:
        return []
    begin = datetime.combine(bounds[0], routine.time or time())
    return [m.date() for m in expand(begin, routine.rrule, *bounds)]


@lru_cache(maxsize=8)
def _calendar(country: str, years: tuple[int, ...]):  # type: ignore[no-untyped-def] # a HolidayBase, private to here
    import holidays

    name, _, region = country.partition("-")
    try:
        return holidays.country_holidays(name, subdiv=region or None, years=years)
    except NotImplementedError:
        return None


def free_days(plan: Plan, days: Iterable[date]) -> dict[date, str]:
    """Those of the days that fall on a public holiday of the plan's country, each with the holiday's name.

    Empty when the plan names no country, or one that is not known. Days that are working days in exchange for a
    holiday are not in it; nor are ordinary weekends.
    """
    wanted = list(days)
    if not plan.plan.holidays or not wanted:
        return {}
    years = tuple(range(min(wanted).year, max(wanted).year + 1))
    calendar = _calendar(plan.plan.holidays, years)
    return {day: str(calendar[day]) for day in wanted if calendar is not None and day in calendar}


def frozen(plan: Plan, day: date) -> str | None:
    """The reason of the freeze that a day lies in, '' when it has none; None outside all freezes."""
    for freeze in plan.plan.freezes:
        if freeze.start and freeze.end and freeze.start <= day <= freeze.end:
            return freeze.reason or ""
    return None


def weeks(first: date, last: date) -> list[date]:
    """The Mondays of the weeks that touch the days from `first` to `last`."""
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(weeks=i) for i in range((last - monday).days // 7 + 1)]


def months(first: date, last: date) -> list[tuple[int, int]]:
    """The calendar months (year, month) that touch the days from `first` to `last`."""
    span = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(m // 12, m % 12 + 1) for m in span]


def after(day: date, duration: Duration) -> date:
    """The day a duration after another, months counted on the calendar (31 January plus a month is 28 February)."""
    month = day.year * 12 + day.month - 1 + duration.months
    year, index = divmod(month, 12)
    last = (date(year + index // 11, (index + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, index + 1, min(day.day, last)) + timedelta(seconds=duration.seconds)
