"""Finding the pieces: one package of modules, one value of a kind in each; nothing is registered anywhere."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def discover(package: ModuleType, kind: type[T]) -> dict[str, T]:
    """The values of type `kind` in the modules below a package, by the name of their module, sorted by it.

    ValueError when a module holds more than one, or two modules share a name: file = piece = name.
    """
    found: dict[str, T] = {}
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        module, name = importlib.import_module(info.name), info.name.rpartition(".")[2]
        pieces = {id(value): value for value in vars(module).values() if isinstance(value, kind)}
        if len(pieces) > 1 or (pieces and name in found):
            raise ValueError(f"{info.name}: one {kind.__name__} to a module, and one module of that name")
        found.update((name, piece) for piece in pieces.values())
    return dict(sorted(found.items()))
