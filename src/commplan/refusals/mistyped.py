"""A plan read as it is meant, where full-width marks stand for YAML's own: all of them are told at once, and what else is
wrong besides.

The text is read again with the slips of the part that cannot be read mended, until no more are met. What is told has its
place in the text as it is; the mended text is only offered as a fix, and there is no plan until the slips are gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from commplan.document import Document, Fault
from commplan.document.full_width import slips
from commplan.document.nodes import ScalarNode
from commplan.document.places import Walk
from commplan.document.slips import AsMeant, Slip, told
from commplan.finding import Change, Fix, Place, Problem, Related, Span
from commplan.words import Words, say

ROUNDS = 6
Again = Callable[[Mapping[str, str]], Document]


def all_told(document: Document, again: Again) -> Document:
    """The document as it is meant, its faults those of the text as it is; itself when nothing was mistyped.

    `again` reads the plan from other texts of its files.
    """
    found, meant = _meant(document, again, wide=True)
    if (
        _broken(meant) and meant is not document
    ):  # who counts characters lines up otherwise than who looks at the screen
        narrow = _meant(document, again, wide=False)
        found, meant = (found, meant) if _broken(narrow[1]) else narrow
    if meant is document:
        return document
    told_of = [f for file in found for f in _told(file, found[file], meant)]
    meant.faults = told_of + [Fault(f.name, _moved(f.problem, meant, found)) for f in meant.faults]
    meant.texts = {file: one.text for file, one in found.items()}
    meant.forget_lines()
    return meant


def _broken(document: Document) -> bool:
    return any(f.name == "syntax" for f in document.faults)


def _meant(document: Document, again: Again, *, wide: bool) -> tuple[dict[str, AsMeant], Document]:
    found, meant = _with_all(document, {}), document
    for _ in range(ROUNDS):
        chosen = {file: set(_chosen(meant, file, wide)) for file in found}
        if not any(chosen.values()):
            break
        for file, some in chosen.items():
            was = found[file]
            back = {replace(s, column=was.back(s.line, s.column)) for s in some}
            found[file] = AsMeant(was.text, was.mended | back)
        meant = again({file: one.meant for file, one in found.items()})
        found = _with_all(meant, found)
    return found, meant


def _with_all(document: Document, found: Mapping[str, AsMeant]) -> dict[str, AsMeant]:
    """The texts as they are; of a file that can only be met now, as it came."""
    return {file: found.get(file) or AsMeant(text) for file, text in document.texts.items()}


# -- which slips --


def _chosen(document: Document, file: str, wide: bool) -> list[Slip]:
    """The slips of a file that keep it from being read, or from being a plan."""
    lines = {
        document.span(f.problem.place).line
        for f in document.faults
        if f.name == "syntax" and _file(f, document) == file
    }
    ranges = [] if lines else [r for f in document.faults for r in _ranges(f, document, file)]
    if not (lines or ranges):
        return []
    some = slips(document.texts[file], wide)
    if lines:
        return [s for s in some if s.sure] or [s for s in some if s.line in lines]
    within = [(s, text) for s in some for line, end, text in ranges if (line, 1) <= (s.line, s.column) <= end]
    return [s for s, _ in within if s.sure] or [
        replace(s, sure=True) for s, text in within if text and text <= (s.line, s.column)
    ]


Range = tuple[int, tuple[int, int], tuple[int, int] | None]


def _ranges(fault: Fault, document: Document, file: str) -> Iterator[Range]:
    """The part of a file in which something else stands than can; and from where on no text can stand there.

    A text before it in the same line is none of its business, while a slip that is sure may have moved it there.
    """
    if fault.name not in ("wrong-type", "unknown-key", "bad-value"):
        return
    if any(r.place.span and r.place.span.file == file for r in fault.problem.related):
        yield 1, (len(document.lines(file)) + 1, 1), (1, 1)  # a file that is included and is no mapping
    walk = Walk(document)
    steps = list(walk.steps(fault.problem.place.path))
    if not steps or walk.file != file:
        return
    key, node = steps[-1]
    if fault.name == "unknown-key" and key is not None:
        node = key
    start, end = node.start_mark, node.end_mark
    text = (start.line + 1, start.column + 1) if isinstance(node, ScalarNode) else None
    yield start.line + 1, (end.line + 1, end.column + 1), text


def _file(fault: Fault, document: Document) -> str:
    return document.span(fault.problem.place).file


# -- how they are told --


def _told(file: str, one: AsMeant, meant: Document) -> Iterator[Fault]:
    some = sorted(one.mended)
    spans = {s: Span(file, s.line, s.column, s.line, s.column + s.length) for s in some}
    changes = tuple(Change(Place((), span=spans[s]), "comment", s.to) for s in some)
    about = say(
        "what was mistyped in {n} places becomes what YAML knows", "{n} 处误用的符号改为 YAML 的符号", n=len(some)
    )
    fix = Fix(changes, all(s.sure for s in some), about)
    readable = not any(f.name == "syntax" and _file(f, meant) == file for f in meant.faults)
    for kind in dict.fromkeys(s.kind for s in some):
        alike = [s for s in some if s.kind == kind]
        words, hint = told(alike[0])
        if len(alike) > 1:
            words = say("{w}: {l}", "{w}：{l}", w=words, l=_lines([s.line for s in alike]))
        yield Fault("syntax", Problem(Place((), span=spans[alike[0]]), words, hint, fix=fix if readable else None))


def _lines(numbers: list[int]) -> Words:
    """The lines in which something is met, as few numbers as say it; how often in all."""
    runs: list[list[int]] = []
    for number in dict.fromkeys(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [f"{first}-{last}" if last > first else str(first) for first, last in runs]
    if shown == [str(numbers[0])]:
        return say("{n} times in this line", "这一行有 {n} 处", n=len(numbers))
    listed = Words(", ".join(shown), "、".join(shown))
    return say("{n} times, in lines {l}", "共 {n} 处，见第 {l} 行", n=len(numbers), l=listed)


def _moved(problem: Problem, meant: Document, found: Mapping[str, AsMeant]) -> Problem:
    """A problem of the text as it is meant, with its places in the text as it is."""

    def back(place: Place) -> Place:
        span = meant.span(place)
        one = found.get(span.file)
        if one is None or not one.mended:
            return replace(place, span=span)
        column, end = one.back(span.line, span.column), one.back(span.end_line, span.end_column)
        return replace(place, span=replace(span, column=column, end_column=end))

    related = tuple(Related(back(r.place), r.message) for r in problem.related)
    return replace(problem, place=back(problem.place), related=related, fix=None, choices=())
