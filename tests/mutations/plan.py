"""Faults for the rules about the plan as a whole: references, ids, placeholders."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "P201",
        "an owner misspelt, with a team beside it",
        HOUSTON,
        "plan.yaml",
        (swap("owner: community-host,", "owner: comunity-host,", after="id: science-circle,"),),
        (
            finds(
                "P201",
                "owner: ^comunity-host,",
                "no person, role or body has the id 'comunity-host'",
                "没有 id 为 “comunity-host” 的人员、角色或机构",
            ),
        ),
    ),
    Mutation(
        "P201",
        "a channel that falls back to a role",
        TEA,
        "content.yaml",
        (swap("fallback: service-account", "fallback: community-lead", after="- id: entry-groups\n"),),
        (finds("P201", "fallback: ^community-lead\n", "'community-lead' is a role, this needs a channel"),),
    ),
    Mutation(
        "P201",
        "a budget line for an action misspelt",
        POWER,
        "resources.yaml",
        (swap("[act-ramp, open-boxes]", "[act-ramps, open-boxes]"),),
        (
            finds(
                "P201",
                "activities: [^act-ramps,",
                "no calendar entry, routine, tool, risk action, report or plan has the id 'act-ramps'",
            ),
        ),
    ),
    Mutation(
        "P201",
        "a holder whom nobody knows",
        POWER,
        "structure.yaml",
        (swap("holders: [member-t]", "holders: [adviser-two]"),),
        (finds("P201", "holders: [^adviser-two]", "no person has the id 'adviser-two'"),),
    ),
    Mutation(
        "P202",
        "two prizes with one id",
        POWER,
        "engagement.yaml",
        (swap("id: prize-lamp", "id: prize-vest"),),
        (
            finds(
                "P202",
                "id: ^prize-vest,",
                "id 'prize-vest' already belongs to a prize",
                "id “prize-vest” 已被一个兑换品使用",
                after="id: prize-checkup,",
            ),
        ),
    ),
    Mutation(
        "P202",
        "a partner with the id of a service level",
        POWER,
        "resources.yaml",
        (swap("id: p-legal", "id: sl-ack"),),
        (finds("P202", "id: ^sl-ack\n", "id 'sl-ack' already belongs to a partner", file="rules.yaml"),),
    ),
    Mutation(
        "P202",
        "a report with the id of a person",
        HOUSTON,
        "plan.yaml",
        (swap("{id: report-finance,", "{id: member-g,"),),
        (finds("P202", "id: ^member-g,", "id 'member-g' already belongs to a person", after="id: report-value,"),),
    ),
    Mutation(
        "P203",
        "a contact never filled in",
        HOUSTON,
        "plan.yaml",
        (swap("contact: the mailbox named on the event page,", 'contact: "[INSERT CONTACT METHOD]",'),),
        (
            finds(
                "P203",
                'contact: "^[INSERT',
                "'[INSERT CONTACT METHOD]' was never filled in",
                "占位文字 “[INSERT CONTACT METHOD]” 尚未填写",
            ),
        ),
    ),
    Mutation(
        "P203",
        "a condition still open, in Chinese",
        TEA,
        "resources.yaml",
        (swap("condition: 季度复盘通过后拨下季度", "condition: 待定"),),
        (finds("P203", "condition: ^待定}", "'待定' was never filled in"),),
    ),
    Mutation(
        "P203",
        "in the middle of a long text",
        POWER,
        "plan.yaml",
        (swap("编号 SE-2024-001 至", "编号 XXXXX 至"),),
        (finds("P203", "^XXXXX", "'XXXXX' was never filled in"),),
    ),
    Mutation(
        "P203",
        "nothing between quotes",
        HOUSTON,
        "plan.yaml",
        (swap("call_to_action: Tell us four weeks ahead when a date does not fit.", 'call_to_action: ""'),),
        (finds("P203", "^call_to_action:", "`call_to_action` is empty", after="id: partner-letter,"),),
    ),
    Mutation(
        "P204",
        "a plan that does not say why",
        TEA,
        "goals.yaml",
        (
            cut("  purpose: 让买过一次茶的人会喝、常喝，并愿意把真实的评价说出来\n"),
            cut("  mission: 给三类群友各自需要的东西：新客学会冲泡，老客按时买到当季茶，VIP 参与选茶\n"),
        ),
        (
            lacks(
                "P204", "^goals:\n", "why the community exists (`goals.purpose`)", "社群为什么存在（`goals.purpose`）"
            ),
        ),
    ),
    Mutation(
        "P204",
        "a vision and no purpose",
        HOUSTON,
        "plan.yaml",
        (
            swap("  purpose: People in Houston who make, read or need charts learn", "  vision: People learn"),
            cut(
                "  mission: A free evening every month, a data jam every season and a place to ask in between, for everybody from first chart to daily craft.\n"
            ),
            cut(
                "  vision: Whoever in Houston has data that matters to the city knows somebody who can show it well.\n"
            ),
        ),
        (lacks("P204", "^goals:\n", "why the community exists (`goals.purpose`)"),),
    ),
    Mutation(
        "P205",
        "a freeze that ends before it begins",
        TEA,
        "plan.yaml",
        (swap("{start: 2027-10-01, end: 2027-10-03", "{start: 2027-10-01, end: 2027-09-03"),),
        (
            finds(
                "P205",
                "end: ^2027-09-03,",
                "a freeze ends on 2027-09-03, before it begins on 2027-10-01",
                "冻结期结束日 2027-09-03 早于开始日 2027-10-01",
            ),
        ),
    ),
    Mutation(
        "P205",
        "a goal due a year late",
        POWER,
        "goals.yaml",
        (swap("due: 2027-12-22", "due: 2028-12-22"),),
        (
            finds(
                "P205",
                "due: ^2028-12-22\n",
                "objective 'disclosed-on-time' is due on 2028-12-22, after the plan ends on 2027-12-31",
                "目标 “disclosed-on-time” 的截止日 2028-12-22 在方案结束（2027-12-31）之后",
            ),
        ),
    ),
    Mutation(
        "P205",
        "a goal due on the last day",
        POWER,
        "goals.yaml",
        (swap("due: 2027-12-22", "due: 2027-12-31"),),
        (),
    ),
    Mutation(
        "P205",
        "a plan without first day",
        TEA,
        "plan.yaml",
        (swap("period: {start: 2027-01-01, end: 2027-12-31}", "period: {end: 2027-12-31}"),),
        (
            lacks("E101", "^rewards:\n", "`plan.period`, to work out what points will cost", file="engagement.yaml"),
            lacks(
                "B102",
                "^period:",
                "first and last day of the plan (`plan.period: {start: ..., end: ...}`), to count how often 'article', 'co-drinking', 'live-review' and 4 more will be paid",
            ),
            lacks("P207", "^period:", "when the plan begins (`plan.period: {start: ..., end: ...}`)"),
            *(
                lacks(code, "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)")
                for code in [
                    "B103",
                    "C102",
                    "C103",
                    "C106",
                    "C107",
                    "C108",
                    "C109",
                    "C111",
                    "C113",
                    "C117",
                    "G113",
                    "G115",
                    "M107",
                    "M112",
                    "P205",
                ]
            ),
            lacks(
                "S102",
                "^period:",
                "first and last day of the plan (`plan.period: {start: ..., end: ...}`), which the terms of roles 'koc', 'member-rep' must be held against",
            ),
        ),
    ),
    Mutation(
        "P220",
        "a member of a board listed twice",
        TEA,
        "structure.yaml",
        (swap("members: [member-k, member-a, member-i]", "members: [member-k, member-a, member-k]"),),
        (
            finds(
                "P220",
                "member-a, ^member-k]",
                "'member-k' is listed twice in `members`",
                "“member-k” 在 `members` 中列了两次",
            ),
        ),
    ),
    Mutation(
        "P220",
        "an audience of an objective listed twice",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "audiences: [readers], review",
                "audiences: [readers, readers], review",
                after="statement: Two of five newcomers",
            ),
        ),
        (
            finds(
                "P220",
                "[readers, ^readers]",
                "'readers' is listed twice in `audiences`",
                after="statement: Two of five newcomers",
            ),
        ),
    ),
    Mutation(
        "P220",
        "two audiences of an objective",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "audiences: [readers], review",
                "audiences: [readers, regulars], review",
                after="statement: Two of five newcomers",
            ),
        ),
        (),
    ),
    Mutation(
        "P220",
        "one accountable, named twice",
        TEA,
        "structure.yaml",
        (
            swap(
                "accountable: [community-lead], informed: [points-manager, store-manager]",
                "accountable: [community-lead, community-lead], informed: [points-manager, store-manager]",
            ),
        ),
        (
            finds(
                "P220",
                "community-lead, ^community-lead], informed: [points",
                "'community-lead' is listed twice in `accountable`",
            ),
        ),
    ),
)
