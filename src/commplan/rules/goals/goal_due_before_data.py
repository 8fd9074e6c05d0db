"""An objective that is due before its metric can be known.

Some metrics need time: whether a member is still active 90 days after the first day is known 90 days later, not sooner.
Counting begins when all of this has begun: the day of the baseline, the plan's period, and the data of a source that
feeds the metric. From that day on, the metric's own window must close by the day the objective is due.

An objective due earlier is judged on people from before the plan, or on those who have not had their time yet; it comes
out too good or too bad, and nobody can say which.

Source: Amplitude documentation, Retention Analysis (a day N counts once it has passed); right-censoring in survival
analysis.

Bad::

    goals:
      objectives:
        - id: stay
          statement: Of the people who begin, two in five are still active after 90 days
          metric: retention
          parameters: {day: 90}
          baseline: {value: 0.3, date: 2027-01-01}
          target: 0.4
          due: 2027-03-01
          owner: lead
    evaluation:
      active: {kinds: [message, reply], inactive_after_days: 28}
      exclude: {staff: true}
      sources:
        - {id: chat, tool: slack, metrics: [retention], owner: lead, refresh: P1M}

Good::

    goals:
      objectives:
        - id: stay
          statement: Of the people who begin, two in five are still active after 90 days
          metric: retention
          parameters: {day: 90}
          baseline: {value: 0.3, date: 2027-01-01}
          target: 0.4
          due: 2027-09-30
          owner: lead
    evaluation:
      active: {kinds: [message, reply], inactive_after_days: 28}
      exclude: {staff: true}
      sources:
        - {id: chat, tool: slack, metrics: [retention], owner: lead, refresh: P1M}

---

目标的截止日早于指标能得出结果的日子。

有些指标需要时间：成员在首日之后第 90 天是否仍活跃，要到 90 天后才知道。计数从以下三者都已开始之日算起：基线日期、方案起始日、
提供该指标的数据来源开始有数据之日。从这一天起，指标自身的观察期须在目标截止日之前结束。

截止过早的目标，只能用方案开始之前的人，或用时间还没到的人来判断，结果不是偏高就是偏低，而且无从分辨。

来源：Amplitude 文档“留存分析”（第 N 天过去之后才计入）；生存分析中的右删失。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from commplan.catalogue import described
from commplan.catalogue import metric as in_catalogue
from commplan.finding import NotApplicable, Outcome, Place, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.rule import rule
from commplan.words import Words, quote, say


@dataclass(frozen=True, slots=True)
class _Start:
    """A day that counting cannot begin before, where the plan says so, and what begins then."""

    day: date
    place: Place
    what: Words


@rule("G102", part="goals", kind="T", level="draft")
def goal_due_before_data(plan: Plan) -> Iterator[Outcome]:
    own = {m.id for m in plan.evaluation.metrics}
    measured = [o for o in plan.goals.objectives if o.metric in own or described(o.metric)]
    if not measured:
        yield NotApplicable(say("no objective has a metric", "没有带指标的目标"))
    for objective in measured:
        days = _days_until_known(plan, objective)
        starts = _starts(plan, objective)
        if objective.due is None:
            yield Unknown(
                objective.at(), say("when {o} is due (`due`)", "{o} 的截止日（`due`）", o=quote(objective.id))
            )
        elif isinstance(days, Unknown):
            yield days
        elif not starts:
            missing = say(
                "from when {o} is counted (`baseline.date` or `plan.period.start`)",
                "{o} 从何时算起（`baseline.date` 或 `plan.period.start`）",
                o=quote(objective.id),
            )
            yield Unknown(objective.at(), missing)
        else:
            yield from _judged(objective, objective.due, max(starts, key=lambda s: s.day), days)


def _days_until_known(plan: Plan, objective: Objective) -> int | Unknown:
    """Days from the day a thing is counted to the day its value is known: 0 when it is known on the same day."""
    metric_id = objective.metric or ""
    own = next((m for m in plan.evaluation.metrics if m.id == metric_id), None)
    if own is not None:
        missing = say(
            "after how many days a value of {m} is known (`window_days`)",
            "{m} 的数值要过多少天才能知道（`window_days`）",
            m=quote(own.id),
        )
        return own.window_days if own.window_days is not None else Unknown(own.at(), missing)
    metric = in_catalogue(metric_id)
    try:
        return metric.horizon_days(objective.parameters) - 1 if metric else 0
    except ValueError:
        missing = say("parameters that {m} takes", "{m} 可用的参数", m=quote(metric_id))
        return Unknown(objective.at("parameters"), missing)


def _starts(plan: Plan, objective: Objective) -> list[_Start]:
    found = []
    if objective.baseline.date:
        baseline = say("its baseline", "其基线")
        found.append(_Start(objective.baseline.date, objective.baseline.at("date"), baseline))
    if plan.plan.period.start:
        begin = say("the start of the plan", "方案起始日")
        found.append(_Start(plan.plan.period.start, plan.plan.period.at("start"), begin))
    feeding = [s for s in plan.evaluation.sources if objective.metric in s.metrics]
    dated = [(s.available_from, s) for s in feeding if s.available_from]
    if dated and len(dated) == len(feeding):
        day, source = min(dated, key=lambda pair: pair[0])
        data = say("the first data of {s}", "数据来源 {s} 的首批数据", s=quote(source.id))
        found.append(_Start(day, source.at("available_from"), data))
    return found


def _judged(objective: Objective, due: date, start: _Start, days: int) -> Iterator[Outcome]:
    try:
        known = start.day + timedelta(days=days)
    except OverflowError:
        known = date.max
    if due >= known:
        return
    facts = {"o": quote(objective.id), "due": due, "m": quote(objective.metric), "s": start.what, "from_": start.day}
    if due < start.day:
        message = say(
            "objective {o} is due {due}, before {s} on {from_}",
            "目标 {o} 的截止日 {due} 早于{s}（{from_}）",
            **facts,
        )
    else:
        message = say(
            "objective {o} is due {due}, but {m} counted from {from_} ({s}) is known {n} later, on {known}",
            "目标 {o} 的截止日为 {due}，但 {m} 从 {from_}（{s}）算起要过 {n}，到 {known} 才有结果",
            n=say("{n} day" if days == 1 else "{n} days", "{n} 天", n=days),
            known=known,
            **facts,
        )
    hint = (
        say("move `due` to {d} or later", "请把 `due` 改到 {d} 或之后", d=known)
        if days == 0
        else say(
            "move `due` to {d} or later, or take a metric with a shorter window",
            "请把 `due` 改到 {d} 或之后，或改用观察期更短的指标",
            d=known,
        )
    )
    related = Related(start.place, say("counting begins here", "从这里开始计数"))
    yield Problem(objective.at("due"), message, hint, (related,))
