"""How the activity table changes: one SQL statement for each step, over files, not over rows.

Nothing here is told apart by when it came: rows by `event_id`, and of two with one id the one stays that says whose it
is, or else the earlier, or else the one that says more, column by column. A month in which no row changes is not touched.
"""

# ruff: noqa: S608 - the SQL is put together from constants and quoted literals only

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from commplan.activity.manifest import Import, Part, Tally, sync_folder
from commplan.activity.whose import Connection, count_in, count_where, literal, theirs
from commplan.words import Words

COLUMNS = {
    "event_id": "VARCHAR", "source": "VARCHAR", "kind": "VARCHAR", "us": "BIGINT", "member": "VARCHAR",
    "bot": "BOOLEAN", "channel": "VARCHAR", "thread": "VARCHAR", "reply_to": "VARCHAR", "size": "BIGINT",
    "tags": "VARCHAR",
}  # fmt: skip
_ORDER = "member IS NULL, us, " + ", ".join(
    f"{name} DESC NULLS LAST" for name in COLUMNS if name not in {"us", "event_id"}
)
TEXTS = {"event_id": "VARCHAR", "us": "BIGINT", "text": "VARCHAR"}
_LONGER = "length(text) DESC, text DESC, us"
MONTH = "strftime(make_timestamp(us), '%Y-%m')"

_PATTERN = re.compile(r"[*?\[]")
_TELLS = {
    "messages": "kind IN ('message', 'reply')",
    "threads": "(thread IS NOT NULL AND kind NOT IN ('close', 'reopen')) OR (reply_to IS NOT NULL AND kind = 'reply')",
    "reactions": "kind = 'reaction'",
    "reaction-times": "kind = 'reaction' AND NOT contains(' ' || coalesce(tags, '') || ' ', ' undated ')",
    "joins": "kind = 'join' AND NOT contains(' ' || coalesce(tags, '') || ' ', ' channel ')",
    "leaves": "kind = 'leave' AND NOT contains(' ' || coalesce(tags, '') || ' ', ' channel ')",
    "bots": "bot IS FALSE",
    "sizes": "size IS NOT NULL AND kind NOT IN ('purchase', 'refund')",
    "attendance": "kind = 'attend'",
    "answers": "kind = 'answer'",
    "purchases": "kind = 'purchase'",
    "amounts": "kind IN ('purchase', 'refund') AND size IS NOT NULL",
    "closings": "kind = 'close' AND thread IS NOT NULL",
}
"""What must be seen once before an export is believed to tell something; nobody called "no bot" means no flag."""


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
    columns = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in kinds.items())
    empty = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in kinds.items())
    body = f"SELECT {columns} FROM {parquet([folder / part.path for part in parts])}"
    connection.execute(f"CREATE TEMP VIEW {view} AS {body if parts else f'SELECT {empty} WHERE false'}")


def stage(connection: Connection, file: Path, lines: Iterable[str]) -> None:
    """Events into the table `incoming`, through a file: row by row DuckDB takes 300 times as long."""
    with file.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        stream.writelines(lines)
    stage_files(connection, [file])


def stage_files(connection: Connection, files: list[Path]) -> int:
    """Events that were written to files, into the table `incoming`; the number of rows."""
    columns = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in COLUMNS.items())
    table = (
        f"read_csv({these(files)}, columns = {{{columns}}}, auto_detect = false, header = false,"
        " delim = ',', quote = '\"', escape = '\"', nullstr = '')"
    )
    connection.execute(f"CREATE TABLE incoming AS SELECT * FROM {table}")
    for file in files:
        file.unlink()
    return count_in(connection, "incoming")


def unique(connection: Connection) -> None:
    """Each id of `incoming` once; the rows for which there was no place are `surplus`."""
    # Numbers are told apart in half the time; by groups, since count(DISTINCT) cannot go through the disk.
    short = "SELECT 1 FROM (SELECT hash(event_id) AS number FROM incoming) GROUP BY number HAVING count(*) > 1 LIMIT 1"
    if not connection.execute(short).fetchall():
        connection.execute("CREATE TABLE surplus (event_id VARCHAR, member VARCHAR)")
        return
    twice = "SELECT event_id FROM incoming GROUP BY event_id HAVING count(*) > 1"
    ranked = f"SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY {_ORDER}) AS place"
    connection.execute(f"CREATE TABLE repeated AS {ranked} FROM incoming SEMI JOIN ({twice}) USING (event_id)")
    connection.execute("CREATE TABLE surplus AS SELECT event_id, kind, member FROM repeated WHERE place > 1")
    if count_in(connection, "surplus"):
        connection.execute("DELETE FROM incoming WHERE event_id IN (SELECT event_id FROM surplus)")
        connection.execute("INSERT INTO incoming SELECT * EXCLUDE place FROM repeated WHERE place = 1")
    connection.execute("DROP TABLE repeated")


