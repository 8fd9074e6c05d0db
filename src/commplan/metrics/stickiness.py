"""Stickiness: how many of their days the active members are active on."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, Parameter
from commplan.words import Words


def _horizon(parameters: Mapping[str, int]) -> int:
    return parameters["days"]


def _history(parameters: Mapping[str, int], window_days: int) -> int:
    return max(0, parameters["days"] - window_days)


METRIC = Metric(
    id="stickiness",
    name=Words("Stickiness (DAU/MAU)", "用户粘性（DAU/MAU）"),
    chapter="activity",
    unit="share",
    better="up",
    shape="scalar",
    over="end",
    definition=Words(
        "Mean daily active members divided by the distinct active members of the same days: the last 28 days of the "
        "window. It "
        "is also the average share of those days on which an active member is active.",
        "日均活跃成员数除以同一批日子里的去重活跃成员数，取时段最后 28 天。"
        "也等于活跃成员平均在其中多大比例的日子里活跃。",
    ),
    edge_cases=Words(
        "Never the DAU of one day over a MAU. It falls as the number of days grows, so compare only the same number "
        "of days. It "
        "hides whether all come sometimes or few come always: look at `active-days` too. For a community with a weekly "
        "rhythm a value near 1/7 is full participation: take `weekly-stickiness`.",
        "不用某一天的 DAU 除以 MAU。天数越多数值越低，只能比较相同天数的结果。它看不出是人人偶尔来，还是少数人天天来，"
        "请同时查看 `active-days`。对以周为节奏的社群，接近 1/7 已是全员参与，宜用 `weekly-stickiness`。",
    ),
    empty=Words("Nobody was active in those days.", "这些日子里没有任何活跃成员。"),
    source=(
        "commplan catalogue C1: mean(DAU) / MAU over the same window; gradientgrowth.com and metrickittools.com on "
        "DAU/MAU"
    ),
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    parameters={
        "days": Parameter(
            28,
            Words("how many days at the end of the window", "取时段末尾的天数"),
            Words("last {n} days", "最近 {n} 天"),
        ),
    },
    horizon=_horizon,
    history=_history,
    columns={
        "value": Words("stickiness", "用户粘性"),
        "numerator": Words("member-days", "成员活跃天数合计"),
        "denominator": Words("active members times days", "活跃成员数 × 天数"),
        "n": Words("distinct active members", "去重活跃成员数"),
        "covered_days": Words("days covered by the activity", "活动数据覆盖的天数"),
    },
    sql="""
WITH span AS (
  SELECT greatest(win.seen_end_day - win.days, win.data_first_day) AS from_day, win.seen_end_day AS end_day FROM win
), active AS (
  SELECT CAST(count(*) AS BIGINT) AS member_days, CAST(count(DISTINCT md.member) AS BIGINT) AS people
  FROM md CROSS JOIN span WHERE md.day >= span.from_day AND md.day < span.end_day
)
SELECT CAST(active.member_days AS DOUBLE) / nullif(active.people * (span.end_day - span.from_day), 0) AS value,
       active.member_days AS numerator, active.people * (span.end_day - span.from_day) AS denominator,
       active.people AS n, span.end_day - span.from_day AS covered_days
FROM active CROSS JOIN span
""",
    examples=(
        Example(
            about=Words(
                "Four days asked for. A is active on 3 of them, B on 1: 4 member-days of 2 x 4 possible ones.",
                "取四天。A 活跃 3 天，B 活跃 1 天：可能的 2 × 4 个成员日中有 4 个。",
            ),
            events="""
                time              member kind
                2026-03-01T09:00  A      message
                2026-03-01T09:30  A      reply
                2026-03-02T09:00  A      message
                2026-03-04T09:00  A      message
                2026-03-04T10:00  B      reaction
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 5)),
            parameters={"days": 4},
            answer="""
                value numerator denominator n covered_days
                1/2   4         8           2 4
            """,
        ),
    ),
)
