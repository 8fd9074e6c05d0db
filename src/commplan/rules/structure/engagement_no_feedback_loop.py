"""People are asked, and nobody says when they hear what came of it.

Every decision that promises more than to inform (`participation`: consult, involve, collaborate, empower) says when those who
were asked hear what was decided and why (`report_back`: a day, or a time after). Where it is a day and the plan has a
calendar, something in the calendar, or a report that they get, reaches each of its audiences within a week of it: a promise
that nobody has put into the calendar is kept by chance.

Who was asked once and never heard again does not answer a second time, and tells the others why.

Source: IAP2, core value 7 (tell participants how their input affected the decision).

Bad::

    structure:
      decisions:
        - {id: venue, name: Where we meet, raci: {responsible: [lead], accountable: [lead]}, participation: consult,
           discretion: open}

Good::

    structure:
      decisions:
        - {id: venue, name: Where we meet, raci: {responsible: [lead], accountable: [lead]}, participation: consult,
           discretion: open, report_back: P14D}

---

征求了意见，却没有写明何时回告。

凡承诺的参与程度高于告知的决策（`participation` 为征询、参与、协作、赋权），都要写明参与者何时得知结果与理由（`report_back`：日期，或之后多久）。
写明日期且方案有日历的，该日前后一周内，日历中应有条目（或定期报告）触达每一类受众：没有排进日历的承诺，能否兑现只能碰运气。

被问过一次却再无下文的人，不会再回答第二次，还会告诉别人为什么。

来源：IAP2 核心价值第七条（告知参与者其意见如何影响决策）。
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Decision
from commplan.rule import Threshold, rule
from commplan.schedule import recurrence
from commplan.terms import term
from commplan.words import listed, quote, say

WITHIN_DAYS = Threshold(
    7,
    say(
        "days from the day of reporting back within which something reaches those asked",
        "回告日前后多少天内应有内容触达参与者",
    ),
)


@rule("S110", part="structure", kind="X", severity="warning", level="solid", thresholds={"within_days": WITHIN_DAYS})
def engagement_no_feedback_loop(plan: Plan, within_days: float) -> Iterator[Outcome]:
    # of what is fixed nobody is really asked: rule engagement-level-overpromise tells that
    open_ = [d for d in plan.structure.decisions if d.discretion != "fixed"]
    asking = [d for d in open_ if d.participation and d.participation != "inform"]
    if not asking:
        yield NotApplicable(say("no decision asks anybody", "没有决策向他人征求意见"))
    for decision in asking:
        if decision.report_back is None:
            yield _never(decision)
        elif isinstance(decision.report_back, date) and plan.content.calendar:
            yield from _reached(plan, decision, decision.report_back, timedelta(days=within_days))


def _never(decision: Decision) -> Problem:
    words = say(
        "decision {d} promises to {p}, but does not say when those asked hear what came of it",
        "决策 {d} 承诺“{p}”，却没有写明参与者何时得知结果",
        d=quote(decision.id),
        p=term(decision.participation or ""),
    )
    hint = say(
        "add `report_back:`, a day or a time after, such as P14D", "加上 `report_back:`，写日期或之后多久，如 P14D"
    )
    return Problem(decision.at("participation"), words, hint)


def _reached(plan: Plan, decision: Decision, day: date, within: timedelta) -> Iterator[Outcome]:
    """Whether anything reaches the audiences of a decision about the day on which they are to hear of it."""
    if not decision.audiences:
        missing = say("who is asked about {d} (`audiences`)", "{d} 向谁征求意见（`audiences`）", d=quote(decision.id))
        yield Unknown(decision.at(), missing)
        return
    bounds = recurrence.period(plan)
    if bounds is None or not bounds[0] <= day <= bounds[1]:
        return  # rule plan-period-valid speaks of days outside the plan
    held = recurrence.occurrences(plan)
    begin = bisect_left(held, day - within, key=lambda o: o.day)
    end = bisect_left(held, day + within + timedelta(days=1), key=lambda o: o.day)
    reached = {a for occurrence in held[begin:end] for a in occurrence.entry.audiences}
    reached |= {a for report in plan.content.reporting for a in report.audiences}
    missed = [quote(a) for a in decision.audiences if a not in reached]
    if missed:
        yield Problem(
            decision.at("report_back"),
            say(
                "decision {d} reports back on {day}, but nothing in the calendar reaches {a} within {n} days of it",
                "决策 {d} 应在 {day} 回告，但该日前后 {n} 天内，日历中没有内容触达 {a}",
                d=quote(decision.id),
                day=day,
                a=listed(missed),
                n=f"{within.days}",
            ),
            say(
                "put it into the calendar, with these `audiences`, or set another day",
                "把它排进日历并写明这些 `audiences`，或改写日期",
            ),
        )
