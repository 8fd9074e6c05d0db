"""Faults for the rules about what is done against risks, and what warns of them."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "R106",
        "an action that takes no time",
        TEA,
        "risks.yaml",
        (cut(", effort_hours: 6", after="一线考试"),),
        (
            finds(
                "R106",
                "- {^action: 活动模板",
                "'活动模板删去一切分享奖励字段，一线考试', for risk 'induced-sharing', has neither a calendar entry nor hours nor a "
                "cost: nothing in the plan carries it",
                "风险 'induced-sharing' 的措施 '活动模板删去一切分享奖励字段，一线考试' 没有日历条目，也没有工时和费用：方案中没有落实它",
            ),
        ),
    ),
    Mutation(
        "R106",
        "an entry that begins a month and a day after what it carries is due",
        HOUSTON,
        "plan.yaml",
        (swap("due: 2016-04-06, effort_hours: 0.5", "due: 2016-03-06, effort_hours: 0.5"),),
        (
            finds(
                "R106",
                "due: ^2016-03-06, effort_hours: 0.5",
                "'Export every quarter', for risk 'risk-history', is due on 2016-03-06, and 'quarter-review', which carries "
                "it, begins on 2016-04-06",
                "风险 'risk-history' 的措施 'Export every quarter' 期限为 2016-03-06，而承载它的 'quarter-review' 要到 2016-04-06 才开始",
            ),
        ),
    ),
    Mutation(
        "R106",
        "an entry that begins a month after what it carries is due",
        HOUSTON,
        "plan.yaml",
        (swap("due: 2016-04-06, effort_hours: 0.5", "due: 2016-03-07, effort_hours: 0.5"),),
        (),
    ),
    Mutation(
        "R106",
        "a training that is called off",
        POWER,
        "content.yaml",
        (
            swap(
                "      kind: workshop\n",
                "      kind: workshop\n      status: cancelled\n",
                after="id: contractor-training\n",
            ),
        ),
        (
            finds(
                "R106",
                "entry: ^contractor-training}",
                "'分包培训与不打击报复承诺书逐家签署', for risk 'retaliation', rests on 'contractor-training', which is cancelled",
                "风险 'retaliation' 的措施 '分包培训与不打击报复承诺书逐家签署' 由 'contractor-training' 承载，而该条目已取消",
                file="risks.yaml",
            ),
        ),
    ),
    Mutation(
        "R106",
        "an entry without a start",
        TEA,
        "content.yaml",
        (cut("      start: 2027-10-17T09:00\n", after="id: tea-trip\n"),),
        (
            lacks("B102", "- ^id: tea-trip\n", "when 'tea-trip' happens (`start`)"),
            lacks(
                "R106",
                "- ^id: tea-trip\n",
                "when 'tea-trip' happens (`start`)",
                "'tea-trip' 何时举行（`start`）",
            ),
        ),
    ),
)
