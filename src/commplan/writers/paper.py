"""What PDF and Word ask for and a browser works out by itself: how wide columns and drawings are, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commplan import escape
from commplan.chart import Align, Figure, Table
from commplan.drawing.canvas import fit, text_width

_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_TALLEST = 1.32
"""Height of the text area against its width: a taller drawing would not fit a page."""
_RUNNING, _SMALL = 400.0, 8.0
"""The width of the line above each page, and the size of its type, in points."""
_SMALLEST = 0.6
"""The share of the width below which the words of a drawing are too small to read."""
_LETTERS = re.compile(r"[RACI](?:, [RACI])*")
_START: Align = "start"
_WORDS = re.compile(r"(?:[^\s\u2e80-\uffef]|\u00a0)+|[\u2e80-\uffef]{1,4}")
_LONGEST_WORD, _WHOLE, _FIRST, _LONGEST_TEXT, _PADDING = 12.0, 10.0, 11.0, 160.0, 1.5
"""In ems: a column has room for its longest word and for texts as short as a date, on a coloured ground too; longer ones share what the page leaves."""
_WHOLE_LINE = 17.0
"""What is written so that it stays on one line has room for as much."""
_CROWDED, _TIGHT_WORD, _TIGHT_WHOLE, _TIGHT_FIRST = 0.7, 7.0, 5.0, 8.0
"""Where that alone takes so much of the page, words may be broken and dates too, so that long texts do not stand as towers."""
_MANY, _LETTER, _HIGHEST = 10, 3.6, 16.0
"""From so many columns on, all with cells as narrow as a letter, what heads them stands upright, up to so many ems high."""


def shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """The share of the width that each column gets, of its cells' texts, the header's among them; together 1."""
    columns = list(zip(*rows, strict=True))
    if standing(rows):
        columns = [columns[0], *(column[1:] for column in columns[1:])]
    page = _page(len(columns))
    least = [_least(column, _LONGEST_WORD, _WHOLE if at else _FIRST) for at, column in enumerate(columns)]
    if sum(least) > _CROWDED * page:
        least = [_least(column, _TIGHT_WORD, _TIGHT_WHOLE if at else _TIGHT_FIRST) for at, column in enumerate(columns)]
    more = [_wish(column, low) for column, low in zip(columns, least, strict=True)]
    room = max(0.0, page - sum(least)) / sum(more)
    sizes = [low + room * rest for low, rest in zip(least, more, strict=True)]
    return [round(size / sum(sizes), 4) for size in sizes]


def _least(column: Sequence[str], longest: float, whole: float) -> float:
    # A header may break between its words, and what names the rows may not vanish beside many columns.
    word = max((min(_WHOLE_LINE if "\u00a0" in text else longest, _word(text)) for text in column), default=0.0)
    return max(word, min(max(_lengths(column)), whole), 1.5) + _PADDING


def _wish(column: Sequence[str], least: float) -> float:
    """What a column would take of what is left; less than in proportion: one long text does not take the room of all."""
    lengths = _lengths(column)
    wish = (max(lengths) + 2 * sum(lengths) / len(lengths)) / 3
    return float(max(0.01, min(wish, _LONGEST_TEXT) - least) ** 0.9)


def _lengths(column: Sequence[str]) -> list[float]:
    return [text_width(text, 1) for text in column[1:]] or [0.0]


def standing(rows: Sequence[Sequence[str]]) -> float:
    """How high the heads of a matrix stand, in ems, when they have to stand upright over columns of letters; else 0."""
    head, *rest = rows
    if len(head) < _MANY or not rest or any(text_width(cell, 1) > _LETTER for row in rest for cell in row[1:]):
        return 0
    return min(_HIGHEST, max(text_width(name, 1, bold=True) for name in head[1:]) + 1)


def _page(count: int) -> float:
    """The width of a page in ems of the type that a table of so many columns is set in."""
    return 57.0 if count < 7 else 64.0 if count < 9 else 69.0


def _word(text: str) -> float:
    return max((text_width(part, 1, bold=True) for part in _WORDS.findall(text)), default=0.0)


def across(svg: str) -> float:
    """The share of the width that a drawing gets, so that it fits a page."""
    size = _SIZE.search(svg)
    return round(min(1.0, _TALLEST * float(size[1]) / max(float(size[2]), 1)), 3) if size else 1.0


def drawn(figure: Figure) -> bool:
    """Whether there is a drawing that can be read on a page; a figure without one is told as its table."""
    return figure.svg is not None and (across(figure.svg) >= _SMALLEST or not figure.table.rows)


def running(title: str) -> str:
    """As much of a title as has room in one line above each page."""
    return fit(escape.visible(title) or "–", _RUNNING, _SMALL)


def told(figure: Figure) -> str:
    """What a drawing shows, for those who cannot see it."""
    title, about = escape.visible(figure.title), escape.visible(figure.description)
    return f"{title}. {about}" if title and about else title or about or figure.id


def cells(table: Table) -> tuple[list[list[str]], list[Align]]:
    """The texts of a table row by row, the header first and all rows as long as the longest, and how its columns stand."""
    rows = [[escape.visible(cell) for cell in row] for row in (table.columns, *table.rows)]
    wide = max(map(len, rows))
    align = [*table.align, *(_START for _ in range(wide))][:wide]
    return [[*row, *[""] * (wide - len(row))] for row in rows], align


def letter(text: str) -> str:
    """The first letter of a cell that holds letters of RACI and nothing else; empty for any other."""
    return text[0] if _LETTERS.fullmatch(text) else ""
