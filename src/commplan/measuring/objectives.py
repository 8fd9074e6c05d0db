"""What each objective of a plan came to, and whether it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from commplan.catalogue import described, metric
from commplan.localday import Window
from commplan.measuring import formula, measure
from commplan.measuring.measure import Goal, Measured, Session, Verdict
from commplan.metric import Described, Metric, Tallied
from commplan.plan import Plan
from commplan.plan.evaluation import OwnMetric
from commplan.plan.goals import Objective
from commplan.reckoning import execution, period, spoken, tally
from commplan.reckoning.course import Outlook
from commplan.reckoning.execution import CALENDAR, Execution
from commplan.schedule import festivals
from commplan.words import Words, quote, say


@dataclass(frozen=True, slots=True)
class Appraised:
    """One objective: what it came to in `measured.window`, in the window before that and a year before, and the verdict.

    `festival`: in the window about a festival of the period that has moved since. `goal`: what it is judged by. `outlook`:
    where the value is going, where that was asked for.

    `metric` None: one of the plan's own, read by hand. `elsewhere`: its own window is not the evaluated period.
    """

    objective: Objective
    metric: Described | None
    measured: Measured
    before: Measured | None
    goal: Goal
    verdict: Verdict
    direction: Literal["up", "down", "keep"]
    elsewhere: bool
    year: Measured | None = None
    festival: Measured | None = None
    outlook: Outlook | None = None

    @property
    def why(self) -> Words:
        """The reason of the verdict; where other days than those of the period were counted, also which."""
        if not self.elsewhere or self.measured.value is None:
            return self.verdict.reason
        counted = say("Counted: {w}.", "统计时段：{w}。", w=spoken.span(self.measured.window))
        return spoken.sentences((self.verdict.reason, counted))


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that objectives are measured by."""

    plan: Plan
    session: Session
    window: Window
    execution: Execution
    today: date


def chosen_parameters(plan: Plan) -> dict[str, Mapping[str, int]]:
    """By metric the parameters of the first objective that sets some it takes: the report shows one value of each."""
    found: dict[str, Mapping[str, int]] = {}
    for objective in plan.goals.objectives:
        known = metric(objective.metric or "")
        if known is not None and objective.parameters and _fault(known, objective) is None:
            found.setdefault(known.id, objective.parameters)
    return found


def appraised(evidence: Evidence, objective: Objective) -> Appraised:
    known = formula.known(evidence.plan, objective.metric)
    own = next((m for m in evidence.plan.evaluation.metrics if m.id == objective.metric), None)
    window = evidence.window
    if objective.window is not None:
        window = period.last_part(window, objective.window, evidence.session.covers)
    direction = objective.direction or _better(known, own)
    measured = counted(evidence, objective, known, window)
    moved = festivals.moved(evidence.plan, window)
    before, year, festival = (
        counted(evidence, objective, known, w) if w else None
        for w in (period.previous(window), period.year_before(window), moved.window if moved else None)
    )
    if measured is None or measured.value is None:
        measured = _read_by_hand(evidence.plan, objective, window, measured)
    goal = Goal(
        target=objective.target,
        direction=direction,
        due=objective.due,
        unit=known.unit if known else "count",
        baseline=objective.baseline.value,
        baseline_day=objective.baseline.date,
        tolerance=objective.tolerance or 0.0,
        estimate=known is None or (known is not CALENDAR and known.unit in measure.ESTIMATES),
    )
    return Appraised(
        objective,
        known,
        measured,
        before,
        goal,
        measure.verdict(goal, measured),
        direction,
        window != evidence.window,
        year,
        festival,
    )


def _better(known: Described | None, own: OwnMetric | None) -> Literal["up", "down", "keep"]:
    if own is not None and own.direction:
        return own.direction
    return "down" if known is not None and known.better == "down" else "up"


