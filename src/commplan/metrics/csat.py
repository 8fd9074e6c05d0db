"""CSAT: how many of those asked are satisfied, by the two best answers of the scale."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, Parameter, within
from commplan.words import Words

METRIC = Metric(
    id="csat",
    name=Words("Satisfaction (CSAT)", "满意度（CSAT）"),
    chapter="feedback",
    unit="share",
    better="up",
    shape="scalar",
    definition=Words(
        "Of the answers of the window to the question `csat`: the share that chose one of the two best of five.",
        "对时段内问题 `csat` 的回答：选择五级量表中最好两级的比例。",
    ),
    edge_cases=Words(
        "The question must have the id `csat` or one that begins with `csat-`. On a scale of another length set the lowest "
        "value that counts as satisfied: 6 of 7, 9 of 10. Scale and wording must stay the same, or two figures cannot be "
        "compared. Every answer counts, two by one person too. It is the opinion of those who answered: say how many were "
        "asked.",
        "问题的 id 须为 `csat` 或以 `csat-` 开头。量表级数不同时，请设置视为满意的最低值：七级为 6，十级为 9。"
        "量表与措辞须保持不变，否则两次结果不可比较。每份回答都计入，同一人两次也算两份。它只代表作答者的意见，请同时说明邀请了多少人。",
    ),
    empty=Words("Nobody answered the question `csat` in the window.", "该时段没有人回答问题 `csat`。"),
    source="commplan catalogue C1 (CSAT: top-2-box answers / answers)",
    needs=frozenset({"answers"}),
    parameters={
        "satisfied": Parameter(
            4, Words("lowest value that counts as satisfied", "视为满意的最低值"), Words("{n} or more", "{n} 分及以上")
        )
    },
    proportion=True,
    reach=within(0),
    columns={
        "value": Words("satisfied", "满意度"),
        "numerator": Words("satisfied answers", "满意的回答"),
        "denominator": Words("answers", "回答数"),
    },
    sql="""
WITH counts AS (
  SELECT CAST(count(CASE WHEN done.size >= win.satisfied THEN 1 END) AS BIGINT) AS satisfied, CAST(count(*) AS BIGINT) AS n
  FROM done CROSS JOIN win
  WHERE done.kind = 'answer' AND (done.tags = 'csat' OR substr(done.tags, 1, 5) = 'csat-') AND done.size IS NOT NULL
    AND NOT done.staff AND done.day >= win.seen_first_day AND done.day < win.seen_end_day
)
SELECT CAST(counts.satisfied AS DOUBLE) / nullif(counts.n, 0) AS value, counts.satisfied AS numerator,
       counts.n AS denominator
FROM counts
""",
    examples=(
        Example(
            about=Words(
                "5 and 4 are satisfied, 3 is not; the other question is not asked here.",
                "5 与 4 为满意，3 不是；另一道题不在此列。",
            ),
            events="""
                time              member kind   tags  size
                2026-03-02T09:00  -      answer csat  5
                2026-03-02T09:00  A      answer csat  4
                2026-03-02T09:00  B      answer csat-zh 3
                2026-03-02T09:00  B      answer other 5
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value numerator denominator
                2/3   2         3
            """,
        ),
    ),
)
