"""DOCX: the tree as a Word document that can be worked on: real headings, contents, lists, tables and described figures.

Drawings stand in it twice: as SVG, which Word shows sharp, and as a picture for programs that do not know it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from commplan import escape, writers
from commplan.chart import Align, Figure
from commplan.words import Words
from commplan.writers import grids, office, paper, runs, tabular, typesetting
from commplan.writers.runs import Look

_AFTER_CONTENTS = 228_600  # 18 points
_PAGE, _OF = Words("page ", "第 "), Words(" of ", " 页，共 ")
_PAGE_END = Words("", " 页")
_COLOURS = {"note": "indigo", "tip": "green", "important": "plum", "warning": "amber", "caution": "rose"}
_TONES = {
    "good": ("green", "green-pale"), "fair": ("amber", "amber-pale"), "bad": ("rose", "rose-pale"), "unknown": ("soft", "tint"),
    "R": ("indigo", "indigo-pale"), "A": ("on-teal", "teal"), "C": ("amber", "amber-pale"), "I": ("soft", "tint"),
}  # fmt: skip


@dataclass(slots=True)
class _Walk:
    document: Any
    title: writers.Title
    figures: Mapping[str, Figure]
    anchors: Mapping[str, str]
    taken: set[str] = field(default_factory=set)
    heads: Sequence[tuple[str, str]] = ()
    level: int = 0
    marks: int = 0
    heading: str = ""
    frame: tuple[str, str] | None = None
    lists: tuple[int, ...] = ()
    item: bool = False

    def say(self, words: Words) -> str:
        return words.in_language(self.title.language)

    def paragraph(self, style: str | None = None) -> Any:
        """A new paragraph: in the list and on the ground that the walk is in."""
        made = self.document.add_paragraph(style=style)
        if self.lists:
            if self.item:
                office.listed(made, self.lists[-1], len(self.lists) - 1)
                self.item = False
            else:
                office.indented(made, len(self.lists))
        if self.frame:
            office.shade(made, *self.frame)
        return made


def write(text: str, figures: Mapping[str, Figure], title: writers.Title) -> bytes:
    """The file. Refusal without the libraries, or without a font for what the drawings say."""
    tree = writers.parse(text)
    begun = office.begin(escape.visible(title.whole), title.language, title.dated)
    walk = _Walk(begun, title, figures, writers.anchors(tree), heads=writers.chapters(tree))
    _open(walk)
    if not writers.has_place_for_contents(tree):
        _contents(walk)
    for node in tree.children:
        if not writers.is_title(node, tree):
            _block(node, walk)
    return tabular.saved(walk.document)


# --- what stands above and around the text ----------------------------------------------------------------------------
def _open(walk: _Walk) -> None:
    title = walk.title
    walk.document.add_paragraph(escape.visible(title.text), style="Title")
    for line in title.below:
        runs.run(walk.document.add_paragraph(), escape.visible(line), Look(soft=True))
    if title.draft:
        banner = walk.document.add_paragraph()
        runs.run(banner, f"{walk.say(writers.DRAFT)}  ", Look(bold=True, colour="amber"))
        runs.run(banner, escape.visible(title.draft), Look())
        office.shade(banner, "amber-pale", "amber")
    _around(walk)


def _around(walk: _Walk) -> None:
    section = walk.document.sections[0]
    top, bottom = section.header.paragraphs[0], section.footer.paragraphs[0]
    runs.run(top, paper.running(walk.title.whole), Look(soft=True, size=8))
    if walk.title.draft:
        runs.run(top, f"  ·  {walk.say(writers.DRAFT)}", Look(bold=True, size=8, colour="amber"))
    small = Look(soft=True, size=8)
    for words, code in ((_PAGE, "PAGE"), (_OF, "NUMPAGES"), (_PAGE_END, "")):
        runs.run(bottom, walk.say(words), small)
        if code:
            office.field(bottom, code, runs.run(bottom, "1", small))
    tabular.aligned(bottom, "end")


def _contents(walk: _Walk) -> None:
    """The headings of the first level as links; Word puts the page numbers in when asked to (F9)."""
    if len(walk.heads) < 2:
        return
    name = walk.document.add_paragraph()
    name.paragraph_format.keep_with_next = True
    runs.run(name, walk.say(writers.CONTENTS), Look(bold=True, size=12))
    lines = []
    for anchor, words in walk.heads:
        line = walk.document.add_paragraph()
        line.paragraph_format.space_after = 0
        run = runs.run(line, escape.visible(words), Look(colour="teal"))
        office.linked(line, [run], anchor=walk.anchors[anchor])
        lines.append(line)
    line.paragraph_format.space_after = _AFTER_CONTENTS
    office.contents(lines)


# --- blocks -----------------------------------------------------------------------------------------------------------
def _block(node: SyntaxTreeNode, walk: _Walk) -> None:
    _BLOCKS[node.type](node, walk)


def _paragraph(node: SyntaxTreeNode, walk: _Walk) -> None:
    runs.inside(node.children[0], walk.paragraph(), walk.anchors, walk.title.language, Look())


def _heading(node: SyntaxTreeNode, walk: _Walk) -> None:
    words = writers.plain(node.children[0])
    name = writers.slug(words, walk.taken)
    # A level is never left out: who reads by headings would look for it.
    walk.level, walk.heading = max(1, min(int(node.tag[1]) - 1, walk.level + 1)), words
    made = walk.paragraph(f"Heading {walk.level}")
    runs.inside(node.children[0], made, walk.anchors, walk.title.language, Look())
    walk.marks += 1
    office.bookmark(made, walk.anchors[name], walk.marks)
    if walk.level == 1:
        office.rule(made, "teal")


def _list(node: SyntaxTreeNode, walk: _Walk) -> None:
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    before = walk.lists
    walk.lists = (*before, office.numbering(walk.document, start, len(before)))
    for item in node.children:
        walk.item = True
        for child in item.children:
            _block(child, walk)
    walk.lists, walk.item = before, False


def _quote(node: SyntaxTreeNode, walk: _Walk) -> None:
    alert, before = writers.alert(node), walk.frame
    if alert is None:
        walk.frame = ("paper", "grid")
        for child in node.children:
            _block(child, walk)
    else:
        _callout(walk, alert)
        if opening := writers.without_alert(node.children[0].children[0]):
            made = walk.paragraph()
            for part in opening:
                runs.piece(part, made, walk.anchors, walk.title.language, Look())
        for child in node.children[1:]:
            _block(child, walk)
    walk.frame = before


def _callout(walk: _Walk, alert: writers.Alert) -> None:
    colour = _COLOURS[alert]
    walk.frame = (f"{colour}-pale", colour)
    name = walk.paragraph()
    name.paragraph_format.keep_with_next = True
    runs.run(name, walk.say(writers.ALERTS[alert]), Look(bold=True, colour=colour))


def _fence(node: SyntaxTreeNode, walk: _Walk) -> None:
    directive = writers.directive(node)
    if directive == "figure":
        _figure(node.content.strip(), walk)
    elif directive == "cards":
        _cards(writers.cards(node), walk)
    elif directive == "contents":
        _contents(walk)
    else:
        _code(node, walk)


def _code(node: SyntaxTreeNode, walk: _Walk) -> None:
    made = walk.paragraph()
    office.monospaced(made.add_run(escape.terminal(node.content.rstrip())))
    if not walk.frame:
        office.shade(made, "tint")


def _name(walk: _Walk) -> str:
    """What a table that has no name of its own is called by."""
    return escape.visible(walk.heading or walk.title.text)


def _cards(cards: Sequence[Sequence[str]], walk: _Walk) -> None:
    across = len(cards) if len(cards) <= 4 else 3 if len(cards) in {5, 6, 9} else 4
    down = -(-len(cards) // across) if cards else 0
    if not down:
        return
    grid = tabular.table(walk.document, down, [1 / across] * across, _name(walk), header=False)
    for at, card in enumerate(cards):
        cell = grid.cell(at // across, at % across)
        tabular.topped(cell, "teal")
        looks = (Look(soft=True, size=8), Look(bold=True, size=13), Look(soft=True, size=8))
        for line, (text, look) in enumerate(zip(card, looks, strict=True)):
            if text:
                made = cell.paragraphs[0] if line == 0 else cell.add_paragraph()
                made.paragraph_format.space_after = 0
                runs.inside(writers.parse_inline(text), made, walk.anchors, walk.title.language, look)
    walk.document.add_paragraph()


def _figure(name: str, walk: _Walk) -> None:
    figure = walk.figures.get(name)
    if figure is None:
        before = walk.frame
        _callout(walk, "caution")
        runs.run(walk.paragraph(), f"{walk.say(writers.NO_FIGURE)} {escape.visible(name)}", Look())
        walk.frame = before
        return None
    title, about = escape.visible(figure.title), escape.visible(figure.description)
    for text, look in ((title, Look(bold=True)), (about, Look(soft=True, size=8.5))):
        if text:
            caption = walk.paragraph()
            caption.paragraph_format.keep_with_next = True
            caption.paragraph_format.space_after = 0
            runs.run(caption, text, look)
    if figure.months:
        return grids.write(walk.document, figure)
    if figure.svg is None or not paper.drawn(figure):
        rows, align = paper.cells(figure.table)
        return _fill(walk, rows, align, title, lambda at, to, p, look: runs.run(p, rows[at][to], look))
    png = typesetting.png(figure.svg, walk.title.language)
    width = paper.across(figure.svg) * office.TEXT_WIDTH
    return tabular.picture(walk.paragraph(), png, figure.svg, width, paper.told(figure), title)


def _table(node: SyntaxTreeNode, walk: _Walk) -> None:
    cells = writers.rows_of(node)
    words = [[writers.words_of(cell) for cell in row] for row in cells]
    align = [writers.cell_align(cell) for cell in cells[0]]

    def fill(at: int, to: int, paragraph: Any, look: Look) -> None:
        for part in cells[at][to].children:
            runs.inside(part, paragraph, walk.anchors, walk.title.language, look)

    _fill(walk, words, align, _name(walk), fill)


def _fill(
    walk: _Walk, words: Sequence[Sequence[str]], align: Sequence[Align], name: str,
    fill: Callable[[int, int, Any, Look], object],
) -> None:  # fmt: skip
    """A table of these words; `fill` writes the cell of a row and column into a paragraph."""
    made = tabular.table(walk.document, len(words), paper.shares(words), name)
    size = 7.0 if len(align) >= 9 else 7.5 if len(align) >= 7 else 8.5
    standing = paper.standing(words)
    if standing:
        tabular.high(made._tbl.tr_lst[0], standing)  # noqa: SLF001
    # Cells one by one through the library take quadratic time.
    for at, row in enumerate(made._tbl.tr_lst):  # noqa: SLF001
        for to, text in enumerate(words[at]):
            cell = tabular.cell(row, to, made)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = 0
            tabular.aligned(paragraph, align[to])
            tone = _tone(text, walk) if at else None
            if tone or not at:
                tabular.ground(cell, tone[1] if tone else "tint")
            if standing and not at and to:
                tabular.standing(cell)
            fill(at, to, paragraph, Look(bold=not at or bool(tone), size=size, colour=tone[0] if tone else ""))
    walk.document.add_paragraph().paragraph_format.space_after = 0


def _tone(text: str, walk: _Walk) -> tuple[str, str] | None:
    """Ink and ground of a cell whose text is a verdict or the letters of RACI."""
    return _TONES.get(walk.title.verdicts.get(text) or paper.letter(text))


_BLOCKS: dict[str, Callable[[SyntaxTreeNode, _Walk], None]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
    "fence": _fence,
    "code_block": _code,
    "hr": lambda _node, walk: office.rule(walk.paragraph()),
    "table": _table,
}
