"""Did you mean: the one known word that a misspelt one most likely stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word most like this one; None when none is at least `likeness` (0 to 1) like it."""
    from difflib import get_close_matches  # nobody misspells in a plan that is clean

    found = get_close_matches(word, list(known), 1, likeness)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Near:
    """A known word, and in how many letters the other one differs from it."""

    word: str
    distance: int


def only_near(word: str, known: Iterable[str]) -> Near | None:
    """The known word that a misspelt one can only stand for: no other is near. None when several are, or none."""
    reach = _REACH if len(word) > _SHORT else 1
    near = [Near(k, d) for k in known if abs(len(k) - len(word)) <= reach and (d := distance(word, k)) <= reach]
    return near[0] if len(near) == 1 else None


_REACH, _SHORT = 2, 4


def distance(one: str, other: str) -> int:
    """How many letters must be added, dropped, changed or swapped with their neighbour to make one word of the other."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            least = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
