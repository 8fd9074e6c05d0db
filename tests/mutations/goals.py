"""Faults for the rules about goals: metrics, due days, growth, channels."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, add, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "G101",
        "an objective without metric",
        TEA,
        "goals.yaml",
        (cut("      metric: wau\n"),),
        (
            finds(
                "G101",
                "- ^id: weekly-talkers\n",
                "objective 'weekly-talkers' names no metric",
                "目标 “weekly-talkers” 没有写明指标",
            ),
        ),
    ),
    Mutation(
        "G101",
        "a metric misspelt",
        POWER,
        "goals.yaml",
        (swap("metric: unanswered-rate", "metric: unanswered-rates"),),
        (finds("G101", "metric: ^unanswered-rates\n", "no metric is called 'unanswered-rates'"),),
    ),
    Mutation(
        "G101",
        "a metric nobody knows",
        HOUSTON,
        "plan.yaml",
        (swap("spaces: content, metric: absence-factor,", "spaces: content, metric: bus-number,"),),
        (finds("G101", "metric: ^bus-number,", "no metric is called 'bus-number'"),),
    ),
    Mutation(
        "G102",
        "due a day before the window closes",
        TEA,
        "goals.yaml",
        (swap("due: 2027-12-31", "due: 2027-02-05", after="id: newcomers-stay"),),
        (
            finds(
                "G102",
                "due: ^2027-02-05\n",
                "objective 'newcomers-stay' is due 2027-02-05, but 'retention' counted from 2027-01-01 (the start of the plan) is known 36 days later, on 2027-02-06",
                "目标 “newcomers-stay” 的截止日为 2027-02-05，但 “retention” 从 2027-01-01（方案起始日）算起要过 36 天，到 2027-02-06 才有结果",
            ),
        ),
    ),
    Mutation(
        "G102",
        "due on the day the window closes",
        TEA,
        "goals.yaml",
        (swap("due: 2027-12-31", "due: 2027-02-06", after="id: newcomers-stay"),),
        (),
    ),
    Mutation(
        "G102",
        "a baseline after the due day",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "baseline: {value: 4, date: 2015-11-30}, target: 12",
                "baseline: {value: 4, date: 2016-12-01}, target: 12",
            ),
        ),
        (
            finds(
                "G102",
                "due: ^2016-11-30,",
                "objective 'monthly-actives' is due 2016-11-30, before its baseline on 2016-12-01",
                after="id: monthly-actives,",
            ),
        ),
    ),
    Mutation(
        "G102",
        "data that begin after two objectives are due",
        POWER,
        "evaluation.yaml",
        (swap("available_from: 2026-07-01", "available_from: 2027-12-01"),),
        (
            finds(
                "G102",
                "due: ^2027-11-30\n",
                "objective 'group-answers' is due 2027-11-30, before the first data of 's-groups' on 2027-12-01",
                after="id: group-answers\n",
                file="goals.yaml",
            ),
            finds(
                "G102",
                "due: ^2027-11-30\n",
                "objective 'group-unanswered' is due 2027-11-30, before the first data of 's-groups' on 2027-12-01",
                after="id: group-unanswered\n",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "G102",
        "an own metric without its window",
        POWER,
        "evaluation.yaml",
        (cut("      window_days: 30\n", after="id: trust-share\n"),),
        (
            lacks(
                "G102",
                "- ^id: trust-share\n",
                "after how many days a value of 'trust-share' is known (`window_days`)",
                "“trust-share” 的数值要过多少天才能知道（`window_days`）",
            ),
        ),
    ),
    Mutation(
        "G102",
        "no due day",
        TEA,
        "goals.yaml",
        (cut("      due: 2027-12-05\n"),),
        (lacks("G102", "- ^id: weekly-talkers\n", "when 'weekly-talkers' is due (`due`)"),),
    ),
    Mutation(
        "G103",
        "a member more than the assumptions reach",
        TEA,
        "goals.yaml",
        (swap("target: 12500", "target: 14343"),),
        (
            finds(
                "G103",
                "target: ^14343\n",
                "objective 'group-members' wants 14343 by 2027-12-15, but from 10700, with 900 joining and 5% leaving each month, 13.5 months come to 14342",
                "目标 “group-members” 要在 2027-12-15 前达到 14343，但从 10700 起，每月加入 900 人、流失 5%，13.5 个月后只有 14342",
            ),
        ),
    ),
    Mutation(
        "G103", "exactly what the assumptions reach", TEA, "goals.yaml", (swap("target: 12500", "target: 14342"),), ()
    ),
    Mutation(
        "G103",
        "every member brings one more",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "target: 6, unit: people in a quarter,",
                "target: 6, growth: {invites_per_member: 2, invite_conversion: 0.5}, unit: people in a quarter,",
            ),
        ),
        (
            finds(
                "G103",
                "invites_per_member: ^2,",
                "objective 'first-voices' counts on every member bringing 1 more (2 invites x 0.5), and growth like that never ends",
            ),
        ),
    ),
    Mutation(
        "G103",
        "every member brings almost one more",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "target: 6, unit: people in a quarter,",
                "target: 6, growth: {invites_per_member: 2, invite_conversion: 0.49}, unit: people in a quarter,",
            ),
        ),
        (),
    ),
    Mutation(
        "G103",
        "churn not stated",
        TEA,
        "goals.yaml",
        (swap(", monthly_churn: 0.05}", "}"),),
        (
            lacks(
                "G103",
                "- ^id: group-members\n",
                "what 'group-members' takes for granted: `growth.monthly_churn`",
                "“group-members” 的前提：`growth.monthly_churn`",
            ),
        ),
    ),
    Mutation(
        "G104",
        "an audience that reads another language",
        TEA,
        "goals.yaml",
        (swap("languages: [zh]", "languages: [yue]", after="id: growers"),),
        (
            finds(
                "G104",
                "^languages:",
                "audience 'growers' reads yue, but the channels that reach it speak zh",
                "受众 “growers” 使用 yue，触达它的渠道却只用 zh",
                after="id: growers\n",
            ),
            finds(
                "P210",
                "^languages:",
                "audience 'growers' reads yue, but cannot read or use the plan's documents and rules (zh), nor any way to report or complain (zh), nor any report meant for it (zh)",
                after="id: growers\n",
            ),
            finds(
                "R109",
                "  ^register:\n",
                "nobody has looked at 'translation-gap' (audiences of several languages): neither a risk nor a waiver is of "
                "that category",
                file="risks.yaml",
            ),
        ),
    ),
    Mutation(
        "G104",
        "lenders who read French only",
        POWER,
        "goals.yaml",
        (swap("languages: [en]", "languages: [fr-CH]", after="id: lenders\n"),),
        (
            finds(
                "G104",
                "^languages:",
                "audience 'lenders' reads fr-CH, but the channels that reach it speak zh, en",
                after="id: lenders\n",
            ),
            finds(
                "P210",
                "^languages:",
                "audience 'lenders' reads fr-CH, but cannot read or use the plan's documents and rules (zh, en), nor any way to report or complain (zh, hak, en), nor any report meant for it (en, zh)",
                after="id: lenders\n",
            ),
        ),
    ),
    Mutation(
        "G104",
        "lenders who read British English",
        POWER,
        "goals.yaml",
        (swap("languages: [en]", "languages: [en-GB]", after="id: lenders\n"),),
        (),
    ),
    Mutation(
        "G104",
        "an audience added and not reached",
        HOUSTON,
        "plan.yaml",
        (add("  audiences:\n", "    - {id: teachers, name: Teachers, languages: [en]}\n"),),
        (
            finds("G104", "- {^id: teachers,", "no channel reaches audience 'teachers'"),
            finds("G113", "- {^id: teachers,", "nothing in the calendar is for audience 'teachers'"),
            lacks("G115", "- {^id: teachers,", "`power` and `interest` of audience 'teachers'"),
            finds("G117", "- {^id: teachers,", "nobody speaks for audience 'teachers'"),
        ),
    ),
    Mutation(
        "G104",
        "an audience no channel names any more",
        TEA,
        "content.yaml",
        (
            swap("[followers, regulars, vips, growers]", "[followers, regulars, vips]"),
            swap("      audiences: [growers]\n", "      audiences: [stores]\n", after="id: growers-group\n"),
        ),
        (finds("G104", "- ^id: growers\n", "no channel reaches audience 'growers'", file="goals.yaml"),),
    ),
    Mutation(
        "G104",
        "a channel that does not say whom it reaches",
        TEA,
        "content.yaml",
        (
            swap("[followers, regulars, vips, growers]", "[followers, regulars, vips]"),
            cut("      audiences: [growers]\n", after="id: growers-group\n"),
        ),
        (
            lacks(
                "G104",
                "- ^id: growers-group\n",
                "whom 'growers-group' reaches (`audiences`)",
                "“growers-group” 触达哪些受众（`audiences`）",
            ),
        ),
    ),
    Mutation(
        "G105",
        "a share written as a percentage",
        TEA,
        "goals.yaml",
        (swap("target: 0.28", "target: 28"),),
        (
            finds(
                "G105",
                "target: ^28\n",
                "target 28 of objective 'newcomers-stay' cannot be: 'retention' lies between 0 and 1",
                "目标 “newcomers-stay” 的目标值 28 不可能：“retention” 介于 0 与 1 之间",
            ),
        ),
    ),
    Mutation(
        "G105",
        "a target below today",
        TEA,
        "goals.yaml",
        (swap("target: 1200\n", "target: 800\n"),),
        (
            finds(
                "G105",
                "target: ^800\n",
                "objective 'weekly-talkers' goes from 860 to 800, but more of 'wau' is better",
                "目标 “weekly-talkers” 由 860 变为 800，但 “wau” 越高越好",
            ),
        ),
    ),
    Mutation(
        "G105",
        "a target where it stands already",
        POWER,
        "goals.yaml",
        (swap("target: 2\n", "target: 11\n"),),
        (finds("G105", "target: ^11\n", "objective 'overdue-open' aims at 11, where it stands already"),),
    ),
    Mutation(
        "G105",
        "a target one better than today",
        TEA,
        "goals.yaml",
        (swap("target: 1200\n", "target: 861\n"),),
        (),
    ),
    Mutation(
        "G105",
        "a goal that starts nobody knows where",
        TEA,
        "goals.yaml",
        (swap("baseline: {value: 35, date: 2026-10-31}", "baseline: {date: 2026-10-31}"),),
        (
            lacks(
                "G105",
                "- ^id: organic-notes\n",
                "`baseline.value` of the objective on 'unpaid-notes', to tell whether its target is better than today",
                "以 “unpaid-notes” 为指标的目标的 `baseline.value`，据以判断目标值是否比现状好",
            ),
            finds(
                "G106",
                "baseline: {date: ^2026-10-31}\n",
                "the baseline of objective 'organic-notes' was to be measured on 2026-10-31, and has no value yet",
            ),
        ),
    ),
)
