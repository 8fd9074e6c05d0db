"""The shape of a metric: what it is called, what it means, one SQL text that computes it, an example worked by hand.

The SQL is written once, in DuckDB dialect, over tables that `measure` prepares, so that it needs no placeholder, no
date function and no time zone. All calendar columns are integers of the plan's local calendar: `day` = days since
1970-01-01, `week` = Monday weeks (`(day + 3) // 7`), `month` = year * 12 + month - 1, `dow` = 0 (Monday) to 6, `hour`.

- `ev`: events of people (bots, system lines and members that the plan excludes are gone; `staff` marks the team),
  with the calendar columns, `of_channel` (a join or leave of one channel only) and `undated` (no time of its own).
- `done`: like `ev`, with answers to surveys too, whose `member` is NULL where nobody asked for it.
- `act`: the part of `ev` that counts as active under the plan's definition, without staff.
- `deeds(member, us, day, slot)`: the same in whole numbers alone; `slot` = the hour of the week, `dow * 24 + hour`.
- `starts`: the part of `ev` that starts something, without what came from sources that tell no conversations while others do.
- `replies(target, member, us)`: what answers something, and which event.
- `mdk(member, kind, day, staff, undated, of_channel, n)`: `ev` counted by day.
- `md(member, day, week, month, n, first_seen, first_month, day_before, month_before)`: `act` counted by day, with the first
  day and month that the member was ever active, and those of the activity before this day, NULL when this is the first.
- `moves(member, kind, us, event_id, day, kind_before, day_before, change)`: joins and leaves of the whole community, with the
  kind and the day of the member's move before, and by how many (1, 0, -1) it changes the number of members.
- `arrivals(member, day)`: the day on which a member was first seen in any way.
- `channels(channel, day, n, untold)`: by day what was written or attended there, and of how many events nobody can say whether
  a bot did it.
- `hourly(day, dow, hour, n)`: how many events of `act` fell into each hour of each day; hours without any are not in it.
- `asked(us, day, answered_us)`: what members started, and when somebody else first answered; `asked_by(member, channel, us, day,
  answered_us)`: the same with who did and where.
- `win`: one row. `first_day, end_day` = the window asked for, half-open; `data_first_day, data_end_day` = what the
  activity covers; `seen_first_day, seen_end_day` = the part of the window it covers; `first_us`; `as_of_us` = the instant
  up to which things are known (exclusive); and one column for each parameter.
- `counted(name)`: the kinds that count as active; `team(name)`: the members who are staff, as far as the plan says.
- `employers(member, employer)`: whom members work for, as far as the plan says.
- `days(day, week, month, dow)`: the days seen; `months(month, first_day, end_day)`: the calendar months they touch;
  `known_days(day, week, month, dow)`: all days of the activity; `cal(quarter, day, week, month, dow, hour)`: its quarter hours,
  by their numbers since 1970 in UTC.

A scalar metric answers with one row that has `value`, and where they exist `numerator`, `denominator`, `n`, and `low` and
`high`, an interval of its own. Where the
value cannot be known it is NULL, never zero, and `empty` says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from commplan.localday import Window
from commplan.words import Words, listed, say

Better = Literal["up", "down", "neither"]
Shape = Literal["scalar", "series", "triangle", "histogram"]
Unit = Literal["members", "share", "seconds", "count", "index", "days", "amount"]
Over = Literal["window", "end", "sum"]
Bounds = tuple[float | None, float | None]
Cell = int | float | str | bool | None

CHAPTERS: Mapping[str, Words] = {
    "growth": Words("Growth", "成员增长"),
    "activity": Words("Activity", "活跃度"),
    "retention": Words("Retention", "留存"),
    "response": Words("Responsiveness", "响应"),
    "closing": Words("Issues and requests", "议题与请求"),
    "participation": Words("Participation", "参与分布"),
    "events": Words("Events and meetings", "活动与会议"),
    "feedback": Words("Surveys and feedback", "问卷与反馈"),
    "trade": Words("Purchases", "付费"),
}

APART_CHAPTERS = frozenset({"closing", "events", "feedback", "trade"})
"""Chapters of metrics that live on exports of their own sort: lists of attendance, surveys, orders, issues."""

ACTIVITY = "activity"
"""A need that any of the kinds the plan counts as active fulfils; the other needs are `event.CAPABILITIES`."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A whole number that a plan may set; it reaches the SQL as a column of `win` of the same name.

    `told` says it beside the metric's name, with the number as `{n}`.
    """

    default: int
    about: Words
    told: Words
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Example:
    """A few events and the answer worked out by hand; `about` says how.

    Both tables are text with a heading line, cells parted by blanks, `-` for nothing. Events may leave columns out; `times`
    repeats a line, `id` names it for `thread` and `reply_to`, and a time is local to `timezone`. In answers a cell is a
    number, a fraction such as 2/3, a number with ~ before it that is
    rounded, a date under `day`, a month such as 2026-03 under `month` or `cohort`, yes or no.
    `team`: who the plan says is staff; `employers`: whom members work for. `only_nonzero` names a column: the answer shows the lines in which it is not 0.
    """

    about: Words
    events: str
    window: Window
    answer: str
    timezone: str = "UTC"
    parameters: Mapping[str, int] = field(default_factory=dict)
    only_nonzero: str | None = None
    team: frozenset[str] = frozenset()
    employers: Mapping[str, str] = field(default_factory=dict)


def table(text: str) -> list[dict[str, str]]:
    """The lines of a readable table as one dictionary each, by heading; cells that hold `-` are left out."""
    lines = [line.split() for line in text.strip().splitlines()]
    heading = lines[0]
    return [{k: v for k, v in zip(heading, line, strict=True) if v != "-"} for line in lines[1:]]


def _at_once(_parameters: Mapping[str, int]) -> int:
    return 1


def _all_of_it(_parameters: Mapping[str, int]) -> int | None:
    return None


def within(days: int) -> Callable[[Mapping[str, int]], int | None]:
    """The `reach` of a metric that looks at so many days before the window, whatever its parameters."""
    return lambda _parameters: days


def _no_history(_parameters: Mapping[str, int], _window_days: int) -> int:
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What anything measured is called and means; all there is of a metric that is not counted from events by SQL."""

    id: str
    name: Words
    unit: Unit
    better: Better
    definition: Words
    edge_cases: Words
    source: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Tallies written down and what they come to in a window, worked out by hand; `about` says how.

    `tallies` is text with a heading line `start end numerator denominator of`, cells parted by blanks, `-` for nothing.
    """

    about: Words
    tallies: str
    window: Window
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallied(Described):
    """A metric of two numbers that no export of conversations tells: people read them off a platform's page or a register
    and write them under `evaluation.tallies`; the value of a window is the sum of the one through the sum of the other.

    `proportion`: the numerator counts a part of the denominator's cases, so it cannot be more and a binomial interval is
    fair. `additive`: two spans of days may be added up; not where the same cases or people stand in the denominators of
    both. `personal`: the cases are those of people, so that few of a group could tell whose they are. `found` says where people
    find the two numbers.
    """

    numerator: Words
    denominator: Words
    found: Words
    examples: tuple[Sum, ...]
    proportion: bool = True
    additive: bool = True
    personal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Described):
    """One entry of the catalogue that is counted from events.

    `horizon`: days after a member's first event until the value can be known. `history`: days of data wanted before the
    window (given its length) for the value to mean what it says. `reach`: how many days before the window's first the query
    looks at single events, or at what was asked; None = all there are, which costs more the longer a community lives. `binds`: values for the placeholders of the SQL, which
    only metrics of a plan's own have: what a plan says never becomes SQL. `proportion`: numerator and denominator count
    independent cases, so a binomial interval is fair. `gameable_kinds`: event kinds that anybody can raise the value with.
    `over`: what a value is of, the whole window, or its last days and no others, or a sum that those of its parts add up
    to. `bounds`: what no value can be below or above; by its unit unless it says so. `standing`: a query for how things
    stand when the local day `win.on_day` begins, one row of whole numbers of which each `x` is `win.x_before` in the SQL for
    the first day of the window and `win.x_after` for the one after its last; where things stood does not change any more,
    so that the end of one window is asked once with the beginning of the next. `daily`: a query with a row for each local day
    of the window on which something was settled, `day` and whole numbers; the sum of each `x` is `win.x` in the SQL, and of a
    day that is over it is asked once.
    """

    chapter: str
    shape: Shape
    empty: Words
    needs: frozenset[str]
    columns: Mapping[str, Words]
    sql: str
    examples: tuple[Example, ...]
    standing: str = ""
    daily: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    binds: tuple[str | int, ...] = ()
    gameable_kinds: frozenset[str] = frozenset()
    proportion: bool = False
    horizon: Callable[[Mapping[str, int]], int] = _at_once
    history: Callable[[Mapping[str, int], int], int] = _no_history
    reach: Callable[[Mapping[str, int]], int | None] = _all_of_it
    over: Over = "window"
    bounds: Bounds | None = None

    def settled(self, parameters: Mapping[str, int]) -> dict[str, int]:
        """All parameters with their defaults; a name or number that the metric does not take is a ValueError."""
        unknown = sorted(set(parameters) - set(self.parameters))
        if unknown:
            raise ValueError(f"{self.id} takes no parameter {', '.join(unknown)}")
        settled = {name: parameters.get(name, p.default) for name, p in self.parameters.items()}
        small = [name for name, value in settled.items() if value < self.parameters[name].minimum]
        if small:
            raise ValueError(f"{self.id}: {', '.join(small)} is below its minimum")
        return settled

    def called(self, parameters: Mapping[str, int]) -> Words:
        """The name, with the numbers that it is measured with."""
        told = listed(
            say(p.told.en, p.told.zh, n=parameters.get(name, p.default)) for name, p in self.parameters.items()
        )
        return say("{m} ({p})", "{m}（{p}）", m=self.name, p=told) if told.en else self.name

    def horizon_days(self, parameters: Mapping[str, int]) -> int:
        """How many days after a member's first event the value can be known."""
        return self.horizon(self.settled(parameters))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a metric came to in one window, or the reason why nobody can say.

    `interval` is the 95% Wilson interval of a proportion. `seen` is the part of the window that the activity covers;
    `partial` says that it, or the history the metric wants, is not the whole. `rows` hold the full answer by `columns`.
    """

    metric: str
    window: Window
    parameters: Mapping[str, int]
    value: float | None = None
    reason: Words | None = None
    numerator: int | None = None
    denominator: int | None = None
    n: int | None = None
    interval: tuple[float, float] | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    seen: Window | None = None
    partial: bool = False
    notes: tuple[Words, ...] = ()
