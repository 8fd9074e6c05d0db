"""Rules about part 5, resources and support; and what the plan's activities cost, beside the lines that name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from commplan.finding import Outcome, Problem, Related, Unknown
from commplan.money import budget_currency, converted, general_currency, line_amount, rate, shown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.resources import Line, Tool
from commplan.plan.risks import Action
from commplan.schedule import recurrence
from commplan.words import Words, listed, quote, say


@dataclass(frozen=True, slots=True)
class Cost:
    """Something that states a cost above zero: one time's `each`, `count` times (None is not known), and its lines."""

    node: Entry | Tool | Action
    id: str | None
    name: str
    each: Decimal
    count: int | None
    recurs: bool
    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        return self.each * (self.count or 0)


@lru_cache(maxsize=4)
def costs(plan: Plan) -> tuple[Cost, ...]:
    """All costs of the plan; without what is cancelled, closed, outside the period or paid with something else."""
    return (*_of_calendar(plan), *_of_tools(plan), *_of_actions(plan))


def _of_calendar(plan: Plan) -> Iterator[Cost]:
    times = Counter(id(o.entry) for o in recurrence.occurrences(plan))
    for entry in plan.content.calendar:
        if entry.cost and entry.status != "cancelled":
            count = times[id(entry)] if recurrence.period(plan) and entry.start else None
            count = 1 if count is None and entry.start and not entry.rrule else count
            if count != 0:
                yield Cost(entry, entry.id, entry.id, entry.cost, count, bool(entry.rrule), _lines(plan, entry.id))


def _of_tools(plan: Plan) -> Iterator[Cost]:
    for tool in plan.resources.tools:
        if tool.cost:
            yield Cost(tool, tool.id, tool.id, tool.cost, 1, False, _lines(plan, tool.id))


def _of_actions(plan: Plan) -> Iterator[Cost]:
    for action in (a for risk in plan.risks.register if risk.status != "closed" for a in risk.actions):
        carrier = plan.objects.get(action.entry or "")
        if action.cost and not (isinstance(carrier, Entry) and carrier.cost):
            lines = _lines(plan, action.id, action.entry)
            yield Cost(action, action.id, action.id or action.action, action.cost, 1, False, lines)


def _lines(plan: Plan, *ids: str | None) -> tuple[Line, ...]:
    return tuple(line for line in plan.resources.budget.lines if any(i in line.activities for i in ids if i))


def shortfalls(plan: Plan, found: Sequence[Cost]) -> Iterator[Outcome]:
    """Lines that hold less than what they name costs; and what would have to be known to tell."""
    named = [cost for cost in found if cost.lines]
    own, general = budget_currency(plan), general_currency(plan)
    if named and rate(plan, general) is None:
        missing = say("a rate from {a} to {b} (`rates`)", "{a} 兑 {b} 的汇率（`rates`）", a=general, b=own)
        yield Unknown(plan.resources.budget.at(), missing)
        return
    yield from _uncounted(plan, [cost for cost in named if cost.count is None])
    for line in dict.fromkeys(line for cost in named for line in cost.lines):
        if line.amount is None:
            yield Unknown(line.at(), say("the amount of line {x}", "科目 {x} 的金额", x=quote(line.id)))
    for group in _sharing(named):
        yield from _short(plan, group)


def _uncounted(plan: Plan, found: list[Cost]) -> Iterator[Unknown]:
    undated = [cost for cost in found if isinstance(cost.node, Entry) and cost.node.start is None]
    for cost in undated:
        missing = say("when {x} happens (`start`)", "{x} 何时举行（`start`）", x=quote(cost.name))
        yield Unknown(cost.node.at(), missing)
    names = [quote(cost.name) for cost in found if cost not in undated]
    if names:
        rest = len(names) - 3
        missing = say(
            "first and last day of the plan (`plan.period: {{start: ..., end: ...}}`), to count how often {x}{m} will be paid",
            "方案的起止日期（`plan.period: {{start: ..., end: ...}}`），用于计算 {z} {k}的支付次数",
            x=listed(names[:3]),
            z=listed(names[:3]),
            m=f" and {rest} more" if rest > 0 else "",
            k=f"等 {len(names)} 项" if rest > 0 else "",
        )
        yield Unknown(plan.plan.period.at(), missing)


def _sharing(named: list[Cost]) -> list[list[Cost]]:
    """The costs in groups that no line joins to another group."""
    groups: list[list[Cost]] = []
    for cost in named:
        joined = [g for g in groups if any(set(cost.lines) & set(other.lines) for other in g)]
        groups = [g for g in groups if g not in joined] + [[c for g in joined for c in g] + [cost]]
    return groups


def _short(plan: Plan, group: list[Cost]) -> Iterator[Problem]:
    lines = list(dict.fromkeys(line for cost in group for line in cost.lines))
    amounts = {line.id: line_amount(plan, line) for line in lines}
    told = False
    for line in lines:
        problem = _compared(plan, [line], [amounts[line.id]], [c for c in group if c.lines == (line,)])
        if problem:
            told = True
            yield problem
    problem = None if told else _compared(plan, lines, list(amounts.values()), group)
    if problem and len(lines) > 1:
        yield problem


def _compared(plan: Plan, lines: list[Line], amounts: list[Decimal | None], group: list[Cost]) -> Problem | None:
    known = [a for a in amounts if a is not None]
    needed = converted(plan, sum((c.total for c in group), Decimal(0)), general_currency(plan))
    if len(known) < len(amounts) or needed is None or sum(known) >= needed:
        return None
    own = budget_currency(plan)
    names = listed(quote(line.id) for line in lines)
    facts = {"x": names, "a": shown(sum(known, Decimal(0)), own), "c": shown(needed, own), "sum": _account(plan, group)}
    one = say("budget line {x} holds {a}", "预算科目 {x} 只有 {a}", **facts)
    all_ = say("budget lines {x} together hold {a}", "预算科目 {x} 合计只有 {a}", **facts)
    return Problem(
        lines[0].at("amount"),
        say(
            "{held}, what they name costs {c}: {sum}" if len(lines) > 1 else "{held}, what it names costs {c}: {sum}",
            "{held}，所列事项共需 {c}：{sum}",
            held=one if len(lines) == 1 else all_,
            **facts,
        ),
        say("raise the amount, or plan less", "提高金额，或减少安排"),
        tuple(Related(c.node.at("cost"), say("this cost", "这笔费用")) for c in group),
    )


def _account(plan: Plan, group: list[Cost], most: int = 4) -> Words:
    """`12 x 'meetup' at 400 EUR + 'summit' 4,000 EUR`, the largest first."""
    ordered = sorted((c for c in group if c.count), key=lambda c: -c.total)
    currency = general_currency(plan)
    parts = [
        say(
            "{c} {n}{a}",
            "{c} {n}{a}",
            c=quote(c.name),
            n=f"{c.count} x " if c.count != 1 else "",
            a=shown(c.each, currency),
        )
        for c in ordered[:most]
    ]
    rest = len(ordered) - most
    if rest > 0:
        return say("{p} + {n} more", "{p} + 另外 {n} 项", p=listed(parts, " + ", " + "), n=rest)
    return listed(parts, " + ", " + ")
