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
                "风险 “induced-sharing” 的措施 “活动模板删去一切分享奖励字段，一线考试” 没有日历条目，也没有工时和费用：方案中没有落实它",
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
                "风险 “risk-history” 的措施 “Export every quarter” 期限为 2016-03-06，而承载它的 “quarter-review” 要到 2016-04-06 才开始",
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
                "风险 “retaliation” 的措施 “分包培训与不打击报复承诺书逐家签署” 由 “contractor-training” 承载，而该条目已取消",
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
            lacks("C107", "- ^id: tea-trip\n", "when 'tea-trip' happens (`start`)"),
            lacks(
                "R106",
                "- ^id: tea-trip\n",
                "when 'tea-trip' happens (`start`)",
                "“tea-trip” 何时举行（`start`）",
            ),
        ),
    ),
    Mutation(
        "R107",
        "a high risk that nothing warns of",
        TEA,
        "risks.yaml",
        (cut("      trigger: {sign: 管家提出离职，或一周内客户删除好友数异常}\n"),),
        (
            finds(
                "R107",
                "- ^id: steward-leaves\n",
                "risk 'steward-leaves' scores 3 x 4 = 12, high from 12, and nothing warns of it",
                "风险 “steward-leaves” 的分值为 3 x 4 = 12（12 起为高风险），却没有预警",
            ),
        ),
    ),
    Mutation(
        "R107",
        "a trigger in which nothing stands",
        POWER,
        "risks.yaml",
        (swap("trigger: {metric: night-noise-calls, above: 12}", "trigger: {}"),),
        (
            finds(
                "R107",
                "- ^id: delay-leaks\n",
                "risk 'delay-leaks' scores 4 x 3 = 12, high from 12, and nothing warns of it",
            ),
        ),
    ),
    Mutation(
        "R107",
        "a risk just not high that nothing warns of",
        HOUSTON,
        "plan.yaml",
        (cut("trigger: {sign: Anybody reports a row that can be traced to a person.},\n       "),),
        (),
    ),
    Mutation(
        "R107",
        "a risk without impact that nothing warns of",
        TEA,
        "risks.yaml",
        (
            cut("      trigger: {sign: 异地登录提醒或非本人操作通知}\n"),
            cut("      impact: 5\n", after="id: account-theft\n"),
        ),
        (
            lacks("R101", "- ^id: account-theft\n", "`impact` of risk 'account-theft', from 1 to 5"),
            lacks("R102", "- ^id: account-theft\n", "`impact` of risk 'account-theft', from 1 to 5"),
            lacks(
                "R107",
                "- ^id: account-theft\n",
                "`impact` of risk 'account-theft', from 1 to 5",
                "风险 “account-theft” 的 `impact`（1 到 5）",
            ),
        ),
    ),
    Mutation(
        "R108",
        "a share in percent",
        TEA,
        "risks.yaml",
        (
            swap(
                "trigger: {metric: unanswered-rate, parameters: {grace: 24}, above: 0.1}",
                "trigger: {metric: unanswered-rate, parameters: {grace: 24}, above: 10}",
            ),
        ),
        (
            finds(
                "R108",
                "above: ^10}",
                "the trigger of 'festival-hole' never comes: 'unanswered-rate' lies between 0 and 1, never above 10",
                "风险 “festival-hole” 的预警永远不会触发：“unanswered-rate” 介于 0 与 1 之间，不会高于 10",
            ),
        ),
    ),
    Mutation(
        "R108",
        "a metric without a value",
        POWER,
        "risks.yaml",
        (swap("trigger: {metric: retaliation-reports, above: 0}", "trigger: {metric: retaliation-reports}"),),
        (
            finds(
                "R108",
                "metric: ^retaliation-reports}",
                "the trigger of 'retaliation' does not say at which 'retaliation-reports' it warns",
                "风险 “retaliation” 的预警没有写明 “retaliation-reports” 到多少即预警",
            ),
        ),
    ),
    Mutation(
        "R108",
        "a warning that is still on when the goal is met",
        POWER,
        "risks.yaml",
        (
            swap(
                "trigger: {metric: vulnerable-coverage, below: 50}", "trigger: {metric: vulnerable-coverage, below: 86}"
            ),
        ),
        (
            finds(
                "R108",
                "below: ^86}",
                "the trigger of 'liaison-leaves' still warns of 'vulnerable-coverage' below 86 when objective "
                "'vulnerable-reached' is met at 85",
                "目标 “vulnerable-reached” 达到 85 时，风险 “liaison-leaves” 的预警（“vulnerable-coverage” 低于 86）仍在触发",
            ),
        ),
    ),
    Mutation(
        "R108",
        "a warning that ends where the goal is met",
        POWER,
        "risks.yaml",
        (
            swap(
                "trigger: {metric: vulnerable-coverage, below: 50}", "trigger: {metric: vulnerable-coverage, below: 85}"
            ),
        ),
        (),
    ),
    Mutation(
        "R108",
        "two values that leave none in between",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "trigger: {metric: calendar-execution, below: 0.5}",
                "trigger: {metric: calendar-execution, below: 0.5, above: 0.4}",
            ),
        ),
        (
            finds(
                "R108",
                "above: ^0.4}",
                "the trigger of 'risk-burnout' warns above 0.4 and below 0.5, which every value is",
                "风险 “risk-burnout” 的预警为高于 0.4 和低于 0.5，任何数值都会触发",
            ),
        ),
    ),
)
