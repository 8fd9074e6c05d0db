"""Active members: how many people were active in a day, a week, a month, against the goal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from commplan.chart import UNKNOWN, Chart, Figure, Table, day, number
from commplan.drawing.canvas import WIDTH, Point, circle, drawing, line, polygon, polyline, rect, text, text_width
from commplan.drawing.palette import DASHES, SERIES
from commplan.drawing.plot import Field, field, left_margin, spread, time_axis, value_axis
from commplan.words import Language, Words, say

_TITLE = Words("Active members", "活跃成员")
_ABOUT = Words(
    "People active in the day, week or month that ends on each date.", "截至每一天的当日、近 7 日、近 28 日活跃人数。"
)
_GOAL = Words("goal {goal}", "目标 {goal}")
_DAY = Words("Date", "日期")
_EMPTY = Words("No activity has been measured.", "没有可用的活跃数据。")

_TOP, _BOTTOM = 26.0, 258.0


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each day of the chart; None is a day that was not measured."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of days that explains a dip: a holiday, say; the last day belongs to it."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class ActiveMembers:
    days: tuple[date, ...]
    series: tuple[Series, ...]
    goal: float | None = None
    bands: tuple[Band, ...] = ()
    id: str = "active-members"


def draw(data: ActiveMembers, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    measured = [value for series in data.series for value in series.values if value is not None]
    if measured and data.days:
        height, marks = _BOTTOM + 42, _marks(data, measured, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _marks(data: ActiveMembers, measured: list[float], language: Language) -> list[str]:
    values = [*measured, *([data.goal] if data.goal is not None else [])]
    labels = {series.name: f"{series.name} {number(_last(series), language)}" for series in data.series}
    room = min(max(text_width(label, 12.5, bold=True) for label in labels.values()) + 16, 210)
    area, marks = field(values, left=left_margin(values, language), top=_TOP, right=WIDTH - room, bottom=_BOTTOM)
    first, last = data.days[0], data.days[-1]
    out = [*_bands(data, area), *value_axis(area, marks, language), *time_axis(area, first, last, language)]
    if data.goal is not None:
        y = area.y(data.goal)
        label = say(_GOAL.en, _GOAL.zh, goal=number(data.goal, language)).in_language(language)
        out.append(line(area.left, y, area.right, y, "amber", thickness=1.5, dash="6 4"))
        at = y - 6 if y > _TOP + 14 else y + 16  # above the field the names of holidays have their place
        out.append(text(area.left + 8, at, label, ink="amber", bold=True, width=180))
    ends: list[tuple[float, str, str]] = []
    for position, series in enumerate(data.series):
        colour = SERIES[position % len(SERIES)]
        runs = _runs(data.days, series, area)
        if position == 0 and len(data.series) == 1:
            out += [_under(run, area) for run in runs if len(run) > 1]
        out += [polyline(run, colour, dash=DASHES[position % len(DASHES)]) for run in runs]
        if runs:
            x, y = runs[-1][-1]
            out.append(circle(x, y, 3.5, colour))
            ends.append((y, labels[series.name], colour))
    places = spread([y for y, _, _ in ends], 17, _TOP + 4, _BOTTOM - 4)
    for (_, label, colour), y in zip(ends, places, strict=True):
        out.append(text(area.right + 10, y + 4, label, size=12.5, ink=colour, bold=True, width=room - 12))
    return out


def _last(series: Series) -> float | None:
    return next((value for value in reversed(series.values) if value is not None), None)


def _runs(days: tuple[date, ...], series: Series, area: Field) -> list[list[Point]]:
    # A day without a measure breaks the line: a gap is not a zero.
    runs: list[list[Point]] = [[]]
    for of, value in zip(days, series.values, strict=False):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((area.day(of, days[0], days[-1]), area.y(value)))
    return [run for run in runs if run]


def _under(run: list[Point], area: Field) -> str:
    zero = area.y(0)
    return polygon([(run[0][0], zero), *run, (run[-1][0], zero)], "heat-0")


def _bands(data: ActiveMembers, area: Field) -> list[str]:
    first, last = data.days[0], data.days[-1]
    out: list[str] = []
    free = area.left
    for band in sorted(data.bands, key=lambda band: band.first):
        start, end = max(band.first, first), min(band.last + timedelta(days=1), last)
        if start >= end:
            continue
        x1, x2 = area.day(start, first, last), area.day(end, first, last)
        out.append(rect(x1, _TOP, max(x2 - x1, 2), _BOTTOM - _TOP, "tint", tip=band.name))
        half = text_width(band.name, 11.5) / 2
        middle = min(max((x1 + x2) / 2, half), WIDTH - half)
        if middle - half >= free and half < 90:
            out.append(text(middle, _TOP - 12, band.name, size=11.5, ink="soft", anchor="middle"))
            free = middle + half + 6
    return out


def _table(data: ActiveMembers, language: Language) -> Table:
    # A year of days is no table to read: at most 60 rows, evenly spread, the last day always among them.
    step = max(1, -(-len(data.days) // 60))
    chosen = [i for i in range(len(data.days)) if (len(data.days) - 1 - i) % step == 0]
    rows = tuple(
        (day(data.days[i], language), *(_shown(series, i, language) for series in data.series)) for i in chosen
    )
    columns = (_DAY.in_language(language), *(series.name for series in data.series))
    return Table(columns, rows, ("start", *["end"] * len(data.series)))  # type: ignore[arg-type]


def _shown(series: Series, position: int, language: Language) -> str:
    if position >= len(series.values):
        return UNKNOWN.in_language(language)
    return number(series.values[position], language)


def example(language: Language) -> ActiveMembers:
    first = date(2026, 1, 1)
    days = tuple(first + timedelta(days=n) for n in range(270))
    dip = [0.72 if 44 <= n < 54 else 1.0 for n in range(270)]
    wave = [(n * 7919) % 31 / 31 for n in range(270)]
    mau = tuple(round((1900 + 1.75 * n + 40 * wave[n]) * (0.94 + 0.06 * dip[n])) for n in range(270))
    wau = tuple(round((980 + 0.9 * n + 50 * wave[n]) * (0.8 + 0.2 * dip[n])) for n in range(270))
    dau = tuple(
        None if 200 <= n < 206 else round((390 + 0.2 * n + 60 * wave[n] - (90 if n % 7 > 4 else 0)) * dip[n])
        for n in range(270)
    )
    names = Words("MAU|WAU|DAU", "月活|周活|日活").in_language(language).split("|")
    festival = Words("Spring Festival", "春节").in_language(language)
    series = tuple(Series(name, values) for name, values in zip(names, (mau, wau, dau), strict=True))
    return ActiveMembers(days, series, 2500, (Band(date(2026, 2, 14), date(2026, 2, 23), festival),))


CHART = Chart("active-members", _TITLE, _ABOUT, draw, example)
