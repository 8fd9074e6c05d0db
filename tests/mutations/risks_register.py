"""Faults for the rules about the register as a whole: what nobody has looked at, who holds it, what it hangs on."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "R109",
        "points that nobody thinks can be farmed",
        TEA,
        "risks.yaml",
        (swap("category: rewards-abuse", "category: fraud"),),
        (
            finds(
                "R109",
                "  ^register:\n",
                "nobody has looked at 'rewards-abuse' (members earn points): neither a risk nor a waiver is of that category",
                "没有人考虑过 “rewards-abuse”（设有积分）：既没有这一类的风险，也没有写明不适用",
            ),
        ),
    ),
    Mutation(
        "R109",
        "a category that is nearly that of the catalogue",
        HOUSTON,
        "plan.yaml",
        (swap("category: key-person-loss", "category: keyperson-loss"),),
        (
            finds(
                "R109",
                "category: ^keyperson-loss",
                "'keyperson-loss' is no category of the catalogue",
                "风险目录中没有 “keyperson-loss” 这一类",
            ),
        ),
    ),
    Mutation(
        "R109",
        "a waiver of yesterday",
        POWER,
        "risks.yaml",
        (swap("由群主逐人核对, by: disclosure-editor}", "由群主逐人核对, until: 2027-01-14}"),),
        (
            finds(
                "R109",
                "until: ^2027-01-14",
                "that 'spam-raid' does not apply held until 2027-01-14",
                "“spam-raid” 不适用的期限到 2027-01-14 为止",
            ),
        ),
    ),
    Mutation(
        "R109",
        "a waiver of today",
        POWER,
        "risks.yaml",
        (swap("由群主逐人核对, by: disclosure-editor}", "由群主逐人核对, until: 2027-01-15}"),),
        (),
    ),
    Mutation(
        "R109",
        "a waiver of what the register holds",
        TEA,
        "risks.yaml",
        (swap("{category: harassment,", "{category: burnout,"),),
        (
            finds(
                "R109",
                "{category: ^burnout,",
                "'burnout' is said not to apply here, and risk 'steward-burnout' is of that category",
                "“burnout” 写明不适用，而风险 “steward-burnout” 正属于这一类",
            ),
            finds(
                "R109",
                "  ^register:\n",
                "nobody has looked at 'harassment' (every community): neither a risk nor a waiver is of that category",
            ),
        ),
    ),
    Mutation(
        "R109",
        "a risk without category",
        HOUSTON,
        "plan.yaml",
        (cut("category: burnout, "),),
        (
            lacks(
                "R109",
                "  ^register:\n",
                "the `category` of 'risk-burnout'",
                "“risk-burnout” 的 `category`",
                after="\nrisks:\n",
            ),
        ),
    ),
    Mutation(
        "R110",
        "three of five high risks on one person",
        TEA,
        "risks.yaml",
        (swap("owner: benefit-steward", "owner: community-lead", after="id: over-push\n"),),
        (
            finds(
                "R110",
                "owner: ^community-lead",
                "'member-a' alone owns 3 of 5 high risks: 'platform-block', 'over-push', 'steward-leaves'",
                "5 项高风险中有 3 项由 “member-a” 一人负责：“platform-block”、“over-push”、“steward-leaves”",
                after="id: platform-block\n",
            ),
        ),
    ),
    Mutation(
        "R110",
        "four of eight high risks on one person",
        POWER,
        "risks.yaml",
        (
            swap("owner: grievance-officer", "owner: sep-manager", after="id: retaliation\n"),
            swap("owner: disclosure-editor", "owner: sep-manager", after="id: rumour\n"),
        ),
        (),
    ),
    Mutation(
        "R110",
        "a risk that those own whom it is about",
        POWER,
        "risks.yaml",
        (swap("owner: sep-manager # 不由联络官本人负责", "owner: member-b"),),
        (
            finds(
                "R110",
                "owner: ^member-b",
                "risk 'liaison-leaves' is about 'liaison-officer', and 'member-b' owns it: nobody else watches",
                "风险 “liaison-leaves” 出在 “liaison-officer” 身上，又由 “member-b” 负责：没有别人盯住",
            ),
        ),
    ),
    Mutation(
        "R110",
        "a risk without likelihood that may be one too many",
        TEA,
        "risks.yaml",
        (
            swap("owner: benefit-steward", "owner: community-lead", after="id: over-push\n"),
            cut("      likelihood: 3\n", after="id: platform-block\n"),
        ),
        (
            lacks("R101", "- ^id: platform-block\n", "`likelihood` of risk 'platform-block', from 1 to 5"),
            lacks("R102", "- ^id: platform-block\n", "`likelihood` of risk 'platform-block', from 1 to 5"),
            lacks(
                "R110",
                "- ^id: platform-block\n",
                "`likelihood` of risk 'platform-block', from 1 to 5",
                "风险 “platform-block” 的 `likelihood`（1 到 5）",
            ),
        ),
    ),
    Mutation(
        "R111",
        "a risk that endangers no goal",
        HOUSTON,
        "plan.yaml",
        (cut("objectives: [weekly-actives], ", after="id: risk-spam,"),),
        (
            finds(
                "R111",
                "- {^id: risk-spam,",
                "risk 'risk-spam' endangers none of the objectives",
                "风险 “risk-spam” 没有写明危及哪个目标",
            ),
        ),
    ),
    Mutation(
        "R111",
        "a risk whose goals are all due by yesterday",
        TEA,
        "goals.yaml",
        (swap("due: 2027-12-20", "due: 2027-01-14", after="      metric: member-nps\n"),),
        (
            finds(
                "G102",
                "due: ^2027-01-14",
                "objective 'recommend-score' is due 2027-01-14, but 'member-nps' counted from 2027-01-01 (the start of the plan) "
                "is known 14 days later, on 2027-01-15",
            ),
            finds(
                "R111",
                "^objectives: [recommend-score]\n",
                "risk 'rain-trip' is open, and all that it endangers was due by 2027-01-14: 'recommend-score'",
                "风险 “rain-trip” 尚未关闭，而它危及的目标最晚已于 2027-01-14 到期：“recommend-score”",
                file="risks.yaml",
            ),
        ),
    ),
    Mutation(
        "R111",
        "risks most of which nobody has linked to a goal",
        HOUSTON,
        "plan.yaml",
        (
            cut("objectives: [more-shoulders, weekly-actives, monthly-actives], ", after="id: risk-key-people,"),
            cut("objectives: [second-month, first-voices, nobody-unanswered], ", after="id: risk-silence,"),
            cut("objectives: [calendar-kept], ", after="id: risk-burnout,"),
            cut("objectives: [calendar-kept, monthly-actives],", after="id: risk-venue,"),
            cut("objectives: [nobody-unanswered, calendar-kept], ", after="id: risk-history,"),
        ),
        (
            lacks(
                "R111",
                "  ^register:\n",
                "the `objectives` that 'risk-key-people', 'risk-silence', 'risk-burnout', 'risk-venue', 'risk-history' endanger",
                "“risk-key-people”、“risk-silence”、“risk-burnout”、“risk-venue”、“risk-history” 危及哪些目标（`objectives`）",
                after="\nrisks:\n",
            ),
        ),
    ),
    Mutation(
        "R112",
        "some scores are both acceptable and high",
        HOUSTON,
        "plan.yaml",
        (swap("acceptable: 6, high: 12", "acceptable: 12, high: 12"),),
        (
            finds(
                "R112",
                "high: ^12,",
                "scores up to 12 may be accepted, and those from 12 are high: some are both",
                "12 及以下可以接受，12 起为高风险：有些分值两者都是",
            ),
        ),
    ),
    Mutation(
        "R112",
        "one step from acceptable to high",
        TEA,
        "risks.yaml",
        (swap("acceptable: 5, high: 12", "acceptable: 8, high: 12"),),
        (
            finds(
                "R112",
                "high: ^12,",
                "2 x 4 = 8 may be accepted (up to 8), and one step on 3 x 4 = 12 is high (from 12)",
            ),
        ),
    ),
    Mutation(
        "R112",
        "always one step between acceptable and high",
        TEA,
        "risks.yaml",
        (swap("acceptable: 5, high: 12", "acceptable: 5, high: 11"),),
        (),
    ),
    Mutation(
        "R112",
        "two of five words the same",
        POWER,
        "risks.yaml",
        (swap("likelihood: [十年一遇, 五年一遇,", "likelihood: [十年一遇, 十年一遇,"),),
        (
            finds(
                "R112",
                "likelihood: [十年一遇, ^十年一遇,",
                "the scale of likelihood says '十年一遇' for 1 and for 2",
                "`likelihood` 量表的 1 与 2 都是 “十年一遇”",
            ),
        ),
    ),
    Mutation(
        "R113",
        "a warning that nobody has looked at",
        POWER,
        "risks.yaml",
        (cut("      reviewed: 2026-11-12\n", after="id: holiday-gap\n"),),
        (
            finds(
                "R113",
                "value: ^82",
                "'grievance-ack-in-time' stood at 82 on 2026-10-31, below 85: that is the warning of risk 'holiday-gap', "
                "which nobody has looked at since",
                "“grievance-ack-in-time” 在 2026-10-31 为 82，低于 85：风险 “holiday-gap” 的预警已触发，此后却没有人复查",
                file="evaluation.yaml",
            ),
        ),
    ),
    Mutation(
        "R113",
        "a reading that is past the limit",
        TEA,
        "evaluation.yaml",
        (swap("date: 2026-10-31, value: 58", "date: 2027-01-10, value: 71"),),
        (
            finds(
                "R113",
                "value: ^71",
                "'redemption-rate' stood at 71 on 2027-01-10, above 70: that is the warning of risk 'points-debt', which "
                "nobody has looked at since",
            ),
        ),
    ),
    Mutation(
        "R113",
        "a reading that is just not past the limit",
        TEA,
        "evaluation.yaml",
        (swap("date: 2026-10-31, value: 58", "date: 2027-01-10, value: 70"),),
        (),
    ),
)
