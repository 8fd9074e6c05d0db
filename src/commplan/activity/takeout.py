"""The activity table as a file for other programs: CSV or JSON lines, each row once, in the order of time.

CSV is what people open in a spreadsheet: it begins with a byte order mark, so that Chinese is read as such, and text
that a spreadsheet would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

from pathlib import Path

from commplan.activity.parts import COLUMNS
from commplan.activity.whose import Connection, literal
from commplan.escape import FORMULA

ENDINGS = (".csv", ".jsonl")
_TIME = "strftime(make_timestamp(us), '%Y-%m-%dT%H:%M:%S.%fZ')"
_MARK, _LINE = "\ufeff", "\n"
_FREE = frozenset({"source", "channel", "tags", "text"})
"""Columns with text that comes from an export or a plan; the rest are hashes, numbers and words of ours."""


def write(connection: Connection, file: Path, *, texts: bool) -> None:
    """The view `events`, with the texts that were kept, into a file, by the ending of its name."""
    columns = (*COLUMNS, "text") if texts else tuple(COLUMNS)
    beside = " LEFT JOIN (SELECT event_id, text FROM texts) USING (event_id)" if texts else ""
    ordered = f"FROM events{beside} ORDER BY us, event_id"
    if file.suffix == ".csv":
        query = f"SELECT {', '.join(map(_cell, columns))} {ordered}"
        head = ",".join("time" if name == "us" else name for name in columns)
        how = f"FORMAT csv, HEADER false, PREFIX {literal(_MARK + head + _LINE)}, SUFFIX {literal(_LINE)}"
    else:
        query = f"SELECT {', '.join(map(_value, columns))} {ordered}"
        how = "FORMAT json"
    connection.execute(f"COPY ({query}) TO {literal(str(file))} ({how})")


def _value(name: str) -> str:
    return f"{_TIME} AS time" if name == "us" else name


def _cell(name: str) -> str:
    if name not in _FREE:
        return _value(name)
    return f"CASE WHEN regexp_matches({name}, {literal(FORMULA)}) THEN '''' || {name} ELSE {name} END AS {name}"
