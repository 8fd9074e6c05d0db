"""Members some at a time, where what is asked about each of them is too much to hold for all at once.

Members are hashes, so that parts of equal width are about as large; whoever has another name is in one of the parts all the
same.
"""

from __future__ import annotations

from collections.abc import Iterator

AT_ONCE = 50_000
"""So many rows are looked at together: more takes more memory, less takes longer."""
_MARKS = 4096


def batches(rows: int, column: str) -> Iterator[tuple[str, list[str]]]:
    """Conditions on a column of members, with their values, that part all members into as many parts as leave about AT_ONCE
    of so many rows for each; 4,096 at most, in order, none of them empty of meaning: no rows, no parts."""
    if not rows:
        return
    parts = 1
    while rows > parts * AT_ONCE and parts < _MARKS:
        parts *= 2
    marks = [f"{n * _MARKS // parts:03x}" for n in range(1, parts)]
    for first, end in zip(["", *marks], [*marks, ""], strict=True):
        limits = [(f"{column} {sign} ?", mark) for sign, mark in ((">=", first), ("<", end)) if mark]
        yield " AND ".join(["1 = 1", *(text for text, _ in limits)]), [mark for _, mark in limits]
