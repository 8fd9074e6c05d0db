"""On which lines of which files a value of a document is written, wherever an include or an alias has put it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commplan.document.nodes import MappingNode, Node, ScalarNode
from commplan.document.places import Tree, Walk
from commplan.finding import Finding, Path

Lines = tuple[str, int, int]


def extent(tree: Tree, path: Path) -> Iterator[Lines]:
    """File, first and last line of each piece of the value at a path, its keys included."""
    walk = Walk(tree)
    found = list(walk.steps(path))
    if len(found) == len(path) + 1:
        yield from _lines(tree, found[-1][1], walk.file, set())


def untouched(tree: Tree, finding: Finding, changed: Mapping[str, frozenset[int]]) -> bool:
    """Whether neither the line of a finding, nor a related one, nor the value it is about is among the changed lines.

    Of a file of which nothing is known, every line counts as changed.
    """
    spans = (finding.span, *(spot.span for spot in finding.related))
    if any(s.file not in changed or s.line in changed[s.file] for s in spans):
        return False
    pieces = extent(tree, finding.path) if finding.path else ()
    return not any(f not in changed or not changed[f].isdisjoint(range(a, b + 1)) for f, a, b in pieces)


def _lines(tree: Tree, node: Node, file: str, seen: set[int]) -> Iterator[Lines]:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, ScalarNode) or not node.value:
        yield file, node.start_mark.line + 1, node.end_mark.line + 1
        return
    pairs = node.value if isinstance(node, MappingNode) else [(None, item) for item in node.value]
    for key, value in pairs:
        here = tree.file_of(value, file)
        if key is not None:
            yield here, key.start_mark.line + 1, key.end_mark.line + 1
        yield from _lines(tree, value, here, seen)
