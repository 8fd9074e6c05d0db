"""Hostile text made inert, for each place where text of a plan or an export comes to stand.

Names, titles and notes are written by people commplan does not know. Each function here takes such a text and gives
one that shows the very same characters in its place and does nothing else there.
"""

from __future__ import annotations

import re

# C0, DEL, C1, directional marks, embeddings, overrides and isolates, surrogates and the two characters XML forbids:
# what can move a cursor, hide a word or reverse a line, and what no file can hold.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LINE_BREAKS = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")

_ALWAYS = re.compile(r"[\\`*\[\]<|~$@]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w{1,40}(?:;|$))")
_HASH = re.compile(r"(?<!\w)#")
_ADDRESS = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_BLOCK_START = re.compile(r"^(?:\+(?=\s|$)|-(?=[\s-]|$)|=(?==*$)|>|:(?=-)|(\d{1,9})([.)])(?=\s|$))")
FORMULA = r"^\s*[=+\-@'＝＋－＠]"
"""What Excel, LibreOffice or Google Sheets takes for the beginning of a formula, the full-width signs of Chinese input
included; an apostrophe of ours is doubled, so that taking one away gives the text again."""
_FORMULA = re.compile(FORMULA)
_LETTER = r"(?:&#?\w+;|[!-%'-;=?-~\u00c0-\u024f])"
_LONG_WORD = re.compile(rf"<[^>]*>|{_LETTER}{{20}}(?={_LETTER}{{4}})")


def visible(text: str) -> str:
    """One line with nothing unseen in it: white space runs become one space, control and bidi characters ‹U+202E›."""
    return _UNSEEN.sub(_named, _LINE_BREAKS.sub(" ", text)).strip()


def markdown(text: str) -> str:
    """Inline Markdown that renders as exactly `visible(text)`: in a paragraph, heading, list item or table cell."""
    shown = visible(text)
    for pattern in (_ALWAYS, _UNDERSCORE, _ENTITY, _HASH, _ADDRESS):
        shown = pattern.sub(r"\\\g<0>", shown)
    return _BLOCK_START.sub(_without_block, shown)


def html(text: str) -> str:
    """Text for an element or a quoted attribute of HTML."""
    return _entities(visible(text))


def preformatted(text: str) -> str:
    """Text for an element of HTML whose spaces and line ends matter: code, or a run of text beside marks."""
    return _entities(terminal(text))


def breakable(shown: str) -> str:
    """HTML whose words may go on in the next line where they are longer than a column of a table."""
    return _LONG_WORD.sub(lambda found: found[0] + "<wbr>" * (found[0][0] != "<"), shown)


def _entities(text: str) -> str:
    from html import escape  # brings a table of all entities along, which a check has no use for

    return escape(text, quote=True)


def svg(text: str) -> str:
    """Text for an element or a quoted attribute of SVG."""
    return html(text)


def spreadsheet(text: str) -> str:
    """Text for a cell of CSV: one that would be a formula gets an apostrophe before it; lines stay lines."""
    shown = terminal(text)
    return f"'{shown}" if like_formula(shown) else shown


def like_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text that somebody types for a formula, or its beginning for a mark of its own."""
    return bool(_FORMULA.match(text))


def terminal(text: str) -> str:
    """Text that cannot move the cursor, colour or reverse the line; lines stay lines, tabs become spaces."""
    return "\n".join(_UNSEEN.sub(_named, line.replace("\t", "    ")) for line in text.replace("\r\n", "\n").split("\n"))


def _named(match: re.Match[str]) -> str:
    return f"‹U+{ord(match[0]):04X}›"


def _without_block(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[0]}"
