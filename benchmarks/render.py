"""What documents cost: each format of the largest example plan against the check of it, and what a format adds to the check.

Whole processes, all in turn, in one run; what counts is the ratio of the medians of CPU time, since rendering begins with a
check. For PDF and DOCX the seconds on top and the pages stand beside it. Where `mkdocs` and `strictdoc` are on the path, each
makes a page of the very text that commplan writes as Markdown: MkDocs of the file itself, StrictDoc of its headings as
sections with what stands below them as plain text, so that neither draws a figure. Run: python benchmarks/render.py [ROUNDS]
"""

from __future__ import annotations

import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdf

BIN = Path(sys.executable).parent
PLANS = Path(__file__).parents[1] / "plans"
GOALS = {"html": "3 x the check", "pdf": "1 s on top for 20 pages"}


def largest() -> Path:
    """The plan whose folder holds the most YAML."""
    return max(PLANS.glob("*/plan.yaml"), key=lambda p: sum(f.stat().st_size for f in p.parent.rglob("*.yaml")))


def timed(command: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of one run."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, os.times()
    return wall, after.children_user - before.children_user + after.children_system - before.children_system


def peers(text: str, folder: Path) -> dict[str, list[str]]:
    """The commands by which others make a page of the same text, those that are installed."""
    (folder / "mk" / "docs").mkdir(parents=True)
    (folder / "mk" / "docs" / "index.md").write_text(text, "utf-8")
    (folder / "mk" / "mkdocs.yml").write_text("site_name: plan\n", "utf-8")
    (folder / "sd").mkdir()
    (folder / "sd" / "plan.sdoc").write_text(sdoc(text), "utf-8")
    found = {
        "mkdocs": ["build", "-q", "-f", str(folder / "mk" / "mkdocs.yml")],
        "strictdoc": ["export", str(folder / "sd"), "--output-dir", str(folder / "sd-out")],
    }
    return {name: [path, *rest] for name, rest in found.items() if (path := shutil.which(name))}


def sdoc(text: str) -> str:
    """Markdown as a document of StrictDoc: a section for each heading, and what stands below it as plain text."""
    parts = re.split(r"^(#+) (.*)$", text, flags=re.MULTILINE)
    out = "[DOCUMENT]\nTITLE: plan\nOPTIONS:\n  MARKUP: Text\n\n"
    for title, body in zip(parts[2::3], parts[3::3], strict=True):
        said = f"[TEXT]\nSTATEMENT: >>>\n{body.strip()}\n<<<\n\n" if body.strip() else ""
        out += f"[[SECTION]]\nTITLE: {title}\n\n{said}[[/SECTION]]\n\n"
    return out


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    plan = largest()
    with tempfile.TemporaryDirectory() as folder:
        commands = {"check": [str(BIN / "commplan"), "check", str(plan)]}
        for name in ("html", "md", "xlsx", "csv", "ics", "pdf", "docx"):
            commands[name] = [str(BIN / "commplan"), "render", str(plan), "--to", name, "-o", folder]
        for command in commands.values():
            timed(command)
        others = peers(next(Path(folder).glob("*-plan-*.md")).read_text("utf-8"), Path(folder))
        for command in others.values():
            timed(command)
        commands |= others
        rows = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                rows[name].append(timed(command))
        wall = {name: statistics.median(r[0] for r in found) for name, found in rows.items()}
        cpu = {name: statistics.median(r[1] for r in found) for name, found in rows.items()}
        pages = len(pypdf.PdfReader(io.BytesIO(next(Path(folder).glob("*.pdf")).read_bytes())).pages)
        size = {p.suffix.lstrip("."): p.stat().st_size for p in Path(folder).glob("*-plan-*")}
    print(f"{rounds} rounds, plans/{plan.parent.name}, {pages} pages; medians of whole processes")
    for name in ("mkdocs", "strictdoc"):
        if name not in commands:
            print(f"{name} is not installed here")
    for name in commands:
        more = f"+{wall[name] - wall['check']:5.2f} s" if name != "check" else ""
        told = f"{size[name] / 1000:6.0f} kB" if name in size else ""
        print(
            f"{name:9} wall {wall[name]:5.2f} s {more:8}  cpu {cpu[name]:5.2f} s = {cpu[name] / cpu['check']:4.1f} x check {told}  {GOALS.get(name, '')}"
        )


if __name__ == "__main__":
    main()
