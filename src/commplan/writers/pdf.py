"""PDF: the tree as plain data for the typst program `templates/document.typ`, which sets it. Tagged, after PDF/UA-1.

Every text goes through as data, so that no plan can speak typst; the program is the only markup there is, and a user's own
`document.typ` takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from commplan import escape, writers
from commplan.chart import Figure, Table
from commplan.drawing import palette
from commplan.words import Words
from commplan.writers import grids, paper, tongues, typesetting

Data = dict[str, Any]

_TAGS = {"en": "en", "zh": "zh"}
_PAGE = Words("page {n} of {all}", "第 {n} 页，共 {all} 页")


@dataclass(slots=True)
class _Walk:
    title: writers.Title
    figures: Mapping[str, Figure]
    anchors: Mapping[str, str]
    taken: set[str] = field(default_factory=set)
    drawings: dict[str, str] = field(default_factory=dict)
    level: int = 0

    def say(self, words: Words) -> str:
        return words.in_language(self.title.language)


def write(text: str, figures: Mapping[str, Figure], title: writers.Title, template: str) -> bytes:
    """The file. `template` is the text of `templates/document.typ`, or of the user's own. Refusals as typesetting has them."""
    tree = writers.parse(text)
    walk = _Walk(title, figures, writers.anchors(tree))
    body = [block for node in tree.children if not writers.is_title(node, tree) for block in _block(node, walk)]
    heads = [block["label"] for block in body if block["kind"] == "heading" and block["level"] == 1]
    for block in body:
        if block["kind"] == "contents":
            third = -(-len(heads) // 3)
            block["last"] = [heads[third - 1], heads[2 * third - 1]] if len(heads) > 5 else heads[1:][-1:]
    told = {
        "title": escape.visible(title.text) or "–",  # a file without a title is none after PDF/UA
        "language": _TAGS[title.language],
        "running": paper.running(title.text),
        "subtitle": [escape.visible(line) for line in title.below],
        "draft": escape.visible(title.draft),
        "words": {
            "draft": walk.say(writers.DRAFT),
            "contents": "" if writers.has_place_for_contents(tree) or len(heads) < 2 else walk.say(writers.CONTENTS),
            "page": walk.say(_PAGE),
        },
        "colours": palette.LIGHT,
        "body": body,
    }
    shown = f"{told}{''.join(walk.drawings.values())}"
    names = typesetting.fonts(title.language, shown)
    drawings = {name: typesetting.with_fonts(svg, names) for name, svg in walk.drawings.items()}
    told |= {"fonts": names, "mono": (*typesetting.mono(), *names), "wide": typesetting.wide(title.language)}
    return typesetting.pdf(template, told, drawings, title.dated)


# --- blocks -----------------------------------------------------------------------------------------------------------
def _block(node: SyntaxTreeNode, walk: _Walk) -> list[Data]:
    return _BLOCKS[node.type](node, walk)


def _blocks(nodes: Sequence[SyntaxTreeNode], walk: _Walk) -> list[Data]:
    return [block for node in nodes for block in _block(node, walk)]


def _paragraph(node: SyntaxTreeNode, walk: _Walk) -> list[Data]:
    return [{"kind": "paragraph", "inside": _inline(node.children[0], walk)}]


def _heading(node: SyntaxTreeNode, walk: _Walk) -> list[Data]:
    name = writers.slug(writers.plain(node.children[0]), walk.taken)
    # A level is never left out: who reads by headings would look for it, and PDF/UA forbids it.
    walk.level = max(1, min(int(node.tag[1]) - 1, walk.level + 1))
    inside = _inline(node.children[0], walk) or [{"kind": "text", "text": "…"}]
    return [{"kind": "heading", "level": walk.level, "label": walk.anchors[name], "inside": inside}]


def _list(node: SyntaxTreeNode, walk: _Walk) -> list[Data]:
    items = [_blocks(item.children, walk) for item in node.children]
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    return [{"kind": "list", "start": start, "items": items}]


def _quote(node: SyntaxTreeNode, walk: _Walk) -> list[Data]:
    alert = writers.alert(node)
    if alert is None:
        return [{"kind": "quote", "inside": _blocks(node.children, walk)}]
    first, rest = node.children[0], node.children[1:]
    opening = [inline for part in writers.without_alert(first.children[0]) for inline in _inlines(part, walk)]
    inside = [{"kind": "paragraph", "inside": opening}] if opening else []
    return [_callout(walk.say(writers.ALERTS[alert]), alert, [*inside, *_blocks(rest, walk)])]


def _callout(name: str, alert: writers.Alert, inside: list[Data]) -> Data:
    return {"kind": "alert", "alert": alert, "name": name, "inside": inside}


def _fence(node: SyntaxTreeNode, walk: _Walk) -> list[Data]:
    directive = writers.directive(node)
    if directive == "figure":
        return [_figure(node.content.strip(), walk)]
    if directive == "cards":
        inside = [[_inline(writers.parse_inline(cell), walk) for cell in card] for card in writers.cards(node)]
        return [{"kind": "cards", "cards": inside}] if inside else []
    if directive == "contents":
        return [{"kind": "contents", "title": walk.say(writers.CONTENTS), "last": []}]
    return [{"kind": "code", "text": escape.terminal(node.content.rstrip())}]


def _figure(name: str, walk: _Walk) -> Data:
    figure = walk.figures.get(name)
    if figure is None:
        words = f"{walk.say(writers.NO_FIGURE)} {escape.visible(name)}"
        inside = [{"kind": "paragraph", "inside": [{"kind": "text", "text": words}]}]
        return _callout(walk.say(writers.ALERTS["caution"]), "caution", inside)
    told: Data = {
        "kind": "figure",
        "title": escape.visible(figure.title),
        "description": escape.visible(figure.description),
    }
    if figure.months:
        return told | grids.data(figure)
    if figure.svg is None or not paper.drawn(figure):
        return told | {"table": _data_table(figure.table, walk)}
    file = f"figure-{len(walk.drawings)}.svg"
    walk.drawings[file] = figure.svg
    return told | {"file": file, "share": paper.across(figure.svg), "alt": paper.told(figure)}


def _data_table(table: Table, walk: _Walk) -> Data:
    rows, align = paper.cells(table)
    cells = [[_plain_cell(text, walk, head=at == 0) for text in row] for at, row in enumerate(rows)]
    return {
        "kind": "table",
        "align": align,
        "widths": paper.shares(rows),
        "standing": paper.standing(rows),
        "rows": cells,
    }


def _plain_cell(text: str, walk: _Walk, *, head: bool) -> Data:
    tone = "" if head else paper.letter(text).lower()
    return {"tone": tone, "inside": _texts(text, walk) if text else []}


def _table(node: SyntaxTreeNode, walk: _Walk) -> list[Data]:
    rows = writers.rows_of(node)
    words = [[writers.words_of(cell) for cell in row] for row in rows]
    cells = [[_cell(cell, walk, head=at == 0) for cell in row] for at, row in enumerate(rows)]
    align = [writers.cell_align(cell) for cell in rows[0]]
    return [
        {
            "kind": "table",
            "align": align,
            "widths": paper.shares(words),
            "standing": paper.standing(words),
            "rows": cells,
        }
    ]


def _cell(cell: SyntaxTreeNode, walk: _Walk, *, head: bool) -> Data:
    tone = "" if head else walk.title.verdicts.get(writers.words_of(cell), "")
    return {"tone": tone, "inside": [inline for part in cell.children for inline in _inline(part, walk)]}


# --- inline -----------------------------------------------------------------------------------------------------------
def _inline(node: SyntaxTreeNode, walk: _Walk) -> list[Data]:
    return [inline for child in node.children for inline in _inlines(child, walk)]


def _inlines(node: SyntaxTreeNode, walk: _Walk) -> list[Data]:
    if node.type in {"text", "text_special"}:
        return _texts(escape.terminal(node.content), walk)
    if node.type == "code_inline":
        return [{"kind": "code", "text": escape.terminal(node.content)}]
    if node.type == "softbreak":
        gap = writers.soft_break(node)
        return [{"kind": "text", "text": gap}] if gap else []
    if node.type == "hardbreak":
        return [{"kind": "break"}]
    inside = _inline(node, walk)
    if node.type == "link" and inside:
        return [_link(str(node.attrs.get("href", "")), inside, walk)]
    return [{"kind": node.type, "inside": inside}] if inside and node.type in {"em", "strong"} else inside


def _texts(text: str, walk: _Walk) -> list[Data]:
    return [
        _spoken(walk.title.tongue, [{"kind": "text", "text": piece}]) if other else {"kind": "text", "text": piece}
        for piece, other in tongues.pieces(text, walk.title.language)
    ]


def _spoken(tag: str, inside: list[Data]) -> Data:
    return {"kind": "tongue", "language": tag.partition("-")[0].lower(), "inside": inside}


def _link(target: str, inside: list[Data], walk: _Walk) -> Data:
    if target.startswith("#"):
        from urllib.parse import unquote

        label = walk.anchors.get(unquote(target[1:]))
        return {"kind": "jump", "label": label, "inside": inside} if label else {"kind": "group", "inside": inside}
    if target.startswith(tongues.SCHEME):
        return _spoken(target.removeprefix(tongues.SCHEME), inside)
    return {"kind": "link", "target": target, "inside": inside}


_BLOCKS: dict[str, Callable[[SyntaxTreeNode, _Walk], list[Data]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
    "fence": _fence,
    "code_block": lambda node, _: [{"kind": "code", "text": escape.terminal(node.content.rstrip())}],
    "hr": lambda _node, _walk: [{"kind": "rule"}],
    "table": _table,
}
