"""Rules about part 6, risks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from commplan.finding import Unknown
from commplan.plan import Plan
from commplan.plan.risks import Risk, Trigger
from commplan.words import Words, quote, say

ACTIONS = "`actions: [{action: ..., owner: ..., due: ..., effort_hours: ...}]`"
RESIDUAL = Words(
    "`residual: {likelihood: ..., impact: ...}` (each from 1 to 5)",
    "`residual: {likelihood: ..., impact: ...}`（各为 1 至 5）",
)
"""What a response of `reduce` takes before every rule about it is content; hints name all of it at once."""
LISTED = 5
"""How many things a sentence lists."""


def standing(plan: Plan) -> list[Risk]:
    """The risks of the register that are not closed."""
    return [risk for risk in plan.risks.register if risk.status != "closed"]


def over(plan: Plan, today: date) -> bool:
    """Whether a plan is at its end, or replaced: nobody is asked for anything more."""
    end = plan.plan.period.end
    return plan.plan.status == "superseded" or (end is not None and end < today)


def passed(trigger: Trigger, value: float) -> Words | None:
    """The limit of a trigger that a value is past, in words."""
    if trigger.above is not None and value > trigger.above:
        return say("above {n}", "高于 {n}", n=number(trigger.above))
    if trigger.below is not None and value < trigger.below:
        return say("below {n}", "低于 {n}", n=number(trigger.below))
    return None


def number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def unrated(risk: Risk) -> Iterator[Unknown]:
    """That likelihood or impact of a risk are not stated, or both."""
    missing = [key for key in ("likelihood", "impact") if getattr(risk, key) is None]
    if missing:
        keys = say(" and ".join(f"`{k}`" for k in missing), " 与 ".join(f"`{k}`" for k in missing))
        yield Unknown(
            risk.at(),
            say("{keys} of risk {r}, from 1 to 5", "风险 {r} 的 {keys}（1 到 5）", keys=keys, r=quote(risk.id)),
        )


def listed(things: Iterable[Words]) -> Words:
    """`'a', 'b' and 3 more`."""
    all_ = list(things)
    rest = len(all_) - LISTED
    shown = all_[:LISTED] if rest > 1 else all_
    more = Words(f" and {rest} more", f" 等 {len(all_)} 项") if rest > 1 else Words("", "")
    return Words(", ".join(w.en for w in shown) + more.en, "、".join(w.zh for w in shown) + more.zh)
