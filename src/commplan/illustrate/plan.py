"""The pictures of a plan, by the ids that templates call them by; each is drawn only when a document asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from commplan.chart import Figure
from commplan.charts import (
    audience_channels,
    budget,
    budget_by_month,
    month_calendar,
    organisation,
    power_interest,
    raci,
    risk_matrix,
    staff_load,
    year_calendar,
)
from commplan.plan import Plan
from commplan.plan.structure import Raci
from commplan.schedule import recurrence
from commplan.schedule.workload import workload
from commplan.terms import term
from commplan.words import Language

Draw = Callable[[Plan, Language], Figure]
MONTHS = 3
"""Month grids in the plan: enough to begin with; the year at a glance and the table of entries hold the rest."""


def figure(plan: Plan, id_: str, language: Language) -> Figure | None:
    """The picture of this id; None when there is none of that name."""
    draw = FIGURES.get(id_)
    return draw(plan, language) if draw else None


def drawable(plan: Plan) -> frozenset[str]:
    """The pictures that would show something; the others are frames with nothing in them."""
    goals, structure, content, budget_ = plan.goals, plan.structure, plan.content, plan.resources.budget
    reached = {a for channel in content.channels for a in channel.audiences}
    busy = bool(recurrence.occurrences(plan))
    spending = any(line.amount for line in budget_.lines)
    content_of = {
        "organisation": "active" in {*(b.status for b in structure.bodies), *(r.status for r in structure.roles)},
        "raci": any(who for d in structure.decisions for who in _parts(d.raci)),
        "power-interest": any(a.power and a.interest for a in goals.audiences),
        "audience-channels": any(a.id in reached for a in goals.audiences),
        "month-calendar": busy,
        "year-calendar": busy,
        "risk-matrix": any(r.inherent is not None for r in plan.risks.register),
        "budget": spending or bool(budget_.contingency),
        "budget-by-month": spending and recurrence.period(plan) is not None,
        "staff-load": any(week.needed for week in workload(plan).weeks),
    }
    return frozenset(name for name, there in content_of.items() if there)


def _parts(raci_: Raci) -> tuple[tuple[str, ...], ...]:
    return raci_.responsible, raci_.accountable, raci_.consulted, raci_.informed


def _organisation(plan: Plan, language: Language) -> Figure:
    structure = plan.structure
    boxes = [
        organisation.Box(b.id, b.name or b.id, "body", b.parent, tuple(plan.name(m) for m in b.members))
        for b in structure.bodies
        if b.status == "active"
    ]
    for role in structure.roles:
        if role.status == "active":
            holders = tuple(plan.name(h.person) for h in role.holders)
            parent = role.reports_to or role.body
            vacant = len(holders) < role.headcount
            boxes.append(organisation.Box(role.id, role.name or role.id, "role", parent, holders, vacant))
    return organisation.CHART.draw(organisation.Organisation(tuple(boxes)), language)


def _raci(plan: Plan, language: Language) -> Figure:
    parts = ("responsible", "accountable", "consulted", "informed")
    decisions = plan.structure.decisions
    who = dict.fromkeys(w for d in decisions for part in parts for w in getattr(d.raci, part))
    tasks = [
        raci.Task(
            d.name or d.id,
            tuple("".join(p[0].upper() for p in parts if w in getattr(d.raci, p)) for w in who),
        )
        for d in decisions
    ]
    return raci.CHART.draw(raci.Raci(tuple(plan.name(w) for w in who), tuple(tasks)), language)


def _power_interest(plan: Plan, language: Language) -> Figure:
    rows = [
        power_interest.Audience(
            a.name or a.id,
            a.power,
            a.interest,
            term(a.engagement.now).in_language(language),
            term(a.engagement.wanted).in_language(language),
        )
        for a in plan.goals.audiences
    ]
    return power_interest.CHART.draw(power_interest.PowerInterest(tuple(rows)), language)


def _audience_channels(plan: Plan, language: Language) -> Figure:
    channels = plan.content.channels
    rows = []
    for audience in plan.goals.audiences:
        reached: list[audience_channels.Reach | None] = [
            None if audience.id not in c.audiences else "both" if c.two_way else "out" for c in channels
        ]
        rows.append(audience_channels.Audience(audience.name or audience.id, tuple(reached)))
    names = tuple(c.name or c.id for c in channels)
    return audience_channels.CHART.draw(audience_channels.AudienceChannels(names, tuple(rows)), language)


def _month_calendar(plan: Plan, language: Language) -> Figure:
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
    data = month_calendar.MonthCalendar(full[:MONTHS], tuple(entries), tuple(marks), of=len(full))
    return month_calendar.CHART.draw(data, language)


def _year_calendar(plan: Plan, language: Language) -> Figure:
    today = date(2000, 1, 1)
    first, last = recurrence.period(plan) or (today, today)
    items = [year_calendar.Item(o.day, term(o.entry.kind).in_language(language)) for o in recurrence.occurrences(plan)]
    freezes = tuple((f.start, f.end) for f in plan.plan.freezes if f.start and f.end)
    return year_calendar.CHART.draw(year_calendar.YearCalendar(first, last, tuple(items), freezes), language)


def _risk_matrix(plan: Plan, language: Language) -> Figure:
    rows = [
        risk_matrix.Risk(
            r.title or r.id,
            r.likelihood,
            r.impact,
            r.residual.likelihood if r.residual else None,
            r.residual.impact if r.residual else None,
        )
        for r in plan.risks.register
    ]
    scale = plan.risks.scale
    data = risk_matrix.RiskMatrix(tuple(rows), scale.likelihood or (), scale.impact or ())
    return risk_matrix.CHART.draw(data, language)


def _currency(plan: Plan) -> str:
    return plan.resources.budget.currency or plan.plan.currency or ""


def _rates(plan: Plan) -> Mapping[str, Decimal]:
    return {r.currency: Decimal(str(r.rate)) for r in plan.resources.budget.rates}


def _budget(plan: Plan, language: Language) -> Figure:
    own, rates, sums = _currency(plan), _rates(plan), dict[str, float | None]()
    for row in plan.resources.budget.lines:
        category = row.category or row.id
        rate = Decimal(1) if row.currency in (None, own) else rates.get(row.currency or "")
        amount = None if row.amount is None or rate is None else float(row.amount * rate)
        before = sums.get(category, 0.0)
        sums[category] = None if amount is None or before is None else before + amount
    lines = [budget.Line(c, a) for c, a in sums.items()]
    reserve = plan.resources.budget.contingency
    if reserve is not None:
        lines.append(budget.Line(term("contingency").in_language(language), float(reserve), reserve=True))
    return budget.CHART.draw(budget.Budget(own, tuple(lines)), language)


def _budget_by_month(plan: Plan, language: Language) -> Figure:
    own, rates, bounds = _currency(plan), _rates(plan), recurrence.period(plan)
    spend: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for row in plan.resources.budget.lines:
        start, end = row.period.start or (bounds and bounds[0]), row.period.end or (bounds and bounds[1])
        rate = Decimal(1) if row.currency in (None, own) else rates.get(row.currency or "")
        if row.amount is not None and rate is not None and start and end and start <= end:
            months = recurrence.months(start, end)
            for month in months:
                spend[month] += row.amount * rate / len(months)
    funded: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for source in plan.resources.funding:
        if source.amount is not None and bounds:
            day = max(source.available or bounds[0], bounds[0])
            rate = Decimal(1) if source.currency in (None, own) else rates.get(source.currency or "", Decimal(0))
            funded[(day.year, day.month)] += source.amount * rate
    shown = recurrence.months(*bounds) if bounds else []
    rows = [budget_by_month.Month(date(y, m, 1), float(spend[(y, m)]), funded=float(funded[(y, m)])) for y, m in shown]
    return budget_by_month.CHART.draw(budget_by_month.BudgetByMonth(own, tuple(rows)), language)


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


FIGURES: Mapping[str, Draw] = {
    "organisation": _organisation,
    "raci": _raci,
    "power-interest": _power_interest,
    "audience-channels": _audience_channels,
    "month-calendar": _month_calendar,
    "year-calendar": _year_calendar,
    "risk-matrix": _risk_matrix,
    "budget": _budget,
    "budget-by-month": _budget_by_month,
    "staff-load": _staff_load,
}
