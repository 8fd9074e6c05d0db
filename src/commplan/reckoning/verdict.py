"""Is a goal kept? The value against a straight line from the baseline to the target, as far as the time has gone.

Before the due day a goal is met once the target is reached, on track while the value or its interval reaches the line,
off track else. On the due day and after it is met or missed, by the value alone. What cannot be known is unknown: a
goal without a value is never met and never missed.

Few cases decide little. Where the value is an estimate (a share, a median, an index of members or messages; not a count,
and not the calendar, which is known as a whole), then

- fewer than `FLOOR` cases decide nothing, unless their interval lies wholly on one side of what they are held against:
  1 of 1 does not meet 40%, and 0 of 2 does not miss it, but 0 of 4 does miss 90%;
- the benefit of the doubt, on track because the interval reaches a line that the value does not, is given to `BENEFIT`
  cases or more: the interval of 0 of 2 reaches nearly everything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import isclose
from typing import Literal

from commplan.localday import day_date, day_number
from commplan.metric import Measured, Unit
from commplan.reckoning import spoken
from commplan.reckoning.spoken import quantity
from commplan.words import Words, say

Status = Literal["met", "on-track", "off-track", "missed", "unknown"]
STATUSES: tuple[Status, ...] = ("met", "on-track", "off-track", "missed", "unknown")
Direction = Literal["up", "down", "keep"]

FLOOR, BENEFIT = 5, 10
"""Cases that an estimate must rest on to decide anything, and to be given the benefit of the doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a plan wants of one metric. `keep` means: within `tolerance` of the target, all the time.

    `estimate`: the value is worked out from cases, so that few of them say little.
    """

    target: float | None
    direction: Direction
    due: date | None
    unit: Unit = "count"
    baseline: float | None = None
    baseline_day: date | None = None
    tolerance: float = 0.0
    estimate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`expected_now` = where the line stood on `as_of`, the last day that counts; None where there is no line. `open`: only
    for want of a line is it unknown. `doubtful`: on track, although the value is short of the line, since chance may explain it,
    or although the forecast is likelier to miss the goal than to keep it.
    """

    status: Status
    reason: Words
    as_of: date | None = None
    expected_now: float | None = None
    open: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One goal with its value on the last day seen, and the facts that a reason may name."""

    goal: Goal
    target: float
    measured: Measured
    value: float
    last: date
    facts: dict[str, object]

    def verdict(self, status: Status, en: str, zh: str, expected: float | None = None) -> Verdict:
        line = {} if expected is None else {"expected": quantity(expected, self.goal.unit)}
        return Verdict(status=status, reason=say(en, zh, **self.facts, **line), as_of=self.last, expected_now=expected)

    @property
    def reached(self) -> bool:
        return self.reaches(self.target)

    def reaches(self, mark: float) -> bool:
        if self.goal.direction == "keep":
            return within(self.value, mark, self.goal.tolerance)
        return self.value >= mark if self.goal.direction == "up" else self.value <= mark

    @property
    def interval(self) -> tuple[float, float]:
        return self.measured.interval or (self.value, self.value)

    def may_reach(self, mark: float) -> bool:
        """Whether the interval reaches it, though the value may not."""
        low, high = self.interval
        if self.goal.direction == "keep":
            return within(min(max(mark, low), high), mark, self.goal.tolerance)
        return high >= mark if self.goal.direction == "up" else low <= mark

    def must_reach(self, mark: float) -> bool:
        """Whether the whole interval does."""
        low, high = self.interval
        if self.goal.direction == "keep":
            return all(within(end, mark, self.goal.tolerance) for end in (low, high))
        return low >= mark if self.goal.direction == "up" else high <= mark

    def too_few(self, mark: float) -> bool:
        """Whether nobody can say on which side of the mark it really is."""
        n = self.measured.n
        if not self.goal.estimate or n is None or n >= FLOOR:
            return False
        return self.measured.interval is None or (self.may_reach(mark) and not self.must_reach(mark))


def within(value: float, target: float, tolerance: float) -> bool:
    """Whether a value is no further from its target than that; 0.4 is within 0.1 of 0.3, whatever binary fractions say."""
    off = abs(value - target)
    return off <= tolerance or isclose(off, tolerance, rel_tol=1e-9)


def judge(goal: Goal, measured: Measured) -> Verdict:
    """The verdict as of the last day of the window that the activity covers."""
    if goal.target is None:
        return Verdict(status="unknown", reason=Words("The goal states no target.", "目标没有给出目标值。"))
    if measured.value is None:
        return Verdict(status="unknown", reason=measured.reason or _NO_VALUE)
    last = day_date((measured.seen or measured.window).end_day - 1)
    facts: dict[str, object] = {
        "value": quantity(measured.value, goal.unit),
        "target": quantity(goal.target, goal.unit),
        "slack": _slack(goal),
        "short": Words("above" if goal.direction == "down" else "short of", ""),
        "day": spoken.day(last),
        "due": spoken.day(goal.due) if goal.due else "",
        "cases": _cases(measured),
    }
    case = _Case(goal=goal, target=goal.target, measured=measured, value=measured.value, last=last, facts=facts)
    if goal.due is not None and last < goal.due:
        return _keeping(case) if goal.direction == "keep" else _under_way(case)
    if case.too_few(goal.target):
        return _undecided(case)
    return _undated(case) if goal.due is None else _final(case)


_NO_VALUE = Words("There is no value to judge.", "没有可供评判的数值。")


def _slack(goal: Goal) -> Words:
    """10 points and not 10%, which would be 3 points of 30%."""
    if goal.unit != "share":
        return quantity(goal.tolerance, goal.unit)
    return say("{n} points", "{n} 个百分点", n=quantity(goal.tolerance * 100, "index").en)


def _cases(measured: Measured) -> Words:
    """How many cases there are; of fewer than are shown of people, not how they went: of one that would be a person's affair."""
    if measured.interval is not None and measured.numerator is not None and (measured.n or 0) >= FLOOR:
        return say("{k} of {n}", "{n} 例中 {k} 例", k=measured.numerator, n=measured.n)
    one = measured.n == 1
    return say("{n} case" if one else "{n} cases", "{n} 例", n=measured.n)


