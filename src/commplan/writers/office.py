"""A Word document as it is being written: styles, marks, links, fields and lists. With `tabular` the only home of python-docx.

The library knows paragraphs, runs and tables; what it does not know (contents, page numbers, links, lists that begin anew) is set
here as WordprocessingML. All texts go through the library, which escapes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, date, datetime, time
from typing import Any

from commplan import extras
from commplan.drawing.palette import LIGHT
from commplan.words import Language, Words

LATIN, HAN, MONO = "Calibri", "Microsoft YaHei", "Consolas"
"""Fonts that come with Office; another program takes what it has for them."""
_TAGS: dict[Language, str] = {"en": "en-GB", "zh": "zh-CN"}
_MILLIMETRE = 36_000  # in English Metric Units, as drawings are measured
TEXT_WIDTH = 166 * _MILLIMETRE
_HEADINGS = {"Title": (22, "ink"), "Heading 1": (15, "ink"), "Heading 2": (12, "ink"), "Heading 3": (10.5, "soft")}
_BULLETS = "•◦▪"


def begin(title: str, language: Language, stamp: date | None) -> Any:
    """An empty document on A4, in a language, that tells nothing of when and where it was really made."""
    try:
        from docx import Document
        from docx.shared import Mm
    except ImportError:
        raise extras.missing(Words("Word documents", " Word 文档"), "python-docx", "docx") from None
    document = Document()
    made = datetime.combine(stamp or date(2000, 1, 1), time(), UTC).replace(tzinfo=None)
    told = document.core_properties
    told.title, told.language = title[:255], _TAGS[language]  # a property holds no more
    told.author = told.last_modified_by = told.comments = ""
    told.created = told.modified = made
    told.revision = 1
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin, page.bottom_margin = Mm(22), Mm(20)
    _without_thumbnail(document)
    _as_of_today(document)
    _set_styles(document, language)
    return document


def _without_thumbnail(document: Any) -> None:
    # The library's own template carries a picture of itself.
    rels = document.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[key]


def _as_of_today(document: Any) -> None:
    # Without this Word takes the file for one of 2007 and says so above it.
    settings = document.settings.element
    for old in settings.findall(tag("w:compat")):
        settings.remove(old)
    mode = element("w:compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    later = {tag(name) for name in ("w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping")}
    before = next((child for child in settings if child.tag in later), None)
    compat = element("w:compat", mode)
    settings.append(compat) if before is None else before.addprevious(compat)


def _set_styles(document: Any, language: Language) -> None:
    from docx.shared import Pt, RGBColor

    defaults = document.styles.element.find(tag("w:docDefaults")).find(tag("w:rPrDefault")).find(tag("w:rPr"))
    _fonts(defaults)
    for old in defaults.findall(tag("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val=_TAGS[language] if language == "en" else "en-GB", eastAsia="zh-CN"))
    normal = document.styles["Normal"]
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.2
    for name, (size, colour) in _HEADINGS.items():
        style = document.styles[name]
        style.font.size, style.font.bold = Pt(size), True
        style.font.color.rgb = RGBColor.from_string(hexadecimal(colour))
        style.paragraph_format.keep_with_next = True
        for border in style.element.iter(tag("w:pBdr")):
            border.getparent().remove(border)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(24)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(16)
    for rest in list(document.styles.element.iter(tag("w:rPr"))):
        if rest.find(tag("w:rFonts")) is not None:
            _fonts(rest)


def _fonts(properties: Any, latin: str = LATIN) -> None:
    for old in properties.findall(tag("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=HAN, cs=latin))


# --- marks ------------------------------------------------------------------------------------------------------------
def element(name: str, /, *inside: Any, **attributes: object) -> Any:
    """An element of WordprocessingML; a name with a colon in it is passed as `r__id`."""
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(tag(key.replace("__", ":") if "__" in key else f"w:{key}"), str(value))
    for child in inside:
        made.append(child)
    return made


def tag(name: str) -> str:
    """The whole name of an element or attribute written as `w:p`."""
    from docx.oxml.ns import qn

    return str(qn(name))


def hexadecimal(colour: str) -> str:
    """A colour of the palette as Word writes it."""
    return LIGHT[colour].lstrip("#").upper()


def shade(paragraph: Any, ground: str, bar: str = "") -> None:
    """A ground behind a paragraph, with a bar at its left."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library has no other way to its elements
    if bar:
        line = element("w:left", val="single", sz=18, space=6, color=hexadecimal(bar))
        properties.append(element("w:pBdr", line))
    properties.append(element("w:shd", val="clear", color="auto", fill=hexadecimal(ground)))
    _in_order(properties)


_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
]


def _in_order(properties: Any) -> None:
    # The schema asks for its order, and Word refuses a file that has another.
    properties[:] = sorted(properties, key=lambda child: _ORDER.index(child.tag.rpartition("}")[2]))


