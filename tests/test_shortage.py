"""A machine that is short of memory, files or disk, or does not allow something: it is said, and nothing else is blamed for it."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from commplan.activity import database
from commplan.activity import store as storing
from commplan.activity.export import opened
from commplan.activity.manifest import ActivityError
from commplan.activity.mapping import Mapping
from commplan.activity.store import Store
from commplan.cli.import_ import summary
from commplan.importing import collect
from commplan.source import Options
from commplan.words import Refusal
from stored import EXPORTS, fresh

TABLE = Mapping(name="log", time="at", id="id", member="who", text="said")
PLAN = """\
commplan: 1
plan: {id: x, title: X, language: en, period: {start: 2018-01-01, end: 2026-12-31}, timezone: Europe/London}
evaluation:
  sources:
    - {id: log, tool: table, mapping: {time: at, id: id, member: who, text: said}}
"""
IMPORT = ("import", "log.csv", "-o", "act", "--plan", "plan.yaml")
EVALUATE = ("evaluate", "plan.yaml", "--activity", "act", "--period", "2024-03")
FILES = "this process may not open more files at once\n  `ulimit -n 1024` allows more; run the command again\n"
LARGE = """\
commplan: cannot write to 'new': a file would become larger than is allowed here
  `ulimit -f unlimited` allows more; run the command again
"""
NOT_ALLOWED = """\
commplan: cannot write to 'act': no permission
  see who owns it and who may write to it, or choose another place
"""
ROOT = os.geteuid() == 0
AS_OTHERS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if ROOT else ()
"""Root may write everywhere; so it is run without that."""
SAID = "cannot read the activity store 'act': "
Ran = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan, a table of 84 months, and a store of it."""
    folder = tmp_path_factory.mktemp("years")
    months = [f"{year}-{month:02}" for year in range(2018, 2025) for month in range(1, 13)]
    rows = [f"{month}-{day:02},{month}-{day:02}T10:00:00Z,ann,hi" for month in months for day in (3, 5)]
    (folder / "log.csv").write_text("\n".join(["id,at,who,said", *rows, ""]), encoding="utf-8")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    assert ran(folder, *IMPORT).returncode == 0
    return folder


@pytest.fixture
def here(years: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(years, tmp_path / "here"))


def ran(folder: Path, *arguments: str, limits: Sequence[tuple[int, int, int]] = (), within: Sequence[str] = ()) -> Ran:
    def limited() -> None:
        for which, now, most in limits:
            resource.setrlimit(which, (now, most))

    command = [*within, sys.executable, "-m", "commplan", *arguments]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", preexec_fn=limited, check=False, timeout=120,
        env={**os.environ, "COMMPLAN_LANG": "en"},
    )  # fmt: skip
    assert done.returncode != 3, done.stderr
    return done


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (("activity", "act"), SAID),
        (("activity", "act", "--verify"), SAID),
        (("activity", "act", "--export", "all.csv"), "cannot write 'all.csv': "),
        (IMPORT, ("cannot write to 'act': ", "cannot go on at 'act/events/month=")),
        (EVALUATE, "cannot go on at 'act/events/month="),
    ],
)
def test_too_few_files_that_may_be_open_are_said_to_be(
    years: Path, arguments: tuple[str, ...], begins: str | tuple[str, ...]
) -> None:
    """Where it is met; what was imported is there before it is looked into."""
    done = ran(years, *arguments, limits=[(resource.RLIMIT_NOFILE, 40, 40)])
    assert (done.returncode, done.stderr.removeprefix("commplan: ").startswith(begins)) == (2, True), done.stderr
    assert done.stderr.endswith(FILES)


def test_as_many_files_are_opened_as_the_system_lets_a_process_open(years: Path) -> None:
    """Where it begins with few, as macOS does, the store of a long life is read all the same."""
    done = ran(years, "activity", "act", "--verify", limits=[(resource.RLIMIT_NOFILE, 40, 1024)])
    assert (done.returncode, done.stdout) == (
        0,
        "act is sound: 168 events in 84 files, all as they were written\n",
    )


def test_packing_opens_few_files_at_once(here: Path) -> None:
    assert ran(here, "activity", "act", "--compact", limits=[(resource.RLIMIT_NOFILE, 40, 40)]).returncode == 0


def test_a_file_larger_than_is_allowed_is_said_to_be(here: Path) -> None:
    done = ran(here, *IMPORT[:3], "new", *IMPORT[4:], limits=[(resource.RLIMIT_FSIZE, 1000, 1000)])
    assert (done.returncode, done.stderr) == (2, LARGE)
    assert Store.open(here / "new").manifest.parts == ()
    assert ran(here, *IMPORT[:3], "new", *IMPORT[4:]).returncode == 0


