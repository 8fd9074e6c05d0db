"""The early warnings of the risk register: which were given, since when, and which nobody can know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commplan import chart
from commplan.activity.observed import Observed, Reached
from commplan.localday import Window
from commplan.measuring import formula
from commplan.metric import Metric, Unit
from commplan.plan import Plan
from commplan.plan.risks import Risk, Trigger
from commplan.reality import UNKNOWN, Chapter, Grid, Ground, Look, Text
from commplan.reckoning import spoken
from commplan.rules.risks import passed, standing
from commplan.terms import term
from commplan.words import Words, say

STATES = {
    "fired": Words("given", "已触发"),
    "earlier": Words("no longer given", "已解除"),
    "quiet": Words("not given", "未触发"),
    "unknown": UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Watched:
    """A trigger that names a metric: its state at the end, the first stretch of the run in which it was last given, and the
    last stretch of which the value is known."""

    risk: Risk
    trigger: Trigger
    state: str
    since: Window | None
    last: Reached | None
    why: Words | None


def _look(ground: Ground) -> Chapter | None:
    risks = [(r, r.trigger) for r in standing(ground.plan) if r.trigger]
    if not risks:
        return None
    counted = [(r, t) for r, t in risks if t.metric and (t.above, t.below) != (None, None)]
    begun = ground.plan.plan.period.start
    watched = [_watched(r, t, _stretches(ground, r, t), begun) for r, t in counted]
    signs = len(risks) - len(counted)
    facts = [_summary(watched)] if watched else []
    if signs:
        facts.append(_signs(signs))
    return Chapter(
        id="triggers",
        title=Words("Early warnings of risks", "风险预警"),
        data={"signs": signs, "triggers": [_data(w) for w in watched]},
        facts=tuple(facts),
        tones={STATES["fired"]: "bad", STATES["earlier"]: "fair", STATES["quiet"]: "good"},
        grids=(_grid(ground.plan, watched),) if watched else (),
        decide=tuple(
            _decide(ground.plan, w) for w in watched if w.state == "fired" and w.risk.status != "materialised"
        ),
    )


def _stretches(ground: Ground, risk: Risk, trigger: Trigger) -> Sequence[Reached] | Words:
    """What the metric came to, the first stretch first; a value that people wrote down is that of its day."""
    read = sorted(
        (r for r in ground.plan.evaluation.readings if r.metric == trigger.metric and r.date < ground.window.end),
        key=lambda r: r.date,
    )
    if isinstance(ground.happened, Observed) and risk.id in ground.happened.triggers:
        found = ground.happened.triggers[risk.id]
        if any(s.value is not None for s in found) or not read:
            return found
    if read:
        return [Reached(Window(r.date, r.date + timedelta(days=1)), r.value) for r in read]
    if isinstance(ground.happened, Words):
        return ground.happened
    return Words("nobody has written down a value of it", "尚无人工记录的数值")


def _watched(risk: Risk, trigger: Trigger, stretches: Sequence[Reached] | Words, begun: date | None) -> Watched:
    if isinstance(stretches, Words):
        return Watched(risk, trigger, "unknown", None, None, stretches)
    known = [s for s in stretches if s.value is not None]
    if not known:
        why = stretches[-1].why if stretches else None
        missing = Words("the activity covers no whole stretch of it", "活动数据未完整覆盖其任何一个时段")
        return Watched(risk, trigger, "unknown", None, None, why or missing)
    fired = [bool(passed(trigger, s.value or 0.0)) for s in known]
    if not any(fired) and begun and known[-1].window.end <= begun:
        why = say("the last value written down, of {d}, is from before the plan began", "最近一次人工记录（{d}）早于方案开始",
                  d=spoken.day(known[-1].window.first))  # fmt: skip
        return Watched(risk, trigger, "unknown", None, None, why)
    if not any(fired):
        return Watched(risk, trigger, "quiet", None, known[-1], None)
    return Watched(risk, trigger, "fired" if fired[-1] else "earlier", _begun(trigger, stretches), known[-1], None)


def _begun(trigger: Trigger, stretches: Sequence[Reached]) -> Window:
    """Where the run in which it was last given begins: nobody knows that it went on over a stretch that is unknown."""
    given = [s.value is not None and bool(passed(trigger, s.value)) for s in stretches]
    start = max(i for i, one in enumerate(given) if one)
    while start and given[start - 1]:
        start -= 1
    return stretches[start].window


def _summary(watched: Sequence[Watched]) -> Words:
    states = [(sum(w.state == s for w in watched), STATES[s]) for s in STATES]
    return say(
        "Warnings that a number gives: {n} ({s}).",
        "以数值预警的风险：{n} 项（{s}）。",
        n=len(watched),
        s=spoken.counted(states),
    )


def _signs(n: int) -> Words:
    return say(
        "Watched by a sign in words, which no data shows: {n}. Whether it was seen only people know.",
        "以文字描述征兆的风险：{n} 项。征兆是否出现，数据看不到，只有人知道。",
        n=n,
    )


def _value(plan: Plan, w: Watched, value: float) -> Words:
    said = spoken.quantity(value, _unit(plan, w.trigger))
    own = next((m for m in plan.evaluation.metrics if m.id == w.trigger.metric), None)
    if own is None or formula.known(plan, own.id) is not None:
        return said
    return Words(chart.in_unit(said.en, own.unit), chart.in_unit(said.zh, own.unit))


def _unit(plan: Plan, trigger: Trigger) -> Unit:
    known = formula.known(plan, trigger.metric)
    return known.unit if known else "count"


def _limit(plan: Plan, w: Watched) -> Words:
    if w.trigger.above is not None:
        return say("above {v}", "高于 {v}", v=_value(plan, w, w.trigger.above))
    return say("below {v}", "低于 {v}", v=_value(plan, w, w.trigger.below or 0.0))


def _metric(plan: Plan, w: Watched) -> Text:
    known = formula.known(plan, w.trigger.metric)
    if isinstance(known, Metric):
        return known.called(w.trigger.parameters)
    return known.name if known else plan.name(w.trigger.metric) if w.trigger.metric else ""


def _grid(plan: Plan, watched: Sequence[Watched]) -> Grid:
    heads = (
        Words("Risk", "风险"), Words("State", "状态"), Words("Warning", "预警条件"), Words("Since", "起始时段"),
        Words("Last value", "最近数值"),
    )  # fmt: skip
    rows = []
    for w in watched:
        name = _metric(plan, w)
        what = say("{m} {l}", "{m}{l}", m=name, l=_limit(plan, w))
        since: Text = spoken.span(w.since) if w.since else "–"
        rows.append((w.risk.title or w.risk.id, STATES[w.state], what, since, _last(plan, w)))
    return Grid(heads, tuple(rows))


def _last(plan: Plan, w: Watched) -> Words:
    if w.last is None or w.last.value is None:
        return w.why or UNKNOWN
    return say("{v} ({d})", "{v}（{d}）", v=_value(plan, w, w.last.value), d=spoken.span(w.last.window))


def _decide(plan: Plan, w: Watched) -> Words:
    value = w.last.value if w.last and w.last.value is not None else 0.0
    status = term(w.risk.status)
    return say(
        "Risk “{r}”: {m} is {v}, {l}; the warning stands since {d}, and the register says {s}.",
        "风险“{r}”：{m}为 {v}，{l}；预警自{d}起成立，登记册中的状态为“{s}”。",
        r=w.risk.title or w.risk.id, m=_metric(plan, w), v=_value(plan, w, value), l=_limit(plan, w),
        d=spoken.day(w.since.first if w.since else date.min), s=status,
    )  # fmt: skip


def _data(w: Watched) -> dict[str, object]:
    return {
        "risk": w.risk.id,
        "metric": w.trigger.metric,
        "above": w.trigger.above,
        "below": w.trigger.below,
        "state": w.state,
        "since": w.since.first if w.since else None,
        "value": w.last.value if w.last else None,
        "window": w.last.window if w.last else None,
        "why": w.why,
    }


LOOK = Look(10, _look)
