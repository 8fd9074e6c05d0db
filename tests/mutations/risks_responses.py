"""Faults for the rules about responses to risks and what follows from them."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

NINE = swap("      likelihood: 3\n      impact: 1\n", "      likelihood: 3\n      impact: 3\n")
NINE_LEFT = swap("residual: {likelihood: 3, impact: 1}", "residual: {likelihood: 3, impact: 3}")
TABLE = (
    Mutation(
        "R104",
        "a risk that nobody takes over",
        TEA,
        "risks.yaml",
        (cut("      counterparty: 保险公司团体意外险，随报名逐人投保，保单号写入出行手册\n"),),
        (
            finds(
                "R104",
                "response: ^transfer\n",
                "risk 'rain-trip' is to be transferred, but nobody is named who takes it over",
                "风险 “rain-trip” 选择转移，但没有写明由谁承担",
            ),
        ),
    ),
    Mutation(
        "R104",
        "a risk avoided that can still happen",
        TEA,
        "risks.yaml",
        (swap("residual: {likelihood: 1, impact: 4}", "residual: {likelihood: 2, impact: 4}"),),
        (
            finds(
                "R104",
                "response: ^avoid",
                "risk 'induced-sharing' is to be avoided, yet likelihood 2 of 5 remains: what it comes from goes on",
                "风险 “induced-sharing” 选择规避，残余可能性却为 2（满分 5）：带来风险的事仍在做",
            ),
        ),
    ),
    Mutation(
        "R104",
        "a risk reduced by nothing",
        HOUSTON,
        "plan.yaml",
        (
            cut(
                "       actions: [{action: Letter with all dates of the quarter to both hosts, owner: venue-treasurer, "
                "due: 2016-01-20, entry: partner-letter, effort_hours: 1}],\n"
            ),
        ),
        (
            finds(
                "R104",
                "response: ^reduce",
                "risk 'risk-venue' is to be reduced, but nothing is planned to reduce it",
                "风险 “risk-venue” 选择降低，但没有安排任何措施",
                after="id: risk-venue,",
            ),
        ),
    ),
    Mutation(
        "R104",
        "a risk accepted that nobody signed for",
        POWER,
        "risks.yaml",
        (NINE, NINE_LEFT, cut("      accepted_by: general-manager\n")),
        (
            finds(
                "R104",
                "response: ^accept\n",
                "risk 'rate-swing' is accepted at 3 x 3 = 9, above 5, and nobody has signed for it",
                "风险 “rate-swing” 以 3 x 3 = 9 被接受，高于 5，却没有人批准",
            ),
        ),
    ),
    Mutation(
        "R104",
        "a risk accepted by somebody who may not",
        POWER,
        "risks.yaml",
        (NINE, NINE_LEFT, swap("      accepted_by: general-manager\n", "      accepted_by: sep-manager\n")),
        (
            finds(
                "R104",
                "accepted_by: ^sep-manager\n",
                "risk 'rate-swing' is accepted at 3 x 3 = 9, above 5, by 'sep-manager'; only 'general-manager' may do that",
                "风险 “rate-swing” 以 3 x 3 = 9 被接受，高于 5，批准者是 “sep-manager”；而只有 “general-manager” 有权批准",
            ),
        ),
    ),
    Mutation("R104", "a risk accepted by who may", POWER, "risks.yaml", (NINE, NINE_LEFT), ()),
    Mutation(
        "R104",
        "what remains of a risk avoided not stated",
        TEA,
        "risks.yaml",
        (cut("      residual: {likelihood: 1, impact: 4}\n"),),
        (
            lacks(
                "R104",
                "- ^id: induced-sharing\n",
                "the residual risk of 'induced-sharing' (`residual`)",
                "风险 “induced-sharing” 的残余风险（`residual`）",
            ),
        ),
    ),
    Mutation(
        "R105",
        "a risk that was to be looked at two weeks and a day ago",
        TEA,
        "risks.yaml",
        (swap("next_review: 2027-01-21", "next_review: 2026-12-31", after="id: platform-block\n"),),
        (
            finds(
                "R105",
                "next_review: ^2026-12-31",
                "risk 'platform-block' was to be looked at again on 2026-12-31, 15 days ago",
                "风险 “platform-block” 应在 2026-12-31 复查，已过去 15 天",
            ),
        ),
    ),
    Mutation(
        "R105",
        "a risk that was to be looked at two weeks ago",
        TEA,
        "risks.yaml",
        (swap("next_review: 2027-01-21", "next_review: 2027-01-01", after="id: platform-block\n"),),
        (),
    ),
    Mutation(
        "R105",
        "an action that is late",
        POWER,
        "risks.yaml",
        (swap("due: 2027-01-18", "due: 2026-12-28"),),
        (
            finds(
                "R105",
                "due: ^2026-12-28",
                "'承诺台账每周与施工例会对账，逾期项由总经理点名', for risk 'promise-broken', was due on 2026-12-28, "
                "18 days ago, and is not recorded as done",
                "风险 “promise-broken” 的措施 “承诺台账每周与施工例会对账，逾期项由总经理点名” 应在 2026-12-28 完成，"
                "已过去 18 天，却没有完成记录",
            ),
        ),
    ),
    Mutation(
        "R105",
        "nobody says when a risk is looked at again",
        TEA,
        "risks.yaml",
        (
            cut("      next_review: 2027-01-21\n", after="id: platform-block\n"),
            cut("  cadence: P1M\n", file="evaluation.yaml"),
        ),
        (
            lacks(
                "P207",
                "^evaluation:\n",
                "how often the plan is evaluated (`evaluation.cadence`, each quarter is `cadence: P3M`)",
                file="evaluation.yaml",
            ),
            lacks(
                "R105",
                "- ^id: platform-block\n",
                "when risk 'platform-block' is looked at again (`next_review`)",
                "风险 “platform-block” 下次复查的日期（`next_review`）",
            ),
        ),
    ),
)
