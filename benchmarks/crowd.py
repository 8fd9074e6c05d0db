"""An activity store of any size, made up by SQL: Zipf members who arrive over three years, weekdays, nights, threads, leavers.

Written as an import would have left it, but without an export: a month at a time straight into its Parquet file, since the
number of an event tells when it was. The same number of events is the same store but for its key.
"""

# ruff: noqa: S608 - the SQL is put together from constants and numbers of its own

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import duckdb

from commplan.activity import manifest
from commplan.activity.manifest import Import, Manifest, Part
from commplan.activity.store import Store

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 20)
DAYS = (LAST - FIRST).days + 1
TELLS = ("bots", "joins", "leaves", "messages", "reaction-times", "reactions", "sizes", "threads")

UNTAGGED = "CAST(NULL AS VARCHAR)"

_MACROS = """
CREATE MACRO chance(i, salt) AS (hash(i * 1000003 + salt) >> 11) / 9007199254740992.0;
CREATE MACRO moment(x) AS x - 0.06 * sin(2 * pi() * x * {years}) / (2 * pi() * {years})
  - 0.3 * sin(2 * pi() * x * {weeks}) / (2 * pi() * {weeks}) - 0.6 * sin(2 * pi() * x * {days}) / (2 * pi() * {days});
CREATE MACRO us_of(i) AS {start} + CAST(moment(i / {events}.0) * {length} AS BIGINT);
CREATE MACRO name_of(i) AS md5('event ' || i);
CREATE MACRO member_of(i) AS substr(md5('member ' || i), 1, 16);
CREATE MACRO slot(i) AS i // {day} * 1000003 + CAST(floor(chance(i, 1) * chance(i, 7) * {seats}) AS BIGINT);
CREATE MACRO who(i, x) AS CAST(floor(pow(chance(slot(i), 8), 3) * (0.1 + 0.9 * x) * {members}) AS BIGINT);
CREATE MACRO place_of(i) AS i % 10;
CREATE MACRO asked(i) AS i - i % 10 - 10 * CAST(floor(pow(chance(i, 2), 6) * least(i // 10, 400)) AS BIGINT) - 10
  + 3 * CAST(floor(chance(i, 3) * 3) AS BIGINT);
"""
"""`slot`: of the seats of a day some are taken often, so that a member does several things on a day. `place_of`: 0, 3 and 6 begin a thread, 1, 2, 4 and 5 answer one, 7 to 9 react."""

_DONE = """
SELECT name_of(i) AS event_id, 'made-up' AS source,
       CASE WHEN place_of(i) IN (0, 3, 6) OR i < 20 THEN 'message' WHEN place_of(i) < 7 THEN 'reply' ELSE 'reaction' END AS kind,
       us_of(i) AS us, member_of(who(i, i // {day} * {day} / {events}.0)) AS member, false AS bot, 'room-' || CAST(floor(pow(chance(i, 4), 3) * 40) AS INTEGER) AS channel,
       CASE WHEN kind = 'reply' THEN name_of(asked(i)) END AS thread,
       CASE WHEN kind <> 'message' THEN name_of(asked(i)) END AS reply_to,
       CASE WHEN kind <> 'reaction' THEN CAST(20 + 400 * chance(i, 5) AS INTEGER) END AS size, {tags} AS tags
FROM range({low}, {high}) AS numbers (i)
"""
_CAME = """
SELECT name_of('join ' || m) AS event_id, 'made-up' AS source, 'join' AS kind, us, member_of(m) AS member, false AS bot,
       CAST(NULL AS VARCHAR) AS channel, CAST(NULL AS VARCHAR) AS thread, CAST(NULL AS VARCHAR) AS reply_to,
       CAST(NULL AS INTEGER) AS size, CAST(NULL AS VARCHAR) AS tags
FROM (SELECT m, us_of(CAST(greatest(0, (m / {members}.0 - 0.1) / 0.9) * {events} AS BIGINT)) + m % 1000 AS us FROM range({members}) AS t (m))
UNION ALL
SELECT name_of('leave ' || m), 'made-up', 'leave', us, member_of(m), false, NULL, NULL, NULL, NULL, NULL
FROM (SELECT m, us_of(CAST((greatest(0, (m / {members}.0 - 0.1) / 0.9) + 0.05 + 0.3 * chance(m, 6)) * {events} AS BIGINT)) AS us
      FROM range({members}) AS t (m) WHERE m % 8 = 0)
"""


