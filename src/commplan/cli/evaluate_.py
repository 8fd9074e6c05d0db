"""`commplan evaluate`.

Exit codes: 0 evaluated, whatever came out; 1 with `--fail-on`, when a verdict is one of those; 2 when there is no
store, no readable plan, no such period, or an option makes no sense. Activity that shows nothing of the period, or an
empty store, is evaluated: what is counted from activity is unknown, and a warning on standard error says why.
"""

from __future__ import annotations

import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Optional

import typer

from commplan import load
from commplan.activity.database import MOST, TooLittle
from commplan.activity.observed import Observed
from commplan.checking import lint
from commplan.cli import evaluation
from commplan.cli.activity import open_store
from commplan.cli.plans import read_plan
from commplan.cli.rulebook import Rulebook
from commplan.cli.speech import LANGUAGE, emit, remark, tr
from commplan.cli.wish import Wish
from commplan.engine import engine_called, engine_names
from commplan.escape import terminal
from commplan.evaluating import appraise
from commplan.evaluating.appraise import Appraisal
from commplan.files import write_all
from commplan.finding import Finding
from commplan.load import Loaded
from commplan.localday import Window
from commplan.plan import Plan
from commplan.policy.selection import Policy, Selection
from commplan.reckoning import period
from commplan.words import Language, Refusal, nearest_language, quote, say

HELP = tr("Hold a plan against what really happened.", "用实际发生的情况评估方案。")
EXAMPLES = tr(
    "Example: commplan evaluate plan.yaml --activity activity/ --period 2026-Q3 --to html -o reports/",
    "示例：commplan evaluate plan.yaml --activity activity/ --period 2026-Q3 --to html -o reports/",
)
REPORTS, FORMATS = ("html", "md", "pdf", "docx"), ("text", "json")
FAILING = {
    "never": (),
    "missed": ("missed",),
    "off-track": ("missed", "off-track"),
    "unknown": ("missed", "off-track", "unknown"),
}
_SIZE = re.compile(r"[1-9]\d{0,5}(\.\d{1,3})?\s?([KMGT]i?B|%)")
PERIODS = say(
    "2026, 2026-H1, 2026-Q3, 2026-09, 2026-W38, 2026-09-15, 2026-07-01..2026-09-30, last-28-days",
    "2026, 2026-H1, 2026-Q3, 2026-09, 2026-W38, 2026-09-15, 2026-07-01..2026-09-30, 2026年第3季度, 最近28天",
)


def command(
    plan: Annotated[str, typer.Argument(help=tr("The plan, or the folder it lies in.", "方案文件或其所在文件夹。"))],
    activity: Annotated[
        Path, typer.Option(help=tr("The activity store that `import` made.", "由 `import` 生成的活动数据仓。"))
    ] = Path("activity"),
    period: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=tr(f"{PERIODS.en}; default is the plan's period.", f"{PERIODS.zh}；默认为方案的计划期。")),
    ] = None,
    to: Annotated[
        str,
        typer.Option(
            help=tr("Report formats, with commas: html, md, pdf, docx.", "报告格式，用逗号隔开：html、md、pdf、docx。")
        ),
    ] = "",
    output: Annotated[Path, typer.Option("--output", "-o", help=tr("Folder for reports.", "报告文件夹。"))] = Path(
        "reports"
    ),
    format_: Annotated[str, typer.Option("--format", "-f", help=tr("text or json.", "text 或 json。"))] = "text",
    fail_on: Annotated[
        str,
        typer.Option(
            metavar="|".join(FAILING),
            help=tr(
                "Make the exit code 1 when a verdict is this one or a worse one; unknown is the strictest.",
                "有结论为此项或更差时退出码为 1；unknown 最严格。",
            ),
        ),
    ] = "never",
    write_review: Annotated[
        bool,
        typer.Option(
            "--write-review",
            help=tr(
                "Add the draft of a review to the plan; comments and layout stay.",
                "把复盘草稿写入方案，注释与版式不变。",
            ),
        ),
    ] = False,
    forecast: Annotated[
        bool,
        typer.Option(
            "--forecast/--no-forecast",
            help=tr(
                "Look ahead to the due day of each objective (needs commplan[forecast]); without, verdicts are by the line "
                "alone.",
                "预测各目标到截止日的数值（需安装 commplan[forecast]）；不预测时，结论只按进度线判断。",
            ),
        ),
    ] = True,
    memory: Annotated[
        str,
        typer.Option(
            metavar="SIZE",
            help=tr(
                "Memory that the command may take, such as 4GB; what does not fit goes through the disk.",
                "命令可使用的内存，如 4GB；放不下的部分经由磁盘处理。",
            ),
        ),
    ] = MOST,
    engine: Annotated[
        str,
        typer.Option(
            metavar="|".join(engine_names()),
            help=tr("The database that counts: docs/engines.md.", "负责计算的数据库：见 docs/engines.md。"),
        ),
    ] = "duckdb",
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
    wanted = [_one_of(f.strip(), REPORTS, "--to") for f in to.split(",") if f.strip()]
    failing = FAILING[_one_of(fail_on, tuple(FAILING), "--fail-on")]
    _one_of(format_, FORMATS, "--format")
    _one_of(engine, engine_names(), "--engine")
    as_of = _day(today)
    raw, folder, shown = read_plan(plan)
    loaded = load.plan(shown, raw, folder, lang)
    if loaded.plan is None:
        raise Refusal(
            say("{p} cannot be read yet", "{p} 尚无法读取", p=shown),
            say("`commplan check {p}` shows why", "`commplan check {p}` 会列出原因", p=shown),
        )
    window = _window(loaded.plan, period, as_of)
    if not _SIZE.fullmatch(memory):
        raise Refusal(
            say("{m} is no size of memory", "{m} 不是内存大小", m=quote(memory)),
            say("write 4GB or 60%", "写成 4GB 或 60%"),
        )
    store, connect = open_store(activity), engine_called(engine).connect
    try:
        found = appraise.plan(loaded.plan, store, window, as_of, forecast=forecast, memory=memory, connect=connect)
    except TooLittle:
        raise Refusal(
            say("{m} of memory is too little to count this activity", "{m} 内存不足以统计这些活动数据", m=memory),
            say("give more with --memory, or free the disk", "请用 --memory 放宽，或腾出磁盘空间"),
        ) from None
    language: Language = nearest_language(lang) if lang else nearest_language(loaded.plan.plan.language)
    failed = _failing(loaded, shown, found, as_of)
    stem = _stem(loaded.plan, window, period, language)
    written = _report(loaded.plan, found, failed, language, wanted, output, stem)
    told = evaluation.as_json if format_ == "json" else evaluation.as_text
    emit(told(loaded.plan, found, failed))
    if found.unseen:
        remark(terminal(tr("commplan: warning: ", "commplan：警告：") + found.unseen.in_language(LANGUAGE)))
    for doubt in found.doubts:
        remark(terminal(tr("commplan: warning: ", "commplan：警告：") + doubt.in_language(LANGUAGE)))
    if write_review:
        from commplan.cli.reviewing import enter

        remark(terminal(tr("review written into ", "复盘已写入 ") + enter(shown, raw, folder, loaded, found, language)))
    for path in written:
        remark(terminal(tr(f"wrote {path}", f"已写入 {path}")))
    sys.exit(int(any(a.verdict.status in failing for a in found.objectives)))


