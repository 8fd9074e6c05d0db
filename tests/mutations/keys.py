"""Taking a required key out of a plan's text, and giving an id another name where it is defined."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml

from commplan.finding import Place
from commplan.plan.node import Node
from mutations.audit import texts, untouched


def required(plan: str) -> list[tuple[Node, str]]:
    """Every part of a plan with every key that it must have and that is written out."""
    found = untouched(plan)
    assert found.plan is not None
    return [
        (node, key)
        for node in found.plan.nodes()
        for key, (_, spec) in node.FIELDS.items()
        if spec.default is ... and spec.make is None and _key_at(plan, node, key) in pairs(plan)
    ]


def _key_at(plan: str, node: Node, key: str) -> tuple[str, int, int]:
    span = untouched(plan).document.span(Place((*node.path, key), "key"))
    return span.file, span.line, span.column


@cache
def pairs(plan: str) -> dict[tuple[str, int, int], tuple[Any, int]]:
    """Every mapping of the files of a plan, and the index of a pair in it, by the place of the pair's key."""
    found = {}
    for file, text in texts(plan).items():
        for mapping in _mappings(yaml.compose(text, Loader=yaml.CSafeLoader)):
            for index, (key, _) in enumerate(mapping.value):
                found[file, key.start_mark.line + 1, key.start_mark.column + 1] = mapping, index
    return found


def _mappings(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _mappings(item)


def without(plan: str, node: Node, key: str) -> tuple[dict[str, str], tuple[str, int, int]]:
    """The files of a plan without a key, and where its absence must be told.

    That is the key under which the part stands, or the first line of a part that is an item of a list.
    """
    place = _key_at(plan, node, key)
    file, files = place[0], dict(texts(plan))
    mapping, index = pairs(plan)[place]
    text, (first, value) = files[file], mapping.value[index]
    begin, end = first.start_mark.index, value.end_mark.index
    if index + 1 < len(mapping.value):
        end = mapping.value[index + 1][0].start_mark.index
    elif index:
        begin = mapping.value[index - 1][1].end_mark.index
    alone = "{}" if len(mapping.value) == 1 and not mapping.flow_style else ""
    files[file] = text[:begin] + alone + text[end:]
    top = mapping.value[0][0].start_mark
    if node.path and isinstance(node.path[-1], str):
        span = untouched(plan).document.span(Place(node.path, "key"))
        return files, (span.file, span.line, span.column)
    return files, (file, top.line + 1, top.column + 1)


def renamed(plan: str, node: Any) -> tuple[dict[str, str], list[tuple[str, int, int]]]:
    """The files of a plan with `-2` behind an id where it is defined, and every place that still says the old one."""
    found = untouched(plan)
    assert found.plan is not None
    at = found.document.span(node.at("id"))
    files = dict(texts(plan))
    lines = files[at.file].splitlines(keepends=True)
    line, stop = lines[at.line - 1], at.column - 1 + len(node.id)
    assert line[at.column - 1 : stop] == node.id
    lines[at.line - 1] = line[:stop] + "-2" + line[stop:]
    files[at.file] = "".join(lines)
    places = []
    for other in found.plan.nodes():
        for path, id_, _ in other.references():
            if id_ == node.id:
                span = found.document.span(other.at(*path))
                moved = 2 if (span.file, span.line) == (at.file, at.line) and span.column > at.column else 0
                places.append((span.file, span.line, span.column + moved))
    return files, sorted(places)
