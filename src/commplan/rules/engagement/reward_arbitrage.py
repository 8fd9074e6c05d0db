"""A point is worth far more in one prize than in another.

What the community pays for a point (`unit_cost` over `points`) is about the same for all prizes, and about the
`cost_per_point` that the plan reckons with. Members find the best bargain within days: the one prize that is worth three times
its points is emptied, resold, and farmed for, and what the scheme costs has nothing to do with what was planned. A prize
that costs no points at all is a gift and belongs elsewhere.

Source: points economies (farming and resale follow the price per point); the liability of a scheme is outstanding points
times cost per point, so one price must hold for all.

Bad::

    engagement:
      rewards:
        expiry: P1Y
        catalogue:
          - {id: sticker, points: 100, unit_cost: 2}
          - {id: jacket, points: 500, unit_cost: 40}

Good::

    engagement:
      rewards:
        expiry: P1Y
        catalogue:
          - {id: sticker, points: 100, unit_cost: 2}
          - {id: jacket, points: 2000, unit_cost: 40}

---

同样一分，换不同的东西价值悬殊。

社群为一分付出的成本（`unit_cost` ÷ `points`），各兑换品应大致相同，也应与方案所用的 `cost_per_point` 大致相同。
成员几天之内就会找到最划算的那一件：价值三倍于积分的兑换品会被抢空、转卖、专门刷分来换，制度的实际成本与预算再无关系。
不需要积分的兑换品属于赠品，应另行安排。

来源：积分经济（刷分与转卖跟着每分价格走）；积分负债 = 未兑积分 × 每分成本，因此各处须是同一价格。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.money import general_currency, shown
from commplan.plan import Plan
from commplan.plan.engagement import Prize, Rewards
from commplan.rule import Threshold, rule
from commplan.words import quote, say

# a better price for saving up is common; twice as good is where resale begins to pay for the trouble
MOST_APART = Threshold(
    2,
    say(
        "how many times as much a point may be worth in one prize as in another",
        "同一分在不同兑换品中的价值最多相差几倍",
    ),
    1,
)


@rule("E107", part="engagement", kind="A", severity="warning", level="solid", thresholds={"most_apart": MOST_APART})
def reward_arbitrage(plan: Plan, most_apart: float) -> Iterator[Outcome]:
    rewards = plan.engagement.rewards
    offered = [p for p in rewards.catalogue if p.stock != 0] if rewards else []
    if rewards is None or not offered:
        yield NotApplicable(say("points buy no prizes", "没有可用积分兑换的物品"))
        return
    free = [p for p in offered if not p.points]
    for prize in free:
        words = say("prize {p} costs no points at all", "兑换品 {p} 不需要任何积分", p=quote(prize.id))
        yield Problem(prize.at("points"), words, say("give it a price, or take it out", "写明所需积分，或从目录中去掉"))
    bought = [p for p in offered if p.points]
    if len(bought) < 2 and rewards.cost_per_point is None:
        if not free:
            yield NotApplicable(say("there is nothing to compare its one prize with", "只有一种兑换品，无从比较"))
        return
    for prize in bought:
        if prize.unit_cost is None:
            missing = say("what prize {p} costs (`unit_cost`)", "兑换品 {p} 的成本（`unit_cost`）", p=quote(prize.id))
            yield Unknown(prize.at(), missing)
    yield from _compared(plan, rewards, [p for p in bought if p.unit_cost is not None], Fraction(str(most_apart)))


def _each(prize: Prize) -> Fraction:
    return Fraction(prize.unit_cost or 0) / prize.points


def _compared(plan: Plan, rewards: Rewards, priced: list[Prize], most_apart: Fraction) -> Iterator[Problem]:
    if not priced:
        return
    ranked = sorted(priced, key=_each)
    worst, best = ranked[0], ranked[-1]
    stated = Fraction(rewards.cost_per_point or 0)
    if _each(best) > most_apart * _each(worst):
        yield _apart(plan, best, worst)
    elif rewards.cost_per_point is not None and _each(best) > most_apart * stated:
        yield _underrated(plan, rewards, best, stated)


def _apart(plan: Plan, best: Prize, worst: Prize) -> Problem:
    names = {"p": quote(best.id), "q": quote(worst.id)}
    return Problem(
        best.at(),
        say(
            "a point is worth {a} in prize {p} and {b} in prize {q}",
            "一分在兑换品 {p} 中值 {a}，在 {q} 中值 {b}",
            a=_money(plan, _each(best)),
            b=_money(plan, _each(worst)),
            **names,
        ),
        say("ask for more points for {p}, or fewer for {q}", "提高 {p} 所需积分，或降低 {q} 的", **names),
        (Related(worst.at(), say("the worst bargain", "最不划算的一件")),),
    )


def _underrated(plan: Plan, rewards: Rewards, best: Prize, stated: Fraction) -> Problem:
    return Problem(
        best.at(),
        say(
            "a point is worth {a} in prize {p}; the plan reckons with {b} (`cost_per_point`)",
            "一分在兑换品 {p} 中值 {a}；方案按 {b} 计算（`cost_per_point`）",
            p=quote(best.id),
            a=_money(plan, _each(best)),
            b=_money(plan, stated),
        ),
        say(
            "correct `cost_per_point`, or ask for more points for {p}",
            "请更正 `cost_per_point`，或提高 {p} 所需积分",
            p=quote(best.id),
        ),
        (Related(rewards.at("cost_per_point"), say("what the plan reckons with", "方案所用的每分成本")),),
    )


def _money(plan: Plan, value: Fraction) -> str:
    """A price per point: it may be below the smallest coin, so it is told to three digits."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return shown(Decimal(f"{exact:.3g}"), general_currency(plan))
