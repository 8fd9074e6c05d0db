"""DuckDB, inside this program: what is used when nothing else is asked for."""

from __future__ import annotations

from commplan.activity.store import Store
from commplan.engine import Engine
from commplan.words import Words

DUCKDB = Engine("duckdb", Words("on this machine, nothing to install", "在本机运行，无需安装"), Store.connect)
