"""The policy of a check by its real command: configuration, baseline, changed lines, and that it never looks green unasked."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import commplan.rules
from commplan import cli
from commplan.cli import settings as door
from commplan.cli.changes import _base
from commplan.words import Language
from conftest import Golden

PLAN = """\
commplan: 1
plan:
  id: p
  title: P
  period: {start: 2027-01-01, end: 2027-12-31}
goals:
  objectives:
    - id: answers
    - id: growth
"""
CLEAN = PLAN.replace("growth", "growth\n      metric: mau").replace("answers", "answers\n      metric: mau")
CONFIG = 'ignore = ["part-unsaid", "V"]\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one faulty plan and a configuration, where nothing of another folder is remembered."""
    monkeypatch.chdir(tmp_path)
    for known in (door.nearest_above, door._named, _base):  # noqa: SLF001 - one process is one run, except here
        known.cache_clear()
    Path("plan.yaml").write_text(PLAN)
    Path("commplan.toml").write_text(CONFIG)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    """Exit code, output and remarks of `commplan check`."""
    for known in (door.nearest_above, door._named, _base):  # noqa: SLF001
        known.cache_clear()
    with pytest.raises(SystemExit) as caught:
        cli.run(["check", *arguments])
    out, err = capsys.readouterr()
    return caught.value.code or 0, out, err


