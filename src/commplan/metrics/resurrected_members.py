"""Resurrected members: active again after a silence."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, Parameter
from commplan.words import Words


def _history(parameters: Mapping[str, int], _window_days: int) -> int:
    return parameters["days"] + 1


METRIC = Metric(
    id="resurrected-members",
    name=Words("Resurrected members", "回流成员"),
    chapter="retention",
    unit="members",
    better="up",
    shape="scalar",
    definition=Words(
        "Members who are active on a day of the window after having been silent for more than the given days.",
        "在时段内某天活跃、此前已沉默超过所设天数的成员数。",
    ),
    edge_cases=Words(
        "Silent means not active in the plan's sense; reading is not seen. Somebody who comes back twice in a window is "
        "one person. A first activity is no return. Silences that began before the exports are not seen, so exports that "
        "begin late give too few.",
        "沉默指没有方案定义的活跃行为；只看不说无法得知。同一时段内回来两次仍是一人。首次活跃不是回流。"
        "始于导出数据之前的沉默看不到，数据起始较晚时偏少。",
    ),
    empty=Words("Nobody was active in the window.", "该时段没有任何活跃成员。"),
    source="commplan catalogue C1 (resurrected: inactive for more than the interval, then active)",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    parameters={
        "days": Parameter(
            28,
            Words("days of silence that must be passed", "须超过的沉默天数"),
            Words("silent for {n} days", "沉默 {n} 天以上"),
        )
    },
    history=_history,
    columns={
        "value": Words("resurrected members", "回流成员"),
        "n": Words("active members", "活跃成员数"),
        "rate": Words("of the active members", "占活跃成员的比例"),
    },
    sql="""
WITH persons AS (
  SELECT md.member, max(CASE WHEN md.day - md.day_before > win.days THEN 1 ELSE 0 END) AS back
  FROM md CROSS JOIN win WHERE md.day >= win.seen_first_day AND md.day < win.seen_end_day GROUP BY md.member
), counts AS (
  SELECT CAST(count(CASE WHEN persons.back = 1 THEN 1 END) AS BIGINT) AS back, CAST(count(*) AS BIGINT) AS people
  FROM persons
)
SELECT CASE WHEN counts.people > 0 THEN counts.back END AS value, counts.people AS n,
       CAST(counts.back AS DOUBLE) / nullif(counts.people, 0) AS rate
FROM counts
""",
    examples=(
        Example(
            about=Words(
                "More than 7 days of silence: A's days 1 and 9 March are 8 apart, so A is back; B's 2 and 9 are 7 apart, "
                "so B was never silent; C is new.",
                "沉默超过 7 天：A 的 3 月 1 日与 9 日相隔 8 天，属回流；B 的 2 日与 9 日相隔 7 天，不算沉默；C 是新人。",
            ),
            events="""
                time              member kind
                2026-03-01T09:00  A      message
                2026-03-02T09:00  B      message
                2026-03-09T09:00  A      reply
                2026-03-09T09:00  B      reply
                2026-03-09T10:00  C      message
                2026-03-20T10:00  B      message
            """,
            window=Window(date(2026, 3, 8), date(2026, 3, 15)),
            parameters={"days": 7},
            answer="""
                value n rate
                1     3 1/3
            """,
        ),
    ),
)
