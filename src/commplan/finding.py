"""Places in a plan, and what can be said about them.

A `Problem` is raw: a rule says where (symbolically) and what. A `Finding` is what the world sees: code, severity and
span added. Between the two stand the document, which turns a `Place` into a `Span`, and lint, the home of policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from commplan.words import Words

Path = tuple[str | int, ...]


class Severity(StrEnum):
    """How much a finding matters: RFC 2119 MUST, SHOULD, MAY."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        return ("error", "warning", "info").index(self.value)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where in which file; lines and columns count from 1, columns in characters, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Place:
    """A path of keys and indices into the plan, on the value there or on its key; faults of the text bring a span."""

    path: Path
    on: Literal["value", "key"] = "value"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to the story, with what it has to do with it."""

    place: Place
    message: Words


@dataclass(frozen=True, slots=True)
class Change:
    """One change of what the plan says, by place; `document/edits.py` knows which text that is.

    `set`: the value becomes `to` (text keeps its quotes, a number or true/false has none). `quote`: a number or true/false
    becomes the text that it is written as. `rename`: the key becomes
    `to`. `delete`: the list item or the key with its value goes. `before`, `after`: `to` is the YAML of one more item
    or of one more `key: value` beside the place. `comment`: what stands in the span of the place, which is no data, becomes
    `to`.
    """

    place: Place
    act: Literal["set", "quote", "rename", "delete", "before", "after", "comment"]
    to: str | int | Decimal | bool | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """How a fault is mended where there is one right answer: all its changes, or none.

    `safe`: the plan means what it meant, or could mean nothing else; else only on request. `choice`: the answer hangs on
    what the user must say first, by this word; such a fix stands under `choices` of its problem, never under `fix`.
    """

    changes: tuple[Change, ...]
    safe: bool
    about: Words
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found wrong. `severity` only where it is milder than the rule's own, which is the gravest it reports.

    `fix` only where no second answer is plausible; `choices` where one is, once the user has said which side is right.
    """

    place: Place
    message: Words
    hint: Words | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    fix: Fix | None = None
    choices: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """A rule could not decide here, because the plan does not say `missing`; `early`: because nobody can say it yet."""

    place: Place
    missing: Words
    early: bool = False


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A rule has nothing to judge in this plan, and why."""

    reason: Words


Outcome = Problem | Unknown | NotApplicable


@dataclass(frozen=True, slots=True)
class Spot:
    """A related place, made concrete."""

    span: Span
    message: Words


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in a span, over all its lines, becomes `text`; an empty span is where text is put in."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A fix made concrete: its edits in the order of the text, and the changes of the data that they come to."""

    edits: tuple[Edit, ...]
    safe: bool
    about: Words
    changes: tuple[Change, ...]
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, as every format shows it. `address` is its path with ids instead of numbers, where there are ids: what
    other programs know it by, since lines and numbers move.

    `fix` is what `--fix` does about it (`--unsafe-fixes` too, where it is not safe); `choices` wait for the user's word.
    """

    code: str
    name: str
    severity: Severity
    span: Span
    path: Path
    message: Words
    hint: Words | None
    related: tuple[Spot, ...] = ()
    fix: Repair | None = None
    choices: tuple[Repair, ...] = ()
    address: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        s = self.span
        return (s.file, s.line, s.column, self.severity.rank, self.code, self.message.en)


class Means(StrEnum):
    """How a finding comes not to count: by a comment in the plan, a waiver in the configuration, an entry of the
    baseline, or because nothing about it has changed since the revision that was asked for."""

    IGNORE = "ignore"
    WAIVER = "waiver"
    BASELINE = "baseline"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is told of, but does not count. `reason` is in the user's own words, empty when none is given;
    `span` is where the plan, the configuration or the baseline says so; `owner` and `until` belong to waivers."""

    finding: Finding
    means: Means
    reason: str = ""
    span: Span | None = None
    owner: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that could not decide at a place: neither passed nor failed. `early`: not for want of anything in the plan."""

    code: str
    name: str
    span: Span
    path: Path
    missing: Words
    early: bool = False


@dataclass(frozen=True, slots=True)
class Idle:
    """A rule that had nothing to judge, and why."""

    code: str
    name: str
    reason: Words


def dotted(path: Path) -> str:
    """`goals.objectives[2].metric`, as people write paths."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text
