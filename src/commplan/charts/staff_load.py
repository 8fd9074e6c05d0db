"""Staff load: the hours that the plan asks of each person in each week, against the hours they have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from commplan.canvas import WIDTH, drawing, hatch, rect, text, text_width
from commplan.chart import UNKNOWN, Chart, Figure, Table, day, month, number
from commplan.palette import heat_bin
from commplan.words import Language, Words, say

_TITLE = Words("Hours by person and week", "人员每周工时")
_ABOUT = Words(
    "Planned hours in each week against the hours each person has. Hatched weeks ask for more.",
    "每周计划工时与可用工时对比。斜线为超出可用工时的周。",
)
_OF = Words("{hours} h a week", "每周 {hours} 小时")
_NO_CAPACITY = Words("hours unknown", "可用工时未知")
_OVER = Words("{n} over", "{n} 周超出")
_CAPACITY, _WEEK = Words("Hours available", "可用工时"), Words("Week of", "周起始")
_EMPTY = Words("The plan gives nobody hours.", "计划未列出人员工时。")

_LEFT, _TOP, _ROW, _SUMMARY = 184.0, 24.0, 40.0, 66.0


@dataclass(frozen=True, slots=True)
class Person:
    """Hours for each week of the chart; None is not known. Without a capacity no week counts as too much."""

    name: str
    capacity: float | None
    hours: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class StaffLoad:
    """`weeks` are Mondays, one after the other."""

    weeks: tuple[date, ...]
    people: tuple[Person, ...]
    id: str = "staff-load"


def draw(data: StaffLoad, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    if data.people and data.weeks:
        height, marks = _TOP + len(data.people) * _ROW + 4, _marks(data, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, language))


def _marks(data: StaffLoad, language: Language) -> list[str]:
    cell = min((WIDTH - _LEFT - _SUMMARY) / len(data.weeks), 60)
    known = [hours for person in data.people for hours in person.hours if hours is not None]
    highest = max([*known, *(person.capacity or 0 for person in data.people)], default=0)
    out = _months(data.weeks, cell, language)
    for row, person in enumerate(data.people):
        y = _TOP + row * _ROW
        has = _NO_CAPACITY
        if person.capacity is not None:
            has = say(_OF.en, _OF.zh, hours=number(person.capacity, language))
        out.append(text(0, y + 15, person.name, bold=True, width=_LEFT - 12))
        out.append(text(0, y + 30, has.in_language(language), size=11, ink="soft", width=_LEFT - 12))
        for column, hours in enumerate(person.hours[: len(data.weeks)]):
            tip = f"{day(data.weeks[column], language)} · {number(hours, language)}"
            out.append(_cell(_LEFT + column * cell, y, cell, hours, person.capacity or highest, person, tip, language))
        over = sum(_is_over(hours, person) for hours in person.hours)
        if over:
            label = say(_OVER.en, _OVER.zh, n=over).in_language(language)
            out.append(text(WIDTH, y + 22, label, size=11.5, ink="amber", anchor="end", bold=True, width=_SUMMARY - 6))
    return out


def _is_over(hours: float | None, person: Person) -> bool:
    return hours is not None and person.capacity is not None and hours > person.capacity


def _cell(
    x: float, y: float, width: float, hours: float | None, highest: float, person: Person, tip: str, language: Language
) -> str:
    size = (x, y + 2, width - (2 if width > 8 else 0.6), _ROW - 8)
    label = "" if hours is None else number(round(hours) if hours >= 10 else round(hours, 1), language)
    fits = text_width(label, 10.5) <= width - 4
    middle = x + width / 2 - 1
    if hours is None:
        return rect(x + 0.5, y + 2.5, max(size[2] - 1, 1), size[3] - 1, None, stroke="line", dash="2 3", tip=tip)
    if _is_over(hours, person):
        ground = rect(*size, "amber-pale", stroke="amber", radius=2, tip=tip)
        # The strokes leave room for the number.
        strokes = hatch(size[0], size[1] + size[3] - 9, size[2], 9, "amber", step=4)
        number_ = text(middle, y + 19, label, size=10.5, ink="amber", anchor="middle", bold=True) if fits else ""
        return ground + strokes + number_
    step = min(heat_bin(hours, highest), 5)
    ground = rect(*size, f"heat-{step}", radius=2, tip=tip)
    return ground + (text(middle, y + 22, label, size=10.5, ink=f"on-heat-{step}", anchor="middle") if fits else "")


def _months(weeks: tuple[date, ...], cell: float, language: Language) -> list[str]:
    out: list[str] = []
    free = 0.0
    for column, week in enumerate(weeks):
        # A month is named over the first week that lies in it.
        first = column == 0 or week.month != weeks[column - 1].month
        name = month(week, language, year=week.month == 1 or not out)
        x = _LEFT + column * cell
        if first and x >= free and x + text_width(name, 11.5) <= WIDTH:
            out.append(text(x, _TOP - 8, name, size=11.5, ink="soft"))
            free = x + text_width(name, 11.5) + 8
    return out


def _table(data: StaffLoad, language: Language) -> Table:
    columns = (_WEEK.in_language(language), *(person.name for person in data.people))
    capacities = (_CAPACITY.in_language(language), *(number(person.capacity, language) for person in data.people))
    unknown = UNKNOWN.in_language(language)
    rows = tuple(
        (
            day(week, language),
            *(number(p.hours[at], language) if at < len(p.hours) else unknown for p in data.people),
        )
        for at, week in enumerate(data.weeks)
    )
    return Table(columns, (capacities, *rows), ("start", *["end"] * len(data.people)))  # type: ignore[arg-type]


def example(language: Language) -> StaffLoad:
    weeks = tuple(date(2026, 9, 28) + timedelta(weeks=n) for n in range(20))
    wave = (3, 5, 8, 6, 4, 9, 12, 7, 5, 6, 11, 8, 2, 1, 4, 6, 9, 7, 5, 4)
    return StaffLoad(
        weeks,
        (
            Person(
                Words("Member A, lead", "成员甲，总监").in_language(language), 20, tuple(8 + hours for hours in wave)
            ),
            Person(Words("Member B, content", "成员乙，内容").in_language(language), 10, tuple(map(float, wave))),
            Person(Words("Member C, moderation", "成员丙，审核").in_language(language), 12, (10.0,) * 20),
            Person(Words("Member D, events", "成员丁，活动").in_language(language), None, (*([None] * 6), *wave[6:])),
        ),
    )


CHART = Chart("staff-load", _TITLE, _ABOUT, draw, example)
