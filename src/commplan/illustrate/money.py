"""The pictures of money: the budget by category and by month, the points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from commplan.chart import Figure
from commplan.charts import budget, budget_by_month, points_economy
from commplan.facts import money, points
from commplan.plan import Plan
from commplan.schedule import recurrence
from commplan.terms import term
from commplan.words import Language


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
    bounds = recurrence.period(plan)
    spend, funded = money.planned_by_month(plan, plan.resources.budget.lines), money.funded_by_month(plan)
    shown = recurrence.months(*bounds) if bounds else []
    rows = [budget_by_month.Month(date(y, m, 1), float(spend[y, m]), funded=float(funded[y, m])) for y, m in shown]
    return budget_by_month.CHART.draw(budget_by_month.BudgetByMonth(_currency(plan), tuple(rows)), language)


def _points_economy(plan: Plan, language: Language) -> Figure:
    months = tuple(
        points_economy.Month(m.first, m.issued, m.redeemed, m.lapsed, m.out) for m in points.points(plan).months
    )
    return points_economy.CHART.draw(points_economy.PointsEconomy(months), language)


FIGURES: Mapping[str, Callable[[Plan, Language], Figure]] = {
    "budget": _budget,
    "budget-by-month": _budget_by_month,
    "points-economy": _points_economy,
}
