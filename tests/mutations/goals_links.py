"""Faults for the rules that hold objectives against baselines, activities, values and each other."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, add, cut, finds, lacks, swap

UNLINKED = (
    cut("objectives: [monthly-actives, first-voices, calendar-kept], ", after="id: meetup-evening,"),
    cut("objectives: [first-voices, calendar-kept], ", after="id: meetup-announcement,"),
    cut(
        "objectives: [weekly-actives, even-shares, more-shoulders, first-reply, nobody-unanswered], ",
        after="id: tuesday-post,",
    ),
    cut("objectives: [weekly-actives, even-shares], ", after="id: reading-circle,"),
    cut("objectives: [weekly-actives, even-shares],\n", after="id: dataset-post,"),
    cut("objectives: [weekly-actives, even-shares],\n", after="id: read-and-data-post,"),
    cut("objectives: [second-month, weekly-actives, first-reply, nobody-unanswered], ", after="id: feedback-friday,"),
    cut("objectives: [second-month, more-shoulders], ", after="id: science-circle,"),
    cut("objectives: [first-voices, more-shoulders], ", after="id: data-jam,"),
    cut("objectives: [second-month, first-voices], ", after="id: workshop,"),
    cut("objectives: [second-month, calendar-kept], ", after="id: spring-consultation,"),
    cut("objectives: [calendar-kept],\n", after="id: partner-letter,"),
    cut("objectives: [calendar-kept, more-shoulders], ", after="id: organisers-meeting,"),
    cut("objectives: [calendar-kept, even-shares],\n", after="id: quarter-review,"),
    cut("objectives: [more-shoulders, calendar-kept], ", after="id: year-review,"),
)
"""No entry of the calendar says which objectives it serves."""

TABLE = (
    Mutation(
        "G106",
        "a goal whose start nobody wrote down",
        TEA,
        "goals.yaml",
        (cut("      baseline: {value: 860, date: 2026-10-31}\n"),),
        (
            lacks(
                "G105",
                "^id: weekly-talkers",
                "`baseline.value` of the objective on 'wau', to tell whether its target is better than today",
            ),
            finds(
                "G106",
                "      target: ^1200",
                "objective 'weekly-talkers' aims at 1200, but does not say where it starts",
                "目标 “weekly-talkers” 的目标值为 1200，却没有写明从多少起步",
            ),
        ),
    ),
    Mutation(
        "G106",
        "a baseline of no known day",
        POWER,
        "goals.yaml",
        (swap("baseline: {value: 11, date: 2026-10-31}", "baseline: {value: 11}"),),
        (finds("G106", "^11}", "the baseline 11 of objective 'overdue-open' does not say when it was measured"),),
    ),
    Mutation(
        "G107",
        "a goal that nothing serves any more",
        HOUSTON,
        "plan.yaml",
        (swap("[monthly-actives, first-voices, calendar-kept]", "[first-voices, calendar-kept]"),),
        (
            finds(
                "G107",
                "^id: monthly-actives, sta",
                "nothing that is done serves objective 'monthly-actives'",
                "没有任何活动服务于目标 “monthly-actives”",
            ),
        ),
    ),
    Mutation(
        "G107",
        "a goal added and never planned for",
        TEA,
        "goals.yaml",
        (
            add(
                "  objectives:\n",
                "    - {id: summer-talkers, statement: 夏天每周有互动的成员达到 1000 人, spaces: engagement, metric: wau, baseline: {value: 860, date: 2026-10-31}, target: 1000, due: 2027-08-31, owner: community-lead, audiences: [regulars, vips, kocs], review: P1M}\n",
            ),
        ),
        (finds("G107", "^id: summer-talkers, stat", "nothing that is done serves objective 'summer-talkers'"),),
    ),
    Mutation(
        "G107",
        "a calendar without goals",
        HOUSTON,
        "plan.yaml",
        UNLINKED,
        (
            lacks(
                "G107",
                "  ^calendar:",
                "which objectives the calendar serves (`objectives` of its entries)",
                "日历服务于哪些目标（各条目的 `objectives`）",
            ),
            lacks(
                "G108",
                "  ^calendar:",
                "the `objectives` of 'meetup-evening', 'meetup-announcement', 'tuesday-post', 'reading-circle' and 9 more",
            ),
        ),
    ),
    Mutation(
        "G108",
        "a class for no goal",
        TEA,
        "content.yaml",
        (cut("      objectives: [newcomers-stay, group-members, leave-rate]\n"),),
        (
            finds(
                "G108",
                "^id: newcomer-class",
                "entry 'newcomer-class' serves no objective, and takes 144 hours",
                "日历条目 “newcomer-class” 不服务于任何目标，却要用 144 小时",
            ),
        ),
    ),
    Mutation(
        "G108",
        "an announcement for no goal",
        HOUSTON,
        "plan.yaml",
        (cut("objectives: [first-voices, calendar-kept], ", after="id: meetup-announcement,"),),
        (
            finds(
                "G108",
                "^id: meetup-announcement,",
                "entry 'meetup-announcement' serves no objective, and takes 12 hours",
            ),
        ),
    ),
    Mutation(
        "G108",
        "a calendar without goals",
        HOUSTON,
        "plan.yaml",
        UNLINKED,
        (
            lacks("G107", "  ^calendar:", "which objectives the calendar serves (`objectives` of its entries)"),
            lacks(
                "G108",
                "  ^calendar:",
                "the `objectives` of 'meetup-evening', 'meetup-announcement', 'tuesday-post', 'reading-circle' and 9 more",
                "“meetup-evening”、“meetup-announcement”、“tuesday-post”、“reading-circle” 等 13 个 的 `objectives`",
            ),
        ),
    ),
    Mutation(
        "G109",
        "ideas measured by who comes back",
        HOUSTON,
        "plan.yaml",
        (swap("spaces: success, metric: retention", "spaces: product, metric: retention"),),
        (
            finds(
                "G109",
                "^product, metric: retenti",
                "objective 'second-month' serves product, which 'retention' cannot show",
                "目标 “second-month” 服务于“产品”，而 “retention” 体现不了它",
            ),
        ),
    ),
    Mutation(
        "G109",
        "help measured by who is new",
        HOUSTON,
        "plan.yaml",
        (swap("spaces: acquisition, metric: new-members", "spaces: product, metric: new-members"),),
        (
            finds(
                "G109",
                "^product, metric: new-mem",
                "objective 'first-voices' serves product, which 'new-members' cannot show",
            ),
        ),
    ),
    Mutation(
        "G109",
        "a goal that serves nobody knows what",
        TEA,
        "goals.yaml",
        (cut("      spaces: acquisition\n"),),
        (
            lacks(
                "G109",
                "^id: group-members",
                "which business value 'group-members' serves (`spaces`)",
                "“group-members” 服务于哪种业务价值（`spaces`）",
            ),
        ),
    ),
    Mutation(
        "G110",
        "a third of everybody, every week",
        TEA,
        "goals.yaml",
        (swap("target: 1200\n", "target: 3751\n"),),
        (
            finds(
                "G110",
                "^3751",
                "objective 'weekly-talkers' wants 3751 of 12500 people active, 30%; in most communities about 10% are",
                "目标 “weekly-talkers” 要 12500 人中 3751 人活跃（30%），多数社群约为 10%",
            ),
        ),
    ),
    Mutation(
        "G110",
        "more people than there are",
        HOUSTON,
        "plan.yaml",
        (swap("target: 12, unit: people in 28 days", "target: 34, unit: people in 28 days"),),
        (
            finds(
                "G110",
                "^34, unit: people in 28 d",
                "objective 'monthly-actives' wants 34 active people, but with 'regulars', 'readers' there are only 33",
            ),
        ),
    ),
    Mutation(
        "G110", "just three in ten, every week", TEA, "goals.yaml", (swap("target: 1200\n", "target: 3750\n"),), ()
    ),
    Mutation(
        "G110",
        "everybody, every month, in a small group",
        HOUSTON,
        "plan.yaml",
        (swap("target: 12, unit: people in 28 days", "target: 33, unit: people in 28 days"),),
        (),
    ),
    Mutation(
        "G110",
        "an audience of unknown size",
        TEA,
        "goals.yaml",
        (cut("      size: 900\n"),),
        (
            lacks("G110", "^id: vips", "how many people 'vips' are (`size`)", "“vips” 有多少人（`size`）"),
            lacks("G114", "^id: vips", "how many people 'vips' are (`size`)"),
        ),
    ),
    Mutation(
        "G118",
        "more in a week than in a month",
        HOUSTON,
        "plan.yaml",
        (swap("target: 5, unit: people in 7 days", "target: 13, unit: people in 7 days"),),
        (
            finds(
                "G118",
                "^13, unit: people in 7 da",
                "objective 'weekly-actives' wants 'wau' at 13, and objective 'monthly-actives' only 12 of 'mau', which counts all of these people and more",
                "目标 “weekly-actives” 要求 “wau” 达到 13，目标 “monthly-actives” 却只要求 “mau” 达到 12，而后者包含前者统计的所有人",
            ),
        ),
    ),
    Mutation(
        "G118",
        "fewer in a month than in a week",
        HOUSTON,
        "plan.yaml",
        (swap("target: 12, unit: people in 28 days", "target: 4.5, unit: people in 28 days"),),
        (
            finds(
                "G118",
                "^5, unit: people in 7 day",
                "objective 'weekly-actives' wants 'wau' at 5, and objective 'monthly-actives' only 4.5 of 'mau', which counts all of these people and more",
            ),
        ),
    ),
    Mutation(
        "G118",
        "as many in a week as in a month",
        HOUSTON,
        "plan.yaml",
        (swap("target: 5, unit: people in 7 days", "target: 12, unit: people in 7 days"),),
        (),
    ),
    Mutation(
        "G118",
        "a week of no known end",
        HOUSTON,
        "plan.yaml",
        (cut(" due: 2016-11-30,", after="id: weekly-actives,"),),
        (
            lacks("G102", "^id: weekly-actives, stat", "when 'weekly-actives' is due (`due`)"),
            lacks(
                "G118",
                "^id: weekly-actives, stat",
                "`due` of objective 'weekly-actives'",
                "目标 “weekly-actives” 的 `due`",
            ),
        ),
    ),
)
