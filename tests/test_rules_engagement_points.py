"""What the rules about how points are earned and spent say, to the letter, and where."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes

EARN = "engagement.rewards.earn[0]"
IDLE = "- the plan gives no points"


def earns(*texts: str, more: str = "") -> str:
    listed = ", ".join("{" + text + "}" for text in texts)
    return f"engagement: {{rewards: {{earn: [{listed}]{', ' + more if more else ''}}}}}\n"


HELPED = "id: helped, event: helped, points: 10"
FREE = f"{EARN}: 'helped' gives 10 points as often as a member likes"
NOT_ONCE = "'helped' gives 10 points, but its cap does not allow even one time"
CAP = [
    ("", [IDLE]),
    (earns(HELPED.replace("10", "0")), [IDLE]),
    (earns(HELPED), [FREE]),
    (earns(HELPED + ", verified: true"), [FREE]),
    (earns(HELPED + ", cap: {per: day}"), [f"{EARN}.cap: the cap of 'helped' has no number"]),
    (earns(HELPED + ", cap: {times: 1, per: day}"), []),
    (earns(HELPED + ", cap: {times: 0, per: day}"), [f"{EARN}.cap.times: {NOT_ONCE}"]),
    (earns(HELPED + ", cap: {points: 10, per: day}"), []),
    (earns(HELPED + ", cap: {points: 9, per: day}"), [f"{EARN}.cap.points: {NOT_ONCE}"]),
]


@pytest.mark.parametrize(("fragment", "expected"), CAP)
def test_one_member_can_earn_so_much_and_no_more(fragment: str, expected: list[str]) -> None:
    assert outcomes("E104", fragment) == expected


def test_no_cap_in_chinese() -> None:
    assert outcomes(
        "E104", earns(HELPED, HELPED.replace("helped,", "told,", 1) + ", cap: {times: 0, per: day}"), "zh"
    ) == [
        f"{EARN}: “helped” 每次给 10 分，一名成员可以无限次获得",
        "engagement.rewards.earn[1].cap.times: “told” 每次给 10 分，但其上限连一次都不够",
    ]
    assert hints("E104", earns(HELPED), "zh") == ["加上上限，例如 `cap: {times: 2, per: day}`"]


MUG = "catalogue: [{id: mug, points: 100}]"
LEVEL = "levels: [{id: first, points: 100}]"
DEBT = "engagement.rewards: points never lapse, so every point ever given stays a debt"
EXPIRY = [
    ("", [IDLE]),
    ("engagement: {rewards: {draws: [{id: spring}]}}", [IDLE]),
    (earns(HELPED), ["- its points buy nothing"]),
    (earns(HELPED, more=MUG), [DEBT]),
    (earns(HELPED, more="cost_per_point: 0.1"), [DEBT]),
    (f"engagement: {{rewards: {{outstanding: 50, {MUG}}}}}", [DEBT]),
    (earns(HELPED, more=f"{MUG}, {LEVEL}"), [DEBT]),
    (earns(HELPED, more=f"expiry: P1Y, {MUG}"), []),
    (
        earns(HELPED, more=LEVEL),
        [
            "engagement.rewards.levels: points never lapse, so whoever has reached a level keeps it without doing anything more"
        ],
    ),
    (earns(HELPED, more=f"expiry: P1Y, {LEVEL}"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), EXPIRY)
def test_points_lapse_one_day(fragment: str, expected: list[str]) -> None:
    assert outcomes("E105", fragment) == expected


def test_points_that_never_lapse_in_chinese() -> None:
    assert outcomes("E105", earns(HELPED, more=MUG), "zh") == [
        "engagement.rewards: 积分永不过期，发出的每一分都一直是负债"
    ]


WEEKLY = "id: helped, event: helped, points: 10, cap: {times: 2, per: week}"
# 10 points x 365.25 in a month, over 10 earners and 12 months: 12 points a day
DAILY = "id: helped, event: helped, points: 10, expected_per_month: 365.25"
EARNERS = "expiry: P12M, active_earners: 10"


def prizes(*points: int, more: str = EARNERS) -> str:
    return more + ", catalogue: [" + ", ".join(f"{{id: p{n}, points: {n}}}" for n in points) + "]"


AT = "engagement.rewards"
REACH = [
    ("", [IDLE]),
    (earns(DAILY, more=EARNERS), ["- its points buy nothing"]),
    # 12 x 365.25 = 4,383 points of an average earner
    (earns(DAILY, more=prizes(4383)), []),
    (
        earns(DAILY, more=prizes(4384, 9000)),
        [
            f"{AT}.catalogue[0].points: 'p4384' is the cheapest prize and needs 4,384 points; an average earner has 4,383 before points lapse (365 a month)"
        ],
    ),
    # what there is none of is not offered
    (
        earns(DAILY, more=EARNERS + ", catalogue: [{id: gone, points: 1, stock: 0}, {id: mug, points: 5000}]"),
        [
            f"{AT}.catalogue[1].points: 'mug' is the cheapest prize and needs 5,000 points; an average earner has 4,383 before points lapse (365 a month)"
        ],
    ),
    # 12 points a day: 84 in seven days
    (earns(DAILY, more=prizes(10, 84)), []),
    (
        earns(DAILY, more=prizes(10, 83)),
        [
            f"{AT}.catalogue[1].points: 'p83' is the dearest prize and needs 83 points; an average earner has them in 6.9 days"
        ],
    ),
    # without an expiry the plan's period counts, here a month: 12 x 30.4375 = 365.25
    (
        "plan: {period: {start: 2027-01-01, end: 2027-01-31}}\n"
        + earns(DAILY, more=prizes(366, more="active_earners: 10")),
        [
            f"{AT}.catalogue[0].points: 'p366' is the cheapest prize and needs 366 points; an average earner has 365 before points lapse (365 a month)"
        ],
    ),
    (
        "plan: {period: {end: null}}\n" + earns(DAILY, more=prizes(366, more="active_earners: 10")),
        [f"{AT}? when points lapse (`expiry`), or `plan.period`"],
    ),
    *(
        (
            earns(DAILY, more=prizes(400, more=f"expiry: P1Y, {said}")),
            [f"{AT}? `active_earners`, to tell whether prizes are within reach"],
        )
        for said in ("active_earners: 0", "name: ink")
    ),
    (
        earns(HELPED, more=prizes(400)),
        [f"{AT}? `expected_per_month` of 'helped', to tell whether prizes are within reach"],
    ),
    # two in each of the three weeks that 14 days can touch
    (earns(WEEKLY, more="expiry: P14D, levels: [{id: first, points: 60}]"), []),
    (
        earns(WEEKLY, more="expiry: P14D, levels: [{id: first, points: 60}, {id: top, points: 61}]"),
        [f"{AT}.levels[1].points: 'top' needs 61 points; whoever hits every cap has 60 at most before points lapse"],
    ),
    (
        earns(WEEKLY, more=prizes(70, more="expiry: P14D")),
        [f"{AT}.catalogue[0].points: 'p70' needs 70 points; whoever hits every cap has 60 at most before points lapse"],
    ),
    # one rule without a cap, and nothing is out of reach for all
    (earns(WEEKLY, HELPED, more="expiry: P14D, levels: [{id: top, points: 61}]"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), REACH)
def test_prizes_are_neither_out_of_reach_nor_for_nothing(fragment: str, expected: list[str]) -> None:
    assert outcomes("E106", fragment) == expected


def test_prizes_out_of_reach_in_chinese() -> None:
    assert outcomes("E106", earns(DAILY, more=prizes(5000)), "zh") == [
        f"{AT}.catalogue[0].points: 最便宜的兑换品 “p5000” 需要 5,000 分；平均水平的成员在积分过期前只有 4,383 分（每月 365 分）"
    ]


def costs(*prizes: str, more: str = "name: ink") -> str:
    listed = ", ".join(f"{{id: p{i}, {p}}}" for i, p in enumerate(prizes))
    return f"engagement: {{rewards: {{catalogue: [{listed}], {more}}}}}"


BARGAIN = [
    ("", ["- points buy no prizes"]),
    (costs("points: 10, stock: 0"), ["- points buy no prizes"]),
    (costs("points: 10"), ["- there is nothing to compare its one prize with"]),
    (costs("points: 0"), [f"{AT}.catalogue[0].points: prize 'p0' costs no points at all"]),
    (costs("points: 100, unit_cost: 10", "points: 100"), [f"{AT}.catalogue[1]? what prize 'p1' costs (`unit_cost`)"]),
    (costs("points: 100, unit_cost: 10", "points: 50, unit_cost: 10"), []),
    (
        costs("points: 100, unit_cost: 10", "points: 50, unit_cost: 10.01"),
        [f"{AT}.catalogue[1]: a point is worth 0.20 EUR in prize 'p1' and 0.10 EUR in prize 'p0'"],
    ),
    (costs("points: 100, unit_cost: 10", more="cost_per_point: 0.05"), []),
    (
        costs("points: 100, unit_cost: 10.5", more="cost_per_point: 0.05"),
        [
            f"{AT}.catalogue[0]: a point is worth 0.105 EUR in prize 'p0'; the plan reckons with 0.05 EUR (`cost_per_point`)"
        ],
    ),
    # cheaper than reckoned with is on the safe side
    (costs("points: 100, unit_cost: 1", more="cost_per_point: 0.05"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), BARGAIN)
def test_a_point_is_worth_about_the_same_everywhere(fragment: str, expected: list[str]) -> None:
    assert outcomes("E107", fragment) == expected


def test_a_bargain_in_chinese() -> None:
    assert outcomes("E107", costs("points: 100, unit_cost: 10", "points: 10, unit_cost: 10"), "zh") == [
        f"{AT}.catalogue[1]: 一分在兑换品 “p1” 中值 1 EUR，在 “p0” 中值 0.10 EUR"
    ]


RAW = f"{EARN}.event: 'helped' pays 10 points for"
PEER = f"{EARN}.event: 'helped' pays for what members give each other, and one friend is enough"


def event(name: str, more: str = "points: 10") -> str:
    return earns(f"id: helped, event: {name}, {more}")


VERIFIED = [
    ("", [IDLE]),
    *(
        (event(name), [f"{RAW} '{name}', whatever comes of it"])
        for name in (
            "message",
            "reply",
            "join",
            "attend",
            "new-post",
            "comment",
            "check-in",
            "签到",
            "发帖",
            "invite",
            "flag",
        )
    ),
    (event("message", "points: 10, verified: true"), []),
    *(
        (event(name), [f"{EARN}? whether 'helped' pays only when somebody has verified it (`verified`)"])
        for name in ("answer-accepted", "report-upheld", "订单签收", "trial-report-read", "posting-day-kept")
    ),
    (event("answer-accepted", "points: 10, verified: true"), []),
    (
        event("answer-accepted", "points: 10, verified: false"),
        [f"{EARN}.verified: 'helped' pays 10 points for 'answer-accepted', whatever comes of it"],
    ),
    (event("message", "points: 0"), [IDLE]),
    # somebody else had to confirm it, which is a verification
    (event("message", "points: 10, distinct_givers: 2"), []),
    (event("message", "points: 10, distinct_givers: 1"), [f"{RAW} 'message', whatever comes of it"]),
    *((event(name), [PEER]) for name in ("reaction", "like-received", "thanks", "点赞", "被感谢")),
    (event("thanks", "points: 10, verified: true, distinct_givers: 1"), [PEER]),
    (event("thanks", "points: 10, distinct_givers: 2"), []),
    (earns("id: helped, event: thanks, points: 10", more="fraud: Rings are undone every Monday"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), VERIFIED)
def test_what_is_paid_for_is_an_outcome(fragment: str, expected: list[str]) -> None:
    assert outcomes("E108", fragment) == expected


def test_what_is_paid_for_in_chinese() -> None:
    assert outcomes("E108", event("签到"), "zh") == [f"{EARN}.event: “helped” 为 “签到” 付 10 分，不论结果如何"]
    assert outcomes("E108", event("点赞"), "zh") == [f"{EARN}.event: “helped” 奖励成员互相给予的认可，而一个朋友就够了"]


NOTHING = "- nothing is given for inviting"
FEE = f"{AT}.entry_fee: one must first pay 99 EUR to earn, and 'helped' rewards inviting: together that is a pyramid scheme"
CHAIN = [
    ("", [NOTHING]),
    (event("answer-accepted"), [NOTHING]),
    (event("invite"), []),
    (event("invite", "points: 10, depth: 1"), []),
    (
        event("invite", "points: 10, depth: 2"),
        [f"{EARN}.depth: 'helped' pays through 2 levels of invited people, as a pyramid scheme does"],
    ),
    *(
        (
            event("order-kept", f"points: 10, description: {text}"),
            [
                f"{EARN}? through how many levels of invited people 'helped' pays (`depth`), as it speaks of more than one"
            ],
        )
        for text in ("For every order of your downline", "A friend of a friend orders", "二级好友下单", "下线成交")
    ),
    (event("order-kept", "points: 10, description: 下线成交, depth: 1"), []),
    (earns("id: helped, event: order, points: 10", more="entry_fee: 99"), [NOTHING]),
    (earns("id: helped, event: invite, points: 10", more="entry_fee: 0"), []),
    (earns("id: helped, event: invite, points: 10", more="entry_fee: 99"), [FEE]),
]


@pytest.mark.parametrize(("fragment", "expected"), CHAIN)
def test_no_reward_flows_up_a_chain_of_invitations(fragment: str, expected: list[str]) -> None:
    assert outcomes("E109", fragment) == expected


def test_a_chain_of_invitations_in_chinese() -> None:
    assert outcomes("E109", event("invite", "points: 10, depth: 3"), "zh") == [
        f"{EARN}.depth: “helped” 奖励到第 3 级受邀者，这是传销的做法"
    ]
    assert outcomes("E109", earns("id: helped, event: invite, points: 10", more="entry_fee: 99"), "zh") == [
        f"{AT}.entry_fee: 须先支付 99 EUR 才能获得积分，而 “helped” 奖励邀请：两者并存即为传销"
    ]
