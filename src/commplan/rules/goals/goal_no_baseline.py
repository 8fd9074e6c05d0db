"""A target without the value it starts from.

An objective with a `target` also says where it stands today: `baseline`, with the value and the day it was measured.
A day that is still to come is a promise to measure, and enough until then. Not asked for where a target is to be kept
(`direction: keep`), nor for `calendar-execution`, because before the plan there is no calendar to hold anything against.

Sixty active members are a triumph after twenty and a defeat after ninety. Without a baseline nobody can tell which,
and a year later no one can measure it any more.

Source: OGP coding manual (measurable commitments have a benchmark); SMART.

Bad::

    goals:
      objectives:
        - id: active
          statement: Sixty people take part within four weeks
          metric: mau
          target: 60
          due: 2027-11-30
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat, tool: slack, metrics: [mau], owner: lead, refresh: P1M}]

Good::

    goals:
      objectives:
        - id: active
          statement: Sixty people take part within four weeks
          metric: mau
          baseline: {value: 20, date: 2027-01-01}
          target: 60
          due: 2027-11-30
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat, tool: slack, metrics: [mau], owner: lead, refresh: P1M}]

---

有目标值，却没有起点。

写了 `target` 的目标，也要写明现在是多少：`baseline` 的数值与测量日期。日期在将来，表示届时测量，在那之前即算写明。
保持现状的目标（`direction: keep`）不要求；`calendar-execution` 也不要求，因为在方案之前没有可以对照的日历。

从二十人到六十人活跃是成功，从九十人降到六十人是失败。没有基线，谁也分不清；一年之后再想补测，也已经来不及。

来源：OGP 承诺编码手册（可衡量的承诺要有基准）；SMART 原则。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commplan.catalogue import CALENDAR_EXECUTION
from commplan.finding import NotApplicable, Outcome, Problem
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.rule import rule
from commplan.words import Words, quote, say


@rule("G106", part="goals", kind="F", severity="warning")
def goal_no_baseline(plan: Plan, today: date) -> Iterator[Outcome]:
    kept = {m.id for m in plan.evaluation.metrics if m.direction == "keep"}
    judged = [o for o in plan.goals.objectives if _improves(o, kept)]
    if not judged:
        yield NotApplicable(say("no objective has a target to improve to", "没有需要改进到某个目标值的目标"))
    for objective in judged:
        value, day = objective.baseline.value, objective.baseline.date
        if value is None and (day is None or day <= today):
            yield _no_value(plan, objective, day)
        elif value is not None and day is None:
            yield Problem(
                objective.baseline.at("value"),
                say(
                    "the baseline {v} of objective {o} does not say when it was measured",
                    "目标 {o} 的基线 {v} 没有写明是何时测得的",
                    v=_number(value),
                    o=quote(objective.id),
                ),
                say("add the day as `date:` beside it", "请在旁边加上日期 `date:`"),
            )


def _improves(objective: Objective, kept: set[str]) -> bool:
    """Whether there is a target that is to be better than today."""
    if objective.target is None or objective.metric == CALENDAR_EXECUTION:
        return False
    return objective.direction != "keep" and (objective.direction is not None or objective.metric not in kept)


def _no_value(plan: Plan, objective: Objective, day: date | None) -> Problem:
    facts = {"o": quote(objective.id), "t": _number(objective.target or 0), "d": day}
    if day is None:
        words = say(
            "objective {o} aims at {t}, but does not say where it starts",
            "目标 {o} 的目标值为 {t}，却没有写明从多少起步",
            **facts,
        )
        return Problem(objective.at("target"), words, _hint(plan, objective))
    words = say(
        "the baseline of objective {o} was to be measured on {d}, and has no value yet",
        "目标 {o} 的基线应在 {d} 测得，至今没有数值",
        **facts,
    )
    return Problem(objective.baseline.at("date"), words, _hint(plan, objective))


def _hint(plan: Plan, objective: Objective) -> Words:
    """What to write: the first value of the metric that was written down, if any."""
    readings = [r for r in plan.evaluation.readings if objective.metric and r.metric == objective.metric]
    if readings:
        first = min(readings, key=lambda r: r.date)
        return say(
            "`evaluation.readings` has one: `baseline: {{value: {v}, date: {d}}}`",
            "`evaluation.readings` 中已有数值，可写 `baseline: {{value: {v}, date: {d}}}`",
            v=_number(first.value),
            d=first.date,
        )
    return say(
        "add `baseline: {value: ..., date: ...}`; 0 if it begins from nothing, and only a future `date` if it will be measured then",
        "请加上 `baseline: {value: …, date: …}`；从零开始则写 0；将来才测，可先只写将来的 `date`",
    )


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
