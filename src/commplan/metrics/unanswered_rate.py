"""The share of messages that nobody answered."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, Parameter
from commplan.words import Words


def _horizon(parameters: Mapping[str, int]) -> int:
    return -(-parameters["grace"] // 24) + 1


METRIC = Metric(
    id="unanswered-rate",
    name=Words("Unanswered rate", "未回复率"),
    chapter="response",
    unit="share",
    better="down",
    shape="scalar",
    definition=Words(
        "Of the messages that start something and whose grace ran out in the window: the share that nobody else had "
        "answered by its end.",
        "宽限时间在时段内届满的发起消息中，到时段结束仍无他人回复的比例。",
    ),
    edge_cases=Words(
        "A message belongs to the window in which its grace runs out, so each is in one window and none is judged too "
        "early; some were started before it. A late answer still is one: for promptness see the share answered within "
        "the promise. What was closed without an answer is unanswered too, and told apart. Bots and the author's own replies do "
        "not answer; the team does.",
        "消息归入其宽限时间届满的时段，因此每条只归入一个时段，也不会过早评判；其中有些发起于时段之前。"
        "迟到的回复也算回复，及时性请看按时回复率。未获回复即被关闭的也算未回复，并单独列出。机器人与作者自己的回复不算，团队的回复算。",
    ),
    empty=Words("No message's grace ran out in the window.", "该时段内没有消息的宽限时间届满。"),
    source=(
        "commplan catalogue C1: items older than grace without a reply / items older than grace; population rule after "
        "meta.stackexchange.com/posts/294557"
    ),
    needs=frozenset({"messages", "threads"}),
    gameable_kinds=frozenset({"reply"}),
    parameters={
        "grace": Parameter(
            48,
            Words(
                "hours after which a message without an answer is unanswered",
                "超过多少小时无人回复即为未回复",
            ),
            Words("after {n} h", "{n} 小时后"),
        ),
    },
    proportion=True,
    horizon=_horizon,
    reach=lambda p: p["grace"] // 24 + 2,
    columns={
        "value": Words("unanswered rate", "未回复率"),
        "numerator": Words("unanswered", "未回复"),
        "denominator": Words("messages whose grace ran out", "宽限时间届满的消息"),
        "closed": Words("of the unanswered, closed all the same", "未回复者中已关闭的"),
    },
    sql="""
WITH items AS (
  SELECT coalesce(asked.answered_us < win.as_of_us, FALSE) AS answered
  FROM asked CROSS JOIN win
  WHERE asked.us + win.grace * 3600000000 >= win.first_us AND asked.us + win.grace * 3600000000 < win.as_of_us
), counts AS (
  SELECT CAST(count(CASE WHEN NOT items.answered THEN 1 END) AS BIGINT) AS unanswered, CAST(count(*) AS BIGINT) AS due
  FROM items
), stood AS (
  SELECT dated.thread AS item, max(CASE WHEN dated.kind = 'close' THEN dated.us END) AS closed_us,
         max(CASE WHEN dated.kind = 'reopen' THEN dated.us END) AS reopened_us
  FROM dated CROSS JOIN win
  WHERE dated.kind IN ('close', 'reopen') AND dated.thread IS NOT NULL AND dated.us < win.as_of_us
  GROUP BY dated.thread
), quiet AS (
  SELECT CAST(count(*) AS BIGINT) AS closed
  FROM stood CROSS JOIN win JOIN starts ON starts.event_id = stood.item
       LEFT JOIN (SELECT DISTINCT replies.target
                  FROM stood CROSS JOIN win JOIN starts ON starts.event_id = stood.item
                       JOIN replies ON replies.target = starts.event_id AND replies.member <> starts.member
                            AND replies.us >= starts.us AND replies.us < win.as_of_us) AS told ON told.target = stood.item
  WHERE told.target IS NULL AND NOT starts.staff AND stood.closed_us > coalesce(stood.reopened_us, 0)
    AND starts.us + win.grace * 3600000000 >= win.first_us AND starts.us + win.grace * 3600000000 < win.as_of_us
)
SELECT CAST(counts.unanswered AS DOUBLE) / nullif(counts.due, 0) AS value,
       counts.unanswered AS numerator, counts.due AS denominator, nullif(quiet.closed, 0) AS closed
FROM counts CROSS JOIN quiet
""",
    examples=(
        Example(
            about=Words(
                "q1's 48 hours ran out in February, q2's, q3's and q5's in March, q4's in April. q2 is unanswered, q3 was "
                "answered late, q5 was closed without a word: 2 of 3, 1 of them closed.",
                "q1 的 48 小时在 2 月届满，q2、q3、q5 在 3 月，q4 在 4 月。q2 未获回复，q3 迟到但有回复，q5 未获回复即被关闭："
                "3 条中 2 条，其中 1 条已关闭。",
            ),
            events="""
                id time              member kind    thread
                q1 2026-02-26T23:00  A      message -
                q2 2026-02-27T00:00  A      message -
                q3 2026-03-10T09:00  B      message -
                r3 2026-03-20T09:00  A      reply   q3
                c3 2026-03-21T09:00  B      close   q3
                q5 2026-03-12T09:00  C      message -
                c5 2026-03-13T09:00  B      close   q5
                q4 2026-03-30T09:00  C      message -
                r9 2026-04-30T09:00  B      reply   q2
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value numerator denominator closed
                2/3   2         3           1
            """,
        ),
    ),
)
