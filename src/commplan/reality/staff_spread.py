"""How the work is spread over the team, planned and seen, with what comes before people burn out: few who do most, and somebody
who was there week after week and then no more.

Hours seen are those of the chapter on the team's hours: stretches of acts, a lower bound. Nobody is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commplan.localday import Window, day_date
from commplan.measuring import agenda
from commplan.plan.structure import Person
from commplan.reality import FEWEST, UNKNOWN, Chapter, Grid, Ground, Look, Text, count, nothing_of, rows
from commplan.reckoning import spoken
from commplan.reckoning.spread import gini, half_by, stopped
from commplan.schedule.duty import away
from commplan.schedule.workload import workload
from commplan.words import Words, say

GAP_MINUTES, ALLOWANCE_MINUTES = 30, 5
STREAK, SILENT = 12, 4
"""Weeks running in which somebody was seen, and weeks since in which they were not, from which on it is told."""
TINY = 0.2
"""The share of the team that is a tiny group, when it does half of all or more."""
_TITLE = Words("How the work is spread over the team", "团队工作分布")
_STRETCHES = """
WITH acts AS (
  SELECT dated.member, dated.us, dated.week,
         dated.us - lag(dated.us) OVER (PARTITION BY dated.member ORDER BY dated.us) AS gap
  FROM dated WHERE NOT dated.undated AND NOT dated.of_channel AND dated.day >= ? AND dated.day < ?
  AND dated.member IN (SELECT unnest(CAST(? AS VARCHAR[])))
)
SELECT acts.member, acts.week, CAST(sum(CASE WHEN acts.gap <= ? THEN acts.gap ELSE ? END) AS BIGINT) AS us
FROM acts GROUP BY acts.member, acts.week ORDER BY acts.member, acts.week
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """Hours by person: the Gini coefficient over `people`, the fewest who have half of them (`half`), and the most hours that one
    person has in one week (`top`), with its Monday. What cannot be said is None."""

    people: int
    gini: float | None
    half: int | None
    top: float | None
    week: date | None


def spread(hours: Mapping[str, Mapping[date, float]]) -> Spread:
    """From the hours of each person by week; whoever has none counts too."""
    sums = [sum(weeks.values()) for weeks in hours.values()]
    by_week = [(h, monday) for weeks in hours.values() for monday, h in weeks.items()]
    top, week = max(by_week, key=lambda one: (one[0], -one[1].toordinal()), default=(None, None))
    return Spread(len(sums), gini(sums), half_by(sums), *((top, week) if top else (None, None)))


def _look(ground: Ground) -> Chapter | None:
    team = [p for p in ground.plan.structure.people if p.status == "active"]
    if len(team) < 2:
        return None
    if ground.seen is None:
        why = nothing_of(ground.window)
        return Chapter(id="staff-spread", title=_TITLE, data={"why": why}, facts=(why,))
    planned = _planned(ground, team)
    seen, gone = _seen(ground, ground.seen, team)
    tiny = not isinstance(seen, Words) and seen.half is not None and seen.half <= TINY * seen.people
    decide = [_tiny(seen)] if tiny and not isinstance(seen, Words) else []
    decide += [_gone(gone)] if gone else []
    return Chapter(
        id="staff-spread",
        title=_TITLE,
        data={
            "why": None,
            "planned": None if planned is None else _data(planned),
            "seen": None if isinstance(seen, Words) else _data(seen),
            "seen_why": seen if isinstance(seen, Words) else None,
            "stopped": gone,
        },
        facts=(*((seen,) if isinstance(seen, Words) else ()), _HOW),
        grids=(_grid(planned, None if isinstance(seen, Words) else seen),),
        decide=tuple(decide),
    )


_HOW = Words(
    "The Gini coefficient is 0 when everybody has the same hours and 1 when one has them all. Hours seen are a lower bound.",
    "基尼系数为 0 表示人人工时相同，为 1 表示全部由一人承担。可见工时是下限。",
)


