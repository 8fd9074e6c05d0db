"""CSV: a sheet as text that every spreadsheet and every program reads.

UTF-8 with a byte-order mark, since Excel takes a file without one for its own old encoding and spoils Chinese; CRLF line
ends and quoting as in RFC 4180; days as 2027-03-31, times as 19:30, numbers with a point and without separators. A text
that a spreadsheet would take for a formula has an apostrophe before it. What adds up in a workbook is left to the reader.
"""

from __future__ import annotations

import csv
import io
from datetime import date, time
from decimal import Decimal

from commplan import escape
from commplan.sheet import Cell, Sheet, known


def write(sheet: Sheet) -> bytes:
    out = io.StringIO()
    lines = csv.writer(out, dialect="excel")
    lines.writerow([escape.spreadsheet(column.name) for column in sheet.columns])
    lines.writerows([_shown(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _shown(cell: Cell) -> str:
    value = known(cell)
    if value is None:
        return ""
    if isinstance(value, time):
        return "24:00" if value == time.max else f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return escape.spreadsheet(value) if isinstance(value, str) else f"{value:.15g}"
