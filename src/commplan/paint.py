"""Text for a terminal: pieces with a style, coloured or plain. The only home of rich, and only when colour is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from commplan.escape import terminal

Piece = str | tuple[str, str]  # text, or text and a style such as "bold red"


def paint(pieces: Iterable[Piece], colour: bool) -> str:
    """The pieces as one text. Control characters in them are made visible, so that no text can paint by itself."""
    if not colour:
        return "".join(_inert(p if isinstance(p, str) else p[0]) for p in pieces)
    from rich.color import ColorSystem
    from rich.style import Style

    out = []
    for piece in pieces:
        text, style = (piece, "") if isinstance(piece, str) else piece
        inert = _inert(text)
        out.append(Style.parse(style).render(inert, color_system=ColorSystem.STANDARD) if style else inert)
    return "".join(out)


def _inert(text: str) -> str:
    return "\n".join(terminal(line) for line in text.split("\n"))


def width(text: str) -> int:
    """Columns a text takes in a terminal: two for each wide East Asian character, none for a combining one."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def columns(rows: Iterable[tuple[str, ...]], gap: int = 2) -> str:
    """Rows as lines with aligned columns; the last column is left as it is."""
    table = list(rows)
    count = len(table[0]) if table else 0
    widths = [max(width(row[i]) for row in table) + gap for i in range(count - 1)]
    lines = []
    for row in table:
        cells = [cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=False)]
        lines.append(terminal("".join(cells) + row[-1]).rstrip())
    return "\n".join(lines) + ("\n" if lines else "")


def wrap(text: str, limit: int, indent: str = "") -> str:
    """Paragraphs folded to `limit` columns, Chinese between any two characters, other scripts at blanks."""
    lines = []
    for paragraph in text.split("\n\n"):
        line, used = indent, width(indent)
        for word in re.findall(
            r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+", " ".join(paragraph.split())
        ):
            stays = word in "，。、；：！？）》”’"
            if used + width(word) > limit and used > width(indent) and not stays:
                lines.append(line.rstrip())
                line, used = indent, width(indent)
            if not (word.isspace() and used == width(indent)):
                line, used = line + word, used + width(word)
        lines += [line.rstrip(), ""]
    return "\n".join(lines).rstrip("\n")
