"""Every goal counts heads.

When all objectives are measured by how many have joined, follow, or have given a star or a like, the plan cannot tell a living
community from a full list: such numbers only grow, they grow by advertising, and nobody who has gone silent leaves them.
At least one objective counts what people do or get: active members, people who come back, questions answered,
something sold or solved.

Source: CNCF project health guide (stars and forks say little); CHAOSS (activity, not audience).

Bad::

    goals:
      objectives:
        - {id: grow, statement: Six hundred followers, metric: followers, baseline: {value: 500, date: 2026-12-01}, target: 600}
    evaluation:
      metrics:
        - {id: followers, definition: Followers of the page, direction: up, window_days: 0}
      sources:
        - {id: roll, tool: log, metrics: [followers], owner: lead, refresh: P1M}

Good::

    goals:
      objectives:
        - {id: grow, statement: Six hundred followers, metric: followers, baseline: {value: 500, date: 2026-12-01}, target: 600}
        - {id: lively, statement: A hundred take part each month, metric: mau, baseline: {value: 60, date: 2026-12-01}, target: 100}
    evaluation:
      active: {kinds: [message, reply], inactive_after_days: 28}
      exclude: {staff: true}
      metrics:
        - {id: followers, definition: Followers of the page, direction: up, window_days: 0}
      sources:
        - {id: roll, tool: log, metrics: [followers], owner: lead, refresh: P1M}
        - {id: chat, tool: zulip, metrics: [mau], owner: lead, refresh: P1M}

---

所有目标都在数人头。

如果全部目标都以加入、关注、星标、点赞的数量来衡量，方案就分不清社群是活着，还是只有一份长名单：这类数字只增不减，花钱投放就会涨，
沉默的人也不会从中消失。至少要有一个目标衡量人们做了什么、得到了什么：活跃成员、再次参与的人、得到回复的提问、卖出的或解决的事。

来源：CNCF 项目健康指南（星标与复刻说明不了什么）；CHAOSS（看活动，不看围观人数）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commplan.catalogue import measurable_ids
from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.evaluation import OwnMetric
from commplan.rule import rule
from commplan.words import listed, quote, say

HEADS = ("members", "joins", "member-growth", "net-growth")
"""Metrics of the catalogue that say how many there are, not what anybody does."""
_HEADS = re.compile(
    r"(?:.*\b)?(?:followers?|subscribers?|fans|stars|forks|likes|views|impressions|downloads|sign-?ups)(?:[- ](?:count|total|number))?"
    r"|(?:(?:total|new|net|number|of)[- ])*(?:members?|people|headcount)(?:[- ](?:count|total|number))?"
    r"|.*(?:粉丝|关注|订阅|注册|星标|点赞|阅读|浏览|曝光|下载)(?:人数|总数|数|量)?|(?:总|新增|净增|群)?(?:成员|会员|群友|好友|人)(?:人数|总数|数|量)",
    re.IGNORECASE,
)


@rule("V105", part="evaluation", kind="L", severity="warning", level="solid")
def kpi_vanity_only(plan: Plan) -> Iterator[Outcome]:
    named = [o for o in plan.goals.objectives if o.metric]
    if not named:
        yield NotApplicable(say("no goal names a metric", "没有写明指标的目标"))
        return
    own = {m.id: m for m in plan.evaluation.metrics}
    if not all(_counts_heads(o.metric or "", own) for o in named):
        return
    unnamed = next((o for o in plan.goals.objectives if not o.metric), None)
    if unnamed is not None:
        missing = say(
            "by what objective {o} is measured (`metric`), since all others count heads",
            "目标 {o} 用什么衡量（`metric`）：其余目标都在数人头",
            o=quote(unnamed.id),
        )
        yield Unknown(unnamed.at(), missing)
        return
    ids = list(dict.fromkeys(quote(o.metric) for o in named))
    yield Problem(
        named[0].at("metric"),
        say(
            "every goal counts heads ({m}), and none what people do",
            "所有目标都在数人头（{m}），没有一个衡量人们做了什么",
            m=listed(ids),
        ),
        say(
            "add an objective on what members do or get, such as `mau`, `retention` or `unanswered-rate`",
            "增加一个衡量成员做了什么或得到什么的目标，例如 `mau`、`retention` 或 `unanswered-rate`",
        ),
        tuple(Related(o.at("metric"), say("counts heads too", "同样在数人头")) for o in named[1:]),
    )


def _counts_heads(id_: str, own: dict[str, OwnMetric]) -> bool:
    if id_ in own:
        return any(_HEADS.fullmatch(name) for name in (id_, own[id_].name or ""))
    return id_ in HEADS and id_ in measurable_ids()
