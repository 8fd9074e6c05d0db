"""Weekly active members."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

DAYS = 7


def _history(_parameters: Mapping[str, int], window_days: int) -> int:
    return max(0, DAYS - window_days)


METRIC = Metric(
    id="wau",
    name=Words("Weekly active members (WAU)", "周活跃成员数（WAU）"),
    chapter="activity",
    unit="members",
    better="up",
    shape="scalar",
    over="end",
    definition=Words(
        "Distinct active members of the last 7 days of the window.",
        "时段最后 7 天内的去重活跃成员数。",
    ),
    edge_cases=Words(
        "A window shorter than a week looks back before it. Where the activity begins later than that, the value is "
        "marked as partly seen: it can only be too low.",
        "时段不足一周时会回看时段之前的日子。若活动数据开始得更晚，则标记为部分覆盖：数值只会偏低。",
    ),
    empty=Words("The activity covers none of those days.", "这些日子均未被活动数据覆盖。"),
    source="commplan catalogue C1 (7 days, half-open, local days)",
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
FROM md CROSS JOIN win WHERE md.day >= win.seen_end_day - 7 AND md.day < win.seen_end_day
""",
    examples=(
        Example(
            about=Words(
                "The last week is 22 to 28 March: B of the 22nd and C of the 28th are in, A of the 21st is not.",
                "最后一周为 3 月 22 日至 28 日：22 日的 B 与 28 日的 C 计入，21 日的 A 不计。",
            ),
            events="""
                time              member kind
                2026-03-21T12:00  A      message
                2026-03-22T00:00  B      message
                2026-03-28T23:59  C      message
                2026-03-28T23:59  C      reaction
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 29)),
            answer="""
                value n
                2     2
            """,
        ),
    ),
)
