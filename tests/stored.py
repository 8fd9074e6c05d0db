"""Looking into an activity store from outside, for the tests of sources and of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import opened
from commplan.activity.mapping import Mapping
from commplan.activity.store import Store
from commplan.importing import collect
from commplan.source import Options

EXPORTS = Path(__file__).parent / "exports"
SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
KEY = "5a" * 32


def fresh(folder: Path) -> Store:
    """A new store whose key is known, so that two stores can be compared."""
    Store.at(folder)
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


def listing(tool: str, export: Path, *, private: bool = False) -> str:
    """What a source finds in an export, in its order, a line each: time, kind, who, bot or person, place, ids, size, tags."""
    with opened(export) as found:
        return "".join(_line(one) + "\n" for one in collect.known()[tool].read(found, Options(private=private)))


def _line(one: RawEvent | Skipped) -> str:
    if isinstance(one, Skipped):
        return f"skipped {one.count}: {one.reason.en} ({one.where})"
    at = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=one.us)).isoformat().removesuffix("+00:00")
    about = (
        at,
        one.kind,
        one.member or "-",
        {True: "bot", False: "person", None: "?"}[one.bot],
        one.channel and f"#{one.channel}",
        f"id={one.native_id}",
        one.thread and f"in={one.thread}",
        one.reply_to and f"to={one.reply_to}",
        None if one.size is None else f"size={one.size}",
        one.tags and f"[{one.tags}]",
    )
    return " ".join(filter(None, about))


def recognised(export: Path) -> list[str]:
    """The sources that call an export their own."""
    with opened(export) as found:
        return [name for name, tool in collect.known().items() if tool.recognises(found)]


def unbroken(tool: str, export: Path) -> None:
    """Cut an export of one file at many places, spoil bytes of it: what is read stays events and counted records."""
    whole = export.read_bytes()
    sound = set(listing(tool, export).splitlines())
    for cut in range(0, len(whole), max(1, len(whole) // 40)):
        export.write_bytes(whole[:cut])
        lost = [line for line in listing(tool, export).splitlines() if line not in sound]
        assert len(lost) <= 3, (cut, lost)
        export.write_bytes(whole[:cut] + b"\xff\x00" + whole[cut + 1 :])
        listing(tool, export)
    export.write_bytes(whole)
