"""What earns points is also what a goal counts.

No earning rule pays for the very events that an objective's metric counts: points for messages raise active members, points
for joining or inviting raise the number of members, points for replies shorten the response time, whether or not the
community is any better for it. From the day it is paid for, the number says how well points are liked. What a member counts as
active by (`evaluation.active.kinds`) is paid for least of all. Pay for outcomes that no metric counts, or steer by
another metric. Where only verified outcomes are paid, this is said as a hint.

Source: Goodhart's law; Orbit model (do not raise a weight to reach a target).

Bad::

    goals:
      objectives:
        - {id: lively, statement: Fifty people take part each month, metric: mau, baseline: {value: 20, date: 2026-12-01}, target: 50}
    engagement:
      rewards:
        expiry: P1Y
        earn:
          - {id: wrote, event: message, points: 2, distinct_givers: 2, cap: {times: 5, per: day}}
    evaluation:
      active: {kinds: [message, reply], inactive_after_days: 28}
      exclude: {staff: true}
      sources:
        - {id: chat, tool: slack, metrics: [mau], owner: lead, refresh: P1M}

Good::

    goals:
      objectives:
        - {id: lively, statement: Fifty people take part each month, metric: mau, baseline: {value: 20, date: 2026-12-01}, target: 50}
    engagement:
      rewards:
        expiry: P1Y
        earn:
          - {id: solved, event: answer-accepted, points: 2, verified: true, cap: {times: 5, per: day}}
    evaluation:
      active: {kinds: [message, reply], inactive_after_days: 28}
      exclude: {staff: true}
      sources:
        - {id: chat, tool: slack, metrics: [mau], owner: lead, refresh: P1M}

---

给积分的行为，正是目标所统计的行为。

积分规则不应奖励目标指标所统计的行为：发言给分会抬高活跃人数，加入或邀请给分会抬高成员数，回复给分会缩短响应时间，
而社群未必因此变好。从付分那天起，这个数字反映的只是大家喜不喜欢积分。最不该付分的，就是认定活跃成员所依据的行为
（`evaluation.active.kinds`）。请奖励没有指标统计的结果，或改用别的指标。只认定核实结果的规则，仅作提示。

来源：古德哈特定律；Orbit 模型（不要为达成目标而提高权重）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commplan.catalogue import metric
from commplan.finding import NotApplicable, Outcome, Problem, Related, Severity
from commplan.metric import ACTIVITY
from commplan.plan import Plan
from commplan.plan.engagement import Earn
from commplan.plan.goals import Objective
from commplan.rule import rule
from commplan.words import quote, say

_NEW = r"(?:(?:new|first|daily)-)?"
_CALLED = {
    "message": rf"{_NEW}(?:messages?|posts?|posted|comments?)|发言|发帖|评论|留言",
    "reply": rf"{_NEW}(?:repl(?:y|ies)|replied|answers?|comments?)|回复|回答|评论",
    "reaction": r"reactions?|likes?|upvotes?|点赞|表情",
    "join": r"joins?|joined|sign-?ups?|.*(?:invit(?:e|ation)|referr|bring-a-friend|邀请|拉新|老带新).*|加入|入群|注册",
    "attend": r"attend(?:s|ed|ance)?|check-?in|签到|到场",
    "register": r"regist(?:er|ered|ration)|报名",
    "close": r"clos(?:e|es|ed|ing)|resolv(?:e|es|ed)|关闭|解决",
}
_KINDS = {kind: re.compile(called, re.IGNORECASE) for kind, called in _CALLED.items()}


@rule("V103", part="evaluation", kind="X", severity="warning", level="solid")
def kpi_gameable_by_reward(plan: Plan) -> Iterator[Outcome]:
    rewards = plan.engagement.rewards
    paid = [(earn, _kinds(earn)) for earn in rewards.earn if earn.points] if rewards else []
    if not paid:
        yield NotApplicable(say("the plan gives no points", "方案不发放积分"))
        return
    counted = [(o, _counted(plan, o)) for o in plan.goals.objectives]
    if not any(kinds for _, kinds in counted):
        yield NotApplicable(say("no goal counts what members do", "没有目标统计成员的行为"))
        return
    for earn, kinds in paid:
        hit = [o for o, of in counted if kinds & of]
        if hit:
            yield _told(earn, hit)


def _kinds(earn: Earn) -> frozenset[str]:
    """The kinds of events that an earning rule brings about, as far as its event is called like one."""
    called = {kind for kind, pattern in _KINDS.items() if pattern.fullmatch(earn.event)}
    return frozenset(called | ({"join"} if earn.for_sharing else set()))


def _counted(plan: Plan, objective: Objective) -> frozenset[str]:
    """The kinds of events that raise the value of an objective's metric; none for the plan's own metrics."""
    if objective.metric is None or any(m.id == objective.metric for m in plan.evaluation.metrics):
        return frozenset()
    found = metric(objective.metric)
    if found is None or not found.gameable_kinds:
        return frozenset()
    by_plan = ACTIVITY in found.needs and "messages" not in found.needs
    return frozenset(plan.evaluation.active.kinds) if by_plan else found.gameable_kinds


def _told(earn: Earn, hit: list[Objective]) -> Problem:
    first = hit[0]
    return Problem(
        earn.at("event"),
        say(
            "{e} gives points for {v}, which {m} of objective {o} counts",
            "{e} 为 {v} 发放积分，而目标 {o} 的指标 {m} 统计的正是它",
            e=quote(earn.id),
            v=quote(earn.event),
            m=quote(first.metric),
            o=quote(first.id),
        ),
        say(
            "pay for an outcome that no goal counts, or steer by another metric than {m}",
            "改为奖励没有目标统计的结果，或改用 {m} 以外的指标",
            m=quote(first.metric),
        ),
        tuple(Related(o.at("metric"), say("counted here", "在此统计")) for o in hit),
        Severity.INFO if earn.verified else None,
    )
