"""Text for a terminal: pieces with a style, coloured or plain. The only home of rich, and only when colour is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

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


Update = Callable[[str, int, int, int], None]
"""A name, what is done and what there is to do, both in bytes, and how many records that were."""


@contextmanager
def progress(stream: TextIO, records: str, after: str) -> Iterator[Update]:
    """A line on a terminal that shows how far something is, how fast, and how long it will take; gone at the end.

    `records` is what is counted, such as "records"; `after` what is done when all is read, such as "sorting".
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    shown = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        DownloadColumn(),
        TransferSpeedColumn(),
        TextColumn("{task.fields[told]}", markup=False),
        TimeRemainingColumn(compact=True),
        console=Console(file=stream),
        transient=True,
    )
    tasks = {}

    def update(name: str, done: int, total: int, count: int) -> None:
        if name not in tasks:
            tasks[name] = shown.add_task(_inert(name), total=total, told="")
        told = f"{count:,} {records}" if done < total else f"{count:,} {records}, {after}"
        shown.update(tasks[name], completed=min(done, total), told=told)

    with shown:
        yield update


_WIDE = "\u2e80-\u9fff\uff00-\uffef"
_WORDS = re.compile(rf"[{_WIDE}]|[^\s{_WIDE}]+|\s+")
_STOPS = "\u3000-\u303f\uff00-\uff0f\uff1a-\uff1f"
_SEAM = re.compile(rf"(?<=[{_WIDE}])\s*\n\s*(?=[{_WIDE}])|(?<=[{_STOPS}])\s*\n\s*|\s*\n\s*(?=[{_STOPS}])")
_ITEM = re.compile(r"[-*] +")


def wrap(text: str, limit: int, indent: str = "") -> str:
    """Paragraphs folded to `limit` columns, Chinese between any two characters, other scripts at blanks.

    An item of a list (`- ...`) begins a line of its own and goes on under its first word; lines that stand further in
    (a formula, a table) stay as they are.
    """
    lines: list[str] = []
    for block in _blocks(text):
        mark = _ITEM.match(block)
        if block[:1].isspace():
            lines.append(indent + block.rstrip())
        elif not block:
            lines.append("")
        else:
            lines += _folded(block, limit, indent, " " * len(mark[0]) if mark else "")
    return "\n".join(lines).rstrip("\n")


def _blocks(text: str) -> list[str]:
    """Paragraphs, items, lines that stay, and an empty one for each blank line between them."""
    blocks: list[str] = []
    for line in text.split("\n"):
        before = blocks[-1] if blocks else ""
        item = _ITEM.match(before)
        if not line.strip():
            blocks += [""] if before else []
        elif before and not before[:1].isspace() and not _ITEM.match(line) and (item or not line[:1].isspace()):
            blocks[-1] = before + "\n" + line
        else:
            blocks.append(line)
    return blocks


def _folded(block: str, limit: int, indent: str, hanging: str) -> list[str]:
    lines, line, used = [], indent, width(indent)
    for word in _WORDS.findall(" ".join(_SEAM.sub("", block).split())):
        stays = word in "，。、；：！？）》”’"
        if used + width(word) > limit and line.strip() and not stays:
            lines.append(line.rstrip())
            line, used = indent + hanging, width(indent + hanging)
        if not (word.isspace() and not line.strip()):
            line, used = line + word, used + width(word)
    return [*lines, line.rstrip()]
