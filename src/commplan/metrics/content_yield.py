"""Content yield: how much a message brings back, counted at the same age for each."""

from collections.abc import Mapping
from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric, Parameter
from commplan.words import Words


def _horizon(parameters: Mapping[str, int]) -> int:
    return parameters["days"] + 1


METRIC = Metric(
    id="content-yield",
    name=Words("Content yield: interactions per message", "内容产出：每条消息带来的互动"),
    chapter="participation",
    unit="index",
    better="up",
    shape="scalar",
    bounds=(0, None),
    definition=Words(
        "Replies and reactions by other people in the first days after a message that starts something, divided by the "
        "number of such messages, for all messages whose days ended in the window.",
        "对计数天数在时段内届满的全部发起消息：发出后头几天内他人的回复与回应总数，除以消息条数。",
    ),
    edge_cases=Words(
        "Every message has the same number of days, so old and new ones compare, and none is judged too early. The "
        "author's own replies and bots do not count; the team's messages and interactions do. Reactions without a time "
        "are left out. It is per message and not per reader: who saw it is not known, see the reach rate. One message "
        "that everybody answers lifts the mean.",
        "每条消息的计数天数相同，因此新旧可比，也不会过早评判。作者自己的回复与机器人不计；团队的消息与互动计入。"
        "没有时间的回应不计。这里按条而非按读者平均：谁看过无法得知，见触达率。一条人人回复的消息会拉高均值。",
    ),
    empty=Words("No message's days ended in the window.", "没有消息的计数天数在该时段内届满。"),
    source="commplan catalogue C1 (content yield, age-normalised to the first 7 days)",
    needs=frozenset({"messages", "threads"}),
    gameable_kinds=frozenset({"reply", "reaction"}),
    parameters={
        "days": Parameter(
            7,
            Words("days after a message in which interactions count", "消息发出后计入互动的天数"),
            Words("first {n} days", "头 {n} 天"),
        )
    },
    horizon=_horizon,
    reach=lambda p: p["days"] + 1,
    columns={
        "value": Words("interactions per message", "每条消息的互动数"),
        "numerator": Words("interactions", "互动数"),
        "denominator": Words("messages", "消息数"),
        "echoed": Words("messages with at least one", "至少有一次互动的消息数"),
    },
    daily="""
WITH items AS (
  SELECT starts.event_id, starts.member, starts.us, cal.day
  FROM starts CROSS JOIN win JOIN cal ON cal.quarter = (starts.us + win.days * 86400000000) // 900000000
  WHERE NOT starts.undated AND starts.us + win.days * 86400000000 >= win.first_us
    AND starts.us + win.days * 86400000000 < win.as_of_us
), echoes AS (
  SELECT ev.us, ev.member, ev.kind, CASE WHEN ev.kind = 'reply' THEN coalesce(ev.thread, ev.reply_to)
                                         ELSE coalesce(ev.reply_to, ev.thread) END AS item
  FROM ev WHERE ev.kind IN ('reply', 'reaction') AND NOT ev.undated
), yields AS (
  SELECT items.event_id, items.day, CAST(count(echoes.item) AS BIGINT) AS n
  FROM items CROSS JOIN win LEFT JOIN echoes ON echoes.item = items.event_id AND echoes.member <> items.member
       AND echoes.us >= items.us AND echoes.us < items.us + win.days * 86400000000
  GROUP BY items.event_id, items.day
)
SELECT yields.day, CAST(sum(yields.n) AS BIGINT) AS interactions, CAST(count(*) AS BIGINT) AS messages,
       CAST(count(CASE WHEN yields.n > 0 THEN 1 END) AS BIGINT) AS echoed
FROM yields GROUP BY yields.day
""",
    sql="""
SELECT CAST(win.interactions AS DOUBLE) / nullif(win.messages, 0) AS value, win.interactions AS numerator,
       win.messages AS denominator, win.echoed AS echoed
FROM win
""",
    examples=(
        Example(
            about=Words(
                "Three days. q1 has two replies and a reaction in time (A's own reply and the one of the 6th do not "
                "count), q2 none; q3's three days are not over: 3 for 2 messages.",
                "3 天。q1 及时收到 2 条回复和 1 次回应（A 自己的回复与 6 日的回复不计），q2 没有；q3 的 3 天未满：2 条消息共 3 次。",
            ),
            events="""
                id time              member kind     thread reply_to
                q1 2026-03-02T09:00  A      message  -      -
                r1 2026-03-02T10:00  B      reply    q1     -
                r2 2026-03-03T10:00  C      reply    q1     -
                r3 2026-03-03T11:00  A      reply    q1     -
                x1 2026-03-04T11:00  D      reaction -      q1
                r4 2026-03-06T11:00  B      reply    q1     -
                q2 2026-03-03T09:00  B      message  -      -
                q3 2026-03-07T09:00  B      message  -      -
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 8)),
            parameters={"days": 3},
            answer="""
                value numerator denominator echoed
                3/2   3         2           1
            """,
        ),
    ),
)
