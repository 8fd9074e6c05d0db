"""The result as JSON, version 1: for other programs. Keys and codes never depend on the language; messages do.

{"version": 1, "commplan": "0.1.0", "language": "en",
 "plans": [{"file", "ran", "decided", "nothing_to_judge", "not_run",
            "findings": [{"code", "name", "severity", "file", "line", "column", "end_line", "end_column", "path",
                          "message", "hint", "related": [{"file", "line", "column", "message"}]}],
            "unknown": [{"code", "name", "file", "line", "column", "path", "missing"}],
            "waiting": [{"file", "line", "column", "path", "missing", "rules": [code]}],
            "not_applicable": [{"code", "name", "reason"}],
            "not_asked": [{"code", "name"}],
            "suppressed": [{"finding": as above, "means": "ignore" | "waiver" | "baseline" | "unchanged", "reason",
                            "owner", "until", "file", "line", "column"}],
            "summary": null when the plan cannot be read, or only some rules were selected, else
                {"score", "decided", "failed", "unknown", "passed", "not_applicable",
                 "parts": [{"part", "state": "complete" | "partial" | "missing" | "unknown", "decided", "failed", "unknown",
                            "passed", "not_applicable"}],
                 "level": {"reached": "draft" | "basic" | "solid" | "exemplary" | null, "next": the same,
                           "needs": [{"code", "name", "why": "failed" | "unknown" | "off", "count", "file", "line", "column",
                                      "path"}],
                           "gaps": [{"part", "why": "missing" | "unknown" | "thin", "decided", "silent": [reason]}]}}}]}

`not_asked` are the rules about what really happened, when no activity was given: they count nowhere else.
`waiting` is `unknown` once more, by what is missing: told once, with the rules that wait for it. In `summary` rules are
counted: `score` is the share that the plan is seen to keep, `decided` the share that could judge something, both in whole
percent of all that were asked. A rule about the plan as a whole counts in every part that it finds something in.
"""

from __future__ import annotations

import json
import re
from typing import Any

from commplan.checking.standing import Need, Standing, Tally
from commplan.finding import Finding, Suppressed, Undecided, dotted
from commplan.format import Format
from commplan.report import Checked, Report, Wait
from commplan.words import Language, Words

# what JSON may hold as it is, but no terminal and no log should be sent
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def _write(report: Report) -> str:
    whole = {
        "version": 1,
        "commplan": report.version,
        "language": report.language,
        "plans": [_plan(p, report.language) for p in report.plans],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    return _UNSEEN.sub(lambda m: f"\\u{ord(m[0]):04x}", text) + "\n"


def _plan(plan: Checked, language: Language) -> dict[str, Any]:
    return {
        "file": plan.file,
        "ran": plan.ran,
        "decided": plan.decided,
        "nothing_to_judge": plan.nothing_to_judge,
        "not_run": plan.not_run,
        "findings": [_finding(f, language) for f in plan.findings],
        "unknown": [_unknown(u, language) for u in plan.undecided],
        "waiting": [_waiting(w, language) for w in plan.waits],
        "not_applicable": [
            {"code": i.code, "name": i.name, "reason": i.reason.in_language(language)} for i in plan.idle
        ],
        "not_asked": [{"code": code, "name": name} for code, name in plan.not_asked],
        "suppressed": [_suppressed(s, language) for s in plan.suppressed],
        "summary": _summary(plan.standing, language) if plan.standing else None,
    }


def _summary(standing: Standing, language: Language) -> dict[str, Any]:
    reach = standing.reach
    return {
        "score": standing.whole.score,
        **_tally(standing.whole),
        "parts": [{"part": p.part, "state": p.state, **_tally(p.tally)} for p in standing.parts],
        "level": {
            "reached": reach.level,
            "next": reach.next,
            "needs": [_need(n) for n in reach.needs],
            "gaps": [
                {
                    "part": g.part,
                    "why": g.why,
                    "decided": g.decided,
                    "silent": [w.in_language(language) for w in g.silent],
                }
                for g in reach.gaps
            ],
        },
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {
        "decided": tally.decided,
        "failed": tally.failed,
        "unknown": tally.unknown,
        "passed": tally.passed,
        "not_applicable": tally.idle,
    }


def _need(need: Need) -> dict[str, Any]:
    span = need.span
    return {
        "code": need.code,
        "name": need.name,
        "why": need.why,
        "count": need.count,
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "path": dotted(need.path) if span else None,
    }


def _waiting(wait: Wait, language: Language) -> dict[str, Any]:
    told = _unknown(wait.first, language)
    return {key: told[key] for key in ("file", "line", "column", "path", "missing")} | {
        "rules": [code for code, _ in wait.rules]
    }


def _suppressed(suppressed: Suppressed, language: Language) -> dict[str, Any]:
    span, until = suppressed.span, suppressed.until
    return {
        "finding": _finding(suppressed.finding, language),
        "means": suppressed.means.value,
        "reason": suppressed.reason or None,
        "owner": suppressed.owner or None,
        "until": until.isoformat() if until else None,
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
    }


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    span = finding.span
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "path": dotted(finding.path),
        "message": finding.message.in_language(language),
        "hint": finding.hint.in_language(language) if finding.hint else None,
        "related": [
            {
                "file": s.span.file,
                "line": s.span.line,
                "column": s.span.column,
                "message": s.message.in_language(language),
            }
            for s in finding.related
        ],
    }


def _unknown(unknown: Undecided, language: Language) -> dict[str, Any]:
    return {
        "code": unknown.code,
        "name": unknown.name,
        "file": unknown.span.file,
        "line": unknown.span.line,
        "column": unknown.span.column,
        "path": dotted(unknown.path),
        "missing": unknown.missing.in_language(language),
    }


JSON = Format("json", Words("for other programs; versioned", "供其他程序读取，带版本号"), _write)
