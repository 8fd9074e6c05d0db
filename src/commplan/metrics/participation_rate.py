"""Participation rate: how many of the members said something."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="participation-rate",
    name=Words("Participation rate", "发言率（互动率）"),
    chapter="activity",
    unit="share",
    better="up",
    shape="scalar",
    definition=Words(
        "Of the people who are members by the end of the middle day of the window: the share who wrote something in it.",
        "到时段中间一天结束时的成员中，在时段内发过言的比例。",
    ),
    edge_cases=Words(
        "Only members of that day count above the line, so it never passes one; everybody who wrote is told apart. The "
        "longer the window the higher it is: compare windows of one length only. A window of one day gives the daily "
        "rate that Chinese sources mean. Members from before the exports are not known, so with exports that begin late "
        "both numbers are too small. The team is not in it.",
        "分子只含该日的成员，因此不会超过 100%；全部发言人数另行列出。时段越长，数值越高，只应比较等长的时段。"
        "时段为一天时，即中文资料所说的日发言率。导出数据之前的老成员无法得知，数据起始较晚时分子分母都偏小。不含团队成员。",
    ),
    empty=Words("Nobody is known to have been a member in the middle of the window.", "时段中间没有已知的成员。"),
    source="suo.run/details/20076 (speakers / members); commplan catalogue C1 (members at the midpoint)",
    needs=frozenset({"joins", "leaves", "messages"}),
    gameable_kinds=frozenset({"message", "reply"}),
    proportion=True,
    columns={
        "value": Words("participation rate", "发言率"),
        "numerator": Words("members who wrote", "发言的成员"),
        "denominator": Words("members in the middle of the window", "时段中间的成员数"),
        "speakers": Words("everybody who wrote", "全部发言人数"),
    },
    sql="""
WITH speakers AS (
  SELECT DISTINCT mdk.member FROM mdk CROSS JOIN win
  WHERE mdk.kind IN ('message', 'reply') AND NOT mdk.staff AND mdk.day >= win.seen_first_day AND mdk.day < win.seen_end_day
), counts AS (
  SELECT CAST(coalesce(sum(CASE WHEN speakers.member IS NOT NULL THEN moves.change END), 0) AS BIGINT) AS wrote,
         CAST(coalesce(sum(moves.change), 0) AS BIGINT) AS people
  FROM moves CROSS JOIN win LEFT JOIN speakers ON speakers.member = moves.member
  WHERE moves.day <= (win.seen_first_day + win.seen_end_day) // 2 AND moves.day < win.seen_end_day
), everybody AS (
  SELECT CAST(count(*) AS BIGINT) AS people FROM speakers
)
SELECT CAST(counts.wrote AS DOUBLE) / nullif(counts.people, 0) AS value, counts.wrote AS numerator,
       counts.people AS denominator, everybody.people AS speakers
FROM counts CROSS JOIN everybody
""",
    examples=(
        Example(
            about=Words(
                "The middle day of 1 to 8 March is the 5th. A, B and C are members then (D joins later, E has left): A "
                "and C wrote, B did not. D wrote too but is none of the three.",
                "3 月 1 日至 8 日的中间一天是 5 日。当时的成员为 A、B、C（D 之后才加入，E 已退出）：A、C 发过言，B 没有。"
                "D 也发了言，但不在这三人之中。",
            ),
            events="""
                time              member kind
                2026-02-01T09:00  A      join
                2026-02-01T09:00  B      join
                2026-02-01T09:00  E      join
                2026-03-01T09:00  A      message
                2026-03-04T09:00  E      leave
                2026-03-05T23:00  C      join
                2026-03-06T09:00  D      join
                2026-03-07T09:00  C      reply
                2026-03-08T09:00  D      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 9)),
            answer="""
                value numerator denominator speakers
                2/3   2         3           3
            """,
        ),
    ),
)
