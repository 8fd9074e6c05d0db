"""Who has how many hours of work in which week, and how many hours there are for it.

Counted is what the plan itself puts a number on, each hour once:

- The effort of each calendar occurrence and of each time a routine is done, shared equally by the people behind its
  owner and team who are in office and not on leave on that day; when all of them are on leave, by the deputies of the
  role, and when there are none, by all of them still.
- Moderation: the hours a moderator has set aside. Those who state none share what is left of the load (items times
  minutes, and administration) equally, or by their days at work in weeks with leave or holidays.
- A role's `hours_per_week` is a frame. Work itemised for the role, or for its holder by name or through a body, fills
  it; only what is left of it counts on top.

Hours set aside and frames belong to weeks at work: leave and public holidays shorten them as they shorten the hours
there are, a fifth for each day from Monday to Friday.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.rules import Moderation, Routine
from commplan.plan.structure import Person, Role
from commplan.schedule import recurrence
from commplan.schedule.duty import away, on_duty, seats_of

Work = Entry | Routine | Moderation | Role
WEEKS_PER_MONTH = 365.25 / 12 / 7
WORKING_DAYS = 5
MAX_WEEKS = 1_100
"""About 21 years: whoever mistypes a year shall get an answer all the same."""


class Load(NamedTuple):
    """Hours that one thing takes of somebody in a week."""

    work: Work
    hours: float


class PersonWeek(NamedTuple):
    """One person's week, known by its Monday: what is asked, largest first, and what there is (None: not stated).

    `days_off` are the days from Monday to Friday lost to leave and public holidays; `available` is already less them.
    """

    person: Person
    monday: date
    loads: tuple[Load, ...]
    needed: float
    available: float | None
    days_off: int

    @property
    def over(self) -> float:
        """Hours asked beyond those there are; 0 when they suffice, or when nobody stated how many there are."""
        excess = self.needed - self.available if self.available is not None else 0.0
        return excess if excess > 0.005 else 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Work whose hours nobody can add: `times` in the plan's period, lacking effort_hours or anybody to do it."""

    work: Work
    times: int
    lacks: str


@dataclass(frozen=True, slots=True)
class Workload:
    """Every week of the plan's period of everybody at work, by person and week; with what is not in it.

    `occurrences` and `routine_times` count all, so that `gaps` can be held against them.
    """

    weeks: tuple[PersonWeek, ...]
    gaps: tuple[Gap, ...]
    occurrences: int
    routine_times: int


@dataclass(slots=True)
class _Ledger:
    """Hours by person and Monday: by thing, and by the role through which they came ('' for the person as such)."""

    plan: Plan
    hours: defaultdict[tuple[str, date], defaultdict[Work, float]]
    through: defaultdict[tuple[str, date], defaultdict[str, float]]

    def add(self, person: str, monday: date, work: Work, hours: float, role: str) -> None:
        self.hours[person, monday][work] += hours
        self.through[person, monday][role] += hours


@lru_cache(maxsize=4)
def workload(plan: Plan) -> Workload:
    """The load of everybody in each week; empty when the plan has no period."""
    bounds = recurrence.period(plan)
    if bounds is None:
        return Workload((), (), 0, 0)
    mondays = recurrence.weeks(*bounds)[:MAX_WEEKS]
    end = _sunday(mondays[-1])
    off = _days_off(plan, mondays)
    ledger = _Ledger(plan, defaultdict(lambda: defaultdict(float)), defaultdict(lambda: defaultdict(float)))
    times: list[tuple[Entry | Routine, date]] = [
        (o.entry, o.day) for o in recurrence.occurrences(plan) if o.day <= end and _held(o)
    ]
    calendar = len(times)
    times += [(r, day) for r in plan.rules.routines for day in recurrence.days_of_routine(plan, r) if day <= end]
    gaps = [*_share_out(ledger, times), *_moderate(ledger, mondays, off)]
    _fill_frames(ledger, mondays, off)
    weeks = [_week(ledger, p, m, off[p.id][m]) for p in plan.structure.people if p.status == "active" for m in mondays]
    return Workload(tuple(weeks), tuple(gaps), calendar, len(times) - calendar)


