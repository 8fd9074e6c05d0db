"""Faults for the rules about metrics that mislead: paid for, counted by the wrong clock, too few asked."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

SAMPLE = "answers: 420, source: s-survey"

TABLE = (
    Mutation(
        "V103",
        "points for messages, which goals count",
        HOUSTON,
        "plan.yaml",
        (swap("event: talk-given", "event: message"),),
        (
            finds(
                "V103",
                "event: ^message",
                "'earn-talk' gives points for 'message', which 'mau' of objective 'monthly-actives' counts",
            ),
        ),
    ),
    Mutation(
        "V103",
        "points for entering a group, which a goal counts",
        TEA,
        "engagement.yaml",
        (swap("event: can-returned", "event: 入群"),),
        (
            finds(
                "V103",
                "event: ^入群",
                "'earn-can' gives points for '入群', which 'members' of objective 'group-members' counts",
                "“earn-can” 为 “入群” 发放积分，而目标 “group-members” 的指标 “members” 统计的正是它",
            ),
        ),
    ),
    Mutation(
        "V104",
        "daily actives where little is on",
        HOUSTON,
        "plan.yaml",
        (swap("metric: wau, baseline", "metric: dau, baseline"), swap("metrics: [mau, wau,", "metrics: [mau, dau,")),
        (
            finds(
                "V104",
                "metric: ^dau",
                "objective 'weekly-actives' counts active members day by day, but the calendar has something on 2.6 days of a week",
                "目标 “weekly-actives” 按天统计活跃成员，但日历平均每周只有 2.6 天有安排",
            ),
        ),
    ),
    Mutation(
        "V104",
        "stickiness above what the calendar gives reason for",
        HOUSTON,
        "plan.yaml",
        (
            swap("metric: wau, baseline: {value: 1,", "metric: stickiness, baseline: {value: 0.1,"),
            swap("target: 5,", "target: 0.6,"),
            swap("metrics: [mau, wau,", "metrics: [mau, stickiness,"),
        ),
        (
            finds(
                "V104",
                "metric: ^stickiness",
                "objective 'weekly-actives' wants members active on 4.2 days of a week, but the calendar has something on 2.6",
            ),
        ),
    ),
    Mutation(
        "V104",
        "daily actives, and a reading without a day",
        HOUSTON,
        "plan.yaml",
        (
            swap("metric: wau, baseline", "metric: dau, baseline"),
            swap("metrics: [mau, wau,", "metrics: [mau, dau,"),
            cut(" start: 2016-01-14T08:30,"),
        ),
        (
            lacks("V104", "{^id: reading-circle", "when 'reading-circle' is (`start`)"),
            lacks("C106", "{^id: reading-circle", "the first date of 'reading-circle' (`start`)"),
            lacks("M107", "{^id: reading-circle", "the time of day of 'reading-circle' (`start`)"),
            lacks("C107", "{^id: reading-circle", "when 'reading-circle' happens (`start`)"),
        ),
    ),
    Mutation(
        "V104",
        "no more stickiness than the calendar gives reason for",
        HOUSTON,
        "plan.yaml",
        (
            swap("metric: wau, baseline: {value: 1,", "metric: stickiness, baseline: {value: 0.1,"),
            swap("target: 5,", "target: 0.25,"),
            swap("metrics: [mau, wau,", "metrics: [mau, stickiness,"),
        ),
        (),
    ),
    Mutation(
        "V107",
        "eighty households asked",
        POWER,
        "evaluation.yaml",
        (swap(SAMPLE, "answers: 80, source: s-survey"),),
        (
            finds(
                "V107",
                "target: ^70",
                "objective 'neighbour-trust' wants a change of 12, but two surveys of 80 answers can differ by 15 by chance",
                "目标 “neighbour-trust” 要变化 12，但两次各 80 份答卷的调查，仅凭偶然就可能相差 15",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "V107",
        "a score that should rise by six",
        TEA,
        "goals.yaml",
        (swap("target: 44", "target: 38"),),
        (
            finds(
                "V107",
                "target: ^38",
                "objective 'recommend-score' wants a change of 6, but two surveys of 600 answers can differ by 8.2 by chance",
            ),
        ),
    ),
    Mutation(
        "V107",
        "households enough to see it",
        POWER,
        "evaluation.yaml",
        (swap(SAMPLE, "answers: 130, source: s-survey"),),
        (),
    ),
    Mutation(
        "V107",
        "how many were asked is not said",
        POWER,
        "evaluation.yaml",
        (swap(" answers: 420, source: s-survey", " source: s-survey"),),
        (lacks("V107", "^id: trust-share", "how many answers are planned for 'trust-share' (`answers`)"),),
    ),
    Mutation(
        "V108",
        "twelve hours as twelve",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                'target: 43200, unit: "seconds, median"',
                'baseline: {value: 90000, date: 2015-12-31}, target: 12, unit: "hours, median"',
            ),
        ),
        (
            finds(
                "V108",
                'target: ^12, unit: "hours',
                "target 12 of 'first-reply' is 12 seconds, which is what 'first-response-time' counts",
                "“first-reply” 的目标值 12 即 12 秒：“first-response-time” 以秒计",
            ),
        ),
    ),
    Mutation(
        "V108",
        "a warning at twenty seconds",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "trigger: {metric: calendar-execution, below: 0.5}", "trigger: {metric: first-response-time, above: 24}"
            ),
        ),
        (
            finds(
                "V108",
                "above: ^24",
                "limit 24 of 'risk-burnout' is 24 seconds, which is what 'first-response-time' counts",
            ),
        ),
    ),
    Mutation(
        "V108",
        "a minute",
        HOUSTON,
        "plan.yaml",
        (swap('target: 43200, unit: "seconds, median"', "baseline: {value: 90000, date: 2015-12-31}, target: 60"),),
        (),
    ),
)
