"""The conversion ladder: of the people who turned up, how many wrote, and how many wrote again on another day."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, Parameter
from commplan.words import Words


def _horizon(parameters: Mapping[str, int]) -> int:
    return parameters["within"]


def _history(parameters: Mapping[str, int], _window_days: int) -> int:
    return parameters["within"]


METRIC = Metric(
    id="conversion-ladder",
    name=Words("Conversion ladder D0 to D5", "转化阶梯 D0–D5"),
    chapter="growth",
    unit="members",
    better="up",
    shape="histogram",
    definition=Words(
        "People who have had their full time in the window, since they were first seen in any way (D0): how many wrote "
        "something on at least one day within that time (D1), on at least two (D2), and so on.",
        "以首次出现（任何行为，D0）起算、观察期在时段内届满的人：其中在观察期内至少有 1 天发言（D1）、至少 2 天（D2）……的人数。",
    ),
    edge_cases=Words(
        "Each step is part of the one before, so a rate is never above one. Everybody has the same number of days, and "
        "who has not had them yet is not in it. D0 is any trace: joining, reacting, signing up, being there, writing. The "
        "ladder of openEuler has the same names with other steps, watch or fork, issue or comment, merged change: its "
        "counts cannot be compared with these. Exports that do not tell who joined show D0 of the active only, and D1 "
        "looks far better than it is.",
        "每一级都是上一级的子集，因此比率不会超过 1。每个人的观察天数相同，未满的不计。D0 是任何痕迹：加入、回应、报名、到场、发言。"
        "openEuler 的阶梯名称相同而台阶不同（关注或 fork、issue 或评论、合入代码），两者不可比较。"
        "若导出数据不含加入记录，D0 只剩活跃者，D1 会远好于实际。",
    ),
    empty=Words("Nobody's full time ended in the window.", "没有人的观察期在该时段内届满。"),
    source="CHAOSS Conversion Rate (chaoss/wg-evolution), denominators corrected: D1 over D0; commplan catalogue C1",
    needs=frozenset({"joins", "messages"}),
    parameters={
        "within": Parameter(
            28,
            Words("days that everybody has, the first one included", "每人的观察天数，含首日"),
            Words("each within {n} days", "每人 {n} 天内"),
        )
    },
    horizon=_horizon,
    history=_history,
    columns={
        "step": Words("step", "级"),
        "people": Words("people", "人数"),
        "conversion": Words("of the step before", "占上一级的比例"),
    },
    sql="""
WITH cohort AS (
  SELECT arrivals.member, arrivals.day AS first_seen, arrivals.day + win.within AS until_day FROM arrivals CROSS JOIN win
  WHERE arrivals.day > win.seen_first_day - win.within AND arrivals.day <= win.seen_end_day - win.within
), wrote AS (
  SELECT cohort.member, CAST(count(DISTINCT mdk.day) AS BIGINT) AS days
  FROM cohort CROSS JOIN win LEFT JOIN mdk ON mdk.member = cohort.member AND mdk.kind IN ('message', 'reply') AND NOT mdk.undated
       AND mdk.day > win.seen_first_day - win.within AND mdk.day < win.seen_end_day
       AND mdk.day >= cohort.first_seen AND mdk.day < cohort.until_day
  GROUP BY cohort.member
), steps AS (
  SELECT CAST(0 AS BIGINT) AS step
  UNION ALL SELECT CAST(1 AS BIGINT) AS step
  UNION ALL SELECT CAST(2 AS BIGINT) AS step
  UNION ALL SELECT CAST(3 AS BIGINT) AS step
  UNION ALL SELECT CAST(4 AS BIGINT) AS step
  UNION ALL SELECT CAST(5 AS BIGINT) AS step
), counts AS (
  SELECT steps.step, CAST(count(CASE WHEN wrote.days >= steps.step THEN 1 END) AS BIGINT) AS people
  FROM wrote CROSS JOIN steps GROUP BY steps.step
)
SELECT counts.step, counts.people,
       CAST(counts.people AS DOUBLE) / nullif(lag(counts.people) OVER (ORDER BY counts.step), 0) AS conversion
FROM counts ORDER BY counts.step
""",
    examples=(
        Example(
            about=Words(
                "Seven days for everybody. A, B, C and D have had them by 14 March: A wrote on two days, B on one, C only "
                "joined, D wrote on the 9th, too late. E began on the 10th and is still under way.",
                "每人 7 天。到 3 月 14 日，A、B、C、D 已满：A 有 2 天发言，B 有 1 天，C 只是加入，D 于 9 日发言，已超期。"
                "E 自 10 日起，尚未届满。",
            ),
            events="""
                time              member kind
                2026-03-01T09:00  A      join
                2026-03-01T10:00  A      message
                2026-03-07T10:00  A      reply
                2026-03-02T09:00  B      message
                2026-03-02T19:00  B      message
                2026-03-03T09:00  C      join
                2026-03-02T09:00  D      join
                2026-03-09T09:00  D      message
                2026-03-10T09:00  E      join
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 15)),
            parameters={"within": 7},
            answer="""
                step people conversion
                0    4      -
                1    2      1/2
                2    1      1/2
                3    0      0/1
                4    0      -
                5    0      -
            """,
        ),
    ),
)
