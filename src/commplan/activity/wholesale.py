"""Tables that the engine reads by itself: the same events as `mapped` makes row by row, in a fraction of the time.

Only what both are sure to read alike goes this way: CSV files in UTF-8 and Parquet files that lie on the disk, and mappings
of plain columns.
A single row that is to be skipped or mended, and with it its place and its reason, sends the whole export the slow way.
What the engine cannot know goes through Python once for each distinct value: hashes, times of unusual form, channels.
"""

# ruff: noqa: S608 - the SQL is put together from constants and quoted literals only

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from commplan.activity.change import Load
from commplan.activity.database import Fault, shortage
from commplan.activity.event import EARLIEST, KINDS, printable
from commplan.activity.excerpt import start
from commplan.activity.export import Export
from commplan.activity.identity import account
from commplan.activity.intake import BARE
from commplan.activity.key import DIGITS, Key, member_hash
from commplan.activity.mapped import reader
from commplan.activity.mapping import Mapping
from commplan.activity.outsize import make_room
from commplan.activity.parts import COLUMNS, parquet, these
from commplan.activity.pen import cell
from commplan.activity.strewn import gather
from commplan.activity.tabular import Table, table
from commplan.activity.whose import Connection, count_in, count_where, literal
from commplan.crew import beside

_AT_ONCE = 50_000
"""Values that come from the engine at once, so that memory does not grow."""
_MANY = 50_000
"""Names that are looked up once only."""
_BARE = re.compile(rb"\r(?!\n)")
_MARKS = frozenset(",;\t|")
_ZONE = "(Z|[+-](0[0-9]|1[0-4])(:[0-5][0-9])?)"
_ISO = "[12][0-9]{3}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?" + _ZONE
"""Times that the engine reads as Python does; in UTC also those without a zone."""
_MADE = ("raw", "named_time", "named_member", "named_channel")
_Make = Callable[[Sequence[str]], Iterable[object]]


@dataclass(frozen=True, slots=True)
class _File:
    """`columns` None: a Parquet file, which tells them when it is read."""

    path: Path
    columns: tuple[str, ...] | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Terms:
    """How a table becomes events: its mapping, the key and source of their ids, and the last time that can be right."""

    mapping: Mapping
    key: Key
    source: str
    latest: int


def loader(export: Export, terms: Terms) -> Load | None:
    """How to make the table `incoming`, rows as they come, with the help of a folder; None for what is read row by row.

    It returns the number of rows; with 0 there is no such table, and they are to be read row by row after all.
    ActivityError as `tabular.table` and `mapped.reader`; TooLittle, with no table made, when it takes more memory than there is.
    """
    if terms.key.format == 1 or not _plain(terms.mapping) or export.refused:
        return None
    files = [_file(export, name, terms.mapping) for name in export.names()]
    sure = [file for file in files if file]
    if not sure or len(sure) < len(files):
        return None

    def load(connection: Connection, work: Path) -> int:
        strict = beside(lambda: all(f.columns is None or _strict(f, terms.mapping.delimiter) for f in sure))
        connection.execute("SET preserve_insertion_order = false")  # what is written in the end is sorted
        rows = 0
        try:
            make_room(connection, work, sum(file.path.stat().st_size for file in sure))
            sound = _read(connection, sure, terms) and strict()
            if sound:
                gather(connection, "raw")
            rows = count_in(connection, "raw") if sound else 0
            rows = rows if rows and _settled(connection, work / "named.csv", terms) else 0
        finally:
            connection.execute("RESET preserve_insertion_order")
            for name in () if rows else _MADE:
                connection.execute(f"DROP TABLE IF EXISTS {name}")
        return rows

    return load


def _plain(mapping: Mapping) -> bool:
    odd = (
        mapping.also, mapping.tags, mapping.bot, mapping.bots, mapping.size, mapping.time_of_day, mapping.questions,
        mapping.id_columns, mapping.amount,
    )  # fmt: skip
    marked = mapping.delimiter in _MARKS and mapping.encoding.lower() in {"utf-8", "utf8", "utf-8-sig"}
    return marked and not any(odd) and mapping.time is not None and mapping.id is not None


def _file(export: Export, name: str, mapping: Mapping) -> _File | None:
    path, ending = export.members[name].path, PurePosixPath(name).suffix.lower()
    if path is None or ending in {".jsonl", ".ndjson", ".json"}:
        return None
    named = {"folder": PurePosixPath(name).parent.name, "file": PurePosixPath(name).stem}
    place = (named[mapping.channel_from] if mapping.channel_from else None) or mapping.channel_constant
    if ending == ".parquet":
        return _File(path, None, place)
    begun = start(export, name).removeprefix(b"\xef\xbb\xbf")
    found = table(export, name, mapping)
    if not isinstance(found, Table) or not found.columns or len(found.columns) < 2 or begun[:1] in {b"\r", b"\n", b""}:
        return None
    return _File(path, found.columns, place)


