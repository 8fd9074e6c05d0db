"""Risk matrix: how likely and how grave each risk is, before and after what the plan does about it."""

from __future__ import annotations

from dataclasses import dataclass

from commplan.chart import UNKNOWN, Align, Chart, Figure, Table
from commplan.drawing.canvas import WIDTH, arrow, blocks, discs, drawing, labels, paragraph, text, text_width, wrap
from commplan.words import Language, Words

_TITLE = Words("Risk matrix", "风险矩阵")
_ABOUT = Words(
    "Likelihood × impact. A filled number is the risk as it stands, a ring what remains after the planned response.",
    "可能性 × 影响。实心编号为当前风险，空心编号为应对后的剩余风险。",
)
_LIKELIHOOD = Words("Likelihood ↑", "可能性 ↑")
_IMPACT = Words("Impact →", "影响 →")
_LEVELS = (
    Words("very low|low|medium|high|very high", "极低|低|中|高|极高"),
    Words("minor|small|moderate|major|severe", "轻微|较小|中等|重大|严重"),
)
_COLUMNS = (
    Words("No.", "编号"),
    Words("Risk", "风险"),
    Words("Likelihood", "可能性"),
    Words("Impact", "影响"),
    Words("Score", "分值"),
    Words("Residual", "剩余"),
)
_SCORE = Words("score", "分值")
_NOT_SCORED = Words("not scored", "未评分")
_EMPTY = Words("No risks registered.", "尚未登记风险。")

_LEFT, _TOP, _CELL_W, _CELL_H, _GAP = 90.0, 26.0, 71.0, 64.0, 3.0
_LEGEND, _LINE, _LINES, _RADIUS = 468.0, 16.0, 4, 9.5
_SLOTS = 6
_ARROWS_UP_TO = 14


@dataclass(frozen=True, slots=True)
class Risk:
    """Levels count from 1; None is not rated."""

    name: str
    likelihood: int | None
    impact: int | None
    residual_likelihood: int | None = None
    residual_impact: int | None = None

    @property
    def score(self) -> int | None:
        return None if self.likelihood is None or self.impact is None else self.likelihood * self.impact

    @property
    def residual(self) -> int | None:
        if self.residual_likelihood is None or self.residual_impact is None:
            return None
        return self.residual_likelihood * self.residual_impact


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """The names of the levels, lowest first, one list each; risks are numbered by falling score."""

    risks: tuple[Risk, ...]
    likelihoods: tuple[str, ...] = ()
    impacts: tuple[str, ...] = ()
    id: str = "risk-matrix"


_Ranked = list[tuple[int, Risk]]
_Cell = tuple[int, int]


def draw(data: RiskMatrix, language: Language) -> Figure:
    likelihoods = data.likelihoods or tuple(_LEVELS[0].in_language(language).split("|"))
    impacts = data.impacts or tuple(_LEVELS[1].in_language(language).split("|"))
    ranked = list(enumerate(sorted(data.risks, key=lambda risk: -(risk.score or 0)), start=1))
    size = (len(impacts), len(likelihoods))
    legend, low = _legend(ranked, language)
    marks = [*_ground(likelihoods, impacts, language), *_markers(ranked, size), *legend]
    height = max(_TOP + size[1] * _CELL_H + 28 + _foot(impacts), low + 4)
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(ranked, language))


def _corner(cell: _Cell, size: tuple[int, int]) -> tuple[float, float]:
    width = _CELL_W * 5 / size[0]
    return _LEFT + (cell[0] - 1) * width, _TOP + (size[1] - cell[1]) * _CELL_H


def _zone(score: int, highest: int) -> str:
    share = score / highest
    return "risk-0" if share <= 0.16 else "risk-1" if share <= 0.36 else "risk-2" if share < 0.6 else "risk-3"