def _planned(ground: Ground, team: Sequence[Person]) -> Spread | None:
    """Of the whole weeks of the window; None where the plan asks no hours of anybody in them."""
    window, hours = ground.window, dict[str, dict[date, float]]()
    names = {p.id for p in team}
    for week in workload(ground.plan).weeks:
        if week.person.id in names and window.first <= week.monday and week.monday + timedelta(days=7) <= window.end:
            hours.setdefault(week.person.id, {})[week.monday] = week.needed
    return spread(hours) if any(h for weeks in hours.values() for h in weeks.values()) else None


def _seen(ground: Ground, seen: Window, team: Sequence[Person]) -> tuple[Spread | Words, int | None]:
    """Of those whose accounts are known; and how many of them were there week after week, and then no more."""
    owner = {h: p.id for p in team for handle in p.handles for h in agenda.hashes(ground.plan, ground.store, handle)}
    covers = ground.session.covers or seen
    past = Window(covers.first, seen.end)
    found = rows(ground, past, _STRETCHES, sorted(owner), GAP_MINUTES * 60_000_000, ALLOWANCE_MINUTES * 60_000_000)
    hours: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for member, week, us in found:
        hours[owner[member]][day_date(week * 7 - 3)] += us / 3.6e9
    if len(hours) < FEWEST:
        words = (
            "How the hours seen are spread is withheld: fewer than {n} people of the team are known in the activity.",
            "可见工时的分布不予显示：活动数据中可辨认的团队成员不足 {n} 人。",
        )
        return say(*words, n=FEWEST), None
    within = {
        who: {m: h for m, h in weeks.items() if seen.first <= m + timedelta(days=6) and m < seen.end}
        for who, weeks in hours.items()
    }
    last = seen.end - timedelta(days=seen.end.weekday() + 7)  # the last week that is over
    gone = sum(
        stopped(list(hours[p.id]), last, STREAK, SILENT) and not _on_leave(p, last) for p in team if p.id in hours
    )
    return spread(within), gone


def _on_leave(person: Person, last: date) -> bool:
    """Whether the plan itself says that somebody is away in the weeks in which nobody saw them."""
    return any(away(person, last - timedelta(days=n)) for n in range(-6, 7 * SILENT - 6))


def _tiny(seen: Spread) -> Words:
    words = (
        "{k} of the {n} people of the team do half of the work that can be seen: share it before they tire.",
        "团队 {n} 人中有 {k} 人承担了一半的可见工作：请在其疲惫之前分担。",
    )
    return say(*words, k=seen.half, n=seen.people)


def _gone(gone: int) -> Words:
    words = (
        "{k} of the team were there for {s} weeks running or more and have not been seen for {w} weeks: ask how they are.",
        "团队中有 {k} 人曾连续 {s} 周以上都在，如今已有 {w} 周未见：请问候并了解情况。",
    )
    return say(*words, k=gone, s=STREAK, w=SILENT)


def _grid(planned: Spread | None, seen: Spread | None) -> Grid:
    heads = (Words("Hours", "工时"), Words("Planned", "计划"), Words("Seen", "可见"))
    names = (
        Words("people", "人数"),
        Words("Gini coefficient by person", "按人的基尼系数"),
        Words("people who have half of them", "承担一半工时的人数"),
        Words("top week of one person", "单人最忙的一周"),
    )
    lines = zip(names, _cells(planned), _cells(seen), strict=True)
    return Grid(heads, tuple(lines), frozenset({1, 2}))


def _cells(found: Spread | None) -> tuple[Text, ...]:
    if found is None:
        return (UNKNOWN,) * 4
    top = UNKNOWN
    if found.top is not None and found.week is not None:
        top = say("{h} h, week of {d}", "{h} 小时（{d}起的一周）", h=count(found.top), d=spoken.day(found.week))
    even = UNKNOWN if found.gini is None else spoken.quantity(found.gini, "index")
    half = UNKNOWN if found.half is None else count(found.half)
    return count(found.people), even, half, top


def _data(found: Spread) -> dict[str, object]:
    return {
        "people": found.people, "gini": found.gini, "half_by": found.half, "top_week_hours": found.top, "top_week": found.week,
    }  # fmt: skip


LOOK = Look(51, _look)
