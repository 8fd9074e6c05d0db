"""The ledger of random activity is the one that is worked out here from the events alone, member by member and day by day.

Nothing of the product is used but the answer: neither its books nor its rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan import load
from commplan.measuring import measure
from commplan.reckoning import batches
from commplan.stickiness.points import Account, account
from made_activity import Row, connect

ZONE = ZoneInfo("America/New_York")  # its clocks change on 8 March
FIRST = date(2026, 1, 15)
MUG, CAP = 12, 9
RULES: Mapping[str, dict[str, Any]] = {
    "post": {"event": "message", "points": 3, "cap": {"times": 2, "per": "day"}},
    "answer": {"event": "reply", "points": 4, "cap": {"points": 10, "per": "week"}, "verified": True},
    "liked": {
        "event": "reaction",
        "points": 5,
        "cap": {"points": 12, "times": 4, "per": "month"},
        "distinct_givers": 2,
    },
    "visit": {"event": "attend", "points": 7, "verified": True},
    "note": {"event": "note-accepted", "points": 2},
}
LEVELS = {"leaf": (8, 0.9), "twig": (20, 0.75), "tree": (33, 0.5)}


def plan_text(expiry: str | None, opening: int | None) -> str:
    return "\n".join(
        [
            "commplan: 1",
            f"plan: {{id: p, title: P, period: {{start: {FIRST}, end: 2026-12-31}}, timezone: {ZONE.key}}}",
            "engagement:",
            "  rewards:",
            f"    earn: {[{'id': name, **rule} for name, rule in RULES.items()]}".replace("True", "true"),
            f"    catalogue: [{{id: mug, points: {MUG}}}, {{id: cap, points: {CAP}}}]",
            f"    levels: {[{'id': k, 'points': n, 'keep_share': s} for k, (n, s) in LEVELS.items()]}",
            *([f"    expiry: {expiry}"] if expiry else []),
            *([f"    outstanding: {opening}"] if opening is not None else []),
        ]
    )


@dataclass(frozen=True)
class Deed:
    number: int
    when: datetime
    who: str
    kind: str
    to: str | None
    tags: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"e{self.number:03}"

    @property
    def day(self) -> date:
        return self.when.astimezone(ZONE).date()

    @property
    def us(self) -> int:
        return int(self.when.timestamp()) * 1_000_000

    @property
    def row(self) -> Row:
        return (
            self.id,
            "x",
            self.kind,
            self.us,
            self.who,
            False,
            "hall",
            None,
            self.to,
            1,
            " ".join(self.tags) or None,
        )


DRAWN = st.lists(
    st.tuples(
        st.integers(0, 24 * 100), st.sampled_from(["message", "message", "reply", "reaction", "reaction", "attend"]),
        st.sampled_from(["0a", "7c", "ad"]), st.integers(0, 5),
        st.sampled_from([(), (), (), (), ("verified",), ("note-accepted",), ("mug",), ("cap",), ("reversal",), ("reversal",), ("verified", "mug")]),
    ),
    min_size=20, max_size=90,
)  # fmt: skip


def deeds(drawn: Iterable[tuple[int, str, str, int, tuple[str, ...]]]) -> list[Deed]:
    start = datetime(2026, 1, 9, tzinfo=UTC)
    found = list[Deed]()
    for n, (hours, kind, who, back, tags) in enumerate(sorted(drawn)):
        to = found[n - 1 - back].id if n > back and kind != "message" else None
        # a minute apart, so that the order of what falls into one hour is the same for all
        found.append(Deed(n, start + timedelta(hours=hours, minutes=n % 60, seconds=n // 60), who, kind, to, tags))
    return sorted(found, key=lambda d: (d.us, d.id))


# -- the same, once more --


@dataclass
class Lot:
    event: str
    rule: str
    earned: int
    left: int
    lapses: date | None


@dataclass
class Purse:
    lots: list[Lot] = field(default_factory=list)
    level: str | None = None

    @property
    def standing(self) -> int:
        return sum(lot.earned for lot in self.lots)

    def rise_or_fall(self) -> None:
        reached = max(
            (k for k, (n, _) in LEVELS.items() if n <= self.standing), key=lambda k: LEVELS[k][0], default=None
        )
        higher = reached is not None and (self.level is None or LEVELS[reached][0] > LEVELS[self.level][0])
        lost = self.level is not None and self.standing < LEVELS[self.level][0] * LEVELS[self.level][1]
        if higher or lost:
            self.level = reached


def lapse_of(day: date, expiry: str | None) -> date | None:
    if expiry is None:
        return None
    if expiry.endswith("D"):
        return day + timedelta(days=int(expiry[1:-1]))
    month = day.month - 1 + int(expiry[1:-1])
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def met(told: list[Deed], untold: Iterable[str]) -> list[tuple[int, str, date, str, str]]:
    """When each rule was met: instant, event, day, whose, rule."""
    found, by_id = list[tuple[int, str, date, str, str]](), {d.id: d for d in told}
    gave = defaultdict[str, list[Deed]](list)
    for d in told:
        if "reversal" in d.tags:
            continue
        verified = "verified" in d.tags
        does = {"post": d.kind == "message", "answer": d.kind == "reply" and verified, "visit": d.kind == "attend",
                "note": "note-accepted" in d.tags}  # fmt: skip
        found += [(d.us, d.id, d.day, d.who, rule) for rule, yes in does.items() if yes and rule not in untold]
        target = by_id.get(d.to or "")
        if d.kind == "reaction" and target and d.who not in (target.who, *(g.who for g in gave[target.id])):
            gave[target.id].append(d)
            if len(gave[target.id]) == 2 and "liked" not in untold:
                found.append((d.us, target.id, d.day, target.who, "liked"))
    return sorted(found)


def span(day: date, per: str) -> object:
    return {"day": day, "week": day.isocalendar()[:2], "month": (day.year, day.month)}[per]


class Again:
    """The whole ledger by one walk over the days."""

    def __init__(self, told: list[Deed], untold: Iterable[str], expiry: str | None, opening: int | None) -> None:
        self.purses = defaultdict[str, Purse](Purse)
        self.flow = defaultdict[tuple[int, int], Counter[str]](Counter)
        self.earned = {rule: Counter[str]() for rule in RULES}
        self.pool, self.overdrawn, self.expiry = opening or 0, 0, expiry
        self.used = Counter[tuple[str, str, object, str]]()
        self.back = {d.id: d.to for d in told if "reversal" in d.tags}
        by_id = {d.id: d for d in told}
        happened = [(us, event, 0, day, who, rule) for us, event, day, who, rule in met(told, untold)]
        happened += [(d.us, d.id, 1, d.day, d.who, p) for d in told for p in ("mug", "cap") if p in d.tags]
        happened += [
            (d.us, d.id, 2, d.day, by_id[d.to].who, "") for d in told if "reversal" in d.tags and d.to in by_id
        ]  # fmt: skip
        self.end = max(d.day for d in told) + timedelta(days=1)
        today = FIRST
        for us, event, what, day, who, key in sorted(happened):
            if day < FIRST:
                continue
            while today < day:
                today += timedelta(days=1)
                self.lapse(today)
            (self.earn, self.redeem, self.reverse)[what](us, event, day, who, key)
        while today < self.end - timedelta(days=1):
            today += timedelta(days=1)
            self.lapse(today)

    def lapse(self, today: date) -> None:
        for purse in self.purses.values():
            gone = [lot for lot in purse.lots if lot.lapses is not None and lot.lapses <= today]
            if gone:
                self.note(today, "expired", sum(lot.left for lot in gone))
                purse.lots = [lot for lot in purse.lots if lot not in gone]
                purse.rise_or_fall()
        if self.pool and (lapses := lapse_of(FIRST, self.expiry)) is not None and lapses <= today:
            self.note(today, "expired", self.pool)
            self.pool = 0

    def earn(self, us: int, event: str, day: date, who: str, rule: str) -> None:  # noqa: ARG002 - all three alike
        told = RULES[rule]
        cap = told.get("cap", {"per": "day"})
        place = who, rule, span(day, cap["per"])
        pays: int = told["points"]
        if "times" in cap and self.used[*place, "times"] >= cap["times"]:
            pays = 0
        if "points" in cap:
            pays = min(pays, cap["points"] - self.used[*place, "points"])
        self.used[*place, "times"] += pays > 0
        self.used[*place, "points"] += pays
        self.earned[rule] += Counter(
            times=pays > 0, points=pays, capped=pays < told["points"], held=told["points"] - pays
        )
        if pays:
            self.purses[who].lots.append(Lot(event, rule, pays, pays, lapse_of(day, self.expiry)))
            self.note(day, "issued", pays)
            self.purses[who].rise_or_fall()

    def redeem(self, us: int, event: str, day: date, who: str, prize: str) -> None:  # noqa: ARG002
        wanted = {"mug": MUG, "cap": CAP}[prize]
        for lot in self.purses[who].lots:
            part = min(wanted, lot.left)
            lot.left -= part
            wanted -= part
            self.note(day, "redeemed", part)
        part = min(self.pool, wanted)
        self.pool -= part
        self.note(day, "redeemed", part)
        self.overdrawn += part < wanted

    def reverse(self, us: int, event: str, day: date, who: str, key: str) -> None:  # noqa: ARG002
        purse = self.purses[who]
        for lot in [lot for lot in purse.lots if lot.event == self.back[event]]:
            self.note(day, "revoked", lot.left)
            purse.lots = [other for other in purse.lots if other is not lot]
            purse.rise_or_fall()

    def note(self, day: date, what: str, points: int) -> None:
        self.flow[day.year, day.month][what] += points

    @property
    def out(self) -> int:
        return self.pool + sum(lot.left for purse in self.purses.values() for lot in purse.lots)


def kept_alike(drawn: Any, expiry: str | None, opening: int | None) -> None:
    told = deeds(drawn)
    loaded = load.plan("plan.yaml", plan_text(expiry, opening).encode())
    assert loaded.plan is not None, loaded.document.faults
    rewards = loaded.plan.engagement.rewards
    assert rewards is not None
    for at_once in (batches.AT_ONCE, 1):
        with patch.object(batches, "AT_ONCE", at_once):
            session = measure.prepare(connect([d.row for d in told]), ZONE.key, measure.Exclusions(), ("message",))
            found = account(loaded.plan, rewards, session)
        if not isinstance(found, Account):
            assert max(d.day for d in told) < FIRST
            return
        same(found, Again(told, found.untold, expiry, opening), opening or 0)


def same(found: Account, again: Again, out: int) -> None:
    ledger = found.ledger
    earned = {rule: (e.times, e.points, e.capped, e.held_back) for rule, e in ledger.earned.items()}
    assert earned == {
        rule: (sums["times"], sums["points"], sums["capped"], sums["held"]) for rule, sums in again.earned.items()
    }
    assert ledger.levels == Counter(purse.level for purse in again.purses.values() if purse.level)
    assert (ledger.overdrawn, ledger.pool, ledger.held + ledger.pool) == (again.overdrawn, again.pool, again.out)
    for flow, (year, month) in zip(ledger.flows, months(again.end), strict=True):
        moved = again.flow[year, month]
        opened, out = out, out + moved["issued"] - moved["redeemed"] - moved["expired"] - moved["revoked"]
        wanted = (opened, *(moved[what] for what in ("issued", "redeemed", "expired", "revoked")), out)
        assert (flow.open, flow.issued, flow.redeemed, flow.expired, flow.revoked, flow.close) == wanted
    assert out == again.out


def months(end: date) -> list[tuple[int, int]]:
    last = end - timedelta(days=1)
    return [(2026, month) for month in range(FIRST.month, last.month + 1)]


EXPIRY, OPENING = st.sampled_from([None, "P1M", "P9D", "P3M"]), st.sampled_from([None, 0, 7, 60])


@settings(deadline=None, max_examples=15)
@given(DRAWN, EXPIRY, OPENING)
def test_the_ledger_is_the_one_that_is_worked_out_by_hand(drawn: Any, expiry: str | None, opening: int | None) -> None:
    kept_alike(drawn, expiry, opening)


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(DRAWN, EXPIRY, OPENING)
def test_the_ledger_is_the_one_that_is_worked_out_of_many_more(
    drawn: Any, expiry: str | None, opening: int | None
) -> None:
    kept_alike(drawn, expiry, opening)
