"""Lorenz curve: how evenly the contributions are spread over the members."""

from __future__ import annotations

from dataclasses import dataclass

from commplan.chart import Chart, Figure, Table, number, percent
from commplan.drawing.canvas import WIDTH, drawing, line, paragraph, polygon, polyline, rect, text
from commplan.words import Language, Words

_TITLE = Words("How evenly members contribute", "贡献集中度")
_ABOUT = Words(
    "Share of all contributions made by a share of the members, the least active first. The dashed line is perfect equality.",
    "从最不活跃者起，一定比例的成员所贡献的份额。虚线为完全均等。",
)
_GINI = Words("Gini coefficient: 0 is even, 1 is one person doing all.", "基尼系数：0 为完全均等，1 为全由一人完成。")
_TOP_TEN = Words("of contributions come from the most active 10% of members.", "的贡献来自最活跃的 10% 成员。")
_MEMBERS, _CONTRIBUTIONS = Words("Members", "成员"), Words("Contributions", "贡献")
_EMPTY = Words("No contributions have been measured.", "没有可用的贡献数据。")

_LEFT, _TOP, _SIDE, _SAY = 52.0, 26.0, 270.0, 392.0


@dataclass(frozen=True, slots=True)
class Lorenz:
    """Points (share of members, share of contributions) from (0, 0) to (1, 1), rising."""

    points: tuple[tuple[float, float], ...]
    gini: float | None
    top_ten_share: float | None
    id: str = "lorenz"


def draw(data: Lorenz, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    if len(data.points) > 1:
        height, marks = _TOP + _SIDE + 26, [*_curve(data, language), *_sayings(data, language)]
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _curve(data: Lorenz, language: Language) -> list[str]:
    places = [(_LEFT + x * _SIDE, _TOP + _SIDE - y * _SIDE) for x, y in data.points]
    out = [rect(_LEFT, _TOP, _SIDE, _SIDE, None, stroke="grid")]
    out.append(text(0, 14, _CONTRIBUTIONS.in_language(language), ink="soft", width=200))
    for tenth in (0, 0.25, 0.5, 0.75, 1):
        x, y = _LEFT + tenth * _SIDE, _TOP + _SIDE - tenth * _SIDE
        label = percent(tenth, language)
        out += [line(_LEFT, y, _LEFT + _SIDE, y, "grid"), line(x, _TOP, x, _TOP + _SIDE, "grid")]
        out.append(text(_LEFT - 8, y + 4, label, size=11.5, ink="soft", anchor="end"))
        out.append(text(x, _TOP + _SIDE + 18, label, size=11.5, ink="soft", anchor="middle"))
    out.append(text(_LEFT + _SIDE + 26, _TOP + _SIDE + 18, _MEMBERS.in_language(language), ink="soft", width=120))
    out.append(polygon([(_LEFT, _TOP + _SIDE), (_LEFT + _SIDE, _TOP), *reversed(places)], "heat-1"))
    out.append(line(_LEFT, _TOP + _SIDE, _LEFT + _SIDE, _TOP, "line", dash="5 4", thickness=1.5))
    return [*out, polyline(places, "teal", thickness=2.5)]


def _sayings(data: Lorenz, language: Language) -> list[str]:
    share = None if data.top_ten_share is None else data.top_ten_share * 100
    rows = ((_exact(data.gini, 3, language), _GINI), (_exact(share, 1, language, "%"), _TOP_TEN))
    out: list[str] = []
    for position, (value, words) in enumerate(rows):
        y = _TOP + 52 + position * 104
        out.append(text(_SAY, y, value, size=32, bold=True, width=WIDTH - _SAY))
        out.append(paragraph(_SAY, y + 22, words.in_language(language), WIDTH - _SAY, lines=3, size=13, ink="soft"))
    return out


def _exact(value: float | None, decimals: int, language: Language, sign: str = "") -> str:
    """A number as the text beside the picture tells it."""
    if value is None:
        return number(None, language)
    shown = number(value, language, decimals)
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown) + sign


def _table(data: Lorenz, language: Language) -> Table:
    step = max(1, -(-len(data.points) // 20))
    chosen = [point for i, point in enumerate(data.points) if (len(data.points) - 1 - i) % step == 0]
    columns = (_MEMBERS.in_language(language), _CONTRIBUTIONS.in_language(language))
    return Table(columns, tuple((percent(x, language), percent(y, language)) for x, y in chosen), ("end", "end"))


def example(language: Language) -> Lorenz:  # noqa: ARG001
    return Lorenz(tuple((n / 50, (n / 50) ** 4.2) for n in range(51)), 0.61, 0.56)


CHART = Chart("lorenz", _TITLE, _ABOUT, draw, example)
