"""The Lorenz curve of participation."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="participation-curve",
    name=Words("Participation curve (Lorenz)", "参与度洛伦兹曲线"),
    chapter="participation",
    unit="share",
    better="neither",
    shape="histogram",
    definition=Words(
        "Active members from the least to the most active: what share of all active events the lower part of them "
        "makes. One point for each number of events that occurs, and the origin.",
        "将活跃成员按活跃程度由低到高排列：较低部分的成员贡献了多大比例的活跃行为。每个出现过的行为数一个点，"
        "另加原点。",
    ),
    edge_cases=Words(
        "Silent members are not in it. Equal members lie on one straight piece, so no order of theirs matters. The "
        "Gini coefficient is twice the area between the curve and the diagonal.",
        "不含沉默成员。行为数相同的成员落在同一直线段上，先后无关。基尼系数等于曲线与对角线之间面积的两倍。",
    ),
    empty=Words("Nobody was active in the window.", "该时段没有任何活跃成员。"),
    source="M. O. Lorenz, Methods of measuring the concentration of wealth, 1905",
    needs=frozenset({ACTIVITY}),
    columns={
        "each": Words("events each", "人均行为数"),
        "members": Words("members with so many", "对应成员数"),
        "members_below": Words("members up to here", "累计成员数"),
        "events_below": Words("events up to here", "累计行为数"),
        "members_share": Words("share of members", "成员占比"),
        "events_share": Words("share of events", "行为占比"),
    },
    sql="""
WITH totals AS (
  SELECT md.member, CAST(sum(md.n) AS BIGINT) AS x
  FROM md CROSS JOIN win WHERE md.day >= win.seen_first_day AND md.day < win.seen_end_day GROUP BY md.member
), hist AS (
  SELECT totals.x, CAST(count(*) AS BIGINT) AS c FROM totals GROUP BY totals.x
  UNION ALL SELECT 0, 0 FROM win WHERE EXISTS (SELECT 1 FROM totals)
), running AS (
  SELECT hist.x, hist.c,
         CAST(sum(hist.c) OVER (ORDER BY hist.x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS members_below,
         CAST(sum(hist.x * hist.c) OVER (ORDER BY hist.x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS events_below,
         CAST(sum(hist.c) OVER () AS BIGINT) AS members, CAST(sum(hist.x * hist.c) OVER () AS BIGINT) AS events
  FROM hist
)
SELECT running.x AS each, running.c AS members, running.members_below, running.events_below,
       CAST(running.members_below AS DOUBLE) / running.members AS members_share,
       CAST(running.events_below AS DOUBLE) / running.events AS events_share
FROM running ORDER BY running.x
""",
    examples=(
        Example(
            about=Words(
                "1, 1 and 4 events: two thirds of the members make a third of the events.",
                "行为数为 1、1、4：三分之二的成员贡献三分之一的行为。",
            ),
            events="""
                time              member kind    times
                2026-03-02T09:00  A      message 1
                2026-03-02T10:00  B      message 1
                2026-03-02T11:00  C      message 4
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 4)),
            answer="""
                each members members_below events_below members_share events_share
                0    0       0             0            0/1           0/1
                1    2       2             2            2/3           1/3
                4    1       3             6            1/1           1/1
            """,
        ),
    ),
)
