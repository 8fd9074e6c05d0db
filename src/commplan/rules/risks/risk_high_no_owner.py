"""A high risk without owner, response or contingency.

From the score that `risks.appetite.high` names (12 when it names none), a risk has somebody who watches it, a
decision what is done about it (avoid, reduce, transfer, accept), and a contingency: what happens on the day it
strikes. The score is likelihood times impact, before the response; closed risks are left alone. A register full of
red cells that nobody owns is a list of worries.

Source: PMI, risk register; ISO 31000 (risk treatment, risk owner).

Bad::

    risks:
      register:
        - {id: key-person, title: The only moderator leaves, likelihood: 3, impact: 4, response: reduce,
           residual: {likelihood: 2, impact: 4}, actions: [{action: Train a deputy, due: 2027-03-31, effort_hours: 4}],
           trigger: {sign: Two weeks without a word from her}}

Good::

    risks:
      register:
        - {id: key-person, title: The only moderator leaves, likelihood: 3, impact: 4, response: reduce,
           residual: {likelihood: 2, impact: 4}, actions: [{action: Train a deputy, due: 2027-03-31, effort_hours: 4}],
           trigger: {sign: Two weeks without a word from her}, owner: lead, contingency: The deputy moderates from the same day}

---

高风险没有负责人、应对策略或应急预案。

达到 `risks.appetite.high` 所定分值（未写明时为 12）的风险，须有人盯住它（`owner`）、有应对策略
（规避、降低、转移、接受），并有应急预案：真的发生那天怎么办。分值为应对之前的可能性 × 影响；已关闭的风险不检查。
满是红格却无人负责的登记册，只是一张忧虑清单。

来源：PMI 风险登记册；ISO 31000（风险应对、风险责任人）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related
from commplan.plan import Plan
from commplan.plan.risks import Risk
from commplan.rule import rule
from commplan.rules.risks import ACTIONS, RESIDUAL, standing, unrated
from commplan.words import Words, listed, quote, say

_MUST = {
    "owner": Words("owner", "负责人"),
    "response": Words("response", "应对策略"),
    "contingency": Words("contingency", "应急预案"),
}


@rule("R101", part="risks", kind="X")
def risk_high_no_owner(plan: Plan) -> Iterator[Outcome]:
    if not standing(plan):
        yield NotApplicable(say("the plan has no open risks", "方案没有未关闭的风险"))
    high = plan.risks.appetite.high
    for risk in standing(plan):
        missing = [key for key in _MUST if getattr(risk, key) is None]
        yield from unrated(risk)
        if risk.inherent is None or risk.inherent < high or not missing:
            continue
        stated = (Related(plan.risks.appetite.at("high"), say("high from here", "高风险起点")),)
        yield Problem(
            risk.at(),
            say(
                "risk {r} scores {l} x {i} = {s}, high from {h}, and has no {names}",
                "风险 {r} 的分值为 {l} x {i} = {s}（{h} 起为高风险），缺少{names}",
                r=quote(risk.id),
                l=risk.likelihood,
                i=risk.impact,
                s=risk.inherent,
                h=high,
                names=_joined(missing),
            ),
            say(
                "add {keys}{more}",
                "加上 {keys}{more}",
                more=_responses(risk) if risk.response is None else Words("", ""),
                keys=Words(", ".join(f"`{k}:`" for k in missing), "、".join(f"`{k}:`" for k in missing)),
            ),
            stated if plan.risks.appetite.says("high") else (),
        )


def _responses(risk: Risk) -> Words:
    """The responses there are, and what each takes, so that nobody learns it one check after another."""
    dated = any(action.due or action.done or action.entry for action in risk.actions)
    needs = (
        []
        if dated
        else [say("a `due:` in one of its actions", "某项措施的 `due:`") if risk.actions else listed([ACTIONS])]
    )
    needs += [RESIDUAL] if risk.residual is None else []
    reduce = Words(" and ".join(n.en for n in needs), " 与 ".join(n.zh for n in needs))
    return say(
        "; `response:` is one of: `reduce`{r}; `transfer`, with `counterparty:`; `accept`, with `accepted_by:`; `avoid`, with a "
        "residual likelihood of 1",
        "；`response:` 可选：`reduce`（降低）{r}；`transfer`（转移），另写 `counterparty:`；`accept`（接受），另写 `accepted_by:`；"
        "`avoid`（规避），残余可能性为 1",
        r=say(", with {r}", "，另写 {r}", r=reduce) if needs else Words("", ""),
    )


def _joined(keys: list[str]) -> Words:
    *first, last = (_MUST[key] for key in keys)
    en = f"{', '.join(w.en for w in first)} or {last.en}" if first else last.en
    return Words(en, "、".join(w.zh for w in (*first, last)))
