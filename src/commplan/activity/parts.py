"""The files of the activity table, one for each month: how they are read, and how a month is written anew."""

# ruff: noqa: S608 - the SQL is put together from constants and quoted literals only

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from commplan.activity.manifest import Part, sync_folder
from commplan.activity.whose import Connection, Shared, literal

COLUMNS = {
    "event_id": "VARCHAR", "source": "VARCHAR", "kind": "VARCHAR", "us": "BIGINT", "member": "VARCHAR",
    "bot": "BOOLEAN", "channel": "VARCHAR", "thread": "VARCHAR", "reply_to": "VARCHAR", "size": "BIGINT",
    "tags": "VARCHAR",
}  # fmt: skip
TEXTS = {"event_id": "VARCHAR", "us": "BIGINT", "text": "VARCHAR"}
MONTH = "strftime(make_timestamp(us), '%Y-%m')"
_SHARED = 2 * 122_880
"""Rows from which on the engine works at a month with several threads: its blocks of them are 122,880, and each is work for one."""
_PATTERN = re.compile(r"[*?\[]")


def these(files: list[Path]) -> str:
    """These very files: in a name, what DuckDB would take for a pattern is bracketed."""
    names = ", ".join(literal(_PATTERN.sub(r"[\g<0>]", str(file))) for file in files)
    return f"[{names}]"


def parquet(files: list[Path]) -> str:
    """These files as a table."""
    return f"read_parquet({these(files)}, hive_partitioning = false)"


def show(
    connection: Connection, view: str, folder: Path, parts: tuple[Part, ...], kinds: Mapping[str, str] = COLUMNS
) -> None:
    """The rows of these parts, as they are kept, as a view."""
    connection.execute(f"CREATE VIEW {view} AS {_shown(folder, parts, kinds)}")


def _shown(folder: Path, parts: tuple[Part, ...], kinds: Mapping[str, str]) -> str:
    if not parts:
        return f"SELECT {', '.join(f'CAST(NULL AS {kind}) AS {name}' for name, kind in kinds.items())} WHERE false"
    columns = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in kinds.items())
    return f"SELECT {columns} FROM {parquet([folder / part.path for part in parts])}"


@dataclass(frozen=True, slots=True)
class Months:
    """The months of a table of a store (`kinds` are its columns): in which folder they are, where they are written, the
    parts that there are."""

    connection: Shared
    folder: Path
    work: Path
    parts: tuple[Part, ...]
    kinds: Mapping[str, str]

    def rewritten(self, touched: Sequence[str], stays: str, comes: str | None = None) -> tuple[Part, ...]:
        """The parts of the whole table after some months have been written anew: small ones as many at once as the engine
        has threads, large ones, at each of which it works with all of them, one by one.

        `touched` are queries for them, with the number and the first and last time of what comes into them from the table
        `comes`; `stays` is a query over `here`, the part that there was.
        """
        parts = {part.path.split("/")[1]: part for part in self.parts}
        # each table by itself: of all at once the engine would read columns that nobody asks for
        query = (
            "SELECT strftime(month, '%Y-%m'), CAST(sum(rows) AS BIGINT), min(first), max(last)"
            f" FROM ({' UNION ALL '.join(touched)}) GROUP BY month ORDER BY month"
        )

        def anew(month: str, first: int | None, last: int | None) -> tuple[str, Part | None]:
            here = parts.get(f"month={month}")
            bodies = [stays] if here else []
            if first is not None:
                bodies.append(f"SELECT * FROM {comes} WHERE us BETWEEN {first} AND {last}")
            shown = _shown(self.folder, (here,), self.kinds) if here else ""
            body = (f"WITH here AS ({shown}) " if here else "") + " UNION ALL ".join(bodies)
            return f"month={month}", self._written(month, body, database=database)

        def large(month: str, rows: int) -> bool:
            here = parts.get(f"month={month}")
            return rows + (here.rows if here else 0) > _SHARED

        months = self.connection.execute(query).fetchall()
        asked = "SELECT current_setting('threads'), current_database()"
        [(threads, database)] = self.connection.execute(asked).fetchall()
        written: dict[str, Part | None] = {}
        for many in (False, True):
            with ThreadPoolExecutor(1 if many else threads) as hands:
                some = [(month, first, last) for month, rows, first, last in months if large(month, rows) == many]
                written.update(hands.map(lambda month: anew(*month), some))
        return tuple(part for _, part in sorted((parts | written).items()) if part)

    def compact(self) -> tuple[Part, ...]:
        """Every part packed as tightly as it goes; one that is no smaller for it stays as it is."""
        parts = []
        for part in self.parts:
            month, size = part.path.split("/")[1], (self.folder / part.path).stat().st_size
            packed = self._written(month.removeprefix("month="), _shown(self.folder, (part,), self.kinds), 19, size)
            parts.append(packed or part)
        return tuple(parts)

    def _written(
        self, month: str, body: str, level: int = 1, smaller: int | None = None, database: str = ""
    ) -> Part | None:
        """The rows of a query as the part of a month; None where there is none, or where it has not become `smaller`, in bytes.

        Level 1 is a third quicker than what DuckDB takes by itself, for one percent more; `compact` takes its time.
        """
        file = self.work / f"{month}.parquet"
        copy = f"COPY (SELECT * FROM ({body}) ORDER BY us, event_id) TO {literal(str(file))}"
        packed = f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL {level}"
        with self.connection.cursor() as own:
            if database:  # which another connection of the same engine has to be told
                own.execute(f"USE {database}")
            own.execute(f"{copy} ({packed})")
            if smaller is not None and file.stat().st_size >= smaller:
                return None
            return _placed(own, self.folder, file, f"{'texts' if self.kinds is TEXTS else 'events'}/month={month}")


def _placed(connection: Connection, folder: Path, file: Path, place: str) -> Part | None:
    """A written file, safely on the disk, under the name that its content gives it; None when there is no row in it."""
    query = f"SELECT count(*), min(us), max(us) FROM {parquet([file])}"
    count, first, last = connection.execute(query).fetchall()[0]
    if not count:
        return None
    with file.open("rb+") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
    home = folder / place
    home.mkdir(parents=True, exist_ok=True)
    file.replace(home / f"{digest[:32]}.parquet")
    sync_folder(home)
    return Part(f"{place}/{digest[:32]}.parquet", count, digest, first, last)
