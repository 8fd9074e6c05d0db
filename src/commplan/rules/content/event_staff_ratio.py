"""A workshop with too few people to help.

For each entry of the kind `workshop` there is at least one helper for every 10 of those who are expected (`expected_attendance`,
else `capacity`). Helpers are the people behind `owner`, `host` and `team` who are in office and not on leave on that day, less
the one who teaches, and the number of others who help on the day (`helpers`). Up to 10 people need nobody besides the one who
teaches.

Whoever gets stuck in a workshop and waits a quarter of an hour for help has lost the thread, and does not come back.

Source: The Carpentries, checklist for hosts (one helper for every 8 to 10 learners, not counting the instructors).

Bad::

    goals: {audiences: [{id: learners, timezone: Europe/Berlin}]}
    content:
      calendar:
        - {id: git-course, kind: workshop, start: 2027-03-06T10:00, duration: PT4H, audiences: [learners], venue: Library,
           owner: lead, effort_hours: 4, expected_attendance: 24}

Good::

    goals: {audiences: [{id: learners, timezone: Europe/Berlin}]}
    content:
      calendar:
        - {id: git-course, kind: workshop, start: 2027-03-06T10:00, duration: PT4H, audiences: [learners], venue: Library,
           owner: lead, effort_hours: 4, expected_attendance: 24, helpers: 3}

---

工作坊的助教太少。

类别为 `workshop` 的条目，预计参加者（`expected_attendance`，未写则按 `capacity`）每 10 人至少有一名助教。助教指 `owner`、`host`、`team`
背后当天在任且未休假的人，减去主讲一人，再加上当天另外来帮忙的人数（`helpers`）。不超过 10 人的，主讲一人即可。

在工作坊里卡住、等一刻钟才有人来帮的人，已经跟不上，也不会再来。

来源：The Carpentries 主办方清单（每 8 至 10 名学员配一名助教，讲师不计在内）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.rule import Threshold, rule
from commplan.schedule import duty, recurrence
from commplan.words import quote, say

# the upper end of what The Carpentries recommend, 8 to 10
MOST_FOR_ONE = Threshold(
    10, say("people that one helper of a workshop can look after", "工作坊中一名助教最多照看多少人"), least=1
)


@rule(
    "C114",
    part="content",
    kind="A",
    severity="warning",
    level="exemplary",
    thresholds={"most_for_one": MOST_FOR_ONE},
)
def event_staff_ratio(plan: Plan, most_for_one: float) -> Iterator[Outcome]:
    workshops = [e for e in plan.content.calendar if e.kind == "workshop" and e.status not in ("cancelled", "done")]
    if not workshops:
        yield NotApplicable(say("the calendar has no workshop", "日历中没有工作坊"))
        return
    if recurrence.period(plan) is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.period.at(), missing)
        return
    for entry in workshops:
        yield from _judged(plan, entry, most_for_one)


def _judged(plan: Plan, entry: Entry, most_for_one: float) -> Iterator[Outcome]:
    expected = entry.capacity if entry.expected_attendance is None else entry.expected_attendance
    if expected is None:
        missing = say(
            "how many people {e} is for (`expected_attendance`)",
            "{e} 预计多少人参加（`expected_attendance`）",
            e=quote(entry.id),
        )
        yield Unknown(entry.at(), missing)
    elif expected > most_for_one:
        asked = [who for who in (entry.host, entry.owner, *entry.team) if who]
        if not asked and entry.helpers is None:
            missing = say(
                "who helps at {e} (`team`, `helpers`)", "{e} 有谁帮忙（`team`、`helpers`）", e=quote(entry.id)
            )
            yield Unknown(entry.at(), missing)
        elif plan.dangling.isdisjoint(asked):
            yield from _short(plan, entry, asked, expected, most_for_one)


def _short(plan: Plan, entry: Entry, asked: list[str], expected: int, most_for_one: float) -> Iterator[Problem]:
    """The first date with the fewest helpers, where they are too few."""
    counts: dict[date, int] = {}
    for o in recurrence.occurrences(plan):
        if o.entry is entry:
            people = set[str]().union(*(duty.there(plan, who, o.day) for who in asked))
            counts[o.day] = max(0, len(people) - 1) + (entry.helpers or 0)
    short = {day: n for day, n in counts.items() if n * most_for_one < expected}
    if not short:
        return
    day = min(short, key=lambda day: (short[day], day))
    words = say(
        "{e} is for {x} people and has {n} {h} beside the one who teaches{d}; one for every {m:g} would be {w}",
        "{e} 预计 {x} 人参加，{z}主讲之外有 {n} 名助教；按每 {m:g} 人一名应有 {w} 名",
        e=quote(entry.id),
        x=expected,
        n=short[day],
        h="helper" if short[day] == 1 else "helpers",
        d="" if len(short) == len(counts) else f" on {day}",
        z="" if len(short) == len(counts) else f"{day} ",
        m=most_for_one,
        w=-int(-expected // most_for_one),
    )
    hint = say(
        "name more people in `team`, write how many others help (`helpers`), or expect fewer people",
        "请在 `team` 中加人，写明另有多少人帮忙（`helpers`），或减少人数",
    )
    yield Problem(entry.at("team") if entry.team else entry.at(), words, hint)
