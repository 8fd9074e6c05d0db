"""Days and times of day as people write them, as ISO 8601; every reading that makes sense, so that a text with two is told
from one with one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from unicodedata import normalize

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - twelve words
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR_FIRST = re.compile(r"(\d{4})\s?([-/.年])\s?(\d{1,2})\s?(?:\2|月)\s?(\d{1,2})\s?日?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_YEAR_END = re.compile(r"(\d{4})\s?年?[底末]|(?:the )?end of (\d{4})", re.IGNORECASE)
_EIGHT = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})")
_DAY_NAMED = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(\d{{4}})", re.IGNORECASE)
_MONTH_NAMED = re.compile(rf"{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.IGNORECASE)
_FULL_MONTHS = re.compile(
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)",
    re.IGNORECASE,
)


def days(text: str) -> Iterator[str]:
    """The days of the calendar that a text can mean."""
    text = normalize("NFKC", text).strip()
    if found := _YEAR_FIRST.fullmatch(text):
        yield from _day(found[1], found[3], found[4])
    elif found := _YEAR_END.fullmatch(text):
        yield from _day(found[1] or found[2], "12", "31")
    elif found := _EIGHT.fullmatch(text):
        yield from _day(found[1], found[2], found[3])
    elif found := _YEAR_LAST.fullmatch(text):
        yield from _day(found[4], found[1], found[3])
        yield from _day(found[4], found[3], found[1])
    elif found := _DAY_NAMED.fullmatch(text):
        yield from _named(text, found[3], found[2], found[1])
    elif found := _MONTH_NAMED.fullmatch(text):
        yield from _named(text, found[3], found[1], found[2])


def _named(text: str, year: str, month: str, day: str) -> Iterator[str]:
    word = re.search(r"[A-Za-z]{3,}", text.replace(" of ", " "))
    if word and _FULL_MONTHS.fullmatch(word[0]):
        yield from _day(year, str(_MONTHS.index(month.lower()) + 1), day)


def _day(year: str, month: str, day: str) -> Iterator[str]:
    try:
        yield date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return


_CLOCK = re.compile(
    r"(上午|早上|凌晨|中午|下午|晚上|晚)?\s*(\d{1,2})(?:\s?[:h点时]\s?(\d{2}|半)?\s?分?)?\s*([ap]\.?m\.?)?",
    re.IGNORECASE,
)
_NOON, _DAY_HOURS = 12, 24


def clocks(text: str) -> Iterator[str]:
    """The times of day that a text can mean; a bare number is none."""
    text = normalize("NFKC", text).strip()
    found = _CLOCK.fullmatch(text)
    if not found or text.isdigit():
        return
    hour, half = int(found[2]), (found[4] or "").lower()[:1]
    minute = "30" if found[3] == "半" else found[3] or "00"
    if half or found[1]:
        if not 1 <= hour <= _NOON and half:
            return
        late = half == "p" or found[1] in ("下午", "晚上", "晚")
        if found[1] == "中午" or (found[1] and half):
            return
        if late and hour < _NOON:
            hour += _NOON
        elif hour == _NOON and (half == "a" or found[1]):  # 晚上12点 is midnight to some, noon to none
            if half != "a":
                return
            hour = 0
    if hour < _DAY_HOURS:
        yield f"{hour:02d}:{minute}"


_CLOCK_IN = re.compile(
    r"\d{1,2}:\d{2}(?:\s?[ap]\.?m\b)?|\b\d{1,2}\s?[ap]\.?m\b|(?:上午|早上|下午|晚上|晚)\s?\d{1,2}\s?[点时:](?:\d{2}|半)?",
    re.IGNORECASE,
)


def clock_in(text: str) -> str | None:
    """The time of day that a text speaks of, whatever stands around it; None where it speaks of none, or of several."""
    found = _CLOCK_IN.findall(normalize("NFKC", text))
    return next(clocks(found[0]), None) if len(found) == 1 else None


_SEAM = re.compile(r"[\sT,]+|(?<=日)")


def moments(text: str) -> Iterator[str]:
    """The days, or days with a time, that a text can mean."""
    yield from days(text)
    text = normalize("NFKC", text).strip()
    for seam in _SEAM.finditer(text):
        for day in days(text[: seam.start()]):
            for clock in clocks(text[seam.end() :]):
                yield f"{day}T{clock}"


_APART = re.compile(
    r"\s*(?:至|到|~|～|–|—+|\bto\b|\buntil\b|\btill\b|\s-\s|(?<![\d-])-|(?<=\d)-(?=\d{4}\b))\s*", re.IGNORECASE
)
_MONTH_OF = re.compile(
    rf"(?:(?P<y>\d{{4}})\s?[年./-]\s?)?(?P<m>\d{{1,2}})\s?月?(?:底|末|初)?|{_MONTH}\s*,?\s*(?P<ey>\d{{4}})?",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(r"(?:all of |全年|year )?(\d{4})\s?年?(?:全年)?", re.IGNORECASE)


def span(text: str) -> tuple[str, str] | None:
    """The first and the last day that a text names: two days, two months, or a year; None for all else."""
    text = re.sub(r"^(?:from|between|从|自)\s*", "", normalize("NFKC", text).strip(), flags=re.IGNORECASE)
    if whole := _WHOLE_YEAR.fullmatch(text):
        return f"{whole[1]}-01-01", f"{whole[1]}-12-31"
    ends = _APART.split(text)
    if len(ends) != 2:
        return None
    last = _end(ends[1], None)
    first = _end(ends[0], last[0].year if last else None)
    if first is None:
        return None
    last = last or _end(ends[1], first[0].year)
    return (first[0].isoformat(), last[1].isoformat()) if last and first[0] < last[1] else None


def _end(text: str, year: int | None) -> tuple[date, date] | None:
    """The first and last day of one end of a span, in the year of its other end where it names none."""
    if (named := list(days(text))) and len(named) == 1:
        day = date.fromisoformat(named[0])
        return day, day
    found = _MONTH_OF.fullmatch(text)
    if not found:
        return None
    of = found["y"] or found["ey"] or year
    month = int(found["m"]) if found["m"] else _MONTHS.index(found[3].lower()) + 1
    if of is None or not 1 <= month <= len(_MONTHS):
        return None
    first = date(int(of), month, 1)
    return first, date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
