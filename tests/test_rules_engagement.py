"""What the rules about engagement say, to the letter, and where."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from commplan.rules.engagement import months_between
from outcomes import hints, outcomes

SCHEME = "cost_per_point: 0.1, redemption_rate: 0.6, outstanding: 2000, budget_line: prizes"
EARN = "earn: [{id: answered, event: answer, points: 10, expected_per_month: 500, cap: {times: 2, per: day}}]"


def rewards(*texts: str, line: str = "amount: 3720", top: str = "currency: EUR") -> str:
    budget = f"budget: {{{top}, lines: [{{id: prizes, {line}}}]}}"
    return f"engagement: {{rewards: {{{', '.join(texts)}}}}}\nresources: {{{budget}}}\n"


# (2,000 + 12 x 500 x 10) x 0.6 x 0.1 = 3,720
SUM = "(2,000 outstanding + 12 months x 5,000) points x 0.6 redeemed x 0.10 EUR"
LINE = "engagement.rewards.budget_line: points are expected to cost"

LIABILITY = [
    ("", ["- the plan has no rewards"]),
    ("engagement: {rewards: {earn: [{id: a, event: message, points: 1}]}}", ["- its points buy nothing"]),
    (rewards(SCHEME, EARN), []),
    (
        rewards(SCHEME, EARN, line="amount: 3719.99"),
        [f"{LINE} 3,720 EUR, budget line 'prizes' holds 3,719.99 EUR: {SUM}"],
    ),
    # in the budget's currency: 3,720 EUR at 8 are 29,760 CNY
    (
        rewards(
            SCHEME, EARN, line="amount: 29759", top="currency: CNY, rates: [{currency: EUR, rate: 8, date: 2026-12-01}]"
        ),
        [f"{LINE} 29,760 CNY, budget line 'prizes' holds 29,759 CNY: {SUM}"],
    ),
    (rewards(SCHEME, EARN, top="currency: CNY"), ["resources.budget? a rate from EUR to CNY (`rates`)"]),
    (rewards(SCHEME, EARN, line="category: Prizes"), ["resources.budget.lines[0]? the amount of line 'prizes'"]),
    (
        rewards(SCHEME.replace(", budget_line: prizes", ""), EARN),
        ["engagement.rewards? the budget line that pays for rewards (`budget_line`)"],
    ),
    # a line that is not there is told by rule ref-resolves
    (rewards(SCHEME.replace("prizes", "gifts"), EARN), []),
    (
        rewards("budget_line: prizes, outstanding: 0", EARN),
        ["engagement.rewards? `cost_per_point`, `redemption_rate`, to work out what points will cost"],
    ),
    # without what is outstanding it is 12 x 5,000 x 0.06 = 3,600 at least
    (
        rewards(SCHEME.replace("outstanding: 2000, ", ""), EARN),
        ["engagement.rewards? `outstanding`, to work out what points will cost"],
    ),
    (
        rewards(SCHEME.replace("outstanding: 2000, ", ""), EARN, line="amount: 3599"),
        [f"{LINE} 3,600 EUR, budget line 'prizes' holds 3,599 EUR: {SUM.replace('2,000', '0')}"],
    ),
    (
        rewards(SCHEME, "earn: [{id: answered, event: answer, points: 10}]"),
        ["engagement.rewards? `expected_per_month` of 'answered', to work out what points will cost"],
    ),
    (
        "plan: {period: {end: null}}\n" + rewards(SCHEME, EARN),
        ["engagement.rewards? `plan.period`, to work out what points will cost"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), LIABILITY)
def test_the_points_expected_fit_into_the_line_that_pays_them(fragment: str, expected: list[str]) -> None:
    assert outcomes("E101", fragment) == expected


WORST = [
    # 2,000 + 100 earners x 2 x 10 points x 365 days = 732,000 points of 0.10 EUR
    (
        "active_earners: 100, " + EARN,
        "in the worst case, all caps hit and all redeemed, it is 73,200 EUR",
    ),
    # the lower of both caps: 15 points in each of the 53 weeks that the year touches: 81,500 points
    (
        "active_earners: 100, " + EARN.replace("times: 2, per: day", "times: 2, points: 15, per: week"),
        "in the worst case, all caps hit and all redeemed, it is 8,150 EUR",
    ),
    (
        "active_earners: 100, " + EARN.replace("times: 2, per: day", "points: 15, per: month"),
        "in the worst case, all caps hit and all redeemed, it is 2,000 EUR",
    ),
    (EARN, "state `active_earners`, and the worst case can be told too"),
    (
        "active_earners: 100, " + EARN.replace(", cap: {times: 2, per: day}", ""),
        "the worst case has no limit, because 'answered' has no cap",
    ),
]


@pytest.mark.parametrize(("earn", "expected"), WORST)
def test_the_worst_case_is_told_beside_the_expected_one(earn: str, expected: str) -> None:
    assert hints("E101", rewards(SCHEME, earn, line="amount: 1")) == [
        f"raise the line, or give fewer points for it; {expected}"
    ]


def catalogue(*prizes: str) -> str:
    return f"catalogue: [{', '.join('{points: 100, ' + p + '}' for p in prizes)}]"


MUG = "id: mug, unit_cost: 10, expected_redemptions: 300"
AT = "engagement.rewards.catalogue"
PRIZES = [
    (rewards(SCHEME, EARN, catalogue(MUG)), []),
    (rewards(SCHEME, EARN, catalogue(MUG + ", stock: 300")), []),
    (
        rewards(SCHEME, EARN, catalogue(MUG + ", stock: 299")),
        [f"{AT}[0].expected_redemptions: prize 'mug' is expected to be asked for 300 times, and there are 299"],
    ),
    (
        rewards(SCHEME, EARN, catalogue("id: mug, unit_cost: 10, stock: 5")),
        [f"{AT}[0]? how often prize 'mug' will be asked for (`expected_redemptions`)"],
    ),
    # 300 x 10 + 10 x 72 = 3,720, and ten cents too much
    (rewards(SCHEME, EARN, catalogue(MUG, "id: ticket, unit_cost: 72, expected_redemptions: 10")), []),
    (
        rewards(SCHEME, EARN, catalogue("id: ticket, unit_cost: 72.01, expected_redemptions: 10", MUG)),
        [
            (
                f"{AT}: the expected redemptions cost 3,720.10 EUR, budget line 'prizes' holds 3,720 EUR: "
                "'mug' 300 x 10 EUR + 'ticket' 10 x 72.01 EUR"
            )
        ],
    ),
    # once one prize states what it expects, all do
    (
        rewards(SCHEME, EARN, catalogue(MUG, "id: ticket, unit_cost: 72", "id: pin, expected_redemptions: 4")),
        [f"{AT}[1]? `expected_redemptions` of prize 'ticket'", f"{AT}[2]? `unit_cost` of prize 'pin'"],
    ),
    (rewards(SCHEME, EARN, catalogue("id: mug, unit_cost: 10", "id: ticket")), []),
]


@pytest.mark.parametrize(("fragment", "expected"), PRIZES)
def test_the_redemptions_expected_fit_into_stock_and_line(fragment: str, expected: list[str]) -> None:
    assert outcomes("E101", fragment) == expected


def test_too_many_points_in_chinese() -> None:
    assert outcomes("E101", rewards(SCHEME, EARN, line="amount: 3000"), "zh") == [
        (
            "engagement.rewards.budget_line: 积分预计需要 3,720 EUR，预算科目 “prizes” 只有 3,000 EUR："
            "（已发 2,000 + 12 个月 x 5,000）分 x 兑换率 0.6 x 每分 0.10 EUR"
        )
    ]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), Fraction(12)),
        (date(2027, 1, 15), date(2027, 3, 14), Fraction(2)),
        (date(2027, 2, 1), date(2027, 2, 14), Fraction(1, 2)),
        (date(2027, 1, 1), date(2028, 2, 29), Fraction(14)),
    ],
)
def test_months_of_a_plan_are_calendar_months(first: date, last: date, months: Fraction) -> None:
    assert months_between(first, last) == months
