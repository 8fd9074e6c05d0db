"""Year calendar: how the planned items of each kind fall over the weeks of the whole period."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from commplan.chart import Chart, Figure, Table, day, month, number
from commplan.drawing.canvas import WIDTH, blocks, drawing, hatch, rect, text, text_width
from commplan.drawing.palette import HEAT_BINS, heat_bin
from commplan.words import Language, Words, say

_TITLE = Words("The calendar at a glance", "全年日历概览")
_ABOUT = Words(
    "Planned items of each kind {per}. Hatched stretches are quiet periods.",
    "各类安排的数量，{per}。斜线区段为静默期。",
)
_PER_WEEK, _PER_MONTH = Words("per week", "按周统计"), Words("per month", "按月统计")
_TOTAL, _FROM = Words("Total", "合计"), Words("From", "起始")
_MOST = Words("most: {count}", "最多 {count}")
_NONE = Words("none", "无")
_EMPTY = Words("The calendar has no dates.", "日历没有日期。")

_LEFT, _TOP, _ROW, _SUM = 164.0, 24.0, 26.0, 44.0
_WEEKS_UP_TO, _ROWS_UP_TO = 80, 26
"""Longer periods are drawn by month, and long ones told by month in the table, which is to be read and not scanned."""


@dataclass(frozen=True, slots=True)
class Item:
    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """First and last day of the period, both in it; `freezes` are quiet stretches, first and last day."""

    first: date
    last: date
    items: tuple[Item, ...]
    freezes: tuple[tuple[date, date], ...] = ()
    id: str = "year-calendar"


def draw(data: YearCalendar, language: Language) -> Figure:
    weekly = (data.last - data.first).days < _WEEKS_UP_TO * 7
    per = _PER_WEEK if weekly else _PER_MONTH
    title, about = _TITLE.in_language(language), say(_ABOUT.en, _ABOUT.zh, per=per).in_language(language)
    spans = _spans(data.first, data.last, weekly=weekly)
    kinds = [kind for kind, _ in Counter(item.kind for item in data.items).most_common()]
    counts = {kind: _counts(data, kind, spans) for kind in kinds}
    told = _spans(data.first, data.last, weekly=len(spans) <= _ROWS_UP_TO and weekly)
    table = _table({kind: _counts(data, kind, told) for kind in kinds}, told, language)
    if kinds:
        height, marks = _TOP + len(kinds) * _ROW + 34, _marks(data, counts, spans, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, table)


def _spans(first: date, last: date, *, weekly: bool) -> list[date]:
    """First days of the weeks (from Monday) or months that cover the period."""
    start = first - timedelta(days=first.weekday()) if weekly else first.replace(day=1)
    out = []
    while start <= last:
        out.append(start)
        start = start + timedelta(days=7) if weekly else (start + timedelta(days=32)).replace(day=1)
    return out or [start]


def _counts(data: YearCalendar, kind: str, spans: list[date]) -> list[int]:
    out = [0] * len(spans)
    for item in data.items:
        if item.kind == kind and data.first <= item.day <= data.last:
            out[sum(start <= item.day for start in spans) - 1] += 1
    return out


def _marks(data: YearCalendar, counts: dict[str, list[int]], spans: list[date], language: Language) -> list[str]:
    cell = (WIDTH - _LEFT - _SUM) / len(spans)
    highest = max(max(row) for row in counts.values())
    out = _months(data, spans, cell, language)
    cells: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
    for row, (kind, numbers) in enumerate(counts.items()):
        y = _TOP + row * _ROW
        out.append(text(0, y + 16, kind, bold=True, width=_LEFT - 12))
        out.append(text(WIDTH, y + 16, number(sum(numbers), language), ink="soft", anchor="end", width=_SUM - 8))
        out.append(rect(_LEFT, y, WIDTH - _LEFT - _SUM - 1.5, _ROW - 3, "heat-0", radius=1.5))
        for column, count in enumerate(numbers):
            if count:
                place = (_LEFT + column * cell, y, cell - min(1.5, cell / 5), _ROW - 3)
                cells[heat_bin(count, highest)].append(place)
    out += [blocks(places, f"heat-{step}") for step, places in sorted(cells.items())]
    for first, last in data.freezes:
        inside = [column for column, start in enumerate(spans) if first <= start <= last]
        if inside:
            width = (inside[-1] - inside[0] + 1) * cell
            out.append(hatch(_LEFT + inside[0] * cell, _TOP, width, len(counts) * _ROW - 3, "plum", step=6))
    return [*out, *_key(len(counts), highest, language)]


def _key(rows: int, highest: int, language: Language) -> list[str]:
    y = _TOP + rows * _ROW + 10
    none, most = _NONE.in_language(language), say(_MOST.en, _MOST.zh, count=highest).in_language(language)
    x = _LEFT + text_width(none, 11.5) + 8
    out = [text(_LEFT, y + 11, none, size=11.5, ink="soft")]
    out += [rect(x + step * 16, y, 16, 13, f"heat-{step}") for step in range(HEAT_BINS)]
    return [*out, text(x + HEAT_BINS * 16 + 8, y + 11, most, size=11.5, ink="soft", width=140)]


def _months(data: YearCalendar, spans: list[date], cell: float, language: Language) -> list[str]:
    out: list[str] = []
    free, before = 0.0, 0
    for column, start in enumerate(spans):
        # A month is named over the week in which it begins.
        of = min(start + timedelta(days=6), data.last)
        name = month(of, language, year=of.month == 1 or not out)
        x = _LEFT + column * cell
        if of.month != before and x >= free and x + text_width(name, 11.5) <= WIDTH:
            out.append(text(x, _TOP - 8, name, size=11.5, ink="soft"))
            free = x + text_width(name, 11.5) + 6
        before = of.month
    return out


def _table(counts: dict[str, list[int]], spans: list[date], language: Language) -> Table:
    columns = (_FROM.in_language(language), *counts)
    rows = [
        (day(start, language), *(number(row[column], language) for row in counts.values()))
        for column, start in enumerate(spans)
        if any(row[column] for row in counts.values())
    ]
    if counts:
        rows.append((_TOTAL.in_language(language), *(number(sum(row), language) for row in counts.values())))
    return Table(columns, tuple(rows), ("start", *["end"] * len(counts)))  # type: ignore[arg-type]


def example(language: Language) -> YearCalendar:
    first = date(2026, 7, 1)
    every = (
        (Words("Post", "推文"), 2), (Words("Moderators' meeting", "审核例会"), 7), (Words("Newsletter", "月度通讯"), 30),
        (Words("Meetup", "线下聚会"), 41), (Words("Review", "复盘"), 91),
    )  # fmt: skip
    items = tuple(
        Item(first + timedelta(days=n), words.in_language(language))
        for words, gap in every
        for n in range(3, 365, gap)
        if not 208 <= n <= 226 and (gap > 2 or n % 5)
    )
    return YearCalendar(first, date(2027, 6, 30), items, ((date(2027, 1, 25), date(2027, 2, 12)),))


CHART = Chart(
    "year-calendar", _TITLE, Words("Where the year is full and where it is empty.", "全年的疏密分布。"), draw, example
)
