"""A frozen value of ours as plain JSON values and back, by the types that it declares; nothing of it can run code.

A dataclass becomes the list of its fields, a tuple a list, an enumeration its value. What unpacks is exactly what was
packed: anything else is a ValueError or a TypeError, since what was kept on a disk may come back as anything.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_SCALARS = {str: str, int: int, bool: bool, float: float, type(None): type(None)}


def pack(value: object) -> Any:
    """The value as JSON holds it. TypeError for what has no such form."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [pack(item) for item in value]
    if is_dataclass(value):
        return [pack(getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, Mapping):
        return {key: pack(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    raise TypeError(f"{type(value).__name__} is not packed")


def unpacker(wanted: Any) -> Callable[[Any], Any]:
    """What makes a value of the type `wanted` again."""
    return _reader(wanted)


@cache
def _reader(wanted: Any) -> Callable[[Any], Any]:
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        return _union(inner)
    if origin is Literal:
        return _one_of(inner)
    if origin is tuple:
        return _many(_reader(inner[0])) if inner[-1] is ... else _row([_reader(i) for i in inner], tuple)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_reader(inner[1]))
    if is_dataclass(wanted):
        return _dataclass(wanted)
    if wanted in _SCALARS:
        return _scalar((_SCALARS[wanted],))
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return wanted
    if wanted is date:
        return date.fromisoformat
    raise TypeError(f"{wanted} is not unpacked")


def _dataclass(wanted: Any) -> Callable[[Any], Any]:
    readers: list[Callable[[Any], Any]] = []

    def read(packed: Any) -> Any:
        if not readers:  # when it is first read, since a type may hold others like itself
            hints = get_type_hints(wanted)
            readers.extend(_reader(hints[f.name]) for f in fields(wanted))
        if not isinstance(packed, list) or len(packed) != len(readers):
            raise ValueError(f"no {wanted.__name__}")
        return wanted(*[reader(item) for reader, item in zip(readers, packed, strict=True)])

    return read


def _row(readers: list[Callable[[Any], Any]], make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda packed: make(reader(item) for reader, item in zip(readers, packed, strict=True))


def _many(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(packed: Any) -> Any:
        if not isinstance(packed, list):
            raise TypeError("no list")
        return tuple(map(reader, packed))

    return read


def _mapping(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda packed: {key: reader(item) for key, item in packed.items()}


def _one_of(values: tuple[Any, ...]) -> Callable[[Any], Any]:
    def read(packed: Any) -> Any:
        if packed not in values:
            raise ValueError("none of the values")
        return packed

    return read


def _scalar(kinds: tuple[type, ...]) -> Callable[[Any], Any]:
    def read(packed: Any) -> Any:
        if type(packed) not in kinds:
            raise ValueError("of another type")
        return packed

    return read


def _union(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    """None or one type; or one of several scalars, where a Decimal is told apart by its form."""
    rest = [i for i in inner if i is not type(None)]
    if len(rest) == 1:
        reader = _reader(rest[0])
        return lambda packed: None if packed is None else reader(packed)
    scalar = _scalar(tuple(i for i in inner if i is not Decimal))
    return lambda packed: Decimal(packed["decimal"]) if isinstance(packed, dict) else scalar(packed)
