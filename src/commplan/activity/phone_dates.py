"""Dates and times as a phone writes them by the habits of its region and language, and what tells in which order they stand.

`1/2/24, 3:04 p. m. - `, `[01.02.24, 15:04:05] `, `2024/2/1 下午3:04 - `. Numbers alone do not say which is the day: of many lines
from one phone the right order makes a date of each, and lets time go forward.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

Order = Literal["day-first", "month-first", "year-first"]
ORDERS: tuple[Order, ...] = ("day-first", "month-first", "year-first")

MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Characters that only say in which direction others are read."""
_M, _S = f"[{MARKS}]*", "[ \u00a0\u2009\u202f]"
_TIMED = (
    rf"(?P<a>\d{{1,4}}){_M}(?P<sep>[./年-]){_M}{_S}?(?P<b>\d{{1,2}}){_M}[./月-]{_M}{_S}?(?P<c>\d{{1,4}})(?P<before>[^\d\[\]]{{1,20}})"
    rf"(?P<h>\d{{1,2}})[:.](?P<m>\d\d)(?:[:.](?P<s>\d\d))?(?P<after>[^\d\[\]:]{{0,14}}?)"
)
BRACKETED = re.compile(rf"{_M}\[{_M}{_TIMED}\]{_S}?(?P<rest>.*)", re.DOTALL)
DASHED = re.compile(rf"{_M}{_TIMED}{_S}[-–]{_S}{_M}(?P<rest>.*)", re.DOTALL)
"""The beginning of a line on an iPhone, and on Android; what is behind it is the `rest`."""

_FILLING = frozenset({"", "at", "um", "kl", "klo", "à", "às", "alle", "alas"})
_BY_YEAR = frozenset(
    {"上午", "早上", "清晨", "凌晨", "午夜", "下午", "晚上", "傍晚", "中午", "오전", "오후", "午前", "午後"}
)
_EVENING = frozenset({"pm", "μμ", "م", "ptg", "ch", "下午", "晚上", "傍晚", "中午", "오후", "午後"})
_MORNING = (_BY_YEAR - _EVENING) | {"am", "πμ", "ص", "pg", "sa"}
_EARLIEST, _OUT_OF_ORDER, _RARE = 9, 2, 50


@dataclass(slots=True)
class _Fit:
    last: date | None = None
    days: int = 0
    changes: int = 0
    back: int = 0
    named: int = 0


@dataclass(slots=True)
class Dates:
    """The dates of one phone. Not a value: it is told one after the other."""

    fits: dict[Order, _Fit] = field(default_factory=lambda: {order: _Fit() for order in ORDERS})

    def told(self, head: re.Match[str], attached: str = "") -> None:
        """`attached`: the ISO date in the name of a file that was sent with it."""
        for order, fit in self.fits.items():
            day = _day(head, order)
            if day is None:
                continue
            if fit.last and day != fit.last:
                fit.changes += 1
                fit.back += (
                    fit.last - day
                ).days > _OUT_OF_ORDER  # lines stand as they arrived, which is not quite as sent
            fit.last = day
            fit.days += 1
            fit.named += attached == f"{day}"

    @property
    def orders(self) -> Sequence[Order]:
        """Those that fit: which make a date of most lines, turn back in few, and agree best with the names of files."""
        most = max(1, *(fit.days for fit in self.fits.values()))
        fitting = {order: fit for order, fit in self.fits.items() if fit.days == most}
        steady = {order: fit for order, fit in fitting.items() if _RARE * fit.back <= fit.changes} or fitting
        named = max((fit.named for fit in steady.values()), default=0)
        return [order for order, fit in steady.items() if fit.named == named]


def clock(head: re.Match[str], order: Order) -> datetime | None:
    """What the phone's clock said, without a zone; None where it cannot be read."""
    day, half, hour = _day(head, order), _half(head), int(head["h"])
    if day is None or not half <= _MORNING | _EVENING:
        return None
    if half and hour <= 12 and not (hour == 11 and "中午" in half):
        hour = hour % 12 + 12 * bool(half & _EVENING)
    with suppress(ValueError):
        return datetime.combine(day, time(hour, int(head["m"]), int(head["s"] or 0)))
    return None


def _half(head: re.Match[str]) -> set[str]:
    """The words beside a time, of their letters."""
    return {re.sub(r"[\W_日]", "", head[beside].lower()) for beside in ("before", "after")} - _FILLING


def _day(head: re.Match[str], order: Order) -> date | None:
    """The day of a date read in this order; None where it is none, or no phone writes it so."""
    first, second, third = head.group("a", "b", "c")
    year, month, day = {
        "day-first": (third, second, first), "month-first": (third, first, second), "year-first": (first, second, third),
    }[order]  # fmt: skip
    if len(first) < 4 and len(third) < 4 and head["sep"] != "-":  # a year of two digits comes first in few languages
        by_year = head["before"].startswith(".") or not _BY_YEAR.isdisjoint(_half(head))
        if by_year != (order == "year-first"):
            return None
    if len(year) not in {2, 4} or len(day) > 2 or (order == "month-first" and head["sep"] != "/"):
        return None
    with suppress(ValueError):
        if len(year) == 4:
            return date(int(year), int(month), int(day))
        return date(2000 + int(year), int(month), int(day)) if int(year) >= _EARLIEST else None
    return None
