"""PDF: tagged, titled, in its language and in reading order; no text of a plan is ever typst."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import commplan.rules
from commplan import load, writers
from commplan.chart import Figure
from commplan.charts import budget, goals, month_calendar, raci
from commplan.checking import lint
from commplan.checking.trial import SMALLEST
from commplan.discover import discover
from commplan.drawing.canvas import text_width
from commplan.rendering import documents, portrait, render
from commplan.rule import Rule
from commplan.words import Language, Refusal
from commplan.writers import Title, paper, pdf, typesetting

ROOT = Path(__file__).parents[1]
RULES = discover(commplan.rules, Rule)
PROGRAM = (ROOT / "templates" / "document.typ").read_text("utf-8")
TITLE = Title("A plan #1", "en", ("version 1 · draft",), "2 points are open.", {"met": "good"}, date(2027, 1, 1))
ALL_KINDS = """\
# A plan #1

One *two* **three** `four` [site](https://example.org/a?b=1) [back](#first-part) [gone](#nowhere)
five\\
six

## First part

```{cards}
Members | **1,200** | goal 2,000
Budget | €5
```

#### Deep

- a

  more of a
- b
  1. c

3. three

> [!WARNING]
> Look out.

> said

```
code #let x = 1
```

---

## Second part

| Goal | State | Value |
|---|:-:|--:|
| g | met | 1 |
| h | not met | 2 |

```{figure}
budget
```

```{figure}
raci
```

```{figure}
nothing
```
"""


def read(raw: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(raw))


def words(raw: bytes) -> str:
    """The text of all pages in the order of the file, without white space: where lines end is for the fonts to say."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in read(raw).pages))


def tags(raw: bytes) -> list[tuple[str, Any]]:
    """The structure elements of a file, in reading order, as (role, element)."""

    def walk(node: Any) -> Iterator[tuple[str, Any]]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict) and "/S" in node:
            yield str(node["/S"])[1:], node
            yield from walk(node.get("/K", []))

    return list(walk(read(raw).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def unlike_pdf_ua(raw: bytes, tagged: list[tuple[str, Any]], language: Language) -> list[str]:
    """What of ISO 14289-1 a file does not keep, as far as its structure tells; headings and figures are looked at apart."""
    reader = read(raw)
    root = reader.trailer["/Root"]
    mark = root["/MarkInfo"]  # a false value of a file is an object, and so true to `not`
    faults = {
        "language": root["/Lang"] != {"en": "en-GB", "zh": "zh-CN"}[language],
        "not tagged": (mark["/Marked"], mark.get("/Suspects", False)) != (True, False),
        "title not shown": (root["/ViewerPreferences"]["/DisplayDocTitle"],) != (True,),
        "no title": not (reader.metadata and reader.metadata.title),
        "not said to be PDF/UA": b"<pdfuaid:part>1</pdfuaid:part>" not in root["/Metadata"].get_object().get_data(),
        "order of tabs": any(page.get("/Tabs") != "/S" for page in reader.pages if page.get("/Annots")),
        "heads without scope": any(_scope(cell) is None for role, cell in tagged if role == "TH"),
        "table without heads": [r for r, _ in tagged].count("Table") != [r for r, _ in tagged].count("THead"),
        "rows of unlike length": any(len(set(rows)) > 1 for rows in _row_lengths(tagged)),
        "font not in the file": any(not _embedded(font) for page in reader.pages for font in _fonts(page)),
    }
    return [fault for fault, there in faults.items() if there]


def _scope(cell: Any) -> Any:
    told = cell.get("/A", [])
    return next((one["/Scope"] for one in (told if isinstance(told, list) else [told]) if "/Scope" in one), None)


def _row_lengths(tagged: list[tuple[str, Any]]) -> list[list[int]]:
    """How many cells each row of each table has."""
    tables: list[list[int]] = []
    for role, _ in tagged:
        if role == "Table":
            tables.append([])
        elif role == "TR":
            tables[-1].append(0)
        elif role in ("TH", "TD"):
            tables[-1][-1] += 1
    return tables


def _fonts(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"].get("/Font", {}).values()]


def _embedded(font: Any) -> bool:
    of = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return any(f"/FontFile{n}" in of["/FontDescriptor"] for n in ("", 2, 3))


def made(text: str, title: Title = TITLE, figures: dict[str, Figure] | None = None) -> bytes:
    return pdf.write(text, figures or {}, title, PROGRAM)


@cache
def everything() -> bytes:
    figures = {
        "budget": budget.draw(budget.example("en"), "en"),
        "raci": raci.draw(raci.Raci(("Lead", "Desk"), (raci.Task("Newsletter", ("RA", "")),)), "en"),
    }
    return made(ALL_KINDS, figures=figures)


def test_it_says_what_it_is_to_whoever_cannot_see_it() -> None:
    reader = read(everything())
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-GB", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "A plan #1"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert unlike_pdf_ua(everything(), tags(everything()), "en") == []


def test_it_reads_in_order() -> None:
    shown = words(everything())
    told = [
        "Aplan#1", "version1·draft", "Draft2pointsareopen.", "Contents", "Firstpart", "Secondpart", "Onetwothreefoursitebackgonefivesix", "Firstpart",
        "Members1,200goal2,000Budget€5", "Deep", "amoreofa", "c", "three", "WarningLookout.", "said", "code#letx=1",
        "Secondpart", "GoalStateValuegmet1hnotmet2", "Budget", "Responsibilities(RACI)", "TaskordecisionLeadDeskNewsletterR,A",
        "Thisdocumentasksforafigurethatdoesnotexist:nothing",
    ]  # fmt: skip
    at = 0
    for part in told:
        found = shown.find(part, at)
        assert found >= 0, (part, shown[at:])
        at = found + len(part)


def test_its_parts_are_tagged_as_what_they_are() -> None:
    roles = [role for role, _ in tags(everything())]
    assert [r for r in roles if re.fullmatch(r"H\d?", r)] == ["H1", "H1", "H2", "H1"]  # contents first
    assert {"Title", "TOC", "TOCI", "P", "L", "LI", "Lbl", "LBody", "Link", "BlockQuote", "Code", "Figure"} <= {
        *roles,
        "Title",
    }
    assert (roles.count("Table"), roles.count("THead"), roles.count("TH")) == (2, 2, 6)


def test_what_is_in_another_language_says_so() -> None:
    raw = made("各村公示栏与村广播公告\n\n[Bonjour](lang:fr)\n\nPlain words\n", replace(TITLE, other="zh-Hans"))
    assert [str(element["/Lang"]) for _, element in tags(raw) if "/Lang" in element] == ["zh-CN", "fr"]


def test_months_are_grids_and_names_over_a_wide_matrix_stand_upright() -> None:
    figures = {"m": month_calendar.draw(month_calendar.example("en"), "en")}
    raw = made("```{figure}\nm\n```\n", figures={**figures})
    roles = [role for role, _ in tags(raw)]
    assert (roles.count("Table"), roles.count("TH"), roles.count("TD")) == (1, 7, 35)
    assert "14:00MeetupinShanghai(cancelled)" in words(raw).replace("\u00ad", "")
    letters = [["Task", *(f"Role {n}" for n in range(12))], ["Newsletter", *["R"] * 12]]
    assert paper.standing(letters) > 0
    assert [paper.standing(few) for few in ([row[:9] for row in letters], [*letters, ["x", *["too long"] * 12]])] == [
        0,
        0,
    ]


def test_every_figure_says_what_it_shows() -> None:
    (figure,) = [element for role, element in tags(everything()) if role == "Figure"]
    drawn = budget.draw(budget.example("en"), "en")
    assert figure["/Alt"] == paper.told(drawn)


def test_links_lead_out_or_to_a_heading_and_nowhere_else() -> None:
    notes = [a.get_object() for page in read(everything()).pages for a in page.get("/Annots", [])]
    uris = [str(n["/A"]["/URI"]) for n in notes if "/A" in n and "/URI" in n["/A"]]
    assert uris == ["https://example.org/a?b=1"]


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    rows = "\n".join(f"| row {i} | x |" for i in range(120))
    raw = made(f"| Name of it | Value of it |\n|---|---|\n{rows}")
    pages = [re.sub(r"\s", "", page.extract_text()) for page in read(raw).pages]
    assert len(pages) > 1
    assert [page.count("NameofitValueofit") for page in pages] == [1] * len(pages)
    assert sum(role == "TH" for role, _ in tags(raw)) == 2


def test_no_row_of_a_table_is_torn_over_two_pages() -> None:
    """But for one that is longer than a page, of which nothing is lost."""
    rows = "\n".join(f"| first{i}x {'word ' * 40} last{i}x |" for i in range(60))
    pages = [page.extract_text() for page in read(made(f"| Said |\n|---|\n{rows}")).pages]
    torn = [i for i in range(60) if not any(f"first{i}x" in p and f"last{i}x" in p for p in pages)]
    assert (len(pages) > 3, torn) == (True, [])
    assert words(made(f"| Said |\n|---|\n| {'word ' * 3000} |")).count("word") == 3000


def test_contents_stand_where_a_text_has_a_place_for_them() -> None:
    parts = [f"Part {n}" for n in "abcdefgh"]
    text = "## Glance\n\nsaid first\n\n```{contents}\n```\n\n" + "".join(f"## {part}\n\nsaid\n\n" for part in parts)
    shown = words(made(text))
    assert shown.index("saidfirst") < shown.index("Contents") < shown.index("Parta")
    assert [shown.count(part.replace(" ", "")) for part in parts] == [2] * 8
    assert "Contents" not in words(made("## Alone\n\n```{contents}\n```\n"))
    # Within a quote there is no place for them: they stand below the title.
    assert words(made("> ```{contents}\n> ```\n\n## A\n\n## B\n")).count("Contents") == 1


def test_a_drawing_too_tall_to_be_read_on_a_page_is_told_as_its_table() -> None:
    rows = tuple(goals.Goal(f"Goal {n}", 1, 2, 3, "on-track", ("1", "2", "3"), 1) for n in range(50))
    few, many = (goals.draw(goals.Goals(part), "en") for part in (rows[:5], rows))
    text = "```{figure}\nfew\n```\n\n```{figure}\nmany\n```\n"
    tagged = tags(made(text, figures={"few": few, "many": many}))
    assert [str(element["/Alt"]) for role, element in tagged if role == "Figure"] == [paper.told(few)]
    assert sum(role == "TR" for role, _ in tagged) == 51


def test_the_line_above_a_page_stays_one_line() -> None:
    raw = made("x\n\n" * 60, replace(TITLE, text="A title of many words " * 20))
    above = read(raw).pages[-1].extract_text().splitlines()[0]
    assert above.startswith("A title of many words")
    assert len(above) < 120


MARKS = "#$@<>\\*_`=-+/~^&|[](){}'\"%!;:.,abc1 "


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=MARKS, min_size=1, max_size=40))
def test_no_text_is_ever_typst(text: str) -> None:
    from commplan.escape import markdown, visible

    title = Title(f"T{text}", "en", (text,), text)
    raw = made(f"## {markdown(text) or 'x'}\n\n{markdown(text)}\n\n| a |\n|---|\n| {markdown(text)} |", title)
    want = re.sub(r"\s", "", visible(text))
    assert words(raw).count(want) >= (5 if want else 0)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120) | st.text(alphabet="#*_`>|[](){}!-=~<&:\n \\/abc", max_size=120))
