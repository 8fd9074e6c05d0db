"""From the changes of a fix to the edits of the text: each in the file it belongs to, quotes and layout kept.

A change that cannot be made without touching what it does not mean, such as the deletion of an item with a comment inside,
has no edits: the fix is then not offered.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from commplan.document import Document
from commplan.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from commplan.document.places import Walk
from commplan.document.scalars import plain
from commplan.finding import Change, Edit, Fix, Repair, Span

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")  # anchor and tag, which stand before a value and are no part of it
_MARKED = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`]")
_NO_PLAIN = re.compile(r": |:$| #|[\x00-\x1f\x7f-\x9f\ufeff]|^\s|\s$|^(?:---|\.\.\.)")
_FLOW_MARKS = re.compile(r"[,\[\]{}]")


class _CannotBe(Exception):  # noqa: N818 - the fix is not offered
    """The text is such that the change has no sure edit."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A node on the way to a place: its file, its key where it has one, and what it hangs on."""

    file: str
    key: Node | None
    node: Node
    parent: Node | None


def repair(document: Document, fix: Fix | None) -> Repair | None:
    """A fix with its edits; None when there is none, or when one of its changes cannot be made in this text."""
    if fix is None:
        return None
    try:
        edits = {edit for change in fix.changes for edit in _edits(document, change)}
    except _CannotBe:
        return None
    ordered = tuple(sorted(edits, key=lambda e: (e.span, e.text)))
    return Repair(ordered, fix.safe, fix.about, fix.changes, fix.choice) if ordered else None


def _edits(document: Document, change: Change) -> Iterator[Edit]:
    if change.act == "comment":
        if change.place.span is None or change.place.span.file not in document.texts:
            raise _CannotBe
        yield Edit(change.place.span, str(change.to or ""))
        return
    spot = _spot(document, change)
    text = document.texts[spot.file]
    if change.act == "set":
        yield _scalar(spot.file, text, spot.node, change.to, _in_flow(spot))
    elif change.act == "quote":
        yield _quoted(spot.file, text, spot.node)
    elif change.act == "rename":
        if spot.key is None:
            raise _CannotBe
        yield _scalar(spot.file, text, spot.key, str(change.to), _in_flow(spot))
    elif change.act == "delete":
        yield _deletion(spot, text)
    else:
        yield _insertion(spot, text, change)


def _spot(document: Document, change: Change) -> _Spot:
    walk, path = Walk(document), change.place.path
    steps = [(key, node, walk.file) for key, node in walk.steps(path)]
    if not steps:
        raise _CannotBe
    key, node, file = steps[-1]
    # `holders: member-a` stands for a list of holders: the text is the value of all that the path goes on to
    short = change.act == "set" and isinstance(node, ScalarNode)
    if len(steps) != len(path) + 1 and not short:
        raise _CannotBe
    return _Spot(file, key, node, steps[-2][1] if len(steps) > 1 else None)


def _in_flow(spot: _Spot) -> bool:
    """Whether the place lies within brackets, where commas and brackets part one value from the next."""
    return bool(getattr(spot.parent, "flow_style", False))


# -- one value --


def _scalar(file: str, text: str, node: Node, to: object, in_flow: bool) -> Edit:
    start, end = _written_at(text, node)
    return Edit(_span(file, text, start, end), written(to, getattr(node, "style", None), in_flow))


def _quoted(file: str, text: str, node: Node) -> Edit:
    start, end = _written_at(text, node)
    if getattr(node, "style", None) or re.search(r"[\r\n']", text[start:end]):
        raise _CannotBe
    return Edit(_span(file, text, start, end), f"'{text[start:end]}'")


def _written_at(text: str, node: Node) -> tuple[int, int]:
    """Where a scalar itself is written, behind its anchor."""
    if not isinstance(node, ScalarNode) or node.style in ("|", ">"):
        raise _CannotBe
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    named = _PROPERTIES.match(text, start, end)
    if named:
        if "!" in named[0]:  # a tag says what the value is; whoever writes one means it
            raise _CannotBe
        start = named.end()
    return start, end


def written(to: object, style: str | None = None, in_flow: bool = False) -> str:
    """A value as YAML on one line; text in the quotes of `style` where there are any, without where it needs none."""
    if isinstance(to, bool):
        return "true" if to else "false"
    if isinstance(to, Decimal):
        return f"{to:f}"
    if isinstance(to, int) or to is None:
        return "null" if to is None else str(to)
    word = str(to)
    if style == '"' or re.search("[\x00-\x1f\x7f-\x9f\ufeff]", word):
        return '"' + re.sub(r'[\\"]', r"\\\g<0>", word).replace("\n", "\\n").replace("\t", "\\t") + '"'
    bare = not (_MARKED.match(word) or _NO_PLAIN.search(word) or (in_flow and _FLOW_MARKS.search(word)))
    if style != "'" and bare and _means_itself(word):
        return word
    return "'" + word.replace("'", "''") + "'"


