"""What remains of a risk does not fit its response.

Who reduces or transfers a risk expects less of it afterwards: the residual score (likelihood times impact) is lower
than the one before. Who accepts it changes nothing, so nothing gets lower. A residual risk that was copied from the
line above says that nobody has asked what the measures are worth. Closed risks are left alone.

Source: ISO 31000 (residual risk); PMI, risk responses.

Bad::

    risks:
      register:
        - {id: spam, title: Flood of spam, likelihood: 4, impact: 2, response: reduce,
           residual: {likelihood: 4, impact: 2}, actions: [{action: Set up a filter, due: 2027-02-28, effort_hours: 2}]}

Good::

    risks:
      register:
        - {id: spam, title: Flood of spam, likelihood: 4, impact: 2, response: reduce,
           residual: {likelihood: 2, impact: 2}, actions: [{action: Set up a filter, due: 2027-02-28, effort_hours: 2}]}

---

残余风险与应对策略不符。

选择降低或转移，就是预期风险会变小：残余分值（可能性 × 影响）应低于应对之前。选择接受，则什么也没有改变，分值不会变低。
残余风险照抄上一行，说明没有人想过这些措施究竟有多大作用。已关闭的风险不检查。

来源：ISO 31000（残余风险）；PMI 风险应对策略。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.risks import Level, Risk
from commplan.rule import rule
from commplan.rules.risks import standing, unrated
from commplan.words import Words, quote, say

_LOWERS = {"reduce": Words("reduce", "降低"), "transfer": Words("transfer", "转移")}


@rule("R102", part="risks", kind="A", level="draft")
def risk_residual_not_lower(plan: Plan) -> Iterator[Outcome]:
    treated = [r for r in standing(plan) if r.response in _LOWERS or (r.response == "accept" and r.residual)]
    if not treated:
        words = say(
            "no open risk is reduced or transferred, or accepted with a residual risk",
            "没有未关闭的风险选择降低、转移，或在接受时写有残余风险",
        )
        yield NotApplicable(words)
    for risk in treated:
        yield from unrated(risk)
        if risk.residual is None:
            missing = say(
                "the residual risk of {r} (`residual`)", "风险 {r} 的残余风险（`residual`）", r=quote(risk.id)
            )
            yield Unknown(risk.at(), missing)
        elif risk.inherent is not None:
            yield from _compared(risk, risk.inherent, risk.residual)


def _compared(risk: Risk, before: int, left: Level) -> Iterator[Problem]:
    facts = {
        "r": quote(risk.id),
        "response": _LOWERS.get(risk.response or "", Words("", "")),
        "before": f"{risk.likelihood} x {risk.impact} = {before}",
        "after": f"{left.likelihood} x {left.impact} = {left.score}",
    }
    related = (Related(risk.at("response"), say("the response", "应对策略")),)
    if risk.response in _LOWERS and left.score >= before:
        yield Problem(
            left.at(),
            say(
                "risk {r} is to {response}, yet {after} remains of {before}",
                "风险 {r} 选择{response}，残余分值却为 {after}，应对之前为 {before}",
                **facts,
            ),
            say(
                "state what the measures leave of it, or find measures that lower it",
                "写明措施实施后还剩多少，或改用能降低风险的措施",
            ),
            related,
        )
    elif risk.response == "accept" and left.score < before:
        yield Problem(
            left.at(),
            say(
                "risk {r} is accepted, yet only {after} remains of {before}",
                "风险 {r} 选择接受，残余分值却从 {before} 降为 {after}",
                **facts,
            ),
            say(
                "if something is done about it, the response is `reduce` or `transfer`; if not, nothing gets lower",
                "若有所行动，应对策略应为 `reduce` 或 `transfer`；若没有，分值不会变低",
            ),
            related,
        )
