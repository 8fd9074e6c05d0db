"""Faults for the rules about risks: owners, what remains, scores."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, add, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "R101",
        "a high risk without owner",
        TEA,
        "risks.yaml",
        (cut("      owner: community-lead\n", after="id: platform-block\n"),),
        (
            finds(
                "R101",
                "- ^id: platform-block\n",
                "risk 'platform-block' scores 3 x 4 = 12, high from 12, and has no owner",
                "风险 “platform-block” 的分值为 3 x 4 = 12（12 起为高风险），缺少负责人",
            ),
        ),
    ),
    Mutation(
        "R101",
        "a high risk without contingency",
        POWER,
        "risks.yaml",
        (cut("      contingency: 当事部门负责人三天内到村当面说明并补做，总经理在下次委员会答问\n"),),
        (
            finds(
                "R101",
                "- ^id: promise-broken\n",
                "risk 'promise-broken' scores 4 x 4 = 16, high from 12, and has no contingency",
            ),
        ),
    ),
    Mutation(
        "R101",
        "a risk just high",
        HOUSTON,
        "plan.yaml",
        (
            cut(" contingency: Slides and decisions are on the event page anyway.,"),
            swap("acceptable: 6, high: 12", "acceptable: 2, high: 6"),
        ),
        (
            finds(
                "R101",
                "- {^id: risk-history,",
                "risk 'risk-history' scores 2 x 3 = 6, high from 6, and has no contingency",
            ),
        ),
    ),
    Mutation(
        "R101",
        "a risk just not high",
        HOUSTON,
        "plan.yaml",
        (
            cut(" contingency: Slides and decisions are on the event page anyway.,"),
            swap("acceptable: 6, high: 12", "acceptable: 2, high: 7"),
        ),
        (),
    ),
    Mutation(
        "R101",
        "a likelihood not stated",
        TEA,
        "risks.yaml",
        (cut("      likelihood: 3\n", after="id: induced-sharing"),),
        (
            lacks(
                "R101",
                "- ^id: induced-sharing\n",
                "`likelihood` of risk 'induced-sharing', from 1 to 5",
                "风险 “induced-sharing” 的 `likelihood`（1 到 5）",
            ),
        ),
    ),
    Mutation(
        "R102",
        "as much as before the response",
        TEA,
        "risks.yaml",
        (
            swap(
                "residual: {likelihood: 2, impact: 3}",
                "residual: {likelihood: 3, impact: 4}",
                after="id: platform-block\n",
            ),
        ),
        (
            finds(
                "R102",
                "^residual:",
                "risk 'platform-block' is to reduce, yet 3 x 4 = 12 remains of 3 x 4 = 12",
                "风险 “platform-block” 选择降低，残余分值却为 3 x 4 = 12，应对之前为 3 x 4 = 12",
                after="id: platform-block\n",
            ),
        ),
    ),
    Mutation(
        "R102",
        "a little less than before the response",
        TEA,
        "risks.yaml",
        (
            swap(
                "residual: {likelihood: 2, impact: 3}",
                "residual: {likelihood: 2, impact: 5}",
                after="id: platform-block\n",
            ),
        ),
        (),
    ),
    Mutation(
        "R102",
        "an accepted risk that gets lower",
        POWER,
        "risks.yaml",
        (swap("residual: {likelihood: 3, impact: 1}", "residual: {likelihood: 2, impact: 1}"),),
        (
            finds(
                "R102",
                "^residual:",
                "risk 'rate-swing' is accepted, yet only 2 x 1 = 2 remains of 3 x 1 = 3",
                after="id: rate-swing\n",
            ),
        ),
    ),
    Mutation(
        "R102",
        "what remains not stated",
        HOUSTON,
        "plan.yaml",
        (cut(" residual: {likelihood: 3, impact: 3},"),),
        (
            lacks(
                "R102",
                "- {^id: risk-key-people,",
                "the residual risk of 'risk-key-people' (`residual`)",
                "风险 “risk-key-people” 的残余风险（`residual`）",
            ),
        ),
    ),
    Mutation(
        "R103",
        "a score of another sum",
        TEA,
        "risks.yaml",
        (add("      impact: 4\n", "      score: 11\n", after="id: platform-block\n"),),
        (
            finds(
                "R103",
                "score: ^11\n",
                "risk 'platform-block' says 11, and 3 x 4 = 12",
                "风险 “platform-block” 写的是 11，而 3 x 4 = 12",
            ),
        ),
    ),
    Mutation(
        "R103",
        "the right score",
        TEA,
        "risks.yaml",
        (add("      impact: 4\n", "      score: 12\n", after="id: platform-block\n"),),
        (),
    ),
    Mutation(
        "R103",
        "a score from before the last review",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "likelihood: 2, impact: 5, owner: conduct-contact,",
                "likelihood: 2, impact: 5, score: 15, owner: conduct-contact,",
            ),
        ),
        (finds("R103", "score: ^15,", "risk 'risk-privacy' says 15, and 2 x 5 = 10"),),
    ),
    Mutation(
        "R103",
        "a score without likelihood",
        POWER,
        "risks.yaml",
        (swap("      likelihood: 3\n      impact: 1\n", "      score: 3\n      impact: 1\n"),),
        (
            lacks("R101", "- ^id: rate-swing\n", "`likelihood` of risk 'rate-swing', from 1 to 5"),
            lacks("R102", "- ^id: rate-swing\n", "`likelihood` of risk 'rate-swing', from 1 to 5"),
            lacks(
                "R103",
                "- ^id: rate-swing\n",
                "`likelihood` of risk 'rate-swing', from 1 to 5",
                "风险 “rate-swing” 的 `likelihood`（1 到 5）",
            ),
            lacks("R104", "- ^id: rate-swing\n", "`likelihood` of risk 'rate-swing', from 1 to 5"),
            lacks("B106", "- ^id: rate-swing\n", "how likely accepted risk 'rate-swing' is (`likelihood`)"),
        ),
    ),
)
