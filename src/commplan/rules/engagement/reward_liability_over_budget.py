"""Rewards are promised that the budget does not pay.

Points are a debt. What the scheme is expected to issue over the plan (points times `expected_per_month`, for each
month) and what is `outstanding` already, times the share that will be redeemed, times the cost of a point, fits into
the budget line that pays for it (`rewards.budget_line`). Where prizes state how often they will be asked for, that is
held against their stock, and what it costs against the same line. A finding also tells the worst case: every cap hit
by all `active_earners`, and everything redeemed. A scheme that starts from nothing says `outstanding: 0`. Shops that
closed over their own points did not plan to: they had never multiplied.

Source: IFRS 15 (customer options as obligations); liability = outstanding points x cost per point x redemption rate.

Bad::

    engagement:
      rewards:
        cost_per_point: 0.1
        redemption_rate: 0.6
        outstanding: 0
        active_earners: 100
        budget_line: prizes
        expiry: P1Y
        earn:
          - {id: answered, event: answer-accepted, points: 10, expected_per_month: 500, cap: {times: 2, per: day}}
        catalogue:
          - {id: mug, points: 100, unit_cost: 10}
    resources:
      funding:
        - {id: grant, amount: 3000}
      budget:
        total: 3000
        lines:
          - {id: prizes, amount: 3000, funding: grant}

Good::

    engagement:
      rewards:
        cost_per_point: 0.1
        redemption_rate: 0.6
        outstanding: 0
        active_earners: 100
        budget_line: prizes
        expiry: P1Y
        earn:
          - {id: answered, event: answer-accepted, points: 10, expected_per_month: 400, cap: {times: 2, per: day}}
        catalogue:
          - {id: mug, points: 100, unit_cost: 10}
    resources:
      funding:
        - {id: grant, amount: 3000}
      budget:
        total: 3000
        lines:
          - {id: prizes, amount: 3000, funding: grant}

---

承诺的奖励超出预算。

积分是负债。方案期内预计发放的积分（每次积分 × `expected_per_month` × 月数）加上已发未兑的积分（`outstanding`），
乘以兑换率，再乘以每分成本，应不超过支付它的预算科目（`rewards.budget_line`）。兑换品写明预计兑换数量时，
该数量与库存比较，所需费用与同一科目比较。发现问题时还会给出最坏情形：所有参与者（`active_earners`）都达到上限、
积分全部兑换。从零开始的积分制度写 `outstanding: 0`。被自己的积分拖垮的商家并非有意为之，只是从来没有乘过一遍。

来源：IFRS 15（客户选择权构成履约义务）；积分负债 = 未兑积分 × 每分成本 × 兑换率。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.money import budget_currency, converted, general_currency, line_amount, rounded, shown
from commplan.plan import Plan
from commplan.plan.engagement import Prize, Rewards
from commplan.plan.resources import Line
from commplan.rule import rule
from commplan.rules.engagement import Issuance, issuance, worst_case
from commplan.words import Words, listed, quote, say


@rule("E101", part="engagement", kind="A", level="solid")
def reward_liability_over_budget(plan: Plan) -> Iterator[Outcome]:
    rewards = plan.engagement.rewards
    if rewards is None:
        yield NotApplicable(say("the plan has no rewards", "方案没有积分奖励"))
        return
    if not rewards.catalogue and rewards.cost_per_point is None and rewards.budget_line is None:
        yield NotApplicable(say("its points buy nothing", "积分不能兑换任何东西"))
        return
    yield from _stock(rewards)
    line = next((li for li in plan.resources.budget.lines if li.id == rewards.budget_line), None)
    if rewards.budget_line is None:
        missing = say("the budget line that pays for rewards (`budget_line`)", "支付奖励的预算科目（`budget_line`）")
        yield Unknown(rewards.at(), missing)
    elif line is not None and line.amount is None:
        yield Unknown(line.at(), say("the amount of line {x}", "科目 {x} 的金额", x=quote(line.id)))
    elif line is not None and line_amount(plan, line) is not None:
        yield from _points(plan, rewards, line)
        yield from _catalogue(plan, rewards, line)


def _stock(rewards: Rewards) -> Iterator[Outcome]:
    for prize in rewards.catalogue:
        expected, stock = prize.expected_redemptions, prize.stock
        if stock is not None and expected is None:
            missing = say(
                "how often prize {p} will be asked for (`expected_redemptions`)",
                "兑换品 {p} 的预计兑换数量（`expected_redemptions`）",
                p=quote(prize.id),
            )
            yield Unknown(prize.at(), missing)
        elif stock is not None and expected is not None and expected > stock:
            yield Problem(
                prize.at("expected_redemptions"),
                say(
                    "prize {p} is expected to be asked for {n} times, and there are {s}",
                    "兑换品 {p} 预计兑换 {n} 份，库存只有 {s} 份",
                    p=quote(prize.id),
                    n=f"{expected:,}",
                    s=f"{stock:,}",
                ),
                say(
                    "get {more} more, or raise its price in points",
                    "补足 {more} 份，或提高所需积分",
                    more=f"{expected - stock:,}",
                ),
                (Related(prize.at("stock"), say("the stock", "库存")),),
            )


def _points(plan: Plan, rewards: Rewards, line: Line) -> Iterator[Outcome]:
    found = issuance(plan, rewards)
    missing = [key for key in ("cost_per_point", "redemption_rate") if getattr(rewards, key) is None]
    if not missing and found.points is not None:
        share, price = Fraction(str(rewards.redemption_rate)), Fraction(rewards.cost_per_point or 0)
        needed, held = _needed(plan, found.points * share * price), line_amount(plan, line)
        if needed is None:
            currencies = {"a": general_currency(plan), "b": budget_currency(plan)}
            rate = say("a rate from {a} to {b} (`rates`)", "{a} 兑 {b} 的汇率（`rates`）", **currencies)
            yield Unknown(plan.resources.budget.at(), rate)
            return
        if held is not None and needed > held:
            yield _over(plan, rewards, line, found, needed)
            return
    names = [*(Words(f"`{key}`", f"`{key}`") for key in missing), *found.missing]
    if names:
        joined = listed(names)
        yield Unknown(rewards.at(), say("{n}, to work out what points will cost", "{n}，用于计算积分成本", n=joined))


def _needed(plan: Plan, cost: Fraction) -> Decimal | None:
    """A cost in the budget's currency, to its smallest unit; None without a rate."""
    general = general_currency(plan)
    whole = rounded(Decimal(cost.numerator) / Decimal(cost.denominator), general)
    return converted(plan, whole, general)


