"""How things stood before and after the days of a window, asked apart from what happened in between.

Where things stood on a day that is over does not change any more: the end of one window is asked once with the beginning of
the next, and is kept from one evaluation to the next as any answer about days that are over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from commplan.localday import EPOCH, Window, day_number
from commplan.reckoning.layers import Rows, Session, bound, ensure, open_window


def stood(session: Session, sql: str, seen: Window, facts: Mapping[str, int]) -> dict[str, int]:
    """The numbers of a query for how things stand when the local day `win.on_day` begins: each as `x_before` for the first day
    seen and as `x_after` for the one after the last. `facts`: the other columns of `win`."""
    found = dict[str, int]()
    for when, day in (("before", seen.first), ("after", seen.end)):
        query, until = bound(sql, {**facts, "on_day": day_number(day)}), Window(EPOCH, day)
        known = session.answers.get(query) or (session.kept.get(until, query, ()) if session.kept else None)
        if known is None:
            open_window(session, seen, sql)
            ensure(session, sql)
            cursor = session.connection.execute(query)
            known = tuple(column[0] for column in cursor.description), tuple(tuple(row) for row in cursor.fetchall())
            if session.kept:
                session.kept.put(until, query, (), known)
        session.answers[query] = known
        columns, rows = cast("Rows", known)
        found |= {f"{name}_{when}": int(value) for name, value in zip(columns, rows[0], strict=True)}
    return found
