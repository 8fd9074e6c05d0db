"""Hours of the week as a ring of minutes, and how much of them lies between two moments.

A week begins on Monday at midnight, on the wall clock of whoever stated the hours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from itertools import accumulate

from commplan.plan.rules import Hours

DAY, WEEK = 1440, 10080
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONDAY = datetime(1900, 1, 1)  # noqa: DTZ001 - a wall clock has no zone


def minute(clock: time) -> int:
    """Minutes since midnight; 1440 for 24:00."""
    return DAY if clock == time.max else clock.hour * 60 + clock.minute


@dataclass(frozen=True, slots=True)
class Span:
    """Hours that no plan states, in the form of those that do."""

    days: tuple[str, ...]
    opens: time
    closes: time


def mark(ring: bytearray, hours: Hours | Span, ahead: int, letter: bytes) -> None:
    """Write a letter into a week of 10,080 minutes wherever these hours are, on a clock that is so many minutes ahead."""
    opens, closes = minute(hours.opens), minute(hours.closes)
    if closes <= opens:
        closes += DAY
    for name in hours.days:
        begin = (WEEKDAYS.index(name) * DAY + opens + ahead) % WEEK
        end = begin + closes - opens
        ring[begin : min(end, WEEK)] = letter * (min(end, WEEK) - begin)
        if end > WEEK:
            ring[: end - WEEK] = letter * (end - WEEK)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs only in some minutes of the week; `before` = how many of them lie before each minute, and in all."""

    before: tuple[int, ...]

    @staticmethod
    def of(hours: Iterable[Hours]) -> Clock:
        """The clock of these hours; without any it runs day and night."""
        ring, stated = bytearray(WEEK), tuple(hours)
        for one in stated:
            mark(ring, one, 0, b"\1")
        return Clock((0, *accumulate(ring if stated else b"\1" * WEEK)))

    def between(self, start: datetime, end: datetime) -> float:
        """Minutes that it has run between two moments of its own wall clock."""
        return self._reading(end) - self._reading(start)

    def _reading(self, moment: datetime) -> float:
        minutes = (moment - _MONDAY).total_seconds() / 60
        weeks, rest = divmod(minutes, WEEK)
        whole = int(rest)
        runs = self.before[whole + 1] - self.before[whole]
        return weeks * self.before[WEEK] + self.before[whole] + runs * (rest - whole)
