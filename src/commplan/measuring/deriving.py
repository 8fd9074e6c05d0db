"""The shared tables of months, made from what is new and from what is kept of the months before them.

A table of some days follows from their events and from what is known of members from before: that is kept as of the end of the
last month that is over, so that nobody has to look at all that ever happened. Of a month that is not over what is kept of
its days still holds for those that are as they were.
"""

# ruff: noqa: S608 - the SQL is put together from constants, quoted literals and whole numbers only

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from commplan.activity.database import Fault
from commplan.activity.parts import parquet
from commplan.activity.whose import literal
from commplan.localday import day_number, month_first
from commplan.measuring import month_to_date
from commplan.measuring.month_to_date import Before
from commplan.reckoning import layers, tables
from commplan.reckoning.layers import Session

AT_ONCE = 15_000_000
"""Rows that are worked on at once, so that memory does not grow with the store."""
WAITING = 16_384
"""Rows that wait in memory for the file of their month at most, of each month and processor: they are all there otherwise."""
FEW = 2_000_000
"""Rows up to which a session goes on with the tables that it has made: of more, questions skip the files of other months."""


@dataclass(frozen=True, slots=True)
class Month:
    """A local month: its name here and what it was called when it began, its number, first day and the day after its last, and
    the rows that its parts have."""

    name: str
    begun: str
    number: int
    rows: int

    @property
    def days(self) -> tuple[int, int]:
        return day_number(month_first(self.number)), day_number(month_first(self.number + 1))


