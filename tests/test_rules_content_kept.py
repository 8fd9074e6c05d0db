"""What the rules about a calendar that is kept up say, to the letter: what became of its dates, and who answers for them."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes
from test_rules_content_rhythm import calendar

# today is 15 January 2027, so that what ended before 1 January is past
SINCE = "plan: {period: {start: 2026-07-01, end: 2027-06-30}}\n"
E = "content.calendar[0]"


def past(*entries: str, rest: str = "") -> str:
    return SINCE + calendar(*entries) + rest


def series(outcomes: str, start: str = "2026-12-30", status: str = "planned") -> str:
    return past(
        f"{{id: e, kind: event, start: {start}, rrule: FREQ=DAILY;COUNT=3, status: {status}, outcomes: [{outcomes}]}}"
    )


PLANNED = "'e' was planned for 2026-12-31, 15 days ago, and is still "
PAST = [
    ("", ["- the plan has no calendar"]),
    (past("{id: e, start: 2026-12-31, status: cancelled}"), ["- the plan has no calendar"]),
    # two weeks after
    (past("{id: e, start: 2027-01-01}"), []),
    (past("{id: e, start: 2026-12-31}"), [f"{E}: {PLANNED}`planned`"]),
    (past("{id: e, start: 2026-12-31, status: approved}"), [f"{E}.status: {PLANNED}`approved`"]),
    (past("{id: e, start: 2026-12-31, status: done}"), []),
    # what takes days is past when it has ended
    (past("{id: e, start: 2026-12-31, duration: P1D}"), []),
    (past("{id: e, start: 2026-12-31, duration: PT1H}"), [f"{E}: {PLANNED}`planned`"]),
    # what is only read is finished by being published, a meeting is not
    (past("{id: e, kind: push, start: 2026-12-31, status: published}"), []),
    (past("{id: e, kind: event, start: 2026-12-31, status: published}"), [f"{E}.status: {PLANNED}`published`"]),
    (past("{id: e, kind: event, start: 2026-12-31, outcomes: [{date: 2026-12-30, status: cancelled}]}"), []),
    # a series that keeps outcomes keeps all of them: 30 and 31 December are past, 1 January is not
    (series("{date: 2026-12-30}, {date: 2026-12-31, status: cancelled}"), []),
    (series("{date: 2026-12-30}"), [f"{E}.outcomes: 'e' has no outcome for 2026-12-31"]),
    (
        series("{date: 2027-01-01}"),
        [f"{E}.outcomes: 'e' has no outcome for 2026-12-30, nor for 1 more of its 2 past dates"],
    ),
    (series("{date: 2026-12-30}", status="done"), []),
    # one that keeps none is in the export, or nobody can know
    (
        past("{id: e, start: 2026-12-31, rrule: FREQ=MONTHLY}"),
        [
            (f"{E}.rrule? what became of the past dates of 'e' (`outcomes: [{{date: ..., attended: ...}}]`, or a source of the evaluation for the metric "
            "calendar-execution)")
        ],
    ),
    (
        past("{id: e, start: 2026-12-31, rrule: FREQ=MONTHLY}", "{id: f, start: 2026-12-01, rrule: FREQ=MONTHLY}"),
        [
            (f"{E}.rrule? what became of the past dates of 'e' and 1 more recurring entry (`outcomes: [{{date: ..., attended: ...}}]`, or a source of the "
            "evaluation for the metric calendar-execution)")
        ],
    ),
    (
        past(
            "{id: e, start: 2026-12-31, rrule: FREQ=MONTHLY}",
            rest="evaluation: {sources: [{id: s, tool: slack, metrics: [calendar-execution]}]}\n",
        ),
        [],
    ),
    (past("{id: e, start: 2027-01-01, rrule: FREQ=MONTHLY}"), []),
    # how many came, where somebody said how many should
    (
        past("{id: e, kind: event, start: 2026-12-31, status: done, expected_attendance: 20}"),
        [f"{E}.status: 'e' was held on 2026-12-31, 20 were expected, and nobody says how many came"],
    ),
    (past("{id: e, kind: event, start: 2027-01-01, status: done, expected_attendance: 20}"), []),
    (past("{id: e, kind: push, start: 2026-12-31, status: done, expected_attendance: 20}"), []),
    (
        past("{id: e, kind: event, start: 2026-12-31, expected_attendance: 20, outcomes: [{date: 2026-12-31, attended: 0}]}"),
        [],
    ),
    (
        past(
            "{id: e, kind: event, start: 2026-12-29, rrule: FREQ=DAILY;COUNT=3, expected_attendance: 20, outcomes: "
            "[{date: 2026-12-29}, {date: 2026-12-30, attended: 9}, {date: 2026-12-31}]}"
        ),
        [f"{E}.outcomes: 'e' was held on 2026-12-29, 20 were expected, and nobody says how many came; 1 more date likewise"],
    ),
    # nothing is done before its day
    (past("{id: e, start: 2027-01-15, status: done}"), []),
    (past("{id: e, start: 2027-01-16, status: done}"), [f"{E}.status: 'e' is `done`, but its own date 2027-01-16 is still to come"]),
    (past("{id: e, start: 2027-01-16, status: done, outcomes: [{date: 2027-01-15}]}"), []),
    (
        past("{id: e, start: 2027-01-16, outcomes: [{date: 2027-01-16}]}"),
        [f"{E}.outcomes[0].date: 'e' has an outcome for 2027-01-16, which is still to come"],
    ),
    (past("{id: e, start: 2027-01-16, outcomes: [{date: 2027-01-16, status: cancelled}]}"), []),
    (
        past("{id: e, start: 2027-01-11, rrule: FREQ=WEEKLY, status: done}"),
        [f"{E}.status: 'e' is `done`, but its next date 2027-01-18 is still to come"],
    ),
    # a plan that is over
    (SINCE.replace("2027-06-30", "2027-01-14") + calendar("{id: e, start: 2026-12-31}"), ["- the plan is over, or replaced by another"]),
    (
        SINCE.replace("period:", "status: superseded, period:") + calendar("{id: e, start: 2026-12-31}"),
        ["- the plan is over, or replaced by another"],
    ),
    (
        "plan: {period: {start: null}}\n" + calendar("{id: e, start: 2026-12-31}"),
        ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), PAST)
def test_what_is_past_is_said_to_be_done_or_not(fragment: str, expected: list[str]) -> None:
    assert outcomes("C111", fragment) == expected


def test_what_nobody_ticked_off_is_told_in_chinese_too() -> None:
    assert [outcomes("C111", PAST[i][0], "zh") for i in (3, 13, 16, 19, 25)] == [
        [f"{E}: “e” 原定 2026-12-31，已过 15 天，状态仍是 `planned`"],
        [f"{E}.outcomes: “e” 没有写明 2026-12-30 的结果，2 个已过日期中另有 1 个也没有"],
        [
            f"{E}.rrule? “e” 等 2 个重复条目已过各次的结果（`outcomes: [{{date: ..., attended: ...}}]`，或评估中统计 calendar-execution 的数据来源）"
        ],
        [f"{E}.status: “e” 已于 2026-12-31 举行，预计 20 人，却没有写明实到人数"],
        [f"{E}.status: “e” 的状态为 `done`，但日期 2027-01-16 尚未到来"],
    ]
    assert hints("C111", PAST[3][0]) == ["set its status to done or cancelled, or move it to a new date"]
    assert hints("C111", PAST[13][0]) == [
        "write what became of each date under `outcomes`: done, or cancelled with its reason"
    ]
    assert hints("C111", PAST[25][0]) == ["set its status back, or correct its date"]


def structure(*parts: str) -> str:
    return f"structure: {{{', '.join(parts)}}}\n"


AWAY = "leave: [{start: 2027-03-02, end: 2027-03-02}]"
OWNED = "{id: e, kind: event, start: 2027-03-02, owner: r}"
OWNERS = [
    ("", ["- nothing in the calendar is still to be done"]),
    (calendar("{id: e, status: done}", "{id: f, status: cancelled}"), ["- nothing in the calendar is still to be done"]),
    (calendar("{id: e}"), [f"{E}: nobody answers for 'e'"]),
    (calendar("{id: e, owner: lead}"), []),
    # what other rules tell
    (calendar("{id: e, owner: nobody}"), []),
    (calendar("{id: e, owner: r}") + structure("roles: [{id: r}]"), []),
    (calendar("{id: e, owner: m}") + structure("people: [{id: m, status: alumni}]"), []),
    # a body with people in it
    (calendar("{id: e, owner: b}") + structure("bodies: [{id: b}]"), [f"{E}.owner: 'b' answers for 'e', and nobody is in it"]),
    (calendar("{id: e, owner: b}") + structure("bodies: [{id: b, members: [member-a]}]"), []),
    (calendar("{id: e, owner: b}") + structure("bodies: [{id: b}]", "roles: [{id: r, body: b, holders: [member-a]}]"), []),
    # on leave, on the day or another, with a deputy or without
    (
        calendar(OWNED) + structure(f"people: [{{id: m, {AWAY}}}]", "roles: [{id: r, holders: [m]}]"),
        [f"{E}.owner: 'e' is on 2027-03-02, when everybody behind 'r' is on leave"],
    ),
    (
        calendar(OWNED.replace("03-02", "03-03")) + structure(f"people: [{{id: m, {AWAY}}}]", "roles: [{id: r, holders: [m]}]"),
        [],
    ),
    (
        calendar(OWNED) + structure(f"people: [{{id: m, {AWAY}}}]", "roles: [{id: r, holders: [m, member-a]}]"),
        [],
    ),
    (
        calendar(OWNED) + structure(f"people: [{{id: m, {AWAY}}}]", "roles: [{id: r, holders: [m], deputies: [member-a]}]"),
        [],
    ),
    (
        calendar(OWNED) + structure(f"people: [{{id: m, {AWAY}}}, {{id: n, {AWAY}}}]", "roles: [{id: r, holders: [m], deputies: [n]}]"),
        [f"{E}.owner: 'e' is on 2027-03-02, when everybody behind 'r' is on leave"],
    ),
    (
        calendar(OWNED.replace("owner: r", "owner: lead, host: m")) + structure(f"people: [{{id: m, {AWAY}}}]"),
        [],
    ),
    (
        calendar(OWNED.replace("owner: r", "owner: m, host: m").replace("2,", "2, rrule: FREQ=DAILY;COUNT=2,", 1))
        + structure("people: [{id: m, leave: [{start: 2027-03-01}]}]"),
        [f"{E}.host: 'e' is on 2027-03-02 and 1 more day, when everybody behind 'm' is on leave"],
    ),
    # what is called off, what is only sent, and what rule hours-over-capacity tells
    (
        calendar(OWNED.replace("owner: r", "owner: m, outcomes: [{date: 2027-03-02, status: cancelled}]"))
        + structure(f"people: [{{id: m, {AWAY}}}]"),
        [],
    ),
    (calendar(OWNED.replace("owner: r", "owner: m").replace("event", "push")) + structure(f"people: [{{id: m, {AWAY}}}]"), []),
    (
        calendar(OWNED.replace("owner: r", "owner: m, effort_hours: 9"))
        + structure(f"people: [{{id: m, hours_per_week: 10, {AWAY}}}]"),
        [],
    ),
    (
        calendar(OWNED.replace("owner: r", "owner: m, effort_hours: 8"))
        + structure(f"people: [{{id: m, hours_per_week: 10, {AWAY}}}]"),
        [f"{E}.owner: 'e' is on 2027-03-02, when everybody behind 'm' is on leave"],
    ),
    (
        "plan: {period: {end: null}}\n" + calendar(OWNED.replace("owner: r", "owner: m")) + structure(f"people: [{{id: m, {AWAY}}}]"),
        ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), OWNERS)
def test_somebody_answers_for_what_is_in_the_calendar(fragment: str, expected: list[str]) -> None:
    assert outcomes("C115", fragment) == expected


def test_what_nobody_answers_for_is_told_in_chinese_too() -> None:
    assert [outcomes("C115", OWNERS[i][0], "zh") for i in (2, 7, 16)] == [
        [f"{E}: “e” 没有负责人"],
        [f"{E}.owner: “e” 由 “b” 负责，而其中没有任何人"],
        [f"{E}.host: “e” 安排在 2027-03-02 等 2 天，而 “m” 背后的人当天都在休假"],
    ]
    assert hints("C115", OWNERS[2][0]) == ["write who does: `owner`"]
    assert hints("C115", OWNERS[10][0]) == ["move it, name another `host`, or give the role a deputy who is there"]


MARKED = "{id: e, sensitive: true, start: 2027-03-02, owner: lead"
OTHER = structure("people: [{id: m}]")
BOTH = f"{E}.approver: 'e' is marked as sensitive, and 'member-a' both makes and releases it"
RESTS = structure("people: [{id: m, leave: [{start: 2027-03-01, end: 2027-03-07}]}]")
APPROVERS = [
    ("", ["- nothing in the calendar or the reports is sensitive"]),
    (calendar("{id: e, owner: lead}"), ["- nothing in the calendar or the reports is sensitive"]),
    (calendar(MARKED + ", status: done}"), ["- nothing in the calendar or the reports is sensitive"]),
    # what is sensitive
    (calendar(MARKED + "}"), [f"{E}: 'e' is marked as sensitive, and nobody releases it"]),
    (calendar(MARKED + ", approver: m}") + OTHER, []),
    (calendar("{id: e, kind: disclosure, owner: lead}"), [f"{E}: 'e' is a disclosure, and nobody releases it"]),
    (
        "goals: {audiences: [{id: kids, minors: true}]}\n" + calendar("{id: e, audiences: [kids], owner: lead}"),
        [f"{E}: 'e' goes to minors, and nobody releases it"],
    ),
    (
        "goals: {audiences: [{id: kids, minors: true}]}\n" + calendar("{id: e, kind: event, audiences: [kids], owner: lead}"),
        ["- nothing in the calendar or the reports is sensitive"],
    ),
    (
        "content: {reporting: [{id: r, about: finance, owner: lead}, {id: s, about: grievances, owner: lead}, {id: t, owner: lead}]}\n",
        [
            "content.reporting[0]: 'r' is a report on finance, and nobody releases it",
            "content.reporting[1]: 's' is a report on grievances, and nobody releases it",
        ],
    ),
    # who made it
    (calendar(MARKED + ", approver: lead}"), [BOTH]),
    (calendar(MARKED + ", approver: member-a}"), [BOTH]),
    (calendar(MARKED.replace("owner: lead", "owner: m") + ", team: [lead], approver: member-a}") + OTHER, [BOTH]),
    # two of a role release each other's, and so does a board
    (
        calendar(MARKED.replace("owner: lead", "owner: r") + ", approver: r}")
        + structure("people: [{id: m}]", "roles: [{id: r, holders: [member-a, m]}]"),
        [],
    ),
    (calendar(MARKED + ", approver: b}") + structure("people: [{id: m}]", "bodies: [{id: b, members: [member-a, m]}]"), []),
    (
        calendar(MARKED + ", approver: b}") + structure("bodies: [{id: b}]"),
        [f"{E}.approver: 'e' is marked as sensitive, and nobody is in 'b', which releases it"],
    ),
    (
        calendar("{id: e, sensitive: true, approver: lead}"),
        [f"{E}? who makes 'e' (`owner`), to tell whether somebody else releases it"],
    ),
    # spending that one releases alone is told by rule role-conflict-of-duty, unless it is sensitive
    (calendar("{id: e, kind: disclosure, cost: 5, owner: lead, approver: lead}"), []),
    (calendar(MARKED + ", cost: 5, approver: lead}"), [BOTH]),
    # on leave from the draft to the day, or but for a day, or with a deputy
    (
        calendar(MARKED + ", draft_due: 2027-03-01, approver: m}") + RESTS,
        [f"{E}.approver: 'm' is to release 'e', and is on leave from 2027-03-01 to 2027-03-02, from the draft to the day itself"],
    ),
    (calendar(MARKED + ", draft_due: 2027-02-28, approver: m}") + RESTS, []),
    (calendar(MARKED + ", approver: m}") + RESTS, []),
    (
        calendar(MARKED + ", draft_due: 2027-03-01, approver: r}")
        + RESTS.replace("]}]}", "]}, {id: n}], roles: [{id: r, holders: [m], deputies: [n]}]}"),
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), APPROVERS)
def test_what_is_sensitive_is_released_by_somebody_else(fragment: str, expected: list[str]) -> None:
    assert outcomes("C116", fragment) == expected


def test_what_nobody_releases_is_told_in_chinese_too() -> None:
    assert [outcomes("C116", APPROVERS[i][0], "zh") for i in (6, 9, 14, 18)] == [
        [f"{E}: “e” 面向未成年人，却没有人审核放行"],
        [f"{E}.approver: “e” 标为敏感内容，而制作与放行都是 “member-a”"],
        [f"{E}.approver: “e” 标为敏感内容，由 “b” 审核放行，而其中没有任何人"],
        [f"{E}.approver: “e” 由 “m” 审核放行，而从初稿截止到当天（2027-03-01 至 2027-03-02）其一直在休假"],
    ]
    assert hints("C116", APPROVERS[9][0]) == ["let somebody else release it"]
