"""The activity table on disk: Parquet files by month, and a manifest that says which of them count.

Everything in the folder but `manifest.json` and `key` can be lost or left over at any moment: files are written
under new names, named by their content, and become part of the table when the manifest that lists them is renamed
into place. What no manifest lists is removed by the next import.

The same events give the same table, whatever order they came in: rows are told apart by `event_id`, and of two with
one id the earlier stays, or else the one that says more, column by column.
"""

from __future__ import annotations

import hmac
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import duckdb
import filelock

from commplan.activity import intake
from commplan.activity import manifest as manifests
from commplan.activity.event import Event, RawEvent, event_hash, member_hash, printable
from commplan.activity.manifest import ActivityError, Import, Manifest
from commplan.words import Words, say

MEMORY = "256MB"
"""For DuckDB while it writes; what does not fit is spilled into the store's own work folder."""

_KEY, _LOCK, _WORK, _SPILL = "key", ".lock", ".work", ".spill"


@dataclass(frozen=True, slots=True)
class Added:
    """What an import brought: rows that are new, rows that were there or came twice, and the import as recorded."""

    new: int
    duplicate: int
    record: Import


@dataclass(frozen=True, slots=True)
class Store:
    """An activity store in a folder. The key, with which members and events are hashed, never leaves its file."""

    path: Path
    key: bytes = field(repr=False)

    @staticmethod
    def create(path: Path) -> Store:
        """A new, empty store. ActivityError when something else is there already."""
        if path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise ActivityError(say("'{path}' is there already and is not empty", "“{path}” 已存在且不为空", path=path))
        try:
            path.mkdir(parents=True, exist_ok=True)
            (path / ".gitignore").write_text("*\n", encoding="utf-8")
            handle = os.open(path / _KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(secrets.token_hex(32) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            manifests.sync_folder(path)
        except OSError as fault:
            raise ActivityError(_unwritable(path, fault)) from fault
        return Store.open(path)

    @staticmethod
    def open(path: Path) -> Store:
        """The store in a folder. ActivityError when it is none, cannot be read, or its key is missing."""
        if not path.is_dir():
            raise ActivityError(say("there is no folder '{path}'", "文件夹 “{path}” 不存在", path=path))
        manifest = manifests.read(path)
        try:
            key = bytes.fromhex((path / _KEY).read_text(encoding="ascii"))
        except (OSError, ValueError):
            key = b""
        if len(key) != 32:
            raise ActivityError(_no_store(path) if manifest is None else _no_key(path))
        if manifest and not hmac.compare_digest(manifest.key_check, _key_check(key)):
            raise ActivityError(_no_key(path))
        return Store(path, key)

    @property
    def manifest(self) -> Manifest:
        """As it is on disk now."""
        return manifests.read(self.path) or Manifest(_key_check(self.key))

    @property
    def span(self) -> tuple[int, int] | None:
        return self.manifest.span

    @property
    def capabilities(self) -> frozenset[str]:
        """What some export in the store tells; by source in `manifest.tells`."""
        return frozenset().union(*self.manifest.tells.values())

    def member(self, source: str, native_id: str) -> str:
        return member_hash(self.key, source, native_id)

    def event(self, source: str, raw: RawEvent) -> Event:
        """The row that a raw event becomes."""
        return Event(
            event_id=event_hash(self.key, source, raw.native_id),
            source=source,
            kind=raw.kind,
            us=raw.us,
            member=_member(self.key, source, raw.member) if raw.member else None,
            bot=raw.bot,
            channel=printable(raw.channel),
            thread=_thread(self.key, source, raw.thread) if raw.thread else None,
            reply_to=_thread(self.key, source, raw.reply_to) if raw.reply_to else None,
            size=raw.size,
            tags=raw.tags,
        )

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own in memory, with the table as the view `events`."""
        parts = self.manifest.parts
        lost = next((part for part in parts if not (self.path / part.path).is_file()), None)
        if lost is not None:
            raise ActivityError(_lost(self.path, lost.path))
        connection = _connection(self.path / _SPILL)
        intake.show(connection, "events", self.path, parts)
        return connection

    def add(self, events: Iterable[Event], origin: Import, skipped: Mapping[Words, int]) -> Added:
        """Take events into the table, all or none. `origin` says where from; its counts are filled in here.

        `skipped` is looked at when the events are exhausted. ActivityError when another import is writing.
        """
        with self._writing() as work:
            old = self.manifest
            with _connection(work / _SPILL, MEMORY) as connection:
                intake.stage(connection, work / "staged.csv", events)
                record = intake.record(connection, origin, skipped)
                intake.show(connection, "events", self.path, old.parts)
                new, duplicate = intake.settle(connection)
                parts = intake.rewrite(connection, self.path, work, old.parts)
            imports = {(one.source, one.sha256): one for one in (*old.imports, record)}
            fresh = replace(old, parts=parts, imports=tuple(imports[at] for at in sorted(imports)))
            if fresh != old:
                manifests.write(self.path, fresh)
        return Added(new, duplicate, record)

    @contextmanager
    def _writing(self) -> Iterator[Path]:
        """The store's work folder, empty, for one writer at a time."""
        work = self.path / _WORK
        try:
            with filelock.FileLock(self.path / _LOCK, timeout=0):
                _sweep(self.path, self.manifest)
                work.mkdir()
                try:
                    yield work
                finally:
                    shutil.rmtree(work, ignore_errors=True)
        except filelock.Timeout as fault:
            raise ActivityError(_locked(self.path)) from fault
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as fault:
            raise ActivityError(_unwritable(self.path, fault)) from fault


def rows(parquet: Path) -> Iterator[dict[str, str | None]]:
    """The rows of a Parquet file that is not ours, every value as text. ActivityError when it is none."""
    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        try:
            connection.execute("SET TimeZone = 'UTC'")
            found = connection.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {intake.parquet([parquet])}")  # noqa: S608
            names = [str(column[0]) for column in found.description or ()]
            while batch := found.fetchmany(10_000):
                for row in batch:
                    yield dict(zip(names, row, strict=True))
        except duckdb.Error as fault:
            raise ActivityError(
                say("'{name}' is no readable Parquet file", "“{name}” 不是可读的 Parquet 文件", name=parquet.name)
            ) from fault


_member = lru_cache(maxsize=2**16)(member_hash)
_thread = lru_cache(maxsize=2**14)(event_hash)


def _key_check(key: bytes) -> str:
    return hmac.digest(key, b"commplan activity", "sha256").hex()[:16]


def _connection(spill: Path, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory that spills into a folder: for one on disk a path may not hold every character."""
    config = {"temp_directory": str(spill)} | ({"memory_limit": memory} if memory else {})
    return duckdb.connect(":memory:", config=dict(config))


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Remove what an interrupted import left, and what the last one replaced."""
    shutil.rmtree(folder / _WORK, ignore_errors=True)
    listed = {folder / part.path for part in manifest.parts}
    for file in sorted((folder / intake.EVENTS).glob("month=*/*")):
        if file not in listed:
            file.unlink()


def _no_store(path: Path) -> Words:
    return say(
        "'{path}' is no activity store: make one with `commplan import EXPORT -o {path}`",
        "“{path}” 不是活动数据仓：请用 `commplan import 导出文件 -o {path}` 创建",
        path=path,
    )


def _lost(path: Path, part: str) -> Words:
    return say(
        "the activity store '{path}' has lost its file {part}: import the exports again into a new one",
        "活动数据仓 “{path}” 缺少文件 {part}：请把导出文件重新导入到新的数据仓",
        path=path,
        part=part,
    )


def _no_key(path: Path) -> Words:
    return say(
        "'{path}/key' is missing or is not the key of this store: put it back from a backup, or import anew elsewhere",
        "“{path}/key” 缺失，或不是该数据仓的密钥：请从备份恢复，或在别处重新导入",
        path=path,
    )


def _locked(path: Path) -> Words:
    return say(
        "another import is writing to '{path}': try again when it is done",
        "另一个导入正在写入 “{path}”：请等它完成后再试",
        path=path,
    )


def _unwritable(path: Path, fault: Exception) -> Words:
    return say(
        "cannot write to '{path}': {why}",
        "无法写入 “{path}”：{why}",
        path=path,
        why=getattr(fault, "strerror", None) or fault,
    )
