"""What a rule is: one function with its page.

A rule module under `rules/<part>/` holds one function decorated with `@rule`; the module's docstring is the rule's
page, in English and, below a line of three hyphens, in Chinese, with a bad and a good example that run as tests.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from inspect import cleandoc
from textwrap import dedent
from typing import Any, Literal

from commplan.finding import Outcome, Severity
from commplan.plan.head import Profile
from commplan.words import Words

Part = Literal[
    "file",
    "plan",
    "goals",
    "structure",
    "rules",
    "content",
    "engagement",
    "resources",
    "risks",
    "evaluation",
    "policy",
]
Kind = Literal["F", "X", "A", "T", "D", "L"]  # format, cross-reference, arithmetic, time, data, lexical
Level = Literal["draft", "basic", "solid", "exemplary"]
LEVELS: tuple[Level, ...] = ("draft", "basic", "solid", "exemplary")
"""How mature a plan must be to keep a rule: draft = nothing in it is wrong as it stands; basic = it can be carried out;
solid = it survives people leaving, plans slipping and things going wrong; exemplary = it is as good as the field knows."""
Check = Callable[..., Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Page:
    """What a user reads about a rule: title, what and why as paragraphs, where it comes from, examples as YAML.

    `activity`: of a rule about what really happened, the events that both examples are held against, as a table in the
    form that `metric.Example` describes; a member is the id of a handle whose source is `chat`.
    """

    title: Words
    body: Words
    source: Words
    bad: str
    good: str
    activity: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number in a rule that an organisation may set: our default (whole when only whole numbers make sense), what it
    means, and between which bounds it makes sense."""

    default: float
    about: Words
    least: float = 0
    most: float = float("inf")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `check` None: a fault of the file that the loader finds, or of the policy, which lint finds.

    `needs`: what `check` asks for by name; `thresholds`: those of them that are numbers an organisation may set.
    `profiles`: the rule holds only for plans that follow one of them; empty, for every plan.
    """

    code: str
    name: str
    part: Part
    kind: Kind
    severity: Severity
    check: Check | None
    needs: tuple[str, ...]
    module: str
    level: Level
    profiles: tuple[Profile, ...]
    thresholds: Mapping[str, Threshold] = field(default_factory=dict, hash=False)
    written: Page | None = None

    @property
    def asks_activity(self) -> bool:
        """Whether the rule holds the plan against what really happened."""
        return "activity" in self.needs

    @property
    def page(self) -> Page:
        """The rule's page: as `written`, or read from the docstring of its module."""
        return self.written or read_page(sys.modules[self.module].__doc__ or "")


def rule(
    code: str,
    part: Part,
    kind: Kind,
    severity: str = "error",
    level: Level = "basic",
    profiles: tuple[Profile, ...] = (),
    thresholds: Mapping[str, Threshold] | None = None,
) -> Callable[[Check], Rule]:
    """Make a rule of a generator function; its parameters say what it needs: `plan`, `document`, `today`, `profiles`,
    `activity`, thresholds.

    ValueError when a threshold is no parameter: it could be set without any effect.
    """

    def make(check: Check) -> Rule:
        code_object: Any = check.__code__
        needs = code_object.co_varnames[: code_object.co_argcount]
        name = code_object.co_name.replace("_", "-")
        settable = dict(thresholds or {})
        if not settable.keys() <= set(needs):
            raise ValueError(f"{name}: each threshold must be a parameter of the rule")
        gravest = Severity(severity)
        return Rule(code, name, part, kind, gravest, check, needs, check.__module__, level, profiles, settable)

    return make


def file_fault(code: str, name: str, module: str, severity: str = "error") -> Rule:
    """A rule whose finding the loader gives; it has a page and an example like all others."""
    return Rule(code, name, "file", "F", Severity(severity), None, (), module, "draft", ())


def policy_fault(code: str, name: str, module: str, severity: str = "warning") -> Rule:
    """A rule about what is ignored, waived or in the baseline, whose finding lint gives."""
    return Rule(code, name, "policy", "X", Severity(severity), None, (), module, "draft", ())


_SECTION = re.compile(r"^(Bad|Good|Activity)::\n\n((?:(?: {4}.*)?\n)+)", re.MULTILINE)
_SOURCE = re.compile(r"^(?:Source: |来源：)(.*(?:\n\S.*)*)", re.MULTILINE)

_GAP = re.compile(r"(?<=[；。，、：）]) |(?<=[一-龥]) (?=[一-龥])")
"""A line that ends within a Chinese sentence has no blank behind it."""


def read_page(docstring: str) -> Page:
    """A docstring in the form that rules/__init__.py describes, as a Page. ValueError when it has another form."""
    text = cleandoc(docstring) + "\n"
    examples = {m[1]: dedent(m[2]).strip("\n") + "\n" for m in _SECTION.finditer(text)}
    halves = _SECTION.sub("", text).split("\n---\n")
    if len(halves) != 2 or "Bad" not in examples or "Good" not in examples:
        raise ValueError("a rule's page needs English, a line of ---, Chinese, and the sections Bad:: and Good::")
    (en_title, en_body, en_source), (zh_title, zh_body, zh_source) = (_half(h.strip()) for h in halves)
    return Page(
        Words(en_title, zh_title),
        Words(en_body, zh_body),
        Words(en_source, zh_source),
        examples["Bad"],
        examples["Good"],
        examples.get("Activity", ""),
    )


def _half(text: str) -> tuple[str, str, str]:
    title, _, rest = text.partition("\n\n")
    source = _SOURCE.search(rest)
    body = _SOURCE.sub("", rest).strip()
    if not (title and body and source):
        raise ValueError("each language of a rule's page needs a title line, a body and a source line")
    return " ".join(title.split()), body, _GAP.sub("", " ".join(source[1].split()))
