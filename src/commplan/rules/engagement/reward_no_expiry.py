"""Points never lapse.

Where points buy something, `rewards.expiry` says when they lapse. Without it every point ever issued stays a debt: the pile
grows until the budget line can no longer pay for a rush on it, and members who left years ago hold most of it. Where points
only raise to a level, those who came first keep it without doing anything more, and newcomers see that they cannot catch up;
this is said as a hint. Announce the date, and remind people before it.

Source: IFRS 15 (points are an obligation until they lapse); Orbit model (love decays by month).

Bad::

    engagement:
      rewards:
        earn:
          - {id: helped, event: answer-accepted, points: 10, verified: true, cap: {times: 3, per: day}}
        catalogue:
          - {id: mug, points: 100}

Good::

    engagement:
      rewards:
        expiry: P1Y
        earn:
          - {id: helped, event: answer-accepted, points: 10, verified: true, cap: {times: 3, per: day}}
        catalogue:
          - {id: mug, points: 100}

---

积分永不过期。

积分可以兑换物品时，`rewards.expiry` 写明有效期。没有有效期，发出的每一分都一直是负债：越积越多，一旦集中兑换，预算科目便支付不起，
而其中大半在早已离开的人手里。积分只用于升级时，先来的人不再做任何事也能保持等级，新人看得出自己追不上；这种情形只作提示。
到期日要公布，到期前要提醒。

来源：IFRS 15（积分在失效之前构成履约义务）；Orbit 模型（热情逐月衰减）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Severity
from commplan.plan import Plan
from commplan.rule import rule
from commplan.rules.engagement import NO_POINTS
from commplan.words import say


@rule("E105", part="engagement", kind="F", severity="warning", level="solid")
def reward_no_expiry(plan: Plan) -> Iterator[Outcome]:
    rewards = plan.engagement.rewards
    if rewards is None or not (rewards.earn or rewards.outstanding):
        yield NotApplicable(NO_POINTS)
    elif rewards.expiry is not None:
        return
    elif rewards.catalogue or rewards.cost_per_point is not None:
        yield Problem(
            rewards.at(on="key"),
            say(
                "points never lapse, so every point ever given stays a debt",
                "积分永不过期，发出的每一分都一直是负债",
            ),
            say(
                "add `expiry: P1Y` (or another span), and tell members before they lapse",
                "加上 `expiry: P1Y`（或其他期限），并在到期前告知成员",
            ),
        )
    elif rewards.levels:
        yield Problem(
            rewards.at("levels", on="key"),
            say(
                "points never lapse, so whoever has reached a level keeps it without doing anything more",
                "积分永不过期，升到某一等级的人不再做任何事也能保持",
            ),
            say("add `expiry: P1Y` (or another span)", "加上 `expiry: P1Y`（或其他期限）"),
            severity=Severity.INFO,
        )
    else:
        yield NotApplicable(say("its points buy nothing", "积分不能兑换任何东西"))
