"""New members: first active in the window."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="new-members",
    name=Words("New active members", "新增活跃成员数"),
    chapter="growth",
    unit="members",
    better="up",
    shape="scalar",
    over="sum",
    definition=Words(
        "Members whose first active day lies in the window.",
        "首个活跃日落在时段内的成员数。",
    ),
    edge_cases=Words(
        "Being new is about acting, not about joining: lurkers are not in it. Somebody who was last active before the "
        "exports begin looks new; where the activity does not reach back 28 days before the window, the value is "
        "marked and can be too high.",
        "“新”指首次活跃而不是加入：潜水者不计。若某人上次活跃早于导出数据的起点，会被误认为新成员；"
        "活动数据未能回溯到时段前 28 天时会加标记，数值可能偏高。",
    ),
    empty=Words("Nobody was active in the window.", "该时段没有任何活跃成员。"),
    source="CHAOSS New Contributors (chaoss/wg-evolution, community growth)",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    history=lambda _parameters, _window_days: 28,
    columns={
        "value": Words("new active members", "新增活跃成员数"),
        "n": Words("distinct active members", "去重活跃成员数"),
        "new_share": Words("share of the active who are new", "新成员占活跃成员的比例"),
    },
    sql="""
WITH counts AS (
  SELECT CAST(count(DISTINCT CASE WHEN md.first_seen >= win.seen_first_day THEN md.member END) AS BIGINT) AS newcomers,
         CAST(count(DISTINCT md.member) AS BIGINT) AS active
  FROM md CROSS JOIN win WHERE md.day >= win.seen_first_day AND md.day < win.seen_end_day
)
SELECT CASE WHEN counts.active > 0 THEN counts.newcomers END AS value, counts.active AS n,
       CAST(counts.newcomers AS DOUBLE) / nullif(counts.active, 0) AS new_share
FROM counts
""",
    examples=(
        Example(
            about=Words(
                "A was active in February already, B and C are new; C joined long ago but first wrote now.",
                "A 2 月已活跃；B、C 是新的；C 早已加入，但此时才首次发言。",
            ),
            events="""
                time              member kind
                2026-01-10T09:00  C      join
                2026-02-10T09:00  A      message
                2026-03-10T09:00  A      message
                2026-03-11T09:00  B      message
                2026-03-12T09:00  C      reply
                2026-03-13T09:00  C      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value n new_share
                2     3 2/3
            """,
        ),
    ),
)
