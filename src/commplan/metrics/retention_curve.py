"""The retention curve: retention on day 1, 3, 7 and so on, on that day and from that day on."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

_LAST_DAY, _LOOK_BACK = 180, 28


def _history(_parameters: Mapping[str, int], _window_days: int) -> int:
    return _LAST_DAY + _LOOK_BACK


METRIC = Metric(
    id="retention-curve",
    name=Words("Retention curve", "留存曲线"),
    chapter="retention",
    unit="share",
    better="up",
    shape="series",
    definition=Words(
        "For day 1, 3, 7, 14, 30, 60, 90 and 180 after the first active day: the members whose day N lies in the window, "
        "how many of them are active on that day, in the week that begins with it, and on it or later.",
        "对首个活跃日之后第 1、3、7、14、30、60、90、180 天：第 N 天落在时段内的成员数，以及其中在当天、"
        "自当天起一周内、当天或此后活跃的人数。",
    ),
    edge_cases=Words(
        "Every line has its own people, those whose day N falls in the window, so the curve of one window may rise "
        "where older and newer members differ; nobody is counted before their day has come. The week counts only people "
        "whose week has passed, and has its own number below the line. A curve that flattens means that people stay; one "
        "that falls to nothing means that nobody does.",
        "每一行的人群不同，都是第 N 天落在时段内的成员，因此新老成员差异较大时，曲线可能回升；第 N 天未到的人不计。"
        "“一周内”只计该周已过的人，分母另列。曲线走平说明有人留下，跌至零说明无人留下。",
    ),
    empty=Words("Nobody's day 1 or later day lies in the window.", "没有成员的第 1 天或之后各天落在该时段内。"),
    source="Amplitude documentation, Retention Analysis (N-day, bracket and unbounded); commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    history=_history,
    columns={
        "day_number": Words("day N", "第 N 天"),
        "people": Words("members whose day N lies in the window", "第 N 天落在时段内的成员数"),
        "on_day": Words("active on that day", "当天活跃"),
        "later": Words("active on it or later", "当天或此后活跃"),
        "mature": Words("members whose week from day N has passed", "自第 N 天起一周已过的成员数"),
        "in_week": Words("active in that week", "该周内活跃"),
    },
    sql="""
WITH spans AS (
  SELECT md.member, min(md.day) AS first_seen, max(md.day) AS last_seen
  FROM md CROSS JOIN win WHERE md.day < win.seen_end_day GROUP BY md.member
), steps AS (
  SELECT CAST(1 AS BIGINT) AS day_number
  UNION ALL SELECT CAST(3 AS BIGINT) AS day_number
  UNION ALL SELECT CAST(7 AS BIGINT) AS day_number
  UNION ALL SELECT CAST(14 AS BIGINT) AS day_number
  UNION ALL SELECT CAST(30 AS BIGINT) AS day_number
  UNION ALL SELECT CAST(60 AS BIGINT) AS day_number
  UNION ALL SELECT CAST(90 AS BIGINT) AS day_number
  UNION ALL SELECT CAST(180 AS BIGINT) AS day_number
), cohort AS (
  SELECT steps.day_number, spans.member, spans.first_seen + steps.day_number AS from_day,
         CASE WHEN spans.last_seen >= spans.first_seen + steps.day_number THEN 1 END AS later,
         CASE WHEN spans.first_seen + steps.day_number + 7 <= win.seen_end_day THEN 1 END AS mature
  FROM spans CROSS JOIN steps CROSS JOIN win
  WHERE spans.first_seen + steps.day_number >= win.seen_first_day
    AND spans.first_seen + steps.day_number < win.seen_end_day
), back AS (
  SELECT cohort.day_number, cohort.member, max(CASE WHEN md.day = cohort.from_day THEN 1 END) AS on_day,
         max(CASE WHEN cohort.mature = 1 AND md.day < cohort.from_day + 7 THEN 1 END) AS in_week
  FROM cohort JOIN md ON md.member = cohort.member AND md.day >= cohort.from_day AND md.day < cohort.from_day + 7
       CROSS JOIN win
  WHERE md.day < win.seen_end_day
  GROUP BY cohort.day_number, cohort.member
)
SELECT cohort.day_number, CAST(count(*) AS BIGINT) AS people, CAST(count(back.on_day) AS BIGINT) AS on_day,
       CAST(count(cohort.later) AS BIGINT) AS later, CAST(count(cohort.mature) AS BIGINT) AS mature,
       CAST(count(back.in_week) AS BIGINT) AS in_week
FROM cohort LEFT JOIN back ON back.day_number = cohort.day_number AND back.member = cohort.member
GROUP BY cohort.day_number ORDER BY cohort.day_number
""",
    examples=(
        Example(
            about=Words(
                "A begins on the 1st and is back on the 2nd (day 1) and the 9th (day 8, in the week of day 7). B begins "
                "on the 5th and is back on the 9th, day 4: on no counted day, but in the weeks of day 1 and 3, and after "
                "them. B's day 7 is the 12th, whose week is not over on the 16th.",
                "A 自 1 日起，2 日（第 1 天）与 9 日（第 8 天，在第 7 天的那一周内）回来。B 自 5 日起，9 日（第 4 天）回来："
                "不在任一计数日当天，但在第 1、3 天的那一周内且属此后。B 的第 7 天是 12 日，其一周到 16 日尚未结束。",
            ),
            events="""
                time              member kind
                2026-03-01T22:00  A      message
                2026-03-02T01:00  A      reply
                2026-03-09T09:00  A      message
                2026-03-05T09:00  B      message
                2026-03-09T10:00  B      message
                2026-03-20T09:00  A      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 17)),
            answer="""
                day_number people on_day later mature in_week
                1          2      1      2     2      2
                3          2      0      2     2      2
                7          2      0      1     1      1
                14         1      0      0     0      0
            """,
        ),
    ),
)
