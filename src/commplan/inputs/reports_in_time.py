"""Reports handled in time: of the reports decided, how many within the time that was promised."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="reports-in-time",
    name=Words("Reports handled in time", "举报按时处理率"),
    unit="share",
    better="up",
    definition=Words(
        "Of the reports of misconduct that were decided in these days: the share decided within the time that the "
        "plan promises, from the report to the decision.",
        "这些日子里已作出决定的举报中，从举报到决定未超过方案承诺时限的比例。",
    ),
    edge_cases=Words(
        "Above one half says that the median time to an action is within the promise; how long it is, notes cannot say, "
        "for medians of parts do not make one of the whole: import the moderators' log as a table, the decision with "
        "the kind close, and `time-to-close` counts it. A report belongs to the day it was decided, so what is still "
        "open is in no share and its age is to be watched apart. That nothing was done is a decision too.",
        "超过一半即说明处置用时的中位数在承诺之内；具体多长无法由记录得出，因为各段的中位数不能合成总的中位数：请把管理员的"
        "处理记录作为表格导入，将决定设为 close，由 `time-to-close` 统计。举报归入作出决定的当天，未决的不计，须另行关注其"
        "时长。决定不予处置也算决定。",
    ),
    source="commplan catalogue C1 (moderation: action time, as attainment of a service level)",
    numerator=Words("reports decided in time", "按时决定的举报"),
    denominator=Words("reports decided", "已决定的举报"),
    found=Words("The moderators' log.", "管理员的处理记录。"),
    examples=(
        Sum(
            about=Words("7 of the 8 decided in March.", "3 月决定的 8 条中有 7 条按时。"),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-31 7         8           -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=7,
            denominator=8,
        ),
    ),
)
