"""Closed loop: of the feedback that was due, how much got a public answer."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="closed-loop-rate",
    name=Words("Closed-loop rate of feedback", "反馈闭环率"),
    unit="share",
    better="up",
    definition=Words(
        "Of the feedback whose time to be answered ended in these days: the share whose outcome was published or told"
        " to who gave it, be it yes or no.",
        "答复时限在这些日子里届满的反馈中，结果（无论采纳与否）已公布或已告知提出者的比例。",
    ),
    edge_cases=Words(
        "A grace period runs from the day it came in (`engagement.feedback` says which); feedback inside it is in no "
        "rate. Planned is no outcome. Several people asking the same count as one item with several votes.",
        "从收到之日起计宽限期（见 `engagement.feedback`），期内的反馈不计。“已列入计划"
        "”不算结果。多人提出同一事项，计一项、多票。",
    ),
    source="commplan catalogue C1 (feedback items with published outcome / eligible items)",
    numerator=Words("answered with an outcome", "已答复结果"),
    denominator=Words("items whose time ended", "时限届满的反馈"),
    found=Words(
        "The feedback list.",
        "反馈清单。",
    ),
    examples=(
        Sum(
            about=Words(
                "18 of 24.",
                "24 项中 18 项。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-31 18        24          -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=18,
            denominator=24,
        ),
    ),
)
