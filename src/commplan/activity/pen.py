"""Raw events as lines of the file through which the table takes them in: every id hashed, and as good as each only once.

This is what an import does most: what is known of an id, a member or a channel is remembered, as much as memory allows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Generic, Protocol, TypeVar

from commplan.activity.event import Event, RawEvent, printable
from commplan.activity.identity import account
from commplan.activity.key import DIGITS, Key, member_hash

_REMEMBERED = 2**15
_SPECIAL = re.compile('[,"\r\n]')
_Value = TypeVar("_Value")
_FLAGS = {None: "", True: "True", False: "False"}

Pen = Callable[[Sequence[RawEvent]], str]
"""Some events as lines, one after the other."""


class _Memory(dict[_Value | None, str], Generic[_Value]):
    """What was made of each value lately, and of none nothing: once `make` has made it, a look-up costs no call."""

    def __init__(self, make: Callable[[_Value], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: _Value | None) -> str:
        self.trim()
        self[value] = made = self._make(value) if value or value == 0 else ""
        return made

    def trim(self) -> None:
        if len(self) >= _REMEMBERED:
            self.clear()


def pen(key: Key, source: str) -> Pen:
    """How the events of a source become lines, by the key of a store: column by column, a third of the time."""
    tool, hashed = repeat(cell(source)), hashing(key, source)
    members = _Memory[str](lambda who: member_hash(key, *account(source, who)))
    channels = _Memory[str](lambda name: cell(printable(name) or ""))
    cells, counts = _Memory[str](cell), _Memory[int](str)

    def write(raws: Sequence[RawEvent]) -> str:
        natives, kinds, moments, whos, bots, places, openers, answered, sizes, words, _, _ = zip(*raws, strict=True)
        own, threads, replies = hashed(natives, openers, answered)
        columns = (
            own, tool, kinds, map(str, moments), map(members.__getitem__, whos), map(_FLAGS.__getitem__, bots),
            map(channels.__getitem__, places), threads, replies, map(counts.__getitem__, sizes),
            map(cells.__getitem__, words),
        )  # fmt: skip
        return "\n".join(map(",".join, zip(*columns, strict=False))) + "\n"

    return write


Natives = Sequence[str | None]


class Hashing(Protocol):
    """The hashes of some events' own ids, and of those that columns beside name, which may be none: those met lately are
    remembered."""

    def __call__(self, natives: Sequence[str], *beside: Natives) -> tuple[Iterable[str], ...]: ...


def hashing(key: Key, source: str) -> Hashing:
    """As `event_hash` for each, with what all ids of a source share hashed once."""
    begin = key.begun(source).copy

    def each(natives: Iterable[str]) -> list[str]:
        found = []
        for native_id in natives:
            digest = begin()
            digest.update(native_id.encode("utf-8", "surrogatepass"))
            found.append(digest.hexdigest()[:DIGITS])
        return found

    met = _Memory[str](lambda native_id: each([native_id])[0])

    def hashed(natives: Sequence[str], *beside: Natives) -> tuple[Iterable[str], ...]:
        own = each(natives)
        met.trim()
        met.update(zip(natives, own, strict=True))
        return own, *(map(met.__getitem__, column) for column in beside)

    return hashed


def line(event: Event) -> str:
    """A row of the table as a line."""
    return ",".join("" if value is None else cell(str(value)) for value in event) + "\n"


def cell(text: str) -> str:
    """A text as a value between commas."""
    if not _SPECIAL.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'
