"""Leave rate: of the people who were members when the window began, how many are gone at its end."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="leave-rate",
    name=Words("Leave rate", "退群率"),
    chapter="growth",
    unit="share",
    better="down",
    shape="scalar",
    definition=Words(
        "Of the people who were members when the window began: the share who are members no longer at its end.",
        "时段开始时的成员中，到时段结束时已不是成员的比例。",
    ),
    edge_cases=Words(
        "Only people of the start are in it, above and below the line; who came and went within the window is told "
        "apart. Chinese sources often divide by the total instead, which hides leaving behind growth. Whoever left and "
        "came back has not left. Members from before the exports are seen only once they leave, so a rate over exports "
        "that begin late is too high.",
        "分子与分母都只含期初成员；时段内来了又走的人单独列出。中文资料常以“总人数”为分母，会被增长掩盖。"
        "退出后又回来的不算退出。导出数据之前的老成员只有退出时才会被看到，因此导出数据起始较晚时，该比率偏高。",
    ),
    empty=Words("Nobody is known to have been a member when the window began.", "时段开始时没有已知的成员。"),
    source="suo.run/details/20076 and 4565 (leave rate); population rule of commplan catalogue C0, definition C1",
    needs=frozenset({"joins", "leaves"}),
    proportion=True,
    columns={
        "value": Words("leave rate", "退群率"),
        "numerator": Words("gone at the end", "期末已退出"),
        "denominator": Words("members at the start", "期初成员数"),
        "came_and_went": Words("came and went within the window", "时段内来了又走"),
    },
    sql="""
WITH people AS (
  SELECT moves.member, max(CASE WHEN moves.kind_before = 'join' AND moves.day_before < win.seen_first_day THEN 1 ELSE 0 END) AS was,
         max(CASE WHEN moves.kind_before IS NULL AND moves.kind = 'leave' THEN 1 ELSE 0 END) AS unseen,
         sum(moves.change) AS change
  FROM moves CROSS JOIN win WHERE moves.day >= win.seen_first_day AND moves.day < win.seen_end_day GROUP BY moves.member
), states AS (
  SELECT people.was + people.unseen AS was, people.unseen, people.was + people.change AS after FROM people
), counts AS (
  SELECT CAST(count(CASE WHEN states.was = 1 AND states.after = 0 THEN 1 END) AS BIGINT) AS gone,
         CAST(count(CASE WHEN states.was = 0 AND states.after = 0 THEN 1 END) AS BIGINT) AS went,
         CAST(count(CASE WHEN states.unseen = 1 THEN 1 END) AS BIGINT) AS members
  FROM states
), before AS (
  SELECT CAST(coalesce(sum(moves.change), 0) AS BIGINT) AS members
  FROM moves CROSS JOIN win WHERE moves.day < win.seen_first_day
)
SELECT CAST(counts.gone AS DOUBLE) / nullif(counts.members + before.members, 0) AS value, counts.gone AS numerator,
       counts.members + before.members AS denominator, counts.went AS came_and_went
FROM counts CROSS JOIN before
""",
    examples=(
        Example(
            about=Words(
                "A, B and C joined before March, E must have, since E's first trace is a leaving. B and E are gone at "
                "the end, A left and came back, D came and went: 2 of 4.",
                "A、B、C 在 3 月前加入；E 的首条记录即为退出，也是原有成员。期末 B、E 已退出，A 退出后又回来，D 来了又走：4 人中 2 人。",
            ),
            events="""
                time              member kind
                2026-02-01T09:00  A      join
                2026-02-02T09:00  B      join
                2026-02-03T09:00  C      join
                2026-03-02T09:00  A      leave
                2026-03-02T10:00  B      leave
                2026-03-03T09:00  D      join
                2026-03-03T10:00  D      leave
                2026-03-04T09:00  A      join
                2026-03-05T09:00  E      leave
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 8)),
            answer="""
                value numerator denominator came_and_went
                1/2   2         4           1
            """,
        ),
    ),
)
