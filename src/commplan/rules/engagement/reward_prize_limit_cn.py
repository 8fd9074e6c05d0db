"""A lucky draw gives more than the law of China allows.

In a lucky draw held in China no prize is worth more than the limit, at its market price, whether it is money, a thing, a trip,
a virtual good or a discount; and where one ticket or one purchase can win several times (`wins_each`), the best of them count
together. The plan is taken to be for China when its holidays or its zone are, or a channel is on WeChat. Above the limit
the market authority fines from 50,000 to 500,000 yuan, and a platform takes the draw down in the middle of the campaign.

Source: China, Interim Provisions on Regulating Promotion (SAMR order 32 of 2020), article 17; Anti-Unfair Competition Law, on
sales with prizes.

Bad::

    plan: {currency: CNY, holidays: CN, timezone: Asia/Shanghai}
    engagement:
      rewards:
        draws:
          - id: spring-draw
            wins_each: 2
            prizes:
              - {name: Trip to the tea mountain, value: 30000, count: 2}
              - {name: Tea for a year, value: 3600, count: 20}

Good::

    plan: {currency: CNY, holidays: CN, timezone: Asia/Shanghai}
    engagement:
      rewards:
        draws:
          - id: spring-draw
            wins_each: 1
            prizes:
              - {name: Trip to the tea mountain, value: 30000, count: 2}
              - {name: Tea for a year, value: 3600, count: 20}

---

抽奖的奖品超过中国法律的上限。

在中国举办的抽奖，任何一份奖品按市场价都不得超过上限，无论是现金、实物、旅行、虚拟物品还是折扣；同一奖券或一次购买可多次中奖的
（`wins_each`），最高的几份合并计算。方案的节假日或时区在中国，或有微信渠道，即视为在中国举办。超过上限的，市场监管部门处五万元以上
五十万元以下罚款，平台也会在活动中途下架。

来源：《规范促销行为暂行规定》（国家市场监督管理总局令第 32 号）第十七条；《反不正当竞争法》关于有奖销售的规定。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.legal import Limit, limits
from commplan.money import converted, general_currency, rate, shown
from commplan.plan import Plan
from commplan.plan.engagement import Draw, DrawPrize
from commplan.rule import rule
from commplan.rules.engagement import in_china
from commplan.words import Words, quote, say


@rule("E103", part="engagement", kind="A")
def reward_prize_limit_cn(plan: Plan) -> Iterator[Outcome]:
    draws = plan.engagement.rewards.draws if plan.engagement.rewards else ()
    if not draws:
        yield NotApplicable(say("the plan has no lucky draw", "方案没有抽奖"))
    elif not in_china(plan):
        yield NotApplicable(say("nothing in the plan says that it is for China", "方案没有表明在中国举办"))
    else:
        limit = limits()["cn-draw-prize"]
        for draw in draws:
            yield from _judged(plan, draw, limit)


def _judged(plan: Plan, draw: Draw, limit: Limit) -> Iterator[Outcome]:
    unpriced = [p for p in draw.prizes if p.value is None]
    for prize in unpriced:
        missing = say(
            "what {p} of draw {d} is worth (`value`)",
            "抽奖 {d} 中 {p} 的市场价（`value`）",
            p=_name(prize),
            d=quote(draw.id),
        )
        yield Unknown(prize.at(), missing)
    worth = [(_yuan(plan, p.value), p) for p in draw.prizes if p.value is not None and p.count]
    if any(yuan is None for yuan, _ in worth):
        own = general_currency(plan)
        yield Unknown(
            draw.at(),
            say("a rate from {c} to {u} (`rates`)", "{c} 兑 {u} 的汇率（`rates`）", c=own, u=limit.unit)
            if own
            else say("the currency of the plan (`plan.currency`)", "方案的货币（`plan.currency`）"),
        )
        return
    ranked = sorted(((yuan or Decimal(0), p) for yuan, p in worth), key=lambda pair: -pair[0])
    dear = [p for yuan, p in ranked if yuan > limit.value]
    for prize in dear:
        yield _one(plan, draw, prize, limit)
    if not dear and ranked:
        yield from _together(draw, ranked, limit, bool(unpriced))


def _together(draw: Draw, ranked: list[tuple[Decimal, DrawPrize]], limit: Limit, open_: bool) -> Iterator[Outcome]:
    """What the wins of one ticket come to; not asked for where all that can be won stays below the limit anyway."""
    if draw.wins_each is None:
        if not open_ and _best(ranked, None)[0] > limit.value:
            missing = say(
                "how often one ticket of draw {d} can win (`wins_each`), since wins count together",
                "抽奖 {d} 的一张奖券最多可中奖几次（`wins_each`），多次中奖须合并计算",
                d=quote(draw.id),
            )
            yield Unknown(draw.at(), missing)
        return
    total, prizes = _best(ranked, draw.wins_each)
    if total > limit.value:
        yield Problem(
            draw.at("wins_each"),
            say(
                "one ticket of draw {d} can win {n} times, together {v}; the law allows {l} (as of {a})",
                "抽奖 {d} 的一张奖券可中奖 {n} 次，合计 {v}；法律上限为 {l}（截至 {a}）",
                d=quote(draw.id),
                n=draw.wins_each,
                v=shown(total, limit.unit),
                l=shown(Decimal(limit.value), limit.unit),
                a=limit.as_of,
            ),
            say(
                "let a ticket win once, or lower the prizes: {s}",
                "改为一张奖券只能中奖一次，或降低奖品价值：{s}",
                s=limit.source,
            ),
            tuple(Related(p.at(), say("counts towards it", "计入合计")) for p in prizes),
        )


def _best(ranked: list[tuple[Decimal, DrawPrize]], wins: int | None) -> tuple[Decimal, list[DrawPrize]]:
    """What so many wins can be worth at the most, all of them when None, and with which prizes."""
    total, counted = Decimal(0), []
    for yuan, prize in ranked:
        taken = prize.count if wins is None else min(prize.count, wins)
        if taken:
            total += yuan * taken
            counted.append(prize)
        wins = None if wins is None else wins - taken
    return total, counted


def _one(plan: Plan, draw: Draw, prize: DrawPrize, limit: Limit) -> Problem:
    return Problem(
        prize.at("value"),
        say(
            "{p} of draw {d} is worth {v}; the law allows {l} (as of {a})",
            "抽奖 {d} 中 {p} 价值 {v}；法律上限为 {l}（截至 {a}）",
            p=_name(prize),
            d=quote(draw.id),
            v=shown(prize.value or Decimal(0), general_currency(plan)),
            l=shown(Decimal(limit.value), limit.unit),
            a=limit.as_of,
        ),
        say("choose a prize within the limit: {s}", "请换成上限以内的奖品：{s}", s=limit.source),
    )


def _name(prize: DrawPrize) -> Words:
    return quote(prize.name) if prize.name else say("a prize", "一份奖品")


def _yuan(plan: Plan, value: Decimal | None) -> Decimal | None:
    """A price in yuan; None without the rates for it, or without a currency."""
    own = general_currency(plan)
    if value is None or own is None or own == "CNY":
        return value if own else None
    yuan, held = rate(plan, "CNY"), converted(plan, value, own)
    return held / yuan if held is not None and yuan else None
