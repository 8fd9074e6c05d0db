"""The comments of a YAML text: what the parser throws away, told from a `#` that stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from commplan.document.decode import lines_of
from commplan.document.nodes import MappingNode, Node, ScalarNode, TooDeep, YAMLError, compose, scalars

Position = tuple[int, int]
Scalar = tuple[Position, Position, bool]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, from its sign to the end of its line. Lines and columns count from 1.

    `beside`: the first and last line of the text that it stands beside, which may go over several; None when it has its
    line to itself. `indent` is how far that line is indented.
    """

    line: int
    column: int
    text: str
    indent: int
    beside: tuple[int, int] | None


def comments(text: str, sign: re.Pattern[str]) -> list[Comment]:
    """The comments in which `sign` is found, from the sign on; none when the text cannot be read.

    A sign begins with the `#`. Texts without it cost one search.
    """
    if not sign.search(text):
        return []
    try:
        within = scalars(text)
    except YAMLError:
        return []
    return list(_comments(lines_of(text), sign, within))


def _comments(lines: list[str], sign: re.Pattern[str], within: list[Scalar]) -> Iterator[Comment]:
    for number, line in enumerate(lines):
        for found in sign.finditer(line):
            at = (number, found.start())
            if found.start() and line[found.start() - 1] not in " \t":
                continue
            if any(_inside(at, *span) for span in within):
                continue
            before = line[: found.start()].split(" #")[0]
            indent = len(line) - len(line.lstrip())
            alone = not before.strip() or before.lstrip().startswith("#")
            beside = None if alone else _beside(at, within)
            yield Comment(number + 1, found.start() + 1, line[found.start() :].rstrip(), indent, beside)
            break


def _beside(at: Position, within: list[Scalar]) -> tuple[int, int]:
    """The lines of the text before a comment on its line: of a text that ends there, or of a block that begins there."""
    first = last = at[0]
    for start, end, block in within:
        if block and start[0] == at[0]:
            last = max(last, end[0] - (end[1] == 0))
        elif not block and end[0] == at[0] and end <= at:
            first = min(first, start[0])
    return first + 1, last + 1


def _inside(at: Position, start: Position, end: Position, block: bool) -> bool:
    """Whether a place lies in a scalar; the line on which a `|` or `>` stands may end in a comment."""
    return start <= at < end and not (block and at[0] == start[0])


def reach(text: str) -> dict[int, int]:
    """For each line on which an item of a list, or a key with its value, begins: the last line of what begins there."""
    try:
        root = compose(text)
    except (YAMLError, TooDeep):
        return {}
    found: dict[int, int] = {}
    if root is not None:
        _reach(root, found)
    return found


def _reach(node: Node, found: dict[int, int]) -> int:
    """The last line of a node, all that begins within it being entered; what an alias stands for lies elsewhere."""
    if isinstance(node, ScalarNode):
        end = node.end_mark
        return int(end.line + (end.column > 0 or end.line == node.start_mark.line))
    flow: bool = getattr(node, "flow_style", False)
    last = int(node.end_mark.line if flow else node.start_mark.line) + 1
    at = node.start_mark.index
    parts = [(k, v) for k, v in node.value] if isinstance(node, MappingNode) else [(v, v) for v in node.value]
    for first, value in parts:
        start = first.start_mark
        if start.index < at:
            continue
        at = start.index
        end = start.line + 1
        if value.start_mark.index >= at:
            end = max(end, _reach(value, found))
            at = max(at, value.start_mark.index)
        found[start.line + 1] = max(found.get(start.line + 1, 0), end)
        last = max(last, end)
    return last
