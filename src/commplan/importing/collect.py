"""Bring exports into an activity store: find the one source that recognises each, read it, and say what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from commplan import sources as pieces
from commplan.activity import heading
from commplan.activity.answers import Loose
from commplan.activity.change import Load
from commplan.activity.database import TooLittle
from commplan.activity.event import Kept, RawEvent, Skipped, printable, untold
from commplan.activity.excerpt import excerpt
from commplan.activity.export import Export, Meter, fingerprint, opened
from commplan.activity.gunzip import SpoiltError
from commplan.activity.manifest import ActivityError, Import
from commplan.activity.mapping import Mapping
from commplan.activity.pen import pen
from commplan.activity.phone_dates import Order
from commplan.activity.store import Store
from commplan.activity.unread import unread
from commplan.activity.watched import Passed, Tally, latest, watched
from commplan.activity.wholesale import Terms, loader
from commplan.activity.whose import Connection
from commplan.crew import beside
from commplan.discover import discover
from commplan.importing import gather
from commplan.os_errors import remedy, why
from commplan.source import Options, Source
from commplan.words import Words, say

TABLE, SURVEY = "table", "survey"
"""The sources that a mapping is for; one that declares questions is a survey's."""
DECLARED = frozenset({TABLE, SURVEY})
GUESSING = frozenset({"attendance", "meeting"})
"""The sources that go by the names of columns, and give way where a plan says what they mean."""

Progress = Callable[[str, int, Meter], None]
"""Called now and then with an export's name, the number of records read from it so far, and the bytes read and to read."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What one export brought. `record.kinds` counts its distinct events; `silent` is what it cannot tell.

    `forgotten`: events of members who are to be forgotten, which were left out. `mended`: events that were taken otherwise
    than they were written; `loose`: answers of this source in the store that lead nowhere. `barren`: why there is no event
    in it although it is not empty, and what to do; None when there are some. `tight`: the engine had too little memory to read
    it at once, and it was read row by row. `begun`: threads that go by another name than any message, each of which begins with its first.
    """

    path: Path
    source: Source
    record: Import
    new: int
    duplicate: int
    skipped: tuple[Passed, ...]
    silent: tuple[str, ...]
    barren: Words | None = None
    forgotten: int = 0
    mended: tuple[Passed, ...] = ()
    loose: Loose = field(default_factory=Loose)
    tight: bool = False
    begun: int = 0


def known() -> dict[str, Source]:
    """Every source, by name."""
    return {tool.name: tool for tool in discover(pieces, Source).values()}


def into(
    store: Store,
    paths: Sequence[Path],
    *,
    mapping: Mapping | None = None,
    source: str | None = None,
    private: bool = False,
    text: bool = False,
    zone: str = "UTC",
    dates: Order | None = None,
    now: int | None = None,
    progress: Progress | None = None,
) -> tuple[Collected, ...]:
    """Import each path, one after the other; one that fails leaves those before it in the store.

    `source` names the tool; without it the one that recognises an export reads it, or `mapping`, which says how to
    read tables, when none does. `text` keeps what was written, which nothing else does. `zone` and `dates` say
    what some texts leave out: the IANA zone of their times, and which number of their dates is the day. `now` is UTC microseconds: later events are skipped. ActivityError when a path cannot be read, or is not exactly one source's.
    """
    chosen = [(path, recognise(path, mapping, source)) for path in paths]
    options = Options(private=private, text=text, mapping=mapping, zone=zone, dates=dates)
    return tuple(_one(store, path, tool, options, now, progress) for path, tool in chosen)


