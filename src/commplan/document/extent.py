"""On which lines of which files a value of a document is written, wherever an include or an alias has put it."""

from __future__ import annotations

from collections.abc import Iterator

from commplan.document.nodes import MappingNode, Node, ScalarNode
from commplan.document.places import Tree, Walk
from commplan.finding import Path

Lines = tuple[str, int, int]


def extent(tree: Tree, path: Path) -> Iterator[Lines]:
    """File, first and last line of each piece of the value at a path, its keys included."""
    walk = Walk(tree)
    found = list(walk.steps(path))
    if len(found) == len(path) + 1:
        yield from _lines(tree, found[-1][1], walk.file, set())


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
