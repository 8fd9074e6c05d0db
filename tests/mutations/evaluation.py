"""Faults for the rules about evaluation: where metrics come from, response times."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "V101",
        "a metric that no source feeds",
        POWER,
        "evaluation.yaml",
        (swap("metrics: [trust-share], owner", "metrics: [], owner"),),
        (
            finds(
                "V101",
                "metric: ^trust-share\n",
                "no data source feeds metric 'trust-share'",
                "没有数据来源提供指标 “trust-share”",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "V101",
        "a trigger that no source feeds",
        TEA,
        "evaluation.yaml",
        (swap("metrics: [overtime-hours], owner", "metrics: [], owner"),),
        (finds("V101", "metric: ^overtime-hours,", "no data source feeds metric 'overtime-hours'", file="risks.yaml"),),
    ),
    Mutation(
        "V101",
        "a source that nobody fetches",
        TEA,
        "evaluation.yaml",
        (cut("      owner: analyst\n      refresh: P1W\n"),),
        (finds("V101", "- ^id: src-groups\n", "data source 'src-groups' does not say who fetches it and how often"),),
    ),
    Mutation(
        "V101",
        "a tool misspelt",
        TEA,
        "evaluation.yaml",
        (swap("tool: survey", "tool: surveys"),),
        (finds("V101", "tool: ^surveys,", "no source can read 'surveys'"),),
    ),
    Mutation(
        "V101",
        "a metric misspelt where it is fed",
        HOUSTON,
        "plan.yaml",
        (swap("metrics: [mau, wau,", "metrics: [mau, waus,"),),
        (finds("V101", "metrics: [mau, ^waus,", "no metric is called 'waus'"),),
    ),
    Mutation(
        "V101",
        "a reading of a metric misspelt",
        POWER,
        "evaluation.yaml",
        (swap("{metric: feedback-closed-loop,", "{metric: feedback-closed-lop,"),),
        (finds("V101", "metric: ^feedback-closed-lop,", "no metric is called 'feedback-closed-lop'"),),
    ),
    Mutation(
        "V101",
        "a metric that Slack cannot tell",
        HOUSTON,
        "plan.yaml",
        (swap("metric: new-members,", "metric: net-growth,"), swap("wau, new-members,", "wau, net-growth,")),
        (
            lacks(
                "G103",
                "- {^id: first-voices,",
                "what 'first-voices' takes for granted: `growth.joins_per_month`, `growth.monthly_churn`",
            ),
            finds(
                "V101",
                "metrics: [mau, wau, ^net-growth,",
                "metric 'net-growth' needs to know who stopped being a member, and when; exports of `slack` do not tell",
            ),
        ),
    ),
    Mutation(
        "V102",
        "no watch on what stays unanswered",
        HOUSTON,
        "plan.yaml",
        (swap("metric: unanswered-rate, parameters: {grace: 72}", "metric: wau"),),
        (
            finds(
                "V102",
                "metric: ^first-response-time,",
                "objective 'first-reply' is on 'first-response-time', and nothing in the plan watches what is never answered",
                "目标 “first-reply” 以 “first-response-time” 为指标，而方案没有关注始终无人回复的部分",
            ),
            lacks(
                "G105",
                "- {^id: nobody-unanswered,",
                "`baseline.value` of the objective on 'wau', to tell whether its target is better than today",
            ),
        ),
    ),
    Mutation(
        "V102",
        "two response times and nothing else",
        POWER,
        "goals.yaml",
        (
            swap(
                "metric: sla-attainment\n      parameters: {hours: 24}",
                "metric: first-response-time\n      unit: seconds",
            ),
            swap(
                "metric: unanswered-rate\n      parameters: {grace: 48}",
                "metric: first-response-time\n      unit: seconds",
            ),
            swap(
                "metrics: [sla-attainment, unanswered-rate]", "metrics: [first-response-time]", file="evaluation.yaml"
            ),
            swap(
                "trigger: {metric: unanswered-rate, parameters: {grace: 48}, above: 0.15}",
                "trigger: {sign: 群里连问三遍}",
                file="risks.yaml",
            ),
        ),
        (
            finds(
                "V102",
                "metric: ^first-response-time\n",
                "objective 'group-answers' is on 'first-response-time', and nothing in the plan watches what is never answered",
                after="id: group-answers\n",
            ),
            finds(
                "G105",
                "target: ^0.05\n",
                "of 'first-response-time', objective 'group-answers' wants at least 0.9 by 2027-11-30 and objective "
                "'group-unanswered' at most 0.05 by 2027-11-30, and both cannot be met",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "V102",
        "two response times, watched by a risk",
        POWER,
        "goals.yaml",
        (
            swap(
                "metric: sla-attainment\n      parameters: {hours: 24}",
                "metric: first-response-time\n      unit: seconds",
            ),
            swap("due: 2027-11-30", "due: 2027-11-29", after="id: group-unanswered\n"),
            swap(
                "metric: unanswered-rate\n      parameters: {grace: 48}",
                "metric: first-response-time\n      unit: seconds",
            ),
            swap(
                "metrics: [sla-attainment, unanswered-rate]",
                "metrics: [first-response-time, unanswered-rate]",
                file="evaluation.yaml",
            ),
        ),
        (),
    ),
    Mutation(
        "V110",
        "a time format in letters",
        TEA,
        "evaluation.yaml",
        (swap('"%Y-%m-%d %H:%M:%S"', "YYYY-MM-DD HH:mm:ss"),),
        (
            finds(
                "V110",
                "time_format: ^YYYY-MM-DD HH:mm:ss,",
                "time_format 'YYYY-MM-DD HH:mm:ss' is no format that can be read; write time_format: \"%Y-%m-%d %H:%M:%S\"",
                'time_format “YYYY-MM-DD HH:mm:ss” 不是可用的格式；请写 time_format: "%Y-%m-%d %H:%M:%S"',
            ),
        ),
    ),
    Mutation(
        "V110",
        "an encoding that there is not",
        POWER,
        "evaluation.yaml",
        (swap("format: csv, id: 编号", "format: csv, encoding: gb-18030-1, id: 编号"),),
        (finds("V110", "encoding: ^gb-18030-1,", "'gb-18030-1' is no text encoding"),),
    ),
    Mutation(
        "V120",
        "more opened than delivered",
        TEA,
        "evaluation.yaml",
        (swap("numerator: 1260, denominator: 24000", "numerator: 24000, denominator: 1260"),),
        (
            finds(
                "V120",
                "numerator: ^24000",
                "opened or read (24000) are more than delivered (1260)",
                "打开或阅读数（24000）多于送达数（1260）",
            ),
        ),
    ),
    Mutation(
        "V120",
        "as many opened as delivered",
        TEA,
        "evaluation.yaml",
        (swap("numerator: 1260, denominator: 24000", "numerator: 24000, denominator: 24000"),),
        (),
    ),
    Mutation(
        "V120",
        "the same days twice",
        TEA,
        "evaluation.yaml",
        (swap(", of: sms", ", of: service-account"),),
        (
            finds(
                "V120",
                "- {^metric: open-rate, start: 2026-10-01, end: 2026-10-31, numerator: 1260",
                "'open-rate': the days from 2026-10-01 to 2026-10-31 are counted twice",
                "“open-rate”：2026-10-01 至 2026-10-31 重复统计",
            ),
        ),
    ),
    Mutation(
        "V120",
        "a metric of tallies misspelt",
        TEA,
        "evaluation.yaml",
        (swap("{metric: survey-response-rate,", "{metric: survey-respons-rate,"),),
        (finds("V120", "metric: ^survey-respons-rate,", "no metric is called 'survey-respons-rate'"),),
    ),
)
