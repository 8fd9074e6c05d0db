"""A high risk that nothing warns of.

From the score that `risks.appetite.high` names (12 when it names none), a risk has a `trigger`: a metric with the value at
which it warns, or a sign in words that somebody can watch for. Closed risks are left alone, and so are those that have
`materialised`: there is nothing left to warn of.

A contingency plan that begins on the day of the damage begins too late. What one can see coming weeks before costs a
talk and not a community.

Source: PMI, risk register (triggers, warning signs); ISO 31000 (monitoring).

Bad::

    risks:
      register:
        - {id: key-person, title: The only moderator leaves, likelihood: 4, impact: 4, owner: lead, response: accept,
           accepted_by: lead, contingency: The lead moderates, next_review: 2027-03-31}

Good::

    risks:
      register:
        - {id: key-person, title: The only moderator leaves, likelihood: 4, impact: 4, owner: lead, response: accept,
           accepted_by: lead, contingency: The lead moderates, next_review: 2027-03-31,
           trigger: {sign: Two weeks without a word from her}}

---

高风险没有预警。

达到 `risks.appetite.high` 所定分值（未写明时为 12）的风险，须写明预警（`trigger`）：某个指标及其预警值，或能有人留意的迹象。
已关闭的风险不检查；已经发生（`materialised`）的也不检查，那时已无从预警。

等到出事那天才启动的应急预案，已经晚了。提前几周看到苗头，只要谈一次话；看不到，可能失去整个社群。

来源：PMI 风险登记册（触发条件、预警信号）；ISO 31000（监测）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related
from commplan.plan import Plan
from commplan.plan.risks import Risk
from commplan.rule import rule
from commplan.rules.risks import standing, unrated
from commplan.words import quote, say


@rule("R107", part="risks", kind="X", severity="warning", level="solid")
def risk_no_trigger(plan: Plan) -> Iterator[Outcome]:
    ahead = [risk for risk in standing(plan) if risk.status != "materialised"]
    if not ahead:
        yield NotApplicable(say("the plan has no open risks that lie ahead", "方案没有尚未发生的未关闭风险"))
    high = plan.risks.appetite.high
    for risk in ahead:
        if warned(risk):
            continue
        yield from unrated(risk)
        if risk.inherent is not None and risk.inherent >= high:
            yield _unwarned(plan, risk)


def warned(risk: Risk) -> bool:
    """Whether a risk says anything of how one sees it coming."""
    trigger = risk.trigger
    stated = (trigger.metric, trigger.sign, trigger.above, trigger.below) if trigger else ()
    return any(key is not None for key in stated)


def _unwarned(plan: Plan, risk: Risk) -> Problem:
    appetite = plan.risks.appetite
    words = say(
        "risk {r} scores {l} x {i} = {s}, high from {h}, and nothing warns of it",
        "风险 {r} 的分值为 {l} x {i} = {s}（{h} 起为高风险），却没有预警",
        r=quote(risk.id),
        l=risk.likelihood,
        i=risk.impact,
        s=risk.inherent,
        h=appetite.high,
    )
    hint = say(
        "add `trigger: {metric: ..., above: ...}`, or `trigger: {sign: ...}` with what one would see first",
        "加上 `trigger: {metric: ..., above: ...}`，或 `trigger: {sign: ...}`，写明最先会看到什么迹象",
    )
    related = (Related(appetite.at("high"), say("high from here", "高风险起点")),) if appetite.says("high") else ()
    return Problem(risk.at(), words, hint, related)
