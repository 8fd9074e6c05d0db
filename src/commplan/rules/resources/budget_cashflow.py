"""Money is to be spent when it is not there.

The sum of a budget may be right and the money still come too late. For each budget line with a `period`, the money that pays
it (`funding`) is there from the month in which the line begins (`available`) to the day on which it ends (`until`). What
the line pays for is dated too: a calendar entry with a `cost` lies between the same days. The lines of one source take no
more than it gives. And at the end of each month all lines together have spent no more than has come in by then, where a
line is taken to be spent evenly over the months of its period; a line without one, over those of the plan.

An invoice that falls due before the grant is paid out is paid by somebody in person, or not at all; money that has lapsed
cannot be spent in December.

Source: arithmetic; PMBOK, funding limit reconciliation (spending is laid against the dates on which money comes).

Bad::

    content:
      calendar:
        - {id: summit, owner: lead, kind: event, start: 2027-02-20, cost: 4000}
    resources:
      funding:
        - {id: grant, amount: 4000, available: 2027-04-01}
      budget:
        total: 4000
        lines:
          - {id: venue, amount: 4000, period: {start: 2027-02-01, end: 2027-02-28}, funding: grant, activities: summit}

Good::

    content:
      calendar:
        - {id: summit, owner: lead, kind: event, start: 2027-05-20, cost: 4000}
    resources:
      funding:
        - {id: grant, amount: 4000, available: 2027-04-01}
      budget:
        total: 4000
        lines:
          - {id: venue, amount: 4000, period: {start: 2027-05-01, end: 2027-05-31}, funding: grant, activities: summit}

---

要花钱的时候，钱不在账上。

预算总和没错，钱仍可能来得太迟。凡写有 `period` 的预算科目，支付它的资金（`funding`）要从科目开始的当月就能使用（`available`），
并到科目结束之日仍可使用（`until`）。它支付的事项也有日期：写有 `cost` 的日历条目要落在同样的起止之间。同一来源的各科目合计不超过
该来源的金额。每到月末，所有科目的累计支出不超过届时累计到位的资金；科目按其时段内各月平均支出，没有写时段的按整个方案期计算。

拨款到账之前就要付的账单，要么有人自掏腰包，要么付不了；已经失效的钱，到十二月也花不出去。

来源：算术；PMBOK 资金限制平衡（把支出与资金到位的日期对照）。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.money import budget_currency, converted, line_amount, rounded, shown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.resources import Funding, Line
from commplan.rule import rule
from commplan.rules.resources import costs
from commplan.schedule import recurrence
from commplan.words import Words, quote, say

_NONE = Decimal(0)


@rule("B104", part="resources", kind="T", severity="warning")
def budget_cashflow(plan: Plan) -> Iterator[Outcome]:
    lines = [line for line in plan.resources.budget.lines if line.amount != 0]
    sources = {source.id: source for source in plan.resources.funding}
    if not lines or not sources:
        yield NotApplicable(say("the plan has no budget lines, or no funding", "方案没有预算科目，或没有资金来源"))
        return
    undated = [source for source in sources.values() if source.available is None]
    for source in undated:
        missing = say(
            "from when funding {x} can be spent (`available`)", "资金 {x} 何时可用（`available`）", x=quote(source.id)
        )
        yield Unknown(source.at(), missing)
    paid = [(line, sources[line.funding]) for line in lines if line.funding in sources]
    dated = {line.id: list(_of_line(plan, line, source)) for line, source in paid}
    found = [outcome for outcomes in dated.values() for outcome in outcomes]
    found += _of_calendar(plan, [line for line, _ in paid if not dated[line.id]])
    yield from found or _sums(plan, lines, list(sources.values()), bool(undated))


# -- dates --


def _of_line(plan: Plan, line: Line, source: Funding) -> Iterator[Outcome]:
    """A line against the days of the money that pays it."""
    start, end = line.period.start, line.period.end
    if start is None and end is None:
        bounds = recurrence.period(plan)
        late = source.available and (bounds is None or _month(source.available) > _month(bounds[0]))
        ends = source.until and (bounds is None or source.until < bounds[1])
        if late or ends:
            missing = say(
                "when budget line {x} is spent (`period`), as {f} is there {w} only",
                "预算科目 {x} 何时支出（`period`），因为 {f} 只在{w}可用",
                x=quote(line.id),
                f=quote(source.id),
                w=_there(source),
            )
            yield Unknown(line.at(), missing)
        return
    if start and source.available and _month(start) < _month(source.available):
        words = say(
            "budget line {x} is spent from {d}, and {f}, which pays it, is there {w} only",
            "预算科目 {x} 从 {d} 起支出，而支付它的 {f} 只在{w}可用",
            x=quote(line.id),
            d=start,
            f=quote(source.id),
            w=_there(source),
        )
        yield Problem(line.at("period", "start"), words, _remedy(), (_said(source, "available"),))
    if end and source.until and end > source.until:
        words = say(
            "budget line {x} is spent to {d}, and {f}, which pays it, ends on {u}",
            "预算科目 {x} 支出到 {d}，而支付它的 {f} 到 {u} 为止",
            x=quote(line.id),
            d=end,
            f=quote(source.id),
            u=source.until,
        )
        yield Problem(line.at("period", "end"), words, _remedy(), (_said(source, "until"),))


def _of_calendar(plan: Plan, lines: list[Line]) -> Iterator[Problem]:
    """What the lines pay for, each on its days; nothing that a second line pays too."""
    limited = {
        f.id: (f, f.available or date.min, f.until or date.max)
        for f in plan.resources.funding
        if f.available or f.until
    }
    wanted = {line.id for line in lines if line.funding in limited}
    bought = [c for c in costs(plan) if wanted and len(c.lines) == 1 and isinstance(c.node, Entry)] if wanted else []
    days: dict[int, list[date]] = defaultdict(list)
    for o in recurrence.occurrences(plan) if bought else ():
        days[id(o.entry)].append(o.day)
    for cost in bought:
        line = cost.lines[0]
        if line.id in wanted and line.funding in limited and isinstance(cost.node, Entry):
            source, first, last = limited[line.funding]
            outside = [day for day in days[id(cost.node)] if not first <= day <= last]
            if outside:
                yield _entry_outside(cost.node, outside, line, source)


def _entry_outside(entry: Entry, outside: list[date], line: Line, source: Funding) -> Problem:
    more = len(outside) - 1
    words = say(
        "{e} costs money on {d}{m}, and {f}, which pays it through {x}, is there {w} only",
        "{e} 在 {d}{k}要花钱，而通过 {x} 支付它的 {f} 只在{w}可用",
        e=quote(entry.id),
        d=outside[0],
        m=f" and {more} more {'days' if more > 1 else 'day'}" if more else "",
        k=f" 及另外 {more} 天" if more else " ",
        f=quote(source.id),
        x=quote(line.id),
        w=_there(source),
    )
    return Problem(entry.at("start"), words, _remedy(), (Related(line.at("funding"), say("paid here", "在此支付")),))


def _there(source: Funding) -> Words:
    if source.available and source.until:
        return say("from {a} to {u}", " {a} 至 {u} ", a=source.available, u=source.until)
    if source.available:
        return say("from {a}", " {a} 之后", a=source.available)
    return say("to {u}", " {u} 之前", u=source.until)


def _remedy() -> Words:
    return say(
        "spend it when the money is there, pay it with other money, or have the money paid out at another time",
        "改在资金可用时支出，或改由其他资金支付，或与出资方商定拨付时间",
    )


def _said(source: Funding, key: str) -> Related:
    return Related(source.at(key), say("as the funding says", "资金来源中写明"))


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


# -- sums --


def _sums(plan: Plan, lines: list[Line], sources: list[Funding], undated: bool) -> Iterator[Outcome]:
    own = budget_currency(plan)
    spent = {line.id: line_amount(plan, line) for line in lines}
    given = {f.id: None if f.amount is None else converted(plan, f.amount, f.currency or own) for f in sources}
    stated: list[Line | Funding] = [*lines, *sources]
    for x in (x for x in stated if x.amount is None):
        yield Unknown(x.at(), say("the `amount` of {x}", "{x} 的 `amount`（金额）", x=quote(x.id)))
    outlay = [amount for amount in spent.values() if amount is not None]
    income = [amount for amount in given.values() if amount is not None]
    if len(outlay) < len(spent) or len(income) < len(given) or sum(outlay) > sum(income):
        return  # what is missing in all, or has no rate, rule budget-sum tells
    over = [p for source in sources if (p := _overdrawn(plan, source, lines, spent, given[source.id] or _NONE))]
    yield from over
    if not over and not undated:
        yield from _by_month(plan, lines, sources, spent, given)


def _overdrawn(
    plan: Plan, source: Funding, lines: list[Line], spent: dict[str, Decimal | None], gives: Decimal
) -> Problem | None:
    its = [line for line in lines if line.funding == source.id]
    takes = sum((spent[line.id] or _NONE for line in its), _NONE)
    if takes <= gives:
        return None
    own = budget_currency(plan)
    words = say(
        "the lines that {f} pays take {t}, and it gives {g}: {d} is missing",
        "由 {f} 支付的科目共需 {t}，而它只有 {g}：缺少 {d}",
        f=quote(source.id),
        t=shown(takes, own),
        g=shown(gives, own),
        d=shown(takes - gives, own),
    )
    hint = say("pay one of these lines with other money", "把其中一个科目改由其他资金支付")
    related = tuple(Related(line.at("funding"), say("paid with it", "由它支付")) for line in its)
    return Problem(source.at("amount"), words, hint, related)


def _by_month(
    plan: Plan,
    lines: list[Line],
    sources: list[Funding],
    spent: dict[str, Decimal | None],
    given: dict[str, Decimal | None],
) -> Iterator[Outcome]:
    bounds = recurrence.period(plan)
    change: defaultdict[int, Decimal] = defaultdict(Decimal)  # of what is spent in a month, from this month on
    for line in lines:
        start, end = line.period.start or (bounds and bounds[0]), line.period.end or (bounds and bounds[1])
        if start is None or end is None:
            missing = say(
                "when budget line {x} is spent (`period`)", "预算科目 {x} 何时支出（`period`）", x=quote(line.id)
            )
            yield Unknown(line.at(), missing)
            return
        first, last = _number(start), _number(max(start, end))
        monthly = (spent[line.id] or _NONE) / (last - first + 1)
        change[first] += monthly
        change[last + 1] -= monthly
    comes: defaultdict[int, Decimal] = defaultdict(Decimal)
    for source in sources:
        if source.available:
            comes[_number(source.available)] += given[source.id] or _NONE
    short = _first_short(plan, change, comes)
    if short:
        yield _short(plan, *short)


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_short(
    plan: Plan, change: dict[int, Decimal], comes: dict[int, Decimal]
) -> tuple[date, Decimal, Decimal] | None:
    """The first month at whose end more has been spent than has come in, with both sums."""
    out = come = monthly = _NONE
    begin = min(*change, *comes)
    for month in range(begin, max(change)):
        monthly += change.get(month, _NONE)
        out += monthly
        come += comes.get(month, _NONE)
        if rounded(out, budget_currency(plan)) > come:
            return date(month // 12, month % 12 + 1, 1), rounded(out, budget_currency(plan)), come
    return None


def _short(plan: Plan, month: date, out: Decimal, come: Decimal) -> Problem:
    own = budget_currency(plan)
    words = say(
        "by the end of {m:%Y-%m} the budget lines have spent {o}, and {c} of funding has come in: {d} is missing until then",
        "到 {m:%Y-%m} 月末，预算科目累计支出 {o}，而到位资金为 {c}：届时缺少 {d}",
        m=month,
        o=shown(out, own),
        c=shown(come, own),
        d=shown(out - come, own),
    )
    return Problem(plan.resources.budget.at("lines"), words, _remedy())
