"""`commplan activity`: what is in a store, whether it is sound, smaller, and as a file for other programs."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan import cli
from commplan.activity import manifest as manifests
from commplan.activity.event import RawEvent
from commplan.activity.mapping import Mapping
from commplan.activity.store import Store
from commplan.cli import inventory
from commplan.importing import collect
from conftest import Golden
from stored import EXPORTS, fresh, query, table
from test_store import RAW, add

SLACK, ZULIP = EXPORTS / "slack-houston" / "slack-houston.zip", EXPORTS / "zulip-archive"
JANUARY, MARCH = 1_704_067_200_000_000, 1_709_251_200_000_000


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two exports, for copies of it."""
    store = fresh(tmp_path_factory.mktemp("filled") / "activity")
    collect.into(store, [SLACK, ZULIP])
    return store.path


@pytest.fixture
def folder(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a store of two exports."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    shutil.copytree(filled, tmp_path / "activity")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as caught:
        cli.run(("activity", *arguments))
    out, err = capsys.readouterr()
    return caught.value.code or 0, out, err


def test_what_is_in_it_is_shown(folder: Path, capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    code, out, err = said(capsys)
    packed = inventory.size(Store.open(Path("activity")).bytes)
    assert (code, err) == (0, "")
    golden("activity.txt", out.replace(packed, "SIZE"))


def test_it_is_shown_to_programs(folder: Path, capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    code, out, err = said(capsys, "--format", "json")
    assert (code, err) == (0, "")
    golden("activity.json", json.dumps({**json.loads(out), "bytes": 0}, ensure_ascii=False, indent=1) + "\n")


def test_an_empty_store_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Store.at(Path("a"))
    assert said(capsys, "a") == (0, "a: no events yet\n", "")
    assert said(capsys, "a", "--verify") == (0, "a is sound: 0 events in 0 files, all as they were written\n", "")
    found = json.loads(said(capsys, "a", "--format", "json")[1])
    assert (found["events"], found["first"], found["kinds"], found["sources"]) == (0, None, {}, [])
    assert said(capsys, "a", "--export", "a.csv")[0] == 0
    head = "event_id,source,kind,time,member,bot,channel,thread,reply_to,size,tags\n"
    assert Path("a.csv").read_bytes().decode("utf-8") == f"\ufeff{head}\n"


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "no store": (("nope",), "commplan: there is no folder 'nope'\n  `commplan import EXPORT -o nope` makes one\n"),
    "two things": (
        ("--verify", "--compact"),
        "commplan: --verify and --compact are two things\n  give one, then the other\n",
    ),
    "no format": (("--format", "xml"), "commplan: --format cannot be 'xml'\n  it can be: text, json\n"),
    "no ending": (("--export", "e.xlsx"), "commplan: 'e.xlsx' names no format\n  end it with .csv or .jsonl\n"),
    "no folder": (("--export", "no/e.csv"), "commplan: there is no folder 'no'\n"),
}


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    assert said(capsys, *arguments) == (2, "", sentence)
    assert sorted(one.name for one in folder.iterdir()) == ["activity"]


def cells(file: str | Path) -> list[dict[str, str]]:
    """The rows of a CSV as a spreadsheet shows them."""
    return list(csv.DictReader(io.StringIO(Path(file).read_bytes().decode("utf-8-sig"), newline="")))


# --- verify -----------------------------------------------------------------------------------------------------------
def _sound(folder: Path) -> Store:
    store = fresh(folder)
    add(store, [RawEvent("1", "message", JANUARY), RawEvent("2", "message", JANUARY + 1), RawEvent("3", "join", MARCH)])
    return store


def test_a_sound_store_has_no_fault(tmp_path: Path) -> None:
    assert _sound(tmp_path / "a").faults() == ()


def _rewritten(store: Store, sql: str, place: int = 0) -> None:
    """A part written anew by a query over it, and the manifest made to say that this is right."""
    part = store.manifest.parts[place]
    file = store.path / part.path
    with store.connect() as connection:
        connection.execute(
            f"COPY ({sql.format(part=f'(FROM read_parquet({str(file)!r}))')}) TO '{file}.new' (FORMAT parquet)"
        )
    Path(f"{file}.new").replace(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    parts = tuple(replace(p, sha256=digest) if p == part else p for p in store.manifest.parts)
    manifests.write(store.path, replace(store.manifest, parts=parts))


def _counted(store: Store) -> None:
    manifest = store.manifest
    first, *rest = manifest.parts
    manifests.write(store.path, replace(manifest, parts=(replace(first, rows=9, last=5), *rest)))


def _cut(store: Store) -> None:
    file = store.path / store.manifest.parts[0].path
    file.write_bytes(file.read_bytes()[:-9])


def _no_table(store: Store) -> None:
    part, *rest = store.manifest.parts
    (store.path / part.path).write_bytes(b"x")
    digest = hashlib.sha256(b"x").hexdigest()
    manifests.write(store.path, replace(store.manifest, parts=(replace(part, sha256=digest), *rest)))


def _same_ids(store: Store) -> None:
    """An id of January in March too, everything else as it should be."""
    _rewritten(store, "SELECT * REPLACE (lpad(CAST(us % 2 AS VARCHAR), 32, '0') AS event_id) FROM {part}")
    _rewritten(store, "SELECT * REPLACE (repeat('0', 32) AS event_id) FROM {part}", 1)


FAULTY: dict[str, tuple[Callable[[Store], object], tuple[str, ...]]] = {
    "lost": (lambda store: (store.path / store.manifest.parts[0].path).unlink(), ("{part} is missing",)),
    "cut": (_cut, ("{part} is not as it was written: its SHA-256 is {found}… and should be {wanted}…",)),
    "no table": (_no_table, ("{part} cannot be read as a table of events",)),
    "counts": (
        _counted,
        ("{part} holds 2 events, and the manifest says 9", "{part} does not cover the time that the manifest says"),
    ),
    "order": (
        lambda store: _rewritten(store, "FROM {part} ORDER BY us DESC"),
        ("{part} is not sorted by time and id",),
    ),
    "twice in a file": (
        lambda store: _rewritten(store, "SELECT * REPLACE (us - us % 2 AS us, 'x' AS event_id) FROM {part}"),
        (
            "{part} does not cover the time that the manifest says",
            "{part} is not sorted by time and id",
            "the same event id stands in more than one row (1 too many)",
        ),
    ),
    "twice in two": (_same_ids, ("the same event id stands in more than one row (1 too many)",)),
    "month": (
        lambda store: _rewritten(store, "SELECT * REPLACE (if(us % 2 = 1, 1709251200000000, us) AS us) FROM {part}"),
        ("{part} does not cover the time that the manifest says", "{part} holds events of another month (1)"),
    ),
    "kind": (
        lambda store: _rewritten(store, "SELECT * REPLACE ('dance' AS kind) FROM {part}"),
        ("{part} holds events of no known kind (2)",),
    ),
    "column": (
        lambda store: _rewritten(store, "SELECT * EXCLUDE (kind) FROM {part}"),
        ("{part} cannot be read as a table of events",),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "sentences"), FAULTY.values(), ids=FAULTY)
def test_each_fault_is_found_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Store], object], sentences: tuple[str, ...]
) -> None:
    store = _sound(tmp_path / "a")
    part = store.manifest.parts[0]
    spoil(store)
    file = store.path / part.path
    found = hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.exists() else ""
    told = [sentence.format(part=part.path, found=found, wanted=part.sha256[:12]) for sentence in sentences]
    assert said(capsys, str(store.path), "--verify") == (1, "".join(line + "\n" for line in told), "")
    assert json.loads(said(capsys, str(store.path), "--verify", "--format", "json")[1])["faults"] == told


