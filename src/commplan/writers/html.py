"""HTML: one page that needs nothing else, for the screen in light and dark, for a phone and for paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from commplan import escape, writers
from commplan.chart import Align, Figure, Table
from commplan.drawing import palette
from commplan.drawing.canvas import text_width
from commplan.words import Words
from commplan.writers import terse, tongues

_SKIP = Words("Skip to the text", "跳到正文")
_TABLE = Words("Table", "表格")
_HEAT = re.compile(r'class="h(\d)"')
_OPENING = re.compile(r'( xmlns="[^"]*"| font-family="[^"]*")|(?<=>)<title>[^<]*</title>(?:<desc>[^<]*</desc>)?$')
_CARD_EMS, _ROOMY_CARD_EMS, _WIDE_TABLE = 6.5, 7.6, 7
_BRIEF = 6_000
"""Up to so many characters without a figure is meant for one sheet of paper, and is set closer there."""
_LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans"}


@dataclass(slots=True)
class _Walk:
    """Where the walk through one text stands: what is named already, and what the contents will list."""

    title: writers.Title
    figures: Mapping[str, Figure]
    taken: set[str] = field(default_factory=lambda: {"text", "top"})
    regions: set[str] = field(default_factory=set)
    contents: list[tuple[str, str]] = field(default_factory=list)
    heading: str = ""
    level: int = 1
    drawn: list[str] = field(default_factory=list)
    aligned: set[tuple[Align, ...]] = field(default_factory=set)

    def say(self, words: Words) -> str:
        return escape.html(words.in_language(self.title.language))


def write(text: str, figures: Mapping[str, Figure], title: writers.Title, style: str) -> str:
    """The page. `style` is the text of `templates/style.css`, or of the user's own."""
    walk = _Walk(title, figures)
    tree = writers.parse(text)
    body = "".join(_block(node, walk) for node in tree.children if not writers.is_title(node, tree))
    brief = " class=brief" if len(text) < _BRIEF and not walk.drawn else ""
    whole = (
        f'<a class="skip" href="#text">{walk.say(_SKIP)}</a>\n{_header(walk)}\n'
        f'<div class="page">\n{_contents(walk)}<main id="text" tabindex="-1">\n{body}</main>\n</div>\n'
    )
    shown, looks = terse.page(tongues.page(whole, title.language, title.tongue))
    heat = palette.heat_css(found for fragment in walk.drawn for found in _HEAT.findall(fragment))
    rules = terse.sheet(style, brief + shown) + _alignments(walk.aligned) + heat + looks
    sheet = palette.tokens_css(terse.colours(rules)) + rules
    return (
        f'<!doctype html>\n<html lang="{_LANGUAGE_TAGS[title.language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape.html(title.whole)}</title>\n<style>{sheet}</style>\n</head>\n<body{brief}>\n{shown}"
        "</body>\n</html>\n"
    )


def _header(walk: _Walk) -> str:
    title = walk.title
    of = f'<p class="of">{escape.html(title.of)}</p>' if title.of else ""
    lines = of + "".join(f"<p>{escape.html(line)}</p>" for line in title.subtitle)
    chip = f'<span class="draft-chip">{walk.say(writers.DRAFT)}</span>'
    draft = f'<div class="draft">{chip}<p>{escape.html(title.draft)}</p></div>' if title.draft else ""
    return f'<header class="top" id="top"><h1>{escape.html(title.text)}</h1>{lines}{draft}</header>'


def _contents(walk: _Walk) -> str:
    if len(walk.contents) < 2:
        return ""
    items = "".join(f'<li><a href="#{escape.html(name)}">{escape.html(text)}</a></li>' for name, text in walk.contents)
    label = walk.say(writers.CONTENTS)
    return f'<nav class="contents" aria-label="{label}"><p>{label}</p><ul>{items}</ul></nav>\n'


def _block(node: SyntaxTreeNode, walk: _Walk) -> str:
    return _BLOCKS.get(node.type, _children)(node, walk)


def _children(node: SyntaxTreeNode, walk: _Walk) -> str:
    return "".join(_block(child, walk) for child in node.children)


def _element(node: SyntaxTreeNode, walk: _Walk) -> str:
    return f"<{node.tag}>{_children(node, walk)}</{node.tag}>\n"


def _paragraph(node: SyntaxTreeNode, walk: _Walk) -> str:
    inside = _children(node, walk)
    return inside if node.hidden else f"<p>{inside}</p>\n"


def _heading(node: SyntaxTreeNode, walk: _Walk) -> str:
    words = writers.plain(node.children[0])
    name = writers.slug(words, walk.taken)
    # A level is never left out: who reads by headings would look for it.
    level = max(2, min(int(node.tag[1]), walk.level + 1))
    tag, walk.level, walk.heading = f"h{level}", level, words
    if tag == "h2":
        walk.contents.append((name, words))
    return f'<{tag} id="{escape.html(name)}">{_children(node, walk)}</{tag}>\n'


