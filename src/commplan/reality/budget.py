"""Money: what the lines of the budget plan for the days up to now, and what was really paid of them.

`resources.budget.spent_until` says up to which day all payments are entered; without it nobody knows whether a line without a
payment has cost nothing, and what was spent is unknown. What is planned is spread evenly over the months of a line's period,
and within a month over its days.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from commplan.chart import Figure
from commplan.charts import budget_by_month
from commplan.facts import money
from commplan.money import budget_currency, converted, line_amount, rounded
from commplan.money import shown as amount_shown
from commplan.plan import Plan
from commplan.plan.resources import Line, Spent
from commplan.reality import UNKNOWN, Chapter, Grid, Ground, Look, Text
from commplan.reckoning import spoken
from commplan.schedule import recurrence
from commplan.words import Language, Words, say

TITLE, MARGIN = Words("Budget, planned and spent", "预算：计划与实际"), Decimal("0.1")
STATES = {
    "over": Words("over the line", "超出科目"),
    "ahead": Words("ahead of plan", "快于计划"),
    "within": Words("within plan", "在计划内"),
    "behind": Words("less than planned", "低于计划"),
    "unknown": UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Paid:
    """A line, in the budget's currency: in all, planned up to the day, paid up to it; None where nobody can say."""

    line: Line
    whole: Decimal | None
    planned: Decimal | None
    spent: Decimal | None

    @property
    def state(self) -> str:
        if self.whole is None or self.planned is None or self.spent is None:
            return "unknown"
        if self.spent > self.whole:
            return "over"
        if self.spent > self.planned * (1 + MARGIN):
            return "ahead"
        return "behind" if self.spent < self.planned * (1 - MARGIN) else "within"


def _look(ground: Ground) -> Chapter | None:
    plan, budget = ground.plan, ground.plan.resources.budget
    if not budget.lines:
        return None
    if budget.spent_until is None:
        data = {"why": _UNTOLD, "as_of": None}
        return Chapter(id="budget-by-month", title=TITLE, data=data, facts=(_UNTOLD,))
    until = min(budget.spent_until, ground.window.end - timedelta(days=1))
    found = [_paid(plan, line, until) for line in budget.lines]
    whole, planned, spent = (_sum([getattr(p, key) for p in found]) for key in ("whole", "planned", "spent"))
    over = [p for p in found if p.state == "over"]
    return Chapter(
        id="budget-by-month",
        title=TITLE,
        data={
            "why": None, "as_of": until, "currency": budget_currency(plan), "planned": planned, "spent": spent, "whole": whole,
            "lines": [_data(p) for p in found],
            "months": [{"month": m.first, "planned": m.planned, "spent": m.spent} for m in _months(plan, until)],
        },
        facts=(_summary(plan, until, planned, spent, whole), _EVENLY),
        grids=(_grid(plan, found),),
        well=(_well(plan, spent, planned),) if not over and spent is not None and planned is not None and spent <= planned else (),
        decide=tuple(_decide(plan, p) for p in over),
        tones={STATES["over"]: "bad", STATES["ahead"]: "fair", STATES["within"]: "good", STATES["behind"]: "fair"},
        figure=lambda language: _figure(plan, until, language),
    )  # fmt: skip


