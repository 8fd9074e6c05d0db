"""Faults for the rules about the plan as a whole: references, ids, placeholders."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, finds, swap

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
                "没有 id 为 'comunity-host' 的人员、角色或机构",
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
                "id 'prize-vest' 已被一个兑换品使用",
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
                "占位文字 '[INSERT CONTACT METHOD]' 尚未填写",
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
)
