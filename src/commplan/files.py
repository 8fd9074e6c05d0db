"""Writing results to disk: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_all(folder: Path, contents: Mapping[str, str]) -> list[Path]:
    """Write texts as UTF-8 files into a folder, made when missing; each by way of a temporary file and a rename.

    Returns the paths. OSError when the disk refuses; no file is ever left half-written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / name, text) for name, text in contents.items()]


def _write(target: Path, text: str) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return target