def stage_texts(connection: Connection, file: Path) -> None:
    """Texts that were written to a file, packed, into the table `incoming_texts`."""
    table = (
        f"read_csv({literal(str(file))}, columns = {{'event_id': 'VARCHAR', 'us': 'BIGINT', 'text': 'VARCHAR'}},"
        " auto_detect = false, header = false, delim = ',', quote = '\"', max_line_size = 4194304)"
    )
    unpacked = f"SELECT event_id, us, decode(from_base64(text)) AS text FROM {table}"
    connection.execute(f"CREATE TABLE incoming_texts AS {_best(f'({unpacked})', _LONGER)}")
    file.unlink()


def _best(table: str, order: str = _ORDER) -> str:
    """Of the rows with one id, the one that stays."""
    return f"SELECT * FROM {table} QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY {order}) = 1"


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
    incoming, met, surplus = (count_in(connection, table) for table in ("incoming", "met", "surplus"))
    if met:
        union = f"(SELECT {names} FROM incoming SEMI JOIN met USING (event_id) UNION ALL SELECT {names} FROM met)"
        better = f"{_best(union)} EXCEPT SELECT {names} FROM met"
        connection.execute(
            f"CREATE TABLE changed AS SELECT {names} FROM incoming ANTI JOIN met USING (event_id) UNION ALL ({better})"
        )
    else:
        connection.execute("CREATE VIEW changed AS SELECT * FROM incoming")
    connection.execute("CREATE TABLE replaced AS SELECT * FROM met SEMI JOIN changed USING (event_id)")
    return incoming - met, surplus + met


def leave_out(connection: Connection, members: Collection[str]) -> int:
    """Take the members, and what was withdrawn, out of what comes in; the number of rows."""
    left_out = theirs(members)
    count = sum(count_where(connection, left_out, table) for table in ("incoming", "surplus"))
    if count:
        ids = f"SELECT event_id FROM incoming WHERE {left_out} UNION SELECT event_id FROM surplus WHERE {left_out}"
        connection.execute(f"DELETE FROM incoming_texts WHERE event_id IN ({ids})")
        for table in ("surplus", "incoming"):
            connection.execute(f"DELETE FROM {table} WHERE {left_out}")
    return count


def rewrite(
    connection: Connection, folder: Path, work: Path, old: tuple[Part, ...], gone: Collection[str] | None = None
) -> tuple[Part, ...]:
    """Write anew the months in which a row changes, and those in which a member did something who is gone, or with
    something in them that was withdrawn; None where neither can be.

    The parts of the whole table after that.
    """
    touched = f"{_months('changed')} UNION ALL {_months('replaced', within=False)}"
    stays = "SELECT * FROM here ANTI JOIN replaced USING (event_id)"
    if gone is not None:
        touched += f" UNION ALL {_months('events', within=False)} WHERE {theirs(gone)}"
        stays += f" WHERE ({theirs(gone)}) IS NOT TRUE"
    body = f"{stays} UNION ALL SELECT * FROM changed WHERE {{within}}"
    return _rewritten(connection, (folder, work), old, touched, body)


def remove(
    connection: Connection, folder: Path, work: Path, old: tuple[Part, ...], gone: Collection[str]
) -> tuple[Part, ...]:
    """Write anew the months in which a member did something who is gone; the parts of the whole table after that."""
    touched = f"{_months('events', within=False)} WHERE {theirs(gone)}"
    return _rewritten(
        connection, (folder, work), old, touched, f"SELECT * FROM here WHERE ({theirs(gone)}) IS NOT TRUE"
    )


