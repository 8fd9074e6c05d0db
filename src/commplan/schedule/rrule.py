"""A recurrence rule (RFC 5545, RRULE): its parts, what is wrong with it, and the days and times it gives.

Expanded here and not by dateutil, which knows no end for a rule that never fits (`BYMONTH=2;BYMONTHDAY=30` day by day,
a BYSETPOS that is too large) and looks for seconds until the year 9999. The tests hold the two against each other.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from itertools import product
from types import MappingProxyType

from commplan.plan.times import Moment
from commplan.words import Words, quote, say

MAX_DAYS = 200_000
"""Days that are looked at for one rule before it is given up: more than five hundred years."""
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

# least and greatest value; for those that count from the end too, the negative of the greatest is the least
_RANGES = {
    "COUNT": (1, 10**9),
    "INTERVAL": (1, 9999),
    "BYSECOND": (0, 59),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
}
_BYDAY = re.compile(r"(?:[+-]?0?[1-9]|[+-]?[1-4]\d|[+-]?5[0-3])?(?:MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?")


@lru_cache(maxsize=1024)
def parts(text: str) -> Mapping[str, str]:
    """The parts of a rule by name, such as {'FREQ': 'WEEKLY', 'BYDAY': 'TU'}; the last of a name counts."""
    return MappingProxyType(dict(p.split("=", 1) for p in text.split(";") if "=" in p))


def numbers(text: str, name: str) -> tuple[int, ...]:
    """The whole numbers of a part; none when it is missing or holds something else."""
    values = parts(text).get(name, "").split(",")
    return tuple(int(v) for v in values if re.fullmatch(r"[+-]?\d{1,9}", v))


def until(text: str) -> Moment | None:
    """The UNTIL of a rule, its offset 'Z' when it is in UTC; None when there is none that can be read."""
    found = _UNTIL.fullmatch(parts(text).get("UNTIL", ""))
    if not found:
        return None
    year, month, day, hour, minute, second, zulu = found.groups()
    try:
        clock = time(int(hour), int(minute), int(second)) if hour else None
        return Moment(date(int(year), int(month), int(day)), clock, zulu or None)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def fault(text: str) -> Words | None:
    """Why a rule cannot be expanded, or None when nothing in its text speaks against it."""
    names = [p.split("=", 1)[0] for p in text.split(";") if p]
    twice = next((n for n in names if names.count(n) > 1), None)
    if twice:
        return say("{p} is given twice", "{p} 写了两次", p=twice)
    for name, value in parts(text).items():
        wrong = _wrong(name, value)
        if wrong:
            return wrong
    return None


def _wrong(name: str, value: str) -> Words | None:
    if name == "FREQ":
        return _wrong_frequency(value)
    if name == "UNTIL":
        return None if until(f"UNTIL={value}") else _bad(name, value)
    if name == "WKST":
        return None if value in WEEKDAYS else _bad(name, value)
    if name == "BYDAY":
        return None if all(_BYDAY.fullmatch(v) for v in value.split(",")) else _bad(name, value)
    if name in _RANGES:
        return _wrong_number(name, value)
    if name == "RSCALE":
        return say(
            "RSCALE (a lunar or other calendar) is not supported; write the dates out as entries of their own",
            "不支持 RSCALE（农历等历法）；请把各个日期分别写成条目",
        )
    return say("{p} is not a part of an RFC 5545 rule", "RFC 5545 规则中没有 {p} 这一部分", p=quote(name))


def _wrong_frequency(value: str) -> Words | None:
    if value in FREQUENCIES:
        return None
    if value in ("SECONDLY", "MINUTELY", "HOURLY"):
        return say(
            "FREQ={v} is more often than a plan can hold; several times a day are FREQ=DAILY;BYHOUR=9,17",
            "FREQ={v} 过于频繁；一天多次请写 FREQ=DAILY;BYHOUR=9,17",
            v=value,
        )
    allowed = ", ".join(reversed(FREQUENCIES))
    return say("FREQ={v} is none of {a}", "FREQ={v} 不在 {a} 之中", v=quote(value), a=allowed)


def _wrong_number(name: str, value: str) -> Words | None:
    low, high = _RANGES[name]
    items = value.split(",")
    if name in ("COUNT", "INTERVAL") and len(items) > 1:
        return _bad(name, value)
    for item in items:
        if not re.fullmatch(r"[+-]?\d{1,9}", item) or not low <= int(item) <= high or (low < 0 and int(item) == 0):
            return _bad(name, item)
    return None


def _bad(name: str, value: str) -> Words:
    return say("{n} cannot be {v}", "{n} 不能是 {v}", n=name, v=quote(value))


# -- expansion --


@dataclass(frozen=True, slots=True)
class _Days:
    """Which days a rule means; an empty set allows all. `nth` holds the 2 and the weekday of 2TU."""

    months: frozenset[int]
    week_numbers: frozenset[int]
    year_days: frozenset[int]
    month_days: frozenset[int]
    weekdays: frozenset[int]
    nth: frozenset[tuple[int, int]]
    in_month: bool
    week_start: int

    def among(self, ordinals: Iterable[int]) -> list[date]:
        """Those of some days, given as ordinals; an ordinary weekly rule need not look at each of them."""
        if self.weekdays and not self.nth:
            ordinals = [o for o in ordinals if (o - 1) % 7 in self.weekdays]
        found = map(date.fromordinal, ordinals)
        rest = self.months or self.week_numbers or self.year_days or self.month_days or self.nth
        return [day for day in found if self.have(day)] if rest else list(found)

    @property
    def by_weekday_alone(self) -> bool:
        others = self.months or self.week_numbers or self.year_days or self.month_days or self.nth
        return bool(self.weekdays) and not others

    def have(self, day: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.month_days and not self.month_days & {day.day, day.day - monthrange(day.year, day.month)[1] - 1}:
            return False
        if (self.weekdays or self.nth) and not self._weekday(day):
            return False
        if self.year_days:
            nth, length = _day_of_year(day)
            if not self.year_days & {nth, nth - length - 1}:
                return False
        return not self.week_numbers or bool(self.week_numbers & set(_week(day, self.week_start)))

    def _weekday(self, day: date) -> bool:
        weekday = day.weekday()
        if weekday in self.weekdays:
            return True
        nth, length = (day.day, monthrange(day.year, day.month)[1]) if self.in_month else _day_of_year(day)
        return (((nth - 1) // 7 + 1, weekday) in self.nth) or ((-((length - nth) // 7 + 1), weekday) in self.nth)


def _day_of_year(day: date) -> tuple[int, int]:
    return day.timetuple().tm_yday, 366 if isleap(day.year) else 365


def _week(day: date, week_start: int) -> tuple[int, int]:
    """The number of a day's week in its year, from the front and (negative) from the back; a week of the year in which
    most of its days lie."""
    first = day.toordinal() - (day.weekday() - week_start) % 7
    year = date.fromordinal(min(max(first + 3, 1), date.max.toordinal())).year
    number = (first - _first_week(year, week_start)) // 7 + 1
    return number, number - (_first_week(year + 1, week_start) - _first_week(year, week_start)) // 7 - 1


def _first_week(year: int, week_start: int) -> int:
    """The ordinal of the first day of a year's week 1: the one that holds the fourth of January."""
    fourth = date(min(year, 9999), 1, 4).toordinal() + (365 if year > 9999 else 0)
    return fourth - (fourth - 1 - week_start) % 7


