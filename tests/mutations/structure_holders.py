"""Faults for the rules about who sits where, for how long, and with how much on the shoulders."""

from mutations.form import HOUSTON, POWER, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "S108",
        "three of a panel from the township",
        POWER,
        "structure.yaml",
        (
            swap("affiliation: 镇妇联", "affiliation: 镇政府"),
            swap("affiliation: 江河守望（公益组织）", "affiliation: 镇政府"),
        ),
        (
            finds(
                "S108",
                "id: ^review-panel\n",
                "3 of 4 in 'review-panel' work for '镇政府': it decides alone whenever it wants to",
                "“review-panel” 的 4 人中有 3 人属于 “镇政府”：它可以随时单独决定",
            ),
        ),
    ),
    Mutation(
        "S108",
        "half of a panel from the township",
        POWER,
        "structure.yaml",
        (swap("affiliation: 镇妇联", "affiliation: 镇政府"),),
        (),
    ),
    Mutation(
        "S108",
        "two contacts with one employer",
        HOUSTON,
        "plan.yaml",
        (swap("affiliation: Organisation 5", "affiliation: organisation  1"),),
        (
            finds(
                "S108",
                "- id: ^conduct-committee\n",
                "2 of 3 in 'conduct-committee' work for 'Organisation 1': it decides alone whenever it wants to",
            ),
        ),
    ),
    Mutation(
        "S108",
        "a contact of whom nobody knows the employer",
        HOUSTON,
        "plan.yaml",
        (cut("affiliation: Organisation 5, "),),
        (
            lacks(
                "S108",
                "- ^id: conduct-committee\n",
                "whom 'member-f' of 'conduct-committee' works for (`affiliation`)",
            ),
        ),
    ),
)
