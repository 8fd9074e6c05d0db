"""The SQL of the shared tables: from the view `events` to whole numbers.

This is the only engine-specific text: `dated` turns an instant into a local day by joining a table of quarter hours, and
everything after it is whole numbers.
"""

from __future__ import annotations

CAL = """
CREATE OR REPLACE TEMP TABLE cal AS
WITH quarters AS (
  SELECT CAST(unnest(range(from_quarter, to_quarter)) AS BIGINT) AS quarter, east FROM spans
), placed AS (
  SELECT quarter, quarter * 900 + east AS second, (quarter * 900 + east) // 86400 AS day FROM quarters
)
SELECT placed.quarter, placed.day, known_days.week, known_days.month, known_days.dow,
       placed.second // 3600 - placed.day * 24 AS hour
FROM placed JOIN known_days ON known_days.day = placed.day
"""

_DATED = """
CREATE OR REPLACE TEMP VIEW dated AS
SELECT e.event_id, e.source, e.kind, e.us, e.member, e.bot, e.channel, e.thread, e.reply_to, e.size, e.tags,
       cal.day, cal.week, cal.month, cal.dow, cal.hour,
       e.kind IN ('join', 'leave') AND coalesce((' ' || e.tags || ' ') LIKE '% channel %', FALSE) AS of_channel,
       coalesce((' ' || e.tags || ' ') LIKE '% undated %', FALSE) AS undated
FROM events AS e JOIN cal ON cal.quarter = e.us // 900000000
"""

_EV = """
CREATE OR REPLACE TEMP VIEW ev AS
SELECT dated.*, {staff} AS staff
FROM dated
WHERE dated.member IS NOT NULL{kept} AND (dated.kind <> 'answer' OR 'answer' IN (SELECT name FROM counted))
"""

_DONE = """
CREATE OR REPLACE TEMP VIEW done AS
SELECT dated.*, {staff} AS staff
FROM dated
WHERE (dated.member IS NOT NULL OR dated.kind = 'answer'){kept}
"""


def dated(first_us: int | None = None, end_us: int | None = None) -> str:
    """The view `dated`, of all events or only of those from an instant on and before another."""
    limits = [f"e.us >= {first_us}"] * (first_us is not None) + [f"e.us < {end_us}"] * (end_us is not None)
    return _DATED + ("WHERE " + " AND ".join(limits) if limits else "")


def who(*, bots: bool, staff: bool, excluded: bool) -> tuple[str, str]:
    """The views `ev` and `done`. Whether `bots` count, and whether there are any `staff` and any `excluded` members."""
    team = "coalesce(dated.member IN (SELECT name FROM team), FALSE)" if staff else "FALSE"
    kept = " AND coalesce(dated.member NOT IN (SELECT name FROM excluded), TRUE)" if excluded else ""
    kept += "" if bots else " AND dated.bot IS NOT TRUE"
    return _EV.format(staff=team, kept=kept), _DONE.format(staff=team, kept=kept)


ACT = """
CREATE OR REPLACE TEMP VIEW act AS
SELECT * FROM ev WHERE NOT staff AND kind IN (SELECT name FROM counted) AND NOT undated AND NOT of_channel
"""

MDK = """
SELECT {code} AS member, ev.kind, ev.day, max(ev.week) AS week, max(ev.month) AS month, ev.staff, ev.undated, ev.of_channel,
       CAST(count(*) AS BIGINT) AS n
FROM ev GROUP BY {code}, ev.kind, ev.day, ev.staff, ev.undated, ev.of_channel
"""

MD = """
WITH days AS (
  SELECT mdk.member, mdk.day, max(mdk.week) AS week, max(mdk.month) AS month, CAST(sum(mdk.n) AS BIGINT) AS n
  FROM mdk WHERE NOT mdk.staff AND NOT mdk.undated AND NOT mdk.of_channel AND mdk.kind IN (SELECT name FROM counted)
  GROUP BY mdk.member, mdk.day
)
SELECT days.member, days.day, days.week, days.month, days.n,
       min(days.day) OVER (PARTITION BY days.member) AS first_seen,
       min(days.month) OVER (PARTITION BY days.member) AS first_month,
       lag(days.day) OVER (PARTITION BY days.member ORDER BY days.day) AS day_before,
       lag(days.month) OVER (PARTITION BY days.member ORDER BY days.day) AS month_before
FROM days
"""

MOVES = """
WITH steps AS (
  SELECT {code} AS member, ev.kind, ev.us, ev.event_id, ev.day FROM ev
  WHERE ev.kind IN ('join', 'leave') AND NOT ev.of_channel AND NOT ev.staff
), known AS (
  SELECT steps.member, steps.kind, steps.us, steps.event_id, steps.day,
         lag(steps.kind) OVER (PARTITION BY steps.member ORDER BY steps.us, steps.kind DESC, steps.event_id) AS kind_before
  FROM steps
)
SELECT known.member, known.kind, known.us, known.event_id, known.day, known.kind_before,
       CASE WHEN known.kind = 'join' THEN 1 ELSE 0 END - CASE WHEN known.kind_before = 'join' THEN 1 ELSE 0 END AS change
FROM known
"""

ARRIVALS = """
SELECT mdk.member, min(mdk.day) AS first_seen FROM mdk WHERE NOT mdk.staff AND NOT mdk.undated GROUP BY mdk.member
"""

FROM = {"mdk": "", "md": "mdk", "moves": "", "arrivals": "mdk"}
"""What each is made from, beyond events."""
MADE = {
    name: f"CREATE OR REPLACE TEMP TABLE {name} AS {body}"
    for name, body in {"mdk": MDK, "md": MD, "moves": MOVES, "arrivals": ARRIVALS}.items()
}

ASKED = """
CREATE OR REPLACE TEMP TABLE asked AS
WITH answers AS (
  SELECT m.event_id, min(r.us) AS us
  FROM ev AS m JOIN ev AS r ON coalesce(r.thread, r.reply_to) = m.event_id
  WHERE m.kind = 'message' AND NOT m.staff AND r.kind = 'reply' AND r.member <> m.member AND r.us >= m.us
  GROUP BY m.event_id
)
SELECT m.event_id, m.member, m.channel, m.us, m.day, answers.us AS answered_us
FROM ev AS m LEFT JOIN answers ON answers.event_id = m.event_id
WHERE m.kind = 'message' AND NOT m.staff
"""
