"""Any table, by a declared mapping: CSV and its kin, JSON lines, a JSON list, Parquet.

Nobody can guess which column means what, so a table is read only where the plan's `evaluation.sources` (or the
command) says it; see `commplan.activity.mapping`. What holds for every table:

- By its name a file is Parquet (`.parquet`), JSON lines (`.jsonl`, `.ndjson`), a JSON list (`.json`) or CSV
  (`.csv`, `.tsv`, `.tab`, `.txt`; a file that is imported alone may end in anything). Other files of a folder are
  left alone, and named.
- A message that names a message it answers, or a thread other than itself, is a reply.
- Without an id column a row is known by its member, channel, time, kind and text: the same row twice is one event.
- A time that a clock showed twice (when summer time ends) is the first of the two.
- A row that is not valid in its encoding, has no readable time, or is of no known kind is skipped and counted.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from commplan.activity import clock
from commplan.activity.cursor import DAMAGED, NOT_UTF8
from commplan.activity.delimited import misread, rows
from commplan.activity.event import KINDS, RawEvent, Skipped
from commplan.activity.excerpt import encoding_of, start
from commplan.activity.export import FAULTS, Export
from commplan.activity.manifest import ActivityError
from commplan.activity.mapping import Mapping
from commplan.activity.reasons import NO_TIME
from commplan.activity.records import Found, items, lines
from commplan.source import Options, Source
from commplan.words import say

_CSV = frozenset({".csv", ".tsv", ".tab", ".txt"})
_LONGEST_SIZE = 2**31 - 1

NO_KIND = say("the mapping does not say what kind of event it is", "映射未说明它属于哪种事件")
NO_TABLE = say("by its name it is no table", "从文件名看不是表格")
TOO_WIDE = say("it has more columns than the table", "列数多于表头")
PACKED = say("a Parquet file inside an archive; unpack it first", "压缩包内的 Parquet 文件；请先解压")


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    mapping = options.mapping
    if mapping is None:
        raise ActivityError(
            say(
                "'{name}' is read as a table only when the plan's evaluation.sources says which column holds what",
                "要将 “{name}” 作为表格读取，请先在方案的 evaluation.sources 中说明各列的含义",
                name=export.name,
            )
        )
    _check(mapping)
    time = clock.reader(mapping.time_format, mapping.zone)
    for name in export.names():
        for where, row in _rows(export, name, mapping):
            yield row if isinstance(row, Skipped) else _event(where, row, mapping, time)


def _check(mapping: Mapping) -> None:
    try:
        codecs.lookup(mapping.encoding)
    except (LookupError, ValueError) as fault:
        raise ActivityError(
            say("'{name}' is no text encoding", "“{name}” 不是文本编码", name=mapping.encoding)
        ) from fault
    if len(mapping.delimiter) != 1:
        raise ActivityError(
            say(
                "the delimiter must be one character, not '{it}'",
                "分隔符须为单个字符，而不是 “{it}”",
                it=mapping.delimiter,
            )
        )


def _rows(export: Export, name: str, mapping: Mapping) -> Iterator[tuple[str, Found]]:
    match PurePosixPath(name).suffix.lower():
        case ".parquet":
            yield from _parquet(export, name)
        case ".jsonl" | ".ndjson":
            yield from lines(export, name)
        case ".json":
            yield from items(export, name)
        case ending if ending in _CSV or len(export.members) == 1:
            yield from _csv(export, name, mapping)
        case _:
            yield name, Skipped(name, NO_TABLE)


def _parquet(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    from commplan.activity import store

    path = export.members[name].path
    if path is None:
        yield name, Skipped(name, PACKED)
        return
    for number, row in enumerate(store.rows(path), start=1):
        yield f"{name}, row {number}", dict(row)


def _csv(export: Export, name: str, mapping: Mapping) -> Iterator[tuple[str, Found]]:
    encoding = mapping.encoding
    if codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}:
        encoding = "utf-8-sig"
    try:
        _agree(export, name, encoding)
    except FAULTS:
        yield name, Skipped(name, DAMAGED)
        return
    columns = list(mapping.columns)
    if columns:
        _require(name, columns, mapping)
    for where, values in rows(export, name, mapping.delimiter, encoding):
        if isinstance(values, Skipped):
            yield where, values
        elif columns:
            yield where, _row(where, columns, values)
        else:
            _require(name, columns := values, mapping)


def _row(where: str, columns: list[str], values: list[str]) -> Found:
    if len(values) > len(columns) and any(values[len(columns) :]):
        return Skipped(where, TOO_WIDE)
    if misread(values):
        return Skipped(where, NOT_UTF8)
    return dict(zip(columns, values, strict=False))


def _agree(export: Export, name: str, declared: str) -> None:
    """ActivityError when a file that is to be UTF-8 is plainly in another encoding."""
    other = encoding_of(start(export, name)) if declared == "utf-8-sig" else None
    if other not in {None, "utf-8"}:
        raise ActivityError(
            say(
                "'{name}' is not UTF-8; it looks like {shown}: add `encoding: {other}` to its mapping",
                "“{name}” 不是 UTF-8，看起来是 {shown}：请在其映射中加上 `encoding: {other}`",
                name=name,
                other=other,
                shown=(other or "").upper(),
            )
        )


def _require(name: str, columns: list[str], mapping: Mapping) -> None:
    """ActivityError when a table that has rows lacks a column of the mapping, which is a mistake in the mapping."""
    wanted = [
        mapping.time,
        mapping.time_of_day,
        mapping.member,
        mapping.id,
        mapping.kind_column,
        mapping.channel,
        mapping.thread,
    ]
    wanted += [mapping.reply_to, mapping.text, mapping.size, mapping.bot, *(when.column for when in mapping.kinds)]
    missing = [column for column in wanted if column is not None and column not in columns]
    if columns and missing:
        raise ActivityError(
            say(
                "'{name}' has no column '{column}'; it has: {columns}",
                "“{name}” 中没有 “{column}” 列；现有的列：{columns}",
                name=name,
                column=missing[0],
                columns=", ".join(map(repr, columns[:30])),
            )
        )


def _event(where: str, row: dict[str, Any], mapping: Mapping, time: Callable[[str], int | None]) -> RawEvent | Skipped:
    said = " ".join(filter(None, (_value(row, mapping.time), _value(row, mapping.time_of_day)))) or None
    us, kind = time(said) if said else None, _kind(row, mapping)
    if us is None:
        return Skipped(where, NO_TIME, time=said)
    if kind is None or kind not in KINDS:
        return Skipped(where, NO_KIND)
    member = _value(row, mapping.member) or mapping.member_constant
    channel = _value(row, mapping.channel) or mapping.channel_constant
    text = _value(row, mapping.text)
    native_id = _value(row, mapping.id) or _made_up(member, channel, us, kind, text)
    thread, reply_to = _value(row, mapping.thread), _value(row, mapping.reply_to)
    answers = reply_to is not None or thread not in {None, native_id}
    return RawEvent(
        native_id=native_id,
        kind="reply" if kind == "message" and answers else kind,
        us=us,
        member=member,
        bot=_bot(row, member, mapping),
        channel=channel,
        thread=thread,
        reply_to=reply_to,
        size=_size(row, text, mapping),
        where=where,
    )


def _value(row: dict[str, Any], column: str | None) -> str | None:
    """A value as text, None when absent or empty. Dots lead into nested objects unless a column has that very name."""
    if column is None:
        return None
    value: Any = row.get(column)
    if value is None and "." in column:
        value = row
        for step in column.split("."):
            if isinstance(value, list):
                value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
            else:
                value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) or None if isinstance(value, str | int | float) else None


def _kind(row: dict[str, Any], mapping: Mapping) -> str | None:
    for when in mapping.kinds:
        value = _value(row, when.column)
        if value is not None and (not when.equals or value in when.equals):
            return when.kind
    return _value(row, mapping.kind_column) or mapping.kind


def _made_up(member: str | None, channel: str | None, us: int, kind: str, text: str | None) -> str:
    parts = "\0".join((member or "", channel or "", str(us), kind, text or ""))
    return "row/" + hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _bot(row: dict[str, Any], member: str | None, mapping: Mapping) -> bool | None:
    if member in mapping.bots:
        return True
    if mapping.bot is None:
        return False if mapping.bots and member else None
    value = _value(row, mapping.bot)
    return value is not None and value.lower() in mapping.bot_values


def _size(row: dict[str, Any], text: str | None, mapping: Mapping) -> int | None:
    if mapping.size is None:
        return len(text or "") if mapping.text else None
    value = _value(row, mapping.size)
    size = int(value) if value and value.isdecimal() and len(value) < 12 else None
    return size if size is not None and size <= _LONGEST_SIZE else None


TABLE = Source(
    name="table",
    title=say("any table", "任意表格"),
    about=say(
        "CSV, JSON lines, a JSON list or Parquet, by a mapping declared in the plan's evaluation.sources",
        "CSV、JSON Lines、JSON 列表或 Parquet，按方案 evaluation.sources 中声明的映射读取",
    ),
    notes=say(
        "Say at least which column holds the time. Without an id column, the same row twice counts "
        "once. A message that answers another counts as a reply. Texts are read for their length "
        "only and are not kept.",
        "至少须指明哪一列是时间。没有编号列时，重复的行只计一次。回复其他消息的消息计为回复。"
        "文本仅用于计算长度，不予保存。",
    ),
    tells=frozenset(
        {"messages", "threads", "reactions", "reaction-times", "joins", "leaves", "bots", "sizes", "attendance"}
    ),
    evidence="read from real exports",
    recognises=lambda export: False,  # noqa: ARG005 - the shape of all sources
    read=read,
)
