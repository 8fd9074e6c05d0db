"""`commplan evaluate`."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from commplan import account, appraise, load, portrait
from commplan.appraise import Appraisal
from commplan.cli.activity import open_store
from commplan.cli.checking import day
from commplan.cli.plans import read_plan
from commplan.cli.speech import LANGUAGE, emit, remark, tr
from commplan.files import write_all
from commplan.localday import Window
from commplan.paint import columns
from commplan.plan import Plan
from commplan.terms import term
from commplan.words import Language, Refusal, nearest_language, quote, say

HELP = tr("Hold a plan against what really happened.", "用实际发生的情况评估方案。")
EXAMPLES = tr(
    "Example: commplan evaluate plan.yaml --activity activity/ --period 2026-Q3 --to html -o reports/",
    "示例：commplan evaluate plan.yaml --activity activity/ --period 2026-Q3 --to html -o reports/",
)
FORMATS = ("html", "md")


class Fail(StrEnum):
    """Which verdicts make the command fail."""

    never = "never"
    missed = "missed"
    off_track = "off-track"
    unknown = "unknown"


_FAILING = {
    Fail.never: (),
    Fail.missed: ("missed",),
    Fail.off_track: ("missed", "off-track"),
    Fail.unknown: ("missed", "off-track", "unknown"),
}


def command(
    plan: Annotated[str, typer.Argument(help=tr("The plan file.", "方案文件。"))],
    activity: Annotated[
        Path, typer.Option(help=tr("The activity store that `import` made.", "由 `import` 生成的活动数据仓。"))
    ] = Path("activity"),
    period: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            help=tr(
                "2026, 2026-H1, 2026-Q3, 2026-09 or 2026-07-01..2026-09-30; default is the plan's period.",
                "2026、2026-H1、2026-Q3、2026-09 或 2026-07-01..2026-09-30；默认为方案的计划期。",
            )
        ),
    ] = None,
    to: Annotated[
        str, typer.Option(help=tr("Report formats, with commas: html, md.", "报告格式，用逗号隔开：html、md。"))
    ] = "",
    output: Annotated[Path, typer.Option("--output", "-o", help=tr("Folder for reports.", "报告文件夹。"))] = Path(
        "reports"
    ),
    format_: Annotated[str, typer.Option("--format", "-f", help=tr("text or json.", "text 或 json。"))] = "text",
    fail_on: Annotated[
        Fail, typer.Option(help=tr("Verdict that makes the exit code 1.", "使退出码为 1 的结论。"))
    ] = Fail.never,
    today: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="YYYY-MM-DD", help=tr("Evaluate as if today were this day.", "按这一天作为今天来评估。")),
    ] = None,
    lang: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=tr("Language of result and report: en or zh.", "结果与报告的语言：en 或 zh。")),
    ] = None,
) -> None:
    """Evaluate a plan."""
    wanted = [f.strip() for f in to.split(",") if f.strip()]
    for name in wanted:
        if name not in FORMATS:
            raise Refusal(
                say("no format is called {f}", "没有名为 {f} 的格式", f=quote(name)),
                say("there are: {n}", "可用：{n}", n=", ".join(FORMATS)),
            )
    raw, folder, shown = read_plan(plan)
    loaded = load.plan(shown, raw, folder, lang)
    if loaded.plan is None:
        raise Refusal(
            say("{p} cannot be read yet", "{p} 尚无法读取", p=shown),
            say("`commplan check {p}` shows why", "`commplan check {p}` 会列出原因", p=shown),
        )
    window = _window(loaded.plan, period)
    store = open_store(activity)
    found = appraise.plan(loaded.plan, store, window, day(today))
    language: Language = nearest_language(lang) if lang else nearest_language(loaded.plan.plan.language)
    emit(_json(found) if format_ == "json" else _text(loaded.plan, found))
    if wanted:
        _report(loaded.plan, found, language, wanted, output, period or str(window.first.year))
    sys.exit(int(any(a.verdict.status in _FAILING[fail_on] for a in found.objectives)))


def _report(plan: Plan, found: Appraisal, language: Language, wanted: list[str], output: Path, period: str) -> None:
    document = account.report(plan, found, language)
    stem = f"{plan.plan.id}-{period.replace('..', '-')}-{language}"
    for path in write_all(output, portrait.written(document, wanted, stem)):
        remark(tr(f"wrote {path}", f"已写入 {path}"))


def _window(plan: Plan, period: str | None) -> Window:
    if period is None:
        start, end = plan.plan.period.start, plan.plan.period.end
        if start and end and start <= end:
            return Window(start, end + timedelta(days=1))
        raise Refusal(
            say("the plan states no period", "方案没有写明计划期"),
            say("give --period 2026-Q3", "请用 --period 2026-Q3 指定"),
        )
    window = appraise.window_of(period)
    if window is None:
        raise Refusal(
            say("{p} is not a period", "{p} 不是时段", p=quote(period)),
            say(
                "write 2026, 2026-H1, 2026-Q3, 2026-09 or 2026-07-01..2026-09-30",
                "写成 2026、2026-H1、2026-Q3、2026-09 或 2026-07-01..2026-09-30",
            ),
        )
    return window


def _text(plan: Plan, found: Appraisal) -> str:
    rows = [
        (
            term(a.verdict.status).in_language(LANGUAGE),
            a.objective.statement or a.objective.id,
            a.verdict.reason.in_language(LANGUAGE),
        )
        for a in found.objectives
    ]
    if not rows:
        return tr("The plan has no objectives.\n", "方案没有目标。\n")
    title = f"{plan.plan.title}: {found.window.first} – {found.window.end - timedelta(days=1)}\n"
    return title + columns(rows)


def _json(found: Appraisal) -> str:
    def value(measured: Any) -> dict[str, Any]:
        return {
            "value": measured.value,
            "reason": measured.reason.in_language(LANGUAGE) if measured.reason else None,
            "n": measured.n,
            "numerator": measured.numerator,
            "denominator": measured.denominator,
            "interval": measured.interval,
            "partial": measured.partial,
        }

    whole = {
        "version": 1,
        "period": {"first": str(found.window.first), "last": str(found.window.end - timedelta(days=1))},
        "timezone": found.zone,
        "capabilities": sorted(found.capabilities),
        "objectives": [
            {
                "id": a.objective.id,
                "metric": a.objective.metric,
                "target": a.objective.target,
                "verdict": a.verdict.status,
                "why": a.verdict.reason.in_language(LANGUAGE),
                "expected": a.verdict.expected_now,
                **value(a.measured),
            }
            for a in found.objectives
        ],
        "metrics": {id_: value(m) for id_, m in found.values.items()},
        "calendar": {"rate": found.execution.rate, "counts": dict(found.execution.counts)},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
