"""How the activity table changes: one SQL statement for each step, over files, not over rows.

Nothing here is told apart by when it came: rows by `event_id`, and of two with one id the one stays that says whose it
is, or else the earlier, or else the one that says more, column by column. A month in which no row changes is not touched.
"""

# ruff: noqa: S608 - the SQL is put together from constants and quoted literals only

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from commplan.activity.manifest import Import, Part, Tally
from commplan.activity.outsize import make_room
from commplan.activity.parts import COLUMNS, TEXTS, Months, show, these
from commplan.activity.whose import Connection, count_in, count_where, literal, theirs
from commplan.words import Words

_ORDER = "member IS NULL, us, " + ", ".join(
    f"{name} DESC NULLS LAST" for name in COLUMNS if name not in {"us", "event_id"}
)
BARE = "event_id, source, kind, us, thread, reply_to"
"""The columns of `bare`, which is `incoming` for what asks for no names, so that none have to be looked up."""
_LONGER = "length(text) DESC, text DESC, us"

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


def stage(connection: Connection, file: Path, lines: Iterable[str]) -> None:
    """Events into the table `incoming`, through a file: row by row DuckDB takes 300 times as long."""
    with file.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        stream.writelines(lines)
    stage_files(connection, [file])


def stage_files(connection: Connection, files: list[Path]) -> int:
    """Events that were written to files, into the table `incoming`; the number of rows."""
    make_room(connection, files[0].parent, sum(file.stat().st_size for file in files))
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
    connection.execute(f"CREATE VIEW IF NOT EXISTS bare AS SELECT {BARE} FROM incoming")
    # Numbers are told apart in half the time; by groups, since count(DISTINCT) cannot go through the disk.
    short = "SELECT 1 FROM (SELECT hash(event_id) AS number FROM bare) GROUP BY number HAVING count(*) > 1 LIMIT 1"
    if not connection.execute(short).fetchall():
        connection.execute("CREATE TABLE surplus (event_id VARCHAR, member VARCHAR)")
        return
    _own(connection)
    twice = "SELECT event_id FROM incoming GROUP BY event_id HAVING count(*) > 1"
    ranked = f"SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY {_ORDER}) AS place"
    connection.execute(f"CREATE TABLE repeated AS {ranked} FROM incoming SEMI JOIN ({twice}) USING (event_id)")
    connection.execute("CREATE TABLE surplus AS SELECT event_id, kind, member FROM repeated WHERE place > 1")
    if count_in(connection, "surplus"):
        connection.execute("DELETE FROM incoming WHERE event_id IN (SELECT event_id FROM surplus)")
        connection.execute("INSERT INTO incoming SELECT * EXCLUDE place FROM repeated WHERE place = 1")
    connection.execute("DROP TABLE repeated")


def _own(connection: Connection) -> None:
    """`incoming` as a table, whose rows can go, where it is a view of others."""
    if _kind_of_incoming(connection) == "VIEW":
        _anew(connection, "SELECT * FROM incoming")


def _kind_of_incoming(connection: Connection) -> str:
    """VIEW or TABLE."""
    one = "SELECT 1 FROM duckdb_views() WHERE database_name = current_database() AND view_name = 'incoming'"
    return "VIEW" if connection.execute(one).fetchall() else "TABLE"


def _anew(connection: Connection, query: str) -> None:
    """Put the rows of a query in the place of `incoming`."""
    connection.execute(f"CREATE TABLE owned AS {query}")
    connection.execute(f"DROP {_kind_of_incoming(connection)} incoming")
    connection.execute("ALTER TABLE owned RENAME TO incoming")
    connection.execute(f"CREATE OR REPLACE VIEW bare AS SELECT {BARE} FROM incoming")


def begin_threads(connection: Connection) -> int:
    """Let threads begin that are called otherwise than any message, where all are: with the first message of each, by whose id
    they go then. How many there are; 0 where a thread is called after a message, and the others may be so in another export.
    """
    spoken = "bare WHERE thread IS NOT NULL AND kind IN ('message', 'reply')"
    connection.execute(f"CREATE TABLE begun AS SELECT thread, min(us) AS us FROM {spoken} GROUP BY thread")
    threads = count_in(connection, "begun")
    named = "SELECT 1 FROM bare SEMI JOIN begun ON begun.thread = bare.event_id LIMIT 1"
    if connection.execute(named).fetchall():
        threads = 0
    if threads:
        connection.execute(
            f"CREATE TABLE roots AS SELECT thread, min(event_id) AS root FROM (SELECT * FROM {spoken})"
            " SEMI JOIN begun USING (thread, us) GROUP BY thread"
        )
        _anew(
            connection,
            "SELECT incoming.* REPLACE (coalesce(root, incoming.thread) AS thread, CASE WHEN event_id = root AND reply_to IS"
            " NULL THEN 'message' ELSE kind END AS kind) FROM incoming LEFT JOIN roots ON roots.thread = incoming.thread",
        )
        connection.execute("DROP TABLE roots")
    connection.execute("DROP TABLE begun")
    return threads


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
    told = ", ".join(f"coalesce(bool_or({test}), false)" for test in _TELLS.values())
    # rows that are alike in all that is asked of them are first made one
    connection.execute(
        "CREATE TABLE alike AS SELECT member, kind, bot, tags, any_value(thread) AS thread, any_value(reply_to) AS"
        " reply_to, any_value(size) AS size, count(*) AS n, min(us) AS first, max(us) AS last FROM incoming"
        " GROUP BY member, kind, bot, tags, thread IS NULL, reply_to IS NULL, size IS NULL"
    )
    query = f"SELECT kind, CAST(sum(n) AS BIGINT), min(first), max(last), {told} FROM alike GROUP BY kind ORDER BY kind"
    found = connection.execute(query).fetchall()
    [(members,)] = connection.execute("SELECT count(DISTINCT member) FROM alike").fetchall()
    connection.execute("DROP TABLE alike")
    yes = {name for kind in found for name, told in zip(_TELLS, kind[4:], strict=True) if told}
    return replace(
        origin,
        kinds={kind: count for kind, count, *_ in found},
        members=members,
        first=min((first for _, _, first, *_ in found), default=None),
        last=max((last for _, _, _, last, *_ in found), default=None),
        tells=tuple(sorted(yes.intersection(origin.tells))),
        skipped=tuple(sorted((Tally(r.en, r.zh, n) for r, n in skipped.items()), key=lambda tally: tally.en)),
    )


