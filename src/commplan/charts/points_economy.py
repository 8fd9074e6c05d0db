"""Points economy: how many points are issued, redeemed and still out, as the plan expects it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commplan.chart import UNKNOWN, Chart, Figure, Table, month, number
from commplan.drawing.canvas import WIDTH, Point, circle, drawing, polyline, text, text_width
from commplan.drawing.plot import Field, category_axis, field, left_margin, spread, value_axis
from commplan.words import Language, Words

_TITLE = Words("Points issued, redeemed and still out", "积分的发放、兑换与留存")
_ABOUT = Words(
    "Running totals of points at the end of each month, as the plan expects them. Still out: neither redeemed nor lapsed.",
    "方案预计的各月末累计积分。留存：既未兑换也未过期的积分。",
)
_ABOUT_HAPPENED = Words(
    "Running totals of points at the end of each month, as the activity shows them. Still out: neither redeemed nor lapsed.",
    "活动数据显示的各月末累计积分。留存：既未兑换也未过期的积分。",
)
_ISSUED, _REDEEMED = Words("issued", "发放"), Words("redeemed", "兑换")
_LAPSED, _OUT = Words("lapsed", "过期"), Words("still out", "留存")
_MONTH = Words("Month", "月份")
_EMPTY = Words("The plan does not say how many points are earned.", "方案未写明会发放多少积分。")

_TOP, _BOTTOM = 14.0, 230.0


@dataclass(frozen=True, slots=True)
class Month:
    """Running totals at the end of the month; None is not known."""

    first: date
    issued: float | None
    redeemed: float | None = None
    lapsed: float | None = None
    out: float | None = None


@dataclass(frozen=True, slots=True)
class PointsEconomy:
    """`happened`: what the months hold was counted; otherwise the plan expects it."""

    months: tuple[Month, ...]
    happened: bool = False
    id: str = "points-economy"


_Totals = list[float | None]


def draw(data: PointsEconomy, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), (_ABOUT_HAPPENED if data.happened else _ABOUT).in_language(language)
    if any(m.issued is not None for m in data.months):
        height, marks = _BOTTOM + 28, _marks(data, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _lines(data: PointsEconomy) -> tuple[tuple[Words, _Totals, str, str], ...]:
    months = data.months
    return (
        (_ISSUED, [m.issued for m in months], "teal", ""),
        (_REDEEMED, [m.redeemed for m in months], "indigo", "7 4"),
        (_OUT, [m.out for m in months], "amber", "2 3"),
    )


def _marks(data: PointsEconomy, language: Language) -> list[str]:
    lines = [line for line in _lines(data) if any(total is not None for total in line[1])]
    values = [total for _, totals, _, _ in lines for total in totals if total is not None]
    labels = [_end(words, totals, language) for words, totals, _, _ in lines]
    room = min(max(text_width(label, 12.5, bold=True) for label in labels) + 16, 230)
    area, marks = field(values, left=left_margin(values, language), top=_TOP, right=WIDTH - room, bottom=_BOTTOM)
    out = [*value_axis(area, marks, language)]
    ends: list[tuple[float, str, str]] = []
    for (_, totals, colour, dash), label in zip(lines, labels, strict=True):
        points = _points(totals, area)
        out += [polyline(points, colour, thickness=2.2, dash=dash), circle(*points[-1], 3.5, colour)]
        ends.append((points[-1][1], label, colour))
    for (_, label, colour), y in zip(ends, spread([e[0] for e in ends], 17, _TOP + 4, _BOTTOM - 4), strict=True):
        out.append(text(area.right + 10, y + 4, label, size=12.5, ink=colour, bold=True, width=room - 12))
    names = [month(m.first, language, year=i == 0 or m.first.month == 1) for i, m in enumerate(data.months)]
    return [*out, *category_axis(area, names)]


def _end(words: Words, totals: _Totals, language: Language) -> str:
    last = next(total for total in reversed(totals) if total is not None)
    return f"{words.in_language(language)} {number(round(last), language)}"


def _points(totals: _Totals, area: Field) -> list[Point]:
    band = (area.right - area.left) / len(totals)
    return [
        (area.left + (position + 1) * band, area.y(total)) for position, total in enumerate(totals) if total is not None
    ]


def _table(data: PointsEconomy, language: Language) -> Table:
    unknown = UNKNOWN.in_language(language)

    def shown(total: float | None) -> str:
        return unknown if total is None else number(round(total), language)

    rows = tuple(
        (month(m.first, language), *(shown(total) for total in (m.issued, m.redeemed, m.lapsed, m.out)))
        for m in data.months
    )
    columns = tuple(words.in_language(language) for words in (_MONTH, _ISSUED, _REDEEMED, _LAPSED, _OUT))
    return Table(columns, rows, ("start", "end", "end", "end", "end"))


def example(language: Language) -> PointsEconomy:  # noqa: ARG001
    redeemed = (0, 300, 700, 1200, 1900, 2600, 3300, 4100, 4900, 5700, 6500, 7200)
    lapsed = (0, 0, 0, 0, 0, 0, 150, 300, 420, 560, 700, 860)
    months = (
        Month(date(2027, n + 1, 1), 900.0 * (n + 1), redeemed[n], lapsed[n], 900.0 * (n + 1) - redeemed[n] - lapsed[n])
        for n in range(12)
    )
    return PointsEconomy(tuple(months))


CHART = Chart(
    "points-economy", _TITLE, Words("Points issued, redeemed and still out.", "积分的发放、兑换与留存。"), draw, example
)
