"""Who takes part where, in whole numbers, as the engine counts it: what suggestions are made of.

Whoever joined a channel or signed up for an event has said what interests them: that counts for what they are suggested, and for
what they need not be, but not as taking part; who left a channel is not sent back to it.

Places have the numbers that their names have in order. Two days are kept of each member and place: the last one, and the last
before the weeks that are held back, so that suggestions of today and of then are made of one table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

from commplan.reckoning.batches import batches
from commplan.reckoning.layers import Session, names, only
from commplan.stickiness.suggestion import ALIKE, COUNTED, LEAST, SHRINK, Likeness, likeness

Column = Literal["last_day", "day_before"]

_DID = """
CREATE OR REPLACE TEMP TABLE did AS
SELECT ev.member, ev.channel AS place, max(ev.day) AS last_day, max(CASE WHEN ev.day < {split} THEN ev.day END) AS day_before
FROM ev LEFT JOIN unasked ON unasked.name = ev.member LEFT JOIN unspoken ON unspoken.name = ev.channel
WHERE NOT ev.staff AND ev.channel IS NOT NULL AND ev.kind IN ('message', 'reply', 'reaction', 'attend')
AND ev.day >= {first} AND ev.day < {end} AND unasked.name IS NULL AND unspoken.name IS NULL
GROUP BY ev.member, ev.channel
"""
_SAID = """
CREATE OR REPLACE TEMP TABLE said AS
SELECT ev.member, ev.channel AS place, min(CASE WHEN ev.kind <> 'leave' THEN ev.day END) AS day,
       CASE WHEN max(CASE WHEN ev.kind = 'leave' THEN ev.us END) > coalesce(max(CASE WHEN ev.kind <> 'leave' THEN ev.us END), 0)
            THEN 1 ELSE 0 END AS gone
FROM ev LEFT JOIN unasked ON unasked.name = ev.member LEFT JOIN unspoken ON unspoken.name = ev.channel
WHERE NOT ev.staff AND ev.channel IS NOT NULL AND (ev.of_channel OR ev.kind = 'register')
AND ev.day >= {first} AND ev.day < {end} AND unasked.name IS NULL AND unspoken.name IS NULL
GROUP BY ev.member, ev.channel
"""
_BOTH = """
CREATE OR REPLACE TEMP TABLE takes AS
SELECT told.member, told.place, max(told.last_day) AS last_day, max(told.day_before) AS day_before,
       max(told.said_on) AS said_on, max(told.gone) AS gone
