"""Daily, weekly and monthly active members of every day."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

_LONGEST = 28


def _history(_parameters: Mapping[str, int], _window_days: int) -> int:
    return _LONGEST - 1


METRIC = Metric(
    id="active-members",
    name=Words("Active members over time", "活跃成员趋势"),
    chapter="activity",
    unit="members",
    better="up",
    shape="series",
    definition=Words(
        "For each day of the window: distinct active members of that day (DAU), of the 7 days that end with it (WAU) "
        "and of the "
        "28 days that end with it (MAU).",
        "对时段内的每一天：当日（DAU）、截至当日 7 天（WAU）、截至当日 28 天（MAU）的去重活跃成员数。",
    ),
    edge_cases=Words(
        "DAU <= WAU <= MAU on every day. On the first 27 days of the activity the MAU is still filling up; those days "
        "are marked "
        "as not whole.",
        "每一天都有 DAU ≤ WAU ≤ MAU。活动数据的最初 27 天里 MAU 尚未填满，这些日子标记为不完整。",
    ),
    empty=Words("No day of the window is covered by the activity.", "该时段没有任何一天被活动数据覆盖。"),
    source="Exact by the gaps between a member's active days, one pass over member-days; commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    horizon=lambda _parameters: _LONGEST,
    history=_history,
    columns={
        "day": Words("day", "日期"),
        "dau": Words("active that day", "当日活跃"),
        "wau": Words("active in 7 days", "7 日活跃"),
        "mau": Words("active in 28 days", "28 日活跃"),
        "whole": Words("all 28 days covered", "28 天均已覆盖"),
    },
    # A member-day stands for its member until the member's next one, or until it leaves the 7 or 28 days: each adds 1 at its
    # day and takes it back then, and a running sum does the rest. No day is ever joined with the days before it.
    sql="""
WITH gaps AS (
  SELECT md.day, least(coalesce(lead(md.day) OVER (PARTITION BY md.member ORDER BY md.day) - md.day, 28), 28) AS gap
  FROM md CROSS JOIN win WHERE md.day >= win.seen_first_day - 27 AND md.day < win.seen_end_day
), hist AS (
  SELECT gaps.day, gaps.gap, CAST(count(*) AS BIGINT) AS n FROM gaps GROUP BY gaps.day, gaps.gap
), steps AS (
  SELECT hist.day, hist.n AS d1, hist.n AS d7, hist.n AS d28 FROM hist
  UNION ALL SELECT hist.day + 1, -hist.n, 0, 0 FROM hist
  UNION ALL SELECT hist.day + least(hist.gap, 7), 0, -hist.n, 0 FROM hist
  UNION ALL SELECT hist.day + hist.gap, 0, 0, -hist.n FROM hist
  UNION ALL SELECT days.day, 0, 0, 0 FROM days
), changes AS (
  SELECT steps.day, sum(steps.d1) AS d1, sum(steps.d7) AS d7, sum(steps.d28) AS d28 FROM steps GROUP BY steps.day
), levels AS (
  SELECT changes.day,
         CAST(sum(changes.d1) OVER (ORDER BY changes.day ROWS UNBOUNDED PRECEDING) AS BIGINT) AS dau,
         CAST(sum(changes.d7) OVER (ORDER BY changes.day ROWS UNBOUNDED PRECEDING) AS BIGINT) AS wau,
         CAST(sum(changes.d28) OVER (ORDER BY changes.day ROWS UNBOUNDED PRECEDING) AS BIGINT) AS mau
  FROM changes
)
SELECT days.day, levels.dau, levels.wau, levels.mau, CAST(days.day - 27 >= win.data_first_day AS BOOLEAN) AS whole
FROM days JOIN levels ON levels.day = days.day CROSS JOIN win
ORDER BY days.day
""",
    examples=(
        Example(
            about=Words(
                "B of 1 March is in the 7 days until the 7th and in the 28 days until the 28th; A comes on the 7th "
                "and 8th.",
                "3 月 1 日的 B 在 7 日窗口中停留到 7 日，在 28 日窗口中停留到 28 日；A 于 7 日与 8 日活跃。",
            ),
            events="""
                time              member kind
                2026-03-01T09:00  B      message
                2026-03-07T09:00  A      message
                2026-03-08T09:00  A      message
                2026-03-29T09:00  C      message
            """,
            window=Window(date(2026, 3, 6), date(2026, 3, 9)),
            answer="""
                day        dau wau mau whole
                2026-03-06 0   1   1   no
                2026-03-07 1   2   2   no
                2026-03-08 1   1   2   no
            """,
        ),
        Example(
            about=Words(
                "On 28 March B still counts in the 28 days, on the 29th no longer.",
                "3 月 28 日 B 仍在 28 天之内，29 日则不在。",
            ),
            events="""
                time              member kind
                2026-03-01T09:00  B      message
                2026-03-07T09:00  A      message
                2026-03-29T09:00  C      message
            """,
            window=Window(date(2026, 3, 28), date(2026, 3, 30)),
            answer="""
                day        dau wau mau whole
                2026-03-28 0   0   2   yes
                2026-03-29 1   1   2   yes
            """,
        ),
    ),
)
