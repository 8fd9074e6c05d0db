"""What in a reward ledger looks like farming or a ring: places to look, with what was seen there; never a verdict.

Farming is doing for the points what nobody needs: a cap reached day after day, or many times in a few minutes. A ring is a
few people who give to each other: by each of them the others are paid often, and most of what they are paid for comes from
within. Self-dealing is to give to oneself, which is never paid. What many of those do who earn by a rule is how people are
there, and says more of the rule than of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Literal

from commplan.reckoning.batches import batches
from commplan.stickiness.earnings import GIVEN, NUMBERED, Earnings

CAPPED_DAYS, CAPPED_WITHIN = 5, 28
"""Days on which a cap held back points of one member by one rule, from which on it is told; within so many days."""
BURST, BURST_SECONDS = 10, 600
"""So many times paid by one rule within so many seconds."""
OFTEN, WITHIN = 5, 0.5
"""So often one gives to another to be counted as a tie; the share of what each is paid for that comes from the ring."""
USUAL, USUAL_OF = 5, 4
"""A pattern of so many members, who are one in so many or more of those who earn by a rule, says more of the rule than of them."""
Kind = Literal["at-cap", "burst", "ring", "self"]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A pattern: whose (hashes), by which rules, how much it brought, and the number that stands out: days, times in the
    fastest stretch, or times that the members of a ring gave to each other, or somebody to themselves."""

    kind: Kind
    members: tuple[str, ...]
    rules: tuple[str, ...]
    points: int
    number: int
    first_day: int
    last_day: int


_AT_CAP = """
SELECT daily.owner, daily.rule, daily.earlier, daily.n, CAST(count(*) AS BIGINT) AS days,
       min(daily.day) AS first_day, max(daily.day) AS last_day
FROM daily JOIN (
  SELECT DISTINCT close.owner, close.rule FROM (
    SELECT daily.owner, daily.rule,
           CAST(count(*) OVER (PARTITION BY daily.owner, daily.rule ORDER BY daily.day
                               RANGE BETWEEN {before} PRECEDING AND CURRENT ROW) AS BIGINT) AS days
    FROM daily WHERE {over}
  ) AS close WHERE close.days >= {days}
) AS often ON often.owner = daily.owner AND often.rule = daily.rule
WHERE {over} GROUP BY daily.owner, daily.rule, daily.earlier, daily.n ORDER BY daily.owner, daily.rule
"""
_BUSY = """
CREATE OR REPLACE TEMP TABLE busy AS
SELECT daily.owner, daily.rule FROM daily WHERE daily.rule IN ({done})
GROUP BY daily.owner, daily.rule HAVING max(daily.n) * 2 >= {burst}
"""
_TIMED = """
CREATE OR REPLACE TEMP TABLE timed AS
SELECT numbered.owner, numbered.rule, numbered.us, numbered.day, numbered.period, numbered.nth,
       CAST(count(*) OVER (PARTITION BY numbered.owner, numbered.rule ORDER BY numbered.us
                           RANGE BETWEEN {span} PRECEDING AND CURRENT ROW) AS BIGINT) AS n
FROM ({numbered}) AS numbered WHERE {paid}
"""
_BURSTS = """
WITH best AS (
  SELECT timed.owner, timed.rule, timed.us,
         CAST(row_number() OVER (PARTITION BY timed.owner, timed.rule ORDER BY timed.n DESC, timed.us) AS BIGINT) AS place
  FROM timed WHERE timed.n >= {burst}
)
SELECT timed.owner, timed.rule, min(timed.nth) AS first_nth, max(timed.nth) AS last_nth,
       min(timed.day) AS first_day, max(timed.day) AS last_day
FROM best JOIN timed ON timed.owner = best.owner AND timed.rule = best.rule AND timed.us >= best.us - {span} AND timed.us <= best.us
WHERE best.place = 1 GROUP BY timed.owner, timed.rule, timed.period ORDER BY timed.owner, timed.rule
"""
_TIES = """
SELECT gifts.giver, gifts.earner, CAST(count(*) AS BIGINT) AS n
FROM gifts JOIN met ON met.rule = gifts.rule AND met.event_id = gifts.target
WHERE gifts.own = 0 AND met.day >= {first} AND met.day < {end} GROUP BY gifts.giver, gifts.earner HAVING count(*) >= {often}
"""
_TIED = "CREATE OR REPLACE TEMP TABLE tied AS SELECT DISTINCT ties.earner AS owner FROM ties JOIN ties AS own ON own.giver = ties.earner"
_SELF = """
SELECT gifts.earner, gifts.rule, CAST(sum(gifts.n) AS BIGINT) AS n, min(gifts.day) AS first_day, max(gifts.day) AS last_day
FROM gifts WHERE gifts.own = 1 AND gifts.day >= {first} AND gifts.day < {end}
GROUP BY gifts.earner, gifts.rule HAVING sum(gifts.n) >= {often} ORDER BY gifts.earner, gifts.rule
"""
_CREDITS = "CREATE OR REPLACE TEMP TABLE credits AS SELECT numbered.* FROM ({numbered}) AS numbered"
_GIVERS = """
SELECT credits.owner, credits.rule, credits.event_id, credits.day, credits.nth, gifts.giver
FROM credits JOIN gifts ON gifts.rule = credits.rule AND gifts.target = credits.event_id
WHERE gifts.own = 0 AND {who} ORDER BY credits.owner, credits.rule, credits.event_id
"""


