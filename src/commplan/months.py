"""The shared tables of a large store, kept beside it by local month, so that tomorrow's evaluation reads what is new.

All of it follows from the store and can be removed at any time. A month is kept under a name that is a hash of everything
it follows from: the parts of the store that it was read from, who counts as what, the time zone, the SQL, and the name of the
month before. So nothing is ever stale, and nothing that is kept is ever written to. A month is complete when its folder has
been renamed into place, which happens while nobody changes the store; when somebody is forgotten the whole of it goes.
"""

# ruff: noqa: S608 - the SQL is put together from constants, quoted literals and whole numbers only

from __future__ import annotations

import hashlib
import os
import shutil
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from pathlib import Path
from tempfile import mkdtemp

from commplan.activity import folder
from commplan.activity.manifest import ActivityError, Part
from commplan.activity.parts import parquet
from commplan.activity.store import Fault, Own, Store
from commplan.activity.whose import literal
from commplan.localday import day_number, day_start, month_first, month_number, offsets
from commplan.reckoning import layers, tables
from commplan.reckoning.layers import Session
from commplan.remembered import Answers

LEAST = 500_000
"""Rows of a store below which making the tables anew is quicker than looking for them."""
AT_ONCE = 15_000_000
"""Rows that are worked on at once, so that memory does not grow with the store."""
WAYS = 3
"""In how many ways (of counting, of several plans) months stay kept."""
IN_USE = 3600
"""Seconds for which another evaluation may still read what this one has no use for."""


_ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class _Month:
    """A local month: its name here, its number, first day and the day after its last, and the rows that its parts have."""

    name: str
    number: int
    rows: int

    @property
    def days(self) -> tuple[int, int]:
        return day_number(month_first(self.number)), day_number(month_first(self.number + 1))


