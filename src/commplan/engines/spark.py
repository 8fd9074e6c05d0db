"""Apache Spark, with the session that the user's configuration of Spark gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from commplan import extras
from commplan.activity.parts import COLUMNS
from commplan.activity.store import Store
from commplan.engine import Answer, Engine, failed
from commplan.words import Refusal, Words, say

PLACE = "spark.commplan.activity"
"""The setting that says under which address the cluster finds the folder of the store, where that is not its own path."""
_PATTERN = re.compile(r"[\\*?{}\[\]]")
"""What Spark would take for a pattern in the name of a file."""
_NO_JAVA = say(
    "the engine spark needs Java 17 or later, and none was found", "引擎 spark 需要 Java 17 或更高版本，但未找到"
)
_GET_JAVA = say("install it, or set JAVA_HOME to where it lies", "请安装 Java，或用 JAVA_HOME 指定其位置")


@dataclass(frozen=True, slots=True)
class _Connection:
    session: Any

    def execute(self, query: str, parameters: object = (), /) -> Answer:
        from commplan.dialect import spoken

        values = parameters if isinstance(parameters, Sequence) else ()
        statement = spoken(query, values, "spark")
        found = self.session.sql(statement.text)
        if statement.kept:
            self.session.sql(f"CACHE TABLE {statement.table}")
        if statement.table is not None:
            return Answer((), [])
        return Answer(tuple(found.columns), [tuple(row) for row in found.collect()])


@contextmanager
def _connect(store: Store, _memory: str) -> Iterator[_Connection]:
    try:
        from pyspark.errors import PySparkException, PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError:
        raise extras.absent("spark", "pyspark", "spark") from None
    running = SparkSession.getActiveSession()
    try:
        session = running or SparkSession.builder.appName("commplan").getOrCreate()
    except PySparkRuntimeError as error:
        if error.getCondition() != "JAVA_GATEWAY_EXITED":
            raise
        raise Refusal(_NO_JAVA, _GET_JAVA) from None
    try:
        session.conf.set("spark.sql.ansi.enabled", "true")
        _kept(session, store)
        connection = _Connection(session)
        store.show(connection)
        yield connection
    except PySparkException as error:
        raise failed("spark", error) from error
    finally:
        if running is None:
            session.stop()


def _kept(session: Any, store: Store) -> None:
    """The rows of the store, as the view `kept`."""
    place = session.conf.get(PLACE, None) or store.path.resolve().as_posix()
    kinds = {"VARCHAR": "STRING", "BIGINT": "BIGINT", "INTEGER": "INT", "BOOLEAN": "BOOLEAN"}
    shape = ", ".join(f"{name} {kinds[kind]}" for name, kind in COLUMNS.items())
    files = [_PATTERN.sub(r"\\\g<0>", f"{place}/{file}") for file in store.files()]
    found = session.read.schema(shape).parquet(*files) if files else session.createDataFrame([], shape)
    found.createOrReplaceTempView("kept")


SPARK = Engine(
    "spark", Words("an Apache Spark cluster, or Spark on this machine", "Apache Spark 集群，或本机上的 Spark"), _connect
)
