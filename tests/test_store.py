"""The activity store: the same events give the same table, whatever happened on the way; and nobody is named in it."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import random
import re
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import one_engine
from commplan.activity import database, intake, pen
from commplan.activity.event import CAPABILITIES, Event, RawEvent
from commplan.activity.export import Export
from commplan.activity.key import Key, event_hash, member_hash
from commplan.activity.manifest import ActivityError, Import
from commplan.activity.mapping import Mapping
from commplan.activity.store import Store
from commplan.activity.watched import latest
from commplan.importing import collect
from stored import EXPORTS, fresh, imported, query, table

DAY = 86_400_000_000
ORIGIN = Import("made", "made.csv", "0" * 64, {}, 0, None, None, tuple(sorted(CAPABILITIES)))

RAW = st.builds(
    RawEvent,
    native_id=st.integers(0, 40).map(str),
    kind=st.sampled_from(["message", "reply", "join"]),
    us=st.integers(0, 90).map(lambda day: 1_700_000_000_000_000 + day * DAY),
    member=st.sampled_from([None, "m1", "m2", "成员"]),
    bot=st.sampled_from([None, True, False]),
    channel=st.sampled_from([None, "general", 'a "quoted", name', "line\nbreak", "\ud800 \x1b[31m", "'; DROP TABLE x"]),
    thread=st.sampled_from([None, "1", "2"]),
    size=st.sampled_from([None, 0, 7, 2**31 - 1]),
    tags=st.sampled_from([None, "edited", "edited file"]),
)


def add(store: Store, raws: list[RawEvent]) -> tuple[int, int]:
    added = store.add((store.event("made", raw) for raw in raws), ORIGIN, {})
    return added.new, added.duplicate


@settings(max_examples=30, deadline=None)
@given(st.lists(RAW, min_size=1, max_size=20), st.sampled_from([1, 2]))
def test_what_a_pen_writes_is_the_event(raws: list[RawEvent], form: int) -> None:
    store = Store(Path(), Key(bytes(range(32)), form))
    write = pen.pen(store.key, "made")
    lines = "".join(pen.line(store.event("made", raw)) for raw in raws)
    assert write(raws) == "".join(write([raw]) for raw in raws) == lines


@pytest.mark.parametrize(
    ("form", "source", "native_id", "hashed"),
    [
        (1, "slack", "T1/C1/1.5", "f6764a5d3748df8fa9b0ffdaf549f4c9"),
        (1, "群", "\ud800 x", "38e6a41fca00111943457f722a9812fa"),
        (2, "slack", "T1/C1/1.5", None),
        (2, "群", "\ud800 x", None),
    ],
)
def test_an_id_is_hashed_as_the_format_has_it(form: int, source: str, native_id: str, hashed: str | None) -> None:
    """Those of format 1 were written down when there was no other."""
    secret = bytes(range(32))
    if hashed is None:
        own = hmac.new(secret, b"commplan event\0" + source.encode(), "sha256").digest()[:16]
        hashed = hashlib.sha256(own + native_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    assert event_hash(Key(secret, form), source, native_id) == hashed
    assert member_hash(Key(secret, form), "slack", "U1") == "90a4b7c332d4d2eb"


def test_a_store_of_the_first_format_stays_one(tmp_path: Path) -> None:
    """What is imported again is known again, also where a new store has it read by the engine."""
    (tmp_path / "chat.csv").write_text("id,at,who,re\n1,2026-01-02T03:04:05Z,ann,\n2,2026-01-02T03:04:06Z,bob,1\n")
    mapping = Mapping(time="at", id="id", member="who", reply_to="re", name="chat")
    new = fresh(tmp_path / "new")
    old = replace(new, key=replace(new.key, format=1))
    old.add([old.event("chat", RawEvent("1", "message", 1_767_323_045_000_000, "ann"))], ORIGIN, {})
    old = Store.open(old.path)
    assert old.manifest.format == old.key.format == 1
    came = collect.into(old, [tmp_path / "chat.csv"], mapping=mapping)[0]
    assert (came.new, came.duplicate, old.manifest.format) == (1, 1, 1)
    ids = [event_hash(old.key, "chat", one) for one in "12"]
    assert query(old, "SELECT event_id, reply_to FROM events ORDER BY us") == [(ids[0], None), (ids[1], ids[0])]
    with pytest.raises(ActivityError) as caught:  # opened before the other began it
        new.add([], ORIGIN, {})
    assert caught.value.words.en == f"another commplan is writing to '{new.path}': try again when it is done"


def test_an_export_that_cannot_be_read_to_its_end_brings_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its fingerprint is taken beside the reading, and its fault is told as one of the reading."""

    def lost(path: Path, export: Export) -> str:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(collect, "fingerprint", lost)
    (tmp_path / "chat.csv").write_text("id,at,who\n1,2026-01-02T03:04:05Z,ann\n", "utf-8")
    store = fresh(tmp_path / "activity")
    with pytest.raises(ActivityError) as caught:
        collect.into(store, [tmp_path / "chat.csv"], mapping=Mapping(time="at", id="id", member="who", name="chat"))
    assert caught.value.words.en == f"cannot read '{tmp_path / 'chat.csv'}': Input/output error"
    assert (store.manifest.parts, store.manifest.imports) == ((), ())


