"""Retention: of the people who once began, how many are active again on day N."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, Parameter
from commplan.words import Words

_LOOK_BACK = 28


def _horizon(parameters: Mapping[str, int]) -> int:
    return parameters["day"] + parameters["width"]


def _history(parameters: Mapping[str, int], _window_days: int) -> int:
    return _horizon(parameters) - 1 + _LOOK_BACK


METRIC = Metric(
    id="retention",
    name=Words("Retention on day N", "N 日留存率"),
    chapter="retention",
    unit="share",
    better="up",
    shape="scalar",
    definition=Words(
        "Members who are active on day N after their first active day, divided by all members whose day N lies in the "
        "window. With a width of w days, day N to N + w - 1 count together.",
        "在首个活跃日之后第 N 天活跃的成员数，除以第 N 天落在时段内的全部成员数。宽度为 w 天时，第 N 天至第 N + w - 1 "
        "天合并计算。",
    ),
    edge_cases=Words(
        "Day 0 is the first active day in the plan's time zone; the day counts, not 24 hours. Bracketed: active on "
        "that day, not ever after, so it is never above the unbounded form. A member belongs to the window in which "
        "the last of the counted days falls, so only people whose day N has passed are in it, each in one window, and "
        "a later export changes nothing. In a small or slow community hardly anybody is active on one exact day: take "
        "a width of 7. Members from before the exports look new.",
        "第 0 天是按方案时区的首个活跃日；以日期计，不以 24 小时计。采用区间留存：只看当天是否活跃，而非此后是否活跃，"
        "因此不会高于无界留存。成员归入所计日子的最后一天所在的时段，因此只含第 N 天已过的人，每人只归入一个时段，"
        "之后的数据不会改变结果。社群较小或节奏较慢时，恰在某一天活跃的人极少，可将宽度设为 7。"
        "导出数据之前的老成员会被当作新成员。",
    ),
    empty=Words("Nobody's day N lies in the window.", "没有成员的第 N 天落在该时段内。"),
    source="Amplitude documentation, Retention Analysis (N-day, calendar days); commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    parameters={
        "day": Parameter(
            30, Words("days after the first active day", "首个活跃日之后的天数"), Words("day {n}", "第 {n} 天")
        ),
        "width": Parameter(
            1,
            Words("how many days from then on count together", "自该日起合并计算的天数"),
            Words("days counted together: {n}", "合计 {n} 天"),
        ),
    },
    proportion=True,
    horizon=_horizon,
    history=_history,
    columns={
        "value": Words("retention", "留存率"),
        "numerator": Words("active on day N", "第 N 天活跃"),
        "denominator": Words("members whose day N lies in the window", "第 N 天落在时段内的成员数"),
    },
    sql="""
WITH size AS (
  SELECT CAST(count(*) AS BIGINT) AS people FROM md CROSS JOIN win
  WHERE md.day = md.first_seen AND md.day > win.seen_first_day - win.day - win.width
    AND md.day <= win.seen_end_day - win.day - win.width
), back AS (
  SELECT CAST(count(DISTINCT md.member) AS BIGINT) AS people FROM md CROSS JOIN win
  WHERE md.day > win.seen_first_day - win.day - win.width AND md.day < win.seen_end_day
    AND md.day >= md.first_seen + win.day AND md.day < md.first_seen + win.day + win.width
    AND md.first_seen > win.seen_first_day - win.day - win.width
    AND md.first_seen <= win.seen_end_day - win.day - win.width
)
SELECT CAST(back.people AS DOUBLE) / nullif(size.people, 0) AS value,
       back.people AS numerator, size.people AS denominator
FROM back CROSS JOIN size
""",
    examples=(
        Example(
            about=Words(
                "Day 7. A (1 March, back on the 8th) and B (2 March, back only on the 10th) have their day 7 in the "
                "window; C's, who began on the 9th, is still to come.",
                "第 7 天。A（3 月 1 日起，8 日回来）与 B（3 月 2 日起，10 日才回来）的第 7 天在时段内；C 于 9 日开始，"
                "第 7 天还没到。",
            ),
            events="""
                time              member kind
                2026-03-01T22:00  A      message
                2026-03-08T01:00  A      reply
                2026-03-02T09:00  B      message
                2026-03-10T09:00  B      message
                2026-03-09T09:00  C      message
                2026-03-20T09:00  C      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 16)),
            parameters={"day": 7},
            answer="""
                value numerator denominator
                1/2   1         2
            """,
        ),
        Example(
            about=Words(
                "The same with a width of 2 days until 11 March: B's 10th is day 8 and counts.",
                "同上，宽度为 2 天，至 3 月 11 日：B 的 10 日是第 8 天，计入。",
            ),
            events="""
                time              member kind
                2026-03-01T22:00  A      message
                2026-03-08T01:00  A      reply
                2026-03-02T09:00  B      message
                2026-03-10T09:00  B      message
                2026-03-20T09:00  C      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 11)),
            parameters={"day": 7, "width": 2},
            answer="""
                value numerator denominator
                1     2         2
            """,
        ),
    ),
)
