"""A large import works at its rows in a file: what it brings is the same as in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

import one_engine
from commplan.activity import database, intake, outsize
from commplan.activity.mapping import Mapping
from commplan.activity.store import Store
from commplan.activity.whose import Connection
from commplan.importing import collect
from stored import fresh, table

MAPPING = Mapping(time="at", id="id", member="who", channel="room", reply_to="re", name="chat")
HEAD = "id,at,who,room,re"


def where(connection: Connection) -> str:
    """The database in which a connection makes its tables."""
    return str(connection.execute("SELECT current_database()").fetchall()[0][0])


def rows(first: int, end: int) -> list[str]:
    return [
        f"{n},2024-{1 + n % 12:02}-03T04:05:{n % 60:02}Z,m{n % 7},r{n % 3},{n - 1 if n % 2 else ''}"
        for n in range(first, end)
    ]


@pytest.fixture
def exports(tmp_path: Path) -> list[Path]:
    """A table, one that overlaps it and holds a row twice, and one of which a row is to be skipped."""
    told = rows(0, 200), [*rows(150, 300), *rows(299, 300)], [*rows(300, 320), "x,never,m1,r1,"]
    files = [tmp_path / f"{name}.csv" for name in ("one", "two", "three")]
    for file, lines in zip(files, told, strict=True):
        file.write_text("\n".join([HEAD, *lines]) + "\n")
    return files


def lived(store: Store, exports: list[Path]) -> list[object]:
    """What each of the imports says, with somebody forgotten in between; and the whole table after them."""
    told: list[object] = []
    for number, path in enumerate(exports):
        told += collect.into(store, [path], mapping=MAPPING)
        if number == 1:
            told.append(store.forget([store.account("chat", "m3")]))
    return [*told, [(part.path.split("/")[1], part.rows, part.sha256) for part in store.manifest.parts], table(store)]


@pytest.mark.parametrize("wholesale", [True, False])
def test_an_import_in_a_file_brings_the_same(
    wholesale: bool, exports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "connection", one_engine.OWN)
    if not wholesale:
        monkeypatch.setattr(collect, "_wholesale", lambda *_: None)
    wanted = lived(fresh(tmp_path / "in memory"), exports)
    monkeypatch.setattr(outsize, "_MUCH", 0)
    asked: list[str] = []
    unique = intake.unique

    def seen(connection: Connection) -> None:
        asked.append(where(connection))
        unique(connection)

    monkeypatch.setattr(intake, "unique", seen)
    store = fresh(tmp_path / "in a file")
    assert lived(store, exports) == wanted
    assert asked == ["outsize"] * 3
    assert not list(store.path.rglob("*.duckdb"))


def test_where_the_engine_misreads_a_path_rows_stay_in_memory(tmp_path: Path) -> None:
    (odd := tmp_path / "what?").mkdir()
    with one_engine.OWN(tmp_path) as connection:
        outsize.make_room(connection, odd, 2**40)
        assert where(connection) == "memory"
        outsize.make_room(connection, tmp_path, 2**20)
        assert where(connection) == "memory"
        outsize.make_room(connection, tmp_path, 2**40)
        assert where(connection) == "outsize"