def contents(store: Store) -> dict[str, bytes]:
    return {part.path: (store.path / part.path).read_bytes() for part in store.manifest.parts}


@settings(max_examples=8, deadline=None)
@given(st.lists(RAW, max_size=60), st.randoms(use_true_random=False))
def test_order_overlap_and_repetition_of_imports_leave_no_trace(raws: list[RawEvent], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        once, often = fresh(Path(folder) / "once"), fresh(Path(folder) / "often")
        assert add(once, raws) == (len({r.native_id for r in raws}), len(raws) - len({r.native_id for r in raws}))
        shuffled = chance.sample(raws, len(raws))
        middle = chance.randrange(len(raws) + 1)
        for part in (shuffled[middle:], shuffled, shuffled[: middle + 1], raws):
            add(often, part)
        assert table(often) == table(once)
        assert [replace(part, path="", sha256="") for part in often.manifest.parts] == [
            replace(part, path="", sha256="") for part in once.manifest.parts
        ]


def test_a_second_import_of_the_same_export_changes_no_file(tmp_path: Path) -> None:
    export = EXPORTS / "slack-houston" / "slack-houston.zip"
    store, _ = imported(tmp_path / "a", export)
    before = {file: file.read_bytes() for file in sorted(store.path.rglob("*")) if file.is_file()}
    again = collect.into(store, [export])[0]
    assert (again.new, again.duplicate) == (0, 1624)
    assert {file: file.read_bytes() for file in sorted(store.path.rglob("*")) if file.is_file()} == before


def test_only_months_in_which_something_changes_are_written_again(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    january, march = 1_704_067_200_000_000, 1_709_251_200_000_000
    add(store, [RawEvent("1", "message", january), RawEvent("2", "message", march)])
    before = contents(store)
    assert add(store, [RawEvent("3", "message", march + DAY), RawEvent("1", "message", january)]) == (1, 1)
    after = contents(store)
    assert sorted({path.split("/")[1] for path in before.keys() & after.keys()}) == ["month=2024-01"]
    assert [(part.path.split("/")[1], part.rows, part.first, part.last) for part in store.manifest.parts] == [
        ("month=2024-01", 1, january, january),
        ("month=2024-03", 2, march, march + DAY),
    ]
    assert store.span == (january, march + DAY)


@pytest.mark.parametrize("later_first", [False, True])
def test_of_two_rows_for_one_event_the_earlier_stays_and_else_the_one_that_says_more(
    tmp_path: Path, later_first: bool
) -> None:
    february = 1_706_745_600_000_000
    says_less = [RawEvent("1", "message", february), RawEvent("join", "join", february + DAY * 40)]
    says_more = [RawEvent("1", "message", february, "m1", size=4, tags="edited"), RawEvent("join", "join", february)]
    store = fresh(tmp_path / "a")
    for batch in (says_more, says_less) if later_first else (says_less, says_more):
        add(store, batch)
    assert query(store, "SELECT kind, us, member, size, tags FROM events ORDER BY kind") == [
        ("join", february, None, None, None),
        ("message", february, store.member("made", "m1"), 4, "edited"),
    ]
    assert [part.path.split("/")[1] for part in store.manifest.parts] == ["month=2024-02"]


def test_an_import_that_breaks_off_leaves_the_table_as_it_was(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    add(store, [RawEvent("1", "message", 1_704_067_200_000_000)])
    before = contents(store), store.manifest

    def breaking() -> Iterator[Event]:
        yield store.event("made", RawEvent("2", "message", 1_704_067_200_000_000))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.add(breaking(), ORIGIN, {})
    assert (contents(store), store.manifest) == before


def test_what_a_killed_import_left_over_is_not_in_the_table_and_goes_with_the_next(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    add(store, [RawEvent("1", "message", 1_704_067_200_000_000)])
    rows = table(store)
    [part] = store.manifest.parts
    stray = (store.path / part.path).with_name("0" * 32 + ".parquet")
    stray.write_bytes((store.path / part.path).read_bytes())
    (store.path / ".work").mkdir()
    (store.path / ".work" / "staged.csv").write_text("half", encoding="utf-8")
    (store.path / ".manifest.json.new").write_text("{", encoding="utf-8")
    assert table(store) == rows
    add(store, [])
    assert (table(store), stray.exists(), (store.path / ".work").exists()) == (rows, False, False)


IMPORT = """
import sys
from pathlib import Path
from commplan.importing import collect
from commplan.activity.store import Store
for export in sys.argv[2:]:
    collect.into(Store.open(Path(sys.argv[1])), [Path(export)])
"""


@pytest.mark.slow
def test_imports_killed_at_any_moment_leave_a_store_that_the_next_import_completes(tmp_path: Path) -> None:
    exports = [EXPORTS / "slack-houston" / "slack-houston.zip", EXPORTS / "zulip-archive"]
    whole, killed = fresh(tmp_path / "whole"), fresh(tmp_path / "killed")
    collect.into(whole, exports)
    source_root = str(Path(collect.__file__).parent.parent)
    for tenth in range(2, 20, 2):
        command = [sys.executable, "-c", IMPORT, str(killed.path), *map(str, exports)]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, timeout=tenth / 10, check=False, env=os.environ | {"PYTHONPATH": source_root})
        assert set(table(Store.open(killed.path))) <= set(table(whole))
    collect.into(killed, exports)
    assert (table(killed), killed.manifest) == (table(whole), whole.manifest)


def test_a_store_whose_first_import_was_killed_is_an_empty_store(tmp_path: Path) -> None:
    Store.at(tmp_path / "a")
    store = Store.open(tmp_path / "a")
    assert (table(store), store.span, store.capabilities) == ([], None, frozenset())


def test_two_imports_at_once_do_not_mix(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")

    def meanwhile() -> Iterator[Event]:
        with pytest.raises(ActivityError) as caught:
            add(store, [RawEvent("2", "message", 1_704_067_200_000_000)])
        assert caught.value.words.en == f"another commplan is writing to '{store.path}': try again when it is done"
        yield store.event("made", RawEvent("1", "message", 1_704_067_200_000_000))

    assert store.add(meanwhile(), ORIGIN, {}).new == 1
    assert query(store, "SELECT count(*) FROM events") == [(1,)]


@pytest.mark.parametrize("name", ["plain", "[a]*b?{c}", "it's 社群", 'quote"'])
def test_a_store_may_lie_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and re.search(r'[*?"]', name):
        pytest.skip("Windows allows no such folder")
    (tmp_path / name).mkdir()
    store = fresh(tmp_path / name / "activity")
    add(store, [RawEvent("1", "message", 1_704_067_200_000_000)])
    add(store, [RawEvent("2", "message", 1_704_067_200_000_000)])
    assert query(store, "SELECT count(*) FROM events") == [(2,)]


UNUSABLE: dict[str, tuple[dict[str, str | None], str]] = {
    "no folder": ({}, "there is no folder '{path}'"),
    "no store": (
        {"notes.txt": "x"},
        "'{path}' is no activity store",
    ),
    "a newer format": (
        {"manifest.json": '{"format": 3}', "key": "00" * 32},
        "'{path}' was written by a newer commplan (format 3, this one reads 2): update commplan",
    ),
    "a damaged manifest": (
        {"manifest.json": "{", "key": "00" * 32},
        "'{path}/manifest.json' is damaged: it is no manifest of an activity store",
    ),
    "a manifest of something else": (
        {"manifest.json": '{"name": "web app"}', "key": "00" * 32},
        "'{path}/manifest.json' is damaged: it is no manifest of an activity store",
    ),
    "a manifest of no format": (
        {"manifest.json": '{"format": 0, "key_check": "x", "parts": [], "imports": []}', "key": "00" * 32},
        "'{path}/manifest.json' is damaged: it is no manifest of an activity store",
    ),
    "no key": (
        {"manifest.json": '{"format": 1, "key_check": "x", "parts": [], "imports": []}'},
        "'{path}/key' is missing or is not the key of this store: put it back from a backup, or import anew elsewhere",
    ),
    "another key": (
        {"manifest.json": '{"format": 1, "key_check": "x", "parts": [], "imports": []}', "key": "00" * 32},
        "'{path}/key' is missing or is not the key of this store: put it back from a backup, or import anew elsewhere",
    ),
}


@pytest.mark.parametrize(("files", "sentence"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_folder_that_cannot_be_used_is_said_why(tmp_path: Path, files: dict[str, str], sentence: str) -> None:
    path = tmp_path / "activity"
    for name, content in files.items():
        path.mkdir(exist_ok=True)
        (path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ActivityError) as caught:
        Store.open(path)
    assert caught.value.words.en == sentence.format(path=path)
    # to import is told once, and only where there is nothing to be put right
    makes = f"`commplan import EXPORT -o {path}` makes one" if not {"key", "manifest.json"} & {*files} else None
    assert (caught.value.hint and caught.value.hint.en) == makes


def test_the_command_that_makes_a_store_can_be_pasted_in_either_language(tmp_path: Path) -> None:
    with pytest.raises(ActivityError) as caught:
        Store.open(tmp_path / "our store")
    assert caught.value.hint is not None
    assert caught.value.hint.zh == f"`commplan import 导出文件 -o '{tmp_path}/our store'` 可新建"


def test_no_event_is_of_the_year_10000() -> None:
    last = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert latest(None) == (last - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def test_nothing_is_made_where_something_is_already(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ActivityError) as caught:
        Store.at(tmp_path)
    assert caught.value.words.zh == f"“{tmp_path}” 已存在且不为空"


@pytest.mark.skipif(os.name != "posix", reason="modes are a matter of POSIX")
def test_the_key_is_the_owners_alone_and_the_folder_keeps_out_of_git(tmp_path: Path) -> None:
    store = Store.at(tmp_path / "a")
    assert stat.S_IMODE((store.path / "key").stat().st_mode) == 0o600
    assert (store.path / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert store.key.secret.hex() not in repr(store)
    assert repr(store.key.secret) not in repr(store)


def _words(value: Any) -> Iterator[str]:
    """Every text in a JSON value, and every word of eight letters or more in it."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    elif isinstance(value, str):
        words = [value, *re.split(r"[\s<>|:/@.,]+", value)]
        yield from (word for word in words if len(word) >= 8 and re.search("[^0-9.]", word))


def test_nobody_and_nothing_said_can_be_read_from_a_store(tmp_path: Path) -> None:
    """Every name, address, id and longer word of a real export is looked for, in the files and in what they decode to.
    Times are kept, channels by name, and the export by the name of its file."""
    export = EXPORTS / "slack-viewer-fixture" / "slack-viewer-fixture.zip"
    store, _ = imported(tmp_path / "a", export)
    with zipfile.ZipFile(export) as archive:
        secrets = {word for name in archive.namelist() for word in _words(json.loads(archive.read(name)))}
        channels = {channel["name"] for channel in json.loads(archive.read("channels.json"))}
    secrets -= {word for kept in (*channels, "slack", "message", "reaction") for word in secrets if word in kept}
    assert {"U0BMS113R", "doubledeez"} <= secrets
    files = [file.read_bytes() for file in sorted(store.path.rglob("*")) if file.is_file() and file.name != "key"]
    decoded = "\n".join(str(value) for row in table(store) for value in row)
    sentences = store.path.joinpath("manifest.json").read_text(encoding="utf-8")
    sentences = re.sub(r'"(en|zh)": ".*"', "", sentences)
    everything = b"\n".join([*(f for f in files if not f.startswith(b"{")), decoded.encode(), sentences.encode()])
    assert sorted(word for word in secrets if word.encode() in everything) == []


@pytest.mark.parametrize("spoil", ["cut", "turned"])
def test_a_store_whose_file_is_damaged_says_so_whatever_is_done_to_it(tmp_path: Path, spoil: str) -> None:
    store = fresh(tmp_path / "a")
    assert add(store, [RawEvent(str(n), "message", 1_704_067_200_000_000 + n, f"m{n}") for n in range(3000)])[0] == 3000
    file = store.path / store.manifest.parts[0].path
    whole = file.read_bytes()
    file.write_bytes(
        whole[:500] if spoil == "cut" else whole[:200] + bytes(b ^ 90 for b in whole[200:9000]) + whole[9000:]
    )
    told = f"the activity store '{store.path}' is damaged: `commplan activity {store.path} --verify` says where"
    member = store.account("made", "m1")
    for change in (
        store.compact,
        lambda: add(store, [RawEvent("x", "message", 1_704_067_200_000_000)]),
        lambda: store.forget([member]),
    ):
        with pytest.raises(ActivityError) as caught:
            change()
        assert caught.value.words.en == told
    assert [fault.en.partition(" ")[0] for fault in store.faults()] == [store.manifest.parts[0].path]


@settings(max_examples=150)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=40) | st.none())
@example(8, bytes(40))
@example(1900, bytes(b"\x1f" * 40))
def test_whatever_is_wrong_with_a_file_of_a_table_is_known_as_damage(at: int, spoilt: bytes | None) -> None:
    """Bytes turned into others, counted from its end, where what it says of itself stands; or a file that ends early."""
    whole = _of_three_thousand()
    at = max(0, len(whole) - at)
    found = whole[:at] if spoilt is None else whole[:at] + spoilt + whole[at + len(spoilt) :]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as own:
        file = Path(folder) / "part.parquet"
        file.write_bytes(found)
        faults = []
        for query in f"CREATE TABLE all_of_it AS FROM '{file}'", f"FROM '{file}' WHERE us BETWEEN 1 AND 2":
            try:
                own.execute(query).fetchall()
            except duckdb.Error as fault:
                faults.append(fault)
                break
        assert [one for one in faults if not database.is_damage(one) or database.shortage(one)] == []


@cache
def _of_three_thousand() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        store = fresh(Path(folder))
        add(store, [RawEvent(str(n), "message", 1_704_067_200_000_000 + n, f"m{n}") for n in range(3000)])
        return (store.path / store.manifest.parts[0].path).read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere what is open cannot be removed anyway")
def test_an_import_leaves_alone_what_who_reads_has_on_the_disk_and_forgetting_does_not(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    with subprocess.Popen(["/bin/sleep", "60"]) as reader, subprocess.Popen(["/bin/true"]) as gone:
        gone.wait()
        used, left = (store.path / f".spill-{one.pid}" / "rows" for one in (reader, gone))
        for file in (used, left):
            file.parent.mkdir()
            file.touch()
        assert store.leftovers == (left,)
        add(store, [RawEvent("1", "message", 1_704_067_200_000_000, "m1")])
        assert (used.exists(), left.parent.exists()) == (True, False)
        store.forget([store.account("made", "m1")])
        assert not used.parent.exists()
        reader.kill()


def test_a_store_that_has_lost_a_file_says_so(tmp_path: Path) -> None:
    store = fresh(tmp_path / "a")
    add(store, [RawEvent("1", "message", 1_704_067_200_000_000)])
    lost = store.manifest.parts[0].path
    (store.path / lost).unlink()
    with pytest.raises(ActivityError) as caught:
        store.connect()
    assert caught.value.words.en == (
        f"the activity store '{store.path}' has lost its file {lost}: import the exports again into a new one"
    )


def test_an_import_has_no_more_threads_than_its_memory_is_enough_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With sixteen a table of a million rows ended in "out of memory"."""
    asked = "SELECT current_setting('threads'), current_setting('temp_directory')"
    for cores, hands, wanted in ((16, database.HANDS, 3), (2, database.HANDS, 2), (16, 99, 16)):
        monkeypatch.setattr(database, "cores", lambda cores=cores: cores)
        with one_engine.OWN(tmp_path / "spilt", database.MEMORY, hands) as connection:
            assert connection.execute(asked).fetchall() == [(wanted, str(tmp_path / "spilt"))]


def test_stores_that_share_the_engine_of_the_tests_share_nothing_else(tmp_path: Path) -> None:
    stores = [fresh(tmp_path / name) for name in "ab"]
    with stores[0].connect() as one, stores[1].connect() as other:
        one.execute("CREATE TABLE mine AS SELECT 1")
        one.execute("CREATE VIEW kept_too AS FROM mine")
        assert one.cursor().execute("FROM kept_too").fetchall() == [(1,)]
        with pytest.raises(duckdb.CatalogException):
            other.execute("FROM mine")
    with stores[0].connect() as one, stores[1].connect() as other:
        one.execute("CREATE VIEW incoming AS SELECT 1 AS event_id")
        lines = ["a,made,message,1,,,,,,,\n"] * 2
        intake.stage(other, tmp_path / "lines.csv", lines)
        intake.unique(other)
        assert other.execute("SELECT event_id FROM incoming").fetchall() == [("a",)]
    with stores[0].connect() as again:
        own = "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1"
        assert [name for (name,) in again.execute(own).fetchall()] == ["events", "kept", "texts"]
    with pytest.raises(duckdb.ConnectionException):
        again.execute("SELECT 1")
