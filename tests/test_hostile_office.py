"""Hostile text in every text of a plan, in the files for paper and office: no formula, no link, no markup comes of it."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from typing import Any

import docx
import openpyxl
import pypdf
import pytest

from commplan.checking import lint
from commplan.escape import terminal, visible
from commplan.rendering import documents, portrait, render, worksheets
from test_hostile import HOSTILE, LONG, RULES, TODAY, plan_of

OPENINGS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@cache
def sheets(text: str) -> dict[str, str | bytes]:
    loaded = plan_of(text)
    assert loaded.plan is not None
    return worksheets.written(loaded.plan, lint.plan(loaded, RULES, TODAY), "en", ("csv", "xlsx"))


@cache
def document(text: str) -> render.Document:
    loaded = plan_of(text)
    assert loaded.plan is not None
    (whole,) = documents.chosen(["plan"])
    return portrait.portraits(whole, loaded.plan, lint.plan(loaded, RULES, TODAY), "en")[0].document


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_of_csv_begins_like_a_formula(name: str) -> None:
    seen = set()
    for file, raw in sheets(HOSTILE[name]).items():
        if file.endswith(".csv"):
            assert isinstance(raw, bytes)
            cells = [cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")) for cell in row]
            assert [cell for cell in cells if cell.lstrip().startswith(OPENINGS)] == []
            seen.update(cells)
    shown = terminal(HOSTILE[name])
    assert {shown, f"'{shown}"} & seen


@pytest.mark.parametrize("name", HOSTILE)
def test_a_workbook_has_the_formulas_of_a_harmless_one_and_no_link(name: str) -> None:
    def formulas(text: str) -> set[str]:
        (raw,) = (content for file, content in sheets(text).items() if file.endswith(".xlsx"))
        assert isinstance(raw, bytes)
        cells = [
            c for page in openpyxl.load_workbook(io.BytesIO(raw)).worksheets for row in page.iter_rows() for c in row
        ]
        assert [c.coordinate for c in cells if c.hyperlink] == []
        return {re.sub(r"\d+", "n", str(c.value)) for c in cells if c.data_type == "f"}

    assert formulas(HOSTILE[name]) == formulas(LONG)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_word_document_has_the_elements_of_a_harmless_one(name: str) -> None:
    def made_of(text: str) -> tuple[set[str], list[str], str]:
        found = docx.Document(io.BytesIO(render.as_docx(document(text))))
        links = [rel.target_ref for rel in found.part.rels.values() if rel.is_external]
        elements = {str(element.tag).rpartition("}")[2] for element in found.element.body.iter()}
        said = "".join(
            str(element.text or "") for element in found.element.body.iter() if str(element.tag).endswith("}t")
        )
        return elements, links, re.sub(r"\s", "", said)

    elements, links, said = made_of(HOSTILE[name])
    harmless, theirs, _ = made_of(LONG)
    assert (elements - {"br"} <= harmless, links) == (True, theirs)
    assert re.sub(r"\s", "", visible(HOSTILE[name])) in said


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_pdf_says_hostile_text_and_leads_nowhere(name: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(render.as_pdf(document(HOSTILE[name]))))
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert [note["/A"] for note in notes if "/A" in note and note["/A"].get("/S") != "/GoTo"] == []
    root: Any = reader.trailer["/Root"]
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {}))
    said = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    assert re.sub(r"\s", "", visible(HOSTILE[name])) in said
