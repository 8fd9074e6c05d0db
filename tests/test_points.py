"""The reward ledger: worked by hand, held by its identity under whatever happens, and honest about what nobody can say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan import load, measure, points
from commplan.cli import build
from commplan.localday import day_date, day_number
from commplan.plan import Plan
from commplan.plan.times import Duration
from commplan.points import Account, account, liability
from commplan.reckoning.bookkeeping import Book, lapse_day
from commplan.reckoning.ledger import Credit, EarnRule, Happening, Ledger, RewardLevel, Scheme
from commplan.suspicion import BURST, CAPPED_DAYS, OFTEN, Watch
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


def at(day: int, member: str, what: str, key: str, event: str = "", second: int = 0) -> Happening:
    """Something on the `day`th day of the scheme, counted from 0."""
    us = ((START + day) * 86_400 + second) * 1_000_000
    return Happening(us, event or f"{day}-{second}-{member}-{key}", START + day, member, what, key)  # type: ignore[arg-type]


def kept(*happenings: Happening, days: int = 60, **changes: object) -> Ledger:
    return booked(*happenings, days=days, **changes)[0]


def booked(*happenings: Happening, days: int = 60, **changes: object) -> tuple[Ledger, list[Credit]]:
    book = Book(scheme(**changes), START + days)
    credited = book.keep(happenings)
    return book.close(), credited


def flows(ledger: Ledger) -> list[tuple[int, ...]]:
    return [(f.open, f.issued, f.redeemed, f.expired, f.revoked, f.close) for f in ledger.flows]


# -- by hand --


def test_a_cap_of_times_holds_back_the_third_of_a_day_and_not_the_first_of_the_next() -> None:
    ledger, credited = booked(*(at(0, "a", "earn", "post", second=s) for s in range(3)), at(1, "a", "earn", "post"))
    assert [c.points for c in credited] == [5, 5, 0, 5]
    assert (ledger.earned["post"].times, ledger.earned["post"].capped, ledger.earned["post"].held_back) == (3, 1, 5)
    assert ledger.balances == {"a": 15}


def test_a_cap_of_points_pays_what_is_left_of_it_in_the_week_from_monday() -> None:
    # 1 January 2026 is a Thursday: the fifth day begins a week
    _, credited = booked(*(at(d, "a", "earn", "help") for d in (0, 1, 2, 4)))
    assert [c.points for c in credited] == [10, 10, 5, 10]


def test_each_member_has_caps_of_their_own() -> None:
    ledger = kept(*(at(0, m, "earn", "post", second=s) for m in "ab" for s in range(3)))
    assert ledger.balances == {"a": 10, "b": 10}


def test_what_is_spent_comes_from_the_oldest_and_what_is_left_lapses_to_the_day() -> None:
    happenings = [at(d, "a", "earn", "help") for d in (0, 5, 12)] + [at(6, "a", "redeem", "mug")]
    whole = kept(*happenings, days=15, expiry=TEN_DAYS, opening=0)
    assert (whole.balances, flows(whole)) == ({"a": 10}, [(0, 30, 20, 0, 0, 10)])
    assert kept(*happenings, days=22, expiry=TEN_DAYS, opening=0).balances == {"a": 10}
    assert flows(kept(*happenings, days=23, expiry=TEN_DAYS, opening=0)) == [(0, 30, 20, 10, 0, 0)]


def test_what_was_out_on_the_first_day_is_spent_when_nobody_is_known_to_have_it_and_lapses_in_the_end() -> None:
    ledger = kept(at(3, "a", "redeem", "mug"), days=12, expiry=TEN_DAYS)
    assert flows(ledger) == [(100, 0, 20, 80, 0, 0)]
    assert ledger.overdrawn == ()


def test_more_than_anybody_can_have_had_is_told_and_pays_no_more_than_there_was() -> None:
    ledger = kept(at(0, "a", "earn", "post"), at(3, "a", "redeem", "mug"), opening=0)
    assert [(h.key, missing) for h, missing in ledger.overdrawn] == [("mug", 15)]
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
    assert kept(*two_first, days=12, **common).levels == {"a": "tree"}
    assert kept(*two_first, at(6, "a", "redeem", "mug"), days=12, **common).levels == {"a": "tree"}
    assert kept(*two_first, days=16, **common).levels == {}
    mixed = [at(0, "a", "earn", "two"), *(at(5, "a", "earn", "two", second=s) for s in range(9))]
    assert kept(*mixed, days=8, **common).levels == {"a": "tree"}
    assert kept(*mixed, days=12, **common).levels == {"a": "tree"}  # 18 of 20: exactly nine tenths
    assert kept(*mixed[:-1], days=12, **common).levels == {"a": "leaf"}


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
@given(
    st.lists(events.map(fitting), max_size=40),
    st.sampled_from([None, TEN_DAYS, YEAR]),
    st.sampled_from([0, 7, 100]),
    st.integers(1, 90),
)
def test_nothing_comes_from_nowhere_and_nothing_goes_there(
    happenings: list[Happening], expiry: Duration | None, opening: int, days: int
) -> None:
    ledger, credited = booked(*happenings, days=days, expiry=expiry, opening=opening, levels=LEVELS)
    assert all(f.holds for f in ledger.flows)
    assert ledger.flows[0].open == opening
    assert all(a.close == b.open for a, b in zip(ledger.flows, ledger.flows[1:], strict=False))
    assert ledger.flows[-1].close == sum(ledger.balances.values()) + ledger.pool
    assert all(balance >= 0 for balance in ledger.balances.values())
    assert min([0, *(n for f in ledger.flows for n in (f.issued, f.redeemed, f.expired, f.revoked, f.close))]) == 0
    assert sum(f.issued for f in ledger.flows) == sum(c.points for c in credited)
    assert ledger == kept(*reversed(happenings), days=days, expiry=expiry, opening=opening, levels=LEVELS)


@settings(deadline=None)
@given(st.lists(events.map(fitting), max_size=30), st.integers(1, 60))
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
    st.integers(0, 40), st.sampled_from(["message", "reaction", "reply"]), st.sampled_from(["0a", "3b", "7c", "ad", "e5", "f9"]),
    st.integers(0, 6), st.sampled_from(["-", "-", "-", "note-accepted", "mug", "reversal"]),
)  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(st.lists(LINES, min_size=1, max_size=40))
def test_it_does_not_matter_how_many_members_are_looked_at_together(
    drawn: list[tuple[int, str, str, int, str]],
) -> None:
    lines = [
        f"e{n} 2026-01-{1 + hours // 24:02}T{hours % 24:02}:00 {kind} {who} {f'e{n - 1 - back}' if n > back else '-'} {tags}"
        for n, (hours, kind, who, back, tags) in enumerate(sorted(drawn))
    ]
    lived = "\n".join(["id time kind member reply_to tags", *lines])
    together = counted(lived)
    with patch.object(points, "AT_ONCE", 1):
        assert counted(lived) == together


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


def paid(
    day: int, member: str, rule: str = "liked", givers: tuple[str, ...] = (), second: int = 0, capped: bool = False
) -> Credit:
    us = ((START + day) * 86_400 + second) * 1_000_000
    return Credit(us, START + day, member, rule, 5, capped, givers)


def kinds(credits_: list[Credit]) -> list[tuple[str, tuple[str, ...], int]]:
    watch = Watch()
    watch.see(credits_)
    return [(s.kind, s.members, s.number) for s in watch.found()]


def test_a_cap_reached_on_many_days_is_told_and_on_fewer_not() -> None:
    days = [paid(d, "a", "post", capped=True) for d in range(CAPPED_DAYS)]
    assert kinds(days) == [("at-cap", ("a",), CAPPED_DAYS)]
    assert kinds(days[:-1]) == []


def test_many_in_a_few_minutes_are_told_and_spread_out_they_are_not() -> None:
    assert kinds([paid(0, "a", "post", second=60 * i) for i in range(BURST)]) == [("burst", ("a",), BURST)]
    assert kinds([paid(0, "a", "post", second=67 * i) for i in range(BURST)]) == []


def ring(members: str, times: int) -> list[Credit]:
    """Each is liked by the one before, round and round."""
    return [
        paid(t, m, givers=(members[i - 1],)) for t in range(times) for i, m in enumerate(members)
    ]  # fmt: skip


@pytest.mark.parametrize("members", ["ab", "abc", "abcde"])
def test_those_who_give_to_each_other_are_told(members: str) -> None:
    assert kinds(ring(members, OFTEN)) == [("ring", tuple(members), OFTEN * len(members))]
    assert kinds(ring(members, OFTEN - 1)) == []


def test_those_who_are_liked_by_many_others_too_are_no_ring() -> None:
    others = [paid(20 + i, m, givers=(f"x{i}",)) for m in "ab" for i in range(OFTEN + 1)]
    assert kinds([*ring("ab", OFTEN), *others]) == []
    assert kinds([*ring("ab", OFTEN), *others[1:-1]]) == [("ring", ("a", "b"), 2 * OFTEN)]


def test_one_who_gives_to_many_and_gets_nothing_is_no_ring() -> None:
    assert kinds([paid(i, m, givers=("fan",)) for i in range(9) for m in "abc"]) == []


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
        "id": "posts", "event": "message", "times": 6, "points": 6, "capped": 1, "held_back": 1, "expected": 12, "why": None,
    }  # fmt: skip
    assert found["rules"][2]["why"] == "no export tells of 'attend'"
    assert found["liability"] == {
        "points": 48, "expected": "14.40", "worst": "24.00", "budget": "100", "currency": "CNY", "missing": [],
    }  # fmt: skip


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
