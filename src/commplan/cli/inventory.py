"""What `commplan activity` prints.

As JSON the result is one object; times are UTC (`2026-03-01T09:00:00.000000Z`), `first` and `last` those of the first and
last event, null without any; months are of UTC:

- `version`: 1; `store`: its folder; `bytes`, `files`: of the whole store and of its table; `leftovers`: number of files
  that the table no longer needs.
- `events`, `members`, `bots` (counted in members), `channels`: how many; `first`, `last`.
- `texts`: events whose text is kept; `aliases`: members with several accounts by the user's list; `forgotten`: accounts that are kept out.
- `kinds`, `months`: events by kind and by month.
- `sources`: for each `name`, `events`, `members`, `first`, `last`, `tells` and `silent` (what its exports tell and what
  they cannot; words as in `capabilities`).
- `imports`: for each `source`, `name`, `sha256`, `kinds`, `members`, `first`, `last`, `tells`, `skipped` (`reason`,
  `count`), as the export was when it was imported.
- `capabilities`: each with its meaning in the language of the command.

With `--verify` it has `version`, `store`, `sound`, `faults` (sentences) and `leftovers`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commplan.activity.census import Census
from commplan.activity.event import CAPABILITIES
from commplan.activity.manifest import Import
from commplan.activity.store import Store
from commplan.cli.speech import LANGUAGE, tr
from commplan.escape import terminal
from commplan.paint import columns, wrap
from commplan.terms import term
from commplan.words import Words, numbered

_UNITS = ("B", "KB", "MB", "GB", "TB")
_BAR = 24


def as_text(store: Store) -> str:
    census, room = store.census(), max(40, min(shutil.get_terminal_size().columns, 100))
    blocks = [_head(store, census, room)]
    if census.events:
        blocks += [_tools(census), _months(census)]
    if store.manifest.imports:
        blocks.append(tr("Imports", "导入记录") + "\n" + columns(map(_import, store.manifest.imports)).rstrip())
    blocks += [wrap(line, room) for line in _silence(census)]
    if aliases := store.manifest.aliases:
        people, named = len(aliases), sum(map(len, aliases))
        blocks.append(
            tr(
                f"Members with several accounts, by your list: {people:,} ({named:,} accounts)",
                f"列表中拥有多个账号的成员：{people:,} 名（{named:,} 个账号）",
            )
        )
    if forgotten := len(store.manifest.forgotten):
        blocks.append(
            tr(f"Accounts that are forgotten and kept out: {forgotten:,}", f"已遗忘且不再收录的账号：{forgotten:,} 个")
        )
    if store.leftovers:
        blocks.append(
            tr(
                f"Files that the table no longer needs: {len(store.leftovers)}; --compact removes them, as the next import does.",
                f"数据表已不再需要的文件：{len(store.leftovers)} 个；--compact 可清除，下次导入也会清除。",
            )
        )
    return terminal("\n\n".join(blocks)) + "\n"


def _head(store: Store, census: Census, room: int) -> str:
    where, packed = store.path, size(store.bytes)
    if census.span is None:
        return tr(f"{where}: no events yet", f"{where}：尚无事件")
    first, last = map(_day, census.span)
    told = tr(
        f"{where}: {numbered(census.events, 'event')} of {numbered(census.members, 'member')} in"
        f" {numbered(census.channels, 'channel')}, {first} to {last} (UTC); {packed}",
        f"{where}：{census.members:,} 名成员在 {census.channels:,} 个频道的 {census.events:,} 个事件，{first} 至"
        f" {last}（UTC）；{packed}",
    )
    kinds = tr(", ", "，").join(f"{term(kind).in_language(LANGUAGE)} {n:,}" for kind, n in census.kinds.items())
    lines = [wrap(told, room), wrap(kinds, room)]
    if texts := sum(part.rows for part in store.manifest.texts):
        lines.append(tr(f"the text of {texts:,} of them is kept", f"其中 {texts:,} 个事件保存了文本"))
    if census.bots:
        lines.append(
            tr(
                f"{census.bots:,} of the members {'is a bot' if census.bots == 1 else 'are bots'}",
                f"其中 {census.bots:,} 名是机器人",
            )
        )
    return "\n".join(lines)


def _tools(census: Census) -> str:
    rows = [
        (
            f"  {tool.name}",
            tr(numbered(tool.events, "event"), f"{tool.events:,} 个事件"),
            tr(numbered(tool.members, "member"), f"{tool.members:,} 名成员"),
            tr(f"{_day(tool.first)} to {_day(tool.last)}", f"{_day(tool.first)} 至 {_day(tool.last)}"),
        )
        for tool in census.tools
    ]
    return tr("Sources", "数据来源") + "\n" + columns(rows).rstrip()


def _months(census: Census) -> str:
    most = max(census.months.values())
    rows = [(f"  {month}", f"{n:>9,}", "▇" * -(-n * _BAR // most)) for month, n in census.months.items()]
    return tr("Events by month (UTC)", "各月事件数（UTC）") + "\n" + columns(rows).rstrip()


def _import(one: Import) -> tuple[str, ...]:
    events = sum(one.kinds.values())
    return (
        f"  {one.source}",
        one.name,
        tr(numbered(events, "event"), f"{events:,} 个事件"),
        f"sha256 {one.sha256[:12]}…",
    )


def _silence(census: Census) -> list[str]:
    """What is unknown for each source, and therefore never zero."""
    lines = []
    for tool in census.tools:
        if tool.silent:
            told = tr("; ", "；").join(CAPABILITIES[name].in_language(LANGUAGE) for name in tool.silent)
            lines.append(tr(f"{tool.name} cannot tell: {told}", f"{tool.name} 无法说明：{told}"))
    return lines


def size(count: int) -> str:
    """Bytes as people say them."""
    amount, unit = float(count), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}" if unit and amount < 10 else f"{amount:.0f} {_UNITS[unit]}"


def _day(us: int) -> str:
    return datetime.fromtimestamp(us // 1_000_000, UTC).strftime("%Y-%m-%d")


def as_json(store: Store) -> str:
    census, manifest = store.census(), store.manifest
    first, last = census.span or (None, None)
    return _json(
        {
            "version": 1,
            "store": str(store.path),
            "bytes": store.bytes,
            "files": len(manifest.parts),
            "leftovers": len(store.leftovers),
            "events": census.events,
            "members": census.members,
            "bots": census.bots,
            "channels": census.channels,
            "first": moment(first),
            "last": moment(last),
            "texts": sum(part.rows for part in manifest.texts),
            "aliases": len(manifest.aliases),
            "forgotten": len(manifest.forgotten),
            "kinds": census.kinds,
            "months": census.months,
            "sources": [
                {
                    "name": tool.name,
                    "events": tool.events,
                    "members": tool.members,
                    "first": moment(tool.first),
                    "last": moment(tool.last),
                    "tells": tool.tells,
                    "silent": tool.silent,
                }
                for tool in census.tools
            ],
            "imports": [_record(one) for one in manifest.imports],
            "capabilities": {name: words.in_language(LANGUAGE) for name, words in CAPABILITIES.items()},
        }
    )


def verdict_as_json(store: Store, faults: tuple[Words, ...], leftovers: tuple[Path, ...]) -> str:
    return _json(
        {
            "version": 1,
            "store": str(store.path),
            "sound": not faults,
            "faults": [fault.in_language(LANGUAGE) for fault in faults],
            "leftovers": len(leftovers),
        }
    )


def _record(one: Import) -> dict[str, Any]:
    return {
        "source": one.source,
        "name": one.name,
        "sha256": one.sha256,
        "kinds": one.kinds,
        "members": one.members,
        "first": moment(one.first),
        "last": moment(one.last),
        "tells": one.tells,
        "skipped": [
            {"reason": Words(t.en, t.zh).in_language(LANGUAGE), "count": t.count} for t in one.skipped
        ],
    }  # fmt: skip


def moment(us: int | None) -> str | None:
    """UTC microseconds as text, to the microsecond."""
    if us is None:
        return None
    found = datetime.fromtimestamp(us // 1_000_000, UTC).replace(microsecond=us % 1_000_000)
    return found.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
