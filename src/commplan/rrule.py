"""The text of a recurrence rule (RFC 5545, RRULE), taken apart: its parts, its end, and what is wrong with it."""

from __future__ import annotations

import re
from datetime import date, time

from commplan.plan.times import Moment
from commplan.words import Words, quote, say

FREQUENCIES = ("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
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


def parts(text: str) -> dict[str, str]:
    """The parts of a rule by name, such as {'FREQ': 'WEEKLY', 'BYDAY': 'TU'}; the last of a name counts."""
    return dict(p.split("=", 1) for p in text.split(";") if "=" in p)


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
    if value in ("SECONDLY", "MINUTELY"):
        return say(
            "FREQ={v} is more often than anything in a plan happens",
            "FREQ={v} 过于频繁，方案中不会有这样的事项",
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
