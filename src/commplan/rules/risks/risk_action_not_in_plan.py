"""An action against a risk that nothing in the plan carries.

What is done about an open risk takes time or money, and the plan says where that comes from: each action that is not
`done` names the calendar `entry` that carries it, or states its `effort_hours` or its `cost`. An entry that carries an action
is not cancelled, and it begins by the day on which the action is `due`; up to 30 days later still counts, since what is done
to prepare an entry is done before it.

A measure that stands only in the register is done by nobody: when the week is full, what is in the calendar and in the
budget wins.

Source: PMI, risk responses (agreed responses go into the schedule and the budget).

Bad::

    risks:
      register:
        - {id: spam, title: Flood of spam, likelihood: 4, impact: 2, response: reduce, residual: {likelihood: 2, impact: 2},
           next_review: 2027-03-31, actions: [{action: Set up a filter, owner: lead, due: 2027-02-28}]}

Good::

    risks:
      register:
        - {id: spam, title: Flood of spam, likelihood: 4, impact: 2, response: reduce, residual: {likelihood: 2, impact: 2},
           next_review: 2027-03-31, actions: [{action: Set up a filter, owner: lead, due: 2027-02-28, effort_hours: 2}]}

---

风险应对措施没有落实到方案中。

应对风险要花时间或钱，方案应写明从哪里来：未关闭风险的每项措施，除已完成的（`done`）以外，都要写明承载它的日历条目（`entry`），
或所需工时（`effort_hours`）、费用（`cost`）。承载措施的日历条目不能已取消，并应在措施的期限（`due`）之前开始；晚 30 天以内也算，
因为为某项活动做的准备，总在活动之前完成。

只写在登记册里的措施没有人会做：一忙起来，先做的总是日历和预算里有的事。

来源：PMI 风险应对（商定的应对措施要进入进度计划与预算）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.risks import Action, Risk
from commplan.rule import Threshold, rule
from commplan.rules.risks import standing
from commplan.words import Words, quote, say

_HINT = say(
    "name the calendar `entry:` that does it, or state its `effort_hours:` or `cost:`",
    "写明承载它的日历条目 `entry:`，或所需的 `effort_hours:`、`cost:`",
)
# what prepares an entry (an insurance, a check of the data) is due days or weeks before it
AHEAD_DAYS = Threshold(
    30,
    say(
        "days that an action may be due before the entry that carries it begins",
        "措施的期限可以比承载它的日历条目早多少天",
    ),
)


@rule("R106", part="risks", kind="T", severity="warning", level="solid", thresholds={"ahead_days": AHEAD_DAYS})
def risk_action_not_in_plan(plan: Plan, ahead_days: float) -> Iterator[Outcome]:
    open_ = [(risk, action) for risk in standing(plan) for action in risk.actions if action.done is None]
    if not open_:
        yield NotApplicable(say("no open risk has an action still to be done", "没有未关闭的风险还有待完成的措施"))
        return
    bare = [(r, a) for r, a in open_ if a.entry is None and a.effort_hours is None and a.cost is None]
    if len(bare) > 1 and len(bare) == len(open_):
        yield _none(plan, len(bare))
        return
    for risk, action in bare:
        words = say(
            "{a}, for risk {r}, has neither a calendar entry nor hours nor a cost: nothing in the plan carries it",
            "风险 {r} 的措施 {a} 没有日历条目，也没有工时和费用：方案中没有落实它",
            a=quote(action.action),
            r=quote(risk.id),
        )
        yield Problem(action.at(), words, _HINT)
    for risk, action in open_:
        entry = plan.objects.get(action.entry or "")
        if isinstance(entry, Entry):
            yield from _carried(risk, action, entry, timedelta(days=ahead_days))


def _none(plan: Plan, count: int) -> Problem:
    words = say(
        "none of the {n} actions against risks has a calendar entry, hours or a cost: nothing in the plan carries them",
        "{n} 项风险应对措施都没有日历条目、工时或费用：方案中没有落实它们",
        n=count,
    )
    return Problem(plan.risks.at("register"), words, _HINT)


def _carried(risk: Risk, action: Action, entry: Entry, ahead: timedelta) -> Iterator[Outcome]:
    """Whether the entry that an action rests on comes about, and in time."""
    facts = {"a": quote(action.action), "r": quote(risk.id), "e": quote(entry.id)}
    if entry.status == "cancelled":
        yield Problem(
            action.at("entry"),
            say(
                "{a}, for risk {r}, rests on {e}, which is cancelled",
                "风险 {r} 的措施 {a} 由 {e} 承载，而该条目已取消",
                **facts,
            ),
            say("name another `entry:`, or drop the action", "改写 `entry:`，或删去该措施"),
            (Related(entry.at("status"), say("cancelled", "已取消")),),
        )
    elif action.due and entry.start is None:
        yield Unknown(entry.at(), say("when {e} happens (`start`)", "{e} 何时举行（`start`）", **facts))
    elif action.due and entry.start and entry.start.day - action.due > ahead:
        yield _late(action, entry, entry.start.day, facts)


def _late(action: Action, entry: Entry, begins: date, facts: dict[str, Words]) -> Problem:
    return Problem(
        action.at("due"),
        say(
            "{a}, for risk {r}, is due on {d}, and {e}, which carries it, begins on {b}",
            "风险 {r} 的措施 {a} 期限为 {d}，而承载它的 {e} 要到 {b} 才开始",
            d=action.due,
            b=begins,
            **facts,
        ),
        say("hold the entry earlier, or set a later `due:`", "提前该条目，或推迟 `due:`"),
        (Related(entry.at("start"), say("begins here", "开始日期")),),
    )
