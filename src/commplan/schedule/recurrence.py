"""When things happen: recurrences, time zones and public holidays. The only home of holidays.

A calendar entry is expanded once for a plan, into occurrences inside the plan's period, as RFC 5545 has it: a wall-clock
time that a clock change skips is moved forward by the gap, and stays one occurrence; a time that comes twice means the
first; UNTIL in UTC is an instant, and an UNTIL that is only a date includes that day. A start with an offset behind it
(`19:30+08:00`) is that instant, told on the wall clock of the entry's zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.rules import Routine
from commplan.plan.times import Duration, Moment
from commplan.schedule import rrule as rules
from commplan.words import Language

MAX_OCCURRENCES = 5_000
MIDNIGHT = time()


class Occurrence(NamedTuple):
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
    if not name or ("/" not in name and name != "UTC") or name.startswith(("posix/", "right/")):
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
    return tuple(sorted(found, key=lambda o: (o.day, o.clock or MIDNIGHT, o.entry.id)))


def of_entry(plan: Plan, entry: Entry, first: date, last: date) -> tuple[Occurrence, ...]:
    """The occurrences of one entry from `first` to `last`, both included."""
    if entry.start is None:
        return ()
    tz = zone(entry.timezone or plan.plan.timezone)
    start = begin(entry.start, tz)
    moments = expand(start, entry.rrule, first, last, tz)
    if entry.start.clock is None:
        moments = [datetime.combine(day, time()) for day in dict.fromkeys(m.date() for m in moments)]
    reading = tz or offset(entry.start)
    lasts = entry.duration.timedelta if entry.duration else timedelta()
    kept = [m for m in moments if m.date() not in entry.except_dates] if entry.except_dates else moments
    return tuple([_occurrence(entry, m, reading, lasts) for m in kept])


def offset(moment: Moment) -> tzinfo | None:
    """The fixed offset written behind a moment ('Z', '+08:00', '+0800'), if any."""
    if not moment.offset or moment.clock is None:
        return None
    found = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", moment.offset)
    if not found:
        return UTC
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(ahead if found[1] == "+" else -ahead) if ahead < timedelta(days=1) else None


def begin(moment: Moment, tz: tzinfo | None) -> datetime:
    """A moment on the wall clock of a zone; one with an offset is converted, all others are on that clock already."""
    fixed = offset(moment)
    there = _settled(moment.local, fixed) if fixed and tz else None
    try:
        return moment.local if there is None else there[0].astimezone(tz).replace(tzinfo=None)
    except OverflowError:
        return moment.local


def _settled(local: datetime, tz: tzinfo) -> tuple[datetime, datetime] | None:
    """The UTC instant of a wall-clock time, and what the clock really shows then.

    That is its first instant where the time comes twice, and after the gap where it is skipped; None in the very first
    and last hours that Python can count.
    """
    ahead = _ahead(tz, local.date())
    if ahead is not None:
        return (local - ahead).replace(tzinfo=UTC), local
    try:
        instant = local.replace(tzinfo=tz).astimezone(UTC)
        return instant, instant.astimezone(tz).replace(tzinfo=None)
    except OverflowError:
        return None


@lru_cache(maxsize=4096)
def _ahead(tz: tzinfo, day: date) -> timedelta | None:
    """How far a zone's clock is ahead of UTC all of a day; None on days when it is changed, and at the ends of time."""
    if not 2 < day.toordinal() < date.max.toordinal() - 2:
        return None
    noon = datetime.combine(day, time(12))
    before, after = (tz.utcoffset((noon + timedelta(hours=h)).replace(tzinfo=tz)) for h in (-36, 36))
    return before if before == after else None


def after_gap(local: datetime, tz: tzinfo) -> datetime | None:
    """The wall-clock time that takes the place of one that a clock change skips; None for a time that exists."""
    if _ahead(tz, local.date()) is not None:
        return None
    settled = _settled(local, tz)
    return settled[1] if settled and settled[1] != local else None


def _occurrence(entry: Entry, local: datetime, tz: tzinfo | None, lasts: timedelta) -> Occurrence:
    if entry.start is None or entry.start.clock is None:
        return Occurrence(entry, local.date(), None, None, None)
    settled = _settled(local, tz) if tz else None
    if settled is None:
        return Occurrence(entry, local.date(), local.time(), None, None)
    start, local = settled
    try:
        end = start + lasts
    except OverflowError:
        end = max(start, datetime(9999, 12, 30, tzinfo=UTC))
    return Occurrence(entry, local.date(), local.time(), start, end)


def expand(start: datetime, rrule: str | None, first: date, last: date, tz: tzinfo | None = None) -> list[datetime]:
    """Wall-clock times from `first` to `last` by an RFC 5545 rule that begins at `start` (naive, local).

    A rule that cannot be read gives `start` alone. `tz` turns an UNTIL in UTC into the wall clock of the times; without
    it UNTIL is compared as it stands.
    """
    if not rrule or rules.fault(rrule) is not None:
        return [start] if first <= start.date() <= last else []
    low, high = datetime.combine(first, time()), min(datetime.combine(last, time.max), _end(rrule, tz))
    return list(_moments(rrule, start, low, high))


