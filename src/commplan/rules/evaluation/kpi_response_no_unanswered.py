"""A response time without the share that got no response.

A time to the first response is counted over what was answered; a question that nobody ever answers does not make it
longer. An objective on such a time therefore stands beside an objective or a risk's trigger on `unanswered-rate` (the
share left without an answer) or `sla-attainment` (the share answered in the promised time, unanswered ones counting
as not kept). Without it the figure gets better each time a hard question is left alone.

Source: CHAOSS, time to first response (unanswered items drop out); survivorship.

Bad::

    goals:
      objectives:
        - {id: fast, statement: A first answer within four hours, metric: first-response-time}
    evaluation:
      sources:
        - {id: chat, tool: slack, metrics: [first-response-time], owner: lead, refresh: P1M}

Good::

    goals:
      objectives:
        - {id: fast, statement: A first answer within four hours, metric: first-response-time}
        - {id: all-answered, statement: Hardly anything stays unanswered, metric: unanswered-rate}
    evaluation:
      sources:
        - {id: chat, tool: slack, metrics: [first-response-time, unanswered-rate], owner: lead, refresh: P1M}

---

只看响应时间，不看无人响应的比例。

首次响应时间只统计得到回复的消息；始终无人回复的问题不会让它变长。因此，以响应时间为指标的目标，须同时有目标或风险预警使用
`unanswered-rate`（未回复率）或 `sla-attainment`（按时回复率，未回复者计为未达成）。否则，每放着一个难题不管，数字就更好看一点。

来源：CHAOSS 首次响应时间（未回复的条目不在其中）；幸存者偏差。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.catalogue import metric
from commplan.finding import NotApplicable, Outcome, Problem, Related
from commplan.plan import Plan
from commplan.rule import rule
from commplan.rules.evaluation import uses
from commplan.words import quote, say

PARTNERS = ("unanswered-rate", "sla-attainment")


@rule("V102", part="evaluation", kind="X", level="solid")
def kpi_response_no_unanswered(plan: Plan) -> Iterator[Outcome]:
    timed = [o for o in plan.goals.objectives if o.metric and _is_response_time(o.metric)]
    if not timed:
        yield NotApplicable(say("no objective is on a response time", "没有目标以响应时间为指标"))
    elif not any(id_ in PARTNERS for id_, _, _ in uses(plan)):
        yield Problem(
            timed[0].at("metric"),
            say(
                "objective {o} is on {m}, and nothing in the plan watches what is never answered",
                "目标 {o} 以 {m} 为指标，而方案没有关注始终无人回复的部分",
                o=quote(timed[0].id),
                m=quote(timed[0].metric),
            ),
            say(
                "add an objective or a risk trigger on `unanswered-rate` or `sla-attainment`",
                "增加以 `unanswered-rate` 或 `sla-attainment` 为指标的目标或风险预警",
            ),
            tuple(Related(o.at("metric"), say("also a response time", "同为响应时间")) for o in timed[1:]),
        )


def _is_response_time(id_: str) -> bool:
    found = metric(id_)
    return found is not None and found.chapter == "response" and found.unit == "seconds" and found.shape == "scalar"
