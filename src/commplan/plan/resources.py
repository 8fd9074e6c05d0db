"""`resources`: money, tools, partners and what members bring (资源整合与支持)."""

from typing import Annotated, ClassVar

from commplan.plan.engagement import EntryRef
from commplan.plan.head import Period
from commplan.plan.node import Node, many, maybe, need, own_id, part
from commplan.plan.numbers import Amount, Positive
from commplan.plan.scalars import CurrencyCode, Id, OneOrMany, Refers, Text, Who
from commplan.plan.times import Day

FundingRef = Annotated[Id, Refers(("funding",))]
ActivityRef = Annotated[Id, Refers(("entry", "routine", "tool", "risk-action", "report", "plan"))]


class Asset(Node):
    """Something members bring: a skill, a room, a network."""

    KIND: ClassVar[str] = "asset"

    id: Id = own_id()
    name: Text | None = maybe("What it is.", "属于哪一类。")
    holder: Text | None = maybe("Who has it.", "在谁手里。")
    consent: bool | None = maybe("Whether the holder agreed to be asked.", "持有人是否同意被请求帮忙。")
    used_for: Text | None = maybe("Which need it meets.", "满足哪项需要。")
    entries: OneOrMany[EntryRef] = many("Calendar entries that use it.", "用到它的日历条目。")


class Partner(Node):
    """An organisation that works with the community."""

    KIND: ClassVar[str] = "partner"

    id: Id = own_id()
    name: Text | None = maybe("Name.", "名称。")
    gives: Text | None = maybe("What it brings.", "带来什么权益。")
    gets: Text | None = maybe("What it receives.", "得到什么。")
    contact: Who | None = maybe("Who keeps the contact.", "由谁保持联系。")
    until: Day | None = maybe("Until when it is agreed.", "约定到哪一天。")


class Tool(Node):
    """A tool the community runs on."""

    KIND: ClassVar[str] = "tool"

    id: Id = own_id()
    name: Text | None = maybe("Name.", "名称。")
    used_for: Text | None = maybe("What for.", "用来做什么。")
    owner: Who | None = maybe("Who runs it.", "由谁运营。")
    cost: Amount | None = maybe("Cost in the plan period.", "方案期内的费用。")
    contract_end: Day | None = maybe("When contract or licence ends.", "合同或许可何时到期。")
    export: Text | None = maybe("How data gets out.", "数据怎样导出。")
    replacement: Text | None = maybe("What comes in its place.", "用什么替代它。")


class Funding(Node):
    """A source of money."""

    KIND: ClassVar[str] = "funding"

    id: Id = own_id()
    name: Text | None = maybe("Who gives it.", "由谁提供。")
    amount: Amount | None = maybe("How much.", "多少钱。")
    currency: CurrencyCode | None = maybe("Currency; default is the plan's.", "货币；不写则用方案的货币。")
    available: Day | None = maybe("From when it can be spent.", "从哪一天起可以动用。")
    until: Day | None = maybe("Until when it can be spent.", "到哪一天为止可以动用。")
    condition: Text | None = maybe("What it is tied to.", "附带什么条件。")


class Spent(Node):
    """Money that was really paid."""

    date: Day = need("Day it was paid.", "支付的日期。")
    amount: Amount = need("How much.", "多少钱。")
    currency: CurrencyCode | None = maybe("Currency; default is the line's.", "货币；不写则用该科目的货币。")
    note: Text | None = maybe("What was paid.", "支付了什么。")


class Line(Node):
    """A line of the budget."""

    KIND: ClassVar[str] = "budget-line"

    id: Id = own_id()
    category: Text | None = maybe("Category.", "预算科目类别。")
    description: Text | None = maybe("What is paid.", "用来支付什么。")
    amount: Amount | None = maybe("How much.", "多少钱。")
    currency: CurrencyCode | None = maybe("Currency; default is the budget's.", "货币；不写则用预算的货币。")
    period: Period = part(Period, "When it is spent.", "什么时候花。")
    funding: FundingRef | None = maybe("Which money pays it.", "由哪笔资金支付。")
    activities: OneOrMany[ActivityRef] = many(
        "What it pays for: calendar entries, routines, tools, risk actions.",
        "为什么花：日历条目、日常事务、工具、风险措施。",
    )
    owner: Who | None = maybe("Who may spend it.", "谁有权支出。")
    spent: tuple[Spent, ...] = many("What was really paid of it.", "实际支付的金额。")


class Rate(Node):
    """An exchange rate, with its day."""

    currency: CurrencyCode = need("The other currency.", "另一种货币。")
    rate: Positive = need("What one unit of it is worth in the budget's currency.", "一个单位值预算货币多少。")
    date: Day = need("Day of the rate.", "汇率的日期。")


class Budget(Node):
    """The budget: a total, its lines, a reserve."""

    total: Amount | None = maybe("Total, contingency included.", "总额，含预备金。")
    currency: CurrencyCode | None = maybe("Currency; default is the plan's.", "货币；不写则用方案的货币。")
    contingency: Amount | None = maybe("Reserve, part of the total.", "预备金，包含在总额之内。")
    lines: tuple[Line, ...] = many("Lines.", "预算科目。")
    spent_until: Day | None = maybe(
        "Up to which day everything that was paid is entered in `spent` of the lines.",
        "各科目的 `spent` 已记全到哪一天的支付。",
    )
    rates: tuple[Rate, ...] = many("Exchange rates used.", "所用汇率。")


class Resources(Node):
    """Part 5 of six: resources and support."""

    assets: tuple[Asset, ...] = many("What members bring.", "成员带来的资源。")
    partners: tuple[Partner, ...] = many("Partners.", "合作方。")
    tools: tuple[Tool, ...] = many("Tools.", "工具。")
    funding: tuple[Funding, ...] = many("Sources of money.", "资金来源。")
    budget: Budget = part(Budget, "The budget.", "预算。")
