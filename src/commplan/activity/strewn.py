"""Rows of a table that lie in no order of time: brought so near to their months that writing a month need not read all.

A sort would do the same, but of many wide rows it wants more memory than an import has. Here each step only goes through
the rows once and keeps some.
"""

# ruff: noqa: S608 - the SQL is put together from constants and numbers only

from __future__ import annotations

from itertools import pairwise
from math import isqrt

from commplan.activity.whose import Connection

_BLOCK = 122_880
"""Rows of which the engine keeps the least and the greatest time: it skips those that hold nothing of a month."""
_WORTH = 12
"""How many times what writing the months must read is to be more than there is, before bringing them together is quicker."""
_MONTH = 365.25 / 12 * 86_400 * 1_000_000


def gather(connection: Connection, table: str) -> None:
    """Put rows of about the same time (`us`, which may be unknown) into the same blocks, where they are strewn over many."""
    spans = f"SELECT min(us) AS first, max(us) AS last FROM {table} GROUP BY rowid // {_BLOCK}"
    told = f"SELECT count(*), avg(last - first), min(first), max(last) FROM ({spans})"
    blocks, mean, first, last = connection.execute(told).fetchall()[0]
    if first is None or blocks < 4 or (mean / _MONTH) < _WORTH:
        return
    # with as many slices as there are months in one, both ways through the rows are the shortest
    slices = isqrt(int((last - first) / _MONTH)) + 1
    limits = [first + (last + 1 - first) * number // slices for number in range(slices + 1)]
    connection.execute(f"ALTER TABLE {table} RENAME TO strewn")
    connection.execute(f"CREATE TABLE {table} AS SELECT * FROM strewn WHERE us IS NULL")
    for begin, end in pairwise(limits):
        connection.execute(f"INSERT INTO {table} SELECT * FROM strewn WHERE us BETWEEN {begin} AND {end - 1}")
    connection.execute("DROP TABLE strewn")
