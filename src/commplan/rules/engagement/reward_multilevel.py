"""Rewards flow up a chain of invitations.

Where members are rewarded for inviting (`for_sharing: true`, or an `event` called so), the reward ends with whom they invited
themselves: a `depth` of more than 1 pays for the friends of friends too, and that, or an entry fee beside any pay for
inviting (`rewards.entry_fee`: what one must pay or buy first), is how a pyramid scheme is told from a thank-you. It is
forbidden nearly everywhere, in China a crime from three levels and thirty people on; the organisers answer for it, not
the platform.

Source: China, Regulations on the Prohibition of Pyramid Selling (2005), article 7, and Criminal Law, article 224-1; EU directive
2005/29/EC, annex I, number 14.

Bad::

    engagement:
      rewards:
        expiry: P1Y
        earn:
          - {id: brought, event: friend-invited, points: 50, verified: true, for_sharing: true, depth: 2, cap: {times: 5, per: month}}

Good::

    engagement:
      rewards:
        expiry: P1Y
        earn:
          - {id: brought, event: friend-invited, points: 50, verified: true, for_sharing: true, depth: 1, cap: {times: 5, per: month}}

---

奖励沿着邀请链层层上传。

奖励邀请时（写明 `for_sharing: true`，或 `event` 如此命名），奖励只到成员自己邀请的人为止：`depth` 大于 1，即朋友的朋友也计酬；
或在奖励邀请的同时收取入门费（`rewards.entry_fee`：须先支付或购买的金额）。这两点正是传销与答谢的分界。此类做法几乎处处被禁止，
在中国达到三级、三十人即可构成犯罪；承担责任的是组织者，而不是平台。

来源：《禁止传销条例》（2005）第七条；《刑法》第二百二十四条之一；欧盟 2005/29/EC 指令附件一第 14 项。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.money import general_currency, shown
from commplan.plan import Plan
from commplan.plan.engagement import Earn, Rewards
from commplan.rule import rule
from commplan.rules.engagement import for_sharing
from commplan.words import quote, say

OWN = 1
"""Whom a member has invited; whom those invite is a second level."""
_DEEP = re.compile(
    r"\b(?:down-?lines?|multi-?level|(?:second|third|two|three)[- ]levels?|friends? of (?:a )?friends?|sub-?referrals?)\b"
    r"|下线|[二三两多]级|间接(?:邀请|推荐|发展)|团队(?:业绩|计酬|提成|奖)|朋友的朋友",
    re.IGNORECASE,
)


@rule("E109", part="engagement", kind="A")
def reward_multilevel(plan: Plan) -> Iterator[Outcome]:
    rewards = plan.engagement.rewards
    paid = [e for e in rewards.earn if e.depth is not None or for_sharing(e) or _deep(e)] if rewards else []
    if rewards is None or not paid:
        yield NotApplicable(say("nothing is given for inviting", "没有奖励邀请的规则"))
        return
    for earn in paid:
        yield from _levels(earn)
    if rewards.entry_fee:
        yield from _fee(plan, rewards, paid[0])


def _deep(earn: Earn) -> bool:
    return bool(_DEEP.search(earn.event) or _DEEP.search(earn.description or ""))


def _levels(earn: Earn) -> Iterator[Outcome]:
    if earn.depth is None and _deep(earn):
        missing = say(
            "through how many levels of invited people {e} pays (`depth`), as it speaks of more than one",
            "{e} 奖励到第几级受邀者（`depth`），其文字提到不止一级",
            e=quote(earn.id),
        )
        yield Unknown(earn.at(), missing)
    elif earn.depth is not None and earn.depth > OWN:
        yield Problem(
            earn.at("depth"),
            say(
                "{e} pays through {n} levels of invited people, as a pyramid scheme does",
                "{e} 奖励到第 {n} 级受邀者，这是传销的做法",
                e=quote(earn.id),
                n=earn.depth,
            ),
            say(
                "reward only whom a member invited, `depth: 1`, or nobody",
                "只奖励成员自己邀请的人（`depth: 1`），或不奖励邀请",
            ),
        )


def _fee(plan: Plan, rewards: Rewards, paid: Earn) -> Iterator[Problem]:
    if rewards.entry_fee is not None:
        yield Problem(
            rewards.at("entry_fee"),
            say(
                "one must first pay {f} to earn, and {e} rewards inviting: together that is a pyramid scheme",
                "须先支付 {f} 才能获得积分，而 {e} 奖励邀请：两者并存即为传销",
                f=shown(rewards.entry_fee, general_currency(plan)),
                e=quote(paid.id),
            ),
            say("drop the fee, or reward no invitations", "取消费用，或不奖励邀请"),
            (Related(paid.at("event"), say("what is rewarded", "奖励的行为")),),
        )
