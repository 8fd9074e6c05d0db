"""What members did in five whole numbers an event, which is all that most metrics need of it.

A text is read slowly, and counted by still more slowly: who did it is a number already where the engine has one (`code`).
"""

from __future__ import annotations

from commplan.activity.event import KINDS

_CODES = {kind: number * 8 for number, kind in enumerate(KINDS)}
_CODE_OF = " ".join(f"WHEN '{kind}' THEN {code}" for kind, code in _CODES.items())
_KIND_OF = " ".join(f"WHEN whats.what < {code + 8} THEN '{kind}'" for kind, code in _CODES.items())

MARKS = f"""
SELECT {{code}} AS member, ev.us, ev.day,
       CAST(CASE ev.kind {_CODE_OF} END + CASE WHEN ev.staff THEN 4 ELSE 0 END + CASE WHEN ev.undated THEN 2 ELSE 0 END
            + CASE WHEN ev.of_channel THEN 1 ELSE 0 END AS BIGINT) AS what,
       ev.dow * 24 + ev.hour AS slot
FROM ev
"""  # noqa: S608 - own numbers and the kinds that there are

MDK = f"""
WITH whats AS (
  SELECT marks.member, marks.day, marks.what, CAST(count(*) AS BIGINT) AS n
  FROM marks GROUP BY marks.member, marks.day, marks.what
)
SELECT whats.member, CASE {_KIND_OF} END AS kind, whats.day, CAST(whats.what // 4 % 2 = 1 AS BOOLEAN) AS staff,
       CAST(whats.what // 2 % 2 = 1 AS BOOLEAN) AS undated, CAST(whats.what % 2 = 1 AS BOOLEAN) AS of_channel, whats.n
FROM whats
"""  # noqa: S608 - own numbers and the kinds that there are

_DEEDS = """
CREATE OR REPLACE TEMP VIEW deeds AS
SELECT {code} AS member, ev.us, ev.day, ev.dow * 24 + ev.hour AS slot FROM act AS ev
"""


def views(code: str) -> tuple[str, str]:
    """The views `marks` and `deeds`; `code`: SQL for what a member is called."""
    return f"CREATE OR REPLACE TEMP VIEW marks AS {MARKS.format(code=code)}", _DEEDS.format(code=code)


def plainly(kinds: tuple[str, ...]) -> tuple[int, ...]:
    """What `marks` calls these kinds where neither the team did it, nor at an unknown time, nor of one channel only."""
    return tuple(code for kind, code in _CODES.items() if kind in kinds)
