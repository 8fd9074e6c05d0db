"""Rules about part 1, goals and positioning; who is spoken to how often, and lists of ids in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.schedule import recurrence
from commplan.spelling import nearest
from commplan.words import Words, quote
from commplan.words import listed as parted

LISTED = 4
"""How many ids a sentence lists."""


def listed(ids: Iterable[str]) -> Words:
    """`'a', 'b' and 3 more`."""
    shown = [quote(id_) for id_ in ids]
    rest = len(shown) - LISTED
    if rest > 1:
        shown = shown[:LISTED]
    more = Words(f" and {rest} more", f" 等 {rest + LISTED} 个") if rest > 1 else Words("", "")
    named = parted(shown)
    return Words(named.en + more.en, named.zh + more.zh)


def standing(plan: Plan) -> list[Entry]:
    """The entries of the calendar that are not cancelled."""
    return [entry for entry in plan.content.calendar if entry.status != "cancelled"]


def misnamed(plan: Plan, id_: str) -> bool:
    """Whether a reference that leads nowhere seems to mean this: rule ref-resolves tells it, and what follows is none."""
    return bool(plan.dangling) and nearest(id_, plan.dangling, 0.7) is not None


@lru_cache(maxsize=4)
def contacts(plan: Plan) -> Counter[str]:
    """How many occurrences of calendar entries each audience gets in the plan's period."""
    times = Counter(o.entry for o in recurrence.occurrences(plan))
    found: Counter[str] = Counter()
    for entry, count in times.items():
        for audience in dict.fromkeys(entry.audiences):
            found[audience] += count
    return found
