"""The money of a plan: exact decimals, brought into the budget's currency by the rates that the plan states."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from commplan.plan import Plan
from commplan.plan.resources import Line

# ISO 4217: currencies whose smallest unit is not a hundredth
_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"


def budget_currency(plan: Plan) -> str | None:
    """The currency of the budget: its own, else the plan's."""
    return plan.resources.budget.currency or plan.plan.currency


def general_currency(plan: Plan) -> str | None:
    """The currency of amounts that name none of their own (costs, points): the plan's, else the budget's."""
    return plan.plan.currency or plan.resources.budget.currency


def rate(plan: Plan, currency: str | None) -> Decimal | None:
    """What one unit of a currency is worth in the budget's: the latest rate stated, 1 for its own, None unknown."""
    if currency == budget_currency(plan):
        return Decimal(1)
    stated = [r for r in plan.resources.budget.rates if r.currency == currency]
    latest: list[date] = [max(r.date for r in stated)] if stated else []
    return next((Decimal(str(r.rate)) for r in reversed(stated) if r.date in latest), None)


def converted(plan: Plan, amount: Decimal, currency: str | None) -> Decimal | None:
    """An amount in the budget's currency, rounded to its smallest unit if it had to be changed; None without a rate."""
    factor = rate(plan, currency)
    if factor is None or factor == 1:
        return None if factor is None else amount
    return rounded(amount * factor, budget_currency(plan))


def line_amount(plan: Plan, line: Line) -> Decimal | None:
    """The amount of a budget line in the budget's currency; None when the line or the rate is not stated."""
    if line.amount is None:
        return None
    return converted(plan, line.amount, line.currency or budget_currency(plan))


def rounded(amount: Decimal, currency: str | None) -> Decimal:
    """Rounded half up to the smallest unit of the currency, hundredths when it is not known to have others."""
    with localcontext() as context:
        context.prec = 80  # the largest numbers that a plan may hold, multiplied, have more digits than the usual 28
        return amount.quantize(Decimal(1).scaleb(-decimals(currency)), ROUND_HALF_UP)


def decimals(currency: str | None) -> int:
    """How many decimals the smallest unit of a currency has (ISO 4217)."""
    if currency and currency in _WHOLE.split():
        return 0
    return 3 if currency and currency in _THOUSANDTHS.split() else 2


def shown(amount: Decimal, currency: str | None) -> str:
    """As findings write it: `12,500 EUR`, `0.50 EUR`; the fraction only where there is one."""
    whole = amount == amount.to_integral_value()
    places = 0 if whole else max(2, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:,.{places}f} {currency}" if currency else f"{amount:,.{places}f}"
