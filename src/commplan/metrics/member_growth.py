"""Joins and leaves by month: how the membership grew."""

from __future__ import annotations

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="member-growth",
    name=Words("Joins and leaves by month", "每月加入与退出"),
    chapter="growth",
    unit="members",
    better="up",
    shape="series",
    definition=Words(
        "For each month of the window: distinct members who joined the community, and who left it.",
        "对时段内每个月：加入社群与退出社群的去重成员数。",
    ),
    edge_cases=Words(
        "Joining or leaving one channel only does not count. Who joins twice in a month counts once. Where an export tells no "
        "leaves their number is 0 in every month: the report then says that leaves are unknown. A month that the window or the "
        "activity cuts is marked.",
        "仅加入或退出某个频道不计。同月多次加入计一次。导出文件不含退出记录时各月退出数为 0，报告会注明退出未知。被时段或数据截断的月份会加标记。",
    ),
    empty=Words("The window has no month that the activity covers.", "该时段没有任何月份被活动数据覆盖。"),
    source="commplan catalogue C1: joins - leaves",
    needs=frozenset({"joins"}),
    gameable_kinds=frozenset({"join"}),
    columns={
        "month": Words("month", "月份"),
        "joins": Words("joined", "加入"),
        "leaves": Words("left", "退出"),
        "whole": Words("whole month seen", "整月均已覆盖"),
    },
    sql="""
WITH changes AS (
  SELECT DISTINCT known_days.month, mdk.kind, mdk.member
  FROM mdk JOIN known_days ON known_days.day = mdk.day CROSS JOIN win
  WHERE mdk.kind IN ('join', 'leave') AND NOT mdk.of_channel AND NOT mdk.staff
        AND mdk.day >= win.seen_first_day AND mdk.day < win.seen_end_day
), counts AS (
  SELECT changes.month, CAST(count(CASE WHEN changes.kind = 'join' THEN 1 END) AS BIGINT) AS joins,
         CAST(count(CASE WHEN changes.kind = 'leave' THEN 1 END) AS BIGINT) AS leaves
  FROM changes GROUP BY changes.month
)
SELECT months.month, coalesce(counts.joins, 0) AS joins, coalesce(counts.leaves, 0) AS leaves,
       CAST(months.end_day <= win.seen_end_day AND months.first_day >= win.seen_first_day AS BOOLEAN) AS whole
FROM months CROSS JOIN win LEFT JOIN counts ON counts.month = months.month
ORDER BY months.month
""",
    examples=(
        Example(
            about=Words(
                "A and B join in January, A twice; B leaves in February, C only a channel.",
                "A、B 于 1 月加入，A 两次；B 于 2 月退出，C 只退出一个频道。",
            ),
            events="""
                time              member  kind   tags
                2026-01-03T10:00  A       join   -
                2026-01-05T10:00  A       join   -
                2026-01-09T10:00  B       join   -
                2026-02-02T10:00  B       leave  -
                2026-02-03T10:00  C       leave  channel
                2026-02-28T10:00  A       message -
            """,
            window=Window(date(2026, 1, 1), date(2026, 3, 1)),
            answer="""
                month    joins  leaves  whole
                2026-01  2      0       no
                2026-02  0      1       yes
            """,
        ),
    ),
)
