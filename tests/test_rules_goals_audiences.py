"""What the rules about audiences say, to the letter: how they are reached, counted, won over and spoken for."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes


def people(*audiences: str) -> str:
    return f"goals: {{audiences: [{', '.join(audiences)}]}}\n"


def places(*channels: str) -> str:
    return f"content: {{channels: [{', '.join(channels)}]}}\n"


US = people("{id: us}")

ANSWERS = [
    (US, ["- no channel says whom it reaches"]),
    (US + places("{id: chat, platform: slack, audiences: [us]}"), []),
    (US + places("{id: news, two_way: false, audiences: [us]}", "{id: chat, two_way: true, audiences: [us]}"), []),
    (
        US + places("{id: news, platform: slack, two_way: false, audiences: [us]}"),
        ["goals.audiences[0]: audience 'us' cannot answer anywhere: 'news' only sends"],
    ),
    (
        US + places("{id: news, two_way: false, audiences: [us]}", "{id: board, two_way: false, audiences: [us]}"),
        ["goals.audiences[0]: audience 'us' cannot answer anywhere: 'news', 'board' only send"],
    ),
    (
        US + places("{id: news, two_way: false, audiences: [us]}", "{id: chat, audiences: [us]}"),
        ["content.channels[1]? whether people can answer on 'chat' (`two_way`)"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), ANSWERS)
def test_an_audience_can_answer(fragment: str, expected: list[str]) -> None:
    assert outcomes("G111", fragment) == expected


def test_who_cannot_answer_is_told_in_chinese_too() -> None:
    assert outcomes("G111", ANSWERS[3][0], "zh") == [
        "goals.audiences[0]: 受众 “us” 没有可以回话的渠道：“news” 只能单向发布"
    ]


CORE = people("{id: us, core: true}")
MAIL = "{id: mail, platform: email}"

PLATFORMS = [
    (US + places(MAIL), ["- no audience is core, or has much power and interest"]),
    (CORE + places("{id: chat, platform: slack, audiences: [us]}"), ["- the plan does not use two platforms"]),
    (
        CORE
        + places(MAIL, "{id: chat, platform: slack, audiences: [us]}", "{id: hall, platform: slack, audiences: [us]}"),
        ["goals.audiences[0]: audience 'us' can be reached on 'slack' only"],
    ),
    (CORE + places(MAIL, "{id: chat, platform: slack, audiences: [us], fallback: mail}"), []),
    (CORE + places("{id: mail, platform: email, audiences: [us]}", "{id: chat, platform: slack, audiences: [us]}"), []),
    (
        people("{id: us, power: 4, interest: 4}") + places(MAIL, "{id: chat, platform: slack, audiences: [us]}"),
        ["goals.audiences[0]: audience 'us' can be reached on 'slack' only"],
    ),
    (
        people("{id: us, power: 3, interest: 5}") + places(MAIL, "{id: chat, platform: slack, audiences: [us]}"),
        ["- no audience is core, or has much power and interest"],
    ),
    (
        CORE + places(MAIL, "{id: chat, platform: slack, audiences: [us]}", "{id: hall, audiences: [us]}"),
        ["content.channels[2]? the platform of 'hall' (`platform`)"],
    ),
    # not reached at all: rule segment-no-channel
    (CORE + places(MAIL, "{id: chat, platform: slack}"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), PLATFORMS)
def test_core_members_are_on_two_platforms(fragment: str, expected: list[str]) -> None:
    assert outcomes("G112", fragment) == expected


def test_one_platform_is_told_in_chinese_too() -> None:
    assert outcomes("G112", PLATFORMS[2][0], "zh") == ["goals.audiences[0]: 受众 “us” 只能通过 “slack” 联系到"]


BOTH = people("{id: us}", "{id: them}")


def dates(*entries: str, reports: str = "") -> str:
    return f"content: {{calendar: [{', '.join(entries)}], reporting: [{reports}]}}\n"


WEEKLY = "{id: weekly, start: 2027-01-01, rrule: FREQ=WEEKLY, audiences: [us]}"

CONTENT = [
    (US, ["- there are no audiences, or no calendar for them"]),
    (US + dates(WEEKLY), []),
    (BOTH + dates(WEEKLY), ["goals.audiences[1]: nothing in the calendar is for audience 'them'"]),
    (
        BOTH + dates(WEEKLY, "{id: look, kind: review}"),
        ["goals.audiences[1]: nothing in the calendar is for audience 'them'"],
    ),
    (BOTH + dates(WEEKLY, "{id: post}"), ["content.calendar? the `audiences` of 'post'"]),
    (BOTH + dates(WEEKLY, reports="{id: sums, rrule: FREQ=MONTHLY, audiences: [them]}"), []),
    # the calendar ends on 31 December; from 4 July on that is 181 days, from 3 July on 182
    (
        BOTH + dates(WEEKLY, "{id: once, start: 2027-07-03, audiences: [them]}"),
        [
            "goals.audiences[1]: audience 'them' gets nothing for 26 weeks, from 2027-01-01 to 2027-07-02, while others get something on 27 days"
        ],
    ),
    (
        BOTH + dates(WEEKLY, "{id: once, start: 2027-07-02, audiences: [them]}"),
        [
            "goals.audiences[1]: audience 'them' gets nothing for 26 weeks, from 2027-01-01 to 2027-07-01, while others get something on 26 days"
        ],
    ),
    (
        BOTH
        + dates(
            WEEKLY,
            "{id: summer, start: 2027-07-03, audiences: [them]}",
            "{id: early, start: 2027-01-03, audiences: [them]}",
        ),
        [],
    ),
    # while nobody gets anything, nobody is forgotten
    (
        BOTH
        + dates(
            "{id: start, start: 2027-01-04, audiences: [us, them]}",
            "{id: end, start: 2027-12-20, audiences: [us, them]}",
        ),
        [],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), CONTENT)
def test_the_calendar_forgets_nobody(fragment: str, expected: list[str]) -> None:
    assert outcomes("G113", fragment) == expected


def test_who_is_forgotten_is_told_in_chinese_too() -> None:
    assert outcomes("G113", CONTENT[2][0], "zh") == ["goals.audiences[1]: 日历中没有任何内容面向受众 “them”"]


def roll(us: object, them: object, baseline: object = "{value: 1000}", **keys: object) -> str:
    named = "".join(f", {k}: {v}" for k, v in keys.items())
    return (
        f"goals: {{audiences: [{{id: us, category: members, size: {us}}}, {{id: them, category: members, size: {them}}}], "
        f"objectives: [{{id: grow, metric: members, baseline: {baseline}{named}}}]}}\n"
    )


SIZES = [
    (US, ["- no objective counts all members of several audiences"]),
    (roll(600, 500), []),
    (
        roll(601, 500),
        [
            "goals.objectives[0].baseline.value: 'us', 'them' are 1101 people together, but objective 'grow' starts from 1000 members"
        ],
    ),
    (
        roll(601, 500).replace("size: 500", "size: 500, overlaps: true"),
        ["- no objective counts all members of several audiences"],
    ),
    (roll(601, 500, audiences="[us]"), ["- no objective counts all members of several audiences"]),
    (roll("null", 500), ["goals.audiences[0]? how many people 'us' are (`size`)"]),
    (roll(1, 1, "{}"), ["goals.objectives[0]? how many members there are at the start (`baseline.value` of 'grow')"]),
]


@pytest.mark.parametrize(("fragment", "expected"), SIZES)
def test_sizes_add_up(fragment: str, expected: list[str]) -> None:
    assert outcomes("G114", fragment) == expected


def test_sizes_that_do_not_add_up_are_told_in_chinese_too() -> None:
    assert outcomes("G114", SIZES[2][0], "zh") == [
        "goals.objectives[0].baseline.value: “us”、“them” 合计 1101 人，但目标 “grow” 的起点只有 1000 名成员"
    ]


def rated(first: str, second: str = "power: 3, interest: 3", third: str = "power: 3, interest: 3") -> str:
    return people(f"{{id: a, {first}}}", f"{{id: b, {second}}}", f"{{id: c, {third}}}")


def times(a: int, b: int, c: int) -> str:
    return dates(
        *(
            f"{{id: for-{id_}, start: 2027-01-04, rrule: FREQ=WEEKLY;COUNT={n}, audiences: [{id_}]}}"
            for id_, n in zip("abc", (a, b, c), strict=True)
        )
    )


GRID = [
    (rated("power: 5, interest: 5"), ["- fewer than three audiences are rated, or there is no calendar"]),
    (rated("power: 4, interest: 4") + times(2, 2, 9), []),
    (
        rated("power: 4, interest: 4") + times(1, 2, 9),
        [
            "goals.audiences[0].power: audience 'a' has much power and interest, but gets the least: 1 in the plan period, while 'b' gets 2"
        ],
    ),
    (rated("power: 3, interest: 5") + times(1, 2, 9), []),
    (rated("power: 2, interest: 2") + times(9, 9, 1), []),
    (
        rated("power: 2, interest: 2") + times(9, 8, 1),
        [
            "goals.audiences[0].power: audience 'a' has little power and interest, but gets the most: 9 in the plan period, while 'b' gets 8"
        ],
    ),
    (rated("power: 3, interest: 1") + times(9, 8, 1), []),
    (
        people("{id: a, power: 5, interest: 5}", "{id: b}") + times(1, 2, 3),
        [
            "goals.audiences[1]? `power` and `interest` of audience 'b'",
            "- fewer than three audiences are rated, or there is no calendar",
        ],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), GRID)
def test_attention_goes_where_power_and_interest_are(fragment: str, expected: list[str]) -> None:
    assert outcomes("G115", fragment) == expected


def test_attention_misplaced_is_told_in_chinese_too() -> None:
    assert outcomes("G115", GRID[2][0], "zh") == [
        "goals.audiences[0].power: 受众 “a” 权力与利益都高，安排的内容却最少：方案期间 1 次，而 “b” 有 2 次"
    ]


WON = people("{id: us, engagement: {now: resistant, wanted: neutral}}")
LETTER = "{id: letter, kind: push, audiences: [us]}"

GAPS = [
    (US, ["- no audience states its engagement"]),
    (people("{id: us, engagement: {now: neutral, wanted: neutral}}") + dates(LETTER), []),
    (people("{id: us, engagement: {now: leading, wanted: neutral}}") + dates(LETTER), []),
    (
        WON + dates(LETTER),
        [
            "goals.audiences[0].engagement.wanted: audience 'us' is to go from resistant to neutral, but all that is planned for it is 1 of kind push"
        ],
    ),
    (WON + dates(LETTER, "{id: visit, kind: consultation, audiences: [us]}"), []),
    (WON + dates(LETTER) + "structure: {decisions: [{id: d, participation: consult, audiences: [us]}]}", []),
    (
        WON + dates(LETTER) + "structure: {decisions: [{id: d, participation: inform, audiences: [us]}]}",
        [
            "goals.audiences[0].engagement.wanted: audience 'us' is to go from resistant to neutral, but all that is planned for it is 1 of kind push"
        ],
    ),
    (
        WON.replace("]}\n", "], objectives: [{id: trust, audiences: [us]}]}\n")
        + dates("{id: letter, kind: push, audiences: [us], objectives: [trust]}"),
        [],
    ),
    # nothing at all: rule segment-no-content
    (WON + dates("{id: visit, kind: event}"), []),
    (people("{id: us, engagement: {wanted: neutral}}"), ["goals.audiences[0]? `engagement.now` of audience 'us'"]),
]


@pytest.mark.parametrize(("fragment", "expected"), GAPS)
def test_who_is_to_be_won_over_is_worked_with(fragment: str, expected: list[str]) -> None:
    assert outcomes("G116", fragment) == expected


def test_a_gap_without_action_is_told_in_chinese_too() -> None:
    assert outcomes("G116", GAPS[3][0], "zh") == [
        "goals.audiences[0].engagement.wanted: 受众 “us” 要从“抵触”变为“中立”，但为它安排的只有群发推送 1 项"
    ]


VOICES = [
    (US, ["- the plan names fewer than two audiences"]),
    (BOTH, ["goals.audiences? who speaks for the audiences (`representative`, or `represents` of a role)"]),
    (
        people("{id: us, representative: lead}", "{id: them}"),
        ["goals.audiences[1]: nobody speaks for audience 'them'"],
    ),
    (people("{id: us, representative: lead}", "{id: them, representative: member-a}"), []),
    (BOTH + "structure: {roles: [{id: voice, represents: [us, them]}]}", []),
    (
        BOTH + "structure: {roles: [{id: voice, represents: [us]}, {id: old, status: retired, represents: [them]}]}",
        ["goals.audiences[1]: nobody speaks for audience 'them'"],
    ),
    (
        people("{id: us, representative: lead}", "{id: them, representative: council}")
        + "structure: {bodies: [{id: council}]}",
        ["goals.audiences[1].representative: 'council' speaks for audience 'them', and nobody is in it"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), VOICES)
def test_everybody_is_spoken_for(fragment: str, expected: list[str]) -> None:
    assert outcomes("G117", fragment) == expected


def test_who_has_no_voice_is_told_in_chinese_too() -> None:
    assert outcomes("G117", VOICES[2][0], "zh") == ["goals.audiences[1]: 受众 “them” 没有代表"]
    assert hints("G117", VOICES[2][0]) == [
        "name a person, role or body as its `representative`, or add `them` to the `represents` of a role"
    ]
