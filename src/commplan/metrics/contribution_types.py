"""What members do: events and members by kind."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="contribution-types",
    name=Words("Types of contributions", "贡献类型构成"),
    chapter="participation",
    unit="count",
    better="neither",
    shape="histogram",
    definition=Words(
        "Events of the window by kind (messages, replies, reactions, attendance and so on), and how many members did "
        "each.",
        "时段内按类型（消息、回复、表情回应、出席等）统计的行为数与参与成员数。",
    ),
    edge_cases=Words(
        "Kinds are not added up: a reaction is no message. Joining and leaving, paying and getting money back are not "
        "contributions. All other kinds are shown, whether they count as active or not, but what the exports cannot tell does not "
        "appear: a missing kind is not a zero. Reactions without a time of their own stand at the time of the message.",
        "不同类型不相加：一次表情回应不等于一条消息。加入与退出、付款与退款不是贡献。其他类型无论是否计为活跃都会列出；"
        "但导出数据无法说明的类型不会出现：没有列出不等于零。没有自身时间的表情回应按所回应消息的时间计。",
    ),
    empty=Words("Nothing was contributed in the window.", "该时段没有任何贡献。"),
    source="CHAOSS Types of Contributions (chaoss/wg-common)",
    needs=frozenset({"messages"}),
    columns={
        "kind": Words("kind", "类型"),
        "events": Words("events", "行为数"),
        "members": Words("members", "成员数"),
    },
    sql="""
SELECT mdk.kind, CAST(sum(mdk.n) AS BIGINT) AS events, CAST(count(DISTINCT mdk.member) AS BIGINT) AS members
FROM mdk CROSS JOIN win
WHERE mdk.kind NOT IN ('join', 'leave', 'purchase', 'refund') AND NOT mdk.staff
  AND mdk.day >= win.seen_first_day AND mdk.day < win.seen_end_day
GROUP BY mdk.kind ORDER BY events DESC, mdk.kind
""",
    examples=(
        Example(
            about=Words(
                "Two members write, one of them twice; a reaction; the joining does not count.",
                "两名成员发言，其中一人两次；一次表情回应；加入不计。",
            ),
            events="""
                time              member kind
                2026-03-02T08:00  A      join
                2026-03-02T09:00  A      message
                2026-03-02T09:10  A      message
                2026-03-02T10:00  B      message
                2026-03-03T10:00  B      reaction
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 4)),
            answer="""
                kind     events members
                message  3      2
                reaction 1      1
            """,
        ),
    ),
)