def _ordered_list(node: SyntaxTreeNode, walk: _Walk) -> str:
    start = node.attrs.get("start", 1)
    opening = "<ol>" if start == 1 else f'<ol start="{int(start)}">'
    return f"{opening}{_children(node, walk)}</ol>\n"


def _quote(node: SyntaxTreeNode, walk: _Walk) -> str:
    alert = writers.alert(node)
    if alert is None:
        return f"<blockquote>{_children(node, walk)}</blockquote>\n"
    first, rest = node.children[0], node.children[1:]
    opening = "".join(_block(part, walk) for part in writers.without_alert(first.children[0]))
    inside = (f"<p>{opening}</p>\n" if opening else "") + "".join(_block(child, walk) for child in rest)
    kind = f'<p class="kind">{walk.say(writers.ALERTS[alert])}</p>'
    return f'<div class="callout {alert}" role="note">{kind}{inside}</div>\n'


def _fence(node: SyntaxTreeNode, walk: _Walk) -> str:
    kind = writers.directive(node)
    if kind == "figure":
        return _figure(node.content.strip(), walk)
    if kind == "cards":
        return _cards(node, walk)
    if kind == "contents":
        return ""  # they stand beside the text
    return f'<pre tabindex="0"><code>{escape.preformatted(node.content.rstrip())}</code></pre>\n'


def _cards(node: SyntaxTreeNode, walk: _Walk) -> str:
    out, told = [], writers.cards(node)
    # Rows of like length: six cards are three and three, not five and a lonely one.
    per_row = len(told) if len(told) <= 4 else 3 if len(told) in {5, 6, 9} else 4
    room = _ROOMY_CARD_EMS if per_row < 4 else _CARD_EMS
    for label, value, note in told:
        small = f'<dd class="small">{_inline(note, walk)}</dd>' if note else ""
        long = text_width(writers.plain(writers.parse_inline(value)), 1) > room
        shown = f"<dd{' class=long' if long else ''}>{_inline(value, walk)}</dd>"
        out.append(f"<div><dt>{_inline(label, walk)}</dt>{shown}{small}</div>")
    return f'<dl class="cards of{per_row}">{"".join(out)}</dl>\n'


def _inline(text: str, walk: _Walk) -> str:
    return _children(writers.parse_inline(text), walk)


def _figure(name: str, walk: _Walk) -> str:
    figure = walk.figures.get(name)
    if figure is None:
        return f'<p class="missing">{walk.say(writers.NO_FIGURE)} <code>{escape.html(name)}</code></p>\n'
    drawn = figure.html or _within_page(figure.svg or "")
    walk.drawn.append(drawn)
    region = _region(figure.title, walk)
    caption = f"<figcaption><strong>{escape.html(figure.title)}</strong>"
    caption += f"<span>{escape.html(figure.description)}</span></figcaption>" if figure.description else "</figcaption>"
    if figure.html is not None:
        return f"<figure>{caption}{region}{drawn}</div></figure>\n"
    summary = writers.DATA_TABLE.in_language(walk.title.language)
    table = f"{_region(f'{figure.title} · {summary}', walk)}{_data(figure.table, walk)}</div>"
    more = f"<details><summary>{summary}</summary>{table}</details>" if figure.table.rows else ""
    return f"<figure>{caption}{region}{drawn}</div>{more}</figure>\n"


def _within_page(svg: str) -> str:
    """A drawing less what the page around it says already: its fonts, its description, its title but for its name."""
    opening = re.match(r"<svg[^>]*>(?:<title>[^<]*</title>(?:<desc>[^<]*</desc>)?)?", svg)
    head = _OPENING.sub("", opening[0]) if opening else ""
    name = re.search(r"<title>([^<]*)", opening[0] if opening else "")
    if name:
        head = re.sub(r'aria-label="[^"]*"', lambda _: f'aria-label="{name[1]}"', head)
    return head + svg[len(opening[0]) if opening else 0 :]


def _region(name: str, walk: _Walk) -> str:
    unique, count = name, 1
    while unique in walk.regions:
        count += 1
        unique = f"{name} ({count})"
    walk.regions.add(unique)
    return f'<div class="scroll" role="region" aria-label="{escape.html(unique)}" tabindex="0">'


