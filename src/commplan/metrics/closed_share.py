"""Share closed: of all that was open at any time, how much was closed."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Example, Metric
from commplan.reckoning.closings import ITEMS
from commplan.words import Words

METRIC = Metric(
    id="closed-share",
    name=Words("Closed share of what was open", "存量关闭率（由活动数据计算）"),
    chapter="closing",
    unit="share",
    better="up",
    shape="scalar",
    proportion=True,
    definition=Words(
        "Of the issues, requests and tickets that were open at any time in the window: the share that is closed at its end.",
        "时段内曾处于打开状态的议题、请求或工单中，时段末已关闭的比例。",
    ),
    edge_cases=Words(
        "The stock form, which cannot be above 1: closed through opened, which stands beside it as two numbers, is "
        "another figure of the same name. Closed, opened again and not closed since is not closed. Longer windows have "
        "higher shares: compare windows of one length only. As `closure-ratio`, but counted and not written down.",
        "此为存量口径，不会大于 1；旁列的新开数与关闭数之比是同名的另一口径。重新打开后未再关闭的不算关闭。时段越长比例"
        "越高，只可比较同样长短的时段。与 `closure-ratio` 相同，但由数据计算而非人工填写。",
    ),
    empty=Words("Nothing was open in the window.", "该时段没有打开的事项。"),
    source="CHAOSS Change Request Closure Ratio (stock form); commplan catalogue C1",
    needs=frozenset({"messages", "closings"}),
    gameable_kinds=frozenset({"close"}),
    columns={
        "value": Words("share", "比例"),
        "numerator": Words("closed", "已关闭"),
        "denominator": Words("open at any time", "曾打开"),
        "opened": Words("opened in the window", "时段内新开"),
    },
    sql=f"""
WITH {ITEMS}, counts AS (
  SELECT CAST(count(CASE WHEN items.closed_us >= win.first_us THEN 1 END) AS BIGINT) AS closed,
         CAST(count(CASE WHEN items.closed_us IS NULL OR items.closed_us >= win.first_us THEN 1 END) AS BIGINT) AS stock,
         CAST(count(CASE WHEN items.us >= win.first_us THEN 1 END) AS BIGINT) AS opened
  FROM items CROSS JOIN win
)
SELECT CAST(counts.closed AS DOUBLE) / nullif(counts.stock, 0) AS value, counts.closed AS numerator,
       counts.stock AS denominator, counts.opened
FROM counts
""",  # noqa: S608 - own texts
    examples=(
        Example(
            about=Words(
                "In March up to the 10th four were open: q0 from before, q1, q2 and q3. q1 and q2 are closed at the end, q3 is "
                "open again, and q0 is closed only on the 12th.",
                "3 月 1 日至 10 日曾打开的有四项：此前的 q0，以及 q1、q2、q3。末日 q1、q2 已关闭，q3 重开后未关，q0 到 12 日才关。",
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
                value numerator denominator opened
                1/2   2         4           3
            """,
        ),
    ),
)
