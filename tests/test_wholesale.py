"""Tables that the engine reads by itself are read as row by row, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commplan.activity import intake, mapped
from commplan.activity.event import RawEvent
from commplan.activity.export import Meter, opened
from commplan.activity.key import Key
from commplan.activity.manifest import ActivityError
from commplan.activity.mapping import Mapping, When
from commplan.activity.pen import pen
from commplan.activity.watched import Tally, latest, watched
from commplan.activity.wholesale import Terms, loader
from commplan.importing import collect
from stored import fresh, imported, query

KEY, NOW = Key(bytes(range(32))), 1_800_000_000_000_000
CHAT = Mapping(time="at", id="id", member="who", channel="room", reply_to="re", text="said")
MAPPINGS = {
    "plain": CHAT,
    "elsewhere": replace(CHAT, zone="Asia/Shanghai", thread="room", channel_constant="hall", member_constant="all"),
    "kinds": replace(CHAT, kind=None, kinds=(When("join", "said", ("in", "came")), When("message", "said"))),
    "kind": replace(CHAT, kind_column="kind", kind="reaction", channel_from="file"),
    "headless": replace(CHAT, columns=("id", "at", "who", "room", "re", "said", "kind")),
    "day": replace(CHAT, channel=None, time_format="%d/%m/%Y %H:%M", delimiter=";"),
}
HEAD = "id,at,who,room,re,said,kind"
ROW = "7,2026-01-02T03:04:05Z,ann,hall,3,hello,message"


def both(
    data: bytes, mapping: Mapping, name: str = "chat.csv"
) -> tuple[int, list[tuple[object, ...]], list[tuple[object, ...]], int]:
    """The rows that the engine took, the table it made, the one that is made row by row, and what was skipped there."""
    order = "SELECT * FROM incoming ORDER BY ALL"
    with TemporaryDirectory() as folder, duckdb.connect() as connection, duckdb.connect() as other:
        path, work = Path(folder) / name, Path(folder) / "work"
        path.write_bytes(data)
        work.mkdir()
        tallies = Tally(), Tally()
        with opened(path) as export:
            load = loader(export, Terms(mapping, KEY, "chat", latest(NOW)))
            rows = load(connection, work) if load else 0
            left = {name for (name,) in connection.execute("SHOW TABLES").fetchall()} | {f.name for f in work.iterdir()}
            assert left >= {"incoming", "raw"} if rows else not left
            assert not any(work.iterdir())
            made = connection.execute(order).fetchall() if rows else []
            good = watched(mapped.events(export, mapping), tallies, NOW, None, Meter(0))
            intake.stage(other, work / "lines.csv", map(pen(KEY, "chat"), good))
        lost = sum(sum(tally.counts.values()) for tally in tallies)
        return rows, made, other.execute(order).fetchall(), lost


@pytest.mark.parametrize("many", [1, 100])
@pytest.mark.parametrize("name", MAPPINGS)
def test_a_sound_table_is_read_by_the_engine(name: str, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In pieces too, of which a large one has many, and with many names."""
    monkeypatch.setattr("commplan.activity.wholesale._AT_ONCE", 2)
    monkeypatch.setattr("commplan.activity.wholesale._MANY", many)
    mapping = MAPPINGS[name]
    told = "2026-01-02T03:04:05.25+08:00", "2026-01-02 03:04:05Z", "2026-01-02T03:04", "2026-02-03T04:05:06"
    times = ("02/01/2026 03:04",) * 4 if mapping.time_format != "iso" else told
    kinds = ("message", "join", "", "reaction")
    texts = ("came", '"in ""two"", or three"', '"a\r\nb"', "我们 😀")
    rows = [f"{n},{times[n]},{'ann' * (n % 2)},r{n},{n - 1 if n else ''},{texts[n]},{kinds[n]}" for n in range(4)]
    rows += [row.replace(row[0], f"{n}{row[0]}", 1) for n in range(1, 4) for row in rows]
    lines = "\r\n".join([*([] if mapping.columns else [HEAD]), *rows]) + "\r\n"
    parted = lines.replace(",", mapping.delimiter) if mapping.delimiter != "," else lines
    rows_taken, made, slow, lost = both(parted.encode(), mapping)
    assert (rows_taken, lost) == (16, 0)
    assert made == slow


