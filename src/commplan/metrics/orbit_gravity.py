"""Gravity after the Orbit Model of 2022: whether members move inward."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, Parameter
from commplan.reckoning.orbits import levels
from commplan.words import Words

METRIC = Metric(
    id="orbit-gravity",
    name=Words("Orbit gravity", "Orbit 引力"),
    chapter="participation",
    unit="index",
    better="up",
    shape="scalar",
    bounds=(None, 100),
    definition=Words(
        "The change of weighted commitment over the window by member: at its start and at its end each member weighs the "
        "square of 1 (exploring), 4 (participating), 7 (contributing) or 10 (leading), by the orbit levels of the year "
        "before; the difference of the sums is divided by the members at the end.",
        "时段内加权投入的人均变化：在时段首末，每位成员按此前一年的轨道层级取权重 1（探索）、4（参与）、7（贡献）、10（引领）的"
        "平方；两次之和的差除以时段末的人数。",
    ),
    edge_cases=Words(
        "This is the gravity of 2022. Until then the same word meant another number, the sum of love times reach, which "
        "cannot be compared with it. Published with equal numbers of members on both days: with growth, who is new adds 1 "
        "and divides too. Levels are by presence alone and hold for a year, so that it moves slowly; where the "
        "activity does not reach back so far before the window it is unknown, since everybody would seem new. A figure to watch, not to aim at: weights are a convention.",
        "此为 2022 年版的“引力”。此前同一名称指另一数值（热情 × 影响力之和），两者不可比较。原文首末人数相同；人数增长时，新成员"
        "加 1，同时计入分母。层级仅按出现频率判定并保持一年，因此变化缓慢；若时段之前的数据"
        "不足以回看，则为未知，否则人人都像新成员。只宜观察，不宜"
        "设为目标：权重只是约定。",
    ),
    empty=Words(
        "The activity does not reach back as far as it looks before the window, or nobody was active in it.",
        "时段之前的活动数据不足以回看，或其间没有任何活跃成员。",
    ),
    source="Orbit Model, measure gravity (orbit-love/orbit-model, 2022)",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reaction", "reply"}),
    parameters={
        "days": Parameter(
            365, Words("days looked back", "回看的天数"), Words("looked back {n} days", "回看 {n} 天"), minimum=28
        )
    },
    history=lambda p, _window_days: p["days"],
    columns={
        "value": Words("gravity", "引力"),
        "n": Words("members at the end", "时段末人数"),
        "members_before": Words("members at the start", "时段初人数"),
        "weighted": Words("weighted commitment at the end", "时段末加权投入"),
        "weighted_before": Words("weighted commitment at the start", "时段初加权投入"),
    },
    standing=f"""
WITH {levels("placed", "win.on_day")}
SELECT CAST(count(*) AS BIGINT) AS members,
       CAST(coalesce(sum((13 - 3 * placed.orbit) * (13 - 3 * placed.orbit)), 0) AS BIGINT) AS weighted FROM placed
""",  # noqa: S608 - own texts
    sql="""
SELECT CASE WHEN win.data_first_day <= win.seen_first_day - win.days
            THEN CAST(win.weighted_after - win.weighted_before AS DOUBLE) / nullif(win.members_after, 0) END AS value,
       win.members_after AS n, win.members_before AS members_before, win.weighted_after AS weighted,
       win.weighted_before AS weighted_before
FROM win
""",
    examples=(
        Example(
            about=Words(
                "At the start of March A and B explore: 1 + 1. At its end A contributes with seven days in March, B takes part "
                "with two in a week, and C explores: 49 + 16 + 1 = 66. 64 by three members. "
                "D is further back than the 28 days looked at.",
                "3 月初 A 与 B 为探索：1 + 1。月末 A 有七天活跃为贡献，B 一周两天为参与，C 为探索：49 + 16 + 1 = 66。增加 64，除以 3 人。"
                "D 早于所回看的 28 天。",
            ),
            events="""
                time              member kind
                2026-01-20T09:00  D      message
                2026-02-20T09:00  A      message
                2026-02-20T09:00  B      message
                2026-03-04T09:00  A      message
                2026-03-05T09:00  A      message
                2026-03-06T09:00  A      message
                2026-03-11T09:00  A      reply
                2026-03-12T09:00  A      message
                2026-03-13T09:00  A      message
                2026-03-30T09:00  A      message
                2026-03-10T09:00  B      message
                2026-03-12T09:00  B      message
                2026-03-08T09:00  C      message
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            parameters={"days": 28},
            answer="""
                value  n members_before weighted weighted_before
                64/3   3 2              66       2
            """,
        ),
    ),
)
