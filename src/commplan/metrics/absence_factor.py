"""Contributor absence factor: on how few people half of the activity rests."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="absence-factor",
    name=Words("Contributor absence factor", "贡献者缺席因子（巴士系数）"),
    chapter="participation",
    unit="members",
    better="up",
    shape="scalar",
    definition=Words(
        "The smallest number of members who together make at least half of the active events of the window.",
        "合计贡献了时段内至少一半活跃行为的最少成员数。",
    ),
    edge_cases=Words(
        "Low is a risk: if these people stop, half is gone. Exactly half is enough, so two equal members give 1. "
        "Equal members may stand in any order. The team is not in it; bots neither.",
        "数值低是风险：这些人一停，一半就没了。恰好一半即算达到，因此两名相同的成员结果为 1。行为数相同者先后无关。"
        "不含团队成员与机器人。",
    ),
    empty=Words("Nobody was active in the window.", "该时段没有任何活跃成员。"),
    source="CHAOSS Contributor Absence Factor (chaoss/wg-risk, business risk), tie rule: at least half",
    needs=frozenset({ACTIVITY}),
    columns={
        "value": Words("absence factor", "缺席因子"),
        "n": Words("active members", "活跃成员数"),
        "events": Words("active events", "活跃行为数"),
    },
    sql="""
WITH totals AS (
  SELECT md.member, CAST(sum(md.n) AS BIGINT) AS x
  FROM md CROSS JOIN win WHERE md.day >= win.seen_first_day AND md.day < win.seen_end_day GROUP BY md.member
), running AS (
  SELECT totals.x,
         CAST(sum(totals.x) OVER (ORDER BY totals.x DESC, totals.member ROWS UNBOUNDED PRECEDING) AS BIGINT) AS upto,
         CAST(sum(totals.x) OVER () AS BIGINT) AS events
  FROM totals
)
SELECT CASE WHEN count(*) > 0 THEN CAST(count(CASE WHEN 2 * (running.upto - running.x) < running.events THEN 1 END) AS BIGINT)
       END AS value,
       CAST(count(*) AS BIGINT) AS n, coalesce(max(running.events), 0) AS events
FROM running
""",
    examples=(
        Example(
            about=Words(
                "The example of CHAOSS: of 2,475 events the first member makes 1,000, the first two 1,433, more than "
                "half.",
                "CHAOSS 的示例：共 2475 次行为，第一人 1000 次，前两人 1433 次，过半。",
            ),
            events="""
                time              member kind    times
                2026-03-02T09:00  A      message 1000
                2026-03-02T09:00  B      message 433
                2026-03-02T09:00  C      message 343
                2026-03-02T09:00  D      message 332
                2026-03-02T09:00  E      message 202
                2026-03-02T09:00  F      message 90
                2026-03-02T09:00  G      message 42
                2026-03-02T09:00  H      message 33
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 3)),
            answer="""
                value n events
                2     8 2475
            """,
        ),
        Example(
            about=Words("Two members with 50 each: one of them makes half.", "两人各 50 次：其中一人即达一半。"),
            events="""
                time              member kind    times
                2026-03-02T09:00  A      message 50
                2026-03-02T09:00  B      message 50
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 3)),
            answer="""
                value n events
                1     2 100
            """,
        ),
    ),
)
