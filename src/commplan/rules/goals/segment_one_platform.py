"""Core members who can be reached on one platform only.

Audiences marked `core: true`, and those with much power and much interest (4 or 5 each), are reached by channels on at
least two platforms, or by one whose `fallback` is on another. Two groups on the same platform are one: a suspended
account, a policy change or an outage takes both away on the same day, and the people with them. Where the whole plan is on
one platform, that is one risk for the register and not a fault of each audience: such plans are left alone here.

Source: common practice of private-domain communities (a backup channel for each platform); risk catalogues (platform ban,
lock-in).

Bad::

    goals:
      audiences: [{id: regulars, core: true}]
    content:
      channels:
        - {id: lounge, platform: discord, audiences: [regulars], two_way: true}
        - {id: projects, platform: discord, audiences: [regulars], two_way: true}
        - {id: open-door, platform: in-person, two_way: true}

Good::

    goals:
      audiences: [{id: regulars, core: true}]
    content:
      channels:
        - {id: lounge, platform: discord, audiences: [regulars], two_way: true, fallback: letters}
        - {id: letters, platform: email, audiences: [regulars], two_way: true}

---

核心成员只能在一个平台上联系到。

标为 `core: true` 的受众，以及权力、利益都高（均为 4 或 5）的受众，应由至少两个平台上的渠道触达，或渠道的 `fallback`
在另一平台。同一平台上的两个群只能算一个：账号被封、规则调整或平台故障，会让它们在同一天失效，人也就联系不上了。
整个方案都只在一个平台上的，属于应写入风险登记册的一项风险，而不是每个受众各自的问题，这里不查。

来源：私域社群的通行做法（每个平台都有备用渠道）；风险目录（平台封禁、平台锁定）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel
from commplan.plan.goals import Audience
from commplan.platforms import as_meant
from commplan.rule import rule
from commplan.rules.goals import misnamed
from commplan.words import quote, say

MUCH = 4
"""Power and interest from which a group is to be managed closely: the upper two of five."""


@rule("G112", part="goals", kind="X", severity="warning", level="solid")
def segment_one_platform(plan: Plan) -> Iterator[Outcome]:
    valued = [a for a in plan.goals.audiences if _valued(a)]
    if not valued:
        yield NotApplicable(
            say("no audience is core, or has much power and interest", "没有核心受众，也没有权力与利益都高的受众")
        )
        return
    if len({as_meant(c.platform) for c in plan.content.channels if c.platform}) < 2:
        yield NotApplicable(say("the plan does not use two platforms", "方案没有使用两个以上的平台"))
        return
    by_id = {c.id: c for c in plan.content.channels}
    for audience in valued:
        channels = [c for c in plan.content.channels if audience.id in c.audiences]
        behind = [by_id[c.fallback] for c in channels if c.fallback in by_id]
        places = {as_meant(c.platform) for c in (*channels, *behind) if c.platform}
        lost = any(c.fallback in plan.dangling for c in channels) or misnamed(plan, audience.id)
        if not channels or len(places) > 1 or lost:
            continue  # one that is not reached at all is told by rule segment-no-channel
        silent = next((c for c in (*channels, *behind) if not c.platform), None)
        if silent:
            missing = say("the platform of {c} (`platform`)", "{c} 的平台（`platform`）", c=quote(silent.id))
            yield Unknown(silent.at(), missing)
        else:
            yield _one(audience, channels)


def _valued(audience: Audience) -> bool:
    return audience.core or ((audience.power or 0) >= MUCH and (audience.interest or 0) >= MUCH)


def _one(audience: Audience, channels: list[Channel]) -> Problem:
    return Problem(
        audience.at(),
        say(
            "audience {a} can be reached on {p} only",
            "受众 {a} 只能通过 {p} 联系到",
            a=quote(audience.id),
            p=quote(channels[0].platform),
        ),
        say(
            "name a channel on another platform as `fallback`, and keep its addresses; a mailing list will do",
            "请指定另一平台上的渠道作为 `fallback`，并保存联系方式；邮件列表也可以",
        ),
        tuple(Related(c.at("platform"), say("all depends on this", "全部依赖于此")) for c in channels[:3]),
    )
