"""An objective that names no metric.

Every objective names the metric by which anyone can see whether it was reached: one of `commplan metrics`, or one of the
plan's own under `evaluation.metrics`. Without it a review can only ask how the objective feels, and two readers will
remember two different promises. Beside it stands from where to where, and by when: `baseline: {value: 20, date: 2026-12-31}`,
`target: 30`, `due: 2027-12-31`. A share is a number too: 30% is 0.3.

Source: OECD SIGMA action-plan criteria (indicators at objective level); SMART.

Bad::

    goals:
      objectives:
        - id: answers
          statement: Nobody waits long for an answer

Good::

    goals:
      objectives:
        - id: answers
          statement: Nobody waits long for an answer
          metric: unanswered-rate
    evaluation:
      sources:
        - {id: chat, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}

---

目标没有写明指标。

每个目标都要写明用哪个指标来判断是否达成：`commplan metrics` 中的指标，或方案在 `evaluation.metrics` 中自定的指标。
没有指标，复盘时只能凭感觉，两位读者会记住两个不同的承诺。指标旁再写从多少到多少、何时达到：
`baseline: {value: 20, date: 2026-12-31}`、`target: 30`、`due: 2027-12-31`。比例也写成数字：30% 写作 0.3。

来源：OECD SIGMA 行动计划评价标准（目标层面的指标）；SMART 原则。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.catalogue import measurable_ids, metric_called
from commplan.finding import NotApplicable, Outcome, Problem
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.rule import rule
from commplan.spelling import nearest
from commplan.words import Words, listed, quote, say


@rule("G101", part="goals", kind="X")
def goal_no_kpi(plan: Plan) -> Iterator[Outcome]:
    known = {*measurable_ids(), *(m.id for m in plan.evaluation.metrics)}
    if not plan.goals.objectives:
        yield NotApplicable(say("the plan has no objectives", "方案没有目标"))
    for objective in plan.goals.objectives:
        if objective.metric is None:
            yield Problem(
                objective.at(),
                say("objective {o} names no metric", "目标 {o} 没有写明指标", o=quote(objective.id)),
                _asked(objective),
            )
        elif objective.metric not in known:
            near = nearest(objective.metric, sorted(known)) or metric_called(objective.metric.replace("-", " "))
            yield Problem(
                objective.at("metric"),
                say("no metric is called {m}", "没有名为 {m} 的指标", m=quote(objective.metric)),
                say("did you mean `{n}`?", "是否想写 `{n}`？", n=near)
                if near
                else say(
                    "see `commplan metrics`, or define it under `evaluation.metrics`",
                    "见 `commplan metrics`，或在 `evaluation.metrics` 中定义",
                ),
            )


_OWN = say(
    ", or one of your own, listed under `evaluation.metrics`: `- {id: loans, definition: things lent in a month, direction: up}`",
    "；也可自定，先在 `evaluation.metrics` 中写：`- {id: loans, definition: 每月借出的件数, direction: up}`",
)


def _asked(objective: Objective) -> Words:
    """The metric, and in the same round what makes a goal of it."""
    stated = {
        "baseline: {value: 20, date: 2026-12-31}": objective.baseline.value,
        "target: 30": objective.target,
        "due: 2027-12-31": objective.due,
    }
    more = [f"`{form}`" for form, value in stated.items() if value is None]
    if not more:
        return say(
            "add `metric:`, one of `commplan metrics`{o}", "加上 `metric:`，可选项见 `commplan metrics`{o}", o=_OWN
        )
    return say(
        "add `metric:`, one of `commplan metrics`{o}; beside it, in this form, {m}",
        "加上 `metric:`，可选项见 `commplan metrics`{o}；并照此写明 {m}",
        o=_OWN,
        m=listed(more),
    )
