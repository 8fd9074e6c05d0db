"""The first rows of a table of unknown make: which columns it has, and how it is written."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePosixPath

from commplan.activity import clock, delimited
from commplan.activity.export import FAULTS, Export
from commplan.activity.manifest import ActivityError
from commplan.activity.records import items, lines

ROWS = 50
START = 2**16
"""Bytes from the beginning of a file that are looked at."""
_FURTHER = 100_000
"""Rows of a CSV file that are looked at where its first ones leave a doubt."""
DELIMITED = frozenset({".csv", ".tsv", ".tab"})
_DELIMITERS = ",\t;|"
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]")
_NUMBER = re.compile(r"[-+]?[\d.]+")
_USUAL = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`rows` hold texts by column. `headless`: a CSV without a header line, whose `columns` are names made up here.

    `further`: values of a column from all over the file, while the export is open; None where the rows are all there is.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    headless: bool = False
    delimiter: str = ","
    encoding: str = "utf-8"
    further: Callable[[str], list[str]] | None = field(default=None, compare=False, repr=False)

    def values(self, column: str) -> list[str]:
        return [value for row in self.rows if (value := row.get(column, "").strip())]


def excerpt(export: Export) -> Excerpt | None:
    """The beginning of the first table in an export; None when nothing in it looks like one."""
    return next((found for name in export.names() if (found := excerpt_of(export, name))), None)


def excerpt_of(export: Export, name: str) -> Excerpt | None:
    """The beginning of one file; None when it does not look like a table."""
    try:
        return _excerpt(export, name)
    except (*FAULTS, ActivityError, UnicodeError, csv.Error):
        return None


def _excerpt(export: Export, name: str) -> Excerpt | None:
    match PurePosixPath(name).suffix.lower():
        case ".parquet":
            from commplan.activity import database

            path = export.members[name].path
            return _of_records(name, database.rows(path)) if path else None
        case ".jsonl" | ".ndjson":
            return _of_records(name, (row for _, row in lines(export, name) if isinstance(row, dict)))
        case ".json":
            return _of_records(name, (row for _, row in items(export, name) if isinstance(row, dict)))
        case ending if ending in DELIMITED or len(export.members) == 1:
            found = _of_csv(name, start(export, name), sure=ending in DELIMITED)
            return replace(found, further=lambda column: _further(export, found, column)) if found else None
    return None


def _further(export: Export, found: Excerpt, column: str) -> list[str]:
    """As many values as are looked at for their format, evenly from a file's first hundred thousand rows."""
    place, encoding = found.columns.index(column), "utf-8-sig" if found.encoding == "utf-8" else found.encoding
    table = islice(delimited.rows(export, found.name, found.delimiter, encoding), _FURTHER)
    told = [row[place] for _, row in table if isinstance(row, list) and len(row) > place and row[place].strip()]
    return told[:: -(-len(told) // clock.SAMPLE) or 1]


def start(export: Export, name: str) -> bytes:
    """The first bytes of a member."""
    with export.open(name) as stream:
        return stream.read(START)


def encoding_of(begun: bytes) -> str | None:
    """The encoding of a text that begins so: utf-8, utf-16, gbk or gb18030; None when it is none of them."""
    if begun.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if _decodes(begun, "utf-8"):
        return "utf-8"
    pairs = _PAIR.findall(begun)
    # What is in another encoding makes pairs too, but few of them are characters that people write.
    if 5 * sum(_USUAL.fullmatch(pair) is not None for pair in pairs) < 4 * max(1, len(pairs)):
        return None
    return next((encoding for encoding in ("gbk", "gb18030") if _decodes(begun, encoding)), None)


def _decodes(begun: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(begun)
    except UnicodeError:
        return False
    return True


def _of_csv(name: str, begun: bytes, *, sure: bool) -> Excerpt | None:
    encoding = encoding_of(begun) or "latin-1"
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)("replace")
    text = decoder.decode(begun)
    if len(begun) == START:
        text = text[: text.rfind("\n") + 1]
    if "\0" in text:
        return None
    tables = [(mark, _split(text, mark)) for mark in _DELIMITERS]
    delimiter, rows = max(tables, key=lambda table: _evenness(table[1]))
    if not _evenness(rows)[0]:
        delimiter, rows = " ", _split(text, " ")
    if not rows or not (sure or (len(rows[0]) > 2 and _evenness(rows)[1] > 0.9)):
        return None
    headless = any(clock.guessed([cell]) is not None for cell in rows[0]) or all(map(_NUMBER.fullmatch, rows[0]))
    columns = tuple(f"column-{n}" for n in range(1, len(rows[0]) + 1)) if headless else tuple(rows[0])
    values = tuple(dict(zip(columns, row, strict=False)) for row in (rows if headless else rows[1:]))
    return Excerpt(name, columns, values, headless, delimiter, encoding)


def _split(text: str, delimiter: str) -> list[list[str]]:
    try:
        table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=delimiter == " ")
        return list(islice((row for row in table if row), ROWS + 1))
    except csv.Error:
        return []


def _evenness(rows: list[list[str]]) -> tuple[bool, float, int]:
    """How much this looks like a table: columns at all, the share of rows as wide as the first, and how wide."""
    wide = len(rows[0]) if rows else 0
    return wide > 1, sum(len(row) == wide for row in rows) / max(1, len(rows)), wide


def _of_records(name: str, records: Iterable[Mapping[str, object]]) -> Excerpt | None:
    rows = tuple({column: str(value) for column, value in _flat(record)} for record in islice(records, ROWS))
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    return Excerpt(name, columns, rows) if columns else None


def _flat(record: Mapping[str, object], above: str = "", depth: int = 3) -> Iterator[tuple[str, object]]:
    """The plain values of a record; those of nested objects by their path (`user.id`)."""
    for key, value in record.items():
        if isinstance(value, dict) and depth:
            yield from _flat(value, f"{above}{key}.", depth - 1)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            yield above + str(key), value
