"""Unbounded retention: of the people who once began, how many are still active on day N or later."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, Parameter
from commplan.words import Words

_LOOK_BACK = 28


def _horizon(parameters: Mapping[str, int]) -> int:
    return parameters["day"] + 1


def _history(parameters: Mapping[str, int], _window_days: int) -> int:
    return parameters["day"] + _LOOK_BACK


METRIC = Metric(
    id="retention-unbounded",
    name=Words("Unbounded retention from day N on", "N 日及以后留存率（无界留存）"),
    chapter="retention",
    unit="share",
    better="up",
    shape="scalar",
    definition=Words(
        "Of all members whose day N after their first active day lies in the window: the share who are active on day N "
        "or on any later day up to the end of the window.",
        "首个活跃日之后第 N 天落在时段内的全部成员中，在第 N 天或此后（至时段结束）任何一天活跃的比例。",
    ),
    edge_cases=Words(
        "Never below retention on day N with a width of one, which has the same people below the line. People whose day "
        "N came late in the window had few days to come back in, so the newest are judged too early: take a long window, "
        "or the bracketed form. Day 0 is the first active day in the plan's time zone. Members from before the exports "
        "look new.",
        "不会低于宽度为一天的 N 日留存率，两者的分母相同。第 N 天落在时段末尾的人，可供返回的天数很少，对最新的人评判过早："
        "宜取较长的时段，或改用区间留存。第 0 天是按方案时区的首个活跃日。导出数据之前的老成员会被当作新成员。",
    ),
    empty=Words("Nobody's day N lies in the window.", "没有成员的第 N 天落在该时段内。"),
    source="Amplitude documentation, Retention Analysis (unbounded retention); commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    parameters={
        "day": Parameter(
            30, Words("days after the first active day", "首个活跃日之后的天数"), Words("day {n}", "第 {n} 天")
        )
    },
    proportion=True,
    horizon=_horizon,
    history=_history,
    columns={
        "value": Words("unbounded retention", "无界留存率"),
        "numerator": Words("active on day N or later", "第 N 天及以后活跃"),
        "denominator": Words("members whose day N lies in the window", "第 N 天落在时段内的成员数"),
    },
    sql="""
WITH size AS (
  SELECT CAST(count(*) AS BIGINT) AS people FROM md CROSS JOIN win
  WHERE md.day = md.first_seen AND md.day >= win.seen_first_day - win.day AND md.day < win.seen_end_day - win.day
), back AS (
  SELECT CAST(count(DISTINCT md.member) AS BIGINT) AS people FROM md CROSS JOIN win
  WHERE md.day >= win.seen_first_day - win.day AND md.day < win.seen_end_day AND md.day >= md.first_seen + win.day
    AND md.first_seen >= win.seen_first_day - win.day AND md.first_seen < win.seen_end_day - win.day
)
SELECT CAST(back.people AS DOUBLE) / nullif(size.people, 0) AS value, back.people AS numerator,
       size.people AS denominator
FROM back CROSS JOIN size
""",
    examples=(
        Example(
            about=Words(
                "Day 7. A's is the 8th and B's the 9th; A is back on the 8th, B only on the 12th, and both count. C's is "
                "the 10th, and C is never seen again. D's is after the window.",
                "第 7 天。A 为 8 日，B 为 9 日；A 于 8 日回来，B 到 12 日才回来，两人都计入。C 为 10 日，此后再未出现。D 在时段之后。",
            ),
            events="""
                time              member kind
                2026-03-01T22:00  A      message
                2026-03-08T01:00  A      reply
                2026-03-02T09:00  B      message
                2026-03-12T09:00  B      message
                2026-03-03T09:00  C      message
                2026-03-09T09:00  D      message
                2026-03-20T09:00  D      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 16)),
            parameters={"day": 7},
            answer="""
                value numerator denominator
                2/3   2         3
            """,
        ),
    ),
)
