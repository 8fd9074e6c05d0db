"""What the calendar comes to, date by date: for documents that are read on the wall and beside the desk."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal

from commplan.plan import Plan
from commplan.plan.content import LIVE_KINDS, Entry
from commplan.plan.node import Node
from commplan.schedule import recurrence
from commplan.words import Language


@dataclass(frozen=True, slots=True)
class Happening:
    """One date of an entry; `closed` names the holiday or the quiet stretch that it falls on."""

    day: date
    clock: time | None
    entry: Entry
    closed: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the plan with its dates; none in a month in which nothing is planned."""

    first: date
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """Days one after the other on which people are away, or nothing is held or published."""

    days: tuple[date, date]
    name: str
    kind: Literal["holiday", "freeze"]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day by which something is to be reached or done, what kind of thing it is (a word of `terms`), who answers for it."""

    day: date
    what: str
    name: str
    owner: str | None


def months(plan: Plan, language: Language) -> tuple[Month, ...]:
    """Every month of the plan's period, with its dates in their order."""
    bounds = recurrence.period(plan)
    if bounds is None:
        return ()
    found = happenings(plan, language)
    by_month: dict[tuple[int, int], list[Happening]] = defaultdict(list)
    for happening in found:
        by_month[happening.day.year, happening.day.month].append(happening)
    return tuple(Month(date(y, m, 1), tuple(by_month[y, m])) for y, m in recurrence.months(*bounds))


def happenings(plan: Plan, language: Language) -> tuple[Happening, ...]:
    """Every date of the calendar, by day and time."""
    dates = recurrence.occurrences(plan)
    free = recurrence.free_days(plan, {o.day for o in dates}, language)
    return tuple(Happening(o.day, o.clock, o.entry, _closed(plan, o.day, free)) for o in dates)


def _closed(plan: Plan, day: date, free: dict[date, str]) -> str:
    return free.get(day) or recurrence.frozen(plan, day) or ""


def closures(plan: Plan, language: Language) -> tuple[Closed, ...]:
    """Public holidays and the plan's own quiet stretches, in their order."""
    bounds = recurrence.period(plan)
    if bounds is None:
        return ()
    days = [bounds[0] + timedelta(days=i) for i in range((bounds[1] - bounds[0]).days + 1)]
    out = [Closed((f.start, f.end), f.reason or "", "freeze") for f in plan.plan.freezes if f.start and f.end]
    out += [Closed(days_, name, "holiday") for days_, name in _runs(recurrence.free_days(plan, days, language))]
    return tuple(sorted(out, key=lambda c: (c.days, c.kind)))


def _runs(free: dict[date, str]) -> list[tuple[tuple[date, date], str]]:
    """Days of the same name one after the other as one stretch."""
    out: list[tuple[tuple[date, date], str]] = []
    for day, name in sorted(free.items()):
        if out and out[-1][1] == name and day - out[-1][0][1] == timedelta(days=1):
            out[-1] = ((out[-1][0][0], day), name)
        else:
            out.append(((day, day), name))
    return out


def milestones(plan: Plan) -> tuple[Milestone, ...]:
    """What is due on one day within the period: objectives, actions against risks, single events, ends of contracts."""
    out = [Milestone(o.due, "objective", _name(plan, o), o.owner) for o in plan.goals.objectives if o.due]
    actions = (a for risk in plan.risks.register for a in risk.actions)
    out += [Milestone(a.due, "risk-action", a.action, a.owner) for a in actions if a.due and not a.done]
    for occurrence in recurrence.occurrences(plan):
        entry = occurrence.entry
        if not entry.rrule and entry.kind in (*LIVE_KINDS, "release", "review", "disclosure", "campaign"):
            out.append(Milestone(occurrence.day, entry.kind, _name(plan, entry), entry.owner))
    out += [
        Milestone(t.contract_end, "contract", _name(plan, t), t.owner) for t in plan.resources.tools if t.contract_end
    ]
    out += [Milestone(p.until, "agreement", _name(plan, p), p.contact) for p in plan.resources.partners if p.until]
    bounds = recurrence.period(plan)
    inside = [m for m in out if bounds and bounds[0] <= m.day <= bounds[1]]
    return tuple(sorted(inside, key=lambda m: (m.day, m.what, m.name)))


def _name(plan: Plan, node: Node) -> str:
    return plan.name(str(vars(node)["id"]))


@dataclass(frozen=True, slots=True)
class Engagement:
    """An activity of a stakeholder engagement plan, with what it costs in all its times; None is not said."""

    entry: Entry
    times: int
    cost: Decimal | None


def engagement(plan: Plan, kinds: tuple[str, ...]) -> tuple[Engagement, ...]:
    """The activities of these kinds, by their first day; those without one at the end."""
    times = Counter(o.entry.id for o in recurrence.occurrences(plan))
    found = [e for e in plan.content.calendar if e.kind in kinds and e.status != "cancelled"]
    found.sort(key=lambda e: (e.start is None, e.start.day if e.start else date.max, e.id))
    return tuple(Engagement(e, times[e.id], None if e.cost is None else e.cost * times[e.id]) for e in found)
