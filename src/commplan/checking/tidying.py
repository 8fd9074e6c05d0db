"""The text of a plan as the format would have it: keys in the order in which it declares them, no blanks at line ends.

Only lines are moved, each whole, with the comments above it: what a plan says stays as it was, and so do its quotes, its
indentation and its blank lines. Lists keep their order, since that is somebody's, and so do mappings within braces, those
with a key that the format does not know, and every text in which one part stands for another (`*name`). The text is
read again before it is given back: if it said anything else than before, it is given back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, get_args

from commplan.document import read, resolve
from commplan.document.decode import lines_of
from commplan.document.include import KEY
from commplan.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, YAMLError, compose, has_alias, scalars
from commplan.plan import Plan
from commplan.plan import node as parts

Models = tuple[Any, ...]
_BLANK = re.compile(r"[ \t]+(?=\r?\n|\r|\Z)")


def tidied(text: str) -> str | None:
    """The text of a plan, or of a file that one includes, in order; None when it cannot be read."""
    before = read("plan.yaml", text.encode())
    if before.root is None or any(f.name in ("syntax", "duplicate-key") for f in before.faults):
        return None
    after = _trimmed(text)
    if not has_alias(after):
        after = _sorted(after)
    again = read("plan.yaml", after.encode())
    resolve(before)
    resolve(again)
    whole = _same(before.data, again.data) and _counted(after) == _counted(_trimmed(text))
    return after if whole else text


def _counted(text: str) -> list[str]:
    """Its lines whatever their order, and whichever of them bears the dash of a list."""
    return sorted(line.lstrip(" -") for line in lines_of(text))


def _same(one: Any, other: Any) -> bool:
    """Whether two plans say the same, down to the kind of each value; the order of keys says nothing."""
    if isinstance(one, dict):
        return (
            isinstance(other, dict) and one.keys() == other.keys() and all(_same(v, other[k]) for k, v in one.items())
        )
    if isinstance(one, tuple):
        return isinstance(other, tuple) and len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)


# -- lines --


def _trimmed(text: str) -> str:
    """Without blanks at the ends of lines, except in a text that keeps its lines; with one line feed at the end."""
    kept = {line for first, last in _verbatim(text) for line in range(first, last + 1)}
    lines = text.splitlines(keepends=True)
    if len(lines) != len(lines_of(text)):  # it ends lines in a way that only some programs take for one
        return text
    trimmed = "".join(line if i in kept else _BLANK.sub("", line) for i, line in enumerate(lines))
    feed = "\r\n" if "\r\n" in text else "\n"
    last = len(lines) - 1
    return trimmed if last in kept else trimmed.rstrip("\r\n") + feed


def _verbatim(text: str) -> list[tuple[int, int]]:
    """The lines, from 0, of every scalar that goes over several."""
    try:
        return [(start[0], end[0]) for start, end, _ in scalars(text) if end[0] > start[0]]
    except YAMLError:
        return [(0, len(text))]


# -- keys --


def _sorted(text: str) -> str:
    root = compose(text)
    lines = text.splitlines(keepends=True)
    if root is not None:
        _arrange(root, (Plan,), lines)
    return "".join(lines)


def _arrange(node: Node, models: Models, lines: list[str]) -> None:
    """Put the lines of all mappings at and below a node in order; inner ones first, since they keep within their lines."""
    if isinstance(node, SequenceNode):
        for item in node.value:
            _arrange(item, models, lines)
    if not isinstance(node, MappingNode):
        return
    model = _meant(node, models)
    for key, value in node.value:
        _arrange(value, _below(model, str(key.value)) if model else (), lines)
    if model is not None and not _in_braces(node):
        _reorder(node, model, lines)


def _meant(node: MappingNode, models: Models) -> Any:
    """Which of the parts that may stand here this is: the one that knows all its keys; None when there is none."""
    keys = {str(key.value) for key, _ in node.value}
    return next((m for m in models if keys <= {*_order(m)}), None)


@cache
def _order(model: Any) -> tuple[str, ...]:
    keys = tuple(model.spelt())
    return ("commplan", KEY, *(k for k in keys if k != "commplan")) if model is Plan else keys


@cache
def _below(model: Any, key: str) -> Models:
    """The parts that may stand at a key, or in a list there."""
    found = model.spelt().get(key)
    return tuple(_within(found[0])) if found else ()


def _within(annotation: Any) -> Iterator[type[parts.Node]]:
    if isinstance(annotation, type) and issubclass(annotation, parts.Node):
        yield annotation
    for inner in get_args(annotation):
        yield from _within(inner)


def _reorder(node: MappingNode, model: Any, lines: list[str]) -> None:
    order = {key: i for i, key in enumerate(_order(model))}
    places = [order[str(key.value)] for key, _ in node.value]
    starts = [key.start_mark.line for key, _ in node.value]
    if places == sorted(places) or len(set(starts)) < len(starts):
        return
    column = node.value[0][0].start_mark.column
    if any(key.start_mark.column != column or _before(lines, key).strip(" -") for key, _ in node.value):
        return
    first, end = starts[0], _last_line(node.value[-1][1]) + 1
    begins = [first, *(_with_comments(lines, line, column) for line in starts[1:]), end]
    blocks = [lines[a:b] for a, b in pairwise(begins)]
    prefix = lines[first][:column]
    blocks[0] = [" " * column + blocks[0][0][column:], *blocks[0][1:]]
    moved = [line for block in _spaced(blocks, places) for line in _closed(block)]
    if prefix.strip():  # the dash of a list stands before what is first now, below the comments above that
        head = next(i for i, line in enumerate(moved) if line.strip() and not line.lstrip().startswith("#"))
        if head:
            return
        moved[0] = prefix + moved[0][column:]
    lines[first:end] = moved


def _spaced(blocks: list[list[str]], places: list[int]) -> list[list[str]]:
    """The blocks in the order of their places. A blank line stands before what it parts from the rest and goes with it; before
    what is first now none stands, and what was first gets it."""
    order = sorted(range(len(blocks)), key=places.__getitem__)
    head = blocks[order[0]]
    blank = next(i for i, line in enumerate(head) if line.strip())
    blocks[0] = [*head[:blank], *blocks[0]]
    blocks[order[0]] = head[blank:]
    return [blocks[i] for i in order]


def _in_braces(node: Node) -> bool:
    return bool(getattr(node, "flow_style", False))


def _before(lines: list[str], key: Node) -> str:
    return lines[key.start_mark.line][: key.start_mark.column]


def _with_comments(lines: list[str], line: int, column: int) -> int:
    """The first of the lines that belong to a key: the comments right above it that are indented as it is, and the blank
    lines above those."""
    while lines[line - 1].strip().startswith("#") and len(lines[line - 1]) - len(lines[line - 1].lstrip(" ")) == column:
        line -= 1
    while not lines[line - 1].strip():
        line -= 1
    return line


def _closed(block: list[str]) -> list[str]:
    """With an end of line at its end: the last line of a file may have none."""
    return [*block[:-1], block[-1] if block[-1].endswith(("\n", "\r")) else block[-1] + "\n"]


def _last_line(node: Node) -> int:
    """The last line, from 0, of what is written of a node; blank lines and comments behind it are not."""
    if isinstance(node, ScalarNode) or _in_braces(node):
        end = node.end_mark
        return int(end.line - (end.column == 0 and end.line > node.start_mark.line))
    inner = [v for pair in node.value for v in pair] if isinstance(node, MappingNode) else node.value
    return max([int(node.start_mark.line), *(_last_line(v) for v in inner)])
