"""The database that an activity store works with: how it is opened, what it reads that is not ours, and what its faults mean."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

from commplan.activity.manifest import ActivityError
from commplan.activity.parts import parquet
from commplan.crew import cores
from commplan.os_errors import SHORTAGES, remedy, why
from commplan.words import say

MEMORY, HANDS, MOST = "160MB", 3, "60%"
"""For DuckDB while it writes, with so many threads at most, since each of them wants some of it; and at most. What does not fit
is spilled into the store's own work folder."""
Fault, TooLittle = duckdb.Error, duckdb.OutOfMemoryException  # a file cannot be read; memory or disk is too small
Moved = duckdb.IOException  # a file is no longer what it was when the reading began
Own = duckdb.DuckDBPyConnection  # what can be told to read and write files of this machine
_SIZE = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s?(?P<unit>[KMGT])(?P<two>i?)B", re.IGNORECASE)
_BESIDE = 450 * 2**20
_FILES = 4096
"""So many files may be open at once where the system lets us: one for each month of a store, of which macOS allows 256 at first."""
_OF_SYSTEM = ('"errno":', "Cannot open file", "No files found")
"""What the engine says of files that it does not get at, rather than of what is in them."""
_NUMBERED = re.compile(r'"errno":"(\d+)"')
_NAMED = re.compile(r'\bfile \\?"(.+?)\\?"')


def left(memory: str) -> str:
    """What of the memory of a process, as 4GB or 60%, is for DuckDB: beside it and the libraries of forecasts are in it, and
    DuckDB takes a little more than it is given. Never less than half; a share is one of the whole machine, as DuckDB has it.
    """
    found = _SIZE.fullmatch(memory.strip())
    if found is None:
        return memory
    whole = float(found["n"]) * (1024 if found["two"] else 1000) ** ("KMGT".index(found["unit"].upper()) + 1)
    return f"{max(1, int(max(whole / 2, whole - _BESIDE)) // 1000)}KB"


def connection(spill: Path, memory: str = MOST, hands: int = 2**10) -> Own:
    """A database in memory that spills into a folder: for one on disk a path may not hold every character."""
    _allow_files()
    opened = duckdb.connect(":memory:", config={"temp_directory": str(spill), "memory_limit": memory})
    return opened.execute(f"SET enable_progress_bar = false; SET threads = {min(hands, cores())}")


def _allow_files() -> None:
    if sys.platform == "win32":
        return
    import resource

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if most == resource.RLIM_INFINITY else min(_FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        with contextlib.suppress(OSError, ValueError):  # then it stays as it is
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def rows(file: Path) -> Iterator[dict[str, str | None]]:
    """The rows of a Parquet file that is not ours, every value as text. ActivityError when it is none, or too much at once."""
    with duckdb.connect(config={"memory_limit": MEMORY}) as own:
        try:
            own.execute("SET TimeZone = 'UTC'")
            found = own.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {parquet([file])}")  # noqa: S608
            names = [str(column[0]) for column in found.description or ()]
            while batch := found.fetchmany(10_000):
                for row in batch:
                    yield dict(zip(names, row, strict=True))
        except duckdb.Error as fault:
            raise _unread(file, fault) from fault


def _unread(file: Path, fault: duckdb.Error) -> ActivityError:
    known = shortage(fault)
    if known is None:
        return ActivityError(
            say("'{name}' is no readable Parquet file", "“{name}” 不是可读的 Parquet 文件", name=file.name)
        )
    if known.errno != errno.ENOMEM:
        return ActivityError(say("cannot read '{p}': {w}", "无法读取 “{p}”：{w}", p=file, w=why(known)), remedy(known))
    return ActivityError(
        say(
            "'{name}' takes more memory than there is ({m}): too much of it has to be unpacked at once",
            "“{name}” 所需内存超过可用的 {m}：一次须解压的内容过多",
            name=file.name,
            m=MEMORY,
        ),
        say(
            "write it with smaller row groups (1,000 rows), or without columns that the mapping does not name",
            "请用较小的行组（1,000 行）重新写出，或去掉映射未用到的列",
        ),
    )


def shortage(fault: BaseException) -> OSError | None:
    """What the machine was short of, or did not allow, as an error of the system; None where a fault has another reason.

    What the engine could not open or write has the number of the system in its text, or the system's own sentence.
    """
    if isinstance(fault, OSError):
        return fault if fault.errno in SHORTAGES else None
    text = str(fault)
    if isinstance(fault, MemoryError | TooLittle):
        spilt = "max_temp_directory_size" in text or os.strerror(errno.ENOSPC) in text
        return _as_of_system(errno.ENOSPC if spilt else errno.ENOMEM, text)
    if not isinstance(fault, duckdb.IOException):
        return None
    numbers = [int(number) for number in _NUMBERED.findall(text)]
    numbers += [number for number in SHORTAGES if os.strerror(number) in text]
    return next((_as_of_system(number, text) for number in numbers if number in SHORTAGES), None)


def _as_of_system(number: int, text: str) -> OSError:
    named = _NAMED.search(text)
    return OSError(number, os.strerror(number), named[1] if named else None)


def is_damage(fault: Exception) -> bool:
    """Whether the engine could not make sense of a file of a table, of which it has no word for all that can be wrong."""
    if isinstance(fault, Moved):
        return not any(sign in str(fault) for sign in _OF_SYSTEM)
    return type(fault) is Fault or isinstance(fault, duckdb.InvalidInputException | duckdb.InternalException)
