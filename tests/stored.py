"""Looking into an activity store from outside, for the tests of sources and of the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from commplan import collect
from commplan.activity.mapping import Mapping
from commplan.activity.store import Store

EXPORTS = Path(__file__).parent / "exports"
SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
KEY = "5a" * 32


def fresh(folder: Path) -> Store:
    """A new store whose key is known, so that two stores can be compared."""
    Store.create(folder)
    (folder / "key").write_text(KEY, encoding="ascii")
    return Store.open(folder)


def table(store: Store) -> list[tuple[Any, ...]]:
    """Every row, in the order in which it is kept."""
    return query(store, "SELECT * FROM events ORDER BY us, event_id")


def query(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.connect() as connection:
        return connection.execute(sql).fetchall()


def imported(folder: Path, export: Path, mapping: Mapping | None = None, **options: Any) -> tuple[Store, Any]:
    store = fresh(folder)
    return store, collect.into(store, [export], mapping=mapping, **options)[0]


def said(collected: collect.Collected) -> list[tuple[str, int, tuple[str, ...]]]:
    """What was skipped: reason, count, places."""
    return sorted((passed.reason.en, passed.count, passed.places) for passed in collected.skipped)
