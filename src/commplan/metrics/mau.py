"""Monthly active members."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

DAYS = 28


def _history(_parameters: Mapping[str, int], window_days: int) -> int:
    return max(0, DAYS - window_days)


METRIC = Metric(
    id="mau",
    name=Words("Monthly active members (MAU)", "月活跃成员数（MAU）"),
    chapter="activity",
    unit="members",
    better="up",
    shape="scalar",
    over="end",
    definition=Words(
        "Distinct active members of the last 28 days of the window.",
        "时段最后 28 天内的去重活跃成员数。",
    ),
    edge_cases=Words(
        "28 days, so that every window holds each weekday four times: 30 or 31 would add one. A window shorter than "
        "that looks back before it. Where the activity begins later, the value is marked as partly seen: it can only "
        "be too low.",
        "取 28 天，使每个星期几都恰好出现四次；30 或 31 天则不然。时段较短时会回看之前的日子。若活动数据开始得更晚，"
        "则标记为部分覆盖：数值只会偏低。",
    ),
    empty=Words("The activity covers none of those days.", "这些日子均未被活动数据覆盖。"),
    source="commplan catalogue C1 (28 days keep the weekday mix)",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    horizon=lambda _parameters: DAYS,
    history=_history,
    columns={
        "value": Words("distinct active members", "去重活跃成员数"),
        "n": Words("distinct active members", "去重活跃成员数"),
    },
    sql="""
SELECT CAST(count(DISTINCT md.member) AS BIGINT) AS value, CAST(count(DISTINCT md.member) AS BIGINT) AS n
FROM md CROSS JOIN win WHERE md.day >= win.seen_end_day - 28 AND md.day < win.seen_end_day
""",
    examples=(
        Example(
            about=Words(
                "28 days end with 28 March, so 1 March is the first of them: A and B count once each, Z of 28 "
                "February does not.",
                "28 天止于 3 月 28 日，3 月 1 日是第一天：A、B 各计一次，2 月 28 日的 Z 不计。",
            ),
            events="""
                time              member kind
                2026-02-28T23:59  Z      message
                2026-03-01T00:00  A      message
                2026-03-02T00:00  A      message
                2026-03-28T12:00  B      reply
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 29)),
            answer="""
                value n
                2     2
            """,
        ),
    ),
)
