"""Faults for the rules about audiences: how they are reached, counted, won over and spoken for."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "G111",
        "people who are only written to",
        TEA,
        "content.yaml",
        (
            swap("two_way: true", "two_way: false", after="- id: one-to-one\n"),
            swap("two_way: true", "two_way: false", after="- id: mini-program\n"),
        ),
        (
            finds(
                "G111",
                "^id: sleepers",
                "audience 'sleepers' cannot answer anywhere: 'one-to-one', 'mini-program', 'sms' only send",
                "受众 “sleepers” 没有可以回话的渠道：“one-to-one”、“mini-program”、“sms” 只能单向发布",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "G111",
        "workers who are only told",
        POWER,
        "content.yaml",
        (
            swap("two_way: true", "two_way: false", after="- id: hotline\n"),
            swap("two_way: true", "two_way: false", after="- id: site-board\n"),
        ),
        (
            finds(
                "G111",
                "^id: workers",
                "audience 'workers' cannot answer anywhere: 'hotline', 'site-board' only send",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "G111",
        "a platform that may or may not answer",
        TEA,
        "content.yaml",
        (
            swap("two_way: true", "two_way: false", after="- id: one-to-one\n"),
            cut("      two_way: true\n", after="- id: mini-program\n"),
        ),
        (
            lacks(
                "G111",
                "^id: mini-program",
                "whether people can answer on 'mini-program' (`two_way`)",
                "在 “mini-program” 上能否回话（`two_way`）",
            ),
        ),
    ),
    Mutation(
        "G112",
        "organisers on one platform",
        HOUSTON,
        "plan.yaml",
        (
            swap("fallback: event-page}", "fallback: meetup}", after="id: general,"),
            swap("audiences: [partners, organisers], languages", "audiences: [partners], languages"),
        ),
        (
            finds(
                "G112",
                "^id: organisers, name: Or",
                "audience 'organisers' can be reached on 'slack' only",
                "受众 “organisers” 只能通过 “slack” 联系到",
            ),
        ),
    ),
    Mutation(
        "G112",
        "advocates in one place",
        TEA,
        "content.yaml",
        (
            swap("fallback: service-account", "fallback: vip-groups", after="- id: benefit-groups\n"),
            swap("fallback: mini-program", "fallback: benefit-groups", after="- id: vip-groups\n"),
            swap("[regulars, vips, newcomers, kocs]", "[regulars, vips, newcomers]", after="- id: service-account\n"),
            swap("[regulars, vips, newcomers, kocs, sleepers]", "[regulars, vips, newcomers, sleepers]"),
            swap("[followers, kocs]", "[followers]"),
        ),
        (
            finds(
                "G112", "^id: kocs", "audience 'kocs' can be reached on 'wecom-external-group' only", file="goals.yaml"
            ),
            finds(
                "P230",
                "fallback: ^vip-groups",
                "profile wechat-brand@1 requires another platform to fall back on for each group (`backup-channel`): "
                "'benefit-groups' falls back on 'vip-groups', which is on the same platform",
                after="- id: benefit-groups\n",
            ),
            finds(
                "P230",
                "fallback: ^benefit-groups",
                "profile wechat-brand@1 requires another platform to fall back on for each group (`backup-channel`): "
                "'vip-groups' falls back on 'benefit-groups', which is on the same platform",
                after="- id: vip-groups\n",
            ),
        ),
    ),
    Mutation(
        "G112",
        "a second channel of no known platform",
        HOUSTON,
        "plan.yaml",
        (
            swap("fallback: event-page}", "fallback: meetup}", after="id: general,"),
            swap("platform: email,\n", "\n", after="id: partner-mail,"),
            swap(
                "export: mailbox download by an admin, fallback: event-page}", "export: mailbox download by an admin}"
            ),
        ),
        (
            lacks(
                "C101",
                "^id: partner-mail, name: ",
                "the `platform` (as in `commplan platforms`) or the `capacity` of channel 'partner-mail'",
            ),
            lacks(
                "G112",
                "^id: partner-mail, name: ",
                "the platform of 'partner-mail' (`platform`)",
                "“partner-mail” 的平台（`platform`）",
            ),
        ),
    ),
    Mutation(
        "G113",
        "sleepers left to sleep",
        TEA,
        "content.yaml",
        (swap("audiences: [sleepers]", "audiences: [regulars]", after="id: win-back\n"),),
        (
            finds(
                "G113",
                "^id: sleepers",
                "nothing in the calendar is for audience 'sleepers'",
                "日历中没有任何内容面向受众 “sleepers”",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "G113",
        "one note a year",
        TEA,
        "content.yaml",
        (swap("FREQ=MONTHLY;INTERVAL=3;BYDAY=4WE", "FREQ=YEARLY"),),
        (
            finds(
                "G113",
                "^id: sleepers",
                "audience 'sleepers' gets nothing for 44 weeks, from 2027-02-25 to 2027-12-31, while others get something on 252 days",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "G113",
        "one note in each half of the year",
        TEA,
        "content.yaml",
        (
            swap(
                'start: 2027-02-24T10:30\n      rrule: "FREQ=MONTHLY;INTERVAL=3;BYDAY=4WE"',
                'start: 2027-07-03T10:30\n      rrule: "FREQ=YEARLY"',
                after="id: win-back\n",
            ),
        ),
        (),
    ),
    Mutation(
        "G113",
        "a note to nobody in particular",
        TEA,
        "content.yaml",
        (cut("      audiences: [sleepers]\n", after="id: win-back\n"),),
        (lacks("G113", "^calendar:", "the `audiences` of 'win-back'", "“win-back” 的 `audiences`"),),
    ),
    Mutation(
        "G114",
        "more newcomers than members leave room for",
        TEA,
        "goals.yaml",
        (swap("size: 4200", "size: 5271"),),
        (
            finds(
                "G114",
                "^10700, date: 2026-10-31}",
                "'newcomers', 'regulars', 'vips' are 11771 people together, but objective 'group-members' starts from 10700 members",
                "“newcomers”、“regulars”、“vips” 合计 11771 人，但目标 “group-members” 的起点只有 10700 名成员",
            ),
        ),
    ),
    Mutation(
        "G114",
        "fewer members than people",
        TEA,
        "goals.yaml",
        (swap("baseline: {value: 10700,", "baseline: {value: 9727,"),),
        (
            finds(
                "G114",
                "^9727, date: 2026-10-31}",
                "'newcomers', 'regulars', 'vips' are 10700 people together, but objective 'group-members' starts from 9727 members",
            ),
        ),
    ),
    Mutation("G114", "a tenth too many", TEA, "goals.yaml", (swap("size: 4200", "size: 5270"),), ()),
    Mutation(
        "G114",
        "a group of unknown size",
        TEA,
        "goals.yaml",
        (cut("      size: 5600\n"),),
        (
            lacks("G110", "^id: regulars", "how many people 'regulars' are (`size`)"),
            lacks("G114", "^id: regulars", "how many people 'regulars' are (`size`)", "“regulars” 有多少人（`size`）"),
        ),
    ),
    Mutation(
        "G115",
        "the most important group asleep",
        TEA,
        "goals.yaml",
        (swap("power: 1\n      interest: 1", "power: 4\n      interest: 4"),),
        (
            finds(
                "G115",
                "^4\n      interest: 4\n",
                "audience 'sleepers' has much power and interest, but gets the least: 4 in the plan period, while 'growers' gets 13",
                "受众 “sleepers” 权力与利益都高，安排的内容却最少：方案期间 4 次，而 “growers” 有 13 次",
            ),
        ),
    ),
    Mutation(
        "G115",
        "partners who care",
        HOUSTON,
        "plan.yaml",
        (swap("power: 4, interest: 3", "power: 4, interest: 4"),),
        (
            finds(
                "G115",
                "^4, interest: 4, engageme",
                "audience 'partners' has much power and interest, but gets the least: 15 in the plan period, while 'organisers' gets 30",
            ),
        ),
    ),
    Mutation(
        "G115",
        "a group in the middle asleep",
        TEA,
        "goals.yaml",
        (swap("power: 1\n      interest: 1", "power: 3\n      interest: 4"),),
        (),
    ),
    Mutation(
        "G115",
        "power unknown",
        TEA,
        "goals.yaml",
        (cut("      power: 1\n", after="id: sleepers\n"),),
        (lacks("G115", "^id: sleepers", "`power` of audience 'sleepers'", "受众 “sleepers” 的 `power`"),),
    ),
    Mutation(
        "G116",
        "sleepers written to and nothing else",
        TEA,
        "goals.yaml",
        (swap("[newcomers, regulars, sleepers]", "[newcomers, regulars]"),),
        (
            finds(
                "G116",
                " {now: unaware, wanted: ^neutral}",
                "audience 'sleepers' is to go from unaware to neutral, but all that is planned for it is 1 of kind push",
                "受众 “sleepers” 要从“不了解”变为“中立”，但为它安排的只有群发推送 1 项",
            ),
        ),
    ),
    Mutation(
        "G116",
        "a buyer to be won by letters",
        POWER,
        "goals.yaml",
        (
            swap(
                "engagement: {now: supportive, wanted: supportive}",
                "engagement: {now: supportive, wanted: leading}",
                after="id: offtaker\n",
            ),
            swap("government, offtaker, employees]", "government, employees]"),
        ),
        (
            finds(
                "G116",
                "^leading}\n      representative: lender-li",
                "audience 'offtaker' is to go from supportive to leading, but all that is planned for it is 2 of kind disclosure, 1 of kind post",
            ),
        ),
    ),
    Mutation(
        "G116",
        "no wish",
        TEA,
        "goals.yaml",
        (swap("{now: unaware, wanted: neutral}", "{now: unaware}"),),
        (
            lacks(
                "G116",
                "^id: sleepers",
                "`engagement.wanted` of audience 'sleepers'",
                "受众 “sleepers” 的 `engagement.wanted`",
            ),
        ),
    ),
    Mutation(
        "G117",
        "readers without a voice",
        TEA,
        "goals.yaml",
        (cut("      representative: editor\n"),),
        (finds("G117", "^id: followers", "nobody speaks for audience 'followers'", "受众 “followers” 没有代表"),),
    ),
    Mutation(
        "G117",
        "sleepers without a voice",
        TEA,
        "goals.yaml",
        (cut("      representative: points-manager\n"),),
        (finds("G117", "^id: sleepers", "nobody speaks for audience 'sleepers'"),),
    ),
    Mutation(
        "G117",
        "nobody speaks for anybody",
        HOUSTON,
        "plan.yaml",
        (
            cut("representative: lead-organiser", after="- {id: organisers,"),
            cut("representative: regulars-voice, "),
            cut("representative: newcomers-voice, ", after="- {id: readers,"),
            cut("representative: newcomers-voice, ", after="- {id: short-evenings,"),
            cut("representative: venue-treasurer", after="- {id: partners,"),
            cut(" represents: [organisers],"),
            cut(" represents: [partners],"),
            cut(" represents: [regulars],"),
            cut("represents: [readers, short-evenings], "),
        ),
        (
            lacks(
                "G117",
                "^audiences:\n    - {id",
                "who speaks for the audiences (`representative`, or `represents` of a role)",
                "谁代表各受众（`representative`，或角色的 `represents`）",
            ),
        ),
    ),
)