def _undecided(case: _Case, expected: float | None = None) -> Verdict:
    if expected is not None:
        return case.verdict(
            "unknown",
            "Too few to tell: {cases} on {day}; on the way to {target} by {due} it should be {expected}.",
            "样本太少，无法判断：{day}为 {cases}；要在{due}达到 {target}，此时应为 {expected}。",
            expected,
        )
    return case.verdict(
        "unknown",
        "Too few to tell: {cases} on {day}; the target is {target}.",
        "样本太少，无法判断：{day}为 {cases}；目标值为 {target}。",
    )


def _undated(case: _Case) -> Verdict:
    words = _REACHES[case.goal.direction == "keep", case.reached]
    if case.reached:
        return case.verdict("met", f"{{value}} {words.en}.", f"{{value}}{words.zh}。")
    return case.verdict(
        "unknown",
        f"{{value}} {words.en}, and the goal has no due day to judge it by.",
        f"{{value}}{words.zh}；目标没有截止日期，无从评判。",
    )


_REACHES = {
    (False, True): Words("reaches the target of {target}", "，已达到目标值 {target}"),
    (False, False): Words("does not reach the target of {target}", "，未达到目标值 {target}"),
    (True, True): Words("is within {slack} of {target}", "，与 {target} 相差不超过 {slack}"),
    (True, False): Words("is not within {slack} of {target}", "，与 {target} 相差超过 {slack}"),
}
"""Of goals that are to be kept within limits or not: whether they are."""


