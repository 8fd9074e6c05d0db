"""Quick ratio: how many active members were won for each one lost."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, Parameter
from commplan.words import Words

_LOOK_BACK = 28


def _horizon(parameters: Mapping[str, int]) -> int:
    return 2 * parameters["days"]


def _history(parameters: Mapping[str, int], window_days: int) -> int:
    return max(0, 2 * parameters["days"] - window_days) + _LOOK_BACK


METRIC = Metric(
    id="quick-ratio",
    name=Words("Quick ratio of active members", "活跃成员速动比"),
    chapter="retention",
    unit="index",
    better="up",
    shape="scalar",
    bounds=(0, None),
    over="end",
    definition=Words(
        "Members new or resurrected in the last span of days, divided by members active in the span before and not in "
        "the last.",
        "最后一个时间跨度内的新增与回流成员数，除以前一跨度活跃而最后一个跨度不活跃的成员数。",
    ),
    edge_cases=Words(
        "Above one the active membership grows, below one it shrinks; it says nothing of its size. Resurrected here "
        "means active in the last span and once before, but not in the span between. Without anybody lost it cannot be "
        "computed. Members from before the exports look new, which makes it too good.",
        "大于 1 表示活跃成员在增加，小于 1 表示在减少，但不反映规模。此处回流指最后一个跨度活跃、更早也曾活跃、"
        "中间的跨度不活跃。无人流失时无法计算。导出数据之前的老成员会被当作新成员，使数值偏好。",
    ),
    empty=Words(
        "Nobody who was active in the span before the last was lost in it, so there is nothing to divide by.",
        "前一跨度的活跃成员无人流失，没有可作除数的人数。",
    ),
    source="commplan catalogue C1: quick ratio = (new + resurrected) / churned",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    parameters={
        "days": Parameter(28, Words("days of each span", "每个跨度的天数"), Words("spans of {n} days", "每段 {n} 天"))
    },
    horizon=_horizon,
    history=_history,
    columns={
        "value": Words("quick ratio", "速动比"),
        "newcomers": Words("new", "新增"),
        "resurrected": Words("resurrected", "回流"),
        "lapsed": Words("lapsed", "流失"),
        "n": Words("members new, resurrected or lapsed", "新增、回流与流失的成员数"),
    },
    sql="""
WITH people AS (
  SELECT md.member, max(CASE WHEN md.day >= win.seen_end_day - win.days THEN 1 ELSE 0 END) AS now,
         max(CASE WHEN md.day < win.seen_end_day - win.days THEN 1 ELSE 0 END) AS before,
         max(CASE WHEN md.first_seen < win.seen_end_day - 2 * win.days THEN 1 ELSE 0 END) AS earlier
  FROM md CROSS JOIN win WHERE md.day >= win.seen_end_day - 2 * win.days AND md.day < win.seen_end_day GROUP BY md.member
), counts AS (
  SELECT CAST(count(CASE WHEN people.now = 1 AND people.before + people.earlier = 0 THEN 1 END) AS BIGINT) AS newcomers,
         CAST(count(CASE WHEN people.now = 1 AND people.before = 0 AND people.earlier = 1 THEN 1 END) AS BIGINT)
           AS resurrected,
         CAST(count(CASE WHEN people.now = 0 AND people.before = 1 THEN 1 END) AS BIGINT) AS lapsed
  FROM people
)
SELECT CAST(counts.newcomers + counts.resurrected AS DOUBLE) / nullif(counts.lapsed, 0) AS value, counts.newcomers,
       counts.resurrected, counts.lapsed, counts.newcomers + counts.resurrected + counts.lapsed AS n
FROM counts
""",
    examples=(
        Example(
            about=Words(
                "Spans of 7 days, 1 to 7 and 8 to 14 March. C is new, A (February, then the 9th) resurrected, B and D "
                "lapsed, E active in both: 2 won for 2 lost.",
                "跨度为 7 天：3 月 1–7 日与 8–14 日。C 新增，A（2 月活跃，9 日回来）回流，B、D 流失，E 两段都活跃：2 得 2 失。",
            ),
            events="""
                time              member kind
                2026-02-20T09:00  A      message
                2026-03-02T09:00  B      message
                2026-03-03T09:00  D      message
                2026-03-03T09:00  E      message
                2026-03-09T09:00  A      reply
                2026-03-10T09:00  C      message
                2026-03-11T09:00  E      message
                2026-03-20T10:00  B      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 15)),
            parameters={"days": 7},
            answer="""
                value newcomers resurrected lapsed n
                1     1         1           2      4
            """,
        ),
    ),
)