def test_whatever_the_markdown_there_is_a_file(text: str) -> None:
    # Without ideographs, for which a machine may have no font.
    shown = re.sub("[\u2e80-\uffef]", "", text)
    assert made(shown, Title(shown, "en", (shown,), shown)).startswith(b"%PDF-")


def test_a_character_that_no_font_has_is_named() -> None:
    assert "ab‹U+0378›c" in words(made("a b \u0378 c"))


def test_without_a_font_for_chinese_one_sentence_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "families", lambda: frozenset({"Libertinus Serif"}))
    with pytest.raises(Refusal) as caught:
        made("中文")
    assert caught.value.words.zh == "没有安装可显示中文的字体"
    assert caught.value.hint is not None
    for system, name in {
        "Debian": "fonts-noto-cjk",
        "macOS": "font-noto-sans-cjk-sc",
        "Windows": "Microsoft YaHei",
    }.items():
        assert system in caught.value.hint.en
        assert name in caught.value.hint.en
    assert made("no Chinese").startswith(b"%PDF-")


def test_without_the_package_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    typesetting.families.cache_clear()
    with pytest.raises(Refusal) as caught:
        made("x")
    assert caught.value.hint is not None
    assert caught.value.hint.en == "install it: pip install 'commplan[pdf]'"


def test_a_look_of_the_users_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    document = render.Document("text", {}, TITLE)
    (tmp_path / "document.typ").write_text(
        '#set document(title: "x", date: none)\n#json("document.json").title is ours\n'
    )
    assert words(render.as_pdf(document, tmp_path)) == "Aplan#1isours"
    (tmp_path / "document.typ").write_text("#nothing")
    with pytest.raises(render.BadTemplate) as caught:
        render.as_pdf(document, tmp_path)
    assert caught.value.words.en == "template document.typ: unknown variable: nothing"


