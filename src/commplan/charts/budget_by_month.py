"""Budget by month: what will have been spent, what has been spent, and whether the money is there by then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commplan.chart import UNKNOWN, Chart, Figure, Table, month, number
from commplan.drawing.canvas import WIDTH, Point, circle, drawing, polygon, polyline, text, text_width
from commplan.drawing.plot import Field, category_axis, field, left_margin, spread, value_axis
from commplan.words import Language, Words, say

_TITLE = Words("Spending and funding over time", "支出与资金到位")
_ABOUT = Words(
    "Running totals in {currency} at the end of each month. Shaded: planned spending that the funding does not cover.",
    "每月末累计金额，单位：{currency}。阴影：资金未覆盖的计划支出。",
)
_PLANNED, _ACTUAL, _FUNDING = Words("planned", "计划支出"), Words("spent", "实际支出"), Words("funded", "到位资金")
_MONTH = Words("Month", "月份")
_EMPTY = Words("The plan dates no spending.", "方案未按月安排支出。")

_TOP, _BOTTOM = 14.0, 250.0


@dataclass(frozen=True, slots=True)
class Month:
    """Amounts of this month alone; None is not known: a month still to come, or a plan that does not say."""

    first: date
    planned: float | None
    spent: float | None = None
    funded: float | None = None


@dataclass(frozen=True, slots=True)
class BudgetByMonth:
    currency: str
    months: tuple[Month, ...]
    id: str = "budget-by-month"


_Totals = list[float | None]


def draw(data: BudgetByMonth, language: Language) -> Figure:
    title = _TITLE.in_language(language)
    about = say(_ABOUT.en, _ABOUT.zh, currency=data.currency).in_language(language)
    lines = _lines(data)
    if any(total is not None for totals in lines for total in totals):
        height, marks = _BOTTOM + 28, _marks(data, lines, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, lines, language))


def _lines(data: BudgetByMonth) -> tuple[_Totals, _Totals, _Totals]:
    months = data.months
    return (
        _running([m.planned for m in months]), _running([m.spent for m in months]), _running([m.funded for m in months])
    )  # fmt: skip


def _running(amounts: _Totals) -> _Totals:
    # What follows an unknown month is unknown too; leading and trailing gaps just shorten the line.
    out: _Totals = []
    total, begun, broken = 0.0, False, False
    for amount in amounts:
        broken = broken or (begun and amount is None)
        begun = begun or amount is not None
        total += amount or 0
        out.append(total if begun and not broken else None)
    return out


def _marks(data: BudgetByMonth, lines: tuple[_Totals, _Totals, _Totals], language: Language) -> list[str]:
    planned, spent, funded = lines
    values = [total for totals in lines for total in totals if total is not None]
    kinds = ((_PLANNED, planned, "teal", ""), (_ACTUAL, spent, "ink", "2 3"), (_FUNDING, funded, "amber", "7 4"))
    labels = [_end(words, totals, language) for words, totals, _, _ in kinds]
    room = min(max(text_width(label, 12.5, bold=True) for label in labels) + 16, 230)
    area, marks = field(values, left=left_margin(values, language), top=_TOP, right=WIDTH - room, bottom=_BOTTOM)
    out = [*_gaps(planned, funded, area), *value_axis(area, marks, language)]
    ends: list[tuple[float, str, str]] = []
    for (_, totals, colour, dash), label in zip(kinds, labels, strict=True):
        points = _points(totals, area, stepped=colour == "amber")
        if points:
            out += [polyline(points, colour, thickness=2.2, dash=dash), circle(*points[-1], 3.5, colour)]
            ends.append((points[-1][1], label, colour))
    for (_, label, colour), y in zip(ends, spread([e[0] for e in ends], 17, _TOP + 4, _BOTTOM - 4), strict=True):
        out.append(text(area.right + 10, y + 4, label, size=12.5, ink=colour, bold=True, width=room - 12))
    names = [month(m.first, language, year=i == 0 or m.first.month == 1) for i, m in enumerate(data.months)]
    return [*out, *category_axis(area, names)]


def _end(words: Words, totals: _Totals, language: Language) -> str:
    last = next((total for total in reversed(totals) if total is not None), None)
    return "" if last is None else f"{words.in_language(language)} {number(last, language)}"


def _points(totals: _Totals, area: Field, *, stepped: bool) -> list[Point]:
    band = (area.right - area.left) / len(totals)
    out: list[Point] = [] if stepped or totals[0] is None else [(area.left, area.y(0))]
    for position, total in enumerate(totals):
        if total is None:
            continue
        # Money arrives at once and is spent bit by bit.
        if stepped:
            out.append((area.left + position * band, area.y(total)))
        out.append((area.left + (position + 1) * band, area.y(total)))
    return out


def _gaps(planned: _Totals, funded: _Totals, area: Field) -> list[str]:
    band = (area.right - area.left) / len(planned)
    out: list[str] = []
    for position, (spend, fund) in enumerate(zip(planned, funded, strict=True)):
        if spend is None or fund is None or spend <= fund:
            continue
        before = planned[position - 1] if position else 0
        x1, x2 = area.left + position * band, area.left + (position + 1) * band
        start = spend if before is None else before
        if start < fund:
            x1, start = x2 - (spend - fund) / (spend - start) * band, fund
        out.append(
            polygon([(x1, area.y(start)), (x2, area.y(spend)), (x2, area.y(fund)), (x1, area.y(fund))], "rose-pale")
        )
    return out


def _table(data: BudgetByMonth, lines: tuple[_Totals, _Totals, _Totals], language: Language) -> Table:
    unknown = UNKNOWN.in_language(language)
    rows = tuple(
        (month(m.first, language), *(unknown if total is None else number(total, language) for total in totals))
        for m, *totals in zip(data.months, *lines, strict=True)
    )
    columns = tuple(words.in_language(language) for words in (_MONTH, _PLANNED, _ACTUAL, _FUNDING))
    return Table(columns, rows, ("start", "end", "end", "end"))


def example(language: Language) -> BudgetByMonth:  # noqa: ARG001
    planned = (9, 11, 12, 24, 18, 16, 30, 22, 14, 20, 31, 26)
    spent = (8, 12, 11, 20, 17, 19)
    funded = (60, 0, 0, 0, 0, 0, 50, 0, 0, 60, 0, 80)
    months = (
        Month(date(2026, n + 1, 1), planned[n] * 1000, spent[n] * 1000 if n < len(spent) else None, funded[n] * 1000)
        for n in range(12)
    )
    return BudgetByMonth("EUR", tuple(months))


CHART = Chart(
    "budget-by-month", _TITLE, Words("Running spending against running funding.", "累计支出与累计资金。"), draw, example
)
