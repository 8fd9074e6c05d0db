"""Points are paid for the act and not for what comes of it.

A rule that pays whoever posts, comments, likes, reports or sends an invitation pays for noise: what is paid for is done more,
and worse. `verified: true` says that only an outcome counts which somebody else has confirmed: an answer accepted, a report
upheld, a shift signed off, an order kept. Points that members give each other (likes, thanks, votes) come from different people
(`distinct_givers: 2` or more), or the scheme says how rings and self-dealing are found (`rewards.fraud`); otherwise
two friends feed each other all day.

Source: Discourse gamification (a flag counts when upheld, an invitation when redeemed) and trust level 3 (likes from different
people); Apache Answer (nobody is paid for accepting their own answer).

Bad::

    engagement:
      rewards:
        expiry: P1Y
        earn:
          - {id: wrote, event: message, points: 2, cap: {times: 5, per: day}}

Good::

    engagement:
      rewards:
        expiry: P1Y
        earn:
          - {id: helped, event: answer-accepted, points: 10, verified: true, cap: {times: 5, per: day}}

---

为动作付积分，而不是为结果。

谁发帖、评论、点赞、举报、发出邀请就给分，等于花钱买噪音：付钱买的东西会变多，也会变差。`verified: true` 表示只认定由他人核实的结果：
被采纳的回答、成立的举报、签认的值班、签收未退的订单。成员互相给的分（点赞、感谢、投票）要来自不同的人（`distinct_givers` 不少于 2），
或写明如何发现互刷与自刷（`rewards.fraud`），否则两个朋友可以互赞一整天。

来源：Discourse gamification（举报成立才计分，邀请被接受才计分）与信任等级 3（赞须来自不同的人）；Apache Answer（采纳自己的回答不计分）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.engagement import Earn, Rewards
from commplan.rule import rule
from commplan.rules.engagement import NO_POINTS
from commplan.words import quote, say

_PEER = re.compile(
    r"\b(?:reactions?|likes?|liked|thanks|kudos|upvotes?|votes?)\b|点赞|互赞|感谢|好评|投票", re.IGNORECASE
)
_RAW = re.compile(
    r"\b(?:messages?|repl(?:y|ies)|posts?|posted|comments?|commented|join|joined|leave|attend|register|registered|sign-?up|log-?in|"
    r"check-?in|flags?|reports?|uploads?|clicks?|views?|shares?|invites?|invitations?|invite-sent)$"
    r"|(?:签到|打卡|发帖|发言|评论|回复|留言|举报|上传|点击|浏览|登录|注册|转发|分享|邀请)$",
    re.IGNORECASE,
)
LEAST_GIVERS = 2
"""Points from one person alone are a favour."""


@rule("E108", part="engagement", kind="L", severity="warning", level="solid")
def reward_unverified_outcome(plan: Plan) -> Iterator[Outcome]:
    rewards = plan.engagement.rewards
    given = [earn for earn in rewards.earn if earn.points] if rewards else []
    if rewards is None or not given:
        yield NotApplicable(NO_POINTS)
        return
    for earn in given:
        if (earn.distinct_givers or 0) < LEAST_GIVERS:
            yield from _peer(earn, rewards) if _PEER.search(earn.event) else _outcome(earn)


def _peer(earn: Earn, rewards: Rewards) -> Iterator[Problem]:
    if rewards.fraud is None:
        yield Problem(
            earn.at("event"),
            say(
                "{e} pays for what members give each other, and one friend is enough",
                "{e} 奖励成员互相给予的认可，而一个朋友就够了",
                e=quote(earn.id),
            ),
            say(
                "add `distinct_givers: {n}` or more, or say under `rewards.fraud` how rings are found and undone",
                "加上 `distinct_givers: {n}`（或更多），或在 `rewards.fraud` 中写明如何发现并撤销互刷",
                n=LEAST_GIVERS,
            ),
        )


def _outcome(earn: Earn) -> Iterator[Outcome]:
    raw = bool(_RAW.search(earn.event))
    if earn.verified is False or (earn.verified is None and raw):
        yield Problem(
            earn.at("verified") if earn.verified is False else earn.at("event"),
            say(
                "{e} pays {n} points for {v}, whatever comes of it",
                "{e} 为 {v} 付 {n} 分，不论结果如何",
                e=quote(earn.id),
                n=earn.points,
                v=quote(earn.event),
            ),
            say(
                "pay for an outcome that somebody else confirms, and add `verified: true`",
                "改为奖励由他人核实的结果，并写明 `verified: true`",
            ),
        )
    elif earn.verified is None:
        missing = say(
            "whether {e} pays only when somebody has verified it (`verified`)",
            "{e} 是否只认定核实的结果（`verified`）",
            e=quote(earn.id),
        )
        yield Unknown(earn.at(), missing)
