"""The switch that rewrites goldens: `pytest --accept` (or `make accept`), then read the diff."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

import one_engine
from commplan.activity import database

os.environ["COMMPLAN_LANG"] = "en"  # commands that run within the tests speak English wherever those run
os.environ["COMMPLAN_CACHE_DIR"] = ""  # and find nothing that an earlier run has kept

# Commands that run as processes of their own, and the workers of a run, would compile every module anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# At the end duckdb would call a leak whatever was frozen, here or by a check that took the process for its own.
atexit.register(gc.unfreeze)

settings.register_profile("commplan", deadline=None)  # a busy machine is no fault of what is tested
settings.load_profile("commplan")


def pytest_sessionstart() -> None:
    database.connection = one_engine.connection


def pytest_collection_finish() -> None:
    """What is loaded for thousands of tests stays: the collector took a third of the time to look at it over and over."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


GOLDENS = Path(__file__).parent / "goldens"

Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite goldens and generated tables")


@pytest.fixture
def accept(pytestconfig: pytest.Config) -> bool:
    """Whether what comes out now is to become what is expected."""
    return bool(pytestconfig.getoption("--accept"))


@pytest.fixture
def golden(accept: bool) -> Golden:
    """Compares a text with the file of this name in `goldens`, line by line; with --accept writes it there."""

    def compare(name: str, text: str) -> None:
        file = GOLDENS / name
        if accept:
            GOLDENS.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.is_file(), f"there is no {file.name} yet: run pytest --accept and read it"
        assert text.splitlines() == file.read_text("utf-8").splitlines()

    return compare
