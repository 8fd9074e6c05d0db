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
                "“earn-order” 每次给 100 分，一名成员可以无限次获得",
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
    Mutation(
        "E106",
        "a level nobody can reach",
        HOUSTON,
        "plan.yaml",
        (swap("{id: ink-press, name: Press, points: 150,", "{id: ink-press, name: Press, points: 900,"),),
        (
            finds(
                "E106",
                "points: ^900",
                "'ink-press' needs 900 points; whoever hits every cap has 845 at most before points lapse",
            ),
        ),
    ),
    Mutation(
        "E106",
        "samples dearer than what most earn in a year",
        TEA,
        "engagement.yaml",
        (swap("points: 500, unit_cost: 15", "points: 1000, unit_cost: 15"),),
        (
            finds(
                "E106",
                "points: ^1000, unit_cost: 15",
                "'prize-sample' is the cheapest prize and needs 1,000 points; an average earner has 928 before points lapse (77.3 a month)",
                "最便宜的兑换品 “prize-sample” 需要 1,000 分；平均水平的成员在积分过期前只有 928 分（每月 77.3 分）",
            ),
        ),
    ),
    Mutation(
        "E106",
        "samples for all that is earned in a year",
        TEA,
        "engagement.yaml",
        (swap("points: 500, unit_cost: 15", "points: 928, unit_cost: 15"),),
        (),
    ),
    Mutation(
        "E106",
        "nobody says how many earn",
        POWER,
        "engagement.yaml",
        (cut("    active_earners: 60\n"),),
        (lacks("E106", "^rewards:", "`active_earners`, to tell whether prizes are within reach"),),
    ),
    Mutation(
        "E107",
        "prints at a third of the points",
        HOUSTON,
        "plan.yaml",
        (swap("points: 40, unit_cost: 20", "points: 13, unit_cost: 20"),),
        (
            finds(
                "E107",
                "{^id: prize-prints",
                "a point is worth 1.54 USD in prize 'prize-prints' and 0.50 USD in prize 'prize-book'",
            ),
        ),
    ),
    Mutation(
        "E107",
        "points reckoned at a third of what prizes cost",
        TEA,
        "engagement.yaml",
        (swap("cost_per_point: 0.03", "cost_per_point: 0.01"),),
        (
            finds(
                "E107",
                "{^id: prize-trip",
                "a point is worth 0.03 CNY in prize 'prize-trip'; the plan reckons with 0.01 CNY (`cost_per_point`)",
                "一分在兑换品 “prize-trip” 中值 0.03 CNY；方案按 0.01 CNY 计算（`cost_per_point`）",
            ),
        ),
    ),
    Mutation(
        "E107",
        "prints at half the points",
        HOUSTON,
        "plan.yaml",
        (swap("points: 40, unit_cost: 20", "points: 20, unit_cost: 20"),),
        (),
    ),
    Mutation(
        "E107",
        "a prize without a cost",
        POWER,
        "engagement.yaml",
        (cut(" unit_cost: 150,"),),
        (
            lacks("E107", "{^id: prize-vest", "what prize 'prize-vest' costs (`unit_cost`)"),
            lacks("E101", "{^id: prize-vest", "`unit_cost` of prize 'prize-vest'"),
        ),
    ),
    Mutation(
        "E108",
        "a shift that nobody signs off",
        POWER,
        "engagement.yaml",
        (swap("points: 20, verified: true", "points: 20, verified: false"),),
        (
            finds(
                "E108",
                "verified: ^false",
                "'earn-crossing' pays 20 points for 'crossing-guard-shift', whatever comes of it",
                "“earn-crossing” 为 “crossing-guard-shift” 付 20 分，不论结果如何",
            ),
        ),
    ),
    Mutation(
        "E108",
        "thanks from one friend",
        HOUSTON,
        "plan.yaml",
        (
            swap("event: workshop-coached", "event: thanks"),
            cut(
                "    fraud: The treasurer enters points from the notes of the session; nobody enters their own, and entries are open to both voices.\n"
            ),
        ),
        (
            finds(
                "E108",
                "event: ^thanks",
                "'earn-coach' pays for what members give each other, and one friend is enough",
            ),
        ),
    ),
    Mutation(
        "E108",
        "whether a can is looked at is not said",
        TEA,
        "engagement.yaml",
        (cut(" verified: true,", after="earn-can"),),
        (
            lacks(
                "E108",
                "{^id: earn-can",
                "whether 'earn-can' pays only when somebody has verified it (`verified`)",
            ),
        ),
    ),
    Mutation(
        "E109",
        "three levels",
        HOUSTON,
        "plan.yaml",
        (swap("points: 30, verified: true,", "points: 30, verified: true, depth: 3,"),),
        (
            finds(
                "E109",
                "depth: ^3",
                "'earn-result' pays through 3 levels of invited people, as a pyramid scheme does",
                "“earn-result” 奖励到第 3 级受邀者，这是传销的做法",
            ),
        ),
    ),
    Mutation(
        "E109",
        "a fee before points for inviting",
        HOUSTON,
        "plan.yaml",
        (
            swap("    name: ink\n", "    name: ink\n    entry_fee: 25\n"),
            swap("event: talk-given", "event: friend-invited"),
        ),
        (
            finds(
                "E109",
                "entry_fee: ^25",
                "one must first pay 25 USD to earn, and 'earn-talk' rewards inviting: together that is a pyramid scheme",
            ),
        ),
    ),
    Mutation(
        "E109",
        "one level",
        HOUSTON,
        "plan.yaml",
        (swap("points: 30, verified: true,", "points: 30, verified: true, depth: 1,"),),
        (),
    ),
    Mutation(
        "E109",
        "friends of friends",
        HOUSTON,
        "plan.yaml",
        (swap("description: Gave a talk.", "description: A friend of a friend gave a talk."),),
        (
            lacks(
                "E109",
                "{^id: earn-talk",
                "through how many levels of invited people 'earn-talk' pays (`depth`), as it speaks of more than one",
            ),
        ),
    ),
)
