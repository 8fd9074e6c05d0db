"""ClickHouse's engine inside this program, as chDB."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commplan import extras
from commplan.activity.parts import COLUMNS
from commplan.activity.store import Store
from commplan.engine import Answer, Engine, failed
from commplan.words import Words

# Where ClickHouse differs from the others unless told: what a join misses is no zero, and of no rows there is no sum.
SETTINGS = (
    "join_use_nulls = 1",
    "aggregate_functions_null_for_empty = 1",
    "output_format_json_quote_64bit_integers = 0",
)


@dataclass(frozen=True, slots=True)
class _Connection:
    session: Any

    def execute(self, query: str, parameters: object = (), /) -> Answer:
        from commplan.dialect import spoken

        values = parameters if isinstance(parameters, Sequence) else ()
        text = spoken(query, values, "clickhouse").text
        try:
            told = str(self.session.query(text, "JSONCompact"))
        except RuntimeError as error:
            raise failed("chdb", error) from error
        if not told:
            return Answer((), [])
        found = json.loads(told)
        kinds = [float if "Float" in column["type"] else None for column in found["meta"]]
        rows = [
            tuple(kind(cell) if kind and cell is not None else cell for kind, cell in zip(kinds, row, strict=True))
            for row in found["data"]
        ]
        return Answer(tuple(column["name"] for column in found["meta"]), rows)


@contextmanager
def _connect(store: Store, _memory: str) -> Iterator[_Connection]:
    try:
        from chdb.session import Session
    except ImportError:
        raise extras.absent("chdb", "chdb", "clickhouse") from None
    with tempfile.TemporaryDirectory() as scratch:
        session: Any = Session(f"{scratch}/database")
        try:
            for setting in SETTINGS:
                session.query(f"SET {setting}")
            session.query(f"CREATE VIEW kept AS {_kept(store, Path(scratch))}")
            connection = _Connection(session)
            store.show(connection)
            yield connection
        finally:
            session.close()


def _kept(store: Store, scratch: Path) -> str:
    """The rows of the store. Its files get names here that hold nothing which ClickHouse would take for a pattern."""
    kinds = {"VARCHAR": "String", "BIGINT": "Int64", "INTEGER": "Int32", "BOOLEAN": "Bool"}
    shape = [(name, f"Nullable({kinds[kind]})") for name, kind in COLUMNS.items()]
    files = store.files()
    if not files:
        return "SELECT " + ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in shape) + " WHERE 1 = 0"
    for number, file in enumerate(files):
        (scratch / f"{number}.parquet").symlink_to((store.path / file).resolve())
    columns = ", ".join(f"{name} {kind}" for name, kind in shape)
    return f"SELECT * FROM file('{scratch}/*.parquet', 'Parquet', '{columns}')"  # noqa: S608 - all of it is ours


CHDB = Engine("chdb", Words("ClickHouse's engine on this machine", "本机上的 ClickHouse 引擎"), _connect)