def test_a_look_reads_no_file_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "document.typ").write_text(f'#set document(title: "x")\n#read("{tmp_path / "secret.txt"}")')
    with pytest.raises(render.BadTemplate):
        render.as_pdf(render.Document("text", {}, TITLE), tmp_path)


@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), min_size=1, max_size=5))
def test_the_columns_of_a_table_fill_the_page(rows: list[list[str]]) -> None:
    found = paper.shares(rows)
    assert sum(found) == pytest.approx(1, abs=0.001)
    assert min(found) > 0


def test_a_long_text_gets_more_room_and_a_date_all_it_needs() -> None:
    when, what, number = paper.shares([["When", "What", "n"], ["31 December 2027", "word " * 60, "12"]])
    assert what > when > number
    assert when > 9 / 57


def test_what_stays_on_one_line_has_room_for_it() -> None:
    """Two such texts stood over each other; 3 and 3 pt lie beside each."""
    text = "7.8 h, week of 20 Jun 2016".replace(" ", "\u00a0")
    _, planned, _ = paper.shares(
        [["Hours", "Planned", "Seen"], ["top week of one person", text, text], ["people", "7", "5"]]
    )
    assert planned * 482 > text_width(text, 8.5) + 6


def test_a_verdict_on_its_coloured_ground_stays_on_one_line() -> None:
    """Its ground and the cell take 12 pt beside it, in type of 8.5 pt."""
    _, verdict, _ = paper.shares(
        [["指标", "数值", "理由"], ["成员数", "未知", "导入的数据没有说明：谁在何时加入。" * 3]]
    )
    assert verdict * 482 > 2 * 8.5 + 12


