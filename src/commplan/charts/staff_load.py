"""Staff load: the hours that the plan asks of each person in each week, against the hours they have.

A period longer than half a year is drawn by month: fifty weeks in a row are slivers without a number.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from commplan import escape
from commplan.chart import UNKNOWN, Chart, Figure, Table, day, month, number
from commplan.drawing.canvas import WIDTH, blocks, drawing, hatches, labels, rect, text, text_width
from commplan.drawing.palette import HEAT_BINS, heat_bin
from commplan.words import Language, Words, say

_TITLE = Words("Hours by person and week", "人员每周工时")
_ABOUT = Words(
    "Planned hours in each week against the hours each person has. Hatched weeks ask for more.",
    "每周计划工时与可用工时对比。斜线为超出可用工时的周。",
)
_ABOUT_MONTHS = Words(
    "Planned hours a week, as each month's average, against the hours each person has. In a hatched month at least one "
    "week asks for more. A week counts to the month in which it ends.",
    "各月平均每周计划工时与可用工时对比。斜线为至少有一周超出可用工时的月份。跨月的一周计入其结束的月份。",
)
_OF = Words("{hours} h a week", "每周 {hours} 小时")
_NO_CAPACITY = Words("hours unknown", "可用工时未知")
_OVER = Words("{n} over", "{n} 周超出")
_WEEKS_OVER = (Words("{n} week over", "{n} 周超出"), Words("{n} weeks over", "{n} 周超出"))
_CAPACITY, _WEEK = Words("Hours available", "可用工时"), Words("Week of", "周起始")
_CAPACITY_A_WEEK = Words("Hours available a week", "每周可用工时")
_PERSON, _IN_ALL = Words("Person", "人员"), Words("Total", "合计")
_EMPTY = Words("The plan gives nobody hours.", "方案未列出人员工时。")

_Place = tuple[float, float, float, float]

_LEFT, _TOP, _ROW, _SUMMARY = 184.0, 24.0, 40.0, 66.0
_SUMMARY_MONTHS = 96.0
_WEEKS_UP_TO = 26
_DARKEST = 5
"""The darker steps of the heat ramp are kept for what nobody should have to look for."""


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
    months = _by_month(data.weeks)
    title, about = _TITLE.in_language(language), (_ABOUT_MONTHS if months else _ABOUT).in_language(language)
    if data.people and data.weeks:
        height, marks = _TOP + len(data.people) * _ROW + 4, _marks(data, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    table = _months_table(data, months, language) if months else _table(data, language)
    page = _page(data, months, language) if months and data.people else None
    return Figure(data.id, title, about, drawing(title, about, height, marks), page, table)


def _by_month(weeks: tuple[date, ...]) -> dict[date, list[int]]:
    """The weeks of each month, by place, when there are too many to draw one by one; else nothing."""
    found: dict[date, list[int]] = defaultdict(list)
    for at, week in enumerate(weeks if len(weeks) > _WEEKS_UP_TO else ()):
        found[_month_of(at, week, weeks)].append(at)
    return dict(found)


def _month_of(at: int, week: date, weeks: tuple[date, ...]) -> date:
    # The last week may reach beyond the period: there is no more of the next month to see.
    return (week if at + 1 == len(weeks) else week + timedelta(days=6)).replace(day=1)


def _columns(person: Person, months: dict[date, list[int]]) -> list[tuple[float | None, bool]]:
    """What each cell of a person's row shows, and whether it asks for too much: a week, or the mean of a month's."""
    if not months:
        return [(hours, _is_over(hours, person)) for hours in person.hours]
    out: list[tuple[float | None, bool]] = []
    for places in months.values():
        hours = [person.hours[at] if at < len(person.hours) else None for at in places]
        known = [h for h in hours if h is not None]
        mean = sum(known) / len(known) if len(known) == len(hours) else None
        out.append((mean, any(_is_over(h, person) for h in hours)))
    return out


def _marks(data: StaffLoad, language: Language) -> list[str]:
    months = _by_month(data.weeks)
    heads = tuple(months) or data.weeks
    summary = _SUMMARY_MONTHS if months else _SUMMARY
    cell = min((WIDTH - _LEFT - summary) / len(heads), 60)
    known = [hours for person in data.people for hours, _ in _columns(person, months) if hours is not None]
    highest = max([*known, *(person.capacity or 0 for person in data.people)], default=0)
    out = _months(heads, cell, language)
    cells = _Cells()
    for row, person in enumerate(data.people):
        y = _TOP + row * _ROW
        has = _NO_CAPACITY
        if person.capacity is not None:
            has = say(_OF.en, _OF.zh, hours=number(person.capacity, language))
        out.append(text(0, y + 15, person.name, bold=True, width=_LEFT - 12))
        out.append(text(0, y + 30, has.in_language(language), size=11, ink="soft", width=_LEFT - 12))
        for column, (hours, over) in enumerate(_columns(person, months)[: len(heads)]):
            place = (_LEFT + column * cell, y + 2, cell - (2 if cell > 8 else 0.6), _ROW - 8)
            step = _step(hours, person.capacity or highest)
            _put(cells, place, hours, step, over=over, language=language)
        label = _said_over(sum(_is_over(hours, person) for hours in person.hours), language, months=bool(months))
        if label:
            out.append(text(WIDTH, y + 22, label, size=11.5, ink="amber", anchor="end", bold=True, width=summary - 6))
    return [*out, *cells.unknown, *_drawn(cells)]


def _page(data: StaffLoad, months: dict[date, list[int]], language: Language) -> str:
    """The months as a table, whose numbers a page need not say twice: in a drawing and in a table below it."""
    highest = max((h for p in data.people for h, _ in _columns(p, months) if h is not None), default=0)
    names = map(escape.html, _months_names(months, language))
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(_page_row(person, months, highest, language) for person in data.people)
    return f'<table class="matrix load"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _page_row(person: Person, months: dict[date, list[int]], highest: float, language: Language) -> str:
    over = _said_over(sum(_is_over(hours, person) for hours in person.hours), language, months=True)
    note = f' <b class="gap">{escape.html(over)}</b>' if over else ""
    cells = ""
    for hours, too_much in _columns(person, months):
        shown = "–" if hours is None else _hours(hours, language)
        step = _step(hours, person.capacity or highest)
        cells += f'<td><b class="a">{shown}</b></td>' if too_much else f'<td class="h{step}">{shown}</td>'
    capacity = number(person.capacity, language)
    total = _months_row(person, months, language)[-1]
    name = f'<th scope="row">{escape.html(person.name)}{note}</th>'
    return f"<tr>{name}<td>{capacity}</td>{cells}<td>{total}</td></tr>"


def _step(hours: float | None, full: float) -> int:
    """The step of the heat ramp for hours against all that there are, the whole of it up to the darkest that is used."""
    return heat_bin(min(hours or 0, full) * _DARKEST, full * (HEAT_BINS - 1))


def _said_over(count: int, language: Language, *, months: bool) -> str:
    words = _WEEKS_OVER[count > 1] if months else _OVER
    return say(words.en, words.zh, n=count).in_language(language) if count else ""


def _hours(hours: float, language: Language) -> str:
    return number(round(hours) if hours >= 10 else round(hours, 1), language)


def _is_over(hours: float | None, person: Person) -> bool:
    return hours is not None and person.capacity is not None and hours > person.capacity


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells by how they look, so that those that look alike are drawn together."""

    unknown: list[str] = field(default_factory=list)
    over: list[_Place] = field(default_factory=list)
    heat: dict[int, list[_Place]] = field(default_factory=lambda: defaultdict(list))
    words: dict[str, list[tuple[float, float, str]]] = field(default_factory=lambda: defaultdict(list))


