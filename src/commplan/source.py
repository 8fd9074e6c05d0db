"""The shape of a source: a tool whose exports commplan reads."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.mapping import Mapping
from commplan.activity.newcomers import Newcomers
from commplan.activity.phone_dates import Order
from commplan.words import Words

Evidence = Literal["read from real exports", "written from its documentation"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for: conversations between few people too, texts to be kept, how to read a table, and what a tool's
    own text does not tell: the zone of its times (an IANA name), and the order of its dates."""

    private: bool = False
    text: bool = False
    mapping: Mapping | None = None
    zone: str = "UTC"
    dates: Order | None = None


def _none(_: Export) -> Iterator[tuple[str, str]]:
    return iter(())


Read = Callable[[Export, Options], Iterator[RawEvent | Skipped]]


Reading = Generator[RawEvent | Skipped, None, Newcomers]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an export that is read apart from all others: the names of its files, and what reads them in the export."""

    names: Sequence[str]
    read: Callable[[Export], Reading]


Pieces = Callable[[Export, Options], Sequence[Piece]]
"""The pieces of an export in their order, which together, and with the joins that hold behind them, are what `read` makes of
it; none where it is one whole."""


def whole(_: Export, __: Options) -> Sequence[Piece]:
    return ()


def plainly(read: Callable[[Export], Iterator[RawEvent | Skipped]]) -> Callable[[Export], Reading]:
    """The reading of a piece in which nobody joins."""

    def reading(export: Export) -> Reading:
        yield from read(export)
        return Newcomers()

    return reading


def only(export: Export, names: Sequence[str]) -> Export:
    """An export as if it held nothing but some of its files."""
    return replace(export, members={name: export.members[name] for name in names})


def by_file(read: Read) -> Pieces:
    """The pieces of a tool whose files know nothing of each other."""

    def of_one(name: str, options: Options, export: Export) -> Iterator[RawEvent | Skipped]:
        return read(only(export, [name]), options)

    return lambda export, options: [Piece((n,), plainly(partial(of_one, n, options))) for n in export.names()]


@dataclass(frozen=True, slots=True)
class Source:
    """One tool: is this export its own, and what is in it?

    `about` says what the export is, `notes` what to know before counting on its numbers.
    `tells`: the capabilities (see `event`) that such an export can have at most; what one export really tells is
    found while it is read. `addresses` yields members (as in events) whose e-mail address the export tells beside, with
    it; where the address is the member there is nothing to tell. `read` yields events in any order, and a `Skipped` for each record it cannot use.
    `pieces` is how a large export is read on several cores.
    """

    name: str
    title: Words
    about: Words
    notes: Words
    tells: frozenset[str]
    evidence: Evidence
    recognises: Callable[[Export], bool]
    read: Read
    addresses: Callable[[Export], Iterator[tuple[str, str]]] = _none
    pieces: Pieces = whole
