"""Faults for the rules about deciding, judging and following each other."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "S104",
        "the service lead hears appeals",
        TEA,
        "rules.yaml",
        (
            swap("handled_by: [service-lead]", "handled_by: [outside-chair]"),
            swap("recusal: 被举报人", "transparency: P3M #"),
            cut("    transparency: P3M\n", after="appeal: {to: outside-chair"),
        ),
        (
            finds(
                "S104",
                "appeal: {to: ^outside-chair",
                "appeals go to 'outside-chair', and nobody there is new to the case",
                "申诉由 “outside-chair” 审理，而其中没有一个人此前未经手该案",
            ),
        ),
    ),
    Mutation(
        "S104",
        "a panel that decided hears the appeal",
        POWER,
        "rules.yaml",
        (swap("decided_by: general-manager", "decided_by: review-panel"),),
        (
            finds(
                "S104",
                "appeal: {to: ^review-panel",
                "appeals go to 'review-panel', and nobody there is new to the case",
            ),
        ),
    ),
    Mutation(
        "S104",
        "a decision appealed to who answers for it",
        HOUSTON,
        "plan.yaml",
        (swap("appeal: the next review", "appeal: lead-organiser", after="id: decide-spending"),),
        (
            finds(
                "S104",
                "appeal: ^lead-organiser",
                "decision 'decide-spending' is appealed to 'lead-organiser', who is accountable for it",
                after="id: decide-spending",
            ),
        ),
    ),
    Mutation(
        "S104",
        "an appeal to nobody",
        POWER,
        "rules.yaml",
        (cut("to: review-panel, "),),
        (lacks("S104", "^appeal: {within: P15D", "who hears appeals (`to`)"),),
    ),
    Mutation(
        "S105",
        "a quorum of more than there are",
        TEA,
        "structure.yaml",
        (swap("quorum: {count: 4}", "quorum: {count: 7}", after="id: group-rules"),),
        (
            finds(
                "S105",
                "count: ^7}",
                "decision 'group-rules' needs 7 voters, but 'member-council' has 6",
                "决策 “group-rules” 需要 7 人参加表决，但 “member-council” 只有 6 人",
            ),
        ),
    ),
    Mutation(
        "S105",
        "a quorum of all",
        TEA,
        "structure.yaml",
        (swap("quorum: {count: 4}", "quorum: {count: 6}", after="id: group-rules"),),
        (),
    ),
    Mutation(
        "S105",
        "a share of nobody knows what",
        POWER,
        "structure.yaml",
        (swap("threshold: {share: 0.6, base: votes-cast}", "threshold: {share: 0.6}"),),
        (
            finds(
                "S105",
                "threshold: {share: ^0.6}",
                "decision 'joint-monitoring' needs 60% in favour, but does not say of what",
            ),
        ),
    ),
    Mutation(
        "S105",
        "a quorum without a body",
        POWER,
        "structure.yaml",
        (cut("      body: liaison-committee\n", after="id: joint-monitoring"),),
        (lacks("S105", "- ^id: joint-monitoring", "who votes on 'joint-monitoring' (`body`)"),),
    ),
    Mutation(
        "S106",
        "two who report to each other",
        TEA,
        "structure.yaml",
        (
            swap(
                "duties: [批准预算与年度目标, 处置舆情升级]\n",
                "duties: [批准预算与年度目标, 处置舆情升级]\n      reports_to: community-lead\n",
            ),
        ),
        (
            finds(
                "S106",
                "reports_to: ^community-lead\n      rights: [叫停",
                "'brand-director' → 'community-lead' → 'brand-director': this comes back to itself",
                "“brand-director” → “community-lead” → “brand-director”：绕回了自身",
            ),
        ),
    ),
    Mutation(
        "S106",
        "an escalation that may stop at the first step",
        POWER,
        "structure.yaml",
        (cut(", within: P3D", after="  escalation:\n"),),
        (
            finds(
                "S106",
                "- {^to: liaison-officer}",
                "the escalation may stay with 'liaison-officer' for ever: no time limit",
            ),
        ),
    ),
    Mutation(
        "S106",
        "an escalation that comes back",
        HOUSTON,
        "plan.yaml",
        (swap("to: lead-organiser, within: P7D", "to: moderator, within: P7D"),),
        (finds("S106", "to: ^moderator, within: P7D", "the escalation comes back to 'moderator'"),),
    ),
    Mutation(
        "S107",
        "nobody stands in for the points",
        TEA,
        "structure.yaml",
        (cut("      deputies: [member-j]\n"),),
        (
            finds(
                "S107",
                "critical: ^true\n      hours_per_week: 28",
                "critical role 'points-manager' rests on 'member-f' alone: no other holder, no deputy",
                "关键角色 “points-manager” 只系于 “member-f” 一人：没有其他任职者，也没有副手",
            ),
        ),
    ),
    Mutation(
        "S107",
        "a chair for ever",
        POWER,
        "structure.yaml",
        (cut("      removal: 法律援助中心更换；利害关系即回避\n"),),
        (
            finds(
                "S107",
                "critical: ^true\n",
                "nothing says when the holder of critical role 'panel-chair' is replaced",
                after="id: panel-chair\n",
            ),
        ),
    ),
)
