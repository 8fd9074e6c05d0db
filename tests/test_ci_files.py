"""What lets other places run the check: the pre-commit hook, the GitHub action, the GitLab template."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
FAULTY = "commplan: 1\nplan: {id: p, title: P, period: {start: 2027-01-01, end: 2027-12-31}, owner: nobody}\n"
FOUND = "no person, role or body has the id 'nobody'"


@pytest.mark.parametrize(
    ("schema", "file"), [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "templates/ci/gitlab.yml")]
)
def test_they_are_what_the_services_read(schema: str, file: str) -> None:
    command: list[str | Path] = [BIN / "check-jsonschema", "--builtin-schema", schema, ROOT / file]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "ok -- validation done\n")


def environment(**given: str) -> dict[str, str]:
    return {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **given}


def test_the_steps_of_the_action_check_and_report(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(FAULTY, "utf-8")
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    check = next(step for step in steps if step.get("name") == "Check")
    given = {"PATHS": "plan.yaml", "ARGS": "--fail-on error", "SARIF": "out.sarif", "COMMPLAN_LANG": "en"}
    given["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary.md")
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", check["run"]],
        cwd=tmp_path,
        env=environment(**given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, "")
    assert f"::{FOUND}%0A" in ran.stdout
    assert (tmp_path / "out.sarif").is_file()
    assert FOUND in (tmp_path / "summary.md").read_text("utf-8")


def test_the_gitlab_job_leaves_the_reports_it_names(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(FAULTY, "utf-8")
    job = yaml.safe_load((ROOT / "templates" / "ci" / "gitlab.yml").read_text("utf-8"))["commplan"]
    (script,) = job["script"]
    ran = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert (ran.returncode, FOUND in ran.stdout) == (1, True)
    assert all((tmp_path / name).is_file() for name in job["artifacts"]["reports"].values())


@pytest.mark.slow
def test_the_hook_works_in_pre_commit(tmp_path: Path) -> None:
    def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
        home = {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "COMMPLAN_LANG": "en"}
        return subprocess.run(
            command, cwd=tmp_path / "repo", env=environment(**home), capture_output=True, text=True, check=False
        )

    (tmp_path / "repo").mkdir()
    rev = subprocess.run(["git", "-C", ROOT, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout
    hooks = {"repos": [{"repo": str(ROOT), "rev": rev.strip(), "hooks": [{"id": "commplan"}]}]}
    (tmp_path / "repo" / ".pre-commit-config.yaml").write_text(yaml.safe_dump(hooks), "utf-8")
    (tmp_path / "repo" / "plan.yaml").write_text(FAULTY, "utf-8")
    run("git", "init", "-q")
    run("git", "add", ".")
    failed = run(BIN / "pre-commit", "run")
    assert (failed.returncode, FOUND in failed.stdout) == (1, True), failed.stdout + failed.stderr
    (tmp_path / "repo" / "plan.yaml").write_text(FAULTY.replace(", owner: nobody", ""), "utf-8")
    run("git", "add", ".")
    passed = run(BIN / "pre-commit", "run")
    assert (passed.returncode, "Passed" in passed.stdout) == (0, True), passed.stdout + passed.stderr
