"""Messages and when each was first answered, kept from one evaluation to the next: a first answer stays the first.

Kept are those of the days that the last windows needed, as they stood at the end of the day before the last: who had no answer
then is looked for among the replies since.
"""

# ruff: noqa: S608 - the SQL is put together from quoted literals and whole numbers only

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from commplan.activity.database import Fault
from commplan.activity.parts import parquet
from commplan.activity.whose import literal
from commplan.reckoning import layers, tables
from commplan.reckoning.layers import Asked, Session

_LEAST = 49
"""Days that are kept at least: the last few weeks are each compared over windows as long as that of the plan."""
_SINCE = 4
"""Days of which to look for answers anew takes less than to write down all of them."""


def found(session: Session, home: Path, days: Mapping[int, str]) -> Asked | None:
    """What is kept and still holds. `home`: the folder of it, `days`: what days are called now."""
    held = []
    for file in home.glob("[!.]*-*-*.parquet"):
        name, first, end = file.stem.split("-")
        if first.isdigit() and end.isdigit() and days.get(int(end) - 1) == name:
            held.append((int(end), -int(first), file))
    if not held:
        return None
    end_day, before, file = max(held)
    rows = f"SELECT * FROM {parquet([file])}"
    try:
        session.connection.execute(f"SELECT count(*) FROM ({rows})").fetchall()
    except Fault:
        return None
    return Asked(-before, end_day, rows)


def keep(session: Session, home: Path, days: Mapping[int, str]) -> None:
    """Write down what the last windows needed, unless little has come since. OSError or Fault when it cannot be."""
    held, first, covers = session.made.get("asked_before"), session.made.get("asked_from"), session.covers
    if covers is None or not isinstance(first, int):
        return
    until = covers.end_day - 1  # the last day may not be over
    first = max(covers.first_day, min(until - _LEAST, first))
    known = held if isinstance(held, Asked) and held.first_day <= first else None
    if until - 1 not in days or (known and until - known.end_day < _SINCE):
        return
    body = tables.WAITING.format(rows=known.rows, by="m.event_id, m.member, ") if known else tables.WAITED
    file = home / f"{days[until - 1]}-{first}-{until}.parquet"
    fresh = home / f".{file.name}.{os.getpid()}"
    with layers.only(session, known.end_day if known else first, until):
        session.connection.execute(
            "COPY (SELECT CASE WHEN answered_us IS NULL THEN event_id END AS event_id,"
            " CASE WHEN answered_us IS NULL THEN member END AS member, us, day, answered_us"
            f" FROM ({body}) AS told WHERE day >= {first}) TO {literal(str(fresh))} (FORMAT parquet)"
        )
    fresh.replace(file)
