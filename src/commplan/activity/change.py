"""What can be done to an activity store: each a function from the manifest that is to the one that shall be.

Files are written, and nothing is removed, before the manifest is put into place: until then the old table holds, after
it the new one, and a command that is interrupted has done all or nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from commplan.activity import intake, pen, whose
from commplan.activity.answers import Loose, loose
from commplan.activity.event import Event, Kept
from commplan.activity.identity import Group, groups, with_all_of_theirs
from commplan.activity.manifest import Import, Manifest
from commplan.activity.parts import COLUMNS, TEXTS, Months, show
from commplan.activity.whose import Connection, Shared
from commplan.words import Words

Rows = Iterable[Event | Kept | str]
"""Events, also as lines of a `pen`, and the texts of some."""

Load = Callable[[Connection, Path], int]
"""Makes the table `incoming` at once, as it comes, in a folder to work in; the number of its rows, 0 when it could not."""


Origin = Import | Callable[[], Import]
"""Where events are from, or what tells it once they are all there."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a change is worked out: the store's folder, its manifest, a folder to work in, a connection of its own."""

    path: Path
    old: Manifest
    work: Path
    connection: Shared

    @property
    def months(self) -> Months:
        return Months(self.connection, self.path, self.work, self.old.parts, COLUMNS)

    @property
    def texts(self) -> Months:
        return Months(self.connection, self.path, self.work, self.old.texts, TEXTS)


@dataclass(frozen=True, slots=True)
class Changed:
    """The manifest that shall be; `gone` are accounts whose files must not outlast it."""

    manifest: Manifest
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Added:
    """What an import brought: rows that are new, rows that were there or came twice, rows of members who are to be
    forgotten and were left out, the import as recorded, the answers of its source that lead nowhere now, and the threads that
    go by another name than any message."""

    new: int
    duplicate: int
    forgotten: int
    record: Import
    loose: Loose
    begun: int = 0


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Whom `forget` was asked to forget: all accounts of theirs that are known, as hashes, and the rows removed."""

    accounts: frozenset[str]
    removed: int


def add(
    desk: Desk,
    events: Rows,
    origin: Origin,
    skipped: Mapping[Words, int],
    same: Collection[Group],
    load: Load | None = None,
    *,
    named: bool = False,
) -> tuple[Changed, Added]:
    """Take events in (also as lines of a `pen`), and the texts among them; the counts of `origin` are filled in.

    `skipped`, and `same` (hashes of accounts that the export says are one person's), are looked at when the events are
    exhausted. With `load` they are asked for only where it makes none. `named`: threads may go by another name than that of a message.
    """
    old, connection = desk.old, desk.connection
    with _aside(desk.work / "texts.csv") as keep:
        if not (load and load(connection, desk.work)):
            intake.stage(connection, desk.work / "staged.csv", _lines(events, keep))
        intake.unique(connection)
    begun = intake.begin_threads(connection) if named else 0
    intake.stage_texts(connection, desk.work / "texts.csv")
    record = intake.record(connection, origin() if callable(origin) else origin, skipped)
    fresh = _linked(replace(old, same=groups((*old.same, *same))))
    show(connection, "events", desk.path, old.parts)
    withdrawn = whose.withdraw(connection, old.withdrawn, fresh.forgotten)
    left_out = intake.leave_out(connection, fresh.forgotten) if fresh.forgotten else 0
    new, duplicate = intake.settle(connection)
    hidden = frozenset(fresh.forgotten).difference(old.forgotten)
    gone = hidden if hidden or withdrawn != old.withdrawn else None
    parts = intake.rewrite(desk.months, gone)
    texts = intake.rewrite_texts(desk.texts, gone)
    imports = {(one.source, one.sha256): one for one in (*old.imports, record)}
    imported = tuple(imports[at] for at in sorted(imports))
    fresh = replace(fresh, parts=parts, texts=texts, imports=imported, withdrawn=withdrawn)
    show(connection, "shall", desk.path, parts)
    all_of_it = "shall" if old.parts else "bare"  # what has just been written need not be read again
    return Changed(fresh, hidden), Added(
        new, duplicate, left_out, record, loose(connection, all_of_it, record.source), begun
    )


def forget(desk: Desk, accounts: Collection[str]) -> tuple[Changed, Forgotten]:
    """Remove what these accounts, and all others of the same members, ever did."""
    changed, removed = _without(desk, replace(desk.old, forgotten=(*desk.old.forgotten, *accounts)))
    return changed, Forgotten(with_all_of_theirs(accounts, desk.old.links), removed)


def alias(desk: Desk, aliases: Iterable[Collection[str]]) -> tuple[Changed, int]:
    """Take these groups of accounts for one member each, in place of those before; and the rows this removed."""
    return _without(desk, replace(desk.old, aliases=groups(aliases)))


def compact(desk: Desk) -> Changed:
    """Pack every part as tightly as it goes."""
    return Changed(replace(desk.old, parts=desk.months.compact(), texts=desk.texts.compact()))


def _without(desk: Desk, fresh: Manifest) -> tuple[Changed, int]:
    """The table without the accounts that a manifest forgets beyond the old one; and the rows this removed."""
    fresh = _linked(fresh)
    gone = frozenset(fresh.forgotten).difference(desk.old.forgotten)
    show(desk.connection, "events", desk.path, desk.old.parts)
    removed = whose.count_of(desk.connection, gone)
    intake.nothing(desk.connection)
    withdrawn = whose.withdraw(desk.connection, desk.old.withdrawn, gone)
    parts = intake.remove(desk.months, gone)
    texts = intake.rewrite_texts(desk.texts, gone)
    return Changed(replace(fresh, parts=parts, texts=texts, withdrawn=withdrawn), gone), removed


@contextmanager
def _aside(file: Path) -> Iterator[Callable[[Kept], object]]:
    """Where texts are put while events go by."""
    with file.open("w", encoding="ascii", newline="") as stream:
        yield csv.writer(stream, lineterminator="\n").writerow


def _lines(events: Rows, keep: Callable[[Kept], object]) -> Iterator[str]:
    for one in events:
        if isinstance(one, str):
            yield one
        elif isinstance(one, Kept):
            keep(one)
        else:
            yield pen.line(one)


def _linked(manifest: Manifest) -> Manifest:
    """With all accounts forgotten that are linked to one that is."""
    return replace(manifest, forgotten=tuple(sorted(with_all_of_theirs(manifest.forgotten, manifest.links))))
