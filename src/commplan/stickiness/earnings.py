"""What earned points, and how often, as the engine counts it: what the ledger is made of.

All times that a rule is met are worth the same, so that it is enough to know how many there were by member and day, and how
many before them in the same period of the cap; how much of that is paid is the business of the rule. Only of members who
spent points, or from whom some were taken back, is each single thing looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from commplan.activity.event import KINDS
from commplan.plan.engagement import Earn
from commplan.reckoning.batches import batches
from commplan.reckoning.layers import Session
from commplan.reckoning.ledger import EarnRule, Happening, Scheme

VERIFIED, REVERSAL = "verified", "reversal"
CERTAIN = ("attend", "purchase")
"""Kinds that are the outcome themselves: somebody was seen there, or paid."""

HAS = "strpos(' ' || coalesce(ev.tags, '') || ' ', ?) > 0"
_COUNTS = "{dated} AND NOT ev.of_channel AND strpos(' ' || coalesce(ev.tags, '') || ' ', ' reversal ') = 0"
_GAVE = """
SELECT CAST({rule} AS BIGINT) AS rule, ev.reply_to AS target, ev.member AS giver, min(ev.us) AS us, min(ev.day) AS day,
       CAST(count(*) AS BIGINT) AS n
FROM ev WHERE ev.reply_to IS NOT NULL AND {where} GROUP BY ev.reply_to, ev.member
"""
_PAIRED = """
CREATE OR REPLACE TEMP TABLE paired AS
SELECT gave.rule, gave.target, m.member AS earner, gave.giver, gave.us, gave.day, gave.n,
       CASE WHEN m.member = gave.giver THEN 1 ELSE 0 END AS own
FROM gave JOIN ev AS m ON m.event_id = gave.target WHERE m.member = gave.giver OR NOT m.staff
"""
_GIFTS = """
CREATE OR REPLACE TEMP TABLE gifts AS
SELECT counted.rule, counted.target, counted.earner, counted.giver, counted.us, counted.day, counted.n, counted.own
FROM (
  SELECT paired.rule, paired.target, paired.earner, paired.giver, paired.us, paired.day, paired.n, paired.own,
         CAST(row_number() OVER (PARTITION BY paired.rule, paired.target, paired.own ORDER BY paired.us, paired.giver) AS BIGINT) AS nth
  FROM paired
) AS counted WHERE {first_ones}
"""
"""What was given for each thing written, by the first so many; `own`: by its author, which is not paid and only counted. In steps,
each a table, since all in one query take much memory at once."""
_MET = """
SELECT gifts.earner AS owner, gifts.rule, max(gifts.us) AS us, gifts.target AS event_id, max(gifts.day) AS day
FROM gifts WHERE gifts.rule = {rule} AND gifts.own = 0 GROUP BY gifts.rule, gifts.target, gifts.earner HAVING count(*) >= {givers}
"""
_OWN = """
SELECT CAST(coalesce(sum(gifts.n), 0) AS BIGINT) AS n FROM gifts
WHERE gifts.own = 1 AND gifts.day >= {first} AND gifts.day < {end}
"""
_EARNERS = "SELECT daily.rule, CAST(count(DISTINCT daily.owner) AS BIGINT) AS n FROM daily GROUP BY daily.rule"
GIVEN = "SELECT met.owner, met.rule, met.us, met.event_id, met.day FROM met"
_DONE = """
SELECT ev.member AS owner, CAST({rule} AS BIGINT) AS rule, ev.us, ev.event_id, ev.day FROM ev WHERE NOT ev.staff AND {where}
"""
_NONE = "SELECT ev.member AS owner, ev.us AS rule, ev.us, ev.event_id, ev.day FROM ev WHERE 1 = 0"
_DAILY = """
CREATE OR REPLACE TEMP TABLE daily AS
WITH tallied AS (
  SELECT earned.owner, earned.rule, earned.day, CAST(count(*) AS BIGINT) AS n FROM ({earned}) AS earned
  WHERE earned.day >= {first} AND earned.day < {end} GROUP BY earned.owner, earned.rule, earned.day
), placed AS (
  SELECT tallied.owner, tallied.rule, tallied.day, tallied.n, {period} AS period
  FROM tallied JOIN known_days ON known_days.day = tallied.day
)
SELECT placed.owner, placed.rule, placed.day, placed.n,
       CAST(sum(placed.n) OVER (PARTITION BY placed.owner, placed.rule, placed.period ORDER BY placed.day) AS BIGINT) - placed.n AS earlier
