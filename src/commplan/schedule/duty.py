"""Who is behind an id, and there on a day: holders in their terms, members of bodies, people on leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from commplan.plan import Plan
from commplan.plan.structure import Person, Role


def away(person: Person, day: date) -> bool:
    """Whether the person is on leave on a day; leave without a first or last day is open at that side."""
    return any(
        (span.start or date.min) <= day <= (span.end or date.max) for span in person.leave if span.start or span.end
    )


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at work behind an id, through which role ('' for in person or through a body), from when to when."""

    person: str
    role: str
    first: date
    last: date


@lru_cache(maxsize=4)
def seats_of(plan: Plan) -> dict[str, list[Seat]]:
    """Who sits behind each id of a person, role or body; alumni nowhere."""
    alumni = {p.id for p in plan.structure.people if p.status == "alumni"}
    seats: defaultdict[str, list[Seat]] = defaultdict(list)
    for body in plan.structure.bodies:
        seats[body.id] += [Seat(m, "", date.min, date.max) for m in body.members if m not in alumni]
    for role in plan.structure.roles:
        seats[role.id] += []
        for holder in role.holders:
            if holder.person not in alumni:
                term = (holder.start or date.min, holder.end or date.max)
                seats[role.id].append(Seat(holder.person, role.id, *term))
                if role.body:
                    seats[role.body].append(Seat(holder.person, "", *term))
    for person in plan.structure.people:
        seats[person.id] = [Seat(person.id, "", date.min, date.max)] if person.id not in alumni else []
    return seats


def on_duty(plan: Plan, who: str | None, first: date, last: date) -> dict[str, str]:
    """The people behind an id on some of these days, by id, each with the role through which.

    The role is '' for somebody named in person or reached through a body. Terms of holders are kept; people on leave
    are in it, alumni are not.
    """
    found: dict[str, str] = {}
    for seat in seats_of(plan).get(who or "", ()):
        if seat.first <= last and first <= seat.last:
            found.setdefault(seat.person, seat.role)
    return found


def there(plan: Plan, who: str | None, day: date) -> set[str]:
    """The people behind an id who are in office and not on leave on a day; when there are none, the role's deputies who
    are there. Empty too when the plan knows no such id."""
    present = _not_away(plan, on_duty(plan, who, day, day), day)
    role = plan.objects.get(who or "")
    if present or not isinstance(role, Role):
        return present
    return set().union(*(_not_away(plan, on_duty(plan, deputy, day, day), day) for deputy in role.deputies))


def _not_away(plan: Plan, people: Iterable[str], day: date) -> set[str]:
    known = {p.id: p for p in plan.structure.people if p.leave}
    return {person for person in people if person not in known or not away(known[person], day)}
