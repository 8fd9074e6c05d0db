"""A warning was given, and nobody has looked at the risk since.

The last of the `evaluation.readings` of a metric that an open risk's trigger names is held against the value at which it
warns. When it is past that, somebody has looked at the risk on that day or later (`reviewed`), or the risk counts as
`materialised`. A metric counted from exports is judged here only where somebody wrote its value down (rule trigger-fired counts
it, with `--activity`); and a reading says nothing of a trigger with parameters of its own. A plan that is over, or was replaced by another, is
asked for nothing more.

Most communities that fell apart had seen the number weeks before. It stood in one table, and the risk in another.

Source: PMI, risk register (monitoring of triggers); ISO 31000 (monitoring and review).

Bad::

    risks:
      register:
        - {id: chain, title: The newsletter annoys, likelihood: 2, impact: 3, next_review: 2027-03-31, reviewed: 2027-01-04,
           trigger: {metric: complaints, above: 5}}
    evaluation:
      metrics: [{id: complaints, definition: Complaints about the newsletter in a month}]
      sources: [{id: inbox, tool: manual, metrics: [complaints], owner: lead, refresh: P1M}]
      readings: [{metric: complaints, date: 2027-01-10, value: 8}]

Good::

    risks:
      register:
        - {id: chain, title: The newsletter annoys, likelihood: 2, impact: 3, next_review: 2027-03-31, reviewed: 2027-01-12,
           trigger: {metric: complaints, above: 5}}
    evaluation:
      metrics: [{id: complaints, definition: Complaints about the newsletter in a month}]
      sources: [{id: inbox, tool: manual, metrics: [complaints], owner: lead, refresh: P1M}]
      readings: [{metric: complaints, date: 2027-01-10, value: 8}]

---

预警已经触发，却没有人再看过这项风险。

把未关闭风险的预警所用指标的最近一次读数（`evaluation.readings`）与预警值比较。已越过预警值的，应有人在当天或之后复查过该风险（`reviewed`），
或已将其标为 `materialised`（已发生）。从导出数据统计的指标，这里只判断记下了读数的（用 `--activity` 时由规则 trigger-fired 统计）；预警另有参数的，读数说明不了什么。
已结束或已被取代的方案不再检查。

多数散掉的社群，几周前就有人见过那个数字。只是它写在一张表里，风险写在另一张表里。

来源：PMI 风险登记册（监控触发条件）；ISO 31000（监测与评审）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commplan.finding import NotApplicable, Outcome, Problem, Related
from commplan.plan import Plan
from commplan.plan.evaluation import Reading
from commplan.plan.risks import Risk, Trigger
from commplan.rule import rule
from commplan.rules.risks import number, over, passed, standing
from commplan.words import Words, quote, say


@rule("R113", part="risks", kind="D", severity="warning", level="solid")
def risk_warning_unheeded(plan: Plan, today: date) -> Iterator[Outcome]:
    if over(plan, today):
        yield NotApplicable(say("the plan is over, or replaced by another", "方案已结束，或已被取代"))
        return
    latest: dict[str, Reading] = {}
    for reading in plan.evaluation.readings:
        if reading.date <= today and (reading.metric not in latest or latest[reading.metric].date <= reading.date):
            latest[reading.metric] = reading
    watched = [
        (risk, risk.trigger, latest[risk.trigger.metric])
        for risk in standing(plan)
        if risk.trigger and risk.trigger.metric in latest and not risk.trigger.parameters
    ]
    if not watched:
        yield NotApplicable(say("no metric that a risk's trigger names has a reading", "没有风险预警所用指标的读数"))
    for risk, trigger, reading in watched:
        seen = risk.status == "materialised" or (risk.reviewed is not None and risk.reviewed >= reading.date)
        limit = passed(trigger, reading.value)
        if limit and not seen:
            yield _unheeded(risk, trigger, reading, limit)


def _unheeded(risk: Risk, trigger: Trigger, reading: Reading, limit: Words) -> Problem:
    related = [Related(trigger.at(), say("the trigger", "预警"))]
    if risk.reviewed:
        related.append(Related(risk.at("reviewed"), say("the last review", "上次复查")))
    return Problem(
        reading.at("value"),
        say(
            "{m} stood at {v} on {d}, {p}: that is the warning of risk {r}, which nobody has looked at since",
            "{m} 在 {d} 为 {v}，{p}：风险 {r} 的预警已触发，此后却没有人复查",
            m=quote(reading.metric),
            v=number(reading.value),
            d=reading.date,
            p=limit,
            r=quote(risk.id),
        ),
        say(
            "look at the risk, then set its `reviewed`; if it has happened, `status: materialised`, and do what its "
            "contingency says",
            "复查该风险并更新 `reviewed`；若已发生，写 `status: materialised`，并启动应急预案",
        ),
        tuple(related),
    )
