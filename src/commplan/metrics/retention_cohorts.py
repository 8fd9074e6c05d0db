"""The cohort triangle: members by the month they began, and the share active in each month after."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="retention-cohorts",
    name=Words("Retention by monthly cohort", "月度同期群留存"),
    chapter="retention",
    unit="share",
    better="up",
    shape="triangle",
    definition=Words(
        "Members by the calendar month of their first activity (the cohort); for each later month of the window, how "
        "many of them were active in it.",
        "按首次活跃所在的自然月分组（同期群）；对时段内其后的每个月，统计其中活跃的人数与比例。",
    ),
    edge_cases=Words(
        "Cohorts by first activity, not by joining. Age 0 is the first month and always 1. Months not seen to their "
        "end are marked as not mature and must not be averaged with the others. In the first month of the activity "
        "everybody looks new. A month in which nobody began has no row.",
        "按首次活跃而非加入分组。第 0 个月恒为 1。未观察到月底的月份标记为未成熟，不可与其他月份一起平均。"
        "活动数据的第一个月里人人都像新成员。无人开始的月份没有对应的行。",
    ),
    empty=Words("Nobody began in a month of the window.", "该时段的月份里没有新开始的成员。"),
    source="Amplitude documentation, Retention Analysis; commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    horizon=lambda _parameters: 62,
    history=lambda _parameters, _window_days: 28,
    columns={
        "cohort": Words("first active month", "首次活跃月份"),
        "age": Words("months since", "其后第几个月"),
        "size": Words("members in the cohort", "同期群人数"),
        "active": Words("active in that month", "当月活跃人数"),
        "value": Words("retention", "留存率"),
        "mature": Words("month seen to its end", "该月已完整观察"),
    },
    sql="""
WITH active AS (
  SELECT md.first_month AS cohort, md.month, CAST(count(*) AS BIGINT) AS people
  FROM md CROSS JOIN win
  WHERE (md.month_before IS NULL OR md.month_before < md.month)
    AND md.day >= win.seen_first_day - 31 AND md.day < win.seen_end_day
  GROUP BY md.first_month, md.month
), cohorts AS (
  SELECT active.cohort, active.people AS size FROM active JOIN months ON months.month = active.cohort
  WHERE active.month = active.cohort
)
SELECT cohorts.cohort, months.month - cohorts.cohort AS age, cohorts.size, coalesce(active.people, 0) AS active,
       CAST(coalesce(active.people, 0) AS DOUBLE) / cohorts.size AS value,
       CAST(months.end_day <= win.seen_end_day AS BOOLEAN) AS mature
FROM cohorts JOIN months ON months.month >= cohorts.cohort CROSS JOIN win
     LEFT JOIN active ON active.cohort = cohorts.cohort AND active.month = months.month
ORDER BY cohorts.cohort, months.month
""",
    examples=(
        Example(
            about=Words(
                "A and B began in January, A came back in February and B in March; C began in March, of which the "
                "activity sees 20 days.",
                "A、B 于 1 月开始，A 在 2 月、B 在 3 月回来；C 于 3 月开始，而活动数据只到 3 月 20 日。",
            ),
            events="""
                time              member kind
                2026-01-05T09:00  A      message
                2026-01-09T09:00  B      message
                2026-02-05T09:00  A      message
                2026-03-05T09:00  B      message
                2026-03-20T09:00  C      message
            """,
            window=Window(date(2026, 1, 1), date(2026, 4, 1)),
            answer="""
                cohort  age size active value mature
                2026-01 0   2    2      1/1   yes
                2026-01 1   2    1      1/2   yes
                2026-01 2   2    1      1/2   no
                2026-03 0   1    1      1/1   no
            """,
        ),
    ),
)
