"""Months as grids on paper: seven days across, what happens on each in its day, for PDF as data and for Word as tables."""

from __future__ import annotations

import math
from typing import Any

from commplan import escape
from commplan.chart import Day, Figure, Item, Month
from commplan.drawing.canvas import text_width
from commplan.writers import office, runs, tabular
from commplan.writers.runs import Look

_NOTES = {"holiday": "rose", "workday": "indigo", "freeze": "plum"}
_ACROSS, _LINE, _PAGE = 9.4, 1.45, 88.0
"""In ems of the type of a grid: a line within a day, the height of a line, and what a page holds of them."""
_SMALL, _SMALLER = 7.5, 6.5


def data(figure: Figure) -> dict[str, Any]:
    """The grids and their key for typst: plain texts, lists and names of colours."""
    key = [{"text": escape.visible(kind), "colour": colour} for kind, colour in figure.key]
    return {"months": [_month(shown) for shown in figure.months], "key": key}


def _month(shown: Month) -> dict[str, Any]:
    return {
        "title": escape.visible(shown.title),
        "weekdays": list(shown.weekdays),
        # One that is higher than a page has to be torn, and between its weeks.
        "whole": sum(max(map(_height, week)) for week in shown.weeks) < _PAGE,
        "days": [_day(of) for week in shown.weeks for of in week],
    }


def _height(of: Day | None) -> float:
    lines = [words(item) for item in of.items] if of else []
    lines += [" ".join([str(of.number), *(name for name, _ in of.notes)])] if of else []
    return 1 + sum(_LINE * math.ceil(text_width(line, 1) / _ACROSS) + 0.6 for line in lines)


def _day(of: Day | None) -> dict[str, Any] | None:
    if of is None:
        return None
    notes = [{"text": escape.visible(name), "colour": _NOTES[kind]} for name, kind in of.notes]
    items = [{"text": words(item), "colour": item.colour} for item in of.items]
    return {"number": str(of.number), "notes": notes, "items": items, "off": of.off}


def words(item: Item) -> str:
    """What happens, in one line: when, what, and whether it was called off."""
    name = f"{item.name} ({item.cancelled})" if item.cancelled else item.name
    return escape.visible(f"{item.time} {name}")


# --- Word -------------------------------------------------------------------------------------------------------------
def write(document: Any, figure: Figure) -> None:
    """The grids at the end of a Word document, each under the name of its month, and the key below the last."""
    for shown in figure.months:
        name = document.add_paragraph()
        name.paragraph_format.keep_with_next = True
        runs.run(name, escape.visible(shown.title), Look(bold=True, size=9))
        _table(document, shown)
    key = document.add_paragraph()
    for kind, colour in figure.key:
        runs.run(key, "■ ", Look(size=_SMALL, colour=colour))
        runs.run(key, f"{escape.visible(kind)}   ", Look(size=_SMALL, soft=True))


def _table(document: Any, shown: Month) -> None:
    across = len(shown.weekdays)
    made = tabular.table(
        document, 1 + len(shown.weeks), [1 / across] * across, escape.visible(shown.title), upright=True
    )
    head, *rows = made._tbl.tr_lst  # noqa: SLF001 - cells one by one through the library take quadratic time
    for at, name in enumerate(shown.weekdays):
        cell = tabular.cell(head, at, made)
        tabular.ground(cell, "tint")
        runs.run(_line(cell, first=True), name, Look(bold=True, size=_SMALL))
    for row, week in zip(rows, shown.weeks, strict=True):
        for at, of in enumerate(week):
            cell = tabular.cell(row, at, made)
            _fill(cell, of)
            # A month stays on one page where one holds it.
            cell.paragraphs[0].paragraph_format.keep_with_next = row is not rows[-1]


def _fill(cell: Any, of: Day | None) -> None:
    line = _line(cell, first=True)
    if of is None or of.off:
        tabular.ground(cell, "tint" if of is None else "rose-pale")
    if of is None:
        return
    runs.run(line, str(of.number), Look(soft=True, size=_SMALL))
    for name, kind in of.notes:
        runs.run(line, f" {escape.visible(name)}", Look(bold=True, size=_SMALLER, colour=_NOTES[kind]))
    for item in of.items:
        line = _line(cell, first=False)
        runs.run(line, words(item), Look(size=_SMALLER))
        office.shade(line, f"{item.colour}-pale" if item.colour else "tint", item.colour or "line")


def _line(cell: Any, *, first: bool) -> Any:
    line = cell.paragraphs[0] if first else cell.add_paragraph()
    line.paragraph_format.space_after, line.paragraph_format.line_spacing = 25_400, 1.0
    return line
