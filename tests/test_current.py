"""`render --check`: says what is missing or stale, writes nothing; every format gives the same bytes for the same plan."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from commplan import cli
from commplan.checking.trial import SMALLEST

PLAN = SMALLEST + "content: {calendar: [{id: a, title: Fair, start: 2027-03-02}]}\n"
ALL = ("render", "plan.yaml", "--to", "html,md,pdf,docx,xlsx,csv,ics", "-o", "out", "--today", "2026-12-01")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    return tmp_path


def ended(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        cli.run(arguments)
    return caught.value.code or 0


def there(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_what_was_just_written_is_current_in_every_format(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(*ALL) == 0
    written = capsys.readouterr().err.splitlines()
    before = there(folder)
    assert ended(*ALL, "--check") == 0
    assert capsys.readouterr() == ("", f"all files are current: {len(written)}\n")
    assert there(folder) == before


def test_what_is_missing_or_stale_is_named_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("render", "plan.yaml", "--to", "html,ics,csv", "-o", "out", "--today", "2026-12-01")
    assert ended(*command) == 0
    capsys.readouterr()
    (folder / "plan.yaml").write_text(PLAN.replace("Fair", "Market"), "utf-8")
    (folder / "out" / "smallest-risks-en.csv").unlink()
    before = there(folder)
    assert ended(*command, "--check") == 1
    out, err = capsys.readouterr()
    names = {
        "smallest-calendar-en.ics": "stale",
        "smallest-calendar-en.csv": "stale",
        "smallest-risks-en.csv": "missing",
    }
    names["smallest-plan-en.html"] = "stale"
    assert sorted(out.splitlines()) == sorted(f"{how} {Path('out') / name}" for name, how in names.items())
    assert err == f"4 of {len(before)} files are not current: run the same command without --check\n"
    assert there(folder) == before


def test_what_is_made_no_more_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lead = "    - {id: lead, holders: [member-a]}\n"
    assert lead in PLAN
    command = ("render", "plan.yaml", "--doc", "plan,onboarding", "--to", "html,md,csv", "-o", "out")
    day = ("--today", "2026-12-01")
    (folder / "plan.yaml").write_text(PLAN.replace(lead, lead + lead.replace("lead", "host")), "utf-8")
    assert ended(*command, *day) == 0
    out = folder / "out"
    (out / "smallest-plan-en" / "gone.svg").write_text("<svg/>", "utf-8")
    # Of another plan, of another language, of nobody here: not for this command to speak of.
    for name in ("smallest-two-onboarding-host-en.html", "smallest-onboarding-host-zh.html", "notes.md"):
        (out / name).write_text("", "utf-8")
    capsys.readouterr()
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    assert ended(*command, *day) == 0
    capsys.readouterr()
    before = there(folder)
    assert ended(*command, *day, "--check") == 1
    names = ("onboarding-host-en.html", "onboarding-host-en.md", "plan-en/gone.svg")
    assert capsys.readouterr() == (
        "".join(f"leftover {Path('out') / f'smallest-{name}'}\n" for name in names),
        "3 of an earlier state of the plan are made no more: delete them\n",
    )
    assert there(folder) == before


def test_a_folder_that_is_not_there_is_not_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("render", "plan.yaml", "-o", "nowhere", "--check") == 1
    assert capsys.readouterr().out == f"missing {Path('nowhere') / 'smallest-plan-en.html'}\n"
    assert not (folder / "nowhere").exists()


def test_the_day_is_the_one_that_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("render", "plan.yaml", "--today", "tomorrow") == 2
    assert capsys.readouterr().err == "commplan: 'tomorrow' is not a date\n  write 2027-03-31\n"


@pytest.mark.parametrize(
    ("format_", "library", "what"),
    [
        ("pdf", "typst", "PDF files and pictures in Word files need the package typst"),
        ("docx", "docx", "Word documents need the package python-docx"),
        ("xlsx", "xlsxwriter", "workbooks need the package xlsxwriter"),
        ("ics", "icalendar", "calendars need the package icalendar"),
    ],
)
def test_a_missing_extra_is_one_sentence_and_nothing_is_written(
    format_: str,
    library: str,
    what: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from commplan.writers import typesetting

    monkeypatch.setitem(sys.modules, library, None)
    typesetting.families.cache_clear()
    assert ended("render", "plan.yaml", "--to", f"html,{format_}", "-o", "out") == 2
    hint = f"install it: pip install 'commplan[{format_}]'"
    assert capsys.readouterr() == ("", f"commplan: {what}\n  {hint}\n")
    assert not (folder / "out").exists()