def _sunday(monday: date) -> date:
    return monday + min(timedelta(days=6), date.max - monday)


def _held(occurrence: recurrence.Occurrence) -> bool:
    return not any(o.date == occurrence.day and o.status == "cancelled" for o in occurrence.entry.outcomes)


def _week(ledger: _Ledger, person: Person, monday: date, off: int) -> PersonWeek:
    found: dict[Work, float] = ledger.hours.get((person.id, monday)) or {}
    largest_first = sorted(found.items(), key=lambda item: -item[1]) if len(found) > 1 else found.items()
    loads = tuple([Load(w, h) for w, h in largest_first])
    share = 1 - off / WORKING_DAYS
    available = None if person.hours_per_week is None else person.hours_per_week * share
    return PersonWeek(person, monday, loads, sum(found.values()), available, off)


def _days_off(plan: Plan, mondays: list[date]) -> dict[str, dict[date, int]]:
    """How many of the days from Monday to Friday are leave or public holidays, by person and week."""
    public = dict.fromkeys(mondays, 0)
    off: defaultdict[str, dict[date, int]] = defaultdict(lambda: public)
    if not plan.plan.holidays and not any(person.leave for person in plan.structure.people):
        return off
    days = {m: [m + timedelta(days=i) for i in range(WORKING_DAYS)] for m in mondays}
    free = recurrence.free_days(plan, [d for week in days.values() for d in week])
    public.update({m: sum(d in free for d in week) for m, week in days.items()})
    for person in plan.structure.people:
        if person.leave:
            off[person.id] = {m: sum(d in free or away(person, d) for d in week) for m, week in days.items()}
    return off


def _share_out(ledger: _Ledger, times: list[tuple[Entry | Routine, date]]) -> Iterator[Gap]:
    plan, lacking = ledger.plan, defaultdict[tuple[Entry | Routine, str], int](int)
    days: defaultdict[Entry | Routine, list[date]] = defaultdict(list)
    for work, day in times:
        days[work].append(day)
    for work, its in days.items():
        if any(who not in seats_of(plan) for who in _asked(work)):
            continue  # nobody knows the shares; what is wrong with the name, rule ref-resolves says
        always = _doing(plan, work, its[0]) if _steady(plan, work) else None
        for monday, week in _by_week(its):
            doing = [(always, len(week))] if always is not None else [(_doing(plan, work, day), 1) for day in week]
            for people, n in doing:
                if work.effort_hours is None or not people:
                    lacking[work, "effort_hours" if work.effort_hours is None else "owner"] += n
                else:
                    each = n * work.effort_hours / len(people)
                    for person, role in people.items():
                        ledger.add(person, monday, work, each, role)
    yield from (Gap(work, n, lacks) for (work, lacks), n in lacking.items())