@pytest.mark.skipif(os.name != "posix", reason="modes are a matter of POSIX")
def test_a_key_that_others_can_read_is_a_fault(tmp_path: Path) -> None:
    store = _sound(tmp_path / "a")
    (store.path / "key").chmod(0o640)
    [fault] = store.faults()
    assert fault.en == (
        f"others than you can read the key: `chmod 600 {store.path}/key`, and consider what they could have read"
    )


def test_what_an_interrupted_command_left_is_told_and_goes_with_compaction(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store.open(Path("activity"))
    rows, stray = table(store), store.path / "events" / "month=2015-06" / ("0" * 32 + ".parquet")
    stray.write_bytes(b"x" * 1000)
    sound = "activity is sound: 1,631 events in 15 files, all as they were written\n"
    assert said(capsys, "--verify") == (
        0,
        sound,
        "files that the table no longer needs: 1; `commplan activity activity --compact` removes them, as the next import does\n",
    )
    before = store.bytes
    assert said(capsys, "--compact") == (
        0,
        f"activity: {inventory.size(before)} before, {inventory.size(store.bytes)} now\n",
        "",
    )
    assert (stray.exists(), table(store), store.bytes < before) == (False, rows, True)
    assert said(capsys, "--verify") == (0, sound, "")


@settings(max_examples=8, deadline=None)
@given(st.lists(RAW, max_size=60))
def test_compaction_changes_no_row_and_once_is_enough(raws: list[RawEvent]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = fresh(Path(folder) / "a")
        add(store, raws[: len(raws) // 2])
        add(store, raws)
        rows, counts = table(store), [replace(part, path="", sha256="") for part in store.manifest.parts]
        store.compact()
        assert (table(store), store.faults(), store.leftovers) == (rows, (), ())
        assert [replace(part, path="", sha256="") for part in store.manifest.parts] == counts
        manifest = store.manifest
        assert store.compact() == (store.bytes, store.bytes)
        assert store.manifest == manifest


# --- export -----------------------------------------------------------------------------------------------------------
def test_an_export_holds_every_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = table(Store.open(Path("activity")))
    assert said(capsys, "--export", "e.csv") == (0, "", "wrote e.csv\n")
    assert said(capsys, "--export", "e.jsonl") == (0, "", "wrote e.jsonl\n")
    lines = [json.loads(line) for line in Path("e.jsonl").read_text("utf-8").splitlines()]
    assert [tuple(line.values()) for line in lines] == [(*r[:3], inventory.moment(r[3]), *r[4:]) for r in rows]
    assert cells("e.csv") == [
        {k: "" if v is None else str(v).lower() if isinstance(v, bool) else str(v) for k, v in line.items()}
        for line in lines
    ]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@x", "'x", "＝1", " =1", "\t=1", "a=1", "general", "频道"])
def test_a_spreadsheet_runs_nothing_of_an_export(tmp_path: Path, text: str) -> None:
    store = fresh(tmp_path / "a")
    add(store, [RawEvent("1", "message", JANUARY, channel=text)])
    [(kept,)] = query(store, "SELECT channel FROM events")
    store.write_to(tmp_path / "e.csv")
    [row] = cells(tmp_path / "e.csv")
    inert = kept[0] not in "=+-@'＝" and text not in (" =1", "\t=1")
    assert row["channel"] == (kept if inert else "'" + kept)
    store.write_to(tmp_path / "e.jsonl")
    assert json.loads((tmp_path / "e.jsonl").read_text("utf-8"))["channel"] == kept


def test_a_table_that_was_exported_can_be_imported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "--export", "e.csv")
    mapping = Mapping("time", id="event_id", kind_column="kind", channel="channel", encoding="utf-8-sig")
    again = fresh(folder / "b")
    collect.into(again, [folder / "e.csv"], mapping=mapping)
    columns = "SELECT us, kind, channel FROM events ORDER BY us, kind, channel"
    assert query(again, columns) == query(Store.open(Path("activity")), columns)


@pytest.mark.skipif(sys.platform == "win32", reason="folders of Windows have no such modes")
def test_a_file_that_cannot_be_written_is_not_half_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "e.csv").write_text("mine", encoding="utf-8")
    Store.open(Path("activity")).path.joinpath("events", "month=2023-11").chmod(0o755)
    part = next(Path("activity/events/month=2023-11").iterdir())
    part.write_bytes(part.read_bytes()[:50])
    code, out, err = said(capsys, "--export", "e.csv")
    assert (code, out, err) == (
        2,
        "",
        "commplan: the activity store 'activity' is damaged: `commplan activity activity --verify` says where\n",
    )
    assert (folder / "e.csv").read_text("utf-8") == "mine"
    assert sorted(one.name for one in folder.iterdir()) == ["activity", "e.csv"]
