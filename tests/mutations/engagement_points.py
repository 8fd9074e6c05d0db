"""Faults for the rules about how points are earned and spent."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "E104",
        "orders without a limit",
        TEA,
        "engagement.yaml",
        (cut(" cap: {times: 4, per: month},", after="earn-order"),),
        (
            finds(
                "E104",
                "{^id: earn-order",
                "'earn-order' gives 100 points as often as a member likes",
                "'earn-order' 每次给 100 分，一名成员可以无限次获得",
            ),
        ),
    ),
    Mutation(
        "E104",
        "a cap below what one shift gives",
        POWER,
        "engagement.yaml",
        (swap("cap: {times: 10, per: month}", "cap: {points: 19, per: month}"),),
        (
            finds(
                "E104",
                "points: ^19",
                "'earn-crossing' gives 20 points, but its cap does not allow even one time",
            ),
        ),
    ),
    Mutation(
        "E105",
        "points for ever",
        TEA,
        "engagement.yaml",
        (cut("    expiry: P12M\n"),),
        (
            finds(
                "E105",
                "^rewards:",
                "points never lapse, so every point ever given stays a debt",
                "积分永不过期，发出的每一分都一直是负债",
            ),
        ),
    ),
    Mutation(
        "E105",
        "levels for ever",
        HOUSTON,
        "plan.yaml",
        (
            cut("    expiry: P1Y\n"),
            cut("    cost_per_point: 0.5\n"),
            swap("    catalogue:\n      - {id: prize-book", "    # catalogue:\n      # - {id: prize-book"),
            swap("      - {id: prize-prints", "      # - {id: prize-prints"),
        ),
        (
            finds(
                "E105",
                "^levels:\n      - {id: ink-pot",
                "points never lapse, so whoever has reached a level keeps it without doing anything more",
            ),
            lacks("E101", "^rewards:\n", "`cost_per_point`, to work out what points will cost"),
        ),
    ),
)
