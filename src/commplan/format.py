"""What a format is: a name, a sentence, and one pure function from Report to text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from commplan.report import Report
from commplan.words import Words


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a Report down; `write` returns the whole text, ending in a newline."""

    name: str
    about: Words
    write: Callable[[Report], str]
