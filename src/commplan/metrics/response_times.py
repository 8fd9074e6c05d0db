"""How first responses are spread, with the ones that never came."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, Parameter, within
from commplan.words import Words

METRIC = Metric(
    id="response-times",
    name=Words("Spread of first response times", "首次响应时间分布"),
    chapter="response",
    unit="seconds",
    better="down",
    shape="histogram",
    definition=Words(
        "Messages that start something in the window by the time until somebody else first answered, with the "
        "unanswered and the still open ones as bars of their own.",
        "时段内发起对话的消息，按他人首次回复所用时间分组；未回复与尚待回复者单独成组。",
    ),
    edge_cases=Words(
        "As for the time to first response. From is included, until is not. Every message is in exactly one bar, so "
        "the bars add up to all.",
        "同“首次响应时间”。区间含起点、不含终点。每条消息恰好落入一组，各组之和为总数。",
    ),
    empty=Words("Nothing was started in the window.", "该时段内没有发起任何对话。"),
    source="CHAOSS Time to First Response (chaoss/wg-common); unanswered kept as their own bar",
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
        "place": Words("order", "顺序"),
        "state": Words("answered, unanswered or open", "已回复、未回复或尚待回复"),
        "from_seconds": Words("from, seconds", "自（秒）"),
        "until_seconds": Words("until, seconds", "至（秒）"),
        "items": Words("messages", "消息数"),
    },
    sql="""
WITH bins AS (
  SELECT CAST(edges.place AS BIGINT) AS place, edges.state, CAST(edges.from_seconds AS BIGINT) AS from_seconds,
         CAST(edges.until_seconds AS BIGINT) AS until_seconds
  FROM (VALUES (1, 'answered', 0, 300), (2, 'answered', 300, 900), (3, 'answered', 900, 3600),
               (4, 'answered', 3600, 14400), (5, 'answered', 14400, 28800), (6, 'answered', 28800, 86400),
               (7, 'answered', 86400, 172800), (8, 'answered', 172800, 604800), (9, 'answered', 604800, NULL),
               (10, 'unanswered', NULL, NULL), (11, 'open', NULL, NULL))
       AS edges (place, state, from_seconds, until_seconds)
), items AS (
  SELECT CASE WHEN asked.answered_us < win.as_of_us THEN (asked.answered_us - asked.us) // 1000000 END AS seconds,
         CASE WHEN asked.answered_us < win.as_of_us THEN 'answered'
              WHEN asked.us + win.grace * 3600000000 < win.as_of_us THEN 'unanswered' ELSE 'open' END AS state
  FROM asked CROSS JOIN win WHERE asked.day >= win.seen_first_day AND asked.day < win.seen_end_day
), hist AS (
  SELECT items.state, items.seconds, CAST(count(*) AS BIGINT) AS c FROM items GROUP BY items.state, items.seconds
)
SELECT bins.place, bins.state, bins.from_seconds, bins.until_seconds, CAST(coalesce(sum(hist.c), 0) AS BIGINT) AS items
FROM bins LEFT JOIN hist ON hist.state = bins.state
     AND (bins.from_seconds IS NULL OR (hist.seconds >= bins.from_seconds
          AND (bins.until_seconds IS NULL OR hist.seconds < bins.until_seconds)))
WHERE EXISTS (SELECT 1 FROM items)
GROUP BY bins.place, bins.state, bins.from_seconds, bins.until_seconds
ORDER BY bins.place
""",
    examples=(
        Example(
            about=Words(
                "Answered after 4 minutes 59, after 5 minutes sharp and after 9 days; one unanswered, one open.",
                "分别在 4 分 59 秒、正好 5 分钟、9 天后获回复；一条未回复，一条尚待回复。",
            ),
            events="""
                id time                 member kind    thread
                q1 2026-03-02T09:00:00  A      message -
                r1 2026-03-02T09:04:59  B      reply   q1
                q2 2026-03-02T10:00:00  A      message -
                r2 2026-03-02T10:05:00  B      reply   q2
                q3 2026-03-02T11:00:00  A      message -
                r3 2026-03-11T11:00:00  B      reply   q3
                q4 2026-03-04T10:00:00  C      message -
                q5 2026-03-14T10:00:00  C      message -
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 16)),
            answer="""
                place state      from_seconds until_seconds items
                1     answered   0            300           1
                2     answered   300          900           1
                3     answered   900          3600          0
                4     answered   3600         14400         0
                5     answered   14400        28800         0
                6     answered   28800        86400         0
                7     answered   86400        172800        0
                8     answered   172800       604800        0
                9     answered   604800       -             1
                10    unanswered -            -             1
                11    open       -            -             1
            """,
        ),
    ),
)
