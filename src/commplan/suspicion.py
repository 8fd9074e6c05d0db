"""What in a reward ledger looks like farming or a ring: places to look, with what was seen there; never a verdict.

Farming is doing for the points what nobody needs: a cap reached day after day, or many times in a few minutes. A ring is a
few people who give to each other: by each of them the others are paid often, and most of what they are paid for comes from
within.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from commplan.reckoning.ledger import Credit

CAPPED_DAYS = 5
"""Days on which a cap held back points of one member by one rule, from which on it is told."""
BURST, BURST_SECONDS = 10, 600
"""So many times paid by one rule within so many seconds."""
OFTEN, WITHIN = 5, 0.5
"""So often one gives to another to be counted as a tie; the share of what each is paid for that comes from the ring."""
Kind = Literal["at-cap", "burst", "ring"]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A pattern: whose (hashes), by which rules, how much it brought, and the number that stands out: days, times in the
    fastest stretch, or times that the members of a ring gave to each other."""

    kind: Kind
    members: tuple[str, ...]
    rules: tuple[str, ...]
    points: int
    number: int
    first_day: int
    last_day: int


class Watch:
    """Looks at what members were credited with, some of them at a time, each with all of theirs; it remembers no more than
    what may be a part of a pattern."""

    def __init__(self) -> None:
        self._alone: list[Suspicion] = []
        self._to: dict[str, set[str]] = defaultdict(set)
        self._given: list[Credit] = []

    def see(self, paid: Sequence[Credit]) -> None:
        """Look at all that some members were credited with, in the order of time."""
        self._alone += [*_at_cap(paid), *_bursts(paid)]
        given = [c for c in paid if c.givers]
        ties = Counter((giver, c.member) for c in given for giver in c.givers)
        tied = {pair for pair, times in ties.items() if times >= OFTEN}
        for giver, earner in tied:
            self._to[giver].add(earner)
        earners = {earner for _, earner in tied}
        self._given += [c for c in given if c.member in earners]

    def found(self) -> tuple[Suspicion, ...]:
        """All patterns, the one that brought most first."""
        found = [*self._alone, *_rings(self._to, self._given)]
        return tuple(sorted(found, key=lambda s: (-s.points, s.kind, s.members)))


def _by_member_and_rule(paid: Iterable[Credit]) -> dict[tuple[str, str], list[Credit]]:
    found: dict[tuple[str, str], list[Credit]] = defaultdict(list)
    for credit in paid:
        found[credit.member, credit.rule].append(credit)
    return found


def _at_cap(paid: Sequence[Credit]) -> Iterator[Suspicion]:
    for (member, rule), own in sorted(_by_member_and_rule(paid).items()):
        days = {c.day for c in own if c.capped}
        if len(days) >= CAPPED_DAYS:
            points = sum(c.points for c in own if c.day in days)
            yield Suspicion("at-cap", (member,), (rule,), points, len(days), min(days), max(days))


def _bursts(paid: Sequence[Credit]) -> Iterator[Suspicion]:
    for (member, rule), own in sorted(_by_member_and_rule(c for c in paid if not c.givers).items()):
        start, best = 0, (0, 0, 0)
        for end, credit in enumerate(own):
            while credit.us - own[start].us > BURST_SECONDS * 1_000_000:
                start += 1
            best = max(best, (end - start + 1, -start, end))
        if best[0] >= BURST:
            fast = own[-best[1] : best[2] + 1]
            points = sum(c.points for c in fast)
            yield Suspicion("burst", (member,), (rule,), points, best[0], fast[0].day, fast[-1].day)


def _rings(to: Mapping[str, set[str]], given: Sequence[Credit]) -> Iterator[Suspicion]:
    for ring in _circles(to):
        own = [c for c in given if c.member in ring]
        inside = [c for c in own if ring & set(c.givers)]
        if all(_mostly(ring, [c for c in own if c.member == m]) for m in ring):
            yield Suspicion(
                "ring",
                tuple(sorted(ring)),
                tuple(sorted({c.rule for c in inside})),
                sum(c.points for c in inside),
                sum(len(ring & set(c.givers)) for c in inside),
                min(c.day for c in inside),
                max(c.day for c in inside),
            )


def _mostly(ring: frozenset[str], own: Sequence[Credit]) -> bool:
    """Whether most of what one is paid for was given by others of the ring."""
    givers = [giver for c in own for giver in c.givers]
    return bool(givers) and sum(g in ring for g in givers) >= WITHIN * len(givers)


def _circles(to: Mapping[str, set[str]]) -> list[frozenset[str]]:
    """The groups in which everybody is reached from everybody else along the ties."""
    reach = {member: _reached(to, member) for member in to}
    found = {frozenset(o for o in reach[m] if m in reach.get(o, ())) | {m} for m in to if m in reach[m]}
    return sorted((ring for ring in found if len(ring) > 1), key=sorted)


def _reached(to: Mapping[str, set[str]], member: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(to.get(member, ()))
    while waiting:
        other = waiting.pop()
        if other not in seen:
            seen.add(other)
            waiting += to.get(other, ())
    return seen
