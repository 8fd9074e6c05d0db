"""Bring exports into an activity store: find the one source that recognises each, read it, and say what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from commplan import sources as pieces
from commplan.discover import discover
from commplan.event import CAPABILITIES, RawEvent, Skipped, clock_fault, printable
from commplan.export import Export, fingerprint, opened
from commplan.manifest import ActivityError, Import
from commplan.mapping import Mapping
from commplan.source import Options, Source
from commplan.store import Store
from commplan.words import Words, say

PLACES = 3
"""How many places are kept for each reason to skip: enough to find the fault, few enough to be read."""
BEAT = 5_000
TABLE = "table"
"""The source that a mapping is for."""

Progress = Callable[[str, int], None]
"""Called now and then with an export's name and the number of records read from it so far."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Records skipped for one reason, with the first few places."""

    reason: Words
    count: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collected:
    """What one export brought. `record.kinds` counts its distinct events; `silent` is what it cannot tell."""

    path: Path
    source: Source
    record: Import
    new: int
    duplicate: int
    skipped: tuple[Passed, ...]
    silent: tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    read: int = 0
    counts: Counter[Words] = field(default_factory=Counter)
    places: dict[Words, list[str]] = field(default_factory=dict)

    def skip(self, skipped: Skipped) -> None:
        self.counts[skipped.reason] += skipped.count
        places = self.places.setdefault(skipped.reason, [])
        if len(places) < PLACES:
            places.append(skipped.where)


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
    now: int | None = None,
    progress: Progress | None = None,
) -> tuple[Collected, ...]:
    """Import each path, one after the other; one that fails leaves those before it in the store.

    `source` names the tool where it cannot be recognised, `mapping` says how to read tables. `now` is UTC
    microseconds: later events are skipped. ActivityError when a path cannot be read, or is not exactly one source's.
    """
    chosen = [(path, _source(path, mapping, source)) for path in paths]
    options = Options(private=private, mapping=mapping)
    return tuple(_one(store, path, tool, options, now, progress) for path, tool in chosen)


def _source(path: Path, mapping: Mapping | None, wanted: str | None) -> Source:
    tools = known()
    if wanted is None and mapping is not None:
        wanted = TABLE
    if wanted is not None and wanted not in tools:
        raise ActivityError(_no_such_source(wanted, tools))
    try:
        with opened(path) as export:
            if wanted is not None:
                return tools[wanted]
            claimants = [tool for tool in tools.values() if tool.recognises(export)]
    except OSError as fault:
        raise ActivityError(_unreadable(path, fault)) from fault
    if len(claimants) != 1:
        raise ActivityError(_two_claimants(path, claimants) if claimants else _no_claimant(path, tools))
    return claimants[0]


def _one(
    store: Store, path: Path, tool: Source, options: Options, now: int | None, progress: Progress | None
) -> Collected:
    name = options.mapping.name if options.mapping and tool.name == TABLE else tool.name
    tally = _Tally()
    try:
        called = printable(path.resolve().name) or path.anchor
        origin = Import(name, called, fingerprint(path), {}, 0, None, None, tuple(sorted(tool.tells)))
        with opened(path) as export:
            found = _watched(_found(export, tool, options), tally, now, called, progress)
            added = store.add((store.event(name, raw) for raw in found), origin, tally.counts)
    except OSError as fault:
        raise ActivityError(_unreadable(path, fault)) from fault
    skipped = tuple(Passed(reason, count, tuple(tally.places[reason])) for reason, count in tally.counts.most_common())
    silent = tuple(name for name in CAPABILITIES if name not in added.record.tells)
    return Collected(path, tool, added.record, added.new, added.duplicate, skipped, silent)


def _found(export: Export, tool: Source, options: Options) -> Iterator[RawEvent | Skipped]:
    yield from export.refused
    yield from tool.read(export, options)


def _watched(
    found: Iterator[RawEvent | Skipped], tally: _Tally, now: int | None, name: str, progress: Progress | None
) -> Iterator[RawEvent]:
    """The events among what was found whose clock can be right; the rest is counted."""
    for item in found:
        tally.read += 1
        if progress and tally.read % BEAT == 0:
            progress(name, tally.read)
        if isinstance(item, Skipped):
            tally.skip(item)
        elif fault := clock_fault(item.us, now):
            tally.skip(Skipped(item.native_id, fault))
        else:
            yield item
    if progress:
        progress(name, tally.read)


def _no_such_source(wanted: str, tools: dict[str, Source]) -> Words:
    return say(
        "there is no source '{wanted}'; known are: {names}",
        "没有名为 “{wanted}” 的数据来源；可用的有：{names}",
        wanted=wanted,
        names=", ".join(tools),
    )


def _no_claimant(path: Path, tools: dict[str, Source]) -> Words:
    return say(
        "which tool wrote '{path}'? None of {names} recognises it: name the source, or, for a table (CSV, JSON lines,"
        " Parquet), say in the plan's evaluation.sources which column holds what",
        "“{path}” 是哪个工具导出的？{names} 均无法识别：请指明数据来源；若为表格（CSV、JSON Lines、Parquet），"
        "请在计划的 evaluation.sources 中说明各列的含义",
        path=path,
        names=", ".join(tools),
    )


def _two_claimants(path: Path, claimants: list[Source]) -> Words:
    return say(
        "which tool wrote '{path}'? It could be from any of {names}: name the source",
        "“{path}” 是哪个工具导出的？可能来自 {names}：请指明数据来源",
        path=path,
        names=", ".join(tool.name for tool in claimants),
    )


def _unreadable(path: Path, fault: OSError) -> Words:
    return say("cannot read '{path}': {why}", "无法读取 “{path}”：{why}", path=path, why=fault.strerror or fault)
