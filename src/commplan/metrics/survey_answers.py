"""Answers to surveys, question by question and value by value."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="survey-answers",
    name=Words("Answers to surveys", "问卷回答分布"),
    chapter="feedback",
    unit="count",
    better="neither",
    shape="histogram",
    definition=Words(
        "For every survey and question of the window: how many answers chose each value of the scale.",
        "对时段内每份问卷的每道题：量表上各值的回答数。",
    ),
    edge_cases=Words(
        "Values that nobody chose have no line. Questions left open are no answers, so questions of one survey may have "
        "different totals. Who answered twice is in it twice. A mean of such values says little; the spread says more.",
        "无人选择的值不列出。留空的题不算回答，因此同一问卷各题的合计可能不同。作答两次的计两次。均值意义有限，分布更有意义。",
    ),
    empty=Words("No survey was answered in the window.", "该时段没有问卷回答。"),
    source="commplan catalogue C1 (surveys); AAPOR best practices for reporting",
    needs=frozenset({"answers"}),
    reach=within(0),
    columns={
        "survey": Words("survey", "问卷"),
        "question": Words("question", "题目"),
        "points": Words("value", "取值"),
        "answers": Words("answers", "回答数"),
        "share": Words("of the answers to it", "占该题回答的比例"),
    },
    sql="""
WITH counts AS (
  SELECT done.source AS survey, done.tags AS question, CAST(done.size AS BIGINT) AS points,
         CAST(count(*) AS BIGINT) AS answers
  FROM done CROSS JOIN win
  WHERE done.kind = 'answer' AND done.size IS NOT NULL AND NOT done.staff
    AND done.day >= win.seen_first_day AND done.day < win.seen_end_day
  GROUP BY done.source, done.tags, done.size
)
SELECT counts.survey, counts.question, counts.points, counts.answers,
       CAST(counts.answers AS DOUBLE) / CAST(sum(counts.answers) OVER (PARTITION BY counts.survey, counts.question) AS DOUBLE)
         AS share
FROM counts ORDER BY counts.survey, counts.question, counts.points
""",
    examples=(
        Example(
            about=Words("Three answers to one question, one to another.", "一题三份回答，另一题一份。"),
            events="""
                source time              member kind   tags size
                june   2026-03-02T09:00  -      answer like 5
                june   2026-03-02T09:00  -      answer like 5
                june   2026-03-03T09:00  A      answer like 2
                june   2026-03-03T09:00  A      answer use  1
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                survey question points answers share
                june   like     2      1       1/3
                june   like     5      2       2/3
                june   use      1      1       1
            """,
        ),
    ),
)
