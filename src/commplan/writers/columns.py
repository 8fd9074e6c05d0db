"""How wide the columns of a table on paper are, where no browser works it out: by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commplan.drawing.canvas import text_width

_WORDS = re.compile(r"[^\s\u2e80-\uffef]+|[\u2e80-\uffef]{1,4}")
_LONGEST_WORD, _WHOLE, _FIRST, _LONGEST_TEXT, _PADDING = 12.0, 10.0, 11.0, 90.0, 1.2
"""In ems: a column has room for its longest word and for texts as short as a date; longer ones share what the page leaves."""


def shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """The share of the width that each column gets, of its cells' texts, the header's among them; together 1."""
    least, more = list[float](), list[float]()
    for column in zip(*rows, strict=True):
        # A header may break between its words, and what names the rows may not vanish beside many columns.
        lengths = [text_width(text, 1) for text in column[1:]] or [0.0]
        word = min(_LONGEST_WORD, max(map(_word, column)))
        least.append(max(word, min(max(lengths), _WHOLE if least else _FIRST), 1.5) + _PADDING)
        # Less than in proportion: one long text does not take the room of all others.
        wish = (max(lengths) + 2 * sum(lengths) / len(lengths)) / 3
        more.append(max(0.01, min(wish, _LONGEST_TEXT) - least[-1]) ** 0.9)
    room = max(0.0, _page(len(least)) - sum(least)) / sum(more)
    sizes = [low + room * rest for low, rest in zip(least, more, strict=True)]
    return [round(size / sum(sizes), 4) for size in sizes]


def _page(count: int) -> float:
    """The width of a page in ems of the type that a table of so many columns is set in."""
    return 57.0 if count < 7 else 64.0 if count < 9 else 69.0


def _word(text: str) -> float:
    return max((text_width(part, 1) for part in _WORDS.findall(text)), default=0.0)
