"""Hours by person and week, worked out by hand. The plan of the tests has three people and runs for three weeks."""

from __future__ import annotations

from datetime import date

import pytest

from commplan import load
from commplan.plan import Plan
from commplan.plan.rules import Moderation
from commplan.schedule.workload import Work, Workload, weekly_moderation, workload

PLAN = """
commplan: 1
plan:
  id: small
  title: Small plan
  period: {start: 2027-03-01, end: 2027-03-21}
structure:
  people:
    - {id: a, hours_per_week: 10}
    - {id: b, hours_per_week: 5, leave: [{start: 2027-03-08, end: 2027-03-10}]}
    - {id: c}
  roles:
    - {id: lead, holders: [a], hours_per_week: 4, body: team, deputies: [c]}
    - {id: helper, holders: [{person: b, end: 2027-03-14}, {person: c, start: 2027-03-15}], deputies: [a]}
  bodies:
    - {id: team, members: [b]}
"""


def plan(text: str = "", of: str = PLAN) -> Plan:
    found = load.plan("small.yaml", (of + text).encode()).plan
    assert found is not None
    return found


def name(work: Work) -> str:
    return "moderation" if isinstance(work, Moderation) else work.id


def table(found: Workload) -> list[str]:
    """A line for each person and week with work: hours by thing."""
    return [
        f"{week.person.id} {week.monday:%m-%d}: " + ", ".join(f"{name(x.work)} {x.hours:g}" for x in week.loads)
        for week in found.weeks
        if week.loads
    ]


def calendar(*entries: str) -> str:
    return "content:\n  calendar:\n" + "".join(f"    - {{{entry}}}\n" for entry in entries)


FRAME = ["a 03-01: lead 4", "a 03-08: lead 4", "a 03-15: lead 4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", FRAME),
        # two people behind owner and team, c by name: 6 h are 3 each, and a's 3 lie in the frame of lead, 4
        (
            calendar("id: x, start: 2027-03-03, owner: lead, team: [c, a], effort_hours: 6"),
            ["a 03-01: x 3, lead 1", "a 03-08: lead 4", "a 03-15: lead 4", "c 03-01: x 3"],
        ),
        # what lead does itself beyond the frame leaves nothing of it
        (
            calendar("id: x, start: 2027-03-03, owner: lead, effort_hours: 6"),
            ["a 03-01: x 6", "a 03-08: lead 4", "a 03-15: lead 4"],
        ),
        # work of another role does not fill the frame; on b's days of leave the deputy a does it
        (
            "rules:\n  routines:\n    - {id: r, rrule: FREQ=WEEKLY, owner: helper, effort_hours: 2}\n",
            ["a 03-01: lead 4", "a 03-08: lead 4, r 2", "a 03-15: lead 4", "b 03-01: r 2", "c 03-15: r 2"],
        ),
        # the body's people: b by membership, a by role; on b's leave a alone, and it fills a's frame
        (
            calendar("id: x, start: 2027-03-02, rrule: FREQ=WEEKLY, owner: team, effort_hours: 3"),
            [
                "a 03-01: lead 2.5, x 1.5",
                "a 03-08: x 3, lead 1",
                "a 03-15: lead 2.5, x 1.5",
                "b 03-01: x 1.5",
                "b 03-15: x 1.5",
            ],
        ),
        # somebody named in person is asked on leave too, when nobody else is
        (calendar("id: x, start: 2027-03-09, owner: b, effort_hours: 3"), [*FRAME, "b 03-08: x 3"]),
        # of a name that leads nowhere nobody knows the share: rule ref-resolves speaks of it
        (calendar("id: x, start: 2027-03-03, owner: nobody, team: [c], effort_hours: 6"), FRAME),
        # a holder who is not defined keeps the share all the same
        (
            "    - {id: team-b, members: [c, nobody]}\n"
            + calendar("id: x, start: 2027-03-03, owner: team-b, effort_hours: 6"),
            [*FRAME, "c 03-01: x 3"],
        ),
        # cancelled ones, as a whole or one of them, are no work
        (
            calendar(
                "id: x, start: 2027-03-01, owner: c, effort_hours: 1, status: cancelled",
                "id: y, start: 2027-03-01, rrule: FREQ=WEEKLY, owner: c, effort_hours: 1, "
                "outcomes: [{date: 2027-03-08, status: cancelled}]",
            ),
            [*FRAME, "c 03-01: y 1", "c 03-15: y 1"],
        ),
        # stated hours of moderation shrink with leave: three of five days leave 2/5 of 5; the larger claim counts
        (
            "rules: {moderation: {moderators: [{who: b, hours_per_week: 5}, {who: team, hours_per_week: 1}]}}\n",
            [
                "a 03-01: lead 3, moderation 1",
                "a 03-08: lead 3, moderation 1",
                "a 03-15: lead 3, moderation 1",
                "b 03-01: moderation 5",
                "b 03-08: moderation 2",
                "b 03-15: moderation 5",
            ],
        ),
    ],
)
def test_each_hour_is_counted_once(text: str, expected: list[str]) -> None:
    assert table(workload(plan(text))) == expected


