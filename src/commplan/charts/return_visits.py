"""Return visits: for each regular activity how much more, or less, often those who came were seen again than others like them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from commplan.chart import Chart, Figure, Table
from commplan.drawing.canvas import WIDTH, circle, drawing, line, paragraph, text, wrap
from commplan.drawing.plot import ticks
from commplan.words import Language, Words, say

_TITLE = Words("Return visits of those who came", "到场者的再次活跃")
_ABOUT = Words(
    "Share of those who came that was active again, less that of others as active before; the line is the 95% interval. Across the "
    "line at zero it may be chance. Not an experiment.",
    "到场者与此前同样活跃者的再次活跃比例之差；横线为 95% 区间，跨过零线的可能出于偶然。这不是实验。",
)
_COLUMNS = (
    Words("Activity", "活动"), Words("Came", "到场人数"), Words("Difference in points", "差值（百分点）"), Words("From", "下限"),
    Words("To", "上限"),
)  # fmt: skip
_EMPTY = Words("Nothing can be told yet.", "尚无法判断。")
_NAME, _LEFT, _RIGHT, _ROW, _TOP = 200.0, 220.0, 600.0, 44.0, 26.0


@dataclass(frozen=True, slots=True)
class Visit:
    """One activity: how many came, and the difference of two shares with its interval, -1 to 1."""

    name: str
    came: int
    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ReturnVisits:
    visits: tuple[Visit, ...]
    id: str = "return-visits"


def draw(data: ReturnVisits, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    if data.visits:
        height, marks = _TOP + len(data.visits) * _ROW, _marks(data, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _marks(data: ReturnVisits, language: Language) -> list[str]:
    bounds = [v for visit in data.visits for v in (visit.low, visit.high)]
    scale = ticks(min(0.0, *bounds) * 100, max(0.0, *bounds) * 100)
    low, wide = scale[0], (scale[-1] - scale[0]) or 1

    def at(value: float) -> float:
        return _LEFT + (value * 100 - low) / wide * (_RIGHT - _LEFT)

    foot, out = _TOP + len(data.visits) * _ROW - 6, list[str]()
    for mark in scale:
        x = at(mark / 100)
        out.append(line(x, _TOP - 8, x, foot, "line" if mark == 0 else "grid", thickness=1.6 if mark == 0 else 1))
        out.append(text(x, 12, _points(mark / 100), size=11.5, ink="soft", anchor="middle"))
    for row, visit in enumerate(data.visits):
        out += _row(visit, _TOP + row * _ROW + 12, at, language)
    return out


def _row(visit: Visit, y: float, at: Callable[[float], float], language: Language) -> list[str]:
    sure = visit.low > 0 or visit.high < 0
    ink = "teal" if visit.low > 0 else "rose" if visit.high < 0 else "soft"
    came = say("{n} came", "{n} 人到场", n=visit.came).in_language(language)
    lines = len(wrap(visit.name, _NAME, bold=True))
    whiskers = [line(at(end), y - 5, at(end), y + 5, ink, thickness=1.6) for end in (visit.low, visit.high)]
    return [
        paragraph(0, y + 4 - (lines - 1) * 8, visit.name, _NAME, bold=True),
        line(at(visit.low), y, at(visit.high), y, ink, thickness=2.2),
        *whiskers,
        circle(at(visit.difference), y, 5.5, ink if sure else "paper", stroke=ink, thickness=2),
        text(_RIGHT + 18, y, _points(visit.difference), size=13, bold=True, ink=ink),
        text(_RIGHT + 18, y + 15, came, size=11, ink="soft", width=WIDTH - _RIGHT - 20),
    ]


def _points(value: float) -> str:
    rounded = round(value * 100)
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else ''}{abs(rounded)}"


def _table(data: ReturnVisits, language: Language) -> Table:
    rows = tuple((v.name, str(v.came), *(_points(x) for x in (v.difference, v.low, v.high))) for v in data.visits)
    return Table(tuple(words.in_language(language) for words in _COLUMNS), rows, ("start", "end", "end", "end", "end"))


def example(language: Language) -> ReturnVisits:
    rows: tuple[tuple[Words, int, float, float, float], ...] = (
        (Words("Monthly evening, two talks and a chart", "每月一晚：两场分享与一张图"), 64, 0.21, 0.08, 0.34),
        (Words("Feedback hour", "反馈时间"), 22, 0.06, -0.14, 0.26),
        (Words("Early shift meeting", "早班例会"), 31, -0.18, -0.33, -0.03),
    )
    return ReturnVisits(tuple(Visit(name.in_language(language), n, d, low, high) for name, n, d, low, high in rows))


CHART = Chart("return-visits", _TITLE, _ABOUT, draw, example)
