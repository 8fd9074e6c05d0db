"""SARIF 2.1.0, the exchange format of static analysis that code hosts and editors read.

A run for the whole check. Rules come with their page as help, in the language of the run; places are relative URIs below
SRCROOT, columns count UTF-16 code units, as the standard has it by default. Findings that somebody has answered for are
results with a suppression; what a rule cannot decide is a result of kind `open`, and what it has nothing to judge in,
`notApplicable`. Fingerprints are those of `format.fingerprints`.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from commplan.finding import Edit, Finding, Means, Severity, Span, Suppressed
from commplan.format import Format, fingerprints
from commplan.report import Checked, Report
from commplan.rule import Rule
from commplan.words import Language, Words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "SRCROOT"
_IN_SOURCE = (Means.IGNORE,)


def _write(report: Report) -> str:
    rules = sorted(report.rules.values(), key=lambda r: r.code)
    index = {rule.name: i for i, rule in enumerate(rules)}
    results = [r for plan in report.plans for r in _results(plan, index, report.language)]
    driver = {
        "name": "commplan",
        "version": report.version,
        "semanticVersion": report.version,
        "language": "zh-CN" if report.language == "zh" else "en-US",
        "rules": [_rule(rule, report.language) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": driver["language"],
        "automationDetails": {"id": "commplan/check/"},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that the check was called in."}}},
        "columnKind": "utf16CodeUnits",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1) + "\n"


# -- rules --


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    page = rule.page
    title, body, source = (w.in_language(language) for w in (page.title, page.body, page.source))
    good, bad = ("正确", "错误") if language == "zh" else ("Good", "Bad")
    examples = f"**{bad}**\n\n```yaml\n{page.bad}```\n\n**{good}**\n\n```yaml\n{page.good}```"
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": body},
        "help": {
            "text": f"{title}\n\n{body}\n\n{source}",
            "markdown": f"# {title}\n\n{body}\n\n{examples}\n\n{source}",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["commplan", rule.part, rule.level], "slug": rule.name},
    }


# -- results --


def _results(plan: Checked, index: dict[str, int], language: Language) -> list[dict[str, Any]]:
    known = dict(fingerprints(plan))
    found = [_finding(f, known[f], plan, index, language) for f in plan.findings]
    answered = [
        {**_finding(s.finding, None, plan, index, language), "suppressions": [_suppression(s)]} for s in plan.suppressed
    ]
    unknown = [
        {
            **_of(u.name, u.code, u.missing, index, language),
            "kind": "open",
            "level": "none",
            "locations": [{"physicalLocation": _place(u.span, plan)}],
        }
        for u in plan.undecided
    ]
    idle = [
        {
            **_of(i.name, i.code, i.reason, index, language),
            "kind": "notApplicable",
            "level": "none",
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(plan.file), "region": _whole(plan)}}],
        }
        for i in plan.idle
    ]
    return [*found, *answered, *unknown, *idle]


def _of(name: str, code: str, words: Words, index: dict[str, int], language: Language) -> dict[str, Any]:
    named = {"ruleId": code, **({"ruleIndex": index[name]} if name in index else {})}
    return {**named, "message": {"text": words.in_language(language)}}


def _finding(
    finding: Finding, mark: str | None, plan: Checked, index: dict[str, int], language: Language
) -> dict[str, Any]:
    text = finding.message.in_language(language)
    if finding.hint:
        text += f"\n{finding.hint.in_language(language)}"
    result: dict[str, Any] = {
        **_of(finding.name, finding.code, Words(text, text), index, language),
        "level": _LEVELS[finding.severity],
        "locations": [
            {
                "physicalLocation": _place(finding.span, plan),
                "logicalLocations": [{"fullyQualifiedName": finding.address or plan.file}],
            }
        ],
    }
    if mark:
        result["partialFingerprints"] = {"commplan/v1": mark}
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": i,
                "physicalLocation": _place(spot.span, plan),
                "message": {"text": spot.message.in_language(language)},
            }
            for i, spot in enumerate(finding.related)
        ]
    if finding.fix:
        about = {"text": finding.fix.about.in_language(language)}
        result["fixes"] = [{"description": about, "artifactChanges": _changes(finding.fix.edits, plan)}]
    return result


def _changes(edits: tuple[Edit, ...], plan: Checked) -> list[dict[str, Any]]:
    files = dict.fromkeys(edit.span.file for edit in edits)
    return [
        {
            "artifactLocation": _artifact(file),
            "replacements": [
                {"deletedRegion": _region(edit.span, plan), "insertedContent": {"text": edit.text}}
                for edit in edits
                if edit.span.file == file
            ],
        }
        for file in files
    ]


def _suppression(suppressed: Suppressed) -> dict[str, Any]:
    told = {"kind": "inSource" if suppressed.means in _IN_SOURCE else "external", "status": "accepted"}
    owner = f" ({suppressed.owner})" if suppressed.owner else ""
    until = f" until {suppressed.until}" if suppressed.until else ""
    why = suppressed.reason or suppressed.means.value
    return {**told, "justification": f"{why}{owner}{until}"}


# -- places --


def _place(span: Span, plan: Checked) -> dict[str, Any]:
    return {"artifactLocation": _artifact(span.file), "region": _region(span, plan)}


def _artifact(file: str) -> dict[str, Any]:
    """A relative URI below SRCROOT; a path that leads out of it, or begins at a root, stands as it is."""
    path = file.replace("\\", "/").removeprefix("./")
    if path.startswith("/"):
        return {"uri": "file://" + quote(path)}
    if path[1:3] == ":/":
        return {"uri": "file:///" + quote(path, safe="/:")}
    return {"uri": quote(path), **({} if path.startswith("../") else {"uriBaseId": _ROOT})}


def _region(span: Span, plan: Checked) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": _column(span.file, span.line, span.column, plan),
        "endLine": span.end_line,
        "endColumn": _column(span.file, span.end_line, span.end_column, plan),
    }


def _whole(plan: Checked) -> dict[str, int]:
    return {"startLine": 1, "endLine": max(1, len(plan.lines.get(plan.file, ())))}


def _column(file: str, line: int, column: int, plan: Checked) -> int:
    """A column in characters as one in UTF-16 code units: what lies beyond the first plane takes two."""
    lines = plan.lines.get(file, ())
    before = lines[line - 1][: column - 1] if 0 < line <= len(lines) else ""
    return column + sum(ord(c) > 0xFFFF for c in before)


SARIF = Format("sarif", Words("SARIF 2.1.0, for code hosts and editors", "SARIF 2.1.0，供代码托管平台与编辑器"), _write)
