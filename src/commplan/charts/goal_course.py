"""The course of one goal: what was measured, the way it should go, what is foreseen, and the festivals on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from commplan.chart import Chart, Figure, Table, day, in_unit, number, percent, short
from commplan.drawing.canvas import WIDTH, Point, circle, drawing, line, polygon, polyline, rect, text, text_width
from commplan.drawing.plot import Field, field, left_margin, spread, time_axis, value_axis
from commplan.words import Language, Words, say

_TITLE = Words("Course of the goal", "目标走势")
_ABOUT = Words(
    "Line: measured. Dotted: the way from the baseline to the target. Shaded: what is foreseen, four times of five within the "
    "inner range and nineteen times of twenty within the outer one.",
    "实线为实测值，点线为从基线到目标的进度线，阴影为预测：内侧区间为八成把握，外侧区间为九成五把握。",
)
_EMPTY = Words("Nothing of it has been measured.", "尚无实测数值。")
_COLUMNS = (
    Words("Day", "日期"),
    Words("What", "内容"),
    Words("Value", "数值"),
    Words("80% range", "80% 区间"),
    Words("95% range", "95% 区间"),
)
_MEASURED, _FORESEEN = Words("measured", "实测"), Words("foreseen (median)", "预测（中位数）")
_TARGET, _MEDIAN = Words("target {v}", "目标 {v}"), Words("foreseen {v}", "预测 {v}")
_TOP, _BOTTOM, _ROWS = 26.0, 230.0, 30
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Step:
    """What is foreseen for a day: median, and low and high of both ranges."""

    day: date
    median: float
    narrow: tuple[float, float]
    wide: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Band:
    """A festival or a freeze; the last day belongs to it."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class GoalCourse:
    """`name`: what the goal is called. `points`: days in order, None where nothing is known. `way`: where the straight line begins and where it ends."""

    name: str
    points: tuple[tuple[date, float | None], ...]
    target: float | None = None
    way: tuple[tuple[date, float], tuple[date, float]] | None = None
    ahead: tuple[Step, ...] = ()
    bands: tuple[Band, ...] = ()
    share: bool = False
    unit: str = ""
    id: str = "goal-course"


