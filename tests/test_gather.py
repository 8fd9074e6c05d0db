"""Exports that are read on several cores come to the same as read by one, also what is said of them."""

from __future__ import annotations

import errno
import gzip
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from commplan import crew
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import opened
from commplan.activity.newcomers import Newcomers
from commplan.importing import collect, gather
from commplan.source import Options, Reading, whole
from stored import EXPORTS, fresh, imported

NOW = 1_800_000_000_000_000
WORKSPACE: dict[str, list[Any]] = {
    "users": [{"id": "U1", "is_bot": False}, {"id": "UB", "is_bot": True}],
    "channels": [{"id": "C1", "name": "all"}, {"id": "C2", "name": "talk"}],
    "groups": [{"id": "G1", "name": "board"}],
}


def message(ts: str, user: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "ts": ts, "user": user, "text": "said"} | more


def came(ts: str, user: str) -> dict[str, Any]:
    return message(ts, user, subtype="channel_join")


DAYS: dict[str, list[Any]] = {
    "all/2024-05-01": [message("1714550000", "U1"), came("1714550001", "U2"), came("1714550002", "U2")],
    "board/2024-05-01": [message("1714550003", "U1")],
    "talk/2024-05-01": [message("1714550004", "UB", thread_ts="1714550000"), {"type": "message", "ts": "soon"}],
    "all/2024-05-02": [came("1714640000", "U1"), came("1714640001", "U2"), came("1714640002", "U3"), "no message"],
    "board/2024-05-02": [message("1714640003", "U4")],
    "talk/2024-05-03": [came("1714730000", "U4"), message("9714730001", "U4"), message("9714730002", "U5")],
    "all/2024-05-04": [
        came("1714820000", "U3"),
        came("1714820001", "U4"),
        message("1714550000", "U1", subtype="topic"),
    ],
}


def workspace(folder: Path, general: bool) -> Path:
    channels = [{**one, "is_general": general and one["name"] == "all"} for one in WORKSPACE["channels"]]
    for name, rows in (WORKSPACE | {"channels": channels} | DAYS).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    (folder / "talk" / "2024-05-05.json").write_text('[{"type": "message", "ts": "17148', encoding="utf-8")
    return folder


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores, and nothing so small that it is not shared between them."""
    monkeypatch.setattr(crew, "cores", lambda: 2)
    monkeypatch.setattr(gather, "_PAYS", 0)
    monkeypatch.setattr(gather, "_JOB", 1)


def account(folder: Path, export: Path, **options: Any) -> tuple[object, ...]:
    """The manifest of a store that an export came into, which names its files by their content, and what is told of it."""
    store, told = imported(folder, export, now=NOW, **options)
    return store.manifest, replace(told, source=replace(told.source, pieces=whole, read=None, recognises=None))


@pytest.mark.parametrize("case", ["general", "no general", "private", "zip", "gzip"])
@pytest.mark.usefixtures("two")
def test_two_processes_come_to_what_one_does(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if case == "zip":
        export = EXPORTS / "slack-houston" / "slack-houston.zip"
    elif case == "gzip":
        export = tmp_path / "hours"
        export.mkdir()
        for file in (EXPORTS / "gharchive").glob("*.json"):
            (export / f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
    else:
        export = workspace(tmp_path / "export", case == "general")
    heard: list[tuple[int, int, int]] = []
    over, given = crew.over, list[object]()

    def counted(cases: Sequence[int], work: Callable[[int], object], hands: int) -> Iterator[object]:
        given.extend(cases)
        return over(cases, work, hands)

    monkeypatch.setattr(crew, "over", counted)
    options = {"private": case == "private"}
    shared = account(tmp_path / "two", export, progress=lambda _, n, m: heard.append((n, m.read, m.total)), **options)
    assert len(given) > 2
    monkeypatch.setattr(crew, "cores", lambda: 1)
    assert shared == account(tmp_path / "one", export, **options)
    assert heard == sorted(heard)
    assert heard[-1][1] == heard[-1][2]


def exhausted(reading: Reading) -> tuple[list[RawEvent | Skipped], Newcomers]:
    found = []
    while True:
        try:
            found.append(next(reading))
        except StopIteration as end:
            return found, end.value


SAMPLES = sorted(path for path in EXPORTS.iterdir() if path.is_dir())


@pytest.mark.parametrize("sample", SAMPLES, ids=[path.name for path in SAMPLES])
def test_the_pieces_of_an_export_are_the_whole_of_it(sample: Path) -> None:
    with opened(next(sample.glob("*.zip"), sample)) as export:
        for tool in (tool for tool in collect.known().values() if tool.recognises(export)):
            read = [exhausted(piece.read(export)) for piece in reversed(tool.pieces(export, Options()))]
            newcomers = Newcomers()
            for _, met in reversed(read):
                newcomers.followed_by(met)
            found = Counter([*chain.from_iterable(found for found, _ in read), *newcomers.joins])
            assert not read or found == Counter(tool.read(export, Options()))


@pytest.mark.usefixtures("two")
def test_where_processes_fail_one_reads_it_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = workspace(tmp_path / "export", general=True)
    whole_one = account(tmp_path / "whole", export)
    here = os.getpid()

    def killed(*_: object) -> None:
        if os.getpid() != here:
            os._exit(9)

    monkeypatch.setattr(gather, "watched", killed)
    assert account(tmp_path / "killed", export) == whole_one

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(gather, "watched", full)
    assert account(tmp_path / "full", export) == whole_one


@pytest.mark.usefixtures("two")
def test_an_export_without_an_event_is_told_as_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = tmp_path / "logs"
    export.mkdir()
    for name in ("a", "b", "c"):
        (export / f"{name}.txt").write_text("12:00 -!- nobody said a thing\n", encoding="utf-8")
    shared = account(tmp_path / "two", export, source="irc")
    monkeypatch.setattr(crew, "cores", lambda: 1)
    assert shared == account(tmp_path / "one", export, source="irc")
    assert fresh(tmp_path / "none").manifest.parts == ()
