"""Messages per active member."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="messages-per-member",
    name=Words("Messages per active member", "人均消息数"),
    chapter="activity",
    unit="count",
    better="neither",
    shape="scalar",
    definition=Words(
        "Messages and replies of the window divided by the distinct members active in it.",
        "时段内的消息与回复总数除以去重活跃成员数。",
    ),
    edge_cases=Words(
        "Per active member, not per member: lurkers are not in it. The mean hides that few write most: see the curve. "
        "Messages of the team and of bots are not in it. It grows with the length of the window.",
        "按活跃成员而非全体成员计算：潜水者不计。均值掩盖了少数人写得最多的事实，请看曲线。不含团队与机器人的消息。"
        "时段越长数值越大。",
    ),
    empty=Words("Nobody was active in the window.", "该时段没有任何活跃成员。"),
    source="commplan catalogue C1: messages per capita, by active members",
    needs=frozenset({ACTIVITY, "messages"}),
    gameable_kinds=frozenset({"message", "reply"}),
    columns={
        "value": Words("messages per active member", "人均消息数"),
        "numerator": Words("messages and replies", "消息与回复"),
        "denominator": Words("active members", "活跃成员数"),
    },
    sql="""
WITH written AS (
  SELECT CAST(coalesce(sum(mdk.n), 0) AS BIGINT) AS messages FROM mdk CROSS JOIN win
  WHERE mdk.kind IN ('message', 'reply') AND NOT mdk.staff AND mdk.day >= win.seen_first_day AND mdk.day < win.seen_end_day
), active AS (
  SELECT CAST(count(DISTINCT md.member) AS BIGINT) AS people
  FROM md CROSS JOIN win WHERE md.day >= win.seen_first_day AND md.day < win.seen_end_day
)
SELECT CAST(written.messages AS DOUBLE) / nullif(active.people, 0) AS value,
       written.messages AS numerator, active.people AS denominator
FROM written CROSS JOIN active
""",
    examples=(
        Example(
            about=Words(
                "A writes 3 times, B only reacts: 3 messages by 2 active members.",
                "A 发言 3 次，B 只用表情回应：2 名活跃成员共 3 条消息。",
            ),
            events="""
                time              member kind
                2026-03-02T09:00  A      message
                2026-03-02T10:00  A      reply
                2026-03-03T10:00  A      message
                2026-03-03T11:00  B      reaction
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 4)),
            answer="""
                value numerator denominator
                3/2   3         2
            """,
        ),
    ),
)
