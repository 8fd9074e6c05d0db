"""The reward ledger: worked by hand, held by its identity under whatever happens, and honest about what nobody can say."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as given_by
from hypothesis import settings
from hypothesis import strategies as st

from commplan import load
from commplan.cli import build
from commplan.localday import day_date, day_number
from commplan.measuring import measure
from commplan.plan import Plan
from commplan.plan.times import Duration
from commplan.reckoning import batches
from commplan.reckoning.bookkeeping import Book, lapse_day
from commplan.reckoning.ledger import Earned, EarnRule, Happening, Ledger, RewardLevel, Scheme
from commplan.stickiness.passbook import Said
from commplan.stickiness.points import Account, account, liability
from commplan.stickiness.suspicion import BURST, BURST_SECONDS, CAPPED_DAYS, OFTEN, USUAL, Suspicion, circles, parted
from commplan.words import Refusal, Words
from made_activity import connect, rows_of

START = day_number(date(2026, 1, 1))
YEAR = Duration("P1Y", 12, 0)
TEN_DAYS = Duration("P10D", 0, 864_000)


def scheme(**changes: object) -> Scheme:
    plain = {
        "first_day": START,
        "rules": {
            "post": EarnRule("post", 5, cap_times=2, per="day"),
            "help": EarnRule("help", 10, cap_points=25, per="week"),
        },
        "prizes": {"mug": 20},
        "opening": 100,
    }
    return Scheme(**{**plain, **changes})  # type: ignore[arg-type]


class Credit(NamedTuple):
    """One time that somebody was paid, or would have been but for a cap."""

    us: int
    day: int
    member: str
    rule: str
    points: int
    capped: bool
    givers: tuple[str, ...] = ()


def at(day: int, member: str, what: str, key: str, event: str = "", second: int = 0) -> Happening:
    """Something on the `day`th day of the scheme, counted from 0; the `key` of what earns is its rule."""
    us = ((START + day) * 86_400 + second) * 1_000_000
    return Happening(us, event or f"{day}-{second}-{member}-{key}", START + day, member, what, key)  # type: ignore[arg-type]


def credited(rules: Mapping[str, EarnRule], earning: Iterable[tuple[Happening, tuple[str, ...]]]) -> list[Credit]:
    """What caps leave of it, one after another in the order of time, as the docstring of the ledger says."""
    used, found = Counter[tuple[str, str, int, str]](), list[Credit]()
    for h, givers in sorted(earning):
        rule = rules[h.key]
        month = day_date(h.day).year * 12 + day_date(h.day).month
        span = {"day": h.day, "week": (h.day + 3) // 7, "month": month}[rule.per]
        times, points = (h.member, h.key, span, "times"), (h.member, h.key, span, "points")
        granted = 0 if rule.cap_times is not None and used[times] >= rule.cap_times else rule.points
        if rule.cap_points is not None:
            granted = min(granted, max(0, rule.cap_points - used[points]))
        used[times] += bool(granted)
        used[points] += granted
        found.append(Credit(h.us, h.day, h.member, h.key, granted, granted < rule.points, givers))
    return found


def kept(*happenings: Happening, days: int = 60, **changes: object) -> Ledger:
    return booked(*happenings, days=days, **changes)[0]


def booked(*happenings: Happening, days: int = 60, **changes: object) -> tuple[Ledger, list[Credit]]:
    """A ledger kept of every single thing, without an engine."""
    known = scheme(**changes)
    book = Book(known, START + days)
    inside = [h for h in happenings if START <= h.day < START + days]
    earning = sorted(h for h in inside if h.what == "earn")
    made = credited(known.rules, [(h, ()) for h in earning])
    book.keep([*(h for h in inside if h.what != "earn"), *paid_for(earning, made)])
    for rule, earlier, n in numbered(known.rules, earning):
        book.met(rule, earlier, n, 1)
    return book.close(), made


def paid_for(earning: Sequence[Happening], made: Sequence[Credit]) -> list[Happening]:
    return [h._replace(points=c.points) for h, c in zip(earning, made, strict=True)]


def numbered(rules: Mapping[str, EarnRule], earning: Sequence[Happening]) -> list[tuple[str, int, int]]:
    """Each time with how many there were before it under the same cap."""
    used, found = Counter[tuple[str, str, int]](), list[tuple[str, int, int]]()
    for h in earning:
        month = day_date(h.day).year * 12 + day_date(h.day).month
        period = h.member, h.key, {"day": h.day, "week": (h.day + 3) // 7, "month": month}[rules[h.key].per]
        found.append((h.key, used[period], 1))
        used[period] += 1
    return found


def flows(ledger: Ledger) -> list[tuple[int, ...]]:
    return [(f.open, f.issued, f.redeemed, f.expired, f.revoked, f.close) for f in ledger.flows]


# -- by hand --


def test_a_cap_of_times_holds_back_the_third_of_a_day_and_not_the_first_of_the_next() -> None:
    ledger, made = booked(*(at(0, "a", "earn", "post", second=s) for s in range(3)), at(1, "a", "earn", "post"))
    assert [c.points for c in made] == [5, 5, 0, 5]
    assert ledger.earned["post"] == Earned(times=3, points=15, capped=1, held_back=5)
    assert ledger.held == 15


def test_a_cap_of_points_pays_what_is_left_of_it_in_the_week_from_monday() -> None:
    # 1 January 2026 is a Thursday: the fifth day begins a week
    ledger, made = booked(*(at(d, "a", "earn", "help") for d in (0, 1, 2, 4)))
    assert [c.points for c in made] == [10, 10, 5, 10]
    assert ledger.earned["help"] == Earned(times=4, points=35, capped=1, held_back=5)


CAPS = st.one_of(st.none(), st.integers(0, 30))


@given_by(st.integers(0, 12), CAPS, CAPS, st.integers(0, 9), st.integers(0, 9))
def test_what_a_rule_pays_follows_from_how_often_it_was_met(
    points: int, cap_points: int | None, cap_times: int | None, earlier: int, n: int
) -> None:
    rule = EarnRule("post", points, cap_points, cap_times)
    made = credited({"post": rule}, [(at(0, "a", "earn", "post", second=s), ()) for s in range(earlier + n)])[earlier:]
    assert rule.paid(earlier, n) == sum(c.points for c in made)
    assert rule.times(earlier, n) == sum(bool(c.points) for c in made)
    assert rule.cut(earlier, n) == sum(c.capped for c in made)


def test_each_member_has_caps_of_their_own() -> None:
    ledger = kept(*(at(0, m, "earn", "post", second=s) for m in "ab" for s in range(3)))
    assert ledger.held == 20


def test_what_is_spent_comes_from_the_oldest_and_what_is_left_lapses_to_the_day() -> None:
    happenings = [at(d, "a", "earn", "help") for d in (0, 5, 12)] + [at(6, "a", "redeem", "mug")]
    whole = kept(*happenings, days=15, expiry=TEN_DAYS, opening=0)
    assert (whole.held, flows(whole)) == (10, [(0, 30, 20, 0, 0, 10)])
    assert kept(*happenings, days=22, expiry=TEN_DAYS, opening=0).held == 10
    assert flows(kept(*happenings, days=23, expiry=TEN_DAYS, opening=0)) == [(0, 30, 20, 10, 0, 0)]


def test_what_was_out_on_the_first_day_is_spent_when_nobody_is_known_to_have_it_and_lapses_in_the_end() -> None:
    ledger = kept(at(3, "a", "redeem", "mug"), days=12, expiry=TEN_DAYS)
    assert flows(ledger) == [(100, 0, 20, 80, 0, 0)]
    assert ledger.overdrawn == 0


def test_more_than_anybody_can_have_had_is_told_and_pays_no_more_than_there_was() -> None:
    ledger = kept(at(0, "a", "earn", "post"), at(3, "a", "redeem", "mug"), opening=0)
    assert ledger.overdrawn == 1
    assert flows(ledger)[0] == (0, 5, 5, 0, 0, 0)


def test_what_is_taken_back_leaves_its_place_under_the_cap_used() -> None:
    ledger = kept(
        at(0, "a", "earn", "post", "e1", 1), at(0, "a", "earn", "post", "e2", 2), at(0, "a", "reverse", "e1", second=3),
        at(0, "a", "earn", "post", "e3", 4), opening=0,
    )  # fmt: skip
    assert flows(ledger)[0] == (0, 10, 0, 0, 5, 5)


def test_of_what_is_spent_nothing_can_be_taken_back() -> None:
    ledger = kept(
        at(0, "a", "earn", "help", "e1"), at(1, "a", "earn", "help", "e2"), at(2, "a", "redeem", "mug"),
        at(3, "a", "reverse", "e1"), opening=0,
    )  # fmt: skip
    assert flows(ledger)[0] == (0, 20, 20, 0, 0, 0)


LEVELS = (RewardLevel("leaf", 10, 0.9), RewardLevel("tree", 20, 0.9))


def test_a_level_is_kept_a_while_when_points_lapse_and_spending_costs_none() -> None:
    rules = {"big": EarnRule("big", 20), "two": EarnRule("two", 2)}
    common = {"levels": LEVELS, "rules": rules, "expiry": TEN_DAYS, "opening": 0}
    two_first = [at(0, "a", "earn", "two"), at(5, "a", "earn", "big")]
    assert kept(*two_first, days=12, **common).levels == {"tree": 1}
    assert kept(*two_first, at(6, "a", "redeem", "mug"), days=12, **common).levels == {"tree": 1}
    assert kept(*two_first, days=16, **common).levels == {}
    mixed = [at(0, "a", "earn", "two"), *(at(5, "a", "earn", "two", second=s) for s in range(9))]
    assert kept(*mixed, days=8, **common).levels == {"tree": 1}
    assert kept(*mixed, days=12, **common).levels == {"tree": 1}  # 18 of 20: exactly nine tenths
    assert kept(*mixed[:-1], days=12, **common).levels == {"leaf": 1}


@pytest.mark.parametrize(
    ("day", "expiry", "lapses"),
    [
        (date(2026, 1, 31), Duration("P1M", 1, 0), date(2026, 2, 28)),
        (date(2028, 2, 29), YEAR, date(2029, 2, 28)),
        (date(2026, 1, 1), TEN_DAYS, date(2026, 1, 11)),
    ],
)
def test_points_lapse_on_the_calendar(day: date, expiry: Duration, lapses: date) -> None:
    assert day_date(lapse_day(day_number(day), expiry)) == lapses


# -- whatever happens --

events = st.builds(
    at, st.integers(-5, 80), st.sampled_from("abc"), st.sampled_from(["earn", "redeem", "reverse"]),
    st.just("post"), st.sampled_from(["e1", "e2", "e3", "e4"]), st.integers(0, 99),
)  # fmt: skip


def fitting(h: Happening) -> Happening:
    key = {"earn": "post" if h.us % 2 else "help", "redeem": "mug", "reverse": "e1"}[h.what]
    return Happening(h.us, h.event, h.day, h.member, h.what, key)


@settings(deadline=None)
@given_by(
    st.lists(events.map(fitting), max_size=40),
    st.sampled_from([None, TEN_DAYS, YEAR]),
    st.sampled_from([0, 7, 100]),
    st.integers(1, 90),
)
def test_nothing_comes_from_nowhere_and_nothing_goes_there(
    happenings: list[Happening], expiry: Duration | None, opening: int, days: int
) -> None:
    ledger, made = booked(*happenings, days=days, expiry=expiry, opening=opening, levels=LEVELS)
    assert all(f.holds for f in ledger.flows)
    assert ledger.flows[0].open == opening
    assert all(a.close == b.open for a, b in zip(ledger.flows, ledger.flows[1:], strict=False))
    assert ledger.flows[-1].close == ledger.held + ledger.pool
    assert ledger.held >= 0
    assert min([0, *(n for f in ledger.flows for n in (f.issued, f.redeemed, f.expired, f.revoked, f.close))]) == 0
    assert sum(f.issued for f in ledger.flows) == sum(c.points for c in made)
    assert ledger == kept(*reversed(happenings), days=days, expiry=expiry, opening=opening, levels=LEVELS)


@settings(deadline=None)
@given_by(st.lists(events.map(fitting), max_size=30), st.integers(1, 60))
def test_what_comes_later_changes_no_month_before(happenings: list[Happening], days: int) -> None:
    early = kept(*happenings, days=31, expiry=TEN_DAYS)
    later = kept(*happenings, days=31 + days, expiry=TEN_DAYS)
    assert early.flows[0] == later.flows[0]


# -- from activity --

PLAN = """\
commplan: 1
plan:
  id: corner
  title: Corner
  period: {start: 2026-01-01, end: 2026-12-31}
  timezone: Asia/Shanghai
  currency: CNY
