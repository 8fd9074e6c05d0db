"""What was paid, as tables write it: read to a thousandth, or not at all."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan import load
from commplan.activity.amounts import LARGEST, thousandths
from commplan.importing.mappings import declared
from stored import imported, query

READ = [
    ("12.50", 12_500), ("-1,234.50", -1_234_500), ("$12", 12_000), ("US$ 1 234,50", 1_234_500), ("1.234.567", 1_234_567_000),
    ("(5.00)", -5_000), ("¥８８", 88_000), ("12,5", 12_500), ("0.0005", 1), ("0.123", 123), ("19.9583", 19_958), ("7 EUR", 7_000),
    ("1’234.50", 1_234_500), ("−3", -3_000), ("12,50 €", 12_500), ("0", 0), ("1,234", 1_234_000), ("1000000000000", LARGEST),
    ("1.234", None), ("", None), (None, None), ("free", None), ("5-", None), ("1,23,456", None), ("-(3)", None), ("1e5", None),
    ("1000000000001", None), ("12.50 or 13", None), ("--1", None), ("1.2.3", None),
    ("(-5.00)", None), ("+(5)", None), ("(+5)", None), ("1" + " " * 10**6 + "x", None), ("-" + " " * 10**6 + "1", None),
]  # fmt: skip


@pytest.mark.parametrize(("said", "amount"), READ, ids=lambda value: repr(value)[:20])
def test_an_amount_is_read_or_unknown(said: str | None, amount: int | None) -> None:
    assert thousandths(said) == amount


def test_three_digits_behind_a_mark_are_read_by_the_decimals_of_the_currency() -> None:
    assert [(thousandths("1.234", n), thousandths("1,234", n)) for n in (0, 2, 3)] == [
        (1_234_000, 1_234_000),
        (None, 1_234_000),
        (1_234, None),
    ]


@given(
    st.decimals(-(10**9), 10**9, allow_nan=False, places=2), st.sampled_from(["{:f}", "{:,f}", "{:,f} EUR", "€{:f}"])
)
def test_what_was_written_is_what_is_read(amount: Decimal, form: str) -> None:
    text = form.format(abs(amount))
    swapped = text.translate(str.maketrans(",.", ".,"))
    exact = int((abs(amount) * 1000).to_integral_value(ROUND_HALF_UP))
    assert thousandths(text) == thousandths(swapped) == exact
    assert thousandths(f"-{text}") == -exact


PLAN = """\
commplan: 1
plan: {id: p, title: P, timezone: UTC, currency: EUR}
evaluation:
  sources:
    - id: orders
      tool: table
      mapping:
        time: paid
        member: who
        kind_is: purchase
        amount: total
        currency: money
        also: [{column: returned, kind: refund, amount: returned, time: returned on}]
"""
ORDERS = """who,paid,total,money,returned,returned on
a,2026-03-02,"1.234,50",EUR,0.00,
a,2026-03-02,12,eur,4.5,2026-03-09
b,2026-03-03,30,USD,,
b,2026-03-04,-8,EUR,,
c,2026-03-05,on the house,EUR,,
c,2026-03-06,7,,2,
d,2026-03-07,0,EUR,?,
"""


def test_orders_tell_what_was_paid_and_given_back(tmp_path: Path) -> None:
    """Of another currency, of none, and of no number the amount is unknown; a refund of nothing is none."""
    plan = load.plan("plan.yaml", PLAN.encode()).plan
    assert plan is not None
    (tmp_path / "orders.csv").write_text(ORDERS, "utf-8")
    store, _ = imported(tmp_path / "a", tmp_path / "orders.csv", declared(plan.evaluation.sources[0], "EUR"))
    names = {store.member("orders", who): who for who in "abcd"}
    found = query(store, "SELECT strftime(make_timestamp(us), '%d'), member, kind, size, tags FROM events ORDER BY ALL")
    assert [
        (day, names[who], *rest)
        for day, who, *rest in sorted(found, key=lambda r: (r[0], names[r[1]], r[2], r[3] or 0))
    ] == [
        ("02", "a", "purchase", 12_000, None),
        ("02", "a", "purchase", 1_234_500, None),
        ("03", "b", "purchase", None, None),
        ("04", "b", "refund", 8_000, None),
        ("05", "c", "purchase", None, None),
        ("06", "c", "purchase", None, None),
        ("06", "c", "refund", None, "undated"),
        ("07", "d", "purchase", 0, None),
        ("07", "d", "refund", None, "undated"),
        ("09", "a", "refund", 4_500, None),
    ]
    assert store.capabilities == {"purchases", "amounts"}