CELLS = [
    *("", " ", "1", "2", "3", "ann", "message", "reply", "join", "in", "#", "NULL", "'", " x ", "é", "\0", "\x1f", "\ufeff", "😀👍🏽"),
    *('"', '""', '"a', 'a"b"', '"a"b', ' "a"', '"a" ', '"a,b"', '"a""b"', '"a\nb"', '"a\r\nb"', '"a\rb"', "a\\", '"a\\"', "a;b", "\t"),
    *("2026-01-02T03:04:05Z", "2026-01-02 03:04:05", "2026-01-02", "2026-02-30T00:00:00Z", "2026-01-02T24:00:00Z", "20260102T030405Z"),
    *("2026-01-02T03:04:05.1234567Z", "2026-01-02T03:04:05+23:59", "2026-01-02 03:04:05+08", "1960-01-01T00:00:00Z", "2090-01-01T00:00:00Z", "now"),
]  # fmt: skip
CELL = st.sampled_from(CELLS)
PLAIN = st.builds("{},2026-01-02T03:04:05Z,ann,{},,{},message".format, st.sampled_from("1234"), CELL, CELL)
LINE = st.one_of(PLAIN, PLAIN, PLAIN, st.lists(CELL, max_size=9).map(",".join), st.just(ROW + "\r" + ROW))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(LINE, max_size=3),
    st.sampled_from([*("\n", "\r\n") * 4, "\n\n", "\r"]),
    st.sampled_from(["plain", "elsewhere", "kinds", "kind", "headless"]),
    st.sampled_from([*(b"", b"\xef\xbb\xbf") * 4, b"\n"]),
    st.sampled_from([*(b"",) * 8, b"\xff", b"x"]),
)
@example([ROW], "\r", "plain", b"", b"")
@example(['1,2026-01-02T03:04:05Z,ann, "a",,x,message'], "\n", "plain", b"", b"")
def test_any_table_is_read_alike_or_row_by_row(lines: list[str], ends: str, name: str, mark: bytes, end: bytes) -> None:
    head = [] if MAPPINGS[name].columns else [HEAD]
    data = mark + "".join(line + ends for line in [*head, *lines]).encode("utf-8", "surrogatepass") + end
    try:
        rows, made, slow, lost = both(data, MAPPINGS[name])
    except ActivityError:  # as when it looks like GBK: refused before either way is taken
        return
    if rows:
        assert lost == 0
        assert made == slow


SOUND: dict[str, tuple[str, list[object]]] = {
    "id": ("INTEGER", [1, 2, 2]),
    "at": ("TIMESTAMPTZ", ["2026-01-02 03:04:05"] * 3),
    "said": ("VARCHAR", ["我们", None, ""]),
}


def told(values: st.SearchStrategy[object], sql: str) -> st.SearchStrategy[tuple[str, list[object]]]:
    return st.tuples(st.just(sql), st.lists(st.one_of(st.none(), values), min_size=3, max_size=3))


TEXTS = told(CELL, "VARCHAR")
NUMBERS = st.one_of(
    told(st.sampled_from([1, 2, -3, 2**62]), "BIGINT"), told(st.sampled_from([1.0, 1e20, float("inf")]), "DOUBLE"),
    told(st.booleans(), "BOOLEAN"), told(st.sampled_from([b"a", b"\xff"]), "BLOB"), told(st.just([1, 2]), "INTEGER[]"),
)  # fmt: skip
OWN: list[tuple[str, list[object]]] = [
    ("INTEGER", [1, 2, 2]),
    ("DOUBLE", [1.0, 2.5, 1e20]),
    ("BLOB", [b"a", b"\xff", b"a"]),
    ("VARCHAR", ["a", "1", "\n"]),
    ("INTEGER[]", [[1], [2], [1, 2]]),
    ("VARCHAR", ["a", "\x1f", "b"]),
    ("INTEGER", [1, None, 2]),
]
WHEN: list[tuple[str, list[object]]] = [
    ("TIMESTAMPTZ", ["2026-01-02 03:04:05", "2026-01-02 03:04:05.25+08", "2026-01-02 03:04:05.000001"]),
    ("TIMESTAMP", ["2026-01-02 03:04:05", "2026-01-02 03:04:05.000001", "2026-01-02"]),
    ("DATE", ["2026-01-02", "2026-01-02", "2026-01-02"]),
    ("VARCHAR", ["2026-01-02T03:04:05+08", "2026-01-02T03:04:05Z", "2026-01-02"]),
    ("DATE", ["2026-01-02", None, "1960-01-01"]),
]


