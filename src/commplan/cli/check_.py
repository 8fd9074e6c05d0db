"""`commplan check`."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, Optional

import typer

from commplan.cli.checking import run
from commplan.cli.speech import LANG_HELP, LANGUAGE, tr
from commplan.cli.wish import Wish

HELP = tr("Check plans: complete, consistent, feasible?", "检查方案：是否完整、一致、可行？")
EXAMPLES = tr(
    "Examples: commplan check | commplan check plans/ --format json | commplan check --fix | commplan check - < plan.yaml",
    "示例：commplan check | commplan check plans/ --format json | commplan check --fix | commplan check - < plan.yaml",
)


class Fail(StrEnum):
    """From which severity on the command fails."""

    error = "error"
    warning = "warning"
    info = "info"
    unknown = "unknown"
    never = "never"


class Level(StrEnum):
    """How mature the plan must be."""

    draft = "draft"
    basic = "basic"
    solid = "solid"
    exemplary = "exemplary"


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
    format_: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--format",
            "-f",
            metavar="NAME[:FILE]",
            help=tr(
                "text, concise, json, sarif, github, gitlab, junit or markdown; with :FILE into a file; several at once.",
                "text、concise、json、sarif、github、gitlab、junit 或 markdown；加 :文件 则写入文件；可同时多个。",
            ),
        ),
    ] = None,
    select: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            help=tr("Only these rules (code, prefix, name, part).", "只用这些规则（代码、前缀、名称、部分）。")
        ),
    ] = None,
    extend_select: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            help=tr("Also these rules, where the configuration leaves them out.", "另外启用被配置排除的这些规则。")
        ),
    ] = None,
    ignore: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help=tr("Not these rules.", "不用这些规则。")),
    ] = None,
    level: Annotated[
        Optional[Level],  # noqa: UP045
        typer.Option(
            help=tr(
                "How mature the plan must be: rules of higher levels are left out.",
                "方案应达到的成熟度；更高级别的规则不用。",
            )
        ),
    ] = None,
    fail_on: Annotated[
        Optional[Fail],  # noqa: UP045
        typer.Option(
            help=tr(
                "Lowest severity that makes the exit code 1; warning unless the configuration says otherwise.",
                "导致退出码为 1 的最低级别；配置未写明时为 warning。",
            )
        ),
    ] = None,
    config: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            help=tr(
                "This configuration instead of the nearest commplan.toml or pyproject.toml above each plan.",
                "使用这份配置，而不是各方案上级文件夹中最近的 commplan.toml 或 pyproject.toml。",
            ),
        ),
    ] = None,
    isolated: Annotated[
        bool, typer.Option("--isolated", help=tr("No configuration at all.", "不使用任何配置。"))
    ] = False,
    baseline: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="FILE", help=tr("Findings listed in this file do not fail.", "此文件列出的问题不会导致失败。")
        ),
    ] = None,
    write_baseline: Annotated[
        bool,
        typer.Option(
            "--write-baseline",
            help=tr("Write all findings of today to the baseline.", "把现有的全部问题写入基线。"),
        ),
    ] = False,
    changed_since: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="REV",
            help=tr(
                "Only findings about what has changed since this git revision.",
                "只报告自此 git 版本以来改动之处的问题。",
            ),
        ),
    ] = None,
    show_settings: Annotated[
        bool,
        typer.Option(
            "--show-settings",
            help=tr(
                "Show which configuration holds, and why each rule is on or off.",
                "显示所用的配置，以及各规则启用或关闭的原因。",
            ),
        ),
    ] = False,
    fix: Annotated[
        bool,
        typer.Option("--fix", help=tr("Mend what has one right answer, in the files.", "直接修改有唯一正解之处。")),
    ] = False,
    unsafe_fixes: Annotated[
        bool,
        typer.Option(
            "--unsafe-fixes",
            help=tr(
                "With --fix: also what is most likely meant, but not sure.",
                "与 --fix 同用：也修改很可能如此、但不确定之处。",
            ),
        ),
    ] = False,
    fix_side: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="SIDE",
            help=tr(
                "With --fix: which side of the budget is right, total or lines.",
                "与 --fix 同用：预算以哪一边为准，total（总额）或 lines（科目）。",
            ),
        ),
    ] = None,
    diff: Annotated[
        bool,
        typer.Option("--diff", help=tr("Show what --fix would change; write nothing.", "预览 --fix 的修改，不写入。")),
    ] = False,
    activity: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="DIR",
            help=tr(
                "Hold the plan also against what really happened, from this activity store (`commplan import`).",
                "同时对照实际活动，数据取自此活动数据仓（`commplan import`）。",
            ),
        ),
    ] = None,
    today: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="YYYY-MM-DD", help=tr("Check as if today were this day.", "按这一天作为今天来检查。")),
    ] = None,
    stdin_filename: Annotated[
        str,
        typer.Option(
            help=tr(
                "The file that standard input stands for: its configuration and includes hold.",
                "标准输入所代表的文件：采用它的配置与引入文件。",
            )
        ),
    ] = "stdin.yaml",
    timings: Annotated[
        bool,
        typer.Option(
            "--timings",
            help=tr("Tell on standard error how long each rule takes.", "在标准错误输出中列出每条规则的用时。"),
        ),
    ] = False,
    no_cache: Annotated[
        bool,
        typer.Option(
            "--no-cache",
            help=tr("Check plans anew that have not changed since.", "未改动的方案也重新检查，不用缓存结果。"),
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=tr("Only the exit code.", "只返回退出码。"))] = False,
    color: Annotated[Colour, typer.Option(help=tr("When to use colour.", "何时使用颜色。"))] = Colour.auto,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001 - read before typer was there
) -> None:
    """Check plans."""
    wish = Wish(
        paths=tuple(paths or ()),
        formats=tuple(format_ or ()),
        select=tuple(select or ()),
        extend_select=tuple(extend_select or ()),
        ignore=tuple(ignore or ()),
        level=level.value if level else None,
        fail_on=fail_on.value if fail_on else None,
        config=config,
        isolated=isolated,
        baseline=baseline,
        write_baseline=write_baseline,
        changed_since=changed_since,
        show_settings=show_settings,
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        fix_side=fix_side,
        diff=diff,
        timings=timings,
        no_cache=no_cache,
        activity=activity,
        today=today,
        stdin_filename=stdin_filename,
        quiet=quiet,
        colour=color.value,
    )
    sys.exit(run(wish))