def counted(evidence: Evidence, objective: Objective, known: Described | None, window: Window) -> Measured | None:
    """What commplan can count by itself; None for a metric that people read by hand."""
    if known is CALENDAR:
        return _executed(evidence, window)
    if isinstance(known, Tallied):
        return tally.measured(known, tally.written(evidence.plan, known.id), window)
    if not isinstance(known, Metric):
        return None
    fault = _fault(known, objective)
    if fault is not None:
        return Measured(metric=known.id, window=window, parameters={}, reason=fault)
    if known.shape != "scalar":
        reason = say(
            "{m} has no single value to hold a target against.", "{m} 不是单一数值，无法与目标值对照。", m=known.name
        )
        return Measured(metric=known.id, window=window, parameters={}, reason=reason)
    return measure.compute(evidence.session, known, window, objective.parameters)


def _fault(known: Metric, objective: Objective) -> Words | None:
    """Why the objective's parameters are none that the metric takes."""
    takes = ", ".join(known.parameters) or say("none", "无")
    for name, value in objective.parameters.items():
        parameter = known.parameters.get(name)
        if parameter is None:
            return say(
                "The metric takes no parameter {p} (it takes: {takes}).",
                "该指标没有参数 {p}（可用：{takes}）。",
                p=quote(name),
                takes=takes,
            )
        if value < parameter.minimum:
            return say(
                "Parameter {p} is {v}; it must be at least {m}.",
                "参数 {p} 为 {v}，至少应为 {m}。",
                p=quote(name),
                v=value,
                m=parameter.minimum,
            )
    return None


def _executed(evidence: Evidence, window: Window) -> Measured:
    found = execution.within(evidence.execution, window)
    judged = found.counts["on-time"] + found.counts["late"] + found.counts["skipped"]
    return Measured(
        metric=CALENDAR.id,
        window=window,
        parameters={},
        value=found.rate,
        reason=found.reason,
        numerator=found.counts["on-time"] if judged else None,
        denominator=judged or None,
        n=judged,
        seen=_seen_of_calendar(evidence, found, window),
    )


def _seen_of_calendar(evidence: Evidence, found: Execution, window: Window) -> Window | None:
    """The days of the window of which something is known, by the activity or by a record: no verdict goes beyond them."""
    covers = evidence.session.covers
    ends = [line.planned.day + timedelta(days=1) for line in found.lines if line.outcome not in ("unknown", "not-due")]
    ends += [min(covers.end, evidence.today)] if covers else []
    end = min(window.end, max(ends, default=window.first))
    return Window(window.first, end) if window.first < end else None


def _read_by_hand(plan: Plan, objective: Objective, window: Window, counted: Measured | None) -> Measured:
    """The latest value that people wrote down up to the end of the window; for what commplan counts itself, and could
    not, only one of the window. What stood before it and no later than the baseline is where the goal starts from, and
    says nothing of how it goes.
    """
    blank = counted or Measured(metric=objective.metric or "", window=window, parameters={})
    since = objective.baseline.date
    told = [r for r in plan.evaluation.readings if objective.metric == r.metric and r.date < window.end]
    readings = [r for r in told if r.date >= window.first or (counted is None and (since is None or r.date > since))]
    if readings:
        latest = max(readings, key=lambda r: r.date)
        day = latest.date
        return Measured(
            metric=blank.metric,
            window=window,
            parameters={},
            value=latest.value,
            n=latest.answers,
            seen=Window(min(window.first, day), day + timedelta(days=1)),
            notes=(say("Read by hand on {day}.", "{day}由人工记录。", day=spoken.day(day)),),
        )
    if counted is not None:
        return blank
    return replace(blank, reason=_not_since(since) if told and since else _not_read(plan, objective))


def _not_since(day: date) -> Words:
    return say(
        "No value has been written down since the baseline of {day} (`evaluation.readings`).",
        "自{day}的基线以来，尚无人工记录的数值（`evaluation.readings`）。",
        day=spoken.day(day),
    )


def _not_read(plan: Plan, objective: Objective) -> Words:
    if not objective.metric:
        return say("The objective names no metric.", "目标没有写明指标。")
    if described(objective.metric) is None and all(m.id != objective.metric for m in plan.evaluation.metrics):
        return say("No metric is called {m}.", "没有名为 {m} 的指标。", m=quote(objective.metric))
    return say(
        "No value of this metric has been written down yet (`evaluation.readings`).",
        "该指标尚无人工记录的数值（`evaluation.readings`）。",
    )
