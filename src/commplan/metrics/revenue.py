"""Revenue: what was paid, less what was given back."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="revenue",
    name=Words("Revenue", "净收入"),
    chapter="trade",
    unit="amount",
    better="up",
    shape="scalar",
    over="sum",
    bounds=(None, None),
    definition=Words(
        "What was paid in the window, less what was given back in it, in the currency of the plan.",
        "时段内的付款总额减去退款总额，按方案的币种。",
    ),
    edge_cases=Words(
        "A refund counts when it was made, whenever the thing was paid; without a day of its own it counts on the day of the "
        "order. Where the amount of one payment or refund is not known (none was read, or it is in another currency), "
        "neither is the sum. What nobody's name stands at is not in it, nor is what the team pays.",
        "退款按退款发生时计，与付款时间无关；没有退款日期的按订单当天计。只要有一笔付款或退款的金额未知（没有读到，或为其他币种），"
        "总额即为未知。没有姓名的记录与团队成员的付款不计。",
    ),
    empty=Words("The amount of some payments or refunds is not known.", "部分付款或退款的金额未知。"),
    source="commplan catalogue C1 (ARPU and lifetime value rest on it)",
    needs=frozenset({"purchases", "amounts"}),
    gameable_kinds=frozenset({"purchase"}),
    reach=within(0),
    columns={
        "value": Words("revenue", "净收入"),
        "paid": Words("paid", "付款"),
        "returned": Words("given back", "退款"),
        "purchases": Words("purchases", "付款笔数"),
        "refunds": Words("refunds", "退款笔数"),
        "untold": Words("of unknown amount", "金额未知的笔数"),
    },
    sql="""
WITH sums AS (
  SELECT CAST(coalesce(sum(CASE WHEN ev.kind = 'purchase' THEN ev.size END), 0) AS BIGINT) AS paid,
         CAST(coalesce(sum(CASE WHEN ev.kind = 'refund' THEN ev.size END), 0) AS BIGINT) AS returned,
         CAST(count(CASE WHEN ev.kind = 'purchase' THEN 1 END) AS BIGINT) AS purchases,
         CAST(count(CASE WHEN ev.kind = 'refund' THEN 1 END) AS BIGINT) AS refunds,
         CAST(count(CASE WHEN ev.size IS NULL THEN 1 END) AS BIGINT) AS untold
  FROM ev CROSS JOIN win
  WHERE ev.kind IN ('purchase', 'refund') AND NOT ev.staff AND ev.day >= win.seen_first_day AND ev.day < win.seen_end_day
)
SELECT CASE WHEN sums.untold = 0 THEN CAST(sums.paid - sums.returned AS DOUBLE) / 1000 END AS value,
       CAST(sums.paid AS DOUBLE) / 1000 AS paid, CAST(sums.returned AS DOUBLE) / 1000 AS returned,
       sums.purchases, sums.refunds, sums.untold
FROM sums
""",
    examples=(
        Example(
            about=Words(
                "Paid 20 and 12.50 in March; 5 of the 30 paid in February were given back: 32.50 - 5.",
                "3 月付款 20 与 12.50；2 月所付 30 中退回 5：32.50 − 5。",
            ),
            events="""
                time              member kind     size
                2026-02-20T09:00  A      purchase 30000
                2026-03-02T09:00  A      purchase 20000
                2026-03-03T09:00  B      purchase 12500
                2026-03-05T09:00  A      refund   5000
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value paid returned purchases refunds untold
                55/2  65/2 5        2         1       0
            """,
        ),
        Example(
            about=Words("The second amount is in another currency.", "第二笔为其他币种。"),
            events="""
                time              member kind     size
                2026-03-02T09:00  A      purchase 20000
                2026-03-03T09:00  B      purchase -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value paid returned purchases refunds untold
                -     20   0        2         0       1
            """,
        ),
    ),
)
