"""JSON files that are one object with the records in a list somewhere inside, read one record at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commplan.activity.cursor import BEHIND, DAMAGED, TOO_LONG, Cursor, pieces
from commplan.activity.event import Skipped
from commplan.activity.export import FAULTS, Export
from commplan.activity.records import Found, listed, placed
from commplan.words import Words

Path = tuple[str, ...]
"""Keys from the outside in; `EACH` stands for every object of a list."""
Head = dict[str, Any]
"""What stands before a list of records in the object that holds it."""
_LOOKED_AT = 2**20
"""Characters of a value that are read to know whose file it is: what stands before a list of records is short."""
EACH = "*"
_OPENS = object()


def inside(export: Export, name: str, paths: tuple[Path, ...]) -> Iterator[tuple[str, Head, Found]]:
    """The objects of the lists at some paths: place, head, record."""
    number = 0
    try:
        for head, value in _entered(Cursor(pieces(export, name)), paths):
            if value is not _OPENS:
                number += 1
                yield (where := f"{name}, record {number}"), head, placed(where, value)[1]
    except FAULTS:
        yield name, {}, Skipped(name, DAMAGED)


def opening(export: Export, name: str, paths: tuple[Path, ...]) -> tuple[Head, object] | None:
    """The head of the first such list and its first value, None when the list is empty; None when there is no list."""
    found = None
    try:
        for head, value in _entered(Cursor(pieces(export, name), longest=_LOOKED_AT), paths):
            if value is not _OPENS:
                return head, value
            found = found or (head, None)
    except FAULTS:
        return found
    return found


def _entered(cursor: Cursor, paths: tuple[Path, ...]) -> Iterator[tuple[Head, object]]:
    """What `_object` finds, up to where the file cannot be followed any further, which is told once."""
    head: Head = {}
    while cursor.peek() == "{":
        for head, value in _object(cursor, (), paths):
            yield head, value
            if value is DAMAGED or value is TOO_LONG:
                return
    if cursor.peek() and head:
        yield head, BEHIND


def _object(cursor: Cursor, here: Path, paths: tuple[Path, ...]) -> Iterator[tuple[Head, object]]:
    head: Head = {}
    cursor.step()
    while (mark := cursor.peek()) != "}":
        key = cursor.value() if mark == '"' else None
        if not isinstance(key, str) or cursor.peek() != ":":
            yield head, DAMAGED
            return
        cursor.step()
        yield from _member(cursor, (*here, key), head, paths)
    cursor.step()


def _member(cursor: Cursor, path: Path, head: Head, paths: tuple[Path, ...]) -> Iterator[tuple[Head, object]]:
    """The value of one key: a list of records, the way to one, or a part of the head."""
    mark = cursor.peek()
    if mark == "[" and path in paths:
        cursor.step()
        yield head, _OPENS
        for value in listed(cursor):
            yield head, value
    elif mark == "[" and _leads((*path, EACH), paths):
        cursor.step()
        while cursor.peek() == "{":
            yield from _object(cursor, (*path, EACH), paths)
        if cursor.peek() == "]":
            cursor.step()
    elif mark == "{" and _leads(path, paths):
        yield from _object(cursor, path, paths)
    else:
        value = cursor.value()
        head[path[-1]] = None if isinstance(value, Words) else value


def _leads(path: Path, paths: tuple[Path, ...]) -> bool:
    return any(longer[: len(path)] == path for longer in paths if len(longer) > len(path))
