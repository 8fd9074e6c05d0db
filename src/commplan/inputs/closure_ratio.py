"""Closure ratio: of the items open at any time, how many were closed."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="closure-ratio",
    name=Words("Closure ratio", "关闭率"),
    unit="share",
    better="up",
    additive=False,
    definition=Words(
        "Of the issues, requests or tickets that were open at any time in these days: the share that was closed in "
        "them.",
        "这些日子里曾处于打开状态的议题、请求或工单中，期内关闭的比例。",
    ),
    edge_cases=Words(
        "This is the stock form, which cannot be above 1; closed through opened in the days is another number under "
        "the same name. Opened again and still open is not closed. Tallies of shorter days cannot be added up, since "
        "what stays open would be counted in each: write down one for the whole period.",
        "此为存量口径，不会大于 1；“关闭数/新开数”是同名的另一口径。重新打开且未再关闭的不算关闭。较短时"
        "期的数字不能相加，否则跨期未关闭的会重复计数：请按整个时段记一条。",
    ),
    source="CHAOSS Change Request Closure Ratio (stock form); commplan catalogue C1",
    numerator=Words("closed in these days", "期内关闭"),
    denominator=Words("open at any time in these days", "期内曾打开"),
    found=Words(
        "The tracker's list, filtered by the days.",
        "按日期筛选的工单列表。",
    ),
    examples=(
        Sum(
            about=Words(
                "25 of 40.",
                "40 项中关闭 25 项。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-31 25        40          -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=25,
            denominator=40,
        ),
    ),
)
