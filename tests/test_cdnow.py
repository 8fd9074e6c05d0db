"""Repeat purchases of the CDNOW sample come out as they were published."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from commplan import measure
from commplan.catalogue import metric
from commplan.reckoning.localday import Window
from made_activity import Row, connect

SAMPLE = Path(__file__).parent / "exports" / "cdnow" / "CDNOW_sample.txt.gz"
CALIBRATION = Window(date(1997, 1, 1), date(1997, 10, 1))
PUBLISHED = {
    0: 1411,
    1: 439,
    2: 214,
    3: 100,
    4: 62,
    5: 38,
    6: 29,
    7: 23,
    8: 7,
    9: 5,
    10: 5,
    11: 5,
    12: 4,
    13: 5,
    14: 2,
    15: 1,
    17: 1,
    18: 1,
    19: 1,
    21: 1,
    25: 1,
    26: 1,
    29: 1,
}
"""Customers by their number of repeat purchases (column `frequency` of cdnow_customers_summary.csv)."""


@pytest.fixture(scope="module")
def session() -> measure.Session:
    rows: list[Row] = []
    for number, line in enumerate(gzip.decompress(SAMPLE.read_bytes()).decode().splitlines()):
        _, customer, day, *_ = line.split()
        us = int(datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC).timestamp()) * 1_000_000
        rows.append((f"e{number}", "x", "purchase", us, customer, False, None, None, None, None, None))
    return measure.prepare(connect(rows), "UTC", measure.Exclusions())


def test_the_distribution_of_repeat_purchases_is_the_published_one(session: measure.Session) -> None:
    found = metric("repeat-purchases")
    assert found is not None
    assert measure.compute(session, found, CALIBRATION).rows == tuple(sorted(PUBLISHED.items()))


def test_the_repurchase_rate_is_the_published_one(session: measure.Session) -> None:
    found = metric("repurchase-rate")
    assert found is not None
    measured = measure.compute(session, found, CALIBRATION)
    again = sum(people for repeats, people in PUBLISHED.items() if repeats)
    assert (measured.numerator, measured.denominator) == (again, sum(PUBLISHED.values())) == (946, 2357)
    assert measured.value == 946 / 2357