def _one_of(given: str, known: tuple[str, ...], option: str) -> str:
    if given not in known:
        raise Refusal(
            say("{o} cannot be {g}", "{o} 不能是 {g}", o=option, g=quote(given)),
            say("it can be: {n}", "可用：{n}", n=", ".join(known)),
        )
    return given


def _failing(loaded: Loaded, shown: str, found: Appraisal, today: date) -> tuple[Finding, ...]:
    """What the rules about what really happened find, as of the last day of the window; nothing when nobody can see it."""
    if not isinstance(found.happened, Observed):
        return ()
    book = Rulebook(Wish())
    settings = book.settings(shown)
    rules = book.rules_of(Policy(settings=settings))
    asked = {rule.code for rule in rules.values() if rule.asks_activity}
    policy = Policy(Selection(select=tuple(sorted(asked))), settings)
    day = min(today, found.window.end - timedelta(days=1))
    return tuple(f for f in lint.plan(loaded, rules, day, policy, found.happened).findings if f.code in asked)


def _report(
    plan: Plan,
    found: Appraisal,
    failing: tuple[Finding, ...],
    language: Language,
    wanted: list[str],
    folder: Path,
    stem: str,
) -> list[Path]:
    if not wanted:
        return []
    from commplan.evaluating import account
    from commplan.rendering import portrait

    report = account.report(plan, found, language, failing=failing)
    files: dict[str, str | bytes] = {**portrait.written(report, wanted, stem), **portrait.printed(report, wanted, stem)}
    try:
        return write_all(folder, files)
    except OSError as error:
        raise Refusal(
            say("cannot write to {p}: {e}", "无法写入 {p}：{e}", p=quote(folder, 200), e=error.strerror or error)
        ) from None


def _stem(plan: Plan, window: Window, given: str | None, language: Language) -> str:
    last = window.end - timedelta(days=1)
    name = given.strip().replace("..", "-").replace(" ", "-") if given else f"{window.first}-{last}"
    return f"{plan.plan.id}-{name}-{language}"


def _window(plan: Plan, given: str | None, today: date) -> Window:
    if given is None:
        start, end = plan.plan.period.start, plan.plan.period.end
        if start and end and start <= end < date.max:
            return Window(start, end + timedelta(days=1))
        raise Refusal(
            say("the plan states no period", "方案没有写明计划期"),
            say("give --period 2026-Q3", "请用 --period 2026-Q3 指定"),
        )
    window = period.window_of(given, today)
    if window is None and period.window_of("..".join(reversed(given.split(".."))), today):
        raise Refusal(
            say("{p} ends before it begins", "{p} 的结束日早于开始日", p=quote(given)),
            say("write the earlier day first", "请把较早的一天写在前面"),
        )
    if window is None:
        raise Refusal(
            say("{p} is not a period", "{p} 不是时段", p=quote(given)),
            say("write one of: {p}", "可写成：{p}", p=PERIODS),
        )
    return window


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011 - the user's own day is meant
    except ValueError:
        raise Refusal(
            say("{t} is not a date", "{t} 不是日期", t=quote(text)), say("write 2026-10-01", "写成 2026-10-01")
        ) from None
