"""Apache Spark, with the session that the user's configuration of Spark gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from commplan import extras
from commplan.activity.parts import COLUMNS
from commplan.activity.store import Store
from commplan.engine import Answer, Engine, failed
from commplan.words import Refusal, Words, quote, say

PLACE = "spark.commplan.activity"
"""The setting that says under which address the cluster finds the folder of the store, where that is not its own path."""
SAFE = "spark.checkpoint.dir"
"""Spark's own setting of a folder that all machines see. Without it what an executor has worked out goes with it."""
_PATTERN = re.compile(r"[\\*?{}\[\]]")
"""What Spark would take for a pattern in the name of a file."""
_NOT_EVEN_JAVA = say(
    "there is no Java that it can use, or it cannot read its settings", "没有可用的 Java，或其配置无法读取"
)
_SEE_ABOVE = say(
    "what it says itself stands above: it needs Java 17 or later (on the path, or where JAVA_HOME says), settings that it can "
    "read, and a master that it can reach",
    "它自己的说明见上文：需要 Java 17 或更高版本（在 PATH 中，或由 JAVA_HOME 指定）、可读取的配置，以及可连接的主节点",
)
_LOST = say(
    "Spark has lost an executor, and with it what that had worked out",
    "Spark 失去了一个执行器及其已算出的中间结果",
)
_SET_SAFE = say(
    "run it again; with spark.checkpoint.dir, a folder that all machines see, what is worked out outlasts an executor",
    "请重新运行；把 spark.checkpoint.dir 设为各机器共同可见的文件夹，中间结果便不会随执行器丢失",
)


@dataclass(frozen=True, slots=True)
class _Connection:
    session: Any

    def execute(self, query: str, parameters: object = (), /) -> Answer:
        from commplan.dialect import spoken

        values = parameters if isinstance(parameters, Sequence) else ()
        statement = spoken(query, values, "spark")
        found = self.session.sql(statement.text)
        if statement.kept:
            _keep(self.session, found, str(statement.table))
        if statement.table is not None:
            return Answer((), [])
        return Answer(tuple(found.columns), [tuple(row) for row in found.collect()])


def _keep(session: Any, found: Any, table: str) -> None:
    """Work out the rows of a table once. Spark forgets what it has cached as soon as a view changes that it was made from, and
    looks through the new one: what comes from the files of the store is cut off from where it comes from."""
    if found.inputFiles():
        safe = session.conf.get(SAFE, None) is not None
        (found.checkpoint() if safe else found.localCheckpoint()).createOrReplaceTempView(table)
    else:  # of what is cached Spark knows how small it is, and sends it to where the events are
        found.createOrReplaceTempView(table)
        session.catalog.cacheTable(table)


@contextmanager
def _connect(store: Store, _memory: str) -> Iterator[_Connection]:
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise extras.absent("spark", "pyspark", "spark") from None
    running = SparkSession.getActiveSession()
    try:
        session = running or SparkSession.builder.appName("commplan").getOrCreate()
    except (PySparkException, Py4JError, OSError) as error:
        raise _not_begun(error) from error
    try:
        session.conf.set("spark.sql.ansi.enabled", "true")
        _kept(session, store)
        connection = _Connection(session)
        store.show(connection)
        yield connection
    except (PySparkException, Py4JError, ConnectionError) as error:
        lost = "[CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND]" in str(error)
        raise Refusal(_LOST, _SET_SAFE) if lost else failed("spark", _said(error)) from error
    finally:
        if running is None:
            with suppress(Py4JError, OSError):  # of Java that has died nothing is left to be stopped
                session.stop()


def _not_begun(error: Exception) -> Refusal:
    """Why there is no session. Where Java has not begun, it has told its reason to the terminal alone."""
    said = (_said(error).strip().splitlines() or [type(error).__name__])[0]
    why = _NOT_EVEN_JAVA if "[JAVA_GATEWAY_EXITED]" in said else quote(said, 300)
    return Refusal(say("Spark could not be started: {e}", "Spark 无法启动：{e}", e=why), _SEE_ABOVE)


def _said(error: Exception) -> str:
    """What Java says of a fault, without the line in which Python says what it was asked."""
    return str(error).partition("\n: ")[2] or str(error)


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
