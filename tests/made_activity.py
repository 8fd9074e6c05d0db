"""Small activity tables for tests, from readable text or from rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import duckdb

from commplan.metric import table

Row = tuple[str, str, str, int, str | None, bool | None, str | None, str | None, str | None, int | None, str | None]
_COLUMNS = """
CREATE OR REPLACE TABLE events (event_id VARCHAR, source VARCHAR, kind VARCHAR, us BIGINT, member VARCHAR, bot BOOLEAN,
                                channel VARCHAR, thread VARCHAR, reply_to VARCHAR, size BIGINT, tags VARCHAR)
"""
_CONNECTION = duckdb.connect(config={"threads": 1})


def connect(rows: Sequence[Row]) -> duckdb.DuckDBPyConnection:
    """One connection for all tests, its table made anew, which nobody has linked accounts in: opening one costs more than a small test."""
    _CONNECTION.execute(_COLUMNS)
    _CONNECTION.execute("CREATE OR REPLACE VIEW kept AS SELECT * FROM events")
    if rows:
        lists = [list(column) for column in zip(*rows, strict=True)]
        _CONNECTION.execute(
            "INSERT INTO events SELECT " + ", ".join(f"unnest({_cast(place)})" for place in range(11)), lists
        )
    return _CONNECTION


def _cast(place: int) -> str:
    kind = {3: "BIGINT", 5: "BOOLEAN", 9: "BIGINT"}.get(place, "VARCHAR")
    return f"CAST(? AS {kind}[])"


def microseconds(text: str, timezone: str) -> int:
    moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))
    return int(moment.astimezone(UTC).timestamp()) * 1_000_000


def rows_of(text: str, timezone: str = "UTC") -> list[Row]:
    """The events of a readable table (`metric.Example` says how it is written); nobody is a bot unless it says so."""
    rows: list[Row] = []
    for line in table(text):
        for _ in range(int(line.get("times", "1"))):
            bot = {"yes": True, "no": False, "unknown": None}[line.get("bot", "no")]
            us = microseconds(line["time"], timezone)
            place = (line.get("channel"), line.get("thread"), line.get("reply_to"))
            tags = line["tags"].replace("+", " ") if "tags" in line else None
            name = line.get("id", f"e{len(rows)}")
            size = int(line["size"]) if "size" in line else None
            rows.append((name, line.get("source", "x"), line["kind"], us, line.get("member"), bot, *place, size, tags))
    return rows
