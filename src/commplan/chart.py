"""What a chart is: plain rows in, a figure out that can be seen, read aloud and copied as a table.

A chart piece takes its own frozen rows and a language. It says what the picture shows (title, description, data table)
and draws it; numbers and dates it writes itself, alike in every chart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from commplan.words import Language, Words

Align = Literal["start", "end", "center"]
Data = TypeVar("Data")

MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS_LONG_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = Words("Mon Tue Wed Thu Fri Sat Sun", "一 二 三 四 五 六 日")

UNKNOWN = Words("unknown", "未知")


@dataclass(frozen=True, slots=True)
class Table:
    """The data behind a picture, as a person would read it: plain text cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """What happens on a day. `colour` is that of its kind, by name in the palette; `cancelled` says so in words."""

    time: str
    name: str
    colour: str = ""
    cancelled: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a calendar: its number, what it is (name and kind of a holiday, say) and what happens on it."""

    number: int
    notes: tuple[tuple[str, str], ...] = ()
    items: tuple[Item, ...] = ()
    off: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month as a grid: seven days to a week, None for one of another month."""

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture for a document: SVG, a fragment of HTML where a table *is* the picture, or both.

    A page shows the fragment, if there is one, and whatever else shows pictures the SVG. Paper sets `months` as grids;
    `key` names the kinds of things in them with their colours.
    """

    id: str
    title: str
    description: str
    svg: str | None
    html: str | None
    table: Table
    months: tuple[Month, ...] = ()
    key: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart(Generic[Data]):
    """One kind of picture. `example` gives rows that show all it can do, for the documentation and the tests."""

    name: str
    title: Words
    about: Words
    draw: Callable[[Data, Language], Figure]
    example: Callable[[Language], Data]


def number(value: float | None, language: Language = "en", decimals: int | None = None) -> str:
    """1,234 or 1,234.5; by itself one decimal at most, two below one, none from 10,000; unknown is said in words."""
    if value is None:
        return UNKNOWN.in_language(language)
    if decimals is None:
        most = 0 if abs(value) >= 10_000 else 1 if abs(value) >= 1 else 2
        decimals = next(n for n in range(most + 1) if n == most or round(value, n) == round(value, most))
    shown = f"{value:,.{decimals}f}"
    negative = shown.startswith("-") and shown.strip("-0.,") != ""
    return f"−{shown[1:]}" if negative else shown.lstrip("-")


def in_unit(shown: str, unit: str | None) -> str:
    """A number in a unit of the plan's own: a per cent sign stands close, a word apart."""
    return shown if not unit else f"{shown}%" if unit == "%" else f"{shown} {unit}"


def short(value: float, language: Language = "en") -> str:
    """A number for an axis: 12k, 1.5M; in Chinese 1.2万, 1.5亿."""
    steps = ((1e8, "亿"), (1e4, "万")) if language == "zh" else ((1e9, "bn"), (1e6, "M"), (1e4, "k"))
    for size, unit in steps:
        if abs(value) >= size:
            divisor = 1e3 if unit == "k" else size
            return number(round(value / divisor, 2), language) + unit
    return number(value, language)


def percent(value: float | None, language: Language = "en") -> str:
    """A share as a whole per cent, "<1%" where rounding would turn something into nothing."""
    if value is None:
        return UNKNOWN.in_language(language)
    if 0 < value < 0.005:
        return "<1%"
    if 0.995 <= value < 1:
        return ">99%"
    return f"{number(value * 100, language, 0)}%"


def day(value: date, language: Language, *, year: bool = True) -> str:
    if language == "zh":
        return f"{value.year}年" * year + f"{value.month}月{value.day}日"
    return f"{value.day} {MONTHS_EN[value.month - 1]}" + f" {value.year}" * year


def month(value: date, language: Language, *, year: bool = True, long: bool = False) -> str:
    if language == "zh":
        return f"{value.year}年{value.month}月" if year else f"{value.month}月"
    name = (_MONTHS_LONG_EN if long else MONTHS_EN)[value.month - 1]
    return f"{name} {value.year}" if year else name


def weekdays(language: Language) -> tuple[str, ...]:
    """Monday to Sunday, short."""
    return tuple(_WEEKDAYS.in_language(language).split())