def _put(cells: _Cells, place: _Place, hours: float | None, step: int, *, over: bool, language: Language) -> None:
    x, y, width, height = place
    if hours is None:
        cells.unknown.append(rect(x + 0.5, y + 0.5, max(width - 1, 1), height - 1, None, stroke="line", dash="2 3"))
        return
    label = _hours(hours, language)
    if over:
        cells.over.append(place)
    else:
        cells.heat[step].append(place)
    # A zero says no more than an empty cell does.
    if hours and text_width(label, 10.5, bold=over) <= width - 2:
        ink, base = ("amber", y + 16) if over else (f"on-heat-{step}", y + 20)
        cells.words[ink].append((x + width / 2, base, label))


def _drawn(cells: _Cells) -> list[str]:
    out = [blocks(places, f"heat-{step}") for step, places in sorted(cells.heat.items())]
    # The strokes leave room for the number.
    out += [
        blocks(cells.over, "amber-pale", stroke="amber"),
        hatches([(x, y + height - 9, width, 9) for x, y, width, height in cells.over], "amber", step=4),
    ]
    return [*out, *(labels(places, size=10.5, ink=ink) for ink, places in sorted(cells.words.items()))]


def _months(columns: tuple[date, ...], cell: float, language: Language) -> list[str]:
    """The names of months over the weeks in which they begin, or over their own columns."""
    out: list[str] = []
    free, before = 0.0, 0
    for column, start in enumerate(columns):
        of = _month_of(column, start, columns)
        name = month(of, language, year=of.month == 1 or not out)
        x = _LEFT + column * cell
        if of.month != before and x >= free and x + text_width(name, 11.5) <= WIDTH:
            out.append(text(x, _TOP - 8, name, size=11.5, ink="soft"))
            free = x + text_width(name, 11.5) + 8
        before = of.month
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


def _months_table(data: StaffLoad, months: dict[date, list[int]], language: Language) -> Table:
    """A person to a row: the hours there are a week, and what is asked in each month and in all."""
    columns = _months_names(months, language)
    rows = tuple(_months_row(person, months, language) for person in data.people)
    return Table(columns, rows, ("start", *["end"] * (len(columns) - 1)))  # type: ignore[arg-type]


def _months_names(months: dict[date, list[int]], language: Language) -> tuple[str, ...]:
    return (
        *(words.in_language(language) for words in (_PERSON, _CAPACITY_A_WEEK)),
        *(month(of, language, year=of.month == 1 or at == 0) for at, of in enumerate(months)),
        _IN_ALL.in_language(language),
    )


def _months_row(person: Person, months: dict[date, list[int]], language: Language) -> tuple[str, ...]:
    sums: list[float | None] = []
    for places in months.values():
        hours = [person.hours[at] if at < len(person.hours) else None for at in places]
        sums.append(None if None in hours else sum(h for h in hours if h is not None))
    total = None if None in sums else sum(s for s in sums if s is not None)
    return (person.name, *(number(value, language) for value in (person.capacity, *sums, total)))


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
