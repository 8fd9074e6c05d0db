"""JSON one record at a time: a broken one costs only itself, and memory holds one record, not the file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

import orjson

from commplan.activity.cursor import BEHIND, DAMAGED, LONGEST_RECORD, NOT_JSON, NOT_UTF8, TOO_LONG, Cursor, pieces
from commplan.activity.event import Skipped
from commplan.activity.export import FAULTS, Export
from commplan.activity.reasons import EMPTY_FILE
from commplan.words import Words, say

NOT_A_LIST = say("the file holds no list of records", "文件内容不是记录列表")
NOT_AN_OBJECT = say("it is no JSON object", "不是 JSON 对象")
_SMALL, _FIRST = 2**22, 2**16
_SPREAD = re.compile(rb"\{\s*\n")

LOOKED_AT = 20
"""Files that are looked into before an export is said to be of another tool."""

Found = dict[str, Any] | Skipped
Reading = Callable[[Export, str], Iterator[tuple[str, Found]]]
"""How the records of a file are read: `items`, `lines`, `values` or a source's own way."""


def items(export: Export, name: str, *, exact: bool = False) -> Iterator[tuple[str, Found]]:
    """The objects of a file that is one JSON list, each with its place; `exact` as in `lines`."""
    try:
        values = at_once(export, name, exact=exact) or _list_items(Cursor(pieces(export, name)))
        for number, found in enumerate(values, start=1):
            where = f"{name}, record {number}"
            yield (where, found) if isinstance(found, dict) else placed(where, found)
    except FAULTS:
        yield name, Skipped(name, DAMAGED)


def bare_items(export: Export, name: str) -> Iterable[Found]:
    """As `items`, without the words for each one's place, which its number tells as well: most files are sound."""
    try:
        values = at_once(export, name)
    except FAULTS:
        values = None
    if values and all(isinstance(value, dict) for value in values):
        return cast("list[Found]", values)
    return (found for _, found in items(export, name))


def lines(export: Export, name: str, *, exact: bool = False) -> Iterator[tuple[str, Found]]:
    """The objects of a file with one JSON object to a line, each with its place; empty lines do not count.

    `exact`: whole numbers beyond 64 bits stay whole, which takes longer, and which no tool that has a source writes.
    """
    decode = _line if exact else _quick_line
    try:
        with export.open(name) as stream:
            number = 0
            for number, line in enumerate(whole_lines(stream, LONGEST_RECORD), start=1):
                if line is None or line.strip():
                    yield placed(f"{name}, line {number}", TOO_LONG if line is None else decode(line))
            if not number:
                yield name, Skipped(name, EMPTY_FILE)
    except FAULTS:
        yield name, Skipped(name, DAMAGED)


