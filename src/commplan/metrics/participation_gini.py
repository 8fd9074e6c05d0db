"""How unevenly activity is spread over the active members."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="participation-gini",
    name=Words("Gini of participation", "参与度基尼系数"),
    chapter="participation",
    unit="index",
    better="neither",
    shape="scalar",
    bounds=(0, 1),
    definition=Words(
        "Gini coefficient of active events per active member in the window: 0 when all do the same, near 1 when few "
        "do nearly all.",
        "时段内各活跃成员活跃行为数的基尼系数：人人相同为 0，少数人几乎包揽则接近 1。",
    ),
    edge_cases=Words(
        "Silent members are not in it; with them it is higher, see `participation-gini-all`. With few members it can only reach (n - 1) / n: "
        "the corrected value multiplies by n / (n - 1). Uneven is usual in any community, so watch the change and the "
        "absence factor rather than the level.",
        "不含沉默成员；计入则更高，见 `participation-gini-all`。成员很少时最多只能达到 (n - 1) / n，修正值为其乘以 n / (n - 1)。"
        "任何社群都不均衡，应看变化与缺席因子，而非绝对水平。",
    ),
    empty=Words("Nobody was active in the window.", "该时段没有任何活跃成员。"),
    source="C. Gini 1912; 2 * sum(i * x_i) / (n * sum x) - (n + 1) / n with x ascending, commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    columns={
        "value": Words("Gini coefficient", "基尼系数"),
        "n": Words("active members", "活跃成员数"),
        "events": Words("active events", "活跃行为数"),
        "corrected": Words("corrected for few members", "小样本修正值"),
    },
    # Ranks of equal values may stand in any order, so a group of c members with value v and b members below it adds
    # v * c * (2b + c + 1) to twice the sum of rank times value: whole numbers until the one division.
    sql="""
WITH totals AS (
  SELECT md.member, CAST(sum(md.n) AS BIGINT) AS x
  FROM md CROSS JOIN win WHERE md.day >= win.seen_first_day AND md.day < win.seen_end_day GROUP BY md.member
), hist AS (
  SELECT totals.x, CAST(count(*) AS BIGINT) AS c FROM totals GROUP BY totals.x
), ranked AS (
  SELECT hist.x, hist.c, CAST(sum(hist.c) OVER (ORDER BY hist.x ROWS UNBOUNDED PRECEDING) AS BIGINT) - hist.c AS below
  FROM hist
), sums AS (
  SELECT CAST(sum(ranked.x * ranked.c * (2 * ranked.below + ranked.c + 1)) AS BIGINT) AS weighted,
         CAST(sum(ranked.x * ranked.c) AS BIGINT) AS events, CAST(sum(ranked.c) AS BIGINT) AS n
  FROM ranked
)
SELECT CAST(sums.weighted - (sums.n + 1) * sums.events AS DOUBLE) / nullif(sums.n * sums.events, 0) AS value,
       coalesce(sums.n, 0) AS n, coalesce(sums.events, 0) AS events,
       CAST(sums.weighted - (sums.n + 1) * sums.events AS DOUBLE) / nullif((sums.n - 1) * sums.events, 0) AS corrected
FROM sums
""",
    examples=(
        Example(
            about=Words(
                "1, 1 and 4 events: 2 x (1x1 + 2x1 + 3x4) / (3 x 6) - 4/3 = 30/18 - 24/18 = 1/3; corrected by 3/2: "
                "1/2.",
                "行为数为 1、1、4：2 ×（1×1 + 2×1 + 3×4）/（3 × 6）- 4/3 = 30/18 - 24/18 = 1/3；乘以 3/2 得 1/2。",
            ),
            events="""
                time              member kind    times
                2026-03-02T09:00  A      message 1
                2026-03-02T10:00  B      message 1
                2026-03-02T11:00  C      message 3
                2026-03-03T11:00  C      reply   1
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 4)),
            answer="""
                value n events corrected
                1/3   3 6      1/2
            """,
        ),
    ),
)