def recognise(path: Path, mapping: Mapping | None, wanted: str | None) -> Source:
    tools = known()
    if wanted is not None and wanted not in tools:
        raise ActivityError(_no_such_source(wanted, tools))
    try:
        with opened(path) as export:
            claimants = (
                [tool for tool in tools.values() if tool.recognises(export)] if wanted is None else [tools[wanted]]
            )
            if mapping is not None and (len(claimants) != 1 or claimants[0].name in {*DECLARED, *GUESSING}):
                return tools[SURVEY if mapping.questions else TABLE]
            if len(claimants) > 1:
                raise ActivityError(_two_claimants(path, claimants))
            if not claimants or (claimants[0].name in DECLARED and mapping is None):
                raise _unclaimed(path, export)
    except OSError as fault:
        raise unreadable(path, fault) from fault
    return claimants[0]


def _unclaimed(path: Path, export: Export) -> ActivityError:
    """Nobody reads this: a table to be declared, a workbook to be saved as one, or something unknown."""
    if "xl/workbook.xml" in export.members:
        return ActivityError(_workbook(path))
    if (path / ".git").exists() or ((path / "HEAD").is_file() and (path / "objects").is_dir()):
        return ActivityError(_repository(path))
    known = unread(export)
    if known is not None:
        return ActivityError(known)
    found = excerpt(export)
    if found is None:
        return _no_claimant(path)
    return ActivityError(*heading.undeclared(path, found))


def _one(
    store: Store, path: Path, tool: Source, options: Options, now: int | None, progress: Progress | None
) -> Collected:
    name = options.mapping.name if options.mapping and tool.name in DECLARED else tool.name
    tally, odd = Tally(), Tally()
    try:
        called = printable(path.resolve().name) or path.anchor
        meter = Meter.of(path) if progress else Meter(0)
        told = partial(progress, called) if progress else None
        with opened(path, meter if told else None) as export:
            digests: list[str] = []

            def origin() -> Import:
                try:
                    digest = digests[0] if digests else printed()
                except OSError as fault:
                    raise unreadable(path, fault) from fault
                return Import(name, called, digest, {}, 0, None, None, tuple(sorted(tool.tells)))

            found = watched(_found(export, tool, options), (tally, odd), now, told, meter)
            rows = _with_texts(store, name, found) if options.text else map(pen(store.key, name), found)
            same = [store.pair(name, who, address) for who, address in tool.addresses(export)]
            load, tight = _wholesale(store, export, tool, options, latest(now)), list[bool]()
            terms = gather.Terms(path, tool, options, store.key, now)
            many = gather.loader(export, terms, (tally, odd), meter, digests.append, told)
            printed: Callable[[], str] = partial(fingerprint, path, export)
            printed = printed if many else beside(printed)  # where processes are begun there must be no threads
            many = many or (load and _told(load, told, meter, tight))
            added = store.add(rows, origin, tally.counts, same, many, named=_may_name(options))
    except OSError as fault:
        raise unreadable(path, fault) from fault
    skipped = tally.passed(options.mapping.time_format if options.mapping and tool.name in DECLARED else None)
    silent = untold(added.record.tells, tool.tells)
    barren = None if added.record.kinds else _barren(called, tool, skipped)
    rest = (added.new, added.duplicate, skipped, silent, barren, added.forgotten, odd.passed(None), added.loose)
    return Collected(path, tool, added.record, *rest, bool(tight), added.begun)


def _may_name(options: Options) -> bool:
    return options.mapping is not None and options.mapping.thread is not None


def _wholesale(store: Store, export: Export, tool: Source, options: Options, last: int) -> Load | None:
    """How the engine reads a table by itself, where it can."""
    if options.mapping is None or options.text or tool.name != TABLE:
        return None
    return loader(export, Terms(options.mapping, store.key, options.mapping.name, last))


def _told(load: Load, progress: Callable[[int, Meter], None] | None, meter: Meter, tight: list[bool]) -> Load:
    """`tight` is told when the engine has too little memory to read all at once: row by row it comes to the same."""

    def loaded(connection: Connection, work: Path) -> int:
        try:
            rows = load(connection, work)
        except TooLittle:
            tight.append(True)
            return 0
        if rows and progress:
            meter.read = meter.total
            progress(rows, meter)
        return rows

    return loaded


