"""Calendar execution: which of the planned dates were kept, late, skipped, or cannot be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from commplan.chart import Chart, Figure, Table, day, percent
from commplan.drawing.canvas import WIDTH, circle, drawing, line, paragraph, rect, text, text_width, wrap
from commplan.words import Language, Words, say

State = Literal["done", "late", "skipped", "cancelled", "unknown"]

_STATES: dict[State, Words] = {
    "done": Words("on time", "按时"),
    "late": Words("late", "延迟"),
    "skipped": Words("skipped", "未执行"),
    "cancelled": Words("cancelled", "已取消"),
    "unknown": Words("unknown", "未知"),
}
_TITLE = Words("Plan and reality of the calendar", "日历执行情况")
_ABOUT = Words("One mark for each planned date that has come, oldest first.", "每个到期日期一个标记，从早到晚。")
_ON_TIME = Words("{done} of {due} on time", "{due} 次中 {done} 次按时")
_COLUMNS = (Words("Item", "事项"), Words("Dates", "日期"), Words("On time", "按时率"))
_EMPTY = Words("No planned date has come yet.", "尚无到期的安排。")

_NAME, _LEFT, _RIGHT, _STEP, _LINES = 210.0, 226.0, 606.0, 19.0, 4


@dataclass(frozen=True, slots=True)
class Occurrence:
    day: date
    state: State


@dataclass(frozen=True, slots=True)
class Item:
    name: str
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class CalendarExecution:
    items: tuple[Item, ...]
    id: str = "calendar-execution"


def draw(data: CalendarExecution, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    marks = _key(language)
    y = 34.0
    for item in data.items:
        rows = _rows(item)
        marks += _strip(item, rows, y, language)
        y += max(len(rows) * 20, len(wrap(item.name, _NAME, lines=_LINES, bold=True)) * 16 + 3) + 12
    if not data.items:
        y, marks = 40, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, y, marks), None, _table(data, language))


def _rows(item: Item) -> list[tuple[Occurrence, ...]]:
    per_row = int((_RIGHT - _LEFT) / _STEP)
    ordered = tuple(sorted(item.occurrences, key=lambda occurrence: occurrence.day))
    return [ordered[at : at + per_row] for at in range(0, len(ordered), per_row)]


def _strip(item: Item, rows: list[tuple[Occurrence, ...]], y: float, language: Language) -> list[str]:
    out = [paragraph(0, y + 12, item.name, _NAME, lines=_LINES, bold=True)]
    for row, occurrences in enumerate(rows):
        for column, occurrence in enumerate(occurrences):
            tip = f"{day(occurrence.day, language)} · {_STATES[occurrence.state].in_language(language)}"
            out.append(_mark(occurrence.state, _LEFT + column * _STEP, y + row * 20, tip))
    done, due = _kept(item)
    summary = say(_ON_TIME.en, _ON_TIME.zh, done=done, due=due).in_language(language) if due else "–"
    return [*out, text(WIDTH, y + 12, summary, ink="soft", anchor="end", width=WIDTH - _RIGHT - 10)]


def _kept(item: Item) -> tuple[int, int]:
    """How many were on time, of those that were due and can be told."""
    states = [occurrence.state for occurrence in item.occurrences]
    return states.count("done"), sum(state in {"done", "late", "skipped"} for state in states)


def _mark(state: State, x: float, y: float, tip: str) -> str:
    side, middle = 15.0, (x + 7.5, y + 7.5)
    if state == "done":
        return rect(x, y, side, side, "teal", radius=3, tip=tip)
    if state == "late":
        half = rect(x, y, side, side, "amber-pale", stroke="amber", radius=3, tip=tip)
        return half + rect(x + side / 2, y, side / 2, side, "amber", radius=2)
    if state == "skipped":
        cross = line(x + 4, y + 4, x + 11, y + 11, "rose", thickness=1.8)
        cross += line(x + 11, y + 4, x + 4, y + 11, "rose", thickness=1.8)
        return rect(x, y, side, side, "rose-pale", stroke="rose", radius=3, tip=tip) + cross
    if state == "cancelled":
        return rect(x, y, side, side, "tint", stroke="line", radius=3, tip=tip) + line(x + 3, y + 7.5, x + 12, y + 7.5)
    return circle(*middle, 7, "paper", stroke="line", dash="2 2", tip=tip)


def _key(language: Language) -> list[str]:
    out: list[str] = []
    x = 0.0
    for state, words in _STATES.items():
        name = words.in_language(language)
        out += [_mark(state, x, 2, name), text(x + 21, 14, name, ink="soft")]
        x += 21 + text_width(name) + 20
    return out


def _table(data: CalendarExecution, language: Language) -> Table:
    def listed(occurrences: Iterable[Occurrence]) -> str:
        each = [f"{o.day.isoformat()} {_STATES[o.state].in_language(language)}" for o in occurrences]
        return say("; ", "；").in_language(language).join(each) or "–"

    rows = []
    for item in data.items:
        done, due = _kept(item)
        rows.append((item.name, listed(item.occurrences), percent(done / due if due else None, language)))
    return Table(tuple(words.in_language(language) for words in _COLUMNS), tuple(rows), ("start", "start", "end"))


def example(language: Language) -> CalendarExecution:
    rows: tuple[tuple[Words, str], ...] = (
        (Words("Monthly newsletter", "月度通讯"), "ddldddsdd"),
        (Words("Ask us anything", "线上问答"), "dcddlddd"),
        (Words("Weekly moderators' meeting", "每周审核例会"), "ddddddsddlddduuuddddddsd"),
        (Words("City meetup", "城市聚会"), "dsc"),
        (Words("Release notes", "版本说明"), "uuu"),
    )
    states: dict[str, State] = {"d": "done", "l": "late", "s": "skipped", "c": "cancelled", "u": "unknown"}
    return CalendarExecution(
        tuple(
            Item(
                name.in_language(language),
                tuple(Occurrence(date(2026, 1 + n % 9, 1 + n), states[letter]) for n, letter in enumerate(letters)),
            )
            for name, letters in rows
        )
    )


CHART = Chart("calendar-execution", _TITLE, _ABOUT, draw, example)
