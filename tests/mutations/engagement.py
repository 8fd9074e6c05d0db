"""Faults for the rules about the four stickiness methods: what points cost."""

from mutations.form import HOUSTON, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "E101",
        "points for a cent more than the line holds",
        TEA,
        "engagement.yaml",
        (swap("outstanding: 300000", "outstanding: 1106134"),),
        (
            finds(
                "E101",
                "budget_line: ^line-points\n",
                "points are expected to cost 60,000.01 CNY, budget line 'line-points' holds 60,000 CNY: (1,106,134 outstanding + 12 months x 185,600) points x 0.6 redeemed x 0.03 CNY",
                "积分预计需要 60,000.01 CNY，预算科目 “line-points” 只有 60,000 CNY：（已发 1,106,134 + 12 个月 x 185,600）分 x 兑换率 0.6 x 每分 0.03 CNY",
            ),
        ),
    ),
    Mutation(
        "E101",
        "points for all that the line holds",
        TEA,
        "engagement.yaml",
        (swap("outstanding: 300000", "outstanding: 1106133"),),
        (),
    ),
    Mutation(
        "E101",
        "points six times as dear",
        HOUSTON,
        "plan.yaml",
        (swap("cost_per_point: 0.5\n", "cost_per_point: 3\n"),),
        (
            finds(
                "E101",
                "budget_line: ^line-prizes\n",
                "points are expected to cost 1,260 USD, budget line 'line-prizes' holds 300 USD: (0 outstanding + 12 months x 70) points x 0.5 redeemed x 3 USD",
            ),
        ),
    ),
    Mutation(
        "E101",
        "one prize more than the stock",
        TEA,
        "engagement.yaml",
        (swap("expected_redemptions: 25", "expected_redemptions: 31"),),
        (
            finds(
                "E101",
                "expected_redemptions: ^31}",
                "prize 'prize-trip' is expected to be asked for 31 times, and there are 30",
            ),
        ),
    ),
    Mutation(
        "E101",
        "as many prizes as the stock",
        TEA,
        "engagement.yaml",
        (swap("expected_redemptions: 25", "expected_redemptions: 30"),),
        (),
    ),
    Mutation(
        "E101",
        "prizes that cost more than the line holds",
        TEA,
        "engagement.yaml",
        (swap("unit_cost: 15", "unit_cost: 29.71"),),
        (
            finds(
                "E101",
                "^catalogue:\n",
                "the expected redemptions cost 60,010 CNY, budget line 'line-points' holds 60,000 CNY: 'prize-sample' 1000 x 29.71 CNY + 'prize-pitcher' 300 x 45 CNY + 'prize-table' 120 x 90 CNY + 'prize-trip' 25 x 240 CNY",
            ),
        ),
    ),
    Mutation(
        "E101",
        "prizes that cost all that the line holds",
        TEA,
        "engagement.yaml",
        (swap("unit_cost: 15", "unit_cost: 29.7"),),
        (),
    ),
    Mutation(
        "E101",
        "points already out not stated",
        TEA,
        "engagement.yaml",
        (cut("    outstanding: 300000\n"),),
        (
            lacks(
                "E101",
                "^rewards:\n",
                "`outstanding`, to work out what points will cost",
                "`outstanding`，用于计算积分成本",
            ),
        ),
    ),
    Mutation(
        "E101",
        "no budget line",
        HOUSTON,
        "plan.yaml",
        (cut("    budget_line: line-prizes\n"),),
        (lacks("E101", "^rewards:\n", "the budget line that pays for rewards (`budget_line`)"),),
    ),
)
