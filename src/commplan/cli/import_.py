"""`commplan import`."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated, Optional

import typer

from commplan import collect, load
from commplan.cli.activity import open_store
from commplan.cli.plans import read_plan
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.event import CAPABILITIES, KINDS
from commplan.mappings import declared
from commplan.plan.evaluation import Source
from commplan.words import Refusal, quote, say

HELP = tr("Bring exports into an activity store.", "把导出文件导入活动数据仓。")
EXAMPLES = tr(
    "Example: commplan import slack-export.zip -o activity/", "示例：commplan import slack-export.zip -o activity/"
)


def command(
    paths: Annotated[
        list[Path], typer.Argument(help=tr("Exports: folders, zips, files.", "导出：文件夹、压缩包、文件。"))
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help=tr("The activity store, made when missing.", "活动数据仓，没有则新建。")),
    ] = Path("activity"),
    tool: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=tr("The tool that wrote them, when it cannot be recognised.", "无法识别时指明导出工具。")),
    ] = None,
    plan: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            help=tr("A plan whose evaluation.sources declare a mapping.", "在 evaluation.sources 中声明了映射的方案。")
        ),
    ] = None,
    source: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=tr("Which of the plan's sources this is.", "对应方案中的哪个数据来源。")),
    ] = None,
    private: Annotated[
        bool, typer.Option(help=tr("Also conversations between few people.", "也包括少数人之间的对话。"))
    ] = False,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """Import exports."""
    declaring = _declared_source(plan, source)
    mapping = declared(declaring) if declaring and declaring.mapping else None
    if declaring and mapping is None:
        tool = tool or declaring.tool
    store = open_store(output, create=True)
    for path in paths:
        found = collect.into(
            store,
            [path],
            mapping=mapping,
            source=tool,
            private=private,
            now=time.time_ns() // 1000,
            progress=_progress if sys.stderr.isatty() else None,
        )
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
        for one in found:
            emit(summary(one))


def _declared_source(plan: str | None, name: str | None) -> Source | None:
    """The source of the plan that this is: the one named, or the only one with a mapping."""
    if plan is None:
        if name:
            raise Refusal(
                say("--source names a source of a plan: give --plan too", "--source 指方案中的来源，请同时给出 --plan")
            )
        return None
    raw, folder, shown = read_plan(plan)
    loaded = load.plan(shown, raw, folder)
    if loaded.plan is None:
        raise Refusal(
            say("{p} cannot be read yet", "{p} 尚无法读取", p=shown),
            say("`commplan check {p}` shows why", "`commplan check {p}` 会列出原因", p=shown),
        )
    known = {s.id: s for s in loaded.plan.evaluation.sources}
    mapped = [s for s in known.values() if s.mapping]
    if name in known:
        return known[name]
    if name is None and len(mapped) == 1:
        return mapped[0]
    names = ", ".join(known) or say("none", "没有")
    if name is None:
        words = say("which source of the plan is this?", "这是方案中的哪个数据来源？")
        raise Refusal(words, say("give --source, one of: {n}", "请用 --source 指明：{n}", n=names))
    words = say("the plan has no source {s}", "方案中没有数据来源 {s}", s=quote(name))
    raise Refusal(words, say("it has: {n}", "现有：{n}", n=names))


def _progress(name: str, records: int) -> None:
    sys.stderr.write(f"\r\033[K{name}: {records:,}")
    sys.stderr.flush()


def summary(one: collect.Collected) -> str:
    """What an import brought, for people."""
    record = one.record
    comma = "，" if LANGUAGE == "zh" else ", "
    kinds = comma.join(f"{kind} {n:,}" for kind, n in record.kinds.items() if kind in KINDS)
    lines = [
        f"{one.path.name}: {one.source.title.in_language(LANGUAGE)}",
        tr(
            f"  {one.new:,} new events, {one.duplicate:,} seen before; {record.members:,} members",
            f"  新事件 {one.new:,} 条，重复 {one.duplicate:,} 条；成员 {record.members:,} 人",
        ),
        f"  {kinds}",
    ]
    if record.first is not None and record.last is not None:
        first, last = (time.strftime("%Y-%m-%d", time.gmtime(us // 1_000_000)) for us in (record.first, record.last))
        lines.append(tr(f"  from {first} to {last} (UTC)", f"  {first} 至 {last}（UTC）"))
    for passed in one.skipped:
        places = "; ".join(passed.places)
        lines.append(
            tr(
                f"  skipped {passed.count:,}: {passed.reason.en} ({places})",
                f"  跳过 {passed.count:,} 条：{passed.reason.zh}（{places}）",
            )
        )
    if one.silent:
        told = "; ".join(CAPABILITIES[name].in_language(LANGUAGE) for name in one.silent)
        lines.append(tr(f"  this export cannot tell: {told}", f"  该导出无法说明：{told}"))
    from commplan.escape import terminal

    return "\n".join(terminal(line) for line in lines) + "\n"
