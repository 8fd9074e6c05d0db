"""Results of earlier checks, kept in the user's cache folder: a plan that is as it was is not checked again.

A kept result counts only when everything that it came from is as it was: the bytes of the plan and of what it includes,
the configuration, the baseline, the options, this day, commplan itself and what is installed beside it, and the time zones
of the machine. It is JSON, never code; whatever is wrong with it, it counts as not there. One file for each plan, put in
place by a rename, so that neither two runs at once nor a crash can leave half of one.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zoneinfo
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import commplan
from commplan import __version__
from commplan.document import Document
from commplan.document.decode import decoded
from commplan.files import write_all
from commplan.packing import pack, unpacker
from commplan.policy.selection import Policy
from commplan.report import Checked

UNUSED_DAYS = 30
_DAY = 86_400


class Cache:
    """The kept results of one run's options. Nothing that goes wrong here is told: the plan is then checked."""

    def __init__(self, folder: Path, run: str) -> None:
        """`run`: what beside the plan and its policy makes the result, as text."""
        self.folder, self._run = folder / __version__, f"{run}\n{machine()}"

    def get(self, file: str, raw: bytes, policy: Policy) -> Checked | None:
        """The result of an earlier check of this plan, None when there is none that holds."""
        try:
            kept = self._file(file).read_bytes()
            head, _, body = kept.partition(b"\n")
            if head.decode() != f"{self._key(file, raw, policy)} {sha256(body).hexdigest()}":
                return None
            included, packed = json.loads(body)
            if any(sha256(Path(f).read_bytes()).hexdigest() != digest for f, digest in included.items()):
                return None
            found = unpacker(Checked)(packed)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        return found if isinstance(found, Checked) else None

    def put(self, file: str, raw: bytes, policy: Policy, checked: Checked, document: Document) -> None:
        """Keep a result, unless what it came from is not all there any more."""
        with suppress(OSError, ValueError, TypeError):
            included = {f: _digest(f, text) for f, text in document.texts.items() if f != file}
            if None in included.values() or any(f.name.startswith("include-") for f in document.faults):
                return
            body = json.dumps([included, pack(checked)], ensure_ascii=False, separators=(",", ":")).encode()
            head = f"{self._key(file, raw, policy)} {sha256(body).hexdigest()}"
            target = self._file(file)
            write_all(target.parent, {target.name: f"{head}\n{body.decode()}"})

    def sweep(self) -> None:
        """Let go of what has not been used for a while, once a day."""
        now, stamp = time.time(), self.folder.parent / "swept"
        with suppress(OSError):
            if stamp.exists() and now - stamp.stat().st_mtime < _DAY:
                return
            stamp.touch()
            for kept in self.folder.parent.rglob("*.json"):
                if now - kept.stat().st_mtime > UNUSED_DAYS * _DAY:
                    kept.unlink(missing_ok=True)

    def _file(self, file: str) -> Path:
        name = sha256(os.path.abspath(file).encode("utf-8", "surrogateescape")).hexdigest()  # noqa: PTH100 - links are names here
        return self.folder / name[:2] / f"{name[2:32]}.json"

    def _key(self, file: str, raw: bytes, policy: Policy) -> str:
        found = sha256(self._run.encode("utf-8", "surrogateescape"))
        for text in (file, str(Path.cwd()), *_sources(policy)):
            found.update(text.encode("utf-8", "surrogateescape") + b"\0")
        found.update(raw)
        return found.hexdigest()


def cache_folder() -> Path | None:
    """Where results are kept: as COMMPLAN_CACHE_DIR says, else where the system keeps such things; None when that is empty."""
    named = os.environ.get("COMMPLAN_CACHE_DIR")
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path

    return user_cache_path("commplan", appauthor=False)


def _sources(policy: Policy) -> list[str]:
    return [text for f in (policy.settings, policy.baseline) if f for text in (f.file, str(f.folder), f.text)]


def _digest(file: str, text: str) -> str | None:
    """The digest of an included file, None when it no longer holds what was read."""
    raw = Path(file).read_bytes()
    return sha256(raw).hexdigest() if decoded(raw)[0] == text else None


@cache
def machine() -> str:
    """What is installed, as far as a result can hang on it: each file of commplan, its neighbours, Python, time zones."""
    home = Path(commplan.__file__).parent
    own = sorted((str(f), f.stat().st_mtime_ns, f.stat().st_size) for f in home.rglob("*.*") if f.suffix in _SUFFIXES)
    zones = [(folder, Path(folder).stat().st_mtime_ns) for folder in zoneinfo.TZPATH if Path(folder).is_dir()]
    beside = [(path, Path(path).stat().st_mtime_ns) for path in sys.path if path and Path(path).is_dir()]
    return sha256(repr((sys.version, own, zones, beside)).encode()).hexdigest()


_SUFFIXES = (".py", ".toml", ".json", ".csv")
