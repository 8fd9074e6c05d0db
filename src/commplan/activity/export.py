"""One door to an export, be it a folder, a zip, a tar or a single file: nothing is unpacked to disk.

An export comes from elsewhere, so what its members are called and how large they claim to be is not believed:
what would reach outside of it or blow up is refused, with its name, and the rest is read.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from commplan.activity.event import Skipped
from commplan.activity.gunzip import Gunzip, SpoiltError
from commplan.os_errors import blameless
from commplan.words import Words, say

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LARGEST = 64 * 2**30
"""Bytes that one member may have uncompressed: more than any export seen, less than a disk."""
RATIO = 400
"""Uncompressed to compressed; chat logs as JSON reach 40, a bomb 1,000 and more. Below SMALL nobody is harmed."""
SMALL = 16 * 2**20
_AT_ONCE = 2**20

OUTSIDE = say("its path leads outside of the export", "路径指向导出内容之外")
LINK = say("it is a link, and links are not followed", "这是一个链接，链接不予跟随")
BOMB = say("it is far larger unpacked than packed, as a trap would be", "解压后远大于压缩前，疑似压缩炸弹")
HUGE = say("it is larger than 64 GiB", "大于 64 GiB")
LOCKED = say("it is encrypted", "已加密")
TWICE = say("another member of the same name came before it", "前面已有同名文件")
BROKEN = say("the archive is damaged", "压缩包已损坏")
NOT_A_FILE = say("it is neither a file nor a folder", "既不是文件也不是文件夹")

_NOISE = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", ".git"})

FAULTS = (OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, NotImplementedError, UnicodeDecodeError)
"""What reading a damaged or strangely packed member raises."""


class UnreadableError(SpoiltError):
    """The export as a whole cannot be opened: its archive is damaged."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an export. `size` in bytes, uncompressed, None for a gzip; `path` when it is a plain file, `packed` when it is a gzip."""

    size: int | None
    open: Callable[[], BinaryIO]
    path: Path | None = None
    packed: Path | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """`members` by name, with `/` between folders, sorted by name; `refused` is what was left out, and why."""

    name: str
    members: dict[str, Member]
    refused: tuple[Skipped, ...] = ()

    def names(self) -> tuple[str, ...]:
        return tuple(self.members)

    def open(self, name: str) -> BinaryIO:
        with blameless(f"{self.name}/{name}" if self.members[name].path and name != self.name else name):
            return self.members[name].open()


@dataclass(slots=True)
class Meter:
    """How many bytes of an export's files were read, packed as they lie on the disk, of how many there are."""

    total: int
    read: int = 0

    @staticmethod
    def of(path: Path) -> Meter:
        files = [Path(here) / name for here, _, names in os.walk(path) for name in names] if path.is_dir() else [path]
        return Meter(sum(file.stat().st_size for file in files if file.is_file()))


class _Metered(io.FileIO):
    """A file that tells its meter what is read from it."""

    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path)
        self._meter = meter

    def readinto(self, into: WriteableBuffer) -> int | None:
        count = super().readinto(into)
        self._meter.read += count or 0
        return count


def _stream(path: Path, meter: Meter | None) -> BinaryIO:
    return path.open("rb") if meter is None else io.BufferedReader(_Metered(path, meter), 2**17)


@contextmanager
def opened(path: Path, meter: Meter | None = None) -> Iterator[Export]:
    """The export at a path, open while the block lasts; `meter` counts what is read once it is. OSError (also `UnreadableError`)
    when there is none."""
    try:
        if path.is_dir():
            yield _sealed(path.name, _in_folder(path, meter))
        elif zipfile.is_zipfile(path):
            with _stream(path, meter) as stream, _zip(stream) as archive:
                yield _begun(_sealed(path.name, _in_zip(archive)), meter)
        elif tar := _as_tar(path, meter):
            with tar, cast("BinaryIO", tar.fileobj):
                yield _begun(_sealed(path.name, _in_tar(tar)), meter)
        else:
            yield _sealed(path.name, [_alone(path, meter)])
    except (zipfile.BadZipFile, tarfile.TarError) as fault:
        raise UnreadableError(BROKEN) from fault


