"""The shape of an engine: a database that holds the activity while a plan is evaluated, and is asked all questions of it.

A piece is one function that opens a connection to which the tables of a store are known; the queries are the same
everywhere. How they are put into the words of another engine is the business of `dialect`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from commplan.activity.store import Store
from commplan.reckoning.layers import Connection
from commplan.words import Refusal, Words, quote, say


@dataclass(frozen=True, slots=True)
class Engine:
    """`connect` opens a connection that has the view `events` of a store, and closes it again; the text says how much memory
    it may use ("4GB", "60%"), for an engine that has no settings of its own for that.

    It raises Refusal when what the engine needs is not installed, and ActivityError when the store cannot be read.
    """

    name: str
    about: Words
    connect: Callable[[Store, str], AbstractContextManager[Connection]]


def engine_names() -> tuple[str, ...]:
    """The engines that there are, read from the file names alone."""
    package = importlib.import_module("commplan.engines")
    return tuple(info.name for info in pkgutil.iter_modules(package.__path__))


def engine_called(name: str) -> Engine:
    """The engine of this name. KeyError when there is none."""
    module = importlib.import_module(f"commplan.engines.{name}")
    found = [value for value in vars(module).values() if isinstance(value, Engine)]
    return {engine.name: engine for engine in found}[name]


def failed(name: str, told: object) -> Refusal:
    """An engine could not answer; `told` is what it says, of which the first line is given."""
    first = (str(told).strip().splitlines() or [""])[0]
    return Refusal(
        say("the engine {n} could not answer: {e}", "引擎 {n} 未能作答：{e}", n=name, e=quote(first, 300)),
        say("docs/engines.md says what it needs", "它需要什么，见 docs/engines.md"),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query came to, all of it fetched."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    @property
    def description(self) -> list[tuple[str]]:
        return [(column,) for column in self.columns]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.rows
