"""Tables whose values are parted by a mark (CSV and its kin), one row at a time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from commplan.activity.cursor import DAMAGED, LONGEST_RECORD
from commplan.activity.event import Skipped
from commplan.activity.export import FAULTS, Export
from commplan.words import say

TOO_LONG = say("a value in it is longer than 16 million characters", "其中有超过 1600 万字符的值")

_STRAY_BYTE = re.compile("[\udc80-\udcff]")


def rows(
    export: Export, name: str, delimiter: str = ",", encoding: str = "utf-8-sig"
) -> Iterator[tuple[str, list[str] | Skipped]]:
    """The rows of a file, its heading too, each with its place; empty ones do not count.

    Values that are parted by blanks are parted by any number of them, as in tables that are aligned for the eye.
    """
    csv.field_size_limit(LONGEST_RECORD)
    try:
        with io.TextIOWrapper(export.open(name), encoding, errors="surrogateescape", newline="") as text:
            table = csv.reader(text, delimiter=delimiter, skipinitialspace=delimiter == " ")
            while True:
                try:
                    values = next(table)
                except StopIteration:
                    return
                except csv.Error:
                    yield (where := f"{name}, line {table.line_num}"), Skipped(where, TOO_LONG)
                    continue
                if values:
                    yield f"{name}, line {table.line_num}", values
    except (*FAULTS, UnicodeError):
        yield name, Skipped(name, DAMAGED)


def misread(values: Sequence[str]) -> bool:
    """Whether bytes in it are not of the encoding in which it was read."""
    whole = "".join(values)
    return not whole.isascii() and _STRAY_BYTE.search(whole) is not None