def suspicions(earnings: Earnings) -> tuple[Suspicion, ...]:
    """All patterns, the one that brought most first."""
    given = [*_rings(earnings), *_self_dealing(earnings)] if earnings.gifts else []
    found = [*_at_cap(earnings), *_bursts(earnings), *given]
    return tuple(sorted(found, key=lambda s: (-s.points, s.kind, s.members, s.rules)))


def _at_cap(earnings: Earnings) -> Iterator[Suspicion]:
    limits = {n: rule.full for n, rule in enumerate(earnings.rules) if rule.full is not None}
    if not limits:
        return
    over = " OR ".join(f"daily.rule = {n} AND daily.earlier + daily.n > {full}" for n, full in limits.items())
    query = _AT_CAP.format(over=f"({over})", days=CAPPED_DAYS, before=CAPPED_WITHIN - 1)
    for (member, n), own in groupby(earnings.do(query), itemgetter(0, 1)):
        told, rule = list(own), earnings.rules[n]
        points = sum(rule.paid(earlier, times) * days for _, _, earlier, times, days, _, _ in told)
        days = sum(one[4] for one in told)
        yield Suspicion("at-cap", (member,), (rule.id,), points, days, min(t[5] for t in told), max(t[6] for t in told))


def _bursts(earnings: Earnings) -> Iterator[Suspicion]:
    if not earnings.done_rules:
        return
    earnings.do(_BUSY.format(done=", ".join(map(str, earnings.done_rules)), burst=BURST))
    whose = "busy ON busy.owner = earned.owner AND busy.rule = earned.rule"
    numbered = NUMBERED.format(earned=earnings.done, whose=whose, **earnings.facts("earned"))
    span = BURST_SECONDS * 1_000_000
    most = {n: earnings.rules[n].most for n in earnings.done_rules}
    paid = " AND ".join(f"(numbered.rule <> {n} OR numbered.nth <= {k})" for n, k in most.items() if k is not None)
    earnings.do(_TIMED.format(numbered=numbered, span=span, paid=paid or "1 = 1"), earnings.values)
    for (member, n), own in groupby(earnings.do(_BURSTS.format(burst=BURST, span=span)), itemgetter(0, 1)):
        told, rule = list(own), earnings.rules[n]
        points = sum(rule.paid(first - 1, last - first + 1) for _, _, first, last, _, _ in told)
        times = sum(last - first + 1 for _, _, first, last, _, _ in told)
        yield Suspicion("burst", (member,), (rule.id,), points, times, min(t[4] for t in told), max(t[5] for t in told))


def _self_dealing(earnings: Earnings) -> Iterator[Suspicion]:
    facts = earnings.facts("gifts")
    for member, n, times, first, last in earnings.do(_SELF.format(first=facts["first"], end=facts["end"], often=OFTEN)):
        yield Suspicion("self", (member,), (earnings.rules[n].id,), 0, times, first, last)


@dataclass(frozen=True, slots=True)
class Usual:
    """A pattern that so many show `of` all who earn by a rule, that it tells how people are there."""

    kind: Kind
    rule: str
    members: int
    of: int


