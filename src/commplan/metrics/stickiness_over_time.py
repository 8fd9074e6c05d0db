"""Stickiness month by month."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="stickiness-over-time",
    name=Words("Stickiness by month", "各月用户粘性"),
    chapter="activity",
    unit="share",
    better="up",
    shape="series",
    definition=Words(
        "For each calendar month: mean daily active members divided by the distinct active members of the same days.",
        "按自然月：日均活跃成员数除以同一批日子里的去重活跃成员数。",
    ),
    edge_cases=Words(
        "Months have 28 to 31 days and the value falls a little with their number. A month that the window or the "
        "activity cuts "
        "is marked and counts only its seen days, which makes it too high: leave it out of comparisons. No active "
        "member: no value.",
        "各月有 28 至 31 天，天数越多数值略低。被时段或活动数据截断的月份会加标记，只计已覆盖的日子，数值偏高："
        "比较时请排除。无活跃成员则无数值。",
    ),
    empty=Words("No month of the window is covered by the activity.", "该时段没有任何月份被活动数据覆盖。"),
    source="commplan catalogue C1: mean(DAU) / MAU over the same window",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    horizon=lambda _parameters: 31,
    columns={
        "month": Words("month", "月份"),
        "member_days": Words("member-days", "成员活跃天数合计"),
        "members": Words("distinct active members", "去重活跃成员数"),
        "seen_days": Words("days seen", "覆盖天数"),
        "value": Words("stickiness", "用户粘性"),
        "whole": Words("whole month seen", "整月均已覆盖"),
    },
    sql="""
WITH active AS (
  SELECT md.month, CAST(count(*) AS BIGINT) AS member_days, CAST(count(DISTINCT md.member) AS BIGINT) AS members
  FROM md CROSS JOIN win WHERE md.day >= win.seen_first_day AND md.day < win.seen_end_day
  GROUP BY md.month
), spine AS (
  SELECT days.month, CAST(count(*) AS BIGINT) AS seen_days FROM days GROUP BY days.month
)
SELECT months.month, coalesce(active.member_days, 0) AS member_days, coalesce(active.members, 0) AS members,
       spine.seen_days, CAST(active.member_days AS DOUBLE) / nullif(active.members * spine.seen_days, 0) AS value,
       CAST(spine.seen_days = months.end_day - months.first_day AS BOOLEAN) AS whole
FROM months JOIN spine ON spine.month = months.month LEFT JOIN active ON active.month = months.month
ORDER BY months.month
""",
    examples=(
        Example(
            about=Words(
                "February whole: A on 7 days, 7 / (1 x 28) = 1/4. March until the 2nd: A and B on the 2nd, 2 / (2 x "
                "2).",
                "2 月完整：A 活跃 7 天，7 /（1 × 28）= 1/4。3 月只到 2 日：A、B 于 2 日活跃，2 /（2 × 2）。",
            ),
            events="""
                time              member kind
                2026-02-01T09:00  A      message
                2026-02-02T09:00  A      message
                2026-02-03T09:00  A      message
                2026-02-04T09:00  A      message
                2026-02-05T09:00  A      message
                2026-02-06T09:00  A      message
                2026-02-28T09:00  A      message
                2026-03-02T09:00  A      message
                2026-03-02T09:00  B      message
            """,
            window=Window(date(2026, 2, 1), date(2026, 4, 1)),
            answer="""
                month   member_days members seen_days value whole
                2026-02 7           1       28        1/4   yes
                2026-03 2           2       2         1/2   no
            """,
        ),
    ),
)
