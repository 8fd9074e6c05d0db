"""Churn rate: of the people active in one span of days, how many were not active in the next."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, Parameter
from commplan.words import Words


def _horizon(parameters: Mapping[str, int]) -> int:
    return 2 * parameters["days"]


def _history(parameters: Mapping[str, int], window_days: int) -> int:
    return max(0, 2 * parameters["days"] - window_days)


METRIC = Metric(
    id="churn-rate",
    name=Words("Churn rate", "流失率"),
    chapter="retention",
    unit="share",
    better="down",
    shape="scalar",
    over="end",
    definition=Words(
        "Of the members active in the span of days before the last one: the share who were not active in the last span, "
        "which ends with the window.",
        "在倒数第二个时间跨度内活跃的成员中，在最后一个跨度（止于时段末尾）内没有活跃的比例。",
    ),
    edge_cases=Words(
        "Both spans have the same length, 28 days unless set, so that weekdays weigh the same. Not active is not gone: "
        "whoever comes back later counts as resurrected then. CHAOSS counts people in the period of their last activity "
        "instead, where the newest figures change with every export; this one does not. A holiday in the last span looks "
        "like churn: compare with the same festival a year before. Leaving without a word and leaving the group are two "
        "things, see the leave rate.",
        "两个跨度等长，默认 28 天，使各星期几的权重一致。不活跃不等于离开：之后再回来的，届时计为回流。"
        "CHAOSS 按最后一次活动所在的周期计，最新数字会随新数据改变；本指标不会。最后一个跨度遇到长假会像流失，"
        "请与上一年同一节日比较。沉默与退群是两回事，后者见退群率。",
    ),
    empty=Words("Nobody was active in the span before the last one.", "倒数第二个时间跨度内没有活跃成员。"),
    source="CHAOSS Inactive Contributors (chaoss/wg-evolution); commplan catalogue C1 (churn)",
    needs=frozenset({ACTIVITY}),
    parameters={
        "days": Parameter(28, Words("days of each span", "每个跨度的天数"), Words("spans of {n} days", "每段 {n} 天"))
    },
    proportion=True,
    horizon=_horizon,
    history=_history,
    columns={
        "value": Words("churn rate", "流失率"),
        "numerator": Words("active before, not in the last span", "此前活跃、最后一个跨度不活跃"),
        "denominator": Words("active in the span before the last", "倒数第二个跨度的活跃成员"),
    },
    sql="""
WITH persons AS (
  SELECT md.member, max(CASE WHEN md.day < win.seen_end_day - win.days THEN 1 ELSE 0 END) AS before,
         max(CASE WHEN md.day >= win.seen_end_day - win.days THEN 1 ELSE 0 END) AS after
  FROM md CROSS JOIN win
  WHERE md.day >= win.seen_end_day - 2 * win.days AND md.day < win.seen_end_day
  GROUP BY md.member
), counts AS (
  SELECT CAST(count(CASE WHEN persons.before = 1 AND persons.after = 0 THEN 1 END) AS BIGINT) AS lapsed,
         CAST(count(CASE WHEN persons.before = 1 THEN 1 END) AS BIGINT) AS people
  FROM persons
)
SELECT CAST(counts.lapsed AS DOUBLE) / nullif(counts.people, 0) AS value, counts.lapsed AS numerator,
       counts.people AS denominator
FROM counts
""",
    examples=(
        Example(
            about=Words(
                "Spans of 7 days: 1 to 7 and 8 to 14 March. A, B and C are active in the first, of them only A in the "
                "second; D is new, and E's activity of February is too old.",
                "跨度为 7 天：3 月 1–7 日与 8–14 日。A、B、C 在前一跨度活跃，其中只有 A 在后一跨度活跃；D 是新人，"
                "E 在 2 月的活动太早，不计。",
            ),
            events="""
                time              member kind
                2026-02-28T09:00  E      message
                2026-03-01T09:00  A      message
                2026-03-02T09:00  B      message
                2026-03-07T23:59  C      reply
                2026-03-08T00:00  A      message
                2026-03-09T09:00  D      message
                2026-03-15T09:00  B      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 15)),
            parameters={"days": 7},
            answer="""
                value numerator denominator
                2/3   2         3
            """,
        ),
    ),
)
