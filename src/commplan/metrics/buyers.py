"""Buyers: distinct people who paid for something."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="buyers",
    name=Words("Buyers", "付费人数"),
    chapter="trade",
    unit="members",
    better="up",
    shape="scalar",
    definition=Words(
        "Distinct people who paid for something in the window: an order, a fee, a donation.",
        "时段内付过费（下单、缴费、捐赠）的去重人数。",
    ),
    edge_cases=Words(
        "Who got their money back is still in it. Amounts do not matter. The team is not in it.",
        "已退款的人仍计入，与金额无关。不含团队成员。",
    ),
    empty=Words("Nobody paid for anything in the window.", "该时段没有付费记录。"),
    source="commplan catalogue C1 (repurchase rate: buyers in the window)",
    needs=frozenset({"purchases"}),
    gameable_kinds=frozenset({"purchase"}),
    columns={
        "value": Words("buyers", "付费人数"),
        "purchases": Words("purchases", "付费次数"),
        "first_time": Words("for the first time", "首次付费人数"),
    },
    sql="""
WITH people AS (
  SELECT ev.member, min(ev.day) AS first_seen,
         CAST(count(CASE WHEN ev.day >= win.seen_first_day THEN 1 END) AS BIGINT) AS purchases
  FROM ev CROSS JOIN win WHERE ev.kind = 'purchase' AND NOT ev.staff AND ev.day < win.seen_end_day
  GROUP BY ev.member
)
SELECT CAST(count(*) AS BIGINT) AS value, CAST(coalesce(sum(people.purchases), 0) AS BIGINT) AS purchases,
       CAST(count(CASE WHEN people.first_seen >= win.seen_first_day THEN 1 END) AS BIGINT) AS first_time
FROM people CROSS JOIN win WHERE people.purchases > 0
""",
    examples=(
        Example(
            about=Words(
                "A bought in February and twice in March, B once in March.",
                "A 在 2 月买过，3 月买两次；B 在 3 月买一次。",
            ),
            events="""
                time              member kind
                2026-02-02T09:00  A      purchase
                2026-03-02T09:00  A      purchase
                2026-03-03T09:00  A      purchase
                2026-03-03T09:00  B      purchase
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value purchases first_time
                2     3         1
            """,
        ),
    ),
)
