"""Putting included files into a document: mappings are merged, lists are joined, a value stated twice is a fault."""

from __future__ import annotations

import yaml

from commplan.document import Document, Fault, node_span
from commplan.finding import Path, Place, Problem, Related
from commplan.words import quote, say


def graft(document: Document, other: Document) -> list[Fault]:
    """Put the top-level keys of `other` into `document`, which keeps the file of every value; the faults of that."""
    faults: list[Fault] = []
    if isinstance(document.root, yaml.MappingNode) and isinstance(other.root, yaml.MappingNode):
        rest = [(k, v) for k, v in other.root.value if k.value != "include"]
        _merge(document, other.file, document.root, rest, (), faults)
    return faults


def _merge(
    document: Document,
    file: str,
    into: yaml.MappingNode,
    pairs: list[tuple[yaml.Node, yaml.Node]],
    path: Path,
    faults: list[Fault],
) -> None:
    for key, value in pairs:
        here = next((v for k, v in into.value if k.value == key.value), None)
        where = (*path, str(key.value))
        if here is None:
            document.grafts[id(value)] = file
            into.value.append((key, value))
        elif isinstance(here, yaml.MappingNode) and isinstance(value, yaml.MappingNode):
            _merge(document, file, here, value.value, where, faults)
        elif isinstance(here, yaml.SequenceNode) and isinstance(value, yaml.SequenceNode):
            document.grafts.update((id(item), file) for item in value.value)
            here.value.extend(value.value)
        elif not (isinstance(here, yaml.ScalarNode) and here.value == value.value):
            words = say("{k} is stated in two files", "{k} 在两个文件中都有", k=quote(key.value))
            hint = say("keep it in one of them", "请只保留一处")
            first = Related(Place(where, "key"), say("also stated here", "另一处在这里"))
            faults.append(
                Fault("stated-twice", Problem(Place(where, span=node_span(file, key)), words, hint, (first,)))
            )
