"""`commplan init`."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from commplan import __version__, load, scaffold
from commplan.cli.adopting import adopted, tell
from commplan.cli.questions import Questions, day, guessed_timezone, language, profiles, text, timezone
from commplan.cli.speech import LANGUAGE, remark, tr
from commplan.escape import terminal
from commplan.files import write_all
from commplan.rendering import render
from commplan.scaffold import PLAN, PROFILES, Facts
from commplan.words import Refusal, quote, say

HELP = tr(
    "Write a first plan; asks a few questions, or none with --yes.", "生成方案初稿；会提几个问题，用 --yes 则不提问。"
)
EXAMPLES = tr(
    'Examples: commplan init | commplan init club --title "Chess club" --profile oss --lang en --yes',
    "示例：commplan init | commplan init club --title 象棋社 --profile wechat-brand --lang zh --yes",
)
_NAMES = ", ".join(PROFILES)


class Ci(StrEnum):
    """Where a workflow can be written for."""

    github = "github"


def command(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[DIR]", help=tr("Folder to write to, made when missing.", "写入的文件夹，没有则新建。")
        ),
    ] = Path(),
    profile: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Option("--profile", "-p", help=tr(f"{_NAMES}; repeatable.", f"{_NAMES}；可多次使用。")),
    ] = None,
    lang: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=tr("Language of the plan and of messages: en or zh.", "方案与消息的语言：en 或 zh。")),
    ] = None,
    title: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=tr("Title of the plan.", "方案标题。")),
    ] = None,
    audience: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=tr("Whom the community is for.", "社群面向谁。")),
    ] = None,
    id_: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--id",
            help=tr("Short name such as spring-2027, else from the title.", "短名称，例如 spring-2027；默认取自标题。"),
        ),
    ] = None,
    zone: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--timezone", help=tr("IANA time zone, else this machine's.", "IANA 时区，默认为本机时区。")),
    ] = None,
    currency: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=tr("Currency, such as EUR.", "货币，例如 CNY。")),
    ] = None,
    start: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="YYYY-MM-DD", help=tr("First day, else of next month.", "起始日，默认为下月 1 日。")),
    ] = None,
    end: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="YYYY-MM-DD", help=tr("Last day, else after one year.", "结束日，默认为满一年。")),
    ] = None,
    source: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option(
            "--from",
            metavar="FILE",
            help=tr(
                "Make the plan of what there is: sigs.yaml, a calendar or risk register (.csv, .xlsx), .ics; repeatable.",
                "用已有文件生成方案：sigs.yaml、日历或风险登记册（.csv、.xlsx）、.ics；可多次使用。",
            ),
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=tr("Ask nothing.", "不提问。"))] = False,
    ci: Annotated[
        Optional[Ci],  # noqa: UP045
        typer.Option(help=tr("Also write a workflow that checks the plan.", "同时写入自动检查方案的工作流。")),
    ] = None,
) -> None:
    """Write a first plan."""
    _free(folder, PLAN)
    given = _Given(profile, lang, title, audience, id_, zone, currency, start, end, ci)
    asks = not yes and sys.stdin.isatty() and sys.stderr.isatty()
    try:
        facts = _facts(given, Questions(asks))
    except KeyboardInterrupt:
        remark("\n" + tr("stopped; nothing was written", "已停止，未写入任何文件"))
        sys.exit(130)
    contents = scaffold.files(facts, render.scaffold)
    taken = None
    if source:
        contents[PLAN], taken, facts = adopted(source, facts, bounded=start is not None)
    _sound(contents[PLAN])
    for name, content in contents.items():
        _free(folder, name, content)
    _write(folder, contents, facts)
    if taken:
        tell(taken)


@dataclass(frozen=True, slots=True)
class _Given:
    """The options as they were given."""

    profile: list[str] | None
    lang: str | None
    title: str | None
    audience: str | None
    id: str | None
    timezone: str | None
    currency: str | None
    start: str | None
    end: str | None
    ci: Ci | None


def _facts(given: _Given, ask: Questions) -> Facts:
    """What the options say, what the answers say, and what can be taken for granted."""
    tongue = ask(say("Language: en or zh", "语言：en 或 zh"), language, given.lang, LANGUAGE) or LANGUAGE
    ask = replace(ask, language=tongue)
    later = say(" (Enter: later)", "（直接回车：以后再填）")
    title = ask(say("What is the plan called?{l}", "方案的标题？{l}", l=later), text, given.title)
    audience = ask(say("Whom is the community for?{l}", "社群面向谁？{l}", l=later), text, given.audience)
    guess = guessed_timezone()
    offered = guess or ("Asia/Shanghai" if tongue == "zh" else "UTC") if ask.wanted else guess
    zone = ask(say("Time zone?", "时区？"), timezone, given.timezone, offered)
    ask.tell(say("Profiles:", "类型："))
    for name, words in PROFILES.items():
        ask.tell(say("  {n:<16}{w}", "  {n:<16}{w}", n=name, w=words))
    named = " ".join(given.profile) if given.profile else None
    chosen = ask(say("Which, one or several?", "选哪种？可选多种："), profiles, named, "base")
    today = date.today()  # noqa: DTZ011 - the user's own day is meant
    next_month = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    start = ask(say("First day of the plan?", "方案从哪一天开始？"), day, given.start, str(next_month)) or next_month
    end = day(given.end) if given.end else scaffold.last_day(start)
    if end < start:
        raise Refusal(say("the last day, {e}, is before the first, {s}", "结束日 {e} 早于起始日 {s}", e=end, s=start))
    return Facts(
        tongue,
        start,
        end,
        title=title,
        id=given.id,
        audience=audience,
        timezone=zone,
        currency=text(given.currency) if given.currency else None,
        profiles=chosen or (),
        workflow=given.ci is not None,
        version=__version__,
    )


def _sound(plan: str) -> None:
    """Refuses what an option puts into the plan that the plan format cannot take, in the format's own words."""
    for fault in load.plan(PLAN, plan.encode()).document.faults:
        raise Refusal(fault.problem.message, fault.problem.hint)


