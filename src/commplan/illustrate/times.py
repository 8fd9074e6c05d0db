"""The pictures of when things happen: month grids, the year at a glance, the Gantt, the weeks of the team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from commplan.chart import Figure
from commplan.charts import gantt, month_calendar, staff_load, year_calendar
from commplan.plan import Plan
from commplan.schedule import recurrence
from commplan.schedule.workload import workload
from commplan.terms import term
from commplan.words import Language

MONTHS = 3
"""Month grids in the plan at most; the year at a glance and the table of entries tell a longer period."""


def _month_calendar(plan: Plan, language: Language) -> Figure:
    return _month_grids(plan, language, MONTHS)


def _month_calendars(plan: Plan, language: Language) -> Figure:
    return _month_grids(plan, language, None)


def _month_grids(plan: Plan, language: Language, most: int | None) -> Figure:
    bounds = recurrence.period(plan)
    months = [date(y, m, 1) for y, m in recurrence.months(*bounds)] if bounds else []
    entries, marks = [], []
    for o in recurrence.occurrences(plan):
        kind = term(o.entry.kind).in_language(language)
        clock = o.clock.strftime("%H:%M") if o.clock else ""
        entries.append(month_calendar.Entry(o.day, o.entry.title or o.entry.id, kind, clock))
    if bounds:
        days = [bounds[0] + timedelta(days=i) for i in range((bounds[1] - bounds[0]).days + 1)]
        marks = [month_calendar.Mark(d, name) for d, name in recurrence.free_days(plan, days, language).items()]
        marks += [month_calendar.Mark(d, "", "workday") for d in recurrence.make_up_days(plan, days)]
        frozen = ((d, recurrence.frozen(plan, d)) for d in days)
        marks += [month_calendar.Mark(d, why, "freeze") for d, why in frozen if why is not None]
    busy = {(e.day.year, e.day.month) for e in entries}
    full = tuple(m for m in months if (m.year, m.month) in busy)
    data = month_calendar.MonthCalendar(full[:most], tuple(entries), tuple(marks), of=len(full))
    return month_calendar.CHART.draw(data, language)


def _year_calendar(plan: Plan, language: Language) -> Figure:
    today = date(2000, 1, 1)
    first, last = recurrence.period(plan) or (today, today)
    items = [year_calendar.Item(o.day, term(o.entry.kind).in_language(language)) for o in recurrence.occurrences(plan)]
    freezes = tuple((f.start, f.end) for f in plan.plan.freezes if f.start and f.end)
    return year_calendar.CHART.draw(year_calendar.YearCalendar(first, last, tuple(items), freezes), language)


def _gantt(plan: Plan, language: Language) -> Figure:
    today = date(2000, 1, 1)
    first, last = recurrence.period(plan) or (today, today)
    days: dict[str, list[date]] = defaultdict(list)
    for o in recurrence.occurrences(plan):
        days[o.entry.id].append(o.day)
    rows = [
        gantt.Row(e.title or e.id, term(e.kind).in_language(language), tuple(days[e.id]))
        for e in plan.content.calendar
        if days[e.id]
    ]
    rows += [
        gantt.Row(o.statement or o.id, term("objective").in_language(language), (o.due,), due=True)
        for o in plan.goals.objectives
        if o.due and first <= o.due <= last
    ]
    freezes = tuple((f.start, f.end) for f in plan.plan.freezes if f.start and f.end)
    rows.sort(key=lambda row: (row.days[0], row.days[-1]))
    return gantt.CHART.draw(gantt.Gantt(first, last, tuple(rows), freezes), language)


def _staff_load(plan: Plan, language: Language) -> Figure:
    bounds = recurrence.period(plan)
    mondays = tuple(recurrence.weeks(*bounds)) if bounds else ()
    by_person: dict[str, dict[date, float]] = defaultdict(dict)
    for week in workload(plan).weeks:
        by_person[week.person.id][week.monday] = sum(load.hours for load in week.loads)
    people = [
        staff_load.Person(
            person.name or person.id,
            person.hours_per_week,
            tuple(round(by_person[person.id].get(m, 0.0), 1) for m in mondays),
        )
        for person in plan.structure.people
        if person.id in by_person
    ]
    return staff_load.CHART.draw(staff_load.StaffLoad(mondays, tuple(people)), language)


FIGURES: Mapping[str, Callable[[Plan, Language], Figure]] = {
    "month-calendar": _month_calendar,
    "month-calendars": _month_calendars,
    "year-calendar": _year_calendar,
    "gantt": _gantt,
    "staff-load": _staff_load,
}