def _days(text: str, start: datetime) -> _Days:
    freq, stated = parts(text)["FREQ"], parts(text)
    plain = not any(k in stated for k in ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY"))
    months, month_days = set(numbers(text, "BYMONTH")), set(numbers(text, "BYMONTHDAY"))
    named = [(int(v[:-2] or 0), WEEKDAYS.index(v[-2:])) for v in stated.get("BYDAY", "").split(",") if v]
    counted = freq in ("MONTHLY", "YEARLY")
    weekdays = {d for n, d in named if not n or not counted}
    if plain and freq == "WEEKLY":
        weekdays = {start.weekday()}
    elif plain and counted:
        month_days = {start.day}
        months = months or ({start.month} if freq == "YEARLY" else set())
    return _Days(
        frozenset(months),
        frozenset(numbers(text, "BYWEEKNO")),
        frozenset(numbers(text, "BYYEARDAY")),
        frozenset(month_days),
        frozenset(weekdays),
        frozenset((n, d) for n, d in named if n and counted),
        freq == "MONTHLY" or "BYMONTH" in stated,
        _week_start(text),
    )


def _week_start(text: str) -> int:
    return WEEKDAYS.index(parts(text).get("WKST", "MO"))


def _times(text: str, start: datetime) -> list[time]:
    units = ((name, getattr(start, name.removeprefix("BY").lower())) for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
    return sorted({time(*hms) for hms in product(*(numbers(text, name) or (own,) for name, own in units))})


def _index(freq: str, day: date, week_start: int) -> int:
    """Years, months, weeks and days as whole numbers, so that an interval is a step."""
    if freq == "YEARLY":
        return day.year
    if freq == "MONTHLY":
        return day.year * 12 + day.month - 1
    return (day.toordinal() - 1 - week_start) // 7 if freq == "WEEKLY" else day.toordinal()


def _span(freq: str, index: int, week_start: int) -> range:
    """The ordinals of the days of a year, month, week or day; nothing beyond the year 9999."""
    if freq == "WEEKLY":
        return range(max(index * 7 + 1 + week_start, 1), min(index * 7 + 8 + week_start, date.max.toordinal() + 1))
    if freq == "DAILY":
        return range(index, min(index + 1, date.max.toordinal() + 1))
    year, months = (index, (1, 12)) if freq == "YEARLY" else (index // 12, (index % 12 + 1,) * 2)
    if year > 9999:
        return range(0)
    last = date(year, months[1], monthrange(year, months[1])[1])
    return range(date(year, months[0], 1).toordinal(), last.toordinal() + 1)


def moments(text: str, start: datetime, low: datetime, high: datetime) -> Iterator[datetime]:
    """The times from `low` to `high`, in order, of a rule without `fault` that begins at `start`; UNTIL is not heeded."""
    freq, week_start = parts(text)["FREQ"], _week_start(text)
    count, step = (next(iter(numbers(text, name)), None) for name in ("COUNT", "INTERVAL"))
    step = step or 1
    days, times, positions = _days(text, start), _times(text, start), numbers(text, "BYSETPOS")
    begin, end = _index(freq, start.date(), week_start), _index(freq, high.date(), week_start)
    if count is None:  # whoever counts must begin at the beginning
        begin += max(0, _index(freq, low.date(), week_start) - begin) // step * step
    if freq == "WEEKLY" and count is None and not positions and days.by_weekday_alone and len(times) == 1:
        yield from _weekly(range(begin, end + 1, step), days, times[0], max(low, start), high)
        return
    left, looked = count, 0
    for index in range(begin, end + 1, step):
        span = _span(freq, index, week_start)
        looked += len(span)
        if looked > MAX_DAYS:
            return
        fitting = days.among(span)
        for moment in _chosen([datetime.combine(d, t) for d in fitting for t in times], positions):
            if moment < start:
                continue
            if moment > high or left == 0:
                return
            left = left - 1 if left is not None else None
            if moment >= low:
                yield moment


def _weekly(weeks: range, days: _Days, clock: time, low: datetime, high: datetime) -> Iterator[datetime]:
    """The rule that most plans have, days of the week at one time, without looking at each day of each week."""
    ahead = sorted((d - days.week_start) % 7 for d in days.weekdays)
    first, last = low.toordinal(), high.toordinal()
    for week in weeks[: MAX_DAYS // 7]:
        monday = week * 7 + 1 + days.week_start
        for ordinal in (monday + n for n in ahead if first <= monday + n <= last):
            moment = datetime.combine(date.fromordinal(ordinal), clock)
            if low <= moment <= high:
                yield moment


def _chosen(moments: list[datetime], positions: tuple[int, ...]) -> list[datetime]:
    """Those of one period that BYSETPOS names, all without it."""
    if not positions:
        return moments
    wanted = {p - 1 if p > 0 else len(moments) + p for p in positions}
    return [m for i, m in enumerate(moments) if i in wanted]
