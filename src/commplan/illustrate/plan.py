"""The pictures of a plan, by the ids that templates call them by; each is drawn only when a document asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from commplan.chart import Figure
from commplan.charts import audience_channels, organisation, power_interest, raci, risk_matrix
from commplan.facts import points
from commplan.illustrate import money, times
from commplan.plan import Plan
from commplan.plan.structure import Raci
from commplan.schedule import recurrence
from commplan.schedule.workload import workload
from commplan.terms import term
from commplan.words import Language

Draw = Callable[[Plan, Language], Figure]


def figure(plan: Plan, id_: str, language: Language) -> Figure | None:
    """The picture of this id; None when there is none of that name."""
    draw = FIGURES.get(id_)
    return draw(plan, language) if draw else None


def drawable(plan: Plan) -> frozenset[str]:
    """The pictures that would show something; the others are frames with nothing in them."""
    goals, structure, content, budget_ = plan.goals, plan.structure, plan.content, plan.resources.budget
    reached = {a for channel in content.channels for a in channel.audiences}
    months = {(o.day.year, o.day.month) for o in recurrence.occurrences(plan)}
    busy = bool(months)
    spending = any(line.amount for line in budget_.lines)
    content_of = {
        "organisation": "active" in {*(b.status for b in structure.bodies), *(r.status for r in structure.roles)},
        "raci": any(who for d in structure.decisions for who in _parts(d.raci)),
        "power-interest": any(a.power and a.interest for a in goals.audiences),
        "audience-channels": any(a.id in reached for a in goals.audiences),
        # Of a longer period a few months say little: the calendar, a document of its own, holds them all.
        "month-calendar": 0 < len(months) <= times.MONTHS,
        "month-calendars": busy,
        "year-calendar": busy,
        "gantt": busy,
        "risk-matrix": any(r.inherent is not None for r in plan.risks.register),
        "budget": spending or bool(budget_.contingency),
        "budget-by-month": spending and recurrence.period(plan) is not None,
        "points-economy": bool(points.points(plan).months),
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


FIGURES: Mapping[str, Draw] = {
    "organisation": _organisation,
    "raci": _raci,
    "power-interest": _power_interest,
    "audience-channels": _audience_channels,
    "risk-matrix": _risk_matrix,
    **times.FIGURES,
    **money.FIGURES,
}
