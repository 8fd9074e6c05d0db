"""Grievances open beyond the limit: of those open on the last day, how many had passed their promised time."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="grievances-overdue",
    name=Words("Grievances open beyond the limit", "超期未结申诉占比"),
    unit="share",
    better="down",
    additive=False,
    definition=Words(
        "Of the grievances that are open on the last of these days: the share whose promised time of resolution has passed.",
        "在这些日子的最后一天仍未办结的申诉中，已超过承诺办结时限的比例。",
    ),
    edge_cases=Words(
        "A stock on one day, so tallies of several days cannot be added up: write down one for each period, as of its last day. "
        "Opened again counts as open, from the first day it came in. Duplicates, withdrawn ones and what the mechanism is not for are "
        "not open. Where nothing is open there is no share: write 0 of 0. Resolved in time says how it went, this what is left.",
        "这是某一天的存量，不同时期的数字不能相加：每个时段记一条，以最后一天为准。重新打开的算未结，从最初收到之日起算。重复、撤回"
        "及不属受理范围的不算未结。没有未结申诉时没有比例，请写 0 / 0。按时办结率说明过程，此数说明还剩多少。",
    ),
    source="World Bank ESS10 grievance mechanism; commplan catalogue C1 (open beyond the limit)",
    numerator=Words("open beyond the promised time", "超过承诺时限仍未办结"),
    denominator=Words("open on the last day", "最后一天未办结的申诉"),
    found=Words("The grievance log.", "申诉登记册。"),
    examples=(
        Sum(
            about=Words(
                "On the last of March 3 of the 12 that are open; the tally of February is another period's.",
                "3 月末未结 12 件中 3 件超期；2 月的一条属于另一时段。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-02-01 2026-02-28 5         9           -
                2026-03-01 2026-03-31 3         12          -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=3,
            denominator=12,
        ),
    ),
)
