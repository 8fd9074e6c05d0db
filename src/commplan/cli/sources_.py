"""`commplan sources`."""

from __future__ import annotations

import shutil
from typing import Annotated, Optional

import typer

from commplan import sources
from commplan.activity import heading
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.discover import discover
from commplan.paint import columns, wrap
from commplan.source import Source
from commplan.words import Refusal, quote, say

HELP = tr("List the exports that `import` reads, or tell of one.", "列出 `import` 能读取的导出，或查看其中一种。")
EXAMPLES = tr("Examples: commplan sources | commplan sources table", "示例：commplan sources | commplan sources table")
_EVIDENCE = {
    "read from real exports": "依真实导出验证",
    "written from its documentation": "依文档编写",
}


def command(
    name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[SOURCE]", help=tr("Source to tell of.", "要查看的数据来源。")),
    ] = None,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """List sources, or tell of one."""
    found = {source.name: source for source in discover(sources, Source).values()}
    if name is None:
        rows = ((s.name, _evidence(s), s.title.in_language(LANGUAGE)) for s in found.values())
        emit(columns(rows))
    elif name in found:
        emit(_page(found[name], min(shutil.get_terminal_size().columns, 100)))
    else:
        words = say("no source is called {n}", "没有名为 {n} 的数据来源", n=quote(name))
        raise Refusal(words, say("there are: {n}", "可用：{n}", n=", ".join(found)))


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
            "`commplan import FILE` shows the same with the columns of your own file.",
            "`commplan import 文件` 会按您文件中的列给出同样的内容。",
        )
        blocks += [wrap(before.in_language(LANGUAGE), room), heading.example().in_language(LANGUAGE).rstrip("\n")]
        blocks.append(wrap(after.in_language(LANGUAGE), room))
    return "\n\n".join(blocks) + "\n"
