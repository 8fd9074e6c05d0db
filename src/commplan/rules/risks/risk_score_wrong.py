"""A risk's score is not likelihood times impact.

A `score` that the plan states is the product of the `likelihood` and `impact` beside it. It can be left out: the
product is worked out wherever it is needed. A number that was right before the last review and is not now ranks the
risks in an order that nobody decided on.

Source: arithmetic; PMI, risk register (score = likelihood x impact).

Bad::

    risks:
      register:
        - {id: spam, title: Flood of spam, likelihood: 4, impact: 2, score: 6}

Good::

    risks:
      register:
        - {id: spam, title: Flood of spam, likelihood: 4, impact: 2, score: 8}

---

风险分值不等于可能性乘以影响。

方案写明的 `score` 应等于旁边的 `likelihood` 与 `impact` 之积。它可以省略：需要时会自动算出。
上次评审时正确、现在已不正确的数字，会让风险按照谁也没有决定过的顺序排列。

来源：算术；PMI 风险登记册（分值 = 可能性 × 影响）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import Change, Fix, NotApplicable, Outcome, Problem
from commplan.plan import Plan
from commplan.plan.risks import Risk
from commplan.rule import rule
from commplan.rules.risks import unrated
from commplan.words import quote, say


@rule("R103", part="risks", kind="A", level="draft")
def risk_score_wrong(plan: Plan) -> Iterator[Outcome]:
    scored = [risk for risk in plan.risks.register if risk.score is not None]
    if not scored:
        yield NotApplicable(say("no risk states a score", "没有风险写明分值"))
    for risk in scored:
        yield from unrated(risk)
        if risk.inherent is not None and risk.inherent != risk.score:
            yield Problem(
                risk.at("score"),
                say(
                    "risk {r} says {s}, and {l} x {i} = {p}",
                    "风险 {r} 写的是 {s}，而 {l} x {i} = {p}",
                    r=quote(risk.id),
                    s=risk.score,
                    l=risk.likelihood,
                    i=risk.impact,
                    p=risk.inherent,
                ),
                say("write {p}, or leave `score` out", "改为 {p}，或省略 `score`", p=risk.inherent),
                fix=_corrected(risk),
            )


def _corrected(risk: Risk) -> Fix:
    """A score is never chosen but follows from the two ratings, which all else in commplan goes by already."""
    about = say("score {a} becomes {b}", "分值 {a} 改为 {b}", a=risk.score, b=risk.inherent)
    return Fix((Change(risk.at("score"), "set", risk.inherent),), True, about)
