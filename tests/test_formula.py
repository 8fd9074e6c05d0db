"""A plan's own metrics: counted as they say, held to what the exports tell, and never a way into the database."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan import load
from commplan.activity.event import CAPABILITIES
from commplan.catalogue import COUNTED_FROM
from commplan.localday import Window
from commplan.measuring import formula, measure
from commplan.metric import ACTIVITY, Metric
from commplan.plan import Plan
from commplan.reckoning.interval import wilson
from commplan.words import Words
from made_activity import Row, connect, rows_of
from portable import faults
from test_metrics_recomputed import BEGIN, EXCLUSIONS, ROWS, STAFF, Seen, activity

MARCH = Window(date(2026, 3, 1), date(2026, 4, 1))
HEAD = """\
commplan: 1
plan: {id: p, title: P, timezone: UTC}
content:
  channels:
    - {id: help-desk, name: Help, handle: help}
evaluation:
  metrics:
    - id: own
      definition: What this plan counts
"""


def planned(text: str) -> Plan:
    loaded = load.plan("plan.yaml", (HEAD + "".join(f"      {line}\n" for line in text.strip().splitlines())).encode())
    assert loaded.plan is not None, loaded
    return loaded.plan


def own(text: str) -> Metric:
    found = formula.known(planned(text), "own")
    assert isinstance(found, Metric)
    return found


EVENTS = """
id time              member kind     channel size tags   bot
b0 2026-02-20T09:00  A      message  help    9    -      no
b1 2026-03-02T09:00  A      message  help    10   -      no
b2 2026-03-02T10:00  B      reply    help    200  -      no
b3 2026-03-03T10:00  B      reply    help    30   edited no
b4 2026-03-03T11:00  S      reply    help    40   -      no
b5 2026-03-04T11:00  C      message  hall    50   file   no
b6 2026-03-04T12:00  A      reaction hall    -    undated no
b7 2026-03-05T12:00  R      message  hall    60   -      yes
b8 2026-03-30T12:00  C      attend   talks   -    -      no
p1 2026-03-06T12:00  C      purchase -       12500 -     no
p2 2026-03-07T12:00  B      purchase -       8000 -      no
p3 2026-03-08T12:00  C      refund   -       2250 -      no
c1 2026-03-10T12:00  -      answer   -       9    enps   no
c2 2026-03-10T12:00  -      answer   -       10   enps   no
c3 2026-03-10T12:00  A      answer   -       3    enps   no
c4 2026-03-10T12:00  A      answer   -       5    other  no
z1 2026-04-20T12:00  A      message  hall    5    -      no
"""
TEAM = measure.Exclusions(staff=frozenset({"S"}))

COUNTED = [
    ("numerator: {}", 4.0, None, None),
    ("numerator: {kinds: reply, who: everybody}", 3.0, None, None),
    ("numerator: {kinds: reply, who: team}", 1.0, None, None),
    ("numerator: {kinds: reply, at_least: 40}", 1.0, None, None),
    ("numerator: {kinds: [message, reply], at_most: 50}", 3.0, None, None),
    ("numerator: {kinds: [message, reply], tags: [file, edited]}", 2.0, None, None),
    ("numerator: {kinds: message, channels: help-desk}", 1.0, None, None),
    ("numerator: {kinds: message, channels: Help}", 1.0, None, None),
    ("numerator: {kinds: message, channels: [help, hall]}", 2.0, None, None),
    ("numerator: {kinds: message, channels: [help, halls]}", 1.0, None, None),
    ("numerator: {kinds: message, channels: talks}", 0.0, None, None),
    ("numerator: {count: members}", 3.0, None, None),
    ("numerator: {count: member-days}", 4.0, None, None),
    ("numerator: {count: member-days}\nlast_days: 29", 2.0, None, None),
    ("numerator: {count: member-days}\nlast_days: 60", 5.0, None, None),
    ("numerator: {kinds: answer, tags: enps, at_least: 9}\ndenominator: {kinds: answer, tags: enps}", 2 / 3, 2, 3),
    ("numerator: {kinds: answer, tags: enps, count: values}\ndenominator: {kinds: answer, tags: enps}", 22 / 3, 22, 3),
    ("numerator: {kinds: [purchase, refund], count: values}", 18.25, None, None),
    ("numerator: {kinds: purchase, at_least: 9}\ndenominator: {kinds: purchase}", 0.5, 1, 2),
    (
        "numerator: {kinds: refund, count: values}\ndenominator: {kinds: purchase, count: values}",
        2.25 / 20.5,
        None,
        None,
    ),
    ("numerator: {kinds: attend, count: members}\ndenominator: {count: members}\nunit: share", 1 / 3, 1, 3),
]


@pytest.mark.parametrize(("text", "value", "numerator", "denominator"), COUNTED)
def test_a_formula_counts_what_it_says(text: str, value: float, numerator: int | None, denominator: int | None) -> None:
    session = measure.prepare(connect(rows_of(EVENTS)), "UTC", TEAM)
    found = measure.compute(session, own(text), MARCH)
    assert (found.value, found.numerator, found.denominator, found.reason) == (value, numerator, denominator, None)


def test_the_sql_of_a_formula_carries_over() -> None:
    assert {text: faults(own(text).sql) for text, *_ in COUNTED} == {text: [] for text, *_ in COUNTED}


UNKNOWN = [
    ("numerator: {kinds: reply, who: team}", TEAM.members, None, ("Nothing tells who the team is.", "无从得知谁是团队成员。")),
    ("numerator: {kinds: reply}\ndenominator: {kinds: register}", TEAM.staff, None,
     ("There is nothing to divide by in this period.", "该时段的分母为零。")),
    ("numerator: {kinds: purchase}", TEAM.staff, "purchases",
     ("The imported activity does not tell who paid for something, and when.", "导入的数据没有说明：谁在何时付了费。")),
    ("numerator: {kinds: message, channels: halls}", TEAM.staff, None,
     ("The activity knows no channel called 'halls'.", "活动数据中没有名为“halls”的渠道。")),
    ("numerator: {channels: [halls, talk]}\ndenominator: {count: members}", TEAM.staff, None,
     ("There is nothing to divide by in this period, or the activity knows no channel called 'halls' or 'talk'.",
      "该时段的分母为零，或活动数据中没有名为“halls”、“talk”的渠道。")),
    ("numerator: {kinds: message, at_least: 5}", TEAM.staff, "sizes",
     ("The imported activity does not tell how long a message is.", "导入的数据没有说明：消息有多长。")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "staff", "untold", "reason"), UNKNOWN)
def test_what_nobody_can_say_is_unknown_with_the_reason(
    text: str, staff: frozenset[str], untold: str | None, reason: tuple[str, str]
) -> None:
    told = frozenset(CAPABILITIES) - {untold}
    session = measure.prepare(connect(rows_of(EVENTS)), "UTC", measure.Exclusions(staff=staff), capabilities=told)
    found = measure.compute(session, own(text), MARCH)
    assert (found.value, found.reason) == (None, Words(*reason))


def test_a_share_of_cases_has_an_interval_and_another_ratio_has_none() -> None:
    session = measure.prepare(connect(rows_of(EVENTS)), "UTC", TEAM)
    part = own("numerator: {kinds: answer, tags: enps, at_least: 9}\ndenominator: {kinds: answer, tags: enps}")
    other = own("numerator: {kinds: reply}\ndenominator: {kinds: message}")
    assert measure.compute(session, part, MARCH).interval == wilson(2, 3)
    assert measure.compute(session, other, MARCH).interval is None


NEEDS = [
    ("numerator: {}", {ACTIVITY}),
    ("numerator: {kinds: [reply, reaction]}\ndenominator: {}", {"messages", "reaction-times", ACTIVITY}),
    ("numerator: {kinds: message, at_least: 3}", {"messages", "sizes"}),
    ("numerator: {kinds: answer, at_least: 3}", {"answers"}),
    ("answers: 3", set()),
]


@pytest.mark.parametrize(("text", "needs"), NEEDS)
def test_a_formula_says_what_it_needs(text: str, needs: set[str]) -> None:
    assert formula.needs(planned(text).evaluation.metrics[0]) == needs


UNITS = [
    ("numerator: {}", "count"),
    ("numerator: {count: members}", "members"),
    ("numerator: {}\ndenominator: {}", "index"),
    ("numerator: {}\ndenominator: {}\nunit: '%'", "share"),
    ("numerator: {}\ndenominator: {}\nunit: 占比", "share"),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_a_formula_has_a_unit(text: str, unit: str) -> None:
    assert own(text).unit == unit


HOSTILE = ["'; DROP TABLE events; --", "help' OR '1'='1", "%", "_", "?", "{top}", "$1", "\\' OR 1=1 --", "\u202ehelp"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_never_becomes_sql(name: str) -> None:
    quoted = name.replace("'", "''")
    metric = own(f"numerator: {{kinds: message, channels: ['{quoted}']}}")
    assert metric.sql == own("numerator: {kinds: message, channels: [x]}").sql
    rows: list[Row] = [(f"e{n}", "x", "message", int(BEGIN.timestamp() + 25 * 86400) * 10**6, "A", False, channel, None, None, 1, None)
                       for n, channel in enumerate([name, "help", "hall"])]  # fmt: skip
    session = measure.prepare(connect(rows), "UTC", measure.Exclusions())
    assert measure.compute(session, metric, MARCH).value == 1.0
    assert session.connection.execute("SELECT count(*) FROM events").fetchall() == [(3,)]


def test_a_metric_without_a_formula_is_read_by_hand() -> None:
    assert formula.known(planned("answers: 3"), "own") is None
    assert formula.known(planned("answers: 3"), "nothing") is None


KINDS = ("message", "reply", "reaction", "join", "attend")
COUNTS = ("events", "members", "member-days")
WHO = ("members", "team", "everybody")


def again(seen: list[Seen], count: str, kinds: list[str], who: str) -> int:
    chosen = [
        e for e in seen
        if e.kind in kinds and "undated" not in e.tags and "channel" not in e.tags
        and (who == "everybody" or (e.member == STAFF) == (who == "team"))
    ]  # fmt: skip
    found = {
        "events": chosen,
        "members": {e.member for e in chosen},
        "member-days": {(e.member, e.day) for e in chosen},
    }
    return len(found[count])


@settings(max_examples=10, deadline=None)
@given(ROWS, st.lists(st.sampled_from(KINDS), min_size=1, unique=True))
def test_a_formula_says_what_counting_the_events_says(rows: list[Row], kinds: list[str]) -> None:
    window = Window(date(2026, 3, 10), date(2026, 4, 20))
    session = measure.prepare(connect(rows), "Europe/Berlin", EXCLUSIONS)
    seen = activity(rows)
    inside = [e for e in seen.events if seen.first <= e.day < seen.end] if seen else []
    for count, who in product(COUNTS, WHO):
        metric = own(f"numerator: {{count: {count}, kinds: [{', '.join(kinds)}], who: {who}}}")
        found = measure.compute(session, metric, window)
        assert found.value == (again(inside, count, kinds, who) if seen else None), (count, who)


def test_every_kind_that_can_be_counted_is_told_by_something() -> None:
    assert set(COUNTED_FROM.values()) <= set(CAPABILITIES)
