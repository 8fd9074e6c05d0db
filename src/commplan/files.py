"""Writing to disk: whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


def write_all(folder: Path, contents: Mapping[str, str | bytes]) -> list[Path]:
    """Write bytes, and texts as UTF-8, into files of a folder, made when missing; each by a temporary file and a rename.

    Returns the paths. OSError when the disk refuses; no file is ever left half-written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / name, content) for name, content in contents.items()]


Difference = Literal["missing", "stale", "leftover"]


def differing(folder: Path, contents: Mapping[str, str | bytes]) -> dict[Path, Difference]:
    """The files that `write_all` would bring or change; nothing is written. OSError for one that cannot be read."""
    found: dict[Path, Difference] = {}
    for name, content in contents.items():
        target = folder / name
        if not target.is_file():
            found[target] = "missing"
        elif target.read_bytes() != _bytes(content):
            found[target] = "stale"
    return found


def leftover(folder: Path, contents: Iterable[str], ours: re.Pattern[str]) -> list[Path]:
    """The files of a folder, and of those in it, whose names are of the kind that is written here, and which are no more."""
    names = set(contents)
    there = [*folder.glob("*"), *folder.glob("*/*")]
    found = {file.relative_to(folder).as_posix(): file for file in there if file.is_file()}
    return [file for name, file in sorted(found.items()) if name not in names and ours.fullmatch(name)]


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _write(target: Path, content: str | bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = _staged(target, _bytes(content), 0o644)
    try:
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return target


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A file that is there: what it held when it was read, and what it is to hold."""

    target: Path
    before: bytes
    after: bytes


class ChangedMeanwhileError(Exception):
    """A file no longer holds what it held when it was read."""

    def __init__(self, target: Path) -> None:
        super().__init__(str(target))
        self.target = target


def rewrite_all(rewrites: Sequence[Rewrite]) -> None:
    """Rewrite files that are there, all or none, each with its own permissions and wherever its links lead.

    ChangedMeanwhileError when one of them holds something else by now; OSError when the disk refuses.
    """
    whole = [Rewrite(r.target.resolve(), r.before, r.after) for r in rewrites]
    staged: list[Path] = []
    done: list[Rewrite] = []
    try:
        staged.extend(_staged(each.target, each.after, _mode(each.target)) for each in whole)
        for each in whole:
            _unchanged(each)
        for each, temporary in zip(whole, staged, strict=True):
            temporary.replace(each.target)
            done.append(each)
    except BaseException:
        for each in done:
            _staged(each.target, each.before, _mode(each.target)).replace(each.target)
        raise
    finally:
        for temporary in staged:
            temporary.unlink(missing_ok=True)


def _unchanged(rewrite: Rewrite) -> None:
    if rewrite.target.read_bytes() != rewrite.before:
        raise ChangedMeanwhileError(rewrite.target)


def _mode(target: Path) -> int:
    return stat.S_IMODE(target.stat().st_mode)


def _staged(target: Path, content: bytes, mode: int) -> Path:
    """A temporary file beside the target that holds the content."""
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).chmod(mode)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Path(temporary)
