"""Which keys and words the plan format knows at a path: what a misspelt one is held against."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

from commplan.finding import Path
from commplan.plan import Plan
from commplan.plan.node import Node, Spec


def keys_at(path: Path) -> list[str]:
    """The keys that a mapping at this path may have."""
    model = _node_in(_annotation_at(path))
    return list(model.FIELDS) if model else []


def spec_at(path: Path) -> Spec | None:
    """What is declared of the key at this path."""
    model, key = _node_in(_annotation_at(path[:-1])), path[-1] if path else None
    return model.FIELDS[key][1] if model and isinstance(key, str) and key in model.FIELDS else None


def is_required(path: Path) -> bool:
    """Whether the key at this path must be given."""
    spec = spec_at(path)
    return spec is not None and spec.default is ... and spec.make is None


def allowed_at(path: Path) -> list[str]:
    """The words that the value at this path may be."""

    def values(annotation: Any) -> Iterator[object]:
        if get_origin(annotation) is Literal:
            yield from get_args(annotation)
        else:
            for inner in get_args(annotation):
                yield from values(inner)

    return [str(v) for v in values(_annotation_at(path))]


def home_of(key: str) -> str | None:
    """Where a mapping may have this key, as a dotted path: nearest to the top, None when several are as near."""
    first, *others = sorted(_homes().get(key, []), key=len) or [()]
    return None if not first or (others and len(others[0]) == len(first)) else ".".join(first)


@cache
def _homes() -> dict[str, list[tuple[str, ...]]]:
    """The paths of all mappings that may have a key, by the key; the plan itself left out."""
    found: dict[str, list[tuple[str, ...]]] = {}

    def search(model: type[Node], path: tuple[str, ...]) -> None:
        for name, (annotation, _) in model.FIELDS.items():
            if path:
                found.setdefault(name, []).append(path)
            below = _node_in(annotation)
            if below is not None:
                search(below, (*path, name))

    search(Plan, ())
    return found


def _annotation_at(path: Path) -> Any:
    """The annotation that holds at a path of the plan, None where there is none; Plan itself at ()."""
    here: Any = Plan
    for part in path:
        if isinstance(part, int):
            continue
        model = _node_in(here)
        if model is None or part not in model.FIELDS:
            return None
        here = model.FIELDS[part][0]
    return here


def _node_in(annotation: Any) -> type[Node] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Node) else None
    return next((n for n in map(_node_in, get_args(annotation)) if n), None)
