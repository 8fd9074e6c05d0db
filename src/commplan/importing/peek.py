"""What an export would give, before anything of it is imported: who reads it, or the mapping that would, and its first rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from commplan import load
from commplan.activity import heading
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.excerpt import excerpt
from commplan.activity.export import Export, opened
from commplan.activity.manifest import ActivityError
from commplan.activity.mapping import Mapping
from commplan.importing import collect
from commplan.importing.mappings import declared
from commplan.source import Options, Source
from commplan.words import Words, say

ROWS = 10
UNASKED = say(
    "no question is declared yet: take the mark # from those that are to be counted, and put their answers in order",
    "尚未声明任何题目：请去掉要统计的题目前的 #，并将其答案由低到高排列",
)
_ENOUGH = 2_000
"""Records after which no more events are waited for."""
_PLAN = "commplan: 1\nplan: {id: x, title: X, owner: x, period: {start: 2000-01-01, end: 2000-12-31}, timezone: UTC}\n"


@dataclass(frozen=True, slots=True)
class Peek:
    """`tool` recognises the export, or `entry` of `evaluation.sources` reads it as a table (None: it is neither).

    `fault`: why nothing was read by that entry as it stands.
    """

    tool: Source | None
    entry: Words | None
    id: str
    events: tuple[RawEvent, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    fault: Words | None = None


def into(path: Path) -> Peek:
    """Look into the export at a path. OSError when there is none, ActivityError when two tools may have written it."""
    with opened(path) as export:
        tools = [tool for tool in collect.known().values() if tool.recognises(export)]
        if len(tools) > 1:
            collect.recognise(path, None, None)
        if tools:
            return _first(export, tools[0], Options(private=True), Peek(tools[0], None, tools[0].name))
        found = excerpt(export)
        id_ = _slug(path)
        if found is None:
            return Peek(None, None, id_)
        entry = heading.entry(found, id_)
        mapping = _as_pasted(entry)
        if mapping is None or (mapping.time is None and mapping.time_constant is None):
            return Peek(None, entry, id_)
        if not mapping.questions and heading.of_survey(entry):
            return Peek(None, entry, id_, fault=UNASKED)
        tool = collect.known()[collect.SURVEY if mapping.questions else collect.TABLE]
        return _first(export, tool, Options(mapping=mapping), Peek(None, entry, id_))


def _slug(path: Path) -> str:
    words = re.findall(r"[a-z0-9]+", path.resolve().name.lower().partition(".")[0])
    made = "-".join(words)[:40].strip("-")
    return made if made and not made[0].isdigit() else "activity"


def _as_pasted(entry: Words) -> Mapping | None:
    """The mapping of an entry, read as the plan would be that holds it."""
    plan = load.plan("plan.yaml", (_PLAN + entry.en).encode("utf-8", "replace")).plan
    told = plan.evaluation.sources[0] if plan and plan.evaluation.sources else None
    return declared(told) if told and told.mapping else None


def _first(export: Export, tool: Source, options: Options, peek: Peek) -> Peek:
    events: list[RawEvent] = []
    skipped: list[Skipped] = []
    try:
        for one in islice(_found(export, tool, options), _ENOUGH):
            if isinstance(one, Skipped):
                skipped.append(one)
            else:
                events.append(one)
            if len(events) == ROWS:
                break
    except ActivityError as fault:
        return Peek(peek.tool, peek.entry, peek.id, fault=fault.words)
    return Peek(peek.tool, peek.entry, peek.id, tuple(_begun(events)), tuple(skipped))


def _begun(events: list[RawEvent]) -> Iterator[RawEvent]:
    """These events as an import would have them where their threads go by names: the first of each begins it."""
    ids = {event.native_id for event in events}
    first: dict[str, RawEvent] = {}
    for event in sorted(events, key=lambda event: event.us):
        if event.thread and event.kind in {"message", "reply"}:
            first.setdefault(event.thread, event)
    for event in events:
        root = first.get(event.thread or "")
        if root is None or not ids.isdisjoint(first):
            yield event
        else:
            begins = event is root and event.reply_to is None
            yield event._replace(kind="message" if begins else event.kind, thread=root.native_id)


def _found(export: Export, tool: Source, options: Options) -> Iterator[RawEvent | Skipped]:
    yield from export.refused
    yield from tool.read(export, options)
