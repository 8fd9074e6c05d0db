"""Goals: how far each has come from its baseline to its target, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from commplan.chart import Chart, Figure, Table, percent
from commplan.drawing.canvas import WIDTH, drawing, hatch, line, paragraph, rect, text, text_width, wrap
from commplan.words import Language, Words

_TITLE = Words("Progress towards the goals", "目标进度")
_ABOUT = Words(
    "The bar runs from the baseline to the value now; the thick line is the target, the dotted line where the plan expects to be.",
    "条形从基线到当前值；粗线为目标，点线为按方案此时应达到的位置。",
)
_VERDICTS: dict[str, Words] = {
    "met": Words("met", "已达成"),
    "on-track": Words("on track", "进展正常"),
    "off-track": Words("off track", "偏离目标"),
    "missed": Words("missed", "未达成"),
    "unknown": Words("unknown", "未知"),
}
_INKS = {"met": "green", "on-track": "teal", "off-track": "amber", "missed": "rose", "unknown": "soft"}
_SIGNS = {"met": "✓", "on-track": "→", "off-track": "!", "missed": "✗", "unknown": "?"}
_COLUMNS = (
    Words("Goal", "目标"),
    Words("Baseline", "基线"),
    Words("Now", "当前"),
    Words("Target", "目标值"),
    Words("Way covered", "完成进度"),
    Words("Verdict", "结论"),
)
_EMPTY = Words("The plan states no measurable goals.", "方案没有可衡量的目标。")

Verdict = Literal["met", "on-track", "off-track", "missed", "unknown"]

_NAME, _LEFT, _TARGET, _RIGHT, _THICK = 196.0, 214.0, 470.0, 534.0, 14.0


@dataclass(frozen=True, slots=True)
class Goal:
    """`shown` holds baseline, value and target as they are to be read, with their units."""

    name: str
    baseline: float | None
    value: float | None
    target: float | None
    verdict: Verdict
    shown: tuple[str, str, str]
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class Goals:
    goals: tuple[Goal, ...]
    id: str = "goals"


def draw(data: Goals, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    marks: list[str] = []
    y = 8.0
    for goal in data.goals:
        lines = len(wrap(goal.name, _NAME, 12, lines=3, bold=True))
        marks += _row(goal, y + (lines - 1) * 8, lines, language)
        y += 48 + (lines - 1) * 14
    if not data.goals:
        y, marks = 40, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, y, marks), None, _table(data, language))


def _way(goal: Goal, value: float | None) -> float | None:
    """The share of the way from baseline to target; None where one of them is not known or they are the same."""
    if value is None or goal.baseline is None or goal.target is None or goal.baseline == goal.target:
        return None
    return (value - goal.baseline) / (goal.target - goal.baseline)


def _row(goal: Goal, y: float, lines: int, language: Language) -> list[str]:
    ink = _INKS[goal.verdict]
    base = y + _THICK / 2 + 4
    out = [paragraph(0, base - (lines - 1) * 7.8, goal.name, _NAME, lines=3, bold=True)]
    out.append(rect(_LEFT, y, _RIGHT - _LEFT, _THICK, "tint", stroke="grid", radius=3))
    way = _way(goal, goal.value)
    if way is not None:
        # Below the baseline there is no room; a bar of a hair's breadth says that there is a value.
        width = max(min(way, (_RIGHT - _LEFT) / (_TARGET - _LEFT)), 0.008) * (_TARGET - _LEFT)
        out.append(rect(_LEFT, y, width, _THICK, ink, radius=3))
        if goal.verdict in {"missed", "off-track"}:
            out.append(hatch(_LEFT, y, width, _THICK, "paper", step=7))
    expected = _way(goal, goal.expected)
    if expected is not None:
        x = _LEFT + min(max(expected, 0), (_RIGHT - _LEFT) / (_TARGET - _LEFT)) * (_TARGET - _LEFT)
        out.append(line(x, y - 4, x, y + _THICK + 4, "ink", thickness=1.6, dash="2 2"))
    if goal.target is not None:
        out.append(line(_TARGET, y - 5, _TARGET, y + _THICK + 5, "ink", thickness=2.6))
    out += _captions(goal, y, language)
    return out


def _captions(goal: Goal, y: float, language: Language) -> list[str]:
    baseline, value, target = goal.shown
    ink = _INKS[goal.verdict]
    base = y + _THICK / 2 + 4
    verdict = f"{_SIGNS[goal.verdict]} {_VERDICTS[goal.verdict].in_language(language)}"
    room = WIDTH - _RIGHT - 12 - text_width(verdict, 12, bold=True) - 10
    return [
        text(_LEFT, y + _THICK + 15, baseline, size=11, ink="soft", width=_TARGET - _LEFT - 84),
        text(_TARGET, y + _THICK + 17, target, size=11, ink="soft", anchor="middle", width=2 * (_RIGHT - _TARGET) - 4),
        text(_RIGHT + 12, base, value, size=13, bold=True, width=room),
        text(WIDTH - 2, base, verdict, ink=ink, anchor="end", bold=True),
    ]


def _table(data: Goals, language: Language) -> Table:
    rows = tuple(
        (
            goal.name,
            *(goal.shown[0], goal.shown[1], goal.shown[2]),
            percent(_way(goal, goal.value), language),
            _VERDICTS[goal.verdict].in_language(language),
        )
        for goal in data.goals
    )
    columns = tuple(words.in_language(language) for words in _COLUMNS)
    return Table(columns, rows, ("start", "end", "end", "end", "end", "start"))


def example(language: Language) -> Goals:
    def say(en: str, zh: str) -> str:
        return Words(en, zh).in_language(language)

    hours, unknown = say("h", "小时"), say("unknown", "未知")
    return Goals(
        (
            Goal(
                say("Monthly active members", "月活跃成员"),
                820,
                2379,
                2500,
                "on-track",
                ("820", "2,379", "2,500"),
                2200,
            ),
            Goal(say("First-month retention", "首月留存率"), 0.31, 0.52, 0.5, "met", ("31%", "52%", "50%"), 0.44),
            Goal(
                say("Median time to the first response", "首次响应中位时间"),
                *(22, 14, 8),
                "off-track",
                (f"22 {hours}", f"14 {hours}", f"8 {hours}"),
                11,
            ),
            Goal(say("Questions left unanswered", "未答复问题占比"), 0.22, 0.24, 0.1, "missed", ("22%", "24%", "10%")),
            Goal(say("Active translators", "活跃译者"), None, None, 12, "unknown", (unknown, unknown, "12")),
        )
    )


CHART = Chart("goals", _TITLE, _ABOUT, draw, example)
