"""The shape of a source: a tool whose exports commplan reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.mapping import Mapping
from commplan.words import Words

Evidence = Literal["read from real exports", "written from its documentation"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for: conversations between few people too, texts to be kept, and how to read a table."""

    private: bool = False
    text: bool = False
    mapping: Mapping | None = None


def _none(_: Export) -> Iterator[tuple[str, str]]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Source:
    """One tool: is this export its own, and what is in it?

    `about` says what the export is, `notes` what to know before counting on its numbers.
    `tells`: the capabilities (see `event`) that such an export can have at most; what one export really tells is
    found while it is read. `addresses` yields members (as in events) whose e-mail address the export tells beside, with
    it; where the address is the member there is nothing to tell. `read` yields events in any order, and a `Skipped` for each record it cannot use.
    """

    name: str
    title: Words
    about: Words
    notes: Words
    tells: frozenset[str]
    evidence: Evidence
    recognises: Callable[[Export], bool]
    read: Callable[[Export, Options], Iterator[RawEvent | Skipped]]
    addresses: Callable[[Export], Iterator[tuple[str, str]]] = _none