FROM placed
"""
_SPENT = """
SELECT ev.member AS owner, ev.member, ev.us, ev.event_id, ev.day, 'redeem' AS what, CAST(? AS VARCHAR) AS subject
FROM ev WHERE NOT ev.undated AND {has}
"""
_TAKEN_BACK = """
SELECT m.member AS owner, ev.member, ev.us, ev.event_id, ev.day, 'reverse' AS what, ev.reply_to AS subject
FROM ev JOIN ev AS m ON m.event_id = ev.reply_to WHERE NOT ev.undated AND {has}
"""
_NOTHING_MOVED = """
SELECT ev.member AS owner, ev.member, ev.us, ev.event_id, ev.day, 'redeem' AS what, ev.reply_to AS subject FROM ev WHERE 1 = 0
"""
_MOVED = """
CREATE OR REPLACE TEMP TABLE moved AS
SELECT told.owner, told.member, told.us, told.event_id, told.day, told.what, told.subject FROM ({moved}) AS told
WHERE told.day >= {first} AND told.day < {end}
"""
_APART = "CREATE OR REPLACE TEMP TABLE apart AS SELECT DISTINCT moved.owner FROM moved"
_GROWN = """
CREATE OR REPLACE TEMP TABLE grown AS
SELECT daily.owner FROM daily LEFT JOIN apart ON apart.owner = daily.owner
WHERE apart.owner IS NULL GROUP BY daily.owner HAVING sum(daily.n * {worth}) >= {lowest}
"""
_SUMS = """
SELECT daily.rule, daily.day, daily.earlier, daily.n,
       CASE WHEN apart.owner IS NULL AND grown.owner IS NULL THEN 1 ELSE 0 END AS alike, CAST(count(*) AS BIGINT) AS members
FROM daily LEFT JOIN apart ON apart.owner = daily.owner LEFT JOIN grown ON grown.owner = daily.owner
GROUP BY daily.rule, daily.day, daily.earlier, daily.n, CASE WHEN apart.owner IS NULL AND grown.owner IS NULL THEN 1 ELSE 0 END
"""
_GREW = "SELECT CAST(count(*) AS BIGINT) AS n FROM daily JOIN grown ON grown.owner = daily.owner"
_GROWING = """
SELECT daily.owner, daily.day, daily.rule, daily.earlier, daily.n FROM daily JOIN grown ON grown.owner = daily.owner
WHERE {who} ORDER BY daily.owner, daily.day
"""
NUMBERED = """
SELECT placed.owner, placed.rule, placed.us, placed.event_id, placed.day, placed.period,
       CAST(row_number() OVER (PARTITION BY placed.owner, placed.rule, placed.period ORDER BY placed.us, placed.event_id) AS BIGINT) AS nth
FROM (
  SELECT earned.owner, earned.rule, earned.us, earned.event_id, earned.day, {period} AS period
  FROM ({earned}) AS earned JOIN known_days ON known_days.day = earned.day JOIN {whose}
  WHERE earned.day >= {first} AND earned.day < {end}
) AS placed
"""
"""Each single time that a rule was met by some members, with how many there were up to then in the same period of its cap."""
_ENTRIES = """
CREATE OR REPLACE TEMP TABLE entries AS
SELECT moved.owner, moved.member, moved.us, moved.event_id, moved.day, moved.what, moved.subject,
       CAST(0 AS BIGINT) AS rule, CAST(0 AS BIGINT) AS nth
