"""Show-up rate: of the people who signed up, how many came."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="show-up-rate",
    name=Words("Show-up rate", "到场率"),
    chapter="events",
    unit="share",
    better="up",
    shape="scalar",
    definition=Words(
        "Of the people who signed up for an occasion that was held in the window: the share who were there, each once for "
        "each occasion.",
        "报名参加时段内举行的活动的人中，实际到场的比例；同一人在同一场活动中只计一次。",
    ),
    edge_cases=Words(
        "An occasion is a thread where the activity has one, else the next day on which anybody was present in that "
        "channel; a list whose presences have no time of their own is one occasion. It is held on the first day on which "
        "somebody was there, so an occasion that nobody came to is in no rate: see the calendar. Who came without signing "
        "up is told apart. Sign-ups that were withdrawn and are still in the export count as absent. The team is not in "
        "it.",
        "一场活动以活动数据中的同一会话为准；没有会话时，以该频道此后首个有人到场的日子为准；到场没有单独时间的名单，整份算一场。"
        "活动日期取首个有人到场的日子，因此无人到场的活动不计入，请看日历执行情况。未报名而到场的人另列。"
        "已取消但仍在导出数据中的报名按未到场计。不含团队成员。",
    ),
    empty=Words("Nobody signed up for anything that was held in the window.", "没有人报名参加该时段内举行的活动。"),
    source="commplan catalogue C1 (show-up: attended / registered)",
    needs=frozenset({"attendance"}),
    proportion=True,
    columns={
        "value": Words("show-up rate", "到场率"),
        "numerator": Words("came", "到场"),
        "denominator": Words("had signed up", "报名"),
        "walk_ins": Words("came without signing up", "未报名而到场"),
    },
    sql="""
WITH entries AS (
  SELECT ev.member, ev.kind, ev.day, ev.staff, ev.undated, coalesce(ev.thread, '') AS thread,
         CASE WHEN ev.thread IS NULL THEN coalesce(ev.channel, '') ELSE '' END AS place
  FROM ev CROSS JOIN win WHERE ev.kind IN ('register', 'attend') AND ev.day < win.seen_end_day
), wholes AS (
  SELECT entries.thread, entries.place, min(CASE WHEN NOT entries.undated THEN entries.day END) AS dated_day,
         max(CASE WHEN entries.undated THEN 1 ELSE 0 END) AS undated, max(entries.day) AS latest_day
  FROM entries WHERE entries.kind = 'attend' GROUP BY entries.thread, entries.place
), presences AS (
  SELECT DISTINCT entries.member, entries.staff, entries.thread, entries.place,
         CASE WHEN entries.thread <> '' OR wholes.undated = 1 THEN coalesce(wholes.dated_day, wholes.latest_day)
              ELSE entries.day END AS held_day
  FROM entries JOIN wholes ON wholes.thread = entries.thread AND wholes.place = entries.place
  WHERE entries.kind = 'attend'
), held AS (
  SELECT DISTINCT presences.thread, presences.place, presences.held_day FROM presences
), wanted AS (
  SELECT DISTINCT entries.member, entries.thread, entries.place, entries.day,
         CASE WHEN entries.thread <> '' OR wholes.undated = 1 THEN 1 ELSE 0 END AS whole
  FROM entries JOIN wholes ON wholes.thread = entries.thread AND wholes.place = entries.place
  WHERE entries.kind = 'register' AND NOT entries.staff
), bookings AS (
  SELECT DISTINCT firsts.member, firsts.thread, firsts.place, firsts.held_day FROM (
    SELECT wanted.member, wanted.thread, wanted.place, wanted.day, min(held.held_day) AS held_day
    FROM wanted JOIN held ON held.thread = wanted.thread AND held.place = wanted.place
    WHERE wanted.whole = 1 OR held.held_day >= wanted.day
    GROUP BY wanted.member, wanted.thread, wanted.place, wanted.day
  ) AS firsts CROSS JOIN win WHERE firsts.held_day >= win.seen_first_day
), counts AS (
  SELECT CAST(count(presences.member) AS BIGINT) AS came, CAST(count(*) AS BIGINT) AS booked
  FROM bookings LEFT JOIN presences ON presences.member = bookings.member AND presences.thread = bookings.thread
       AND presences.place = bookings.place AND presences.held_day = bookings.held_day
), others AS (
  SELECT CAST(count(*) AS BIGINT) AS n
  FROM presences CROSS JOIN win
       LEFT JOIN bookings ON bookings.member = presences.member AND bookings.thread = presences.thread
            AND bookings.place = presences.place AND bookings.held_day = presences.held_day
  WHERE bookings.member IS NULL AND NOT presences.staff AND presences.held_day >= win.seen_first_day
)
SELECT CAST(counts.came AS DOUBLE) / nullif(counts.booked, 0) AS value, counts.came AS numerator,
       counts.booked AS denominator, others.n AS walk_ins
FROM counts CROSS JOIN others
""",
    examples=(
        Example(
            about=Words(
                "Talks on the 5th and the 12th. A signs up for both and comes to the first, B signs up for the first and "
                "comes only to the second, C comes without signing up: 1 of 3, two walk-ins. D signed up for a talk that "
                "is not held yet.",
                "5 日与 12 日各有一场分享。A 两场都报名，只到第一场；B 报了第一场，却只到第二场；C 未报名而来：3 人次报名中到场 1，"
                "未报名到场 2。D 报名的那一场还没举行。",
            ),
            events="""
                time              member kind     channel
                2026-03-01T09:00  A      register talks
                2026-03-02T09:00  B      register talks
                2026-03-05T19:00  A      attend   talks
                2026-03-06T09:00  A      register talks
                2026-03-12T19:00  B      attend   talks
                2026-03-12T19:00  C      attend   talks
                2026-03-13T19:00  D      register talks
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value numerator denominator walk_ins
                1/3   1         3           2
            """,
        ),
        Example(
            about=Words(
                "Lists with an id of the event: e1 of the 5th has A and B, of whom A came; e2 of the 7th B, who came on "
                "its second day.",
                "带活动编号的名单：5 日的 e1 有 A、B 报名，A 到场；7 日的 e2 有 B 报名，于第二天到场。",
            ),
            events="""
                time              member kind     thread
                2026-03-01T09:00  A      register e1
                2026-03-02T09:00  B      register e1
                2026-03-02T09:00  B      register e2
                2026-03-02T10:00  B      register e2
                2026-03-05T19:00  A      attend   e1
                2026-03-07T19:00  C      attend   e2
                2026-03-08T19:00  B      attend   e2
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value numerator denominator walk_ins
                2/3   2         3           1
            """,
        ),
    ),
)
