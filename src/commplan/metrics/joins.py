"""Members who joined: what an export tells of growth even when it does not tell who left."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="joins",
    name=Words("Members who joined", "加入成员数"),
    chapter="growth",
    unit="members",
    better="up",
    shape="scalar",
    over="sum",
    definition=Words(
        "Distinct people who joined the community in the window.",
        "时段内加入社群的去重人数。",
    ),
    edge_cases=Words(
        "It is no growth: those who left are not taken off, and who joins and leaves within the window is in it. Who joins twice "
        "counts once; who comes back after leaving counts as joining. Joining one channel only does not count, nor does the "
        "team. For net growth the exports must tell who left.",
        "这不是增长：未减去退出者，时段内来了又走的人也在其中。加入两次计一次；退出后又回来也算加入。只加入某个频道不计，团队成员也不计。"
        "要得出净增，导出文件须含退出记录。",
    ),
    empty=Words("No day of the window is covered by the activity.", "该时段没有任何一天被活动数据覆盖。"),
    source="commplan catalogue C1: joins, told apart from net growth",
    needs=frozenset({"joins"}),
    gameable_kinds=frozenset({"join"}),
    columns={"value": Words("people who joined", "加入人数")},
    sql="""
SELECT CAST(count(DISTINCT moves.member) AS BIGINT) AS value
FROM moves CROSS JOIN win
WHERE moves.kind = 'join' AND moves.day >= win.seen_first_day AND moves.day < win.seen_end_day
""",
    examples=(
        Example(
            about=Words(
                "In March A joins twice and leaves, B joins one channel only, C joined in February and D joins: 2.",
                "3 月里 A 加入两次又退出，B 只加入一个频道，C 在 2 月加入，D 加入：2 人。",
            ),
            events="""
                time              member kind  tags
                2026-02-20T09:00  C      join  -
                2026-03-02T09:00  A      join  -
                2026-03-03T09:00  A      join  -
                2026-03-04T09:00  A      leave -
                2026-03-05T09:00  B      join  channel
                2026-03-06T09:00  D      join  -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            answer="""
                value
                2
            """,
        ),
    ),
)
