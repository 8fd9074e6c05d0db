"""Staff load as it was: the hours that the plan asks for and those that were seen, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commplan.chart import Chart, Figure, Table, month, number
from commplan.drawing.canvas import WIDTH, drawing, rect, text, text_width
from commplan.drawing.plot import category_axis, field, left_margin, value_axis
from commplan.words import Language, Words

_TITLE = Words("Hours planned and seen", "计划工时与可见工时")
_ABOUT = Words(
    "Hours of the whole weeks that begin in each month. What is seen is a lower bound.",
    "各月起始的完整各周的工时。可见工时是下限。",
)
_PLANNED, _SEEN, _MONTH = Words("planned", "计划"), Words("seen", "可见"), Words("Month", "月份")
_EMPTY = Words("No whole week has been measured.", "没有可用的整周数据。")

_TOP, _BOTTOM = 40.0, 230.0


@dataclass(frozen=True, slots=True)
class Month:
    """`planned` is None where the plan does not say the hours of its work."""

    first: date
    planned: float | None
    seen: float


@dataclass(frozen=True, slots=True)
class StaffSeen:
    months: tuple[Month, ...]
    id: str = "staff"


def draw(data: StaffSeen, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    if data.months:
        height, marks = _BOTTOM + 28, _marks(data, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _marks(data: StaffSeen, language: Language) -> list[str]:
    values = [hours for of in data.months for hours in (of.planned or 0.0, of.seen)]
    area, ticks = field(values, left=left_margin(values, language), top=_TOP, right=WIDTH, bottom=_BOTTOM)
    band = (area.right - area.left) / len(data.months)
    width = min(band * 0.36, 44)
    out = [*_key(language), *value_axis(area, ticks, language)]
    for position, of in enumerate(data.months):
        middle = area.left + (position + 0.5) * band
        if of.planned is not None:
            tip = f"{_PLANNED.in_language(language)} {number(of.planned, language)}"
            top = area.y(of.planned)
            out.append(rect(middle - width, top, width, _BOTTOM - top, "tint", stroke="line", tip=tip))
        tip = f"{_SEEN.in_language(language)} {number(of.seen, language)}"
        out.append(rect(middle, area.y(of.seen), width, _BOTTOM - area.y(of.seen), "teal", tip=tip))
    names = [month(of.first, language, year=at == 0 or of.first.month == 1) for at, of in enumerate(data.months)]
    return [*out, *category_axis(area, names)]


def _key(language: Language) -> list[str]:
    planned, seen = _PLANNED.in_language(language), _SEEN.in_language(language)
    x = 39 + text_width(planned)
    return [
        rect(0, 4, 13, 13, "tint", stroke="line", radius=2),
        text(19, 15, planned, ink="soft"),
        rect(x, 4, 13, 13, "teal", radius=2),
        text(x + 19, 15, seen, ink="soft"),
    ]


def _table(data: StaffSeen, language: Language) -> Table:
    columns = tuple(words.in_language(language) for words in (_MONTH, _PLANNED, _SEEN))
    rows = tuple(
        (month(of.first, language), number(of.planned, language), number(of.seen, language)) for of in data.months
    )
    return Table(columns, rows, ("start", "end", "end"))


def example(language: Language) -> StaffSeen:  # noqa: ARG001
    rows = ((75.7, 31.5), (98.2, 45.2), (73, 82.4), (None, 40.0), (88, 0))
    return StaffSeen(tuple(Month(date(2026, n, 1), *row) for n, row in enumerate(rows, start=1)))


CHART = Chart("staff", _TITLE, _ABOUT, draw, example)
