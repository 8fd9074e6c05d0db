"""Rows in no order of time are brought near to their months, and nothing else happens to them."""

import random

import duckdb
import pytest

from commplan.activity import strewn

DAY = 86_400 * 1_000_000
MIXED = "SELECT avg(last - first) FROM (SELECT min(us) AS first, max(us) AS last FROM raw GROUP BY rowid // 1000)"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strewn, "_BLOCK", 1_000)


def table(times: list[int | None]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE raw (number BIGINT, us BIGINT)")
    connection.execute("INSERT INTO raw SELECT unnest(range(len($1))), unnest($1::BIGINT[])", [times])
    return connection


def told(connection: duckdb.DuckDBPyConnection) -> tuple[list[tuple[int, int | None]], float]:
    [(spread,)] = connection.execute(MIXED).fetchall()
    return connection.execute("SELECT number, us FROM raw ORDER BY number").fetchall(), spread / DAY


def test_strewn_rows_come_together_and_all_stay() -> None:
    chance = random.Random(1)  # noqa: S311
    times: list[int | None] = [chance.randrange(3_000 * DAY) for _ in range(5_900)] + [None] * 100
    chance.shuffle(times)
    with table(times) as connection:
        before, wide = told(connection)
        strewn.gather(connection, "raw")
        after, narrow = told(connection)
        assert after == before == list(enumerate(times))
        assert narrow < wide / 2
        assert connection.execute("SHOW TABLES").fetchall() == [("raw",)]


@pytest.mark.parametrize(
    "times",
    [
        [n * DAY // 2 for n in range(6_000)],  # in order
        [n * 7919 % 6_000 * DAY // 60 for n in range(6_000)],  # strewn over some three months only
        [n * 7919 % 3_000 * DAY for n in range(3_000)],  # few
        [None] * 5_000,
        [],
    ],
)
def test_rows_stay_where_they_are_when_it_does_not_pay(times: list[int | None]) -> None:
    with table(times) as connection:
        strewn.gather(connection, "raw")
        assert connection.execute("SELECT us FROM raw ORDER BY rowid").fetchall() == [(us,) for us in times]
