"""What a format is: a name, a sentence, and one pure function from Report to text."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from commplan.finding import Finding
from commplan.report import Checked, Report
from commplan.words import Words


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a Report down; `write` returns the whole text, ending in a newline."""

    name: str
    about: Words
    write: Callable[[Report], str]


def fingerprints(plan: Checked, salt: str = "") -> Iterator[tuple[Finding, str]]:
    """The findings of a plan, each with a text by which other programs know it again: 32 hexadecimal digits.

    Made of the rule and the address in the plan, and of which of several there it is; so it stays the same when lines move,
    when the words of a message change, and in any language.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for finding in plan.findings:
        known = (finding.name, finding.address)
        parts = (salt.replace("\\", "/").removeprefix("./"), *known, str(seen[known]))
        seen[known] += 1
        yield finding, hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
