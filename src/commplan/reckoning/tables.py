"""The SQL of the shared tables: from the view `events` to whole numbers.

`dated` turns an instant into a local day by joining a table of quarter hours, and everything after it is whole numbers.
All text here and in the metrics keeps to what engines have in common: `tests/portable.py` says what that is.
"""

from __future__ import annotations

from collections.abc import Collection

from commplan.activity.event import KINDS
from commplan.reckoning.marks import MDK

KNOWN_DAYS = """
CREATE OR REPLACE TEMP TABLE known_days AS
WITH numbered AS (
  SELECT known_weeks.week, slots.slot AS dow, known_weeks.week * 7 - 3 + slots.slot AS day
  FROM known_weeks CROSS JOIN slots WHERE slots.slot < 7
)
SELECT numbered.day, numbered.week, known_months.month, numbered.dow
FROM numbered JOIN known_months ON numbered.day >= known_months.first_day AND numbered.day < known_months.end_day
"""
"""Weeks and months are a handful of numbers; to read each day of some years from a text takes longer than to put them together."""

# No event is before 1970, so that the quotient, which engines cut off towards zero, is the whole number below.
CAL = """
CREATE OR REPLACE TEMP TABLE cal AS
WITH quarters AS (
  SELECT known_days.day * 96 + slots.slot AS quarter FROM known_days CROSS JOIN slots
), placed AS (
  SELECT quarters.quarter, quarters.quarter * 900 + spans.east AS second,
         (quarters.quarter * 900 + spans.east) // 86400 AS day
  FROM quarters JOIN spans ON quarters.quarter >= spans.from_quarter AND quarters.quarter < spans.to_quarter
)
SELECT placed.quarter, placed.day, known_days.week, known_days.month, known_days.dow,
       placed.second // 3600 - placed.day * 24 AS hour
FROM placed JOIN known_days ON known_days.day = placed.day
"""

_LIMITED = """
CREATE OR REPLACE TEMP VIEW limited AS
SELECT e.event_id, e.source, e.kind, e.us, e.member, e.bot, e.channel, e.thread, e.reply_to, e.size, e.tags FROM events AS e
"""

DATED = """
CREATE OR REPLACE TEMP VIEW dated AS
SELECT e.event_id, e.source, e.kind, e.us, e.member, e.bot, e.channel, e.thread, e.reply_to, e.size, e.tags,
       cal.day, cal.week, cal.month, cal.dow, cal.hour,
       e.kind IN ('join', 'leave') AND coalesce((' ' || e.tags || ' ') LIKE '% channel %', FALSE) AS of_channel,
       coalesce((' ' || e.tags || ' ') LIKE '% undated %', FALSE) AS undated
FROM limited AS e JOIN cal ON cal.quarter = e.us // 900000000
"""

_EV = """
CREATE OR REPLACE TEMP VIEW ev AS
SELECT dated.*, {staff} AS staff
FROM dated{joined}
WHERE dated.member IS NOT NULL{kept}{answers}
"""

_REPLIES = """
CREATE OR REPLACE TEMP VIEW replies AS
SELECT coalesce(dated.thread, dated.reply_to) AS target, dated.member, dated.us
FROM limited AS dated{joined}
WHERE dated.member IS NOT NULL AND dated.kind = 'reply'{kept}
"""
"""Of an answer nobody asks the day, which takes longer to look up than the rest of it to read."""

_DONE = """
CREATE OR REPLACE TEMP VIEW done AS
SELECT dated.*, {staff} AS staff
FROM dated{joined}
WHERE (dated.member IS NOT NULL OR dated.kind = 'answer'){kept}
"""


def limited(first_us: int | None = None, end_us: int | None = None) -> str:
    """The view `limited`, of all events or only of those from an instant on and before another, which all others look through."""
    limits = [f"e.us >= {first_us}"] * (first_us is not None) + [f"e.us < {end_us}"] * (end_us is not None)
    return _LIMITED + ("WHERE " + " AND ".join(limits) if limits else "")


def who(*, bots: bool, staff: bool, excluded: bool, answers: bool = False) -> tuple[str, ...]:
    """The views `ev`, `done` and `replies`. Whether `bots` and `answers` count, and whether there are any `staff` and any
    `excluded` members."""
    team, joined = ("team.name IS NOT NULL", " LEFT JOIN team ON team.name = dated.member") if staff else ("FALSE", "")
    left_out = " LEFT JOIN excluded ON excluded.name = dated.member" if excluded else ""
    kept = " AND excluded.name IS NULL" if excluded else ""
    kept += "" if bots else " AND NOT coalesce(dated.bot, FALSE)"
    no_answers = "" if answers else " AND dated.kind <> 'answer'"
    views = [view.format(staff=team, joined=joined + left_out, kept=kept, answers=no_answers) for view in (_EV, _DONE)]
    return *views, _REPLIES.format(joined=left_out, kept=kept)