engagement:
  rewards:
    name: Leaves
    cost_per_point: 0.5
    redemption_rate: 0.6
    outstanding: 50
    expiry: P1Y
    budget_line: prizes
    earn:
      - {id: posts, event: message, points: 1, cap: {times: 2, per: day}, expected_per_month: 10}
      - {id: liked, event: reaction, points: 5, distinct_givers: 2}
      - {id: visits, event: attend, points: 30, verified: true}
      - {id: notes, event: note-accepted, points: 8, verified: true}
    catalogue: [{id: mug, points: 20, unit_cost: 9}]
resources:
  funding: [{id: grant, amount: 100}]
  budget: {total: 100, lines: [{id: prizes, amount: 100, funding: grant}]}
"""
LIVED = """\
id time kind member reply_to tags
m1 2026-01-05T10:00 message ann - -
m2 2026-01-05T11:00 message ann - -
m3 2026-01-05T12:00 message ann - -
m4 2026-01-06T00:30 message ann - -
n1 2026-01-07T09:00 message bob - note-accepted
r1 2026-01-08T09:00 reaction bob m1 -
r2 2026-01-08T09:30 reaction bob m1 -
r3 2026-01-08T10:00 reaction ann m1 -
r4 2026-02-01T10:00 reaction cem m1 -
x1 2026-02-02T10:00 message cem - -
x2 2026-02-03T10:00 reply cem x1 reversal
p1 2026-02-05T10:00 message ann - mug
"""


def plan(text: str = PLAN) -> Plan:
    loaded = load.plan("plan.yaml", text.encode())
    assert loaded.plan is not None, loaded.document.faults
    return loaded.plan


def counted(
    lived: str = LIVED, text: str = PLAN, tells: Iterable[str] = ("messages", "reactions", "threads")
) -> Account | Words:
    known = plan(text)
    session = measure.prepare(
        connect(rows_of(lived, "Asia/Shanghai")),
        "Asia/Shanghai",
        measure.Exclusions(),
        ("message",),
        capabilities=tells,
    )
    rewards = known.engagement.rewards
    assert rewards is not None
    return account(known, rewards, session)


def test_a_ledger_from_activity_by_hand() -> None:
    found = counted()
    assert isinstance(found, Account)
    # posts: ann 2 of 3 on the 5th, 1 on the 6th, bob 1, cem 1 (taken back), ann's of the 5th of February
    # liked: ann's m1 when cem is the second to like it; her own like and bob's second do not count; notes: bob's one
    assert {r: (e.times, e.points, e.held_back) for r, e in found.ledger.earned.items()} == {
        "posts": (6, 6, 1), "liked": (1, 5, 0), "visits": (0, 0, 0), "notes": (1, 8, 0),
    }  # fmt: skip
    assert flows(found.ledger) == [(50, 12, 0, 0, 0, 62), (62, 7, 20, 0, 1, 48)]
    assert found.self_given == 1
    assert {r: why.en for r, why in found.untold.items()} == {"visits": "no export tells of 'attend'"}
    known = plan()
    assert known.engagement.rewards
    cost = liability(known, known.engagement.rewards, 48)
    assert (str(cost.worst), str(cost.expected), str(cost.held)) == ("24.00", "14.40", "100")


LINES = st.tuples(
    st.integers(0, 200), st.sampled_from(["message", "reaction", "reply"]), st.sampled_from(["0a", "3b", "7c", "ad", "e5", "f9"]),
    st.integers(0, 6), st.sampled_from(["-", "-", "-", "-", "-", "note-accepted", "mug", "reversal"]),
)  # fmt: skip
HELD = """\
      - {id: often, event: reply, points: 3, cap: {points: 7, per: week}}
      - {id: seldom, event: reply, points: 4, cap: {points: 9, times: 3, per: month}}
    levels: [{id: leaf, points: 6}, {id: tree, points: 15, keep_share: 0.8}]
