"""Orbit levels: how many members explore, take part, contribute and lead, by how often they are there."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, Parameter
from commplan.reckoning.orbits import levels
from commplan.words import Words

METRIC = Metric(
    id="orbit-levels",
    name=Words("Orbit levels", "Orbit 轨道层级"),
    chapter="participation",
    unit="members",
    better="neither",
    shape="histogram",
    definition=Words(
        "Everybody active in the year before the end of the window, once, in the innermost orbit reached in it: 3, "
        "participating, with two active days in a week; 2, contributing, with seven in a calendar month; 1, leading, with "
        "thirty in a calendar quarter; all others are in orbit 4, exploring.",
        "时段末之前一年内的活跃者，每人计入其间到达的最内层轨道一次：一周内活跃两天为第 3 层“参与”，一个自然月内活跃七天为第 "
        "2 层“贡献”，一个自然季度内活跃三十天为第 1 层“引领”，其余为第 4 层“探索”。",
    ),
    edge_cases=Words(
        "By presence alone: the model also lifts who does something of weight, such as hosting a meeting, and no export "
        "says how much weighs what. Milestones count in the plan's calendar; a level is held for the year that is looked at. "
        "Who only reads is not seen, so that orbit 4 is larger than it looks. With less than a year of data the inner "
        "orbits are too small. The team is not in it, as the model wants. The company behind the model has closed.",
        "仅按出现频率判定：该模型还会因分量较重的行为（如主持活动）提升层级，而导出数据并不说明轻重。里程碑按方案日历计算，"
        "层级在所看的一年内保持。只看不说的人无从得知，因此第 4 层比看上去更大。数据不足一年时内层偏少。按该模型要求不含"
        "团队成员。提出该模型的公司已关闭。",
    ),
    empty=Words("Nobody was active in the year before the end of the window.", "时段末之前一年内没有任何活跃成员。"),
    source="Orbit Model, orbit levels by presence milestones (orbit-love/orbit-model, 2022)",
    needs=frozenset({ACTIVITY}),
    parameters={
        "days": Parameter(
            365, Words("days looked back", "回看的天数"), Words("looked back {n} days", "回看 {n} 天"), minimum=28
        )
    },
    history=lambda p, window_days: max(0, p["days"] - window_days),
    over="end",
    columns={
        "orbit": Words("orbit", "轨道"),
        "level": Words("level", "层级"),
        "people": Words("members", "成员数"),
        "share": Words("share", "占比"),
    },
    sql=f"""
WITH {levels("placed", "win.seen_end_day")}, orbits AS (
  SELECT CAST(1 AS BIGINT) AS orbit, 'leading' AS level
  UNION ALL SELECT CAST(2 AS BIGINT) AS orbit, 'contributing' AS level
  UNION ALL SELECT CAST(3 AS BIGINT) AS orbit, 'participating' AS level
  UNION ALL SELECT CAST(4 AS BIGINT) AS orbit, 'exploring' AS level
), total AS (
  SELECT CAST(count(*) AS BIGINT) AS everybody FROM placed
), counts AS (
  SELECT orbits.orbit, orbits.level, CAST(count(placed.member) AS BIGINT) AS people
  FROM orbits LEFT JOIN placed ON placed.orbit = orbits.orbit GROUP BY orbits.orbit, orbits.level
)
SELECT counts.orbit, counts.level, counts.people, CAST(counts.people AS DOUBLE) / total.everybody AS share
FROM counts CROSS JOIN total WHERE total.everybody > 0 ORDER BY counts.orbit
""",  # noqa: S608 - own texts
    examples=(
        Example(
            about=Words(
                "A was there on seven days of March and B on two of one week; C on two days, a Sunday and the Monday after, "
                "which is another week; D last wrote longer ago than the 28 days looked back.",
                "A 在 3 月有七天活跃；B 在同一周有两天；C 的两天是周日与次日周一，分属两周；D 最近一次发言早于回看的 28 天。",
            ),
            events="""
                time              member kind
                2026-02-20T09:00  D      message
                2026-03-04T09:00  A      message
                2026-03-05T09:00  A      message
                2026-03-06T09:00  A      message
                2026-03-11T09:00  A      reply
                2026-03-12T09:00  A      message
                2026-03-13T09:00  A      message
                2026-03-30T09:00  A      message
                2026-03-10T09:00  B      message
                2026-03-12T09:00  B      message
                2026-03-08T09:00  C      message
                2026-03-09T09:00  C      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            parameters={"days": 28},
            answer="""
                orbit level         people share
                1     leading       0      0
                2     contributing  1      1/3
                3     participating 1      1/3
                4     exploring     1      1/3
            """,
        ),
    ),
)
