"""Repeat attendance: of the people who came, how many had come before."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.words import Words

_LOOK_BACK = 91


def _history(_parameters: Mapping[str, int], _window_days: int) -> int:
    return _LOOK_BACK


METRIC = Metric(
    id="repeat-attendance-rate",
    name=Words("Repeat attendance rate", "重复参加率"),
    chapter="events",
    unit="share",
    better="up",
    shape="scalar",
    definition=Words(
        "Of the people who were present at an occasion of the window: the share who had been at another one, in the "
        "window or before it.",
        "在时段内到场的人中，参加过不止一场（时段内或之前）的比例。",
    ),
    edge_cases=Words(
        "An occasion is a thread where the activity has one, else a channel on a day; the two days of one meeting with a "
        "thread are one. Attendance before the exports is not seen, so early windows show too few. A high rate with few "
        "people may be a closed circle: read it with the attendances. The team is not in it.",
        "一场活动以同一会话为准；没有会话时，以同一频道的同一天为准。导出数据之前的到场看不到，因此靠前的时段偏低。"
        "人数少而比例高，可能是固定的小圈子，请与到场人次一起看。不含团队成员。",
    ),
    empty=Words("Nobody was present at anything in the window.", "该时段没有任何到场记录。"),
    source="commplan catalogue C1 (repeat attendance)",
    needs=frozenset({"attendance"}),
    gameable_kinds=frozenset({"attend"}),
    proportion=True,
    history=_history,
    columns={
        "value": Words("repeat attendance rate", "重复参加率"),
        "numerator": Words("had been at another occasion", "参加过不止一场"),
        "denominator": Words("people who came", "到场人数"),
    },
    sql="""
WITH presences AS (
  SELECT ev.member, coalesce(ev.thread, '') AS thread, CASE WHEN ev.thread IS NULL THEN coalesce(ev.channel, '') END AS place,
         CASE WHEN ev.thread IS NULL THEN ev.day END AS day,
         max(CASE WHEN ev.day >= win.seen_first_day THEN 1 ELSE 0 END) AS inside
  FROM ev CROSS JOIN win WHERE ev.kind = 'attend' AND NOT ev.staff AND ev.day < win.seen_end_day
  GROUP BY ev.member, coalesce(ev.thread, ''), CASE WHEN ev.thread IS NULL THEN coalesce(ev.channel, '') END,
           CASE WHEN ev.thread IS NULL THEN ev.day END
), people AS (
  SELECT presences.member, CAST(count(*) AS BIGINT) AS occasions, max(presences.inside) AS inside
  FROM presences GROUP BY presences.member
), counts AS (
  SELECT CAST(count(CASE WHEN people.occasions > 1 THEN 1 END) AS BIGINT) AS again, CAST(count(*) AS BIGINT) AS came
  FROM people WHERE people.inside = 1
)
SELECT CAST(counts.again AS DOUBLE) / nullif(counts.came, 0) AS value, counts.again AS numerator,
       counts.came AS denominator
FROM counts
""",
    examples=(
        Example(
            about=Words(
                "In March A (there in February too), B (twice in one call) and C (at two talks) came: A and C had been at "
                "another.",
                "3 月到场的有 A（2 月也来过）、B（同一会议进入两次）、C（参加两场）：A、C 不止一场。",
            ),
            events="""
                time              member kind   channel
                2026-02-02T19:00  A      attend talks
                2026-03-02T19:00  A      attend talks
                2026-03-02T19:00  B      attend talks
                2026-03-02T19:30  B      attend talks
                2026-03-02T19:30  C      attend talks
                2026-03-09T19:30  C      attend talks
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value numerator denominator
                2/3   2         3
            """,
        ),
    ),
)
