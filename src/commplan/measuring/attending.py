"""Who came to which date of the calendar: by the tag that an attendance carries, else by the event's name and its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from commplan import venues
from commplan.localday import day_number
from commplan.plan import Plan
from commplan.reckoning.execution import Planned
from commplan.reckoning.layers import Session

_ATTENDED = """
SELECT DISTINCT ev.tags, ev.channel, CASE WHEN ev.undated THEN NULL ELSE ev.day END, {code} FROM ev
WHERE ev.kind = 'attend' AND NOT ev.staff
"""


Code = str | int


@dataclass(frozen=True, slots=True)
class Attended:
    """Members, as the shared tables call them, by the words that their attendance carries, and by the folded name of the event and its day."""

    tagged: Mapping[str, frozenset[Code]]
    named: Mapping[tuple[str, int], frozenset[Code]]

    def at(self, plan: Plan, date: Planned) -> frozenset[Code]:
        """Who came to one date; nobody, where no list of it was imported."""
        entry, _, _ = date.id.partition("/")
        names = {venues.folded(plan.name(entry)), venues.folded(entry)}
        by_name = (self.named.get((name, day_number(date.day)), frozenset()) for name in names)
        return frozenset[Code]().union(self.tagged.get(date.id, frozenset()), *by_name)


def attended(session: Session) -> Attended:
    """All that the activity tells of who came; the team and bots are not in it."""
    tagged: dict[str, set[Code]] = defaultdict(set)
    named: dict[tuple[str, int], set[Code]] = defaultdict(set)
    for tags, channel, day, member in session.connection.execute(_ATTENDED.format(code=session.code)).fetchall():
        for tag in (tags or "").split():
            tagged[tag].add(member)
        if channel and day is not None:
            named[venues.folded(channel), day].add(member)
    return Attended({k: frozenset(m) for k, m in tagged.items()}, {k: frozenset(m) for k, m in named.items()})