def values(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    """The objects of a file, however they follow each other: in one list, one to a line, or each over several lines."""
    try:
        with export.open(name) as stream:
            begun = stream.read(_FIRST).removeprefix(b"\xef\xbb\xbf").lstrip()
        if begun.startswith(b"["):
            yield from items(export, name)
        elif _SPREAD.match(begun) or _together(begun):
            for number, found in enumerate(_in_a_row(Cursor(pieces(export, name))), start=1):
                yield placed(f"{name}, record {number}", found)
        else:
            yield from lines(export, name)
    except FAULTS:
        yield name, Skipped(name, DAMAGED)


def _together(begun: bytes) -> bool:
    """Whether a second object follows the first on its line, as in the oldest files of GH Archive."""
    line = begun.partition(b"\n")[0].decode("utf-8", "replace")
    try:
        _, end = json.JSONDecoder(strict=False).raw_decode(line)
    except ValueError:
        return False
    return line[end:].lstrip().startswith("{")


def whole_lines(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """The lines of a file; None for one of more bytes than `longest`, which is passed over piece by piece."""
    while line := stream.readline(longest):
        if len(line) < longest or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(longest)) and not rest.endswith(b"\n"):
            pass
        yield None


def of_files(export: Export, endings: Collection[str], reading: Reading) -> Iterator[tuple[str, Found]]:
    """The records of all files whose names end so (with dot, in small letters), one file after the other."""
    for name in export.names():
        if PurePosixPath(name).suffix.lower() in endings:
            yield from reading(export, name)


def begins(
    export: Export, endings: Collection[str], reading: Reading, ours: Callable[[dict[str, Any]], object]
) -> bool:
    """Whether one of a few files with such endings begins with a record that a source knows as its own."""
    files = (name for name in export.names() if PurePosixPath(name).suffix.lower() in endings)
    firsts = (next(reading(export, name), None) for name in a_few(files))
    return any(isinstance(first[1], dict) and ours(first[1]) for first in firsts if first is not None)


def a_few(names: Iterable[str]) -> list[str]:
    """The first of some files, and as many from all over the rest, by which it is seen whose export it is.

    The files of a tool often lie behind a folder full of others.
    """
    first, rest = (found := list(names))[:LOOKED_AT], found[LOOKED_AT:]
    return first + rest[:: max(1, -(-len(rest) // LOOKED_AT))]


def whole(export: Export, name: str, largest: int = 2**29) -> object:
    """The JSON value of a small file; None when it is absent, damaged or larger than `largest` bytes."""
    if name not in export.members:
        return None
    try:
        with export.open(name) as stream:
            data = stream.read(largest + 1)
        return _decoded(data) if len(data) <= largest else None
    except (*FAULTS, ValueError, RecursionError):
        return None


def objects(value: object) -> Iterator[dict[str, Any]]:
    """The objects in what should be a list of objects."""
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())


def word(value: object) -> str | None:
    """A text where one should stand, which is looked up among those known; None for anything else."""
    return value if isinstance(value, str) else None


def placed(where: str, found: object) -> tuple[str, Found]:
    """A value with its place, as the record it should be or the reason why it is none."""
    if isinstance(found, Words):
        return where, Skipped(where, found)
    return where, found if isinstance(found, dict) else Skipped(where, NOT_AN_OBJECT)


def _decoded(data: bytes) -> object:
    """The value of a JSON text, in a quarter of the time where it is sound."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return json.loads(data)


def _quick_line(line: bytes) -> object:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return _line(line)


def _line(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"), strict=False)
    except UnicodeDecodeError:
        return NOT_UTF8
    except (ValueError, RecursionError):
        return NOT_JSON


def at_once(export: Export, name: str, *, exact: bool = False) -> list[object] | None:
    """The items of a small and sound file, which most are, in a tenth of the time; None for any other.

    What reading a damaged member raises (`FAULTS`) is raised.
    """
    if not 0 < (export.members[name].size or 0) <= _SMALL:
        return None
    try:
        with export.open(name) as stream:
            data = stream.read()
        found = json.loads(data) if exact else _decoded(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _list_items(cursor: Cursor) -> Iterator[object]:
    if cursor.peek() == "":
        yield EMPTY_FILE
        return
    if cursor.peek() != "[":
        yield NOT_A_LIST
        return
    while cursor.peek() == "[":  # one list behind the other, when files were put together
        cursor.step()
        yield from listed(cursor)
    if cursor.peek():
        yield BEHIND


def _in_a_row(cursor: Cursor) -> Iterator[object]:
    while cursor.peek() == "{":
        yield (value := cursor.value())
        if value is DAMAGED or value is TOO_LONG:
            return
    if cursor.peek():
        yield BEHIND


def listed(cursor: Cursor) -> Iterator[object]:
    """The values of the list that a cursor has entered, up to its end, which it leaves behind."""
    while (mark := cursor.peek()) != "]":
        if mark == "":
            yield DAMAGED
            return
        yield (value := cursor.value())
        if value is DAMAGED or value is TOO_LONG:
            return
    cursor.step()
