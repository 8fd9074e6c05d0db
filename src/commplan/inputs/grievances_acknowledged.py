"""Grievances acknowledged in time."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="grievances-acknowledged",
    name=Words("Grievances acknowledged in time", "申诉按时受理率"),
    unit="share",
    better="up",
    definition=Words(
        "Of the grievances whose promised time of acknowledgement ended in these days: the share that was "
        "acknowledged within it.",
        "承诺受理时限在这些日子里届满的申诉中，按时受理的比例。",
    ),
    edge_cases=Words(
        "Not acknowledged yet and overdue counts as not kept. Duplicates, withdrawn ones and what the mechanism is "
        "not for are counted apart and are in no rate. Tell it by group where groups use different ways in.",
        "逾期仍未受理的计为未达成。重复、撤回及不属受理范围的另行统计，不计入比率。各群体提交途径不同时，请分"
        "群体说明。",
    ),
    source="World Bank ESS10 grievance mechanism; commplan catalogue C1 (per stage attainment)",
    numerator=Words("acknowledged in time", "按时受理"),
    denominator=Words("grievances whose time ended", "时限届满的申诉"),
    found=Words(
        "The grievance log.",
        "申诉登记册。",
    ),
    examples=(
        Sum(
            about=Words(
                "Two villages: (9 + 4) of (10 + 6).",
                "两个村：(9 + 4) / (10 + 6)。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-31 9         10          upper
                2026-03-01 2026-03-31 4         6           lower
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=13,
            denominator=16,
        ),
    ),
)
