"""Repeat purchases: how many buyers came back how often."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="repeat-purchases",
    name=Words("Buyers by number of repeat purchases", "按重复购买次数划分的付费人数"),
    chapter="trade",
    unit="members",
    better="up",
    shape="histogram",
    definition=Words(
        "For each number of repeat purchases in the window (days with a purchase after the first one): how many buyers "
        "made that many.",
        "对每个重复购买次数（时段内首个付费日之后的付费天数）：达到该次数的付费人数。",
    ),
    edge_cases=Words(
        "Two orders of one day are one purchase. Zero is who bought on one day only. Numbers that nobody reached have no "
        "line. The team is not in it.",
        "同一天的两笔订单算一次购买。0 表示只在一天购买过。无人达到的次数不列出。不含团队成员。",
    ),
    empty=Words("Nobody paid for anything in the window.", "该时段没有付费记录。"),
    source="Fader, Hardie and Lee 2005 (frequency x of the CDNOW sample)",
    needs=frozenset({"purchases"}),
    reach=within(0),
    columns={
        "repeats": Words("repeat purchases", "重复购买次数"),
        "people": Words("buyers", "付费人数"),
    },
    sql="""
WITH people AS (
  SELECT ev.member, CAST(count(DISTINCT ev.day) AS BIGINT) - 1 AS repeats
  FROM ev CROSS JOIN win
  WHERE ev.kind = 'purchase' AND NOT ev.staff AND ev.day >= win.seen_first_day AND ev.day < win.seen_end_day
  GROUP BY ev.member
)
SELECT people.repeats, CAST(count(*) AS BIGINT) AS people FROM people GROUP BY people.repeats ORDER BY people.repeats
""",
    examples=(
        Example(
            about=Words("A bought on three days, B and C on one.", "A 在三天购买，B、C 各一天。"),
            events="""
                time              member kind
                2026-03-02T09:00  A      purchase
                2026-03-20T09:00  A      purchase
                2026-03-21T09:00  A      purchase
                2026-03-03T09:00  B      purchase
                2026-03-03T19:00  B      purchase
                2026-03-03T09:00  C      purchase
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                repeats people
                0       2
                2       1
            """,
        ),
    ),
)