def rule(paragraph: Any, colour: str = "grid") -> None:
    """A line below a paragraph."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    borders = properties.find(tag("w:pBdr"))
    if borders is None:
        borders = element("w:pBdr")
        properties.append(borders)
    borders.append(element("w:bottom", val="single", sz=6, space=1, color=hexadecimal(colour)))
    _in_order(properties)


def run(paragraph: Any, text: str, bold: bool, italic: bool, size: float | None, colour: str) -> Any:
    """A piece of text at the end of a paragraph; `size` in points, `colour` by name, nothing for the paragraph's own."""
    made = paragraph.add_run(text)
    # In the order of the schema; by way of the library it takes three times as long, and a plan has thousands of runs.
    marks = [element("w:b")] * bold + [element("w:i")] * italic
    marks += [element("w:color", val=hexadecimal(colour))] if colour else []
    marks += [element("w:sz", val=round(size * 2))] if size else []
    if marks:
        made._r.insert(0, element("w:rPr", *marks))  # noqa: SLF001
    return made


def monospaced(run: Any) -> None:
    _fonts(run._r.get_or_add_rPr(), MONO)  # noqa: SLF001


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Make a paragraph a place that links lead to."""
    paragraph._p.append(element("w:bookmarkEnd", id=number))  # noqa: SLF001
    start = element("w:bookmarkStart", id=number, name=name)
    properties = paragraph._p.pPr  # noqa: SLF001
    properties.addnext(start) if properties is not None else paragraph._p.insert(0, start)  # noqa: SLF001


def linked(paragraph: Any, runs: Sequence[Any], *, url: str = "", anchor: str = "") -> None:
    """Turn runs at the end of a paragraph into a link, out of the document or to a bookmark in it."""
    if url:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link = element("w:hyperlink", r__id=paragraph.part.relate_to(url, kind, is_external=True))
    else:
        link = element("w:hyperlink", anchor=anchor)
    paragraph._p.append(link)  # noqa: SLF001
    for run in runs:
        link.append(run._r)  # noqa: SLF001


def field(paragraph: Any, code: str, shown: Any) -> None:
    """Make a run, the last of a line, what a field such as PAGE shows until somebody reckons it."""
    look = shown._r.rPr  # noqa: SLF001 - the marks look like what they stand around, since some programs go by theirs
    marks = [element("w:r", deepcopy(look), inside) for inside in _field_marks(code)]
    for mark in marks:
        shown._r.addprevious(mark)  # noqa: SLF001
    paragraph._p.append(element("w:r", deepcopy(look), element("w:fldChar", fldCharType="end")))  # noqa: SLF001


def _field_marks(code: str) -> tuple[Any, ...]:
    told = element("w:instrText", xml__space="preserve")
    told.text = f" {code} "
    return element("w:fldChar", fldCharType="begin"), told, element("w:fldChar", fldCharType="separate")


def contents(paragraphs: Sequence[Any]) -> None:
    """Make paragraphs, one for each heading, the result of a table of contents that Word can make anew."""
    first, last = paragraphs[0]._p, paragraphs[-1]._p  # noqa: SLF001
    at = 1 if first.pPr is not None else 0
    for i, inside in enumerate(_field_marks('TOC \\o "1-1" \\h \\z \\u')):
        first.insert(at + i, element("w:r", inside))
    last.append(element("w:r", element("w:fldChar", fldCharType="end")))


# --- lists ------------------------------------------------------------------------------------------------------------
def numbering(document: Any, start: int | None, level: int) -> int:
    """The number of a new list: of bullets for None, else one that counts from `start` on the level it stands on."""
    root = document.part.numbering_part.element
    kind = 900 if start is None else 901
    if not any(int(a.get(tag("w:abstractNumId"))) == kind for a in root.findall(tag("w:abstractNum"))):
        root.insert(0, _list_kind(kind, bullets=start is None))
    taken = [int(n.get(tag("w:numId"))) for n in root.findall(tag("w:num"))]
    number = max(taken, default=0) + 1
    made = element("w:num", element("w:abstractNumId", val=kind), numId=number)
    if start is not None:
        made.append(element("w:lvlOverride", element("w:startOverride", val=start), ilvl=level))
    root.append(made)
    return number


def _list_kind(kind: int, *, bullets: bool) -> Any:
    levels = []
    for level in range(9):
        text = _BULLETS[level % 3] if bullets else f"%{level + 1}."
        indent = element("w:pPr", element("w:ind", left=360 * (level + 1), hanging=300))
        form = element("w:numFmt", val="bullet" if bullets else "decimal")
        levels.append(
            element("w:lvl", element("w:start", val=1), form, element("w:lvlText", val=text), element("w:lvlJc", val="left"),
                    indent, ilvl=level)
        )  # fmt: skip
    return element("w:abstractNum", element("w:multiLevelType", val="hybridMultilevel"), *levels, abstractNumId=kind)


def listed(paragraph: Any, number: int, level: int) -> None:
    """Make a paragraph an item of a list."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.append(element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=number)))
    properties.append(element("w:spacing", after=60))
    _in_order(properties)


def justified(paragraph: Any, to: str) -> None:
    """Set a paragraph to the `left`, `right` or `center`."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.append(element("w:jc", val=to))
    _in_order(properties)


def indented(paragraph: Any, level: int) -> None:
    """Put a paragraph below the text of the list item it belongs to."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.append(element("w:ind", left=360 * level))
    _in_order(properties)
