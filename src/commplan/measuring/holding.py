"""What members did, held in memory where a store is so small that all of it is counted at once: it is read but once."""

# ruff: noqa: S608 - the SQL is put together from constants and whole numbers only

from __future__ import annotations

from commplan.reckoning import marks

MOST = 15_000_000
"""Events that are held at most, 23 bytes each: of more, every query reads what it needs anew."""


def held(code: str, kinds: tuple[str, ...]) -> tuple[str, str, str]:
    """Statements that put a table behind the views `marks` and `deeds`. `code`: SQL for what a member is called; `kinds`: those
    that count as active."""
    narrow = "member, us, CAST(day AS INTEGER) AS day, CAST(what AS UTINYINT) AS what, CAST(slot AS UTINYINT) AS slot"
    wide = "member, us, CAST(day AS BIGINT) AS day, CAST(what AS BIGINT) AS what, CAST(slot AS BIGINT) AS slot"
    active = ", ".join(map(str, marks.plainly(kinds))) or "NULL"
    return (
        f"CREATE OR REPLACE TEMP TABLE held AS SELECT {narrow} FROM ({marks.MARKS.format(code=code)})",
        f"CREATE OR REPLACE TEMP VIEW marks AS SELECT {wide} FROM held",
        f"CREATE OR REPLACE TEMP VIEW deeds AS SELECT member, us, day, slot FROM marks WHERE what IN ({active})",
    )
