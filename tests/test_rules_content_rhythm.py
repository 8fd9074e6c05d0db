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
        ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), OFTEN)
def test_an_audience_is_not_contacted_more_often_than_it_bears(fragment: str, expected: list[str]) -> None:
    assert outcomes("C107", fragment) == expected


def test_too_many_contacts_are_told_in_chinese_too() -> None:
    assert outcomes("C107", OFTEN[4][0], "zh") == [
        LIMIT + "受众 “us” 在 2027-01-04 起的一周内收到 3 项内容，其上限为每周 2 次：“a”、“b”、“c”；另有 1 次也超限"
    ]
    assert hints("C107", OFTEN[3][0]) == [
        "move one of them to another week, put two into one, or leave out this audience where it is not meant"
    ]


def china(year: int, *entries: str, rest: str = "") -> str:
    head = f"holidays: CN, timezone: Asia/Shanghai, period: {{start: {year}-01-01, end: {year}-12-31}}{rest}"
    return f"plan: {{{head}}}\n" + calendar(*entries)


NO_HOLIDAYS = "- the plan names no country with holidays (`holidays`), or has no calendar"
SWAPPED = "content.calendar[0].{}: 'e' is planned for Saturday 2026-02-14, a working day in exchange for a holiday"
NEW_YEAR = "2026-02-17, a public holiday (Chinese New Year (Spring Festival))"
SWAPS = [
    ("", [NO_HOLIDAYS]),
    (calendar("{id: e, kind: event, start: 2026-02-14T14:00}"), [NO_HOLIDAYS]),
    (china(2026, "{id: e, kind: event, start: 2026-02-14T14:00, status: cancelled}"), [NO_HOLIDAYS]),
    (china(2026, "{id: e, kind: event, start: 2026-02-14T14:00}"), [SWAPPED.format("start")]),
    (
        china(2026, "{id: e, kind: event, start: 2026-02-07, rrule: FREQ=WEEKLY;COUNT=4}"),
        [SWAPPED.format("rrule") + ", and for 1 more such day"],
    ),
    # people are at work from nine to six
    (china(2026, "{id: e, kind: event, start: 2026-02-14T18:00}"), []),
    (china(2026, "{id: e, kind: event, start: 2026-02-14T17:59}"), [SWAPPED.format("start")]),
    (china(2026, "{id: e, kind: event, start: 2026-02-14T07:00, duration: PT2H}"), []),
    (china(2026, "{id: e, kind: event, start: 2026-02-14T07:00, duration: PT2H1M}"), [SWAPPED.format("start")]),
    (china(2026, "{id: e, kind: event, start: 2026-02-14T14:00, on_holidays: intended}"), [NO_HOLIDAYS]),
    (china(2026, "{id: e, kind: post, start: 2026-02-14T14:00}"), []),
    (
        china(2026, "{id: e, kind: event, start: 2026-02-14T14:00, outcomes: [{date: 2026-02-14, status: cancelled}]}"),
        [],
    ),
    # a year without notice: only weekends can be working days
    (
        china(2029, "{id: e, kind: event, start: 2029-03-03T14:00}"),
        [
            (
                "plan.holidays? the make-up workdays of 2029, not known here yet: "
                "look through the weekend dates of the calendar once they are published"
            )
        ],
    ),
    (china(2029, "{id: e, kind: event, start: 2029-03-02T14:00}"), []),
    # no other country's silence means anything
    (china(2029, "{id: e, kind: event, start: 2029-03-03T14:00}").replace("CN", "HU"), []),
    (china(2026, "{id: e, start: 2026-02-14}").replace("CN", "ZZ"), ["plan.holidays? the public holidays of 'ZZ'"]),
    (
        china(2026, "{id: e, start: 2026-02-14}").replace("end: 2026-12-31", "end: null"),
        ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
    ),
    # work on holidays
    (
        china(2026, "{id: r, kind: review, start: 2026-02-17}"),
        ["content.calendar[0].start: 'r' is planned for " + NEW_YEAR],
    ),
    (
        china(2026, "{id: e, start: 2026-02-24, draft_due: 2026-02-17}"),
        ["content.calendar[0].draft_due: the draft of 'e' is due on " + NEW_YEAR],
    ),
    (china(2026, "{id: e, start: 2026-02-24, draft_due: 2026-02-13}"), []),
    # in a freeze the freeze is told, and by rule calendar-collision
    (
        china(
            2026, "{id: r, kind: review, start: 2026-02-17}", rest=", freezes: [{start: 2026-02-10, end: 2026-02-20}]"
        ),
        [],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), SWAPS)
def test_free_weekends_are_free_and_work_is_not_due_on_holidays(fragment: str, expected: list[str]) -> None:
    assert outcomes("C108", fragment) == expected


