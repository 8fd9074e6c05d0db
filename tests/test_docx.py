"""DOCX: read back by python-docx and as XML it has headings, contents, lists, tables and described figures, and every text whole."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

import commplan.rules
from commplan import escape, load, writers
from commplan.chart import Figure
from commplan.charts import budget, month_calendar, raci
from commplan.checking import lint
from commplan.checking.trial import SMALLEST
from commplan.discover import discover
from commplan.rendering import documents, portrait, render
from commplan.rule import Rule
from commplan.words import Language, Refusal
from commplan.writers import Title, paper, typesetting
from commplan.writers import docx as writer
from test_pdf import ALL_KINDS, TITLE

ROOT = Path(__file__).parents[1]
PLANS = sorted(p.parent.name for p in (ROOT / "plans").glob("*/plan.yaml"))
RULES = discover(commplan.rules, Rule)


def made(text: str, title: Title = TITLE, figures: dict[str, Figure] | None = None) -> bytes:
    return writer.write(text, figures or {}, title)


def read(raw: bytes) -> Any:
    return docx.Document(io.BytesIO(raw))


@cache
def everything() -> bytes:
    figures = {
        "budget": budget.draw(budget.example("en"), "en"),
        "raci": raci.draw(raci.Raci(("Lead", "Desk"), (raci.Task("Newsletter", ("RA", "")),)), "en"),
    }
    return made(ALL_KINDS, figures=figures)


def outline(document: Any) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]


def texts(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def all_of(document: Any, name: str) -> list[Any]:
    return list(document.element.body.iter(qn(name)))


def test_headings_are_headings_and_leave_out_no_level() -> None:
    assert outline(read(everything())) == [
        ("Title", "A plan #1"), ("Heading 1", "First part"), ("Heading 2", "Deep"), ("Heading 1", "Second part"),
    ]  # fmt: skip


def test_its_paragraphs_are_the_texts_in_their_order() -> None:
    shown = [p.text for p in read(everything()).paragraphs if p.text]
    assert shown == [
        "A plan #1", "version 1 · draft", "Draft  2 points are open.", "Contents", "First part", "Second part",
        "One two three four site back gone\nfive\nsix".replace("\nfive", " five"), "First part", "Deep", "a", "more of a", "b", "c",
        "three", "Warning", "Look out.", "said", "code #let x = 1", "Second part", "Budget by category",
        budget.draw(budget.example("en"), "en").description, "Responsibilities (RACI)",
        "Who does the work, who answers for it, who is asked and who is told.", "Caution",
        "This document asks for a figure that does not exist: nothing",
    ]  # fmt: skip


def test_marks_are_bold_italic_code_and_links() -> None:
    (line,) = [p for p in read(everything()).paragraphs if p.text.startswith("One")]
    runs = {run.text: run for run in line.runs}
    assert (runs["two"].italic, runs["three"].bold, runs["four"].font.name) == (True, True, "Consolas")
    assert [(link.text, link.address, link.fragment) for link in line.hyperlinks] == [
        ("site", "https://example.org/a?b=1", ""), ("back", "", "h1"),
    ]  # fmt: skip


def test_contents_are_a_field_whose_entries_lead_to_the_headings() -> None:
    document = read(everything())
    codes = [code.text.strip() for code in all_of(document, "w:instrText")]
    assert codes == ['TOC \\o "1-1" \\h \\z \\u']
    begun = [mark.get(qn("w:fldCharType")) for mark in all_of(document, "w:fldChar")]
    assert begun == ["begin", "separate", "end"]
    places = {mark.get(qn("w:name")) for mark in all_of(document, "w:bookmarkStart")}
    led = [(link.text, link.fragment) for p in document.paragraphs for link in p.hyperlinks if link.fragment]
    assert led == [("First part", "h1"), ("Second part", "h3"), ("back", "h1")]
    assert {fragment for _, fragment in led} <= places


def test_contents_stand_where_a_text_has_a_place_for_them() -> None:
    text = "## Glance\n\nsaid first\n\n```{contents}\n```\n\n## Part\n\nsaid\n"
    told = [p.text for p in read(made(text)).paragraphs if p.text]
    assert told[3:] == ["Glance", "said first", "Contents", "Glance", "Part", "Part", "said"]


def test_a_title_longer_than_word_holds_in_its_properties_is_cut_there_and_above_the_pages_alone() -> None:
    long = "A title that somebody pasted out of a strategy " * 8
    document = read(made("x", Title(long, "en")))
    assert document.paragraphs[0].text == long.strip()
    assert long.startswith(document.core_properties.title)
    assert len(document.core_properties.title) == 255
    assert len(document.sections[0].header.paragraphs[0].text) < 120


def test_pages_are_numbered_by_fields_and_a_draft_says_so_on_each() -> None:
    section = read(everything()).sections[0]
    assert section.header.paragraphs[0].text == "A plan #1  ·  Draft"
    footer = section.footer.paragraphs[0]
    assert footer.text == "page 1 of 1"
    assert [code.text.strip() for code in footer._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]  # noqa: SLF001


def test_tables_repeat_their_header_tear_no_row_and_have_a_name() -> None:
    cards, goals, matrix = read(everything()).tables
    assert texts(cards) == [["Members\n1,200\ngoal 2,000", "Budget\n€5"]]
    assert texts(goals) == [["Goal", "State", "Value"], ["g", "met", "1"], ["h", "not met", "2"]]
    assert texts(matrix) == [["Task or decision", "Lead", "Desk"], ["Newsletter", "R, A", "–"]]
    names = []
    for table in (goals, matrix):
        rows = table._tbl.tr_lst  # noqa: SLF001
        assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        names.append(table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")))  # noqa: SLF001
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]  # noqa: SLF001
        assert sum(widths) == pytest.approx(166 / 25.4 * 1440, abs=len(widths))
    assert names == ["Second part", "Responsibilities (RACI)"]
    aligned = [cell.paragraphs[0].alignment for cell in goals.rows[1].cells]
    assert [str(a).split(" ")[0] for a in aligned] == ["LEFT", "CENTER", "RIGHT"]


def test_a_figure_is_sharp_and_a_picture_and_says_what_it_shows() -> None:
    document, drawn = read(everything()), budget.draw(budget.example("en"), "en")
    (told,) = all_of(document, "wp:docPr")
    assert told.get("descr") == paper.told(drawn)
    (blip,) = all_of(document, "a:blip")
    (sharp,) = [child for child in blip.iter() if child.tag.endswith("}svgBlip")]
    png, svg = (document.part.related_parts[key.get(qn("r:embed"))] for key in (blip, sharp))
    assert (png.blob[:8], svg.content_type) == (b"\x89PNG\r\n\x1a\n", "image/svg+xml")
    assert svg.blob.decode() == drawn.svg


def test_each_list_counts_anew_from_where_its_text_begins() -> None:
    document = read(made("1. a\n2. b\n\ntext\n\n5. c\n\n- x\n  - y"))
    numbers = {
        p.text: (n.numId.val, n.ilvl.val)
        for p in document.paragraphs
        if p._p.pPr is not None and (n := p._p.pPr.numPr) is not None  # noqa: SLF001
    }
    starts = {
        num.get(qn("w:numId")): found.get(qn("w:val"))
        for num in document.part.numbering_part.element.findall(qn("w:num"))
        if (found := next(num.iter(qn("w:startOverride")), None)) is not None
    }
    assert numbers["a"] == numbers["b"] != numbers["c"]
    assert [starts.get(str(numbers[name][0])) for name in "acxy"] == ["1", "5", None, None]
    assert [numbers[name][1] for name in "acxy"] == [0, 0, 0, 1]


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("zh", "zh-CN")])
def test_it_says_its_language_fonts_and_title(language: Language, tag: str) -> None:
    document = read(made("x", Title("计划", language, dated=date(2027, 3, 1))))
    told = document.core_properties
    assert (told.title, told.language, told.author, told.revision) == ("计划", tag, "", 1)
    assert told.created == told.modified == datetime(2027, 3, 1, tzinfo=UTC)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
        assert not [key for key in fonts.attrib if key.endswith("heme")]
    (lang,) = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert (lang.get(qn("w:val")), lang.get(qn("w:eastAsia"))) == ("en-GB", "zh-CN")


def test_word_takes_it_for_a_file_of_today() -> None:
    (mode,) = read(everything()).settings.element.iter(qn("w:compatSetting"))
    assert (mode.get(qn("w:name")), mode.get(qn("w:val"))) == ("compatibilityMode", "15")
    assert not [name for name in zipfile.ZipFile(io.BytesIO(everything())).namelist() if "thumbnail" in name]


ORDERS = {
    "w:pPr": "pStyle keepNext keepLines numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs strike color spacing sz szCs u shd lang",
    "w:tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "w:tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "w:pBdr": "top left bottom right",
    "w:lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
}


def test_months_are_grids_a_matrix_has_its_names_upright_and_another_language_is_named() -> None:
    roles = tuple(f"Role {n}" for n in range(12))
    figures = {
        "months": month_calendar.draw(month_calendar.example("en"), "en"),
        "raci": raci.draw(raci.Raci(roles, (raci.Task("Newsletter", ("R",) * 12),)), "en"),
    }
    document = read(made("```{figure}\nmonths\n```\n\n```{figure}\nraci\n```\n\n[Bonjour](lang:fr)\n", figures=figures))
    months, _ = document.tables
    assert [cell.text for cell in months.rows[0].cells] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert months.rows[3].cells[2].text == "14\n10:00 Newsletter\n20:00 Moderators' meeting"
    assert len(all_of(document, "w:textDirection")) == len(roles)
    assert [str(told.get(qn("w:val"))) for told in all_of(document, "w:lang")] == ["fr"]


@pytest.mark.parametrize("name", ORDERS)
def test_elements_stand_in_the_order_of_the_schema_and_once(name: str) -> None:
    framed = made(
        "> [!NOTE]\n> # A heading\n>\n> ---\n>\n> - item\n>\n>   more\n>\n> ```\n> code\n> ```\n\n- a\n  > b\n"
    )
    for document in (read(everything()), read(framed)):
        for root in (document.element.body, document.part.numbering_part.element):
            for found in root.iter(qn(name)):
                told = [str(child.tag).rpartition("}")[2] for child in found]
                assert told == sorted(set(told), key=ORDERS[name].split().index)


def test_settings_stand_in_the_order_of_the_schema() -> None:
    names = [str(child.tag).rpartition("}")[2] for child in read(everything()).settings.element]
    assert names.index("characterSpacingControl") < names.index("compat") < names.index("rsids") < names.index("mathPr")


HOSTILE = st.text(max_size=60) | st.text(alphabet="<>&\"'{}%$\\#*_`[]()!|\t\x00\x08\x1b\u202e]]>w:t", max_size=60)


@settings(max_examples=25, deadline=None)
@given(HOSTILE)
def test_every_text_comes_through_as_it_is(text: str) -> None:
    shown = escape.markdown(text)
    document = read(made(f"p {shown}\n\n| h |\n|---|\n| c {shown} |", Title(f"t {text}", "en", (f"s {text}",), text)))
    want = escape.visible(text)
    said = [p.text.replace("\t", " ") for p in document.paragraphs]
    assert [line for line in said if line][:1] == [escape.visible(f"t {text}")]
    assert f"p {want}".strip() in said
    assert document.tables[0].rows[1].cells[0].text == f"c {want}".strip()


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120) | st.text(alphabet="#*_`>|[](){}!-=~<&:\n \\/abc中文", max_size=120))
def test_whatever_the_markdown_there_is_a_file(text: str) -> None:
    assert read(made(text, Title(text, "zh", (text,), text))).core_properties.revision == 1


@pytest.mark.parametrize(("library", "extra"), [("docx", "docx"), ("typst", "pdf")])
def test_without_a_package_one_sentence_says_how_to_get_it(
    library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    typesetting.families.cache_clear()
    with pytest.raises(Refusal) as caught:
        made("```{figure}\nbudget\n```", figures={"budget": budget.draw(budget.example("en"), "en")})
    assert caught.value.hint is not None
    assert caught.value.hint.en == f"install it: pip install 'commplan[{extra}]'"


def test_the_command_writes_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    budgeted = (
        "resources: {budget: {total: 9, lines: [{id: a, amount: 9}]}}\ngoals: {purpose: 'a [b](https://x.y) *c*'}\n"
    )
    (tmp_path / "plan.yaml").write_text(SMALLEST + budgeted, "utf-8")
    found = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "commplan", "render", "plan.yaml", "--to", "docx", "-o", seed]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, env=environment, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", f"wrote {Path(seed) / 'smallest-plan-en.docx'}\n")
        found.append((tmp_path / seed / "smallest-plan-en.docx").read_bytes())
    assert found[0] == found[1]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "language"), [("power-plant", "en"), ("tea-brand", "zh")])
def test_libreoffice_opens_every_document_of_a_long_plan(name: str, language: Language, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "this test needs Debian's libreoffice-writer-nogui"
    folder = ROOT / "plans" / name
    loaded = load.plan("plan.yaml", (folder / "plan.yaml").read_bytes(), folder)
    assert loaded.plan is not None
    checked = lint.plan(loaded, RULES, date(2026, 11, 23))
    heads: dict[str, list[str]] = {}
    made = (p for d in documents.documents() for p in portrait.portraits(d, loaded.plan, checked, language))
    for document, doc in ((p.document, p.stem) for p in made):
        raw = render.as_docx(document)
        (tmp_path / f"{doc}.docx").write_bytes(raw)
        tree = writers.parse(document.text)
        heads[doc] = [writers.plain(n.children[0]) for n in tree.walk() if n.type == "heading" and n.tag != "h1"]
        again = read(raw)
        assert [text for style, text in outline(again) if style != "Title"] == heads[doc]
        alts = sorted(str(told.get("descr")) for told in all_of(again, "wp:docPr"))
        assert alts == sorted(paper.told(f) for f in document.figures.values() if f.svg)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [f"{doc}.docx" for doc in heads]
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", "out", *files]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    for doc, told in heads.items():
        pages = pypdf.PdfReader(tmp_path / "out" / f"{doc}.pdf").pages
        shown, at = re.sub(r"\s", "", "".join(page.extract_text() for page in pages)), 0
        for head in told:
            found = shown.find(re.sub(r"\s", "", head), at)
            assert found >= 0, (doc, head)
            at = found
