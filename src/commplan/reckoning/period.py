"""Periods as people write and compare them: 2026-Q3, the one before, the last quarter of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from commplan.localday import EPOCH, Window, month_first, month_number
from commplan.plan.times import Duration

_PERIOD = re.compile(r"(?P<year>\d{4})(?:-?(?P<part>[QqHh])(?P<number>\d)|-(?P<month>\d{1,2}))?", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?[Ww](\d{2})", re.ASCII)
_ONE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAY = timedelta(days=1)
_LAST = re.compile(r"(?:last|past)[- ](\d{1,4})[- ]days?|(?:最近|过去|近) ?(\d{1,4}) ?[天日]", re.ASCII | re.IGNORECASE)
_CHINESE = re.compile(
    r"(\d{4})年(?:第?(?P<quarter>[1-4一二三四])季度|(?P<half>[上下])半年|(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?",
    re.ASCII,
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def window_of(text: str, today: date | None = None) -> Window | None:
    """`2026-Q3`, `2026-09`, `2026-H1`, `2026`, `2026-W38`, `2026-09-15`, or `2026-07-01..2026-09-30` (both days included), and
    in Chinese `2026年第3季度`, `2026年9月`; None for anything else.

    `last-28-days` ends with the day before `today`, since of today not all is known. Days before 1970 are none of any community's.
    """
    plain = _CHINESE.sub(_in_numbers, text.translate(_FULL_WIDTH).strip().replace("至", ".."))
    found = _window_of(plain, today)
    return found if found and found.first >= EPOCH else None


def _in_numbers(found: re.Match[str]) -> str:
    year, quarter = found[1], found["quarter"]
    if quarter:
        return f"{year}-Q{'一二三四'.find(quarter) + 1 or quarter}"
    if found["half"]:
        return f"{year}-H{'上下'.index(found['half']) + 1}"
    return "-".join([year, *(f"{int(part):02d}" for part in (found["month"], found["day"]) if part)])


def _window_of(text: str, today: date | None) -> Window | None:
    if lately := _LAST.fullmatch(text):
        length = int(lately[1] or lately[2])
        return Window(_days_before(today, length), today) if today and length else None
    first, separator, last = (part.strip() for part in text.partition(".."))
    found = _PERIOD.fullmatch(text)
    try:
        if separator:
            return None if ".." in last else _between(_window_of(first, None), _window_of(last, None))
        if _ONE_DAY.fullmatch(text):
            return Window(date.fromisoformat(text), date.fromisoformat(text) + _DAY)
        if week := _WEEK.fullmatch(text):
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return Window(monday, monday + timedelta(days=7))
        if found is None:
            return None
        size = {"Q": 3, "H": 6}.get((found["part"] or "").upper(), 1 if found["month"] else 12)
        number = int(found["number"] or found["month"] or 1)
        if not 1 <= number <= 12 // size:
            return None
        start = int(found["year"]) * 12 + (number - 1) * size
        return Window(month_first(start), month_first(start + size))
    except (ValueError, OverflowError):
        return None


def _between(first: Window | None, last: Window | None) -> Window | None:
    in_order = first and last and first.first <= last.first and first.end <= last.end
    return Window(first.first, last.end) if first and last and in_order else None


def previous(window: Window) -> Window:
    """The window of the same length before this one; for whole calendar months, as many months before."""
    if window.first.day == 1 and window.end.day == 1:
        months = month_number(window.end) - month_number(window.first)
        return Window(month_first(max(12, month_number(window.first) - months)), window.first)
    return Window(_days_before(window.first, (window.end - window.first).days), window.first)


def year_before(window: Window) -> Window:
    """The same dates one year before; 29 February becomes the 28th, but what ends with the 28th of a leap year still does."""
    return Window(_a_year_less(window.first), max(_a_year_less(window.end), _a_year_less(window.end - _DAY) + _DAY))


def _a_year_less(day: date) -> date:
    if day.year == 1:
        return date.min
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def shifted(window: Window, days: int) -> Window:
    """The window so many days later, or earlier for a negative number."""
    return Window(_days_before(window.first, -days), _days_before(window.end, -days))


def last_part(window: Window, length: Duration, covers: Window | None) -> Window:
    """The last span of this length, counted back from the end of the window, that the activity covers to its end.

    Where it covers none to the end, the last that it covers in part; where it covers nothing, the last of all.
    """
    best: tuple[int, Window] | None = None
    for span in _parts(window, length):
        touched = covers is not None and span.first < covers.end and covers.first < span.end
        whole = covers is not None and touched and span.end <= covers.end
        rank = 2 if whole else 1 if touched else 0
        if best is None or rank > best[0]:
            best = rank, span
        if whole:
            break
    return best[1] if best else window


def _parts(window: Window, length: Duration) -> Iterator[Window]:
    """The spans from the last to the first; the last of all even where it begins before the window."""
    end = window.end
    while end > window.first:
        start = _before(end, length)
        if start < window.first and end != window.end:
            return
        yield Window(start, end)
        end = start


def _before(end: date, length: Duration) -> date:
    """A length before a day, months on the calendar (31 May less three months is 28 February), at least one day."""
    month = max(12, month_number(end) - length.months)
    last = (month_first(month + 1) - timedelta(days=1)).day
    start = _days_before(month_first(month).replace(day=min(end.day, last)), ceil(length.seconds / 86_400))
    return min(start, end - timedelta(days=1))


def _days_before(day: date, count: int) -> date:
    return date.fromordinal(min(max(1, day.toordinal() - count), date.max.toordinal()))
