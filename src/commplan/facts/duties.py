"""What somebody in a role does in one week, and what they answer for all the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from commplan.plan import Plan
from commplan.plan.content import Channel, Entry, Report
from commplan.plan.goals import Objective
from commplan.plan.resources import Tool
from commplan.plan.risks import Action, Risk
from commplan.plan.rules import GrievanceStage, Routine, ServiceLevel
from commplan.plan.structure import Decision, Person, Role
from commplan.schedule import recurrence
from commplan.schedule.workload import workload

SOON = 10
"""As many of the next dates stand on a sheet."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do on a day. `part`: a word of `terms` for what it is to the role; `hours` of all who do it together."""

    day: date
    clock: time | None
    until: time | None
    name: str
    part: str
    hours: float | None
    place: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the plan asks of a holder in the week, through all roles together, and what there is."""

    person: Person
    needed: float
    available: float | None
    over: float


@dataclass(frozen=True, slots=True)
class Said:
    """A decision, and the letters of the role's part in it."""

    decision: Decision
    letters: str


@dataclass(frozen=True, slots=True)
class Duties:
    """All that a role carries. `week`: first and last day of the week that `tasks` and `asked` are of; None without a period."""

    week: tuple[date, date] | None
    tasks: tuple[Task, ...]
    soon: tuple[Task, ...]
    asked: tuple[Asked, ...]
    routines: tuple[Routine, ...]
    objectives: tuple[Objective, ...]
    levels: tuple[ServiceLevel, ...]
    channels: tuple[Channel, ...]
    stands_in: tuple[Channel, ...]
    decisions: tuple[Said, ...]
    stages: tuple[GrievanceStage, ...]
    risks: tuple[Risk, ...]
    actions: tuple[Action, ...]
    reports: tuple[Report, ...]
    tools: tuple[Tool, ...]


def duties(plan: Plan, role: Role, today: date | None) -> Duties:
    """The duties of a role: in the week of `today`, or the plan's first week when that day is not in its period."""
    mine = {role.id, *((role.body,) if role.body else ()), *(h.person for h in role.holders)}
    bounds = recurrence.period(plan)
    monday = _monday(bounds, today) if bounds else None
    week = (monday, monday + timedelta(days=6)) if monday else None
    risks = [r for r in plan.risks.register if r.status != "closed"]
    return Duties(
        week,
        _within(_tasks(plan, mine, *week), week) if week else (),
        _within(_dates(plan, mine, week[1] + timedelta(days=1), date.max))[:SOON] if week else (),
        _asked(plan, role, monday),
        tuple(r for r in plan.rules.routines if r.owner in mine),
        tuple(o for o in plan.goals.objectives if o.owner in mine),
        tuple(level for level in plan.rules.service_levels if level.owner in mine),
        tuple(c for c in plan.content.channels if c.owner in mine),
        tuple(c for c in plan.content.channels if c.backup in mine and c.owner not in mine),
        tuple(_said(plan, mine)),
        tuple(s for s in plan.rules.grievance.stages if s.owner in mine),
        tuple(r for r in risks if r.owner in mine),
        tuple(_actions(plan, mine)),
        tuple(r for r in plan.content.reporting if r.owner in mine),
        tuple(t for t in plan.resources.tools if t.owner in mine),
    )


def _monday(bounds: tuple[date, date], today: date | None) -> date:
    """The Monday of the week that `today` lies in; before the period that of its first day, so that nothing to come is passed
    over; behind it, or without a day, of the first week that is all in it."""
    if today and today <= bounds[1]:
        day = max(today, bounds[0])
        return day - timedelta(days=day.weekday())
    whole = bounds[0] + timedelta(days=-bounds[0].weekday() % 7)
    return whole if whole <= bounds[1] else bounds[0] - timedelta(days=bounds[0].weekday())


def _within(tasks: Iterator[Task], week: tuple[date, date] = (date.min, date.max)) -> tuple[Task, ...]:
    """Those of the tasks that lie in the week, in their order."""
    inside = (task for task in tasks if week[0] <= task.day <= week[1])
    return tuple(sorted(inside, key=lambda t: (t.day, t.clock or time(), t.name)))


def _tasks(plan: Plan, mine: set[str], first: date, last: date) -> Iterator[Task]:
    yield from _dates(plan, mine, first, last)
    yield from _drafts(plan, mine)
    yield from _routines(plan, mine)
    yield from _shifts(plan, mine, first)
    for action in _actions(plan, mine):
        if action.due:
            yield Task(action.due, None, None, action.action, "risk-action", action.effort_hours, ())


def _drafts(plan: Plan, mine: set[str]) -> Iterator[Task]:
    for entry in plan.content.calendar:
        if entry.draft_due and entry.owner in mine and entry.status != "cancelled":
            yield Task(entry.draft_due, None, None, plan.name(entry.id), "draft-due", None, ())


def _routines(plan: Plan, mine: set[str]) -> Iterator[Task]:
    for routine in plan.rules.routines:
        if routine.owner in mine:
            for day in recurrence.days_of_routine(plan, routine):
                yield Task(day, routine.time, None, plan.name(routine.id), "routine", routine.effort_hours, ())


def _shifts(plan: Plan, mine: set[str], monday: date) -> Iterator[Task]:
    week = [monday + timedelta(days=n) for n in range(7)]
    for shift in plan.rules.shifts:
        if mine.intersection(shift.who):
            for day in week:
                if _WEEKDAYS[day.weekday()] in shift.days:
                    yield Task(day, shift.opens, shift.closes, "", "shift", None, tuple(shift.channels))


def _actions(plan: Plan, mine: set[str]) -> Iterator[Action]:
    """What is to be done against open risks, and is not done yet."""
    for risk in plan.risks.register:
        if risk.status != "closed":
            yield from (a for a in risk.actions if a.owner in mine and not a.done)


def _dates(plan: Plan, mine: set[str], first: date, last: date) -> Iterator[Task]:
    """The dates of the calendar that the role has a part in."""
    for o in recurrence.occurrences(plan):
        part = _part(o.entry, mine)
        if part and first <= o.day <= last:
            place = (o.entry.venue,) if o.entry.venue else tuple(plan.name(c) for c in o.entry.channels)
            yield Task(o.day, o.clock, None, plan.name(o.entry.id), part, o.entry.effort_hours, place)


def _part(entry: Entry, mine: set[str]) -> str | None:
    parts = (("owner", entry.owner), ("host", entry.host), ("approver", entry.approver))
    found = next((part for part, who in parts if who in mine), None)
    return found or ("team" if mine.intersection(entry.team) else None)


def _asked(plan: Plan, role: Role, monday: date | None) -> tuple[Asked, ...]:
    holders = {h.person for h in role.holders}
    return tuple(
        Asked(week.person, round(week.needed, 1), week.available, round(week.over, 1))
        for week in workload(plan).weeks
        if week.monday == monday and week.person.id in holders
    )


def _said(plan: Plan, mine: set[str]) -> Iterator[Said]:
    for decision in plan.structure.decisions:
        raci = decision.raci
        parts = (("R", raci.responsible), ("A", raci.accountable), ("C", raci.consulted), ("I", raci.informed))
        letters = "".join(letter for letter, who in parts if mine.intersection(who))
        if letters:
            yield Said(decision, letters)
