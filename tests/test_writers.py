"""From Markdown and figures to a page and to a folder of files."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan import escape, writers
from commplan.chart import Figure, Table
from commplan.charts import budget, raci, risk_matrix
from commplan.drawing import palette
from commplan.words import LANGUAGES, Language
from commplan.writers import Title, html, markdown

STYLE = (Path(__file__).parent.parent / "templates" / "style.css").read_text("utf-8")
TITLE = Title("A plan", "en")
VOID = {"meta", "br", "hr", "rect", "circle", "line", "path", "polyline", "polygon", "link"}

BAR = Figure(
    "bar", "Bars & more", "What <it> shows", '<svg viewBox="0 0 9 9"><title>t</title><desc>d</desc><rect fill="#0b6866" '
    'class="f-teal"/></svg>', None, Table(("Name", "Value"), (("a|b", "1"), ("*c*", "2")), ("start", "end")),
)  # fmt: skip


def body(text: str, title: Title = TITLE, figures: dict[str, Figure] | None = None) -> str:
    page = html.write(text, figures or {}, title, "")
    return page.split('<main id="text" tabindex="-1">\n', 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("One *two* **three** `four`", "<p>One <em>two</em> <strong>three</strong> <code>four</code></p>\n"),
        ("## Goals", '<h2 id="goals">Goals</h2>\n'),
        ("## 风险 与 应对", '<h2 id="风险-与-应对">风险 与 应对</h2>\n'),
        ("## A\n\n#### B", '<h2 id="a">A</h2>\n<h3 id="b">B</h3>\n'),
        ("# Not the first\n\n# Second", '<h2 id="second">Second</h2>\n'),
        ("- a\n- b", "<ul><li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. c\n4. d", '<ol start="3"><li>c</li>\n<li>d</li>\n</ol>\n'),
        ("> said", "<blockquote><p>said</p>\n</blockquote>\n"),
        ("---", "<hr>\n"),
        ("one  \ntwo", "<p>one<br>two</p>\n"),
        ("甲。\n乙。", "<p>甲。乙。</p>\n"),
        ("one\ntwo", "<p>one\ntwo</p>\n"),
        (
            "[here](https://example.org/?a=1&b=2)",
            '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">here</a></p>\n',
        ),
        ("[there](#goals)", '<p><a href="#goals">there</a></p>\n'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,hi)", "<p>[x](data:text/html,hi)</p>\n"),
        ("[x](../../etc/passwd)", "<p>[x](../../etc/passwd)</p>\n"),
        ("![x](https://example.org/x.png)", '<p>!<a href="https://example.org/x.png" rel="noopener noreferrer">x</a></p>\n'),
        ("<b onclick=x>bold</b>", "<p>&lt;b onclick=x&gt;bold&lt;/b&gt;</p>\n"),
        ("```\na <b>\n  c\n```", '<pre tabindex="0"><code>a &lt;b&gt;\n  c</code></pre>\n'),
        ("{{ 7 * 7 }}", "<p>{{ 7 * 7 }}</p>\n"),
    ],
)  # fmt: skip
def test_html_of_each_kind_of_text(text: str, inside: str) -> None:
    assert body(text) == inside


def test_headings_of_the_same_name_get_different_anchors() -> None:
    assert re.findall(r'id="([^"]+)"', body("## A\n\n## A\n\n## Text\n\n### A")) == ["a", "a-1", "text-1", "a-2"]


@pytest.mark.parametrize(
    ("mark", "language", "kind", "word"),
    [
        ("NOTE", "en", "note", "Note"),
        ("TIP", "zh", "tip", "提示"),
        ("IMPORTANT", "zh", "important", "重要"),
        ("WARNING", "en", "warning", "Warning"),
        ("CAUTION", "zh", "caution", "注意"),
    ],
)
def test_alerts_become_callouts_with_their_name_in_words(mark: str, language: Language, kind: str, word: str) -> None:
    assert body(f"> [!{mark}]\n> Two *posts*.\n>\n> More.", Title("t", language)) == (
        f'<div class="callout {kind}" role="note"><p class="kind">{word}</p>'
        "<p>Two <em>posts</em>.</p>\n<p>More.</p>\n</div>\n"
    )


def test_a_quote_that_only_looks_like_an_alert_stays_a_quote() -> None:
    text = escape.markdown("[!NOTE] nothing")
    assert body(f"> {text}") == "<blockquote><p>[!NOTE] nothing</p>\n</blockquote>\n"


def test_a_table_scrolls_in_a_named_region_and_its_heads_have_scope() -> None:
    text = "## Goals\n\n| Goal | Value |\n|---|--:|\n| a | 1 |\n\n|  | x |\n|---|---|\n| row | 2 |"
    assert body(text).split("</h2>\n", 1)[1] == (
        '<div class="scroll" role="region" aria-label="Table: Goals" tabindex="0"><table><thead><tr>'
        '<th scope="col">Goal</th><th scope="col" class="end">Value</th></tr></thead>\n'
        '<tbody><tr><td>a</td><td class="end">1</td></tr>\n</tbody></table></div>\n'
        '<div class="scroll" role="region" aria-label="Table: Goals (2)" tabindex="0"><table><thead><tr>'
        '<td></td><th scope="col">x</th></tr></thead>\n'
        '<tbody><tr><th scope="row">row</th><td>2</td></tr>\n</tbody></table></div>\n'
    )


def test_a_verdict_word_alone_in_a_cell_stands_as_a_chip() -> None:
    title = Title("t", "en", verdicts={"met": "good"})
    cells = re.findall(r"<td>.*?</td>", body("| a | met |\n|---|---|\n| met | nearly met |", title))
    assert cells == ['<td><span class="chip good">met</span></td>', "<td>nearly met</td>"]


def test_cards_read_their_cells_as_inline_markdown() -> None:
    assert body("```{cards}\nMembers | 1,200 | goal \\| *2,000*\nBudget | €5\n```") == (
        '<dl class="cards of2"><div><dt>Members</dt><dd>1,200</dd><dd class="small">goal | <em>2,000</em></dd></div>'
        "<div><dt>Budget</dt><dd>€5</dd></div></dl>\n"
    )


def test_a_figure_has_a_caption_a_region_and_its_data_in_a_table() -> None:
    assert body("```{figure}\nbar\n```", figures={"bar": BAR}) == (
        "<figure><figcaption><strong>Bars &amp; more</strong><span>What &lt;it&gt; shows</span></figcaption>"
        '<div class="scroll" role="region" aria-label="Bars &amp; more" tabindex="0">'
        '<svg viewBox="0 0 9 9"><rect class="f-teal"/></svg></div><details><summary>View as a table</summary>'
        '<div class="scroll" role="region" aria-label="Bars &amp; more · View as a table" tabindex="0">'
        '<table class="nums"><thead><tr><th scope="col">Name</th><th scope="col">Value</th></tr></thead><tbody>'
        '<tr><th scope="row">a|b</th><td>1</td></tr><tr><th scope="row">*c*</th><td>2</td></tr>'
        "</tbody></table></div></details></figure>\n"
    )


def test_a_figure_nobody_drew_is_named_where_it_was_to_stand() -> None:
    text = "```{figure}\nno<such>\n```"
    assert writers.figure_ids(text) == ("no<such>",)
    assert body(text) == (
        '<p class="missing">This document asks for a figure that does not exist: <code>no&lt;such&gt;</code></p>\n'
    )
    shown, files = markdown.write(text, {}, TITLE)
    assert shown == "# A plan\n\n> [!CAUTION]\n> This document asks for a figure that does not exist: no\\<such>\n"
    assert files == {}


def test_markdown_links_each_drawing_and_keeps_its_data() -> None:
    title = Title("计划 #1", "zh", ("版本 1",), draft="两个问题未解决。")
    shown, files = markdown.write("## 图\n\n```{figure}\nbar\n```\n\n末尾", {"bar": BAR}, title)
    assert shown == (
        "# 计划 \\#1\n\n版本 1\n\n> [!WARNING]\n> **草稿** 两个问题未解决。\n\n## 图\n\n**Bars & more**\n\n"
        "What \\<it> shows\n\n![Bars & more：What \\<it> shows](bar.svg)\n\n"
        "<details><summary>以表格查看</summary>\n\n| Name | Value |\n| :--- | ---: |\n| a\\|b | 1 |\n| \\*c\\* | 2 |\n\n"
        "</details>\n\n末尾\n"
    )
    assert files == {
        "bar.svg": '<svg viewBox="0 0 9 9"><title>t</title><desc>d</desc><style>@media screen and '
        f"(prefers-color-scheme:dark){{.f-paper{{fill:{palette.DARK['paper']}}}.f-teal{{fill:{palette.DARK['teal']}}}}}"
        '</style><rect width="100%" height="100%" fill="#ffffff" class="f-paper"/><rect fill="#0b6866" '
        'class="f-teal"/></svg>\n'
    }


def test_markdown_shows_a_matrix_as_a_table_and_cards_as_another() -> None:
    figure = raci.draw(raci.Raci(("Lead",), (raci.Task("Newsletter", ("RA",)),)), "en")
    shown, files = markdown.write(
        "```{cards}\nMembers | 12 | new\n```\n\n```{figure}\nraci\n```", {"raci": figure}, TITLE
    )
    assert shown == (
        "# A plan\n\n| Figure | Value | Note |\n| :--- | ---: | :--- |\n| Members | **12** | new |\n\n"
        "**Responsibilities (RACI)**\n\nWho does the work, who answers for it, who is asked and who is told.\n\n"
        "| Task or decision | Lead |\n| :--- | :---: |\n| Newsletter | R, A |\n"
    )
    assert files == {}


def test_a_directive_shown_as_code_is_left_alone() -> None:
    text = "````\n```{figure}\nbar\n```\n````"
    assert markdown.write(text, {"bar": BAR}, TITLE) == (f"# A plan\n\n{text}\n", {})


def test_a_text_that_opens_with_its_title_shows_it_once() -> None:
    page = html.write("# A plan\n\n## One\n\n## Two", {}, TITLE, "")
    assert re.findall(r"<h\d[^>]*>(.*?)</h\d>", page) == ["A plan", "One", "Two"]
    assert markdown.write("# A plan\n\nText", {}, TITLE)[0] == "# A plan\n\nText\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_one_file_with_contents_language_and_a_draft_banner(language: Language) -> None:
    title = Title("计划 <1>", language, ("v1", "a & b"), draft="3 open")
    page = html.write("## One\n\n## Two", {}, title, STYLE)
    tag, contents, skip, draft = {
        "en": ("en", "Contents", "Skip to the text", "Draft"),
        "zh": ("zh-Hans", "目录", "跳到正文", "草稿"),
    }[language]
    assert page.startswith(f'<!doctype html>\n<html lang="{tag}">')
    assert f'<a class="skip" href="#text">{skip}</a>' in page
    assert (
        '<header class="top" id="top"><h1>计划 &lt;1&gt;</h1><p>v1</p><p>a &amp; b</p>'
        f'<div class="draft"><span class="draft-chip">{draft}</span><p>3 open</p></div></header>'
    ) in page
    assert (
        f'<nav class="contents" aria-label="{contents}"><p>{contents}</p><ul><li><a href="#one">One</a></li>'
        '<li><a href="#two">Two</a></li></ul></nav>'
    ) in page
    assert re.findall(r"(?:src|url|@import|<script|<link|<img)\W", page) == []


def test_the_style_sheet_is_small_and_uses_only_colours_that_exist() -> None:
    assert len(STYLE.encode()) <= 10 * 1024
    own = {"c", "b"}
    assert set(re.findall(r"var\(--([\w-]+)", STYLE)) - own <= set(palette.LIGHT)
    assert re.findall(r"#[0-9a-f]{3,6}\b", STYLE) == []


def test_a_style_sheet_cannot_end_the_style_element() -> None:
    page = html.write("x", {}, TITLE, "a{}</style><script>alert(1)</script>")
    assert "</style><script>" not in page


def test_a_sheet_of_ones_own_keeps_its_meaning_when_squeezed() -> None:
    sheet = "/* mine */ .a :is( p , ul ) > b {\n  color : red;  margin: 0 auto\n}"
    assert ".a :is( p,ul )>b{color :red;margin:0 auto}" in html.write("x", {}, TITLE, sheet)


def test_the_dark_colours_are_for_screens_only() -> None:
    page = html.write("x", {}, TITLE, STYLE)
    assert re.findall(r"@media ([^{]*dark[^{]*)\{", page) == ["screen and (prefers-color-scheme:dark)"]


def test_the_page_styles_the_classes_of_its_drawings() -> None:
    figure = budget.draw(budget.example("en"), "en")
    page = html.write("```{figure}\nbudget\n```", {"budget": figure}, TITLE, "")
    used = {name for found in re.findall(r'class="([fs]-[^"]+)"', figure.svg or "") for name in found.split()}
    rules = dict(re.findall(r"\.([fs]-[\w-]+)\{((?:fill|stroke):var\(--[\w-]+\))\}", page))
    assert rules == {name: f"{'fill' if name[0] == 'f' else 'stroke'}:var(--{name[2:]})" for name in used}


def test_the_same_text_gives_the_same_bytes() -> None:
    figure = risk_matrix.draw(risk_matrix.example("zh"), "zh")
    text = "## 风险\n\n```{figure}\nrisk-matrix\n```"
    title = Title("计划", "zh")
    assert html.write(text, {"risk-matrix": figure}, title, STYLE) == html.write(
        text, {"risk-matrix": figure}, title, STYLE
    )
    _, files = markdown.write(text, {"risk-matrix": figure}, title)
    ET.fromstring(files["risk-matrix.svg"])  # noqa: S314


@given(text=st.text(max_size=200) | st.text(alphabet="#*_`>|[](){}!-=~<&:\n \\/abc中文", max_size=200))
def test_whatever_the_text_the_page_is_well_formed(text: str) -> None:
    page = html.write(text, {"bar": BAR}, Title(text, "zh", (text,), text, {"a": "good"}), "")
    _Balance().check(page)


class _Balance(HTMLParser):
    """Fails on a tag that is closed in the wrong place, never closed, or not one the writer knows."""

    def check(self, page: str) -> None:
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(page)
        assert self.open == []
        assert len(self.ids) == len(set(self.ids))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "script"
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
