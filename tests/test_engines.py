"""What an engine says that is not there, does not begin, or fails in the midst: a sentence, whatever its library says."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from commplan.engine import engine_called
from commplan.words import Refusal
from stored import fresh

JAVA = (
    "An error occurred while calling o7.sql.\n: org.apache.spark.Oh: [SO_IT_IS] the executors are gone\n\tat x.y(z:1)"
)
ABOVE = (
    "what it says itself stands above: it needs Java 17 or later (on the path, or where JAVA_HOME says), settings that it "
    "can read, and a master that it can reach"
)


class PySparkError(Exception):
    """Spark's own."""


class Py4JError(Exception):
    """What comes of Java, or of its being gone."""


def fail(error: Exception) -> Callable[..., Any]:
    def failing(*_: object, **__: object) -> Any:
        raise error

    return failing


@pytest.fixture
def begin(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    """Put a library in the place of Spark's whose session is what a function makes."""

    def put(session: Callable[..., Any]) -> None:
        builder = SimpleNamespace(appName=lambda _: SimpleNamespace(getOrCreate=session))
        held = SimpleNamespace(builder=builder, getActiveSession=lambda: None)
        modules: dict[str, dict[str, Any]] = {
            "py4j.protocol": {"Py4JError": Py4JError},
            "pyspark.errors": {"PySparkException": PySparkError},
            "pyspark.sql": {"SparkSession": held},
        }
        for name, content in modules.items():
            module = ModuleType(name)
            vars(module).update(content)
            monkeypatch.setitem(sys.modules, name, module)
            monkeypatch.setitem(sys.modules, name.partition(".")[0], ModuleType(name.partition(".")[0]))

    return put


def said(folder: Path) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught, engine_called("spark").connect(fresh(folder / "store"), "1GB"):
        pass
    return caught.value.words.en, caught.value.hint.en if caught.value.hint else ""


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            PySparkError("[JAVA_GATEWAY_EXITED] It exited."),
            "there is no Java that it can use, or it cannot read its settings",
        ),
        (Py4JError(JAVA), "'org.apache.spark.Oh: [SO_IT_IS] the executors are gone'"),
        (FileNotFoundError(2, "No such file", "spark-submit"), "\"[Errno 2] No such file: 'spark-submit'\""),
        (PySparkError(""), "'PySparkError'"),
    ],
)
def test_spark_that_does_not_begin_says_why(
    error: Exception, sentence: str, begin: Callable[..., None], tmp_path: Path
) -> None:
    begin(fail(error))
    assert said(tmp_path) == (f"Spark could not be started: {sentence}", ABOVE)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Py4JError(JAVA), "'org.apache.spark.Oh: [SO_IT_IS] the executors are gone'"),
        (PySparkError("[PATH_NOT_FOUND] No such path.\nmore"), "'[PATH_NOT_FOUND] No such path.'"),
        (ConnectionRefusedError(111, "Connection refused"), "'[Errno 111] Connection refused'"),
    ],
)
def test_spark_that_fails_in_the_midst_says_why(
    error: Exception, sentence: str, begin: Callable[..., None], tmp_path: Path
) -> None:
    """Also where it cannot even be stopped any more."""
    conf = SimpleNamespace(set=fail(error))
    begin(lambda: SimpleNamespace(conf=conf, stop=fail(ConnectionRefusedError(111, "Connection refused"))))
    wanted = (f"the engine spark could not answer: {sentence}", "docs/engines.md says what it needs")
    assert said(tmp_path) == wanted


def test_an_executor_that_is_lost_is_said_to_be(begin: Callable[..., None], tmp_path: Path) -> None:
    gone = Py4JError(
        "An error occurred\n: o.S: [CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND] Checkpoint block rdd_35_0 not found!"
    )
    begin(lambda: SimpleNamespace(conf=SimpleNamespace(set=fail(gone)), stop=lambda: None))
    words, hint = said(tmp_path)
    assert words == "Spark has lost an executor, and with it what that had worked out"
    assert "spark.checkpoint.dir" in hint


@pytest.mark.parametrize(("name", "package"), [("spark", "pyspark"), ("chdb", "chdb")])
def test_an_engine_that_is_not_installed_says_how_to(
    name: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("py4j", "pyspark", "chdb"):
        monkeypatch.setitem(sys.modules, module, None)
        for part in ("protocol", "errors", "sql", "session"):
            monkeypatch.delitem(sys.modules, f"{module}.{part}", raising=False)
    extra = "clickhouse" if name == "chdb" else name
    with pytest.raises(Refusal) as caught, engine_called(name).connect(fresh(tmp_path / "store"), "1GB"):
        pass
    assert caught.value.words.en == f"the engine {name} needs the package {package}"
    assert caught.value.hint is not None
    assert caught.value.hint.en == f"install it: pip install 'commplan[{extra}]'"
