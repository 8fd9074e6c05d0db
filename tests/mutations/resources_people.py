"""Faults for the rules about the reserve of the budget, and about skills and languages that work takes."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, add, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "B106",
        "a currency risk that is far larger than the reserve",
        POWER,
        "risks.yaml",
        (swap("cost: 21300", "cost: 723334"),),
        (
            finds(
                "B106",
                "contingency: ^217000",
                "the reserve is 217,000 CNY, and the accepted risks may be expected to cost 217,000.20 CNY: 'rate-swing' 0.3 x 723,334 CNY; 0.20 CNY is missing",
                "预备金为 217,000 CNY，而已接受的风险预期损失为 217,000.20 CNY：“rate-swing” 0.3 x 723,334 CNY；缺少 0.20 CNY",
                file="resources.yaml",
            ),
        ),
    ),
    Mutation(
        "B106",
        "a currency risk that the reserve just holds",
        POWER,
        "risks.yaml",
        (swap("cost: 21300", "cost: 723333"),),
        (),
    ),
    Mutation(
        "B106",
        "the reserve is left out and spent",
        TEA,
        "resources.yaml",
        (cut("    contingency: 119900\n"), swap("amount: 1180000", "amount: 1299900")),
        (
            finds(
                "B106", "  ^budget:\n", "the budget keeps no reserve (`contingency`)", "预算没有预备金（`contingency`）"
            ),
        ),
    ),
    Mutation(
        "B106",
        "spam is accepted, and nobody says what it costs",
        HOUSTON,
        "plan.yaml",
        (
            cut("cost: 0, owner: moderator", after="id: risk-spam,"),
            add("impact: 2, ", "owner: moderator", after="id: risk-spam,"),
        ),
        (
            lacks(
                "B106",
                "- {^id: risk-spam,",
                "what accepted risk 'risk-spam' would cost if it happened (`cost`; 0 when nothing)",
                "已接受的风险 “risk-spam” 一旦发生会损失多少（`cost`；没有损失写 0）",
            ),
        ),
    ),
    Mutation(
        "B107",
        "nobody on the team of the survey speaks the language it is held in",
        POWER,
        "content.yaml",
        (cut("      team: [liaison-officer]\n", after="- id: survey\n"),),
        (
            finds(
                "B107",
                "language: ^hak",
                "'survey' is in hak, and nobody who does it works in it: 'member-a' zh, en",
                "“survey” 使用 hak，而参与的人中无人使用：“member-a” zh、en",
                after="- id: survey\n",
            ),
        ),
    ),
    Mutation(
        "B107",
        "a fund chair who has never led a meeting",
        POWER,
        "structure.yaml",
        (swap("skills: [手语, 会议主持]", "skills: [手语]"),),
        (
            finds(
                "B107",
                "^skills: [会议主持]",
                "role 'fund-chair' takes '会议主持', and nobody who holds it has it: 'member-q' 手语",
                "角色 “fund-chair” 需要 “会议主持”，而任职者中无人具备：“member-q” 手语",
                after="id: fund-chair\n",
            ),
        ),
    ),
    Mutation(
        "B107",
        "the only treasurer cannot keep books",
        HOUSTON,
        "plan.yaml",
        (swap("skills: [bookkeeping, event production]", "skills: [event production]"),),
        (
            finds(
                "B107",
                "^skills: [bookkeeping]",
                "role 'venue-treasurer' takes 'bookkeeping', and nobody who holds it has it: 'member-e' event production",
            ),
        ),
    ),
    Mutation(
        "B107",
        "nobody knows what the evening steward can do",
        TEA,
        "structure.yaml",
        (cut("skills: [夜间答疑], ", after="id: member-m,"),),
        (
            lacks(
                "B107",
                "- {^id: member-m,",
                "the `skills` of 'member-m', as role 'evening-steward' takes '夜间答疑'",
                "“member-m” 的技能（`skills`）；角色 “evening-steward” 需要 “夜间答疑”",
            ),
        ),
    ),
)
