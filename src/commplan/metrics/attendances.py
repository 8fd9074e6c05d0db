"""Event attendance: how many times people came to something."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="attendances",
    name=Words("Event attendances", "活动到场人次"),
    chapter="events",
    unit="count",
    better="up",
    shape="scalar",
    over="sum",
    definition=Words(
        "People who were present at an occasion of the window, each once for each occasion.",
        "时段内到场参加活动的人次，同一人在同一场活动中只计一次。",
    ),
    edge_cases=Words(
        "An occasion is a thread of the activity where there is one, else a channel on a day: joining a call three times "
        "is one attendance. How late one may come is decided by whoever wrote the list. Presences without a time of their "
        "own count in the record's. The team is not in it.",
        "一场活动以活动数据中的同一会话为准；没有会话时，以同一频道的同一天为准，因此三次进入同一会议只计一次。"
        "迟到多久仍算到场，由签到名单的记录者决定。没有单独时间的到场，按该记录的时间计。不含团队成员。",
    ),
    empty=Words("Nobody was present at anything in the window.", "该时段没有任何到场记录。"),
    source="commplan catalogue C1 (event attendance; multi-session dedupe)",
    needs=frozenset({"attendance"}),
    gameable_kinds=frozenset({"attend"}),
    reach=within(0),
    columns={
        "value": Words("attendances", "到场人次"),
        "people": Words("people who came", "到场人数"),
        "occasions": Words("occasions", "活动场数"),
    },
    sql="""
WITH present AS (
  SELECT DISTINCT ev.member, coalesce(ev.thread, '') AS thread, coalesce(ev.channel, '') AS channel,
         CASE WHEN ev.thread IS NULL THEN ev.day END AS day
  FROM ev CROSS JOIN win
  WHERE ev.kind = 'attend' AND NOT ev.staff AND ev.day >= win.seen_first_day AND ev.day < win.seen_end_day
), occasions AS (
  SELECT CAST(count(*) AS BIGINT) AS n
  FROM (SELECT DISTINCT present.thread, present.channel, present.day FROM present) AS several
), counts AS (
  SELECT CAST(count(*) AS BIGINT) AS presences, CAST(count(DISTINCT present.member) AS BIGINT) AS people FROM present
)
SELECT counts.presences AS value, counts.people, occasions.n AS occasions FROM counts CROSS JOIN occasions
""",
    examples=(
        Example(
            about=Words(
                "The talk of the 2nd: A came twice and B once, two attendances. The meeting m1 went over two days: A once. "
                "Together three, by two people, at two occasions.",
                "2 日的分享：A 进入两次、B 一次，计 2 人次。会议 m1 开了两天：A 计 1 次。合计 3 人次、2 人、2 场。",
            ),
            events="""
                time              member kind   channel thread
                2026-03-02T19:00  A      attend talks   -
                2026-03-02T19:40  A      attend talks   -
                2026-03-02T19:05  B      attend talks   -
                2026-03-05T09:00  A      attend talks   m1
                2026-03-06T09:00  A      attend talks   m1
                2026-04-02T19:00  B      attend talks   -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value people occasions
                3     2      2
            """,
        ),
    ),
)
