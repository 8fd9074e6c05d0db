"""`commplan import`.

Exit codes: 0 imported; 1 when an export that is not empty brought no event; 2 when one cannot be read, or is of no known
make, or an option makes no sense. The exports before it are in the store then.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Optional

import typer

from commplan import paint, venues
from commplan.activity import heading
from commplan.activity.answers import Loose
from commplan.activity.event import CAPABILITIES, KINDS
from commplan.activity.excerpt import excerpt
from commplan.activity.export import opened
from commplan.activity.phone_dates import ORDERS, Order
from commplan.activity.store import Store
from commplan.cli.activity import open_store
from commplan.cli.plans import read_plan
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, remark, tr
from commplan.cli.today import day, end_of
from commplan.escape import terminal
from commplan.importing import collect
from commplan.importing.mappings import declared
from commplan.money import general_currency
from commplan.plan import Plan
from commplan.plan.evaluation import Source
from commplan.schedule import recurrence
from commplan.terms import term
from commplan.words import Refusal, Words, numbered, quote, say

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
            help=tr(
                "The plan: its evaluation.sources say how tables are read.",
                "方案：其 evaluation.sources 说明如何读取表格。",
            )
        ),
    ] = None,
    source: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help=tr("Which of the plan's sources this is.", "对应方案中的哪个数据来源。")),
    ] = None,
    private: Annotated[
        bool, typer.Option(help=tr("Also conversations between few people.", "也包括少数人之间的对话。"))
    ] = False,
    keep_text: Annotated[
        bool,
        typer.Option(
            "--keep-text",
            help=tr(
                "Also keep what was written; without this no text is stored.",
                "同时保存消息文本；不加此项则不保存任何文本。",
            ),
        ),
    ] = False,
    dates: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="ORDER",
            help=tr(
                "Of dates in numbers that do not tell it: day-first, month-first or year-first.",
                "日期全为数字而分不清时：day-first（日在前）、month-first（月在前）或 year-first（年在前）。",
            ),
        ),
    ] = None,
    today: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="YYYY-MM-DD",
            help=tr("Skip what is later than this day; default is now.", "跳过晚于这一天的记录，默认为现在。"),
        ),
    ] = None,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,  # noqa: ARG001
) -> None:
    """Import exports."""
    planned = _plan(plan) if plan else None
    declaring = _declared_source(planned, source)
    mapping = declared(declaring, general_currency(planned)) if planned and declaring and declaring.mapping else None
    tool = tool or (_forced(declaring, paths) if declaring and source else None)
    order, zone = _order(dates), recurrence.zone(planned.plan.timezone) if planned else None
    now = end_of(day(today), zone) if today else time.time_ns() // 1000
    tools = [
        collect.recognise(path, mapping, tool) for path in paths
    ]  # before a store is made: none shall be left empty
    store = open_store(output, create=True)
    barren = False
    for path, known in zip(paths, tools, strict=True):
        with _progress() as progress:
            found = collect.into(
                store,
                [path],
                mapping=mapping,
                source=known.name,
                private=private,
                text=keep_text,
                zone=zone.key if zone else "UTC",
                dates=order,
                now=now,
                progress=progress,
            )
        for one in found:
            emit(summary(one))
            barren |= _told_barren(one)
    if planned:
        _tell_channels(planned, store)
    sys.exit(int(barren))


def _plan(file: str) -> Plan:
    raw, folder, shown = read_plan(file)
    from commplan import load

    loaded = load.plan(shown, raw, folder)
    if loaded.plan is None:
        raise Refusal(
            say("{p} cannot be read yet", "{p} 尚无法读取", p=shown),
            say("`commplan check {p}` shows why", "`commplan check {p}` 会列出原因", p=shown),
        )
    return loaded.plan


def _order(dates: str | None) -> Order | None:
    found = next((order for order in ORDERS if order == dates), None)
    if dates and not found:
        raise Refusal(
            say("--dates cannot be {d}", "--dates 不能是 {d}", d=quote(dates)),
            say("it can be: {n}", "可用：{n}", n=", ".join(ORDERS)),
        )
    return found


def _declared_source(plan: Plan | None, name: str | None) -> Source | None:
    """The source of the plan that this is: the one named, or else the only one with a mapping, None without any."""
    if plan is None:
        if name:
            raise Refusal(
                say("--source names a source of a plan: give --plan too", "--source 指方案中的来源，请同时给出 --plan")
            )
        return None
    known = {s.id: s for s in plan.evaluation.sources}
    mapped = [s for s in known.values() if s.mapping]
    if name in known:
        return known[name]
    if name is None and len(mapped) <= 1:
        return mapped[0] if mapped else None
    if name is None:
        words = say("which source of the plan is this?", "这是方案中的哪个数据来源？")
        listed = ", ".join(s.id for s in mapped)
        raise Refusal(words, say("give --source, one of: {n}", "请用 --source 指明：{n}", n=listed))
    words = say("the plan has no source {s}", "方案中没有数据来源 {s}", s=quote(name))
    raise Refusal(words, say("it has: {n}", "现有：{n}", n=", ".join(known) or say("none", "没有")))


def _forced(source: Source, paths: list[Path]) -> str | None:
    """The tool that a source named by the user stands for. Refusal, with a mapping to paste, when it needs one."""
    if source.mapping:
        return collect.TABLE
    if source.tool != collect.TABLE and source.tool in collect.known():
        return source.tool
    for path in paths:
        try:
            with opened(path) as export:
                found = excerpt(export)
                told = heading.undeclared(path, found, source.id) if found else None
        except OSError:
            continue
        if told:
            raise Refusal(*told)
    return None


def _told_barren(one: collect.Collected) -> bool:
    if one.barren is None:
        return False
    remark(terminal(f"commplan: {one.barren.in_language(LANGUAGE)}"))
    return True


def _tell_channels(plan: Plan, store: Store) -> None:
    with store.connect() as connection:
        unlisted = venues.unlisted(plan, venues.spoken_in(connection))
    if unlisted:
        emit(terminal(unlisted.in_language(LANGUAGE)) + "\n")


@contextmanager
def _progress() -> Iterator[collect.Progress | None]:
    """On a terminal, a line on standard error that tells how far an import is; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    with paint.progress(sys.stderr, tr("records", "条记录"), tr("sorting", "排序")) as update:
        yield lambda name, records, meter: update(name, meter.read, meter.total, records)


