"""Hours of the week: when the community is awake."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from commplan.chart import Chart, Figure, Table, number, weekdays
from commplan.drawing.canvas import WIDTH, blocks, drawing, rect, text, text_width
from commplan.drawing.palette import HEAT_BINS, heat_bin
from commplan.words import Language, Words, say

_TITLE = Words("Activity by hour of the week", "一周活跃时段")
_ABOUT = Words(
    "Activity in each hour of the week, local time: {timezone}.", "一周中每个小时的活动量，当地时间：{timezone}。"
)
_FEW, _MANY = Words("none", "无"), Words("{count} in an hour", "每小时 {count}")
_DAY = Words("Day", "星期")
_PEAK = Words("Busiest: {day} {hour}:00", "最活跃：周{day} {hour}:00")

_LEFT, _TOP, _ROW = 44.0, 24.0, 26.0
_CELL = (WIDTH - _LEFT) / 24


@dataclass(frozen=True, slots=True)
class HourOfWeek:
    """Seven rows from Monday, each with 24 counts."""

    counts: tuple[tuple[int, ...], ...]
    timezone: str
    id: str = "hour-of-week"


def draw(data: HourOfWeek, language: Language) -> Figure:
    title = _TITLE.in_language(language)
    about = say(_ABOUT.en, _ABOUT.zh, timezone=data.timezone).in_language(language)
    highest = max((count for row in data.counts for count in row), default=0)
    days = weekdays(language)
    marks = [
        text(_LEFT + (hour + 0.5) * _CELL, _TOP - 8, str(hour), size=11.5, ink="soft", anchor="middle")
        for hour in range(0, 24, 3)
    ]
    cells: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
    for row, (name, counts) in enumerate(zip(days, data.counts, strict=False)):
        y = _TOP + row * _ROW
        marks.append(text(_LEFT - 10, y + 17, name, ink="soft", anchor="end", width=_LEFT - 10))
        for hour, count in enumerate(counts[:24]):
            cells[heat_bin(count, highest)].append((_LEFT + hour * _CELL, y, _CELL - 2, _ROW - 2))
    marks += [blocks(places, f"heat-{step}") for step, places in sorted(cells.items())]
    marks += _key(data, highest, language)
    height = _TOP + 7 * _ROW + 34
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _key(data: HourOfWeek, highest: int, language: Language) -> list[str]:
    y = _TOP + 7 * _ROW + 12
    few = _FEW.in_language(language)
    out = [text(_LEFT, y + 11, few, size=11.5, ink="soft")]
    x = _LEFT + text_width(few, 11.5) + 8
    out += [rect(x + step * 18, y, 18, 13, f"heat-{step}") for step in range(HEAT_BINS)]
    if highest:
        many = say(_MANY.en, _MANY.zh, count=number(highest, language)).in_language(language)
        out.append(text(x + HEAT_BINS * 18 + 8, y + 11, many, size=11.5, ink="soft", width=220))
        row, hour = max(
            ((row, hour) for row in range(len(data.counts)) for hour in range(len(data.counts[row]))),
            key=lambda at: data.counts[at[0]][at[1]],
        )
        peak = say(_PEAK.en, _PEAK.zh, day=weekdays(language)[row], hour=hour).in_language(language)
        out.append(text(WIDTH - 2, y + 11, peak, size=11.5, anchor="end", bold=True, width=240))
    return out


def _table(data: HourOfWeek, language: Language) -> Table:
    columns = (_DAY.in_language(language), *map(str, range(24)))
    rows = tuple(
        (name, *(number(count, language) for count in counts[:24]))
        for name, counts in zip(weekdays(language), data.counts, strict=False)
    )
    return Table(columns, rows, ("start", *["end"] * 24))  # type: ignore[arg-type]


def example(language: Language) -> HourOfWeek:  # noqa: ARG001
    shape = (0, 0, 0, 0, 0, 0, 1, 3, 7, 13, 18, 16, 12, 13, 15, 14, 13, 15, 22, 34, 42, 45, 33, 14)
    week = (1.0, 0.95, 1.0, 0.9, 1.05, 0.8, 0.7)
    return HourOfWeek(tuple(tuple(round(count * factor) for count in shape) for factor in week), "Asia/Shanghai")


CHART = Chart(
    "hour-of-week", _TITLE, Words("When members are active, by day and hour.", "成员在一周中何时活跃。"), draw, example
)
