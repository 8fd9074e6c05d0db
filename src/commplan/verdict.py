"""Is a goal kept? The value against a straight line from the baseline to the target, as far as the time has gone.

Before the due day a goal is met once the target is reached, on track while the value or its interval reaches the line,
off track else. On the due day and after it is met or missed, by the value alone. What cannot be known is unknown: a
goal without a value is never met and never missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from commplan.localday import day_date, day_number
from commplan.metric import Measured, Unit
from commplan.words import Words, say

Status = Literal["met", "on-track", "off-track", "missed", "unknown"]
Direction = Literal["up", "down", "keep"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a plan wants of one metric. `keep` means: within `tolerance` of the target, all the time."""

    target: float | None
    direction: Direction
    due: date | None
    unit: Unit = "count"
    baseline: float | None = None
    baseline_day: date | None = None
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`expected_now` = where the line stood on `as_of`, the last day that counts; None where there is no line."""

    status: Status
    reason: Words
    as_of: date | None = None
    expected_now: float | None = None


def judge(goal: Goal, measured: Measured) -> Verdict:
    """The verdict as of the last day of the window that the activity covers."""
    if goal.target is None:
        return Verdict(status="unknown", reason=Words("The goal states no target.", "目标没有给出目标值。"))
    if measured.value is None:
        return Verdict(status="unknown", reason=measured.reason or _NO_VALUE)
    last = day_date((measured.seen or measured.window).end_day - 1)
    if goal.due is None:
        return _undated(goal, goal.target, measured.value, last)
    if last >= goal.due:
        return _final(goal, goal.target, measured.value, last)
    if goal.direction == "keep":
        return _keeping(goal, goal.target, measured, measured.value, last)
    return _under_way(goal, goal.target, measured, measured.value, last)


_NO_VALUE = Words("There is no value to judge.", "没有可供评判的数值。")


def _reached(goal: Goal, target: float, value: float) -> bool:
    if goal.direction == "keep":
        return abs(value - target) <= goal.tolerance
    return value >= target if goal.direction == "up" else value <= target


def _undated(goal: Goal, target: float, value: float, last: date) -> Verdict:
    facts = _facts(goal, target, value)
    if _reached(goal, target, value):
        reason = say("{value} reaches the target of {target}.", "{value} 已达到目标值 {target}。", **facts)
        return Verdict(status="met", reason=reason, as_of=last)
    reason = say(
        "{value} does not reach the target of {target}, and the goal has no due day to judge it by.",
        "{value} 尚未达到目标值 {target}，而目标没有截止日期，无从评判。",
        **facts,
    )
    return Verdict(status="unknown", reason=reason, as_of=last)


def _final(goal: Goal, target: float, value: float, last: date) -> Verdict:
    facts = {**_facts(goal, target, value), "due": goal.due}
    if _reached(goal, target, value):
        reason = say(
            "Due on {due}: {value} reaches the target of {target}.",
            "截止日 {due}：{value}，已达到目标值 {target}。",
            **facts,
        )
        return Verdict(status="met", reason=reason, as_of=last, expected_now=target)
    reason = say(
        "Due on {due}: {value} does not reach the target of {target}.",
        "截止日 {due}：{value}，未达到目标值 {target}。",
        **facts,
    )
    return Verdict(status="missed", reason=reason, as_of=last, expected_now=target)


def _keeping(goal: Goal, target: float, measured: Measured, value: float, last: date) -> Verdict:
    low, high = measured.interval or (value, value)
    facts = {**_facts(goal, target, value), "slack": quantity(goal.tolerance, goal.unit)}
    if _reached(goal, target, value):
        status: Status = "on-track"
        reason = say("{value} is within {slack} of {target}.", "{value}，在 {target} ± {slack} 之内。", **facts)
    elif low <= target + goal.tolerance and high >= target - goal.tolerance:
        status = "on-track"
        reason = say(
            "{value} is outside {target} give or take {slack}, but by no more than chance explains.",
            "{value}，超出 {target} ± {slack}，但在随机波动范围之内。",
            **facts,
        )
    else:
        status = "off-track"
        reason = say("{value} is not within {slack} of {target}.", "{value}，不在 {target} ± {slack} 之内。", **facts)
    return Verdict(status=status, reason=reason, as_of=last, expected_now=target)


def _under_way(goal: Goal, target: float, measured: Measured, value: float, last: date) -> Verdict:
    facts = {**_facts(goal, target, value), "due": goal.due, "day": last}
    expected = expected_on(goal, last)
    if _reached(goal, target, value):
        reason = say(
            "{value} reaches the target of {target} ahead of {due}.",
            "{value}，已提前于 {due} 达到目标值 {target}。",
            **facts,
        )
        return Verdict(status="met", reason=reason, as_of=last, expected_now=expected)
    if expected is None:
        reason = say(
            "{value} is short of the target of {target}, and without a dated baseline before {due} nobody can say whether it is "
            "on its way.",
            "{value}，未达到目标值 {target}；没有早于 {due} 且注明日期的基线，无法判断进度。",
            **facts,
        )
        return Verdict(status="unknown", reason=reason, as_of=last)
    facts["expected"] = quantity(expected, goal.unit)
    best = (measured.interval or (value, value))[1 if goal.direction == "up" else 0]
    status: Status = "on-track" if (best >= expected if goal.direction == "up" else best <= expected) else "off-track"
    return Verdict(
        status=status, reason=_line_reason(goal, status, value, expected, facts), as_of=last, expected_now=expected
    )


def _line_reason(goal: Goal, status: Status, value: float, expected: float, facts: dict[str, object]) -> Words:
    if status == "off-track":
        return say(
            "{value} on {day}; on the way from the baseline to {target} by {due} it should be {expected}.",
            "{day} 为 {value}；要从基线到 {due} 的 {target}，此时应为 {expected}。",
            **facts,
        )
    if (value >= expected) if goal.direction == "up" else (value <= expected):
        return say(
            "{value} on {day} keeps up with {expected}, on the way to {target} by {due}.",
            "{day} 为 {value}，跟上了应有的 {expected}，目标为 {due} 达到 {target}。",
            **facts,
        )
    return say(
        "{value} on {day} is short of {expected}, but by no more than chance explains; the target is {target} by {due}.",
        "{day} 为 {value}，低于应有水平 {expected}，但在随机波动范围之内；目标为 {due} 达到 {target}。"
        if goal.direction == "up"
        else "{day} 为 {value}，高于应有水平 {expected}，但在随机波动范围之内；目标为 {due} 达到 {target}。",
        **facts,
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


def _facts(goal: Goal, target: float, value: float) -> dict[str, object]:
    return {"value": quantity(value, goal.unit), "target": quantity(target, goal.unit)}


def quantity(value: float, unit: Unit) -> Words:
    """A value as a person says it: shares in per cent, seconds in the largest two units that fit."""
    if unit == "share":
        return _both(f"{_plain(value * 100, 1)} %", f"{_plain(value * 100, 1)}%")
    if unit == "seconds":
        return _duration(value)
    if unit == "days":
        return _both(f"{_plain(value, 1)} days", f"{_plain(value, 1)} 天")
    return _both(*(2 * (_plain(value, 3 if unit == "index" else 1),)))


def _both(en: str, zh: str) -> Words:
    return Words(en, zh)


def _plain(value: float, digits: int) -> str:
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


_LENGTHS = ((86_400, "d", "天"), (3_600, "h", "小时"), (60, "min", "分钟"), (1, "s", "秒"))


def _duration(seconds: float) -> Words:
    whole = round(abs(seconds))
    parts = []
    for place, (length, en, zh) in enumerate(_LENGTHS):
        if whole >= length:
            parts = [(whole // length, en, zh)]
            if place + 1 < len(_LENGTHS):
                below, en_below, zh_below = _LENGTHS[place + 1]
                parts.append((whole % length // below, en_below, zh_below))
            break
    sign = "-" if seconds < 0 and parts else ""
    said = [part for part in parts if part[0]] or [(0, "s", "秒")]
    return Words(
        sign + " ".join(f"{number} {en}" for number, en, _ in said), sign + " ".join(f"{n} {zh}" for n, _, zh in said)
    )
