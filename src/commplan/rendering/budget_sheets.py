"""The money of a plan as sheets: the lines of the budget and the funds that pay them, with their sums as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from commplan import money
from commplan.plan import Plan
from commplan.plan.resources import Funding, Line
from commplan.sheet import Cell, Column, Formula, Kind, Sheet, Summary
from commplan.words import Language, Words

_SUM = Words("Sum of the lines", "各行合计")
_SUM_OF_KNOWN = Words("Sum of what has an amount; the rest is unknown", "已知金额合计（其余未知）")


def budget(plan: Plan, language: Language) -> Sheet:
    """The lines in the plan's order; below them their sum, the reserve, and what the stated total differs by."""
    own = money.budget_currency(plan)
    columns = _columns(
        language,
        ("category", "Category", "预算科目", "text"),
        ("description", "What is paid", "用途", "text"),
        *_amounts(own),
        ("start", "From", "开始", "day"),
        ("end", "To", "结束", "day"),
        ("funding", "Paid from", "资金来源", "text"),
        ("activities", "Pays for", "对应活动", "text"),
        ("owner", "Owner", "负责人", "text"),
    )
    gap = Words("; ", "；").in_language(language)
    rows = tuple(
        (
            line.category or line.id,
            line.description,
            *_money(plan, line),
            line.period.start,
            line.period.end,
            plan.name(line.funding) or None,
            gap.join(map(plan.name, line.activities)) or None,
            plan.name(line.owner) or None,
        )
        for line in plan.resources.budget.lines
    )
    title = Words("Budget", "预算").in_language(language)
    amounts = [money.line_amount(plan, line) for line in plan.resources.budget.lines]
    return Sheet("budget", title, columns, rows, _balance(plan, amounts, language))


def funding(plan: Plan, language: Language) -> Sheet:
    """The sources of money in the plan's order, and their sum."""
    columns = _columns(
        language,
        ("name", "Source", "来源", "text"),
        *_amounts(money.budget_currency(plan)),
        ("available", "Available from", "可用起始", "day"),
        ("until", "Until", "可用截止", "day"),
        ("condition", "Condition", "条件", "text"),
    )
    sources = plan.resources.funding
    rows = tuple((s.name or s.id, *_money(plan, s), s.available, s.until, s.condition) for s in sources)
    total = _total([_converted(plan, s) for s in sources])
    whole = all(_converted(plan, s) is not None for s in sources)
    label = Words("Sum", "合计") if whole else _SUM_OF_KNOWN
    sums = (Summary("sum", label.in_language(language), "own", Formula("SUM([own:])", total)),) if rows else ()
    return Sheet("funding", Words("Funding", "资金").in_language(language), columns, rows, sums)


def _columns(language: Language, *told: tuple[str, str, str, Kind]) -> tuple[Column, ...]:
    return tuple(Column(id_, Words(en, zh).in_language(language), kind) for id_, en, zh, kind in told)


def _amounts(own: str | None) -> tuple[tuple[str, str, str, Kind], ...]:
    stated, rate = ("Amount", "金额"), ("Rate", "汇率")
    in_own = (f"In {own}", f"折合 {own}") if own else ("In the budget's currency", "折合预算货币")
    return (
        ("amount", *stated, "money"),
        ("currency", "Currency", "货币", "text"),
        ("rate", *rate, "number"),
        ("own", *in_own, "money"),
    )


def _money(plan: Plan, item: Line | Funding) -> tuple[Cell, ...]:
    currency = item.currency or money.budget_currency(plan)
    rate = money.rate(plan, currency)
    places = money.decimals(money.budget_currency(plan))
    # As `money.converted` has it: what is in the budget's currency already is not rounded.
    product = "[amount]" if rate == 1 else f"ROUND([amount]*[rate],{places})"
    own = Formula(f'IF(COUNT([amount],[rate])=2,{product},"")', _converted(plan, item))
    return (item.amount, currency, rate, own)


def _converted(plan: Plan, item: Line | Funding) -> Decimal | None:
    if item.amount is None:
        return None
    return money.converted(plan, item.amount, item.currency or money.budget_currency(plan))


def _total(amounts: Sequence[Decimal | None]) -> Decimal:
    return sum((a for a in amounts if a is not None), Decimal())


def _balance(plan: Plan, amounts: Sequence[Decimal | None], language: Language) -> tuple[Summary, ...]:
    stated = plan.resources.budget
    lines, whole = _total(amounts), None not in amounts
    reserve = stated.contingency
    needed = lines + (reserve or 0)
    told: list[tuple[str, Words, Cell]] = []
    if amounts:
        told.append(("sum", _SUM if whole else _SUM_OF_KNOWN, Formula("SUM([own:])", lines)))
    if reserve is not None:
        told.append(("reserve", Words("Contingency", "预备金"), reserve))
    if amounts and whole and reserve is not None:
        told.append(("needed", Words("Lines and contingency", "合计加预备金"), Formula("{sum}+{reserve}", needed)))
    if stated.total is not None:
        told.append(("total", Words("Total as the plan states it", "方案所列总额"), stated.total))
        if amounts and whole:
            text = "{total}-{needed}" if reserve is not None else "{total}-{sum}"
            told.append(("left", Words("Left over", "结余"), Formula(text, stated.total - needed)))
    return tuple(Summary(id_, words.in_language(language), "own", value) for id_, words, value in told)
