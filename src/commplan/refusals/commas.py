"""A text in braces that a comma of its own ends: what follows the comma is then read as a key without a value.

`{title: Walks, talks and tea}` has the keys `title` and `talks and tea`. That the text needs quotes is told in one fault, and
the quoted text is offered as a fix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from commplan.document import Document, Fault
from commplan.document.edits import written
from commplan.document.nodes import PLAIN, MappingNode, Node, ScalarNode
from commplan.document.places import Walk
from commplan.finding import Change, Fix, Path, Place, Problem, Span
from commplan.words import quote, say

_THOUSANDS = re.compile(r"\d{1,3}(?:, ?\d{3})+")


@dataclass(frozen=True, slots=True)
class _Parted:
    """A text with what its commas cut off: its key, all of it as it stands, where, and the stray keys that it makes up."""

    key: str
    text: str
    span: Span
    strays: tuple[str, ...]


def parted(document: Document, faults: list[Fault]) -> list[Fault]:
    """The faults, with one for each such text in the place of those of the keys that it makes up."""
    homes = dict.fromkeys(f.problem.place.path[:-1] for f in faults if f.name == "unknown-key")
    texts: dict[Path, _Parted] = {}
    for home in homes:
        unknown = {
            str(f.problem.place.path[-1])
            for f in faults
            if f.name == "unknown-key" and f.problem.place.path[:-1] == home
        }
        for text in _texts(document, home, unknown):
            texts |= {(*home, stray): text for stray in text.strays}
    found: list[Fault] = []
    told: set[Span] = set()
    for fault in faults:
        one: _Parted | None = texts.get(fault.problem.place.path) if fault.name == "unknown-key" else None
        if one is None:
            found.append(fault)
        elif one.span not in told:
            told.add(one.span)
            found.append(Fault("unknown-key", _problem(fault.problem, one)))
    return found


def _texts(document: Document, home: Path, unknown: set[str]) -> Iterator[_Parted]:
    walk = Walk(document)
    steps = list(walk.steps(home))
    node = steps[-1][1] if len(steps) == len(home) + 1 else None
    if not isinstance(node, MappingNode) or not node.flow_style:
        return
    pairs = list(node.value)
    while pairs:
        (key, value), pairs = pairs[0], pairs[1:]
        run = []
        while pairs and _is_empty(pairs[0][1]) and pairs[0][0].value in unknown:
            run.append(pairs.pop(0)[0])
        if run and _is_text(value) and isinstance(key, ScalarNode):
            last = run[-1]
            if value.start_mark.line != last.end_mark.line:
                continue
            span = replace(walk.of(value), end_column=walk.of(last).end_column)
            line = document.lines(span.file)[span.line - 1]
            yield _Parted(key.value, line[span.column - 1 : span.end_column - 1], span, tuple(k.value for k in run))


def _is_text(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == PLAIN and node.value != ""


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == PLAIN and node.value == ""


def _problem(problem: Problem, one: _Parted) -> Problem:
    number = _THOUSANDS.fullmatch(one.text)
    whole: str | Decimal = Decimal(re.sub("[, ]", "", one.text)) if number else one.text
    better = written(whole, in_flow=True)
    hint = (
        say("write the number without a comma: `{k}: {b}`", "数字中不写逗号：`{k}: {b}`", k=one.key, b=better)
        if number
        else say(
            "a text with a comma in it needs quotes within braces: `{k}: {b}`",
            "花括号中含逗号的文本需要加引号：`{k}: {b}`",
            k=one.key,
            b=better,
        )
    )
    words = say(
        "the comma ends `{k}`, so that {s} is read as a key",
        "逗号在此结束了 `{k}`，因此 {s} 被当作了键",
        k=one.key,
        s=quote(one.strays[0]),
    )
    home = problem.place.path[:-1]
    strays = [Change(Place((*home, stray)), "delete") for stray in one.strays]
    about = say("put {a} in quotes", "给 {a} 加引号", a=quote(one.text))
    if number:
        about = say("{a} becomes {b}", "{a} 改为 {b}", a=quote(one.text), b=better)
    fix = Fix((Change(Place((*home, one.key)), "set", whole), *strays), False, about)
    return replace(problem, message=words, hint=hint, fix=fix)
