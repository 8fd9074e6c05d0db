"""`commplan init`."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from commplan import __version__, render, scaffold
from commplan.cli.speech import LANG_HELP, LANGUAGE, remark, tr
from commplan.escape import terminal
from commplan.files import write_all
from commplan.scaffold import PLAN, PROFILES, Facts
from commplan.words import LANGUAGES, Language, Refusal, Words, nearest_language, quote, say

HELP = tr(
    "Write a first plan: asks a few questions, or none with --yes.", "生成一份方案初稿：提几个问题，用 --yes 则不提问。"
)
EXAMPLES = tr(
    'Examples: commplan init | commplan init club --title "Chess club" --profile oss --lang en --yes',
    "示例：commplan init | commplan init club --title 象棋社 --profile wechat-brand --lang zh --yes",
)
_ISO_DAY = "YYYY-MM-DD"


class Ci(StrEnum):
    """Where a workflow can be written for."""

    github = "github"


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help=tr("Folder to write to, made when missing.", "写入的文件夹，没有则新建。"))
    ] = Path(),
    profile: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Option("--profile", "-p", help=tr(f"One of {', '.join(PROFILES)}; repeatable.", f"可选：{'、'.join(PROFILES)}；可多次使用。")),
    ] = None,
    lang: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=tr("Language of the plan and of messages: en or zh.", "方案与消息的语言：en 或 zh。")),
    ] = None,
    title: Annotated[Optional[str], typer.Option(help=tr("Title of the plan.", "方案标题。"))] = None,  # noqa: UP045
    audience: Annotated[
        Optional[str], typer.Option(help=tr("Whom the community is for.", "社群面向谁。"))  # noqa: UP045
    ] = None,
    id_: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--id", help=tr("Short name, kebab-case; default is made of the title.", "短名称（短横线小写）；默认由标题生成。")),
    ] = None,
    timezone: Annotated[
        Optional[str], typer.Option(help=tr("IANA time zone; default is this machine's.", "IANA 时区；默认为本机时区。"))  # noqa: UP045
    ] = None,
    currency: Annotated[
        Optional[str], typer.Option(help=tr("Currency such as EUR.", "货币，例如 CNY。"))  # noqa: UP045
    ] = None,
    start: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar=_ISO_DAY, help=tr("First day; default is the first of next month.", "起始日；默认为下月 1 日。")),
    ] = None,
    end: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar=_ISO_DAY, help=tr("Last day; default is one year later.", "结束日；默认为一年后。")),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=tr("Ask nothing.", "不提问。"))] = False,
    ci: Annotated[
        Optional[Ci], typer.Option(help=tr("Also write a workflow that checks the plan.", "同时写入检查方案的工作流。"))  # noqa: UP045
    ] = None,
) -> None:
    """Write a first plan."""
    _free(folder / PLAN)
    asks = not yes and sys.stdin.isatty() and sys.stderr.isatty()
    given = Given(lang, title, audience, timezone, tuple(profile) if profile else None, start)
    facts = _facts(given, asks)
    facts = replace(facts, id=_id(id_), currency=_currency(currency, facts), end=_end(end, facts.start), version=__version__)
    contents = scaffold.files(replace(facts, workflow=ci is not None), render.scaffold)
    for name, text in contents.items():
        _free(folder / name, text)
    _written(folder, contents)
