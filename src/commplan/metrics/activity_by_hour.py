"""When in the week the community is active."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="activity-by-hour",
    name=Words("Activity by hour of the week", "一周各小时活跃度"),
    chapter="activity",
    unit="count",
    better="neither",
    shape="histogram",
    definition=Words(
        "Active events by weekday and hour of the plan's time zone, all 168 hours of the week, with the number of "
        "such weekdays in the window.",
        "按方案时区的星期与小时统计活跃行为，共 168 格；并给出时段内该星期几出现的天数。",
    ),
    edge_cases=Words(
        "Divide by the number of such days before comparing weekdays: few windows hold each equally often. When "
        "clocks change, an hour is missing or counts twice. Hours in which nobody acted are 0; a weekday that the "
        "window does not hold has 0 days.",
        "比较星期几之前应除以对应天数，因为时段很少恰好包含整数周。夏令时切换时会少一小时或多计一小时。"
        "无人活跃的小时为 0；时段内没有的星期几天数为 0。",
    ),
    empty=Words("Nobody was active in the window.", "该时段没有任何活跃成员。"),
    source="Hour-of-week histogram for moderator coverage (kubernetes/community, communication/moderation.md)",
    needs=frozenset({ACTIVITY}),
    reach=within(0),
    columns={
        "dow": Words("weekday, 0 = Monday", "星期（0 = 周一）"),
        "hour": Words("hour", "小时"),
        "events": Words("active events", "活跃行为数"),
        "members": Words("distinct members", "去重成员数"),
        "weekdays": Words("such weekdays in the window", "时段内该星期几的天数"),
    },
    sql="""
WITH dows AS (
  SELECT CAST(w.dow AS BIGINT) AS dow FROM (VALUES (0), (1), (2), (3), (4), (5), (6)) AS w (dow)
), hours AS (
  SELECT CAST(h.tens + h.ones AS BIGINT) AS hour
  FROM (VALUES (0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (6, 0), (6, 1), (6, 2), (6, 3), (6, 4), (6, 5),
               (12, 0), (12, 1), (12, 2), (12, 3), (12, 4), (12, 5), (18, 0), (18, 1), (18, 2), (18, 3), (18, 4), (18, 5))
       AS h (tens, ones)
), theirs AS (
  SELECT deeds.member, deeds.slot, CAST(count(*) AS BIGINT) AS n
  FROM deeds CROSS JOIN win WHERE deeds.day >= win.seen_first_day AND deeds.day < win.seen_end_day
  GROUP BY deeds.member, deeds.slot
), counts AS (
  SELECT theirs.slot, CAST(sum(theirs.n) AS BIGINT) AS events, CAST(count(*) AS BIGINT) AS members
  FROM theirs GROUP BY theirs.slot
), lengths AS (
  SELECT days.dow, CAST(count(*) AS BIGINT) AS weekdays FROM days GROUP BY days.dow
)
SELECT dows.dow, hours.hour, coalesce(counts.events, 0) AS events, coalesce(counts.members, 0) AS members,
       coalesce(lengths.weekdays, 0) AS weekdays
FROM dows CROSS JOIN hours
     LEFT JOIN counts ON counts.slot = dows.dow * 24 + hours.hour
     LEFT JOIN lengths ON lengths.dow = dows.dow
WHERE EXISTS (SELECT 1 FROM counts)
ORDER BY dows.dow, hours.hour
""",
    examples=(
        Example(
            about=Words(
                "Two events by A on a Monday at nine, one by B on the Monday after: only the cells that are not 0 are "
                "shown.",
                "A 在周一 9 点有两次行为，B 在下一个周一有一次：此处只列出不为 0 的格子。",
            ),
            events="""
                time              member kind
                2026-03-02T09:00  A      message
                2026-03-02T09:59  A      message
                2026-03-09T09:00  B      message
            """,
            window=Window(date(2026, 3, 2), date(2026, 3, 10)),
            answer="""
                dow hour events members weekdays
                0   9    3      2       2
            """,
            only_nonzero="events",
        ),
    ),
)
