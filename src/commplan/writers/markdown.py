"""Markdown: the text as it is, each figure a link to an SVG file beside it, with its data below."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it.tree import SyntaxTreeNode

from commplan import escape, writers
from commplan.chart import Figure, Table
from commplan.drawing import palette
from commplan.words import Language, Words
from commplan.writers import tongues

_FIGURE = Words("Figure", "指标")
_VALUE = Words("Value", "数值")
_NOTE = Words("Note", "说明")
_CLASSES = re.compile(r'class="([fs]-[^"]+)"')
_RULES = {"start": ":---", "end": "---:", "center": ":---:"}


def write(text: str, figures: Mapping[str, Figure], title: writers.Title) -> tuple[str, dict[str, str]]:
    """The text for a forge or an editor, and the SVG files it links to, by name."""
    files: dict[str, str] = {}
    lines = text.splitlines()
    for node in reversed(writers.parse(text).children):
        if node.map and writers.directive(node):
            start, end = node.map
            lines[start:end] = _directive(node, figures, title.language, files)
    if lines and lines[0].startswith("# "):
        lines.pop(0)  # a text that opens with its own title would show it twice
    body = "\n".join(map(tongues.without_marks, lines))
    return f"{_head(title)}{body.strip()}\n", dict(sorted(files.items()))


def _directive(
    node: SyntaxTreeNode, figures: Mapping[str, Figure], language: Language, files: dict[str, str]
) -> list[str]:
    if writers.directive(node) == "cards":
        return _cards(node, language)
    if writers.directive(node) == "contents":
        return []  # a forge shows its own
    name = node.content.strip()
    figure = figures.get(name)
    if figure is None:
        return ["> [!CAUTION]", f"> {writers.NO_FIGURE.in_language(language)} {escape.markdown(name)}"]
    if figure.svg is not None:
        files[f"{name}.svg"] = drawing(figure.svg)
    return _figure(name, figure, language).split("\n")


def drawing(svg: str) -> str:
    """A drawing as a file of its own: on paper of its own, and dark for a reader who wants it dark."""
    opening, rest = svg.split("<title>", 1)
    ground = f'<rect width="100%" height="100%" fill="{palette.LIGHT["paper"]}" class="f-paper"/>'
    classes = {name for found in _CLASSES.findall(svg + ground) for name in found.split()}
    title, marks = _after_names(f"<title>{rest}")
    return f"{opening}{title}<style>{palette.drawing_css(classes)}</style>{ground}{marks}\n"


def _after_names(inside: str) -> tuple[str, str]:
    end = inside.index("</title>") + len("</title>")
    if inside.startswith("<desc>", end):
        end = inside.index("</desc>", end) + len("</desc>")
    return inside[:end], inside[end:]


def _head(title: writers.Title) -> str:
    out = [f"# {escape.markdown(title.text)}"]
    below = [f"**{escape.markdown(title.of)}**"] if title.of else []
    below += [escape.markdown(line) for line in title.subtitle]
    out += ["  \n".join(below)] if below else []
    if title.draft:
        out.append(f"> [!WARNING]\n> **{writers.DRAFT.in_language(title.language)}** {escape.markdown(title.draft)}")
    return "".join(f"{part}\n\n" for part in out)


def _figure(name: str, figure: Figure, language: Language) -> str:
    table = _table(figure.table)
    lines = [f"**{escape.markdown(figure.title)}**"]
    lines += [escape.markdown(figure.description)] if figure.description else []
    if figure.svg is None:
        return "\n\n".join([*lines, table])
    gap = "：" if language == "zh" else ". "
    alt = escape.markdown(f"{figure.title}{gap}{figure.description}" if figure.description else figure.title)
    lines.append(f"![{alt}]({name}.svg)")
    if figure.table.rows:
        summary = writers.DATA_TABLE.in_language(language)
        lines.append(f"<details><summary>{summary}</summary>\n\n{table}\n\n</details>")
    return "\n\n".join(lines)


def _table(table: Table) -> str:
    align = [*table.align, *["start"] * len(table.columns)]
    head = "| " + " | ".join(escape.markdown(name) for name in table.columns) + " |"
    rule = "| " + " | ".join(_RULES[align[i]] for i in range(len(table.columns))) + " |"
    rows = ["| " + " | ".join(escape.markdown(cell) for cell in row) + " |" for row in table.rows]
    return "\n".join([head, rule, *rows])


def _cards(node: SyntaxTreeNode, language: Language) -> list[str]:
    names = [words.in_language(language) for words in (_FIGURE, _VALUE, _NOTE)]
    rows = [f"| {label} | {f'**{value}**' if value else ''} | {note} |" for label, value, note in writers.cards(node)]
    return [f"| {' | '.join(names)} |", "| :--- | ---: | :--- |", *rows]
