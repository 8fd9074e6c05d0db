"""How new events become part of the activity table: one SQL statement for each step, over files, not over rows.

Nothing here is told apart by when it came: rows by `event_id`, and of two with one id the earlier stays, or else the
one that says more, column by column. A month in which no row changes is not touched.
"""

# ruff: noqa: S608 - the SQL is put together from constants and quoted literals only

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from commplan.activity.event import Event
from commplan.activity.manifest import Import, Part, Tally, sync_folder
from commplan.words import Words

COLUMNS = {
    "event_id": "VARCHAR", "source": "VARCHAR", "kind": "VARCHAR", "us": "BIGINT", "member": "VARCHAR",
    "bot": "BOOLEAN", "channel": "VARCHAR", "thread": "VARCHAR", "reply_to": "VARCHAR", "size": "INTEGER",
    "tags": "VARCHAR",
}  # fmt: skip
EVENTS = "events"
_ORDER = "us, " + ", ".join(f"{name} DESC NULLS LAST" for name in COLUMNS if name not in {"us", "event_id"})
_MONTH = "strftime(make_timestamp(us), '%Y-%m')"

_PATTERN = re.compile(r"[*?\[]")
_TELLS = {
    "messages": "kind IN ('message', 'reply')",
    "threads": "thread IS NOT NULL OR (reply_to IS NOT NULL AND kind = 'reply')",
    "reactions": "kind = 'reaction'",
    "reaction-times": "kind = 'reaction' AND NOT contains(' ' || coalesce(tags, '') || ' ', ' undated ')",
    "joins": "kind = 'join' AND NOT contains(' ' || coalesce(tags, '') || ' ', ' channel ')",
    "leaves": "kind = 'leave' AND NOT contains(' ' || coalesce(tags, '') || ' ', ' channel ')",
    "bots": "bot IS FALSE",
    "sizes": "size IS NOT NULL",
    "attendance": "kind = 'attend'",
}
"""What must be seen once before an export is believed to tell something; nobody called "no bot" means no flag."""


class Connection(Protocol):
    """What is asked of the engine, so that only `store` knows which it is."""

    def execute(self, query: str) -> Any: ...


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def parquet(files: list[Path]) -> str:
    """These very files: in a name, what DuckDB would take for a pattern is bracketed."""
    names = ", ".join(literal(_PATTERN.sub(r"[\g<0>]", str(file))) for file in files)
    return f"read_parquet([{names}], hive_partitioning = false)"


def show(connection: Connection, view: str, folder: Path, parts: tuple[Part, ...]) -> None:
    columns = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in COLUMNS.items())
    empty = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in COLUMNS.items())
    body = f"SELECT {columns} FROM {parquet([folder / part.path for part in parts])}"
    connection.execute(f"CREATE TEMP VIEW {view} AS {body if parts else f'SELECT {empty} WHERE false'}")


def stage(connection: Connection, file: Path, events: Iterable[Event]) -> None:
    """Events into the table `staged`, through a file: row by row DuckDB takes 300 times as long."""
    with file.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(events)
    columns = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in COLUMNS.items())
    table = (
        f"read_csv({literal(str(file))}, columns = {{{columns}}}, auto_detect = false, header = false,"
        " delim = ',', quote = '\"', escape = '\"', nullstr = '')"
    )
    connection.execute(f"CREATE TABLE staged AS SELECT * FROM {table}")
    connection.execute(f"CREATE TABLE incoming AS {_best('staged')}")
    file.unlink()


def _best(table: str) -> str:
    """Of the rows with one id, the one that stays."""
    return f"SELECT * FROM {table} QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY {_ORDER}) = 1"


def record(connection: Connection, origin: Import, skipped: Mapping[Words, int]) -> Import:
    kinds = connection.execute("SELECT kind, count(*) FROM incoming GROUP BY kind ORDER BY kind").fetchall()
    told = ", ".join(f"coalesce(bool_or({test}), false)" for test in _TELLS.values())
    query = f"SELECT count(DISTINCT member), min(us), max(us), {told} FROM incoming"
    members, first, last, *tells = connection.execute(query).fetchall()[0]
    return replace(
        origin,
        kinds=dict(kinds),
        members=members,
        first=first,
        last=last,
        tells=tuple(sorted(n for n, yes in zip(_TELLS, tells, strict=True) if yes and n in origin.tells)),
        skipped=tuple(sorted((Tally(r.en, r.zh, n) for r, n in skipped.items()), key=lambda tally: tally.en)),
    )


def settle(connection: Connection) -> tuple[int, int]:
    """Make the table `changed`: the rows that are not yet in the events as they came. -> new, duplicates."""
    names = ", ".join(COLUMNS)
    connection.execute("CREATE TABLE met AS SELECT * FROM events SEMI JOIN incoming USING (event_id)")
    union = f"(SELECT {names} FROM incoming UNION ALL SELECT {names} FROM met)"
    connection.execute(f"CREATE TABLE changed AS {_best(union)} EXCEPT SELECT {names} FROM met")
    counts = "SELECT (SELECT count(*) FROM staged), (SELECT count(*) FROM incoming), (SELECT count(*) FROM met)"
    staged, incoming, met = connection.execute(counts).fetchall()[0]
    return incoming - met, staged - (incoming - met)


def rewrite(connection: Connection, folder: Path, work: Path, old: tuple[Part, ...]) -> tuple[Part, ...]:
    """Write anew the months in which a row changes; the parts of the whole table after that."""
    touched = f"SELECT {_MONTH} FROM changed UNION SELECT {_MONTH} FROM met SEMI JOIN changed USING (event_id)"
    parts = {part.path.split("/")[1]: part for part in old}
    for (month,) in connection.execute(f"SELECT * FROM ({touched}) ORDER BY 1").fetchall():
        place = f"month={month}"
        part = _month(connection, folder, work, place, parts.get(place))
        parts.pop(place, None)
        if part:
            parts[place] = part
    return tuple(parts[place] for place in sorted(parts))


def _month(connection: Connection, folder: Path, work: Path, place: str, old: Part | None) -> Part | None:
    show(connection, "here", folder, (old,) if old else ())
    body = (
        "SELECT * FROM here ANTI JOIN changed USING (event_id)"
        f" UNION ALL SELECT * FROM changed WHERE {_MONTH} = {literal(place.removeprefix('month='))}"
    )
    file = work / "month.parquet"
    copy = f"COPY (SELECT * FROM ({body}) ORDER BY us, event_id) TO {literal(str(file))}"
    connection.execute(f"{copy} (FORMAT parquet, COMPRESSION zstd)")
    connection.execute("DROP VIEW here")
    query = f"SELECT count(*), min(us), max(us) FROM {parquet([file])}"
    count, first, last = connection.execute(query).fetchall()[0]
    if not count:
        return None
    with file.open("rb+") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
    home = folder / EVENTS / place
    home.mkdir(parents=True, exist_ok=True)
    file.replace(home / f"{digest[:32]}.parquet")
    sync_folder(home)
    return Part(f"{EVENTS}/{place}/{digest[:32]}.parquet", count, digest, first, last)
