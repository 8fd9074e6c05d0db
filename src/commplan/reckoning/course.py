"""The course of a value over time: what a trend and a forecast are made from, and what they come to.

A course has one point for each week that has ended (on a Sunday, whatever day it is evaluated on, so that what was counted
yesterday is counted no more today), or for each calendar month where the activity reaches back three years. Each point is
the same quantity that the goal is judged by, so that it can be held against the target: a value of the whole window is
counted over windows as long as the goal's, which overlap where they are longer than a step; a value of a window's last days
is that of the days before the point; a value that adds up is counted for each step alone, and added up again over the
length of the goal's window.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Literal

from commplan.localday import Window, month_first, month_number
from commplan.metric import Over
from commplan.words import Words

Step = Literal["week", "month"]
STEP_DAYS: dict[Step, float] = {"week": 7.0, "month": 30.4375}
MONTHLY_FROM = 36
"""Whole months of activity from which on a course is monthly: three of each, without which no season is told apart."""
MOST: dict[Step, int] = {"week": 104, "month": 120}


@dataclass(frozen=True, slots=True)
class Point:
    """The value of one window, and how many cases it rests on; `value` None where nobody can say."""

    window: Window
    value: float | None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """Points from the oldest to the newest, one step apart. `lasts`: steps that the goal's window is long; `overlap`: how
    many points in a row count some of the same days; `whole`: whether its values can only be whole numbers.
    """

    step: Step
    over: Over
    lasts: float
    overlap: int
    points: tuple[Point, ...]
    whole: bool = False

    @property
    def run(self) -> tuple[Point, ...]:
        """The newest points without a gap."""
        gaps = [i for i, point in enumerate(self.points) if point.value is None]
        return self.points[gaps[-1] + 1 :] if gaps else self.points

    @property
    def apart(self) -> tuple[Point, ...]:
        """Those of them that have no days in common, the newest among them."""
        return self.run[::-1][:: self.overlap][::-1]


@dataclass(frozen=True, slots=True)
class Trend:
    """Theil-Sen slope for 30 days with its 95% interval, over `n` points that have no days in common."""

    slope: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Shift:
    """The last day on which the level changed, and the means before (back to the change before) and since."""

    day: date
    before: float
    since: float


@dataclass(frozen=True, slots=True)
class Season:
    """How much of what is left besides the trend comes back with each round, 0 to 1, and its highest and lowest part.

    Parts are weekdays (0 = Monday) or months (0 = January).
    """

    strength: float
    high: int
    low: int


@dataclass(frozen=True, slots=True)
class Band:
    """A range that shall hold with a chance of `share`. In `tried` back-tests the model's own band held `held` times; where
    that was too rare, this one is `widened`.
    """

    share: float
    low: float
    high: float
    held: int
    tried: int
    widened: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is foreseen for the window that ends with a day: the median and the bands of 80% and of 95%."""

    last: date
    median: float
    narrow: tuple[float, float]
    wide: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Forecast:
    """From the last day known to the due day, step by step; the last of `ahead` holds the due day."""

    due: date
    ahead: tuple[Ahead, ...]
    narrow: Band
    wide: Band

    @property
    def median(self) -> float:
        return self.ahead[-1].median


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a value came from and where it is going; Words in place of a part say why nobody can tell."""

    course: Course | None
    trend: Trend | Words
    shift: Shift | None
    season: Season | Words
    forecast: Forecast | Words


def step_of(covers: Window, end: date) -> Step:
    months = month_number(end) - month_number(covers.first) - (covers.first.day > 1)
    return "month" if months >= MONTHLY_FROM else "week"


def windows(covers: Window, end: date, step: Step, over: Over, length: Window, looks_back: int) -> Iterator[Window]:
    """The windows of a course, the newest first; none that begins before the activity or ends after `end`.

    `looks_back`: the days at the end of a window that a value over its end is of.
    """
    for i in range(MOST[step]):
        last = _back(end, step, i)
        if last <= covers.first:
            return
        if over == "sum":
            first = _back(end, step, i + 1)
        elif over == "end":
            first = last - timedelta(days=looks_back)
        else:
            first = _begin(last, length, step)
        if first < covers.first:
            return
        yield Window(first, last)


def lasts(length: Window, step: Step) -> float:
    """How many steps a window is long."""
    months = month_number(length.end) - month_number(length.first)
    if step == "month" and length.first.day == length.end.day == 1:
        return float(months)
    return (length.end - length.first).days / STEP_DAYS[step]


def overlap(over: Over, length: Window, looks_back: int, step: Step) -> int:
    """How many points in a row count some of the same days; `looks_back`: the last days of a window that its value is of."""
    if over == "sum":
        return 1
    steps = looks_back / STEP_DAYS[step] if over == "end" else lasts(length, step)
    return max(1, ceil(steps - 0.01))


def steps_to(end: date, due: date, step: Step) -> int:
    """Steps from the last day known (the one before `end`) until one ends with the due day or after it."""
    origin = _back(end, step, 0)
    if step == "week":
        return ceil(((due - origin).days + 1) / 7)
    return month_number(due) - month_number(origin) + 1


def forward(end: date, step: Step, steps: int) -> date:
    """The last day of the step so many after the newest."""
    origin = _back(end, step, 0)
    following = origin + timedelta(weeks=steps) if step == "week" else month_first(month_number(origin) + steps)
    return following - timedelta(days=1)


def _back(end: date, step: Step, steps: int) -> date:
    if step == "week":
        return date.fromordinal(max(1, end.toordinal() - end.weekday() - 7 * steps))
    return month_first(max(12, month_number(end) - steps))


def _begin(last: date, length: Window, step: Step) -> date:
    if step == "month" and length.first.day == length.end.day == 1:
        months = month_number(length.end) - month_number(length.first)
        return month_first(max(12, month_number(last) - months))
    return date.fromordinal(max(1, last.toordinal() - (length.end - length.first).days))