def _ground(likelihoods: tuple[str, ...], impacts: tuple[str, ...], language: Language) -> list[str]:
    size = (len(impacts), len(likelihoods))
    width = _CELL_W * 5 / size[0]
    out = [text(0, 14, _LIKELIHOOD.in_language(language), bold=True, width=200)]
    zones: dict[str, list[tuple[float, float, float, float]]] = {}
    scores: list[tuple[float, float, str]] = []
    for row, name in enumerate(likelihoods, start=1):
        y = _corner((1, row), size)[1]
        lines = len(wrap(name, _LEFT - 8, 11.5, lines=3))
        first = y + _CELL_H / 2 + 4 - (lines - 1) * 7.5
        out.append(paragraph(_LEFT - 8, first, name, _LEFT - 8, lines=3, size=11.5, ink="soft", anchor="end"))
        for column in range(1, size[0] + 1):
            x = _corner((column, row), size)[0]
            place = (x, y, width - _GAP, _CELL_H - _GAP)
            zones.setdefault(_zone(row * column, size[0] * size[1]), []).append(place)
            scores.append((x + 5, y + 13, str(row * column)))
    out += [blocks(places, zone, radius=4) for zone, places in zones.items()]
    out.append(labels(scores, size=10.5, ink="ink", anchor="start"))
    bottom = _TOP + size[1] * _CELL_H
    for column, name in enumerate(impacts, start=1):
        x = _corner((column, 1), size)[0]
        middle = x + (width - _GAP) / 2
        out.append(
            paragraph(middle, bottom + 14, name, width - 4, lines=_LINES, size=11.5, ink="soft", anchor="middle")
        )
    right = _LEFT + 5 * _CELL_W - _GAP
    return [
        *out,
        text(right, bottom + 20 + _foot(impacts), _IMPACT.in_language(language), bold=True, anchor="end", width=200),
    ]


def _foot(impacts: tuple[str, ...]) -> float:
    """Room that the names of the impacts take below the matrix."""
    width = _CELL_W * 5 / len(impacts) - 4
    return 15.0 * max(len(wrap(name, width, 11.5, lines=_LINES)) for name in impacts)


def _markers(ranked: _Ranked, size: tuple[int, int]) -> list[str]:
    inherent: dict[int, _Cell] = {}
    residual: dict[int, _Cell] = {}
    for rank, risk in ranked:
        if (cell := _inside(risk.impact, risk.likelihood, size)) is not None:
            inherent[rank] = cell
        if (after := _inside(risk.residual_impact, risk.residual_likelihood, size)) is not None and after != cell:
            residual[rank] = after
    spots = _spots(inherent, residual, size)
    names = dict(ranked)
    arrows: list[str] = []
    places: dict[bool, list[tuple[float, float, str, str]]] = {False: [], True: []}
    for (rank, remains), (x, y) in spots.items():
        if remains and (origin := spots.get((rank, False))) and len(ranked) <= _ARROWS_UP_TO:
            arrows.append(_between(origin, (x, y)))
        places[remains].append((x, y, str(rank), names[rank].name))
    standing = discs(places[False], _RADIUS, "ink", "paper", ring="ink")
    remaining = discs(places[True], _RADIUS, "paper", "ink", ring="ink")
    return [*arrows, standing, remaining, *_overflow(inherent, residual, size)]


def _inside(column: int | None, row: int | None, size: tuple[int, int]) -> _Cell | None:
    if column is None or row is None or not (1 <= column <= size[0] and 1 <= row <= size[1]):
        return None
    return column, row


def _spots(
    inherent: dict[int, _Cell], residual: dict[int, _Cell], size: tuple[int, int]
) -> dict[tuple[int, bool], tuple[float, float]]:
    taken: dict[_Cell, int] = {}
    full = {cell for cell in {*inherent.values(), *residual.values()} if _count(cell, inherent, residual) > _SLOTS}
    spots: dict[tuple[int, bool], tuple[float, float]] = {}
    for remains, cells in ((False, inherent), (True, residual)):
        for rank, cell in cells.items():
            slot = taken.get(cell, 0)
            taken[cell] = slot + 1
            if slot >= (_SLOTS - 1 if cell in full else _SLOTS):
                continue
            spots[rank, remains] = _slot(cell, slot, size)
    return spots


