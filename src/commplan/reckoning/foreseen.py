"""What a forecast says about a goal: whether it will be kept, by the range that shall hold four times of five.

| by the line, so far | range wholly keeps the goal | target within it, median keeps it | median does not | wholly short |
|---|---|---|---|---|
| on track | on track | on track, with care | on track, with care | off track |
| off track | on track | on track, with care | off track | off track |
| no line to go by | on track | on track, with care | unknown | off track |

Nothing else is touched: met stays met, what too few cases tell nothing about stays unknown, and after the due day the value
alone decides. `docs/evaluation.md` explains it to readers.
"""

from __future__ import annotations

from dataclasses import replace

from commplan.metric import Measured
from commplan.reckoning import spoken
from commplan.reckoning.course import Forecast
from commplan.reckoning.spoken import quantity
from commplan.reckoning.verdict import Goal, Status, Verdict, within
from commplan.words import Words, say


def decided(goal: Goal, measured: Measured, verdict: Verdict, forecast: Forecast) -> Verdict:
    """The verdict by line and forecast, its reason in a sentence more."""
    if (
        goal.target is None
        or measured.value is None
        or not (verdict.open or verdict.status in ("on-track", "off-track"))
    ):
        return verdict
    low, high = forecast.narrow.low, forecast.narrow.high
    hopeful = _kept(goal, forecast.median)
    kept = [_kept(goal, v) for v in (low, high)]
    straddles = goal.direction == "keep" and low < goal.target < high
    if all(kept):
        status: Status = "on-track"
        said = Words("all of that keeps the goal", "整个区间都能达成目标")
    elif not any(kept) and not straddles:
        status = "off-track"
        said = Words("none of that keeps the goal", "整个区间都不能达成目标")
    else:
        status = "on-track" if hopeful or verdict.status == "on-track" else verdict.status
        said = Words("it may turn out either way, so take care", "两种结果都有可能，须留意")
    reason = say(
        "Foreseen for {due}: {m}, and four times of five {a} to {b}; {said}.",
        "预测{due}为 {m}，八成把握在 {a} 至 {b} 之间；{said}。",
        due=spoken.day(forecast.due),
        m=quantity(forecast.median, goal.unit),
        a=quantity(low, goal.unit),
        b=quantity(high, goal.unit),
        said=said,
    )
    doubtful = (verdict.doubtful or not hopeful) and status == "on-track" and not all(kept)
    return replace(verdict, status=status, reason=spoken.sentences((verdict.reason, reason)), doubtful=doubtful)


def _kept(goal: Goal, value: float) -> bool:
    if goal.target is None:
        return False
    if goal.direction == "keep":
        return within(value, goal.target, goal.tolerance)
    return value >= goal.target if goal.direction == "up" else value <= goal.target
