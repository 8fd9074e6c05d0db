"""Where in a TOML text each key and value stands.

tomllib reads TOML and forgets the places, and no well-kept library keeps them. This reads only what tomllib has already
found to be right, so it needs to know where things end, not what is allowed.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from commplan.finding import Path, Place, Span

Range = tuple[int, int]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}#\n]*")


@dataclass(frozen=True)
class Places:
    """The places of a TOML text that is known to be right, by path: of keys and of values, as offsets."""

    file: str
    text: str
    keys: dict[Path, Range]
    values: dict[Path, Range]

    def span(self, place: Place) -> Span:
        """The span of a place, or of the nearest thing on the way there; the start of the file when there is none.

        One value where a list may stand is the first of it.
        """
        for length in range(len(place.path), 0, -1):
            path = place.path[:length]
            within = length < len(place.path) and isinstance(place.path[length], str)
            first = self.keys if place.on == "key" or within else self.values
            found = first.get(path) or self.keys.get(path) or self.values.get(path)
            if found:
                return self.of(found)
        return Span(self.file, 1, 1, 1, 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.text))]

    def of(self, found: Range) -> Span:
        """A range as a span on its first line."""
        line = bisect_right(self._starts, found[0])
        column = found[0] - self._starts[line - 1] + 1
        text = self.text[found[0] : found[1]].split("\n")[0].rstrip()
        return Span(self.file, line, column, line, column + len(text))


def places(file: str, text: str) -> Places:
    """The places of a text that tomllib has read without complaint, its line ends being LF."""
    walk = _Walk(text)
    walk.document()
    return Places(file, text, walk.keys, walk.values)


class _Walk:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.keys: dict[Path, Range] = {}
        self.values: dict[Path, Range] = {}
        self.arrays: dict[Path, int] = {}  # how many tables each array of tables has so far

    def blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def document(self) -> None:
        table: Path = ()
        self.blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.heading()
            else:
                self.pair(table)
            self.blank()

    def heading(self) -> Path:
        start, double = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        path: Path = ()
        parts = list(self.key())
        self.at = self.text.index("]", self.at) + (2 if double else 1)
        for number, (part, found) in enumerate(parts, 1):
            path = (*path, part)
            self.keys.setdefault(path, found)
            if double and number == len(parts):
                self.arrays[path] = self.arrays.get(path, -1) + 1
            if path in self.arrays:
                path = (*path, self.arrays[path])
        self.keys.setdefault(path, (start, self.at))
        return path

    def key(self) -> Iterator[tuple[str, Range]]:
        """The parts of a dotted key from here on, and where each stands."""
        while True:
            self.blank()
            bare = _BARE.match(self.text, self.at)
            found = bare or _STRING.match(self.text, self.at)
            if found is None:
                return
            self.at = found.end()
            yield found[0] if bare else tomllib.loads(f"key = {found[0]}")["key"], found.span()
            self.blank()
            if self.text[self.at] != ".":
                return
            self.at += 1

    def pair(self, path: Path) -> None:
        for part, found in self.key():
            path = (*path, part)
            self.keys.setdefault(path, found)
        self.at += 1  # the equals sign
        self.value(path)

    def value(self, path: Path) -> None:
        self.blank()
        start = self.at
        if self.text[start] in "[{":
            self.at += 1
            self.items(path) if self.text[start] == "[" else self.pairs(path)
            end = self.at = self.at + 1
        else:
            found = _STRING.match(self.text, start) or _PLAIN.match(self.text, start)
            self.at = found.end() if found else start
            end = start + len(self.text[start : self.at].rstrip())
        self.values[path] = (start, end)

    def items(self, path: Path) -> None:
        number = 0
        self.blank()
        while self.text[self.at] != "]":
            self.value((*path, number))
            number += 1
            self.comma()

    def pairs(self, path: Path) -> None:
        self.blank()
        while self.text[self.at] != "}":
            self.pair(path)
            self.comma()

    def comma(self) -> None:
        self.blank()
        if self.text[self.at] == ",":
            self.at += 1
            self.blank()
