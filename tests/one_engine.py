"""One engine for all stores that tests open within their process: to start one costs more than most tests ask of it.

Each connection still has a database of its own, which goes with it. Commands that run as processes start their own engines.
"""

from __future__ import annotations

import os
import weakref
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import gettempdir
from threading import Lock
from typing import Any, Self, cast

import duckdb

from commplan.activity import database

_NUMBERS, _ALONE = count(), Lock()


@cache
def _engine(_process: int, folder: str, memory: str) -> duckdb.DuckDBPyConnection:
    config: dict[str, Any] = {"temp_directory": folder, "memory_limit": memory, "enable_external_file_cache": False}
    return duckdb.connect(":memory:", config=config)


class Connection:
    """A connection to a database of its own, which is gone when it is closed."""

    def __init__(self, engine: duckdb.DuckDBPyConnection) -> None:
        self._name = f"own{next(_NUMBERS)}"
        with _ALONE:
            engine.execute(f"ATTACH ':memory:' AS {self._name}")
            self._own = engine.cursor()
        self._own.execute(f"USE {self._name}; SET enable_progress_bar = false")
        self._end = weakref.finalize(self, _end, os.getpid(), engine, self._own, self._name)
        self._end.atexit = False

    @property  # type: ignore[misc] # isinstance asks for it
    def __class__(self) -> type:
        """What only an engine of our own is asked for is asked of it too."""
        return duckdb.DuckDBPyConnection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._end()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self._own.cursor().execute(f"USE {self._name}")

    def execute(self, *given: Any) -> Self:
        self._own.execute(*given)
        return self


def _end(process: int, engine: duckdb.DuckDBPyConnection, own: duckdb.DuckDBPyConnection, name: str) -> None:
    if os.getpid() == process:
        own.close()
        with _ALONE:
            engine.execute(f"DETACH {name}")


OWN = database.connection
"""The connection that is used outside of tests, with an engine of its own."""


def connection(spill: Path, memory: str = database.MOST, hands: int = 2**10) -> duckdb.DuckDBPyConnection:
    """As `database.connection`, but that all spill into one folder and have as many threads as there are cores.

    What is given another memory has an engine of its own: one that is out of it could not even let a database go.
    """
    if memory not in {database.MOST, database.MEMORY}:
        return OWN(spill, memory, hands)
    process = os.getpid()
    engine = _engine(process, str(Path(gettempdir(), f"spilt-{process}")), memory)
    return cast("duckdb.DuckDBPyConnection", Connection(engine))
