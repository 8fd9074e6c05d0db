"""Members at the end of the window."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="members",
    name=Words("Members", "成员数"),
    chapter="growth",
    unit="members",
    better="up",
    shape="scalar",
    over="end",
    definition=Words(
        "People whose last joining or leaving before the end of the window was a joining.",
        "截至时段结束，最近一次加入或退出记录为加入的人数。",
    ),
    edge_cases=Words(
        "Somebody who leaves and joins again is one person. Joining or leaving one channel is no membership. People "
        "who joined before the activity begins cannot be seen and are not in it, so it is a lower bound unless the "
        "exports reach back to the start. Leaving and joining at the same instant counts as being in.",
        "退出后又加入的是同一个人。加入或退出单个频道不算成员变动。在活动数据开始之前加入的人看不到，因此不计入；"
        "除非导出数据从社群成立起就有，否则这是下限。同一时刻既退出又加入的，视为在群。",
    ),
    empty=Words("No joining or leaving was seen before the end of the window.", "时段结束前没有任何加入或退出记录。"),
    source="suo.run/details/20076 and 4565 (joins minus leaves); commplan catalogue C1",
    needs=frozenset({"joins", "leaves"}),
    gameable_kinds=frozenset({"join"}),
    columns={
        "value": Words("members", "成员数"),
        "n": Words("people ever seen joining or leaving", "有过加入或退出记录的人数"),
        "gone": Words("of them, those who had left", "其中已退出的人数"),
    },
    sql="""
WITH latest AS (
  SELECT CAST(count(CASE WHEN moves.kind_before IS NULL THEN 1 END) AS BIGINT) AS people,
         CAST(coalesce(sum(moves.change), 0) AS BIGINT) AS members
  FROM moves CROSS JOIN win WHERE moves.day < win.seen_end_day
)
SELECT CASE WHEN latest.people > 0 THEN latest.members END AS value, latest.people AS n,
       latest.people - latest.members AS gone
FROM latest
""",
    examples=(
        Example(
            about=Words(
                "A joined, left and came back; B left; C joined only a channel; D joined after the window: A alone is "
                "a member.",
                "A 加入、退出又回来；B 已退出；C 只加入了频道；D 在时段之后加入：成员只有 A。",
            ),
            events="""
                time              member kind    tags
                2026-03-01T09:00  A      join    -
                2026-03-02T09:00  B      join    -
                2026-03-03T09:00  A      leave   -
                2026-03-04T09:00  B      leave   -
                2026-03-05T09:00  A      join    -
                2026-03-05T09:00  C      join    channel
                2026-03-09T09:00  D      join    -
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 8)),
            answer="""
                value n gone
                1     2 1
            """,
        ),
    ),
)
