"""The team's hours and the load of moderation, planned and seen; and whether somebody is on shift when questions come.

What is seen is a lower bound. Acts of one account with no more than half an hour between them are one stretch of work, from
its first act to its last, with five minutes more for what came before the first. Preparing, reading and rooms leave no trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from commplan.chart import Figure
from commplan.charts import staff_seen
from commplan.localday import Window, day_date, month_first, month_number
from commplan.measuring import agenda
from commplan.plan import Plan
from commplan.reality import Chapter, Grid, Ground, Look, count, nothing_of, rows, share, shown
from commplan.reckoning import spoken
from commplan.schedule import recurrence
from commplan.schedule.watch import watched, watches
from commplan.schedule.workload import workload
from commplan.words import Language, Words, say

GAP_MINUTES, ALLOWANCE_MINUTES = 30, 5
MOST_UNSTATED = 0.2
"""The share of occurrences without hours or without anybody to do them up to which planned hours say something."""
LEAST = 20
"""Fewer messages than this say nothing of the hours in which they come."""
_STRETCHES = """
WITH acts AS (
  SELECT member, us, week, us - lag(us) OVER (PARTITION BY member ORDER BY us) AS gap
  FROM dated WHERE NOT undated AND NOT of_channel AND day >= ? AND day < ? AND member IN (SELECT unnest(CAST(? AS VARCHAR[])))
)
SELECT week, count(DISTINCT member), sum(CASE WHEN gap <= ? THEN gap ELSE ? END) / 3.6e9 FROM acts GROUP BY week
"""
_ITEMS = """
SELECT count(*) FROM ev WHERE kind IN ('message', 'reply') AND NOT undated AND day >= ? AND day < ?
AND member NOT IN (SELECT unnest(CAST(? AS VARCHAR[])))
"""
_STARTED = """
SELECT dow, hour, count(*) FROM ev WHERE kind = 'message' AND NOT undated AND day >= ? AND day < ?
AND member NOT IN (SELECT unnest(CAST(? AS VARCHAR[]))) GROUP BY dow, hour
"""


@dataclass(frozen=True, slots=True)
class Month:
    """Hours of the whole weeks that begin in a month, of those people whose accounts are known; planned None where the plan
    puts no hours on more than a fifth of its work."""

    first: date
    weeks: int
    planned: float | None
    seen: float


def _look(ground: Ground) -> Chapter | None:
    plan = ground.plan
    if not plan.structure.people and not plan.rules.moderation.moderators:
        return None
    title = Words("Staff load, planned and seen", "团队工时与审核负荷")
    if ground.seen is None:
        why = nothing_of(ground.window)
        return Chapter(id="staff", title=title, data={"why": why}, facts=(why,))
    months = _months(ground, ground.seen)
    items, shift = _moderation(ground, ground.seen), _on_shift(ground, ground.seen)
    grids = [_month_grid(months)] if not isinstance(months, Words) else []
    return Chapter(
        id="staff",
        title=title,
        data={
            "why": None,
            "months": None if isinstance(months, Words) else [_month_data(m) for m in months],
            "months_why": months if isinstance(months, Words) else None,
            "moderation": items.data if items else None,
            "on_shift": shift.data,
        },
        facts=(*_told(plan, months), *((items.told,) if items else ()), shift.told),
        grids=tuple(grids),
        figure=None if isinstance(months, Words) else lambda language: _figure(months, language),
        decide=(*_over(months), *((items.decide,) if items and items.decide else ()), *((shift.decide,) if shift.decide else ())),
    )  # fmt: skip


# -- hours --


def _months(ground: Ground, seen: Window) -> list[Month] | Words:
    plan = ground.plan
    people = {
        p.id: [h for handle in p.handles for h in agenda.hashes(plan, ground.store, handle)]
        for p in plan.structure.people
    }
    everybody = sorted(h for hashes in people.values() for h in hashes)
    known = agenda.team(plan, ground.store, ground.session.connection)
    if not known.found:
        return Words(
            "None of the team's accounts is found in the activity, so its hours cannot be seen.",
            "活动数据中没有团队的任何账号，无法看到其工时。",
        )
    work = workload(plan)
    weeks: dict[date, float] = defaultdict(float)
    for w in work.weeks:
        if people.get(w.person.id) and _inside(w.monday, seen):
            weeks[w.monday] += w.needed
    if not weeks:
        return Words(
            "No whole week of the plan lies in what the activity covers.", "活动数据未覆盖方案中任何完整的一周。"
        )
    acts = rows(ground, seen, _STRETCHES, everybody, GAP_MINUTES * 60_000_000, ALLOWANCE_MINUTES * 60_000_000)
    hours = {day_date(week * 7 - 3): float(h) for week, _, h in acts}
    found: dict[int, list[date]] = defaultdict(list)
    for monday in weeks:
        found[month_number(monday)].append(monday)
    stated = any(weeks.values()) and sum(g.times for g in work.gaps) <= MOST_UNSTATED * (
        work.occurrences + work.routine_times
    )
    return [
        Month(
            month_first(n), len(ms), sum(weeks[m] for m in ms) if stated else None, sum(hours.get(m, 0.0) for m in ms)
        )
        for n, ms in sorted(found.items())
    ]


def _inside(monday: date, seen: Window) -> bool:
    return seen.first <= monday and monday + timedelta(days=7) <= seen.end


def _told(plan: Plan, months: list[Month] | Words) -> list[Words]:
    if isinstance(months, Words):
        return [months]
    weeks, seen, planned = sum(m.weeks for m in months), sum(m.seen for m in months), _planned(months)
    people = sum(1 for p in plan.structure.people if p.handles)
    whose = (
        Words("one person whose account", "1 人")
        if people == 1
        else say("{n} people whose accounts", "{n} 人", n=people)
    )
    asked = say(
        "the plan asks {p} hours of the {n} it names", "方案要求写明账号的 {n}投入 {p} 小时", p=shown(planned), n=whose
    )
    if planned is None:
        asked = say(
            "how many hours the plan asks of the {n} it names is unknown",
            "方案要求写明账号的 {n}投入多少小时为未知",
            n=whose,
        )
    return [
        say(
            "In {w} whole weeks {a}; {s} hours of theirs can be seen. "
            "That is a lower bound: acts with at most {g} minutes between them are one stretch of work, and preparing, reading "
            "and meeting leave no trace.",
            "{w} 个完整的周内，{a}；可见的有 {s} 小时。这是下限：间隔不超过 {g} 分钟的行为算作一段工作，而准备、阅读与线下会面不留痕迹。",
            w=weeks, a=asked, s=count(seen), g=GAP_MINUTES,
        )
    ]  # fmt: skip


def _planned(months: Sequence[Month]) -> float | None:
    known = [m.planned for m in months if m.planned is not None]
    return sum(known) if len(known) == len(months) else None


def _over(months: list[Month] | Words) -> list[Words]:
    planned, seen = (None, 0.0) if isinstance(months, Words) else (_planned(months), sum(m.seen for m in months))
    if planned is None or seen <= planned:
        return []
    words = (
        "The team was seen at work for {s} hours, and the plan asks for {p}.",
        "可见的团队工时为 {s} 小时，方案只安排了 {p} 小时。",
    )
    return [say(*words, s=count(seen), p=count(planned))]


def _month_grid(months: Sequence[Month]) -> Grid:
    heads = (
        Words("Weeks beginning in", "起始于"),
        Words("Weeks", "周数"),
        Words("Hours planned", "计划工时"),
        Words("Hours seen", "可见工时"),
    )
    lines = tuple((_month(m.first), count(m.weeks), shown(m.planned), count(m.seen)) for m in months)
    return Grid(heads, lines, frozenset({1, 2, 3}))  # fmt: skip


def _figure(months: Sequence[Month], language: Language) -> Figure:
    rows = tuple(staff_seen.Month(m.first, m.planned, m.seen) for m in months)
    return staff_seen.CHART.draw(staff_seen.StaffSeen(rows), language)


def _month(first: date) -> Words:
    day = spoken.day(first)
    return Words(day.en.partition(" ")[2], f"{first.year}年{first.month}月")


def _month_data(m: Month) -> dict[str, object]:
    return {"month": m.first, "weeks": m.weeks, "planned_hours": m.planned, "seen_hours": m.seen}


# -- moderation and shifts --


@dataclass(frozen=True, slots=True)
class _Seen:
    data: dict[str, object]
    told: Words
    decide: Words | None = None


def _moderation(ground: Ground, seen: Window) -> _Seen | None:
    """What there was to look at in a month, against what the plan reckons with."""
    planned = ground.plan.rules.moderation.items_per_month
    if planned is None:
        return None
    if "messages" not in ground.session.capabilities:
        why = Words(
            "How much there was to moderate is unknown: the activity tells no messages.",
            "审核量未知：活动数据不含消息。",
        )
        return _Seen({"planned": planned, "real": None, "why": why}, why)
    items = int(rows(ground, seen, _ITEMS, sorted(agenda.staff(ground.plan, ground.store)))[0][0])
    months = (seen.end - seen.first).days * 12 / 365.25
    expected = planned * months
    told = say(
        "To moderate: {r} messages of members a month, against {p} planned.", "审核量：成员消息每月 {r} 条，方案预计 {p} 条。",
        r=count(items / months), p=count(planned),
    )  # fmt: skip
    more = items > expected * 1.25 and items - expected > 2 * sqrt(expected)
    return _Seen({"planned": planned, "real": items / months, "why": None}, told, told if more else None)


def _on_shift(ground: Ground, seen: Window) -> _Seen:
    """Which share of what members start comes while somebody watches, and of the busiest hours that hold half of it."""
    zone, there = recurrence.zone(ground.plan.plan.timezone), list(watches(ground.plan))
    if zone is None or not there:
        why = Words(
            "Whether somebody is there when questions come is unknown: the plan names no shifts.",
            "提问时是否有人在未知：方案未写明值班。",
        )
        return _Seen({"n": None, "watched": None, "why": why}, why)
    started = rows(ground, seen, _STARTED, sorted(agenda.staff(ground.plan, ground.store)))
    n, on = sum(row[2] for row in started), watched(there, zone, seen)
    if n < LEAST:
        why = say(
            "Whether somebody is there when questions come is unknown: members started only {n}.",
            "提问时是否有人在未知：成员只发起了 {n} 条消息。",
            n=n,
        )
        return _Seen({"n": n, "watched": None, "why": why}, why)
    return _watched(n, sorted(((k, weekday * 24 + hour) for weekday, hour, k in started), reverse=True), on)


def _watched(n: int, hours: Sequence[tuple[int, int]], on: Sequence[bool]) -> _Seen:
    """Messages by hour of the week, busiest first, and whether somebody is there in it."""
    kept = sum(k for k, hour in hours if on[hour])
    peak, held = list[tuple[int, int]](), 0
    for k, hour in hours:
        if held * 2 >= n:
            break
        peak.append((k, hour))
        held += k
    busy = sum(k for k, hour in peak if on[hour])
    told = say(
        "Of the {n} messages that members started, {a} came while somebody was on shift; of the {h} in the busiest hours, {b}.",
        "成员发起的 {n} 条消息中，有人值班时的占 {a}；最繁忙时段的 {h} 条中占 {b}。",
        a=share(kept / n), n=count(n), b=share(busy / held), h=count(held),
    )  # fmt: skip
    data: dict[str, object] = {
        "n": n,
        "watched": kept / n,
        "busiest": held,
        "busiest_watched": busy / held,
        "why": None,
    }
    return _Seen(data, told, told if busy * 2 < held else None)


LOOK = Look(50, _look)
