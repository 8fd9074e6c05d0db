"""`check --activity` by the command itself: which store, when there is none, and what is told of it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commplan.activity.store import Store
from conftest import Golden
from lived import PLAN, written
from test_cli_evaluate import ended, run, said

HOUSTON = Path(__file__).parents[1] / "plans" / "houston-dataviz"
STAGE = PLAN.replace("goals:\n", "goals:\n  stage: {name: inception}\n")
CHECK = ("check", "plan.yaml", "--today", "2026-04-10")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan that says too much of its stage, and the store that `import` made of its table."""
    folder = tmp_path_factory.mktemp("lived")
    written(folder, STAGE)
    assert said(folder, "import", "data.csv", "--plan", "plan.yaml", "--source", "chat", "-o", "activity")[0] == 0
    (folder / "strict.toml").write_text('activity = "activity/"\n[thresholds.stage-mismatch]\nleast_messages = 5\n')
    return folder


FOUND = (
    "plan.yaml:26:17: warning G130 stage-mismatch stage inception means that members produce under 50% of what is written; from "
    "2026-02-20 to 2026-04-10 it was 79% (11 of 14 messages)\n"
)


def test_a_store_is_named_by_the_option_or_by_the_configuration(lived: Path) -> None:
    only = (*CHECK, "--select", "G130", "-f", "concise")
    unknown = (
        "plan.yaml:26:17: unknown G130 stage-mismatch more than 14 messages in 2026-02-20 to 2026-04-10, to tell the stage "
        "from what members produce\n"
    )
    assert said(lived, *only, "--activity", "activity") == (0, unknown, "")
    assert said(lived, *only, "--config", "strict.toml") == (1, FOUND, "")
    assert said(lived, *only, "--config", "strict.toml", "--fail-on", "error") == (0, FOUND, "")


def test_without_activity_the_rules_about_it_are_told_apart_and_count_nowhere(lived: Path) -> None:
    result = json.loads(said(lived, *CHECK, "-f", "json")[1])["plans"][0]
    assert [r["code"] for r in result["not_asked"]] == sorted(r["code"] for r in result["not_asked"])
    assert {"G130", "S130"} <= {r["code"] for r in result["not_asked"]}
    codes = {r["code"] for key in ("unknown", "not_applicable", "findings") for r in result[key]}
    needs = {n["code"] for n in result["summary"]["level"]["needs"]}
    assert (codes | needs) & {"G130", "S130"} == set()
    with_it = json.loads(said(lived, *CHECK, "-f", "json", "--activity", "activity")[1])["plans"][0]
    assert with_it["not_asked"] == []
    assert with_it["ran"] == result["ran"] + len(result["not_asked"])


def test_a_store_of_the_configuration_that_is_not_there_is_told_and_not_missed(lived: Path) -> None:
    (lived / "elsewhere.toml").write_text('activity = "gone/"\n')
    found = said(
        lived, *CHECK, "--select", "G130", "-f", "concise", "--config", "elsewhere.toml", "--fail-on", "unknown"
    )
    remark = "commplan: the configuration names the activity store gone, which is not here: checked without it\n"
    assert found == (0, "", remark)


def test_a_store_that_cannot_be_used_is_refused(lived: Path) -> None:
    only = (*CHECK, "--select", "G130")
    assert said(lived, *only, "--activity", "gone") == (
        2, "", "commplan: there is no folder 'gone'\n  `commplan import EXPORT -o gone` makes one\n"
    )  # fmt: skip
    (lived / "other.yaml").write_text(PLAN)
    assert said(lived, "check", "plan.yaml", "other.yaml", "--activity", "activity") == (
        2,
        "",
        (
            "commplan: --activity belongs to one plan, and here are several\n"
            "  name that plan, or write `activity = ...` into a commplan.toml beside each\n"
        ),
    )


def test_a_baseline_written_without_activity_keeps_what_was_found_with_it(
    lived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = (
        "check",
        "plan.yaml",
        "--today",
        "2026-04-10",
        "--config",
        "strict.toml",
        "--baseline",
        "known.toml",
        "--write-baseline",
    )
    assert ended(lived, monkeypatch, *options) == 0
    first = (lived / "known.toml").read_text()
    assert "stage-mismatch" in first
    assert ended(lived, monkeypatch, *(o for o in options if o not in ("--config", "strict.toml"))) == 0
    assert (lived / "known.toml").read_text() == first
    # and neither check says that the baseline lists what is no longer there
    for more in ((), ("--config", "strict.toml")):
        told = said(lived, *CHECK, *more, "--baseline", "known.toml", "-f", "concise", "--fail-on", "info")
        assert (told[0], [line for line in told[1].splitlines() if " unknown " not in line]) == (0, [])


def test_a_check_without_activity_loads_nothing_that_reads_it(lived: Path) -> None:
    code = "import sys; from commplan import cli\ntry: cli.run(sys.argv[1:])\nfinally: print([m for m in sys.modules if m.split('.')[0] == 'duckdb' or m in (%r, %r)])"
    command = [
        sys.executable,
        "-c",
        code % ("commplan.measuring.observe", "commplan.measuring.measure"),
        "check",
        "-q",
        "plan.yaml",
    ]
    assert subprocess.run(command, cwd=lived, capture_output=True, encoding="utf-8", check=False).stdout == "[]\n"


REAL = {"en": "check-houston-activity-en.txt", "zh": "check-houston-activity-zh.txt"}


def test_the_example_plan_is_held_against_its_real_export(tmp_path: Path, golden: Golden) -> None:
    assert run(tmp_path, "import", str(HOUSTON / "export" / "slack-export.zip"), "-o", "activity").returncode == 0
    for file in HOUSTON.glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    select = ("--select", "G130,G131,S130,C131,C132,M130,M131,R130")
    options = ("--activity", "activity", "--today", "2016-07-27", *select, "-f", "concise")
    for language, file_ in REAL.items():
        done = run(tmp_path, "check", "plan.yaml", *options, "--lang", language)
        golden(file_, re.sub(r"plan\.yaml:\d+:\d+", "plan.yaml", done.stdout) + done.stderr)


def test_a_reader_whose_store_changes_meanwhile_is_told_what_to_do(
    lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when `forget` runs beside an evaluation: its files go at once, whoever reads them."""
    shutil.copytree(lived, tmp_path / "lived")
    opened = Store.connect

    def raced(store: Store, memory: str = "60%") -> object:
        connection = opened(store, memory)
        store.forget(
            [member for (member,) in connection.execute("SELECT DISTINCT member FROM kept").fetchall() if member]
        )
        return connection

    monkeypatch.setattr(Store, "connect", raced)
    assert ended(tmp_path / "lived", monkeypatch, "evaluate", "plan.yaml", "--today", "2026-04-10") == 2
    assert capsys.readouterr().err == (
        "commplan: the activity store was changed while it was read: somebody was removed from it, or it was packed or imported into\n"
        "  run the command again; if it says so once more, `commplan activity DIR --verify` says what is damaged\n"
    )
