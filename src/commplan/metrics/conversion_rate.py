"""Conversion rate: of the people who turned up, how many wrote something; or, of those, how many again on another day."""

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
    id="conversion-rate",
    name=Words("Conversion rate from one step to the next", "逐级转化率"),
    chapter="growth",
    unit="share",
    better="up",
    shape="scalar",
    definition=Words(
        "Of the people who have had their full time in the window and reached the step before: the share who reached the "
        "step. Step 0 is being seen in any way, step k is having written something on at least k days.",
        "观察期在时段内届满、且已达到上一级的人中，达到本级的比例。第 0 级为有任何行为，第 k 级为至少 k 天发过言。",
    ),
    edge_cases=Words(
        "Step 1 is the activation of newcomers, step 2 whether they come again. Everybody has the same number of days; "
        "who has not had them yet is not in it. The conversion ladder shows all steps at once. Exports that do not tell "
        "who joined have no step 0.",
        "第 1 级即新人激活，第 2 级看其是否再来。每个人的观察天数相同，未满的不计。“转化阶梯”一次列出各级。"
        "导出数据不含加入记录时没有第 0 级。",
    ),
    empty=Words(
        "Nobody who reached the step before had their full time end in the window.",
        "达到上一级的人中，没有人的观察期在该时段内届满。",
    ),
    source="CHAOSS Conversion Rate (chaoss/wg-evolution), denominators corrected: D1 over D0; commplan catalogue C1",
    needs=frozenset({"joins", "messages"}),
    gameable_kinds=frozenset({"message", "reply"}),
    parameters={
        "step": Parameter(1, Words("step to be reached", "要达到的级别"), Words("step {n}", "第 {n} 级")),
        "within": Parameter(
            28,
            Words("days that everybody has, the first one included", "每人的观察天数，含首日"),
            Words("each within {n} days", "每人 {n} 天内"),
        ),
    },
    proportion=True,
    horizon=_horizon,
    history=_history,
    columns={
        "value": Words("conversion rate", "转化率"),
        "numerator": Words("reached the step", "达到本级"),
        "denominator": Words("reached the step before", "达到上一级"),
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
), counts AS (
  SELECT CAST(count(CASE WHEN wrote.days >= win.step THEN 1 END) AS BIGINT) AS reached,
         CAST(count(CASE WHEN wrote.days >= win.step - 1 THEN 1 END) AS BIGINT) AS people
  FROM wrote CROSS JOIN win
)
SELECT CAST(counts.reached AS DOUBLE) / nullif(counts.people, 0) AS value, counts.reached AS numerator,
       counts.people AS denominator
FROM counts
""",
    examples=(
        Example(
            about=Words(
                "Seven days for everybody. Of A, B and C, who have had them, A and B wrote: 2 of 3 took step 1.",
                "每人 7 天。已满的 A、B、C 中，A、B 发过言：第 1 级为 3 人中 2 人。",
            ),
            events="""
                time              member kind
                2026-03-01T09:00  A      join
                2026-03-01T10:00  A      message
                2026-03-07T10:00  A      reply
                2026-03-02T09:00  B      message
                2026-03-03T09:00  C      join
                2026-03-10T09:00  C      message
                2026-03-10T09:00  D      join
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 15)),
            parameters={"within": 7},
            answer="""
                value numerator denominator
                2/3   2         3
            """,
        ),
        Example(
            about=Words(
                "Step 2 of the same: of A and B, A wrote on a second day.",
                "同上，第 2 级：A、B 中 A 在第二天也发了言。",
            ),
            events="""
                time              member kind
                2026-03-01T09:00  A      join
                2026-03-01T10:00  A      message
                2026-03-07T10:00  A      reply
                2026-03-02T09:00  B      message
                2026-03-03T09:00  C      join
                2026-03-14T09:00  C      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 15)),
            parameters={"step": 2, "within": 7},
            answer="""
                value numerator denominator
                1/2   1         2
            """,
        ),
    ),
)
