"""GitLab's code quality report: a list of findings that a merge request shows beside the changed lines.

GitLab knows five severities; errors come as `critical`, warnings as `major`, infos as `info`. The fingerprint is made of the
rule and of the place in the plan, by ids where there are ids, so that it stays the same when lines move.
"""

from __future__ import annotations

import json
from typing import Any

from commplan.escape import visible
from commplan.finding import Finding, Severity
from commplan.format import Format, fingerprints
from commplan.report import Report
from commplan.words import Language, Words

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def _write(report: Report) -> str:
    found = [
        _finding(finding, fingerprint, report.language)
        for plan in report.plans
        for finding, fingerprint in fingerprints(plan, plan.file)
    ]
    return json.dumps(found, ensure_ascii=True, indent=2) + "\n"


def _finding(finding: Finding, fingerprint: str, language: Language) -> dict[str, Any]:
    hint = f" ({finding.hint.in_language(language)})" if finding.hint else ""
    return {
        "description": visible(finding.message.in_language(language) + hint),
        "check_name": finding.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": finding.span.file.replace("\\", "/").removeprefix("./"),
            "lines": {"begin": finding.span.line, "end": finding.span.end_line},
        },
    }


GITLAB = Format("gitlab", Words("GitLab code quality report", "GitLab 代码质量报告"), _write)
