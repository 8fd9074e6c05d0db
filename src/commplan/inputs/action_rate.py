"""Action rate: of the reports handled, how many led to an action."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="action-rate",
    name=Words("Action rate of reports", "举报处置率"),
    unit="share",
    better="neither",
    definition=Words(
        "Of the reports of misconduct that were decided in these days: the share that led to any step of the ladder "
        "of consequences.",
        "这些日子里已作出决定的举报中，采取了处置阶梯上任一措施的比例。",
    ),
    edge_cases=Words(
        "A report belongs to the day it was decided, so open ones are in no rate. A very high share may mean that "
        "only clear cases are reported, a very low one that rules are not understood. A reminder in private is an "
        "action.",
        "举报归入作出决定的当天，未决的不计。比例很高，可能是只有明显的才有人举报；很低，则可能是大家不清楚规"
        "则。私下提醒也算处置。",
    ),
    source="commplan catalogue C1 (moderation: action rate)",
    numerator=Words("reports that led to an action", "已采取措施的举报"),
    denominator=Words("reports decided", "已决定的举报"),
    found=Words(
        "The moderators' log.",
        "管理员的处理记录。",
    ),
    examples=(
        Sum(
            about=Words(
                "5 of the 8 decided in March.",
                "3 月决定的 8 条中有 5 条。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-31 5         8           -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=5,
            denominator=8,
        ),
    ),
)
