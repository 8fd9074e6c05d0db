"""Looking a metric up by its id, without loading the others: a check names only a handful."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from commplan.metric import Metric


@cache
def metric(id_: str) -> Metric | None:
    """The metric of the catalogue with this id, or None."""
    if id_ not in metric_ids():
        return None
    module = importlib.import_module("commplan.metrics." + id_.replace("-", "_"))
    return next((value for value in vars(module).values() if isinstance(value, Metric)), None)


@cache
def metric_ids() -> tuple[str, ...]:
    """The ids of all metrics of the catalogue, sorted; read from the file names alone."""
    package = importlib.import_module("commplan.metrics")
    return tuple(sorted(info.name.replace("_", "-") for info in pkgutil.iter_modules(package.__path__)))
