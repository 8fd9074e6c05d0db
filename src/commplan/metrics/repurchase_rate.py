"""Repurchase rate: of the people who bought something, how many bought again."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="repurchase-rate",
    name=Words("Repurchase rate", "复购率"),
    chapter="trade",
    unit="share",
    better="up",
    shape="scalar",
    definition=Words(
        "Of the people who paid for something in the window: the share who did so on at least two days of it.",
        "时段内付过费的人中，在其中至少两天付过费的比例。",
    ),
    edge_cases=Words(
        "Two orders of one day are one purchase, as in the literature on repeat buying. The longer the window the higher "
        "it is, and who first bought near its end had little time: compare windows of one length. Who buys again after "
        "years and once in the window does not count here. Refunds do not undo a purchase. The team is not in it.",
        "同一天的两笔订单算一次购买，与复购研究的惯例一致。时段越长数值越高，临近末尾才首次购买的人时间不足：只应比较等长的时段。"
        "多年后再买、在时段内只买一次的不计。退款不抵消购买。不含团队成员。",
    ),
    empty=Words("Nobody paid for anything in the window.", "该时段没有付费记录。"),
    source="Fader, Hardie and Lee 2005 (repeat transactions of the CDNOW sample, by day); commplan catalogue C1",
    needs=frozenset({"purchases"}),
    gameable_kinds=frozenset({"purchase"}),
    proportion=True,
    reach=within(0),
    columns={
        "value": Words("repurchase rate", "复购率"),
        "numerator": Words("bought on two days or more", "至少两天付费"),
        "denominator": Words("buyers", "付费人数"),
        "repeats": Words("repeat purchases, by day", "重复购买次数（按天）"),
    },
    sql="""
WITH people AS (
  SELECT ev.member, CAST(count(DISTINCT ev.day) AS BIGINT) AS days
  FROM ev CROSS JOIN win
  WHERE ev.kind = 'purchase' AND NOT ev.staff AND ev.day >= win.seen_first_day AND ev.day < win.seen_end_day
  GROUP BY ev.member
), counts AS (
  SELECT CAST(count(CASE WHEN people.days > 1 THEN 1 END) AS BIGINT) AS again, CAST(count(*) AS BIGINT) AS buyers,
         CAST(coalesce(sum(people.days - 1), 0) AS BIGINT) AS repeats
  FROM people
)
SELECT CAST(counts.again AS DOUBLE) / nullif(counts.buyers, 0) AS value, counts.again AS numerator,
       counts.buyers AS denominator, counts.repeats
FROM counts
""",
    examples=(
        Example(
            about=Words(
                "A bought on two days, B twice on one day, C once (and again in April): 1 of 3.",
                "A 在两天购买，B 在一天内买两次，C 买一次（4 月又买）：3 人中 1 人。",
            ),
            events="""
                time              member kind
                2026-03-02T09:00  A      purchase
                2026-03-20T09:00  A      purchase
                2026-03-03T09:00  B      purchase
                2026-03-03T19:00  B      purchase
                2026-03-03T09:00  C      purchase
                2026-04-03T09:00  C      purchase
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value numerator denominator repeats
                1/3   1         3           1
            """,
        ),
    ),
)