@dataclass(frozen=True, slots=True)
class Deriving:
    """Where tables are made: what is kept already, and where what is new is put first."""

    session: Session
    home: Path
    scratch: Path

    def months(self, months: Sequence[Month], there: Sequence[Path]) -> list[Path]:
        """Make the tables of those that are not there. -> where each month is now"""
        places, last, begun = list(there), months[-1], month_to_date.begun(self.home)
        for some in _several(months[len(there) :], begun):
            before, days = None, dict[int, str]()
            if last in some or some[0].begun in begun:
                days = month_to_date.days(self.session, some[-1].begun, some[-1].days)
                before = self.before(days) if some[0].begun in begun else None
            if some == [last]:
                self.state(months[:-1], places)
            known = self.known(months, places, before)
            stay = before is None and some == list(months) and sum(month.rows for month in some) <= FEW
            places += self.tables(some, before, known=known, stay=stay)
            if days:
                month_to_date.note(places[-1], some[-1].begun, days)
        self.state(months[:-1], places)
        return places

    def before(self, days: Mapping[int, str]) -> Before | None:
        """What is kept of a month that has gone on since."""
        found = month_to_date.before(self.home, days)
        return found if found and readable(self.session, [found.place]) else None

    def state(self, closed: Sequence[Month], places: Sequence[Path]) -> None:
        """Keep what is known of members at the end of the last month that is over."""
        if not closed or self.stated(closed[-1]):
            return
        self.known(closed, places[: len(closed)], None)
        file = literal(str(self.scratch / state_of(closed[-1])))
        self.session.connection.execute(
            f"COPY ({tables.STATE.format(states='SELECT * FROM known')}) TO {file} (FORMAT parquet)"
        )

    def stated(self, month: Month) -> Path | None:
        """Where it is kept what is known at the end of a month."""
        files = [place / state_of(month) for place in (self.scratch, self.home)]
        return next((file for file in files if file.is_file() and _counted(self.session, [file])), None)

    def known(self, months: Sequence[Month], places: Sequence[Path], before: Before | None) -> bool:
        """Make the view `known`: what is known of members at the end of the last month that is there, or later in the month.

        -> whether there is anything
        """
        state = next(((n, file) for n in range(len(places), 0, -1) if (file := self.stated(months[n - 1]))), None)
        since, told = places[state[0] if state else 0 :], [f"SELECT * FROM {parquet([state[1]])}"] if state else []
        if since or before:
            for name in tables.BODIES:
                old = [f"SELECT * FROM {parquet([place / f'{name}.parquet' for place in since])}"] if since else []
                old += [_still(before, name)] if before else []
                self.session.connection.execute(f"CREATE OR REPLACE TEMP VIEW old_{name} AS {' UNION ALL '.join(old)}")
            told.append(tables.STATES.format(md="old_md", moves="old_moves", arrivals="old_arrivals"))
        if told:
            self.session.connection.execute(f"CREATE OR REPLACE TEMP VIEW known AS {' UNION ALL '.join(told)}")
        return bool(told)

    def tables(self, months: Sequence[Month], before: Before | None, *, known: bool, stay: bool) -> list[Path]:
        """Make the tables of some months, of which all before them are known, and write each month into a folder of its own.

        `stay`: they are all there is, and the session goes on with them as they are.
        """
        connection, names = self.session.connection, {name: f"new_{name}" for name in tables.BODIES}
        first, end = before.end_day if before else months[0].days[0], months[-1].days[1]
        for month in months:
            (self.scratch / month.name).mkdir()
        with layers.only(self.session, first, end):
            for name, body in tables.BODIES.items():
                made = body.format(code=self.session.code, mdk=names["mdk"])
                connection.execute(f"CREATE OR REPLACE TEMP TABLE {names[name]} AS {made}")
                if name == "mdk":
                    known_before = tables.before(tables.BEFORE) if known else tables.before()
                    connection.execute(known_before.format(code=self.session.code, mdk=names["mdk"]))
                self.written(name, names[name], months, before)
                if (
                    not stay and name not in tables.FROM.values()
                ):  # written at once, it need not wait in memory for the others
                    connection.execute(f"DROP TABLE {names[name]}")
        for name in tables.BODIES if stay else set(tables.FROM.values()) - {""}:
            connection.execute(f"ALTER TABLE {names[name]} RENAME TO {name}" if stay else f"DROP TABLE {names[name]}")
        self.session.made.update(dict.fromkeys(names, True) if stay else {})
        return [self.scratch / month.name for month in months]

    def written(self, name: str, made: str, months: Sequence[Month], before: Before | None) -> None:
        """Write a table that was made, each month into its folder; many months at once, so that it is read but once."""
        connection, parted = self.session.connection, self.scratch / f"{name}.months"
        rows = (
            f"SELECT {made}.*, known_days.month AS of_month FROM {made} JOIN known_days ON known_days.day = {made}.day"
        )
        if len(months) > 1:
            connection.execute(f"SET partitioned_write_flush_threshold = {WAITING}")
            connection.execute(f"COPY ({rows}) TO {literal(str(parted))} (FORMAT parquet, PARTITION_BY (of_month))")
        for month in months:
            file, low, high = self.scratch / month.name / f"{name}.parquet", *month.days
            match list(parted.glob(f"of_month={month.number}/*")):
                case [one]:
                    one.replace(file)
                case found:
                    rows = f"SELECT * FROM {parquet(found) if found else made} WHERE day >= {low} AND day < {high}"
                    rows = f"{_still(before, name)} UNION ALL {rows}" if before else rows
                    connection.execute(f"COPY ({rows}) TO {literal(str(file))} (FORMAT parquet)")
        shutil.rmtree(parted, ignore_errors=True)


def state_of(month: Month) -> str:
    return f"{month.name}.parquet"


def _still(before: Before, name: str) -> str:
    return f"SELECT * FROM {parquet([before.place / f'{name}.parquet'])} WHERE day < {before.end_day}"


def _several(months: Sequence[Month], alone: AbstractSet[str]) -> Iterable[list[Month]]:
    """Months that are worked on at once; `alone`: what those were called when they began that are not begun anew."""
    some, rows = list[Month](), 0
    for month in months:
        if some and (rows + month.rows > AT_ONCE or not alone.isdisjoint((month.begun, some[-1].begun))):
            yield some
            some, rows = [], 0
        some.append(month)
        rows += month.rows
    if some:
        yield some


def readable(session: Session, places: Sequence[Path]) -> bool:
    return all(_counted(session, [place / f"{name}.parquet" for place in places]) for name in tables.BODIES if places)


def _counted(session: Session, files: list[Path]) -> bool:
    """Whether these files are there, whole as far as their ends tell."""
    try:
        session.connection.execute(f"SELECT count(*) FROM {parquet(files)}").fetchall()
    except Fault:
        return False
    return True
