"""What the rules about resources over time say, to the letter: money that comes and goes, reserves, contracts, skills."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes


def money(lines: str, funding: str, rest: str = "") -> str:
    return f"resources: {{budget: {{lines: [{lines}]}}, funding: [{funding}]}}\n{rest}"


def line(period: str, more: str = "") -> str:
    return f"{{id: a, amount: 100, funding: f{f', period: {{{period}}}' if period else ''}{more}}}"


APRIL = "{id: f, amount: 100, available: 2027-04-15}"
AT = "resources.budget.lines[0].period"

FLOW = [
    ("", ["- the plan has no budget lines, or no funding"]),
    (money("", APRIL), ["- the plan has no budget lines, or no funding"]),
    # the month decides: nobody pays on the first of it
    (money(line("start: 2027-04-01, end: 2027-05-31"), APRIL), []),
    (
        money(line("start: 2027-03-31, end: 2027-05-31"), APRIL),
        [
            AT
            + ".start: budget line 'a' is spent from 2027-03-31, and 'f', which pays it, is there from 2027-04-15 only",
        ],
    ),
    (
        money(
            line("start: 2027-01-01, end: 2027-06-30"), "{id: f, amount: 100, available: 2027-01-01, until: 2027-06-30}"
        ),
        [],
    ),
    (
        money(
            line("start: 2027-01-01, end: 2027-07-01"), "{id: f, amount: 100, available: 2027-01-01, until: 2027-06-30}"
        ),
        [AT + ".end: budget line 'a' is spent to 2027-07-01, and 'f', which pays it, ends on 2027-06-30"],
    ),
    # a line that does not say when
    (
        money(line(""), APRIL),
        [
            "resources.budget.lines[0]? when budget line 'a' is spent (`period`), as 'f' is there from 2027-04-15 only",
        ],
    ),
    (
        money(line(""), "{id: f, amount: 100, available: 2027-01-01, until: 2027-06-30}"),
        [
            (
                "resources.budget.lines[0]? when budget line 'a' is spent (`period`), "
                "as 'f' is there from 2027-01-01 to 2027-06-30 only"
            ),
        ],
    ),
    (money(line(""), "{id: f, amount: 100, available: 2027-01-31, until: 2027-12-31}"), []),
    (
        money(line("start: 2027-04-01"), "{id: f, amount: 100}"),
        ["resources.funding[0]? from when funding 'f' can be spent (`available`)"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), FLOW)
def test_a_line_is_spent_when_its_money_is_there(fragment: str, expected: list[str]) -> None:
    assert outcomes("B104", fragment) == expected


def entry(start: str, more: str = "") -> str:
    return f"content: {{calendar: [{{id: e, start: {start}, cost: 10{more}}}]}}\n"


PAID = money(
    "{id: a, amount: 100, funding: f, activities: e}", "{id: f, amount: 100, available: 2027-01-10, until: 2027-12-31}"
)
DATES = [
    (PAID + entry("2027-01-10"), []),
    (
        PAID + entry("2027-01-09"),
        [
            (
                "content.calendar[0].start: 'e' costs money on 2027-01-09, and 'f', which pays it through 'a', "
                "is there from 2027-01-10 to 2027-12-31 only"
            )
        ],
    ),
    (
        PAID + entry("2027-01-02", ", rrule: FREQ=WEEKLY;COUNT=3"),
        [
            (
                "content.calendar[0].start: 'e' costs money on 2027-01-02 and 1 more day, and 'f', which pays it through "
                "'a', is there from 2027-01-10 to 2027-12-31 only"
            )
        ],
    ),
    (PAID + entry("2027-01-02", ", status: cancelled"), []),
    (PAID.replace("activities: e", "activities: other") + entry("2027-01-02"), []),
    # two lines share the cost: nobody knows which of them pays what
    (
        money(
            "{id: a, amount: 50, funding: f, activities: e}, {id: b, amount: 50, funding: g, activities: e}",
            "{id: f, amount: 50, available: 2027-01-10}, {id: g, amount: 50, available: 2027-01-01}",
        )
        + entry("2027-01-05"),
        [],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), DATES)
def test_what_a_line_pays_lies_between_the_days_of_its_money(fragment: str, expected: list[str]) -> None:
    assert outcomes("B104", fragment) == expected


HALVES = "{id: a, amount: 1200}, {id: b, amount: 300, period: {start: 2027-03-01, end: 2027-03-31}}"
SUMS = [
    # 100 a month and 300 in March: 600 by the end of it
    (money(HALVES, "{id: f, amount: 600, available: 2027-01-01}, {id: g, amount: 900, available: 2027-04-30}"), []),
    (
        money(HALVES, "{id: f, amount: 599.99, available: 2027-01-01}, {id: g, amount: 900.01, available: 2027-04-30}"),
        [
            ("resources.budget.lines: by the end of 2027-03 the budget lines have spent 600 EUR, and 599.99 EUR of funding "
            "has come in: 0.01 EUR is missing until then")
        ],
    ),
    # what is missing in all is told by rule budget-sum
    (money(HALVES, "{id: f, amount: 1, available: 2027-01-01}"), []),
    # one source takes more than it gives, though all together suffice
    (
        money(
            "{id: a, amount: 60, funding: f}, {id: b, amount: 50, funding: f}",
            "{id: f, amount: 100, available: 2027-01-01}, {id: g, amount: 100, available: 2027-01-01}",
        ),
        ["resources.funding[0].amount: the lines that 'f' pays take 110 EUR, and it gives 100 EUR: 10 EUR is missing"],
    ),
    (
        money("{id: a, funding: f}", "{id: f, available: 2027-01-01}"),
        ["resources.budget.lines[0]? the `amount` of 'a'", "resources.funding[0]? the `amount` of 'f'"],
    ),
    # a third of 100 EUR three times is 100 EUR
    (
        money("{id: a, amount: 100, period: {start: 2027-01-01, end: 2027-03-31}}", "{id: f, amount: 100, available: 2027-01-05}"),
        [],
    ),
    (
        "plan: {period: {end: null}}\n" + money("{id: a, amount: 100}", "{id: f, amount: 100, available: 2027-01-05}"),
        ["resources.budget.lines[0]? when budget line 'a' is spent (`period`)"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), SUMS)
def test_no_month_ends_with_more_spent_than_has_come_in(fragment: str, expected: list[str]) -> None:
    assert outcomes("B104", fragment) == expected


def test_money_that_is_not_there_is_told_in_chinese_too() -> None:
    assert outcomes("B104", FLOW[3][0], "zh") == [
        AT + ".start: 预算科目 “a” 从 2027-03-31 起支出，而支付它的 “f” 只在 2027-04-15 之后可用"
    ]
    assert outcomes("B104", SUMS[1][0], "zh") == [
        "resources.budget.lines: 到 2027-03 月末，预算科目累计支出 600 EUR，而到位资金为 599.99 EUR：届时缺少 0.01 EUR"
    ]
    assert hints("B104", FLOW[3][0]) == [
        "spend it when the money is there, pay it with other money, or have the money paid out at another time"
    ]


def tool(end: str, *periods: str) -> str:
    lines = ", ".join(f"{{id: l{i}, amount: 1, activities: t, period: {{{p}}}}}" for i, p in enumerate(periods))
    return f"resources: {{tools: [{{id: t, cost: 1{end}}}], budget: {{lines: [{lines}]}}}}\n"


ENDS = [
    ("", ["- no tool has a contract or costs money"]),
    ("resources: {tools: [{id: t, cost: 0}]}", ["- no tool has a contract or costs money"]),
    (tool(", contract_end: 2027-12-31"), []),
    (
        tool(", contract_end: 2027-12-30"),
        [
            (
                "resources.tools[0].contract_end: the contract of tool 't' ends on 2027-12-30, 1 day before the plan does, "
                "and no budget line pays it after that"
            )
        ],
    ),
    (
        tool(", contract_end: 2027-06-30", "start: 2027-01-01, end: 2027-06-30"),
        [
            (
                "resources.tools[0].contract_end: the contract of tool 't' ends on 2027-06-30, 184 days before the plan does, "
                "and no budget line pays it after that"
            )
        ],
    ),
    (tool(", contract_end: 2027-06-30", "end: 2027-06-30", "end: 2027-07-01"), []),
    (tool(", contract_end: 2027-06-30", "start: 2027-01-01"), []),
    (tool(""), ["resources.tools[0]? when the contract of tool 't' ends (`contract_end`)"]),
    (
        "plan: {period: {end: null}}\n" + tool(", contract_end: 2027-06-30"),
        ["plan.period? the last day of the plan (`period.end`)"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), ENDS)
def test_a_contract_does_not_end_before_the_plan(fragment: str, expected: list[str]) -> None:
    assert outcomes("B105", fragment) == expected


def test_a_contract_that_ends_is_told_in_chinese_too() -> None:
    assert outcomes("B105", ENDS[3][0], "zh") == [
        "resources.tools[0].contract_end: 工具 “t” 的合同 2027-12-30 到期，比方案早 1 天，此后没有预算科目支付它"
    ]
    assert hints("B105", ENDS[3][0]) == [
        "let a budget line pay its renewal, state the new `contract_end`, or plan what comes in its place"
    ]
