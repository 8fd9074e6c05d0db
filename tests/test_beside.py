"""What stands beside a value: each number in its unit, none that is not known, and none of too few."""

from __future__ import annotations

from datetime import date

import pytest

from commplan.catalogue import metric
from commplan.localday import Window
from commplan.measuring import measure
from commplan.reckoning import beside
from made_activity import connect, rows_of

MARCH = Window(date(2026, 3, 1), date(2026, 4, 1))
MOVED = """
time              member kind
2026-02-01T09:00  A      join
2026-02-01T09:00  B      join
2026-02-01T09:00  C      join
2026-02-01T09:00  D      join
2026-03-02T09:00  A      leave
2026-03-03T09:00  E      join
2026-03-04T09:00  F      join
2026-03-05T09:00  G      join
2026-03-06T09:00  G      leave
2026-03-07T09:00  H      join
2026-03-31T09:00  H      message
"""
ASKED = """
id time              member kind    thread
q1 2026-03-02T09:00  A      message -
r1 2026-03-02T10:00  B      reply   q1
q2 2026-03-03T09:00  A      message -
r2 2026-03-03T11:00  B      reply   q2
q3 2026-03-04T09:00  A      message -
q9 2026-03-31T09:00  A      message -
"""
PEOPLE = "came and stayed: 3|were there and are gone: 1|came and went within the window: 1|of those who came, had been members before: 0"
CASES = [
    ("net-growth", MOVED, f"{PEOPLE}|net growth of the members at the start: 50%"),
    ("net-growth", MOVED.replace(" E ", " Z ").replace(" F      join", " Z      join"), PEOPLE.replace("3", "2", 1)),
    ("first-response-time", ASKED, "unanswered: 1|still open: 1"),
    ("first-response-time", ASKED + "".join(f"s{n} 2026-03-0{n}T09:00 A message -\nt{n} 2026-03-0{n}T12:00 B reply s{n}\n" for n in range(5, 8)),
     "ninetieth percentile: 3 h|unanswered: 1|still open: 1"),
    ("elephant-factor", ASKED, "lowest it may be: 1|highest it may be: 1|active events of people whose organisation is known: 0|active events: 6"),
    ("burstiness", ASKED, ""),
    ("unanswered-rate", ASKED, ""),
    ("unanswered-rate", ASKED + "c3 2026-03-05T09:00 B close q3\n", "of the unanswered, closed all the same: 1"),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "events", "aside"), CASES)
def test_what_else_a_metric_tells_stands_beside_its_value(id_: str, events: str, aside: str) -> None:
    known = metric(id_)
    assert known
    session = measure.prepare(connect(rows_of(events)), "UTC", measure.Exclusions())
    found = measure.compute(session, known, MARCH)
    assert "|".join(words.en for words in beside.told(known, found)) == aside
