"""Net growth: who came and stayed, less who was there and is gone."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="net-growth",
    name=Words("Net growth", "净增成员数"),
    chapter="growth",
    unit="members",
    better="up",
    shape="scalar",
    bounds=(None, None),
    over="sum",
    definition=Words(
        "People who were no members before the window and are at its end, minus people who were and are no longer.",
        "时段开始前不是成员、结束时是成员的人数，减去时段开始前是成员、结束时已不是的人数。",
    ),
    edge_cases=Words(
        "People are counted, not clicks: whoever joins, leaves and joins again joined once. Who came and went within "
        "the window is told apart and changes nothing. Somebody whose first trace is a leaving had been a member "
        "before. The rate divides by who is known to have been a member at the start. Who was removed has left too, and is told apart where the exports tell it: those of Telegram, WhatsApp, Matrix and Mattermost "
        "do, others take it for a leaving.",
        "数的是人而不是次数：加入、退出又加入只算加入一次。在时段内来了又走的人单独列出，不影响净增。"
        "首条记录即为退出的人视为原有成员。净增率以已知的期初成员数为分母。被移出的也算退出；导出数据能区分时（Telegram、WhatsApp、Matrix、Mattermost）单独列出，其余一律视为主动退出。",
    ),
    empty=Words("No joining or leaving was seen before the end of the window.", "时段结束前没有任何加入或退出记录。"),
    source="suo.run/details/20076 and 4565 (net growth = joins - leaves); commplan catalogue C1",
    needs=frozenset({"joins", "leaves"}),
    gameable_kinds=frozenset({"join"}),
    reach=within(0),
    columns={
        "value": Words("net growth", "净增"),
        "joined": Words("came and stayed", "加入并留下"),
        "departed": Words("were there and are gone", "原有成员退出"),
        "removed": Words("of those who are gone, removed by somebody", "已退出者中被他人移出的"),
        "came_and_went": Words("came and went within the window", "时段内来了又走"),
        "rejoined": Words("of those who came, had been members before", "加入者中曾是成员的人数"),
        "rate": Words("net growth of the members at the start", "净增占期初成员数的比例"),
        "n": Words("people who joined or left in the window", "时段内有加入或退出的人数"),
    },
    sql="""
WITH people AS (
  SELECT moves.member, max(CASE WHEN moves.kind_before = 'join' AND moves.day_before < win.seen_first_day THEN 1 ELSE 0 END) AS was,
         max(CASE WHEN moves.day_before < win.seen_first_day THEN 1 ELSE 0 END) AS known,
         max(CASE WHEN moves.kind_before IS NULL AND moves.kind = 'leave' THEN 1 ELSE 0 END) AS unseen,
         sum(moves.change) AS change, max(moves.us) AS last_us
  FROM moves CROSS JOIN win WHERE moves.day >= win.seen_first_day AND moves.day < win.seen_end_day GROUP BY moves.member
), states AS (
  SELECT people.was + people.unseen AS before, people.was + people.change AS after, people.known, people.unseen,
         people.member, people.last_us
  FROM people
), sums AS (
  SELECT CAST(coalesce(sum(CASE WHEN states.after > states.before THEN 1 ELSE 0 END), 0) AS BIGINT) AS joined,
         CAST(coalesce(sum(CASE WHEN states.after < states.before THEN 1 ELSE 0 END), 0) AS BIGINT) AS departed,
         CAST(coalesce(sum(CASE WHEN states.after = 0 AND states.before = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS came_and_went,
         CAST(coalesce(sum(CASE WHEN states.after > states.before THEN states.known ELSE 0 END), 0) AS BIGINT) AS rejoined,
         CAST(coalesce(sum(states.unseen), 0) AS BIGINT) AS unseen,
         CAST(count(*) AS BIGINT) AS n
  FROM states
), thrown AS (
  SELECT CAST(count(DISTINCT states.member) AS BIGINT) AS removed
  FROM states JOIN moves ON moves.member = states.member AND moves.us = states.last_us
       JOIN ev ON ev.event_id = moves.event_id
  WHERE states.after < states.before AND ev.kind = 'leave' AND (' ' || coalesce(ev.tags, '') || ' ') LIKE '% removed %'
), ever AS (
  SELECT CAST(count(*) AS BIGINT) AS moves,
         CAST(coalesce(sum(CASE WHEN moves.day < win.seen_first_day THEN moves.change END), 0) AS BIGINT) AS members
  FROM moves CROSS JOIN win WHERE moves.day < win.seen_end_day
)
SELECT CASE WHEN ever.moves > 0 THEN sums.joined - sums.departed END AS value,
       sums.joined, sums.departed, nullif(thrown.removed, 0) AS removed, sums.came_and_went, sums.rejoined,
       CAST(sums.joined - sums.departed AS DOUBLE) / nullif(ever.members + sums.unseen, 0) AS rate, sums.n
FROM sums CROSS JOIN ever CROSS JOIN thrown
""",
    examples=(
        Example(
            about=Words(
                "In the week A comes back, B is removed, C comes and goes, D is new, E leaves though nobody saw E join: 2 "
                "came, 2 went.",
                "这一周 A 回归，B 被移出，C 来了又走，D 新加入，E 退出（其加入未被看到）：2 来 2 走。",
            ),
            events="""
                time              member kind  tags
                2026-02-01T09:00  A      join -
                2026-02-02T09:00  B      join -
                2026-02-03T09:00  A      leave -
                2026-03-02T09:00  A      join -
                2026-03-02T10:00  B      leave removed
                2026-03-03T09:00  C      join -
                2026-03-03T10:00  C      leave -
                2026-03-04T09:00  D      join -
                2026-03-05T09:00  E      leave -
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 8)),
            answer="""
                value joined departed removed came_and_went rejoined rate n
                0     2      2        1       1             1        0/2  5
            """,
        ),
    ),
)
