"""What really happened, as far as a plan can be held against it: plain numbers, measured once, for the rules to judge.

`observe` makes it of an activity store. Where nobody can say, there are words for why instead of a number: never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from commplan.localday import Window
from commplan.words import Words, say


@dataclass(frozen=True, slots=True)
class Written:
    """What people wrote: messages and replies, how many of them are the team's, how many others wrote."""

    all: int
    team: int
    members: int


@dataclass(frozen=True, slots=True)
class Reached:
    """What a metric came to in some days, in its own unit; None, and `why`, where nobody can say."""

    window: Window
    value: float | None
    why: Words | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """What became of the dates of a calendar entry that were due: how many were kept on their day or within a week of it,
    how many not; of `unknown` nobody can say, and `why`. `held` are the days that were kept, as planned."""

    on_time: int
    late: int
    skipped: int
    unknown: int
    why: Words | None
    held: tuple[date, ...]

    @property
    def known(self) -> int:
        return self.on_time + self.late + self.skipped


@dataclass(frozen=True, slots=True)
class Answered:
    """Of the members' first messages whose promised time was over: how many there were, and how many had a reply in it."""

    due: int
    kept: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Members at the beginning, and how many of them are no longer there at the end."""

    members: int
    departed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What the activity shows of a plan. `window` = the days of the plan's period, up to today, that it covers.

    `seen`: by id of a person the last day with a trace of theirs, on whatever day that was. `triggers`: by id of a risk
    what the metric of its trigger came to, one stretch of the plan after the other. `dates`: by id of a calendar entry.
    `hours`: acts of members by hour of the week, from Monday at midnight in the plan's zone. `promises`: by id of a service
    level of first replies. `joined` and `gone`: of the members.
    """

    window: Window
    written: Written | Words
    seen: Mapping[str, date | Words] = field(default_factory=dict)
    triggers: Mapping[str, tuple[Reached, ...]] = field(default_factory=dict)
    dates: Mapping[str, Dates] = field(default_factory=dict)
    hours: tuple[int, ...] | Words
    promises: Mapping[str, Answered | Words] = field(default_factory=dict)
    joined: int | Words
    gone: Gone | Words

    @property
    def last(self) -> date:
        """The last day that counts."""
        return self.window.end - timedelta(days=1)

    @property
    def months(self) -> float:
        """Its length in months of a twelfth of 365.25 days."""
        return (self.window.end - self.window.first).days * 12 / 365.25

    @property
    def days(self) -> Words:
        return days(self.window)


def days(window: Window) -> Words:
    """The first and the last day of a window, both included."""
    last = window.end - timedelta(days=1)
    if last == window.first:
        return Words(f"{last}", f"{last}")
    return say("{a} to {b}", "{a} 至 {b}", a=window.first, b=last)
