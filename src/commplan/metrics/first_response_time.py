"""Time to first response."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, Parameter, within
from commplan.reckoning.closings import MEDIAN, P90, SPREAD
from commplan.words import Words

METRIC = Metric(
    id="first-response-time",
    name=Words("Time to first response", "首次响应时间"),
    chapter="response",
    unit="seconds",
    better="down",
    shape="scalar",
    definition=Words(
        "For messages that start something in the window: the median time until somebody else first answers, among "
        "those answered by the end of the window. The ninetieth percentile and the numbers of answered, unanswered "
        "and still open ones stand beside it.",
        "对时段内发起对话的消息：在时段结束前已获回复者中，他人首次回复所用时间的中位数；同时给出第 90 百分位数，"
        "以及已回复、未回复、尚待回复的数量。",
    ),
    edge_cases=Words(
        "The author's own replies and bots do not answer; the team does, though it asks nothing itself. Unanswered "
        "ones have no time and are not in the median, so never read it without them or without the share kept within "
        "the promise. Open means younger than the grace. Every message that starts something is in it, announcements "
        "too. Nights and weekends count in full.",
        "作者自己的回复和机器人的回复不算；团队成员的回复算，但团队成员发起的消息不计。未获回复者没有时间，"
        "不进入中位数，因此必须与未回复数量或按时回复率一起看。“尚待回复”指尚未超过宽限时间。凡发起对话的消息都计入，"
        "公告也在内。夜间与周末照常计时。",
    ),
    empty=Words(
        "Nothing that was started in the window had an answer by its end.",
        "该时段内发起的消息在时段结束前均未获回复。",
    ),
    source="CHAOSS Time to First Response (chaoss/wg-common); unanswered reported beside it, commplan catalogue C1",
    needs=frozenset({"messages", "threads"}),
    gameable_kinds=frozenset({"reply"}),
    parameters={
        "grace": Parameter(
            48,
            Words(
                "hours after which a message without an answer is unanswered",
                "超过多少小时无人回复即为未回复",
            ),
            Words("unanswered after {n} h", "{n} 小时后计为未回复"),
        ),
    },
    reach=within(0),
    columns={
        "value": Words("median seconds", "中位数（秒）"),
        "n": Words("answered", "已回复"),
        "p90": Words("ninetieth percentile", "第 90 百分位数"),
        "answered": Words("answered", "已回复"),
        "unanswered": Words("unanswered", "未回复"),
        "still_open": Words("still open", "尚待回复"),
    },
    sql=f"""
WITH items AS (
  SELECT CASE WHEN asked.answered_us < win.as_of_us THEN (asked.answered_us - asked.us) // 1000000 END AS seconds,
         asked.us + win.grace * 3600000000 < win.as_of_us AS late
  FROM asked CROSS JOIN win WHERE asked.day >= win.seen_first_day AND asked.day < win.seen_end_day
), ages AS (
  SELECT items.seconds FROM items WHERE items.seconds IS NOT NULL
), {SPREAD}, counts AS (
  SELECT CAST(count(CASE WHEN items.seconds IS NULL AND items.late THEN 1 END) AS BIGINT) AS unanswered,
         CAST(count(CASE WHEN items.seconds IS NULL AND NOT items.late THEN 1 END) AS BIGINT) AS still_open
  FROM items
)
SELECT {MEDIAN} AS value, picks.n, {P90} AS p90, picks.n AS answered, counts.unanswered, counts.still_open
FROM counts CROSS JOIN picks
""",  # noqa: S608 - own texts
    examples=(
        Example(
            about=Words(
                "Answers after 10, 30 and 60 minutes: median 30, and 0.9 x 2 = 1.8 places in, 30 + 0.8 x 30 = 54 "
                "minutes. The author's own reply to q3 and the bot's to q4 are none; q4 is older than 48 hours, q5 is "
                "not.",
                "分别在 10、30、60 分钟后获回复：中位数 30 分钟；第 90 百分位在 0.9 × 2 = 1.8 处，30 + 0.8 × 30 = 54 "
                "分钟。q3 的作者自答与 q4 的机器人回复都不算；q4 已超过 48 小时，q5 没有。",
            ),
            events="""
                id time              member kind    thread bot
                q1 2026-03-02T09:00  A      message -      no
                r1 2026-03-02T09:10  B      reply   q1     no
                s1 2026-03-02T09:40  C      reply   q1     no
                q2 2026-03-02T10:00  B      message -      no
                r2 2026-03-02T10:30  A      reply   q2     no
                q3 2026-03-03T10:00  A      message -      no
                s3 2026-03-03T10:05  A      reply   q3     no
                r3 2026-03-03T11:00  B      reply   q3     no
                q4 2026-03-04T10:00  C      message -      no
                r4 2026-03-04T10:01  R      reply   q4     yes
                q5 2026-03-07T10:00  C      message -      no
                q6 2026-03-08T10:00  C      message -      no
            """,
            window=Window(date(2026, 3, 2), date(2026, 3, 8)),
            answer="""
                value n p90  answered unanswered still_open
                1800  3 3240 3        1          1
            """,
        ),
    ),
)
