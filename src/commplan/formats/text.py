"""The result for people: each finding with the lines it is about, then what could not be decided, then a summary.

error[G101] objective 'answers' names no metric
  --> plan.yaml:12:7
   |
12 |     - id: answers
   |       ^^^^^^^^^^^
   = help: add `metric:`, one of `commplan metrics`
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.checking.scorecard import level_name, scorecard
from commplan.escape import terminal, visible
from commplan.finding import Finding, Means, Repair, Severity, Span, Suppressed
from commplan.format import Format
from commplan.paint import Piece, paint, width
from commplan.report import Checked, Report, Wait
from commplan.words import Language, Words, say

_NAMES = {
    Severity.ERROR: (say("error", "错误"), "bold red"),
    Severity.WARNING: (say("warning", "警告"), "bold yellow"),
    Severity.INFO: (say("info", "提示"), "bold blue"),
}
_HELP = say("help", "建议")
_FIX = say("fix", "修复")
_NOTE = say("see", "参见")
_UNKNOWN = say("unknown", "未知")
_WAIVED = say("waived", "豁免")
_ANSWERED = {
    Means.IGNORE: say("ignored", "已忽略"),
    Means.WAIVER: say("waived", "已豁免"),
    Means.BASELINE: say("in the baseline", "在基线中"),
    Means.UNCHANGED: say("about what has not changed", "与改动无关"),
}
_MAX_LINE = 160


def _write(report: Report) -> str:
    pieces: list[Piece] = []
    for plan in report.plans:
        for finding in plan.findings:
            pieces += _finding(finding, plan, report.language)
        if report.show_unknown:
            pieces += _unknowns(plan.waits, report.language)
        pieces += _waived(plan.suppressed, report.language)
    if len(report.plans) == 1 and report.plans[0].standing:
        pieces += scorecard(report.plans[0].standing, report.language)
    pieces += _summary(report)
    return paint(pieces, report.colour)


def _finding(finding: Finding, plan: Checked, language: Language) -> Iterator[Piece]:
    name, style = _NAMES[finding.severity]
    yield (f"{name.in_language(language)}[{finding.code}]", style)
    yield (f" {visible(finding.message.in_language(language))}\n", "bold")
    edge = " " * len(str(max(finding.span.line, *(s.span.line for s in finding.related), 1)))
    yield from _frame(finding.span, plan, edge, "^", style)
    for spot in finding.related:
        yield (f"{edge} = {_NOTE.in_language(language)}: {visible(spot.message.in_language(language))}\n", "cyan")
        yield from _frame(spot.span, plan, edge, "-", "cyan")
    if finding.hint:
        yield (f"{edge} = {_HELP.in_language(language)}: ", "bold cyan")
        yield f"{visible(finding.hint.in_language(language))}\n"
    for repair in (finding.fix, *finding.choices):
        if repair is not None:
            yield (f"{edge} = {_FIX.in_language(language)}: ", "bold cyan")
            yield f"{visible(repair.about.in_language(language))} ({_asking(repair)})\n"
    yield f"{edge} = {finding.name}: commplan explain {finding.code}\n\n"


def _asking(repair: Repair) -> str:
    """The options that make this fix."""
    if repair.choice:
        return f"--fix --fix-side {repair.choice}"
    return "--fix" if repair.safe else "--fix --unsafe-fixes"


def _frame(span: Span, plan: Checked, edge: str, mark: str, style: str) -> Iterator[Piece]:
    yield (f"{edge}--> ", "blue")
    yield f"{visible(span.file)}:{span.line}:{span.column}\n"
    lines = plan.lines.get(span.file, ())
    if not 0 < span.line <= len(lines):
        return
    line = lines[span.line - 1].replace("\t", " ")
    start = span.column - 1
    stop = span.end_column - 1 if span.end_line == span.line else len(line)
    skip = max(0, start - _MAX_LINE // 2)
    shown = ("…" if skip else "") + line[skip : skip + _MAX_LINE] + ("…" if len(line) > skip + _MAX_LINE else "")
    before = width(terminal(line[skip:start])) + (1 if skip else 0)
    under = max(1, min(width(terminal(line[start:stop])), _MAX_LINE - before))
    yield (f"{edge} |\n{span.line:>{len(edge)}} | ", "blue")
    yield f"{shown}\n"
    yield (f"{edge} | ", "blue")
    yield (f"{' ' * before}{mark * under}\n", style)


def _unknowns(waits: tuple[Wait, ...], language: Language) -> Iterator[Piece]:
    for wait in waits:
        item, codes, names = wait.first, *zip(*wait.rules, strict=True)
        yield (f"{_UNKNOWN.in_language(language)}[{', '.join(codes)}]", "bold magenta")
        yield f" {visible(item.missing.in_language(language))}\n"
        yield ("  --> ", "blue")
        yield f"{visible(item.span.file)}:{item.span.line}:{item.span.column} ({', '.join(names)})\n"
    if waits:
        yield "\n"


def _waived(suppressed: tuple[Suppressed, ...], language: Language) -> Iterator[Piece]:
    """Findings that somebody has decided to live with for a while: who, until when, and why."""
    waived = [s for s in suppressed if s.means is Means.WAIVER]
    for item in waived:
        span, until = item.finding.span, say("until {d}", "至 {d}", d=item.until).in_language(language)
        yield (f"{_WAIVED.in_language(language)}[{item.finding.code}]", "bold cyan")
        yield f" {visible(item.finding.message.in_language(language))}\n"
        yield ("  --> ", "blue")
        yield f"{visible(span.file)}:{span.line}:{span.column} ({visible(item.owner)}, {until})"
        yield f" {visible(item.reason)}\n"
    if waived:
        yield "\n"


def _answered(plan: Checked) -> Words | None:
    """How many findings do not count, and by what means."""
    told = [(words, sum(s.means is means for s in plan.suppressed)) for means, words in _ANSWERED.items()]
    each = [Words(f"{n} {words.en}", f"{n} 个{words.zh}") for words, n in told if n]
    return Words(", ".join(w.en for w in each), "，".join(w.zh for w in each)) if each else None


def _summary(report: Report) -> Iterator[Piece]:
    language = report.language
    for plan in report.plans:
        counts = [(s, sum(f.severity is s for f in plan.findings)) for s in Severity]
        told = [_count(severity, n).in_language(language) for severity, n in counts if n]
        comma = "，" if language == "zh" else ", "
        yield (f"{visible(plan.file)}: ", "bold")
        yield (
            (comma.join(told), "bold red")
            if told
            else (say("no findings", "没有发现问题").in_language(language), "bold green")
        )
        if answered := _answered(plan):
            yield say(" ({w})", "（{w}）", w=answered).in_language(language)
        if plan.not_run:
            words = say(
                "; {n} rules were not run, because the plan cannot be read yet",
                "；方案尚无法读取，{n} 条规则未运行",
                n=plan.not_run,
            )
        else:
            words = say(
                "; {d} of {r} rules could decide", "；{r} 条规则中有 {d} 条能作出判断", d=plan.decided, r=plan.ran
            )
        yield words.in_language(language)
        if plan.nothing_to_judge and not plan.not_run:
            idle = say(", {n} of them had nothing to judge", "，其中 {n} 条没有可判断的内容", n=plan.nothing_to_judge)
            yield idle.in_language(language)
        if plan.not_asked:
            yield say(
                "; {n} more hold the plan against what people did, with --activity",
                "；另有 {n} 条对照实际活动的规则，需用 --activity",
                n=len(plan.not_asked),
            ).in_language(language)
        if plan.standing and len(report.plans) > 1:
            level = level_name(plan.standing.reach.level)
            words = say("; score {s}%, level {l}", "；得分 {s}%，成熟度 {l}", s=plan.standing.whole.score, l=level)
            yield words.in_language(language)
        yield "\n"
    yield from _fixable(report)


def _fixable(report: Report) -> Iterator[Piece]:
    """What has been mended, and what else would be."""
    language = report.language
    mended = sum(len(plan.mended) for plan in report.plans)
    repairs = [f.fix for plan in report.plans for f in plan.findings if f.fix]
    safe = sum(r.safe for r in repairs)
    if mended:
        yield (say("{n} fixed", "已修复 {n} 处", n=mended).in_language(language) + "\n", "bold green")
    if repairs:
        more = len(repairs) - safe
        words = say("{n} fixable with --fix", "{n} 处可用 --fix 修复", n=safe)
        if more and not safe:
            words = say("{m} fixable with --fix --unsafe-fixes", "{m} 处可用 --fix --unsafe-fixes 修复", m=more)
        elif more:
            words = say(
                "{w} ({m} more with --unsafe-fixes)", "{w}（加上 --unsafe-fixes 还可修复 {m} 处）", w=words, m=more
            )
        if any(plan.not_run for plan in report.plans):
            further = say("; more may show once the plan can be read", "；方案可读之后，可能还会发现更多")
            words = say("{w}{f}", "{w}{f}", w=words, f=further)
        yield words.in_language(language) + "\n"


def _count(severity: Severity, n: int) -> Words:
    name = _NAMES[severity][0]
    plural = "s" if n > 1 and severity is not Severity.INFO else ""
    return say("{n} {s}{p}", "{n} 个{s}", n=n, s=name, p=plural)


TEXT = Format("text", Words("for people, with the lines concerned", "供人阅读，附相关行"), _write)
