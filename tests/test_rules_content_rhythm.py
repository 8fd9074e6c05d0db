"""What the rules about the rhythm of the calendar say, to the letter: how often, how evenly, on which days."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes


def calendar(*entries: str, rest: str = "") -> str:
    return f"content: {{calendar: [{', '.join(entries)}]{rest}}}\n"


def people(*audiences: str) -> str:
    return f"goals: {{audiences: [{', '.join(audiences)}]}}\n"


TWICE = people("{id: us, max_contacts_per_week: 2}")
DAILY = "{id: d, start: 2027-01-04, rrule: FREQ=DAILY;COUNT=3, audiences: [us]}"
LIMIT = "goals.audiences[0].max_contacts_per_week: "

OFTEN = [
    ("", ["- there are no audiences, or no calendar for them"]),
    (TWICE, ["- there are no audiences, or no calendar for them"]),
    (TWICE + calendar(DAILY.replace("COUNT=3", "COUNT=2")), []),
    (
        TWICE + calendar(DAILY),
        [LIMIT + "audience 'us' gets 3 items in the week of 2027-01-04, its limit is 2 a week: 'd' 3 times"],
    ),
    # over all channels together, and an entry for nobody in particular goes to the audiences of its channels
    (
        TWICE
        + calendar(
            "{id: a, start: 2027-01-04, rrule: FREQ=WEEKLY;COUNT=3, channels: [chat]}",
            "{id: b, start: 2027-01-05, rrule: FREQ=WEEKLY;COUNT=2, channels: [mail]}",
            "{id: c, start: 2027-01-10, rrule: FREQ=WEEKLY;COUNT=2, audiences: [us], channels: [mail]}",
            rest=", channels: [{id: chat, audiences: [us]}, {id: mail, audiences: [us]}]",
        ),
        [
            LIMIT + "audience 'us' gets 3 items in the week of 2027-01-04, its limit is 2 a week: 'a', 'b', 'c'; "
            "over 1 more time too"
        ],
    ),
    # a meeting of the team goes to nobody else
    (
        TWICE
        + calendar(
            "{id: a, kind: meeting, start: 2027-01-04, rrule: FREQ=DAILY;COUNT=3, channels: [chat]}",
            DAILY.replace("COUNT=3", "COUNT=2"),
            rest=", channels: [{id: chat, audiences: [us]}]",
        ),
        [],
    ),
    # half a contact a week is one in any two weeks
    (
        people("{id: us, max_contacts_per_week: 0.5}")
        + calendar("{id: w, start: 2027-01-04, rrule: FREQ=WEEKLY;INTERVAL=2, audiences: [us]}"),
        [],
    ),
    (
        people("{id: us, max_contacts_per_week: 0.5}")
        + calendar("{id: w, start: 2027-01-04, rrule: FREQ=WEEKLY;COUNT=2, audiences: [us]}"),
        [LIMIT + "audience 'us' gets 2 items in the 2 weeks of 2027-01-04, its limit is 0.5 a week: 'w' 2 times"],
    ),
    # less than once a year is once a year
    (
        people("{id: us, max_contacts_per_week: 0.001}") + calendar("{id: w, start: 2027-01-04, audiences: [us]}"),
        [],
    ),
    (
        people("{id: us, max_contacts_per_week: 0}") + calendar("{id: w, start: 2027-01-04, audiences: [us]}"),
        [LIMIT + "audience 'us' gets 1 items in the week of 2027-01-04, its limit is 0 a week: 'w'"],
    ),
    (
        TWICE + calendar("{id: d, audiences: [us]}"),
        ["content.calendar[0]? when 'd' happens (`start`)"],
    ),
    # three contacts in a week are borne by everybody
    (people("{id: us}") + calendar(DAILY), []),
    (
        people("{id: us}") + calendar(DAILY.replace("COUNT=3", "COUNT=4")),
        [
            (
                "goals.audiences[0]? how often 'us' may be contacted (`max_contacts_per_week`); "
                "the plan does so up to 4 times a week"
            )
        ],
    ),
    (
        "plan: {period: {end: null}}\n" + TWICE + calendar(DAILY),
        ["plan.period? first and last day of the plan (`period`)"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), OFTEN)
def test_an_audience_is_not_contacted_more_often_than_it_bears(fragment: str, expected: list[str]) -> None:
    assert outcomes("C107", fragment) == expected


def test_too_many_contacts_are_told_in_chinese_too() -> None:
    assert outcomes("C107", OFTEN[4][0], "zh") == [
        LIMIT + "受众 'us' 在 2027-01-04 起的一周内收到 3 项内容，其上限为每周 2 次：'a'、'b'、'c'；另有 1 次也超限"
    ]
    assert hints("C107", OFTEN[3][0]) == [
        "move one of them to another week, put two into one, or leave out this audience where it is not meant"
    ]
