"""The budget keeps no reserve, or less than the accepted risks may be expected to cost.

A budget that spends something states its `contingency` as soon as the register holds a risk. It is at least what the
risks that are accepted (`response: accept`) may be expected to cost together: for each, the chance that it happens times
what it would cost then (`cost`). The chance is that of its likelihood by `risks.scale.probability`, or by
`risks.scale.likelihood` where those words are percentages; a risk that has materialised costs all of it. Risks that are
avoided, reduced or transferred are paid for by their actions.

Whoever accepts a risk says: we will pay when it comes. Without a reserve, the festival in autumn pays for the broken
pipe in spring.

Source: PMBOK, contingency reserve and expected monetary value (probability times impact).

Bad::

    resources:
      funding: [{id: grant, amount: 4300}]
      budget:
        total: 4300
        contingency: 300
        lines: [{id: venue, amount: 4000, funding: grant, activities: smallest}]
    goals:
      objectives: [{id: host, statement: Two evenings a month, metric: calendar-execution, due: 2027-12-31, owner: lead,
        baseline: {value: 0.5, date: 2026-12-31}, target: 0.8}]
    evaluation:
      sources: [{id: calendar, tool: log, metrics: [calendar-execution], owner: lead, refresh: P1M}]
    risks:
      scale: {probability: [0.05, 0.1, 0.3, 0.6, 0.9]}
      register:
        - {id: heating, title: The heating fails, likelihood: 3, impact: 1, objectives: [host], response: accept,
           cost: 2000, residual: {likelihood: 3, impact: 1}, next_review: 2027-03-31}

Good::

    resources:
      funding: [{id: grant, amount: 4600}]
      budget:
        total: 4600
        contingency: 600
        lines: [{id: venue, amount: 4000, funding: grant, activities: smallest}]
    goals:
      objectives: [{id: host, statement: Two evenings a month, metric: calendar-execution, due: 2027-12-31, owner: lead,
        baseline: {value: 0.5, date: 2026-12-31}, target: 0.8}]
    evaluation:
      sources: [{id: calendar, tool: log, metrics: [calendar-execution], owner: lead, refresh: P1M}]
    risks:
      scale: {probability: [0.05, 0.1, 0.3, 0.6, 0.9]}
      register:
        - {id: heating, title: The heating fails, likelihood: 3, impact: 1, objectives: [host], response: accept,
           cost: 2000, residual: {likelihood: 3, impact: 1}, next_review: 2027-03-31}

---

预算没有预备金，或预备金不足以承担已接受的风险。

有支出的预算，只要登记册中有风险，就要写明预备金（`contingency`），且不低于已接受（`response: accept`）的各项风险的预期损失之和：
每项为发生概率乘以发生时的损失（`cost`）。发生概率按该风险的可能性取自 `risks.scale.probability`；`risks.scale.likelihood`
写的是百分比时，取自其中。已经发生的风险按全额计。规避、降低或转移的风险，其费用在各自的措施里。

接受一项风险，就是说：它来的时候我们付钱。没有预备金，春天爆裂的水管就要由秋天的活动来付账。

来源：PMBOK 应急储备与预期货币价值（概率乘以影响）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.money import budget_currency, converted, general_currency, line_amount, shown
from commplan.plan import Plan
from commplan.plan.risks import Risk
from commplan.rule import rule
from commplan.words import Words, listed, quote, say

_PERCENT = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*[%％]\s*")
LISTED = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """What an accepted risk may be expected to cost: its chance times its cost, in the currency of costs."""

    risk: Risk
    chance: Decimal
    cost: Decimal

    @property
    def amount(self) -> Decimal:
        return self.chance * self.cost


@rule("B106", part="resources", kind="A", severity="warning", level="solid")
def budget_contingency(plan: Plan) -> Iterator[Outcome]:
    budget, risks = plan.resources.budget, [r for r in plan.risks.register if r.status != "closed"]
    if not (budget.lines or budget.total) or not risks:
        yield NotApplicable(say("the plan spends nothing, or lists no open risk", "方案没有支出，或没有未关闭的风险"))
        return
    known, unsaid = _expected(plan, [r for r in risks if r.response == "accept" and r.cost != 0])
    needed = converted(plan, sum((e.amount for e in known), Decimal(0)), general_currency(plan))
    problem = _judged(plan, known, needed)
    if problem:
        yield problem
        return  # what the other risks would cost can only make it worse
    if budget.contingency is None:
        yield Unknown(budget.at(), say("the reserve of the budget (`contingency`)", "预算的预备金（`contingency`）"))
    if needed is None:
        facts = {"a": general_currency(plan), "b": budget_currency(plan)}
        missing = say("a rate from {a} to {b} (`rates`)", "{a} 兑 {b} 的汇率（`rates`）", **facts)
        yield Unknown(budget.at(), missing)
    yield from unsaid


def _expected(plan: Plan, accepted: list[Risk]) -> tuple[list[Expected], list[Unknown]]:
    known, unsaid = list[Expected](), list[Unknown]()
    for risk in accepted:
        chance = _chance(plan, risk)
        if risk.cost is not None and chance is not None:
            known.append(Expected(risk, chance, risk.cost))
        else:
            unsaid.append(Unknown(risk.at(), _lacking(risk)))
    return known, unsaid


def _chance(plan: Plan, risk: Risk) -> Decimal | None:
    """How likely a risk is over the plan, 0 to 1; None when its likelihood, or what that stands for, is not said."""
    scale = plan.risks.scale
    if risk.status == "materialised":
        return Decimal(1)
    if risk.likelihood is None:
        return None
    if scale.probability:
        return Decimal(str(scale.probability[risk.likelihood - 1]))
    said = _PERCENT.fullmatch(str(scale.likelihood[risk.likelihood - 1])) if scale.likelihood else None
    return min(Decimal(said[1]) / 100, Decimal(1)) if said else None


def _lacking(risk: Risk) -> Words:
    facts = {"r": quote(risk.id), "n": risk.likelihood}
    if risk.cost is None:
        return say(
            "what accepted risk {r} would cost if it happened (`cost`; 0 when nothing)",
            "已接受的风险 {r} 一旦发生会损失多少（`cost`；没有损失写 0）",
            **facts,
        )
    if risk.likelihood is None:
        return say(
            "how likely accepted risk {r} is (`likelihood`)", "已接受的风险 {r} 的可能性（`likelihood`）", **facts
        )
    return say(
        "the chance that likelihood {n} stands for (`scale.probability`), to tell what accepted risk {r} may cost",
        "可能性 {n} 相当于多大概率（`scale.probability`），用于计算已接受的风险 {r} 的预期损失",
        **facts,
    )


def _judged(plan: Plan, known: list[Expected], needed: Decimal | None) -> Problem | None:
    budget, own = plan.resources.budget, budget_currency(plan)
    spends = budget.total or any(line.amount for line in budget.lines)
    facts = {"has": shown(budget.contingency or Decimal(0), own), "sum": _account(plan, known)}
    facts |= {"n": shown(needed, own)} if needed else {}
    related = tuple(Related(e.risk.at("cost"), say("accepted here", "在此接受")) for e in known[:LISTED])
    if budget.contingency is None and spends:
        costs = (
            say(
                ", though the accepted risks may be expected to cost {n}: {sum}",
                "，而已接受的风险预期损失为 {n}：{sum}",
                **facts,
            )
            if needed
            else say("", "")
        )
        return Problem(
            budget.at(),
            say("the budget keeps no reserve (`contingency`){c}", "预算没有预备金（`contingency`）{c}", c=costs),
            _hint(plan, needed),
            related if needed else (),
        )
    if budget.contingency is None or not needed or budget.contingency >= needed:
        return None
    facts["m"] = shown(needed - budget.contingency, own)
    words = say(
        "the reserve is {has}, and the accepted risks may be expected to cost {n}: {sum}; {m} is missing",
        "预备金为 {has}，而已接受的风险预期损失为 {n}：{sum}；缺少 {m}",
        **facts,
    )
    return Problem(budget.at("contingency"), words, _hint(plan, needed), related)


def _hint(plan: Plan, needed: Decimal | None) -> Words:
    """What to set, in accord with what rule budget-sum says of the same budget."""
    own, rest = budget_currency(plan), _rest(plan)
    if not needed:
        return say(
            "add `contingency:`, what is kept for the risks of the register; it is part of `total`. 0 says that you keep none",
            "加上 `contingency:`，即为登记册中的风险留出的金额，计入 `total`；确实不留的写 0",
        )
    facts = {"n": shown(needed, own)}
    if rest is None or rest == needed:
        return say(
            "set `contingency:` to {n} or more, within `total`, or choose another response to a risk",
            "把 `contingency:` 设为 {n} 以上（计入 `total`），或改用其他应对策略",
            **facts,
        )
    if rest > needed:
        return say(
            "set `contingency:` to {r}, what the lines leave of the total; {n} is the least",
            "把 `contingency:` 设为 {r}，即总额减去各科目后的余额；至少需要 {n}",
            r=shown(rest, own),
            **facts,
        )
    return say(
        "set `contingency:` to {n} or more, and raise the total or cut lines by {d}, for they leave {r} of it; or choose another "
        "response to a risk",
        "把 `contingency:` 设为 {n} 以上，并将总额提高（或将科目削减）{d}，因为现在各科目只给总额留下 {r}；也可改用其他应对策略",
        r=shown(max(rest, Decimal(0)), own),
        d=shown(needed - rest, own),
        **facts,
    )


def _rest(plan: Plan) -> Decimal | None:
    """What the lines leave of the total, below zero where they exceed it; None where that is not known."""
    budget = plan.resources.budget
    amounts = [line_amount(plan, line) for line in budget.lines]
    if budget.total is None or None in amounts:
        return None
    return budget.total - sum((a for a in amounts if a is not None), Decimal(0))


def _account(plan: Plan, known: list[Expected]) -> Words:
    """`'heating' 0.3 x 2,000 EUR + 2 more`, the dearest first."""
    ordered = sorted(known, key=lambda e: -e.amount)
    currency = general_currency(plan)
    each = [
        say(
            "{r} {p} x {c}",
            "{r} {p} x {c}",
            r=quote(e.risk.id),
            p=f"{e.chance.normalize():f}",
            c=shown(e.cost, currency),
        )
        for e in ordered[:LISTED]
    ]
    parts = listed(each, " + ", " + ")
    rest = len(ordered) - LISTED
    return say("{p} + {n} more", "{p} + 另外 {n} 项", p=parts, n=rest) if rest > 0 else parts
