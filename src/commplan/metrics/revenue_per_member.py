"""Revenue per active member (ARPU)."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="revenue-per-member",
    name=Words("Revenue per active member (ARPU)", "每名活跃成员的净收入（ARPU）"),
    chapter="trade",
    unit="amount",
    better="up",
    shape="scalar",
    bounds=(None, None),
    definition=Words(
        "What was paid in the window, less what was given back in it, divided by the members who were active, paid or got "
        "money back in it. Beside it: by the buyers alone (ARPPU).",
        "时段内的付款总额减去退款总额，除以其间活跃、付款或收到退款的成员数。另列：只除以付费人数（ARPPU，客单价）。",
    ),
    edge_cases=Words(
        "Whoever money moved for is a member here, active otherwise or not, so that nobody's money is divided by others. "
        "It needs the orders and the activity of the same days. Names of the shop that are not tied to those of the chat "
        "count twice: `commplan activity --aliases` makes them one. Where one amount is not known, neither is the value. The "
        "team is not in it.",
        "有款项往来的人都算在内，无论是否另有活动，避免把其款项摊给别人。需要同一时期的订单与活动数据。商店账号与群内账号未对上的会计两次，"
        "请用 `commplan activity --aliases` 合并。只要有一笔金额未知，数值即为未知。不含团队成员。",
    ),
    empty=Words(
        "Nobody was active or paid in the window, or the amount of some payments or refunds is not known.",
        "该时段无人活跃或付款，或部分付款或退款的金额未知。",
    ),
    source="average revenue per user; commplan catalogue C1",
    needs=frozenset({ACTIVITY, "purchases", "amounts"}),
    reach=within(0),
    columns={
        "value": Words("per active member", "每名活跃成员"),
        "denominator": Words("active, or with payments", "活跃或有款项往来的成员"),
        "per_buyer": Words("per buyer", "每名付费者"),
        "buyers": Words("buyers", "付费人数"),
        "revenue": Words("paid, less given back", "付款减退款"),
        "untold": Words("of unknown amount", "金额未知的笔数"),
    },
    sql="""
WITH sums AS (
  SELECT CAST(coalesce(sum(CASE WHEN ev.kind = 'purchase' THEN ev.size ELSE 0 - ev.size END), 0) AS BIGINT) AS net,
         CAST(count(DISTINCT CASE WHEN ev.kind = 'purchase' THEN ev.member END) AS BIGINT) AS buyers,
         CAST(count(CASE WHEN ev.size IS NULL THEN 1 END) AS BIGINT) AS untold
  FROM ev CROSS JOIN win
  WHERE ev.kind IN ('purchase', 'refund') AND NOT ev.staff AND ev.day >= win.seen_first_day AND ev.day < win.seen_end_day
), people AS (
  SELECT CAST(count(DISTINCT mdk.member) AS BIGINT) AS n
  FROM mdk CROSS JOIN win
  WHERE NOT mdk.staff AND mdk.day >= win.seen_first_day AND mdk.day < win.seen_end_day
    AND (mdk.kind IN ('purchase', 'refund')
         OR (mdk.kind IN (SELECT counted.name FROM counted) AND NOT mdk.undated AND NOT mdk.of_channel))
)
SELECT CASE WHEN sums.untold = 0 THEN CAST(sums.net AS DOUBLE) / nullif(people.n * 1000, 0) END AS value,
       people.n AS denominator,
       CASE WHEN sums.untold = 0 THEN CAST(sums.net AS DOUBLE) / nullif(sums.buyers * 1000, 0) END AS per_buyer,
       sums.buyers, CAST(sums.net AS DOUBLE) / 1000 AS revenue, sums.untold
FROM sums CROSS JOIN people
""",
    examples=(
        Example(
            about=Words(
                "A paid 20 and got 5 back, B paid 9, C and D only wrote: 24 by four members, by two buyers.",
                "A 付 20、退 5，B 付 9，C、D 只发言：24 除以 4 名成员；除以 2 名付费者。",
            ),
            events="""
                time              member kind     size
                2026-03-02T09:00  A      purchase 20000
                2026-03-05T09:00  A      refund   5000
                2026-03-03T09:00  B      purchase 9000
                2026-03-03T09:00  B      message  12
                2026-03-03T10:00  C      message  40
                2026-03-03T11:00  D      reply    7
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value denominator per_buyer buyers revenue untold
                6     4           12        2      24      0
            """,
        ),
    ),
)
