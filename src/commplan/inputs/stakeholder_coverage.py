"""Stakeholder coverage: of the contacts planned with groups, how many were made."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="stakeholder-coverage",
    name=Words("Stakeholder coverage", "利益相关方覆盖率"),
    unit="share",
    better="up",
    definition=Words(
        "Of the contacts that were planned with stakeholder groups in these days: the share that took place at the "
        "level of participation that was promised.",
        "这些日子里计划与各利益相关方群体进行的接触中，按承诺的参与层级实际进行的比例。",
    ),
    edge_cases=Words(
        "A meeting promised as consultation at which people were only informed does not count. Vulnerable groups are "
        "a tally of their own (`of`), or their share is hidden in the whole. Moved and held within the days counts. Where each "
        "tally names its group, the report also tells the mean of the groups' shares weighted by their `power`, and the share of "
        "vulnerable groups: of the example, with power 2 and 5, (2 × 10/12 + 5 × 1/3) / 7 = 47.6% beside 73.3%. Without the power "
        "of a group that mean is unknown.",
        "承诺征询意见、实际只是通报的会议不计。弱势群体请单独记录（`of`），否则会被整体掩盖。改期但仍在统"
        "计期内举行的计入。若每条记录都写明群体，报告另给出按各群体 `power` 加权的平均值，以及弱势群体的比例：如示例中两个群体"
        "的权力为 2 和 5，则 (2 × 10/12 + 5 × 1/3) / 7 = 47.6%，整体为 73.3%。有群体未写权力的，加权值为未知。",
    ),
    source="World Bank ESS10, IAP2 spectrum; commplan catalogue C1 (groups contacted as planned / groups)",
    numerator=Words("contacts made as promised", "按承诺进行的接触"),
    denominator=Words("contacts planned", "计划的接触"),
    personal=False,
    found=Words(
        "The engagement log against the plan.",
        "参与活动记录与计划的对照。",
    ),
    examples=(
        Sum(
            about=Words(
                "10 of 12 with everybody but the elders, 1 of 3 with them.",
                "老年群体之外 12 次中 10 次；老年群体 3 次中 1 次。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-31 10        12          others
                2026-03-01 2026-03-31 1         3           elders
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=11,
            denominator=15,
        ),
    ),
)
