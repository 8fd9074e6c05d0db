"""When somebody watches a community: by its shifts, else while its moderators are awake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commplan.localday import Window
from commplan.plan import Plan
from commplan.plan.rules import Hours
from commplan.schedule import recurrence
from commplan.schedule.hours import WEEK, WEEKDAYS, Span, mark

AWAKE = Span(WEEKDAYS, time(8), time(23))
Watch = tuple[Hours | Span, ZoneInfo]


def watches(plan: Plan) -> Iterator[Watch]:
    """The hours in which somebody is there, each with its zone: shifts, else when moderators are awake."""
    own = plan.plan.timezone
    for shift in plan.rules.shifts:
        if zone := recurrence.zone(shift.timezone or own):
            yield shift, zone
    if not plan.rules.shifts:
        yield from _awake(plan, (m.who for m in plan.rules.moderation.moderators))


def all_watches(plan: Plan, channels: frozenset[str]) -> Iterator[Watch]:
    """The hours in which somebody could look into one of the channels: the shifts that watch it, and when those who have
    any shift or moderate are awake."""
    own = plan.plan.timezone
    for shift in plan.rules.shifts:
        if zone := recurrence.zone(shift.timezone or own):
            if not shift.channels or not channels.isdisjoint(shift.channels):
                yield shift, zone
            yield AWAKE, zone
    yield from _awake(plan, (m.who for m in plan.rules.moderation.moderators))


def _awake(plan: Plan, who: Iterable[str]) -> Iterator[Watch]:
    for person in (p for one in who for p in plan.people(one)):
        if person.status == "active" and (zone := recurrence.zone(person.timezone or plan.plan.timezone)):
            yield AWAKE, zone


def watched(watches: list[Watch], zone: ZoneInfo, window: Window) -> list[bool]:
    """For each hour of the plan's week whether somebody is there; clocks stand as in the middle of what is covered."""
    middle = window.first + (window.end - window.first) / 2
    noon = datetime.combine(middle, time(12), UTC)
    ring = bytearray(WEEK)
    for hours, there in watches:
        ahead = (noon.astimezone(zone).utcoffset() or timedelta()) - (noon.astimezone(there).utcoffset() or timedelta())
        mark(ring, hours, round(ahead.total_seconds() / 60), b"\1")
    return [any(ring[start : start + 60]) for start in range(0, WEEK, 60)]
