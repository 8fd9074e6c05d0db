"""Gantt: every entry of the calendar and every milestone on one axis of time, so that what comes together is seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from commplan.chart import Chart, Figure, Table, day, number
from commplan.drawing.canvas import WIDTH, bends, blocks, drawing, hatches, lozenges, paragraph, text, wrap
from commplan.drawing.plot import Field, month_starts, time_axis
from commplan.words import Language, Words, say

_TITLE = Words("The plan on one line of time", "方案甘特图")
_ABOUT = Words(
    "A bar from the first date to the last, a stroke for each date, a diamond for what happens once. Hatched stretches are "
    "quiet periods.",
    "横条为首末日期之间，每条竖线为一次，菱形为一次性事项；斜线区段为静默期。",
)
_COLUMNS = (
    Words("What", "事项"),
    Words("Kind", "类型"),
    Words("First", "首次"),
    Words("Last", "末次"),
    Words("Dates", "次数"),
)
_TIMES = Words("{n} times", "{n} 次")
_EMPTY = Words("The plan has no dates to draw.", "方案没有可绘制的日期。")

_LEFT, _TOP, _SUM, _NAME = 226.0, 42.0, 74.0, 214.0
_LINE, _GAP, _LINES = 14.0, 9.0, 4
_BAR = 9.0


@dataclass(frozen=True, slots=True)
class Row:
    """What is done, what kind of thing it is, and its dates in their order. `due`: something to be reached by then."""

    name: str
    kind: str
    days: tuple[date, ...]
    due: bool = False


@dataclass(frozen=True, slots=True)
class Gantt:
    """First and last day of the period; `freezes` are quiet stretches, first and last day."""

    first: date
    last: date
    rows: tuple[Row, ...]
    freezes: tuple[tuple[date, date], ...] = ()
    id: str = "gantt"


def draw(data: Gantt, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    rows = [row for row in data.rows if row.days]
    if rows:
        places = _places(rows)
        bottom = places[-1] + _height(rows[-1]) + 4
        height, marks = bottom + 42, _marks(data, rows, places, bottom, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(rows, language))


def _height(row: Row) -> float:
    return len(wrap(row.name, _NAME, lines=_LINES)) * _LINE + _GAP


def _places(rows: list[Row]) -> list[float]:
    """The head of each row: names that need two lines get two."""
    out, y = [], _TOP
    for row in rows:
        out.append(y)
        y += _height(row)
    return out


def _marks(data: Gantt, rows: list[Row], places: list[float], bottom: float, language: Language) -> list[str]:
    area = Field(_LEFT, _TOP, WIDTH - _SUM, bottom, 0, 1)
    months = month_starts(data.first, data.last)
    grid = [[(x, _TOP), (x, bottom)] for x in (_x(area, data, of) for of in months)]
    grid += [[(0, y + _height(row)), (WIDTH, y + _height(row))] for row, y in zip(rows, places, strict=True)]
    out = [bends(grid, "grid")]
    out.append(hatches([_stretch(area, data, freeze, bottom) for freeze in data.freezes], "plum", step=7))
    bars: list[tuple[float, float, float, float]] = []
    strokes: list[tuple[float, float, float, float]] = []
    once: list[tuple[float, float, float]] = []
    due: list[tuple[float, float, float]] = []
    for row, y in zip(rows, places, strict=True):
        middle = y + _height(row) / 2
        out.append(paragraph(3, y + _GAP / 2 + _LINE - 4, row.name, _NAME, lines=_LINES, leading=_LINE / 12))
        label = _last(row, language)
        out.append(text(WIDTH, middle + 4, label, size=11.5, ink="soft", anchor="end", width=_SUM - 8))
        xs = [_x(area, data, of) for of in row.days]
        if len(xs) == 1:
            (due if row.due else once).append((xs[0], middle, 5.5))
        else:
            bars.append((xs[0] - 1.5, middle - _BAR / 2, xs[-1] - xs[0] + 3, _BAR))
            strokes += [(x - 1, middle - _BAR / 2, 2, _BAR) for x in dict.fromkeys(round(x, 1) for x in xs)]
    out += [blocks(bars, "teal-pale"), blocks(strokes, "teal"), lozenges(once, "teal"), lozenges(due, "amber")]
    head = replace(area, bottom=0)
    axes = [*time_axis(head, data.first, data.last, language), *time_axis(area, data.first, data.last, language)]
    return [*out, *axes]


def _x(area: Field, data: Gantt, of: date) -> float:
    return area.day(min(max(of, data.first), data.last), data.first, data.last)


def _stretch(area: Field, data: Gantt, freeze: tuple[date, date], bottom: float) -> tuple[float, float, float, float]:
    left, right = (_x(area, data, of) for of in freeze)
    return left, _TOP, max(right - left, 1), bottom - _TOP


def _last(row: Row, language: Language) -> str:
    if len(row.days) > 1:
        return say(_TIMES.en, _TIMES.zh, n=len(row.days)).in_language(language)
    return day(row.days[0], language, year=False)


def _table(rows: list[Row], language: Language) -> Table:
    cells = tuple(
        (row.name, row.kind, day(row.days[0], language), day(row.days[-1], language), number(len(row.days), language))
        for row in rows
    )
    columns = tuple(words.in_language(language) for words in _COLUMNS)
    return Table(columns, cells, ("start", "start", "start", "start", "end"))


def example(language: Language) -> Gantt:
    first = date(2027, 1, 1)
    rows = (
        (Words("Recruit the core team", "招募核心团队"), Words("campaign", "专题活动"), 8, 7, 6, False),
        (Words("Weekly moderators' meeting", "每周审核例会"), Words("meeting", "会议"), 12, 7, 48, False),
        (Words("City meetup", "城市聚会"), Words("event", "活动"), 70, 42, 6, False),
        (Words("Public beta", "公测发布"), Words("release", "发布"), 88, 0, 1, False),
        (Words("Review at half-time", "中期评估"), Words("review", "复盘"), 182, 0, 1, False),
        (
            Words("Half of the newcomers write again in their second month", "半数新成员在第二个月再次发言"),
            Words("objective", "目标"),
            330,
            0,
            1,
            True,
        ),
    )
    return Gantt(
        first,
        date(2027, 12, 31),
        tuple(
            Row(
                name.in_language(language),
                kind.in_language(language),
                tuple(first + timedelta(days=start + gap * n) for n in range(times)),
                due,
            )
            for name, kind, start, gap, times, due in rows
        ),
        ((date(2027, 2, 1), date(2027, 2, 14)),),
    )


CHART = Chart(
    "gantt", _TITLE, Words("What happens when, and what comes together.", "各事项的时间安排与重叠。"), draw, example
)
