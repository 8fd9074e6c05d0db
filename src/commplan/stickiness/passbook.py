"""What can be said of the points of a plan: the ledger, and how sure each number of it is."""

from __future__ import annotations

from typing import Literal

from commplan.escape import visible
from commplan.localday import day_date, month_number
from commplan.plan import Plan
from commplan.plan.engagement import Earn, Rewards
from commplan.reckoning.bookkeeping import lapse_day
from commplan.reckoning.ledger import Flow
from commplan.stickiness.points import Account, Liability, liability
from commplan.stickiness.suspicion import BURST, OFTEN, parted
from commplan.words import Words, say

_LISTED = Words("`commplan points --format json` lists them.", "`commplan points --format json` 逐一列出。")
_USUAL = {
    "at-cap": Words(
        "Of the {of} who earn by {r}, {n} go beyond its cap again and again. So many say more of the rule than of single people; {l}",
        "按 {r} 得分的 {of} 人中，有 {n} 人一再超出上限。人数这样多，问题多半在规则而不在个人；{l}",
    ),
    "burst": Words(
        "Of the {of} who earn by {r}, {n} were once paid {b} times or more within ten minutes. So many say more of the rule than "
        "of single people; {l}",
        "按 {r} 得分的 {of} 人中，有 {n} 人曾在十分钟内得分 {b} 次以上。人数这样多，问题多半在规则而不在个人；{l}",
    ),
    "self": Words(
        "{n} people gave to themselves {o} times or more by {r} ({of} earn by it); that is never paid; {l}",
        "有 {n} 人按 {r} 给自己 {o} 次以上（按此得分的有 {of} 人）；这从不计分；{l}",
    ),
}  # fmt: skip


class Said:
    """The ledger of a plan with what can be said of it; where the plan or the activity is silent, sums are unknown."""

    def __init__(self, plan: Plan, rewards: Rewards, found: Account, zone: str) -> None:
        self.plan, self.rewards, self.found, self.zone = plan, rewards, found, zone
        self.whole = found.ledger.span(0, 10**6) or Flow(0, 0)
        self.opening_known = rewards.outstanding is not None
        self.cost: Liability = liability(plan, rewards, self.whole.close)
        self.odd, self.usual = parted(found.suspicions, found.earners)

    @property
    def partly(self) -> bool:
        """Whether more was issued than the activity tells."""
        return bool(self.found.untold or self.found.undated)

    @property
    def bound(self) -> Literal["=", "≥", "≤", "?"]:
        """How what is counted as out stands to what is out: some of what was issued, or all of what was redeemed, may be
        missing from it."""
        more = self.partly or not self.opening_known
        if self.found.redemptions_told:
            return "≥" if more else "="
        return "?" if more else "≤"

    def cells(self, flow: Flow) -> dict[str, int | None]:
        """The numbers of a flow, None for what nobody knows."""
        first = flow.month == self.found.ledger.flows[0].month
        known = self.opening_known if first else self.bound == "="
        return {
            "open": flow.open if known else None,
            "issued": None if self.partly else flow.issued,
            "redeemed": flow.redeemed if self.found.redemptions_told else None,
            "expired": flow.expired if self.bound == "=" or not self._lapsing(flow) else None,
            "revoked": flow.revoked,
            "close": flow.close if self.bound == "=" else None,
        }

    def _lapsing(self, flow: Flow) -> bool:
        """Whether points can have lapsed by its end; how many is only known where it is known what was spent."""
        expiry, flows = self.rewards.expiry, self.found.ledger.flows
        last = flow.month if flow in flows else flows[-1].month
        return expiry is not None and month_number(day_date(lapse_day(self.found.first_day, expiry))) <= last

    def expected(self, rule: Earn) -> int | None:
        """How often the plan thought that a rule would have paid by now."""
        if rule.expected_per_month is None:
            return None
        days = self.found.end_day - self.found.first_day
        return round(float(rule.expected_per_month) * days * 12 / 365.25)

    def common(self) -> list[Words]:
        """What so many do that it tells more of a rule than of them."""
        return [
            say(
                _USUAL[u.kind].en,
                _USUAL[u.kind].zh,
                n=u.members,
                of=u.of,
                r=visible(u.rule),
                b=BURST,
                o=OFTEN,
                l=_LISTED,
            )
            for u in self.usual
        ]

    @property
    def reached(self) -> dict[str, int]:
        """How many members hold each level."""
        return {level.id: self.found.ledger.levels.get(level.id, 0) for level in self.rewards.levels}