_UNTOLD = Words(
    "What was spent is unknown: the plan does not say up to which day its payments are entered (spent_until of the budget, and spent of "
    "its lines).",
    "实际支出未知：方案未写明付款记录到哪一天为止（budget 的 spent_until 与各科目的 spent）。",
)  # fmt: skip
_EVENLY = Words(
    "What is planned is spread evenly over the days of each line's period.", "计划金额按各科目期间的天数平均分摊。"
)


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [a for a in amounts if a is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _paid(plan: Plan, line: Line, until: date) -> Paid:
    spent = _sum([_amount(plan, line, s) for s in line.spent if s.date <= until])
    return Paid(line, line_amount(plan, line), _planned(plan, line, until), spent)


def _amount(plan: Plan, line: Line, spent: Spent) -> Decimal | None:
    return converted(plan, spent.amount, spent.currency or line.currency or budget_currency(plan))


def _planned(plan: Plan, line: Line, until: date) -> Decimal | None:
    """What is planned up to a day: whole months before its own, and of its own as much as has gone by."""
    months = money.planned_by_month(plan, [line])
    if not months:
        return None
    gone = Decimal(until.day) / monthrange(until.year, until.month)[1]
    own = months.get((until.year, until.month), Decimal(0)) * gone
    before = sum((a for month, a in months.items() if month < (until.year, until.month)), Decimal(0))
    return rounded(before + own, budget_currency(plan))


def _months(plan: Plan, until: date) -> list[budget_by_month.Month]:
    bounds = recurrence.period(plan)
    if bounds is None:
        return []
    lines = plan.resources.budget.lines
    planned, funded = money.planned_by_month(plan, lines), money.funded_by_month(plan)
    spent: dict[tuple[int, int], Decimal | None] = {}
    for line in lines:
        for one in line.spent:
            if one.date <= until:
                key, amount = (one.date.year, one.date.month), _amount(plan, line, one)
                before = spent.get(key, Decimal(0))
                spent[key] = None if amount is None or before is None else before + amount
    rows = []
    for year, month in recurrence.months(*bounds):
        known = spent.get((year, month), Decimal(0)) if (year, month) <= (until.year, until.month) else None
        rows.append(
            budget_by_month.Month(
                date(year, month, 1), float(planned[year, month]), None if known is None else float(known), float(funded[year, month])
            )
        )  # fmt: skip
    return rows


def _figure(plan: Plan, until: date, language: Language) -> Figure | None:
    rows = _months(plan, until)
    if not rows:
        return None
    return budget_by_month.CHART.draw(budget_by_month.BudgetByMonth(budget_currency(plan) or "", tuple(rows)), language)


def _name(line: Line) -> str:
    """A line as readers tell it from others of its category."""
    return ": ".join(part for part in (line.category, line.description) if part) or line.id


def _money(plan: Plan, amount: Decimal | None) -> Text:
    return UNKNOWN if amount is None else amount_shown(amount, budget_currency(plan))


def _summary(plan: Plan, until: date, planned: Decimal | None, spent: Decimal | None, whole: Decimal | None) -> Words:
    return say(
        "Up to {d} {s} were spent, and {p} were planned, of {w} for the whole plan.",
        "截至{d}：实际支出 {s}，计划 {p}，全部科目合计 {w}。",
        d=spoken.day(until), s=_money(plan, spent), p=_money(plan, planned), w=_money(plan, whole),
    )  # fmt: skip


def _grid(plan: Plan, found: Sequence[Paid]) -> Grid:
    heads = (
        Words("Line", "科目"), Words("State", "状态"), Words("In all", "总额"), Words("Planned up to now", "计划至今"), Words("Spent", "实际支出"),
    )  # fmt: skip
    rows = [(_name(p.line), STATES[p.state], *(_money(plan, a) for a in (p.whole, p.planned, p.spent))) for p in found]
    return Grid(heads, tuple(rows), frozenset({2, 3, 4}))


def _well(plan: Plan, spent: Decimal | None, planned: Decimal | None) -> Words:
    return say(
        "The budget holds: {s} spent, {p} planned up to now.", "预算得到遵守：已支出 {s}，计划至今 {p}。",
        s=_money(plan, spent), p=_money(plan, planned),
    )  # fmt: skip


def _decide(plan: Plan, p: Paid) -> Words:
    return say(
        "Budget line {n}: {s} spent, {w} planned for the whole of it.", "预算科目“{n}”：已支出 {s}，全部预算为 {w}。",
        n=_name(p.line), s=_money(plan, p.spent), w=_money(plan, p.whole),
    )  # fmt: skip


def _data(p: Paid) -> dict[str, object]:
    return {"line": p.line.id, "whole": p.whole, "planned": p.planned, "spent": p.spent, "state": p.state}


LOOK = Look(55, _look)