ACT = """
CREATE OR REPLACE TEMP VIEW act AS
SELECT ev.* FROM ev WHERE NOT staff AND kind IN ({kinds}) AND NOT undated AND NOT of_channel
"""


def act(kinds: Collection[str]) -> str:
    """The view `act`; kinds that no event is of are left out, so that a plan's words never become SQL."""
    return ACT.format(kinds=", ".join(f"'{kind}'" for kind in KINDS if kind in kinds) or "NULL")


STARTS = """
CREATE OR REPLACE TEMP VIEW starts AS
SELECT ev.* FROM ev WHERE ev.kind = 'message'{told}
"""
_TOLD = " AND ev.source NOT IN (SELECT threadless.name FROM threadless)"


def starts(*, threadless: bool) -> str:
    """The view `starts`. Whether there are any sources that tell no conversations beside some that do: nothing of theirs
    could ever have an answer."""
    return STARTS.format(told=_TOLD if threadless else "")


# Only days go through the sort that the windows are made from; their months are looked up afterwards.
MD = """
WITH days AS (
  SELECT {mdk}.member, {mdk}.day, CAST(sum({mdk}.n) AS BIGINT) AS n
  FROM {mdk}
  WHERE NOT {mdk}.staff AND NOT {mdk}.undated AND NOT {mdk}.of_channel AND {mdk}.kind IN (SELECT name FROM counted)
  GROUP BY {mdk}.member, {mdk}.day
), steps AS (
  SELECT days.member, days.day, days.n, first_value(days.day) OVER (PARTITION BY days.member ORDER BY days.day) AS first_day,
         lag(days.day) OVER (PARTITION BY days.member ORDER BY days.day) AS day_before
  FROM days
)
SELECT steps.member, steps.day, known_days.week, known_days.month, steps.n,
       coalesce(before.first_seen, steps.first_day) AS first_seen, coalesce(before.first_month, begun.month) AS first_month,
       coalesce(steps.day_before, before.last_day) AS day_before, coalesce(last.month, before.last_month) AS month_before
FROM steps JOIN known_days ON known_days.day = steps.day JOIN known_days AS begun ON begun.day = steps.first_day
     LEFT JOIN known_days AS last ON last.day = steps.day_before LEFT JOIN before ON before.member = steps.member
"""

MOVES = """
WITH steps AS (
  SELECT {code} AS member, ev.kind, ev.us, ev.event_id, ev.day FROM ev
  WHERE ev.kind IN ('join', 'leave') AND NOT ev.of_channel AND NOT ev.staff
), known AS (
  SELECT steps.member, steps.kind, steps.us, steps.event_id, steps.day,
         coalesce(lag(steps.kind) OVER (PARTITION BY steps.member ORDER BY steps.us, steps.kind DESC, steps.event_id),
                  before.last_move) AS kind_before,
         coalesce(lag(steps.day) OVER (PARTITION BY steps.member ORDER BY steps.us, steps.kind DESC, steps.event_id),
                  before.moved_day) AS day_before
  FROM steps LEFT JOIN before ON before.member = steps.member
)
SELECT known.member, known.kind, known.us, known.event_id, known.day, known.kind_before, known.day_before,
       CASE WHEN known.kind = 'join' THEN 1 ELSE 0 END - CASE WHEN known.kind_before = 'join' THEN 1 ELSE 0 END AS change
FROM known
"""

ARRIVALS = """
SELECT {mdk}.member, min({mdk}.day) AS day FROM {mdk} LEFT JOIN before ON before.member = {mdk}.member
WHERE NOT {mdk}.staff AND NOT {mdk}.undated AND before.came IS NULL GROUP BY {mdk}.member
"""

CHANNELS = """
SELECT dated.channel, dated.day,
       CAST(count(CASE WHEN dated.kind IN ('message', 'reply', 'attend', 'register') THEN 1 END) AS BIGINT) AS n,
       CAST(count(CASE WHEN dated.bot IS NULL AND dated.member IS NOT NULL THEN 1 END) AS BIGINT) AS untold
FROM dated GROUP BY dated.channel, dated.day
"""

