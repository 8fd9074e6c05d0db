"""An objective that nothing in the plan works towards.

Every objective is named by something that is done: by a calendar entry or a routine, under its `objectives`. What is
cancelled does not count, nor does what begins only after the objective is due. Answering in time is also served by
service levels and shifts, and `calendar-execution` by whatever is in the calendar.

A goal that no activity serves is reached by luck, if at all. It is the commonest break between the first part of a plan
and the fourth: both are good, and have nothing to do with each other.

Source: OECD SIGMA action-plan criteria (activities derived from objectives); SMART (actionable).

Bad::

    goals:
      objectives:
        - {id: talk, statement: People talk every week, metric: wau, owner: lead}
        - {id: stay, statement: Newcomers stay, metric: retention, owner: lead}
    content:
      calendar:
        - {id: open-hour, kind: event, start: 2027-01-12T19:00, owner: lead, objectives: [talk], effort_hours: 1}
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat, tool: slack, metrics: [wau, retention], owner: lead, refresh: P1M}]

Good::

    goals:
      objectives:
        - {id: stay, statement: Newcomers stay, metric: retention, owner: lead}
    content:
      calendar:
        - {id: open-hour, kind: event, start: 2027-01-12T19:00, owner: lead, objectives: [stay], effort_hours: 1}
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat, tool: slack, metrics: [retention], owner: lead, refresh: P1M}]

---

目标没有任何活动支撑。

每个目标都要有实际在做的事指向它：日历条目或日常运营事项的 `objectives` 写明它。已取消的不算，目标截止之后才开始的也不算。
“及时答复”类目标还可由响应时限与值班支撑；`calendar-execution` 由日历中的所有条目支撑。

没有活动支撑的目标，达成只能靠运气。这是方案第一部分与第四部分之间最常见的脱节：两边各自都好，却互不相干。

来源：OECD SIGMA 行动计划评价标准（活动由目标推出）；SMART 原则（可行动）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.catalogue import CALENDAR_EXECUTION
from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.goals import Objective
from commplan.plan.rules import Routine
from commplan.rule import rule
from commplan.rules.goals import listed, misnamed, standing
from commplan.words import quote, say

ANSWERED = ("first-response-time", "response-times", "sla-attainment", "unanswered-rate")
"""Metrics that shifts and service levels work on day by day, without a date in the calendar."""


@rule("G107", part="goals", kind="X", severity="warning")
def goal_orphan_activity(plan: Plan) -> Iterator[Outcome]:
    if not plan.goals.objectives:
        yield NotApplicable(say("the plan has no objectives", "方案没有目标"))
        return
    serving: dict[str, list[Entry | Routine]] = {}
    things: list[Entry | Routine] = [*standing(plan), *plan.rules.routines]
    for thing in things:
        for id_ in thing.objectives:
            serving.setdefault(id_, []).append(thing)
    if not serving:
        missing = say(
            "which objectives the calendar serves (`objectives` of its entries)",
            "日历服务于哪些目标（各条目的 `objectives`）",
        )
        yield Unknown(plan.content.at("calendar"), missing)
        return
    for objective in plan.goals.objectives:
        if objective.id in serving:
            yield from _late(objective, serving[objective.id])
        elif not _served_otherwise(plan, objective) and not misnamed(plan, objective.id):
            yield _orphan(plan, objective)


def _served_otherwise(plan: Plan, objective: Objective) -> bool:
    if objective.metric in ANSWERED:
        return bool(plan.rules.service_levels or plan.rules.shifts)
    return objective.metric == CALENDAR_EXECUTION


def _orphan(plan: Plan, objective: Objective) -> Problem:
    cancelled = [e for e in plan.content.calendar if objective.id in e.objectives]
    o = quote(objective.id)
    if cancelled:
        words = say(
            "all that served objective {o} is cancelled: {c}",
            "为目标 {o} 安排的活动都已取消：{c}",
            o=o,
            c=listed(e.id for e in cancelled),
        )
        related = tuple(Related(e.at("status"), say("cancelled", "已取消")) for e in cancelled[:3])
    else:
        words, related = say("nothing that is done serves objective {o}", "没有任何活动服务于目标 {o}", o=o), ()
    hint = say(
        "add `{i}` to the `objectives` of the entries or routines that work towards it, plan one, or drop the objective",
        "请在推动它的日历条目或日常运营事项的 `objectives` 中加上 `{i}`，或为它安排活动，或放弃这个目标",
        i=objective.id,
    )
    return Problem(objective.at(), words, hint, related)


def _late(objective: Objective, serving: list[Entry | Routine]) -> Iterator[Problem]:
    """What serves an objective begins after it is due."""
    dated = [(e.start.day, e) for e in serving if isinstance(e, Entry) and e.start is not None]
    if objective.due is None or len(dated) < len(serving):
        return
    day, first = min(dated, key=lambda pair: pair[0])
    if day <= objective.due:
        return
    words = say(
        "objective {o} is due {due}, but the first activity that serves it, {e}, is on {d}",
        "目标 {o} 的截止日为 {due}，但最早为它安排的活动 {e} 在 {d}",
        o=quote(objective.id),
        due=objective.due,
        e=quote(first.id),
        d=day,
    )
    hint = say("begin earlier, or move `due`", "请提前开始，或推迟 `due`")
    yield Problem(objective.at("due"), words, hint, (Related(first.at("start"), say("begins here", "从这里开始")),))
