"""A table for a comment on a merge request, or for the summary of a job: all findings, then what is not known.

Text of the plan is escaped, so that it can neither open a table cell nor an element of HTML.
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.checking.scorecard import reached, table
from commplan.checking.standing import Standing
from commplan.escape import markdown
from commplan.finding import Severity, Span
from commplan.format import Format
from commplan.report import Checked, Report
from commplan.words import Language, Words, say

_NAMES = {
    Severity.ERROR: say("error", "错误"),
    Severity.WARNING: say("warning", "警告"),
    Severity.INFO: say("info", "提示"),
}
_COLUMNS = say("severity | where | what | what to do | rule", "级别 | 位置 | 问题 | 建议 | 规则")
_UNKNOWN = say("Not known", "未知")
_STANDS = say("How the plan stands", "方案现状")
_MISSING = say("where | what the plan does not say | rule", "位置 | 方案没有写明 | 规则")

_NOT_ASKED = say(
    "Not asked, for they hold the plan against what people did (`--activity`): ",
    "未检查（需用 `--activity` 对照实际活动）：",
)


def _write(report: Report) -> str:
    return "\n".join(line for plan in report.plans for line in _plan(plan, report.language))


def _plan(plan: Checked, language: Language) -> Iterator[str]:
    yield f"### {markdown(plan.file)}\n"
    yield _summary(plan).in_language(language) + "\n"
    if plan.not_asked:
        yield _NOT_ASKED.in_language(language) + ", ".join(f"{code} {name}" for code, name in plan.not_asked) + "\n"
    if plan.findings:
        yield from _head(_COLUMNS, language)
        for f in plan.findings:
            hint = markdown(f.hint.in_language(language)) if f.hint else ""
            what = markdown(f.message.in_language(language))
            name = _NAMES[f.severity].in_language(language)
            yield f"| {name} | {_where(f.span)} | {what} | {hint} | {f.code} {f.name} |"
        yield ""
    if plan.undecided:
        yield f"#### {_UNKNOWN.in_language(language)}\n"
        yield from _head(_MISSING, language)
        for u in plan.undecided:
            yield f"| {_where(u.span)} | {markdown(u.missing.in_language(language))} | {u.code} {u.name} |"
        yield ""
    if plan.standing:
        yield from _standing(plan.standing, language)


def _standing(standing: Standing, language: Language) -> Iterator[str]:
    yield f"#### {_STANDS.in_language(language)}\n"
    heads, *rows = table(standing, language)
    yield "| " + " | ".join(heads) + " |"
    yield "|---|---|" + "---:|" * (len(heads) - 2)
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""
    score, level, *needs = reached(standing, language)
    yield f"{markdown(score)}\n\n{markdown(level)}\n"
    yield from (f"- {markdown(need)}" for need in needs)
    if needs:
        yield ""


def _head(columns: Words, language: Language) -> Iterator[str]:
    names = columns.in_language(language)
    yield f"| {names} |"
    yield "|" + "---|" * (names.count("|") + 1)


def _where(span: Span) -> str:
    return markdown(f"{span.file}:{span.line}:{span.column}")


def _summary(plan: Checked) -> Words:
    if plan.not_run:
        return say("The plan cannot be read yet: {n} findings.", "方案尚无法读取：{n} 个问题。", n=len(plan.findings))
    facts = {"n": len(plan.findings), "d": plan.decided, "r": plan.ran}
    if not plan.findings:
        return say(
            "No findings; {d} of {r} rules could decide.", "没有发现问题；{r} 条规则中有 {d} 条能作出判断。", **facts
        )
    return say(
        "Findings: {n}; {d} of {r} rules could decide.", "问题：{n} 个；{r} 条规则中有 {d} 条能作出判断。", **facts
    )


MARKDOWN = Format("markdown", Words("tables for a merge request", "用于合并请求的表格"), _write)