"""


@dataclass(frozen=True)
class Line:
    us: int
    id: str
    day: int
    member: str
    kind: str
    to: str
    tag: str


def lines_of(lived: str) -> list[Line]:
    found = []
    for line in lived.splitlines()[1:]:
        id_, time, kind, member, to, tag = line.split()
        moment = datetime.fromisoformat(time).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
        us = int(moment.timestamp()) * 1_000_000
        found.append(Line(us, id_, day_number(moment.date()), member, kind, to, tag))
    return found


def earning(lines: list[Line], rules: Mapping[str, str]) -> list[tuple[Happening, tuple[str, ...]]]:
    """What earns by rules on kinds of events, and by `liked`, which two others have to give."""
    made: list[tuple[Happening, tuple[str, ...]]] = [
        (Happening(x.us, x.id, x.day, x.member, "earn", rule), ())
        for rule, event in rules.items() for x in lines
        if rule != "liked" and x.tag != "reversal" and event in (x.kind, x.tag)
    ]  # fmt: skip
    for target in lines if "liked" in rules else ():
        givers: dict[str, Line] = {}
        for x in sorted((x for x in lines if x.to == target.id), key=lambda x: (x.us, x.id)):
            if x.kind == "reaction" and x.tag != "reversal" and x.member != target.member:
                givers.setdefault(x.member, x)
        first = sorted(givers.values(), key=lambda x: (x.us, x.member))[:2]
        if len(first) == 2:
            done = Happening(first[1].us, target.id, max(x.day for x in first), target.member, "earn", "liked")
            made.append((done, tuple(x.member for x in first)))
    return sorted(made)


def one_by_one(found: Account, lines: list[Line], rules: Mapping[str, str]) -> tuple[Ledger, list[Credit]]:
    """The ledger of the same activity, kept of every single thing; and what everybody was credited with."""
    inside = [(h, givers) for h, givers in earning(lines, rules) if found.first_day <= h.day < found.end_day]
    made = credited(found.scheme.rules, inside)
    by_id = {x.id: x for x in lines}
    moved = [Happening(x.us, x.id, x.day, x.member, "redeem", "mug") for x in lines if x.tag == "mug"]
    moved += [
        Happening(x.us, x.id, x.day, by_id[x.to].member, "reverse", x.to)
        for x in lines if x.tag == "reversal" and x.to in by_id
    ]  # fmt: skip
    book = Book(found.scheme, found.end_day)
    book.keep([*moved, *paid_for([h for h, _ in inside], made)])
    for rule, earlier, n in numbered(found.scheme.rules, [h for h, _ in inside]):
        book.met(rule, earlier, n, 1)
    return book.close(), made


def kept_alike(drawn: list[tuple[int, str, str, int, str]]) -> None:
    lines = [
        f"e{n:02} 2026-01-{1 + hours // 24:02}T{hours % 24:02}:00 {kind} {who} {f'e{n - 1 - back:02}' if n > back else '-'} {tags}"
        for n, (hours, kind, who, back, tags) in enumerate(sorted(drawn))
    ]
    lived = "\n".join(["id time kind member reply_to tags", *lines])
    text = PLAN.replace("    catalogue:", HELD.rstrip() + "\n    catalogue:").replace("P1Y", "P3D")
    for at_once in (batches.AT_ONCE, 1):
        with patch.object(batches, "AT_ONCE", at_once):
            found = counted(lived, text)
        assert isinstance(found, Account)
        rules = {"posts": "message", "liked": "reaction", "notes": "note-accepted", "often": "reply", "seldom": "reply"}
        told = lines_of(lived)
        ledger, _ = one_by_one(found, told, {r: event for r, event in rules.items() if r not in found.untold})
        assert found.ledger == ledger


@settings(deadline=None, max_examples=12)
@given_by(st.lists(LINES, min_size=1, max_size=60))
def test_the_ledger_by_the_engine_is_the_one_kept_of_every_single_thing(
    drawn: list[tuple[int, str, str, int, str]],
) -> None:
    kept_alike(drawn)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given_by(st.lists(LINES, min_size=1, max_size=60))
def test_the_ledger_is_the_same_of_many_more(drawn: list[tuple[int, str, str, int, str]]) -> None:
    kept_alike(drawn)


@pytest.mark.parametrize(
    ("lived", "text", "untold"),
    [
        (LIVED.replace("note-accepted", "-"), PLAN, {
            "visits": "no export tells of 'attend'",
            "notes": "nothing in the activity is tagged 'note-accepted': let a source's mapping give its events this tag"}),
        (LIVED, PLAN.replace("event: message, points: 1,", "event: message, points: 1, verified: true,"), {
            "posts": "the activity does not tell which 'message' was verified (tag `verified`)",
            "visits": "no export tells of 'attend'"}),
        (LIVED.replace(" m1 ", " - "), PLAN, {
            "liked": "the activity does not tell to what 'reaction' was given",
            "visits": "no export tells of 'attend'"}),
    ],
)  # fmt: skip
def test_what_the_activity_cannot_tell_is_not_zero(lived: str, text: str, untold: dict[str, str]) -> None:
    found = counted(lived, text)
    assert isinstance(found, Account)
    assert {r: why.en for r, why in found.untold.items()} == untold


def test_redemptions_that_no_event_speaks_of_are_unknown() -> None:
    told, untold = counted(), counted(LIVED.replace(" mug", " -"))
    assert isinstance(told, Account)
    assert isinstance(untold, Account)
    assert (told.redemptions_told, untold.redemptions_told) == (True, False)


@pytest.mark.parametrize(
    ("lived", "text", "why"),
    [
        (LIVED, PLAN.replace("  period: {start: 2026-01-01, end: 2026-12-31}\n", ""), "the plan does not say when it begins and ends (`plan.period: {start: ..., end: ...}`)"),
        (LIVED, PLAN.replace("2026-", "2027-"), "the activity ends on 2026-02-05, before the plan begins"),
        ("id time kind member reply_to tags", PLAN, "no activity was imported"),
    ],
)  # fmt: skip
def test_why_there_is_no_ledger(lived: str, text: str, why: str) -> None:
    found = counted(lived, text)
    assert isinstance(found, Words)
    assert found.en == why


# -- what is worth a look --

FARM = """\
commplan: 1
plan: {id: corner, title: Corner, period: {start: 2026-01-01, end: 2026-12-31}, timezone: Asia/Shanghai}
engagement:
  rewards:
    earn:
      - {id: posts, event: message, points: 5, cap: {times: 12, per: day}}
      - {id: thanks, event: reaction, points: 2, cap: {points: 5, per: week}, distinct_givers: 1}
      - {id: liked, event: reaction, points: 3, distinct_givers: 2}
