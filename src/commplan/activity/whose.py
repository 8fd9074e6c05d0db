"""Whose a row of the activity table is: as SQL, for what is to be forgotten."""

# ruff: noqa: S608 - the SQL is put together from constants and quoted literals only

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

_HALF = 16


class Connection(Protocol):
    """What is asked of the engine, so that only `store` knows which it is."""

    def execute(self, query: str) -> Any: ...


class Shared(Connection, Protocol):
    """A connection of which each thread can have its own."""

    def cursor(self) -> Any: ...


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def count_in(connection: Connection, table: str) -> int:
    """How many rows it has."""
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def count_of(connection: Connection, members: Collection[str], table: str = "events") -> int:
    """How many events are theirs."""
    return count_where(connection, _of(members), table)


def count_where(connection: Connection, test: str, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table} WHERE {test}").fetchall()[0][0])


def theirs(members: Collection[str]) -> str:
    """Whether a row is of these members, or says not whose it is and was withdrawn."""
    withdrawn = f"member IS NULL AND left(event_id, {_HALF}) IN (SELECT id FROM withdrawn)"
    return f"({_of(members)} OR ({withdrawn}))"


def _of(members: Collection[str]) -> str:
    return f"member IN ({', '.join(map(literal, sorted(members)))})" if members else "false"


def withdraw(connection: Connection, known: Collection[str], members: Collection[str]) -> tuple[str, ...]:
    """Make the table `withdrawn`: what these members wrote, by the first half of its id; `known` is from before.

    An export may hold the same without saying whose it is, when somebody has closed their account. (What is no message
    has its member in its id, and comes never without.)
    """
    connection.execute("CREATE TABLE withdrawn (id VARCHAR)")
    if known:
        connection.execute(f"INSERT INTO withdrawn SELECT unnest([{', '.join(map(literal, known))}])")
    if members:
        for table in ("incoming", "events"):
            theirs = (
                f"SELECT left(event_id, {_HALF}) FROM {table} WHERE {_of(members)} AND kind IN ('message', 'reply')"
            )
            connection.execute(f"INSERT INTO withdrawn {theirs}")
    return tuple(half for (half,) in connection.execute("SELECT DISTINCT id FROM withdrawn ORDER BY id").fetchall())
