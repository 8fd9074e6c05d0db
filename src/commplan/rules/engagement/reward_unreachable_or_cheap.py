"""Prizes lie out of reach, or are had for next to nothing.

What one earner collects is reckoned from what the scheme expects: points times `expected_per_month`, over all
`active_earners`, until points lapse (`expiry`; without one, over the plan's period). The cheapest prize costs no more than
that; if even the average cannot pay it, most members never will, since most earn less than the average. The dearest
prize takes longer than a few days; otherwise there is nothing left to come back for. And no prize or level costs more than
a member can have who hits every cap: that one is a promise nobody can collect.

Source: complaints about points schemes (thresholds set too high, points lapse before they buy anything); Discourse trust
levels (limits within reach of a regular).

Bad::

    engagement:
      rewards:
        expiry: P6M
        active_earners: 20
        earn:
          - {id: helped, event: answer-accepted, points: 10, verified: true, cap: {times: 10, per: week}, expected_per_month: 40}
        catalogue:
          - {id: mug, points: 500}

Good::

    engagement:
      rewards:
        expiry: P6M
        active_earners: 20
        earn:
          - {id: helped, event: answer-accepted, points: 10, verified: true, cap: {times: 10, per: week}, expected_per_month: 40}
        catalogue:
          - {id: mug, points: 100}

---

兑换品高不可攀，或唾手可得。

一名成员能攒多少分，按方案自己的预计计算：每次积分 × `expected_per_month`，由全部参与者（`active_earners`）平分，
算到积分过期（`expiry`；未写则算整个方案期）。最便宜的兑换品不应超过这个数：连平均水平都兑不起，多数人就永远兑不起，
因为多数人低于平均。最贵的兑换品不应几天就能兑到，否则再没有回来的理由。任何兑换品或等级所需的积分，
也不应超过一名成员达到全部上限时所能获得的积分：那是谁也兑现不了的承诺。

来源：对积分制度的常见投诉（门槛过高、还没用就过期）；Discourse 信任等级（常客够得着的门槛）。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.engagement import Prize, RewardLevel, Rewards
from commplan.rule import Threshold, rule
from commplan.rules.engagement import NO_POINTS, cap_of, months_between
from commplan.schedule import recurrence
from commplan.words import listed, quote, say

MONTH = Fraction("365.25") / 12
FEWEST_DAYS = Threshold(
    7,
    say(
        "days that an average earner needs for the dearest prize, at least",
        "平均水平的成员至少几天才能兑到最贵的兑换品",
    ),
)


@rule("E106", part="engagement", kind="A", severity="warning", level="solid", thresholds={"fewest_days": FEWEST_DAYS})
def reward_unreachable_or_cheap(plan: Plan, fewest_days: float) -> Iterator[Outcome]:
    rewards = plan.engagement.rewards
    if rewards is None or not any(earn.points for earn in rewards.earn):
        yield NotApplicable(NO_POINTS)
        return
    if not rewards.catalogue and not rewards.levels:
        yield NotApplicable(say("its points buy nothing", "积分不能兑换任何东西"))
        return
    days = _days(plan, rewards)
    if days is None:
        missing = say("when points lapse (`expiry`), or `plan.period`", "积分有效期（`expiry`）或 `plan.period`")
        yield Unknown(rewards.at(on="key"), missing)
        return
    beyond = list(_beyond(rewards, days))
    yield from (problem for _, problem in beyond)
    priced = sorted((p for p in rewards.catalogue if p.stock != 0), key=lambda p: p.points)
    if priced and all(prize is not priced[0] for prize, _ in beyond):
        yield from _average(rewards, priced, days, fewest_days)


def _days(plan: Plan, rewards: Rewards) -> Fraction | None:
    """How long a member can collect until the first points lapse."""
    if rewards.expiry is not None:
        return Fraction(rewards.expiry.days).limit_denominator(10_000)
    bounds = recurrence.period(plan)
    return None if bounds is None else months_between(*bounds) * MONTH


def _beyond(rewards: Rewards, days: Fraction) -> Iterator[tuple[Prize | RewardLevel, Problem]]:
    """What costs more than all caps let one member have; nothing where one of the rules has no cap."""
    caps = [(cap_of(earn), earn.cap.per if earn.cap else "day") for earn in rewards.earn if earn.points]
    if any(cap is None for cap, _ in caps):
        return
    periods = {"day": days, "week": days / 7 + 1, "month": days / MONTH + 1}
    most = int(sum(((cap or 0) * periods[per] for cap, per in caps), Fraction(0)))
    items: tuple[Prize | RewardLevel, ...] = (*rewards.catalogue, *rewards.levels)
    for item in items:
        if item.points > most:
            yield (
                item,
                Problem(
                    item.at("points"),
                    say(
                        "{p} needs {n} points; whoever hits every cap has {m} at most before points lapse",
                        "{p} 需要 {n} 分；即使达到全部上限，在积分过期前最多也只有 {m} 分",
                        p=quote(item.id),
                        n=f"{item.points:,}",
                        m=f"{most:,}",
                    ),
                    say(
                        "ask for fewer points, or raise the caps or `expiry`", "降低所需积分，或提高上限、延长 `expiry`"
                    ),
                ),
            )


def _average(rewards: Rewards, priced: list[Prize], days: Fraction, fewest_days: float) -> Iterator[Outcome]:
    missing = [] if rewards.active_earners else [say("`active_earners`", "`active_earners`")]
    unsized = [e for e in rewards.earn if e.points and e.expected_per_month is None]
    missing += [say("`expected_per_month` of {e}", "{e} 的 `expected_per_month`", e=quote(e.id)) for e in unsized]
    if missing:
        names = listed(missing)
        asked = say("{n}, to tell whether prizes are within reach", "{n}，用于判断兑换品是否够得着", n=names)
        yield Unknown(rewards.at(on="key"), asked)
        return
    monthly = sum((Fraction(str(e.expected_per_month or 0)) * e.points for e in rewards.earn), Fraction(0))
    each = monthly / (rewards.active_earners or 1) / MONTH
    cheapest, dearest = priced[0], priced[-1]
    if cheapest.points > each * days:
        yield _too_dear(cheapest, each, days)
    elif dearest.points < each * Fraction(str(fewest_days)):
        yield _too_cheap(dearest, each)


def _too_dear(prize: Prize, each: Fraction, days: Fraction) -> Problem:
    return Problem(
        prize.at("points"),
        say(
            "{p} is the cheapest prize and needs {n} points; an average earner has {m} before points lapse ({e} a month)",
            "最便宜的兑换品 {p} 需要 {n} 分；平均水平的成员在积分过期前只有 {m} 分（每月 {e} 分）",
            p=quote(prize.id),
            n=f"{prize.points:,}",
            m=f"{int(each * days):,}",
            e=f"{float(each * MONTH):,.3g}",
        ),
        say(
            "offer something smaller too, or give more points; most members earn less than the average",
            "增加更小的兑换品，或提高每次的积分；多数成员低于平均水平",
        ),
    )


def _too_cheap(prize: Prize, each: Fraction) -> Problem:
    return Problem(
        prize.at("points"),
        say(
            "{p} is the dearest prize and needs {n} points; an average earner has them in {d} days",
            "最贵的兑换品 {p} 只需 {n} 分；平均水平的成员 {d} 天就能攒够",
            p=quote(prize.id),
            n=f"{prize.points:,}",
            d=f"{float(prize.points / each):.2g}",
        ),
        say("ask for more points, or offer something greater too", "提高所需积分，或增加更有分量的兑换品"),
    )
