"""Text that was never filled in.

No text of the plan may still hold a placeholder: XXX, TODO, TBD, FIXME, [INSERT ...], [NOTE: ...], <your ...>, lorem
ipsum, their Chinese counterparts, a lone question mark or dots, or nothing at all between quotes. Ordinary words that
look alike are left in peace.

Plans are published. A published engagement plan of a development bank still shows "ATTENTION XXXXX" where people
should find the person to complain to, and the Contributor Covenant comes with a contact that many copies never fill
in.

Source: Contributor Covenant 2.1 ([INSERT CONTACT METHOD]); World Bank engagement plan P502979 (XXXXX as a contact).

Bad::

    goals:
      purpose: "TODO: one sentence"

Good::

    goals:
      purpose: Owners of old bicycles keep them rolling together

---

占位文字尚未填写。

方案中的任何文本都不应残留占位内容：XXX、TODO、TBD、FIXME、[INSERT ...]、[NOTE: ...]、<your ...>、lorem ipsum、待定、待补充、
待填、【请填写……】，也不应只写一个问号、省略号，或引号中空无一字。形似的普通词语不受影响（如“期待补充意见”）。

方案是要公开的。某开发银行公布的参与计划，投诉联系人一栏至今仍写着 XXXXX；许多社群照抄的行为准则，联系方式也从未填写。

来源：Contributor Covenant 2.1（[INSERT CONTACT METHOD]）；世界银行参与计划 P502979（联系人为 XXXXX）。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commplan.document import Document
from commplan.finding import Outcome, Path, Place, Problem, Span
from commplan.plan import Plan
from commplan.rule import rule
from commplan.rules.plan import placeholders, suspicious
from commplan.words import quote, say

_FILL_IN = say(
    "write what belongs here; delete the line only if the plan can do without it",
    "请填写实际内容；只有可有可无的一行才可删去",
)


@rule("P203", part="plan", kind="L", level="draft")
def placeholder_text(plan: Plan, document: Document) -> Iterator[Outcome]:
    if not suspicious(_joined(document.data)):
        return
    told: set[tuple[str, Span]] = set()
    for path, text in _texts(document.data, ()):
        if path[-1] != "id" and text in plan.objects:
            continue  # a name that is defined; what is wrong with it is said once, where it is
        for shown in placeholders(text) if text.strip() else ("",):
            place = Place(path, span=_span(document, path, shown))
            if (shown, document.span(place)) in told:
                continue  # the same text once more, by way of an alias
            told.add((shown, document.span(place)))
            key = next((p for p in reversed(path) if isinstance(p, str)), "")
            words = (
                say("{t} was never filled in", "占位文字 {t} 尚未填写", t=quote(shown))
                if shown
                else say("`{k}` is empty", "`{k}` 是空的", k=key)
            )
            yield Problem(place, words, _FILL_IN)


def _joined(data: Any) -> str:
    """All texts, a line for each: a plan in which nothing is left to fill in, as most are, is seen at a glance."""
    texts, left = [], [data]
    while left:
        value = left.pop()
        if isinstance(value, str):
            texts.append(value.replace("\n", " "))  # a blank line parts paragraphs, and is no empty text
        elif isinstance(value, dict):
            left += value.values()
        elif isinstance(value, tuple):
            left += value
    return "\n".join(texts)


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text with its path, but for file names and what describes a data file, where a blank has a meaning."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            if not (path == () and key == "include") and not (
                path[:2] == ("evaluation", "sources") and key == "mapping"
            ):
                yield from _texts(item, (*path, key))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _texts(item, (*path, i))


def _span(document: Document, path: Path, shown: str) -> Span | None:
    """Where the placeholder itself stands, if it can be seen in the lines of its text; None for the text as a whole."""
    start = document.span(Place(path))
    lines = document.lines(start.file)
    if not shown or start.line > len(lines):
        return None
    column = lines[start.line - 1].find(shown, start.column - 1)
    indent, number = _indent(document, path, lines[start.line - 1]), start.line
    while column < 0 and number < len(lines):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            return None
        column, number = line.find(shown), number + 1
    if column < 0:
        return None
    return Span(start.file, number, column + 1, number, column + 1 + len(shown))


def _indent(document: Document, path: Path, line: str) -> int:
    """How far in the key, or the dash, of a text stands; the further lines of the text stand further in."""
    if isinstance(path[-1], str):
        return document.span(Place(path, "key")).column - 1
    return len(line) - len(line.lstrip(" "))
