"""Member lifecycle: each month's active members as new, returning and resurrected, and those who lapsed below the line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commplan.chart import Chart, Figure, Table, month, number, short
from commplan.drawing.canvas import WIDTH, drawing, hatch, rect, text, text_width
from commplan.drawing.plot import Field, category_axis, field, left_margin, value_axis
from commplan.words import Language, Words

_TITLE = Words("Member lifecycle", "成员生命周期")
_ABOUT = Words(
    "Active members of each month by where they came from; below the line, those who were active before and no longer are.",
    "每月活跃成员的来源；横线以下为此前活跃、本月不再活跃的成员。",
)
_PARTS = (
    Words("returning", "留存"),
    Words("new", "新增"),
    Words("resurrected", "回流"),
    Words("lapsed", "流失"),
)
_MONTH = Words("Month", "月份")
_EMPTY = Words("No month has been measured.", "没有可用的月份数据。")
_FILLS = ("teal", "heat-3", "indigo", "rose")
_HATCHES = ("", "", "on-teal", "rose-pale")

_TOP, _BOTTOM = 40.0, 286.0


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    new: int
    returning: int
    resurrected: int
    lapsed: int


@dataclass(frozen=True, slots=True)
class Lifecycle:
    months: tuple[Month, ...]
    id: str = "lifecycle"


def draw(data: Lifecycle, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    if data.months:
        height, marks = _BOTTOM + 28, _marks(data, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _marks(data: Lifecycle, language: Language) -> list[str]:
    extremes = [float(m.new + m.returning + m.resurrected) for m in data.months] + [
        -float(m.lapsed) for m in data.months
    ]
    area, marks = field(extremes, left=left_margin(extremes, language), top=_TOP, right=WIDTH, bottom=_BOTTOM)
    names = [_label(m.first, position, language) for position, m in enumerate(data.months)]
    out = [*_key(language), *value_axis(area, marks, language, lambda value, of: short(abs(value), of))]
    band = (area.right - area.left) / len(data.months)
    for position, of in enumerate(data.months):
        width = min(band * 0.72, 64)
        out += _bar(of, area.left + (position + 0.5) * band - width / 2, width, area, language)
    return [*out, *category_axis(area, names)]


def _label(of: date, position: int, language: Language) -> str:
    return month(of, language, year=position == 0 or of.month == 1)


def _key(language: Language) -> list[str]:
    out: list[str] = []
    x = 0.0
    for words, fill, stroke in zip(_PARTS, _FILLS, _HATCHES, strict=True):
        name = words.in_language(language)
        out += [rect(x, 4, 13, 13, fill, radius=2), hatch(x, 4, 13, 13, stroke, step=4) if stroke else ""]
        out.append(text(x + 19, 15, name, ink="soft"))
        x += 19 + text_width(name) + 20
    return out


def _bar(of: Month, x: float, width: float, area: Field, language: Language) -> list[str]:
    out: list[str] = []
    top = 0.0
    for value, words, fill, stroke in zip(
        (of.returning, of.new, of.resurrected), _PARTS, _FILLS, _HATCHES, strict=False
    ):
        y1, y2 = area.y(top + value), area.y(top)
        out.append(
            _part(x, y1, width, y2 - y1, fill, stroke, f"{words.in_language(language)} {number(value, language)}")
        )
        top += value
    foot = area.y(-of.lapsed)
    tip = f"{_PARTS[3].in_language(language)} {number(of.lapsed, language)}"
    out.append(_part(x, area.y(0), width, foot - area.y(0), _FILLS[3], _HATCHES[3], tip))
    return out


def _part(x: float, y: float, width: float, height: float, fill: str, stroke: str, tip: str) -> str:
    if height <= 0:
        return ""
    return rect(x, y, width, height, fill, tip=tip) + (hatch(x, y, width, height, stroke, step=6) if stroke else "")


def _table(data: Lifecycle, language: Language) -> Table:
    columns = (_MONTH.in_language(language), *(words.in_language(language) for words in _PARTS))
    rows = tuple(
        (
            month(m.first, language),
            *(number(value, language) for value in (m.returning, m.new, m.resurrected, m.lapsed)),
        )
        for m in data.months
    )
    return Table(columns, rows, ("start", "end", "end", "end", "end"))


def example(language: Language) -> Lifecycle:  # noqa: ARG001
    rows = (
        (210, 0, 0, 0), (180, 130, 0, 80), (164, 196, 12, 114), (231, 214, 28, 130), (190, 268, 40, 177),
        (172, 301, 46, 151), (205, 330, 38, 143), (246, 352, 51, 172), (158, 401, 60, 196),
    )  # fmt: skip
    return Lifecycle(tuple(Month(date(2026, n, 1), *row) for n, row in enumerate(rows, start=1)))


CHART = Chart("lifecycle", _TITLE, _ABOUT, draw, example)
