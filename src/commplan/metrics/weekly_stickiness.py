"""Weekly stickiness: in how many of the last weeks the active members are active."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, Parameter
from commplan.words import Words


def _horizon(parameters: Mapping[str, int]) -> int:
    return 7 * parameters["weeks"]


def _history(parameters: Mapping[str, int], window_days: int) -> int:
    return max(0, 7 * parameters["weeks"] - window_days)


METRIC = Metric(
    id="weekly-stickiness",
    name=Words("Weekly stickiness (WAU/MAU)", "周粘性（WAU/MAU）"),
    chapter="activity",
    unit="share",
    better="up",
    shape="scalar",
    over="end",
    definition=Words(
        "Mean weekly active members divided by the distinct active members of the same weeks: the last four times seven days of "
        "the window. It is also the average share of those weeks in which an active member is active.",
        "周活跃成员数的平均值除以同一批周里的去重活跃成员数，取时段最后四个七天。也等于活跃成员平均在其中多大比例的周里活跃。",
    ),
    edge_cases=Words(
        "For communities that meet once a week, where stickiness by days is near 1/7 even when all take part. A week is seven days "
        "counted back from the end of the window, not Monday to Sunday. Compare only the same number of weeks: it falls as they grow "
        "more. Where the activity begins later, only weeks that it touches count, and the value is marked.",
        "适用于每周聚一次的社群：即使人人参与，按天计的粘性也只接近 1/7。一周指从时段末尾往回数的七天，而非周一至周日。周数越多"
        "数值越低，只能比较相同周数的结果。若活动数据开始得更晚，只计其触及的周，数值会加标记。",
    ),
    empty=Words("Nobody was active in those weeks.", "这些周里没有任何活跃成员。"),
    source="commplan catalogue C1 (WAU/MAU for a weekly rhythm): mean(WAU) / MAU over the same window",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    parameters={
        "weeks": Parameter(
            4,
            Words("how many times seven days at the end of the window", "取时段末尾的几个七天"),
            Words("last {n} weeks", "最近 {n} 周"),
        ),
    },
    horizon=_horizon,
    history=_history,
    columns={
        "value": Words("weekly stickiness", "周粘性"),
        "numerator": Words("member-weeks", "成员活跃周数合计"),
        "denominator": Words("active members times weeks", "活跃成员数 × 周数"),
        "n": Words("distinct active members", "去重活跃成员数"),
    },
    sql="""
WITH span AS (
  SELECT least(win.weeks, (win.seen_end_day - win.data_first_day + 6) // 7) AS known FROM win
), member_weeks AS (
  SELECT DISTINCT md.member, (win.seen_end_day - 1 - md.day) // 7 AS week
  FROM md CROSS JOIN win WHERE md.day >= win.seen_end_day - 7 * win.weeks AND md.day < win.seen_end_day
), active AS (
  SELECT CAST(count(*) AS BIGINT) AS attended, CAST(count(DISTINCT member_weeks.member) AS BIGINT) AS people FROM member_weeks
)
SELECT CAST(active.attended AS DOUBLE) / nullif(active.people * span.known, 0) AS value,
       active.attended AS numerator, active.people * span.known AS denominator, active.people AS n
FROM active CROSS JOIN span
""",
    examples=(
        Example(
            about=Words(
                "Two weeks, 1 to 7 and 8 to 14 March: A is there in both, B twice in the second, C's 28 February is too early: 3 of "
                "2 x 2.",
                "两周，即 3 月 1–7 日与 8–14 日：A 两周都在，B 只在第二周（两次），C 的 2 月 28 日太早：2 × 2 中有 3。",
            ),
            events="""
                time              member kind
                2026-02-28T09:00  C      message
                2026-03-01T09:00  A      message
                2026-03-08T09:00  A      reply
                2026-03-09T09:00  B      message
                2026-03-14T09:00  B      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 15)),
            parameters={"weeks": 2},
            answer="""
                value numerator denominator n
                3/4   3         4           2
            """,
        ),
    ),
)