"""


def looks(*lines: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], int, int]]:
    found = counted("\n".join(["id time kind member reply_to tags", *lines]), FARM)
    assert isinstance(found, Account)
    return [(s.kind, s.members, s.rules, s.points, s.number) for s in found.suspicions]


def posts(member: str, day: int, number: int, apart: int = 3600) -> list[str]:
    """So many messages on a day, so many seconds apart."""
    begun = datetime(2026, 1, 5) + timedelta(days=day)  # noqa: DTZ001 - local, as in the text
    return [
        f"{member}-{day}-{i} {(begun + timedelta(seconds=i * apart)).isoformat()} message {member} - -"
        for i in range(number)
    ]


def test_a_cap_reached_on_many_days_is_told_and_on_fewer_not() -> None:
    days = [line for d in range(CAPPED_DAYS) for line in posts("a", d, 13)]
    assert looks(*days, *posts("b", 0, 13)) == [("at-cap", ("a",), ("posts",), 60 * CAPPED_DAYS, CAPPED_DAYS)]
    assert looks(*days[1:], *posts("b", 0, 13)) == []


def test_many_in_a_few_minutes_are_told_and_spread_out_they_are_not() -> None:
    assert looks(*posts("a", 0, BURST, 60)) == [("burst", ("a",), ("posts",), 5 * BURST, BURST)]
    assert looks(*posts("a", 0, BURST, 67)) == []
    # of fifteen within ten minutes of each other or a little more a cap leaves the first 12, and pays for no other
    assert looks(*posts("a", 0, 15, 50)) == [("burst", ("a",), ("posts",), 5 * 12, 12)]


def test_what_a_cap_does_not_pay_for_is_no_burst() -> None:
    lines = "\n".join(["id time kind member reply_to tags", *posts("a", 0, 40, 10)])
    found = counted(lines, FARM.replace("times: 12", f"times: {BURST - 1}"))
    assert isinstance(found, Account)
    assert found.suspicions == ()


def test_a_cap_reached_now_and_then_is_not_told() -> None:
    far = [line for n in range(CAPPED_DAYS * 3) for line in posts("a", n * 8, 13)]
    near = [line for n in range(CAPPED_DAYS) for line in posts("b", n * 6, 13)]
    assert [members for _, members, *_ in looks(*far, *near)] == [("b",)]


def test_what_many_do_is_told_of_the_rule_and_not_of_them() -> None:
    def parted_of(odd: int, others: int) -> tuple[list[str], list[tuple[str, str, int, int]]]:
        lines = [line for n in range(odd) for line in posts(f"b{n}", 0, BURST, 30)]
        lines += [line for n in range(others) for line in posts(f"o{n}", 0, 1)]
        found = counted("\n".join(["id time kind member reply_to tags", *lines]), FARM)
        assert isinstance(found, Account)
        assert len(found.suspicions) == odd
        rest, usual = parted(found.suspicions, found.earners)
        return [m for s in rest for m in s.members], [(u.kind, u.rule, u.members, u.of) for u in usual]

    assert parted_of(USUAL, 3 * USUAL) == ([], [("burst", "posts", USUAL, 4 * USUAL)])
    assert parted_of(USUAL, 3 * USUAL + 1) == ([f"b{n}" for n in range(USUAL)], [])
    assert parted_of(USUAL - 1, 0) == ([f"b{n}" for n in range(USUAL - 1)], [])


def test_who_gives_to_themselves_is_told_and_paid_nothing() -> None:
    own = [line.replace("reaction x0", "reaction a").replace("x", "a") for line in thanked("a", "a", OFTEN)]
    lines = [re.sub(r"reaction a\d ", "reaction a ", line) for line in own]
    # both rules on reactions look at them
    assert looks(*lines) == [("self", ("a",), ("liked",), 0, OFTEN), ("self", ("a",), ("thanks",), 0, OFTEN)]
    assert looks(*lines[2:]) == []
    before = [line.replace("2026-01", "2025-12") for line in lines]
    found = counted("\n".join(["id time kind member reply_to tags", *before, *posts("a", 0, 1)]), FARM)
    assert isinstance(found, Account)
    assert (found.self_given, found.suspicions) == (0, ())


def test_of_what_nobody_knows_when_nothing_is_counted_as_never() -> None:
    known = LIVED.replace("r3 2026-01-08T10:00 reaction ann m1 -", "r3 2026-01-08T10:00 reaction ann m1 undated")
    some = counted(known)
    assert isinstance(some, Account)
    assert (set(some.untold), some.undated) == ({"visits"}, {"liked": 1})
    whole = LIVED.splitlines()
    none = counted("\n".join(line[:-1] + "undated" if " reaction " in line else line for line in whole))
    assert isinstance(none, Account)
    assert none.untold["liked"].en == "the activity does not tell when 'reaction' happened"
    blind = counted(
        LIVED, PLAN.replace("event: message, points: 1,", "event: reply, points: 1,"), ["messages", "reactions"]
    )
    assert isinstance(blind, Account)
    assert blind.untold["posts"].en == "no export tells of 'reply'"


def test_what_lapsed_is_only_known_where_it_is_known_what_was_spent() -> None:
    def expired(
        lived: str, tells: Iterable[str] = ("messages", "reactions", "threads", "attendance")
    ) -> list[int | None]:
        text = PLAN.replace("P1Y", "P20D")
        found, known = counted(lived, text, tells), plan(text)
        assert isinstance(found, Account)
        assert known.engagement.rewards
        said = Said(known, known.engagement.rewards, found, "Asia/Shanghai")
        return [said.cells(flow)["expired"] for flow in (*found.ledger.flows, said.whole)]

    attended = LIVED + "v1 2026-01-06T10:00 attend bob - -\n"
    assert None not in expired(attended)
    assert expired(attended.replace(" mug", " -")) == [None, None, None]  # those of the first day lapse on the 21st
    assert expired(LIVED, ("messages", "reactions", "threads")) == [None, None, None]


def test_a_burst_that_goes_on_past_midnight_is_one() -> None:
    late = [f"l{i} 2026-01-05T23:5{i}:00 message a - -" for i in range(4, 10)]
    early = [f"e{i} 2026-01-06T00:0{i}:00 message a - -" for i in range(4)]
    assert looks(*late, *early) == [("burst", ("a",), ("posts",), 50, 10)]


def given(members: str, times: int) -> list[str]:
    """Each is thanked by the one before, round and round."""
    return [
        line
        for t in range(times) for i, m in enumerate(members)
        for line in (
            f"p{m}{t} 2026-01-{1 + t:02}T0{i}:00 message {m} - -",
            f"r{m}{t} 2026-01-{1 + t:02}T1{i}:00 reaction {members[i - 1]} p{m}{t} -",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("members", ["ab", "abc", "abcde"])
def test_those_who_give_to_each_other_are_told(members: str) -> None:
    # of five thanks two fall into the first week, to Sunday the fourth, which pays 5 at most: 2 + 2, and 2
    assert looks(*given(members, OFTEN)) == [
        ("ring", tuple(members), ("thanks",), 7 * len(members), OFTEN * len(members))
    ]
    assert looks(*given(members, OFTEN - 1)) == []


def thanked(member: str, by: str, times: int) -> list[str]:
    return [
        line
        for n in range(times)
        for line in (
            f"q{member}{by}{n} 2026-01-2{n}T08:00 message {member} - -",
            f"s{member}{by}{n} 2026-01-2{n}T09:00 reaction {by}{n} q{member}{by}{n} -",
        )
    ]


def rings(*lines: str) -> list[tuple[str, ...]]:
    return [members for kind, members, *_ in looks(*lines) if kind == "ring"]


def test_those_who_are_liked_by_many_others_too_are_no_ring() -> None:
    others = [line for m in "ab" for line in thanked(m, "x", OFTEN + 1)]
    assert rings(*given("ab", OFTEN), *others) == []
    fewer = [line for m in "ab" for line in thanked(m, "x", OFTEN)]
    assert rings(*given("ab", OFTEN), *fewer) == [("a", "b")]


def test_one_who_gives_to_many_and_gets_nothing_is_no_ring() -> None:
    lines = [line for m in "abc" for line in thanked(m, "fan", OFTEN)]
    assert rings(*(re.sub(r" fan\d ", " fan ", line) for line in lines)) == []


TIES = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=4))


@given_by(TIES)
def test_circles_are_those_who_reach_each_other(ties: dict[str, list[str]]) -> None:
    reach = {m: set(ties.get(m, ())) for m in "abcdefgh"}
    for _ in reach:
        reach = {m: others.union(*(reach[o] for o in others)) for m, others in reach.items()}
    wanted = {frozenset(o for o in others if m in reach[o]) for m, others in reach.items()}
    assert circles(ties) == sorted((group for group in wanted if len(group) > 1), key=sorted)


CROWD = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 100), st.sampled_from("abc"), st.integers(0, 3), st.sampled_from("xabc")),
    min_size=20, max_size=120,
)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given_by(CROWD)
def test_patterns_by_the_engine_are_those_of_every_single_credit(
    drawn: list[tuple[int, int, str, int, str]],
) -> None:
    lines = list[str]()
    for n, (day, tens, member, more, giver) in enumerate(sorted(drawn)):
        moment = datetime(2026, 1, 5 + day % 8, 9) + timedelta(seconds=10 * tens)  # noqa: DTZ001 - local
        lines += [
            f"m{n}-{i} {(moment + timedelta(seconds=i)).isoformat()} message {member} - -" for i in range(1 + 3 * more)
        ]
        lines.append(f"r{n} {(moment + timedelta(hours=1)).isoformat()} reaction {giver} m{n}-0 -")
    lived = "\n".join(["id time kind member reply_to tags", *lines])
    found = counted(lived, FARM.replace("times: 12", "times: 11"))
    assert isinstance(found, Account)
    rules = {"posts": "message", "liked": "reaction"}
    told = lines_of(lived)
    ledger, made = one_by_one(found, told, rules)
    assert {r: found.ledger.earned[r] for r in rules} == {r: ledger.earned[r] for r in rules}
    alone = [s for s in found.suspicions if s.kind in ("at-cap", "burst") and s.rules != ("thanks",)]
    assert alone == sorted(alone_by(made), key=lambda s: (-s.points, s.kind, s.members, s.rules))


def alone_by(made: Sequence[Credit]) -> Iterator[Suspicion]:
    """What one member does alone that is worth a look."""
    for member, rule in sorted({(c.member, c.rule) for c in made}):
        own = [c for c in made if (c.member, c.rule) == (member, rule)]
        days = {c.day for c in own if c.capped}
        if len(days) >= CAPPED_DAYS:
            points = sum(c.points for c in own if c.day in days)
            yield Suspicion("at-cap", (member,), (rule,), points, len(days), min(days), max(days))
        own = [c for c in own if c.points]
        windows = [[c for c in own if 0 <= last.us - c.us <= BURST_SECONDS * 1_000_000] for last in own]
        best = max((w for w in windows if not w[0].givers), key=len, default=[])
        if len(best) >= BURST:
            points = sum(c.points for c in best)
            yield Suspicion("burst", (member,), (rule,), points, len(best), best[0].day, best[-1].day)


# -- as its users meet it --

TABLE = """\
id,when,who,what,to,tag
{rows}
"""
SOURCE = """\
evaluation:
  sources:
    - id: chat
      tool: table
      mapping:
        id: id
        time: when
        member: who
        kinds:
          - {column: what, equals: message, kind: message}
          - {column: what, equals: reaction, kind: reaction}
          - {column: what, equals: reply, kind: reply}
        reply_to: to
        tags:
          - {column: tag, equals: note-accepted, tag: note-accepted}
          - {column: tag, equals: mug, tag: mug}
          - {column: tag, equals: reversal, tag: reversal}
