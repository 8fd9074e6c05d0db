"""A built wheel, installed into an empty environment, does the same work from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, expect: int = 0) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COMMPLAN", "LC_", "LANG"))}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    venv.create(folder / "venv", with_pip=True)
    wheel = next(folder.glob("*.whl"))
    python = folder / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", wheel, cwd=folder)
    return python.parent / "commplan"


def test_the_whole_road_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    assert run(installed, "--version", cwd=tmp_path).startswith("commplan ")
    run(installed, "init", "mine", "--profile", "oss", "--lang", "en", "--title", "Ours", "--yes", cwd=tmp_path)
    assert "could decide" in run(installed, "check", "mine", "--fail-on", "never", cwd=tmp_path)
    plan = ROOT / "plans" / "houston-dataviz" / "plan.yaml"
    export = ROOT / "plans" / "houston-dataviz" / "export" / "slack-export.zip"
    run(installed, "render", plan, "--to", "html,md", "--lang", "zh", "-o", "documents", cwd=tmp_path)
    run(installed, "import", export, "-o", "activity", cwd=tmp_path)
    run(
        installed,
        "evaluate",
        plan,
        "--activity",
        "activity",
        "--period",
        "2016-Q2",
        "--to",
        "html",
        "-o",
        "reports",
        cwd=tmp_path,
    )
    pages = sorted(p.name for p in tmp_path.rglob("*.html"))
    assert pages == ["houston-dataviz-2016-2016-Q2-en.html", "houston-dataviz-2016-plan-zh.html"]