def summary(one: collect.Collected) -> str:
    """What an import brought, for people."""
    record = one.record
    comma = "，" if LANGUAGE == "zh" else ", "
    kinds = comma.join(f"{term(kind).in_language(LANGUAGE)} {n:,}" for kind, n in record.kinds.items() if kind in KINDS)
    lines = [
        f"{one.path.name}: {one.source.title.in_language(LANGUAGE)}",
        tr(
            f"  {numbered(one.new, 'new event')}, {one.duplicate:,} seen before; {numbered(record.members, 'member')}",
            f"  新事件 {one.new:,} 条，重复 {one.duplicate:,} 条；成员 {record.members:,} 人",
        ),
        *([f"  {kinds}"] if kinds else []),
    ]
    if record.first is not None and record.last is not None:
        first, last = (time.strftime("%Y-%m-%d", time.gmtime(us // 1_000_000)) for us in (record.first, record.last))
        lines.append(tr(f"  from {first} to {last} (UTC)", f"  {first} 至 {last}（UTC）"))
    if one.tight:
        lines.append(
            tr(
                "  read row by row: to read it at once takes more memory than an import is given, and comes to the same",
                "  已逐行读取：一次读入所需内存超过导入可用的上限，两种方式结果相同",
            )
        )
    if one.begun:
        lines.append(
            tr(
                f"  threads named otherwise than any message: {one.begun:,}; the first message of each begins it, the others reply",
                f"  有 {one.begun:,} 个话题串的名称不是消息编号：每个话题串的首条消息为发起，其余为回复",
            )
        )
    for passed in one.skipped:
        lines.append(
            tr(
                f"  skipped {passed.count:,}: {passed.reason.en} ({passed.where.en})",
                f"  跳过 {passed.count:,} 条：{passed.reason.zh}（{passed.where.zh}）",
            )
        )
        if passed.advice and not one.barren:
            lines.append(f"    {passed.advice.in_language(LANGUAGE)}")
    if one.forgotten:
        lines.append(
            tr(
                f"  left out {one.forgotten:,}: of members who are forgotten",
                f"  未收录 {one.forgotten:,} 条：属于已遗忘的成员",
            )
        )
    lines += [
        tr(
            f"  corrected {passed.count:,}: {passed.reason.en} ({passed.where.en})",
            f"  修正 {passed.count:,} 条：{passed.reason.zh}（{passed.where.zh}）",
        )
        for passed in one.mended
    ]
    lines += [f"  {words.in_language(LANGUAGE)}" for words in _loose(one.loose)]
    if one.silent and not one.barren:
        told = tr("; ", "；").join(CAPABILITIES[name].in_language(LANGUAGE) for name in one.silent)
        lines.append(tr(f"  this export cannot tell: {told}", f"  该导出无法说明：{told}"))
    return "\n".join(terminal(line) for line in lines) + "\n"


def _loose(loose: Loose) -> Iterator[Words]:
    """Answers that lead nowhere, as far as there are any."""
    if loose.lost:
        yield say(
            "{n:,} answers or reactions in the store are to messages that are not in it",
            "仓中有 {n:,} 条回复或回应所指的消息不在仓中",
            n=loose.lost,
        )
    if loose.ahead:
        yield say(
            "{n:,} answers or reactions are older than what they answer: a clock was wrong",
            "有 {n:,} 条回复或回应早于其所指的消息：时钟有误",
            n=loose.ahead,
        )
    if loose.circle:
        yield say("{n:,} answers answer each other in a circle", "有 {n:,} 条回复互相循环指向", n=loose.circle)
