"""The folder of an activity store: its key, who may write in it, and what an interrupted command left behind.

key               32 random bytes in hex, readable by its owner alone
manifest.json     which files are the table
events/month=…/   the table
daily/            what evaluations have counted by day, which can always be counted again
.gitignore .lock  keep it out of git, and one writer at a time
.work .spill-…    of the commands that are running, .spill- with the number of the process; left over when it is none
"""

from __future__ import annotations

import errno
import os
import secrets
import shlex
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from commplan.activity import manifest as manifests
from commplan.activity.manifest import ActivityError, Manifest, Part, sync_folder
from commplan.os_errors import remedy, why
from commplan.words import Words, say

KEY, DAILY = "key", "daily"
TABLES = ("events", "texts")
"""Folders that hold nothing but the parts that the manifest lists."""
_LOCK, _WORK, _FRESH, _SPILL = ".lock", ".work", ".key.new", ".spill-"
_BEGUN = frozenset({".gitignore", _LOCK, _FRESH})
_PATIENCE = 10
_KEPT_OUT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def make(path: Path) -> None:
    """An empty store, whole or not at all; nothing happens when there is one. ActivityError where something else is."""
    if not bare(path):
        if not (path / KEY).is_file():
            raise ActivityError(taken(path))
        return
    try:
        path.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(path / _LOCK, timeout=_PATIENCE):
            if not (path / KEY).is_file():
                _write_key(path)
    except filelock.Timeout as fault:
        raise ActivityError(locked(path)) from fault
    except OSError as fault:
        raise unwritten(path, fault) from fault


def bare(path: Path) -> bool:
    """Whether there is nothing, or no more than the beginning of a store that was never finished."""
    return not path.exists() or (path.is_dir() and {one.name for one in path.iterdir()} <= _BEGUN)


def _write_key(path: Path) -> None:
    (path / ".gitignore").write_text("*\n", encoding="utf-8")
    fresh = path / _FRESH
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_hex(32) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path / KEY)
    sync_folder(path)


def key(path: Path) -> bytes:
    """The key, empty when there is none that can be one. ActivityError when it may not be read."""
    try:
        found = bytes.fromhex((path / KEY).read_text(encoding="ascii"))
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError):
        return b""
    except OSError as fault:
        raise manifests.unread(path / KEY, fault) from fault
    return found if len(found) == 32 else b""


@contextmanager
def alone(path: Path, *, reading: bool = False) -> Iterator[None]:
    """Nobody else writes while the block lasts. ActivityError when somebody does already.

    Who is `reading` has nobody to fear where it may not write, as far as one can tell, and goes on without a lock.
    """
    lock = filelock.FileLock(path / _LOCK, timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout as fault:
        raise ActivityError(locked(path)) from fault
    except OSError as fault:
        if not reading or fault.errno not in _KEPT_OUT:
            raise
    try:
        yield
    finally:
        lock.release()


@contextmanager
def workplace(path: Path, manifest: Manifest) -> Iterator[Path]:
    """A folder to work in, empty; what is left over from others goes before, and it goes after."""
    work = path / _WORK
    sweep(path, manifest)
    work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def leftovers(path: Path, manifest: Manifest) -> tuple[Path, ...]:
    """Files that no manifest lists: what an interrupted command left, or an import replaced while others may read it."""
    listed = {path / part.path for part in manifest.files}
    found = [file for table in TABLES for file in (path / table).glob("month=*/*") if file not in listed]
    found += [file for scratch in _idle(path) for file in scratch.rglob("*") if file.is_file()]
    return tuple(sorted(found))


def spill(path: Path) -> Path:
    """Where this process puts what does not fit into memory."""
    return path / f"{_SPILL}{os.getpid()}"


def _idle(path: Path, *, all_: bool = False) -> list[Path]:
    """The folders that were worked in and are no more, as far as one can tell on this machine; or all there are."""
    spilled = [one for one in path.glob(f"{_SPILL}*") if all_ or not _runs(one.name.removeprefix(_SPILL))]
    return [path / _WORK, *spilled]


def _runs(number: str) -> bool:
    if os.name != "posix" or not number.isdecimal():
        return False  # elsewhere what is open cannot be removed anyway
    try:
        os.kill(int(number), 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


def size(path: Path) -> int:
    """Bytes of all files in it; one that vanishes meanwhile counts nothing."""
    total = 0
    for file in path.rglob("*"):
        try:
            total += file.stat().st_size if file.is_file() else 0
        except OSError:
            continue
    return total


def sweep(path: Path, manifest: Manifest, *, daily: bool = False) -> None:
    """Remove them, and the folders of months that have nothing left; `daily`: also what was counted by day, and what is used just
    now by who reads."""
    if daily:
        shutil.rmtree(path / DAILY, ignore_errors=True)
    for file in leftovers(path, manifest):
        file.unlink(missing_ok=True)
    for scratch in _idle(path, all_=daily):
        shutil.rmtree(scratch, ignore_errors=True)
    for table in TABLES:
        for month in (path / table).glob("month=*"):
            if not any(month.iterdir()):
                month.rmdir()


def taken(path: Path) -> Words:
    return say("'{path}' is there already and is not empty", "“{path}” 已存在且不为空", path=path)


def no_store(path: Path) -> ActivityError:
    words = say("'{path}' is no activity store", "“{path}” 不是活动数据仓", path=path)
    if not path.is_dir():
        words = say("there is no folder '{path}'", "文件夹 “{path}” 不存在", path=path)
    folder = shlex.quote(str(path))
    made = say("`commplan import EXPORT -o {p}` makes one", "`commplan import 导出文件 -o {p}` 可新建", p=folder)
    return ActivityError(words, made)


def no_key(path: Path) -> Words:
    return say(
        "'{path}/key' is missing or is not the key of this store: put it back from a backup, or import anew elsewhere",
        "“{path}/key” 缺失，或不是该数据仓的密钥：请从备份恢复，或在别处重新导入",
        path=path,
    )


def seek(path: Path, parts: Iterable[Part]) -> None:
    """ActivityError when a file of these parts is lost."""
    for part in parts:
        if not (path / part.path).is_file():
            raise ActivityError(lost(path, part.path))


def unread(path: Path, short: OSError | None = None) -> ActivityError:
    """That a store cannot be read: since the machine is short of something, or else since it is damaged."""
    return manifests.unread(path, short) if short else ActivityError(_damaged(path))


def _damaged(path: Path) -> Words:
    return say(
        "the activity store '{path}' is damaged: `commplan activity {path} --verify` says where",
        "活动数据仓 “{path}” 已损坏：`commplan activity {path} --verify` 会指出损坏之处",
        path=path,
    )


def lost(path: Path, part: str) -> Words:
    return say(
        "the activity store '{path}' has lost its file {part}: import the exports again into a new one",
        "活动数据仓 “{path}” 缺少文件 {part}：请把导出文件重新导入到新的数据仓",
        path=path,
        part=part,
    )


def locked(path: Path) -> Words:
    return say(
        "another commplan is writing to '{path}': try again when it is done",
        "另一个 commplan 正在写入 “{path}”：请等它完成后再试",
        path=path,
    )


def unwritten(path: Path, fault: OSError) -> ActivityError:
    """That nothing can be written to a store, and why."""
    words = say("cannot write to '{path}': {why}", "无法写入 “{path}”：{why}", path=path, why=why(fault))
    return ActivityError(words, remedy(fault))
