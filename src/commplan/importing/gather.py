"""Exports of many files, read on all cores: each process makes lines of some pieces, the engine takes in all lines at once."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from commplan import crew
from commplan.activity import intake
from commplan.activity.change import Load
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export, Member, Meter, fingerprint, opened
from commplan.activity.key import Key
from commplan.activity.newcomers import Newcomers
from commplan.activity.pen import pen
from commplan.activity.watched import Tally, watched
from commplan.activity.whose import Connection
from commplan.source import Options, Piece, Source

_MOST = 4
"""Processes: each takes some 60 MB of memory."""
_PAYS = 24 * 2**20
"""Bytes of an export, unpacked, from which on a second process saves more than it costs to begin."""
_JOB = 12 * 2**20
"""Bytes that a process is given at once: some seconds' work would leave the last one waited for by all others."""
_GZIP = 8
"""How many times a file may grow that is packed and does not say so."""
_FINGERPRINT = -1
Tallies = tuple[Tally, Tally]


@dataclass(frozen=True, slots=True)
class Terms:
    """What pieces are read by: the export's path and source, what the user asked for, the store's key, and what time it is."""

    path: Path
    source: Source
    options: Options
    key: Key
    now: int | None


@dataclass(frozen=True, slots=True)
class _Done:
    """What a process made of a job: what was counted, who was met, bytes read; or the fingerprint."""

    tallies: Tallies = field(default_factory=lambda: (Tally(), Tally()))
    newcomers: Newcomers = field(default_factory=Newcomers)
    read: int = 0
    digest: str = ""


Progress = Callable[[int, Meter], None]
Told = Callable[[str], object]


def loader(
    export: Export, terms: Terms, tallies: Tallies, meter: Meter, told: Told, progress: Progress | None
) -> Load | None:
    """How to make the table `incoming` of an export on several cores; None for one that is small, or one whole.

    `told` is called with the export's fingerprint, which one of the processes takes. Otherwise as `wholesale.loader`.
    """
    jobs = _jobs(export, terms.source.pieces(export, terms.options)) if _shared(export, terms) else []
    hands = crew.hands(min(_MOST, len(jobs)))
    if hands < 2:
        return None

    def load(connection: Connection, work: Path) -> int:
        hand = _Hand(export, terms, jobs, meter, work)
        found = _gathered(hand, hands, told, progress)
        if found is None:
            meter.read = 0
            return 0
        total, newcomers = found
        hand.write("joins", iter(newcomers.joins), total)
        rows = intake.stage_files(connection, sorted(work.glob("piece-*.csv")))
        if not rows:
            connection.execute("DROP TABLE incoming")
            return 0
        _add(tallies, total)
        meter.read = meter.total
        if progress:
            progress(total[0].read, meter)
        return rows

    return load


def _shared(export: Export, terms: Terms) -> bool:
    """Whether an export is so large that it may pay to share it; texts are put aside by one process, a tar is one stream."""
    if terms.options.text or sum(map(_size, export.members.values())) < _PAYS:
        return False
    return terms.path.is_dir() or zipfile.is_zipfile(terms.path)


def _gathered(hand: _Hand, hands: int, told: Told, progress: Progress | None) -> tuple[Tallies, Newcomers] | None:
    """What all jobs came to, their lines in files; None where a process failed."""
    from concurrent.futures.process import BrokenProcessPool

    total, newcomers, meter = (Tally(), Tally()), Newcomers(), hand.meter
    try:
        for done in crew.over([_FINGERPRINT, *range(len(hand.jobs))], hand.does, hands):
            if done.digest:
                told(done.digest)
            _add(total, done.tallies)
            newcomers.followed_by(done.newcomers)
            meter.read = min(meter.read + done.read, meter.total)
            if progress:
                progress(total[0].read, meter)
    except (BrokenProcessPool, OSError):
        return None
    return total, newcomers


def _add(mine: Tallies, theirs: Tallies) -> None:
    for one, other in zip(mine, theirs, strict=True):
        one.take(other)


def _size(member: Member) -> int:
    if member.size is not None:
        return member.size
    return member.packed.stat().st_size * _GZIP if member.packed else 0


def _jobs(export: Export, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that follow each other, so many that they are worth a process's while."""
    jobs: list[list[Piece]] = []
    size = _JOB
    for piece in pieces:
        if size >= _JOB:
            jobs.append([])
            size = 0
        jobs[-1].append(piece)
        size += sum(_size(export.members[name]) for name in piece.names)
    return jobs


@dataclass(frozen=True, slots=True)
class _Hand:
    """What a process works with."""

    export: Export
    terms: Terms
    jobs: list[list[Piece]]
    meter: Meter
    work: Path
    held: ExitStack = field(default_factory=ExitStack)
    own: list[Export] = field(default_factory=list)

    def does(self, number: int) -> _Done:
        if number == _FINGERPRINT:
            return _Done(digest=fingerprint(self.terms.path, self.export))
        begun, newcomers = self.meter.read, Newcomers()
        tallies = Tally(), Tally()
        self.write(f"{number:06}", _found(self._export(), self.jobs[number], newcomers), tallies)
        return _Done(tallies, newcomers, self.meter.read - begun)

    def write(self, name: str, found: Iterator[RawEvent | Skipped], tallies: Tallies) -> None:
        """The lines of some events into a file."""
        write = pen(self.terms.key, self.terms.source.name)
        lines = map(write, watched(found, tallies, self.terms.now, None, Meter(0)))
        with (self.work / f"piece-{name}.csv").open("w", encoding="utf-8", errors="replace", newline="") as stream:
            stream.writelines(lines)

    def _export(self) -> Export:
        """A folder as it was opened; an archive anew, since processes must not share a place in a file."""
        if self.terms.path.is_dir():
            return self.export
        if not self.own:
            self.own.append(self.held.enter_context(opened(self.terms.path, self.meter)))
        return self.own[0]


def _found(export: Export, job: list[Piece], newcomers: Newcomers) -> Iterator[RawEvent | Skipped]:
    for piece in job:
        newcomers.followed_by((yield from piece.read(export)))
