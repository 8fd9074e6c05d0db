"""What people wrote down of a platform's page or a register (`evaluation.tallies`), added up for the period."""

from __future__ import annotations

from commplan.catalogue import tallied
from commplan.metric import Measured, Tallied
from commplan.reality import UNKNOWN, Chapter, Grid, Ground, Look, Text
from commplan.reckoning import period, spoken, tally
from commplan.words import Words, say

_HEADS = (
    Words("Metric", "指标"), Words("Value", "数值"), Words("Period before", "上一时段"), Words("How sure", "可靠程度"),
)  # fmt: skip


def _look(ground: Ground) -> Chapter | None:
    ids = dict.fromkeys(t.metric for t in ground.plan.evaluation.tallies)
    metrics = [m for m in map(tallied, ids) if m is not None]
    if not metrics:
        return None
    found = [(m, _of(ground, m)) for m in metrics]
    return Chapter(
        id="written-down",
        title=Words("Numbers that were written down", "人工记录的数字"),
        data={"metrics": [_data(m, now, before) for m, (now, before) in found]},
        grids=(Grid(_HEADS, tuple(_row(m, now, before) for m, (now, before) in found), frozenset({1, 2})),),
    )


def _of(ground: Ground, metric: Tallied) -> tuple[Measured, Measured]:
    """Of the period, and of the one before."""
    written = tally.written(ground.plan, metric.id)
    earlier = period.previous(ground.window)
    return tally.measured(metric, written, ground.window), tally.measured(metric, written, earlier)


def _data(metric: Tallied, now: Measured, before: Measured) -> dict[str, object]:
    return {
        "id": metric.id, "value": now.value, "numerator": now.numerator, "denominator": now.denominator,
        "interval": now.interval, "partial": now.partial, "before": before.value, "reason": now.reason,
    }  # fmt: skip


def _row(metric: Tallied, now: Measured, before: Measured) -> tuple[Text, ...]:
    earlier: Text = "–" if before.value is None else spoken.quantity(before.value, metric.unit)
    if now.value is None:
        return (metric.name, UNKNOWN, earlier, now.reason or UNKNOWN)
    return (metric.name, spoken.quantity(now.value, metric.unit), earlier, _sure(metric, now))


def _sure(metric: Tallied, now: Measured) -> Words:
    parts = [say("{k} of {n}", "{n} 中 {k}", k=now.numerator, n=now.denominator)]
    if now.interval:
        low, high = (spoken.quantity(v, metric.unit) for v in now.interval)
        parts.append(say("95% interval: {a} to {b}", "95% 置信区间：{a} 至 {b}", a=low, b=high))
    if now.partial:
        parts.append(Words("of some days nobody wrote anything", "部分日期无人记录"))
    return spoken.listed(parts)


LOOK = Look(75, _look)