def _means_itself(word: str) -> bool:
    try:
        return bool(plain(word) == word) and word != ""
    except ValueError:
        return False


# -- items and pairs --


def _deletion(spot: _Spot, text: str) -> Edit:
    parent = spot.parent
    if not isinstance(parent, SequenceNode | MappingNode) or len(parent.value) < 2:
        raise _CannotBe
    parts = _parts(parent)
    number = next((i for i, (first, last) in enumerate(parts) if last is spot.node), None)
    if number is None:
        raise _CannotBe
    first, last = parts[number]
    start, end = first.start_mark.index, _end(last, text)
    if not start < end or parent.start_mark.index > start:  # an alias stands for a node that lies elsewhere
        raise _CannotBe
    if getattr(parent, "flow_style", False):
        if number:
            start = _end(parts[number - 1][1], text)
        else:
            end = parts[1][0].start_mark.index
        if not start < end or "#" in text[start:end]:
            raise _CannotBe
        return Edit(_span(spot.file, text, start, end), "")
    return _lines_deleted(spot.file, text, start, end, of_list=isinstance(parent, SequenceNode))


_REST = (re.compile(r"[^\r\n]*"), re.compile(r"\r\n|\r|\n"))


def _lines_deleted(file: str, text: str, start: int, end: int, *, of_list: bool) -> Edit:
    """The lines of an item or pair, gone; a comment behind it stays, on a line of its own."""
    begin = _line_start(text, start)
    before, behind = text[begin:start], _REST[0].match(text, end)
    kept, stop = (behind[0].strip(), behind.end()) if behind else ("", end)
    own_line = re.fullmatch(r" *- +" if of_list else " *", before)
    if not own_line or re.search(r"(?:^|\s)#", text[start:end]) or (kept and not kept.startswith("#")):
        raise _CannotBe
    if close := _REST[1].match(text, stop):
        stop = close.end()
    indent = " " * (len(before) - len(before.lstrip(" ")))
    return Edit(_span(file, text, begin, stop), f"{indent}{kept}{close[0] if close else ''}" if kept else "")


def _insertion(spot: _Spot, text: str, change: Change) -> Edit:
    parent = spot.parent
    if not isinstance(parent, SequenceNode | MappingNode):
        raise _CannotBe
    first = spot.key if isinstance(parent, MappingNode) and spot.key is not None else spot.node
    start, end, new = first.start_mark.index, _end(spot.node, text), str(change.to)
    if "\n" in new and getattr(parent, "flow_style", False):
        raise _CannotBe
    if getattr(parent, "flow_style", False):
        at = start if change.act == "before" else end
        return Edit(_span(spot.file, text, at, at), f"{new}, " if change.act == "before" else f", {new}")
    begin = _line_start(text, start)
    before = text[begin:start]
    if not re.fullmatch(r" *(?:- +)?", before):
        raise _CannotBe
    feed = "\r\n" if "\r\n" in text else "\n"
    new = new.replace("\n", f"{feed}{' ' * len(before)}")
    if change.act == "before":
        return Edit(_span(spot.file, text, start, start), f"{new}{feed}{' ' * len(before)}")
    dash = before if isinstance(parent, SequenceNode) else " " * len(before)
    stop = _REST[0].match(text, end)
    at = stop.end() if stop else end
    return Edit(_span(spot.file, text, at, at), f"{feed}{dash}{new}")


def _parts(parent: Node) -> list[tuple[Node, Node]]:
    if isinstance(parent, MappingNode):
        return [(k, v) for k, v in parent.value]
    return [(v, v) for v in parent.value]


def _end(node: Node, text: str) -> int:
    """Where the text of a node ends: the parser lets blocks end where the next thing begins."""
    if isinstance(node, ScalarNode) or getattr(node, "flow_style", False) or not node.value:
        end = int(node.end_mark.index)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            raise _CannotBe
        return end
    return _end(node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1], text)


def _line_start(text: str, index: int) -> int:
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def _span(file: str, text: str, start: int, end: int) -> Span:
    return Span(file, *_position(text, start), *_position(text, end))


def _position(text: str, index: int) -> tuple[int, int]:
    starts = offsets(text)
    line = bisect_right(starts, index)
    return line, index - starts[line - 1] + 1


@lru_cache(maxsize=8)
def offsets(text: str) -> list[int]:
    """Where each line of a text begins: what turns the lines and columns of spans into places in it, and back."""
    return [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text))]
