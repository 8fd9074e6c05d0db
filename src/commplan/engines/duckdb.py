"""DuckDB, inside this program: what is used when nothing else is asked for."""

from __future__ import annotations

from contextlib import AbstractContextManager

from commplan.activity.store import Store
from commplan.engine import Engine
from commplan.reckoning.layers import Connection
from commplan.words import Words


def connect(store: Store, memory: str) -> AbstractContextManager[Connection]:
    return store.connect(memory)


DUCKDB = Engine("duckdb", Words("on this machine, nothing to install", "在本机运行，无需安装"), connect)