@settings(max_examples=15, deadline=None)
@given(
    st.fixed_dictionaries(
        {"id": st.sampled_from(OWN), "at": st.sampled_from(WHEN), "said": NUMBERS | TEXTS},
        optional=dict.fromkeys(["who", "room", "re", "ID", "said.more"], NUMBERS | TEXTS),
    ),
    st.sampled_from(["plain", "plain", "elsewhere", "kinds", "kind", "headless"]),
)
@example(SOUND, "plain")
def test_parquet_is_read_alike_or_row_by_row(columns: dict[str, tuple[str, list[object]]], name: str) -> None:
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        places = ", ".join(
            f'CAST(unnest(${at}) AS {sql}) AS "{column}"' for at, (column, (sql, _)) in enumerate(columns.items(), 1)
        )
        file = Path(folder) / "made.parquet"
        connection.execute(
            f"COPY (SELECT {places}) TO '{file}' (FORMAT parquet)", [values for _, values in columns.values()]
        )
        rows, made, slow, lost = both(file.read_bytes(), MAPPINGS[name], "chat.parquet")
    assert rows or columns is not SOUND
    if rows:
        assert lost == 0
        assert made == slow


TALK = Mapping(name="talk", time="at", id="id", member="who", thread="topic", reply_to="re", text="said")
SAID = st.tuples(st.integers(0, 10**7), st.sampled_from("abc"), st.sampled_from(["", "welcome", "rules", "t1"]))


def begun(rows: list[tuple[int, str, str]], names: list[int]) -> dict[str, tuple[str, str | None]]:
    """By id: the kind of a row, and the id of the message that its thread begins with."""
    first: dict[str, int] = {}
    for number in sorted(names, key=lambda number: rows[number][0]):
        first.setdefault(rows[number][2], number)
    roots = {topic: f"m{number}" for topic, number in first.items() if topic}
    told = {f"m{number}": roots.get(rows[number][2]) for number in names}
    return {own: ("message" if root in {None, own} else "reply", root) for own, root in told.items()}


@settings(max_examples=25, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=12, unique_by=lambda row: row[0]), st.booleans())
def test_a_thread_that_goes_by_a_name_begins_with_its_first_message_however_it_is_read(
    rows: list[tuple[int, str, str]], packed: bool
) -> None:
    """By the engine and row by row; and as before where a thread is called after a message."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "talk.csv"
        lines = [
            f"m{n},{datetime.fromtimestamp(1_600_000_000 + at, UTC).isoformat()},{who},{topic},,hi"
            for n, (at, who, topic) in enumerate(rows)
        ]
        file.write_text("\n".join(["id,at,who,topic,re,said", *lines, ""]), encoding="utf-8")
        stores = [imported(Path(folder) / f"{text}", file, TALK, text=text) for text in (False, True)]
        tables = [query(store, "SELECT * FROM events ORDER BY event_id") for store, _ in stores]
        assert tables[0] == tables[1]
        store, collected = stores[packed]
        wanted = begun(rows, list(range(len(rows))))
        assert collected.begun == len({topic for _, _, topic in rows} - {""})
        ids = {store.event("talk", RawEvent(own, "message", 1)).event_id: own for own in wanted}
        told = {
            ids[own]: (kind, ids.get(thread))
            for own, kind, thread in query(store, "SELECT event_id, kind, thread FROM events")
        }
        assert told == wanted


@pytest.mark.parametrize("text", [False, True])
def test_a_thread_that_is_called_after_a_message_stays_what_it_is(tmp_path: Path, text: bool) -> None:
    """Though others of the same table begin in another export."""
    rows = (
        "1,2026-01-02T03:04:05Z,ann,1,,hi",
        "2,2026-01-02T03:05:05Z,bob,1,,ho",
        "3,2026-01-02T03:06:05Z,cy,elsewhere,,ha",
    )
    (tmp_path / "talk.csv").write_text("\n".join(["id,at,who,topic,re,said", *rows, ""]), encoding="utf-8")
    store, collected = imported(tmp_path / "a", tmp_path / "talk.csv", TALK, text=text)
    assert query(store, "SELECT kind FROM events ORDER BY us") == [("message",), ("reply",), ("reply",)]
    assert collected.begun == 0


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0)])
def test_exports_of_named_threads_that_overlap_come_to_the_same_in_any_order(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    rows = [f"{n},2026-01-02T03:{n:02}:05Z,ann,{'ab'[n % 2]},{n - 2 if n == 6 else ''},hi" for n in range(10)]
    store = fresh(tmp_path / "a")
    for number in order:
        part = (rows[:7], rows[4:])[number]
        (tmp_path / f"talk{number}.csv").write_text("\n".join(["id,at,who,topic,re,said", *part, ""]), encoding="utf-8")
        collect.into(store, [tmp_path / f"talk{number}.csv"], mapping=TALK)
    assert query(store, "SELECT kind FROM events ORDER BY us") == [("message",)] * 2 + [("reply",)] * 8
