"""Words within a paragraph of a Word document: emphasis, code, links, line ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from commplan import escape, writers
from commplan.words import Language
from commplan.writers import office, tongues


@dataclass(frozen=True, slots=True)
class Look:
    """How runs look where the walk is."""

    bold: bool = False
    soft: bool = False
    italic: bool = False
    size: float | None = None
    colour: str = ""


def inside(
    node: SyntaxTreeNode, paragraph: Any, anchors: Mapping[str, str], language: Language, look: Look
) -> list[Any]:
    """Write what is in an inline tree at the end of a paragraph; the runs that are not within a link."""
    return [made for child in node.children for made in piece(child, paragraph, anchors, language, look)]


def piece(
    node: SyntaxTreeNode, paragraph: Any, anchors: Mapping[str, str], language: Language, look: Look
) -> list[Any]:
    """Write one piece of an inline tree at the end of a paragraph; its runs, less those within a link."""
    if node.type in {"text", "text_special"}:
        return [run(paragraph, node.content, look)]
    if node.type == "code_inline":
        made = run(paragraph, node.content, look)
        office.monospaced(made)
        return [made]
    if node.type == "softbreak":
        gap = writers.soft_break(node)
        return [run(paragraph, gap, look)] if gap else []
    if node.type == "hardbreak":
        return [run(paragraph, "\n", look)]
    if node.type == "strong":
        look = replace(look, bold=True)
    elif node.type == "em":  # Chinese has no italics
        look = replace(look, soft=True) if language == "zh" else replace(look, italic=True)
    elif node.type == "link":
        return _link(node, paragraph, anchors, language, look)
    return inside(node, paragraph, anchors, language, look)


def _link(
    node: SyntaxTreeNode, paragraph: Any, anchors: Mapping[str, str], language: Language, look: Look
) -> list[Any]:
    target = str(node.attrs.get("href", ""))
    anchor = anchors.get(unquote(target[1:])) if target.startswith("#") else ""
    if anchor is None:
        return inside(node, paragraph, anchors, language, look)
    if target.startswith(tongues.SCHEME):
        made = inside(node, paragraph, anchors, language, look)
        for one in made:
            _say_language(one, target.removeprefix(tongues.SCHEME))
        return made
    runs = inside(node, paragraph, anchors, language, replace(look, colour=look.colour or "teal"))
    office.linked(paragraph, runs, url="" if anchor else target, anchor=anchor)
    return []


def run(paragraph: Any, text: str, look: Look) -> Any:
    """Write a text, whatever is in it, at the end of a paragraph."""
    shown = escape.terminal(text)
    return office.run(paragraph, shown, look.bold, look.italic, look.size, look.colour or ("soft" if look.soft else ""))


def _say_language(run: Any, tag: str) -> None:
    """Say in which language a run is: Word asks for that of its letters and that of its ideographs apart."""
    which = "eastAsia" if tag.lower().startswith(("zh", "ja", "yue", "hak")) else "val"
    run._r.get_or_add_rPr().append(office.element("w:lang", **{which: tag}))  # noqa: SLF001
