"""The door: the only place that knows the clock, the environment, the terminal and exit codes.

One file for each command; only the one asked for is imported. Exit codes: 0 clean; 1 findings, or a goal missed with
`--fail-on`; 2 the input, the options or the configuration cannot be used, or there was nothing to do; 3 a fault of ours.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, refused, settle, tell, tr
from commplan.words import Refusal, quote, say

COMMANDS = (  # in the order of help
    "init",
    "check",
    "fmt",
    "rules",
    "explain",
    "render",
    "import",
    "activity",
    "forget",
    "sources",
    "evaluate",
    "points",
    "recommend",
    "metrics",
    "platforms",
    "schema",
)


def build(arguments: Sequence[str]) -> Callable[..., object]:
    """The application with the command that the arguments name, or with all of them when they name none."""
    import typer

    from commplan.cli.parser_words import Command, Group

    app = typer.Typer(
        name="commplan",
        cls=Group,
        help=tr(
            "Community plans as code: check them, render them, hold them against what really happened.",
            "社群方案即代码：检查、成文，并与实际发生的情况对照。",
        ),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    def options(
        version: bool = typer.Option(
            False, "--version", "-V", help=tr("Show the version and exit.", "显示版本并退出。")
        ),
        lang: str = typer.Option(LANGUAGE, help=LANG_HELP),  # noqa: ARG001 - read before typer was there
    ) -> None:
        if version:
            from commplan import __version__

            emit(f"commplan {__version__}\n")
            raise typer.Exit

    app.callback()(options)
    before = ("", *arguments)
    named = next((a for i, a in enumerate(arguments) if not a.startswith("-") and before[i] != "--lang"), None)
    for command in (named,) if named in COMMANDS else COMMANDS:
        module = importlib.import_module(f"commplan.cli.{command}_")
        app.command(command, cls=Command, help=module.HELP, epilog=module.EXAMPLES, no_args_is_help=False)(
            module.command
        )
    return app


def _short_cut(arguments: Sequence[str]) -> int | None:
    """A check of plain paths without the option parser, which costs as much as the check; None for all else."""
    if list(arguments[:1]) != ["check"]:
        return None
    from commplan.cli import checking, wish

    return checking.run(wish.Wish(tuple(arguments[1:]))) if checking.plain(arguments) else None


def _parsed(arguments: Sequence[str]) -> int:
    """What a command comes to whose arguments the option parser reads."""
    from typer.exceptions import TyperException

    try:
        code = build(arguments)(args=list(arguments), prog_name="commplan", standalone_mode=False)
    except TyperException as error:
        from commplan.cli.parser_words import refusal

        tell(refusal(error))
        return error.exit_code
    return code if isinstance(code, int) else 0


_AGAIN = (
    say(
        "the activity store was changed while it was read: somebody was removed from it, or it was packed or imported into",
        "读取期间活动数据仓发生了变化：有成员被移除，或数据仓正在压缩、导入",
    ),
    say(
        "run the command again; if it says so once more, `commplan activity DIR --verify` says what is damaged",
        "请重新运行该命令；如仍提示，`commplan activity 目录 --verify` 会指出损坏之处",
    ),
)


def _known(error: Exception) -> Refusal | None:
    """What an error says that reading a store raised: the machine is short of something; or a file of it went away, since what
    is to be forgotten must not wait for who reads it, or is damaged."""
    database = sys.modules.get("commplan.activity.database")
    if database is None:
        return None
    short = database.shortage(error)
    if short:
        words = say("cannot go on", "无法继续")
        if short.filename:
            words = say("cannot go on at {f}", "无法继续处理 {f}", f=quote(short.filename, 200))
        told = say("{w}: {why}", "{w}：{why}", w=words, why=database.why(short))
        return Refusal(told, database.remedy(short))
    return Refusal(*_AGAIN) if isinstance(error, database.Moved) or database.is_damage(error) else None


def run(arguments: Sequence[str]) -> None:
    """Run one command and leave with its exit code; whatever the user can cause ends in a sentence, never a traceback."""
    gc.set_threshold(100_000, 20, 20)  # what is loaded first stays, and leaves few cycles
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        settle(arguments)
        code = _short_cut(arguments)
        if code is None:
            code = _parsed(arguments)
    except Refusal as error:
        sys.stderr.write(refused(error) + "\n")
        code = 2
    except KeyboardInterrupt:
        sys.stderr.write(tr("stopped", "已停止") + "\n")
        code = 130
    except Exception as error:
        known = _known(error)
        if known:
            sys.stderr.write(refused(known) + "\n")
            sys.exit(2)
        if os.environ.get("COMMPLAN_TRACEBACK"):
            raise
        kind = f"{type(error).__name__}: {error}"[:300]
        sys.stderr.write(
            tr(
                "commplan made a mistake of its own; please report it with what you did. "
                f"COMMPLAN_TRACEBACK=1 shows where.\n  {kind}\n",
                f"commplan 自身出错，请连同操作步骤一并反馈。设置 COMMPLAN_TRACEBACK=1 可查看位置。\n  {kind}\n",
            )
        )
        code = 3
    sys.exit(code)