def _by_week(days: list[date]) -> list[tuple[date, list[date]]]:
    """Days by the Monday of their week."""
    weeks: defaultdict[int, list[date]] = defaultdict(list)
    for day in days:
        weeks[(day.toordinal() - 1) // 7].append(day)
    return [(date.fromordinal(number * 7 + 1), week) for number, week in weeks.items()]


def _steady(plan: Plan, work: Entry | Routine) -> bool:
    """Whether the same people do something on whichever day: no term of a holder ends, and nobody goes on leave."""
    resting = {p.id for p in plan.structure.people if p.leave}
    seats = [seat for who in _asked(work) for seat in seats_of(plan)[who]]
    return all(s.first == date.min and s.last == date.max and s.person not in resting for s in seats)


def _asked(work: Entry | Routine) -> list[str]:
    return [who for who in (work.owner, *(work.team if isinstance(work, Entry) else ())) if who]


def _doing(plan: Plan, work: Entry | Routine, day: date) -> dict[str, str]:
    """Those who do it on a day: the present ones, else the deputies of their roles, else those on leave."""
    ids, people = _asked(work), dict[str, str]()
    for who in ids:
        for person, role in on_duty(plan, who, day, day).items():
            people.setdefault(person, role)
    present = _present(plan, people, day)
    if present:
        return present
    deputies = {d: r.id for r in plan.structure.roles if r.id in ids for d in r.deputies if on_duty(plan, d, day, day)}
    return _present(plan, deputies, day) or people


def _present(plan: Plan, people: dict[str, str], day: date) -> dict[str, str]:
    gone = {p.id for p in plan.structure.people if p.leave and p.id in people and away(p, day)}
    return {person: role for person, role in people.items() if person not in gone} if gone else people


def _moderate(ledger: _Ledger, mondays: list[date], off: dict[str, dict[date, int]]) -> Iterator[Gap]:
    moderation = ledger.plan.rules.moderation
    load, lacking = weekly_moderation(moderation), 0
    if any(moderator.who not in seats_of(ledger.plan) for moderator in moderation.moderators):
        return
    for monday in mondays:
        claimed, sharing = _moderators(ledger.plan, monday)
        there = {p: 1 - off[p][monday] / WORKING_DAYS for p in (*claimed, *sharing)}
        hours = {(p, role): stated * there[p] for p, (stated, role) in claimed.items()}
        if sharing and load is None:
            lacking += 1
        elif sharing and load is not None:
            rest = max(0.0, load - sum(hours.values()))
            present = sum(there[p] for p in sharing)
            weights = {p: there[p] / present if present else 1 / len(sharing) for p in sharing}
            hours.update({(p, role): rest * weights[p] for p, role in sharing.items()})
        for (person, role), taken in hours.items():
            if taken > 0:
                ledger.add(person, monday, moderation, taken, role)
    if lacking:
        yield Gap(moderation, lacking, "hours_per_week")


def _moderators(plan: Plan, monday: date) -> tuple[dict[str, tuple[float, str]], dict[str, str]]:
    """Those with hours set aside in this week (the larger claim when named twice), and those who share what is left."""
    claimed: dict[str, tuple[float, str]] = {}
    sharing: dict[str, str] = {}
    for moderator in plan.rules.moderation.moderators:
        for person, role in on_duty(plan, moderator.who, monday, _sunday(monday)).items():
            if moderator.hours_per_week is None:
                sharing.setdefault(person, role)
            else:
                claimed[person] = max(claimed.get(person, (0.0, "")), (moderator.hours_per_week, role))
    return claimed, {person: role for person, role in sharing.items() if person not in claimed}


def weekly_moderation(moderation: Moderation) -> float | None:
    """Hours a week that moderation asks for, administration included; None when items or minutes are not stated."""
    if moderation.items_per_month is None or moderation.minutes_per_item is None:
        return None
    monthly = moderation.items_per_month * moderation.minutes_per_item / 60 + (moderation.admin_hours_per_month or 0)
    return monthly / WEEKS_PER_MONTH


def _fill_frames(ledger: _Ledger, mondays: list[date], off: dict[str, dict[date, int]]) -> None:
    roles = [r for r in ledger.plan.structure.roles if r.hours_per_week and r.status == "active"]
    for monday in mondays:
        frames: defaultdict[str, list[tuple[Role, float]]] = defaultdict(list)
        for role in roles:
            for person in on_duty(ledger.plan, role.id, monday, _sunday(monday)):
                hours = (role.hours_per_week or 0) * (1 - off[person][monday] / WORKING_DAYS)
                done = ledger.through[person, monday][role.id]
                frames[person].append((role, max(0.0, hours - done)))
        for person, rests in frames.items():
            direct = ledger.through[person, monday][""]
            for role, rest in rests:
                filled = min(direct, rest)
                direct -= filled
                if rest - filled > 0:
                    ledger.hours[person, monday][role] += rest - filled
