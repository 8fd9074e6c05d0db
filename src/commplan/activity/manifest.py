"""What an activity store says of itself: which files are its table, and which exports they came from."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from commplan.activity.identity import Group
from commplan.os_errors import remedy, why
from commplan.words import Refusal, Words, say

FORMAT = 2
"""What is written anew; a store of format 1 stays one, since its ids are hashed otherwise (see `key.Key`)."""
FILE = "manifest.json"


class ActivityError(Refusal):
    """The activity store or an export cannot be used as asked; `words` says why, for the user."""


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of the table: its place below the store, and the first and last `us` in it."""

    path: str
    rows: int
    sha256: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records were skipped for one reason."""

    en: str
    zh: str
    count: int


@dataclass(frozen=True, slots=True)
class Import:
    """One export that was imported, by its own name without folders. `kinds` counts its distinct events."""

    source: str
    name: str
    sha256: str
    kinds: dict[str, int]
    members: int
    first: int | None
    last: int | None
    tells: tuple[str, ...]
    skipped: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """`parts` by path, `texts` the parts of the texts that were kept on request, `imports` by source and hash, so that the order of imports leaves no trace.

    Of people there are hashes only: `forgotten` lists the accounts that are kept out, `withdrawn` what they wrote by the
    first half of its id, so that a copy that does not say whose it is stays out as well, `same` pairs of accounts that an
    export says are one person's, `aliases` the groups of the user's own list.
    """

    key_check: str
    parts: tuple[Part, ...] = ()
    imports: tuple[Import, ...] = ()
    forgotten: tuple[str, ...] = ()
    same: tuple[Group, ...] = ()
    aliases: tuple[Group, ...] = ()
    texts: tuple[Part, ...] = ()
    withdrawn: tuple[str, ...] = ()
    format: int = field(default=FORMAT)

    @property
    def files(self) -> tuple[Part, ...]:
        """All parts, of events and of texts."""
        return self.parts + self.texts

    @property
    def links(self) -> tuple[Group, ...]:
        """All that makes accounts one member."""
        return self.same + self.aliases

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last `us` of the table; None when it is empty."""
        if not self.parts:
            return None
        return min(part.first for part in self.parts), max(part.last for part in self.parts)

    @property
    def tells(self) -> dict[str, frozenset[str]]:
        """By source, what at least one of its exports could tell."""
        told: dict[str, frozenset[str]] = {}
        for one in self.imports:
            told[one.source] = told.get(one.source, frozenset()).union(one.tells)
        return told

    @property
    def threadless(self) -> tuple[str, ...]:
        """The sources that tell what was written but not which messages belong together, where another source does."""
        told = self.tells
        if not any("threads" in tells for tells in told.values()):
            return ()
        return tuple(sorted(n for n, tells in told.items() if "messages" in tells and "threads" not in tells))


def read(folder: Path) -> Manifest | None:
    """The manifest of a store; None when nothing has been written yet. ActivityError when it is no such file."""
    try:
        now = (folder / FILE).stat()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise unread(folder, fault) from fault
    return _read(folder, (now.st_ino, now.st_mtime_ns, now.st_size))


@lru_cache(maxsize=8)
def _read(folder: Path, state: tuple[int, int, int]) -> Manifest:  # noqa: ARG001 - the same file is read once
    try:
        data = json.loads((folder / FILE).read_bytes())
    except OSError as fault:
        raise unread(folder, fault) from fault
    except ValueError as fault:
        raise ActivityError(_damaged(folder)) from fault
    written = data.get("format") if isinstance(data, dict) else None
    if not isinstance(written, int) or written < 1:
        raise ActivityError(_damaged(folder))
    if written > FORMAT:
        raise ActivityError(
            say(
                "'{folder}' was written by a newer commplan (format {format}, this one reads {mine}): update commplan",
                "“{folder}” 由更新版本的 commplan 写入（格式 {format}，本版本只能读取 {mine}）：请升级 commplan",
                folder=folder,
                format=written,
                mine=FORMAT,
            )
        )
    try:
        return _manifest(data)
    except (TypeError, KeyError, AttributeError) as fault:
        raise ActivityError(_damaged(folder)) from fault


def unread(folder: Path, fault: OSError) -> ActivityError:
    """That a store cannot be read, why, and what to do if that is known."""
    words = say("cannot read the activity store '{p}': {w}", "无法读取活动数据仓 “{p}”：{w}", p=folder, w=why(fault))
    return ActivityError(words, remedy(fault))


def write(folder: Path, manifest: Manifest) -> None:
    """Put a manifest into place; when this returns it is on the disk, and at no moment is there half of one."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    fresh = folder / f".{FILE}.new"
    with fresh.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(folder / FILE)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last; where folders cannot be opened (Windows) the system does so by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _manifest(data: dict[str, Any]) -> Manifest:
    imports = [
        Import(**one | {"tells": tuple(one["tells"]), "skipped": tuple(Tally(**tally) for tally in one["skipped"])})
        for one in data["imports"]
    ]
    return Manifest(
        data["key_check"],
        tuple(Part(**part) for part in data["parts"]),
        tuple(imports),
        tuple(data.get("forgotten", ())),
        tuple(map(tuple, data.get("same", ()))),
        tuple(map(tuple, data.get("aliases", ()))),
        tuple(Part(**part) for part in data.get("texts", ())),
        tuple(data.get("withdrawn", ())),
        data["format"],
    )


def _damaged(folder: Path) -> Words:
    return say(
        "'{file}' is damaged: it is no manifest of an activity store",
        "“{file}” 已损坏：不是活动数据仓的清单文件",
        file=folder / FILE,
    )
