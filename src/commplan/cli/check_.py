"""`commplan check`."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from typing import Annotated, Optional

import typer

import commplan.rules
from commplan import __version__, lint, load
from commplan.cli.plans import find_plans, read_plan
from commplan.cli.speech import LANG_HELP, LANGUAGE, colour, emit, tr
from commplan.discover import discover
from commplan.finding import Severity
from commplan.report import Checked, Report
from commplan.rule import Rule
from commplan.words import Refusal, quote, say

HELP = tr("Check plans: complete, consistent, feasible?", "检查方案：是否完整、一致、可行？")
EXAMPLES = tr(
    "Examples: commplan check | commplan check plans/ --format json | commplan check - < plan.yaml",
    "示例：commplan check | commplan check plans/ --format json | commplan check - < plan.yaml",
)


class Fail(StrEnum):
    """From which severity on the command fails."""

    error = "error"
    warning = "warning"
    info = "info"
    unknown = "unknown"
    never = "never"


class Colour(StrEnum):
    """When to paint."""

    auto = "auto"
    always = "always"
    never = "never"


def command(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Argument(
            metavar="[PATH]...",
            help=tr(
                "Plans, or folders with plans; - reads standard input.", "方案文件或其所在文件夹；- 读取标准输入。"
            ),
        ),
    ] = None,
    format_: Annotated[str, typer.Option("--format", "-f", help=tr("text or json.", "text 或 json。"))] = "text",
    select: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            help=tr("Only these rules (code, prefix, name, part).", "只用这些规则（代码、前缀、名称、部分）。")
        ),
    ] = None,
    ignore: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help=tr("Not these rules.", "不用这些规则。")),
    ] = None,
    fail_on: Annotated[
        Fail, typer.Option(help=tr("Lowest severity that makes the exit code 1.", "导致退出码为 1 的最低级别。"))
    ] = Fail.warning,
    today: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="YYYY-MM-DD", help=tr("Check as if today were this day.", "按这一天作为今天来检查。")),
    ] = None,
    stdin_filename: Annotated[
        str, typer.Option(help=tr("Name to show for standard input.", "标准输入显示的文件名。"))
    ] = "stdin.yaml",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=tr("Only the exit code.", "只返回退出码。"))] = False,
    color: Annotated[Colour, typer.Option(help=tr("When to use colour.", "何时使用颜色。"))] = Colour.auto,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001 - read before typer was there
) -> None:
    """Check plans."""
    rules = discover(commplan.rules, Rule)
    write = writer(format_)
    selection = lint.Selection(tuple(select or ()), tuple(ignore or ()))
    _known(selection, rules)
    day = _day(today)
    results = []
    for file in find_plans(paths or []):
        raw, folder, shown = read_plan(file, stdin_filename)
        results.append(lint.plan(load.plan(shown, raw, folder), rules, day, selection))
    report = Report(tuple(results), rules, __version__, LANGUAGE, colour(color.value))
    if not quiet:
        emit(write(report))
    sys.exit(exit_code(results, fail_on))


def writer(name: str):  # type: ignore[no-untyped-def]
    """The function of the format of this name."""
    import importlib
    import pkgutil

    from commplan import formats
    from commplan.format import Format

    names = sorted(i.name for i in pkgutil.iter_modules(formats.__path__))
    if name not in names:
        words = say("no format is called {f}", "没有名为 {f} 的格式", f=quote(name))
        raise Refusal(words, say("there are: {n}", "可用：{n}", n=", ".join(names)))
    module = importlib.import_module(f"commplan.formats.{name}")
    return next(v for v in vars(module).values() if isinstance(v, Format)).write


def exit_code(results: list[Checked], fail_on: Fail) -> int:
    """1 when anything found reaches the wanted severity, or, for `unknown`, when anything is undecided."""
    if fail_on is Fail.never:
        return 0
    if fail_on is Fail.unknown:
        return int(any(r.findings or r.undecided for r in results))
    return int(any(r.at_least(Severity(fail_on.value)) or r.not_run for r in results))


def _known(selection: lint.Selection, rules: dict[str, Rule]) -> None:
    from difflib import get_close_matches

    for word in selection.unknown(list(rules.values())):
        near = get_close_matches(word, [r.name for r in rules.values()], 1)
        hint = (
            say("did you mean {n}?", "是否想写 {n}？", n=near[0])
            if near
            else say("`commplan rules` lists them", "`commplan rules` 可列出全部规则")
        )
        raise Refusal(say("no rule is called {w}", "没有名为 {w} 的规则", w=quote(word)), hint)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011 - the user's own day is meant
    except ValueError:
        raise Refusal(
            say("{t} is not a date", "{t} 不是日期", t=quote(text)), say("write 2027-03-31", "写成 2027-03-31")
        ) from None
