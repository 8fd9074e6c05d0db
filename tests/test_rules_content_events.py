"""What the rules about events say, to the letter: who can be there, and who is there to help."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes
from test_rules_content_rhythm import calendar, people

E = "content.calendar[0].start: "
ASIA = people("{id: asia, timezone: Asia/Shanghai}")
NOBODY = ["- no live entry is held online for an audience without being recorded"]


def event(start: str, rest: str = "", kind: str = "event", channels: str = "") -> str:
    return ASIA + calendar(f"{{id: e, kind: {kind}, start: {start}, audiences: [asia]{rest}}}", rest=channels)


def night(clock: str, when: str) -> list[str]:
    return [f"{E}'e' begins for audience 'asia' at {clock} in Asia/Shanghai, {when}, and there is no recording"]


# Berlin is 7 hours behind Shanghai in winter and 6 in summer
NIGHTS = [
    ("", NOBODY),
    (event("2027-01-12T19:00", kind="post"), NOBODY),
    (event("2027-01-12T19:00", ", status: cancelled"), NOBODY),
    (event("2027-01-12T19:00", ", recording: The channel"), NOBODY),
    (event("2027-01-12T19:00", ", venue: Town hall"), NOBODY),
    (event("2027-01-12T19:00", ", duration: PT6H"), NOBODY),
    (
        event("2027-01-12T19:00", ", channels: [hall]", channels=", channels: [{id: hall, platform: in-person}]"),
        NOBODY,
    ),
    (event("2027-01-12T19:00"), night("02:00", "on 2027-01-13")),
    (event("2027-01-12T19:00", ", duration: PT5H59M, venue: Online"), night("02:00", "on 2027-01-13")),
    # from seven to ten
    (event("2027-01-12T00:00"), []),
    (event("2027-01-11T23:59"), night("06:59", "on 2027-01-12")),
    (event("2027-01-12T15:00"), []),
    (event("2027-01-12T15:01"), night("22:01", "on 2027-01-12")),
    # one date of a series is enough, and in summer it is earlier there
    (event("2027-01-12T15:30", ", rrule: FREQ=MONTHLY;COUNT=2"), night("22:30", "on each of its 2 dates")),
    (event("2027-01-12T15:30", ", rrule: FREQ=MONTHLY;COUNT=4"), []),
    (event("2027-01-12T19:00", ", rrule: FREQ=MONTHLY;COUNT=4"), night("01:00 or 02:00", "on each of its 4 dates")),
    # and so is another entry of the same title, when it is for them too
    (
        ASIA
        + calendar(
            "{id: e, title: Talk, kind: event, start: 2027-01-12T19:00, audiences: [asia]}",
            "{id: f, title: Talk, kind: event, start: 2027-01-13T09:00, audiences: [asia]}",
        ),
        [],
    ),
    (
        people("{id: asia, timezone: Asia/Shanghai}", "{id: us, timezone: Europe/Berlin}")
        + calendar(
            "{id: e, title: Talk, kind: event, start: 2027-01-12T19:00, audiences: [asia]}",
            "{id: f, title: Talk, kind: event, start: 2027-01-13T09:00, audiences: [us]}",
        ),
        night("02:00", "on 2027-01-13"),
    ),
    # whoever is in the channel is invited, but not to the team's meetings
    (
        ASIA
        + calendar(
            "{id: e, kind: event, start: 2027-01-12T19:00, channels: [c]}", rest=", channels: [{id: c, audiences: [asia]}]"
        ),
        night("02:00", "on 2027-01-13"),
    ),
    (
        ASIA
        + calendar(
            "{id: e, kind: meeting, start: 2027-01-12T19:00, channels: [c]}", rest=", channels: [{id: c, audiences: [asia]}]"
        ),
        NOBODY,
    ),
    # a time without a zone is told by rule tz-missing
    ("plan: {timezone: null}\n" + event("2027-01-12T19:00"), NOBODY),
    # what is missing
    (
        people("{id: asia}") + calendar("{id: e, kind: event, start: 2027-01-12T19:00, audiences: [asia]}"),
        [
            (
                "goals.audiences[0]? where most of audience 'asia' live (`timezone`), "
                "to tell whether they are awake when events are held"
            )
        ],
    ),
    (event("2027-01-12"), ["content.calendar[0]? the time of day of 'e' (`start`)"]),
    (
        "plan: {period: {end: null}}\n" + event("2027-01-12T19:00"),
        ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), NIGHTS)
def test_an_audience_can_be_awake_at_one_of_the_dates(fragment: str, expected: list[str]) -> None:
    assert outcomes("C113", fragment) == expected


def test_events_at_night_are_told_in_chinese_too() -> None:
    assert [outcomes("C113", NIGHTS[i][0], "zh") for i in (7, 15)] == [
        [E + "“e” 对受众 “asia” 来说在 Asia/Shanghai 时间 02:00 开始，日期是 2027-01-13，又没有回放"],
        [E + "“e” 对受众 “asia” 来说在 Asia/Shanghai 时间 01:00 或 02:00 开始，4 次都是如此，又没有回放"],
    ]
    assert hints("C113", NIGHTS[7][0]) == [
        "let some dates begin between 7:00 and 22:00 there, or say where it can be seen afterwards (`recording`)"
    ]


def workshop(rest: str, structure: str = "", kind: str = "workshop") -> str:
    return calendar(f"{{id: e, kind: {kind}, start: 2027-03-06T10:00, owner: lead{rest}}}") + structure


def others(*people: str) -> str:
    return f"structure: {{people: [{', '.join(people)}]}}\n"


def helped(people: int, named: str, wanted: int, where: str = "content.calendar[0]") -> list[str]:
    return [
        f"{where}: 'e' is for {people} people and has {named} beside the one who teaches; one for every 10 would be {wanted}"
    ]


TEAM = "content.calendar[0].team"
HELP = [
    ("", ["- the calendar has no workshop"]),
    (workshop(", expected_attendance: 90", kind="event"), ["- the calendar has no workshop"]),
    (workshop(", expected_attendance: 90, status: done"), ["- the calendar has no workshop"]),
    # ten need nobody but the one who teaches
    (workshop(", expected_attendance: 10"), []),
    (workshop(", expected_attendance: 11"), helped(11, "0 helpers", 2)),
    (workshop(", expected_attendance: 11, helpers: 1"), helped(11, "1 helper", 2)),
    (workshop(", expected_attendance: 20, helpers: 2"), []),
    (workshop(", expected_attendance: 21, helpers: 2"), helped(21, "2 helpers", 3)),
    # the team, each person once; whoever hosts is the one who teaches
    (workshop(", expected_attendance: 20, team: [b, c], host: member-a", others("{id: b}", "{id: c}")), []),
    (workshop(", expected_attendance: 20, team: [b, member-a]", others("{id: b}")), helped(20, "1 helper", 2, TEAM)),
    (workshop(", expected_attendance: 20, host: b", others("{id: b}")), helped(20, "1 helper", 2)),
    # whoever is on leave does not help, a deputy does
    (
        workshop(
            ", expected_attendance: 20, helpers: 1, team: [b]",
            others("{id: b, leave: [{start: 2027-03-06, end: 2027-03-06}]}"),
        ),
        helped(20, "1 helper", 2, TEAM),
    ),
    (
        workshop(
            ", expected_attendance: 20, helpers: 1, team: [r]",
            "structure: {people: [{id: b, leave: [{start: 2027-03-06, end: 2027-03-06}]}, {id: c}], "
            "roles: [{id: r, holders: [b], deputies: [c]}]}\n",
        ),
        [],
    ),
    (
        workshop(
            ", rrule: FREQ=WEEKLY;COUNT=3, expected_attendance: 20, helpers: 1, team: [b]",
            others("{id: b, leave: [{start: 2027-03-10, end: 2027-03-14}]}"),
        ),
        [
            (
                f"{TEAM}: 'e' is for 20 people and has 1 helper beside the one who teaches on 2027-03-13; "
                "one for every 10 would be 2"
            )
        ],
    ),
    # how many fit, where nobody says how many are expected
    (workshop(", capacity: 12"), helped(12, "0 helpers", 2)),
    (workshop(", capacity: 12, expected_attendance: 9"), []),
    (workshop(""), ["content.calendar[0]? how many people 'e' is for (`expected_attendance`)"]),
    (
        workshop(", expected_attendance: 20").replace(", owner: lead", ""),
        ["content.calendar[0]? who helps at 'e' (`team`, `helpers`)"],
    ),
    (workshop(", expected_attendance: 20, team: [nobody]"), []),
    (
        "plan: {period: {end: null}}\n" + workshop(", expected_attendance: 20"),
        ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), HELP)
def test_a_workshop_has_people_to_help(fragment: str, expected: list[str]) -> None:
    assert outcomes("C114", fragment) == expected


def test_too_few_helpers_are_told_in_chinese_too() -> None:
    assert [outcomes("C114", HELP[i][0], "zh") for i in (5, 13)] == [
        ["content.calendar[0]: “e” 预计 11 人参加，主讲之外有 1 名助教；按每 10 人一名应有 2 名"],
        [f"{TEAM}: “e” 预计 20 人参加，2027-03-13 主讲之外有 1 名助教；按每 10 人一名应有 2 名"],
    ]
    assert hints("C114", HELP[5][0]) == [
        "name more people in `team`, write how many others help (`helpers`), or expect fewer people"
    ]