def test_a_full_disk_is_said_to_be(here: Path) -> None:
    disk = "mount -t tmpfs -o size=200k none full && cp log.csv plan.yaml full && cd full && exec"
    (here / "full").mkdir()
    within = ("unshare", "--mount", "sh", "-c", f'{disk} "$@"', "sh")
    try:
        subprocess.run([*within, "true"], cwd=here, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a disk of one's own takes root")
    done = ran(here, *IMPORT, within=within)
    assert (done.returncode, done.stderr) == (
        2,
        "commplan: cannot write to 'act': the disk is full\n  free some of the disk, and run the command again\n",
    )


def test_a_store_that_may_only_be_read_is_read(here: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in (here / "act").rglob("*")}
    for file in (here / "act", *before):
        file.chmod(file.stat().st_mode & ~0o222)
    for arguments in (("activity", "act"), ("activity", "act", "--verify"), EVALUATE):
        done = ran(here, *arguments, within=AS_OTHERS)
        assert (done.returncode, done.stderr) == (0, "")
    for arguments in (IMPORT, ("activity", "act", "--compact")):
        done = ran(here, *arguments, within=AS_OTHERS)
        assert (done.returncode, done.stderr) == (2, NOT_ALLOWED)
    assert {file: file.stat().st_mtime_ns for file in (here / "act").rglob("*")} == before


@pytest.mark.parametrize("name", ["key", "manifest.json"])
def test_a_store_that_may_not_be_read_is_not_called_damaged(here: Path, name: str) -> None:
    (here / "act" / name).chmod(0)
    done = ran(here, "activity", "act", within=AS_OTHERS)
    assert done.returncode == 2
    assert "no permission" in done.stderr


def test_an_export_that_may_not_be_read_is_not_called_of_no_known_tool(tmp_path: Path) -> None:
    shutil.copytree(EXPORTS / "chatlab", tmp_path / "talk")
    (tmp_path / "talk" / "a.json").write_text("{}", encoding="utf-8")
    (tmp_path / "talk" / "a.json").chmod(0)
    done = ran(tmp_path, "import", "talk", "-o", "act", within=AS_OTHERS)
    told = "commplan: cannot read 'talk/a.json': no permission\n"
    assert (done.returncode, done.stderr.splitlines(keepends=True)[0]) == (2, told)
    assert not (tmp_path / "act").exists()


def test_an_export_is_not_called_damaged_where_no_more_files_may_be_open(tmp_path: Path) -> None:
    shutil.copytree(EXPORTS / "chatlab", tmp_path / "talk")
    before, held = resource.getrlimit(resource.RLIMIT_NOFILE), list[int]()
    read = collect.known()["chatlab"].read
    with opened(tmp_path / "talk") as export:
        assert list(read(export, Options()))  # for which Python loads what it needs
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(before[0], 256), before[1]))
            with contextlib.suppress(OSError):
                while True:
                    held.append(os.dup(0))
            with pytest.raises(Refusal) as caught:
                list(read(export, Options()))
        finally:
            for one in held:
                os.close(one)
            resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert caught.value.words.en == "cannot read 'talk/group.json': this process may not open more files at once"


def test_a_table_that_takes_more_memory_at_once_than_there_is_is_read_row_by_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes to the same, and it is said."""
    rows = (f"{n},2024-01-{n % 28 + 1:02}T00:00:00Z,{'m' * 200}{n},x" for n in range(100_000))
    (tmp_path / "log.csv").write_text("\n".join(["id,at,who,said", *rows, ""]), encoding="utf-8")
    parts = []
    for memory, tight in ("1GB", False), ("40MB", True):
        monkeypatch.setattr(storing, "MEMORY", memory)
        [found] = collect.into(store := fresh(tmp_path / memory), [tmp_path / "log.csv"], mapping=TABLE)
        assert found.tight == tight
        assert ("read row by row" in summary(found)) == tight
        parts.append(store.manifest.parts)
    assert parts[0] == parts[1]


def test_a_table_that_does_not_fit_into_memory_either_way_is_not_called_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "SELECT i AS id, TIMESTAMP '2024-01-01' AS at, 'ann' AS who, repeat(md5(i::VARCHAR), 900) AS said"
    with duckdb.connect() as own:
        own.execute(f"COPY ({text} FROM range(3000) t(i)) TO '{tmp_path / 'log.parquet'}' (FORMAT parquet)")
    monkeypatch.setattr(storing, "MEMORY", "60MB")
    monkeypatch.setattr("commplan.activity.database.MEMORY", "60MB")
    with pytest.raises(ActivityError) as caught:
        collect.into(fresh(tmp_path / "act"), [tmp_path / "log.parquet"], mapping=TABLE)
    assert caught.value.words.en == (
        "'log.parquet' takes more memory than there is (60MB): too much of it has to be unpacked at once"
    )
    assert caught.value.hint


@pytest.mark.parametrize(
    ("memory", "left"),
    [
        ("4GB", "3528140KB"),
        ("4 GiB", "3823108KB"),
        ("500MB", "250000KB"),
        ("0.9gb", "450000KB"),
        ("1KB", "1KB"),
        ("60%", "60%"),
    ],
)
def test_of_the_memory_of_a_process_something_is_left_for_what_is_beside_the_engine(memory: str, left: str) -> None:
    assert database.left(memory) == left
