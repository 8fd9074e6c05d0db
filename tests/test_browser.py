"""The page as a reader meets it: light, dark, on a phone, on paper, without a network."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commplan import charts
from commplan.chart import Chart, Figure
from commplan.words import LANGUAGES, Language
from commplan.writers import Title, html

pytestmark = pytest.mark.slow

STYLE = (Path(__file__).parent.parent / "templates" / "style.css").read_text("utf-8")
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]

WORDS: dict[Language, str] = {
    "en": """## Summary

A paragraph with a [link](https://example.org), *stress* and `code`.

```{cards}
Active members | 2,379 | goal 2,500
Budget | €271,400 | 18 months
```

> [!WARNING]
> Two posts are vacant.

| Objective | Target | Verdict |
|---|---:|---|
| Monthly active members | 2,500 | met |
| Translators | 12 | unknown |

```
code that is rather longer than a phone is wide, so that it must scroll within itself and not the page
```
""",
    "zh": """## 摘要

一段文字，含[链接](https://example.org)、*强调*与`代码`。

```{cards}
月活跃成员 | 2,379 | 目标 2,500
预算 | €271,400 | 18 个月
```

> [!NOTE]
> 两个岗位空缺。

| 目标 | 目标值 | 结论 |
|---|---:|---|
| 月活跃成员 | 2,500 | 已达成 |
| 译者 | 12 | 未知 |
""",
}

# Texts that lie over each other or leave their drawing, as the browser's own fonts make them.
MISPLACED = """() => {
  const out = [];
  for (const svg of document.querySelectorAll('svg')) {
    const {width, height} = svg.viewBox.baseVal;
    const texts = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBBox()]);
    for (const [words, box] of texts)
      if (box.x < -1 || box.y < -1 || box.x + box.width > width + 1 || box.y + box.height > height + 1)
        out.push(`outside: ${words}`);
    texts.forEach(([one, a], i) => texts.slice(i + 1).forEach(([other, b]) => {
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const along = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      if (across > 1 && along > 4) out.push(`${one} over ${other}`);
    }));
  }
  return out;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    # Imported here, for only the slow tests have the `browser` extra.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def _page(language: Language, folder: Path) -> Path:
    figures: dict[str, Figure] = {}
    text = WORDS[language]
    for found in pkgutil.iter_modules(charts.__path__):
        chart: Chart[Any] = importlib.import_module(f"commplan.charts.{found.name}").CHART
        figure = chart.draw(chart.example(language), language)
        figures[figure.id] = figure
        text += f"\n## {figure.title}\n\n```{{figure}}\n{figure.id}\n```\n"
    title = Title(
        "Plan 计划", language, ("v1",), "3 findings open", {"met": "good", "已达成": "good", "未知": "unknown"}
    )
    path = folder / f"{language}.html"
    path.write_text(html.write(text, figures, title, STYLE), "utf-8")
    return path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1180, "light"), (1180, "dark"), (375, "light"), (375, "dark")], ids=str)
def test_a_page_of_every_chart_has_no_violation_no_request_and_nothing_misplaced(
    browser: Any, tmp_path: Path, language: Language, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    path = _page(language, tmp_path)
    page.goto(path.as_uri())
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert said == []
    assert asked == [path.as_uri()]
    assert page.evaluate(MISPLACED) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.close()


def test_paper_is_white_even_for_a_dark_reader_and_shows_no_controls(browser: Any, tmp_path: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(_page("en", tmp_path).as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    hidden = "[...document.querySelectorAll('nav,details,.skip')].map(e => getComputedStyle(e).display)"
    assert set(page.evaluate(hidden)) == {"none"}
    page.close()


def test_every_scrolling_region_can_be_reached_with_the_keyboard(browser: Any, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 900})
    page.goto(_page("zh", tmp_path).as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    unreachable = """[...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1
        && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0).map(e => e.outerHTML)"""
    assert page.evaluate(unreachable) == []
    page.close()
