"""Every metric of the catalogue: documented, named right, portable, and its example computes to the answer worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import duckdb
import pytest

import commplan.metrics
from commplan import measure
from commplan.discover import discover
from commplan.event import CAPABILITIES, KINDS
from commplan.localday import day_number, month_number
from commplan.metric import ACTIVITY, CHAPTERS, Example, Metric, table

CATALOGUE = {metric.id: metric for metric in discover(commplan.metrics, Metric).values()}
EXAMPLES = [
    pytest.param(metric, example, id=f"{metric.id}-{number}")
    for metric in CATALOGUE.values()
    for number, example in enumerate(metric.examples, 1)
]
EVENTS = """
CREATE TABLE events (event_id VARCHAR, source VARCHAR, kind VARCHAR, us BIGINT, member VARCHAR, bot BOOLEAN,
                     channel VARCHAR, thread VARCHAR, reply_to VARCHAR, size INTEGER, tags VARCHAR)
"""
Row = tuple[str, str, str, int, str | None, bool | None, str | None, str | None, str | None, int | None, str | None]


def connect(rows: Sequence[Row]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(EVENTS)
    if rows:
        connection.executemany(f"INSERT INTO events VALUES ({', '.join('?' * 11)})", rows)
    return connection


def microseconds(text: str, timezone: str) -> int:
    moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))
    return int(moment.astimezone(UTC).timestamp()) * 1_000_000


def rows_of(example: Example) -> list[Row]:
    rows: list[Row] = []
    for line in table(example.events):
        for _ in range(int(line.get("times", "1"))):
            name = line.get("id", f"e{len(rows)}")
            bot = {"yes": True, "no": False, None: None}[line.get("bot", "no")]
            us = microseconds(line["time"], example.timezone)
            channel, thread, reply_to = line.get("channel"), line.get("thread"), line.get("reply_to")
            tags = line.get("tags")
            rows.append((name, "x", line["kind"], us, line.get("member"), bot, channel, thread, reply_to, None, tags))
    return rows


def expected(column: str, cell: str | None) -> object:
    if cell is None:
        return None
    if cell in ("yes", "no"):
        return cell == "yes"
    if column == "day":
        return day_number(date.fromisoformat(cell))
    if column in ("month", "cohort"):
        return month_number(date.fromisoformat(f"{cell}-01"))
    return (
        float(Fraction(cell)) if any(sign in cell for sign in "/.") else int(cell) if cell.isdigit() else _other(cell)
    )


def _other(cell: str) -> object:
    return int(cell) if cell.lstrip("-").isdigit() else cell


def answer(metric: Metric, example: Example) -> list[dict[str, object]]:
    lines = table(example.answer) if example.answer.strip() else []
    heading = example.answer.split("\n")[1].split()
    return [{name: expected(name, line.get(name)) for name in heading} for line in lines]


@pytest.mark.parametrize(("metric", "example"), EXAMPLES)
def test_the_example_computes_to_the_answer_worked_out_by_hand(metric: Metric, example: Example) -> None:
    session = measure.prepare(connect(rows_of(example)), example.timezone, measure.Exclusions())
    found = measure.compute(session, metric, example.window, example.parameters)
    lines = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    lines = [line for line in lines if example.only_nonzero is None or line[example.only_nonzero]]
    asked = answer(metric, example)
    assert [{name: line[name] for name in asked[0]} for line in lines] == asked
