"""A response to a risk that its own entry does not bear out.

Each response has one thing that makes it true. *Reduce* has at least one action with a date: a day (`due`), a calendar
`entry`, or the day it was `done`. *Transfer* names who takes the risk over, and by which contract (`counterparty`).
*Accept*, above the score that may be accepted without more (`risks.appetite.acceptable`, 5 when it names none), names
who signed (`accepted_by`), and that is somebody whom `appetite.accepted_by` allows to. *Avoid* leaves nothing to
happen: the likelihood that remains (`residual`) is 1; where more remains, what it comes from still goes on. Closed
risks are left alone.

A word in the column "response" reassures everybody, and so nobody asks what is behind it.

Source: ISO 31000 and PMI, risk treatment options.

Bad::

    risks:
      register:
        - {id: hall, title: The hall is double-booked, likelihood: 2, impact: 3, response: transfer,
           residual: {likelihood: 1, impact: 3}, next_review: 2027-03-31}

Good::

    risks:
      register:
        - {id: hall, title: The hall is double-booked, likelihood: 2, impact: 3, response: transfer,
           counterparty: "The landlord, by the lease: finds another room", residual: {likelihood: 1, impact: 3},
           next_review: 2027-03-31}

---

风险应对策略与登记的内容不符。

每种策略都要有一样东西让它成立。“降低”至少有一项有日期的措施：写明期限（`due`）、日历条目（`entry`）或完成日（`done`）。
“转移”写明由谁、凭什么合同承担（`counterparty`）。“接受”超过可接受分值（`risks.appetite.acceptable`，未写明时为 5）的风险，
要写明由谁批准（`accepted_by`），且该人须是 `appetite.accepted_by` 允许的人。“规避”之后就不会再发生：残余可能性应为 1；
若高于 1，说明带来风险的事仍在做。已关闭的风险不检查。

“应对策略”一栏填了字，大家就放心了，于是没人再问背后有什么。

来源：ISO 31000 与 PMI 的风险应对策略。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.risks import Risk
from commplan.rule import rule
from commplan.rules.risks import ACTIONS, RESIDUAL, standing, unrated
from commplan.words import Words, quote, say


@rule("R104", part="risks", kind="X")
def risk_response_inconsistent(plan: Plan) -> Iterator[Outcome]:
    answered = [risk for risk in standing(plan) if risk.response]
    if not answered:
        yield NotApplicable(say("no open risk states a response", "没有未关闭的风险写明应对策略"))
    for risk in answered:
        yield from _JUDGED[risk.response or ""](plan, risk)


def _avoided(_: Plan, risk: Risk) -> Iterator[Outcome]:
    left = risk.residual
    if left is None:
        missing = say("the residual risk of {r} (`residual`)", "风险 {r} 的残余风险（`residual`）", r=quote(risk.id))
        yield Unknown(risk.at(), missing)
    elif left.likelihood > 1:
        yield Problem(
            risk.at("response"),
            say(
                "risk {r} is to be avoided, yet likelihood {n} of 5 remains: what it comes from goes on",
                "风险 {r} 选择规避，残余可能性却为 {n}（满分 5）：带来风险的事仍在做",
                r=quote(risk.id),
                n=left.likelihood,
            ),
            say(
                "leave out what it comes from, so that likelihood 1 remains, or call the response `reduce`",
                "不再做带来风险的事，使残余可能性为 1；或将应对策略改为 `reduce`",
            ),
            (Related(left.at(), say("what remains", "残余风险")),),
        )


def _reduced(_: Plan, risk: Risk) -> Iterator[Problem]:
    if any(action.due or action.done or action.entry for action in risk.actions):
        return
    if risk.actions:
        words = say(
            "risk {r} is to be reduced, but no action for it has a date",
            "风险 {r} 选择降低，但没有一项措施有日期",
            r=quote(risk.id),
        )
        hint = say(
            "give an action its `due:` day, or the `entry:` that does it{r}",
            "给措施写明 `due:` 或对应的 `entry:`{r}",
            r=say(", and add what is then left: {r}", "，并写明之后还剩多少：{r}", r=RESIDUAL)
            if risk.residual is None
            else Words("", ""),
        )
    else:
        words = say(
            "risk {r} is to be reduced, but nothing is planned to reduce it",
            "风险 {r} 选择降低，但没有安排任何措施",
            r=quote(risk.id),
        )
        hint = (
            say("add {a}, and what is then left of it: {r}", "加上 {a}，以及之后还剩多少：{r}", a=ACTIONS, r=RESIDUAL)
            if risk.residual is None
            else say("add {a}", "加上 {a}", a=ACTIONS)
        )
    yield Problem(risk.at("response"), words, hint)


def _transferred(_: Plan, risk: Risk) -> Iterator[Problem]:
    if risk.counterparty is None:
        yield Problem(
            risk.at("response"),
            say(
                "risk {r} is to be transferred, but nobody is named who takes it over",
                "风险 {r} 选择转移，但没有写明由谁承担",
                r=quote(risk.id),
            ),
            say("add `counterparty:`, to whom and by which contract", "加上 `counterparty:`，写明对方与合同"),
        )


def _accepted(plan: Plan, risk: Risk) -> Iterator[Outcome]:
    appetite = plan.risks.appetite
    yield from unrated(risk)
    if risk.inherent is None or risk.inherent <= appetite.acceptable:
        return
    facts = {
        "r": quote(risk.id),
        "s": f"{risk.likelihood} x {risk.impact} = {risk.inherent}",
        "a": appetite.acceptable,
        "by": quote(risk.accepted_by or ""),
        "may": quote(appetite.accepted_by or ""),
    }
    limit = (Related(appetite.at("acceptable"), say("what may be accepted", "可接受分值")),)
    if risk.accepted_by is None:
        yield Problem(
            risk.at("response"),
            say(
                "risk {r} is accepted at {s}, above {a}, and nobody has signed for it",
                "风险 {r} 以 {s} 被接受，高于 {a}，却没有人批准",
                **facts,
            ),
            say("add `accepted_by:`, or choose another response", "加上 `accepted_by:`，或改用其他应对策略"),
            limit if appetite.says("acceptable") else (),
        )
    elif _may_not(plan, risk.accepted_by):
        yield Problem(
            risk.at("accepted_by"),
            say(
                "risk {r} is accepted at {s}, above {a}, by {by}; only {may} may do that",
                "风险 {r} 以 {s} 被接受，高于 {a}，批准者是 {by}；而只有 {may} 有权批准",
                **facts,
            ),
            say("have {may} decide, or choose another response", "请 {may} 决定，或改用其他应对策略", **facts),
            (Related(appetite.at("accepted_by"), say("who may accept", "有权批准者")),),
        )


def _may_not(plan: Plan, signed: str) -> bool:
    """Whether who signed is certainly somebody else than who may."""
    may = plan.risks.appetite.accepted_by
    if may is None or may == signed:
        return False
    allowed, signing = ({person.id for person in plan.people(who)} for who in (may, signed))
    return bool(allowed and signing) and not allowed & signing


_JUDGED: dict[str, Callable[[Plan, Risk], Iterator[Outcome]]] = {
    "avoid": _avoided,
    "reduce": _reduced,
    "transfer": _transferred,
    "accept": _accepted,
}
