"""Average order value: what one purchase brings."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="average-order-value",
    name=Words("Average order value", "平均每笔金额（笔单价）"),
    chapter="trade",
    unit="amount",
    better="up",
    shape="scalar",
    bounds=(None, None),
    definition=Words(
        "The average ticket: what was paid in the window, less what was given back in it, divided by the number of purchases.",
        "时段内的付款总额减去退款总额，除以付款笔数。",
    ),
    edge_cases=Words(
        "Each order counts, also two of one day. Refunds of earlier orders count too, so the value may fall below zero. "
        "Where the amount of one payment or refund is not known, neither is the average. The team is not in it.",
        "每笔订单都计，同一天两笔计两笔。早先订单的退款也计入，因此数值可能低于零。只要有一笔付款或退款的金额未知，平均值即为未知。"
        "不含团队成员。",
    ),
    empty=Words(
        "Nobody paid for anything in the window, or the amount of some payments or refunds is not known.",
        "该时段没有付费记录，或部分付款或退款的金额未知。",
    ),
    source="average ticket of lifetime value = ticket × frequency × life; commplan catalogue C1",
    needs=frozenset({"purchases", "amounts"}),
    reach=within(0),
    columns={
        "value": Words("per purchase", "每笔"),
        "denominator": Words("purchases", "付款笔数"),
        "revenue": Words("paid, less given back", "付款减退款"),
        "untold": Words("of unknown amount", "金额未知的笔数"),
    },
    sql="""
WITH sums AS (
  SELECT CAST(coalesce(sum(CASE WHEN ev.kind = 'purchase' THEN ev.size ELSE 0 - ev.size END), 0) AS BIGINT) AS net,
         CAST(count(CASE WHEN ev.kind = 'purchase' THEN 1 END) AS BIGINT) AS purchases,
         CAST(count(CASE WHEN ev.size IS NULL THEN 1 END) AS BIGINT) AS untold
  FROM ev CROSS JOIN win
  WHERE ev.kind IN ('purchase', 'refund') AND NOT ev.staff AND ev.day >= win.seen_first_day AND ev.day < win.seen_end_day
)
SELECT CASE WHEN sums.untold = 0 THEN CAST(sums.net AS DOUBLE) / nullif(sums.purchases * 1000, 0) END AS value,
       sums.purchases AS denominator, CAST(sums.net AS DOUBLE) / 1000 AS revenue, sums.untold
FROM sums
""",
    examples=(
        Example(
            about=Words(
                "20, 12.50 and 8 were paid and 5 given back: 35.50 by three purchases.",
                "付款 20、12.50、8，退回 5：35.50 除以 3 笔。",
            ),
            events="""
                time              member kind     size
                2026-03-02T09:00  A      purchase 20000
                2026-03-02T19:00  A      purchase 12500
                2026-03-03T09:00  B      purchase 8000
                2026-03-05T09:00  A      refund   5000
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value denominator revenue untold
                71/6  3           71/2    0
            """,
        ),
    ),
)
