"""Numbers that people write down: the examples of every such metric, what cannot be added up, and what the check says."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan.catalogue import described, metric_ids, tallied, tallied_ids
from commplan.localday import Window
from commplan.metric import Tallied, table
from commplan.reckoning.tally import Counted, measured
from outcomes import outcomes

MARCH = Window(date(2026, 3, 1), date(2026, 4, 1))
EVERY = [m for m in map(tallied, tallied_ids()) if m is not None]


def counted(text: str) -> list[Counted]:
    return [
        Counted(
            date.fromisoformat(row["start"]),
            date.fromisoformat(row["end"]),
            int(row["numerator"]),
            int(row["denominator"]),
            row.get("of"),
        )
        for row in table(text)
    ]


def written(*rows: str) -> list[Counted]:
    return counted("\n".join(["start end numerator denominator of", *rows]))


@pytest.mark.parametrize("metric", EVERY, ids=lambda m: m.id)
def test_a_metric_comes_to_what_its_examples_say(metric: Tallied) -> None:
    assert described(metric.id) is metric
    assert metric.id not in metric_ids()
    for example in metric.examples:
        found = measured(metric, counted(example.tallies), example.window)
        assert (found.numerator, found.denominator, found.reason) == (example.numerator, example.denominator, None)
        assert found.value == example.numerator / example.denominator
        assert (found.interval is not None) == metric.proportion


OPEN = "open-rate"
SUMMED = (
    "Numbers of several spans of days cannot be added up for this metric, since the same cases would count twice: write "
    "down one for the whole period."
)
UNKNOWN = [
    (OPEN, [], "Nobody has written down numbers of these days (`evaluation.tallies`)."),
    (OPEN, ["2026-02-27 2026-03-02 1 2 -"], "The numbers written down are of longer days than this period: write them down for this period."),
    (OPEN, ["2026-03-01 2026-03-31 0 0 -"], "There was nothing to divide by: delivered is 0."),
    (OPEN, ["2026-03-01 2026-03-31 3 2 -"], "opened or read is more than delivered."),
    (OPEN, ["2026-03-01 2026-03-10 1 2 mail", "2026-03-10 2026-03-12 1 2 -"],
     "Two of the numbers written down count the same days (`commplan check` names them)."),
    ("closure-ratio", ["2026-03-01 2026-03-10 1 2 -", "2026-03-11 2026-03-31 1 2 -"],
     SUMMED),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "rows", "reason"), UNKNOWN)
def test_what_cannot_be_added_up_is_unknown(id_: str, rows: list[str], reason: str) -> None:
    metric = tallied(id_)
    assert metric
    found = measured(metric, written(*rows), MARCH)
    assert (found.value, found.reason and found.reason.en) == (None, reason)


def test_days_of_which_nobody_wrote_and_days_beyond_make_it_partial() -> None:
    metric = tallied(OPEN)
    assert metric
    found = measured(metric, written("2026-02-25 2026-03-03 9 9 -", "2026-03-04 2026-03-20 1 4 -"), MARCH)
    assert (found.value, found.partial, found.seen) == (0.25, True, Window(date(2026, 3, 4), date(2026, 3, 21)))
    assert [n.en for n in found.notes] == [
        "Taken from what was written down by hand.",
        "Numbers of days that reach beyond the period are left out.",
    ]
    whole = measured(metric, written("2026-03-01 2026-03-31 1 4 -"), MARCH)
    assert not whole.partial
    assert whole.interval == pytest.approx((0.0456, 0.6994), abs=1e-3)


SPAN = st.tuples(
    st.integers(0, 40), st.integers(0, 9), st.integers(0, 5), st.integers(0, 5), st.sampled_from([None, "a", "b"])
)


@given(st.lists(SPAN, max_size=6), st.randoms())
def test_the_order_of_tallies_changes_nothing(
    spans: list[tuple[int, int, int, int, str | None]], random: Random
) -> None:
    metric = tallied(OPEN)
    assert metric
    start = MARCH.first
    tallies = [Counted(start + timedelta(a), start + timedelta(a + n), x, y, of) for a, n, x, y, of in spans]
    mixed = list(tallies)
    random.shuffle(mixed)
    found, again = measured(metric, tallies, MARCH), measured(metric, mixed, MARCH)
    assert found == again
    inside = [t for t in tallies if t.end < MARCH.end]

    def told_by_parts(whole: Counted) -> bool:
        parts = [t for t in inside if t.of and whole.of is None and (t.start, t.end) == (whole.start, whole.end)]
        sums = sum(t.numerator for t in parts), sum(t.denominator for t in parts)
        return bool(parts) and sums == (whole.numerator, whole.denominator)

    once = [t for t in inside if not told_by_parts(t)]
    twice = any(
        a.start <= b.end and b.start <= a.end and (a.of == b.of or None in (a.of, b.of))
        for i, a in enumerate(once)
        for b in once[:i]
    )
    assert (found.reason is not None and "same days" in found.reason.en) == twice


def test_a_whole_beside_its_groups_counts_once() -> None:
    metric = tallied(OPEN)
    assert metric
    groups = ("2026-03-01 2026-03-31 1 4 a", "2026-03-01 2026-03-31 2 4 b")
    found = measured(metric, written(*groups, "2026-03-01 2026-03-31 3 8 -"), MARCH)
    assert (found.numerator, found.denominator, found.reason) == (3, 8, None)
    other = measured(metric, written(*groups, "2026-03-01 2026-03-31 4 8 -"), MARCH)
    assert other.value is None


def tallies(*rows: str) -> str:
    return (
        "evaluation: {metrics: [{id: mine, definition: Counted}], tallies: ["
        + ", ".join(f"{{{r}}}" for r in rows)
        + "]}"
    )


DAYS = "start: 2026-11-01, end: 2026-11-30, numerator: 1, denominator: 2"
PLACE = "evaluation.tallies"
SAID = [
    ("", ["- no numbers are written down (`evaluation.tallies`)"]),
    (tallies(f"metric: open-rate, {DAYS}"), []),
    (tallies("metric: open-rate, start: 2026-11-01, end: 2026-11-01, numerator: 2, denominator: 2"), []),
    (
        tallies("metric: open-rate, start: 2026-11-01, end: 2026-11-01, numerator: 3, denominator: 2"),
        [f"{PLACE}[0].numerator: opened or read (3) are more than delivered (2)"],
    ),
    (tallies("metric: k-factor, start: 2026-11-01, end: 2026-11-01, numerator: 3, denominator: 2"), []),
    (
        tallies("metric: open-rate, start: 2026-11-02, end: 2026-11-01, numerator: 1, denominator: 2"),
        [f"{PLACE}[0].end: the days end (2026-11-01) before they begin (2026-11-02)"],
    ),
    (
        tallies("metric: open-rate, start: 2028-11-02, end: 2028-11-03, numerator: 1, denominator: 2"),
        [f"{PLACE}[0].start: these days have not come yet (2028-11-02)"],
    ),
    (tallies(f"metric: opn-rate, {DAYS}"), [f"{PLACE}[0].metric: no metric is called 'opn-rate'"]),
    (tallies(f"metric: mau, {DAYS}"), [f"{PLACE}[0].metric: commplan counts 'mau' by itself"]),
    (tallies(f"metric: mine, {DAYS}"), [f"{PLACE}[0].metric: 'mine' is read off as one value, not as two numbers"]),
    (
        tallies(f"metric: open-rate, {DAYS}", "metric: open-rate, start: 2026-11-30, end: 2026-12-01, numerator: 1, denominator: 2"),
        [f"{PLACE}[1]: 'open-rate': the days from 2026-11-30 to 2026-11-30 are counted twice"],
    ),
    (tallies(f"metric: open-rate, {DAYS}", f"metric: open-rate, {DAYS}, of: mail"), []),
    (
        tallies(f"metric: open-rate, {DAYS}", f"metric: open-rate, {DAYS}, of: mail", f"metric: open-rate, {DAYS}, of: chat"),
        [f"{PLACE}[0].numerator: 'open-rate': the groups add up to 2 of 4, and the whole of the same days says 1 of 2"],
    ),
    (
        tallies(f"metric: open-rate, {DAYS}", "metric: open-rate, start: 2026-12-01, end: 2026-12-01, numerator: 1, denominator: 2"),
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_the_check_says_of_tallies(text: str, said: list[str]) -> None:
    assert outcomes("V120", text) == said
