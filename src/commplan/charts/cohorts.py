"""Cohorts: of those who came in one month, how many were still active in each month after."""

from __future__ import annotations

from dataclasses import dataclass

from commplan.chart import UNKNOWN, Chart, Figure, Table, number, percent, short
from commplan.drawing.canvas import WIDTH, drawing, rect, text
from commplan.drawing.palette import heat_bin
from commplan.words import Language, Words, say

_TITLE = Words("Retention by cohort", "同期群留存")
_ABOUT = Words(
    "Share of each month's newcomers who were active again so many months later. A dashed cell has not been observed in full.",
    "每月新成员在之后各月仍活跃的比例。虚线格尚未观察完整。",
)
_AFTER = Words("months after the first", "加入后第几个月")
_COHORT = Words("Joined", "加入月份")
_SIZE = Words("Members", "人数")
_FEW = Words("too few", "人数太少")
_EMPTY = Words("No cohort has been observed yet.", "尚无可观察的同期群。")

_LEFT, _TOP, _ROW = 132.0, 44.0, 28.0


@dataclass(frozen=True, slots=True)
class Cohort:
    """`shares` by months since the first; None is not, or not fully, observed. `size` None: too few to be told."""

    name: str
    size: int | None
    shares: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Cohorts:
    cohorts: tuple[Cohort, ...]
    id: str = "cohorts"


def draw(data: Cohorts, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    months = max((len(cohort.shares) for cohort in data.cohorts), default=0)
    if months:
        height, marks = _TOP + len(data.cohorts) * _ROW + 2, _triangle(data, months, language)
    else:
        height, marks = 40.0, [text(0, 24, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(data, months, language))


def _triangle(data: Cohorts, months: int, language: Language) -> list[str]:
    cell = min((WIDTH - _LEFT) / months, 90)
    # The first column is always whole: it would flatten the scale, which is made for the months after it.
    later = [share for cohort in data.cohorts for share in cohort.shares[1:] if share is not None]
    highest = max(later, default=1) * 1.2 or 1
    out = [text(_LEFT, 14, _AFTER.in_language(language), ink="soft", width=300)]
    step = 1 if cell >= 20 else 3
    for column in range(0, months, step):
        middle = _LEFT + (column + 0.5) * cell
        out.append(text(middle, _TOP - 8, str(column), size=11.5, ink="soft", anchor="middle"))
    for row, cohort in enumerate(data.cohorts):
        y = _TOP + row * _ROW
        size = say("n = {n}", "{n}人", n=_size(cohort.size, language)) if cohort.size is not None else _FEW
        out.append(text(0, y + 18, cohort.name, width=66))
        out.append(text(_LEFT - 8, y + 18, size.in_language(language), size=11, ink="soft", anchor="end", width=56))
        for column, share in enumerate(cohort.shares):
            out.append(_cell(_LEFT + column * cell, y, cell, share, highest if column else None, language))
    return out


def _size(size: int, language: Language) -> str:
    return number(size, language) if size < 10_000 else short(size, language)


def _cell(x: float, y: float, width: float, share: float | None, highest: float | None, language: Language) -> str:
    if share is None:
        return rect(x + 1, y + 1, width - 3, _ROW - 4, None, stroke="line", dash="2 3", radius=3)
    step = None if highest is None else heat_bin(min(share, highest), highest)
    ground, ink = ("tint", "soft") if step is None else (f"heat-{step}", f"on-heat-{step}")
    label = percent(share, language)
    box = rect(x, y, width - 2, _ROW - 2, ground, radius=3, tip=label)
    if width < 34:
        return box
    return box + text(x + width / 2 - 1, y + 17, label, size=11, ink=ink, anchor="middle", width=width)


def _table(data: Cohorts, months: int, language: Language) -> Table:
    columns = (_COHORT.in_language(language), _SIZE.in_language(language), *map(str, range(months)))
    unknown = UNKNOWN.in_language(language)
    rows = tuple(
        (
            cohort.name,
            number(cohort.size, language),
            *(unknown if share is None else percent(share, language) for share in cohort.shares),
            *[""] * (months - len(cohort.shares)),
        )
        for cohort in data.cohorts
    )
    return Table(columns, rows, ("start", *["end"] * (months + 1)))  # type: ignore[arg-type]


def example(language: Language) -> Cohorts:  # noqa: ARG001
    sizes = (276, 277, 273, 385, 337, 332, 301, 413, 226, 257, 377, 218)
    fall = (1.0, 0.49, 0.44, 0.4, 0.36, 0.33, 0.31, 0.3, 0.29, 0.28, 0.27, 0.27)
    return Cohorts(
        tuple(
            Cohort(
                f"{2025 + (row + 10) // 12}-{(row + 10) % 12 + 1:02}",
                size,
                tuple(
                    None if row and column == 11 - row else min(1.0, fall[column] + (row * 3 + column * 5) % 7 / 100)
                    for column in range(12 - row)
                ),
            )
            for row, size in enumerate(sizes)
        )
    )


CHART = Chart("cohorts", _TITLE, _ABOUT, draw, example)