def draw(data: GoalCourse, language: Language) -> Figure:
    title = say("{t}: {n}", "{t}：{n}", t=_TITLE, n=data.name).in_language(language)
    title = title if data.name else _TITLE.in_language(language)
    about = _ABOUT.in_language(language)
    if any(value is not None for _, value in data.points):
        height, marks = _BOTTOM + 42, _marks(data, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and values lie on the drawing."""

    area: Field
    first: date
    last: date

    def at(self, of: date, value: float) -> Point:
        return self.area.day(of, self.first, self.last), self.area.y(value)


def _marks(data: GoalCourse, language: Language) -> list[str]:
    measured = [value for _, value in data.points if value is not None]
    seen = max(*measured, *([data.target] if data.target is not None else []), *(s.narrow[1] for s in data.ahead), 0)
    # One wide range must not press everything that was measured flat: beyond twice of the rest it is cut off.
    highest = min(max([seen, *(s.wide[1] for s in data.ahead)]), 2 * seen if seen > 0 else 1)
    if data.share:
        highest = min(highest, 1.0)
    values = [*measured, *(s.wide[0] for s in data.ahead), highest, *([data.target] if data.target is not None else [])]
    values += [data.way[0][1]] if data.way is not None else []
    days = [day_ for day_, _ in data.points] + [s.day for s in data.ahead]
    ends = _ends(data, language)
    room = min(max([text_width(label, 12.5, bold=True) for _, label, _ in ends], default=0) + 16, 210)
    left = max(left_margin(values, language), text_width("100%", 11.5) + 10 if data.share else 0)
    area, ticks = field(values, left=left, top=_TOP, right=WIDTH - room, bottom=_BOTTOM)
    frame = _Frame(area, min(days), max(days))
    out = [*_bands(data, frame), *_fan(data, frame)]
    out += value_axis(area, ticks, language, percent if data.share else short)
    out += time_axis(area, frame.first, frame.last, language)
    out += _lines(data, frame)
    places = spread([area.y(min(value, area.high)) for value, _, _ in ends], 17, _TOP + 4, _BOTTOM - 4)
    for (_, label, ink), y in zip(ends, places, strict=True):
        out.append(text(area.right + 10, y + 4, label, size=12.5, ink=ink, bold=True, width=room - 12))
    return out


def _ends(data: GoalCourse, language: Language) -> list[tuple[float, str, str]]:
    """What is written beside the end of each line: its height, the text, its ink."""
    measured = next((value for _, value in reversed(data.points) if value is not None), None)
    found: list[tuple[float, str, str]] = []
    if data.target is not None:
        label = say(_TARGET.en, _TARGET.zh, v=_shown(data.target, data, language)).in_language(language)
        found.append((data.target, label, "amber"))
    if data.ahead:
        label = say(_MEDIAN.en, _MEDIAN.zh, v=_shown(data.ahead[-1].median, data, language)).in_language(language)
        found.append((data.ahead[-1].median, label, "indigo"))
    elif measured is not None:
        found.append((measured, _shown(measured, data, language), "teal"))
    return found


def _fan(data: GoalCourse, frame: _Frame) -> list[str]:
    known = [(of, value) for of, value in data.points if value is not None]
    if not data.ahead or not known:
        return []
    top, start = frame.area.high, known[-1]
    out = []
    for ink, ranges in (("indigo-pale", [s.wide for s in data.ahead]), ("heat-2", [s.narrow for s in data.ahead])):
        upper = [frame.at(s.day, min(high, top)) for s, (_, high) in zip(data.ahead, ranges, strict=True)]
        lower = [frame.at(s.day, min(low, top)) for s, (low, _) in zip(data.ahead, ranges, strict=True)]
        out.append(polygon([frame.at(*start), *upper, *reversed(lower)], ink))
    middle = [frame.at(*start), *(frame.at(s.day, min(s.median, top)) for s in data.ahead)]
    return [*out, polyline(middle, "indigo", dash="7 4")]


def _lines(data: GoalCourse, frame: _Frame) -> list[str]:
    area = frame.area
    out: list[str] = []
    if data.target is not None:
        out.append(
            line(area.left, area.y(data.target), area.right, area.y(data.target), "amber", thickness=1.5, dash="6 4")
        )
    if data.way is not None:
        (begin, low), (end, high) = data.way
        length = max((end - begin).days, 1)
        edges = [min(max(edge, frame.first), frame.last) for edge in (begin, end)]
        ways = [frame.at(e, low + (high - low) * (e - begin).days / length) for e in edges]
        out.append(polyline(ways, "ink", dash="2 3"))
    runs: list[list[Point]] = [[]]
    for of, value in data.points:
        if value is None:
            runs.append([])
        else:
            runs[-1].append(frame.at(of, value))
    out += [polyline(run, "teal") for run in runs if len(run) > 1]
    out += [circle(*run[-1], 3.5, "teal") for run in runs if run]
    return out


def _bands(data: GoalCourse, frame: _Frame) -> list[str]:
    area, free = frame.area, frame.area.left
    out: list[str] = []
    for band in sorted(data.bands, key=lambda b: b.first):
        start, end = max(band.first, frame.first), min(band.last + timedelta(days=1), frame.last)
        if start >= end:
            continue
        x1, x2 = (area.day(d, frame.first, frame.last) for d in (start, end))
        out.append(rect(x1, _TOP, max(x2 - x1, 2), _BOTTOM - _TOP, "grid", tip=band.name))
        half = text_width(band.name, 11.5) / 2
        middle = min(max((x1 + x2) / 2, half), WIDTH - half)
        if middle - half >= free and half < 90:
            out.append(text(middle, _TOP - 12, band.name, size=11.5, ink="soft", anchor="middle"))
            free = middle + half + 6
    return out


def _shown(value: float | None, data: GoalCourse, language: Language) -> str:
    return percent(value, language) if data.share else in_unit(number(value, language), data.unit)


def _table(data: GoalCourse, language: Language) -> Table:
    def span(limits: tuple[float, float]) -> str:
        return f"{_shown(limits[0], data, language)}–{_shown(limits[1], data, language)}"

    measured, foreseen = _MEASURED.in_language(language), _FORESEEN.in_language(language)
    rows = [
        *((day(of, language), measured, _shown(value, data, language), "", "") for of, value in _some(data.points)),
        *(
            (day(s.day, language), foreseen, _shown(s.median, data, language), span(s.narrow), span(s.wide))
            for s in _some(data.ahead)
        ),
        *((_days(b, language), b.name, "", "", "") for b in data.bands),
    ]
    columns = tuple(words.in_language(language) for words in _COLUMNS)
    return Table(columns, tuple(rows), ("start", "start", "end", "end", "end"))


def _days(band: Band, language: Language) -> str:
    first, last = day(band.first, language), day(band.last, language)
    return first if first == last else f"{first}–{last}"


def _some(rows: tuple[_Row, ...]) -> list[_Row]:
    """At most `_ROWS`, evenly spread, the last among them: hundreds of weeks are no table to read."""
    step = max(1, -(-len(rows) // _ROWS))
    return [row for i, row in enumerate(rows) if (len(rows) - 1 - i) % step == 0]


def example(language: Language) -> GoalCourse:
    first = date(2026, 1, 4)
    points = tuple(
        (first + timedelta(weeks=n), None if n == 9 else float(round(40 + 0.9 * n + 6 * ((n * 7919) % 13 / 13))))
        for n in range(32)
    )
    ahead = tuple(
        Step(
            first + timedelta(weeks=31 + n),
            70 + 0.4 * n,
            (70 + 0.4 * n - 4 * n**0.5, 70 + 0.4 * n + 4 * n**0.5),
            (70 + 0.4 * n - 7 * n**0.5, 70 + 0.4 * n + 7 * n**0.5),
        )
        for n in range(1, 20)
    )
    festival = Band(date(2026, 2, 16), date(2026, 2, 23), Words("Spring Festival", "春节").in_language(language))
    way = ((date(2025, 12, 31), 40.0), (ahead[-1].day, 90.0))
    return GoalCourse("", points, 90.0, way, ahead, (festival,))


CHART = Chart("goal-course", _TITLE, _ABOUT, draw, example)
