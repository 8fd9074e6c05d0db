"""When members are active, and how soon they are answered: measured for the rules that hold shifts and promises against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from commplan import venues
from commplan.activity.observed import Answered
from commplan.activity.store import Store
from commplan.localday import Window, day_start
from commplan.measuring import agenda
from commplan.plan import Plan
from commplan.plan.rules import ServiceLevel
from commplan.reckoning.layers import Session, ensure
from commplan.schedule import recurrence
from commplan.schedule.hours import DAY, Clock
from commplan.words import Words, listed, quote, say

_HOURS = """
SELECT hourly.dow, hourly.hour, CAST(sum(hourly.n) AS BIGINT) AS n FROM hourly
WHERE hourly.day >= ? AND hourly.day < ? GROUP BY hourly.dow, hourly.hour
"""
_ASKED = """
SELECT us, answered_us FROM asked_by WHERE day >= ? AND day < ? AND member NOT IN (SELECT unnest(CAST(? AS VARCHAR[])))
"""
_THERE = " AND channel IN (SELECT unnest(CAST(? AS VARCHAR[])))"


def hours(session: Session, window: Window) -> tuple[int, ...]:
    """How often members were active in each hour of the week, from Monday at midnight in the plan's zone; 168 numbers."""
    counts = [0] * 168
    ensure(session, _HOURS)
    found = session.connection.execute(_HOURS, [window.first_day, window.end_day]).fetchall()
    for weekday, hour, count in found:
        counts[weekday * 24 + hour] = count
    return tuple(counts)


def promises(session: Session, plan: Plan, store: Store, window: Window) -> dict[str, Answered | Words]:
    """By id of a service level of first replies, how often it was kept. One without target or readable zone is left out."""
    found: dict[str, Answered | Words] = {}
    seen = agenda.channels(session)
    for level in plan.rules.service_levels:
        zone = recurrence.zone(level.timezone or plan.plan.timezone)
        if level.kind == "first-reply" and level.target is not None and zone is not None:
            found[level.id] = _kept(session, plan, store, level, zone, window, seen)
    return found


def _kept(
    session: Session, plan: Plan, store: Store, level: ServiceLevel, zone: ZoneInfo, window: Window, seen: Sequence[str]
) -> Answered | Words:
    there = [c for c in plan.content.channels if c.id in level.channels]
    names = [name for channel in there for name in venues.names_of(channel, seen)]
    if there and not names:
        words = [quote(c.handle or c.name or c.id) for c in there]
        return say("the activity knows no channel {c}", "活动数据中没有渠道 {c}", c=listed(words, " or "))
    given: list[object] = [window.first_day, window.end_day, sorted(agenda.staff(plan, store))]
    ensure(session, _ASKED, (window.first_day, window.end_day))
    query, given = (_ASKED + _THERE, [*given, names]) if there else (_ASKED, given)
    until = min(day_start(window.end, session.zone), session.last_us + 1)
    target, due, kept = level.target.days * DAY if level.target else 0, 0, 0
    minutes = _minutes(level, zone)
    for asked, answered in session.connection.execute(query, given).fetchall():
        if minutes(asked, until) <= target:
            continue  # it may still be answered in time, or was, and nobody knows of the others of that day
        due += 1
        kept += answered is not None and answered < until and minutes(asked, answered) <= target
    return Answered(due, kept)


def _minutes(level: ServiceLevel, zone: ZoneInfo) -> Callable[[int, int], float]:
    """How long the clock of a promise runs between two instants: by the wall in its hours, and day and night as time goes."""
    if not level.hours:
        return lambda start, end: (end - start) / 60_000_000
    clock = Clock.of(level.hours)
    return lambda start, end: clock.between(_wall(start, zone), _wall(end, zone))


def _wall(us: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(us / 1_000_000, zone).replace(tzinfo=None)
