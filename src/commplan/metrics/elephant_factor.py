"""Elephant factor: on how few organisations half of the activity rests."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="elephant-factor",
    name=Words("Elephant factor", "大象系数"),
    chapter="participation",
    unit="count",
    better="up",
    shape="scalar",
    definition=Words(
        "The smallest number of organisations whose people together make at least half of the active events of the window, "
        "where that is known: lowest and highest are what it may be.",
        "合计贡献了时段内至少一半活跃行为的最少组织数（在能够确定时）；最低与最高为其可能的范围。",
    ),
    edge_cases=Words(
        "Low is a risk: if these organisations leave, half is gone. Whom somebody works for the plan says, by "
        "`affiliation` and `handles` in `structure.people`; who works for nobody is an organisation alone. Those of whom "
        "it says nothing may all belong to the largest one (lowest), or each stand alone (highest): only where both are "
        "the same there is a value. The team is in it, also where the plan leaves it out of other metrics; bots are not.",
        "数值低是风险：这些组织一离开，一半就没了。所属单位以方案为准，写在 `structure.people` 的 `affiliation` 与 "
        "`handles`；不属于任何单位者自成一家。方案未说明的人，可能全都属于最大的一家（最低），也可能各自独立（最高）："
        "只有两者相同时才有值。包含团队成员，即使其他指标不计团队；不含机器人。",
    ),
    empty=Words(
        "Whom the people work for who make half of the activity is not known: the plan says it by `affiliation` and "
        "`handles` in `structure.people`.",
        "无法得知贡献一半活跃行为的人属于哪些单位：请在方案 `structure.people` 中写明 `affiliation` 与 `handles`。",
    ),
    source="CHAOSS Elephant Factor (chaoss/wg-risk, business risk); unknown affiliation as bounds, commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    reach=within(0),
    columns={
        "value": Words("elephant factor", "大象系数"),
        "n": Words("organisations known", "已知组织数"),
        "lowest": Words("lowest it may be", "最低可能"),
        "highest": Words("highest it may be", "最高可能"),
        "known_events": Words("active events of people whose organisation is known", "所属单位已知者的活跃行为数"),
        "events": Words("active events", "活跃行为数"),
    },
    sql="""
WITH totals AS (
  SELECT mdk.member, min(employers.employer) AS employer, CAST(sum(mdk.n) AS BIGINT) AS x
  FROM mdk CROSS JOIN win LEFT JOIN employers ON employers.member = mdk.member
  WHERE mdk.day >= win.seen_first_day AND mdk.day < win.seen_end_day AND NOT mdk.undated AND NOT mdk.of_channel
        AND mdk.kind IN (SELECT counted.name FROM counted)
  GROUP BY mdk.member
), places AS (
  SELECT 0 AS told, totals.x FROM totals WHERE totals.employer IS NULL
  UNION ALL
  SELECT 1 AS told, CAST(sum(totals.x) AS BIGINT) AS x FROM totals WHERE totals.employer IS NOT NULL GROUP BY totals.employer
), whole AS (
  SELECT CAST(sum(places.x) AS BIGINT) AS total,
         CAST(sum(CASE WHEN places.told = 0 THEN places.x ELSE 0 END) AS BIGINT) AS dark,
         CAST(coalesce(sum(places.told), 0) AS BIGINT) AS organisations
  FROM places
), apart AS (
  SELECT places.x, CAST(sum(places.x) OVER (ORDER BY places.x DESC ROWS UNBOUNDED PRECEDING) AS BIGINT) AS upto
  FROM places
), together AS (
  SELECT places.x, CAST(sum(places.x) OVER (ORDER BY places.x DESC ROWS UNBOUNDED PRECEDING) AS BIGINT) AS upto
  FROM places WHERE places.told = 1
), high AS (
  SELECT CAST(count(*) AS BIGINT) AS k FROM apart CROSS JOIN whole WHERE 2 * (apart.upto - apart.x) < whole.total
), low AS (
  SELECT CAST(count(*) AS BIGINT) AS k FROM together CROSS JOIN whole
  WHERE 2 * (whole.dark + together.upto - together.x) < whole.total
), bounds AS (
  SELECT CASE WHEN whole.total > 0 THEN greatest(low.k, 1) END AS lowest,
         CASE WHEN whole.total > 0 THEN high.k END AS highest, whole.organisations,
         coalesce(whole.total - whole.dark, 0) AS told_events, coalesce(whole.total, 0) AS events
  FROM whole CROSS JOIN low CROSS JOIN high
)
SELECT CASE WHEN bounds.lowest = bounds.highest THEN bounds.lowest END AS value, bounds.organisations AS n, bounds.lowest,
       bounds.highest, bounds.told_events AS known_events, bounds.events
FROM bounds
""",
    examples=(
        Example(
            about=Words(
                "Of 100 events P's two people make 40, Q's one 25, R's one 20; of the one who makes 15 nobody knows: with "
                "P they make 55, alone P and Q still make 65.",
                "共 100 次行为：P 的两人 40 次，Q 的一人 25 次，R 的一人 20 次；另有 15 次者单位不明：若属于 P，则合计 55 次；"
                "若独立，则 P 与 Q 合计 65 次。",
            ),
            events="""
                time              member kind    times
                2026-03-02T09:00  A      message 30
                2026-03-02T09:00  B      reply   10
                2026-03-02T09:00  C      message 25
                2026-03-02T09:00  D      message 20
                2026-03-02T09:00  E      message 15
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 3)),
            employers={"A": "P", "B": "P", "C": "Q", "D": "R"},
            answer="""
                value n lowest highest known_events events
                -     3 1      2       85           100
            """,
        ),
        Example(
            about=Words(
                "Of 111 events P makes 42, with those of its one in the team, Q 35 and R 30. Whose the other 4 are changes "
                "nothing: P has less than half with them, P and Q more without.",
                "共 111 次行为：P 42 次（含其一名团队成员），Q 35 次，R 30 次。其余 4 次属于谁都不影响结果：P 加上它们仍不足一半，"
                "P 与 Q 不加也过半。",
            ),
            events="""
                time              member kind    times
                2026-03-02T09:00  A      message 40
                2026-03-02T09:00  C      message 35
                2026-03-02T09:00  D      message 30
                2026-03-02T09:00  E      message 4
                2026-03-02T09:00  S      message 2
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 3)),
            employers={"A": "P", "C": "Q", "D": "R", "S": "P"},
            team=frozenset({"S"}),
            answer="""
                value n lowest highest known_events events
                2     3 2      2       107          111
            """,
        ),
    ),
)
