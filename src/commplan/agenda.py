"""The planned dates of a plan with what would show that each was kept: names of channels, hashes of people."""

from __future__ import annotations

from commplan import recurrence
from commplan.execution import Planned
from commplan.plan import Plan
from commplan.store import Store


def planned(plan: Plan, store: Store) -> tuple[Planned, ...]:
    """Every occurrence of the plan's calendar, in order."""
    handles = {p.id: tuple(store.member(h.source, h.id) for h in p.handles) for p in plan.structure.people}
    channels = {c.id: c.handle for c in plan.content.channels}
    return tuple(_planned(plan, o, handles, channels) for o in recurrence.occurrences(plan))


def _planned(
    plan: Plan, o: recurrence.Occurrence, handles: dict[str, tuple[str, ...]], channels: dict[str, str | None]
) -> Planned:
    entry = o.entry
    people = [p for who in (entry.owner, entry.host, *entry.team) for p in plan.people(who)]
    record = next((r for r in entry.outcomes if r.date == o.day), None)
    done = record is not None and record.status == "done"
    return Planned(
        id=f"{entry.id}/{o.day}",
        day=o.day,
        channels=tuple(dict.fromkeys(handle for c in entry.channels if (handle := channels.get(c)))),
        owners=tuple(dict.fromkeys(hash_ for p in people for hash_ in handles.get(p.id, ()))),
        recorded=record.status if record else None,
        done_on=(record.done_on or record.date) if record and done else None,
    )
