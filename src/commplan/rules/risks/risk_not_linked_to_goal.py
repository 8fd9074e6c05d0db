"""A risk that endangers none of the plan's goals.

When the plan has objectives, each open risk names those that it endangers (`objectives`), and at least one of them is still
to be reached: a risk whose objectives were all due before today endangers nothing that lies ahead.

A risk is what uncertainty does to a goal. One that touches no goal is either not worth the hours spent on it, or it shows
a goal that nobody has written down; and without the goal, nobody can say how large it is.

Source: ISO 31000 (risk: effect of uncertainty on objectives).

Bad::

    goals:
      objectives: [{id: stay, statement: Newcomers stay, metric: retention, owner: lead}]
    risks:
      register:
        - {id: silence, title: Nobody answers newcomers, likelihood: 2, impact: 3, next_review: 2027-03-31, objectives: [stay]}
        - {id: spam, title: Flood of spam, likelihood: 2, impact: 2, next_review: 2027-03-31}
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat, tool: slack, metrics: [retention], owner: lead, refresh: P1M}]

Good::

    goals:
      objectives: [{id: stay, statement: Newcomers stay, metric: retention, owner: lead}]
    risks:
      register:
        - {id: silence, title: Nobody answers newcomers, likelihood: 2, impact: 3, next_review: 2027-03-31, objectives: [stay]}
        - {id: spam, title: Flood of spam, likelihood: 2, impact: 2, next_review: 2027-03-31, objectives: [stay]}
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: chat, tool: slack, metrics: [retention], owner: lead, refresh: P1M}]

---

风险没有对应任何目标。

方案有目标时，每项未关闭的风险都要写明危及哪些目标（`objectives`），且其中至少一个尚未到期：所列目标都已在今天之前到期的，
已不再危及任何将来的事。

风险是不确定性对目标的影响。不影响任何目标的风险，要么不值得花工时，要么说明有一个目标没有写下来；不知道危及什么，也就说不清它有多大。

来源：ISO 31000（风险：不确定性对目标的影响）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.risks import Risk
from commplan.rule import rule
from commplan.rules.risks import listed, over, standing
from commplan.words import Words, quote, say


@rule("R111", part="risks", kind="X", severity="warning", level="solid")
def risk_not_linked_to_goal(plan: Plan, today: date) -> Iterator[Outcome]:
    open_ = standing(plan)
    if not plan.goals.objectives or not open_:
        words = say("there are no objectives, or no open risk that could endanger them", "没有目标，或没有未关闭的风险")
        yield NotApplicable(words)
        return
    loose = [risk for risk in open_ if not risk.objectives]
    if len(loose) > 1 and len(loose) * 2 > len(open_):
        # most of them: nobody has linked the two parts yet, which is said once and not at each risk
        names = listed(quote(risk.id) for risk in loose)
        missing = say("the `objectives` that {r} endanger", "{r} 危及哪些目标（`objectives`）", r=names)
        yield Unknown(plan.risks.at("register"), missing)
    else:
        yield from (_loose(plan, risk) for risk in loose)
    if not over(plan, today):
        for risk in open_:
            yield from _past(plan, risk, today)


def _loose(plan: Plan, risk: Risk) -> Problem:
    words = say("risk {r} endangers none of the objectives", "风险 {r} 没有写明危及哪个目标", r=quote(risk.id))
    near = _near(plan, risk)
    if near:
        hint = say(
            "add `objectives:`; its trigger or its actions have to do with {o}",
            "加上 `objectives:`；其预警或措施与 {o} 有关",
            o=listed(Words(f"`{id_}`", f"`{id_}`") for id_ in near),
        )
    else:
        hint = say(
            "add `objectives:` with those that it endangers ({o}), or write down the goal that it does; if there is none, close it",
            "加上 `objectives:`，写明它危及哪些目标（{o}），或写下它所危及的目标；若没有，就关闭它",
            o=listed(Words(f"`{one.id}`", f"`{one.id}`") for one in plan.goals.objectives),
        )
    return Problem(risk.at(), words, hint)


def _near(plan: Plan, risk: Risk) -> list[str]:
    """The objectives that the trigger measures, or that the entries which carry its actions serve."""
    metric = risk.trigger.metric if risk.trigger else None
    entries = [plan.objects.get(action.entry or "") for action in risk.actions]
    served = {id_ for entry in entries if isinstance(entry, Entry) for id_ in entry.objectives}
    return [o.id for o in plan.goals.objectives if o.id in served or (metric and o.metric == metric)]


def _past(plan: Plan, risk: Risk, today: date) -> Iterator[Problem]:
    named = [o for o in plan.goals.objectives if o.id in risk.objectives]
    days = [o.due for o in named if o.due and o.due < today]
    if named and len(days) == len(risk.objectives):
        yield Problem(
            risk.at("objectives"),
            say(
                "risk {r} is open, and all that it endangers was due by {d}: {o}",
                "风险 {r} 尚未关闭，而它危及的目标最晚已于 {d} 到期：{o}",
                r=quote(risk.id),
                d=max(days),
                o=listed(quote(o.id) for o in named),
            ),
            say("name what it endangers now, or close it", "写明它现在危及哪个目标，或关闭它"),
            tuple(Related(o.at("due"), say("due here", "到期日")) for o in named),
        )