def _strict(file: _File, delimiter: str) -> bool:
    """Whether quotes and ends of lines stand only where RFC 4180 has them: of all else the two readers make different things."""
    mark = delimiter.encode()
    before, behind = {mark, b"\n", b""}, {mark, b"\r", b"\n", b""}
    within, rest = False, b"\n"
    with file.path.open("rb") as stream:
        if stream.read(3) != b"\xef\xbb\xbf":
            stream.seek(0)
        while block := stream.read(2**20):
            block += stream.read(1) if block.endswith(b"\r") else b""
            if b"\0" in block or (b"\r" in block and _BARE.search(block)):
                return False
            if b'"' not in block:
                rest = b"" if within else block[-1:]
                continue
            *pieces, rest = (rest + block).split(b'"')
            outside = pieces[within::2]
            if not ({piece[:1] for piece in outside} <= behind and {piece[-1:] for piece in outside} <= before):
                return False
            within ^= len(pieces) % 2 == 1
            rest = b"" if within else rest[:1] + rest[-1:]
    return not within and rest[:1] in behind


def _read(connection: Connection, files: list[_File], terms: Terms) -> bool:
    """Make the table `raw`: what the mapping takes from each row; the time as text only where the engine is not sure of it.

    False where a file is not what it should be, or a row is to be skipped or mended: nothing behind that is read.
    """
    mapping = terms.mapping
    connection.execute("SET TimeZone = 'UTC'")
    pattern = _ISO + "?" * (mapping.zone == "UTC")
    us = f"CASE WHEN regexp_full_match(time, '{pattern}') THEN epoch_us(try_cast(time AS TIMESTAMPTZ)) END"
    told = us if mapping.time_format == "iso" else "CAST(NULL AS BIGINT)"
    prefix = terms.key.prefix(terms.source).hex()

    def hashed(column: str) -> str:
        return f"left(sha256(unhex('{prefix}') || encode({column})), {DIGITS})"

    try:
        bodies = " UNION ALL ".join(_body(connection, file, mapping) for file in files)
        connection.execute(
            f"CREATE TABLE raw AS SELECT {hashed('id')} AS event_id, us, CASE WHEN us IS NULL THEN time END AS time, member,"
            f" channel, CASE WHEN {_doubts(terms.latest)} THEN error('doubtful')"
            " WHEN kind = 'message' AND (reply_to IS NOT NULL OR thread <> id) THEN 'reply' ELSE kind END AS kind,"
            f" {hashed('thread')} AS thread, {hashed('reply_to')} AS reply_to, size"
            f" FROM (SELECT *, {told} AS us FROM ({bodies}))"
        )
    except Fault as fault:
        if shortage(fault):
            raise
        return False
    return True


def _doubts(latest: int) -> str:
    """Whether a row has no id, kind or time, a time that cannot be right, or answers itself."""
    return (
        f"id IS NULL OR (kind IN ({', '.join(map(literal, KINDS))})) IS NOT TRUE OR reply_to = id"
        " OR (kind = 'reply' AND reply_to IS NULL AND thread = id)"
        f" OR (us IS NULL AND time IS NULL) OR {_beyond('us', latest)}"
    )


def _beyond(us: str, latest: int) -> str:
    return f"{us} NOT BETWEEN {EARLIEST} AND {latest}"


def _body(connection: Connection, file: _File, mapping: Mapping) -> str:
    columns = file.columns
    if columns is None:
        described = connection.execute(f"DESCRIBE SELECT * FROM {parquet([file.path])}").fetchall()
        columns = tuple(name for name, *_ in described)
        body = f"{parquet([file.path])} AS t({', '.join(f'c{number}' for number in range(len(columns)))})"
    else:
        body = _csv(file.path, len(columns), mapping)
    return f"SELECT {', '.join(_taken(columns, file.place, mapping))} FROM {body}"


def _csv(path: Path, wide: int, mapping: Mapping) -> str:
    names = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(wide))
    return (
        f"read_csv({these([path])}, columns = {{{names}}}, auto_detect = false, header = {not mapping.columns},"
        f" delim = {literal(mapping.delimiter)}, quote = '\"', escape = '\"', nullstr = '', strict_mode = true,"
        " null_padding = false, ignore_errors = false, compression = 'none', hive_partitioning = false)"
    )