def settle(connection: Connection) -> tuple[int, int]:
    """Make the table `changed`, the rows that are not yet in the events as they came, and `moved`, their times.

    -> new, duplicates.
    """
    names = ", ".join(COLUMNS)
    connection.execute("CREATE TABLE met AS SELECT * FROM events SEMI JOIN bare USING (event_id)")
    incoming, met, surplus = (count_in(connection, table) for table in ("bare", "met", "surplus"))
    if met:
        union = f"(SELECT {names} FROM incoming SEMI JOIN met USING (event_id) UNION ALL SELECT {names} FROM met)"
        better = f"{_best(union)} EXCEPT SELECT {names} FROM met"
        connection.execute(
            f"CREATE TABLE changed AS SELECT {names} FROM incoming ANTI JOIN met USING (event_id) UNION ALL ({better})"
        )
    else:
        connection.execute("CREATE VIEW changed AS SELECT * FROM incoming")
    connection.execute(f"CREATE VIEW moved AS SELECT us FROM {'changed' if met else 'bare'}")
    connection.execute("CREATE TABLE replaced AS SELECT * FROM met SEMI JOIN changed USING (event_id)")
    return incoming - met, surplus + met


def leave_out(connection: Connection, members: Collection[str]) -> int:
    """Take the members, and what was withdrawn, out of what comes in; the number of rows."""
    left_out = theirs(members)
    count = sum(count_where(connection, left_out, table) for table in ("incoming", "surplus"))
    if count:
        _own(connection)
        ids = f"SELECT event_id FROM incoming WHERE {left_out} UNION SELECT event_id FROM surplus WHERE {left_out}"
        connection.execute(f"DELETE FROM incoming_texts WHERE event_id IN ({ids})")
        for table in ("surplus", "incoming"):
            connection.execute(f"DELETE FROM {table} WHERE {left_out}")
    return count


def rewrite(months: Months, gone: Collection[str] | None = None) -> tuple[Part, ...]:
    """Write anew the months in which a row changes, and those in which a member did something who is gone, or with
    something in them that was withdrawn; None where neither can be.

    The parts of the whole table after that.
    """
    touched = [_months("moved"), _months("replaced", within=False)]
    stays = "SELECT * FROM here ANTI JOIN replaced USING (event_id)"
    if gone is not None:
        touched.append(_months(f"events WHERE {theirs(gone)}", within=False))
        stays += f" WHERE ({theirs(gone)}) IS NOT TRUE"
    return months.rewritten(touched, stays, "changed")


def remove(months: Months, gone: Collection[str]) -> tuple[Part, ...]:
    """Write anew the months in which a member did something who is gone; the parts of the whole table after that."""
    touched = _months(f"events WHERE {theirs(gone)}", within=False)
    return months.rewritten([touched], f"SELECT * FROM here WHERE ({theirs(gone)}) IS NOT TRUE")


def rewrite_texts(months: Months, gone: Collection[str] | None = None) -> tuple[Part, ...]:
    """As `rewrite`, for the texts: of two of one event the longer stays."""
    connection = months.connection
    show(connection, "texts", months.folder, months.parts, TEXTS)
    connection.execute("CREATE TABLE met_texts AS SELECT * FROM texts SEMI JOIN incoming_texts USING (event_id)")
    union = "(SELECT * FROM incoming_texts UNION ALL SELECT * FROM met_texts)"
    connection.execute(f"CREATE TABLE changed_texts AS {_best(union, _LONGER)} EXCEPT SELECT * FROM met_texts")
    longer = "met_texts SEMI JOIN changed_texts USING (event_id)"
    touched = [_months("changed_texts"), _months(longer, within=False)]
    stays = "SELECT * FROM here ANTI JOIN changed_texts USING (event_id)"
    if gone is not None:
        gone_too = f"event_id IN (SELECT event_id FROM events WHERE {theirs(gone)})"
        touched.append(_months(f"texts WHERE {gone_too}", within=False))
        stays += f" WHERE NOT {gone_too}"
    return months.rewritten(touched, stays, "changed_texts")


def nothing(connection: Connection) -> None:
    """No events and no texts come in."""
    show(connection, "incoming_texts", Path(), (), TEXTS)
    for table in ("incoming", "surplus"):
        show(connection, table, Path(), ())


def _months(rows: str, *, within: bool = True) -> str:
    """The months of some rows of a table; how many there are, from when to when, where these are to be written."""
    told = "count(*) AS rows, min(us) AS first, max(us) AS last" if within else "0 AS rows, NULL AS first, NULL AS last"
    return f"SELECT date_trunc('month', make_timestamp(us)) AS month, {told} FROM {rows} GROUP BY month"
