"""Several formats of one check: one to standard output, the others into files, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commplan import cli

PLAN = "commplan: 1\nplan: {id: p, title: P, period: {start: 2027-01-01, end: 2027-12-31}, owner: nobody}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as caught:
        cli.run(("check", "plan.yaml", "--today", "2027-01-15", *arguments))
    out, err = capsys.readouterr()
    return caught.value.code, out, err


def test_one_run_writes_several(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "--format", "concise", "--format", "sarif:out.sarif", "-f", "json:out.json")
    assert (code, out.splitlines()[0], err) == (
        1,
        "plan.yaml:2:78: error P201 ref-resolves no person, role or body has the id 'nobody'",
        "",
    )
    assert json.loads((folder / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert json.loads((folder / "out.json").read_text("utf-8"))["plans"][0]["file"] == "plan.yaml"
    assert sorted(p.name for p in folder.iterdir()) == ["out.json", "out.sarif", "plan.yaml"]


def test_with_files_alone_standard_output_stays_empty(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--format", "junit:out.xml")[:2] == (1, "")
    assert said(capsys, "--quiet", "--format", "junit:quiet.xml")[:2] == (1, "")
    assert (folder / "out.xml").read_text("utf-8") == (folder / "quiet.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            ("-f", "text", "-f", "json"),
            "only one format can go to standard output\n  send the others to files: --format sarif:result.sarif\n",
        ),
        (("-f", "text:a", "-f", "json:a"), "two formats go to 'a'\n"),
        (("-f", "sarif:"), "'sarif:' names no file\n  write sarif:FILE\n"),
        (("-f", "sarif:none/out.sarif"), "there is no folder 'none' for 'out.sarif'\n"),
        (("-f", "sarif:."), "cannot write '.': it is a folder\n"),
        (
            ("-f", "html"),
            "no format is called 'html'\n  there are: concise, github, gitlab, json, junit, markdown, sarif, text\n",
        ),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_checked(
    folder: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], expected: str
) -> None:
    assert said(capsys, *options) == (2, "", f"commplan: {expected}")
    assert [p.name for p in folder.iterdir()] == ["plan.yaml"]


def test_annotations_for_github_come_with_a_job_summary(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = folder / "summary.md"
    summary.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert said(capsys, "--format", "text")[0] == 1
    assert summary.read_text("utf-8") == "before\n"
    code, out, _ = said(capsys, "--format", "github")
    assert (code, out[:36]) == (1, "::error file=plan.yaml,line=2,endLin")
    told = summary.read_text("utf-8")
    assert told.startswith("before\n### plan.yaml\n\nFindings: 1;")
    assert "| error | plan.yaml:2:78 |" in told


def test_a_summary_that_cannot_be_written_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder))
    code, _, err = said(capsys, "--format", "github")
    assert code == 2
    assert err.startswith(f"commplan: cannot write '{folder}': ")
