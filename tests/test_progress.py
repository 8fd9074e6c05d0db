"""How far an import is: by the bytes read from the disk, on a terminal and on standard error only."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from commplan.activity.export import Meter
from commplan.importing import collect
from stored import fresh


def _packed(folder: Path, how: str) -> Path:
    """The same table of 3,000 rows, as a file, a folder of two, or packed."""
    table, place = folder / "table.csv", folder / how
    table.write_text("when,who\n" + "".join(f"2024-01-{1 + n % 28:02},m{n}\n" for n in range(3000)), encoding="utf-8")
    if how == "folder":
        place.mkdir()
        shutil.copy(table, place / "a.csv")
        (place / "b.csv.gz").write_bytes(gzip.compress(table.read_bytes()))
    elif how == "zip":
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(table, "table.csv")
    elif how == "tar.gz":
        with tarfile.open(place, "w:gz") as archive:
            archive.add(table, "table.csv")
    elif how == "gz":
        place.write_bytes(gzip.compress(table.read_bytes()))
    return place if place.exists() else table


@pytest.mark.parametrize("how", ["file", "folder", "zip", "tar.gz", "gz"])
def test_all_bytes_are_read_in_the_end_and_never_fewer_than_before(tmp_path: Path, how: str) -> None:
    from commplan.activity.mapping import Mapping

    export = _packed(tmp_path, how)
    seen: list[tuple[str, int, int, int]] = []

    def told(name: str, records: int, meter: Meter) -> None:
        seen.append((name, records, meter.read, meter.total))

    collect.into(fresh(tmp_path / "a"), [export], mapping=Mapping("when", member="who"), progress=told)
    total = sum(f.stat().st_size for f in (export.iterdir() if export.is_dir() else [export]))
    assert {(name, whole) for name, _, _, whole in seen} == {(export.name, total)}
    assert [one[1:3] for one in seen] == sorted(one[1:3] for one in seen)
    assert seen[-1][1] >= 3000
    assert seen[-1][2] >= total


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_terminal_shows_it_and_the_result_is_free_of_it(tmp_path: Path) -> None:
    import pty

    export = _packed(tmp_path, "file")
    (tmp_path / "plan.yaml").write_text(
        "commplan: 1\nplan: {id: x, title: X, timezone: UTC, period: {start: 2024-01-01, end: 2024-12-31}}\n"
        "evaluation: {sources: [{id: s, tool: table, mapping: {time: when, member: who}}]}\n",
        encoding="utf-8",
    )
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        command = [sys.executable, "-m", "commplan", "import", export.name, "--plan", "plan.yaml"]
        environment = os.environ | {
            "COLUMNS": "100",
            "TERM": "xterm",
            "COMMPLAN_LANG": "en",
            "PYTHONIOENCODING": "utf-8",
        }
        running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs, env=environment)
        os.close(theirs)
        out, _ = running.communicate(timeout=60)
        shown = b""
        while piece := _piece(terminal.fileno()):
            shown += piece
    bare = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode("utf-8"))
    assert running.returncode == 0
    assert out.decode().startswith(
        "table.csv: any table\n  3,000 new events, 0 seen before; 3,000 members\n  message 3,000\n"
    )
    assert b"\x1b" not in out
    assert re.search(r"table\.csv .*/[\d.]+ kB .*3,000 records, sorting", bare)


def _piece(handle: int) -> bytes:
    """What a terminal shows; nothing when the other side is closed, which Linux calls an error."""
    try:
        return os.read(handle, 65536)
    except OSError:
        return b""
