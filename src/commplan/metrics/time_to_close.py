"""Time to close: how long issues, requests and tickets that were closed had been open."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.reckoning.closings import ITEMS, MEDIAN, P90, SPREAD
from commplan.words import Words

METRIC = Metric(
    id="time-to-close",
    name=Words("Time to close", "关闭用时"),
    chapter="closing",
    unit="seconds",
    better="down",
    shape="scalar",
    definition=Words(
        "For issues, requests and tickets that were closed in the window and are closed at its end: the median time from "
        "opening to the last closing. The mean, the ninetieth percentile and how many are still open stand beside it.",
        "时段内关闭且时段末仍为关闭状态的议题、请求或工单：从提出到最后一次关闭所用时间的中位数；同时给出平均数、"
        "第 90 百分位数与仍未关闭的数量。",
    ),
    edge_cases=Words(
        "What was opened again counts by its last closing, from its first opening. What is open has no time yet and is "
        "not in it: read it with the age of the backlog, since closing only what is easy makes this figure better. "
        "Whoever closed it, a bot too, it is closed; why, nobody says: refused counts as done. What a bot opened is not "
        "in it, nor what was closed without a known time. What the team opened counts, and what nobody put their name to. Nights and weekends count in full. A "
        "log of reports or requests can be imported as a table, with the kind close for the column of the decision.",
        "重开过的按最后一次关闭计，从最初提出算起。未关闭的还没有用时，不计入：只关容易的会使此数变好，须与未关闭"
        "事项的时长一起看。无论谁关闭（包括机器人）都算关闭；原因不明：拒绝也算了结。机器人提出的、关闭时间不明的不"
        "计入。团队成员提出的、未署名的也计入。夜间与周末照常计时。举报或申请的台账可作为表格导入，把作出决定的时间一列设为 close。",
    ),
    empty=Words("Nothing that is closed was closed in the window.", "该时段内没有关闭任何事项。"),
    source="CHAOSS Time to Close (chaoss/wg-common); last closing and open ones beside it, commplan catalogue C1",
    needs=frozenset({"messages", "closings"}),
    gameable_kinds=frozenset({"close"}),
    columns={
        "value": Words("median seconds", "中位数（秒）"),
        "n": Words("closed", "已关闭"),
        "mean": Words("mean", "平均数"),
        "p90": Words("ninetieth percentile", "第 90 百分位数"),
        "still_open": Words("still open at the end", "时段末仍未关闭"),
        "reopened": Words("of the closed, opened again before", "已关闭中曾重开的"),
    },
    sql=f"""
WITH {ITEMS}, ages AS (
  SELECT (items.closed_us - items.us) // 1000000 AS seconds FROM items CROSS JOIN win WHERE items.closed_us >= win.first_us
), {SPREAD}, counts AS (
  SELECT CAST(count(CASE WHEN items.closed_us IS NULL THEN 1 END) AS BIGINT) AS still_open,
         CAST(count(CASE WHEN items.closed_us >= win.first_us AND items.reopened_us IS NOT NULL THEN 1 END) AS BIGINT) AS reopened
  FROM items CROSS JOIN win
)
SELECT {MEDIAN} AS value, picks.n, CAST(picks.seconds AS DOUBLE) / nullif(picks.n, 0) AS mean, {P90} AS p90,
       counts.still_open, counts.reopened
FROM picks CROSS JOIN counts
""",  # noqa: S608 - own texts
    examples=(
        Example(
            about=Words(
                "q1 took an hour. q2 took 26 hours, for it was opened again. q3 is open again and q0 until the 12th: both "
                "still open. q4 is talk. Median and mean of 1 and 26 hours: 13.5; "
                "0.9 places in, 1 + 0.9 x 25 = 23.5.",
                "q1 用 1 小时；q2 曾重开，共 26 小时；q3 重开后未关，q0 到 12 日才关：二者仍未关闭。q4 是普通发言"
                "。1 与 26 小时的中位数与平均数均为 13.5；第 90 百分位在 0.9 处：1 + 0.9 × 25 = 23.5。",
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
                value n mean  p90   still_open reopened
                48600 2 48600 84600 2          1
            """,
        ),
    ),
)
