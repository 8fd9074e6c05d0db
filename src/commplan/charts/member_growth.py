"""Member growth: who came, who went, and what remains of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commplan.chart import UNKNOWN, Chart, Figure, Table, month, number
from commplan.drawing.canvas import WIDTH, Point, circle, drawing, hatch, line, polyline, rect, text, text_width
from commplan.drawing.plot import category_axis, field, left_margin, value_axis
from commplan.words import Language, Words

_TITLE = Words("Member growth", "成员增长")
_ABOUT = Words(
    "Joins above the line, leaves below it, and the net of both.", "横线以上为入群，以下为退群，折线为净增长。"
)
_JOINS, _LEAVES, _NET = Words("joined", "入群"), Words("left", "退群"), Words("net", "净增")
_MONTH = Words("Month", "月份")
_EMPTY = Words("No joins or leaves have been measured.", "没有入群或退群数据。")
_NO_LEAVES = Words(
    "Joins above the line. The data do not say who left, so there is no net.",
    "横线以上为入群。数据未记录退群，无法计算净增长。",
)

_TOP, _BOTTOM = 40.0, 270.0


@dataclass(frozen=True, slots=True)
class Month:
    """`leaves` is None where the source does not record them."""

    first: date
    joins: int
    leaves: int | None


@dataclass(frozen=True, slots=True)
class MemberGrowth:
    months: tuple[Month, ...]
    id: str = "member-growth"


def draw(data: MemberGrowth, language: Language) -> Figure:
    known = any(m.leaves is not None for m in data.months)
    title, about = (
        _TITLE.in_language(language),
        (_ABOUT if known or not data.months else _NO_LEAVES).in_language(language),
    )
    if data.months:
        height, marks = _BOTTOM + 28, _marks(data, language, known=known)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _marks(data: MemberGrowth, language: Language, *, known: bool) -> list[str]:
    values = [float(m.joins) for m in data.months] + [-float(m.leaves or 0) for m in data.months]
    area, marks = field(values, left=left_margin(values, language), top=_TOP, right=WIDTH, bottom=_BOTTOM)
    band = (area.right - area.left) / len(data.months)
    width = min(band * 0.66, 56)
    out = [*_key(language, known=known), *value_axis(area, marks, language)]
    net: list[Point] = []
    for position, of in enumerate(data.months):
        middle = area.left + (position + 0.5) * band
        x, zero, top = middle - width / 2, area.y(0), area.y(of.joins)
        out.append(rect(x, top, width, zero - top, "teal", tip=f"{_JOINS.in_language(language)} {of.joins}"))
        if of.leaves is not None:
            foot = area.y(-of.leaves)
            tip = f"{_LEAVES.in_language(language)} {of.leaves}"
            out.append(rect(x, zero, width, foot - zero, "rose-pale", stroke="rose", tip=tip))
            out.append(hatch(x, zero, width, foot - zero, "rose"))
            net.append((middle, area.y(of.joins - of.leaves)))
    if net:
        # A paper edge keeps the line readable where it crosses the bars.
        out += [polyline(net, "paper", thickness=5), polyline(net, "ink", thickness=2)]
        out += [circle(x, y, 3.8, "ink", stroke="paper", thickness=1.5) for x, y in net]
    names = [month(m.first, language, year=i == 0 or m.first.month == 1) for i, m in enumerate(data.months)]
    return [*out, *category_axis(area, names)]


def _key(language: Language, *, known: bool) -> list[str]:
    joins, leaves, net = (words.in_language(language) for words in (_JOINS, _LEAVES, _NET))
    out = [rect(0, 4, 13, 13, "teal", radius=2), text(19, 15, joins, ink="soft")]
    if known:
        x = 39 + text_width(joins)
        out += [rect(x, 4, 13, 13, "rose-pale", stroke="rose"), hatch(x, 4, 13, 13, "rose", step=4)]
        out.append(text(x + 19, 15, leaves, ink="soft"))
        x += 39 + text_width(leaves)
        out += [line(x, 11, x + 20, 11, "ink", thickness=2), circle(x + 10, 11, 3.5, "ink")]
        out.append(text(x + 27, 15, net, ink="soft"))
    return out


def _table(data: MemberGrowth, language: Language) -> Table:
    columns = tuple(words.in_language(language) for words in (_MONTH, _JOINS, _LEAVES, _NET))
    rows = tuple(
        (
            month(m.first, language),
            number(m.joins, language),
            number(m.leaves, language),
            UNKNOWN.in_language(language) if m.leaves is None else number(m.joins - m.leaves, language),
        )
        for m in data.months
    )
    return Table(columns, rows, ("start", "end", "end", "end"))


def example(language: Language) -> MemberGrowth:  # noqa: ARG001
    rows = ((210, 12), (180, 34), (164, 41), (231, 39), (90, 140), (172, 51), (205, 44), (246, 60), (158, 47))
    return MemberGrowth(tuple(Month(date(2026, n, 1), *row) for n, row in enumerate(rows, start=1)))


CHART = Chart("member-growth", _TITLE, _ABOUT, draw, example)
