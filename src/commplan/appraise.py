"""A plan held against what happened: every objective measured and judged, the calendar compared, the series for charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from commplan import measure, recurrence
from commplan.catalogue import metric as catalogue_metric
from commplan.catalogue import metric_ids
from commplan.localday import Window
from commplan.measure import Execution, Goal, Measured, Planned, Session, Verdict
from commplan.metric import Metric
from commplan.plan import Plan
from commplan.plan.evaluation import OwnMetric
from commplan.plan.goals import Objective
from commplan.store import Store
from commplan.words import Words, say

SERIES = (
    "active-members",
    "member-growth",
    "member-lifecycle",
    "retention-cohorts",
    "response-times",
    "participation-curve",
    "activity-by-hour",
)
"""Metrics whose rows the charts of a report are drawn from."""


@dataclass(frozen=True, slots=True)
class Appraised:
    """One objective: what it came to, the window before, and the verdict. `metric` None: one of the plan's own."""

    objective: Objective
    metric: Metric | None
    measured: Measured
    before: Measured | None
    verdict: Verdict
    direction: Literal["up", "down", "keep"]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A whole evaluation. `values` and `before` hold every scalar of the catalogue for the window and the one before it,
    `series` the rows for the charts.
    """

    window: Window
    covers: Window | None
    zone: str
    as_of: date
    objectives: tuple[Appraised, ...]
    values: Mapping[str, Measured]
    before: Mapping[str, Measured]
    series: Mapping[str, Measured]
    execution: Execution
    capabilities: frozenset[str]
    notes: tuple[Words, ...]


def plan(plan: Plan, store: Store, window: Window, today: date) -> Appraisal:
    """Evaluate a plan over a window of whole local days. ActivityError when the store cannot be read.

    Without a time zone that can be read, days are those of UTC, and a note says so.
    """
    zone = recurrence.zone(plan.plan.timezone)
    with store.connect() as connection:
        session = measure.prepare(
            connection,
            zone.key if zone else "UTC",
            _exclusions(plan, store),
            plan.evaluation.active.kinds,
            capabilities=store.capabilities,
        )
        execution = measure.calendar_execution(
            session, _planned(plan, store, window), min(today, _last(session, today))
        )
        values = {id_: _compute(session, id_, window) for id_ in _scalars()}
        before = {id_: _compute(session, id_, _previous(window)) for id_ in _scalars()}
        series = {id_: _compute(session, id_, _seen_from(id_, window)) for id_ in SERIES}
        objectives = tuple(_objective(plan, session, o, window, execution) for o in plan.goals.objectives)
    covers = session.covers
    notes = _notes(plan, session, zoned=zone is not None)
    return Appraisal(
        window,
        covers,
        session.zone.key,
        today,
        objectives,
        values,
        before,
        series,
        execution,
        store.capabilities,
        tuple(notes),
    )


def _last(session: Session, today: date) -> date:
    """Dates after the last day of the activity are not judged: nobody has seen them."""
    return session.covers.end if session.covers else today


def _exclusions(plan: Plan, store: Store) -> measure.Exclusions:
    staff = frozenset(store.member(h.source, h.id) for p in plan.structure.people for h in p.handles)
    exclude = plan.evaluation.exclude
    return measure.Exclusions(bots=exclude.bots, staff=staff if exclude.staff else frozenset())


def _scalars() -> list[str]:
    return [i for i in metric_ids() if (m := catalogue_metric(i)) is not None and m.shape == "scalar"]


def _compute(session: Session, id_: str, window: Window, parameters: Mapping[str, int] | None = None) -> Measured:
    metric = catalogue_metric(id_)
    if metric is None:
        raise KeyError(id_)
    return measure.compute(session, metric, window, parameters)


def _seen_from(id_: str, window: Window) -> Window:
    """The window for a series; cohorts begin a year before its end, since retention shows only in time."""
    year_before = date(window.end.year - 1, window.end.month, 1)
    return Window(min(year_before, window.first), window.end) if id_ == "retention-cohorts" else window


# -- objectives --


def _objective(plan: Plan, session: Session, objective: Objective, window: Window, execution: Execution) -> Appraised:
    metric = catalogue_metric(objective.metric or "")
    own = next((m for m in plan.evaluation.metrics if m.id == objective.metric), None)
    direction = objective.direction or _better(metric, own)
    before = None
    if objective.metric == "calendar-execution":
        measured = _executed(execution, window)
    elif metric is not None:
        parameters, fault = _parameters(metric, objective)
        if fault is not None:
            measured = Measured(metric=metric.id, window=window, parameters={}, reason=fault)
        else:
            measured = measure.compute(session, metric, window, parameters)
            before = measure.compute(session, metric, _previous(window), parameters)
    else:
        measured = _read_by_hand(plan, objective, window)
    goal = Goal(
        target=objective.target,
        direction=direction,
        due=objective.due,
        unit=metric.unit if metric else "share" if objective.metric == "calendar-execution" else "count",
        baseline=objective.baseline.value,
        baseline_day=objective.baseline.date,
        tolerance=objective.tolerance or 0.0,
    )
    return Appraised(objective, metric, measured, before, measure.verdict(goal, measured), direction)


def _better(metric: Metric | None, own: OwnMetric | None) -> Literal["up", "down", "keep"]:
    if own is not None and own.direction:
        return own.direction
    return "down" if metric is not None and metric.better == "down" else "up"


def _parameters(metric: Metric, objective: Objective) -> tuple[Mapping[str, int], Words | None]:
    try:
        return metric.settled(objective.parameters), None
    except ValueError as fault:
        return {}, say("The metric's parameters do not fit: {f}.", "指标参数不合适：{f}。", f=fault)


def _previous(window: Window) -> Window:
    """The window of the same length before this one; for whole calendar months, as many months before."""
    if window.first.day == 1 and window.end.day == 1:
        months = (window.end.year - window.first.year) * 12 + window.end.month - window.first.month
        start = window.first.year * 12 + window.first.month - 1 - months
        return Window(date(start // 12, start % 12 + 1, 1), window.first)
    return Window(window.first - (window.end - window.first), window.first)


def _executed(execution: Execution, window: Window) -> Measured:
    counts = execution.counts
    judged = counts["on-time"] + counts["late"] + counts["skipped"]
    return Measured(
        metric="calendar-execution",
        window=window,
        parameters={},
        value=execution.rate,
        reason=execution.reason,
        numerator=counts["on-time"] if judged else None,
        denominator=judged or None,
        n=judged,
    )


def _read_by_hand(plan: Plan, objective: Objective, window: Window) -> Measured:
    """The latest reading of a metric that people read off themselves, up to the end of the window."""
    readings = [r for r in plan.evaluation.readings if r.metric == objective.metric and r.date < window.end]
    blank = Measured(metric=objective.metric or "", window=window, parameters={})
    if not objective.metric:
        reason = say("The objective names no metric.", "目标没有写明指标。")
    elif not readings:
        reason = say("No reading of this metric has been written down yet.", "该指标尚无人工记录的数值。")
    else:
        latest = max(readings, key=lambda r: r.date)
        seen = Window(min(window.first, latest.date), latest.date + timedelta(days=1))
        return Measured(
            metric=blank.metric, window=window, parameters={}, value=latest.value, n=latest.answers, seen=seen
        )
    return Measured(metric=blank.metric, window=window, parameters={}, reason=reason)


# -- calendar --


def _planned(plan: Plan, store: Store, window: Window) -> list[Planned]:
    """Every occurrence of the window, with what would show that it happened."""
    handles = {p.id: tuple(store.member(h.source, h.id) for h in p.handles) for p in plan.structure.people if p.handles}
    channels = {c.id: c.handle for c in plan.content.channels}
    found = []
    for o in recurrence.occurrences(plan):
        if not window.first <= o.day < window.end:
            continue
        entry = o.entry
        owners = [
            hash_
            for who in (entry.owner, entry.host, *entry.team)
            for p in plan.people(who)
            for hash_ in handles.get(p.id, ())
        ]
        channel = next((channels[c] for c in entry.channels if channels.get(c)), None)
        record = next((r for r in entry.outcomes if r.date == o.day), None)
        found.append(
            Planned(
                id=f"{entry.id}/{o.day}",
                day=o.day,
                channel=channel,
                owners=tuple(dict.fromkeys(owners)),
                recorded=record.status if record else None,
                done_on=(record.done_on or record.date) if record and record.status == "done" else None,
            )
        )
    return found


# -- notes --


def _notes(plan: Plan, session: Session, *, zoned: bool) -> list[Words]:
    notes = []
    if not zoned:
        notes.append(say("The plan names no time zone; days are counted in UTC.", "方案没有写明时区，按 UTC 计日。"))
    if session.bots_untold:
        notes.append(
            say(
                "For some members the export cannot tell whether they are bots; they count as people.",
                "导出文件无法判断部分成员是否为机器人，均按真人计。",
            )
        )
    if plan.evaluation.exclude.staff and not any(p.handles for p in plan.structure.people):
        notes.append(
            say(
                "The team was to be left out, but the plan names no handles of theirs, so it is counted.",
                "方案要求不计团队成员，但未写明其账号，因此仍计入。",
            )
        )
    return notes


def window_of(text: str) -> Window | None:
    """`2026-Q3`, `2026-09`, `2026-H1`, `2026`, or `2026-07-01..2026-09-30` (both days included); None for anything else."""
    try:
        first, separator, last = text.partition("..")
        if separator:
            span = Window(date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1))
            return span if span.first < span.end else None
        year, _, part = text.partition("-")
        size = {"Q": 3, "H": 6}.get(part[:1].upper(), 1)
        if not part:
            return Window(date(int(year), 1, 1), date(int(year) + 1, 1, 1))
        number = int(part.lstrip("QqHh"))
        start = int(year) * 12 + (number - 1) * size
        if not 1 <= number <= 12 // size or len(year) != 4:
            return None
        end = start + size
        return Window(date(start // 12, start % 12 + 1, 1), date(end // 12, end % 12 + 1, 1))
    except ValueError:
        return None
