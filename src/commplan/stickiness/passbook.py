"""What can be said of the points of a plan: the ledger, and how sure each number of it is."""

from __future__ import annotations

from typing import Literal

from commplan.plan import Plan
from commplan.plan.engagement import Earn, Rewards
from commplan.reckoning.ledger import Flow
from commplan.stickiness.points import Account, Liability, liability


class Said:
    """The ledger of a plan with what can be said of it; where the plan or the activity is silent, sums are unknown."""

    def __init__(self, plan: Plan, rewards: Rewards, found: Account, zone: str) -> None:
        self.plan, self.rewards, self.found, self.zone = plan, rewards, found, zone
        self.whole = found.ledger.span(0, 10**6) or Flow(0, 0)
        self.opening_known = rewards.outstanding is not None
        self.cost: Liability = liability(plan, rewards, self.whole.close)
        self.suspicions = found.suspicions

    @property
    def bound(self) -> Literal["=", "≥", "≤", "?"]:
        """How what is counted as out stands to what is out: some of what was issued, or all of what was redeemed, may be
        missing from it."""
        more = bool(self.found.untold) or not self.opening_known
        if self.found.redemptions_told:
            return "≥" if more else "="
        return "?" if more else "≤"

    def cells(self, flow: Flow) -> dict[str, int | None]:
        """The numbers of a flow, None for what nobody knows."""
        first = flow.month == self.found.ledger.flows[0].month
        known = self.opening_known if first else self.bound == "="
        return {
            "open": flow.open if known else None,
            "issued": None if self.found.untold else flow.issued,
            "redeemed": flow.redeemed if self.found.redemptions_told else None,
            "expired": flow.expired,
            "revoked": flow.revoked,
            "close": flow.close if self.bound == "=" else None,
        }

    def expected(self, rule: Earn) -> int | None:
        """How often the plan thought that a rule would have paid by now."""
        if rule.expected_per_month is None:
            return None
        days = self.found.end_day - self.found.first_day
        return round(float(rule.expected_per_month) * days * 12 / 365.25)

    @property
    def reached(self) -> dict[str, int]:
        """How many members hold each level."""
        return {level.id: self.found.ledger.levels.get(level.id, 0) for level in self.rewards.levels}