HOURLY = """
WITH slots AS (
  SELECT deeds.day, deeds.slot, CAST(count(*) AS BIGINT) AS n FROM deeds GROUP BY deeds.day, deeds.slot
)
SELECT slots.day, slots.slot // 24 AS dow, slots.slot % 24 AS hour, slots.n FROM slots
"""

NOTHING_BEFORE = """
SELECT {code} AS member, ev.day AS first_seen, ev.month AS first_month, ev.day AS last_day, ev.month AS last_month,
       ev.kind AS last_move, ev.day AS moved_day, ev.day AS came
FROM ev LIMIT 0
"""
STATES = """
SELECT {md}.member, {md}.first_seen, {md}.first_month, {md}.day AS last_day, {md}.month AS last_month,
       CAST(NULL AS BIGINT) AS moved, CAST(NULL AS BIGINT) AS moved_day, CAST(NULL AS BIGINT) AS came
FROM {md}
UNION ALL
SELECT {moves}.member, NULL, NULL, NULL, NULL, CAST({moves}.change AS BIGINT), {moves}.day, NULL FROM {moves}
UNION ALL
SELECT {arrivals}.member, NULL, NULL, NULL, NULL, NULL, NULL, {arrivals}.day FROM {arrivals}
"""
"""What tables of some days tell of members, a row for each thing told; `moved` adds up to 1 for who is in."""

STATE = """
SELECT told.member, min(told.first_seen) AS first_seen, min(told.first_month) AS first_month, max(told.last_day) AS last_day,
       max(told.last_month) AS last_month, CAST(sum(told.moved) AS BIGINT) AS moved, max(told.moved_day) AS moved_day,
       min(told.came) AS came
FROM ({states}) AS told GROUP BY told.member
"""

BEFORE = """
WITH these AS (
  SELECT DISTINCT {mdk}.member FROM {mdk}
), state AS (
  SELECT known.member, min(known.first_seen) AS first_seen, min(known.first_month) AS first_month,
         max(known.last_day) AS last_day, max(known.last_month) AS last_month, sum(known.moved) AS moved,
         max(known.moved_day) AS moved_day, min(known.came) AS came
  FROM known WHERE known.member IN (SELECT these.member FROM these) GROUP BY known.member
)
SELECT state.member, state.first_seen, state.first_month, state.last_day, state.last_month,
       CASE WHEN state.moved = 1 THEN 'join' WHEN state.moved_day IS NOT NULL THEN 'leave' END AS last_move, state.moved_day,
       state.came
FROM state
"""
"""What is known of members from the days before those that a table is made for, where it is not made for all at once."""


def before(body: str = NOTHING_BEFORE) -> str:
    return f"CREATE OR REPLACE TEMP TABLE before AS {body}"


BODIES = {"mdk": MDK, "md": MD, "moves": MOVES, "arrivals": ARRIVALS, "channels": CHANNELS, "hourly": HOURLY}
"""The tables that can be made a part of the time after another."""
FROM = {"mdk": "", "md": "mdk", "moves": "", "arrivals": "mdk", "channels": "", "hourly": ""}
"""What each is made from, beyond events."""

_ASKED = """
SELECT {by}m.us, m.day,
       min(CASE WHEN replies.member <> m.member AND replies.us >= m.us THEN replies.us END) AS answered_us
FROM starts AS m LEFT JOIN replies ON replies.target = m.event_id
WHERE NOT m.staff
GROUP BY {by}m.us, m.day, m.event_id
"""
QUESTIONS = {"asked": _ASKED.format(by=""), "asked_by": _ASKED.format(by="m.member, m.channel, ")}
"""What members started, alone and with who did and where: to carry two more texts through takes a quarter longer."""
WAITED = _ASKED.format(by="m.event_id, m.member, ")

WAITING = """
WITH known AS (
  {rows}
), waiting AS (
  SELECT known.event_id, known.member, known.us, known.day FROM known WHERE known.answered_us IS NULL
  UNION ALL
  SELECT starts.event_id, starts.member, starts.us, starts.day FROM starts WHERE NOT starts.staff
)
SELECT {by}m.us, m.day,
       min(CASE WHEN replies.member <> m.member AND replies.us >= m.us THEN replies.us END) AS answered_us
FROM waiting AS m LEFT JOIN replies ON replies.target = m.event_id
GROUP BY {by}m.us, m.day, m.event_id
UNION ALL
SELECT {by}m.us, m.day, m.answered_us FROM known AS m WHERE m.answered_us IS NOT NULL
"""
"""The same where it is known of some days (`rows`) until later ones, which single events are limited to: the first answer
stays the first."""
