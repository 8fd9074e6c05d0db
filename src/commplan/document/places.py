"""From a path in a document to the span of what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from commplan.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, node_span
from commplan.finding import Path, Place, Span


class Tree(Protocol):
    """Nodes put together from several files."""

    @property
    def file(self) -> str: ...

    @property
    def root(self) -> Node | None: ...

    def lines(self, file: str) -> list[str]: ...

    def file_of(self, node: Node, file: str) -> str: ...

    def pair(self, node: MappingNode, key: str | int) -> tuple[Node, Node] | None: ...


def span_of(tree: Tree, place: Place) -> Span:
    """The span of the value or key at a path, or of the nearest thing on the way there."""
    return Walk(tree).span(place)


class Walk:
    """From the root along a path: the file, key and value node it leads to, as far as it goes."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.file = tree.file

    def steps(self, path: Path) -> Iterator[tuple[Node | None, Node]]:
        node = self.tree.root
        if node is None:
            return
        yield None, node
        for part in path:
            key: Node | None = None
            if isinstance(node, MappingNode) and part != 0:
                pair = self.tree.pair(node, part)
                if pair is None:
                    return
                key, node = pair
            elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            elif part != 0 or isinstance(node, SequenceNode):  # one thing where a list may stand is its first
                return
            self.file = self.tree.file_of(node, self.file)
            yield key, node

    def span(self, place: Place) -> Span:
        found = list(self.steps(place.path))
        if not found:
            return Span(self.tree.file, 1, 1, 1, 1)
        key, node = found[-1]
        # a path that goes on below a scalar is one of a shorthand: `holders: member-a` for a list of holders
        exact = len(found) == len(place.path) + 1 or isinstance(node, ScalarNode)
        if exact and place.on == "value" and isinstance(node, ScalarNode) and node.value != "":
            return self.of(node)
        if key is not None:
            return self.of(key)
        if isinstance(node, MappingNode) and node.value:
            return self.first_pair(node)
        return self.of(node)

    def of(self, node: Node) -> Span:
        return node_span(self.file, node, self.tree.lines(self.file))

    def first_pair(self, node: MappingNode) -> Span:
        """A mapping without a key of its own (a list item) is pointed at by its first line."""
        key, value = node.value[0]
        first = self.of(key)
        last = self.of(value) if isinstance(value, ScalarNode) else first
        if last.line != first.line:
            last = first
        return Span(first.file, first.line, first.column, first.line, max(last.end_column, first.end_column))