FROM moved
UNION ALL
SELECT numbered.owner, numbered.owner, numbered.us, numbered.event_id, numbered.day, 'earn', '', numbered.rule, numbered.nth
FROM ({numbered}) AS numbered
"""
_ENTERED = """
SELECT entries.us, entries.event_id, entries.day, entries.member, entries.what, entries.subject, entries.rule, entries.nth
FROM entries WHERE {who}
"""


class Sum(NamedTuple):
    """So many members met a rule `n` times on a day, `earlier` times before it in the same period of its cap; `alike` when
    nothing else is to be known of them: they spent nothing, nothing was taken from them, and no level is in their reach."""

    rule: str
    day: int
    earlier: int
    n: int
    alike: bool
    members: int


class Earnings:
    """What earned points by some rules of a plan, and what became of them, from the first day of the scheme up to `end`."""

    def __init__(self, session: Session, scheme: Scheme, end: int, told: Sequence[Earn]) -> None:
        self.session, self.scheme, self.end = session, scheme, end
        self.rules: list[EarnRule] = [scheme.rules[e.id] for e in told]
        self.done_rules, done = list[int](), list[str]()
        self.values = list[str]()
        for rule, e in enumerate(told):
            if not e.distinct_givers:
                where, values = that_counts(e)
                self.done_rules.append(rule)
                done.append(_DONE.format(rule=rule, where=where))
                self.values += values
        self.gifts = self._given(told)
        self.done = " UNION ALL ".join(done)
        self.earned = " UNION ALL ".join([*done, *[GIVEN] * self.gifts]) or _NONE
        self.do(_DAILY.format(earned=self.earned, **self.facts("tallied")), self.values)

    def _given(self, told: Sequence[Earn]) -> bool:
        """The tables `gifts` and `met`, of what others have to give; whether there is any rule of the sort."""
        gave, met, first_ones, values = list[str](), list[str](), list[str](), list[str]()
        for rule, e in enumerate(told):
            if e.distinct_givers:
                (where, more), givers = that_counts(e), int(e.distinct_givers)
                gave.append(_GAVE.format(rule=rule, where=where))
                met.append(_MET.format(rule=rule, givers=givers))
                first_ones.append(f"counted.rule = {rule} AND counted.nth <= {givers}")
                values += more
        if gave:
            self.do(f"CREATE OR REPLACE TEMP TABLE gave AS {' UNION ALL '.join(gave)}", values)
            self.do(_PAIRED)
            self.do(_GIFTS.format(first_ones=" OR ".join(first_ones)))
            for done_with in ("gave", "paired"):
                self.do(f"CREATE OR REPLACE TEMP TABLE {done_with} AS SELECT 1 AS one")
            self.do(f"CREATE OR REPLACE TEMP TABLE met AS {' UNION ALL '.join(met)}")
        return bool(gave)

    def facts(self, table: str) -> dict[str, object]:
        """What queries about single times want to know: the days, and the period of the cap, of a table with `rule` and `day`."""
        spans = {"week": "known_days.week", "month": "known_days.month"}
        cases = [f"WHEN {n} THEN {spans[r.per]}" for n, r in enumerate(self.rules) if r.capped and r.per in spans]
        period = f"CASE {table}.rule {' '.join(cases)} ELSE {table}.day END" if cases else f"{table}.day"
        return {"first": int(self.scheme.first_day), "end": int(self.end), "period": period}

    @property
    def self_given(self) -> int:
        """How many times people gave to themselves."""
        return int(self.do(_OWN.format(first=int(self.scheme.first_day), end=int(self.end)))[0][0]) if self.gifts else 0

    @property
    def earners(self) -> dict[str, int]:
        """How many members met each rule."""
        return {self.rules[rule].id: n for rule, n in self.do(_EARNERS)}

    def settle(self, prizes: Sequence[str], *, reversals: bool) -> None:
        """Tell apart those whose points have a story of their own."""
        queries = [_SPENT.format(has=HAS) for _ in prizes] + [_TAKEN_BACK.format(has=HAS)] * reversals
        values = [text for prize in prizes for text in (prize, f" {prize} ")] + [f" {REVERSAL} "] * reversals
        moved = " UNION ALL ".join(queries) or _NOTHING_MOVED
        self.do(_MOVED.format(moved=moved, first=int(self.scheme.first_day), end=int(self.end)), values)
        self.do(_APART)
        lowest = min((level.points for level in self.scheme.levels), default=None)
        worth = " ".join(f"WHEN {n} THEN {rule.points}" for n, rule in enumerate(self.rules))
        if lowest is None or not worth:
            self.do("CREATE OR REPLACE TEMP TABLE grown AS SELECT daily.owner FROM daily WHERE 1 = 0")
        else:
            self.do(_GROWN.format(worth=f"CASE daily.rule {worth} ELSE 0 END", lowest=lowest))

    def sums(self) -> Iterator[Sum]:
        """How often every rule was met, by all members together."""
        for rule, day, earlier, n, alike, members in self.do(_SUMS):
            yield Sum(self.rules[rule].id, day, earlier, n, bool(alike), members)

    def growing(self) -> Iterator[list[Happening]]:
        """What members earned by day who may have reached a level, some members at a time."""
        for who, values in batches(self.do(_GREW)[0][0], "daily.owner"):
            rows = self.do(_GROWING.format(who=who), values)
            yield [
                Happening(day, "", day, owner, "earn", "", sum(self._paid(*told[2:]) for told in own))
                for (owner, day), own in groupby(rows, key=itemgetter(0, 1))
            ]

    def entries(self) -> Iterator[list[Happening]]:
        """All that those did who spent points or from whom some were taken back, some members at a time."""
        if not self.do("SELECT CAST(count(*) AS BIGINT) AS n FROM apart")[0][0]:
            return
        whose = "apart ON apart.owner = earned.owner"
        numbered = NUMBERED.format(earned=self.earned, whose=whose, **self.facts("earned"))
        self.do(_ENTRIES.format(numbered=numbered), self.values)
        count = self.do("SELECT CAST(count(*) AS BIGINT) AS n FROM entries")[0][0]
        for who, values in batches(count, "entries.owner"):
            yield [
                Happening(us, event, day, member, what, subject, self._paid(rule, nth - 1, 1) if what == "earn" else 0)
                for us, event, day, member, what, subject, rule, nth in self.do(_ENTERED.format(who=who), values)
            ]

    def _paid(self, rule: int, earlier: int, n: int) -> int:
        return self.rules[rule].paid(earlier, n)

    def do(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Ask the engine."""
        return self.session.connection.execute(query, list(values)).fetchall()


def that_counts(rule: Earn, dated: str = "NOT ev.undated") -> tuple[str, list[str]]:
    """Which events a rule looks at, as a condition, with its values; or which it would look at if their time were known."""
    where, values = [_COUNTS.format(dated=dated)], list[str]()
    if rule.event in KINDS:
        where.append("ev.kind = ?")
        values.append(rule.event)
        if rule.verified and rule.event not in CERTAIN:
            where.append(HAS)
            values.append(f" {VERIFIED} ")
    else:
        where.append(HAS)
        values.append(f" {rule.event} ")
    return " AND ".join(where), values
