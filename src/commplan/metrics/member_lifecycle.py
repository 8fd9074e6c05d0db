"""The lifecycle of members, month by month."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="member-lifecycle",
    name=Words("Member lifecycle", "成员生命周期"),
    chapter="retention",
    unit="members",
    better="neither",
    shape="series",
    definition=Words(
        "For each calendar month: new (never active before), returning (active the month before too), resurrected "
        "(active before, but not the month before) and lapsed (active the month before, not in this one).",
        "按自然月：新增（此前从未活跃）、持续（上月也活跃）、回流（更早活跃过但上月不活跃）、"
        "流失（上月活跃而本月不活跃）。",
    ),
    edge_cases=Words(
        "new + returning + resurrected = active. Quick ratio = (new + resurrected) / lapsed, without a value when "
        "nobody lapsed. Nobody has lapsed from a month that is not over, so a month not seen to its end has no number "
        "there. The first month of the activity has none before it: everybody looks new, and lapsed is unknown. "
        "Lapsing is counted in the month of the absence, so a month that is over is not revised.",
        "新增 + 持续 + 回流 = 活跃。速动比 =（新增 + 回流）/ 流失，无人流失时无数值。未结束的月份谈不上流失，"
        "因此未观察到月底的月份不给出流失数。活动数据的第一个月之前没有数据：人人都像新成员，流失数未知。"
        "流失计入缺席的月份，因此已结束的月份不会再被修订。",
    ),
    empty=Words("No month of the window is covered by the activity.", "该时段没有任何月份被活动数据覆盖。"),
    source="CHAOSS Inactive Contributors and New Contributors (chaoss/wg-evolution); commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    horizon=lambda _parameters: 62,
    history=lambda _parameters, _window_days: 28,
    columns={
        "month": Words("month", "月份"),
        "active": Words("active", "活跃"),
        "newcomers": Words("new", "新增"),
        "returning_members": Words("returning", "持续"),
        "resurrected": Words("resurrected", "回流"),
        "lapsed": Words("lapsed", "流失"),
        "quick_ratio": Words("quick ratio", "速动比"),
        "whole": Words("whole month seen", "整月均已覆盖"),
    },
    sql="""
WITH arrivals_by_month AS (
  SELECT md.month, CAST(count(*) AS BIGINT) AS active,
         CAST(count(CASE WHEN md.month_before IS NULL THEN 1 END) AS BIGINT) AS newcomers,
         CAST(count(CASE WHEN md.month_before = md.month - 1 THEN 1 END) AS BIGINT) AS returning_members,
         CAST(count(CASE WHEN md.month_before < md.month - 1 THEN 1 END) AS BIGINT) AS resurrected
  FROM md CROSS JOIN win
  WHERE (md.month_before IS NULL OR md.month_before < md.month)
    AND md.day >= win.seen_first_day - 62 AND md.day < win.seen_end_day
  GROUP BY md.month
), lines AS (
  SELECT months.month, coalesce(now.active, 0) AS active, coalesce(now.newcomers, 0) AS newcomers,
         coalesce(now.returning_members, 0) AS returning_members, coalesce(now.resurrected, 0) AS resurrected,
         CASE WHEN months.end_day <= win.seen_end_day AND months.first_day > win.data_first_day
              THEN coalesce(earlier.active, 0) - coalesce(now.returning_members, 0) END AS lapsed,
         CAST(months.end_day <= win.seen_end_day AND months.first_day >= win.data_first_day AS BOOLEAN) AS whole
  FROM months CROSS JOIN win LEFT JOIN arrivals_by_month AS now ON now.month = months.month
       LEFT JOIN arrivals_by_month AS earlier ON earlier.month = months.month - 1
)
SELECT lines.month, lines.active, lines.newcomers, lines.returning_members, lines.resurrected, lines.lapsed,
       CAST(lines.newcomers + lines.resurrected AS DOUBLE) / nullif(lines.lapsed, 0) AS quick_ratio, lines.whole
FROM lines ORDER BY lines.month
""",
    examples=(
        Example(
            about=Words(
                "A is active in January and February, B in January and March, C from March on, which ends unseen on "
                "the 20th.",
                "A 在 1、2 月活跃，B 在 1、3 月活跃，C 自 3 月起；3 月只观察到 20 日。",
            ),
            events="""
                time              member kind
                2026-01-01T09:00  A      message
                2026-01-09T09:00  B      message
                2026-02-05T09:00  A      message
                2026-03-05T09:00  B      message
                2026-03-20T09:00  C      message
            """,
            window=Window(date(2026, 1, 1), date(2026, 4, 1)),
            answer="""
                month   active newcomers returning_members resurrected lapsed quick_ratio whole
                2026-01 2      2         0                 0           -      -           yes
                2026-02 1      0         1                 0           1      0/1         yes
                2026-03 2      1         0                 1           -      -           no
            """,
        ),
    ),
)
