"""Trends, seasons and forecasts that an evaluation before this one worked out already: fitting takes longer than reading.

A result belongs to everything it was made from: what was given, the text of the methods, and the versions of their
libraries. Where nothing is kept, what is kept is no such result, or nobody can say by which methods it was made (they were
installed without their text), it is worked out anew.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeVar

from commplan.reckoning import forecasting, trending
from commplan.reckoning.course import Course, Season, Shift, Trend
from commplan.reckoning.forecasting import Ranges, Task
from commplan.reckoning.layers import Kept

LIBRARIES = ("numpy", "ruptures", "scipy", "statsmodels")

Found = TypeVar("Found", Trend, Shift, Season, Ranges)


def trend(kept: Kept | None, course: Course) -> Trend | None:
    return _recalled(kept, (trending.trend, course), lambda row: Trend(*row))


def shift(kept: Kept | None, course: Course) -> Shift | None:
    return _recalled(kept, (trending.shift, course), lambda row: Shift(date.fromisoformat(row[0]), *row[1:]))


def season(kept: Kept | None, values: Sequence[float], period: int, first: int) -> Season | None:
    return _recalled(kept, (trending.season, values, period, first), lambda row: Season(*row))


def foresee(kept: Kept | None, task: Task) -> Ranges | None:
    return _recalled(kept, (forecasting.foresee, task), _ranges)


def _ranges(row: Sequence[Any]) -> Ranges:
    steps, held, tried, widened = row
    ahead = tuple(None if step is None else (step[0], tuple(step[1]), tuple(step[2])) for step in steps)
    return Ranges(ahead, tuple(held), tried, tuple(widened))


def _recalled(
    kept: Kept | None, asked: tuple[Callable[..., Found | None], *tuple[Any, ...]], read: Callable[[Any], Found]
) -> Found | None:
    """What a method (the first of `asked`) makes of what it is given (the others); None is kept as well."""
    method, *given = asked
    methods = _methods() if kept is not None else None
    if kept is None or methods is None:
        return method(*given)
    key = repr((method.__name__, given, methods))
    row = kept.recall(key)
    if isinstance(row, list):
        try:
            return read(row) if row else None
        except (TypeError, ValueError):
            pass
    found = method(*given)
    kept.note(key, () if found is None else astuple(found))
    return found


@cache
def _methods() -> str | None:
    try:
        texts = "".join(map(inspect.getsource, (forecasting, trending)))
        versions = " ".join(map(version, LIBRARIES))
    except (OSError, TypeError, PackageNotFoundError):
        return None
    return f"{hashlib.sha256(texts.encode()).hexdigest()} {versions}"
