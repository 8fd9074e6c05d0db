"""JUnit XML, which nearly every CI server shows as test results: a suite for each plan, a case for each rule.

A rule with an error or a warning is a failed case, with its findings as text; one that cannot decide, or has nothing to judge,
is a skipped one with the reason, as is one that there is no activity to ask of. Infos fail nothing: they stand in the case's output.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from commplan.escape import visible
from commplan.finding import Finding, Severity
from commplan.format import Format
from commplan.report import Checked, Report
from commplan.rule import Rule
from commplan.words import Language, Words, say

NO_ACTIVITY = say("not asked: it needs --activity", "未检查：需要 --activity")


def _write(report: Report) -> str:
    suites = ET.Element("testsuites", name="commplan")
    for plan in report.plans:
        suites.append(_suite(plan, report))
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _suite(plan: Checked, report: Report) -> ET.Element:
    found = {f.name for f in plan.findings}
    ran = [r for r in report.rules.values() if r.name in found or (r.check is not None and not plan.not_run)]
    cases = [_case(rule, plan, report.language) for rule in sorted(ran, key=lambda r: r.code)]
    told = {
        "name": visible(plan.file),
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
    }
    suite = ET.Element("testsuite", told)
    suite.extend(cases)
    return suite


def _case(rule: Rule, plan: Checked, language: Language) -> ET.Element:
    case = ET.Element("testcase", name=f"{rule.code} {rule.name}", classname=f"commplan.{rule.part}")
    findings = [f for f in plan.findings if f.name == rule.name]
    failing = [f for f in findings if f.severity is not Severity.INFO]
    unknown = [u.missing.in_language(language) for u in plan.undecided if u.name == rule.name]
    idle = [i.reason.in_language(language) for i in plan.idle if i.name == rule.name]
    if failing:
        worst = min(failing, key=lambda f: f.severity.rank)
        told = {"message": visible(worst.message.in_language(language)), "type": worst.severity.value}
        ET.SubElement(case, "failure", told).text = _listed(failing, language)
    elif unknown:
        words = say("unknown: {m}", "未知：{m}", m="; ".join(unknown))
        ET.SubElement(case, "skipped", message=visible(words.in_language(language)))
    elif (rule.code, rule.name) in plan.not_asked:
        ET.SubElement(case, "skipped", message=NO_ACTIVITY.in_language(language))
    elif idle and not findings:
        words = say("not applicable: {m}", "不适用：{m}", m="; ".join(idle))
        ET.SubElement(case, "skipped", message=visible(words.in_language(language)))
    mild = [f for f in findings if f.severity is Severity.INFO]
    if mild:
        ET.SubElement(case, "system-out").text = _listed(mild, language)
    return case


def _listed(findings: Sequence[Finding], language: Language) -> str:
    lines = []
    for f in findings:
        lines.append(visible(f"{f.span.file}:{f.span.line}:{f.span.column}: {f.message.in_language(language)}"))
        if f.hint:
            lines.append("  " + visible(f.hint.in_language(language)))
    return "\n".join(lines)


JUNIT = Format("junit", Words("JUnit XML, for CI servers", "JUnit XML，供 CI 服务器读取"), _write)
