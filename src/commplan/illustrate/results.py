"""The pictures of an evaluation, from the rows of its series; one that cannot be drawn for want of data is not drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from commplan.catalogue import metric
from commplan.chart import Figure
from commplan.charts import (
    active_members,
    calendar_execution,
    cohorts,
    funnel,
    goals,
    hour_of_week,
    lifecycle,
    lorenz,
    member_growth,
    response_times,
)
from commplan.evaluating.appraise import Appraisal
from commplan.illustrate import courses
from commplan.localday import day_date, month_first, month_label
from commplan.measuring.measure import ESTIMATES
from commplan.measuring.objectives import Appraised
from commplan.metric import Described, Measured, Metric
from commplan.plan import Plan
from commplan.reality import FEWEST
from commplan.words import Language, Words

Shown = Callable[[Appraised, float | None], str]

_STATES: Mapping[str, calendar_execution.State] = {
    "on-time": "done",
    "late": "late",
    "skipped": "skipped",
    "cancelled": "cancelled",
    "unknown": "unknown",
}


def figure(plan: Plan, appraisal: Appraisal, id_: str, language: Language, shown: Shown) -> Figure | None:
    """The picture of this id; None when there is none of that name, or nothing to draw it from."""
    if id_ == "goals":
        return _goals(appraisal, language, shown)
    if id_ == "calendar-execution":
        return _execution(plan, appraisal, language)
    draw = _FIGURES.get(id_)
    if draw is None:
        own = next((c.figure for c in appraisal.chapters if c.id == id_ and c.figure), None)
        return own(language) if own else courses.figure(plan, appraisal, id_, language)
    series = appraisal.series.get(draw[0])
    return draw[1](appraisal, series, language) if series is not None and series.rows else None


def too_few(metric: Described | None, measured: Measured) -> bool:
    """Whether a value is worked out from so few cases that it is not shown."""
    estimate = isinstance(metric, Metric) and metric.unit in ESTIMATES
    return estimate and measured.n is not None and measured.n < FEWEST


def drawable(appraisal: Appraisal) -> list[str]:
    """The ids of the pictures that have something to show."""
    ready = [id_ for id_, (metric, _) in _FIGURES.items() if (s := appraisal.series.get(metric)) and s.rows]
    if "cohorts" in ready and all(_whole(r["size"]) < FEWEST for r in _rows(appraisal.series["retention-cohorts"])):
        ready.remove("cohorts")
    if "lorenz" in ready and (appraisal.values["participation-gini"].n or 0) < FEWEST:
        ready.remove("lorenz")
    if (
        "response-times" in ready
        and sum(_whole(r["items"]) for r in _rows(appraisal.series["response-times"])) < FEWEST
    ):
        ready.remove("response-times")
    if "funnel" in ready and _whole(_rows(appraisal.series["conversion-ladder"])[0]["people"]) < FEWEST:
        ready.remove("funnel")
    due = any(line.outcome in _STATES for line in appraisal.execution.lines)
    ready += courses.drawable(appraisal)
    return [*ready, *(["calendar-execution"] if due else []), *(["goals"] if appraisal.objectives else [])]


def _rows(series: Measured) -> list[dict[str, object]]:
    return [dict(zip(series.columns, row, strict=True)) for row in series.rows]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _active(appraisal: Appraisal, series: Measured, language: Language) -> Figure:
    rows = _rows(series)
    lines = (("mau", Words("MAU", "月活跃")), ("wau", Words("WAU", "周活跃")), ("dau", Words("DAU", "日活跃")))
    data = active_members.ActiveMembers(
        tuple(day_date(_whole(r["day"])) for r in rows),
        tuple(
            active_members.Series(name.in_language(language), tuple(_number(r[key]) for r in rows))
            for key, name in lines
        ),
        bands=tuple(active_members.Band(f.first, f.last, f.name.in_language(language)) for f in appraisal.marked),
        goal=next((a.objective.target for a in appraisal.objectives if a.objective.metric == "mau"), None),
    )
    return active_members.CHART.draw(data, language)


def _lifecycle(_appraisal: Appraisal, series: Measured, language: Language) -> Figure:
    keys = ("newcomers", "returning_members", "resurrected", "lapsed")
    months = [lifecycle.Month(month_first(_whole(r["month"])), *(_whole(r[k]) for k in keys)) for r in _rows(series)]
    return lifecycle.CHART.draw(lifecycle.Lifecycle(tuple(months)), language)


def _cohorts(_appraisal: Appraisal, series: Measured, language: Language) -> Figure:
    by_month: dict[int, list[dict[str, object]]] = defaultdict(list)
    for row in _rows(series):
        by_month[_whole(row["cohort"])].append(row)
    found = []
    for month, rows in sorted(by_month.items()):
        size = _whole(rows[0]["size"])
        small = size < FEWEST
        shares = tuple(None if small or not r["mature"] else _number(r["value"]) for r in rows)
        found.append(cohorts.Cohort(month_label(month), None if small else size, shares))
    return cohorts.CHART.draw(cohorts.Cohorts(tuple(found)), language)


def _responses(appraisal: Appraisal, series: Measured, language: Language) -> Figure:
    rows = _rows(series)
    counts = {str(r["state"]): _whole(r["items"]) for r in rows if r["state"] != "answered"}
    bins = [
        response_times.Bin(None if r["until_seconds"] is None else _whole(r["until_seconds"]), _whole(r["items"]))
        for r in rows
        if r["state"] == "answered"
    ]
    first = appraisal.values["first-response-time"]
    median = None if too_few(metric("first-response-time"), first) else first.value
    data = response_times.ResponseTimes(
        tuple(bins), counts.get("unanswered", 0), counts.get("open", 0), None if median is None else round(median)
    )
    return response_times.CHART.draw(data, language)


def _lorenz(appraisal: Appraisal, series: Measured, language: Language) -> Figure:
    points = tuple((_number(r["members_share"]) or 0.0, _number(r["events_share"]) or 0.0) for r in _rows(series))
    gini, top = appraisal.values["participation-gini"].value, appraisal.values["top-share"].value
    return lorenz.CHART.draw(lorenz.Lorenz(points, gini, top), language)


def _hours(appraisal: Appraisal, series: Measured, language: Language) -> Figure:
    counts = [[0] * 24 for _ in range(7)]
    for row in _rows(series):
        counts[_whole(row["dow"])][_whole(row["hour"])] = _whole(row["events"])
    return hour_of_week.CHART.draw(hour_of_week.HourOfWeek(tuple(tuple(c) for c in counts), appraisal.zone), language)


def _growth(appraisal: Appraisal, series: Measured, language: Language) -> Figure:
    known = "leaves" in appraisal.capabilities
    months = [
        member_growth.Month(month_first(_whole(r["month"])), _whole(r["joins"]), _whole(r["leaves"]) if known else None)
        for r in _rows(series)
    ]
    return member_growth.CHART.draw(member_growth.MemberGrowth(tuple(months)), language)


def _funnel(_appraisal: Appraisal, series: Measured, language: Language) -> Figure:
    steps: list[funnel.Step] = []
    for row in _rows(series):
        if steps and not steps[-1].people:
            break
        people = _whole(row["people"])
        share = people / steps[-1].people if steps and steps[-1].people >= FEWEST else None
        steps.append(funnel.Step(funnel.step_name(_whole(row["step"])).in_language(language), people, share))
    return funnel.CHART.draw(funnel.Funnel(tuple(steps)), language)


_Draw = Callable[[Appraisal, Measured, Language], Figure]
_FIGURES: Mapping[str, tuple[str, _Draw]] = {
    "active-members": ("active-members", _active),
    "member-growth": ("member-growth", _growth),
    "funnel": ("conversion-ladder", _funnel),
    "lifecycle": ("member-lifecycle", _lifecycle),
    "cohorts": ("retention-cohorts", _cohorts),
    "response-times": ("response-times", _responses),
    "lorenz": ("participation-curve", _lorenz),
    "hour-of-week": ("activity-by-hour", _hours),
}


def _goals(appraisal: Appraisal, language: Language, shown: Shown) -> Figure:
    rows = []
    for a in appraisal.objectives:
        value = None if too_few(a.metric, a.measured) else a.measured.value
        labels = (shown(a, a.objective.baseline.value), shown(a, value), shown(a, a.objective.target))
        rows.append(
            goals.Goal(
                a.objective.statement or a.objective.id,
                a.objective.baseline.value,
                value,
                a.objective.target,
                a.verdict.status,
                labels,
                a.verdict.expected_now,
            )
        )
    return goals.CHART.draw(goals.Goals(tuple(rows)), language)


def _execution(plan: Plan, appraisal: Appraisal, language: Language) -> Figure | None:
    by_entry: dict[str, list[calendar_execution.Occurrence]] = defaultdict(list)
    for line in appraisal.execution.lines:
        state = _STATES.get(line.outcome)
        if state is not None:
            entry = line.planned.id.partition("/")[0]
            by_entry[entry].append(calendar_execution.Occurrence(line.planned.day, state))
    items = [calendar_execution.Item(plan.name(e), tuple(o)) for e, o in by_entry.items()]
    if not items:
        return None
    return calendar_execution.CHART.draw(calendar_execution.CalendarExecution(tuple(items)), language)
