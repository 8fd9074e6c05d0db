"""`resources`: money, tools, partners and what members bring (资源整合与支持)."""

from typing import Annotated, ClassVar

from commplan.plan.engagement import EntryRef
from commplan.plan.head import Period
from commplan.plan.node import Node, many, maybe, need, part
from commplan.plan.numbers import Amount, Positive
from commplan.plan.scalars import CurrencyCode, Id, OneOrMany, Refers, Text, Who
from commplan.plan.times import Day

FundingRef = Annotated[Id, Refers(("funding",))]
ActivityRef = Annotated[Id, Refers(("entry", "routine", "tool", "risk-action", "report", "plan"))]


class Asset(Node):
    """Something members bring: a skill, a room, a network."""

    KIND: ClassVar[str] = "asset"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("What it is.")
    holder: Text | None = maybe("Who has it.")
    consent: bool | None = maybe("Whether the holder agreed to be asked.")
    used_for: Text | None = maybe("Which need it meets.")
    entries: OneOrMany[EntryRef] = many("Calendar entries that use it.")


class Partner(Node):
    """An organisation that works with the community."""

    KIND: ClassVar[str] = "partner"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name.")
    gives: Text | None = maybe("What it brings.")
    gets: Text | None = maybe("What it receives.")
    contact: Who | None = maybe("Who keeps the contact.")
    until: Day | None = maybe("Until when it is agreed.")


class Tool(Node):
    """A tool the community runs on."""

    KIND: ClassVar[str] = "tool"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Name.")
    used_for: Text | None = maybe("What for.")
    owner: Who | None = maybe("Who runs it.")
    cost: Amount | None = maybe("Cost in the plan period.")
    contract_end: Day | None = maybe("When contract or licence ends.")
    export: Text | None = maybe("How data gets out.")
    replacement: Text | None = maybe("What comes in its place.")


class Funding(Node):
    """A source of money."""

    KIND: ClassVar[str] = "funding"

    id: Id = need("Id, kebab-case.")
    name: Text | None = maybe("Who gives it.")
    amount: Amount | None = maybe("How much.")
    currency: CurrencyCode | None = maybe("Currency; default is the plan's.")
    available: Day | None = maybe("From when it can be spent.")
    until: Day | None = maybe("Until when it can be spent.")
    condition: Text | None = maybe("What it is tied to.")


class Spent(Node):
    """Money that was really paid."""

    date: Day = need("Day it was paid.")
    amount: Amount = need("How much.")
    currency: CurrencyCode | None = maybe("Currency; default is the line's.")
    note: Text | None = maybe("What was paid.")


class Line(Node):
    """A line of the budget."""

    KIND: ClassVar[str] = "budget-line"

    id: Id = need("Id, kebab-case.")
    category: Text | None = maybe("Category (预算科目).")
    description: Text | None = maybe("What is paid.")
    amount: Amount | None = maybe("How much.")
    currency: CurrencyCode | None = maybe("Currency; default is the budget's.")
    period: Period = part(Period, "When it is spent.")
    funding: FundingRef | None = maybe("Which money pays it.")
    activities: OneOrMany[ActivityRef] = many("What it pays for: calendar entries, routines, tools, risk actions.")
    owner: Who | None = maybe("Who may spend it.")
    spent: tuple[Spent, ...] = many("What was really paid of it.")


class Rate(Node):
    """An exchange rate, with its day."""

    currency: CurrencyCode = need("The other currency.")
    rate: Positive = need("What one unit of it is worth in the budget's currency.")
    date: Day = need("Day of the rate.")


class Budget(Node):
    """The budget: a total, its lines, a reserve."""

    total: Amount | None = maybe("Total, contingency included.")
    currency: CurrencyCode | None = maybe("Currency; default is the plan's.")
    contingency: Amount | None = maybe("Reserve (预备金), part of the total.")
    lines: tuple[Line, ...] = many("Lines.")
    spent_until: Day | None = maybe("Up to which day everything that was paid is entered in `spent` of the lines.")
    rates: tuple[Rate, ...] = many("Exchange rates used.")


class Resources(Node):
    """Part 5 of six: resources and support."""

    assets: tuple[Asset, ...] = many("What members bring.")
    partners: tuple[Partner, ...] = many("Partners.")
    tools: tuple[Tool, ...] = many("Tools.")
    funding: tuple[Funding, ...] = many("Sources of money.")
    budget: Budget = part(Budget, "The budget.")
