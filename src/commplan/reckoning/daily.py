"""Sums of what each day of a window comes to: of a day that is over it does not change any more, and is not asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window, day_date, day_start
from commplan.reckoning.layers import Rows, Session, bound, ensure, looking, open_window, window_facts


def summed(
    session: Session, sql: str, days: tuple[Window, Window], settled: Mapping[str, int], reach: int | None
) -> dict[str, int]:
    """The sum of each whole number over the days that a query has rows for. `days`: the window, and what of it is seen; `settled`:
    the parameters; `reach`: how many days before a day the query looks at single events."""
    window, seen = days
    given, facts = tuple(settled.items()), window_facts(session, window, seen, settled)
    # The last day may not be over: what it comes to is that up to an instant, and more even if nothing else happens on it.
    over = facts["as_of_us"] >= day_start(seen.end, session.zone)
    whole = given if over else (*given, facts["as_of_us"])
    (columns, rows), end = _known(session, sql, seen, given, whole)
    rest = Window(end, seen.end)
    if rest.first < rest.end:
        open_window(session, rest, sql)
        ensure(session, sql)
        with looking(session, sql, rest, reach):
            cursor = session.connection.execute(bound(sql, window_facts(session, window, rest, settled)))
            columns = tuple(column[0] for column in cursor.description)
            rows += tuple(tuple(row) for row in cursor.fetchall())
        if session.kept:
            session.kept.put(seen, sql, whole, (columns, rows))
            last = seen.end_day - 1
            if not over and last > seen.first_day:
                before = tuple(row for row in rows if row[columns.index("day")] < last)
                session.kept.put(Window(seen.first, day_date(last)), sql, given, (columns, before))
    return {name: sum(row[n] for row in rows) for n, name in enumerate(columns) if name != "day"}


def _known(
    session: Session, sql: str, seen: Window, given: tuple[object, ...], whole: tuple[object, ...]
) -> tuple[Rows, date]:
    """What is known of the first days seen, as many as there are, and the day after them; `whole`: what all of them go by."""
    for end in range(seen.end_day, seen.first_day, -1):
        going_by = whole if end == seen.end_day else given
        known = session.kept.get(Window(seen.first, day_date(end)), sql, going_by) if session.kept else None
        if known is not None:
            return known, day_date(end)
    return ((), ()), seen.first
