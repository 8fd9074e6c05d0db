"""What the most active tenth of the members do."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, Parameter
from commplan.words import Words

METRIC = Metric(
    id="top-share",
    name=Words("Share of the most active", "头部成员占比"),
    chapter="participation",
    unit="share",
    better="neither",
    shape="scalar",
    definition=Words(
        "Share of the active events of the window made by the most active 10% of its active members.",
        "时段内最活跃的 10% 活跃成员所贡献的活跃行为比例。",
    ),
    edge_cases=Words(
        "The number of members is rounded up, so at least one. Equal members at the edge share it: the value does not "
        "depend on who of them is in. Silent members are not in it.",
        "人数向上取整，至少一人。处于边界、行为数相同的成员取谁结果都一样。不含沉默成员。",
    ),
    empty=Words("Nobody was active in the window.", "该时段没有任何活跃成员。"),
    source="Nielsen Norman Group, participation inequality; commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    parameters={
        "percent": Parameter(
            10, Words("how many per cent of the active members", "取活跃成员的百分之几"), Words("top {n}%", "前 {n}%")
        )
    },
    columns={
        "value": Words("share of events", "行为占比"),
        "numerator": Words("events of the most active", "头部成员的行为数"),
        "denominator": Words("active events", "活跃行为数"),
        "n": Words("active members", "活跃成员数"),
        "top_members": Words("most active members", "头部成员数"),
    },
    sql="""
WITH totals AS (
  SELECT md.member, CAST(sum(md.n) AS BIGINT) AS x
  FROM md CROSS JOIN win WHERE md.day >= win.seen_first_day AND md.day < win.seen_end_day GROUP BY md.member
), ranked AS (
  SELECT totals.x, CAST(row_number() OVER (ORDER BY totals.x DESC, totals.member) AS BIGINT) AS place,
         CAST(count(*) OVER () AS BIGINT) AS n
  FROM totals
), sums AS (
  SELECT CAST(sum(CASE WHEN 100 * (ranked.place - 1) < win.percent * ranked.n THEN ranked.x ELSE 0 END) AS BIGINT) AS top_events,
         CAST(count(CASE WHEN 100 * (ranked.place - 1) < win.percent * ranked.n THEN 1 END) AS BIGINT) AS top_members,
         CAST(sum(ranked.x) AS BIGINT) AS events, CAST(count(*) AS BIGINT) AS n
  FROM ranked CROSS JOIN win
)
SELECT CAST(sums.top_events AS DOUBLE) / nullif(sums.events, 0) AS value, sums.top_events AS numerator,
       sums.events AS denominator, sums.n, sums.top_members
FROM sums
""",
    examples=(
        Example(
            about=Words(
                "Three members, 10% of them rounded up is one: 4 of 6 events.",
                "三名成员，10% 向上取整为一人：6 次行为中的 4 次。",
            ),
            events="""
                time              member kind    times
                2026-03-02T09:00  A      message 1
                2026-03-02T10:00  B      message 1
                2026-03-02T11:00  C      message 4
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 4)),
            answer="""
                value numerator denominator n top_members
                2/3   4         6           3 1
            """,
        ),
    ),
)
