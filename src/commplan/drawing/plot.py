"""Axes: from the numbers and days of a chart to places on the drawing, with lines and labels that never collide."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commplan.chart import day, month, short
from commplan.drawing.canvas import WIDTH, line, text, text_width
from commplan.words import Language


@dataclass(frozen=True, slots=True)
class Field:
    """The rectangle in which the numbers are drawn, and the numbers at its foot and its head."""

    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / ((self.high - self.low) or 1) * (self.bottom - self.top)

    def x(self, share: float) -> float:
        """The place of a share 0..1 of the width."""
        return self.left + share * (self.right - self.left)

    def day(self, of: date, first: date, last: date) -> float:
        return self.x((of - first).days / max((last - first).days, 1))


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers that enclose low..high, with zero when it is near; whole numbers when the range allows it."""
    if high <= low:
        high = low + 1
    raw = (high - low) / about
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw - 1e-12)
    if step < 1 <= high - low and high - low >= about:
        step = 1
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]


def field(
    values: Sequence[float], *, left: float, top: float, right: float, bottom: float
) -> tuple[Field, list[float]]:
    """A field that holds the values and zero, and its ticks."""
    marks = _marks(values)
    return Field(left, top, right, bottom, marks[0], marks[-1]), marks


def _marks(values: Sequence[float]) -> list[float]:
    """Ticks for the values and zero. Between whole numbers of one thing nothing half can be read off."""
    marks = ticks(min([0, *values]), max([0, *values]) or 1)
    return marks if any(value % 1 for value in values) else [mark for mark in marks if mark % 1 == 0]


def left_margin(values: Sequence[float], language: Language) -> float:
    """Room that the labels of a value axis take."""
    marks = _marks(values)
    return max(text_width(short(mark, language), 11.5) for mark in marks) + 10


def value_axis(
    area: Field, marks: Sequence[float], language: Language, label: Callable[[float, Language], str] = short
) -> list[str]:
    """A hairline and a label for each tick; the line at zero is the strong one."""
    out = []
    for mark in marks:
        y = area.y(mark)
        out.append(line(area.left, y, area.right, y, "line" if mark == 0 else "grid"))
        out.append(text(area.left - 8, y + 4, label(mark, language), size=11.5, ink="soft", anchor="end"))
    return out


def time_axis(area: Field, first: date, last: date, language: Language) -> list[str]:
    """Months below the field, each January or first label with its year below; days when the span is short."""
    if (last - first).days < 45:
        return _days_axis(area, first, last, language)
    months = month_starts(first, last)
    step = next((n for n in (1, 2, 3, 6, 12, 24) if len(months) / n * 46 <= area.right - area.left), 60)
    shown = [
        of for of in months if (of.month - 1) % step == 0 and (step < 12 or of.year % (step // 12) == 0)
    ] or months[:1]
    out: list[str] = []
    free = area.left - 40
    year = None
    for of in shown:
        x = area.day(of, first, last)
        name = month(of, language, year=False)
        half = max(text_width(name, 11.5), text_width(str(of.year), 11.5, bold=True)) / 2
        x_text = min(max(x, half), WIDTH - half)
        out.append(line(x, area.bottom, x, area.bottom + 4, "line"))
        if x_text - half < free:
            continue
        out.append(text(x_text, area.bottom + 18, name, size=11.5, ink="soft", anchor="middle"))
        free = x_text + half + 4
        if of.year != year:
            out.append(text(x_text, area.bottom + 34, str(of.year), size=11.5, ink="soft", anchor="middle", bold=True))
            year = of.year
    return out


def month_starts(first: date, last: date) -> list[date]:
    """The first days of months from one day to another."""
    start = first if first.day == 1 else (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    out = []
    while start <= last:
        out.append(start)
        start = (start + timedelta(days=32)).replace(day=1)
    return out


def _days_axis(area: Field, first: date, last: date, language: Language) -> list[str]:
    count = (last - first).days
    ends = [0] if count == 0 else [0, count] if count < 14 else [0, round(count / 2), count]
    out = []
    for offset in ends:
        of = first + timedelta(days=offset)
        x, name = area.day(of, first, last), day(of, language)
        half = text_width(name, 11.5) / 2
        at = min(max(x, half), WIDTH - half)
        out.append(line(x, area.bottom, x, area.bottom + 4, "line"))
        out.append(text(at, area.bottom + 18, name, size=11.5, ink="soft", anchor="middle"))
    return out


def category_axis(area: Field, names: Sequence[str], *, size: float = 11.5) -> list[str]:
    """One name in the middle of each of equally wide bands; where they do not all fit, every so many are left out."""
    if not names:
        return []
    band = (area.right - area.left) / len(names)
    widest = max(text_width(name, size) for name in names) + 6
    step = max(1, math.ceil(min(widest, 120) / band))
    room = band * step - 4
    out = []
    for position in range(0, len(names), step):
        half = min(text_width(names[position], size), room) / 2
        x = min(max(area.left + (position + 0.5) * band, half), WIDTH - half)
        out.append(text(x, area.bottom + 18, names[position], size=size, ink="soft", anchor="middle", width=room))
    return out


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near to the wanted ones as a least gap allows, in the same order, between low and high if they fit."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    places = [0.0] * len(wanted)
    floor = low
    for i in order:
        places[i] = max(wanted[i], floor)
        floor = places[i] + gap
    ceiling = high
    for i in reversed(order):
        places[i] = min(places[i], ceiling)
        ceiling = places[i] - gap
    return places
