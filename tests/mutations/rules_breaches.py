"""Faults for the rules about complaints, consequences and quiet hours."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

PROHIBITS = (
    cut(", prohibits: false"),
    cut(", prohibits: true", after="id: no-insult,"),
    cut(", prohibits: true", after="id: no-private-data,"),
    cut(", prohibits: true", after="id: no-retaliation,"),
    cut(", prohibits: true", after="id: no-fabrication,"),
    cut(", prohibits: true", after="id: no-selling,"),
    cut(", prohibits: true", after="id: repeat-abuse,"),
)

TABLE = (
    Mutation(
        "M104",
        "a stage a day longer",
        POWER,
        "rules.yaml",
        (swap("within: P12D, owner", "within: P13D, owner"),),
        (
            finds(
                "M104",
                "promised_total: ^P30D",
                "30 days are promised in all, but the stages take 31",
                "承诺总共 30 天，各阶段合计却为 31 天",
            ),
        ),
    ),
    Mutation(
        "M104",
        "a day from one stage to another",
        POWER,
        "rules.yaml",
        (swap("within: P12D, owner", "within: P13D, owner"), swap("within: P7D, owner", "within: P6D, owner")),
        (),
    ),
    Mutation(
        "M104",
        "a stage that may take for ever",
        POWER,
        "rules.yaml",
        (cut(" within: P12D,"),),
        (finds("M104", "id: ^g-investigate,", "stage 'g-investigate' has no time limit"),),
    ),
    Mutation(
        "M104",
        "no total promised",
        POWER,
        "rules.yaml",
        (cut("    promised_total: P30D\n"),),
        (lacks("M104", "^grievance:\n", "the total time promised in public (`promised_total`)"),),
    ),
    Mutation(
        "M105",
        "a week's ban called a warning's elder",
        TEA,
        "rules.yaml",
        (
            swap("kind: warning, action", "kind: correction, action"),
            swap("kind: correction, action: 说明", "kind: warning, action: 说明"),
        ),
        (
            finds(
                "M105",
                "name: 书面警告, kind: ^correction,",
                "step 'step-warning' is milder than 'step-correct' before it",
                "步骤 “step-warning” 比它前面的 “step-correct” 更轻",
            ),
        ),
    ),
    Mutation(
        "M105",
        "from a warning to removal",
        POWER,
        "rules.yaml",
        (
            swap(
                "kind: temporary-ban, action: 移出村民群，公示栏与接待日照常, duration: P14D,",
                "kind: warning, action: 移出村民群，公示栏与接待日照常,",
            ),
        ),
        (
            finds(
                "M105",
                "kind: ^permanent-ban\n",
                "step 'removal' removes people for good, and no step before it removes them for a time",
            ),
        ),
    ),
    Mutation(
        "M105",
        "a step of no kind",
        HOUSTON,
        "plan.yaml",
        (cut("kind: warning, ", after="id: step-warning, name"),),
        (lacks("M105", "- {^id: step-warning, name", "what is done in step 'step-warning' (`kind`)"),),
    ),
    Mutation(
        "M106",
        "fraud without a consequence",
        TEA,
        "rules.yaml",
        (cut(", consequence: step-remove-forever"),),
        (
            finds(
                "M106",
                "statement: 刷单、冒名、诈骗或冒充员工, prohibits: ^true}",
                "rule 'n-fraud' forbids something, but nothing follows from a breach",
                "规则 “n-fraud” 禁止某事，却没有写违反的后果",
            ),
        ),
    ),
    Mutation(
        "M106",
        "a correction that nothing leads to",
        HOUSTON,
        "plan.yaml",
        (
            swap("consequence: step-correction", "consequence: step-warning", after="id: norm-topic"),
            swap("consequence: step-correction", "consequence: step-warning", after="id: norm-data"),
        ),
        (finds("M106", "- {id: ^step-correction,", "no rule leads to step 'step-correction'"),),
    ),
    Mutation(
        "M106",
        "rules that do not say what they forbid",
        POWER,
        "rules.yaml",
        PROHIBITS,
        (lacks("M106", "^norms:\n", "which of the rules forbid something (`prohibits`)"),),
    ),
)