def _over(plan: Plan, rewards: Rewards, line: Line, found: Issuance, needed: Decimal) -> Problem:
    own = budget_currency(plan)
    return Problem(
        rewards.at("budget_line"),
        say(
            "points are expected to cost {cost}, budget line {x} holds {held}: "
            "{sum} points x {rate} redeemed x {price}",
            "积分预计需要 {cost}，预算科目 {x} 只有 {held}：{sum}分 x 兑换率 {rate} x 每分 {price}",
            cost=shown(needed, own),
            x=quote(line.id),
            held=shown(line_amount(plan, line) or Decimal(0), own),
            sum=found.account,
            rate=rewards.redemption_rate,
            price=shown(rewards.cost_per_point or Decimal(0), general_currency(plan)),
        ),
        say(
            "raise the line, or give fewer points for it; {worst}",
            "提高科目金额，或减少发放的积分；{worst}",
            worst=_worst(plan, rewards),
        ),
        (Related(line.at("amount"), say("the budget line", "预算科目")),),
    )


def _worst(plan: Plan, rewards: Rewards) -> Words:
    points = worst_case(plan, rewards)
    if isinstance(points, Words):
        return points
    cost = _needed(plan, points * Fraction(rewards.cost_per_point or 0)) or Decimal(0)
    return say(
        "in the worst case, all caps hit and all redeemed, it is {cost}",
        "最坏情形（全员达到上限、全部兑换）需要 {cost}",
        cost=shown(cost, budget_currency(plan)),
    )


def _catalogue(plan: Plan, rewards: Rewards, line: Line) -> Iterator[Outcome]:
    """What the expected redemptions cost, as far as prizes state how many they expect."""
    if all(prize.expected_redemptions is None for prize in rewards.catalogue):
        return
    priced = [p for p in rewards.catalogue if p.unit_cost is not None and p.expected_redemptions is not None]
    cost = sum(((p.unit_cost or Decimal(0)) * (p.expected_redemptions or 0) for p in priced), Decimal(0))
    general, own = general_currency(plan), budget_currency(plan)
    needed, held = converted(plan, cost, general), line_amount(plan, line)
    if needed is not None and held is not None and needed > held:
        ordered = sorted(priced, key=lambda p: -(p.unit_cost or 0) * (p.expected_redemptions or 0))
        parts = [
            say(
                "{p} {n} x {c}",
                "{p} {n} x {c}",
                p=quote(p.id),
                n=p.expected_redemptions,
                c=shown(p.unit_cost or Decimal(0), general),
            )
            for p in ordered
        ]
        more = ["..."] if len(parts) > 4 else []
        yield Problem(
            rewards.at("catalogue", on="key"),
            say(
                "the expected redemptions cost {cost}, budget line {x} holds {held}: {parts}",
                "预计兑换需要 {cost}，预算科目 {x} 只有 {held}：{parts}",
                cost=shown(needed, own),
                x=quote(line.id),
                held=shown(held, own),
                parts=listed([*parts[:4], *more], " + ", " + "),
            ),
            say("raise the line, or offer less for the points", "提高科目金额，或减少可兑换的物品"),
            (Related(line.at("amount"), say("the budget line", "预算科目")),),
        )
        return
    for prize in rewards.catalogue:
        if prize not in priced:
            yield from _incomplete(prize)


def _incomplete(prize: Prize) -> Iterator[Unknown]:
    keys = [key for key in ("unit_cost", "expected_redemptions") if getattr(prize, key) is None]
    if prize.stock is not None and keys == ["expected_redemptions"]:
        return
    names = Words(" and ".join(f"`{k}`" for k in keys), "与 ".join(f"`{k}`" for k in keys))
    yield Unknown(prize.at(), say("{keys} of prize {p}", "兑换品 {p} 的 {keys}", keys=names, p=quote(prize.id)))
