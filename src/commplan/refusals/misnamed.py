"""What is refused of a plan, in one round: also of what stands under a key by another name.

A key that is only misspelt, or called by another word, hides all that stands below it. So the plan is held against the format
again with these keys called as they are meant, and what is found then has its place in the plan as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from commplan.document import Fault
from commplan.finding import Change, Fix, Path, Place, Problem
from commplan.refusals.synonyms import words_for
from commplan.words import quote, say

ROUNDS = 6
Renames = Mapping[Path, str]


def refused(data: dict[str, Any], told_of: Callable[[dict[str, Any]], list[Fault]]) -> list[Fault]:
    """All that is wrong with the data of a plan; `told_of` holds data against the format."""
    found = told_of(data)
    renames = _renames(found)
    named = [f for f in found if f.problem.place.path in renames]
    for _ in range(ROUNDS if renames else 0):
        inverse: dict[tuple[Path, str | int], str] = {(p[:-1], name): str(p[-1]) for p, name in renames.items()}
        found = [_back(f, inverse) for f in told_of(_called(data, (), renames))]
        more = {path: name for path, name in _renames(found).items() if path not in renames}
        named += [f for f in found if f.problem.place.path in more]
        if not more:
            break
        renames |= more
    return [*named, *(f for f in found if f not in named)]


def by_metric(found: list[Fault], data: Any) -> list[Fault]:
    """The faults, those of a metric called by its name with the id that it has in the catalogue."""
    return [_as_metric(f, data) if f.name == "bad-value" and _of_metric(f.problem.place.path) else f for f in found]


def _of_metric(path: Path) -> bool:
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    return path[0] != "evaluation" and bool({"metric", "metrics"} & {key, *words_for(key)})


def _as_metric(fault: Fault, data: Any) -> Fault:
    from commplan.catalogue import metric_called  # loads every metric, which no other fault asks for

    for part in fault.problem.place.path:
        data = data[part]
    id_ = metric_called(data) if isinstance(data, str) else None
    if id_ is None:
        return fault
    place = fault.problem.place
    about = say("{a} becomes {b}", "{a} 改为 {b}", a=quote(data), b=id_)
    fix = Fix((Change(place, "set", id_),), False, about)
    return Fault(
        fault.name, replace(fault.problem, hint=say("write its id, `{m}`", "请写它的 id：`{m}`", m=id_), fix=fix)
    )


def _renames(found: list[Fault]) -> dict[Path, str]:
    fixes = [f.problem.fix for f in found if f.name == "unknown-key" and f.problem.fix]
    return {c.place.path: str(c.to) for fix in fixes for c in fix.changes if c.act == "rename"}


def _called(data: Any, path: Path, renames: Renames) -> Any:
    """The data with keys called as they are meant."""
    if isinstance(data, dict):
        here = {key: (*path, key) for key in data}
        return {renames.get(here[k], k): _called(v, here[k], renames) for k, v in data.items()}
    if isinstance(data, tuple):
        return tuple(_called(item, (*path, n), renames) for n, item in enumerate(data))
    return data


def _back(fault: Fault, inverse: Mapping[tuple[Path, str | int], str]) -> Fault:
    """A fault of the data as it is meant, with its places in the data as it is."""

    def place(there: Place) -> Place:
        path: Path = ()
        for part in there.path:
            path = (*path, inverse.get((path, part), part))
        return replace(there, path=path)

    def fix(one: Fix | None) -> Fix | None:
        return one and replace(one, changes=tuple(replace(c, place=place(c.place)) for c in one.changes))

    problem: Problem = fault.problem
    related = tuple(replace(r, place=place(r.place)) for r in problem.related)
    return Fault(fault.name, replace(problem, place=place(problem.place), related=related, fix=fix(problem.fix)))