def parted(found: Sequence[Suspicion], earners: Mapping[str, int]) -> tuple[tuple[Suspicion, ...], tuple[Usual, ...]]:
    """What is odd, and what is only usual there; a ring is never usual."""
    many = Counter((s.kind, s.rules[0]) for s in found if s.kind != "ring")
    usual = [
        Usual(kind, rule, n, earners.get(rule, n))
        for (kind, rule), n in sorted(many.items())
        if n >= USUAL and n * USUAL_OF >= earners.get(rule, n)
    ]
    common = {(u.kind, u.rule) for u in usual}
    return tuple(s for s in found if (s.kind, s.rules[0]) not in common), tuple(usual)


# -- rings --


@dataclass(slots=True)
class _Ring:
    """What its members were paid for that others of it gave to; `share`: of each, how many gave, and how many of the ring."""

    members: frozenset[str]
    share: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    rules: set[str] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    points: int = 0
    number: int = 0

    def see(self, member: str, givers: Collection[str], day: int, rule: str, points: int) -> None:
        inside = sum(giver in self.members for giver in givers)
        share = self.share[member]
        share[0] += len(givers)
        share[1] += inside
        if inside:
            self.number += inside
            self.points += points
            self.rules.add(rule)
            self.days.add(day)

    @property
    def mostly(self) -> bool:
        """Whether most of what each of them is paid for was given by others of the ring."""
        return all(self.share[m][1] >= WITHIN * self.share[m][0] > 0 for m in self.members)


def _rings(earnings: Earnings) -> Iterator[Suspicion]:
    facts = earnings.facts("earned")
    ties = _TIES.format(first=facts["first"], end=facts["end"], often=OFTEN)
    earnings.do(f"CREATE OR REPLACE TEMP TABLE ties AS {ties}")
    to = defaultdict[str, list[str]](list)
    for giver, earner in earnings.do("SELECT ties.giver, ties.earner FROM ties ORDER BY ties.giver, ties.earner"):
        to[giver].append(earner)
    rings = [_Ring(circle) for circle in circles(to)]
    of = {member: ring for ring in rings for member in ring.members}
    if not rings:
        return
    earnings.do(_TIED)
    numbered = NUMBERED.format(earned=GIVEN, whose="tied ON tied.owner = earned.owner", **facts)
    earnings.do(_CREDITS.format(numbered=numbered))
    count = earnings.do("SELECT CAST(count(*) AS BIGINT) AS n FROM credits")[0][0]
    for who, values in batches(count, "credits.owner"):
        for (owner, n, _), own in groupby(earnings.do(_GIVERS.format(who=who), values), itemgetter(0, 1, 2)):
            told, rule = list(own), earnings.rules[n]
            if owner in of:
                of[owner].see(owner, [t[5] for t in told], told[0][3], rule.id, rule.paid(told[0][4] - 1, 1))
    for ring in rings:
        if ring.mostly:
            members, rules = tuple(sorted(ring.members)), tuple(sorted(ring.rules))
            yield Suspicion("ring", members, rules, ring.points, ring.number, min(ring.days), max(ring.days))


def circles(to: Mapping[str, Sequence[str]]) -> list[frozenset[str]]:
    """The groups in which everybody is reached from everybody else along the ties; each tie is looked at twice (Sharir 1981)."""
    back = defaultdict[str, list[str]](list)
    for giver, earners in to.items():
        for earner in earners:
            back[earner].append(giver)
    found, seen = list[frozenset[str]](), set[str]()
    for start in reversed(_left(to)):
        group, waiting = set[str](), [start]
        while waiting:
            member = waiting.pop()
            if member not in seen:
                seen.add(member)
                group.add(member)
                waiting += back.get(member, ())
        found.append(frozenset(group))
    return sorted((group for group in found if len(group) > 1), key=sorted)


def _left(to: Mapping[str, Sequence[str]]) -> list[str]:
    """All in the order in which a walk along the ties leaves them for good."""
    seen, left = set[str](), list[str]()
    for start in to:
        path = [] if start in seen else [(start, iter(to[start]))]
        seen.add(start)
        while path:
            member, others = path[-1]
            other = next((one for one in others if one not in seen), None)
            if other is None:
                left.append(member)
                path.pop()
            else:
                seen.add(other)
                path.append((other, iter(to.get(other, ()))))
    return left
