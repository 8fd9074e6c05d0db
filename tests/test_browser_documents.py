"""The real documents as a reader meets them: the plan of every example plan, and the report on real activity."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commplan.activity.store import Store
from commplan.evaluating import account, appraise
from commplan.importing import collect
from commplan.reckoning import period
from commplan.rendering import portrait
from commplan.words import LANGUAGES, Language
from test_browser import MISPLACED, browser
from test_documents import EVERY, ROOT, loaded, made

pytestmark = pytest.mark.slow

__all__ = ["browser"]

VIEWS = [(1180, "light"), (375, "dark")]


def seen(browser: Any, path: Path, width: int, scheme: str) -> dict[str, object]:
    """What is wrong with a page: what axe, the console, the network and the boxes of its texts say."""
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    violations = Axe().run(page).response["violations"]
    found = {
        "axe": [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in violations],
        "console": said,
        "requests": [url for url in asked if url != path.as_uri()],
        "misplaced": page.evaluate(MISPLACED),
        "too wide": max(0, page.evaluate("document.documentElement.scrollWidth - innerWidth")),
    }
    page.close()
    return found


NOTHING = {"axe": [], "console": [], "requests": [], "misplaced": [], "too wide": 0}


def pages(folder: Path, name: str, language: Language, document: str) -> list[Path]:
    """The pages of a document, as files. Of one for each role the first and the longest say enough."""
    found = {file: text for file, text in made(name, language, document).items() if file.endswith(".html")}
    few = dict.fromkeys([next(iter(found)), max(found, key=lambda file: len(found[file]))])
    for file in few:
        (folder / file).write_text(found[file], "utf-8")
    return [folder / file for file in few]


@pytest.mark.parametrize(("width", "scheme"), VIEWS, ids=str)
@pytest.mark.parametrize(("name", "language", "document"), EVERY)
def test_nothing_is_wrong_with_a_document(
    browser: Any, tmp_path: Path, name: str, language: Language, document: str, width: int, scheme: str
) -> None:
    for path in pages(tmp_path, name, language, document):
        assert seen(browser, path, width, scheme) == NOTHING


ONCE = [e for i, e in enumerate(EVERY) if (i + i // len({d for _, _, d in EVERY})) % 2 == 0]
"""Each document of each plan in one of its languages, by turns: how wide a table is hangs little on the language."""


@pytest.mark.parametrize(("name", "language", "document"), ONCE)
def test_only_matrices_need_scrolling_on_a_screen(
    browser: Any, tmp_path: Path, name: str, language: Language, document: str
) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    for path in pages(tmp_path, name, language, document):
        page.goto(path.as_uri())
        wide = """[...document.querySelectorAll('main>.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1)
            .map(e => e.getAttribute('aria-label'))"""
        assert page.evaluate(wide) == []
        slanted = "[...document.querySelectorAll(':lang(zh)')].filter(e => e.textContent&&getComputedStyle(e).fontStyle=='italic')"
        assert page.evaluate(f"{slanted}.map(e => e.outerHTML)") == []
    page.close()


@pytest.mark.parametrize("name", ["power-plant", "tea-brand"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_of_four_columns_fits_a_phone(browser: Any, tmp_path: Path, name: str, language: Language) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 900})
    (path,) = pages(tmp_path, name, language, "plan")
    page.goto(path.as_uri())
    wide = """[...document.querySelectorAll('main>.scroll')].filter(e => !e.querySelector('tr>:nth-child(5)'))
        .map(e => [e.getAttribute('aria-label'), e.scrollWidth > e.clientWidth + 1])"""
    found = page.evaluate(wide)
    assert len(found) > 5
    assert [label for label, too_wide in found if too_wide] == []
    page.close()


@pytest.mark.parametrize(
    ("name", "document"), [("power-plant", "plan"), ("power-plant", "raci"), ("tea-brand", "raci")]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_paper(
    browser: Any, tmp_path: Path, name: str, language: Language, document: str
) -> None:
    # A4 less its margins is 680 pixels; whatever is wider makes the browser print all pages smaller.
    page = browser.new_page(viewport={"width": 680, "height": 900})
    (path,) = pages(tmp_path, name, language, document)
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    page.close()


@pytest.mark.parametrize("name", ["power-plant", "tea-brand"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_charter_of_a_plan_without_open_points_is_one_sheet_of_paper(
    browser: Any, tmp_path: Path, name: str, language: Language
) -> None:
    page = browser.new_page()
    (path,) = pages(tmp_path, name, language, "charter")
    page.goto(path.as_uri())
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(sheets) == 1
    page.close()


@pytest.mark.parametrize(("width", "scheme"), VIEWS, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_with_the_report_on_real_activity(
    browser: Any, tmp_path: Path, language: Language, width: int, scheme: str
) -> None:
    plan, _ = loaded("houston-dataviz")
    store = Store.at(tmp_path / "activity")
    collect.into(store, [ROOT / "plans" / "houston-dataviz" / "export" / "slack-export.zip"])
    window = period.window_of("2016-Q2")
    assert window is not None
    document = account.report(plan, appraise.plan(plan, store, window, date(2016, 8, 1)), language)
    path = tmp_path / "report.html"
    path.write_text(portrait.written(document, ["html"], "report")["report.html"], "utf-8")
    assert seen(browser, path, width, scheme) == NOTHING
