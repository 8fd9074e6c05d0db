"""Commands that GitHub Actions turns into annotations on the changed lines.

GitHub shows ten annotations of each kind for a step and drops the rest without a word. So the worst come first, ten of each
kind at the most, and the last notice says how many more there are; a job summary (`--format markdown`, which the door adds to
the file that GITHUB_STEP_SUMMARY names) holds them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.escape import visible
from commplan.finding import Finding, Severity
from commplan.format import Format
from commplan.report import Report
from commplan.words import Language, Words, say

MOST = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def _write(report: Report) -> str:
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    found = [f for plan in report.plans for f in plan.findings]
    left = 0
    for severity in Severity:
        of_it = [f for f in found if f.severity is severity]
        room = MOST - 1 if severity is Severity.INFO else MOST  # one notice is kept for what is not shown
        left += max(0, len(of_it) - room)
        yield from (_command(f, report.language) for f in of_it[:room])
    if left:
        words = say(
            "{n} more findings are not shown here; the job summary lists them all",
            "另有 {n} 个问题未在此显示；作业摘要中列出了全部",
            n=left,
        )
        yield f"::notice title=commplan::{_data(words.in_language(report.language))}"


def _command(finding: Finding, language: Language) -> str:
    s = finding.span
    where = {"file": s.file.replace("\\", "/").removeprefix("./"), "line": str(s.line), "endLine": str(s.end_line)}
    if s.line == s.end_line:  # GitHub takes columns only within one line
        where |= {"col": str(s.column), "endColumn": str(s.end_column)}
    where["title"] = f"{finding.code} {finding.name}"
    text = visible(finding.message.in_language(language))
    if finding.hint:
        text += "\n" + visible(finding.hint.in_language(language))
    properties = ",".join(f"{key}={_property(value)}" for key, value in where.items())
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


GITHUB = Format("github", Words("annotations in GitHub Actions", "GitHub Actions 注释"), _write)
