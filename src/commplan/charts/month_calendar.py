"""Month calendar: what happens on which day, with holidays, make-up workdays and quiet periods marked."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from commplan import escape
from commplan.chart import Chart, Day, Figure, Item, Month, Table, day, month, weekdays
from commplan.drawing.palette import SERIES
from commplan.words import Language, Words, say

_TITLE = Words("Calendar", "日历")
_ABOUT = Words("What happens on which day. Hatched days are off.", "每天的安排。斜线底纹为休息日。")
_FIRST_FEW = Words("Shown: the first {n} of {all} months.", "此处为前 {n} 个月，共 {all} 个月。")
_COLUMNS = (Words("Date", "日期"), Words("Time", "时间"), Words("Item", "事项"), Words("Kind", "类别"))
_CANCELLED = Words("cancelled", "已取消")
_MARKS = {
    "holiday": Words("holiday", "节假日"),
    "workday": Words("make-up workday", "调休上班日"),
    "freeze": Words("quiet period", "静默期"),
}
_CLASSES = {"holiday": "day", "workday": "day work", "freeze": "day freeze"}


@dataclass(frozen=True, slots=True)
class Entry:
    day: date
    title: str
    kind: str = ""
    time: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What a day is: a name of a holiday, say, and what it means for the plan."""

    day: date
    name: str
    kind: Literal["holiday", "workday", "freeze"] = "holiday"


@dataclass(frozen=True, slots=True)
class MonthCalendar:
    """`months` are the first days of the months to show; `kinds` fixes the order of the colours.

    `of` says how many months there would be, when these are only the first of them.
    """

    months: tuple[date, ...]
    entries: tuple[Entry, ...] = ()
    marks: tuple[Mark, ...] = ()
    kinds: tuple[str, ...] = ()
    of: int = 0
    id: str = "month-calendar"


def draw(data: MonthCalendar, language: Language) -> Figure:
    shown = {(first.year, first.month) for first in data.months}
    entries = sorted((e for e in data.entries if (e.day.year, e.day.month) in shown), key=lambda e: (e.day, e.time))
    kinds = list(dict.fromkeys([*data.kinds, *(entry.kind for entry in entries if entry.kind)]))
    colours = {kind: SERIES[at % len(SERIES)] for at, kind in enumerate(kinds)}
    months = tuple(_month(first, entries, data.marks, colours, language) for first in data.months)
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    if data.of > len(data.months):
        few = say(_FIRST_FEW.en, _FIRST_FEW.zh, n=len(data.months), all=data.of).in_language(language)
        about = f"{few} {about}" if language == "en" else f"{few}{about}"
    swatches = "".join(
        f'<li><i class="swatch {_class(colour)}"></i>{escape.html(kind)}</li>' for kind, colour in colours.items()
    )
    page = "".join(map(_grid, months)) + (f'<ul class="key">{swatches}</ul>' if kinds else "")
    return Figure(data.id, title, about, None, page, _table(entries, language), months, tuple(colours.items()))


def _month(
    first: date, entries: list[Entry], marks: tuple[Mark, ...], colours: dict[str, str], language: Language
) -> Month:
    def told(of: date) -> Day:
        found = [_told(mark, marks) for mark in marks if mark.day == of]
        notes = tuple((mark.name or _MARKS[mark.kind].in_language(language), mark.kind) for mark in found)
        items = (
            Item(e.time, e.title, colours.get(e.kind, ""), _CANCELLED.in_language(language) if e.cancelled else "")
            for e in entries
            if e.day == of
        )
        return Day(of.day, notes, tuple(items), any(mark.kind == "holiday" for mark in found))

    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        month(first, language, long=True),
        weekdays(language),
        tuple(tuple(told(of) if of.month == first.month else None for of in week) for week in weeks),
    )


def _told(mark: Mark, marks: tuple[Mark, ...]) -> Mark:
    """A mark of many days is told in full on the first of them in each month; then what kind of day it is will do."""
    before = Mark(mark.day - timedelta(days=1), mark.name, mark.kind)
    return replace(mark, name="") if mark.kind == "freeze" and mark.day.day > 1 and before in marks else mark


def _class(colour: str) -> str:
    return f"k{SERIES.index(colour)}" if colour else ""


def _grid(shown: Month) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in shown.weekdays)
    rows = "".join(f"<tr>{''.join(map(_cell, week))}</tr>" for week in shown.weeks)
    head = f"<caption>{escape.html(shown.title)}</caption><thead><tr>{head}</tr></thead>"
    return f'<table class="month">{head}<tbody>{rows}</tbody></table>'


def _cell(of: Day | None) -> str:
    if of is None:
        return '<td class="out"></td>'
    names = "".join(f' <span class="{_CLASSES[kind]}">{escape.html(name)}</span>' for name, kind in of.notes)
    items = "".join(map(_item, of.items))
    items = f"<ul>{items}</ul>" if items else ""
    off = ' class="rest"' if of.off else ""
    return f"<td{off}>{of.number}{names}{items}</td>"


def _item(item: Item) -> str:
    time = f"{escape.html(item.time)} " if item.time else ""
    name = escape.html(item.name)
    if item.cancelled:
        name = f"<s>{name}</s> {item.cancelled}"
    return f'<li class="{_class(item.colour)}">{time}{name}</li>'


def _table(entries: list[Entry], language: Language) -> Table:
    cancelled = _CANCELLED.in_language(language)
    rows = tuple(
        (day(e.day, language), e.time or "–", f"{e.title} ({cancelled})" if e.cancelled else e.title, e.kind or "–")
        for e in entries
    )
    return Table(tuple(words.in_language(language) for words in _COLUMNS), rows)


def example(language: Language) -> MonthCalendar:
    def say(en: str, zh: str) -> str:
        return Words(en, zh).in_language(language)

    october, post, event = date(2026, 10, 1), say("Content", "内容"), say("Event", "活动")
    holiday = say("National Day", "国庆节")
    return MonthCalendar(
        (october,),
        (
            Entry(date(2026, 10, 12), say("Maintainer interview", "维护者访谈"), post, "09:00"),
            Entry(date(2026, 10, 14), say("Newsletter", "月度通讯"), post, "10:00"),
            Entry(date(2026, 10, 14), say("Moderators' meeting", "审核员例会"), say("Meeting", "会议"), "20:00"),
            Entry(date(2026, 10, 20), say("Ask us anything", "线上问答"), event, "19:30"),
            Entry(date(2026, 10, 24), say("Meetup in Shanghai", "上海线下聚会"), event, "14:00", cancelled=True),
            Entry(date(2026, 10, 28), say("Release notes", "版本说明"), post),
        ),
        (
            *(Mark(date(2026, 10, n), holiday) for n in range(1, 8)),
            Mark(date(2026, 10, 10), say("make-up day", "调休上班"), "workday"),
            Mark(date(2026, 10, 30), say("release freeze", "发布静默"), "freeze"),
        ),
    )


CHART = Chart("month-calendar", _TITLE, _ABOUT, draw, example)