def codes(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """`file:line code` of each finding, by the JSON of `commplan check`."""
    _, out, err = said(capsys, *arguments, "--format", "json")
    assert err == ""
    return [f"{f['file']}:{f['line']} {f['code']}" for p in json.loads(out)["plans"] for f in p["findings"]]


BOTH = ["plan.yaml:8 G101", "plan.yaml:9 G101"]


def test_the_configuration_holds_without_being_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert codes(capsys, "plan.yaml") == BOTH
    Path("commplan.toml").write_text('select = ["P201"]\n')
    assert codes(capsys, "plan.yaml") == []
    assert codes(capsys, "plan.yaml", "--isolated") == BOTH
    Path("other.toml").write_text('ignore = ["G101"]\n')
    assert codes(capsys, "plan.yaml", "--config", "other.toml") == []


@pytest.mark.parametrize(
    ("config", "options", "code"),
    [
        ("", (), 1),
        ('severity.G101 = "info"', (), 0),
        ('severity.G101 = "info"\nfail-on = "info"', (), 1),
        ('fail-on = "never"', (), 0),
        ('fail-on = "never"', ("--fail-on", "error"), 1),
        ('severity.goals = "warning"\nfail-on = "error"', (), 0),
        ('ignore = ["goals"]', (), 0),
        ('ignore = ["goals"]', ("--extend-select", "goal-no-kpi"), 1),
        ('per-file-ignores = {"plan.*" = ["G101"]}', (), 0),
        ('select = ["Y"]', (), 2),
        ('nonsense = 1', (), 2),
        ('nonsense = 1', ("--isolated",), 1),
        ('nonsense = 1', ("--quiet",), 2),
        ('exclude = ["*.yaml"]', (), 2),
        ('baseline = "gone.toml"', (), 2),
        ("", ("--config", "gone.toml"), 2),
        ("", ("--baseline", "gone.toml"), 2),
        ("", ("--changed-since", "HEAD"), 2),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["plan.yaml", "."])
def test_it_ends_as_the_policy_says(
    config: str, options: tuple[str, ...], code: int, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("commplan.toml").write_text(config)
    assert said(capsys, path, *options)[0] == code


def test_two_plans_each_follow_their_own_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    for name, config in (("a", 'ignore = ["G101"]'), ("b", "[tool.commplan]\nfail-on = 'never'\n")):
        Path(name).mkdir()
        Path(name, "plan.yaml").write_text(PLAN)
        Path(name, "commplan.toml" if name == "a" else "pyproject.toml").write_text(config)
    assert codes(capsys, "a", "b") == ["b/plan.yaml:8 G101", "b/plan.yaml:9 G101"]
    assert said(capsys, "a", "b")[0] == 0
    assert said(capsys, "a", "b", "plan.yaml")[0] == 1


REFUSALS = {
    "a broken configuration": (
        'selct = ["G"]\nfail-on = "warn"\n',
        ("plan.yaml",),
        (
            "commplan: commplan.toml:1:1: unknown key 'selct'\n  did you mean `select`?\n"
            "commplan.toml:2:11: 'warn' is none of the words allowed here\n"
            "  did you mean warning? allowed: error, warning, info, unknown, never\n"
        ),
    ),
    "no rule left": (
        'select = ["file"]\n',
        ("plan.yaml",),
        (
            "commplan: no rule is left for 'plan.yaml' by the options and commplan.toml: nothing was checked\n"
            "  `commplan rules` lists them\n"
        ),
    ),
    "everything excluded, named as a file": (
        'exclude = ["plan.yaml"]\n',
        ("plan.yaml",),
        (
            "commplan: everything named is excluded by the configuration ('plan.yaml'): nothing was checked\n"
            "  see `exclude` in it; --isolated leaves it aside\n"
        ),
    ),
    "everything excluded, in a folder": (
        'exclude = ["*.yaml"]\n',
        (".",),
        (
            "commplan: everything named is excluded by the configuration ('plan.yaml'): nothing was checked\n"
            "  see `exclude` in it; --isolated leaves it aside\n"
        ),
    ),
    "a baseline that is not there": (
        'baseline = "gone.toml"\n',
        ("plan.yaml",),
        "commplan: cannot read the baseline 'gone.toml': there is no such file\n  `--write-baseline` writes it\n",
    ),
    "no repository": (
        "",
        ("plan.yaml", "--changed-since", "main"),
        "commplan: '.' is in no git repository\n  --changed-since compares with a revision of git\n",
    ),
    "two that do not go together": (
        "",
        ("plan.yaml", "--changed-since", "main", "--write-baseline"),
        "commplan: --write-baseline and --changed-since do not go together\n  a baseline holds all findings of a plan\n",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_cannot_be_checked_is_never_green(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    config, arguments, words = REFUSALS[name]
    Path("commplan.toml").write_text(config)
    assert said(capsys, *arguments) == (2, "", words)


def test_a_folder_that_cannot_be_looked_into_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("closed").mkdir()

    real = os.scandir

    def scandir(path: Any = ".") -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "no")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert said(capsys, ".") == (2, "", "commplan: cannot read '.': no permission\n")


def test_a_rule_that_cannot_be_loaded_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "broken.py").write_text("def broken(:\n")
    monkeypatch.setattr(commplan.rules, "__path__", [*commplan.rules.__path__, str(tmp_path / "more")])
    assert said(capsys, "plan.yaml") == (
        2,
        "",
        (
            "commplan: a rule cannot be loaded, so nothing was checked: 'invalid syntax (broken.py, line 1)'\n"
            "  install commplan anew\n"
        ),
    )


# -- the same however a plan is given --


def test_file_folder_and_standard_input_are_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("plans").mkdir()
    Path("plans/plan.yaml").write_text(PLAN + "include: more.yaml\n")
    Path("plans/more.yaml").write_text("goals: {objectives: [{id: joy}]}\n")
    Path("plans/commplan.toml").write_text(
        CONFIG
        + '[[waivers]]\nrule = "G101"\npath = "goals.objectives.joy"\nowner = "a"\nuntil = 2199-01-01\nreason = "x"\n'
    )
    Path("plan.yaml").unlink()

    def told(*arguments: str) -> Any:
        _, out, err = said(capsys, *arguments, "--format", "json")
        assert err == ""
        return json.loads(out)["plans"]

    by_file = told("plans/plan.yaml")
    assert [f["line"] for f in by_file[0]["findings"]] == [8, 9]
    assert told("plans") == told() == told("plans/plan.yaml", "plans") == by_file

    class Stdin:
        buffer = io.BytesIO(Path("plans/plan.yaml").read_bytes())

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert told("-", "--stdin-filename", "plans/plan.yaml") == by_file


def test_what_is_excluded_is_left_out_however_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("drafts").mkdir()
    Path("drafts/plan.yaml").write_text(PLAN)
    Path("commplan.toml").write_text(CONFIG + 'exclude = ["drafts/"]\n')
    assert (
        codes(capsys) == codes(capsys, "plan.yaml", "drafts/plan.yaml") == codes(capsys, "drafts", "plan.yaml") == BOTH
    )
    assert said(capsys, "-", "--stdin-filename", "drafts/plan.yaml")[0] == 2


# -- the baseline --


def test_a_baseline_is_written_kept_and_renewed(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "plan.yaml", "--write-baseline") == (
        0,
        "",
        (
            "wrote commplan-baseline.toml: 2 findings of 1 plan\n"
            '  put `baseline = "commplan-baseline.toml"` into commplan.toml, so that every check takes it into account\n'
        ),
    )
    Path("commplan.toml").write_text(CONFIG + 'baseline = "commplan-baseline.toml"\n')
    assert codes(capsys, "plan.yaml") == []
    Path("plan.yaml").write_text(PLAN + "    - id: joy\n")
    assert codes(capsys, "plan.yaml") == ["plan.yaml:10 G101"]
    Path("plan.yaml").write_text(CLEAN)
    assert codes(capsys, "plan.yaml") == ["commplan-baseline.toml:9 W107"]
    assert said(capsys, "plan.yaml", "--fail-on", "error")[0] == 1
    assert said(capsys, "plan.yaml", "--write-baseline") == (
        0,
        "",
        "wrote commplan-baseline.toml: 0 findings of 1 plan\n",
    )
    assert codes(capsys, "plan.yaml") == []


def test_writing_a_baseline_leaves_other_plans_and_other_rules_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("other.yaml").write_text(PLAN)
    said(capsys, "--write-baseline", "--baseline", "base.toml")
    Path("plan.yaml").write_text(CLEAN)
    said(capsys, "plan.yaml", "--select", "P201", "--write-baseline", "--baseline", "base.toml")
    assert Path("base.toml").read_text().count("goals.objectives") == 4
    said(capsys, "plan.yaml", "--write-baseline", "--baseline", "base.toml")
    assert Path("base.toml").read_text().count("goals.objectives") == 2
    Path("other.yaml").unlink()
    said(capsys, "plan.yaml", "--write-baseline", "--baseline", "base.toml")
    assert Path("base.toml").read_text().splitlines()[-1] == "version = 1"


def test_no_baseline_is_written_of_a_plan_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(PLAN + "gaols: {}\n")
    assert said(capsys, "plan.yaml", "--write-baseline") == (
        2,
        "",
        (
            "commplan: 'plan.yaml' cannot be read yet: no baseline was written\n"
            "  `commplan check plan.yaml` shows what to mend\n"
        ),
    )
    assert not Path("commplan-baseline.toml").exists()


# -- changed lines --


def git(*arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", *arguments],
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository() -> None:
    """The folder as a git repository with one commit, and an included file."""
    Path("plan.yaml").write_text(PLAN + "include: more.yaml\n")
    Path("more.yaml").write_text("structure:\n  people:\n    - id: a\n")
    git("init")
    git("add", ".")
    git("commit", "-m", "first")


def test_only_what_has_changed_since_a_revision_counts(repository: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert codes(capsys, "--changed-since", "HEAD") == []
    assert said(capsys, "--changed-since", "HEAD")[0] == 0
    text = Path("plan.yaml").read_text()
    Path("plan.yaml").write_text(text.replace("- id: growth", "- id: growth\n      statement: more people"))
    assert codes(capsys, "--changed-since", "HEAD") == ["plan.yaml:9 G101"]
    git("commit", "-am", "second")
    assert codes(capsys, "--changed-since", "HEAD") == []
    assert codes(capsys, "--changed-since", "HEAD~1") == ["plan.yaml:9 G101"]
    Path("more.yaml").write_text("structure:\n  people:\n    - id: a\n    - id: a\n")
    assert codes(capsys, "--changed-since", "HEAD") == ["more.yaml:4 P209", "more.yaml:4 P202"]


def test_what_a_deletion_has_caused_counts(repository: None, capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(CLEAN)
    git("commit", "-am", "clean")
    Path("plan.yaml").write_text(CLEAN.replace("      metric: mau\n", "", 1))
    assert codes(capsys, "--changed-since", "HEAD") == ["plan.yaml:8 G101"]


def test_a_file_that_is_new_counts_as_a_whole(repository: None, capsys: pytest.CaptureFixture[str]) -> None:
    Path("new.yaml").write_text(PLAN)
    assert codes(capsys, "--changed-since", "HEAD") == ["new.yaml:8 G101", "new.yaml:9 G101"]


def test_what_others_have_changed_meanwhile_does_not_count(
    repository: None, capsys: pytest.CaptureFixture[str]
) -> None:
    git("checkout", "-b", "mine")
    git("checkout", "main")
    Path("plan.yaml").write_text(Path("plan.yaml").read_text().replace("- id: growth", "- id: members"))
    git("commit", "-am", "theirs")
    git("checkout", "mine")
    assert codes(capsys, "--changed-since", "main") == []


def test_it_asks_git_the_same_from_any_folder_and_of_standard_input(
    repository: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("sub").mkdir()
    monkeypatch.chdir("sub")
    changed = Path("../plan.yaml").read_text().replace("- id: growth", "- id: members")

    class Stdin:
        buffer = io.BytesIO(changed.encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert codes(capsys, "-", "--stdin-filename", "../plan.yaml", "--changed-since", "HEAD") == ["../plan.yaml:9 G101"]
    assert codes(capsys, "../plan.yaml", "--changed-since", "HEAD") == []


@pytest.mark.parametrize("revision", ["nope", "--output=x", "HEAD:plan.yaml", ""])
def test_a_revision_that_git_does_not_know_is_told(
    revision: str, repository: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "plan.yaml", f"--changed-since={revision}") == (
        2,
        "",
        f"commplan: git knows no revision {revision!r}\n  name a branch, a tag or a commit; in CI, fetch the history first\n",
    )
    assert not Path("x").exists()


def test_without_git_it_says_so(
    repository: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert said(capsys, "plan.yaml", "--changed-since", "HEAD") == (
        2, "", "commplan: git cannot be run\n  --changed-since needs it\n",
    )  # fmt: skip


# -- the settings, shown --


@pytest.mark.parametrize(("language", "expected"), [("en", "show-settings-en.txt"), ("zh", "show-settings-zh.txt")])
def test_the_settings_are_shown(
    language: Language,
    expected: str,
    golden: Golden,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("commplan.toml").write_text(
        'select = ["G101", "B103", "P2", "W"]\nignore = ["P204"]\nfail-on = "error"\nbaseline = "base.toml"\n'
        '[per-file-ignores]\n"old/" = ["P201"]\n[severity]\nG101 = "info"\nP203 = "off"\n'
        "[thresholds]\nB103.most_lacking = 0.5\n"
    )
    Path("base.toml").write_text("version = 1\n")
    Path("old").mkdir()
    Path("old/plan.yaml").write_text(PLAN)
    Path("older.yaml").write_text(PLAN)
    monkeypatch.setattr("commplan.cli.showing.LANGUAGE", language)
    monkeypatch.setattr("commplan.cli.showing.tr", lambda en, zh: zh if language == "zh" else en)
    code, out, err = said(capsys, "--show-settings", "--extend-select", "goal-due-before-data", "--ignore", "W106")
    assert (code, err) == (0, "")
    shown = [
        line
        for line in out.splitlines()
        if not line.startswith("  ") or line[2:6] in SHOWN or line[2] not in "BCEGMPRSVWY"
    ]
    golden(expected, re.sub(r"(?<=\S) {2,}", "  ", "\n".join(shown) + "\n"))


SHOWN = ("B103", "C101", "G101", "G102", "P201", "P203", "P204", "W101", "W106", "Y101")


def test_the_settings_are_shown_to_programs_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "plan.yaml", "--show-settings", "--format", "json")
    shown = json.loads(out)
    assert (code, err, shown["version"], [p["file"] for p in shown["plans"]]) == (0, "", 1, ["plan.yaml"])
    plan = shown["plans"][0]
    assert {k: v for k, v in plan.items() if k not in ("rules", "file")} == {
        "config": "commplan.toml", "fail_on": "warning", "baseline": None, "activity": None, "waivers": 0,
    }  # fmt: skip
    assert next(r for r in plan["rules"] if r["code"] == "V101") == {
        "code": "V101",
        "name": "kpi-no-source",
        "on": False,
        "severity": "error",
        "why": "`ignore` names 'V'",
        "where": "commplan.toml:1:26",
        "severity_where": None,
        "thresholds": {},
    }
    assert said(capsys, "plan.yaml", "--show-settings", "--format", "yaml")[0] == 2


def test_the_language_of_messages_can_be_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("commplan.toml").write_text(CONFIG + 'language = "zh"\n')
    kept = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "COMMPLAN_LANG")}

    def first(environment: dict[str, str], *options: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "commplan", "check", "plan.yaml", *options],
            env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
            capture_output=True,
            check=False,
        )
        return done.stdout.decode().split("[")[0]

    assert first({}) == "错误"
    assert first({}, "--lang", "en") == "error"
    assert first({"COMMPLAN_LANG": "en"}) == "error"


def test_the_time_of_each_rule_is_told_beside_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    plain = said(capsys, "plan.yaml", "--select", "G101,P201")
    code, out, err = said(capsys, "plan.yaml", "--select", "G101,P201", "--timings")
    assert (code, out) == plain[:2]
    rows = [re.fullmatch(r" *(\d+\.\d{3}) ms +(\d+\.\d)% +(.*)", line) for line in err.splitlines()]
    found = [(float(row[1]), row[3]) for row in rows if row]
    assert len(found) == len(err.splitlines())
    assert {name for _, name in found[:-1]} == {"G101 goal-no-kpi", "P201 ref-resolves"}
    assert found[-1][1] == "all rules, plans: 1"
    assert [spent for spent, _ in found[:-1]] == sorted((spent for spent, _ in found[:-1]), reverse=True)
    assert found[-1][0] == pytest.approx(sum(spent for spent, _ in found[:-1]), abs=0.002)
