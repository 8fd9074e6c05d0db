"""Faults for the rules about organisation: participation, roles, RACI."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "S101",
        "consulting on what is fixed",
        POWER,
        "structure.yaml",
        (swap("participation: inform", "participation: consult", after="id: compensation-rate"),),
        (
            finds(
                "S101",
                "participation: ^consult\n",
                "decision 'compensation-rate' promises 'consult', but nothing about it is open",
                "决策 “compensation-rate” 承诺 “consult”，但此事已无任何余地",
                after="id: compensation-rate\n",
            ),
        ),
    ),
    Mutation(
        "S101",
        "empowering without delegation",
        POWER,
        "structure.yaml",
        (swap("delegated: true #", "delegated: false #"),),
        (
            finds(
                "S101",
                "participation: ^empower\n",
                "decision 'community-fund' promises 'empower', but the authority to decide is not delegated",
            ),
        ),
    ),
    Mutation(
        "S101",
        "empowering on a part",
        TEA,
        "structure.yaml",
        (swap("discretion: open", "discretion: partial", after="id: tea-trip-route"),),
        (
            finds(
                "S101",
                "participation: ^empower\n",
                "decision 'tea-trip-route' promises 'empower', but a part of it is fixed",
            ),
        ),
    ),
    Mutation(
        "S101",
        "collaborating on a part",
        TEA,
        "structure.yaml",
        (
            swap("participation: empower", "participation: collaborate"),
            swap("discretion: open", "discretion: partial", after="id: tea-trip-route"),
        ),
        (),
    ),
    Mutation(
        "S101",
        "delegation not stated",
        TEA,
        "structure.yaml",
        (cut("      delegated: true\n"),),
        (
            lacks(
                "S101",
                "- ^id: tea-trip-route\n",
                "whether authority over 'tea-trip-route' was delegated in writing (`delegated`)",
                "“tea-trip-route” 的决定权是否已书面授予（`delegated`）",
            ),
        ),
    ),
    Mutation(
        "S101",
        "discretion not stated",
        HOUSTON,
        "plan.yaml",
        (cut("discretion: open, ", after="id: decide-programme"),),
        (lacks("S101", "- {^id: decide-programme,", "how much of 'decide-programme' is still open (`discretion`)"),),
    ),
    Mutation(
        "S102",
        "one holder more needed",
        TEA,
        "structure.yaml",
        (swap("headcount: 3", "headcount: 4"),),
        (finds("S102", "headcount: ^4\n", "role 'koc' needs 4 holders, has 3", "角色 “koc” 需要 4 人，现有 3 人"),),
    ),
    Mutation(
        "S102",
        "a role without holders",
        POWER,
        "structure.yaml",
        (cut("      holders: [member-t]\n"),),
        (
            finds("S102", "- ^id: independent-adviser\n", "role 'independent-adviser' is vacant: it needs 1, has 0"),
            finds("P209", "- {^id: member-t,", "person 'member-t' has no role, sits in no body and owns nothing"),
        ),
    ),
    Mutation(
        "S102",
        "a term that ends in summer",
        POWER,
        "structure.yaml",
        (swap("end: 2028-06-30", "end: 2027-06-30", after="id: fisher-rep\n"),),
        (
            finds(
                "S102",
                "end: ^2027-06-30}",
                "role 'fisher-rep' has 0 of 1 holders from 2027-07-01 on: the term of 'member-o' ends and nobody follows",
            ),
        ),
    ),
    Mutation(
        "S102",
        "a term that ends a day before the plan",
        POWER,
        "structure.yaml",
        (swap("end: 2028-06-30", "end: 2027-12-30", after="id: fisher-rep\n"),),
        (
            finds(
                "S102",
                "end: ^2027-12-30}",
                "role 'fisher-rep' has 0 of 1 holders from 2027-12-31 on: the term of 'member-o' ends and nobody follows",
            ),
        ),
    ),
    Mutation(
        "S102",
        "a term that ends with the plan",
        POWER,
        "structure.yaml",
        (swap("end: 2028-06-30", "end: 2027-12-31", after="id: fisher-rep\n"),),
        (),
    ),
    Mutation(
        "S102",
        "a plan without last day",
        TEA,
        "plan.yaml",
        (swap("period: {start: 2027-01-01, end: 2027-12-31}", "period: {start: 2027-01-01}"),),
        (
            lacks("E101", "^rewards:\n", "`plan.period`, to work out what points will cost", file="engagement.yaml"),
            lacks(
                "B102",
                "^period:",
                "first and last day of the plan (`plan.period: {start: ..., end: ...}`), to count how often 'article', 'co-drinking', 'live-review' and 4 more will be paid",
            ),
            lacks("B103", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("B105", "^period:", "the last day of the plan (`period.end`)"),
            lacks("C102", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("C103", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("C106", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("C107", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("C108", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("C109", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("C111", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("C113", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("C117", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("G113", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("G115", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("M107", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("M112", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks("P205", "^period:", "first and last day of the plan (`plan.period: {start: ..., end: ...}`)"),
            lacks(
                "S102",
                "^period:",
                "first and last day of the plan (`plan.period: {start: ..., end: ...}`), which the terms of roles 'koc', 'member-rep' must be held against",
                "方案的起止日期（`plan.period: {start: ..., end: ...}`），据以判断角色 “koc”、“member-rep” 的任期",
            ),
        ),
    ),
    Mutation(
        "S103",
        "another one accountable",
        TEA,
        "structure.yaml",
        (
            swap(
                "accountable: [community-lead], informed: [points-manager, store-manager]",
                "accountable: [points-manager], informed: [community-lead, store-manager]",
            ),
        ),
        (),
    ),
    Mutation(
        "S103",
        "two accountable",
        TEA,
        "structure.yaml",
        (
            swap(
                "accountable: [community-lead], informed: [points-manager, store-manager]",
                "accountable: [community-lead, service-lead], informed: [points-manager, store-manager]",
            ),
        ),
        (
            finds(
                "S103",
                "accountable: [community-lead, ^service-lead]",
                "decision 'refund' has 2 accountable: 'community-lead', 'service-lead'; it needs one",
                "决策 “refund” 有 2 个最终负责人：“community-lead”、“service-lead”；应只有一个",
            ),
        ),
    ),
    Mutation(
        "S103",
        "nobody accountable",
        POWER,
        "structure.yaml",
        (
            swap(
                "accountable: [general-manager], consulted: [liaison-committee, independent-adviser]",
                "consulted: [liaison-committee, independent-adviser]",
            ),
        ),
        (finds("S103", "^raci:", "nobody is accountable for decision 'plan-revision'", after="id: plan-revision\n"),),
    ),
    Mutation(
        "S103",
        "a committee accountable",
        HOUSTON,
        "plan.yaml",
        (swap("accountable: conduct-chair", "accountable: conduct-committee"),),
        (
            finds(
                "S103",
                "accountable: ^conduct-committee,",
                "body 'conduct-committee' of 3 people is accountable for decision 'decide-sanction'",
            ),
        ),
    ),
    Mutation(
        "S103",
        "a decision without RACI",
        HOUSTON,
        "plan.yaml",
        (
            cut(
                "       raci: {responsible: [session-host, workshop-lead], accountable: lead-organiser, consulted: [regulars-voice, newcomers-voice],\n              informed: [venue-treasurer]},\n"
            ),
        ),
        (
            lacks(
                "S103",
                "- {^id: decide-programme,",
                "who is accountable for 'decide-programme' (`raci.accountable`); 'core-team' only decides",
                "“decide-programme” 由谁最终负责（`raci.accountable`）；“core-team” 只是作决定",
            ),
        ),
    ),
)