def _final(case: _Case) -> Verdict:
    """Where the value is of a day after the due one, that day is told."""
    words = _REACHES[case.goal.direction == "keep", case.reached]
    later = case.goal.due is not None and case.last > case.goal.due
    en = "Due on {due}: {value} on {day} " if later else "Due on {due}: {value} "
    zh = "截止日{due}：{day}为 {value}" if later else "截止日{due}：{value}"
    return case.verdict("met" if case.reached else "missed", f"{en}{words.en}.", f"{zh}{words.zh}。", case.target)


def _keeping(case: _Case) -> Verdict:
    if case.too_few(case.target) or _no_benefit(case, case.target):
        return _undecided(case)
    if case.reached:
        return case.verdict(
            "on-track",
            "{value} is within {slack} of {target}.",
            "{value}，与 {target} 相差不超过 {slack}。",
            case.target,
        )
    if case.may_reach(case.target):
        chance = case.verdict(
            "on-track",
            "{value} is outside {target} give or take {slack}, but by no more than chance explains.",
            "{value}，与 {target} 相差超过 {slack}，但在随机波动范围之内。",
            case.target,
        )
        return replace(chance, doubtful=True)
    return case.verdict(
        "off-track",
        "{value} is not within {slack} of {target}.",
        "{value}，与 {target} 相差超过 {slack}。",
        case.target,
    )


def _no_benefit(case: _Case, mark: float) -> bool:
    """Whether only the interval reaches the mark, and stands on too few cases to be believed."""
    n = case.measured.n
    return not case.reaches(mark) and case.may_reach(mark) and case.goal.estimate and n is not None and n < BENEFIT


def _under_way(case: _Case) -> Verdict:
    expected = expected_on(case.goal, case.last)
    if case.reached:
        if case.too_few(case.target):
            return _undecided(case)
        return case.verdict(
            "met",
            "{value} reaches the target of {target} ahead of {due}.",
            "{value}，已提前于{due}达到目标值 {target}。",
            expected,
        )
    if expected is None:
        unknown = case.verdict(
            "unknown",
            "{value} is {short} the target of {target}, and without a dated baseline before {due} nobody can say whether it is "
            "on its way.",
            "{value}，未达到目标值 {target}；没有早于{due}且注明日期的基线，无法判断进度。",
        )
        return replace(unknown, open=True)
    if case.too_few(expected) or _no_benefit(case, expected):
        return _undecided(case, expected)
    return _on_the_line(case, expected)


def _on_the_line(case: _Case, expected: float) -> Verdict:
    if case.reaches(expected):
        return case.verdict(
            "on-track",
            "{value} on {day} keeps up with {expected}, on the way to {target} by {due}.",
            "{day}为 {value}，跟上了应有的 {expected}，目标为{due}达到 {target}。",
            expected,
        )
    if case.may_reach(expected):
        low_or_high = "低于" if case.goal.direction == "up" else "高于"
        chance = case.verdict(
            "on-track",
            "{value} on {day} is {short} {expected}, but by no more than chance explains; the target is {target} by {due}.",
            f"{{day}}为 {{value}}，{low_or_high}应有水平 {{expected}}，但在随机波动范围之内；目标为{{due}}达到 {{target}}。",
            expected,
        )
        return replace(chance, doubtful=True)
    return case.verdict(
        "off-track",
        "{value} on {day}; on the way from the baseline to {target} by {due} it should be {expected}.",
        "{day}为 {value}；要从基线到{due}的 {target}，此时应为 {expected}。",
        expected,
    )


def expected_on(goal: Goal, day: date) -> float | None:
    """Where the straight line from the baseline to the target stands on a day; None without such a line."""
    if goal.target is None or goal.baseline is None or goal.baseline_day is None or goal.due is None:
        return None
    length = day_number(goal.due) - day_number(goal.baseline_day)
    if length <= 0:
        return None
    gone = min(max(day_number(day) - day_number(goal.baseline_day), 0), length)
    return goal.baseline + (goal.target - goal.baseline) * gone / length
