"""Grievances whose owner was satisfied."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="grievance-satisfaction",
    name=Words("Satisfied with the outcome of a grievance", "申诉满意率"),
    unit="share",
    better="up",
    definition=Words(
        "Of the people whose grievance was resolved in these days and who were asked: the share satisfied with the "
        "outcome.",
        "这些日子里申诉已办结并接受回访的人中，对结果满意的比例。",
    ),
    edge_cases=Words(
        "Only people who answered count; how many were asked and did not answer belongs in the note. Who decided the "
        "case should not be who asks.",
        "只计作答者；受访而未答的人数请写在备注中。回访人不应是原处理人。",
    ),
    source="World Bank ESS10 grievance mechanism; commplan catalogue C1 (satisfied)",
    numerator=Words("satisfied", "满意"),
    denominator=Words("asked and answered", "接受回访并作答"),
    found=Words(
        "The calls or forms after a case is closed.",
        "结案后的回访电话或表格。",
    ),
    examples=(
        Sum(
            about=Words(
                "6 of the 8 who answered.",
                "作答的 8 人中 6 人满意。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-31 6         8           -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=6,
            denominator=8,
        ),
    ),
)
