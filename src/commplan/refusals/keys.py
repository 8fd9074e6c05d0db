"""Which keys and words a format knows at a path: what a misspelt one is held against.

The format is that of plans, unless another `root` is given."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

from commplan.finding import Path
from commplan.plan import Plan
from commplan.plan.node import Node, Spec

Root = type[Node]


def keys_at(path: Path, root: Root = Plan) -> list[str]:
    """The keys that a mapping at this path may have."""
    model = _node_in(annotation_at(path, root))
    return list(model.spelt()) if model else []


def kind_at(path: Path) -> str:
    """The kind of thing that stands at a path of a plan, as `person` or `risk`; empty where it has none."""
    return str(getattr(_node_in(annotation_at(path, Plan)), "KIND", ""))


@cache
def list_of(kind: str) -> str | None:
    """The list of a plan in which the things of a kind stand, as a dotted path; None where they stand deeper, or nowhere."""
    for part, (annotation, _) in Plan.spelt().items():
        inner = _node_in(annotation)
        for key, (below, _) in inner.spelt().items() if inner else ():
            if getattr(_node_in(below), "KIND", "") == kind:
                return f"{part}.{key}"
    return None


def spec_at(path: Path, root: Root = Plan) -> Spec | None:
    """What is declared of the key at this path."""
    model, key = _node_in(annotation_at(path[:-1], root)), path[-1] if path else None
    return model.spelt()[key][1] if model and isinstance(key, str) and key in model.spelt() else None


def is_required(path: Path, root: Root = Plan) -> bool:
    """Whether the key at this path must be given."""
    spec = spec_at(path, root)
    return spec is not None and spec.default is ... and spec.make is None


def allowed_at(path: Path, root: Root = Plan) -> list[str]:
    """The words that the value at this path may be."""

    def values(annotation: Any) -> Iterator[object]:
        if get_origin(annotation) is Literal:
            yield from get_args(annotation)
        else:
            for inner in get_args(annotation):
                yield from values(inner)

    return [str(v) for v in values(annotation_at(path, root))]


def is_list_at(path: Path) -> bool:
    """Whether a list of a plan stands at this path."""
    return get_origin(annotation_at(path, Plan)) is tuple


def home_of(key: str, root: Root = Plan) -> str | None:
    """Where a mapping may have this key, as a dotted path: nearest to the top, None when several are as near."""
    top: Any = root
    first, *others = sorted(_homes(top).get(key, []), key=len) or [()]
    return None if not first or (others and len(others[0]) == len(first)) else ".".join(first)


@cache
def _homes(root: Any) -> dict[str, list[tuple[str, ...]]]:
    """The paths of all mappings that may have a key, by the key; the root itself left out."""
    found: dict[str, list[tuple[str, ...]]] = {}

    def search(model: Root, path: tuple[str, ...]) -> None:
        for name, (annotation, _) in model.spelt().items():
            if path:
                found.setdefault(name, []).append(path)
            below = _node_in(annotation)
            if below is not None:
                search(below, (*path, name))

    search(root, ())
    return found


def annotation_at(path: Path, root: Root) -> Any:
    """The annotation that holds at a path, None where there is none; the root itself at ()."""
    here: Any = root
    for part in path:
        if isinstance(part, int):
            continue
        if get_origin(here) is dict:
            here = get_args(here)[1]
            continue
        model = _node_in(here)
        if model is None or part not in model.spelt():
            return None
        here = model.spelt()[part][0]
    return here


def _node_in(annotation: Any) -> type[Node] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Node) else None
    return next((n for n in map(_node_in, get_args(annotation)) if n), None)