"""


@pytest.fixture
def corner(tmp_path: Path) -> Path:
    """A plan and the store of what happened, as files."""
    rows = [line.split() for line in LIVED.splitlines()[1:]]
    lines = [
        f"{id_},{time}:00+08:00,{who},{kind},{to.strip('-')},{tag if tag != '-' else ''}"
        for id_, time, kind, who, to, tag in rows
    ]
    (tmp_path / "plan.yaml").write_text(PLAN + SOURCE, encoding="utf-8")
    (tmp_path / "data.csv").write_text(TABLE.format(rows="\n".join(lines)), encoding="utf-8")
    assert (
        commplan(
            "import",
            str(tmp_path / "data.csv"),
            "--plan",
            str(tmp_path / "plan.yaml"),
            "-o",
            str(tmp_path / "activity"),
        )
        == 0
    )
    return tmp_path


def commplan(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        build(arguments)(args=list(arguments), standalone_mode=True)
    return int(left.value.code or 0)


def test_the_ledger_in_words(corner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert commplan("points", str(corner / "plan.yaml"), "--activity", str(corner / "activity")) == 0
    assert (
        capsys.readouterr().out
        == """\
Leaves: 2026-01-01 to 2026-02-05 (Asia/Shanghai)

month    open  issued  redeemed  expired  revoked  close
2026-01  50    ≥ 12    0         0        0        ≥ 62
2026-02  ≥ 62  ≥ 7     20        0        1        ≥ 48
in all   50    ≥ 19    20        0        1        ≥ 48