def _taken(columns: tuple[str, ...], place: str | None, mapping: Mapping) -> Iterator[str]:
    def value(column: str | None, otherwise: str | None = None) -> str:
        known = f"nullif(CAST(c{columns.index(column)} AS VARCHAR), '')" if column in columns else None
        found = known or "CAST(NULL AS VARCHAR)"
        return found if otherwise is None else f"coalesce({found}, {literal(otherwise)})"

    cases = "".join(
        f" WHEN {value(one.column)} "
        + (f"IN ({', '.join(map(literal, one.equals))})" if one.equals else "IS NOT NULL")
        + f" THEN {literal(one.kind)}"
        for one in mapping.kinds
    )
    kind = value(mapping.kind_column, mapping.kind)
    text = f"length(coalesce({value(mapping.text)}, ''))" if mapping.text else "CAST(NULL AS INTEGER)"
    yield f"{value(mapping.id)} AS id"
    yield f"{value(mapping.time)} AS time"
    yield f"{value(mapping.member, mapping.member_constant)} AS member"
    yield f"{value(mapping.channel, place)} AS channel"
    yield f"{f'CASE{cases} ELSE {kind} END' if cases else kind} AS kind"
    yield f"{value(mapping.thread)} AS thread"
    yield f"{value(mapping.reply_to)} AS reply_to"
    yield f"{text} AS size"


def _settled(connection: Connection, file: Path, terms: Terms) -> bool:
    """Make the view `incoming` of `raw`, and `intake.BARE` of it; False, and none, when the time of a row cannot be read or cannot be right."""
    clock = reader(terms.mapping)
    makers: tuple[tuple[str, _Make], ...] = (
        ("time", lambda said: map(clock, said)),
        ("member", lambda said: (member_hash(terms.key, *account(terms.source, who)) for who in said)),
        ("channel", lambda said: (cell(printable(name) or "") for name in said)),
    )
    named = {column: _name(connection, file, column, make) for column, make in makers}
    wrong = f"made IS NULL OR {_beyond('CAST(made AS BIGINT)', terms.latest)}"
    if count_where(connection, wrong, "named_time"):
        return False
    found = {name: name for name in ("event_id", "kind", "us", "thread", "reply_to", "size")}
    found |= {name: f"of_{name}.made" for name, many in named.items() if many} | {"source": literal(terms.source)}
    if named["time"]:
        found["us"] = f"coalesce(us, CAST({found['time']} AS BIGINT))"
    columns = ", ".join(f"CAST({found.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in COLUMNS.items())
    # each said once, which the engine is to know: of what is not asked for it looks up less
    once = "(SELECT said, any_value(made) AS made FROM named_{name} GROUP BY said) AS of_{name}"
    joins = " ".join(f"LEFT JOIN {once.format(name=n)} ON of_{n}.said = raw.{n}" for n, many in named.items() if many)
    # what is much to look up is not looked up for each month anew
    made = "TABLE" if named["time"] or max(named.values()) > _MANY else "VIEW"
    connection.execute(f"CREATE {made} incoming AS SELECT {columns} FROM raw {joins}")
    if made == "VIEW":
        connection.execute(
            f"CREATE VIEW bare AS SELECT {BARE} FROM (SELECT {literal(terms.source)} AS source, * FROM raw)"
        )
    return True


def _name(connection: Connection, file: Path, column: str, make: _Make) -> int:
    """What is made of each distinct value of a column of `raw`, as a table `named_` and the column; how many there are."""
    name = f"named_{column}"
    connection.execute(f"CREATE TABLE {name} AS SELECT DISTINCT {column} AS said FROM raw WHERE {column} IS NOT NULL")
    rows = count_in(connection, name)
    with file.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        for first in range(0, rows, _AT_ONCE):
            within = f"rowid BETWEEN {first} AND {first + _AT_ONCE - 1} ORDER BY rowid"
            found = connection.execute(f"SELECT said FROM {name} WHERE {within}").fetchall()
            made = enumerate(make([said for (said,) in found]), start=first)
            stream.writelines(f"{number},{'' if one is None else one}\n" for number, one in made)
    body = f"SELECT said, made FROM {name} JOIN {_read_back(file, 'number', 'made')} ON {name}.rowid = CAST(number AS BIGINT)"
    connection.execute(f"CREATE OR REPLACE TABLE {name} AS {body}")
    file.unlink()
    return rows


def _read_back(file: Path, *columns: str) -> str:
    """A file that was written here, as a table."""
    names = ", ".join(f"'{column}': 'VARCHAR'" for column in columns)
    return (
        f"read_csv({literal(str(file))}, columns = {{{names}}}, auto_detect = false, header = false, delim = ',',"
        " quote = '\"', escape = '\"', nullstr = '')"
    )
