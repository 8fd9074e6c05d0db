"""Writers: from one Markdown text, its figures and its title to one format.

A document is CommonMark with tables, GitHub alerts (`> [!NOTE]`) and three directives, all fenced blocks:

    ```{figure}          the id of a figure
    risk-matrix
    ```

    ```{cards}           one card a line: label | value | note
    Active members | 2,379 | goal 2,500
    ```

    ```{contents}        where the contents stand on paper, if not right below the title
    ```

A text in another language than the document's is written like a link, `[texte](lang:fr)`.

To add a writer, add a module with `write`, which takes the text, the figures by id and the `Title`, and walks the tree
that `parse` gives. Raw HTML and images are text here, and a link leads to http, https, mailto or a heading, or nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from commplan.chart import Align
from commplan.words import Language, Words

Tone = Literal["good", "fair", "bad", "unknown"]
"""How a verdict word is coloured; the word itself is always there to read."""

Alert = Literal["note", "tip", "important", "warning", "caution"]

Directive = Literal["figure", "cards", "contents"]

_DIRECTIVES: dict[str, Directive] = {"{figure}": "figure", "{cards}": "cards", "{contents}": "contents"}
ALERTS: dict[Alert, Words] = {
    "note": Words("Note", "说明"),
    "tip": Words("Tip", "提示"),
    "important": Words("Important", "重要"),
    "warning": Words("Warning", "警告"),
    "caution": Words("Caution", "注意"),
}
CONTENTS = Words("Contents", "目录")
DRAFT = Words("Draft", "草稿")
DATA_TABLE = Words("View as a table", "以表格查看")
NO_FIGURE = Words("This document asks for a figure that does not exist:", "本文档引用了不存在的图：")

_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#|lang:[a-z]{2,3}(?:-[a-z0-9]{1,8})*\Z)", re.IGNORECASE)
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.IGNORECASE)
_WIDE = re.compile(r"[\u2e80-\ud7af\uf900-\ufaff\uff00-\uffef]{2}")
_ALIGN: dict[str, Align] = {"text-align:right": "end", "text-align:center": "center"}
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Title:
    """What stands above the text: the title, the lines below it and, for a draft, a sentence that says so.

    `verdicts` names the words that stand as a chip when they are all there is in a table cell. `dated`: the day that the
    document says it was made on, never the day it really was, so that the same plan gives the same bytes. `of`: the title
    of the plan, where the document has a name of its own. `other`: the language of texts in the other script (BCP 47).
    """

    text: str
    language: Language
    subtitle: tuple[str, ...] = ()
    draft: str = ""
    verdicts: Mapping[str, Tone] = field(default_factory=dict)
    dated: date | None = None
    of: str = ""
    other: str = ""

    @property
    def tongue(self) -> str:
        """The language of what is plainly not in the document's own."""
        return self.other or ("zh" if self.language == "en" else "en")

    @property
    def below(self) -> tuple[str, ...]:
        """The lines below the title."""
        return (self.of, *self.subtitle) if self.of else self.subtitle

    @property
    def whole(self) -> str:
        """The title as it stands where nothing else is near it: in a list of pages, in a file's properties."""
        return f"{self.text} · {self.of}" if self.of else self.text


@lru_cache(maxsize=1)
def parse(text: str) -> SyntaxTreeNode:
    """The tree of a text; whoever walks it leaves it as it is, since each format of a document starts from the same."""
    return SyntaxTreeNode(_parser().parse(text))


def parse_inline(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_parser().parseInline(text))


def figure_ids(text: str) -> tuple[str, ...]:
    """The figures that a text asks for, in its order."""
    return tuple(node.content.strip() for node in parse(text).walk() if directive(node) == "figure")


def directive(node: SyntaxTreeNode) -> Directive | None:
    return _DIRECTIVES.get(node.info.strip()) if node.type == "fence" else None


def has_place_for_contents(tree: SyntaxTreeNode) -> bool:
    """Whether a text says itself where its contents stand on paper."""
    return any(directive(node) == "contents" for node in tree.children)


def cards(node: SyntaxTreeNode) -> list[list[str]]:
    """Label, value and note of each card, each still inline Markdown."""
    rows = [re.split(r"(?<!\\)\|", line) for line in node.content.splitlines() if line.strip()]
    return [[cell.strip() for cell in [*row, "", ""][:3]] for row in rows]


def alert(node: SyntaxTreeNode) -> Alert | None:
    """Which alert a block quote is, if it is one."""
    if node.type != "blockquote" or not node.children or node.children[0].type != "paragraph":
        return None
    match = _ALERT.match(node.children[0].children[0].content)
    return next((name for name in ALERTS if match and name == match[1].lower()), None)


def without_alert(inline: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """The rest of an alert's first paragraph, after the line that names the alert."""
    kept = list(inline.children)
    while kept and (kept[0].type in {"softbreak", "hardbreak"} or _ALERT.fullmatch(kept[0].content.strip() + " ")):
        kept.pop(0)
    return kept


def plain(node: SyntaxTreeNode) -> str:
    """The words of an inline tree without their marks."""
    if node.type in {"text", "code_inline", "text_special"}:
        return node.content
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    return "".join(plain(child) for child in node.children)


def soft_break(node: SyntaxTreeNode) -> str:
    """What a line end within a paragraph is: nothing between ideographs, since Chinese has no space there, else a space."""
    before, after = node.previous_sibling, node.next_sibling
    ends = (plain(before)[-1:] if before else "") + (plain(after)[:1] if after else "")
    return "" if _WIDE.fullmatch(ends) else " "


def is_title(node: SyntaxTreeNode, tree: SyntaxTreeNode) -> bool:
    """Whether a text opens with its own title here, which a document that has one would show twice."""
    return node is tree.children[0] and node.type == "heading" and node.tag == "h1"


def cell_align(cell: SyntaxTreeNode) -> Align:
    return _ALIGN.get(str(cell.attrs.get("style", "")), "start")


def rows_of(table: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """The cells of a table, row by row; the first row is its header."""
    return [row.children for part in table.children for row in part.children]


def words_of(cell: SyntaxTreeNode) -> str:
    """The words of a table cell without their marks."""
    return plain(cell.children[0]).strip() if cell.children else ""


def slug(text: str, taken: set[str]) -> str:
    """An anchor made as GitHub makes it, Chinese kept, numbered when it is taken already; notes it as taken."""
    base = _NOT_IN_SLUG.sub("", text.strip().lower()).replace(" ", "-") or "section"
    name, count = base, 1
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    taken.add(name)
    return name


def anchors(tree: SyntaxTreeNode) -> dict[str, str]:
    """A short name for each heading, by the anchor that a link leads to it with."""
    taken: set[str] = set()
    heads = (node for node in tree.walk() if node.type == "heading")
    return {slug(plain(node.children[0]), taken): f"h{number}" for number, node in enumerate(heads)}


def chapters(tree: SyntaxTreeNode) -> list[tuple[str, str]]:
    """The headings of the first level below the title: anchor and words."""
    taken: set[str] = set()
    heads = [node for node in tree.children if node.type == "heading" and not is_title(node, tree)]
    told = [(slug(plain(node.children[0]), taken), node) for node in heads]
    return [(name, plain(node.children[0])) for name, node in told if node.tag in {"h1", "h2"}]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")
    parser.validateLink = _is_safe  # type: ignore[method-assign]
    return parser


def _is_safe(url: str) -> bool:
    return bool(_SAFE_LINK.match(url))