def write(folder: Path, events: int, *, days_more: int = 0, tags: str = UNTAGGED) -> None:
    """A store of about so many events up to LAST; `days_more` adds that many days to one that was written before; `tags`: SQL.

    In a process of its own: one that is started from here would be said to have taken the memory that this took, since Linux
    counts the most that was there before it became another program.
    """
    writer = get_context("spawn").Process(target=_write, args=(folder, events, days_more, tags))
    writer.start()
    writer.join()
    if writer.exitcode:
        raise SystemExit(f"no store of {events:,} events: exit code {writer.exitcode}")


def _write(folder: Path, events: int, days_more: int, tags: str) -> None:
    store = Store.at(folder)
    known = {part.path.split("/")[1]: part for part in store.manifest.parts}
    until = LAST + timedelta(days=1 + days_more)
    with duckdb.connect() as connection:
        _macros(connection, events)
        for month, first, end in _months(until):
            if month in known and not (days_more and end >= LAST):
                continue
            known[month] = _part(connection, folder, month, (events, first, end), tags)
    parts = tuple(known[month] for month in sorted(known))
    total, last = sum(part.rows for part in parts), max(part.last for part in parts)
    record = Import(
        "made-up",
        "made-up",
        hashlib.sha256(folder.name.encode()).hexdigest(),
        {"message": total},
        0,
        parts[0].first,
        last,
        TELLS,
    )
    manifest.write(folder, Manifest(store.manifest.key_check, parts, (record,)))


def _macros(connection: duckdb.DuckDBPyConnection, events: int) -> None:
    values = {
        "events": events, "members": members(events), "years": DAYS / 365.25, "weeks": DAYS / 7, "days": DAYS,
        "start": _us(FIRST), "length": _us(LAST + timedelta(days=1)) - _us(FIRST), "day": max(1, events // DAYS), "seats": max(1, events // DAYS // 2),
    }  # fmt: skip
    for statement in filter(str.strip, _MACROS.format(**values).split(";")):
        connection.execute(statement)
    connection.execute("SET preserve_insertion_order = true")
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"CREATE TEMP TABLE came AS SELECT * FROM ({_CAME.format(**values)})")


def members(events: int) -> int:
    return max(50, events // 25)


def _part(
    connection: duckdb.DuckDBPyConnection, folder: Path, month: str, span: tuple[int, date, date], tags: str
) -> Part:
    """One month of it: the numbers of its events are found by halving, since a later one is never earlier."""
    events, first, end = span
    low, high = (_number(connection, _us(day), events) for day in (first, end))
    file = folder / "month.parquet"
    body = (
        f"SELECT * FROM ({_DONE.format(events=events, day=max(1, events // DAYS), low=low, high=high, tags=tags)})"
        f" UNION ALL SELECT * FROM came WHERE us >= {_us(first)} AND us < {_us(end)}"
    )
    connection.execute(f"COPY ({body} ORDER BY us, event_id) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
    count, start, stop = connection.execute(f"SELECT count(*), min(us), max(us) FROM '{file}'").fetchall()[0]
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    home = folder / "events" / month
    home.mkdir(parents=True, exist_ok=True)
    for left in home.iterdir():
        left.unlink()
    file.replace(home / f"{digest[:32]}.parquet")
    return Part(f"events/{month}/{digest[:32]}.parquet", count, digest, start, stop)


def _number(connection: duckdb.DuckDBPyConnection, us: int, events: int) -> int:
    low, high = 0, events * 2
    while low < high:
        middle = (low + high) // 2
        found = connection.execute(f"SELECT us_of({middle}) < {us}").fetchall()[0][0]
        low, high = (middle + 1, high) if found else (low, middle)
    return low


def _months(until: date) -> list[tuple[str, date, date]]:
    found, first = [], FIRST
    while first < until:
        end = min(date(first.year + first.month // 12, first.month % 12 + 1, 1), until)
        found.append((f"month={first:%Y-%m}", first, end))
        first = end
    return found


def _us(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1_000_000
