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
        f"{EARN}: 'helped' 每次给 10 分，一名成员可以无限次获得",
        "engagement.rewards.earn[1].cap.times: 'told' 每次给 10 分，但其上限连一次都不够",
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
