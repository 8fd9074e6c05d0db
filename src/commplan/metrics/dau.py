"""Daily active members."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="dau",
    name=Words("Daily active members (DAU)", "日活跃成员数（DAU）"),
    chapter="activity",
    unit="members",
    better="up",
    shape="scalar",
    definition=Words(
        "Distinct active members of each local day, averaged over the days of the window.",
        "每个本地日的去重活跃成员数，在时段内按天取平均。",
    ),
    edge_cases=Words(
        "Days without anybody count as 0. Days that the activity does not cover are left out, not counted as 0. A "
        "mean over "
        "days is no count of people: do not add it up.",
        "无人活跃的日子按 0 计；活动数据未覆盖的日子不参与平均，不按 0 计。按天平均值不是人数，不可相加。",
    ),
    empty=Words("No day of the window is covered by the activity.", "该时段没有任何一天被活动数据覆盖。"),
    source="Discourse admin dashboard (user visits by day); commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    columns={
        "value": Words("mean daily active members", "日均活跃成员数"),
        "numerator": Words("member-days", "成员活跃天数合计"),
        "denominator": Words("days", "天数"),
        "n": Words("distinct active members", "去重活跃成员数"),
    },
    sql="""
WITH active AS (
  SELECT CAST(count(*) AS BIGINT) AS member_days, CAST(count(DISTINCT md.member) AS BIGINT) AS people
  FROM md CROSS JOIN win WHERE md.day >= win.seen_first_day AND md.day < win.seen_end_day
), spine AS (
  SELECT CAST(count(*) AS BIGINT) AS covered FROM days
)
SELECT CAST(active.member_days AS DOUBLE) / nullif(spine.covered, 0) AS value,
       active.member_days AS numerator, spine.covered AS denominator, active.people AS n
FROM active CROSS JOIN spine
""",
    examples=(
        Example(
            about=Words(
                "Two days: A and B on the first (A writes twice), A alone on the second; the bot does not count: 3 / "
                "2.",
                "两天：第一天 A、B（A 发两次言），第二天只有 A；机器人不计：3 / 2。",
            ),
            events="""
                time              member kind    bot
                2026-03-02T09:00  A      message no
                2026-03-02T10:00  A      reply   no
                2026-03-02T23:59  B      message no
                2026-03-03T00:00  A      message no
                2026-03-03T08:00  R      message yes
            """,
            window=Window(date(2026, 3, 2), date(2026, 3, 4)),
            answer="""
                value numerator denominator n
                3/2   3         2           2
            """,
        ),
        Example(
            about=Words(
                "The day is the plan's: 23:30 in London on the 28th is 07:30 on the 29th in Shanghai.",
                "以方案时区的日期为准：伦敦 28 日 23:30 是上海 29 日 07:30。",
            ),
            events="""
                time               member kind
                2026-01-27T12:00Z  A      message
                2026-01-28T23:30Z  B      message
            """,
            window=Window(date(2026, 1, 29), date(2026, 1, 30)),
            timezone="Asia/Shanghai",
            answer="""
                value numerator denominator n
                1     1         1           1
            """,
        ),
    ),
)
