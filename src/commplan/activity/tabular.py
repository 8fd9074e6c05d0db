"""Tables by a mapping, row by row: CSV and its kin, JSON lines, a JSON list, Parquet.

By its name a file is Parquet (`.parquet`), JSON lines (`.jsonl`, `.ndjson`), a JSON list (`.json`) or CSV (`.csv`,
`.tsv`, `.tab`, `.txt`; a file that is imported alone may end in anything).
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from commplan.activity.cursor import DAMAGED, NOT_UTF8
from commplan.activity.delimited import misread, rows
from commplan.activity.event import Skipped
from commplan.activity.excerpt import encoding_of, start
from commplan.activity.export import FAULTS, Export
from commplan.activity.manifest import ActivityError
from commplan.activity.mapping import Mapping
from commplan.activity.records import Found, items, lines
from commplan.words import say

_CSV = frozenset({".csv", ".tsv", ".tab", ".txt"})

NO_TABLE = say("by its name it is no table", "从文件名看不是表格")
TOO_WIDE = say("it has more columns than the table", "列数多于表头")
PACKED = say("a Parquet file inside an archive; unpack it first", "压缩包内的 Parquet 文件；请先解压")

Row = list[str] | dict[str, Any]
Pick = Callable[[Row], str | None]


@dataclass(frozen=True, slots=True)
class Table:
    """One file. `columns` name the values of its rows; None where rows are records, whose values are found by path."""

    name: str
    columns: tuple[str, ...] | None
    rows: Iterator[tuple[str, Row | Skipped]]


def tables(export: Export, mapping: Mapping) -> Iterator[Table | Skipped]:
    """The tables of an export, one after the other. ActivityError when the mapping cannot be that of a table in it."""
    _check(mapping)
    return (table(export, name, mapping) for name in export.names())


def table(export: Export, name: str, mapping: Mapping) -> Table | Skipped:
    """One file of an export as a table."""
    match PurePosixPath(name).suffix.lower():
        case ".parquet":
            return Table(name, None, _parquet(export, name))
        case ".jsonl" | ".ndjson":
            return Table(name, None, _records(lines(export, name, exact=True)))
        case ".json":
            return Table(name, None, _records(items(export, name, exact=True)))
        case ending if ending in _CSV or len(export.members) == 1:
            return _csv(export, name, mapping)
        case _:
            return Skipped(name, NO_TABLE)


def picker(column: str | None, table: Table) -> Pick:
    """How the text of a column is taken from a row: None when absent or empty."""
    if column is None:
        return lambda row: None  # noqa: ARG005 - the shape of all pickers
    if table.columns is None:
        return lambda row: _at(row, column)
    place = table.columns.index(column)

    def value(row: Row) -> str | None:
        try:
            return row[place] or None  # type: ignore[index]
        except IndexError:
            return None

    return value


def _at(row: Row, column: str) -> str | None:
    """Dots lead into nested objects unless a column has that very name."""
    value: Any = row.get(column) if isinstance(row, dict) else None
    if value is None and "." in column:
        value = row
        for step in column.split("."):
            if isinstance(value, list):
                value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
            else:
                value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) or None if isinstance(value, str | int | float) else None


def _check(mapping: Mapping) -> None:
    try:
        codecs.lookup(mapping.encoding)
    except (LookupError, ValueError) as fault:
        raise ActivityError(
            say("'{name}' is no text encoding", "“{name}” 不是文本编码", name=mapping.encoding)
        ) from fault
    if len(mapping.delimiter) != 1:
        raise ActivityError(
            say(
                "the delimiter must be one character, not '{it}'",
                "分隔符须为单个字符，而不是 “{it}”",
                it=mapping.delimiter,
            )
        )
    if mapping.time is None and mapping.time_constant is None:
        raise ActivityError(
            say("the mapping says neither `time` nor `time_is`", "映射既没有写 `time`，也没有写 `time_is`")
        )


def _records(found: Iterator[tuple[str, Found]]) -> Iterator[tuple[str, Row | Skipped]]:
    yield from found


def _parquet(export: Export, name: str) -> Iterator[tuple[str, Row | Skipped]]:
    from commplan.activity import database

    path = export.members[name].path
    if path is None:
        yield name, Skipped(name, PACKED)
        return
    for number, row in enumerate(database.rows(path), start=1):
        yield f"{name}, row {number}", dict(row)


def _csv(export: Export, name: str, mapping: Mapping) -> Table | Skipped:
    encoding = mapping.encoding
    if codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}:
        encoding = "utf-8-sig"
    try:
        _agree(export, name, encoding)
    except FAULTS:
        return Skipped(name, DAMAGED)
    found = rows(export, name, mapping.delimiter, encoding)
    columns = mapping.columns
    lost: list[tuple[str, Row | Skipped]] = []
    while not columns:
        where, values = next(found, (name, None))
        if values is None:
            break
        if isinstance(values, Skipped):
            lost.append((where, values))
        else:
            columns = tuple(values)
    if columns:
        _require(name, columns, mapping)
    return Table(name, columns, _values(lost, found, len(columns)))


def _values(
    lost: list[tuple[str, Row | Skipped]], found: Iterator[tuple[str, list[str] | Skipped]], wide: int
) -> Iterator[tuple[str, Row | Skipped]]:
    yield from lost
    for where, values in found:
        if isinstance(values, Skipped):
            yield where, values
        elif len(values) > wide and any(values[wide:]):
            yield where, Skipped(where, TOO_WIDE)
        elif misread(values):
            yield where, Skipped(where, NOT_UTF8)
        else:
            yield where, values


def _agree(export: Export, name: str, declared: str) -> None:
    """ActivityError when a file that is to be UTF-8 is plainly in another encoding."""
    other = encoding_of(start(export, name)) if declared == "utf-8-sig" else None
    if other not in {None, "utf-8"}:
        raise ActivityError(
            say(
                "'{name}' is not UTF-8; it looks like {shown}: add `encoding: {other}` to its mapping",
                "“{name}” 不是 UTF-8，看起来是 {shown}：请在其映射中加上 `encoding: {other}`",
                name=name,
                other=other,
                shown=(other or "").upper(),
            )
        )


def _require(name: str, columns: tuple[str, ...], mapping: Mapping) -> None:
    """ActivityError when a table lacks a column of the mapping, which is a mistake in the mapping."""
    missing = [column for column in mapping.named() if column not in columns]
    if missing:
        raise ActivityError(
            say(
                "'{name}' has no column '{column}'; it has: {columns}",
                "“{name}” 中没有 “{column}” 列；现有的列：{columns}",
                name=name,
                column=missing[0],
                columns=", ".join(map(repr, columns[:30])),
            )
        )
