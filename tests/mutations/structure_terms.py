"""Faults for the rules about terms, promises to those asked, and how decisions are taken."""

from mutations.form import HOUSTON, POWER, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "S109",
        "a term that ran out half a year ago",
        POWER,
        "structure.yaml",
        (swap("{person: member-l, start: 2026-07-01, end: 2028-06-30}", "{person: member-l, start: 2024-07-01}"),),
        (
            finds(
                "S109",
                "start: ^2024-07-01}",
                "the term of 'member-l' in role 'upper-rep' ran out on 2026-06-30 (P2Y from 2024-07-01), and no new one is stated",
                "“member-l” 担任角色 “upper-rep” 的任期已于 2026-06-30 届满（自 2024-07-01 起 P2Y），没有写明新的任期",
            ),
        ),
    ),
    Mutation(
        "S109",
        "a term that ends today",
        POWER,
        "structure.yaml",
        (swap("{person: member-l, start: 2026-07-01, end: 2028-06-30}", "{person: member-l, start: 2025-01-16}"),),
        (),
    ),
    Mutation(
        "S109",
        "a term a year longer than the role's",
        POWER,
        "structure.yaml",
        (
            swap(
                "{person: member-w, start: 2026-09-01, end: 2028-08-31}",
                "{person: member-w, start: 2026-09-01, end: 2029-08-31}",
            ),
        ),
        (
            finds(
                "S109",
                "end: ^2029-08-31}",
                "'member-w' holds role 'worker-rep' from 2026-09-01 to 2029-08-31, longer than its term of P2Y, which ends on "
                "2028-08-31",
                "“member-w” 担任角色 “worker-rep” 的时间为 2026-09-01 至 2029-08-31，长于其任期 P2Y（至 2028-08-31 届满）",
            ),
        ),
    ),
    Mutation(
        "S109",
        "a term a month longer than the role's",
        POWER,
        "structure.yaml",
        (
            swap(
                "{person: member-w, start: 2026-09-01, end: 2028-08-31}",
                "{person: member-w, start: 2026-09-01, end: 2028-10-01}",
            ),
        ),
        (),
    ),
    Mutation(
        "S109",
        "a term that began on no day",
        POWER,
        "structure.yaml",
        (swap("[{person: member-w, start: 2026-09-01, end: 2028-08-31}]", "[member-w]"),),
        (
            lacks(
                "S109",
                "term: ^P2Y",
                "since when 'member-w' holds role 'worker-rep' (`start`), which has a term",
                "“member-w” 何时起担任有任期的角色 “worker-rep”（`start`）",
                after="id: worker-rep\n",
            ),
        ),
    ),
    Mutation(
        "S110",
        "asked, and never told",
        HOUSTON,
        "plan.yaml",
        (cut(" report_back: P7D,"),),
        (
            finds(
                "S110",
                "participation: ^consult, audiences: [regulars],",
                "decision 'decide-channels' promises to consult, but does not say when those asked hear what came of it",
                "决策 “decide-channels” 承诺“征询”，却没有写明参与者何时得知结果",
            ),
        ),
    ),
    Mutation(
        "S110",
        "a day on which nothing is told to those asked",
        POWER,
        "structure.yaml",
        (swap("report_back: 2027-03-31", "report_back: 2027-04-08"),),
        (
            finds(
                "S110",
                "report_back: ^2027-04-08",
                "decision 'haul-hours' reports back on 2027-04-08, but nothing in the calendar reaches 'school-families' within "
                "7 days of it",
                "决策 “haul-hours” 应在 2027-04-08 回告，但该日前后 7 天内，日历中没有内容触达 “school-families”",
            ),
        ),
    ),
    Mutation(
        "S110",
        "those asked are not named",
        POWER,
        "structure.yaml",
        (cut("      audiences: [fishers, lower-village]\n", after="id: marine-window\n"),),
        (
            lacks(
                "S110",
                "- ^id: marine-window\n",
                "who is asked about 'marine-window' (`audiences`)",
                "“marine-window” 向谁征求意见（`audiences`）",
            ),
        ),
    ),
    Mutation(
        "S111",
        "two days for a vote on money",
        POWER,
        "structure.yaml",
        (swap("window: P14D", "window: PT48H", after="id: community-fund\n"),),
        (
            finds(
                "S111",
                "window: ^PT48H",
                "decision 'community-fund' is open for 48 hours; who does not look in within 48 hours cannot take part",
                "决策 “community-fund” 只开放 48 小时；48 小时内没上线的人就无法参与",
            ),
        ),
    ),
    Mutation(
        "S111",
        "a minute too short",
        HOUSTON,
        "plan.yaml",
        (swap("window: P7D", "window: PT71H59M", after="id: decide-channels,"),),
        (
            finds(
                "S111",
                "window: ^PT71H59M",
                "decision 'decide-channels' is open for 71.98 hours; who does not look in within 71.98 hours cannot take part",
            ),
        ),
    ),
    Mutation(
        "S111",
        "three days for a vote",
        POWER,
        "structure.yaml",
        (swap("window: P14D", "window: PT72H", after="id: community-fund\n"),),
        (),
    ),
    Mutation(
        "S111",
        "a vote that is open for nobody knows how long",
        POWER,
        "structure.yaml",
        (cut("      window: P10D\n", after="id: joint-monitoring\n"),),
        (
            lacks(
                "S111",
                "- ^id: joint-monitoring\n",
                "how long 'joint-monitoring' is open for votes (`window`)",
                "“joint-monitoring” 的表决开放多久（`window`）",
            ),
        ),
    ),
    Mutation(
        "S112",
        "seven roles for one person",
        POWER,
        "structure.yaml",
        (
            swap("holders: [member-i]", "holders: [member-i, member-q]"),
            swap("holders: [member-r]", "holders: [member-r, member-q]"),
            swap("holders: [member-s]", "holders: [member-s, member-q]"),
            swap("holders: [member-t]", "holders: [member-t, member-q]"),
            swap("holders: [member-u]", "holders: [member-u, member-q]"),
            swap("hours_per_week: 8}", "hours_per_week: 40}", after="id: member-q,"),
        ),
        (
            finds(
                "S112",
                "- {^id: member-q,",
                "'member-q' holds 7 roles: 'hr-lead', 'social-work-rep', 'township-rep', 'ngo-observer', 'fund-chair', "
                "'independent-adviser', 'lender-observer'",
                "“member-q” 担任 7 个角色：“hr-lead”、“social-work-rep”、“township-rep”、“ngo-observer”、“fund-chair”、"
                "“independent-adviser”、“lender-observer”",
            ),
        ),
    ),
    Mutation(
        "S112",
        "six roles for one person",
        POWER,
        "structure.yaml",
        (
            swap("holders: [member-i]", "holders: [member-i, member-q]"),
            swap("holders: [member-r]", "holders: [member-r, member-q]"),
            swap("holders: [member-s]", "holders: [member-s, member-q]"),
            swap("holders: [member-t]", "holders: [member-t, member-q]"),
            swap("hours_per_week: 8}", "hours_per_week: 40}", after="id: member-q,"),
        ),
        (),
    ),
    Mutation(
        "S112",
        "two of three critical roles on one person",
        HOUSTON,
        "plan.yaml",
        (
            cut(" critical: true,", after="id: community-host,"),
            cut("critical: true, ", after="id: conduct-contact,"),
            swap("headcount: 2,", "headcount: 1,", after="id: workspace-admin,"),
            swap("holders: [member-a, member-e],", "holders: [member-e],", after="id: workspace-admin,"),
        ),
        (
            finds(
                "S112",
                "- {^id: member-e,",
                "'member-e' alone holds 2 of 3 critical roles: 'venue-treasurer', 'workspace-admin'",
                "3 个关键角色中有 2 个由 “member-e” 一人担任：“venue-treasurer”、“workspace-admin”",
            ),
            finds(
                "P230",
                "affiliation: ^Organisation 1",
                "profile oss@1 recommends people of two organisations or more in the roles it cannot do without "
                "(`two-organisations`): all of them belong to 'Organisation 1'",
                after="- {id: member-a, name",
            ),
        ),
    ),
    Mutation(
        "S113",
        "a fund that two answer for and nobody looks after",
        POWER,
        "structure.yaml",
        (swap("{responsible: [fund-panel], accountable: [fund-chair],", "{accountable: [liaison-officer],"),),
        (
            finds(
                "S113",
                "^accountable: [liaison-officer], consulted: [sep-manager]",
                "2 people answer for 'community-fund' together ('member-b', 'member-c'), and nobody is named who does it",
                "“community-fund” 由 2 人共同负责（“member-b”、“member-c”），却没有写明由谁执行",
            ),
        ),
    ),
    Mutation(
        "S113",
        "money that three answer for",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "raci: {responsible: venue-treasurer, accountable: lead-organiser,", "raci: {accountable: session-host,"
            ),
        ),
        (
            finds(
                "S113",
                "accountable: ^session-host,",
                "3 people answer for 'decide-spending' together ('member-a', 'member-c', 'member-d'), and nobody is named who does it",
            ),
        ),
    ),
    Mutation(
        "S114",
        "five of seven are asked first",
        POWER,
        "structure.yaml",
        (
            swap(
                "consulted: [fisher-rep, lower-rep], informed: [township-rep, ngo-observer]",
                "consulted: [fisher-rep, lower-rep, township-rep, ngo-observer, upper-rep]",
            ),
        ),
        (
            finds(
                "S114",
                "^consulted: [fisher-rep, lower-rep, township-rep,",
                "5 of the 7 named for 'marine-window' are to be asked first: 'fisher-rep', 'lower-rep', 'township-rep', "
                "'ngo-observer', 'upper-rep'",
                "“marine-window” 所列 7 个中有 5 个须事先征询：“fisher-rep”、“lower-rep”、“township-rep”、“ngo-observer”、“upper-rep”",
            ),
        ),
    ),
    Mutation(
        "S114",
        "three are asked first",
        POWER,
        "structure.yaml",
        (
            swap(
                "consulted: [fisher-rep, lower-rep], informed: [township-rep, ngo-observer]",
                "consulted: [fisher-rep, lower-rep, township-rep], informed: [ngo-observer]",
            ),
        ),
        (),
    ),
    Mutation(
        "S114",
        "four of seven are asked first",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "consulted: [moderator, regulars-voice, newcomers-voice]",
                "consulted: [moderator, regulars-voice, newcomers-voice, workshop-lead]",
            ),
        ),
        (
            finds(
                "S114",
                "^consulted: [moderator, regulars-voice, newcomers-voice, workshop-lead]",
                "4 of the 7 named for 'decide-rules' are to be asked first: 'moderator', 'regulars-voice', 'newcomers-voice', "
                "'workshop-lead'",
            ),
        ),
    ),
)
