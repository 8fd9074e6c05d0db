"""Grievances resolved in time."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="grievances-resolved",
    name=Words("Grievances resolved in time", "申诉按时办结率"),
    unit="share",
    better="up",
    definition=Words(
        "Of the grievances whose promised time of resolution ended in these days: the share that was resolved within "
        "it.",
        "承诺办结时限在这些日子里届满的申诉中，按时办结的比例。",
    ),
    edge_cases=Words(
        "Resolved means that a decision was told to who complained, not that they agree with it: see how many were "
        "satisfied. How many are left, `grievances-overdue` says. One that was opened again and is still open is not resolved. "
        "Duplicates, withdrawn ones and what the mechanism is not for are in no rate.",
        "办结指已把决定告知申诉人，并不意味着其认可：认可情况请看申诉满意率，剩余情况见 `grievances-overdue`。重新打开后仍未结的不算办结。重复"
        "、撤回及不属受理范围的不计入。",
    ),
    source="World Bank ESS10 grievance mechanism; commplan catalogue C1 (per stage attainment)",
    numerator=Words("resolved in time", "按时办结"),
    denominator=Words("grievances whose time ended", "时限届满的申诉"),
    found=Words(
        "The grievance log.",
        "申诉登记册。",
    ),
    examples=(
        Sum(
            about=Words(
                "7 of 9, and 2 of 3 in the second half of the month.",
                "上半月 9 件中 7 件，下半月 3 件中 2 件。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-15 7         9           -
                2026-03-16 2026-03-31 2         3           -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=9,
            denominator=12,
        ),
    ),
)