def fingerprint(path: Path, export: Export) -> str:
    """SHA-256 of a file's bytes; of a folder: of its files' names and hashes. 64 hex digits. `export` is what is there."""
    if path.is_file():
        return _hash(path)
    digest = hashlib.sha256()
    for name, member in export.members.items():
        file = member.path or member.packed
        inner = _hash(file) if file else ""
        digest.update(f"{inner} {name}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - an export of chats has tens of thousands of small files
        while piece := stream.read(_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()


def _sealed(name: str, entries: list[tuple[str, Member] | Skipped]) -> Export:
    members: dict[str, Member] = {}
    refused: list[Skipped] = []
    for entry in entries:
        if isinstance(entry, Skipped):
            refused.append(entry)
        elif entry[0] in members:
            refused.append(Skipped(entry[0], TWICE))
        elif not _NOISE.intersection(entry[0].split("/")):
            members[entry[0]] = entry[1]
    return Export(name, dict(sorted(members.items())), tuple(refused))


def _begun(export: Export, meter: Meter | None) -> Export:
    """An archive whose contents are listed, for which a tar is read through once."""
    if meter:
        meter.read = 0
    return export


def _in_folder(root: Path, meter: Meter | None) -> list[tuple[str, Member] | Skipped]:
    """The files below a folder; plain texts for paths, since an export of chats has tens of thousands of them."""
    entries: list[tuple[str, Member] | Skipped] = []
    waiting = [(os.fspath(root), "")]
    while waiting:
        folder, above = waiting.pop()
        with os.scandir(folder) as found:
            for entry in sorted(found, key=attrgetter("name")):
                inside = above + entry.name
                if entry.is_symlink():
                    entries.append(Skipped(inside, LINK))
                elif entry.is_dir(follow_symlinks=False):
                    waiting += [] if entry.name in _NOISE else [(entry.path, f"{inside}/")]
                else:
                    entries.append(_in_place(entry, inside, meter))
    return entries


def _in_place(entry: os.DirEntry[str], inside: str, meter: Meter | None) -> tuple[str, Member] | Skipped:
    known = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(known.st_mode):
        return Skipped(inside, NOT_A_FILE)
    path = Path(entry.path)
    if inside.endswith(".gz") and _is_gzip(path):
        return inside.removesuffix(".gz"), _packed(path, meter)
    return inside, Member(known.st_size, partial(_stream, path, meter), path)


def _zip(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (NotImplementedError, UnicodeDecodeError) as fault:
        raise zipfile.BadZipFile(str(fault)) from fault


def _in_zip(archive: zipfile.ZipFile) -> list[tuple[str, Member] | Skipped]:
    entries: list[tuple[str, Member] | Skipped] = []
    for info in archive.infolist():
        if info.is_dir():
            continue
        name = _true_name(info)
        if _leads_outside(name):
            entries.append(Skipped(name, OUTSIDE))
        elif stat.S_ISLNK(info.external_attr >> 16):
            entries.append(Skipped(name, LINK))
        elif info.flag_bits & 1:
            entries.append(Skipped(name, LOCKED))
        elif fault := _too_large(info.file_size, info.compress_size):
            entries.append(Skipped(name, fault))
        else:
            entries.append((name, Member(info.file_size, cast("Callable[[], BinaryIO]", partial(archive.open, info)))))
    return entries


def _true_name(info: zipfile.ZipInfo) -> str:
    """Zip writers often store UTF-8 without saying so, and those of Chinese Windows its own code page; Python reads the bytes
    of both as code page 437. Letters of the West stand alone between others, those of GB 2312 are always two bytes."""
    if info.flag_bits & 0x800:
        return info.filename
    for encoding in ("utf-8", "gb2312"):
        with suppress(UnicodeError):
            return info.filename.encode("cp437").decode(encoding)
    return info.filename


def _leads_outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":"


def _too_large(size: int, packed: int) -> Words | None:
    return HUGE if size > LARGEST else BOMB if size > max(SMALL, packed * RATIO) else None


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def _packed(path: Path, meter: Meter | None) -> Member:
    return Member(None, lambda: _gunzip(path, meter), packed=path)


def _gunzip(path: Path, meter: Meter | None) -> BinaryIO:
    limit = min(LARGEST, max(SMALL, path.stat().st_size * RATIO))
    return io.BufferedReader(Gunzip(_stream(path, meter), limit), 2**16)


def _as_tar(path: Path, meter: Meter | None) -> tarfile.TarFile | None:
    """The tar at a path, gzipped or not; None when it is none. (Tar has no mark of its own: one has to try.)"""
    stream = _gunzip(path, meter) if _is_gzip(path) else _stream(path, meter)
    try:
        return tarfile.open(fileobj=stream, mode="r:", encoding="utf-8")
    except (tarfile.TarError, OSError):
        stream.close()
        return None


def _in_tar(tar: tarfile.TarFile) -> list[tuple[str, Member] | Skipped]:
    entries: list[tuple[str, Member] | Skipped] = []
    for info in tar:
        if info.isdir():
            continue
        name = info.name.removeprefix("./")
        if _leads_outside(name):
            entries.append(Skipped(name, OUTSIDE))
        elif info.issym() or info.islnk():
            entries.append(Skipped(name, LINK))
        elif not info.isfile():
            entries.append(Skipped(name, NOT_A_FILE))
        elif fault := _too_large(info.size, _written(info)):
            entries.append(Skipped(name, fault))
        else:
            entries.append((name, Member(info.size, cast("Callable[[], BinaryIO]", partial(tar.extractfile, info)))))
    return entries


def _written(info: tarfile.TarInfo) -> int:
    """Bytes of a member that lie in the tar; of a sparse one most may not, being nothing but zeros."""
    parts = cast("list[tuple[int, int]] | None", info.sparse)
    return info.size if parts is None else sum(count for _, count in parts)


def _alone(path: Path, meter: Meter | None) -> tuple[str, Member]:
    if _is_gzip(path):
        return path.name.removesuffix(".gz"), _packed(path, meter)
    return path.name, Member(path.stat().st_size, partial(_stream, path, meter), path)
