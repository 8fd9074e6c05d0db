"""Budget: what the money is for, line by line and as shares of the whole."""

from __future__ import annotations

from dataclasses import dataclass

from commplan.chart import Chart, Figure, Table, number, percent
from commplan.drawing.canvas import WIDTH, drawing, hatch, line, rect, text
from commplan.words import Language, Words, say

_TITLE = Words("Budget by category", "预算分类")
_ABOUT = Words(
    "Amounts in {currency}; a hatched bar is money kept in reserve.", "金额单位：{currency}；斜线条为预留资金。"
)
_COLUMNS = (Words("Category", "类别"), Words("Note", "说明"), Words("Amount", "金额"), Words("Share", "占比"))
_TOTAL = Words("Total", "合计")
_EMPTY = Words("The plan has no budget lines.", "方案没有预算项目。")

_NAME, _BAR, _AMOUNT, _SHARE = 0.0, 208.0, 690.0, WIDTH
_ROW, _THICK = 32.0, 16.0


@dataclass(frozen=True, slots=True)
class Line:
    """One category; None is an amount the plan does not state, a negative amount money that comes back."""

    category: str
    amount: float | None
    note: str = ""
    reserve: bool = False


@dataclass(frozen=True, slots=True)
class Budget:
    currency: str
    lines: tuple[Line, ...]
    id: str = "budget"


def draw(data: Budget, language: Language) -> Figure:
    title = _TITLE.in_language(language)
    about = say(_ABOUT.en, _ABOUT.zh, currency=data.currency).in_language(language)
    lines = sorted(data.lines, key=lambda row: (row.reserve, row.amount is None, -(row.amount or 0)))
    marks = _bars(lines, language) if lines else [text(0, 22, _EMPTY.in_language(language), ink="soft", width=WIDTH)]
    height = (len(lines) + 1) * _ROW + 14 if lines else 36
    return Figure(data.id, title, about, drawing(title, about, height, marks), None, _table(lines, language))


def _bars(lines: list[Line], language: Language) -> list[str]:
    amounts = [row.amount or 0 for row in lines]
    total = sum(amounts)
    lowest, highest = min(0, *amounts, 0), max(0, *amounts, 0)
    scale = (_AMOUNT - 96 - _BAR) / ((highest - lowest) or 1)
    zero = _BAR - lowest * scale
    out: list[str] = []
    for position, row in enumerate(lines):
        y = position * _ROW + 6
        base = y + _THICK / 2 + 4
        out.append(text(_NAME, base, row.category, bold=True, width=_BAR - 14))
        out.append(_bar(row, zero, y, scale))
        out.append(text(_AMOUNT, base, number(row.amount, language), anchor="end", width=92))
        share = percent(row.amount / total, language) if row.amount is not None and total > 0 else "–"
        out.append(text(_SHARE, base, share, ink="soft", anchor="end", width=62))
    out.append(line(zero, 2, zero, len(lines) * _ROW, "line"))
    y = len(lines) * _ROW + 4
    out.append(line(0, y, WIDTH, y, "line"))
    out.append(text(_NAME, y + 22, _TOTAL.in_language(language), bold=True, width=_BAR - 14))
    out.append(text(_AMOUNT, y + 22, _total(lines, language), bold=True, anchor="end", width=300))
    return out


def _bar(row: Line, zero: float, y: float, scale: float) -> str:
    if row.amount is None:
        return rect(zero, y, 40, _THICK, None, stroke="line", dash="3 3", radius=2)
    width = abs(row.amount) * scale
    left = zero if row.amount >= 0 else zero - width
    tip = f"{row.category} {row.note}".strip()
    if row.reserve:
        return rect(left, y, width, _THICK, "teal-pale", stroke="teal", tip=tip) + hatch(left, y, width, _THICK, "teal")
    return rect(left, y, width, _THICK, "teal" if row.amount >= 0 else "rose", radius=2, tip=tip)


def _total(lines: list[Line], language: Language) -> str:
    total = number(sum(row.amount or 0 for row in lines), language)
    missing = sum(row.amount is None for row in lines)
    if not missing:
        return total
    more = say("{total} + {missing} unknown", "{total}，另有 {missing} 项未知", total=total, missing=missing)
    return more.in_language(language)


def _table(lines: list[Line], language: Language) -> Table:
    total = sum(row.amount or 0 for row in lines)
    rows = tuple(
        (
            row.category,
            row.note or "–",
            number(row.amount, language),
            percent(None if row.amount is None or total <= 0 else row.amount / total, language),
        )
        for row in lines
    )
    last = (_TOTAL.in_language(language), "", _total(lines, language), "")
    columns = tuple(words.in_language(language) for words in _COLUMNS)
    return Table(columns, (*rows, last) if rows else (), ("start", "start", "end", "end"))


def example(language: Language) -> Budget:
    rows = (
        (Words("People", "人员"), 148_000, Words("lead and moderation, 2.4 posts", "总监与审核，2.4 个岗位"), False),
        (Words("Events", "活动"), 62_000, Words("six city meetups, one summit", "六场城市聚会，一场峰会"), False),
        (Words("Content and translation", "内容与翻译"), 31_500, Words("articles, subtitles", "稿酬、字幕"), False),
        (Words("Tools and hosting", "工具与托管"), 9_800, Words("", ""), False),
        (Words("Swag", "周边"), None, Words("not quoted yet", "尚未报价"), False),
        (Words("Contingency", "应急储备"), 20_100, Words("8%", "8%"), True),
    )
    lines = (Line(name.in_language(language), n, note.in_language(language), spare) for name, n, note, spare in rows)
    return Budget("EUR", tuple(lines))


CHART = Chart("budget", _TITLE, Words("What the money is for.", "资金用途。"), draw, example)
