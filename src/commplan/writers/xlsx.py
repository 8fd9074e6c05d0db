"""XLSX: sheets as one workbook, with formulas, filters, frozen headers and pages that print. The only home of xlsxwriter.

Every text is written as text: none becomes a formula or a link.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from commplan import escape, extras
from commplan.drawing.canvas import text_width
from commplan.drawing.palette import LIGHT
from commplan.sheet import Cell, Column, Formula, Kind, Sheet, known
from commplan.words import Words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_EXTENT = re.compile(r"\[([a-z0-9-]+):([a-z0-9-]*)\]")
_SAME_ROW = re.compile(r"\[([a-z0-9-]+)\]")
_LINE = re.compile(r"\{([a-z0-9-]+)\}")
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\']")
Look = Kind | Literal["letters", "head", "label", "inert", "inert head"]
_HEAD = {
    "bold": True,
    "font_color": LIGHT["on-teal"],
    "bg_color": LIGHT["teal"],
    "text_wrap": True,
    "align": "left",
    "indent": 1,
}
# A text that looks like a formula stays a text also when somebody edits its cell.
_INERT = {"quote_prefix": True}
_FORMATS: Mapping[Look, Mapping[str, Any]] = {
    "text": {"text_wrap": True, "align": "left", "indent": 1},
    "inert": {"text_wrap": True, "align": "left", "indent": 1, **_INERT},
    "head": _HEAD,
    "inert head": {**_HEAD, **_INERT},
    "letters": {"align": "center", "bold": True},
    "label": {"bold": True, "bottom": 0},
    "number": {"num_format": "#,##0.##########"},
    "money": {"num_format": "#,##0.00"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left", "indent": 1},
    "clock": {"num_format": "hh:mm", "align": "left", "indent": 1},
}
_LETTERS = (("A", "teal", "on-teal"), ("R", "indigo-pale", "ink"), ("C", "amber-pale", "ink"), ("I", "tint", "soft"))
_LONGEST = 32_767  # characters that a cell holds
_NARROW, _WIDE, _LETTERS_WIDE = 8.0, 36.0, 12.0
_MOST_LINES, _LINE_POINTS, _PAGE = 5, 13.5, 170.0
_FIXED: Mapping[Kind, float] = {"day": 13.0, "clock": 8.0}


def write(sheets: Sequence[Sheet], title: str, stamp: date | None) -> bytes:
    """The workbook. `stamp` is the day it says it was made on. Refusal without the library."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise extras.missing(Words("workbooks", "工作簿"), "xlsxwriter", "xlsx") from None
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime.combine(stamp or date(2000, 1, 1), time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": escape.visible(title), "author": "commplan", "created": made})
    look = {"valign": "top", "font_size": 10, "bottom": 1, "bottom_color": LIGHT["grid"]}
    formats = {kind: book.add_format({**look, **f}) for kind, f in _FORMATS.items()}
    taken: set[str] = set()
    for sheet in sheets:
        _Page(book, book.add_worksheet(_name(sheet.title, taken)), sheet, formats).fill()
    book.close()
    return out.getvalue()


def _name(title: str, taken: set[str]) -> str:
    base = _NOT_IN_NAME.sub(" ", escape.visible(title))[:27].strip() or "Sheet"
    name, count = base, 1
    while name.lower() in taken:
        count += 1
        name = f"{base} {count}"
    taken.add(name.lower())
    return name


class _Page:
    """One sheet as it is being written: where its columns and summary lines are."""

    def __init__(self, book: Workbook, page: Worksheet, sheet: Sheet, formats: Mapping[Look, Format]) -> None:
        self.book, self.page, self.sheet, self.formats = book, page, sheet, formats
        self.letters = {c.id: _letter(i) for i, c in enumerate(sheet.columns)}
        self.last = 1 + len(sheet.rows)  # the row of the last line, counted from 1 with the header
        labels = list(dict.fromkeys(each.label for each in sheet.summary))
        self.lines = {each.id: self.last + 2 + labels.index(each.label) for each in sheet.summary}
        self.widths = [_width(c, [row[at] for row in sheet.rows]) for at, c in enumerate(sheet.columns)]

    def fill(self) -> None:
        for line, cells in enumerate([tuple(c.name for c in self.sheet.columns), *self.sheet.rows]):
            self.page.set_row(line, self._height(cells, room=3 if line == 0 else 1))
        for at, column in enumerate(self.sheet.columns):
            inert = escape.like_formula(column.name)
            self.page.write_string(0, at, _text(column.name), self.formats["inert head" if inert else "head"])
            self.page.set_column(at, at, self.widths[at])
            for line, row in enumerate(self.sheet.rows, 2):
                self._write(line, at, row[at], self.formats["letters" if column.tint == "raci" else column.kind])
        self._sum_up()
        self._tint()
        self._lay_out()

    def _height(self, cells: Sequence[Cell], room: float) -> float:
        """In points, as many lines as the longest text takes: not every program reckons it when it opens the file."""
        needed = 1
        for cell, width in zip(cells, self.widths, strict=True):
            lines = str(cell).splitlines() if isinstance(cell, str) else []
            needed = max(needed, sum(max(1, math.ceil(_chars(line) / max(width - room - 1, 1))) for line in lines))
        return min(needed, _MOST_LINES) * _LINE_POINTS + 2

    def _write(self, line: int, at: int, cell: Cell, how: Format) -> None:
        value = known(cell)
        if isinstance(cell, Formula):
            said = float(value) if isinstance(value, int | float | Decimal) else ""
            self.page.write_formula(line - 1, at, "=" + self._formula(cell.text, line), how, said)
        elif isinstance(value, str):
            inert = escape.like_formula(value)
            self.page.write_string(line - 1, at, _text(value), self.formats["inert"] if inert else how)
        elif isinstance(value, time):
            self.page.write_number(line - 1, at, 1 if value == time.max else _share_of_day(value), how)
        elif isinstance(value, date):
            self.page.write_datetime(line - 1, at, datetime.combine(value, time()), how)
        elif value is not None:
            self.page.write_number(line - 1, at, float(value), how)

    def _formula(self, text: str, line: int) -> str:
        def extent(found: re.Match[str]) -> str:
            first = self.letters[found[1]]
            if found[2]:
                return f"{first}{line}:{self.letters[found[2]]}{line}"
            return f"{first}2:{first}{max(self.last, 2)}"

        text = _EXTENT.sub(extent, text)
        text = _SAME_ROW.sub(lambda found: f"{self.letters[found[1]]}{line}", text)
        columns = {each.id: self.letters[each.column] for each in self.sheet.summary}
        return _LINE.sub(lambda found: f"{columns[found[1]]}{self.lines[found[1]]}", text)

    def _sum_up(self) -> None:
        kinds = {c.id: c.kind for c in self.sheet.columns}
        places = {c.id: at for at, c in enumerate(self.sheet.columns)}
        for each in self.sheet.summary:
            style = {
                "bold": True,
                "font_size": 10,
                "num_format": _FORMATS[kinds[each.column]].get("num_format", "General"),
            }
            # Beside the column it belongs to, so that the label is not far from its number.
            self.page.write_string(self.lines[each.id] - 1, 0, _text(each.label), self.formats["label"])
            self._write(self.lines[each.id], places[each.column], each.value, self.book.add_format(style))

    def _tint(self) -> None:
        if not self.sheet.rows:
            return
        for at, column in enumerate(self.sheet.columns):
            where = (1, at, self.last - 1, at)
            if column.tint == "raci":
                for letter, ground, ink in _LETTERS:
                    self._colour(where, {"type": "text", "criteria": "containing", "value": letter}, ground, ink)
            elif column.tint == "score" and self.sheet.limits:
                acceptable, high = self.sheet.limits
                first = f"{_letter(at)}2"
                for bound, ground in ((f">={high}", "risk-3"), (f">{acceptable}", "risk-2"), (">0", "risk-0")):
                    rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({first}),{first}{bound})"}
                    self._colour(where, rule, ground, "ink")

    def _colour(self, where: tuple[int, int, int, int], rule: dict[str, Any], ground: str, ink: str) -> None:
        shown = self.book.add_format({"bg_color": LIGHT[ground], "font_color": LIGHT[ink]})
        self.page.conditional_format(*where, {**rule, "format": shown, "stop_if_true": True})

    def _lay_out(self) -> None:
        page = self.page
        page.freeze_panes(1, 1)
        if self.sheet.columns:
            page.autofilter(0, 0, max(self.last - 1, 1), len(self.sheet.columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(max(1, round(sum(self.widths) / _PAGE)), 0)
        page.repeat_rows(0)
        page.repeat_columns(0)
        page.set_footer("&L&A&R&P / &N")


def _share_of_day(clock: time) -> float:
    return (clock.hour * 3600 + clock.minute * 60 + clock.second) / 86400


def _letter(at: int) -> str:
    out = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        out = chr(65 + rest) + out
    return out


def _text(text: str) -> str:
    return escape.terminal(text)[:_LONGEST]


def _chars(text: str) -> float:
    """How wide a text is, in characters of Excel's default font."""
    return text_width(text, 1) * 1.9


def _width(column: Column, cells: Sequence[Cell]) -> float:
    """In characters: wide enough for most cells, narrow enough to see the next column."""
    if column.kind in _FIXED:
        return _FIXED[column.kind]
    if column.tint == "raci":
        return _LETTERS_WIDE
    shown = [f"{v:,}" if isinstance(v, int | float | Decimal) else str(v) for v in map(known, cells) if v is not None]
    longest = max((_chars(line) for text in shown for line in text.splitlines()), default=0.0)
    longest += 3 if column.kind == "money" else 0  # the decimals
    # The arrow of the filter stands beside the name.
    named = max((_chars(word) for word in column.name.split()), default=0.0) + 4
    return max(_NARROW, min(named, _WIDE), min(longest + 2.5, _WIDE))