def _data(table: Table, walk: _Walk) -> str:
    start: Align = "start"
    align = [*table.align, *[start] * len(table.columns)][: len(table.columns)]
    head = "".join(_cell("th", "col", escape.html(name)) for name in table.columns)
    rows = ""
    for first, *rest in table.rows:
        cells = "".join(_cell("td", "", escape.html(cell)) for cell in rest)
        rows += f"<tr>{_cell('th', 'row', escape.html(first))}{cells}</tr>"
    return f"{_opening(align, walk)}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _opening(align: Sequence[Align], walk: _Walk) -> str:
    """The start of a table, with a class for how its columns are aligned: shorter than one for each of the cells."""
    wide = ["wide"] if len(align) >= _WIDE_TABLE else []
    if set(align) != {"start"}:
        walk.aligned.add(tuple(align))
    classes = " ".join([*wide, *_aligned(align)])
    return f'<table class="{classes}">' if classes else "<table>"


def _aligned(align: Sequence[Align]) -> list[str]:
    ends, middles = ([at for at, one in enumerate(align, 1) if one == side] for side in ("end", "center"))
    return [f"{letter}{'-'.join(map(str, at))}" for letter, at in (("e", ends), ("m", middles)) if at]


def _alignments(found: Iterable[tuple[Align, ...]]) -> str:
    """The rules for the columns of tables: at the end of their cells, or in the middle."""
    sides = {"e": "text-align:right;min-width:0", "m": "text-align:center;min-width:0"}
    out = ""
    for name in sorted({name for align in found for name in _aligned(align)}):
        cells = ",".join(f".{name} tr>:nth-child({at})" for at in name[1:].split("-"))
        out += f"{cells}{{{sides[name[0]]}}}"
    return out


def _cell(tag: str, scope: str, inside: str) -> str:
    if tag == "th" and not inside:
        tag, scope = "td", ""
    return f"<{tag}{f' scope={chr(34)}{scope}{chr(34)}' if scope else ''}>{escape.breakable(inside)}</{tag}>"


def _table(node: SyntaxTreeNode, walk: _Walk) -> str:
    columns, *rest = writers.rows_of(node)
    # A table whose first column has no name names its rows there.
    named_rows = bool(columns) and not writers.words_of(columns[0])
    opening = "".join(_table_cell(cell, walk, "col") for cell in columns)
    scopes = ["row" if named_rows else "", *[""] * len(columns)]
    rows = ""
    for row in rest:
        cells = (_table_cell(cell, walk, scope) for cell, scope in zip(row, scopes, strict=False))
        rows += f"<tr>{''.join(cells)}</tr>\n"
    region = _region(f"{_TABLE.in_language(walk.title.language)}: {walk.heading or walk.title.text}", walk)
    table = _opening([writers.cell_align(cell) for cell in columns], walk)
    return f"{region}{table}<thead><tr>{opening}</tr></thead>\n<tbody>{rows}</tbody></table></div>\n"


def _table_cell(cell: SyntaxTreeNode, walk: _Walk, scope: str) -> str:
    words = writers.words_of(cell)
    inside = _children(cell, walk)
    tone = walk.title.verdicts.get(words)
    if tone and not scope:
        inside = f'<span class="chip {tone}">{inside}</span>'
    return _cell("th" if scope else "td", scope, inside)


def _link(node: SyntaxTreeNode, walk: _Walk) -> str:
    target = escape.html(str(node.attrs.get("href", "")))
    if target.startswith(tongues.SCHEME):
        return f'<i lang="{target.removeprefix(tongues.SCHEME)}">{_children(node, walk)}</i>'
    away = "" if target.startswith("#") else ' rel="noopener noreferrer"'
    return f'<a href="{target}"{away}>{_children(node, walk)}</a>'


def _bold(node: SyntaxTreeNode, walk: _Walk) -> str:
    # What is bold in a plan's documents is the name of what follows, not a thing said with stress.
    return f"<b>{_children(node, walk)}</b>"


def _inline_element(node: SyntaxTreeNode, walk: _Walk) -> str:
    return f"<{node.tag}>{_children(node, walk)}</{node.tag}>"


_BLOCKS: dict[str, Callable[[SyntaxTreeNode, _Walk], str]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _element,
    "ordered_list": _ordered_list,
    "list_item": _element,
    "blockquote": _quote,
    "fence": _fence,
    "code_block": lambda node, _: (
        f'<pre tabindex="0"><code>{escape.preformatted(node.content.rstrip())}</code></pre>\n'
    ),
    "hr": lambda _node, _walk: "<hr>\n",
    "table": _table,
    "em": _inline_element,
    "strong": _bold,
    "link": _link,
    "text": lambda node, _: escape.preformatted(node.content),
    "code_inline": lambda node, _: f"<code>{escape.preformatted(node.content)}</code>",
    "softbreak": lambda node, _: writers.soft_break(node) and "\n",
    "hardbreak": lambda _node, _walk: "<br>",
}
