"""Power and interest: which audiences can do most and care most, and where each is to be brought."""

from __future__ import annotations

from dataclasses import dataclass

from commplan.chart import UNKNOWN, Chart, Figure, Table
from commplan.drawing.canvas import WIDTH, discs, drawing, line, paragraph, rect, text, wrap
from commplan.words import Language, Words

_TITLE = Words("Power and interest", "权力与利益矩阵")
_ABOUT = Words(
    "Each audience by its power over the programme and its interest in it; beside it, its engagement now and as wanted.",
    "各受众对项目的影响力与关注度；右侧为当前参与度与期望参与度。",
)
_POWER, _INTEREST = Words("Power ↑", "权力 ↑"), Words("Interest →", "利益 →")
_QUARTERS = (
    Words("keep satisfied", "令其满意"),
    Words("manage closely", "重点管理"),
    Words("monitor", "持续关注"),
    Words("keep informed", "随时告知"),
)
_COLUMNS = (
    Words("No.", "编号"),
    Words("Audience", "受众"),
    Words("Power", "权力"),
    Words("Interest", "利益"),
    Words("Engagement now", "当前参与度"),
    Words("Engagement wanted", "期望参与度"),
)
_ENGAGEMENT = Words("now → wanted", "当前 → 期望")
_NOT_PLACED = Words("not placed", "未评估")
_EMPTY = Words("The plan names no audiences.", "方案未列出受众。")

_TOP, _SIDE, _LEGEND, _LEVELS = 26.0, 372.0, 408.0, 5
_RADIUS, _SLOTS = 9.5, 6
_FIRST = {1: 20.0, 2: 26.0, 3: 26.0, 4: 32.0, 5: 39.0}


@dataclass(frozen=True, slots=True)
class Audience:
    """Power and interest from 1 to 5, or None where not rated; engagement in words."""

    name: str
    power: int | None
    interest: int | None
    now: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class PowerInterest:
    audiences: tuple[Audience, ...]
    id: str = "power-interest"


def draw(data: PowerInterest, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    legend, low = _legend(data, language)
    marks = [*_ground(language), *_discs(data), *legend]
    height = max(_TOP + _SIDE + 24, low + 4)
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _ground(language: Language) -> list[str]:
    half = _SIDE / 2
    out = [text(0, 14, _POWER.in_language(language), bold=True, width=200)]
    for position, words in enumerate(_QUARTERS):
        x, y = (position % 2) * half, _TOP + (position // 2) * half
        ground = ("heat-1", "heat-2", "tint", "heat-0")[position]
        out.append(rect(x, y, half - 3, half - 3, ground, radius=5))
        # The names stand at the outer edges, where no disc comes to lie.
        y += 19 if position < len(_QUARTERS) / 2 else half - 13
        out.append(text(x + 10, y, words.in_language(language), size=11.5, bold=True, width=half - 20))
    name = _INTEREST.in_language(language)
    return [*out, text(_SIDE - 3, _TOP + _SIDE + 14, name, bold=True, anchor="end", width=200)]


def _discs(data: PowerInterest) -> list[str]:
    taken: dict[tuple[int, int], int] = {}
    cell = (_SIDE - 3) / _LEVELS
    out: list[tuple[float, float, str, str]] = []
    for rank, of in enumerate(data.audiences, start=1):
        if of.power is None or of.interest is None:
            continue
        at = (min(max(of.interest, 1), _LEVELS), min(max(of.power, 1), _LEVELS))
        slot = taken.get(at, 0)
        taken[at] = slot + 1
        if slot >= _SLOTS:
            continue
        x, y = _slot(at, slot, cell)
        out.append((x, y, str(rank), of.name))
    return [discs(out, _RADIUS, "ink", "paper")]


def _slot(at: tuple[int, int], slot: int, cell: float) -> tuple[float, float]:
    column, row = (1, 0, 2)[slot % 3], slot // 3
    x = (at[0] - 1) * cell + cell / 2 + (column - 1) * 21.5
    return x, _TOP + (_LEVELS - at[1]) * cell + _FIRST[at[1]] + row * 22


def _legend(data: PowerInterest, language: Language) -> tuple[list[str], float]:
    if not data.audiences:
        return [text(_LEGEND, _TOP + 16, _EMPTY.in_language(language), ink="soft", width=WIDTH - _LEGEND)], _TOP + 30
    out = [text(WIDTH, 14, _ENGAGEMENT.in_language(language), size=11, ink="soft", anchor="end", width=200)]
    y = _TOP + 12
    numbers: dict[str, list[tuple[float, float, str, str]]] = {"ink": [], "soft": []}
    unknown = UNKNOWN.in_language(language)
    for rank, of in enumerate(data.audiences, start=1):
        placed = of.power is not None and of.interest is not None
        change = f"{of.now or unknown} → {of.wanted or unknown}" if of.now or of.wanted else unknown
        change = change if placed else f"{_NOT_PLACED.in_language(language)} · {change}"
        name_room = WIDTH - _LEGEND - 28
        rows = len(wrap(of.name, name_room, bold=True, lines=2))
        numbers["ink" if placed else "soft"].append((_LEGEND + 10, y, str(rank), ""))
        out.append(paragraph(_LEGEND + 28, y + 4, of.name, name_room, bold=True, leading=16 / 12))
        out.append(text(_LEGEND + 28, y + 4 + rows * 16, change, size=11.5, ink="soft", width=name_room))
        out.append(line(_LEGEND, y + rows * 16 + 14, WIDTH, y + rows * 16 + 14, "grid"))
        y += rows * 16 + 30
    return [*out, *(discs(places, _RADIUS, ground, "paper") for ground, places in numbers.items())], y - 14


def _table(data: PowerInterest, language: Language) -> Table:
    unknown = UNKNOWN.in_language(language)
    rows = tuple(
        (
            str(rank),
            of.name,
            unknown if of.power is None else str(of.power),
            unknown if of.interest is None else str(of.interest),
            of.now or unknown,
            of.wanted or unknown,
        )
        for rank, of in enumerate(data.audiences, start=1)
    )
    columns = tuple(words.in_language(language) for words in _COLUMNS)
    return Table(columns, rows, ("end", "start", "end", "end", "start", "start"))


def example(language: Language) -> PowerInterest:
    def say(en: str, zh: str) -> str:
        return Words(en, zh).in_language(language)

    neutral, support, lead = say("neutral", "中立"), say("supportive", "支持"), say("leading", "引领")
    return PowerInterest(
        (
            Audience(say("Sponsor", "项目发起人"), 5, 4, support, lead),
            Audience(say("Core contributors", "核心贡献者"), 4, 5, support, lead),
            Audience(say("Companies that use it", "企业用户"), 4, 2, neutral, support),
            Audience(say("Occasional contributors", "偶尔贡献者"), 2, 4, neutral, support),
            Audience(say("Learners", "学习者"), 1, 4, say("unaware", "不知情"), support),
            Audience(say("Neighbours of the venue", "场地周边居民"), None, 3, say("resistant", "抵触"), neutral),
        )
    )


CHART = Chart("power-interest", _TITLE, _ABOUT, draw, example)