def _slot(cell: _Cell, slot: int, size: tuple[int, int]) -> tuple[float, float]:
    x, y = _corner(cell, size)
    width = _CELL_W * 5 / size[0] - _GAP
    # The first row keeps clear of the score in the corner.
    return x + width / 2 + (slot % 3 - 1) * 22, y + 27 + (slot // 3) * 21.5


def _count(cell: _Cell, inherent: dict[int, _Cell], residual: dict[int, _Cell]) -> int:
    return [*inherent.values(), *residual.values()].count(cell)


def _overflow(inherent: dict[int, _Cell], residual: dict[int, _Cell], size: tuple[int, int]) -> list[str]:
    out = []
    for cell in sorted({*inherent.values(), *residual.values()}):
        more = _count(cell, inherent, residual) - (_SLOTS - 1)
        if more > 1:
            x, y = _slot(cell, _SLOTS - 1, size)
            out.append(text(x, y + 4, f"+{more}", size=11, anchor="middle", bold=True))
    return out


def _between(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    near, far = _RADIUS + 1, _RADIUS + 2
    if length <= near + far + 8:
        return ""
    return arrow((x1 + ux * near, y1 + uy * near), (x2 - ux * far, y2 - uy * far), "ink", thickness=1.1, dash="4 3")


def _legend(ranked: _Ranked, language: Language) -> tuple[list[str], float]:
    """The risks by rank, and how low the list reaches."""
    if not ranked:
        return [text(_LEGEND, _TOP + 16, _EMPTY.in_language(language), ink="soft", width=WIDTH - _LEGEND)], _TOP + 30
    out = [text(WIDTH, 14, _SCORE.in_language(language), size=11, ink="soft", anchor="end", width=80)]
    y = _TOP + 12
    numbers: dict[str, list[tuple[float, float, str, str]]] = {"ink": [], "soft": []}
    for rank, risk in ranked:
        score = _NOT_SCORED.in_language(language) if risk.score is None else str(risk.score)
        score += f" → {risk.residual}" if risk.residual is not None and risk.score is not None else ""
        room = WIDTH - _LEGEND - 28 - text_width(score, 11.5) - 12
        numbers["ink" if risk.score is not None else "soft"].append((_LEGEND + 10, y, str(rank), ""))
        out.append(paragraph(_LEGEND + 28, y + 4, risk.name, room, lines=_LINES, leading=_LINE / 12))
        out.append(text(WIDTH, y + 4, score, ink="soft", anchor="end", size=11.5))
        y += (len(wrap(risk.name, room, lines=_LINES)) - 1) * _LINE + 26
    return [*out, *(discs(places, _RADIUS, ground, "paper") for ground, places in numbers.items())], y - 12


def _table(ranked: _Ranked, language: Language) -> Table:
    unknown = UNKNOWN.in_language(language)

    def shown(value: int | None) -> str:
        return unknown if value is None else str(value)

    rows = tuple(
        (str(rank), risk.name, *map(shown, (risk.likelihood, risk.impact, risk.score, risk.residual)))
        for rank, risk in ranked
    )
    align: tuple[Align, ...] = ("end", "start", "end", "end", "end", "end")
    return Table(tuple(words.in_language(language) for words in _COLUMNS), rows, align)


def example(language: Language) -> RiskMatrix:
    rows = (
        (Words("Core maintainers leave", "核心维护者流失"), 4, 5, 2, 4),
        (Words("Volunteers burn out", "志愿者倦怠"), 4, 4, 3, 3),
        (Words("Funding arrives late", "预算延期到位"), 3, 4, 2, 4),
        (Words("The platform changes its policy", "平台政策变更"), 3, 3, None, None),
        (Words("Flood of spam", "垃圾信息泛滥"), 4, 2, 2, 2),
        (Words("Complaint under the code of conduct", "行为准则投诉"), 2, 4, 2, 2),
        (Words("Leak of member data", "成员数据泄露"), 1, 5, 1, 4),
        (Words("Translations lag behind", "翻译滞后"), None, 2, None, None),
    )
    return RiskMatrix(tuple(Risk(name.in_language(language), *levels) for name, *levels in rows))


CHART = Chart("risk-matrix", _TITLE, _ABOUT, draw, example)