def test_swapped_days_are_told_in_chinese_too() -> None:
    assert outcomes("C108", SWAPS[4][0], "zh") == [
        "content.calendar[0].rrule: “e” 安排在 2026-02-14（周六），是调休上班日，另有 1 天也是如此"
    ]
    assert hints("C108", SWAPS[3][0]) == ["move it, or write `on_holidays: intended`"]


PILLAR = ", pillars: [{id: p}]"
QUIET = "content.calendar: the calendar is empty for "
FREEZES = "plan: {freezes: [{start: 2027-01-05, end: 2027-01-09}, {start: 2027-01-09, end: 2027-01-10}]}\n"


def pillar(again: str) -> str:
    monthly, once = "{id: m, start: 2027-01-01, rrule: FREQ=MONTHLY}", "{id: a, start: 2027-01-01, pillar: p}"
    return calendar(monthly, once, f"{{id: b, start: {again}, rrule: FREQ=MONTHLY, pillar: p}}", rest=PILLAR)


GAPS = [
    ("", ["- the plan has no calendar"]),
    (calendar("{id: a, start: 2029-01-01}"), ["- no entry lies within the plan's period"]),
    # 60 days between are borne, 61 are not
    (calendar("{id: a, start: 2027-01-01}", "{id: b, start: 2027-03-03}"), []),
    (
        calendar("{id: a, start: 2027-01-01}", "{id: b, start: 2027-03-04}"),
        [QUIET + "61 days, from 2027-01-02 to 2027-03-03"],
    ),
    # days of freezes do not count, and none of them twice
    (FREEZES + calendar("{id: a, start: 2027-01-01}", "{id: b, start: 2027-03-09}"), []),
    (
        FREEZES + calendar("{id: a, start: 2027-01-01}", "{id: b, start: 2027-03-10}"),
        [QUIET + "61 days, from 2027-01-02 to 2027-03-09"],
    ),
    # what comes before the first and after the last date may not be planned yet
    (calendar("{id: a, start: 2027-06-01}"), []),
    # 26 weeks are borne of a pillar
    (pillar("2027-07-03"), []),
    (pillar("2027-07-04"), ["content.pillars[0]: pillar 'p' has nothing for 26 weeks, from 2027-01-02 to 2027-07-03"]),
    # an entry without date may fill the gap
    (
        calendar("{id: a, start: 2027-01-01}", "{id: b, start: 2027-03-04}", "{id: c}"),
        ["content.calendar[2]? when 'c' happens (`start`)"],
    ),
    (
        "plan: {period: {end: null}}\n" + calendar("{id: a, start: 2027-01-01}"),
        ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), GAPS)
def test_the_calendar_does_not_go_quiet(fragment: str, expected: list[str]) -> None:
    assert outcomes("C109", fragment) == expected


def test_a_gap_is_told_in_chinese_too() -> None:
    assert outcomes("C109", GAPS[3][0], "zh") == [
        "content.calendar: 日历从 2027-01-02 到 2027-03-03 有 61 天没有任何安排"
    ]
    assert outcomes("C109", GAPS[8][0], "zh") == [
        "content.pillars[0]: 栏目 “p” 从 2027-01-02 到 2027-07-03 有 26 周没有内容"
    ]
    assert hints("C109", GAPS[8][0]) == ["plan something for it in between, or drop the pillar"]


DRAFTS = [
    ("", ["- no entry says when its draft is due"]),
    (calendar("{id: e, start: 2027-03-01, draft_due: 2027-03-02, status: cancelled}"), ["- no entry says when its draft is due"]),
    (calendar("{id: e, start: 2027-03-01, draft_due: 2027-03-01}"), []),
    (
        calendar("{id: e, start: 2027-03-01, draft_due: 2027-03-02}"),
        ["content.calendar[0].draft_due: the draft of 'e' is due on 2027-03-02, after it is published on 2027-03-01"],
    ),
    (calendar("{id: e, start: 2027-03-01, draft_due: 2027-02-28, approver: lead}"), []),
    (
        calendar("{id: e, start: 2027-03-01, draft_due: 2027-03-01, approver: lead}"),
        [
            (
                "content.calendar[0].draft_due: the draft of 'e' is due on 2027-03-01, the day on which it is published, "
                "and 'lead' has to release it before"
            )
        ],
    ),
    (calendar("{id: e, draft_due: 2027-03-01}"), ["content.calendar[0]? when 'e' happens (`start`)"]),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), DRAFTS)
def test_a_draft_is_due_before_it_is_published(fragment: str, expected: list[str]) -> None:
    assert outcomes("C110", fragment) == expected


def test_a_late_draft_is_told_in_chinese_too() -> None:
    assert outcomes("C110", DRAFTS[5][0], "zh") == [
        "content.calendar[0].draft_due: “e” 的初稿截止日 2027-03-01 就是发布当天，而发布前还要由 “lead” 审核放行"
    ]
    assert hints("C110", DRAFTS[3][0]) == ["let the draft be due earlier"]
