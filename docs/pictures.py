"""Make the README's pictures anew from the real thing: python docs/pictures.py (needs the `browser` extra and chromium)."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent / "commplan"
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
COLOURS = {"31": "#ff7b72", "33": "#e3b341", "34": "#79c0ff", "35": "#d2a8ff", "36": "#56d4dd", "32": "#7ee787"}


def coloured(text: str) -> str:
    """ANSI colours as spans."""
    out, opened = [], False
    for piece in re.split(r"(\x1b\[[0-9;]*m)", text):
        code = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if code is None:
            out.append(html.escape(piece))
            continue
        if opened:
            out.append("</span>")
            opened = False
        codes = [c for c in code[1].split(";") if c not in ("", "0")]
        if codes:
            style = "".join(
                f"color:{COLOURS[c]};" if c in COLOURS else "font-weight:700;" if c == "1" else "" for c in codes
            )
            out.append(f'<span style="{style}">')
            opened = True
    return "".join(out)


def finding(browser: Browser, folder: Path) -> None:
    """A plan whose sums and promises do not add up, as `check` shows it."""
    plan = (ROOT / "plans" / "houston-dataviz" / "plan.yaml").read_text("utf-8")
    broken = plan.replace("total: 3120", "total: 3020", 1).replace("days: [TU, FR]", "days: [TU]", 1)
    if broken.count("\n") != plan.count("\n") or broken == plan:
        raise SystemExit("the plan no longer holds what this picture breaks")
    (folder / "plan.yaml").write_text(broken, "utf-8")
    command = [str(BIN), "check", "--color", "always", "plan.yaml"]
    shown = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    page = browser.new_page(viewport={"width": 1100, "height": 200}, device_scale_factor=2)
    body = f'<pre style="margin:0;padding:22px;font:15px/1.45 DejaVu Sans Mono,monospace;color:#e6edf3">{coloured(shown)}</pre>'
    page.set_content(f'<body style="margin:0;background:#0d1117;display:inline-block">{body}</body>')
    page.locator("pre").screenshot(path=ROOT / "docs" / "finding.png")


def report(browser: Browser, folder: Path) -> None:
    """The first screen of the Houston report."""
    export = ROOT / "plans" / "houston-dataviz" / "export" / "slack-export.zip"
    subprocess.run([str(BIN), "import", str(export), "-o", str(folder / "activity")], check=True, capture_output=True)
    plan = ROOT / "plans" / "houston-dataviz" / "plan.yaml"
    command = [str(BIN), "evaluate", str(plan), "--activity", str(folder / "activity"), "--period", "2016-Q2"]
    subprocess.run([*command, "--to", "html", "-o", str(folder)], check=True, capture_output=True)
    page = browser.new_page(viewport={"width": 1180, "height": 1240})
    page.goto(next(folder.glob("*.html")).as_uri())
    page.screenshot(path=ROOT / "docs" / "report.png")


def document(browser: Browser, folder: Path, name: str, doc: str, language: str) -> None:
    """The first screen of a document of one of the plans."""
    plan = ROOT / "plans" / name / "plan.yaml"
    command = [str(BIN), "render", str(plan), "--doc", doc, "--lang", language, "-o", str(folder / doc)]
    subprocess.run(command, check=True, capture_output=True)
    page = browser.new_page(viewport={"width": 1180, "height": 1240})
    page.goto(next((folder / doc).glob("*.html")).as_uri())
    page.screenshot(path=ROOT / "docs" / f"{doc}.png")


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        finding(browser, Path(name))
        report(browser, Path(name))
        document(browser, Path(name), "power-plant", "risk-register", "en")
        document(browser, Path(name), "tea-brand", "calendar", "zh")
        browser.close()


if __name__ == "__main__":
    main()
