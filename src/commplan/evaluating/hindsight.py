"""What the figures of a period are held against: the period before, a year before, and the same festival a year before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from commplan.evaluating.appraise import Appraisal
from commplan.illustrate.results import too_few
from commplan.localday import Window
from commplan.measuring.objectives import Appraised
from commplan.metric import Described, Measured, Metric
from commplan.reckoning import period, spoken
from commplan.words import Language, Words, say

NOTHING = "–"
_PART = Words(" (part)", "（部分）")
Shown = Callable[[Appraised, float | None], str]


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    value: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hindsight:
    """The comparison of a report in one language, as its template is given it."""

    appraisal: Appraisal
    language: Language
    shown: Shown

    def told(self, metrics: Iterable[Metric]) -> dict[str, object]:
        """`windows`: what each column is, in a sentence; `rows`: a name and a cell for each; only what has a value then."""
        festival = self.appraisal.festival
        rows = [row for row in (*map(self.objective, self.appraisal.objectives), *map(self.metric, metrics)) if row]
        return {
            "windows": [self.say(words) for words in windows(self.appraisal)],
            "festival": self.say(festival.moved.festival.name) if festival else None,
            "rows": rows,
        }

    def say(self, words: Words) -> str:
        return words.in_language(self.language)

    def objective(self, a: Appraised) -> Row | None:
        if a.measured.value is None:
            return None
        earlier = [a.before, a.year, *([a.festival] if self.appraisal.festival else [])]
        cells = [self.cell(a.metric, m, lambda v: self.shown(a, v)) for m in (a.measured, *earlier)]
        return self.row(a.objective.statement or a.objective.id, cells)

    def metric(self, metric: Metric) -> Row | None:
        found, festival = self.appraisal, self.appraisal.festival
        now = found.values.get(metric.id)
        tables = [found.values, found.before, found.year, *([festival.values] if festival else [])]

        def shown(value: float) -> str:
            return self.say(spoken.quantity(value, metric.unit))

        return self.row(
            self.say(metric.called(now.parameters if now else {})),
            [self.cell(metric, t.get(metric.id), shown) for t in tables],
        )

    def row(self, name: str, cells: list[str]) -> Row | None:
        """None where only the period itself has a value."""
        return None if cells[0] == NOTHING or set(cells[1:]) == {NOTHING} else Row(name, cells[0], tuple(cells[1:]))

    def cell(self, metric: Described | None, measured: Measured | None, shown: Callable[[float], str]) -> str:
        if measured is None or measured.value is None or too_few(metric, measured):
            return NOTHING
        return shown(measured.value) + (self.say(_PART) if measured.partial else "")


def windows(appraisal: Appraisal) -> list[Words]:
    """Which days each comparison is with, and why one is not to be had."""
    window, found = appraisal.window, appraisal.festival
    told = [
        _told(Words("The period before", "上一时段"), period.previous(window), appraisal),
        _told(Words("A year before", "上年同期"), period.year_before(window), appraisal),
    ]
    if found:
        name = say(
            "About {f} of the year before (it moved from {a} to {b})",
            "上年{f}前后（由{a}移至{b}）",
            f=found.moved.festival.name,
            a=spoken.day(found.moved.before.first),
            b=spoken.day(found.moved.festival.first),
        )
        told.append(_told(name, found.moved.window, appraisal))
    if any(a.elsewhere for a in appraisal.objectives):
        told.append(
            Words(
                "An objective with a window of its own is compared over that window.",
                "有自身统计时段的目标按其时段对比。",
            )
        )
    return told


def _told(name: Words, window: Window, appraisal: Appraisal) -> Words:
    covers, days = appraisal.covers, spoken.span(window)
    if covers is None or window.end <= covers.first or covers.end <= window.first:
        return say("{n}: {w}. Unknown: no activity is there.", "{n}：{w}。未知：没有该时段的活动数据。", n=name, w=days)
    if window.first < covers.first or covers.end < window.end:
        seen = spoken.span(Window(max(window.first, covers.first), min(window.end, covers.end)))
        return say(
            "{n}: {w}, of which the activity covers only {s}: what is counted is a part.",
            "{n}：{w}，其中活动数据只覆盖{s}：所计仅为部分。",
            n=name,
            w=days,
            s=seen,
        )
    return say("{n}: {w}.", "{n}：{w}。", n=name, w=days)
