"""From Markdown and figures to a page and to a folder of files."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan import escape, writers
from commplan.chart import Figure, Table
from commplan.charts import raci, risk_matrix
from commplan.drawing import palette
from commplan.words import LANGUAGES, Language
from commplan.writers import Title, html, markdown, terse

STYLE = (Path(__file__).parent.parent / "templates" / "style.css").read_text("utf-8")
TITLE = Title("A plan", "en")
VOID = {"meta", "br", "hr", "rect", "circle", "line", "path", "polyline", "polygon", "link"}

BAR = Figure(
    "bar", "Bars & more", "What <it> shows", '<svg viewBox="0 0 9 9"><title>t</title><desc>d</desc><rect fill="#0b6866" '
    'class="f-teal"/></svg>', None, Table(("Name", "Value"), (("a|b", "1"), ("*c*", "2")), ("start", "end")),
)  # fmt: skip


def body(text: str, title: Title = TITLE, figures: dict[str, Figure] | None = None) -> str:
    page = html.write(text, figures or {}, title, "")
    return page.split("<main id=text tabindex=-1>\n", 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("One *two* **three** `four`", "<p>One <em>two</em> <b>three</b> <code>four</code></p>\n"),
        ("## Goals", '<h2 id=goals>Goals</h2>\n'),
        ("## 风险 与 应对", '<h2 id="风险-与-应对">风险 与 应对</h2>\n'),
        ("## A\n\n#### B", '<h2 id=a>A</h2>\n<h3 id=b>B</h3>\n'),
        ("# Not the first\n\n# Second", '<h2 id=second>Second</h2>\n'),
        ("- a\n- b", "<ul><li>a\n<li>b\n</ul>\n"),
        ("3. c\n4. d", '<ol start=3><li>c\n<li>d\n</ol>\n'),
        ("> said", "<blockquote><p>said\n</blockquote>\n"),
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
        ("```\na <b>\n  c\n```", '<pre tabindex=0><code>a &lt;b&gt;\n  c</code></pre>\n'),
        ("{{ 7 * 7 }}", "<p>{{ 7 * 7 }}</p>\n"),
    ],
)  # fmt: skip
def test_html_of_each_kind_of_text(text: str, inside: str) -> None:
    assert body(text) == inside


def test_headings_of_the_same_name_get_different_anchors() -> None:
    assert re.findall(r'id="?([^">]+)', body("## A\n\n## A\n\n## Text\n\n### A")) == ["a", "a-1", "text-1", "a-2"]


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
        f'<div class="callout {kind}" role=note><p class=kind>{word}<p>Two <em>posts</em>.\n<p>More.\n</div>\n'
    )


def test_a_quote_that_only_looks_like_an_alert_stays_a_quote() -> None:
    text = escape.markdown("[!NOTE] nothing")
    assert body(f"> {text}") == "<blockquote><p>[!NOTE] nothing\n</blockquote>\n"


def test_a_table_scrolls_in_a_named_region_and_a_head_has_scope_where_its_place_does_not_tell_it() -> None:
    text = "## Goals\n\n| Goal | Value |\n|---|--:|\n| a | 1 |\n\n|  | x |\n|---|---|\n| row | 2 |"
    assert body(text).split("</h2>\n", 1)[1] == (
        '<div class=scroll role=region aria-label="Table: Goals" tabindex=0><table class=e2><thead><tr>'
        "<th>Goal<th>Value\n"
        "<tbody><tr><td>a<td>1\n</table></div>\n"
        '<div class=scroll role=region aria-label="Table: Goals (2)" tabindex=0><table><thead><tr>'
        "<td><th scope=col>x\n"
        "<tbody><tr><th scope=row>row<td>2\n</table></div>\n"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" * 23, "a" * 23),
        ("a" * 50, "a" * 20 + "<wbr>" + "a" * 20 + "<wbr>" + "a" * 10),
        ("x " + "&" * 24, "x " + "&amp;" * 20 + "<wbr>" + "&amp;" * 4),
        ("每" * 50, "每" * 50),
    ],
)
def test_a_word_longer_than_a_column_may_go_on_in_the_next_line(text: str, shown: str) -> None:
    """A table is never wider than its page because of one word, and no other column is pressed together."""
    assert f"<td>{shown}\n" in body(f"| a |\n|---|\n| {text} |")


def test_a_verdict_word_alone_in_a_cell_stands_as_a_chip() -> None:
    title = Title("t", "en", verdicts={"met": "good"})
    cells = re.findall(r"<td>(.*?)(?=<td>|\n)", body("| a | met |\n|---|---|\n| met | nearly met |", title))
    assert cells == ['<span class="chip good">met</span>', "nearly met"]


def test_cards_read_their_cells_as_inline_markdown() -> None:
    assert body("```{cards}\nMembers | 1,200 | goal \\| *2,000*\nBudget | €5\n```") == (
        '<dl class="cards of2"><div><dt>Members</dt><dd>1,200</dd><dd class=small>goal | <em>2,000</em></dd></div>'
        "<div><dt>Budget</dt><dd>€5</dd></div></dl>\n"
    )


def test_a_figure_has_a_caption_a_region_and_its_data_in_a_table() -> None:
    assert body("```{figure}\nbar\n```", figures={"bar": BAR}) == (
        "<figure><figcaption><strong>Bars &amp; more</strong><span>What &lt;it&gt; shows</span></figcaption>"
        '<div class=scroll role=region aria-label="Bars &amp; more" tabindex=0>'
        '<svg viewBox="0 0 9 9"><rect class="A"/></svg></div><details><summary>View as a table</summary>'
        '<div class=scroll role=region aria-label="Bars &amp; more · View as a table" tabindex=0>'
        "<table class=e2><thead><tr><th>Name<th>Value<tbody>"
        "<tr><th scope=row>a|b<td>1<tr><th scope=row>*c*<td>2"
        "</table></div></details></figure>\n"
    )


def test_a_figure_nobody_drew_is_named_where_it_was_to_stand() -> None:
    text = "```{figure}\nno<such>\n```"
    assert writers.figure_ids(text) == ("no<such>",)
    assert body(text) == (
        "<p class=missing>This document asks for a figure that does not exist: <code>no&lt;such&gt;</code></p>\n"
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


@pytest.mark.parametrize(
    ("language", "text", "inside"),
    [
        ("en", "各村公示栏与村广播公告", "<p lang=zh-Hans>各村公示栏与村广播公告</p>\n"),
        (
            "en",
            "Held in 各村公示栏与村广播公告 by 成员甲",
            "<p>Held in <i lang=zh-Hans>各村公示栏与村广播公告</i> by 成员甲</p>\n",
        ),
        ("en", "项目适用 ESS10 与 IFC PS1 的各项规定", "<p lang=zh-Hans>项目适用 ESS10 与 IFC PS1 的各项规定</p>\n"),
        ("en", "[Bonjour, à tous](lang:fr) there", "<p><i lang=fr>Bonjour, à tous</i> there</p>\n"),
        ("en", "[x](lang:fr&quot;onclick=1)", "<p>[x](lang:fr&quot;onclick=1)</p>\n"),
        ("zh", "Read the rules first", "<p lang=en>Read the rules first</p>\n"),
        ("zh", "在 GitHub Discussions 里 read first", "<p>在 GitHub Discussions 里 read first</p>\n"),
    ],
)
def test_what_is_in_another_language_says_so(language: Language, text: str, inside: str) -> None:
    assert body(text, Title("A plan", language, other="zh-Hans" if language == "en" else "en")) == inside


def test_a_table_mostly_in_another_language_says_so_once() -> None:
    rows = "".join(f"| 各村公示栏与村广播公告 | 第{n}次入户走访的全部记录 | every week |\n" for n in "一二")
    shown = body(f"| What | Which | When |\n|---|---|---|\n{rows}")
    row = "<tr><td>各村公示栏与村广播公告<td>第{}次入户走访的全部记录<td lang=en>every week"
    assert shown.split("<table>")[1] == (
        f"<thead><tr><th>What<th>Which<th>When\n<tbody lang=zh>{row.format('一')}{row.format('二')}\n</table></div>\n"
    )


def test_markdown_leaves_out_of_which_language_a_text_is() -> None:
    assert markdown.write("[a \\[b\\]](lang:fr) and [c](#d)\n", {}, TITLE)[0] == "# A plan\n\na \\[b\\] and [c](#d)\n"


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
    assert f'<a class=skip href="#text">{skip}</a>' in page
    assert (
        "<header class=top id=top><h1>计划 &lt;1&gt;</h1><p>v1<p>a &amp; b"
        f"<div class=draft><span class=draft-chip>{draft}</span><p>3 open</div></header>"
    ) in page
    label = contents if contents.isascii() else f'"{contents}"'
    assert (
        f'<nav class=contents aria-label={label}><p>{contents}<ul><li><a href="#one">One</a>'
        '<li><a href="#two">Two</a></ul></nav>'
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
    sheet = "/* mine */ .top :is( p , ul ) > b {\n  color : red;  margin: 0 auto\n}"
    assert ".top :is( p,ul )>b{color :red;margin:0 auto}" in html.write("x", {}, TITLE, sheet)


def test_a_page_carries_only_the_rules_and_colours_for_what_it_has() -> None:
    sheet = (
        ".cards{color:var(--teal)}.top,.cards dd{color:var(--ink)}p:not(.cards *,.top){margin:0}"
        "@media print{.cards{display:none}}@media print{.cards,a{color:inherit}}@page brief{margin:1mm}"
    )
    assert html.write("x", {}, TITLE, sheet).split("<style>")[1].split("</style>")[0] == (
        ":root{--ink:#1b2328;}@media screen and (prefers-color-scheme:dark){:root{--ink:#e7ecee;}}"
        ".top{color:var(--ink)}p:not(.cards *,.top){margin:0}@media print{a{color:inherit}}@page brief{margin:1mm}"
    )


def test_the_dark_colours_are_for_screens_only() -> None:
    page = html.write("x", {}, TITLE, STYLE)
    assert re.findall(r"@media ([^{]*dark[^{]*)\{", page) == ["screen and (prefers-color-scheme:dark)"]


def test_the_page_says_once_how_marks_of_its_drawings_look() -> None:
    svg = (
        '<svg viewBox="0 0 9 9"><title>t</title><text x="1" y="2" font-size="11" text-anchor="end" fill="#545f69" '
        'class="f-soft">Lead &gt; all</text><text x="1" y="3" font-size="11" text-anchor="end" fill="#545f69" '
        'class="f-soft">b</text><rect x="0" y="0" fill="none" stroke="#0b6866" stroke-dasharray="2 3" class="s-teal">'
        '<title>Lead &gt; all</title></rect><circle r="1.5"><title>Else</title></circle></svg>'
    )
    page = html.write("```{figure}\nbar\n```", {"bar": replace(BAR, svg=svg, table=Table((), ()))}, TITLE, "")
    assert page[page.index("<svg") : page.index("</svg>")] == (
        '<svg viewBox="0 0 9 9"><text class=A x=1 y=2>Lead &gt; all</text><text class=A x=1 y=3>b</text>'
        '<rect class=B x=0 y="0"/><circle r=1.5><title>Else</title></circle>'
    )
    assert (
        ".A{fill:var(--soft);font-size:11px;text-anchor:end}.B{fill:none;stroke:var(--teal);stroke-dasharray:2 3}"
        in page
    )


STEPS = st.tuples(st.sampled_from("ML"), st.integers(-90, 900), st.integers(-90, 900)) | st.sampled_from(
    [("h", 83), ("v", -4), ("l", -6, 6, 5, 0), ("z",)]
)


@given(steps=st.lists(STEPS, max_size=12))
def test_a_path_told_shorter_is_the_same_path(steps: list[tuple[str, *tuple[int, ...]]]) -> None:
    whole = "M1 2" + "".join(kind + " ".join(str(n / 10) for n in numbers) for kind, *numbers in steps)
    short = terse.path(whole)
    assert _points(short) == _points(whole)
    assert len(short) <= len(whole)


def _points(path: str) -> list[tuple[int, int, str]]:
    """Where a path goes, in tenths, and whether it draws on its way."""
    out: list[tuple[int, int, str]] = []
    x = y = 0
    begun = (0, 0)
    for kind, told in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [round(float(n) * 10) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", told)]
        pairs = {"h": [(n, 0) for n in numbers], "v": [(0, n) for n in numbers], "z": [(begun[0] - x, begun[1] - y)]}
        for across, along in pairs.get(kind, list(zip(numbers[::2], numbers[1::2], strict=False))):
            x, y = (across, along) if kind in "ML" else (x + across, y + along)
            out.append((x, y, "moves" if kind in "Mm" else "draws"))
        begun = (x, y) if kind in "Mm" else begun
    return out


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


IMPLIED: dict[str, tuple[set[str], set[str]]] = {
    "li": ({"li"}, {"ul", "ol"}),
    "td": ({"td", "th", "tr"}, {"table", "tbody", "thead"}),
    "th": ({"td", "th", "tr", "tbody"}, {"table", "tbody", "thead"}),
    "tr": ({"tr", "tbody"}, {"table", "tbody", "thead"}),
    "thead": ({"tbody"}, {"table"}),
    "tbody": (set(), {"table"}),
    "p": ({"p", "ul", "ol", "dl", "div", "table", "figure", "pre", "hr", "h2", "h3", "h4", "blockquote"},
          {"div", "blockquote", "li", "nav", "header", "ul", "ol"}),
}  # fmt: skip
"""By the standard an element of these ends without a word where one of the first begins or one of the second ends."""


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
        while self.open and tag in IMPLIED.get(self.open[-1], (set(), set()))[0]:
            self.open.pop()
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open[-1] != tag and tag in IMPLIED.get(self.open[-1], (set(), set()))[1]:
            self.open.pop()
        assert self.open.pop() == tag
