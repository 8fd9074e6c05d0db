"""On how many of the last days members were active: what a mean such as stickiness hides."""

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
    id="active-days",
    name=Words("Members by active days (L28)", "按活跃天数划分的成员（L28）"),
    chapter="activity",
    unit="members",
    better="neither",
    shape="histogram",
    over="end",
    definition=Words(
        "For each number of days: how many members were active on so many of the last 28 days of the window.",
        "对每个天数：在时段最后 28 天中活跃了这么多天的成员数。",
    ),
    edge_cases=Words(
        "Read it with the stickiness, which is the mean of it: many who come now and then and a few who come every day have the "
        "same mean as all who come sometimes. Set the days to 7 for a week (L7). Members who were not active are not in it, and "
        "numbers that nobody reached have no line. The team is not in it.",
        "应与用户粘性一起看，后者是其平均：多数人偶尔来、少数人天天来，与人人有时来，平均值可以相同。天数设为 7 即看一周（L7）。"
        "没有活跃的成员不计，无人达到的天数不列出。不含团队成员。",
    ),
    empty=Words("Nobody was active in those days.", "这些日子里没有任何活跃成员。"),
    source="commplan catalogue C1 (L7 and L28 histograms beside DAU/MAU); metrickittools.com on DAU/MAU",
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
        "active_days": Words("active days", "活跃天数"),
        "people": Words("members", "成员数"),
        "share": Words("share of the active", "占活跃成员的比例"),
    },
    sql="""
WITH persons AS (
  SELECT md.member, CAST(count(*) AS BIGINT) AS active_days
  FROM md CROSS JOIN win WHERE md.day >= win.seen_end_day - win.days AND md.day < win.seen_end_day GROUP BY md.member
), hist AS (
  SELECT persons.active_days, CAST(count(*) AS BIGINT) AS people FROM persons GROUP BY persons.active_days
)
SELECT hist.active_days, hist.people, CAST(hist.people AS DOUBLE) / CAST(sum(hist.people) OVER () AS DOUBLE) AS share
FROM hist ORDER BY hist.active_days
""",
    examples=(
        Example(
            about=Words(
                "Four days asked for, 1 to 4 March: A was active on 3 of them, B and C on 1. D's 28 February is too early.",
                "取四天，即 3 月 1 日至 4 日：A 活跃 3 天，B、C 各 1 天；D 的 2 月 28 日太早。",
            ),
            events="""
                time              member kind
                2026-02-28T09:00  D      message
                2026-03-01T09:00  A      message
                2026-03-01T09:30  A      reply
                2026-03-02T09:00  A      message
                2026-03-04T09:00  A      message
                2026-03-04T10:00  B      reaction
                2026-03-03T10:00  C      message
                2026-03-03T23:00  C      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 5)),
            parameters={"days": 4},
            answer="""
                active_days people share
                1           2      2/3
                3           1      1/3
            """,
        ),
    ),
)
