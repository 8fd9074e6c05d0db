"""What the rules about resources say, to the letter, and where."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes


def budget(text: str, funding: str = "") -> str:
    """A budget in flow style, with sources of money if any."""
    return f"resources: {{budget: {{{text}}}{f', funding: [{funding}]' if funding else ''}}}"


TWO = "lines: [{id: a, amount: 6000.10}, {id: b, amount: 2500}]"
AT = "resources.budget.total: "

SUMS = [
    ("", ["- the plan has no budget"]),
    (budget("total: 8500.10, " + TWO), []),
    (budget("total: 9000.10, contingency: 500, " + TWO), []),
    # to the cent, on both sides
    (
        budget("total: 8500.11, " + TWO),
        [AT + "the lines add up to 8,500.10 EUR, the total says 8,500.11 EUR: 0.01 EUR is missing"],
    ),
    (
        budget("total: 9000, contingency: 500, " + TWO),
        [AT + "lines 8,500.10 EUR + contingency 500 EUR = 9,000.10 EUR, the total says 9,000 EUR: 0.10 EUR too much"],
    ),
    # three times 0.1 is 0.3 here, which floats would deny
    (budget("total: 0.3, lines: [{id: a, amount: 0.1}, {id: b, amount: 0.1}, {id: c, amount: 0.1}]"), []),
    (budget(TWO), ["resources.budget? the total of the budget (`total`)"]),
    (budget("total: 100"), ["resources.budget? the lines of the budget (`lines`)"]),
    (
        budget("total: 100, lines: [{id: a, amount: 60}, {id: b}]"),
        ["resources.budget.lines[1]? the amount of line 'b'"],
    ),
    # what is not stated cannot make it less
    (
        budget("total: 100, lines: [{id: a, amount: 101}, {id: b}]"),
        [AT + "the lines add up to 101 EUR, the total says 100 EUR: 1 EUR too much"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), SUMS)
def test_lines_and_contingency_are_the_total(fragment: str, expected: list[str]) -> None:
    assert outcomes("B101", fragment) == expected


RATES = "rates: [{currency: USD, rate: 0.9, date: 2026-12-01}, {currency: USD, rate: 0.8, date: 2026-06-01}]"
CURRENCIES = [
    # 100.05 USD at the latest rate, 0.9, are 90.045 EUR, rounded half up 90.05 EUR
    (budget("total: 90.05, lines: [{id: a, amount: 100.05, currency: USD}], " + RATES), []),
    (
        budget("total: 90.04, lines: [{id: a, amount: 100.05, currency: USD}], " + RATES),
        [AT + "the lines add up to 90.05 EUR, the total says 90.04 EUR: 0.01 EUR too much"],
    ),
    (
        budget("total: 190, lines: [{id: a, amount: 100}, {id: b, amount: 100, currency: USD}]"),
        ["resources.budget.lines[1].currency: 'b' is in USD, and `budget.rates` holds no rate from USD to EUR"],
    ),
    # the yen has no cents: 10 EUR at 163.17 are 1,631.7, rounded 1,632 JPY
    (
        budget(
            "total: 1632, currency: JPY, lines: [{id: a, amount: 10, currency: EUR}], "
            "rates: [{currency: EUR, rate: 163.17, date: 2026-12-01}]"
        ),
        [],
    ),
    (
        "plan: {currency: null}\n" + budget("total: 100, lines: [{id: a, amount: 100, currency: USD}]"),
        ["resources.budget? the currency of the budget (`currency`)"],
    ),
    ("plan: {currency: null}\n" + budget("total: 100, lines: [{id: a, amount: 100}]"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), CURRENCIES)
def test_other_currencies_count_at_the_latest_rate(fragment: str, expected: list[str]) -> None:
    assert outcomes("B101", fragment) == expected


def test_a_missing_rate_is_told_once_for_a_currency() -> None:
    fragment = budget(
        "total: 2, lines: [{id: a, amount: 1, currency: USD}, {id: b, amount: 1, currency: USD}]",
        "{id: grant, amount: 2, currency: USD}",
    )
    assert outcomes("B101", fragment) == [
        "resources.budget.lines[0].currency: 'a' is in USD, and `budget.rates` holds no rate from USD to EUR"
    ]
    assert hints("B101", fragment) == ["add the rate with its day: `rates: [{currency: USD, rate: ..., date: ...}]`"]


LINE = "total: 100, lines: [{id: a, amount: 100}]"
FUNDING = [
    (budget(LINE, "{id: grant, amount: 60}, {id: fees, amount: 40}"), []),
    (
        budget(LINE, "{id: grant, amount: 60}, {id: fees, amount: 39.5}"),
        ["resources.funding: funding covers 99.50 EUR of 100 EUR: 0.50 EUR is missing"],
    ),
    (budget(LINE, "{id: grant, amount: 100}, {id: fees}"), []),
    (budget(LINE, "{id: grant, amount: 99}, {id: fees}"), ["resources.funding[1]? the amount of funding 'fees'"]),
]


@pytest.mark.parametrize(("fragment", "expected"), FUNDING)
def test_funding_covers_the_total(fragment: str, expected: list[str]) -> None:
    assert outcomes("B101", fragment) == expected


def test_a_wrong_sum_in_chinese() -> None:
    assert outcomes("B101", budget("total: 9000, contingency: 500, " + TWO), "zh") == [
        AT + "各科目 8,500.10 EUR + 预备金 500 EUR = 9,000.10 EUR，而总额为 9,000 EUR：多出 0.10 EUR"
    ]


MEETUP = "content: {calendar: [{id: meetup, start: 2027-01-14, rrule: FREQ=MONTHLY, cost: 400}]}\n"
SUMMIT = "content: {calendar: [{id: summit, start: 2027-05-20, cost: 4000}]}\n"


def lines(*texts: str) -> str:
    """Budget lines, each paid by the grant."""
    return budget(f"lines: [{', '.join('{funding: grant, ' + t + '}' for t in texts)}]", "{id: grant}")


HOLDS = "resources.budget.lines[0].amount: "
UNFUNDED = [
    ("", ["- nothing in the plan states a cost, and it has no budget"]),
    (SUMMIT, ["content.calendar[0].cost: 'summit' costs 4,000 EUR, and no budget line names it"]),
    (MEETUP, ["content.calendar[0].cost: 'meetup' costs 400 EUR each time, and no budget line names it"]),
    (SUMMIT + lines("id: venue, amount: 4000, activities: summit"), []),
    # on the 14th of each month: 12 x 400 = 4,800
    (MEETUP + lines("id: rooms, amount: 4800, activities: meetup"), []),
    (
        MEETUP + lines("id: rooms, amount: 4799.99, activities: meetup"),
        [HOLDS + "budget line 'rooms' holds 4,799.99 EUR, what it names costs 4,800 EUR: 'meetup' 12 x 400 EUR"],
    ),
    # cancelled, free, outside the period: nothing to pay
    ("content: {calendar: [{id: summit, start: 2027-05-20, cost: 4000, status: cancelled}]}", None),
    ("content: {calendar: [{id: summit, start: 2027-05-20, cost: 0}]}", None),
    ("content: {calendar: [{id: summit, start: 2028-05-20, cost: 4000}]}", None),
    # two lines pay one thing together
    (SUMMIT + lines("id: a, amount: 1500, activities: summit", "id: b, amount: 2500, activities: summit"), []),
    (
        SUMMIT + lines("id: a, amount: 1500, activities: summit", "id: b, amount: 2400, activities: summit"),
        [HOLDS + "budget lines 'a', 'b' together hold 3,900 EUR, what they name costs 4,000 EUR: 'summit' 4,000 EUR"],
    ),
    (
        "resources: {tools: [{id: chat, cost: 99.5}]}",
        ["resources.tools[0].cost: 'chat' costs 99.50 EUR, and no budget line names it"],
    ),
    (
        "risks: {register: [{id: spam, actions: [{action: Buy a filter, cost: 50}]}]}",
        ["risks.register[0].actions[0].cost: 'Buy a filter' costs 50 EUR, and no budget line names it"],
    ),
    ("risks: {register: [{id: spam, status: closed, actions: [{action: Buy a filter, cost: 50}]}]}", None),
    # the entry that carries an action pays for it when it states a cost itself
    (
        SUMMIT
        + "risks: {register: [{id: spam, actions: [{action: Hire guards, cost: 50, entry: summit}]}]}\n"
        + lines("id: venue, amount: 4000, activities: summit"),
        [],
    ),
    (
        "content: {calendar: [{id: summit, start: 2027-05-20}]}\n"
        "risks: {register: [{id: spam, actions: [{action: Hire guards, cost: 50, entry: summit}]}]}\n"
        + lines("id: venue, amount: 40, activities: summit"),
        [HOLDS + "budget line 'venue' holds 40 EUR, what it names costs 50 EUR: 'Hire guards' 50 EUR"],
    ),
    (
        "content: {calendar: [{id: summit, cost: 4000}]}\n" + lines("id: venue, amount: 1, activities: summit"),
        ["content.calendar[0]? when 'summit' happens (`start`)"],
    ),
    (
        SUMMIT + lines("id: venue, activities: summit"),
        ["resources.budget.lines[0]? the amount of line 'venue'"],
    ),
    (
        "plan: {period: {start: null}}\n" + MEETUP + lines("id: rooms, amount: 1, activities: meetup"),
        [
            "plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`), to count how often 'meetup' will be paid"
        ],
    ),
    # costs are in the plan's currency, lines in the budget's: 4000 EUR at 8 are 32,000 CNY
    (
        SUMMIT
        + budget(
            "currency: CNY, rates: [{currency: EUR, rate: 8, date: 2026-12-01}], "
            "lines: [{id: venue, amount: 31999, funding: grant, activities: summit}]",
            "{id: grant}",
        ),
        [HOLDS + "budget line 'venue' holds 31,999 CNY, what it names costs 32,000 CNY: 'summit' 4,000 EUR"],
    ),
    (
        SUMMIT
        + budget(
            "currency: CNY, lines: [{id: venue, amount: 31999, funding: grant, activities: summit}]", "{id: grant}"
        ),
        ["resources.budget? a rate from EUR to CNY (`rates`)"],
    ),
    # a misspelt activity is one fault, and rule ref-resolves tells it
    (SUMMIT + lines("id: venue, amount: 4000, activities: sumit"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), UNFUNDED)
def test_what_costs_money_has_a_line_that_holds_it(fragment: str, expected: list[str] | None) -> None:
    idle = ["- nothing in the plan states a cost, and it has no budget"]
    assert outcomes("B102", fragment) == (idle if expected is None else expected)


BARE = [
    (
        budget("lines: [{id: a, amount: 1, activities: smallest}]"),
        ["resources.budget.lines[0]: budget line 'a' does not say which money pays it"],
    ),
    (
        budget("lines: [{id: a, amount: 1, activities: smallest}, {id: b, amount: 1, activities: smallest}]"),
        ["resources.budget.lines[0]: none of the 2 budget lines says which money pays it"],
    ),
    (lines("id: a, amount: 1"), ["resources.budget.lines[0]: budget line 'a' names no activity that it pays for"]),
    (lines("id: a, amount: 1") + "\nengagement: {rewards: {budget_line: a}}", []),
]


@pytest.mark.parametrize(("fragment", "expected"), BARE)
def test_a_line_says_which_money_pays_it_and_for_what(fragment: str, expected: list[str]) -> None:
    assert outcomes("B102", fragment) == expected


def test_an_unfunded_activity_in_chinese() -> None:
    assert outcomes("B102", MEETUP, "zh") == [
        "content.calendar[0].cost: “meetup” 的费用为每次 400 EUR，没有预算科目列出它"
    ]
    assert hints("B102", MEETUP, "zh") == ["把 `meetup` 写入支付它的科目的 `activities`"]


def entry(text: str) -> str:
    return f"content: {{calendar: [{{id: summit, start: 2027-05-20, owner: lead, {text}}}]}}\n"


PERSON = "structure.people[0].hours_per_week: "
LOADS = [
    ("", ["- the plan asks nobody for hours"]),
    (entry("effort_hours: 10"), []),
    (
        entry("effort_hours: 10.01"),
        [
            (
                PERSON + "'member-a' needs 10.01 h in the week of 2027-05-17 and has 10 h; 1 of 53 weeks is over; "
                "most: 'summit' 10.01 h"
            )
        ],
    ),
    # 2027-05-17 is Whit Monday: four of five days of ten hours are eight
    ("plan: {holidays: DE}\n" + entry("effort_hours: 8"), []),
    (
        "plan: {holidays: DE}\n" + entry("effort_hours: 8.5"),
        [
            (
                PERSON + "'member-a' needs 8.5 h in the week of 2027-05-17 and has 8 h (10 h less 1 of 5 days of leave "
                "or holidays); 1 of 53 weeks is over; most: 'summit' 8.5 h"
            )
        ],
    ),
    # each week 4 h on Tuesday and 5 h of moderation; with the 2 h of the summit it is 11, in that week only
    (
        entry("effort_hours: 2")
        + "rules: {routines: [{id: digest, rrule: FREQ=WEEKLY;BYDAY=TU, owner: lead, effort_hours: 4}], "
        "moderation: {moderators: [{who: member-a, hours_per_week: 5}]}}",
        [
            (
                PERSON + "'member-a' needs 11 h in the week of 2027-05-17 and has 10 h; 1 of 53 weeks is over; "
                "most: moderation 5 h, 'digest' 4 h, 'summit' 2 h"
            )
        ],
    ),
    (
        (
            "structure: {people: [{id: member-b}], roles: [{id: helper, holders: [member-b]}]}\n"
            "content: {calendar: [{id: summit, start: 2027-05-20, owner: helper, effort_hours: 3}]}"
        ),
        ["structure.people[1]? `hours_per_week` of 'member-b', who is asked for up to 3 h a week"],
    ),
    (
        "plan: {period: {start: null}}\n" + entry("effort_hours: 99"),
        ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), LOADS)
def test_nobody_has_more_work_than_hours(fragment: str, expected: list[str]) -> None:
    assert outcomes("B103", fragment) == expected


def some(without: int, key: str = "effort_hours: 1") -> str:
    """Ten entries in ten weeks, the last of them without the key."""
    each = [f"{{id: e{i}, start: 2027-{i + 1:02}-04, owner: lead, effort_hours: 1}}" for i in range(10 - without)]
    bare = [
        f"{{id: e{i}, start: 2027-{i + 1:02}-04, {'owner: lead, effort_hours: 1'.replace(key, '').strip(', ')}}}"
        for i in range(10 - without, 10)
    ]
    return f"content: {{calendar: [{', '.join(each + bare)}]}}"


LACKING = [
    (some(2), []),
    (
        some(3),
        ["content.calendar? `effort_hours` of 3 of 10 calendar occurrences (most: 'e7', 'e8', 'e9')"],
    ),
    (
        some(3, "owner: lead"),
        ["content.calendar? `owner` of 3 of 10 calendar occurrences (most: 'e7', 'e8', 'e9')"],
    ),
    (
        "rules: {routines: [{id: digest, rrule: FREQ=WEEKLY;BYDAY=TU, owner: lead}]}",
        ["rules.routines? `effort_hours` of all 52 times of routines (most: 'digest')"],
    ),
    (
        "rules: {moderation: {moderators: [{who: lead}]}}",
        ["rules.moderation? the moderators' `hours_per_week`, or `items_per_month` and `minutes_per_item`"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), LACKING)
def test_work_without_hours_is_unknown_and_never_enough(fragment: str, expected: list[str]) -> None:
    assert outcomes("B103", fragment) == expected


def test_too_much_work_in_chinese() -> None:
    assert outcomes("B103", "plan: {holidays: DE}\n" + entry("effort_hours: 8.5"), "zh") == [
        (
            PERSON + "“member-a” 在 2027-05-17 当周需要 8.5 小时，可用 8 小时（10 小时，5 天中有 1 天休假或放假）；"
            "53 周中有 1 周超出；占用最多：“summit” 8.5 小时"
        )
    ]
