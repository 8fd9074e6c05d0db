"""New contributors, type by type: who wrote, answered, reacted or came for the first time."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

_LOOK_BACK = 28


def _history(_parameters: Mapping[str, int], _window_days: int) -> int:
    return _LOOK_BACK


METRIC = Metric(
    id="new-contributors",
    name=Words("New contributors by type", "各类首次贡献者"),
    chapter="participation",
    unit="members",
    better="up",
    shape="histogram",
    definition=Words(
        "For each kind of event: the members who did it in the window, and those of them who had never done it before.",
        "对每一类行为：时段内做过的成员数，以及其中此前从未做过的人数。",
    ),
    edge_cases=Words(
        "Types are not added up: somebody who writes first and answers later is new twice, once in each; new at all are "
        "the new members. What was done before the exports is not seen, so early windows show too many. Joining and "
        "leaving are no contributions, nor are answers to a survey or purchases. The team is not in it.",
        "各类不可相加：先发言、后回复的人在两类中各算一次新；整体上的新人见“新增活跃成员数”。导出数据之前的行为看不到，"
        "因此靠前的时段偏多。加入、退出、填写问卷与付费不算贡献。不含团队成员。",
    ),
    empty=Words("Nobody contributed in the window.", "该时段没有任何贡献。"),
    source="CHAOSS New Contributors (chaoss/wg-evolution), per type; commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    history=_history,
    columns={
        "kind": Words("kind", "类型"),
        "newcomers": Words("for the first time", "首次"),
        "contributors": Words("members who did it", "做过的成员数"),
    },
    sql="""
WITH firsts AS (
  SELECT mdk.kind, mdk.member, min(mdk.day) AS first_seen,
         max(CASE WHEN mdk.day >= win.seen_first_day THEN 1 ELSE 0 END) AS inside
  FROM mdk CROSS JOIN win
  WHERE mdk.kind NOT IN ('join', 'leave', 'answer', 'purchase', 'refund') AND NOT mdk.staff AND NOT mdk.undated AND mdk.day < win.seen_end_day
  GROUP BY mdk.kind, mdk.member
)
SELECT firsts.kind,
       CAST(count(CASE WHEN firsts.first_seen >= win.seen_first_day THEN 1 END) AS BIGINT) AS newcomers,
       CAST(count(*) AS BIGINT) AS contributors
FROM firsts CROSS JOIN win WHERE firsts.inside = 1
GROUP BY firsts.kind ORDER BY contributors DESC, firsts.kind
""",
    examples=(
        Example(
            about=Words(
                "A wrote in February and answers for the first time in March, B does both for the first time in March.",
                "A 在 2 月发过言，3 月首次回复；B 在 3 月首次发言，也首次回复。",
            ),
            events="""
                time              member kind
                2026-02-20T09:00  A      message
                2026-03-02T09:00  A      message
                2026-03-03T09:00  A      reply
                2026-03-03T10:00  B      message
                2026-03-04T09:00  B      reply
                2026-03-05T09:00  B      reply
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                kind    newcomers contributors
                message 1         2
                reply   2         2
            """,
        ),
    ),
)
