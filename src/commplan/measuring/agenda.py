"""Where a plan and the activity meet: the planned dates with what would show that each was kept, the team, the channels."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from commplan import venues
from commplan.activity.database import Own
from commplan.activity.store import Store
from commplan.measuring import holding, months
from commplan.plan import Plan
from commplan.plan.structure import Handle
from commplan.reckoning.execution import Planned
from commplan.reckoning.layers import Connection, Exclusions, Session, ensure, prepare
from commplan.schedule import recurrence
from commplan.words import Words, say

_HEARD = """
WITH heard AS (
  SELECT channels.channel, CAST(sum(channels.n) AS BIGINT) AS total FROM channels
  WHERE channels.channel IS NOT NULL GROUP BY channels.channel
)
SELECT heard.channel FROM heard WHERE heard.total > 0 ORDER BY heard.total DESC, heard.channel
"""
_CODE = "CAST('0x' || ev.member AS UBIGINT)"
"""The sixteen hex digits of a member as a number: the same order, and half the time to group by."""
_UNTOLD = "SELECT 1 FROM kept WHERE bot IS NULL AND member IS NOT NULL LIMIT 1"
"""Of the rows as they are kept the heads of the files tell it; the view `events` knows more bots, never fewer."""
_MEMBERS = "SELECT DISTINCT member FROM events WHERE member IN (SELECT unnest(CAST(? AS VARCHAR[])))"


def planned(plan: Plan, store: Store, seen: Collection[str]) -> tuple[Planned, ...]:
    """Every occurrence of the plan's calendar, in order; `seen` are the channels of the activity."""
    owners = {
        p.id: tuple(h for handle in p.handles for h in hashes(plan, store, handle)) for p in plan.structure.people
    }
    # A channel that is not in the activity is looked for all the same if it has a handle, or an entry has no other.
    channels = {c.id: venues.names_of(c, seen) or ((c.handle,) if c.handle else ()) for c in plan.content.channels}
    names = {c.id: c.name or c.id for c in plan.content.channels}
    return tuple(_planned(plan, o, owners, channels, names) for o in recurrence.occurrences(plan))


def _planned(
    plan: Plan,
    o: recurrence.Occurrence,
    owners: Mapping[str, tuple[str, ...]],
    channels: Mapping[str, tuple[str, ...]],
    names: Mapping[str, str],
) -> Planned:
    entry = o.entry
    where = [name for c in entry.channels for name in channels.get(c, ())]
    people = [p for who in (entry.owner, entry.host, *entry.team) for p in plan.people(who)]
    record = next((r for r in entry.outcomes if r.date == o.day), None)
    done = record is not None and record.status == "done"
    return Planned(
        id=f"{entry.id}/{o.day}",
        day=o.day,
        channels=tuple(dict.fromkeys(where or [names[c] for c in entry.channels if c in names])),
        owners=tuple(dict.fromkeys(hash_ for p in people for hash_ in owners.get(p.id, ()))),
        recorded=record.status if record else None,
        done_on=(record.done_on or record.date) if record and done else None,
        why=record.reason if record else None,
    )


# --- the team ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Team:
    """The team's handles: how many there are, how many the activity knows, and whose it does not, by name in the plan."""

    handles: int
    found: int
    missing: tuple[str, ...]


def hashes(plan: Plan, store: Store, handle: Handle) -> tuple[str, ...]:
    """The members a handle may be: activity is imported under the tool's name, or, by a mapping, under a source's id."""
    sources = plan.evaluation.sources
    under = [handle.source]
    under += [s.tool for s in sources if s.id == handle.source]
    under += [s.id for s in sources if s.tool == handle.source]
    return tuple(store.member(source, handle.id) for source in dict.fromkeys(under))


def staff(plan: Plan, store: Store) -> frozenset[str]:
    return frozenset(h for p in plan.structure.people for handle in p.handles for h in hashes(plan, store, handle))


def employers(plan: Plan, store: Store) -> dict[str, str]:
    """Whom the members work for of whom the plan says it, by member; who works for nobody is named alone."""
    people = [(p, p.employer.replace("\0", "nobody: ")) for p in plan.structure.people if p.employer]
    return {h: name for p, name in people for handle in p.handles for h in hashes(plan, store, handle)}


def excluded(plan: Plan, store: Store) -> frozenset[str]:
    """The members behind the accounts that the plan does not count."""
    return frozenset(h for handle in plan.evaluation.exclude.accounts for h in hashes(plan, store, handle))


def session(plan: Plan, store: Store, connection: Connection) -> Session:
    """The tables of the metrics as a plan wants them: its zone, whom it leaves out, what it counts as active.

    Without a time zone that can be read, days are those of UTC.
    """
    zone, exclude = recurrence.zone(plan.plan.timezone), plan.evaluation.exclude
    left_out = Exclusions(
        bots=exclude.bots,
        staff=staff(plan, store) if exclude.staff else frozenset(),
        members=excluded(plan, store),
    )
    kinds = plan.evaluation.active.kinds
    capable, span = store.capabilities, store.span
    made = prepare(
        connection, zone.key if zone else "UTC", left_out, kinds, capabilities=capable, span=span, code=_CODE,
        employers=employers(plan, store), threadless=store.manifest.threadless,
    )  # fmt: skip
    if isinstance(connection, Own) and sum(part.rows for part in store.manifest.parts) <= holding.MOST:
        made.made["held"] = holding.held(made.code, made.active_kinds)
    if isinstance(connection, Own) and not connection.execute(_UNTOLD).fetchall():
        made.answers["untold"] = False
    months.load(made, store)
    return made


def team(plan: Plan, store: Store, connection: Connection) -> Team:
    """Which of the team's handles the activity knows."""
    ours = sorted(staff(plan, store))
    known = {row[0] for row in connection.execute(_MEMBERS, [ours]).fetchall()} if ours else set[str]()
    handles = [(p, handle) for p in plan.structure.people for handle in p.handles]
    missing = [p.name or p.id for p, handle in handles if known.isdisjoint(hashes(plan, store, handle))]
    return Team(len(handles), len(handles) - len(missing), tuple(dict.fromkeys(missing)))


def handles_found(team: Team) -> Words:
    """How many of the team's handles the activity knows, and whose it does not."""
    if not team.missing:
        return say(
            "All {n} of the team's handles were found in the activity."
            if team.handles > 1
            else "The team's one handle was found in the activity.",
            "团队的 {n} 个账号均在活动数据中找到。",
            n=team.handles,
        )
    return say(
        "{found} of {n} of the team's handles were found in the activity; not found: {missing}. Check `source` and `id` of "
        "their handles.",
        "在活动数据中找到团队 {n} 个账号中的 {found} 个；未找到：{missing}。请核对其 handles 的 `source` 与 `id`。",
        found=team.found,
        n=team.handles,
        missing=venues.some_of(team.missing),
    )


# --- the channels -----------------------------------------------------------------------------------------------------
def channels(session: Session) -> tuple[str, ...]:
    """The channels of the activity, the one with the most in it first."""
    ensure(session, _HEARD)
    return tuple(row[0] for row in session.connection.execute(_HEARD).fetchall())
