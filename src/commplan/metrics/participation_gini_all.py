"""How unevenly activity is spread over everybody, the silent members too."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="participation-gini-all",
    name=Words("Gini of participation with the silent", "参与度基尼系数（含沉默成员）"),
    chapter="participation",
    unit="index",
    better="neither",
    shape="scalar",
    bounds=(0, 1),
    definition=Words(
        "Gini coefficient of active events in the window over everybody who was a member at its end or active in it: who did "
        "nothing counts with 0.",
        "对时段末的成员与时段内的活跃者，计算活跃行为数的基尼系数：没有任何行为的人按 0 计。",
    ),
    edge_cases=Words(
        "Never below the Gini coefficient of those who were active: where most are silent it is near 1 and hardly moves, so watch "
        "that of the active beside it. Members from before the exports are missing, which makes it too low. With few people it can "
        "only reach (n - 1) / n: the corrected value multiplies by n / (n - 1). The team is not in it.",
        "不会低于只计活跃者的基尼系数：多数人沉默时接近 1 且几乎不变，应同时看只计活跃者的数值。导出数据之前的老成员不在其中，使数值"
        "偏低。人数很少时最多只能达到 (n - 1) / n，修正值为其乘以 n / (n - 1)。不含团队成员。",
    ),
    empty=Words("Nobody was active in the window.", "该时段没有任何活跃成员。"),
    source="C. Gini 1912; commplan catalogue C1 (with and without zero-contributors)",
    needs=frozenset({ACTIVITY, "joins", "leaves"}),
    columns={
        "value": Words("Gini coefficient", "基尼系数"),
        "n": Words("members and active people", "成员与活跃者人数"),
        "silent": Words("of them silent", "其中沉默的人数"),
        "events": Words("active events", "活跃行为数"),
        "corrected": Words("corrected for few members", "小样本修正值"),
    },
    # The silent are all below the others, so each of them lifts the rank of every event by one: see the Gini of the active.
    sql="""
WITH totals AS (
  SELECT md.member, CAST(sum(md.n) AS BIGINT) AS x
  FROM md CROSS JOIN win WHERE md.day >= win.seen_first_day AND md.day < win.seen_end_day GROUP BY md.member
), quiet AS (
  SELECT CAST(coalesce(sum(CASE WHEN totals.member IS NULL THEN moves.change END), 0) AS BIGINT) AS silent
  FROM moves CROSS JOIN win LEFT JOIN totals ON totals.member = moves.member WHERE moves.day < win.seen_end_day
), hist AS (
  SELECT totals.x, CAST(count(*) AS BIGINT) AS c FROM totals GROUP BY totals.x
), ranked AS (
  SELECT hist.x, hist.c, CAST(sum(hist.c) OVER (ORDER BY hist.x ROWS UNBOUNDED PRECEDING) AS BIGINT) - hist.c AS below
  FROM hist
), sums AS (
  SELECT CAST(coalesce(sum(ranked.x * ranked.c * (2 * ranked.below + ranked.c + 1)), 0) AS BIGINT) AS weighted,
         CAST(coalesce(sum(ranked.x * ranked.c), 0) AS BIGINT) AS events, CAST(coalesce(sum(ranked.c), 0) AS BIGINT) AS active
  FROM ranked
), everybody AS (
  SELECT sums.weighted + (quiet.silent - sums.active - 1) * sums.events AS apart, sums.events, sums.active + quiet.silent AS n,
         quiet.silent
  FROM sums CROSS JOIN quiet
)
SELECT CAST(everybody.apart AS DOUBLE) / nullif(everybody.n * everybody.events, 0) AS value, everybody.n, everybody.silent,
       everybody.events, CAST(everybody.apart AS DOUBLE) / nullif((everybody.n - 1) * everybody.events, 0) AS corrected
FROM everybody
""",
    examples=(
        Example(
            about=Words(
                "A and B with 1 event each, C with 4, and D, who only joined; E has left. 0, 1, 1, 4: 2 x (2x1 + 3x1 + 4x4) / (4 x "
                "6) - 5/4 = 42/24 - 30/24 = 1/2; corrected by 4/3: 2/3.",
                "A、B 各 1 次，C 4 次，D 只是加入，E 已退出。0、1、1、4：2 ×（2×1 + 3×1 + 4×4）/（4 × 6）- 5/4 = 42/24 - 30/24 = "
                "1/2；乘以 4/3 得 2/3。",
            ),
            events="""
                time              member kind    times
                2026-02-02T09:00  A      join    1
                2026-02-02T09:00  D      join    1
                2026-02-02T09:00  E      join    1
                2026-02-03T09:00  E      leave   1
                2026-03-02T09:00  A      message 1
                2026-03-02T10:00  B      message 1
                2026-03-02T11:00  C      message 3
                2026-03-03T11:00  C      reply   1
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 4)),
            answer="""
                value n silent events corrected
                1/2   4 1      6      2/3
            """,
        ),
    ),
)
