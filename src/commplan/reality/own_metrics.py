"""The plan's own metrics: those with a formula counted like any other, the rest as people last read them."""

from __future__ import annotations

from commplan import chart
from commplan.localday import Window
from commplan.measuring import formula, measure
from commplan.measuring.measure import ESTIMATES
from commplan.metric import Measured, Metric
from commplan.plan.evaluation import OwnMetric
from commplan.reality import FEWEST, UNKNOWN, Chapter, Grid, Ground, Look, Text, count
from commplan.reckoning import period, spoken
from commplan.words import Words, say

_HEADS = (
    Words("Metric", "指标"), Words("Value", "数值"), Words("Period before", "上一时段"), Words("How sure", "可靠程度"),
)  # fmt: skip


def _look(ground: Ground) -> Chapter | None:
    own = ground.plan.evaluation.metrics
    if not own:
        return None
    found = [_counted(ground, m) if m.numerator else _read(ground, m) for m in own]
    return Chapter(
        id="own-metrics",
        title=Words("The plan's own metrics", "方案自有指标"),
        data={"metrics": [data for data, _ in found]},
        grids=(Grid(_HEADS, tuple(row for _, row in found), frozenset({1, 2})),),
    )


_Found = tuple[dict[str, object], tuple[Text, ...]]


def _counted(ground: Ground, own: OwnMetric) -> _Found:
    metric = formula.compiled(ground.plan, own)
    if metric is None:
        return _read(ground, own)
    now = measure.compute(ground.session, metric, ground.window)
    before = measure.compute(ground.session, metric, period.previous(ground.window))
    data: dict[str, object] = {
        "id": own.id, "value": now.value, "before": before.value, "n": now.n, "interval": now.interval,
        "reason": now.reason if now.value is None else None, "read_on": None,
    }  # fmt: skip
    value = UNKNOWN if _hidden(metric, now) else spoken.quantity(now.value or 0.0, metric.unit)
    earlier: Text = "–" if _hidden(metric, before) else spoken.quantity(before.value or 0.0, metric.unit)
    return data, (own.name or own.id, value, earlier, _sure(metric, now))


def _hidden(metric: Metric, measured: Measured) -> bool:
    few = metric.unit in ESTIMATES and measured.n is not None and measured.n < FEWEST
    return measured.value is None or few


def _sure(metric: Metric, measured: Measured) -> Words:
    if measured.value is None:
        return measured.reason or UNKNOWN
    if _hidden(metric, measured):
        return Words("too few to tell", "样本太少，无法判断")
    parts = []
    if measured.numerator is not None and measured.denominator:
        part = say("{k} of {n}", "{n} 中 {k}") if metric.proportion else say("{k} ÷ {n}", "{k} ÷ {n}")
        parts.append(say(part.en, part.zh, k=measured.numerator, n=measured.denominator))
    if measured.interval:
        low, high = (spoken.quantity(v, metric.unit) for v in measured.interval)
        parts.append(say("95% interval: {a} to {b}", "95% 置信区间：{a} 至 {b}", a=low, b=high))
    return spoken.listed(parts or [Words("counted in full", "全量统计")])


def _read(ground: Ground, own: OwnMetric) -> _Found:
    """The last value that people wrote down up to the end of the window, and the last before it."""
    readings = sorted((r for r in ground.plan.evaluation.readings if r.metric == own.id), key=lambda r: r.date)
    now = [r for r in readings if _within(r.date.toordinal(), ground.window)]
    before = [r for r in readings if r.date < ground.window.first]
    last = now[-1] if now else None
    data: dict[str, object] = {
        "id": own.id, "value": last.value if last else None, "before": before[-1].value if before else None,
        "n": last.answers if last else None, "interval": None, "read_on": last.date if last else None,
        "reason": None if last else _UNREAD,
    }  # fmt: skip
    earlier: Text = chart.in_unit(count(before[-1].value).en, own.unit) if before else "–"
    if last is None:
        return data, (own.name or own.id, UNKNOWN, earlier, _UNREAD)
    sure = say("read by hand on {d}", "{d}由人工记录", d=spoken.day(last.date))
    if last.answers is not None:
        sure = spoken.listed([sure, say("{n} answers", "{n} 份回答", n=last.answers)])
    return data, (own.name or own.id, chart.in_unit(count(last.value).en, own.unit), earlier, sure)


_UNREAD = Words(
    "nobody wrote a value of this period down (`evaluation.readings`)",
    "该时段没有人工记录的数值（`evaluation.readings`）",
)


def _within(day: int, window: Window) -> bool:
    return window.first.toordinal() <= day < window.end.toordinal()


LOOK = Look(90, _look)