def _free(folder: Path, name: str, content: str | None = None) -> None:
    """Refuses to write where something else is already; the same content is no harm."""
    path = folder / name
    try:
        there = path.is_symlink() or path.exists()
        if not there or (content is not None and path.read_bytes() == content.encode()):
            return
    except OSError as error:
        raise _unwritable(path, error) from None
    raise Refusal(
        say("{p} is already there; nothing was written", "{p} 已存在，未写入任何文件", p=quote(path, 200)),
        say("name another folder: `commplan init DIR`", "请指定另一个文件夹：`commplan init 文件夹`"),
    )


def _write(folder: Path, contents: dict[str, str], facts: Facts) -> None:
    try:
        written = write_all(folder, contents)
    except (OSError, ValueError) as error:
        raise _unwritable(folder, error) from None
    speak = facts.language
    for path in reversed(written):
        remark(terminal(say("wrote {p}", "已写入 {p}", p=path).in_language(speak)))
    plan = terminal(shlex.quote(str(folder / PLAN)))
    if facts.workflow and _inside_a_repository(folder):
        words = say(
            "GitHub runs workflows only from the top of a repository: move .github there",
            "GitHub 只运行仓库根目录下的工作流，请把 .github 移到根目录",
        )
        remark(words.in_language(speak))
    remark(say("Next:", "下一步：").in_language(speak))
    shown = say("what is still to be filled in", "查看还需要填写什么").in_language(speak)
    remark(f"  commplan check {plan}  # {shown}")
    shown = say("the plan as a document", "把方案生成文档").in_language(speak)
    remark(f"  commplan render {plan}  # {shown}")


def _inside_a_repository(folder: Path) -> bool:
    """Whether the folder lies in a repository, but not at its top."""
    here = folder.resolve()
    return not (here / ".git").exists() and any((parent / ".git").exists() for parent in here.parents)


def _unwritable(path: Path, error: Exception) -> Refusal:
    reason = getattr(error, "strerror", None) or str(error)
    return Refusal(say("cannot write to {p}: {e}", "无法写入 {p}：{e}", p=quote(path, 200), e=reason))