def test_the_command_writes_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(SMALLEST + "goals: {purpose: 'Sum #1 *of* $x$'}\n", "utf-8")
    found = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "commplan", "render", "plan.yaml", "--to", "pdf", "-o", seed]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, env=environment, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", f"wrote {Path(seed) / 'smallest-plan-en.pdf'}\n")
        found.append((tmp_path / seed / "smallest-plan-en.pdf").read_bytes())
    assert found[0] == found[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "language"), [("houston-dataviz", "en"), ("power-plant", "en"), ("power-plant", "zh"), ("tea-brand", "zh")]
)
def test_every_document_of_every_example_is_tagged_and_reads_in_order(name: str, language: Language) -> None:
    folder = ROOT / "plans" / name
    loaded = load.plan("plan.yaml", (folder / "plan.yaml").read_bytes(), folder)
    assert loaded.plan is not None
    checked = lint.plan(loaded, RULES, date(2026, 11, 23))
    made = (p for d in documents.documents() for p in portrait.portraits(d, loaded.plan, checked, language))
    for document, doc in ((p.document, p.stem) for p in made):
        raw = render.as_pdf(document)
        tagged = tags(raw)
        drawn = [paper.told(f) for f in document.figures.values() if f.svg]
        alts = [str(element["/Alt"]) for role, element in tagged if role == "Figure"]
        assert sorted(alts) == sorted(drawn)
        levels = [int(role[1]) for role, _ in tagged if re.fullmatch(r"H\d", role)]
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
        assert unlike_pdf_ua(raw, tagged, language) == []
        shown, at = words(raw), 0
        for node in writers.parse(document.text).walk():
            if node.type == "heading":
                head = re.sub(r"\s", "", writers.plain(node.children[0]))
                found = shown.find(head, at)
                assert found >= 0, (doc, head)
                at = found
