"""`commplan sources`."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Optional

import typer

from commplan import sources
from commplan.activity import heading
from commplan.activity.event import RawEvent, printable
from commplan.activity.key import Key, event_hash
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.discover import discover
from commplan.escape import terminal
from commplan.paint import columns, wrap
from commplan.source import Source
from commplan.words import Refusal, Words, quote, say

HELP = tr("List the exports that `import` reads, or tell of one.", "列出 `import` 能读取的导出，或查看其中一种。")
EXAMPLES = tr(
    "Examples: commplan sources | commplan sources table | commplan sources --try chat.csv",
    "示例：commplan sources | commplan sources table | commplan sources --try chat.csv",
)
_EVIDENCE = {
    "read from real exports": "依真实导出验证",
    "written from its documentation": "依文档编写",
}


def command(
    name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[SOURCE]", help=tr("Source to tell of.", "要查看的数据来源。")),
    ] = None,
    try_: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--try",
            metavar="FILE",
            help=tr(
                "Look into an export: which tool reads it, or a mapping to paste, and its first rows.",
                "查看一份导出：由哪个工具读取，或可粘贴的映射，以及前几行的结果。",
            ),
        ),
    ] = None,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """List sources, or tell of one, or look into an export."""
    if try_ is not None:
        emit(_tried(try_))
        return
    found = {source.name: source for source in discover(sources, Source).values()}
    if name is None:
        rows = ((s.name, _evidence(s), s.title.in_language(LANGUAGE)) for s in found.values())
        emit(columns(rows) + "\n" + _by_hand())
    elif name in found:
        emit(_page(found[name], min(shutil.get_terminal_size().columns, 100)))
    else:
        words = say("no source is called {n}", "没有名为 {n} 的数据来源", n=quote(name))
        raise Refusal(words, say("there are: {n}", "可用：{n}", n=", ".join(found)))


def _by_hand() -> str:
    return tr(
        "What people count and write down needs no export: a source of the plan is then `tool: manual` (or `ledger`, `log`), and the"
        " figures stand in `evaluation.readings`.\n",
        "由人统计并记录的数据无需导出：方案中的来源写 `tool: manual`（或 `ledger`、`log`），数值写在 `evaluation.readings` 中。\n",
    )


def _tried(path: Path) -> str:
    """What an export would give, as YAML: the entry of the plan, and everything else in comments."""
    from commplan.importing import collect, peek

    try:
        seen = peek.into(path)
    except OSError as fault:
        raise collect.unreadable(path, fault) from fault
    if seen.tool is None and seen.entry is None:
        words = say("'{p}' is of no known tool, and no table", "“{p}” 不是已知工具的导出，也不是表格", p=path)
        raise Refusal(words, say("`commplan sources` lists what is read", "`commplan sources` 列出可读取的导出"))
    told = [_who_reads(path, seen.tool)] if seen.tool else []
    told += _rows(seen.events)
    told += [f"{skipped.where}: {skipped.reason.in_language(LANGUAGE)}" for skipped in seen.skipped[:3]]
    told += [seen.fault.in_language(LANGUAGE)] if seen.fault else []
    if seen.entry:
        told.append(_next(path, seen.id) if seen.events else _unread().in_language(LANGUAGE))
    entry = seen.entry.in_language(LANGUAGE) if seen.entry else ""
    return entry + "".join(f"# {terminal(line)}\n" for line in told)


def _unread() -> Words:
    return say(
        "no row can be read by this as it stands: correct it and try an import",
        "按现在的写法读不出任何一行：请改正后再导入",
    )


def _who_reads(path: Path, tool: Source) -> str:
    shown = shlex.quote(str(path))
    return tr(
        f"{tool.title.en} ({tool.name}) reads this; no mapping is needed: commplan import {shown} -o activity/",
        f"由 {tool.title.zh}（{tool.name}）读取，无需映射：commplan import {shown} -o activity/",
    )


def _next(path: Path, id_: str) -> str:
    command = f"commplan import {shlex.quote(str(path))} -o activity/ --plan PLAN --source {id_}"
    return tr(f"paste it into the plan, correct it, then: {command}", f"粘贴到方案中并核对，然后运行：{command}")


def _rows(events: Sequence[RawEvent]) -> list[str]:
    """The first events as a table: members as short hashes, of a text no more than its length."""
    if not events:
        return []
    survey = events[0].kind == "answer"
    heads = (
        ("time (UTC)", "kind", "member", "channel", *(("question", "value") if survey else ("answers", "size")))
        if LANGUAGE == "en"
        else ("时间（UTC）", "类型", "成员", "频道", *(("题目", "取值") if survey else ("所回复", "长度")))
    )
    made = [heads, *(_row(event, survey=survey) for event in events)]
    return columns(made).rstrip("\n").split("\n")


def _row(event: RawEvent, *, survey: bool) -> tuple[str, ...]:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=event.us)
    answered = event.reply_to or (event.thread if event.kind == "reply" else None)
    about = event.tags if survey else answered and _short(answered)
    return (
        f"{at:%Y-%m-%d %H:%M:%S}",
        event.kind,
        _short(event.member) if event.member else "-",
        printable(event.channel) or "-",
        about or "-",
        "-" if event.size is None else str(event.size),
    )


def _short(native_id: str) -> str:
    """Enough of a hash to tell one from the other in a few rows, and too little to keep."""
    return event_hash(Key(b""), "try", native_id)[:6]


def _evidence(source: Source) -> str:
    return tr(source.evidence, _EVIDENCE[source.evidence])


def _page(source: Source, room: int) -> str:
    blocks = [f"{source.name}  {source.title.in_language(LANGUAGE)} ({_evidence(source)})"]
    blocks += [wrap(words.in_language(LANGUAGE), room) for words in (source.about, source.notes)]
    if source.name == "table":
        before = say(
            "For a table with the columns sent, author, room, message and message_id the plan says:",
            "表格的列为 sent、author、room、message、message_id 时，方案中写：",
        )
        after = say(
            "`commplan sources --try FILE` shows the same with the columns of your own file, and its first rows.",
            "`commplan sources --try 文件` 会按您文件中的列给出同样的内容，并显示前几行的结果。",
        )
        blocks += [wrap(before.in_language(LANGUAGE), room), heading.example().in_language(LANGUAGE).rstrip("\n")]
        blocks.append(wrap(after.in_language(LANGUAGE), room))
    return "\n\n".join(blocks) + "\n"
