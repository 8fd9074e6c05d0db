"""Whether an activity store is what its manifest says: every file, every row, the order, and who may read the key."""

# ruff: noqa: S608 - the SQL is put together from constants and quoted literals only

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from commplan.activity import database, whose
from commplan.activity import folder as folders
from commplan.activity import parts as files
from commplan.activity.event import KINDS
from commplan.activity.manifest import Manifest, Part
from commplan.activity.whose import Connection
from commplan.words import Words, say

Faults = Iterator[Words]


def faults(connection: Connection, path: Path, manifest: Manifest) -> Faults:
    """A sentence for each fault; none when all is well."""
    yield from _key(path)
    readable = []
    for part in manifest.parts:
        fault = _unreadable(connection, path, part)
        if fault:
            yield fault
        else:
            readable.append(part)
            yield from _rows(connection, path / part.path, part)
    yield from _all(connection, path, tuple(readable), manifest)
    for part in manifest.texts:
        fault = _unreadable(connection, path, part, tuple(files.TEXTS))
        if fault or readable != list(manifest.parts):
            yield from [fault] if fault else []
        else:
            yield from _texts(connection, path, part)


def _key(path: Path) -> Faults:
    if os.name == "posix" and stat.S_IMODE((path / folders.KEY).stat().st_mode) & 0o077:
        yield say(
            "others than you can read the key: `chmod 600 {key}`, and consider what they could have read",
            "密钥文件可被他人读取：请运行 `chmod 600 {key}`，并评估可能的泄露",
            key=path / folders.KEY,
        )


def _texts(connection: Connection, path: Path, part: Part) -> Faults:
    """Texts that belong to no event, as those of somebody forgotten would; the view `readable` holds all events."""
    text = files.parquet([path / part.path])
    stray = connection.execute(f"SELECT count(*) FROM {text} ANTI JOIN readable USING (event_id)").fetchall()[0][0]
    if stray:
        yield say(
            "{part} holds texts of no event ({n})", "{part} 含不属于任何事件的文本（{n} 条）", part=part.path, n=stray
        )


def _unreadable(
    connection: Connection,
    path: Path,
    part: Part,
    columns: tuple[str, ...] = tuple(files.COLUMNS),
) -> Words | None:
    """Why nothing can be said of the rows of a part; None when they can be read."""
    file = path / part.path
    if not file.is_file():
        return say("{part} is missing", "缺少 {part}", part=part.path)
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != part.sha256:
        return say(
            "{part} is not as it was written: its SHA-256 is {found} and should be {wanted}",
            "{part} 与写入时不同：其 SHA-256 为 {found}，应为 {wanted}",
            part=part.path,
            found=digest[:12] + "…",
            wanted=part.sha256[:12] + "…",
        )
    try:
        connection.execute(f"SELECT {', '.join(columns)} FROM {files.parquet([file])} LIMIT 0")
    except database.Fault as fault:
        if database.shortage(fault):
            raise
        return say("{part} cannot be read as a table of events", "{part} 无法作为事件表读取", part=part.path)
    return None


def _rows(connection: Connection, file: Path, part: Part) -> Faults:
    """What the rows of one part are not."""
    facts = _facts(connection, file, part)
    for wrong, sentence in _CHECKS:
        if wrong(part, facts):
            yield say(sentence.en, sentence.zh, part=part.path, rows=part.rows, **facts)


Facts = dict[str, int | None]

_CHECKS: tuple[tuple[Callable[[Part, Facts], bool], Words], ...] = (
    (
        lambda part, facts: facts["found"] != part.rows,
        Words("{part} holds {found} events, and the manifest says {rows}", "{part} 含 {found} 个事件，清单记为 {rows}"),
    ),
    (
        lambda part, facts: (facts["first"], facts["last"]) != (part.first, part.last),
        Words("{part} does not cover the time that the manifest says", "{part} 的时间范围与清单不符"),
    ),
    (
        lambda _, facts: bool(facts["unsorted"]),
        Words("{part} is not sorted by time and id", "{part} 未按时间与编号排序"),
    ),
    (
        lambda _, facts: bool(facts["elsewhere"]),
        Words("{part} holds events of another month ({elsewhere})", "{part} 含其他月份的事件（{elsewhere} 个）"),
    ),
    (
        lambda _, facts: bool(facts["strange"]),
        Words("{part} holds events of no known kind ({strange})", "{part} 含类型未知的事件（{strange} 个）"),
    ),
)


def _facts(connection: Connection, file: Path, part: Part) -> Facts:
    month = whose.literal(part.path.split("/")[1].removeprefix("month="))
    kinds = ", ".join(whose.literal(kind) for kind in KINDS)
    table = files.parquet([file]).removesuffix(")") + ", file_row_number = true)"
    query = f"""
        SELECT count(*), min(us), max(us),
               count(*) FILTER (WHERE us < us_before OR (us = us_before AND event_id <= id_before)),
               count(*) FILTER (WHERE strftime(make_timestamp(us), '%Y-%m') <> {month}),
               count(*) FILTER (WHERE kind NOT IN ({kinds}))
        FROM (SELECT us, event_id, kind, lag(us) OVER rows AS us_before, lag(event_id) OVER rows AS id_before
              FROM {table} WINDOW rows AS (ORDER BY file_row_number))
    """
    names = ("found", "first", "last", "unsorted", "elsewhere", "strange")
    return dict(zip(names, connection.execute(query).fetchall()[0], strict=True))


def _all(connection: Connection, path: Path, parts: tuple[Part, ...], manifest: Manifest) -> Faults:
    """What the readable parts together should not have in them."""
    files.show(connection, "readable", path, parts)
    more = connection.execute("SELECT count(*) - count(DISTINCT event_id) FROM readable").fetchall()[0][0]
    if more:
        yield say(
            "the same event id stands in more than one row ({n} too many)",
            "同一事件编号出现在多行（多出 {n} 行）",
            n=more,
        )
    left = whose.count_of(connection, manifest.forgotten, "readable")
    if left:
        yield say("events of forgotten members are still there ({n})", "仍含已遗忘成员的事件（{n} 个）", n=left)
