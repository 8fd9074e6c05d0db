"""People with what they hold, and how many hours the plan asks of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median

from commplan.plan import Plan
from commplan.plan.structure import Person
from commplan.schedule.workload import PersonWeek, workload


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody at work here: the roles held, those stood in for, the bodies sat in, and when away."""

    person: Person
    roles: tuple[str, ...]
    deputy_of: tuple[str, ...]
    bodies: tuple[str, ...]
    away: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours that the plan asks of a person: in the middle one of all weeks, in the fullest (and which that is), in all.

    `over` counts the weeks that ask for more than there are; None when nobody said how many there are.
    """

    person: Person
    usual: float
    most: float
    fullest: date
    over: int | None
    total: float


def seated(plan: Plan) -> tuple[Seated, ...]:
    """Everybody who is still at work, in the order of the plan."""
    return tuple(_seated(plan, person) for person in plan.structure.people if person.status == "active")


def _seated(plan: Plan, person: Person) -> Seated:
    structure = plan.structure
    roles = [r for r in structure.roles if r.status == "active"]
    return Seated(
        person,
        tuple(r.id for r in roles if any(h.person == person.id for h in r.holders)),
        tuple(r.id for r in roles if person.id in r.deputies),
        tuple(b.id for b in structure.bodies if b.status == "active" and person.id in b.members),
        tuple((leave.start, leave.end) for leave in person.leave if leave.start and leave.end),
    )


def hours(plan: Plan) -> tuple[Hours, ...]:
    """Everybody of whom hours are asked, in the order of the plan."""
    weeks: dict[str, list[PersonWeek]] = defaultdict(list)
    for week in workload(plan).weeks:
        weeks[week.person.id].append(week)
    return tuple(_hours(its) for its in weeks.values() if any(week.needed for week in its))


def _hours(weeks: list[PersonWeek]) -> Hours:
    fullest = max(weeks, key=lambda week: week.needed)
    known = fullest.person.hours_per_week is not None
    return Hours(
        fullest.person,
        round(median(week.needed for week in weeks), 1),
        round(fullest.needed, 1),
        fullest.monday,
        sum(week.over > 0 for week in weeks) if known else None,
        round(sum(week.needed for week in weeks)),
    )
