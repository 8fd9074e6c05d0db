"""Conversion funnel: of the people who turned up, how many wrote, and how many wrote again on other days."""

from __future__ import annotations

from dataclasses import dataclass

from commplan.chart import Chart, Figure, Table, number, percent
from commplan.drawing.canvas import WIDTH, drawing, paragraph, rect, text, text_width
from commplan.words import Language, Words, say

_TITLE = Words("Conversion funnel", "转化漏斗")
_ABOUT = Words(
    "People who have had as many days as everybody since they turned up, by how many of these they wrote on; beside them the "
    "share of the step before.",
    "观察期已满的人，按其间发言的天数；人数旁为占上一级的比例。",
)
_STEP, _PEOPLE, _SHARE = Words("Step", "级"), Words("People", "人数"), Words("Of the step before", "占上一级的比例")
_EMPTY = Words("No steps have been measured.", "没有可用的转化数据。")

_NAME, _BAR, _NUMBER = 190.0, 206.0, 70.0
_ROW, _HIGH, _SHARE_ROOM = 38.0, 22.0, 60.0


@dataclass(frozen=True, slots=True)
class Step:
    """`share`: of the step before; None where there is none, or of too few people to be told."""

    name: str
    people: int
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Funnel:
    steps: tuple[Step, ...]
    id: str = "funnel"


def draw(data: Funnel, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    if data.steps:
        height = len(data.steps) * _ROW + 8
        marks = [mark for at, step in enumerate(data.steps) for mark in _row(data, at, step, language)]
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _row(data: Funnel, at: int, step: Step, language: Language) -> list[str]:
    top = at * _ROW + 6
    room = WIDTH - _BAR - _NUMBER - _SHARE_ROOM
    most = max(of.people for of in data.steps) or 1
    width = max(step.people / most * room, 2 if step.people else 0)
    shown, share = number(step.people, language), "" if step.share is None else percent(step.share, language)
    return [
        paragraph(0, top + 15, step.name, _NAME, lines=2, bold=True),
        rect(_BAR, top, width, _HIGH, "teal", tip=f"{step.name}: {shown}"),
        text(_BAR + width + 8, top + 15.5, shown, bold=True, width=_NUMBER + 40),
        text(_BAR + width + 16 + text_width(shown, bold=True), top + 15.5, share, ink="soft", width=_SHARE_ROOM),
    ]


def _table(data: Funnel, language: Language) -> Table:
    rows = tuple(
        (of.name, number(of.people, language), "–" if of.share is None else percent(of.share, language))
        for of in data.steps
    )
    return Table(
        tuple(words.in_language(language) for words in (_STEP, _PEOPLE, _SHARE)), rows, ("start", "end", "end")
    )


def step_name(step: int) -> Words:
    """What those of a step have done: nothing more than turning up, or having written on so many days."""
    if not step:
        return Words("turned up", "出现过")
    days = "day" if step == 1 else "days"
    return say("wrote on {n} {d} or more", "至少 {n} 天发言", n=step, d=days)


def example(language: Language) -> Funnel:
    counts = (1_240, 402, 188, 97, 60, 41)
    before = (None, *counts[:-1])
    return Funnel(
        tuple(
            Step(step_name(at).in_language(language), n, n / of if of else None)
            for at, (n, of) in enumerate(zip(counts, before, strict=True))
        )
    )


CHART = Chart("funnel", _TITLE, _ABOUT, draw, example)
