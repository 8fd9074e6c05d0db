"""Sharing or inviting is rewarded on WeChat.

In a plan with a WeChat channel no points are given for sharing, forwarding, inviting or having friends help (an earning rule
with `for_sharing: true`, or whose `event` is called so), and no calendar entry on a WeChat channel promises coupons, points,
a draw or gifts for it in its `title` or `call_to_action`. WeChat blocks such links, then the interface for sharing, and in grave
cases the account and its domain for good: the whole community is lost over one poster. Whoever likes the community tells
others without pay; reward what the newcomer does in the end, such as an order that was kept.

Source: WeChat, rules for the content of external links, in force since 28 October 2019: no money, goods, coupons, points
or better odds for sharing, check-ins, help of friends or collected likes.

Bad::

    content:
      channels:
        - {id: group, platform: wechat-group, owner: lead}
    engagement:
      rewards:
        expiry: P1Y
        earn:
          - {id: bring, event: invite-friend, points: 50, verified: true, cap: {times: 2, per: month}}

Good::

    content:
      channels:
        - {id: group, platform: wechat-group, owner: lead}
    engagement:
      rewards:
        expiry: P1Y
        earn:
          - {id: answered, event: answer-accepted, points: 50, verified: true, cap: {times: 2, per: month}}

---

在微信上奖励分享或邀请。

方案使用微信渠道时，不得为分享、转发、邀请、好友助力发放积分（积分规则写明 `for_sharing: true`，或 `event` 如此命名）；
微信渠道上的日历条目，其 `title` 与 `call_to_action` 也不得以优惠券、积分、抽奖、礼品换取分享或邀请。微信会先封链接，再封分享接口，
情节严重的永久封禁账号与域名：一张海报就可能断送整个社群。真心喜欢的人不给奖励也会介绍；要奖励，就奖励新人最终做成的事，例如签收后未退货的订单。

来源：《微信外部链接内容管理规范》，2019 年 10 月 28 日起施行：不得以金钱、实物、优惠券、积分或增加中奖机会，换取分享、签到打卡、好友助力、集赞。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel, Entry
from commplan.plan.engagement import Earn
from commplan.rule import rule
from commplan.rules.engagement import for_sharing, is_wechat
from commplan.words import quote, say

HINT = say(
    "reward what comes of it in the end (an order kept, an answer accepted), and let people share unpaid",
    "改为奖励最终的结果（签收未退的订单、被采纳的回答），分享一律不给奖励",
)
_FRIEND = "(?:好友|朋友|新人|新客|[0-9一二两三四五六七八九十]+ ?[位个人名])"
_PROMISED = re.compile(
    rf"(?:转发|分享|集赞|助力|砍价|拉新|拉人|邀请? ?{_FRIEND})(?:(?![不无没勿禁])[^。；;.]){{0,20}}?"
    r"(?:券|红包|积分|抽奖|奖品|奖励|礼品|礼包|好礼|免单|返现|返利|赠品|领(?![队导域养])券?)"
    r"|\b(?:share|repost|forward|invite|refer)\b(?:(?!\b(?:no|not|without|never)\b)[^.;]){0,50}?"
    r"\b(?:coupons?|vouchers?|points|prizes?|gifts?|red packets?|discounts?|lucky draw)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:[不无没勿禁][^，。；,;.]{0,4}|\b(?:no|not|without|never|don't)\s(?:\w+\s){0,3})$", re.IGNORECASE
)


@rule("E102", part="engagement", kind="X")
def reward_share_incentive_wechat(plan: Plan) -> Iterator[Outcome]:
    channels = plan.content.channels
    on_wechat = {c.id: c for c in channels if c.platform and is_wechat(c.platform)}
    earned = plan.engagement.rewards.earn if plan.engagement.rewards else ()
    if on_wechat:
        for earn in earned:
            yield from _earned(earn, next(iter(on_wechat.values())))
        for entry in plan.content.calendar:
            channel = next((on_wechat[c] for c in entry.channels if c in on_wechat), None)
            if channel and entry.status != "cancelled":
                yield from _promised(entry, channel)
    elif any(for_sharing(earn) for earn in earned) and (not channels or any(c.platform is None for c in channels)):
        unsaid = next((c for c in channels if c.platform is None), None)
        place = unsaid.at() if unsaid else plan.at("engagement", "rewards")
        missing = say(
            "on which platforms the community meets (`platform` of the channels), since WeChat forbids rewards for sharing",
            "社群所在的平台（各渠道的 `platform`）：微信禁止奖励分享",
        )
        yield Unknown(place, missing)
    else:
        yield NotApplicable(say("no channel is on WeChat", "没有微信渠道"))


def _earned(earn: Earn, channel: Channel) -> Iterator[Outcome]:
    shared = for_sharing(earn)
    if shared:
        yield Problem(
            earn.at("for_sharing") if earn.says("for_sharing") else earn.at("event"),
            say(
                "{e} gives points for sharing or inviting, and channel {c} is on WeChat, which bans accounts for that",
                "{e} 为分享或邀请发放积分，而渠道 {c} 在微信上：微信会因此封号",
                e=quote(earn.id),
                c=quote(channel.id),
            ),
            HINT,
        )
    elif shared is None:
        missing = say(
            "whether {e} pays for sharing or inviting (`for_sharing`), as its description speaks of it",
            "{e} 是否奖励分享或邀请（`for_sharing`），其说明提到了这一点",
            e=quote(earn.id),
        )
        yield Unknown(earn.at(), missing)


def _promised(entry: Entry, channel: Channel) -> Iterator[Problem]:
    for key in ("title", "call_to_action"):
        text = getattr(entry, key) or ""
        found = next((m for m in _PROMISED.finditer(text) if not _DENIED.search(text[: m.start()])), None)
        if found:
            yield Problem(
                entry.at(key),
                say(
                    "{t} promises a reward for sharing or inviting, and channel {c} is on WeChat, which bans accounts for that",
                    "{t} 以奖励换取分享或邀请，而渠道 {c} 在微信上：微信会因此封号",
                    t=quote(found[0]),
                    c=quote(channel.id),
                ),
                HINT,
            )
