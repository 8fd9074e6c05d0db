"""What the budget comes to: by category, by source of money, and what each activity takes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from commplan.money import budget_currency, converted, general_currency, line_amount
from commplan.plan import Plan
from commplan.plan.resources import Funding, Line
from commplan.rules.resources import costs
from commplan.schedule import recurrence


@dataclass(frozen=True, slots=True)
class Category:
    """The lines of one category together; no amount when one of them, or a rate of exchange, is not stated."""

    name: str
    amount: Decimal | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Source:
    """A source of money and what the lines take of it; `left` is None when either is not known."""

    funding: Funding
    amount: Decimal | None
    taken: Decimal | None
    left: Decimal | None
    lines: int


@dataclass(frozen=True, slots=True)
class Spending:
    """What an activity costs by what the plan says of it: one time, how often, in all."""

    name: str
    each: Decimal
    count: int | None
    total: Decimal | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """The budget in its own currency. `total` is what the plan states, `sum` what its lines
    and reserve add up to, `funded` what all sources give together."""

    currency: str | None
    total: Decimal | None
    sum: Decimal | None
    contingency_share: float | None
    categories: tuple[Category, ...]
    sources: tuple[Source, ...]
    funded: Decimal | None
    unfunded: tuple[Line, ...]
    spending: tuple[Spending, ...]


def money(plan: Plan) -> Money:
    budget = plan.resources.budget
    whole = _sum([*(line_amount(plan, line) for line in budget.lines), budget.contingency or Decimal(0)])
    of = budget.total or whole
    sources = tuple(_source(plan, funding) for funding in plan.resources.funding)
    return Money(
        budget_currency(plan),
        budget.total,
        whole if budget.lines else None,
        _share(budget.contingency, of),
        _categories(plan, of),
        sources,
        _sum([source.amount for source in sources]) if sources else None,
        tuple(line for line in budget.lines if line.funding is None),
        _spending(plan),
    )


def planned_by_month(plan: Plan, lines: Sequence[Line]) -> dict[tuple[int, int], Decimal]:
    """What these lines plan for each (year, month), spread evenly over their months; lines whose amount, currency or period is
    not known are not in it."""
    bounds, found = recurrence.period(plan), defaultdict[tuple[int, int], Decimal](Decimal)
    for line in lines:
        start, end = line.period.start or (bounds and bounds[0]), line.period.end or (bounds and bounds[1])
        amount = line_amount(plan, line)
        if amount is not None and start and end and start <= end:
            months = recurrence.months(start, end)
            for month in months:
                found[month] += amount / len(months)
    return found


def funded_by_month(plan: Plan) -> dict[tuple[int, int], Decimal]:
    """What becomes available in each (year, month) of the plan's period; what was there before counts to its first."""
    bounds, found = recurrence.period(plan), defaultdict[tuple[int, int], Decimal](Decimal)
    for funding in plan.resources.funding:
        amount = funding.amount
        known = None if amount is None else converted(plan, amount, funding.currency or budget_currency(plan))
        if known is not None and bounds:
            day = max(funding.available or bounds[0], bounds[0])
            found[day.year, day.month] += known
    return found


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [a for a in amounts if a is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _share(amount: Decimal | None, of: Decimal | None) -> float | None:
    return float(amount / of) if amount is not None and of else None


def _categories(plan: Plan, of: Decimal | None) -> tuple[Category, ...]:
    found: dict[str, list[Decimal | None]] = {}
    for line in plan.resources.budget.lines:
        found.setdefault(line.category or line.id, []).append(line_amount(plan, line))
    sums = {name: _sum(amounts) for name, amounts in found.items()}
    ordered = sorted(sums.items(), key=lambda item: (item[1] is None, -(item[1] or 0)))
    return tuple(Category(name, amount, _share(amount, of)) for name, amount in ordered)


def _source(plan: Plan, funding: Funding) -> Source:
    own = budget_currency(plan)
    amount = None if funding.amount is None else converted(plan, funding.amount, funding.currency or own)
    lines = [line for line in plan.resources.budget.lines if line.funding == funding.id]
    taken = _sum([line_amount(plan, line) for line in lines])
    left = amount - taken if amount is not None and taken is not None else None
    return Source(funding, amount, taken, left, len(lines))


def _spending(plan: Plan) -> tuple[Spending, ...]:
    general = general_currency(plan)
    out = []
    for cost in costs(plan):
        each = converted(plan, cost.each, general)
        if each is not None:
            total = None if cost.count is None else each * cost.count
            name = plan.name(cost.id) if cost.id in plan.objects else cost.name
            out.append(Spending(name, each, cost.count, total, tuple(line.id for line in cost.lines)))
    return tuple(sorted(out, key=lambda s: -(s.total or 0)))
