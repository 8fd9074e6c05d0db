"""The times of a plan: days, moments, clock times, durations, recurrences; all ISO 8601 and RFC 5545, read strictly."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated

from commplan.plan.scalars import Scalar, fault, wrong_type
from commplan.words import quote, say

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEARS = (1900, 2199)
_DAY_WRITTEN = "(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"  # as JSON Schema has it, for Day and When
_DAY_HINT = say("write a date like 2027-03-31", "日期写成 2027-03-31 这样的形式")


def _in_range(day: date) -> date:
    """A day that a plan may name; nothing that is reckoned from it or drawn up to it has to fear the ends of time."""
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        words = say(
            "{v} is not a year from {a} to {b}", "{v} 不在 {a} 至 {b} 年之间", v=day.year, a=_YEARS[0], b=_YEARS[1]
        )
        raise fault("bad-value", words, _DAY_HINT)
    return day


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise wrong_type(value, say("a date", "日期"), _DAY_HINT)
    if not _DAY.fullmatch(value):
        raise fault("bad-value", say("{v} is not a date", "{v} 不是日期", v=quote(value)), _DAY_HINT)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        words = say("{v} is not a day of the calendar", "{v} 不是日历上存在的一天", v=quote(value))
        raise fault("bad-value", words, _DAY_HINT) from None
    return _in_range(day)


Day = Annotated[date, Scalar(_day, {"type": "string", "format": "date", "pattern": f"^{_DAY_WRITTEN}$"})]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with or without a wall-clock time, with or without an offset ('+08:00', 'Z') written behind it."""

    day: date
    clock: time | None = None
    offset: str | None = None

    @property
    def local(self) -> datetime:
        """The wall-clock date and time, without a zone; midnight when no time was given."""
        return datetime.combine(self.day, self.clock or time())


_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_MOMENT_HINT = say(
    "write it as 2027-03-31T19:30, and the zone once as `plan.timezone`, such as Asia/Shanghai",
    "写成 2027-03-31T19:30，时区统一写在 `plan.timezone`，例如 Asia/Shanghai",
)


def _moment(value: object) -> object:
    if isinstance(value, Moment):
        return value
    if not isinstance(value, str):
        raise wrong_type(value, say("a date and time", "日期与时间"), _MOMENT_HINT)
    found = _MOMENT.fullmatch(value)
    try:
        read = found and (date.fromisoformat(found[1]), time.fromisoformat(found[2]) if found[2] else None, found[3])
    except ValueError:
        read = None
    if not read:
        raise fault("bad-value", say("{v} is not a date and time", "{v} 不是日期与时间", v=quote(value)), _MOMENT_HINT)
    return Moment(_in_range(read[0]), read[1], read[2])


When = Annotated[
    Moment,
    Scalar(
        _moment,
        {
            "type": "string",
            "description": say(
                "ISO 8601 local date or date-time, e.g. 2027-03-31T19:30",
                "ISO 8601 的当地日期，或日期加时刻，例如 2027-03-31T19:30",
            ),
            "pattern": rf"^{_DAY_WRITTEN}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(\.[0-9]+)?\s*(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?$",
        },
    ),
]

_CLOCK = re.compile(r"([01]\d|2[0-4]):[0-5]\d", re.ASCII)


def _clock(value: object) -> object:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and _CLOCK.fullmatch(value) and value <= "24:00":
        return time.max if value == "24:00" else time.fromisoformat(value)
    hint = say("write it as 09:30", "写成 09:30")
    if not isinstance(value, str):
        raise wrong_type(value, say("a time of day", "时刻"), hint)
    raise fault("bad-value", say("{v} is not a time of day", "{v} 不是时刻", v=quote(value)), hint)


Clock = Annotated[time, Scalar(_clock, {"type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"})]


@dataclass(frozen=True, slots=True)
class Duration:
    """An ISO 8601 duration; months are kept apart because they have no fixed length."""

    text: str
    months: int
    seconds: int

    @property
    def hours(self) -> float:
        return self.days * 24

    @property
    def days(self) -> float:
        """Its length in days, a month counted as a twelfth of 365.25 days."""
        return self.months * 365.25 / 12 + self.seconds / 86400

    @property
    def timedelta(self) -> timedelta:
        return timedelta(days=self.days)


_LONGEST_YEARS = 100
_DURATION = re.compile(
    r"P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?",
    re.ASCII,
)


def _duration(value: object) -> object:
    if isinstance(value, Duration):
        return value
    hint = say(
        "write it in ISO 8601: PT4H (4 hours), PT90M, P2D (2 days), P1W, P3M (3 months), P1Y",
        "按 ISO 8601 写：PT4H（4 小时）、PT90M、P2D（2 天）、P1W、P3M（3 个月）、P1Y",
    )
    if not isinstance(value, str):
        raise wrong_type(value, say("a duration", "时长"), hint)
    found = _DURATION.fullmatch(value)
    if not found or len(value) > 40:
        raise fault("bad-value", say("{v} is not a duration", "{v} 不是时长", v=quote(value)), hint)
    years, months, weeks, days, hours, minutes, seconds = (int(g or 0) for g in found.groups())
    read = Duration(value, years * 12 + months, ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds)
    if read.days > _LONGEST_YEARS * 366:
        words = say("{v} is longer than {n} years", "{v} 超过 {n} 年", v=quote(value), n=_LONGEST_YEARS)
        raise fault("bad-value", words, hint)
    return read


Length = Annotated[
    Duration,
    Scalar(
        _duration,
        {
            "type": "string",
            "pattern": f"^{_DURATION.pattern}$".replace(r"\d", "[0-9]"),
            "description": say(
                "ISO 8601 duration, e.g. PT4H or P3M", "ISO 8601 时长，例如 PT4H（4 小时）、P3M（3 个月）"
            ),
        },
    ),
]

_RRULE = re.compile(r"(?:RRULE:)?[A-Z]+(?:-[A-Z]+)*=[^;=\s]+(?:;[A-Z]+(?:-[A-Z]+)*=[^;=\s]+)*")


def _rrule(value: object) -> object:
    hint = say(
        "write it as FREQ=DAILY, FREQ=WEEKLY;BYDAY=TU or FREQ=MONTHLY;BYDAY=1TU (the first Tuesday, the last is -1TU)",
        "写成 FREQ=DAILY（每天）、FREQ=WEEKLY;BYDAY=TU（每周二）或 FREQ=MONTHLY;BYDAY=1TU（每月第一个周二，-1TU 为最后一个）",
    )
    if not isinstance(value, str):
        raise wrong_type(value, say("a recurrence rule", "重复规则"), hint)
    if not _RRULE.fullmatch(value) or "FREQ=" not in value:
        words = say("{v} is not an RFC 5545 recurrence rule", "{v} 不是 RFC 5545 重复规则", v=quote(value))
        raise fault("bad-value", words, hint)
    return value.removeprefix("RRULE:")


Recurrence = Annotated[
    str,
    Scalar(
        _rrule,
        {
            "type": "string",
            "pattern": f"^(?=.*FREQ=){_RRULE.pattern}$",
            "description": say("RFC 5545 RRULE", "RFC 5545 重复规则（RRULE）"),
        },
    ),
]
