"""One line a finding: `plan.yaml:12:7: error G101 goal-no-kpi objective 'answers' names no metric`.

For editors that jump to a line, for grep and for logs. What is not known comes after the findings of its plan, as
`unknown`; hints, related places and code frames are left to `text`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.escape import visible
from commplan.finding import Span
from commplan.format import Format
from commplan.report import Checked, Report
from commplan.words import Language, Words


def _write(report: Report) -> str:
    return "".join(f"{line}\n" for plan in report.plans for line in _lines(plan, report.language))


def _lines(plan: Checked, language: Language) -> Iterator[str]:
    for f in plan.findings:
        yield _line(f.span, f"{f.severity} {f.code} {f.name} {f.message.in_language(language)}")
    for u in plan.undecided:
        yield _line(u.span, f"unknown {u.code} {u.name} {u.missing.in_language(language)}")


def _line(span: Span, told: str) -> str:
    return visible(f"{span.file}:{span.line}:{span.column}: {told}")


CONCISE = Format("concise", Words("one line a finding", "每个问题一行"), _write)
