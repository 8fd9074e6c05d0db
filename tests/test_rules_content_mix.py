"""What the rule about the mix of the calendar says, to the letter."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes

P = "content.pillars[{}].share"
IDLE = "- no content pillar states its share of the calendar"


def mix(pillars: str, *counts: tuple[str, int], rest: str = "", entry: str = "") -> str:
    """A calendar with so many days of each pillar."""
    entries = [
        f"{{id: e{i}, start: 2027-01-01, rrule: FREQ=DAILY;COUNT={n}{f', pillar: {p}' if p else ''}{entry}}}"
        for i, (p, n) in enumerate(counts)
    ]
    return f"content: {{pillars: [{pillars}], calendar: [{', '.join(entries)}]{rest}}}\n"


HALVES = "{id: a, share: 0.5}, {id: b, share: 0.5}"
SELLS = "{id: a, promotional: true}, {id: b}"
MIXES = [
    ("", [IDLE]),
    (mix("{id: a}, {id: b}", ("a", 90), ("b", 1)), [IDLE]),
    (mix(HALVES), ["- no entry lies within the plan's period"]),
    # ten points are borne
    (mix(HALVES, ("a", 60), ("b", 40)), []),
    (
        mix(HALVES, ("a", 61), ("b", 39)),
        [
            (
                f"{P.format(0)}: of 100 dates of the calendar 61 belong to pillar 'a', 61% instead of 50%, "
                "39 belong to pillar 'b', 39% instead of 50%"
            )
        ],
    ),
    # and so is one date, where there are few
    (mix(HALVES, ("a", 3), ("b", 1)), []),
    (
        mix(HALVES, ("a", 4), ("b", 1)),
        [
            (
                f"{P.format(0)}: of 5 dates of the calendar 4 belong to pillar 'a', 80% instead of 50%, "
                "1 belong to pillar 'b', 20% instead of 50%"
            )
        ],
    ),
    # a pillar without a share takes part in the whole only, one without entries is told by rule id-unused
    (
        mix("{id: a, share: 0.5}, {id: b}", ("a", 30), ("b", 70)),
        [f"{P.format(0)}: of 100 dates of the calendar 30 belong to pillar 'a', 30% instead of 50%"],
    ),
    (mix("{id: a, share: 0.5}, {id: b}", ("b", 100)), []),
    # what has no pillar may be what is missing, but never what is too much
    (
        mix("{id: a, share: 0.5}, {id: b}", ("a", 30), ("b", 60), ("", 10)),
        [
            f"{P.format(0)}? to which pillar 10 dates of the calendar belong (`pillar`), to tell whether 'a' has its share"
        ],
    ),
    (
        mix("{id: a, share: 0.5}, {id: b}", ("a", 30), ("b", 61), ("", 9)),
        [f"{P.format(0)}: of 100 dates of the calendar 30 belong to pillar 'a', 30% instead of 50%"],
    ),
    (
        mix("{id: a, share: 0.5}", ("a", 61), ("", 39)),
        [f"{P.format(0)}: of 100 dates of the calendar 61 belong to pillar 'a', 61% instead of 50%"],
    ),
    # what is called off is not counted
    (mix(HALVES, ("a", 4), ("b", 1), entry=", status: cancelled"), ["- no entry lies within the plan's period"]),
    (
        mix(HALVES, ("a", 4), ("b", 2), rest="").replace(
            "pillar: a", "pillar: a, outcomes: [{date: 2027-01-01, status: cancelled}, {date: 2027-01-02}]"
        ),
        [],
    ),
    # more than the whole; rounding is borne
    (mix("{id: a, share: 0.505}, {id: b, share: 0.5}", ("a", 5), ("b", 5)), []),
    (
        mix("{id: a, share: 0.51}, {id: b, share: 0.5}", ("a", 5), ("b", 5)),
        [f"{P.format(0)}: the shares of the pillars come to 101% together"],
    ),
    # what sells
    (mix(SELLS, ("a", 20), ("b", 80), rest=", most_promotional: 0.2"), []),
    (
        mix(SELLS, ("a", 21), ("b", 79), rest=", most_promotional: 0.2"),
        ["content.most_promotional: 21 of 100 dates of the calendar sell or advertise, 21%; at most 20% may"],
    ),
    (
        mix("{id: a}", ("a", 21), rest=", most_promotional: 0.2"),
        [
            (
                "content.most_promotional? which content pillars sell or advertise (`promotional: true`), "
                "to hold them against `most_promotional`"
            )
        ],
    ),
    # what has no date may be what is missing
    (
        mix(HALVES, ("a", 61), ("b", 39)).replace("calendar: [", "calendar: [{id: u, pillar: b}, "),
        ["content.calendar[0]? when 'u' happens (`start`)"],
    ),
    (mix(HALVES, ("a", 60), ("b", 40)).replace("calendar: [", "calendar: [{id: u, pillar: b}, "), []),
    (
        "plan: {period: {end: null}}\n" + mix(HALVES, ("a", 61), ("b", 39)),
        ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), MIXES)
def test_a_calendar_is_made_of_what_its_pillars_say(fragment: str, expected: list[str]) -> None:
    assert outcomes("C117", fragment) == expected


def test_another_mix_is_told_in_chinese_too() -> None:
    assert [outcomes("C117", MIXES[i][0], "zh") for i in (4, 15, 17)] == [
        [f"{P.format(0)}: 日历共 100 次：栏目 “a” 有 61 次，占 61%，目标为 50%；栏目 “b” 有 39 次，占 39%，目标为 50%"],
        [f"{P.format(0)}: 各栏目占比合计为 101%"],
        ["content.most_promotional: 日历 100 次中有 21 次属于推广，占 21%，上限为 20%"],
    ]
    assert hints("C117", MIXES[4][0]) == ["plan more of the one and less of the other, or correct the shares"]