def test_work_of_a_name_that_leads_nowhere_does_not_lack_somebody_to_do_it() -> None:
    holder = PLAN.replace("{id: lead, holders: [a]", "{id: lead, holders: [aa]")
    for found in (plan(calendar("id: x, start: 2027-03-03, owner: nobody, effort_hours: 6")), plan(of=holder)):
        assert workload(found).gaps == ()


def test_moderators_without_hours_share_what_the_others_leave() -> None:
    # 487 items of 30 minutes and 17.393 h of administration are 260.893 h a month of 4.348214 weeks: 60 h a week
    text = (
        "rules: {moderation: {items_per_month: 487, minutes_per_item: 30, admin_hours_per_month: 17.392857142857142, "
        "moderators: [{who: a, hours_per_week: 18}, {who: b}, {who: c}]}}\n"
    )
    found = plan(text)
    assert weekly_moderation(found.rules.moderation) == pytest.approx(60)
    # b and c share 42 h; in b's week of three days of leave by 2 to 5
    assert table(workload(found)) == [
        "a 03-01: moderation 18",
        "a 03-08: moderation 18",
        "a 03-15: moderation 18",
        "b 03-01: moderation 21",
        "b 03-08: moderation 12",
        "b 03-15: moderation 21",
        "c 03-01: moderation 21",
        "c 03-08: moderation 30",
        "c 03-15: moderation 21",
    ]


def test_leave_and_holidays_shorten_the_hours_there_are() -> None:
    # 17 March is St Patrick's Day in Ireland; leave of b from Monday 8 to Wednesday 10
    found = workload(plan(of=PLAN.replace("title:", "holidays: IE\n  title:")))
    assert [(w.person.id, f"{w.monday:%m-%d}", w.available, w.days_off) for w in found.weeks] == [
        ("a", "03-01", 10, 0),
        ("a", "03-08", 10, 0),
        ("a", "03-15", 8, 1),
        ("b", "03-01", 5, 0),
        ("b", "03-08", 2, 3),
        ("b", "03-15", 4, 1),
        ("c", "03-01", None, 0),
        ("c", "03-08", None, 0),
        ("c", "03-15", None, 1),
    ]
    # and a frame as well: 4 h of lead are 3.2
    assert table(found)[2] == "a 03-15: lead 3.2"


def test_over_is_what_is_asked_beyond_the_hours_there_are() -> None:
    text = calendar(
        "id: x, start: 2027-03-02, owner: b, effort_hours: 5",
        "id: y, start: 2027-03-12, owner: b, effort_hours: 5",
        "id: z, start: 2027-03-16, owner: c, effort_hours: 99",
    )
    weeks = [w for w in workload(plan(text)).weeks if w.person.id != "a"]
    assert [(w.person.id, w.monday.day, w.needed, w.over) for w in weeks] == [
        ("b", 1, 5, 0),
        ("b", 8, 5, 3),
        ("b", 15, 0, 0),
        ("c", 1, 0, 0),
        ("c", 8, 0, 0),
        ("c", 15, 99, 0),
    ]


def test_what_cannot_be_added_is_named_and_counted() -> None:
    text = calendar(
        "id: x, start: 2027-03-02, rrule: FREQ=WEEKLY, owner: a",
        "id: y, start: 2027-03-02, effort_hours: 1",
        "id: z, start: 2027-03-02, owner: a, effort_hours: 1",
    )
    routines = "rules: {routines: [{id: r, rrule: FREQ=DAILY, owner: a}], moderation: {moderators: [{who: a}]}}\n"
    found = workload(plan(text + routines))
    assert [(name(g.work), g.times, g.lacks) for g in found.gaps] == [
        ("x", 3, "effort_hours"),
        ("y", 1, "owner"),
        ("r", 21, "effort_hours"),
        ("moderation", 3, "hours_per_week"),
    ]
    assert (found.occurrences, found.routine_times) == (5, 21)


def test_alumni_do_no_work() -> None:
    text = calendar("id: x, start: 2027-03-02, owner: a, team: [c], effort_hours: 4")
    found = workload(plan(text, PLAN.replace("{id: a, ", "{id: a, status: alumni, ")))
    assert table(found) == ["c 03-01: x 4"]


def test_a_plan_without_a_period_has_no_weeks() -> None:
    assert workload(plan(of=PLAN.replace("end: 2027-03-21", ""))) == Workload((), (), 0, 0)


def test_a_period_of_centuries_is_answered() -> None:
    found = workload(plan(of=PLAN.replace("2027-03-21", "2199-12-31")))
    assert (len(found.weeks), found.weeks[-1].monday) == (3 * 1100, date(2048, 3, 23))
    assert workload(plan(of=PLAN.replace("2027-03-01", "2199-12-30").replace("2027-03-21", "2199-12-31"))).weeks
