"""Age of the backlog: how long what is open has been open."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.reckoning.closings import ITEMS, MEDIAN, P90, SPREAD
from commplan.words import Words

METRIC = Metric(
    id="backlog-age",
    name=Words("Age of the open backlog", "未关闭事项的时长"),
    chapter="closing",
    unit="seconds",
    better="down",
    shape="scalar",
    over="end",
    definition=Words(
        "For issues, requests and tickets that are open at the end of the window: the median time since they were opened. "
        "The ninetieth percentile and the oldest stand beside it.",
        "时段末仍未关闭的议题、请求或工单：自提出以来时间的中位数；同时给出第 90 百分位数与最长者。",
    ),
    edge_cases=Words(
        "What was opened again counts from its first opening. What was opened before the exports begin is not known and "
        "is missing, so that an import of the last months alone makes the backlog look young. What a bot opened is not in "
        "it; the team's own is.",
        "重开的从最初提出算起。导出数据之前提出的无从得知，因此只导入最近几个月会使积压显得较新。机器人提出的不计；"
        "团队成员提出的计入。",
    ),
    empty=Words("Nothing was open at the end of the window.", "时段末没有未关闭的事项。"),
    source="CHAOSS Issue Age (chaoss/wg-evolution); commplan catalogue C1 (backlog age as of window end)",
    needs=frozenset({"messages", "closings"}),
    gameable_kinds=frozenset({"close"}),
    columns={
        "value": Words("median seconds", "中位数（秒）"),
        "n": Words("open", "未关闭"),
        "p90": Words("ninetieth percentile", "第 90 百分位数"),
        "oldest": Words("oldest", "最长"),
    },
    sql=f"""
WITH {ITEMS}, ages AS (
  SELECT (win.as_of_us - items.us) // 1000000 AS seconds FROM items CROSS JOIN win WHERE items.closed_us IS NULL
), {SPREAD}
SELECT {MEDIAN} AS value, picks.n, {P90} AS p90, picks.longest AS oldest
FROM picks
""",  # noqa: S608 - own texts
    examples=(
        Example(
            about=Words(
                "At the end of the 10th q3, opened again, is 6 days and 15 hours old, and q0, closed only on the 12th, 18 "
                "days and 15 hours: median 12 days and 15 hours; 0.9 of the 12 days between them further than the first, 17 days, "
                "10 hours and 12 minutes.",
                "10 日结束时：重开的 q3 已 6 天 15 小时；12 日才关闭的 q0 已 18 天 15 小时。中位数 12 天 15 小时；第 90 百分位为"
                "前者再加 12 天的 0.9，即 17 天 10 小时 12 分。",
            ),
            events="""
                id time              member kind    thread tags
                q0 2026-02-20T09:00  A      message -      issue
                q1 2026-03-02T09:00  A      message -      issue
                c1 2026-03-02T10:00  B      close   q1     -
                q2 2026-03-02T09:00  B      message -      ticket
                c2 2026-03-02T12:00  B      close   q2     -
                o2 2026-03-03T09:00  A      reopen  q2     -
                d2 2026-03-03T11:00  B      close   q2     -
                q3 2026-03-04T09:00  C      message -      pull-request
                c3 2026-03-04T10:00  B      close   q3     -
                o3 2026-03-05T09:00  C      reopen  q3     -
                q4 2026-03-06T09:00  C      message -      -
                c0 2026-03-12T09:00  B      close   q0     -
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 11)),
            answer="""
                value   n p90     oldest
                1090800 2 1505520 1609200
            """,
        ),
    ),
)
