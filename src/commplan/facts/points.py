"""The course of the points: how many are issued, redeemed and lapsed by the end of each month, and what is still owed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from commplan.money import budget_currency, converted, general_currency, line_amount, rounded
from commplan.plan import Plan
from commplan.plan.engagement import Rewards
from commplan.rules.engagement import issuance, worst_case
from commplan.schedule import recurrence


@dataclass(frozen=True, slots=True)
class Month:
    """Running totals of points at the end of a month; None where the plan does not say enough."""

    first: date
    issued: float
    redeemed: float | None
    lapsed: float | None

    @property
    def out(self) -> float | None:
        """Points that members still hold."""
        return None if self.redeemed is None or self.lapsed is None else self.issued - self.redeemed - self.lapsed


@dataclass(frozen=True, slots=True)
class Points:
    """What the points come to over the plan, in the budget's currency: what redeeming the expected share costs, what the
    line that pays holds, what it is at the worst. `months` is empty when nobody can say how many are issued."""

    months: tuple[Month, ...]
    issued: float | None
    cost: Decimal | None
    held: Decimal | None
    worst: Decimal | None


def points(plan: Plan) -> Points:
    rewards = plan.engagement.rewards
    if rewards is None:
        return Points((), None, None, None, None)
    found = issuance(plan, rewards)
    known = found.points is not None and not found.missing
    issued = found.points if known else None
    line = next((li for li in plan.resources.budget.lines if li.id == rewards.budget_line), None)
    worst = worst_case(plan, rewards)
    share = None if rewards.redemption_rate is None else Fraction(str(rewards.redemption_rate))
    return Points(
        _months(plan, rewards) if known else (),
        None if issued is None else float(issued),
        _cost(plan, rewards, None if issued is None or share is None else issued * share),
        line_amount(plan, line) if line else None,
        _cost(plan, rewards, worst if isinstance(worst, Fraction) else None),
    )


def _cost(plan: Plan, rewards: Rewards, redeemed: Fraction | None) -> Decimal | None:
    if redeemed is None or rewards.cost_per_point is None:
        return None
    cost, general = redeemed * Fraction(rewards.cost_per_point), general_currency(plan)
    whole = rounded(Decimal(cost.numerator) / Decimal(cost.denominator), general)
    return converted(plan, whole, general) if budget_currency(plan) else whole


def _months(plan: Plan, rewards: Rewards) -> tuple[Month, ...]:
    bounds = recurrence.period(plan)
    if bounds is None:
        return ()
    monthly = sum((e.expected_per_month or 0) * e.points for e in rewards.earn)
    firsts = [date(y, m, 1) for y, m in recurrence.months(*bounds)]
    shares = [_share(first, *bounds) for first in firsts]
    wanted = _wanted(rewards)
    issued, redeemed, out = float(rewards.outstanding or 0), 0.0, list[Month]()
    lasting = round(rewards.expiry.days / 365.25 * 12) if rewards.expiry else None
    history = [issued]
    for first, share in zip(firsts, shares, strict=True):
        issued += share * monthly
        history.append(issued)
        if wanted is None:
            out.append(Month(first, issued, None, None))
            continue
        redeemed = min(redeemed + wanted * share / sum(shares), issued - (out[-1].lapsed or 0 if out else 0))
        out.append(Month(first, issued, redeemed, _lapsed(history, lasting, redeemed, out)))
    return tuple(out)


def _share(first: date, start: date, end: date) -> float:
    """How much of a month lies in the period."""
    length = monthrange(first.year, first.month)[1]
    last = first + timedelta(days=length - 1)
    return ((min(last, end) - max(first, start)).days + 1) / length


def _wanted(rewards: Rewards) -> float | None:
    """Points that the expected redemptions take over the whole plan; None when a prize does not say how many."""
    if not rewards.catalogue or any(p.expected_redemptions is None for p in rewards.catalogue):
        return None
    return float(sum(p.points * (p.expected_redemptions or 0) for p in rewards.catalogue))


def _lapsed(history: list[float], lasting: int | None, redeemed: float, before: list[Month]) -> float:
    """Points older than they last that nobody has redeemed; the oldest are redeemed first."""
    already = (before[-1].lapsed or 0.0) if before else 0.0
    if lasting is None or len(history) <= lasting:
        return already
    return max(already, history[-1 - lasting] - redeemed)
