"""What was to warn of a risk has happened, and nobody has looked at the risk since.

With `--activity` the metric that an open risk's trigger names is counted, from the first day of the plan on in one stretch after
the other: as long as the `window` of an objective on the same metric, else as the `cadence` of the evaluation, else a month.
Only whole stretches that the activity covers are counted, at most the last 24; of one that is not over, a count that can only
grow (such as joins) gives the warning as soon as it is past the limit. When the value of one is past the trigger's,
somebody has looked at the risk after its last day (`reviewed`), or the risk counts as `materialised`. A share or a median of
fewer than five cases warns of nothing; where no stretch has a value the answer is *unknown*. Metrics that people read by hand
are for rule risk-warning-unheeded.

An early warning is worth what somebody does with it. In the register it is one line; only held against what happened does it
ring.

Source: PMI, risk register (monitoring of triggers); ISO 31000 (monitoring and review).

Bad::

    plan: {period: {start: 2026-12-01}}
    risks:
      register:
        - {id: quiet, title: Nobody writes, likelihood: 2, impact: 3, next_review: 2027-03-31, reviewed: 2026-12-15,
           trigger: {metric: wau, below: 3}}
    evaluation: {sources: [{id: chat, tool: slack, metrics: [wau], owner: lead, refresh: P1M}]}

Good::

    plan: {period: {start: 2026-12-01}}
    risks:
      register:
        - {id: quiet, title: Nobody writes, likelihood: 2, impact: 3, next_review: 2027-03-31, reviewed: 2027-01-04,
           trigger: {metric: wau, below: 3}}
    evaluation: {sources: [{id: chat, tool: slack, metrics: [wau], owner: lead, refresh: P1M}]}

Activity::

    time              member kind
    2026-11-30T09:00  A      message
    2026-12-30T09:00  A      message
    2026-12-31T09:00  B      message
    2027-01-10T09:00  A      message

---

风险的预警条件已经出现，却没有人再看过这项风险。

使用 `--activity` 时，统计未关闭风险的预警所用指标：自方案第一天起逐段统计，每段的长度取同一指标的目标所写的 `window`，否则取评估周期 `cadence`，再否则为一个月。
只统计活动数据完整覆盖的时段，最多取最近 24 段；尚未结束的时段，只增不减的计数（如入群人数）一旦超过预警值，即视为触发。
某一段的数值越过预警值的，应有人在该段结束之后复查过该风险（`reviewed`），或已将其标为 `materialised`（已发生）。
不足五例的比例或中位数不算预警；没有任何一段有数值的，结果为*未知*。人工记录的指标由规则 risk-warning-unheeded 检查。

预警的价值在于有人据此行动。写在登记册里它只是一行字，与实际对照之后才会响起来。

来源：PMI 风险登记册（监控触发条件）；ISO 31000（监测与评审）。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commplan.activity.observed import days
from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.risks import Risk, Trigger
from commplan.rule import rule
from commplan.rules.risks import number, passed, standing
from commplan.words import Words, quote, say

if TYPE_CHECKING:
    from commplan.activity.observed import Observed, Reached


@rule("R130", part="risks", kind="D", severity="warning", level="solid")
def trigger_fired(plan: Plan, activity: Observed) -> Iterator[Outcome]:
    watched = [
        (risk, risk.trigger)
        for risk in standing(plan)
        if risk.trigger and risk.id in activity.triggers and (risk.trigger.above, risk.trigger.below) != (None, None)
    ]
    if not watched:
        yield NotApplicable(
            say("no trigger of an open risk names a metric that is counted", "没有未关闭风险的预警采用可统计的指标")
        )
    for risk, trigger in watched:
        stretches = activity.triggers[risk.id]
        if any(s.value is not None for s in stretches):
            fired = [s for s in stretches if s.value is not None and passed(trigger, s.value) and not _seen(risk, s)]
            yield from (_fired(risk, trigger, fired),) if fired else ()
        else:
            yield Unknown(trigger.at("metric"), _missing(risk, trigger, stretches, activity.days))


def _seen(risk: Risk, stretch: Reached) -> bool:
    """Whether somebody has looked at the risk once the stretch was over."""
    return risk.status == "materialised" or (risk.reviewed is not None and risk.reviewed >= stretch.window.end)


def _missing(risk: Risk, trigger: Trigger, stretches: tuple[Reached, ...], seen: Words) -> Words:
    facts = {"m": quote(trigger.metric), "r": quote(risk.id)}
    if not stretches:
        return say(
            "a whole period of {m}, the trigger of risk {r}: the activity covers {d}",
            "风险 {r} 的预警所用 {m} 的一个完整时段：活动数据只覆盖 {d}",
            d=seen,
            **facts,
        )
    return say(
        "{m}, the trigger of risk {r}: {w}", "风险 {r} 的预警所用的 {m}：{w}", w=stretches[-1].why or "", **facts
    )


def _fired(risk: Risk, trigger: Trigger, fired: list[Reached]) -> Problem:
    first, last = fired[0], fired[-1]
    related = (Related(risk.at("reviewed"), say("the last review", "上次复查")),) if risk.reviewed else ()
    more = say(
        "; it was given {n} times, first from {d}", "；共触发 {n} 次，首次为 {d}", n=len(fired), d=days(first.window)
    )
    value = last.value or 0.0
    return Problem(
        trigger.at("metric"),
        say(
            "{m} was {v} from {d}, {p}: that is the warning of risk {r}, and nobody has looked at it since{x}",
            "{m} 在 {d} 为 {v}，{p}：风险 {r} 的预警已触发，此后却没有人复查{x}",
            m=quote(trigger.metric),
            v=number(round(value, 3)),
            d=days(last.window),
            p=passed(trigger, value) or "",
            r=quote(risk.id),
            x=more if len(fired) > 1 else "",
        ),
        say(
            "look at the risk, then set its `reviewed`; if it has happened, `status: materialised`, and do what its "
            "contingency says",
            "复查该风险并更新 `reviewed`；若已发生，写 `status: materialised`，并启动应急预案",
        ),
        related,
    )
