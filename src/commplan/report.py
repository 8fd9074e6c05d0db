"""What a check came to: all that a format needs, and nothing that it would have to look up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from commplan.checking.standing import Standing
from commplan.finding import Finding, Idle, Severity, Span, Suppressed, Undecided
from commplan.rule import Rule
from commplan.words import Language

_KEY = re.compile("`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Wait:
    """An input that is missing at a place, in the words of the first rule that waits for it, and the code and name of each."""

    first: Undecided
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """One plan, checked. `ran` rules were asked; `not_run` could not be, because the plan could not be read.

    `suppressed` are findings that somebody has answered for: they are not among `findings` and fail nothing. `mended` are
    those that this run has put right in the text. `not_asked`: code and name of the rules about what really happened, when
    there is no activity to ask them of. `standing`: what it all comes to; None when the plan could not be read.
    """

    file: str
    findings: tuple[Finding, ...]
    undecided: tuple[Undecided, ...]
    idle: tuple[Idle, ...]
    ran: int
    not_run: int
    lines: Mapping[str, tuple[str, ...]]
    suppressed: tuple[Suppressed, ...] = ()
    mended: tuple[Finding, ...] = ()
    standing: Standing | None = None
    not_asked: tuple[tuple[str, str], ...] = ()

    def place(self, span: Span) -> str:
        """File and line for a document: the file as the plan's folder has it, wherever that lies on this machine."""
        file, folder = PurePath(span.file), PurePath(self.file).parent
        return f"{(file.relative_to(folder) if file.is_relative_to(folder) else file).as_posix()}:{span.line}"

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity.rank <= severity.rank)

    @property
    def decided(self) -> int:
        """How many of the rules that ran could decide (or had nothing to judge)."""
        return self.ran - len({u.code for u in self.undecided})

    @property
    def nothing_to_judge(self) -> int:
        """How many of the rules that ran found nothing in the plan that they speak of."""
        spoke = {f.code for f in self.findings} | {u.code for u in self.undecided}
        return len({i.code for i in self.idle} - spoke)

    @property
    def waits(self) -> tuple[Wait, ...]:
        """What could not be decided, by what is missing for it, in the order of the plan."""
        found: dict[tuple[object, ...], list[Undecided]] = {}
        for item in self.undecided:
            keys = _KEY.findall(item.missing.en)
            found.setdefault((item.span, keys[0] if keys else item.missing), []).append(item)
        return tuple(Wait(items[0], tuple(dict.fromkeys((u.code, u.name) for u in items))) for items in found.values())


@dataclass(frozen=True, slots=True)
class Report:
    """All plans of a run, with the facts of the run that the door knows."""

    plans: tuple[Checked, ...]
    rules: Mapping[str, Rule]
    version: str
    language: Language
    colour: bool = False
    width: int = 100
    show_unknown: bool = field(default=True)
