"""The history of a git repository, as `git log` writes it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from commplan.activity.manifest import ActivityError
from stored import EXPORTS, imported, listing, recognised, table, unbroken

LOG = EXPORTS / "git"
ONE, TWO, THREE, FOUR = (digit * 40 for digit in "1234")


def test_a_log_is_read_whatever_form_its_times_have() -> None:
    assert recognised(LOG) == ["git"]
    assert listing("git", LOG) == (
        f"""\
2024-05-01T10:00:00 message member-a@example.org ? #sample id={ONE} size=20 [merge]
2024-05-01T09:00:00 message b@example.org ? #sample id={TWO} size=207
2024-05-01T09:00:00 message member-a@example.org ? #sample id={TWO}/member-a@example.org
2024-05-01T09:00:00 message 1+helper[bot]@users.noreply.example.org bot #sample \
id={TWO}/1+helper[bot]@users.noreply.example.org
2024-04-30T09:00:00 message c@example.org ? #sample id={THREE} size=27
2024-04-29T14:13:20 message c@example.org ? #sample id={FOUR} size=7
skipped 1: it has no readable time (sample.log, line 37)
skipped 1: the commit names no author (sample.log, line 43)
"""
    )


def test_a_spoilt_file_costs_what_is_spoilt(tmp_path: Path) -> None:
    export = tmp_path / "sample.log"
    export.write_bytes((LOG / "sample.log").read_bytes().replace(b"b-old@", b"b@"))
    unbroken("git", export)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    run = ["git", "-c", "user.name=Member A", "-c", "user.email=member-a@example.org", "-C", str(folder)]
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    for number in range(3):
        when = f"2024-05-0{number + 1}T10:00:00+0800"
        message = ["-m", f"Change {number}", "-m", "More of it\n\nCo-authored-by: B <b@example.org>"]
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "PATH": "/usr/bin:/bin"}
        subprocess.run([*run, "commit", "-q", "--allow-empty", *message], check=True, env=dates)
    return folder


FORMS = (
    (), ("--pretty=fuller",), ("--date=iso",), ("--date=iso-strict", "--stat"), ("--date=rfc",), ("--date=raw",), ("--date=unix",),
    ("--pretty=fuller", "--raw", "--numstat", "--decorate=full", "--parents"), ("--pretty=raw", "--stat"),
)  # fmt: skip


def test_every_form_of_a_log_gives_the_same_table(repository: Path, tmp_path: Path) -> None:
    tables = []
    for number, form in enumerate(FORMS):
        export = tmp_path / str(number) / "sample.log"
        export.parent.mkdir()
        export.write_bytes(
            subprocess.run(["git", "-C", str(repository), "log", *form], check=True, capture_output=True).stdout
        )
        store, collected = imported(tmp_path / f"store-{number}", export)
        assert (collected.record.kinds, collected.skipped, collected.record.members) == ({"message": 6}, (), 2)
        tables.append(table(store))
    assert all(one == tables[0] for one in tables)


@pytest.mark.parametrize("bare", [(), ("--bare",)], ids=["with its files", "bare"])
def test_whoever_names_a_repository_is_told_how_to_write_its_history(tmp_path: Path, bare: tuple[str, ...]) -> None:
    folder = tmp_path / "project"
    subprocess.run(["git", "init", "-q", *bare, str(folder)], check=True)
    with pytest.raises(ActivityError) as refused:
        imported(tmp_path / "store", folder)
    words = refused.value.words
    assert (words.en, words.zh) == (
        (
            f"'{folder}' is a git repository: write its history into a file with `git -C '{folder}' log > project.log`, and"
            " import that"
        ),
        f"“{folder}” 是 git 仓库：请用 `git -C '{folder}' log > project.log` 把历史写入文件，再导入该文件",
    )
