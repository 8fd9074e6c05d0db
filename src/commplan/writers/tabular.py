"""Tables and pictures of a Word document, in the WordprocessingML that the library does not write by itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from commplan.chart import Align
from commplan.writers import office
from commplan.writers.office import element

_TWENTIETHS = 635  # English Metric Units in a twentieth of a point, as tables are measured
_SVG = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_JUSTIFIED: dict[Align, str] = {"start": "left", "end": "right", "center": "center"}


def table(
    document: Any, rows: int, widths: Sequence[float], name: str, *, header: bool = True, upright: bool = False
) -> Any:
    """An empty table as wide as the text, `widths` in shares; its first row is repeated on every page, no row is torn.

    `name` is told to those who cannot see it; `upright`: with lines between the columns too.
    """
    made = document.add_table(rows=rows, cols=len(widths))
    made.autofit = False
    twentieths = [round(share * office.TEXT_WIDTH / _TWENTIETHS) for share in widths]
    properties = made._tbl.tblPr  # noqa: SLF001 - the library has no other way to its elements
    for child in list(properties):
        properties.remove(child)
    lines = [
        element(f"w:{side}", val="single", sz=4, space=0, color=office.hexadecimal("grid"))
        for side in (("top", "left", "bottom", "right", "insideH", "insideV") if upright else ("bottom", "insideH"))
    ]
    margins = [element(f"w:{side}", w=70, type="dxa") for side in ("left", "right")]
    for child in (
        element("w:tblW", w=sum(twentieths), type="dxa"),
        element("w:tblBorders", *lines),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", *margins),
        element("w:tblLook", val="0020" if header else "0000", firstRow=int(header), lastRow=0, firstColumn=0, lastColumn=0,
                noHBand=1, noVBand=1),
        element("w:tblCaption", val=name),
    ):  # fmt: skip
        properties.append(child)
    for column, width in zip(made._tbl.tblGrid, twentieths, strict=True):  # noqa: SLF001
        column.set(office.tag("w:w"), str(width))
    for at, row in enumerate(made._tbl.tr_lst):  # noqa: SLF001
        told = [element("w:cantSplit")] + ([element("w:tblHeader")] if header and at == 0 else [])
        row.insert(0, element("w:trPr", *told))
        for cell, width in zip(row.tc_lst, twentieths, strict=True):
            properties = cell.get_or_add_tcPr()
            for child in list(properties):
                properties.remove(child)
            properties.append(element("w:tcW", w=width, type="dxa"))
    return made


def cell(row: Any, at: int, table: Any) -> Any:
    """One cell of a row; finding it by way of the library takes longer with every row."""
    from docx.table import _Cell

    return _Cell(row.tc_lst[at], table)


def ground(cell: Any, colour: str) -> None:
    """The colour behind a cell."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    properties.append(element("w:shd", val="clear", color="auto", fill=office.hexadecimal(colour)))


def standing(cell: Any) -> None:
    """Let the words of a cell run upwards."""
    cell._tc.get_or_add_tcPr().append(element("w:textDirection", val="btLr"))  # noqa: SLF001


def high(row: Any, ems: float) -> None:
    """The least height of a row, in ems of eight points."""
    row.get_or_add_trPr().append(element("w:trHeight", val=round(ems * 8 * 20), hRule="atLeast"))


def topped(cell: Any, colour: str) -> None:
    """A thick line above a cell."""
    line = element("w:top", val="single", sz=14, space=0, color=office.hexadecimal(colour))
    cell._tc.get_or_add_tcPr().append(element("w:tcBorders", line))  # noqa: SLF001


def aligned(paragraph: Any, align: Align) -> None:
    office.justified(paragraph, _JUSTIFIED[align])


def picture(paragraph: Any, png: bytes, svg: str, width: float, alt: str, title: str) -> None:
    """A drawing in a line of its own: sharp where SVG is known, as a picture elsewhere. `width` in English Metric Units."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    run = paragraph.add_run()
    shape = run.add_picture(io.BytesIO(png), width=round(width))
    told = shape._inline.docPr  # noqa: SLF001
    told.set("descr", alt)
    told.set("title", title)
    package = paragraph.part.package
    number = sum(str(part.partname).endswith(".svg") for part in package.iter_parts()) + 1
    part = Part(PackURI(f"/word/media/drawing{number}.svg"), "image/svg+xml", svg.encode(), package)
    key = paragraph.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    blip = next(shape._inline.iter(office.tag("a:blip")))  # noqa: SLF001
    blip.append(_sharp(key))


def _sharp(key: str) -> Any:
    from lxml import etree

    more = element("a:extLst", element("a:ext"))
    more[0].set("uri", _SVG)
    drawing = etree.SubElement(more[0], f"{{{_SVG_NAMESPACE}}}svgBlip", nsmap={"asvg": _SVG_NAMESPACE})
    drawing.set(office.tag("r:embed"), key)
    return more


def saved(document: Any) -> bytes:
    """The file, its parts all dated alike: the same document gives the same bytes."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(entry, old.read(name))
    return out.getvalue()
