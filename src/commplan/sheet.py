"""What a sheet is: a table whose cells keep their kind, so that a spreadsheet can sort, filter and add them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "number", "money", "day", "clock"]
Tint = Literal["", "raci", "score"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A value that follows from others. In `text`, [id] is the cell of that column in the same row, [id:] that column of
    all rows, [id:id] the cells from one column to another in the same row, and {label} the value of that summary line.

    `value` is what it comes to today, for a reader that does not calculate.
    """

    text: str
    value: float | Decimal | None


Cell = str | int | float | Decimal | date | time | Formula | None


@dataclass(frozen=True, slots=True)
class Column:
    """`tint`: what colours its cells, beside what is in them: the letters of RACI, or the height of a risk score."""

    id: str
    name: str
    kind: Kind = "text"
    tint: Tint = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A line below the table: a label, and a value in one of the columns. Those of one label share a line."""

    id: str
    label: str
    column: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table by an id that stays, with the name that readers see. A summary stands below it, outside of its filter.

    `limits`: for scores, the highest that is acceptable and the lowest that is high.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    summary: tuple[Summary, ...] = ()
    limits: tuple[int, int] | None = None


def known(cell: Cell) -> str | int | float | Decimal | date | time | None:
    """What stands in a cell for a reader that does not calculate."""
    return cell.value if isinstance(cell, Formula) else cell
