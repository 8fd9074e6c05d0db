"""A made-up community that lives a plan by known numbers, so that an evaluation can be asked to find them.

Everybody who is a member comes on each day with the same chance (`COMES`), and leaves for good on the first of a month with
the same chance (`LEAVES`), so churn and retention are known from the numbers alone and stickiness from who was there. The
host holds the weekly round on Wednesdays, but not on some and on some two days late. Three members like each other's posts
day after day and few others', for the points; everybody else likes whatever comes along.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
FIRST, END = date(2026, 1, 1), date(2026, 5, 1)
COMES, LEAVES = 0.35, 0.12
HOST, RING = "host", ("ring-a", "ring-b", "ring-c")

PLAN = """\
commplan: 1
plan: {id: made-up, title: Made up, language: en, period: {start: 2026-01-01, end: 2026-12-31}, timezone: Asia/Shanghai, currency: CNY}
goals:
  objectives:
    - {id: often, statement: Members come often., metric: stickiness, baseline: {value: 0.1, date: 2025-12-31}, target: 0.3, due: 2026-04-30}
    - {id: faithful, statement: Few leave., metric: churn-rate, baseline: {value: 0.3, date: 2025-12-31}, target: 0.02, due: 2026-04-30}
    - {id: kept, statement: The round is held., metric: calendar-execution, target: 0.95, due: 2026-04-30}
structure:
  people: [{id: host, name: Host, handles: [{source: chat, id: host}]}]
content:
  channels: [{id: hall, name: Hall, handle: hall}]
  calendar:
    - {id: round, title: Weekly round, kind: post, start: 2026-01-07T09:00, rrule: FREQ=WEEKLY;BYDAY=WE;UNTIL=20260430, channels: [hall], owner: host}
engagement:
  rewards:
    name: Leaves
    cost_per_point: 0.5
    expiry: P1Y
    earn: [{id: liked, event: reaction, points: 5, distinct_givers: 1}]
    catalogue: [{id: mug, points: 20, unit_cost: 9}]
evaluation:
  active: {kinds: [message, reply, reaction]}
  exclude: {staff: true}
  sources:
    - id: chat
      tool: table
      metrics: [stickiness, churn-rate, calendar-execution]
      mapping:
        id: id
        time: when
        member: who
        channel_is: hall
        reply_to: to
        kinds:
          - {column: what, equals: message, kind: message}
          - {column: what, equals: reaction, kind: reaction}
"""


@dataclass(frozen=True, slots=True)
class Member:
    """From the first day on a member, up to but not on `gone`."""

    id: str
    joined: date
    gone: date

    def days(self, first: date, end: date) -> int:
        return max(0, (min(end, self.gone) - max(first, self.joined)).days)


@dataclass(frozen=True, slots=True)
class Deed:
    id: str
    when: datetime
    who: str
    what: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Lived:
    """What they did, and the numbers that made them do it."""

    members: tuple[Member, ...]
    deeds: tuple[Deed, ...]
    skipped: frozenset[date]
    late: frozenset[date]

    def csv(self) -> str:
        lines = [f"{d.id},{d.when.isoformat()},{d.who},{d.what},{d.to}" for d in self.deeds]
        return "\n".join(["id,when,who,what,to", *lines, ""])

    def stickiness(self, first: date, end: date) -> float:
        """Expected: member-days through days of everybody who comes at least once."""
        there = [m.days(first, end) for m in self.members]
        coming = sum(1 - (1 - COMES) ** n for n in there)
        return COMES * sum(there) / (coming * (end - first).days)


def live(seed: int) -> Lived:
    chance = random.Random(seed)  # noqa: S311 - chances, not secrets
    members = _members(chance)
    skipped, late = set[date](), set[date]()
    deeds = _rounds(chance, skipped, late)
    for day in (FIRST + timedelta(days=n) for n in range((END - FIRST).days)):
        deeds += _day(chance, members, day)
    return Lived(tuple(members), tuple(deeds), frozenset(skipped), frozenset(late))


def _members(chance: random.Random) -> list[Member]:
    found = [_member(chance, f"old-{n}", FIRST) for n in range(90)]
    for n in range((END - FIRST).days):
        found += [_member(chance, f"new-{n}-{k}", FIRST + timedelta(days=n)) for k in range(3)]
    return found


def _member(chance: random.Random, id_: str, joined: date) -> Member:
    for month in range(joined.month + 1, END.month):
        if chance.random() < LEAVES:
            return Member(id_, joined, date(2026, month, 1))
    return Member(id_, joined, END)


def _rounds(chance: random.Random, skipped: set[date], late: set[date]) -> list[Deed]:
    found = []
    for n in range(17):
        day, turn = date(2026, 1, 7) + timedelta(weeks=n), chance.random()
        if day >= END:
            break
        if turn < 0.2:
            skipped.add(day)
            continue
        if turn < 0.4 and day + timedelta(days=2) < END:
            late.add(day)
            day += timedelta(days=2)
        found.append(Deed(f"round-{n}", _at(day, 9), HOST, "message"))
    return found


def _day(chance: random.Random, members: list[Member], day: date) -> list[Deed]:
    found = []
    for place, who in enumerate(RING):
        post = Deed(f"{who}-{day}", _at(day, 10), who, "message")
        friend = RING[place - 1]
        found += [post, Deed(f"{who}-{day}-liked", _at(day, 11), friend, "reaction", post.id)]
    posts = [
        Deed(f"{m.id}-{day}", _at(day, chance.randrange(7, 23)), m.id, "message")
        for m in members
        if m.joined <= day < m.gone and (chance.random() < COMES or day == m.joined)
    ]
    for liker in posts:
        liked = chance.choice(posts)
        if liked.who != liker.who and chance.random() < 0.5:
            found.append(Deed(f"{liker.id}-likes", _at(day, 23), liker.who, "reaction", liked.id))
    return found + posts


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZONE)
