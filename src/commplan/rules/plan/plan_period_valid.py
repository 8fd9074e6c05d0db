"""Dates that do not fit the period of the plan.

The plan ends after it begins, and so do its freezes, leaves and other spans: an end before its start is an error. What
lies outside of the period is a warning, for nothing will ever count it: an objective that is due before the plan begins
or after it ends, a calendar entry on a single day outside or with a first day after the end, and a leave, a freeze or
the open action of a risk that is wholly outside and more than a month away.

Most of these are a year that was mistyped, or left standing when the plan of last year was copied. A meeting of last
year takes no hours, shows up in no calendar, and nobody misses it until the day it should have been.

Source: arithmetic; ISO 8601 (an interval ends after it starts).

Bad::

    plan:
      freezes: [{start: 2026-07-01, end: 2026-07-14, reason: Company holidays}]

Good::

    plan:
      freezes: [{start: 2027-07-01, end: 2027-07-14, reason: Company holidays}]

---

日期与方案期间不符。

方案的结束日应晚于开始日，冻结期、休假等时段也一样：结束早于开始属于错误。落在期间之外的为警告，因为没有任何地方会计入它：
目标的截止日在方案开始之前或结束之后；单次日历活动在期间之外，或重复活动在结束之后才开始；休假、冻结期，
或尚未完成的风险应对措施，整个在期间之外且相距一个月以上。

多数情况是年份写错，或沿用去年的方案时忘了改。写成去年的会议不占工时，也不出现在任何日历里，直到当天才有人发现。

来源：算术；ISO 8601（时间区间的终点晚于起点）。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from commplan.catalogue import described
from commplan.finding import NotApplicable, Outcome, Place, Problem, Related, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.head import Freeze, Period
from commplan.plan.structure import Person
from commplan.rule import Threshold, rule
from commplan.schedule import recurrence
from commplan.words import Words, quote, say

GRACE = Threshold(
    31,
    say(
        "days by which leave, freezes and risk actions may lie outside the period of the plan",
        "休假、冻结期与风险应对措施可以超出方案起止日期的天数",
    ),
    most=3660,
)
_CORRECT = say("correct the date, or the period of the plan", "请更正日期，或方案的起止日期")
_FREEZE = say("a freeze", "冻结期")


@dataclass(frozen=True, slots=True)
class _Dated:
    """Something with days of its own: where and in words, first and last day, and how far outside it may be."""

    place: Place
    words: Words
    first: date
    last: date
    grace: timedelta = timedelta(0)


@rule("P205", part="plan", kind="T", level="draft", thresholds={"grace_days": GRACE})
def plan_period_valid(plan: Plan, grace_days: int) -> Iterator[Outcome]:
    period = plan.plan.period
    yield from (_backwards(plan, span) for span in plan.nodes() if isinstance(span, Period) and _reversed(span))
    bounds, dated = recurrence.period(plan), list(_dated(plan, timedelta(days=grace_days)))
    if bounds:
        yield from (_outside(plan, thing) for thing in dated if _is_outside(plan, thing, *bounds))
    elif dated and not _reversed(period):
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(period.at(), missing)
    elif not _reversed(period):
        yield NotApplicable(say("nothing in the plan has a date", "方案中没有写日期的内容"))


def _reversed(span: Period) -> bool:
    return bool(span.start and span.end and span.end < span.start)


def _backwards(plan: Plan, span: Period) -> Problem:
    what = say("the plan", "方案")
    if span is not plan.plan.period:
        what = _FREEZE if isinstance(span, Freeze) else say("this span of days", "此时段")
    owner = next((p for p in plan.structure.people if span in p.leave), None)
    what = _leave(owner) if owner else what
    words = say(
        "{w} ends on {e}, before it begins on {s}", "{w}结束日 {e} 早于开始日 {s}", w=what, e=span.end, s=span.start
    )
    hint = say("exchange the two, or correct the year", "请对调两个日期，或更正年份")
    return Problem(span.at("end"), words, hint, (Related(span.at("start"), say("begins here", "从这里开始")),))


def _leave(person: Person) -> Words:
    return say("the leave of {p}", "{p} 的休假", p=quote(person.id))


def _dated(plan: Plan, grace: timedelta) -> Iterator[_Dated]:
    """Everything with a date that the period should hold."""
    for objective in plan.goals.objectives:
        if objective.due:
            words = say("objective {o} is due on {d}", "目标 {o} 的截止日 {d}", o=quote(objective.id), d=objective.due)
            yield _Dated(objective.at("due"), words, objective.due, objective.due)
    for entry in plan.content.calendar:
        if entry.start and entry.status not in ("done", "cancelled"):
            day = entry.start.day
            words = say("entry {e} starts on {d}", "日历条目 {e} 的开始日 {d}", e=quote(entry.id), d=day)
            yield _Dated(entry.at("start"), words, day, date.max if entry.rrule else day)
    spans = [(_leave(p), leave) for p in plan.structure.people for leave in p.leave]
    for what, span in [*spans, *((_FREEZE, freeze) for freeze in plan.plan.freezes)]:
        if span.start and span.end and not _reversed(span):
            words = say("{w} is from {a} to {b}", "{w}（{a} 至 {b}）", w=what, a=span.start, b=span.end)
            yield _Dated(span.at("start"), words, span.start, span.end, grace)
    for risk in plan.risks.register:
        for action in risk.actions:
            if action.due and not action.done and risk.status != "closed":
                facts = {"r": quote(risk.id), "d": action.due}
                words = say("an action of risk {r} is due on {d}", "风险 {r} 的一项措施，其截止日 {d}", **facts)
                yield _Dated(action.at("due"), words, action.due, action.due, grace)


def _is_outside(plan: Plan, thing: _Dated, first: date, last: date) -> bool:
    if thing.last < first - thing.grace:
        return not _told_elsewhere(plan, thing)
    return thing.first > last + thing.grace


def _told_elsewhere(plan: Plan, thing: _Dated) -> bool:
    """Whether rule goal-due-before-data says of an objective that it is due before counting begins."""
    own = {m.id for m in plan.evaluation.metrics}
    return any(o.at("due") == thing.place and (o.metric in own or described(o.metric)) for o in plan.goals.objectives)


def _outside(plan: Plan, thing: _Dated) -> Problem:
    period = plan.plan.period
    if period.start and thing.last < period.start:
        key, words = (
            "start",
            say("{t}, before the plan begins on {d}", "{t} 在方案开始（{d}）之前", t=thing.words, d=period.start),
        )
    else:
        key, words = (
            "end",
            say("{t}, after the plan ends on {d}", "{t} 在方案结束（{d}）之后", t=thing.words, d=period.end),
        )
    related = Related(period.at(key), say("the period of the plan", "方案的起止日期"))
    return Problem(thing.place, words, _CORRECT, (related,), Severity.WARNING)
