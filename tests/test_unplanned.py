"""What happened that no date of the calendar asks for, and what became of the dates that it does."""

from __future__ import annotations

from collections.abc import Iterable

from test_reality import HEAD, data, seen

PLAN = (
    HEAD
    + """
structure:
  people: [{id: lead, handles: [{source: chat, id: L}]}]
content:
  channels:
    - {id: news, name: News, handle: news, two_way: false}
    - {id: hall, name: Hall, handle: hall, two_way: true}
  calendar:
    - {id: letter, title: Letter, start: "2027-01-04T09:00", rrule: "FREQ=WEEKLY;COUNT=4", channels: [news], owner: lead}
    - id: evening
      title: Evening
      kind: event
      start: "2027-01-07T19:00"
      owner: lead
      outcomes:
        - {date: 2027-01-07, status: cancelled, reason: The room was closed}
        - {date: 2027-01-14, status: done, attended: 9}
"""
)
LIVED = """
time              member kind    channel tags
2026-11-05T09:00  L      message hall    -
2027-01-04T09:00  L      message news    -
2027-01-08T09:00  L      message hall    -
2027-01-13T09:00  L      message news    -
2027-01-16T09:00  L      message news    -
2027-01-18T09:00  L      message news    -
2027-01-22T19:00  A      attend  walk    -
2027-01-23T19:00  A      attend  gala    -
2027-01-23T19:00  B      attend  gala    -
2027-01-23T19:00  C      attend  gala    -
2027-01-23T19:00  D      attend  gala    -
2027-01-23T19:00  E      attend  gala    -
2027-01-25T09:00  L      message news    -
2027-01-28T09:00  Z      attend  -       letter/2027-01-28
2027-02-09T09:00  L      message hall    -
"""


QUIET = """
time              member kind    channel
2026-11-05T09:00  L      message hall
2027-01-05T09:00  A      message hall
2027-02-09T09:00  L      message hall
"""


def told(table: str = LIVED, plan: str = PLAN, untold: Iterable[str] = ()) -> list[tuple[str, str, str, int | None]]:
    found = data(seen(plan, table, "unplanned", untold=frozenset(untold)))
    assert found["n"] == len(found["found"])
    return [(h["day"], h["what"], h["how"], h["came"]) for h in found["found"]]


def test_what_no_date_asks_for_is_told_apart() -> None:
    # the letters of the 4th, 18th and 25th were planned, the one of the 13th is that of the 11th, late
    assert told() == [
        ("2027-01-14", "evening", "recorded", 9),
        ("2027-01-16", "news", "posted", None),
        ("2027-01-22", "walk", "attended", None),
        ("2027-01-23", "gala", "attended", 5),
        ("2027-01-28", "letter", "tagged", None),
    ]


def test_where_people_answer_a_post_cannot_be_told_from_talk() -> None:
    chapter = seen(PLAN.replace("two_way: false", "two_way: true"), LIVED, "unplanned")
    assert [h["how"] for h in data(chapter)["found"]] == ["recorded", "attended", "attended", "tagged"]
    assert chapter.facts[1].en.endswith("elsewhere they cannot be told from talk.")
    blind = seen(
        PLAN.replace("two_way: false", "two_way: true").replace("1-14, status: done, attended: 9", "1-14, status: cancelled"),
        LIVED.replace("letter/2027-01-28", "-"), "unplanned", untold=frozenset({"attendance"}),
    )  # fmt: skip
    assert data(blind)["n"] == 2  # what is there is counted all the same
    none = seen(PLAN.replace("two_way: false", "two_way: true").replace("1-14, status: done, attended: 9", "1-14, status: cancelled"),
                QUIET, "unplanned", untold=frozenset({"attendance"}))  # fmt: skip
    assert (data(none)["n"], data(none)["why"][:8]) == (None, "Unknown:")


def test_an_event_that_is_planned_by_its_name_or_id_is_not_among_them() -> None:
    walk = PLAN + '    - {id: stroll, title: Walk, kind: event, start: "2027-01-22T19:00", owner: lead}\n'
    assert ("2027-01-22", "walk", "attended", None) not in told(plan=walk)
    tagged = LIVED.replace("attend  walk    -", "attend  walk    stroll/2027-01-22")
    assert ("2027-01-22", "walk", "attended", None) not in told(tagged, walk.replace("title: Walk", "title: Round"))


def test_the_summary_counts_them_in_both_languages() -> None:
    fact = seen(PLAN, LIVED, "unplanned").facts[0]
    assert fact.en == (
        "Seen in the period without a date in the calendar: 5 (1 recorded in the plan, 1 with its id in the activity, "
        "2 by a list of attendance, 1 by a post where only the team writes)."
    )
    assert (
        fact.zh
        == "时段内可见而不在日历中的：5 次（方案中有记录 1，活动数据中带有其编号 1，有签到名单 2，团队专用渠道中的发布 1）。"
    )


def test_days_that_the_activity_does_not_show_are_unknown_and_not_none() -> None:
    chapter = seen(
        PLAN.replace("        - {date: 2027-01-14, status: done, attended: 9}\n", ""),
        "time member kind channel\n2026-11-05T09:00 L message hall",
        "unplanned",
    )
    assert data(chapter) == {"n": None, "why": "The activity covers nothing of 1 Jan 2027 to 31 Jan 2027.", "found": []}
