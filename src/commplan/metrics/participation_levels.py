"""Who creates, who takes part, who is silent: the 1-9-90 of a community, with thresholds that are said."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, Parameter
from commplan.words import Words

METRIC = Metric(
    id="participation-levels",
    name=Words("Creators, participants and the silent (1-9-90)", "创作者、参与者与沉默成员（1-9-90）"),
    chapter="participation",
    unit="share",
    better="neither",
    shape="histogram",
    definition=Words(
        "Everybody who was a member at the end of the window or active in it, once: creators started at least the given "
        "number of messages, participants did anything else that counts as active, the rest was silent.",
        "时段末的成员与时段内的活跃者，每人计一次：创作者发起的消息不少于所设数量，参与者有其他活跃行为，其余为沉默成员。",
    ),
    edge_cases=Words(
        "The threshold is a number of messages and not a percentage of the people, which would make the shares true by "
        "construction. 1-9-90 is an old rule of thumb, no target. The silent may read much: that is not seen. Members "
        "from before the exports are missing among them. The longer the window, the fewer are silent. The team is not in "
        "it.",
        "门槛是消息数量，而非人数百分比；后者会使比例必然成立。1-9-90 只是旧的经验法则，不是目标。沉默成员可能一直在看，"
        "这无法得知；导出数据之前的老成员不在其中。时段越长，沉默者越少。不含团队成员。",
    ),
    empty=Words("Nobody is known to have been a member or active.", "没有已知的成员或活跃者。"),
    source="Nielsen 2006, The 90-9-1 rule for participation inequality; commplan catalogue C1 (declared thresholds)",
    needs=frozenset({ACTIVITY, "joins", "leaves", "messages"}),
    parameters={
        "messages": Parameter(
            1,
            Words("messages started that make a creator", "成为创作者所需发起的消息数"),
            Words("creators start at least {n}", "发起至少 {n} 条为创作者"),
        )
    },
    columns={
        "place": Words("place", "序号"),
        "level": Words("level", "层级"),
        "people": Words("people", "人数"),
        "share": Words("share of the people", "占总人数的比例"),
    },
    sql="""
WITH active AS (
  SELECT DISTINCT md.member FROM md CROSS JOIN win
  WHERE md.day >= win.seen_first_day AND md.day < win.seen_end_day
), started AS (
  SELECT mdk.member, CAST(sum(mdk.n) AS BIGINT) AS n FROM mdk CROSS JOIN win
  WHERE mdk.kind = 'message' AND NOT mdk.staff AND NOT mdk.undated
    AND mdk.day >= win.seen_first_day AND mdk.day < win.seen_end_day
  GROUP BY mdk.member
), acting AS (
  SELECT active.member FROM active UNION SELECT started.member FROM started
), quiet AS (
  SELECT CAST(coalesce(sum(CASE WHEN acting.member IS NULL THEN moves.change END), 0) AS BIGINT) AS people
  FROM moves CROSS JOIN win LEFT JOIN acting ON acting.member = moves.member WHERE moves.day < win.seen_end_day
), placed AS (
  SELECT CAST(CASE WHEN coalesce(started.n, 0) >= win.messages THEN 1 ELSE 2 END AS BIGINT) AS place,
         CAST(1 AS BIGINT) AS people
  FROM acting CROSS JOIN win LEFT JOIN started ON started.member = acting.member
  UNION ALL SELECT CAST(3 AS BIGINT) AS place, quiet.people FROM quiet
), levels AS (
  SELECT CAST(1 AS BIGINT) AS place, 'creators' AS level
  UNION ALL SELECT CAST(2 AS BIGINT) AS place, 'participants' AS level
  UNION ALL SELECT CAST(3 AS BIGINT) AS place, 'silent' AS level
), total AS (
  SELECT CAST(coalesce(sum(placed.people), 0) AS BIGINT) AS people FROM placed
), counts AS (
  SELECT levels.place, levels.level, CAST(coalesce(sum(placed.people), 0) AS BIGINT) AS people
  FROM levels LEFT JOIN placed ON placed.place = levels.place GROUP BY levels.place, levels.level
)
SELECT counts.place, counts.level, counts.people, CAST(counts.people AS DOUBLE) / total.people AS share
FROM counts CROSS JOIN total WHERE total.people > 0 ORDER BY counts.place
""",
    examples=(
        Example(
            about=Words(
                "Two messages make a creator. A started 2; B started 1 and answered; C only joined; D answered and never "
                "joined; E has left.",
                "发起 2 条消息为创作者。A 发起 2 条；B 发起 1 条并有回复；C 只是加入；D 未见加入但有回复；E 已退出。",
            ),
            events="""
                time              member kind
                2026-02-01T09:00  A      join
                2026-02-01T09:00  B      join
                2026-02-01T09:00  C      join
                2026-02-01T09:00  E      join
                2026-02-20T09:00  E      message
                2026-02-21T09:00  E      leave
                2026-03-02T09:00  A      message
                2026-03-03T09:00  A      message
                2026-03-02T09:00  B      message
                2026-03-02T10:00  B      reply
                2026-03-04T09:00  D      reply
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            parameters={"messages": 2},
            answer="""
                place level        people share
                1     creators     1      1/4
                2     participants 2      1/2
                3     silent       1      1/4
            """,
        ),
    ),
)
