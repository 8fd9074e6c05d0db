"""Lifetime value: what a buyer brings until they stop buying, if all goes on as it does."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.words import Words


def _the_window_before(_parameters: Mapping[str, int], window_days: int) -> int:
    return window_days


METRIC = Metric(
    id="lifetime-value",
    name=Words("Lifetime value of a buyer (LTV)", "付费者生命周期价值（LTV）"),
    chapter="trade",
    unit="amount",
    better="up",
    shape="scalar",
    bounds=(None, None),
    history=_the_window_before,
    definition=Words(
        "Ticket × frequency × life: the average amount of a purchase (what was given back is taken off), times the purchases "
        "of a buyer in the window, times the windows for which a buyer lasts, which is one by the share of the buyers of the "
        "window before who did not buy in this one.",
        "笔单价 × 频次 × 生命周期：平均每笔金额（扣除退款），乘以时段内每名付费者的付款笔数，再乘以付费者可持续的时段数，"
        "即 1 除以上一时段付费者中本时段未再付款者的比例。",
    ),
    edge_cases=Words(
        "A rule of thumb that takes today's buyers for those to come: it knows neither costs nor interest, and a short window "
        "takes who buys rarely for lost. The window before is as long as the part of this one that is known. Unknown where "
        "all of its buyers came back, for then no end is in sight; where it had none; and where one amount is not known. "
        "The team is not in it.",
        "经验估算，假定今后的付费者与现在相同：不计成本与利息；时段过短会把购买不频繁的人当作流失。上一时段与本时段已知部分等长。"
        "上一时段的付费者全部回来（看不到尽头）、上一时段无人付费，或有一笔金额未知时，数值为未知。不含团队成员。",
    ),
    empty=Words(
        "Nobody bought in the window or in the one before, all came back, or the amount of some payments or refunds is not known.",
        "本时段或上一时段无人付费，或上一时段的付费者全部回来，或部分付款或退款的金额未知。",
    ),
    source="LTV = ticket × frequency × life, with life = 1 / churn of buyers; commplan catalogue C1",
    needs=frozenset({"purchases", "amounts"}),
    columns={
        "value": Words("lifetime value", "生命周期价值"),
        "ticket": Words("average purchase", "平均每笔金额"),
        "frequency": Words("purchases of a buyer", "人均付款笔数"),
        "life": Words("windows that a buyer lasts", "可持续的时段数"),
        "n": Words("buyers of the window before", "上一时段的付费人数"),
        "lost": Words("of them not buying now", "其中本时段未付款"),
        "buyers": Words("buyers", "付费人数"),
        "purchases": Words("purchases", "付款笔数"),
        "untold": Words("of unknown amount", "金额未知的笔数"),
    },
    sql="""
WITH people AS (
  SELECT ev.member,
         CAST(count(CASE WHEN ev.kind = 'purchase' AND ev.day < win.seen_first_day THEN 1 END) AS BIGINT) AS earlier,
         CAST(count(CASE WHEN ev.kind = 'purchase' AND ev.day >= win.seen_first_day THEN 1 END) AS BIGINT) AS later,
         CAST(coalesce(sum(CASE WHEN ev.day < win.seen_first_day THEN 0 WHEN ev.kind = 'purchase' THEN ev.size
                                ELSE 0 - ev.size END), 0) AS BIGINT) AS net,
         CAST(count(CASE WHEN ev.day >= win.seen_first_day AND ev.size IS NULL THEN 1 END) AS BIGINT) AS untold
  FROM ev CROSS JOIN win
  WHERE ev.kind IN ('purchase', 'refund') AND NOT ev.staff
    AND ev.day >= win.seen_first_day - (win.seen_end_day - win.seen_first_day) AND ev.day < win.seen_end_day
  GROUP BY ev.member
), counts AS (
  SELECT CAST(count(CASE WHEN people.earlier > 0 THEN 1 END) AS BIGINT) AS n,
         CAST(count(CASE WHEN people.earlier > 0 AND people.later = 0 THEN 1 END) AS BIGINT) AS lost,
         CAST(count(CASE WHEN people.later > 0 THEN 1 END) AS BIGINT) AS buyers,
         CAST(coalesce(sum(people.later), 0) AS BIGINT) AS purchases,
         CAST(coalesce(sum(people.net), 0) AS BIGINT) AS net, CAST(coalesce(sum(people.untold), 0) AS BIGINT) AS untold
  FROM people
)
SELECT CASE WHEN counts.untold = 0 THEN CAST(counts.net * counts.n AS DOUBLE) / nullif(counts.buyers * counts.lost * 1000, 0)
       END AS value,
       CASE WHEN counts.untold = 0 THEN CAST(counts.net AS DOUBLE) / nullif(counts.purchases * 1000, 0) END AS ticket,
       CAST(counts.purchases AS DOUBLE) / nullif(counts.buyers, 0) AS frequency,
       CAST(counts.n AS DOUBLE) / nullif(counts.lost, 0) AS life,
       counts.n, counts.lost, counts.buyers, counts.purchases, counts.untold
FROM counts
""",
    examples=(
        Example(
            about=Words(
                "March: A paid 20 and 10, B 30: 20 a purchase, 1.5 purchases each. Of A, B, C and D, who bought in the 31 days "
                "before, C and D did not come back: two windows. 20 × 1.5 × 2.",
                "3 月：A 付 20 与 10，B 付 30：每笔 20，人均 1.5 笔。此前 31 天的付费者 A、B、C、D 中，C、D 没有回来：可持续两个时段。"
                "20 × 1.5 × 2。",
            ),
            events="""
                time              member kind     size
                2026-02-02T09:00  A      purchase 99000
                2026-02-03T09:00  B      purchase 99000
                2026-02-04T09:00  C      purchase 99000
                2026-02-05T09:00  D      purchase -
                2026-03-02T09:00  A      purchase 20000
                2026-03-09T09:00  A      purchase 10000
                2026-03-03T09:00  B      purchase 30000
                2026-03-31T09:00  E      message  -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value ticket frequency life n lost buyers purchases untold
                60    20     3/2       2    4 2    2      3         0
            """,
        ),
    ),
)
