"""The budget does not add up.

Lines and contingency together are the total; what is missing or too much is named to the cent. A line in another
currency is brought into the budget's by the latest rate under `budget.rates`, rounded to the smallest unit; without a
rate nothing can be added. And the money promised under `funding`, as far as the plan lists any, covers the total. A
total that nobody can retrace is the first thing that a sponsor, a lender or an auditor finds, and a gap that is found
in the plan costs less than one found in November.

Source: arithmetic; OECD SIGMA action-plan criteria (a financing source for every activity).

Bad::

    resources:
      budget:
        total: 10000
        contingency: 500
        lines:
          - {id: hosting, amount: 6000, funding: grant, activities: smallest}
          - {id: travel, amount: 2500, funding: grant, activities: smallest}
      funding:
        - {id: grant, amount: 10000}

Good::

    resources:
      budget:
        total: 10000
        contingency: 500
        lines:
          - {id: hosting, amount: 6000, funding: grant, activities: smallest}
          - {id: travel, amount: 3500, funding: grant, activities: smallest}
      funding:
        - {id: grant, amount: 10000}

---

预算对不上。

各科目与预备金之和应等于总额，差额精确到分。其他币种的科目按 `budget.rates` 中日期最近的汇率折算，并四舍五入到最小货币单位；
没有汇率就无法相加。方案列出资金来源（`funding`）时，其总和应足以支付预算总额。
谁也核不出来的总额，是出资方、贷款方和审计最先发现的问题；在方案里发现缺口，远比年底才发现代价小。

来源：算术；OECD SIGMA 行动计划评价标准（每项活动都有资金来源）。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from commplan.finding import Change, Fix, NotApplicable, Outcome, Problem, Related, Unknown
from commplan.money import budget_currency, converted, line_amount, rate, shown
from commplan.plan import Plan
from commplan.plan.resources import Budget, Funding, Line
from commplan.rule import rule
from commplan.words import Words, quote, say

_NONE = Decimal(0)


@rule("B101", part="resources", kind="A", level="draft")
def budget_sum(plan: Plan) -> Iterator[Outcome]:
    budget, funding = plan.resources.budget, plan.resources.funding
    if not budget.lines and not funding and budget.total is None and budget.contingency is None:
        yield NotApplicable(say("the plan has no budget", "方案没有预算"))
        return
    stated: list[Line | Funding] = [*budget.lines, *funding]
    foreign = [x for x in stated if x.currency and rate(plan, x.currency) is None]
    if foreign and budget_currency(plan) is None:
        missing = say("the currency of the budget (`currency`)", "预算的币种（`currency`）")
        yield Unknown(budget.at(), missing)
        return
    yield from _without_rate(plan, foreign)
    if budget.total is None:
        yield Unknown(budget.at(), say("the total of the budget (`total`)", "预算总额（`total`）"))
        return
    if not any(isinstance(x, Line) for x in foreign):
        yield from _lines(plan, budget.total)
    if funding and not any(isinstance(x, Funding) for x in foreign):
        yield from _funding(plan, budget.total)


def _without_rate(plan: Plan, foreign: list[Line | Funding]) -> Iterator[Outcome]:
    own = budget_currency(plan)
    for currency in dict.fromkeys(x.currency for x in foreign):
        first, *others = (x for x in foreign if x.currency == currency)
        yield Problem(
            first.at("currency"),
            say(
                "{x} is in {c}, and `budget.rates` holds no rate from {c} to {own}",
                "{x} 的币种是 {c}，而 `budget.rates` 中没有 {c} 兑 {own} 的汇率",
                x=quote(first.id),
                c=currency,
                own=own,
            ),
            say(
                "add the rate with its day: `rates: [{{currency: {c}, rate: ..., date: ...}}]`",
                "加上汇率及其日期：`rates: [{{currency: {c}, rate: ..., date: ...}}]`",
                c=currency,
            ),
            tuple(Related(x.at("currency"), say("also in {c}", "同为 {c}", c=currency)) for x in others),
        )


def _lines(plan: Plan, total: Decimal) -> Iterator[Outcome]:
    budget = plan.resources.budget
    if not budget.lines and not total:
        return
    if not budget.lines:
        yield Unknown(budget.at(), say("the lines of the budget (`lines`)", "预算科目（`lines`）"))
        return
    amounts = [line_amount(plan, line) for line in budget.lines]
    lines = sum((a for a in amounts if a is not None), _NONE)
    spent = lines + (budget.contingency or _NONE)
    unknown = [line for line in budget.lines if line.amount is None]
    if unknown and spent <= total:
        for line in unknown:
            yield Unknown(line.at(), say("the amount of line {x}", "科目 {x} 的金额", x=quote(line.id)))
    elif spent != total:
        currency = budget_currency(plan)
        yield Problem(
            budget.at("total"),
            say(
                "{sum}, the total says {total}: {difference}",
                "{sum}，而总额为 {total}：{difference}",
                sum=_sum(lines, budget.contingency, currency),
                total=shown(total, currency),
                difference=_difference(spent - total, currency),
            ),
            say("correct the total, or add or cut a line", "更正总额，或增减科目")
            if spent > total or budget.contingency is not None
            else say(
                "add the missing line, or write what is kept in reserve as `contingency`",
                "补上缺少的科目；若余额留作预备金，请写入 `contingency`",
            ),
            choices=tuple(_choices(budget, spent, total)),
        )


def _choices(budget: Budget, spent: Decimal, total: Decimal) -> Iterator[Fix]:
    """What is right once somebody says which side is: the lines, or the total, whose rest is kept in reserve then."""
    about = say("total {a} becomes {b}", "总额 {a} 改为 {b}", a=total, b=spent)
    yield Fix((Change(budget.at("total"), "set", spent),), False, about, "lines")
    if spent < total:
        reserve = (budget.contingency or _NONE) + total - spent
        about = say("the rest is kept in reserve: contingency {c}", "余额留作预备金：contingency {c}", c=reserve)
        change = Change(budget.at("total"), "after", f"contingency: {reserve:f}")
        if budget.contingency is not None:
            change = Change(budget.at("contingency"), "set", reserve)
        yield Fix((change,), False, about, "total")


def _sum(lines: Decimal, contingency: Decimal | None, currency: str | None) -> Words:
    if contingency is None:
        return say("the lines add up to {s}", "各科目合计 {s}", s=shown(lines, currency))
    return say(
        "lines {l} + contingency {c} = {s}",
        "各科目 {l} + 预备金 {c} = {s}",
        l=shown(lines, currency),
        c=shown(contingency, currency),
        s=shown(lines + contingency, currency),
    )


def _difference(difference: Decimal, currency: str | None) -> Words:
    amount = shown(abs(difference), currency)
    if difference > 0:
        return say("{a} too much", "多出 {a}", a=amount)
    return say("{a} is missing", "缺少 {a}", a=amount)


def _funding(plan: Plan, total: Decimal) -> Iterator[Outcome]:
    currency = budget_currency(plan)
    sources = plan.resources.funding
    amounts = [None if f.amount is None else converted(plan, f.amount, f.currency or currency) for f in sources]
    covered = sum((a for a in amounts if a is not None), _NONE)
    unknown = [f for f in sources if f.amount is None]
    if covered >= total:
        return
    for source in unknown:
        yield Unknown(source.at(), say("the amount of funding {x}", "资金来源 {x} 的金额", x=quote(source.id)))
    if not unknown:
        yield Problem(
            plan.resources.at("funding"),
            say(
                "funding covers {f} of {t}: {d} is missing",
                "资金来源合计 {f}，预算总额 {t}：缺少 {d}",
                f=shown(covered, currency),
                t=shown(total, currency),
                d=shown(total - covered, currency),
            ),
            say("find money for the rest, or plan less", "为缺口落实资金，或缩减预算"),
            (Related(plan.resources.budget.at("total"), say("the total", "预算总额")),),
        )
