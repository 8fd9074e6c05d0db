"""Did you mean: the one known word that a misspelt one most likely stands for."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word most like this one; None when none is at least `likeness` (0 to 1) like it."""
    from difflib import get_close_matches  # nobody misspells in a plan that is clean

    found = get_close_matches(word, list(known), 1, likeness)
    return found[0] if found else None
