"""What an evaluation saw of a plan beside its objectives, as a template and as JSON take it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from commplan.finding import Finding
from commplan.localday import Window
from commplan.plan import Plan
from commplan.reality import Chapter, Grid, Text
from commplan.reckoning import spoken
from commplan.reckoning.execution import OUTCOMES, Execution
from commplan.words import Language, Words, say

MOST_DATES = 40
MANY = 3
"""So many metrics that one reason keeps unknown are told in one line."""


def chapters(found: Sequence[Chapter], language: Language) -> list[dict[str, object]]:
    """Each chapter with its title, sentences, tables and whether it has a picture; all texts in one language."""
    return [
        {
            "id": c.id,
            "title": c.title.in_language(language),
            "facts": [f.in_language(language) for f in c.facts],
            "tables": [_table(g, language) for g in c.grids],
            "figure": bool(c.figure and c.figure(language)),
        }
        for c in found
    ]


def _table(grid: Grid, language: Language) -> dict[str, object]:
    return {
        "title": grid.title.in_language(language) if grid.title else None,
        "heads": [h.in_language(language) for h in grid.heads],
        "figures": [i in grid.figures for i in range(len(grid.heads))],
        "rows": [[_text(cell, language) for cell in row] for row in grid.rows],
    }


def _text(cell: Text, language: Language) -> str:
    return cell if isinstance(cell, str) else cell.in_language(language)


def calendar(plan: Plan, execution: Execution, language: Language) -> dict[str, object]:
    """What became of the planned dates: in one sentence, the late, skipped and cancelled ones, and those of which nobody can know."""
    counts = spoken.counted([(n, OUTCOMES[o]) for o, n in execution.counts.items()])
    summary = say("Planned dates: {n} ({c})", "计划次数：{n}（{c}）", n=len(execution.lines), c=counts)
    missed = [
        {
            "day": spoken.day(line.planned.day).in_language(language).replace(" ", "\u00a0"),
            "name": plan.name(line.planned.id.partition("/")[0]),
            "outcome": OUTCOMES[line.outcome].in_language(language),
            "reason": line.reason.in_language(language),
        }
        for line in execution.lines
        if line.outcome in ("late", "skipped", "cancelled")
    ]
    blind = Counter(
        (line.planned.id.partition("/")[0], line.reason) for line in execution.lines if line.outcome == "unknown"
    )
    return {
        "lines": execution.lines,
        "summary": summary.in_language(language),
        "missed": missed[:MOST_DATES],
        "more": len(missed[MOST_DATES:]),
        "blind": [{"name": plan.name(e), "n": n, "reason": why.in_language(language)} for (e, why), n in blind.items()],
    }


def told(found: Sequence[Words], language: Language) -> list[str]:
    return [words.in_language(language) for words in found]


def together(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[dict[str, object]]]:
    """The lines of a table of metrics; and apart from it those of which nothing is known, by the reason that many share."""
    reasons = Counter(row["blind"] for row in rows if row["blind"])
    alone = all(row["blind"] for row in rows)
    shared = {reason for reason, n in reasons.items() if n >= MANY or alone}
    blind = [
        {"names": [row["name"] for row in rows if row["blind"] == reason], "reason": reason.rstrip(" .。")}
        for reason in reasons
        if reason in shared
    ]
    return [row for row in rows if row["blind"] not in shared], blind


def failing(findings: Sequence[Finding], language: Language) -> list[dict[str, str]]:
    """The rules that fail once a check sees the activity, each with its finding."""
    return [{"code": f.code, "name": f.name, "text": f.message.in_language(language)} for f in findings]


def plain(value: object, language: Language) -> Any:
    """Data as JSON holds it: days as ISO text, windows by their first and last day, words in one language."""
    if isinstance(value, Words):
        return value.in_language(language)
    if isinstance(value, Window):
        return {"first": str(value.first), "last": str(value.end - timedelta(days=1))}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item, language) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, language) for item in value]
    return value