open + issued - redeemed - expired - revoked = close: holds for what is known

rule    times    expected  points   capped   held back  event
posts   6        12        6        1        1          message
liked   1        unknown   5        0        0          reaction
visits  unknown  unknown   unknown  unknown  unknown    attend
notes   1        unknown   8        0        0          note-accepted

prize  redeemed  expected  stock    points
mug    1         unknown   unknown  20

48 points are out as far as is known; all redeemed, they cost 24 CNY; at the
plan's rate 14.40 CNY; the budget line holds 100 CNY

unknown, rule visits: no export tells of 'attend'

1 given by people to themselves, not paid
"""
    )


def test_the_ledger_for_programs(corner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert commplan("points", str(corner / "plan.yaml"), "--activity", str(corner / "activity"), "-f", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["whole"] == {
        "open": 50, "issued": None, "redeemed": 20, "expired": 0, "revoked": 1, "close": None, "holds": True,
    }  # fmt: skip
    assert found["rules"][0] == {
        "id": "posts", "event": "message", "times": 6, "points": 6, "capped": 1, "held_back": 1, "expected": 12, "undated": 0, "why": None,
    }  # fmt: skip
    assert found["rules"][2]["why"] == "no export tells of 'attend'"
    assert found["liability"] == {
        "points": 48, "expected": "14.40", "worst": "24.00", "budget": "100", "currency": "CNY", "missing": [],
    }  # fmt: skip


def test_accounts_that_the_plan_leaves_out_earn_nothing(corner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left_out = "evaluation:\n  exclude: {accounts: [{source: chat, id: ann}]}\n"
    (corner / "plan.yaml").write_text(PLAN + SOURCE.replace("evaluation:\n", left_out, 1), encoding="utf-8")
    capsys.readouterr()
    assert commplan("points", str(corner / "plan.yaml"), "--activity", str(corner / "activity"), "-f", "json") == 0
    rules = {r["id"]: r["times"] for r in json.loads(capsys.readouterr().out)["rules"]}
    # of the posts only those of bob and cem are left, and nobody whose post was liked
    assert (rules["posts"], rules["notes"]) == (2, 1)
    assert not rules["liked"]


def test_a_rate_of_nothing_is_no_missing_rate(corner: Path) -> None:
    text = (
        (PLAN + SOURCE)
        .replace("redemption_rate: 0.6", "redemption_rate: 0")
        .replace("amount: 100, fund", "amount: 10, fund")
    )
    (corner / "plan.yaml").write_text(text, encoding="utf-8")
    arguments = (str(corner / "plan.yaml"), "--activity", str(corner / "activity"), "--fail-on", "over-budget")
    assert commplan("points", *arguments) == 0


@pytest.mark.parametrize(
    ("change", "option", "code"),
    [
        ("amount: 100", "over-budget", 0),
        ("amount: 10", "over-budget", 1),
        ("amount: 10", "never", 0),
        ("amount: 100", "suspicious", 0),
    ],
)
def test_what_makes_it_fail(corner: Path, change: str, option: str, code: int) -> None:
    (corner / "plan.yaml").write_text(
        (PLAN + SOURCE).replace("amount: 100, funding", f"{change}, funding"), encoding="utf-8"
    )
    assert (
        commplan("points", str(corner / "plan.yaml"), "--activity", str(corner / "activity"), "--fail-on", option)
        == code
    )


def test_a_plan_without_points_is_refused(corner: Path) -> None:
    (corner / "plan.yaml").write_text(PLAN.split("engagement:", maxsplit=1)[0], encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        build(["points"])(
            args=["points", str(corner / "plan.yaml"), "--activity", str(corner / "activity")], standalone_mode=False
        )
    assert refused.value.words.en.endswith("gives no points")
