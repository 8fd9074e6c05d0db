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
from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile
from pathlib import Path
from tempfile import mkdtemp

from commplan.activity import folder
from commplan.activity.database import Fault, Own
from commplan.activity.manifest import ActivityError, Part
from commplan.activity.parts import COLUMNS, parquet
from commplan.activity.store import Store
from commplan.localday import day_start, month_first, month_number, offsets
from commplan.measuring import deriving, month_to_date, questions
from commplan.measuring.deriving import Deriving, Month
from commplan.measuring.remembered import Answers
from commplan.reckoning import marks, tables
from commplan.reckoning.layers import Session

LEAST = 500_000
"""Rows of a store below which making the tables anew is quicker than looking for them."""
WAYS = 3
"""In how many ways (of counting, of several plans) months stay kept."""
_LATE = 3
"""Months that most queries are about, with those that they look back to."""
IN_USE = 3600
"""Seconds for which another evaluation may still read what this one has no use for."""


_ANSWERS = "answers"


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


def begun(store: Store) -> bool:
    """Whether anything was kept by an evaluation before this one."""
    return (store.path / folder.DAILY).is_dir()


def load(session: Session, store: Store) -> None:
    """Give a session its shared tables, from what is kept and from what is new, and keep that. Small stores need none of it."""
    parts = store.manifest.parts
    small = sum(part.rows for part in parts) < LEAST
    if session.covers is None or small or not isinstance(session.connection, Own):
        return
    session.connection.execute("SET parquet_metadata_cache = true")  # dozens of questions are asked of the same files
    home = store.path / folder.DAILY / _way(session, store)
    months = _months(session, store)
    kept = list(takewhile(lambda month: (home / month.name).is_dir(), months))
    whole = len(kept) < len(months) or month_to_date.noted(home / months[-1].name)
    if not whole or not deriving.readable(session, [home / month.name for month in kept]):
        shutil.rmtree(home, ignore_errors=True)
        kept = []
    places = [home / month.name for month in kept]
    if len(kept) < len(months):
        scratch = _Scratch.of(store)
        places = Deriving(session, home, scratch.path).months(months, places)
        _kept(store, parts, scratch.path, home, _wanted(months, places))
        places = [home / place.name if (home / place.name).is_dir() else place for place in places]
        session.made["scratch"] = scratch  # it lasts as long as the session, for what could not be kept
    if not tables.BODIES.keys() <= session.made.keys():
        _show(session, months, places)
    session.made.update(dict.fromkeys(tables.BODIES, True))
    session.made["parts"] = parts
    days = _days(places)
    session.made["asked_before"] = questions.found(session, home / _ANSWERS, days)
    session.made["kept"] = Answers(
        home / _ANSWERS, {month.number: month.name for month in months}, days, months[-2].name if len(months) > 1 else None,
    )  # fmt: skip


def keep(session: Session, store: Store) -> None:
    """Keep what a session has answered about days that are over, if the store still has the parts it was answered from."""
    kept = session.kept
    if not isinstance(kept, Answers) or not kept.changed:
        return  # and then nothing else is new
    try:
        with folder.alone(store.path):
            if store.manifest.parts == session.made["parts"] and kept.home.parent.is_dir():
                kept.home.mkdir(exist_ok=True)
                for name, text in kept.written().items():
                    fresh = kept.home / f".{name}.{os.getpid()}"
                    fresh.write_text(text, "utf-8")
                    fresh.replace(kept.home / name)
                questions.keep(session, kept.home, kept.days)
    except (OSError, ActivityError, Fault):
        return  # it will be answered again


def _way(session: Session, store: Store) -> str:
    """A name for this way of counting."""
    chosen = session.exclusions
    facts = (
        tables.BODIES, marks.MARKS, tables.STATES, tables.STATE, tables.BEFORE, tables.ACT, tables.QUESTIONS, tables.WAITED, tables.WAITING, tables.limited(), tables.DATED, tables.STARTS, session.threadless, tables.who(bots=True, staff=True, excluded=True), session.zone.key, chosen.bots,
        sorted(chosen.staff), sorted(chosen.members), sorted(session.active_kinds), session.code, store.view,
    )  # fmt: skip
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def _months(session: Session, store: Store) -> list[Month]:
    """The local months in which something happened, in order."""
    found, before, parts = list[Month](), "", store.manifest.parts
    first, last = (month_number(day) for day in (session.covers.first, session.covers.end - timedelta(days=1)))  # type: ignore[union-attr]
    for number in range(first, last + 1):
        start, end = (day_start(month_first(n), session.zone) for n in (number, number + 1))
        here = [part for part in parts if part.first < end and part.last >= start]
        if here:
            clock = list(offsets(start // 900_000_000, end // 900_000_000, session.zone))
            begun = _hashed(before, number, clock)
            before = _hashed(begun, [_told(session, store, part, end) for part in here])
            found.append(Month(before, begun, number, max(part.rows for part in here)))
    return found


def _told(session: Session, store: Store, part: Part, end: int) -> object:
    """What tells a month that ends at an instant whether what it reads of a part is what it was.

    West of Greenwich a month ends within the part of the next one. That one grows with every day; its beginning does not.
    """
    if part.last < end or part != store.manifest.parts[-1]:
        return part.sha256
    row = f"hash({', '.join(COLUMNS)})"
    beginning = f"SELECT count(*), bit_xor({row}), sum({row}) FROM {parquet([store.path / part.path])} WHERE us < {end}"
    return session.connection.execute(beginning).fetchall()


def _hashed(*facts: object) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def _days(places: Sequence[Path]) -> dict[int, str]:
    """What the days of those months are called that were read before they were over."""
    return {day: name for place in places if (told := month_to_date.noted(place)) for day, name in told[1].items()}


def _wanted(months: Sequence[Month], places: Sequence[Path]) -> set[str]:
    """The names of what is asked for from now on."""
    names = {month.name for month in months} | {deriving.state_of(month) for month in months[-2:-1]}
    return names | set(_days(places).values())


def _show(session: Session, months: Sequence[Month], places: Sequence[Path]) -> None:
    """Make the views of the shared tables. Of the months long ago no file is opened by a query for which days of late are enough:
    that no row of theirs can be among them is told by the limits alone."""
    late = max(0, len(months) - _LATE)
    first = months[late].days[0]
    for name in tables.BODIES:
        some = [
            f"SELECT * FROM {parquet([place / f'{name}.parquet' for place in of])} WHERE day {side} {first}"
            for of, side in ((places[:late], "<"), (places[late:], ">="))
            if of
        ]
        session.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {' UNION ALL '.join(some)}")


def _kept(store: Store, parts: Sequence[Part], scratch: Path, home: Path, wanted: set[str]) -> None:
    """Put what is new into its place if the store is still the one it was read from, and remove what nothing asks for."""
    try:
        with folder.alone(store.path):
            if store.manifest.parts == parts:
                home.mkdir(exist_ok=True)
                for place in scratch.iterdir():
                    if not (home / place.name).is_dir():
                        place.replace(home / place.name)
                _tidied(home, wanted)
    except (OSError, ActivityError):
        return


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
