"""Goldens are used."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent


def test_every_golden_is_named_by_a_test() -> None:
    written = "\n".join(file.read_text("utf-8") for file in TESTS.glob("test_*.py"))
    unused = [file.name for file in sorted((TESTS / "goldens").glob("*")) if f'"{file.name}"' not in written]
    assert unused == []
