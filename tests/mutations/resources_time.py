"""Faults for the rules about resources over time: money that comes and goes, reserves, contracts, skills."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "B104",
        "the community fund comes in August",
        POWER,
        "resources.yaml",
        (swap("available: 2027-06-01", "available: 2027-08-01"),),
        (
            finds(
                "B104",
                "start: ^2027-07-01",
                "budget line 'line-community' is spent from 2027-07-01, and 'fund-community', which pays it, is there from 2027-08-01 to 2028-05-31 only",
                "预算科目 “line-community” 从 2027-07-01 起支出，而支付它的 “fund-community” 只在 2027-08-01 至 2028-05-31 可用",
                after="id: line-community\n",
            ),
        ),
    ),
    Mutation(
        "B104",
        "the community fund comes in the month in which it is spent, before the day",
        POWER,
        "resources.yaml",
        (swap("available: 2027-06-01", "available: 2027-07-20"),),
        (),
    ),
    Mutation(
        "B104",
        "the community fund comes a day too late",
        POWER,
        "resources.yaml",
        (swap("available: 2027-06-01", "available: 2027-07-21"),),
        (
            finds(
                "B104",
                "start: ^2027-07-20T15:00",
                "'fund-grants' costs money on 2027-07-20, and 'fund-community', which pays it through 'line-community', is there from 2027-07-21 to 2028-05-31 only",
                file="content.yaml",
            ),
        ),
    ),
    Mutation(
        "B104",
        "the jam sponsor stops before the last jam",
        HOUSTON,
        "plan.yaml",
        (swap("until: 2016-12-31, condition: Three jams", "until: 2016-09-30, condition: Three jams"),),
        (
            finds(
                "B104",
                "end: ^2016-10-22",
                "budget line 'line-jams' is spent to 2016-10-22, and 'fund-jam', which pays it, ends on 2016-09-30",
            ),
        ),
    ),
    Mutation(
        "B104",
        "two lines on a small grant",
        HOUSTON,
        "plan.yaml",
        (swap("funding: fund-hat, activities", "funding: fund-grant, activities"),),
        (
            finds(
                "B104",
                "amount: ^870",
                "the lines that 'fund-grant' pays take 1,064 USD, and it gives 870 USD: 194 USD is missing",
            ),
            finds("P209", "- {^id: fund-hat,", "source of funding 'fund-hat' pays no budget line"),
        ),
    ),
    Mutation(
        "B104",
        "nobody knows when the money comes",
        TEA,
        "resources.yaml",
        (cut("available: 2027-01-01, ", after="id: fund-brand,"),),
        (
            lacks(
                "B104",
                "- {^id: fund-brand,",
                "from when funding 'fund-brand' can be spent (`available`)",
                "资金 “fund-brand” 何时可用（`available`）",
            ),
        ),
    ),
    Mutation(
        "B105",
        "a contract that ends in summer and is not renewed",
        HOUSTON,
        "plan.yaml",
        (swap("cost: 180, contract_end: 2016-12-31", "cost: 180, contract_end: 2016-06-30"),),
        (
            finds(
                "B105",
                "cost: 180, contract_end: ^2016-06-30",
                "the contract of tool 'tool-event-page' ends on 2016-06-30, 184 days before the plan does, and no budget line pays it after that",
                "工具 “tool-event-page” 的合同 2016-06-30 到期，比方案早 184 天，此后没有预算科目支付它",
            ),
        ),
    ),
    Mutation(
        "B105",
        "a plan that outlives a contract by a day",
        HOUSTON,
        "plan.yaml",
        (swap("cost: 24, contract_end: 2016-12-31", "cost: 24, contract_end: 2016-12-30"),),
        (
            finds(
                "B105",
                "cost: 24, contract_end: ^2016-12-30",
                "the contract of tool 'tool-domain' ends on 2016-12-30, 1 day before the plan does, and no budget line pays it after that",
            ),
        ),
    ),
    Mutation(
        "B105",
        "a contract that ends in summer and is paid for all the year",
        TEA,
        "resources.yaml",
        (swap("contract_end: 2028-01-31", "contract_end: 2027-06-30"),),
        (),
    ),
    Mutation(
        "B105",
        "a paid tool whose contract ends nobody knows when",
        TEA,
        "resources.yaml",
        (cut("      contract_end: 2028-01-31\n"),),
        (
            lacks(
                "B105",
                "- ^id: tool-wecom\n",
                "when the contract of tool 'tool-wecom' ends (`contract_end`)",
                "工具 “tool-wecom” 的合同何时到期（`contract_end`）",
            ),
        ),
    ),
)