@lru_cache(maxsize=512)
def _moments(rrule: str, start: datetime, low: datetime, high: datetime) -> tuple[datetime, ...]:
    return tuple(islice(rules.moments(rrule, start, low, high), MAX_OCCURRENCES))


def first(start: datetime, rrule: str, last: date, tz: tzinfo | None = None) -> datetime | None:
    """The first time that a rule really gives from `start` on, which need not be `start`; None when none to `last`."""
    high = min(datetime.combine(last, time.max), _end(rrule, tz))
    return None if rules.fault(rrule) else next(rules.moments(rrule, start, start, high), None)


def _end(rrule: str, tz: tzinfo | None) -> datetime:
    """The last wall-clock time that UNTIL allows."""
    until = rules.until(rrule)
    if until is None:
        return datetime.combine(date.max, time.max)
    if until.clock is None:
        return datetime.combine(until.day, time.max)
    return begin(until, tz)


def until_in_utc(until: Moment, tz: tzinfo) -> str | None:
    """The end of a rule as RFC 5545 wants it, 20271231T155959Z; that of a bare date is the end of that day."""
    local = datetime.combine(until.day, until.clock or time(23, 59, 59))
    try:
        return f"{local.replace(tzinfo=tz).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    except OverflowError:
        return None


def readable(rrule: str) -> bool:
    """Whether a recurrence rule can be expanded at all; `rrule.fault` says why not."""
    return rules.fault(rrule) is None


def days_of_routine(plan: Plan, routine: Routine) -> list[date]:
    """The days of the plan's period on which a routine is done; it begins with the period."""
    bounds = period(plan)
    if bounds is None or routine.rrule is None:
        return []
    first = datetime.combine(bounds[0], routine.time or time())
    return [m.date() for m in expand(first, routine.rrule, *bounds, zone(plan.plan.timezone))]


@lru_cache(maxsize=8)
def _calendar(country: str, years: tuple[int, ...], language: Language):  # type: ignore[no-untyped-def] # a HolidayBase, private to here
    """The public holidays of a country, named in `language`, else in English, else in its own; None when not known.

    The language is always given, because the library would otherwise take the one of the machine it runs on.
    """
    import holidays

    found = re.fullmatch(r"([A-Z]{2})(?:-([A-Z0-9]{1,3}))?", country)
    if not found:
        return None
    try:
        known = holidays.country_holidays(found[1], subdiv=found[2], years=())
    except NotImplementedError:
        return None
    wanted = ("zh_CN", "en_US") if language == "zh" else ("en_US",)
    tongue = next((w for w in (*wanted, known.default_language) if w in known.supported_languages), None)
    return holidays.country_holidays(found[1], subdiv=found[2], years=years, language=tongue)


def holidays_known(plan: Plan) -> bool:
    """Whether the plan names a country, or country-subdivision, whose public holidays are known here."""
    return bool(plan.plan.holidays) and _calendar(plan.plan.holidays or "", (), "en") is not None


def free_days(plan: Plan, days: Iterable[date], language: Language = "en") -> dict[date, str]:
    """Those of the days that fall on a public holiday of the plan's country, each with the holiday's name.

    Empty when the plan names no country, or one that is not known. Days that are working days in exchange for a
    holiday are not in it; nor are ordinary weekends.
    """
    wanted = sorted(days)
    years = tuple(sorted({d.year for d in wanted if 1950 <= d.year <= 2100}))
    calendar = _calendar(plan.plan.holidays, years, language) if plan.plan.holidays and years else None
    if calendar is None:
        return {}
    return {day: str(calendar[day]) for day in wanted if day.year in years and day in calendar}


def make_up_days(plan: Plan, days: Iterable[date]) -> list[date]:
    """Those of the days that are working weekends in exchange for a holiday (调休上班日), as far as published."""
    wanted = sorted(days)
    years = tuple(sorted({d.year for d in wanted if 1950 <= d.year <= 2100}))
    calendar = _calendar(plan.plan.holidays, years, "en") if plan.plan.holidays and years else None
    return [day for day in wanted if calendar is not None and day in calendar.weekend_workdays]


def make_up_known(plan: Plan, year: int) -> bool:
    """Whether any working weekends of a year are published for the plan's country."""
    calendar = _calendar(plan.plan.holidays, (year,), "en") if plan.plan.holidays else None
    return calendar is not None and any(day.year == year for day in calendar.weekend_workdays)


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


def after(day: date, duration: Duration, times: int = 1) -> date:
    """The day so many durations after another, months counted on the calendar (31 January plus a month is 28 February).

    The last day there is when it lies beyond the year 9999.
    """
    month = day.year * 12 + day.month - 1 + duration.months * times
    year, index = divmod(month, 12)
    if year >= 9999:
        return date.max
    last = (date(year + index // 11, (index + 1) % 12 + 1, 1) - timedelta(days=1)).day
    try:
        return date(year, index + 1, min(day.day, last)) + timedelta(seconds=duration.seconds * times)
    except OverflowError:
        return date.max