def rewrite_texts(
    connection: Connection, folder: Path, work: Path, old: tuple[Part, ...], gone: Collection[str] | None = None
) -> tuple[Part, ...]:
    """As `rewrite`, for the texts: of two of one event the longer stays."""
    show(connection, "texts", folder, old, TEXTS)
    connection.execute("CREATE TABLE met_texts AS SELECT * FROM texts SEMI JOIN incoming_texts USING (event_id)")
    union = "(SELECT * FROM incoming_texts UNION ALL SELECT * FROM met_texts)"
    connection.execute(f"CREATE TABLE changed_texts AS {_best(union, _LONGER)} EXCEPT SELECT * FROM met_texts")
    touched = f"{_months('changed_texts')} UNION ALL {_months('met_texts SEMI JOIN changed_texts USING (event_id)', within=False)}"
    stays = "SELECT * FROM here ANTI JOIN changed_texts USING (event_id)"
    if gone is not None:
        gone_too = f"event_id IN (SELECT event_id FROM events WHERE {theirs(gone)})"
        touched += f" UNION ALL {_months('texts', within=False)} WHERE {gone_too}"
        stays += f" WHERE NOT {gone_too}"
    body = f"{stays} UNION ALL SELECT * FROM changed_texts WHERE {{within}}"
    return _rewritten(connection, (folder, work), old, touched, body, TEXTS)


def nothing(connection: Connection) -> None:
    """No events and no texts come in."""
    show(connection, "incoming_texts", Path(), (), TEXTS)
    for table in ("incoming", "surplus"):
        show(connection, table, Path(), ())


def _months(table: str, *, within: bool = True) -> str:
    """The months of the rows of a table, and their times where these rows are to be written."""
    return f"SELECT date_trunc('month', make_timestamp(us)) AS month, {'us' if within else 'CAST(NULL AS BIGINT)'} AS us FROM {table}"


def compact(
    connection: Connection, folder: Path, work: Path, old: tuple[Part, ...], kinds: Mapping[str, str] = COLUMNS
) -> tuple[Part, ...]:
    """Every part packed as tightly as it goes; one that is no smaller for it stays as it is."""
    parts = []
    for part in old:
        show(connection, "here", folder, (part,), kinds)
        file = _written(connection, work, "SELECT * FROM here", level=19)
        connection.execute("DROP VIEW here")
        smaller = file.stat().st_size < (folder / part.path).stat().st_size
        parts.append(_placed(connection, folder, file, part.path.rpartition("/")[0]) if smaller else part)
    return tuple(parts)


def _rewritten(
    connection: Connection,
    places: tuple[Path, Path],
    old: tuple[Part, ...],
    touched: str,
    body: str,
    kinds: Mapping[str, str] = COLUMNS,
) -> tuple[Part, ...]:
    """`touched` selects the months to write anew, with the times that come into them, from `body`, a query over `here`, the
    part that there was."""
    folder, work = places
    table = "texts" if kinds is TEXTS else "events"
    parts = {part.path.split("/")[1]: part for part in old}
    months = f"SELECT strftime(month, '%Y-%m'), min(us), max(us) FROM ({touched}) GROUP BY month ORDER BY month"
    for month, first, last in connection.execute(months).fetchall():
        before = parts.pop(f"month={month}", None)
        show(connection, "here", folder, (before,) if before else (), kinds)
        file = _written(
            connection, work, body.format(within="false" if first is None else f"us BETWEEN {first} AND {last}")
        )
        connection.execute("DROP VIEW here")
        if count_in(connection, parquet([file])):
            parts[f"month={month}"] = _placed(connection, folder, file, f"{table}/month={month}")
    return tuple(parts[place] for place in sorted(parts))


def _written(connection: Connection, work: Path, body: str, level: int = 1) -> Path:
    """Level 1 is a third quicker than what DuckDB takes by itself, for one percent more; `compact` takes its time."""
    file = work / "month.parquet"
    copy = f"COPY (SELECT * FROM ({body}) ORDER BY us, event_id) TO {literal(str(file))}"
    connection.execute(f"{copy} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL {level})")
    return file


def _placed(connection: Connection, folder: Path, file: Path, place: str) -> Part:
    """A written file, safely on the disk, under the name that its content gives it."""
    query = f"SELECT count(*), min(us), max(us) FROM {parquet([file])}"
    count, first, last = connection.execute(query).fetchall()[0]
    with file.open("rb+") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
    home = folder / place
    home.mkdir(parents=True, exist_ok=True)
    file.replace(home / f"{digest[:32]}.parquet")
    sync_folder(home)
    return Part(f"{place}/{digest[:32]}.parquet", count, digest, first, last)
