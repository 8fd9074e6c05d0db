"""A growth target counts on more people coming, or fewer leaving, than really do.

With `--activity` what the objectives take for granted (`growth`) is held against what the activity shows in the days of the plan
that it covers: how many people joined, against `joins_per_month`; and how many of the members of the day before have left,
against `monthly_churn` (as the rate at which, month by month, as many would have left). More than a quarter off to the worse side,
and by more than chance explains (two standard deviations of a count), is told. Less than four weeks say nothing. An export that
does not tell who joined or left leaves it *unknown*, and churn also needs members who were seen joining before.

A target is as sound as what it rests on. The target may still look near when its ground has gone.

Source: arithmetic of stock and flow; commplan catalogue C1, joins and net growth.

Bad::

    plan: {period: {start: 2026-11-01}}
    goals:
      objectives:
        - {id: grow, statement: More members, metric: members, baseline: {value: 20, date: 2026-12-31}, target: 100, due: 2027-12-31,
           growth: {joins_per_month: 12, monthly_churn: 0.02}}
        - {id: talk, statement: More people write., metric: mau, baseline: {value: 2, date: 2026-12-31}, target: 5, due: 2027-12-31}
    content: {calendar: [{id: fair, kind: event, start: 2027-02-01, objectives: [grow, talk], owner: lead}]}
    rules: {onboarding: {owner: lead, steps: [{day: 0, action: A word of welcome, owner: lead}]}}
    evaluation: {active: {kinds: [message, reply]}, exclude: {staff: true}, sources: [{id: chat, tool: matrix, metrics: [members, mau], owner: lead, refresh: P1M}]}

Good::

    plan: {period: {start: 2026-11-01}}
    goals:
      objectives:
        - {id: grow, statement: More members, metric: members, baseline: {value: 20, date: 2026-12-31}, target: 30, due: 2027-12-31,
           growth: {joins_per_month: 2, monthly_churn: 0.02}}
        - {id: talk, statement: More people write., metric: mau, baseline: {value: 2, date: 2026-12-31}, target: 5, due: 2027-12-31}
    content: {calendar: [{id: fair, kind: event, start: 2027-02-01, objectives: [grow, talk], owner: lead}]}
    rules: {onboarding: {owner: lead, steps: [{day: 0, action: A word of welcome, owner: lead}]}}
    evaluation: {active: {kinds: [message, reply]}, exclude: {staff: true}, sources: [{id: chat, tool: matrix, metrics: [members, mau], owner: lead, refresh: P1M}]}

Activity::

    time              member kind
    2026-10-20T09:00  B      join
    2026-10-21T09:00  C      join
    2026-10-21T10:00  X      join
    2026-10-22T09:00  X      leave
    2026-11-20T09:00  D      join
    2026-12-01T09:00  E      join
    2027-01-10T09:00  F      join

---

增长目标所依据的加入与流失，与实际不符。

使用 `--activity` 时，把目标的前提（`growth`）与活动数据覆盖的方案期内的实际情况对照：加入人数与 `joins_per_month`；方案期前一天的成员中已离开者与 `monthly_churn`（由留下的比例按月数折算）。
比假设差四分之一以上、且超出随机波动（计数的两个标准差）的，就会报告。不足四周的数据不作判断。导出数据没有说明谁加入、谁退出的，结果为*未知*；判断流失还需要此前能看到加入的成员。

目标是否可靠，取决于它的前提。前提已经不在，目标看上去可能依然很近。

来源：存量与流量的算术；commplan 指标目录 C1（加入与净增）。
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import TYPE_CHECKING

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.rule import Threshold, rule
from commplan.words import Words, quote, say

if TYPE_CHECKING:
    from commplan.activity.observed import Observed

OFF = Threshold(0.25, say("by what share reality may be worse than assumed", "实际情况可比假设差多少比例"))
WEEKS, DEVIATIONS = 4, 2


@rule("G131", part="goals", kind="D", severity="warning", level="solid", thresholds={"most_off": OFF})
def growth_assumption_failed(plan: Plan, activity: Observed, most_off: float) -> Iterator[Outcome]:
    assumed = [o for o in plan.goals.objectives if (o.growth.joins_per_month, o.growth.monthly_churn) != (None, None)]
    if not assumed:
        yield NotApplicable(say("no objective states what its growth rests on", "没有写明增长前提的目标"))
    for objective in assumed:
        if (activity.window.end - activity.window.first).days < 7 * WEEKS:
            words = say(
                "four weeks of activity, to judge the growth of {o}: it covers {d}",
                "判断 {o} 的增长前提需要四周的活动数据：目前只覆盖 {d}",
                o=quote(objective.id),
                d=activity.days,
            )
            yield Unknown(objective.growth.at(), words)
            continue
        yield from _joins(objective, activity, most_off)
        yield from _churn(objective, activity, most_off)


def _joins(objective: Objective, activity: Observed, most_off: float) -> Iterator[Outcome]:
    wanted, joined = objective.growth.joins_per_month, activity.joined
    if wanted is None:
        return
    place = objective.growth.at("joins_per_month")
    if isinstance(joined, Words):
        yield Unknown(place, _unseen(objective, say("how many join", "加入人数"), joined))
        return
    expected = wanted * activity.months
    if joined >= expected * (1 - most_off) or expected - joined <= DEVIATIONS * sqrt(expected):
        return
    yield Problem(
        place,
        say(
            "objective {o} counts on {w} joining each month; from {d} it was {r} ({k} in {m} months)",
            "目标 {o} 假设每月加入 {w} 人；{d} 实际每月 {r} 人（{m} 个月共 {k} 人）",
            o=quote(objective.id),
            w=_number(wanted),
            d=activity.days,
            r=_number(joined / activity.months),
            k=joined,
            m=_number(activity.months),
        ),
        HINT,
        (Related(objective.at("target"), say("the target that rests on it", "以此为前提的目标值")),),
    )


def _churn(objective: Objective, activity: Observed, most_off: float) -> Iterator[Outcome]:
    wanted, gone = objective.growth.monthly_churn, activity.gone
    if wanted is None:
        return
    place = objective.growth.at("monthly_churn")
    if isinstance(gone, Words) or not gone.members:
        why = gone if isinstance(gone, Words) else say("nobody was seen joining before", "此前没有加入记录")
        yield Unknown(place, _unseen(objective, say("how many leave", "流失人数"), why))
        return
    left = min(gone.departed / gone.members, 1.0)
    real = 1 - (1 - left) ** (1 / activity.months)
    expected = gone.members * (1 - (1 - wanted) ** activity.months)
    if real <= wanted * (1 + most_off) or gone.departed - expected <= DEVIATIONS * sqrt(expected):
        return
    yield Problem(
        place,
        say(
            "objective {o} counts on {w}% leaving each month; from {d} it was {r}% ({k} of {n} members in {m} months)",
            "目标 {o} 假设每月流失 {w}%；{d} 实际每月 {r}%（{m} 个月内 {n} 名成员中离开 {k} 名）",
            o=quote(objective.id),
            w=_number(wanted * 100),
            d=activity.days,
            r=_number(real * 100),
            k=gone.departed,
            n=gone.members,
            m=_number(activity.months),
        ),
        HINT,
        (Related(objective.at("target"), say("the target that rests on it", "以此为前提的目标值")),),
    )


HINT = say(
    "reckon the target again with what really happens, or change what brings people and keeps them",
    "请按实际情况重新推算目标，或改变拉新与留存的做法",
)


def _unseen(objective: Objective, what: Words, why: Words) -> Words:
    return say("{x} ({o} counts on it): {w}", "{x}（目标 {o} 以此为前提）：{w}", x=what, o=quote(objective.id), w=why)


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")
