"""How often the promised time to a first reply was kept."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, Parameter
from commplan.words import Words


def _horizon(parameters: Mapping[str, int]) -> int:
    return -(-parameters["hours"] // 24) + 1


METRIC = Metric(
    id="sla-attainment",
    name=Words("First replies within the promise", "按时回复率（SLA 达成率）"),
    chapter="response",
    unit="share",
    better="up",
    shape="scalar",
    definition=Words(
        "Of the messages that start something and whose deadline passed in the window: the share that somebody else "
        "answered within the promised hours.",
        "回复时限在时段内届满的发起消息中，在承诺小时数内获得他人回复的比例。",
    ),
    edge_cases=Words(
        "Unanswered ones count as not kept, which is why this says more than a median. A message belongs to the "
        "window in which its deadline falls, so each is in one window; an answer at the very deadline keeps it. Hours "
        "of the clock, not business hours. Bots and the author's own replies do not answer; the team does.",
        "未回复者计为未达成，因此比中位数更能说明问题。消息归入其时限届满的时段，每条只归入一个时段；"
        "恰在时限届满时回复算达成。按自然小时而非工作时间计。机器人与作者自己的回复不算，团队的回复算。",
    ),
    empty=Words("No message's deadline passed in the window.", "该时段内没有消息的回复时限届满。"),
    source=(
        "CHAOSS Time to First Response with its guideline of two business days (starter project health model); "
        "commplan catalogue C1: answered within / deadline passed"
    ),
    needs=frozenset({"messages", "threads"}),
    gameable_kinds=frozenset({"reply"}),
    parameters={
        "hours": Parameter(
            24, Words("promised hours to the first reply", "承诺的首次回复小时数"), Words("within {n} h", "{n} 小时内")
        )
    },
    proportion=True,
    horizon=_horizon,
    reach=lambda p: p["hours"] // 24 + 2,
    columns={
        "value": Words("share kept", "达成率"),
        "numerator": Words("answered in time", "按时回复"),
        "denominator": Words("messages whose deadline passed", "时限届满的消息"),
    },
    sql="""
WITH items AS (
  SELECT coalesce(asked.answered_us <= asked.us + win.hours * 3600000000, FALSE) AS kept
  FROM asked CROSS JOIN win
  WHERE asked.us + win.hours * 3600000000 >= win.first_us AND asked.us + win.hours * 3600000000 < win.as_of_us
), counts AS (
  SELECT CAST(count(CASE WHEN items.kept THEN 1 END) AS BIGINT) AS kept, CAST(count(*) AS BIGINT) AS due FROM items
)
SELECT CAST(counts.kept AS DOUBLE) / nullif(counts.due, 0) AS value, counts.kept AS numerator, counts.due AS denominator
FROM counts
""",
    examples=(
        Example(
            about=Words(
                "24 hours promised. q1 was answered at the very deadline, q2 a minute late, q3 never; q4's deadline "
                "is in April: 1 of 3.",
                "承诺 24 小时。q1 恰在时限届满时获回复，q2 晚了一分钟，q3 始终没有；q4 的时限在 4 月：3 条中 1 条。",
            ),
            events="""
                id time              member kind    thread
                q1 2026-03-02T09:00  A      message -
                r1 2026-03-03T09:00  B      reply   q1
                q2 2026-03-02T10:00  A      message -
                r2 2026-03-03T10:01  B      reply   q2
                q3 2026-03-05T09:00  A      message -
                q4 2026-03-31T09:00  A      message -
                r4 2026-04-01T08:00  B      reply   q4
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value numerator denominator
                1/3   1         3
            """,
        ),
    ),
)
