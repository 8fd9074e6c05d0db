"""Net Promoter Score: promoters minus detractors among the answers to one question."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="nps",
    name=Words("Net Promoter Score (NPS)", "净推荐值（NPS）"),
    chapter="feedback",
    unit="index",
    better="up",
    shape="scalar",
    bounds=(-100, 100),
    definition=Words(
        "Of the answers of the window to the question `nps`, how likely one is to recommend the community from 0 to 10: "
        "the percentage of 9 and 10 minus the percentage of 0 to 6.",
        "对时段内问题 `nps`（0 到 10 分，有多大可能推荐本社群）的回答：9–10 分的百分比减去 0–6 分的百分比。",
    ),
    edge_cases=Words(
        "The question must have the id `nps` or one that begins with `nps-`, and a scale from 0 to 10 in the plan's "
        "survey; another question is a metric of the plan's own. Every answer counts, two by one person too. With 100 "
        "answers the interval is some 15 points wide on either side, so most ups and downs are chance. It is the opinion "
        "of those who answered: say how many were asked. The interval is the adjusted Wald of 95%.",
        "问题的 id 须为 `nps` 或以 `nps-` 开头，并在方案的问卷中声明 0 到 10 的量表；其他问题请写成方案自定指标。"
        "每份回答都计入，同一人两次也算两份。100 份回答时，区间约为上下各 15 分，因此多数涨跌只是偶然。"
        "它只代表作答者的意见，请同时说明邀请了多少人。区间为 95% 的调整 Wald 区间。",
    ),
    empty=Words("Nobody answered the question `nps` in the window.", "该时段没有人回答问题 `nps`。"),
    source="Sauro, MeasuringU: confidence intervals for NPS (adjusted Wald); commplan catalogue C1",
    needs=frozenset({"answers"}),
    reach=within(0),
    columns={
        "value": Words("NPS", "净推荐值"),
        "n": Words("answers", "回答数"),
        "promoters": Words("promoters, 9 and 10", "推荐者（9–10）"),
        "passives": Words("passives, 7 and 8", "中立者（7–8）"),
        "detractors": Words("detractors, 0 to 6", "贬损者（0–6）"),
        "low": Words("lower end of the interval", "区间下限"),
        "high": Words("upper end of the interval", "区间上限"),
    },
    # Adjusted Wald adds 3/4 promoter, 1 1/2 passives and 3/4 detractor; in quarters, p = 4 promoters + 3 and so on.
    sql="""
WITH given AS (
  SELECT done.size AS points FROM done CROSS JOIN win
  WHERE done.kind = 'answer' AND (done.tags = 'nps' OR substr(done.tags, 1, 4) = 'nps-') AND done.size >= 0
    AND done.size <= 10 AND NOT done.staff AND done.day >= win.seen_first_day AND done.day < win.seen_end_day
), counts AS (
  SELECT CAST(count(*) AS BIGINT) AS n, CAST(count(CASE WHEN given.points >= 9 THEN 1 END) AS BIGINT) AS promoters,
         CAST(count(CASE WHEN given.points <= 6 THEN 1 END) AS BIGINT) AS detractors
  FROM given
), adjusted AS (
  SELECT CAST(4 * counts.promoters + 4 * counts.detractors + 6 AS DOUBLE) / (4 * counts.n + 12) AS told,
         CAST(4 * counts.promoters - 4 * counts.detractors AS DOUBLE) / (4 * counts.n + 12) AS net,
         CAST(4 * counts.n + 12 AS DOUBLE) / 4 AS cases
  FROM counts
), bounds AS (
  SELECT adjusted.net, 1.959963984540054 * sqrt(CAST(adjusted.told - adjusted.net * adjusted.net AS DOUBLE) / adjusted.cases) AS reach
  FROM adjusted
)
SELECT CAST(100 * (counts.promoters - counts.detractors) AS DOUBLE) / nullif(counts.n, 0) AS value, counts.n,
       counts.promoters, counts.n - counts.promoters - counts.detractors AS passives, counts.detractors,
       CASE WHEN counts.n > 0 THEN greatest(CAST(-100 AS DOUBLE), 100 * (bounds.net - bounds.reach)) END AS low,
       CASE WHEN counts.n > 0 THEN least(CAST(100 AS DOUBLE), 100 * (bounds.net + bounds.reach)) END AS high
FROM counts CROSS JOIN bounds
""",
    examples=(
        Example(
            about=Words(
                "Two promoters, one passive, one detractor: (2 - 1) / 4. One answered in April, one another question. The "
                "interval takes them as 2.75, 2.5 and 1.75 of 7: 1/7, and 1.96 roots of (4.5/7 - 1/49) / 7 on either side.",
                "推荐者 2、中立者 1、贬损者 1：(2 - 1) / 4。另有一份在 4 月，一份是别的问题。区间按 7 份中 2.75、2.5、1.75 份计："
                "中心为 1/7，上下各 1.96 倍的 √((4.5/7 - 1/49) / 7)。",
            ),
            events="""
                time              member kind   tags    size
                2026-03-02T09:00  -      answer nps     9
                2026-03-02T09:00  A      answer nps     10
                2026-03-02T09:00  B      answer nps     8
                2026-03-02T09:00  C      answer nps-en  6
                2026-03-02T09:00  C      answer npsx    0
                2026-04-02T09:00  D      answer nps     0
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value n promoters passives detractors low     high
                25    4 2         1        1          ~-44.16 ~72.73
            """,
        ),
    ),
)