class _Scratch:
    """A folder that goes when nobody holds it any more."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        weakref.finalize(self, shutil.rmtree, path, ignore_errors=True)

    @staticmethod
    def of(store: Store) -> _Scratch:
        """Beside what is kept, so that it can be renamed into place; elsewhere if the store cannot be written to."""
        try:
            (store.path / folder.DAILY).mkdir(exist_ok=True)
            return _Scratch(mkdtemp(prefix=".new-", dir=store.path / folder.DAILY))
        except OSError:
            return _Scratch(mkdtemp(prefix="commplan-"))


def load(session: Session, store: Store) -> None:
    """Give a session its shared tables, from what is kept and from what is new, and keep that. Small stores need none of it."""
    parts = store.manifest.parts
    small = sum(part.rows for part in parts) < LEAST
    if session.covers is None or small or not isinstance(session.connection, Own):
        return
    home = store.path / folder.DAILY / _way(session, store)
    months = _months(session, parts)
    kept = list(takewhile(lambda month: (home / month.name).is_dir(), months))
    if not _readable(session, home, kept):
        shutil.rmtree(home, ignore_errors=True)
        kept = []
    places = [home / month.name for month in kept]
    if len(kept) < len(months):
        scratch = _Scratch.of(store)
        for some in _several(months[len(kept) :]):
            places += _derived(session, scratch.path, some, places)
        places = _kept(store, parts, home, places, {month.name for month in months})
        session.made["scratch"] = scratch  # it lasts as long as the session, for what could not be kept
    _show(session, "", places)
    session.made.update(dict.fromkeys(tables.BODIES, True))
    session.made["parts"] = parts
    session.made["kept"] = Answers(
        home / _ANSWERS,
        {month.number: month.name for month in months},
        months[-2].name if len(months) > 1 else None,
    )


def keep(session: Session, store: Store) -> None:
    """Keep what a session has answered about days that are over, if the store still has the parts it was answered from."""
    kept = session.kept
    if not isinstance(kept, Answers) or not kept.changed:
        return
    try:
        with folder.alone(store.path):
            if store.manifest.parts == session.made["parts"] and kept.home.parent.is_dir():
                kept.home.mkdir(exist_ok=True)
                for name, text in kept.written().items():
                    fresh = kept.home / f".{name}.{os.getpid()}"
                    fresh.write_text(text, "utf-8")
                    fresh.replace(kept.home / name)
    except (OSError, ActivityError):
        return  # it will be answered again


def _way(session: Session, store: Store) -> str:
    """A name for this way of counting."""
    chosen = session.exclusions
    facts = (
        tables.BODIES, tables.ACT, tables.ASKED, tables.dated(), tables.who(bots=True, staff=True, excluded=True), session.zone.key, chosen.bots,
        sorted(chosen.staff), sorted(chosen.members), sorted(session.active_kinds), session.code, store.view,
    )  # fmt: skip
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def _months(session: Session, parts: Sequence[Part]) -> list[_Month]:
    """The local months in which something happened, in order."""
    found, before = list[_Month](), ""
    first, last = (month_number(day) for day in (session.covers.first, session.covers.end - timedelta(days=1)))  # type: ignore[union-attr]
    for number in range(first, last + 1):
        start, end = (day_start(month_first(n), session.zone) for n in (number, number + 1))
        here = [part for part in parts if part.first < end and part.last >= start]
        if here:
            clock = list(offsets(start // 900_000_000, end // 900_000_000, session.zone))
            facts = repr((before, number, [part.sha256 for part in here], clock))
            before = hashlib.sha256(facts.encode()).hexdigest()[:32]
            found.append(_Month(before, number, max(part.rows for part in here)))
    return found


def _several(months: Sequence[_Month]) -> Iterable[list[_Month]]:
    some, rows = list[_Month](), 0
    for month in months:
        if some and rows + month.rows > AT_ONCE:
            yield some
            some, rows = [], 0
        some.append(month)
        rows += month.rows
    if some:
        yield some


def _readable(session: Session, home: Path, kept: Sequence[_Month]) -> bool:
    try:
        for name in tables.BODIES if kept else ():
            files = [home / month.name / f"{name}.parquet" for month in kept]
            session.connection.execute(f"SELECT count(*) FROM {parquet(files)}").fetchall()
    except Fault:
        return False
    return True


def _derived(session: Session, scratch: Path, months: Sequence[_Month], before: Sequence[Path]) -> list[Path]:
    """Make the tables of some months, of which all before them are there, and write each month into a folder of its own."""
    connection, names = session.connection, {name: f"new_{name}" for name in tables.BODIES}
    _show(session, "old_", before)
    first, end = months[0].days[0], months[-1].days[1]
    with layers.only(session, first, end):
        for name, body in tables.BODIES.items():
            made = body.format(code=session.code, mdk=names["mdk"])
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {names[name]} AS {made}")
            if name == "mdk":
                known = tables.before(tables.BEFORE if before else tables.NOTHING_BEFORE)
                connection.execute(known.format(code=session.code, mdk=names["mdk"]))
    for month in months:
        (scratch / month.name).mkdir()
        low, high = month.days
        for name in tables.BODIES:
            file = literal(str(scratch / month.name / f"{name}.parquet"))
            rows = f"SELECT * FROM {names[name]} WHERE day >= {low} AND day < {high}"
            connection.execute(f"COPY ({rows}) TO {file} (FORMAT parquet)")
    for name in names.values():
        connection.execute(f"DROP TABLE {name}")
    return [scratch / month.name for month in months]


def _show(session: Session, prefix: str, places: Sequence[Path]) -> None:
    for name in tables.BODIES if places else ():
        files = [place / f"{name}.parquet" for place in places]
        session.connection.execute(f"CREATE OR REPLACE TEMP VIEW {prefix}{name} AS SELECT * FROM {parquet(files)}")


def _kept(store: Store, parts: Sequence[Part], home: Path, places: Sequence[Path], wanted: set[str]) -> list[Path]:
    """Put what is new into its place if the store is still the one it was read from, and remove what nothing asks for.

    -> where each month is now
    """
    fresh = [place for place in places if place.parent != home]
    try:
        with folder.alone(store.path):
            if not fresh or store.manifest.parts != parts:
                return list(places)
            home.mkdir(exist_ok=True)
            for place in fresh:
                if not (home / place.name).is_dir():
                    place.rename(home / place.name)
            _tidied(home, wanted)
    except (OSError, ActivityError):
        return [place if place.is_dir() else home / place.name for place in places]
    return [home / place.name for place in places]


def _tidied(home: Path, wanted: set[str]) -> None:
    """Remove months that are out of date, and ways of counting that have long not been asked for."""
    os.utime(home)
    now = home.stat().st_mtime
    ways = sorted(
        (way for way in home.parent.iterdir() if not way.name.startswith(".")),
        key=lambda way: way.stat().st_mtime,
        reverse=True,
    )
    old = [month for month in home.iterdir() if month.name not in {*wanted, _ANSWERS}] + ways[WAYS:]
    old += [file for file in home.glob(f"{_ANSWERS}/*") if file.name.partition("-")[0] not in wanted]
    old += [left for left in home.parent.iterdir() if left.name.startswith(".")]
    for place in old:
        if place.stat().st_mtime < now - IN_USE:
            _removed(place)


def _removed(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)