def _barren(name: str, tool: Source, skipped: tuple[Passed, ...]) -> Words | None:
    advice = next((passed.advice for passed in skipped if passed.advice), None)
    if advice is not None:
        return say("'{name}' brought no event: {why}", "“{name}” 没有带来任何事件：{why}", name=name, why=advice)
    if skipped:
        return say(
            "'{name}' brought no event: all in it was skipped ({why})",
            "“{name}” 没有带来任何事件：其内容均被跳过（{why}）",
            name=name,
            why=skipped[0].reason,
        )
    if tool.name in DECLARED:
        return None
    return say(
        "'{name}' brought no event: nothing in it is as {tool} writes it. Without --tool, commplan looks for the tool itself",
        "“{name}” 没有带来任何事件：其中没有 {tool} 格式的内容。不写 --tool 时，commplan 会自行识别",
        name=name,
        tool=tool.name,
    )


def _with_texts(store: Store, name: str, found: Iterator[list[RawEvent]]) -> Iterator[str | Kept]:
    """What is kept of some events when the user asked for texts: their rows, and their texts."""
    write = pen(store.key, name)
    for raws in found:
        yield write(raws)
        yield from filter(None, (store.text(name, raw) for raw in raws))


def _found(export: Export, tool: Source, options: Options) -> Iterator[RawEvent | Skipped]:
    yield from export.refused
    yield from tool.read(export, options)


def _no_such_source(wanted: str, tools: dict[str, Source]) -> Words:
    return say(
        "there is no source '{wanted}'; known are: {names}",
        "没有名为 “{wanted}” 的数据来源；可用的有：{names}",
        wanted=wanted,
        names=", ".join(tools),
    )


def _no_claimant(path: Path) -> ActivityError:
    if path.is_file() and path.stat().st_size == 0:
        return ActivityError(say("'{path}' is empty", "“{path}” 是空文件", path=path))
    return ActivityError(
        say(
            "'{path}' is an export of no tool that is read, and no table (CSV, JSON lines, Parquet)",
            "“{path}” 不是任何可读取工具的导出，也不是表格（CSV、JSON Lines、Parquet）",
            path=path,
        ),
        say(
            "`commplan sources` lists the tools and what to export of each; if one of them wrote it all the same, --tool NAME "
            "tells what is amiss",
            "`commplan sources` 列出各工具及应导出的内容；若确由其中某个工具导出，加 --tool 名称 可查看问题所在",
        ),
    )


def _repository(path: Path) -> Words:
    return say(
        "'{path}' is a git repository: write its history into a file with `git -C '{path}' log > {name}.log`, and import"
        " that",
        "“{path}” 是 git 仓库：请用 `git -C '{path}' log > {name}.log` 把历史写入文件，再导入该文件",
        path=path,
        name=path.resolve().name.removesuffix(".git") or "history",
    )


def _workbook(path: Path) -> Words:
    return say(
        "'{path}' is an Excel workbook: save its sheet as CSV (UTF-8) and import that",
        "“{path}” 是 Excel 工作簿：请把工作表另存为 CSV（UTF-8）后再导入",
        path=path,
    )


def _two_claimants(path: Path, claimants: list[Source]) -> Words:
    return say(
        "which tool wrote '{path}'? It could be from any of {names}: name the source",
        "“{path}” 是哪个工具导出的？可能来自 {names}：请指明数据来源",
        path=path,
        names=", ".join(tool.name for tool in claimants),
    )


def unreadable(path: Path, fault: OSError) -> ActivityError:
    """That an export cannot be read, why, and what to do if that is known."""
    reason = fault.words if isinstance(fault, SpoiltError) else why(fault)
    words = say("cannot read '{path}': {why}", "无法读取 “{path}”：{why}", path=path, why=reason)
    return ActivityError(words, remedy(fault))