FROM (
  SELECT did.member, did.place, did.last_day, did.day_before, CAST(NULL AS BIGINT) AS said_on, CAST(0 AS BIGINT) AS gone FROM did
  UNION ALL
  SELECT said.member, said.place, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(said.day AS BIGINT), CAST(said.gone AS BIGINT) FROM said
) AS told GROUP BY told.member, told.place
"""
_PLACES = """
CREATE OR REPLACE TEMP TABLE places AS
SELECT named.place AS name, CAST(row_number() OVER (ORDER BY named.place) AS BIGINT) AS number
FROM (SELECT DISTINCT takes.place FROM takes) AS named
"""
_PEOPLE = """
SELECT places.number, CAST(count(*) AS BIGINT) AS people FROM takes JOIN places ON places.name = takes.place
WHERE takes.{day} >= {first} GROUP BY places.number
"""
_OWN = """
CREATE OR REPLACE TEMP TABLE own AS
SELECT ranked.member, ranked.place, ranked.people FROM (
  SELECT takes.member, places.number AS place, known.people,
         CAST(row_number() OVER (PARTITION BY takes.member ORDER BY takes.{day} DESC, places.number) AS BIGINT) AS nth
  FROM takes JOIN places ON places.name = takes.place JOIN (
    SELECT takes.place, CAST(count(*) AS BIGINT) AS people FROM takes WHERE takes.{day} >= {first} GROUP BY takes.place
  ) AS known ON known.place = takes.place
  WHERE takes.{day} >= {first} AND known.people >= {least}
) AS ranked WHERE ranked.nth <= {counted}
"""
_ALIKE = """
WITH pairs AS (
  SELECT a.place AS one, b.place AS other, a.people AS one_people, b.people AS other_people, CAST(count(*) AS BIGINT) AS n
  FROM own AS a JOIN own AS b ON a.member = b.member AND a.place <> b.place
  GROUP BY a.place, b.place, a.people, b.people
), near AS (
  SELECT pairs.one, pairs.other, pairs.n,
         CAST(pairs.n AS DOUBLE) / sqrt(CAST(pairs.one_people * pairs.other_people AS DOUBLE))
         * CAST(pairs.n AS DOUBLE) / CAST(pairs.n + {shrink} AS DOUBLE) AS close
  FROM pairs WHERE pairs.n >= {least}
), ranked AS (
  SELECT near.one, near.other, near.n,
         CAST(row_number() OVER (PARTITION BY near.one ORDER BY near.close DESC, near.other) AS BIGINT) AS nth
  FROM near
)
SELECT ranked.one, ranked.other, ranked.n FROM ranked WHERE ranked.nth <= {alike} ORDER BY ranked.one, ranked.other
"""
_MEMBERS = """
SELECT takes.member, places.number, takes.last_day, takes.day_before, takes.said_on, takes.gone FROM takes JOIN places ON places.name = takes.place
WHERE {who} ORDER BY takes.member, places.number
"""


class Taste(NamedTuple):
    """What a member takes part in: places with the last day there, and with the last day before the weeks held back; those
    they joined or signed up for, with the first day of it; and those they left."""

    member: str
    last_day: dict[str, int]
    day_before: dict[str, int]
    said: dict[str, int]
    left: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tastes:
    """Where people take part from `first` to `end` (day numbers, that not included), those of `unasked` left out; what was
    done before `split` is told apart."""

    session: Session
    first: int
    split: int
    end: int
    places: dict[int, str]
    rows: int

    def people(self, day: Column, first: int) -> dict[str, int]:
        """How many take part in each place from a day on, by either of the two days that are kept."""
        return {self.places[p]: n for p, n in self._rows(_PEOPLE.format(day=day, first=int(first)))}

    def likeness(self, day: Column, first: int) -> Likeness:
        """How alike places are by those who take part in them from a day on."""
        facts = {"day": day, "first": int(first), "least": LEAST, "counted": COUNTED}
        self.session.connection.execute(_OWN.format(**facts))
        pairs = self._rows(_ALIKE.format(least=LEAST, shrink=SHRINK, alike=ALIKE))
        return likeness(self.people(day, first), ((self.places[a], self.places[b], n) for a, b, n in pairs))

    def members(self) -> Iterator[Taste]:
        """All members in the order of their names."""
        for who, values in batches(self.rows, "takes.member"):
            rows = self.session.connection.execute(_MEMBERS.format(who=who), values).fetchall()
            for member, own in groupby(rows, key=itemgetter(0)):
                told = [(self.places[p], *days) for _, p, *days in own]
                last, before = ({row[0]: row[n] for row in told if row[n] is not None} for n in (1, 2))
                said = {row[0]: row[3] for row in told if row[3] is not None and not row[4]}
                yield Taste(member, last, before, said, frozenset(row[0] for row in told if row[4]))

    def _rows(self, query: str) -> list[tuple[int, ...]]:
        return self.session.connection.execute(query).fetchall()


def tastes(
    session: Session,
    first: int,
    split: int,
    end: int,
    unasked: Collection[str],
    unspoken: Collection[str] = (),
    since: int | None = None,
) -> Tastes:
    """Look who takes part where; places of `unspoken` are not looked at, and what was joined counts `since` a day, or ever."""
    names(session.connection, "unasked", unasked)
    names(session.connection, "unspoken", unspoken)
    with only(session, first, end):
        session.connection.execute(_DID.format(first=int(first), split=int(split), end=int(end)))
    with only(session, since, end):
        session.connection.execute(_SAID.format(first=int(since or 0), end=int(end)))
    session.connection.execute(_BOTH)
    session.connection.execute(_PLACES)
    places = session.connection.execute("SELECT places.number, places.name FROM places").fetchall()
    rows = session.connection.execute("SELECT CAST(count(*) AS BIGINT) AS n FROM takes").fetchall()[0][0]
    return Tastes(session, first, split, end, dict(places), rows)
