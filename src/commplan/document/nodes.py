"""YAML text as nodes with marks, on libyaml where it is there. The only home of yaml."""

from __future__ import annotations

from typing import Any

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode, YAMLError

from commplan.finding import Span

__all__ = [
    "MAX_DEPTH",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "TooDeep",
    "YAMLError",
    "compose",
    "has_alias",
    "node_span",
    "scalars",
]

MAX_DEPTH = 60

_CORE = "tag:yaml.org,2002:"
PLAIN, TEXT = "plain", f"{_CORE}str"
NODE_TAGS: dict[type[Node], str] = {MappingNode: f"{_CORE}map", SequenceNode: f"{_CORE}seq"}
SCALAR_KINDS = {f"{_CORE}{kind}": kind for kind in ("int", "float", "bool", "null")}


class TooDeep(Exception):  # noqa: N818 - stops the parser; what it means is told as a Fault
    """A collection is nested more than MAX_DEPTH deep; `mark` is where it starts."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.mark = node.start_mark


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """A loader that only tells unquoted scalars from others and counts depth; what a scalar means is not its business.

    The parser asks for a tag and tells of every descent anyway, so that neither costs a second reading.
    """

    depth = 0

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:  # noqa: ARG002 - PyYAML's own protocol
        if kind is ScalarNode:
            return PLAIN if implicit[0] else TEXT
        return NODE_TAGS[kind]

    def descend_resolver(self, parent: Node | None, index: Any) -> None:  # noqa: ARG002
        self.depth += 1
        if self.depth > MAX_DEPTH + 1 and parent is not None:
            raise TooDeep(parent)

    def ascend_resolver(self) -> None:
        self.depth -= 1


def compose(text: str) -> Node | None:
    """The root node of a text of one document, None when it holds none; TooDeep or YAMLError when it cannot be read.

    The tag of an unquoted scalar is PLAIN, that of any other text TEXT, unless the text itself gives one.
    """
    root: Node | None = yaml.compose(text, Loader=_Loader)
    return root


def scalars(text: str) -> list[tuple[tuple[int, int], tuple[int, int], bool]]:
    """Where each scalar of a text starts and ends (line and column from 0), and whether it is a block (`|` or `>`).

    YAMLError when the text cannot be read.
    """
    found = []
    for token in yaml.scan(text, Loader=_Loader):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark, token.end_mark
            found.append(((start.line, start.column), (end.line, end.column), token.style in ("|", ">")))
    return found


def has_alias(text: str) -> bool:
    """Whether a part of the text stands for another. YAMLError when it cannot be read."""
    return any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=_Loader))


def node_span(file: str, node: Node, lines: list[str]) -> Span:
    """The span of a node on its first line, `lines` being its file's, where the node runs over several."""
    start, end = node.start_mark, node.end_mark
    line, column = start.line + 1, start.column + 1
    if end.line == start.line:
        return Span(file, line, column, line, max(column, end.column + 1))
    first = lines[start.line].rstrip() if start.line < len(lines) else ""
    return Span(file, line, column, line, max(column, len(first) + 1))
