"""Faults for the rules about resources: the budget, what it pays for, hours."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "B101",
        "a cent missing",
        TEA,
        "resources.yaml",
        (swap("contingency: 119900", "contingency: 119899.99"),),
        (
            finds(
                "B101",
                "total: ^1960000\n",
                "lines 1,840,100 CNY + contingency 119,899.99 CNY = 1,959,999.99 CNY, the total says 1,960,000 CNY: 0.01 CNY is missing",
                "各科目 1,840,100 CNY + 预备金 119,899.99 CNY = 1,959,999.99 CNY，而总额为 1,960,000 CNY：缺少 0.01 CNY",
            ),
        ),
    ),
    Mutation(
        "B101",
        "a cent moved from the contingency to a line",
        TEA,
        "resources.yaml",
        (swap("contingency: 119900", "contingency: 119899.99"), swap("amount: 39600", "amount: 39600.01")),
        (),
    ),
    Mutation(
        "B101",
        "another exchange rate",
        POWER,
        "resources.yaml",
        (swap("rate: 7.1,", "rate: 7.2,"),),
        (
            finds(
                "B101",
                "total: ^4000000\n",
                "lines 3,789,000 CNY + contingency 217,000 CNY = 4,006,000 CNY, the total says 4,000,000 CNY: 6,000 CNY too much",
            ),
        ),
    ),
    Mutation(
        "B101",
        "no exchange rate",
        POWER,
        "resources.yaml",
        (cut("    rates:\n      - {currency: USD, rate: 7.1, date: 2026-11-20}\n"),),
        (
            finds(
                "B101", "currency: ^USD\n", "'line-adviser' is in USD, and `budget.rates` holds no rate from USD to CNY"
            ),
        ),
    ),
    Mutation(
        "B101",
        "no contingency",
        HOUSTON,
        "plan.yaml",
        (cut("    contingency: 286\n"),),
        (
            finds(
                "B101", "total: ^3120\n", "the lines add up to 2,834 USD, the total says 3,120 USD: 286 USD is missing"
            ),
            finds("B106", "  ^budget:\n", "the budget keeps no reserve (`contingency`)"),
        ),
    ),
    Mutation(
        "B101",
        "funding a cent short",
        TEA,
        "resources.yaml",
        (
            swap(
                "amount: 60000, available: 2027-01-01, until: 2028-12-31",
                "amount: 59999.99, available: 2027-01-01, until: 2028-12-31",
            ),
        ),
        (
            finds("B101", "^funding:\n", "funding covers 1,959,999.99 CNY of 1,960,000 CNY: 0.01 CNY is missing"),
            finds(
                "B104",
                "amount: ^59999.99",
                "the lines that 'fund-points' pays take 60,000 CNY, and it gives 59,999.99 CNY: 0.01 CNY is missing",
            ),
        ),
    ),
    Mutation(
        "B101",
        "no total",
        TEA,
        "resources.yaml",
        (cut("    total: 1960000\n"),),
        (lacks("B101", "^budget:\n", "the total of the budget (`total`)", "预算总额（`total`）"),),
    ),
    Mutation(
        "B101",
        "a line without amount",
        TEA,
        "resources.yaml",
        (cut("        amount: 52000\n"),),
        (
            lacks("B101", "- ^id: line-events\n", "the amount of line 'line-events'"),
            lacks("B102", "- ^id: line-events\n", "the amount of line 'line-events'"),
            lacks("B104", "- ^id: line-events\n", "the `amount` of 'line-events'"),
        ),
    ),
    Mutation(
        "B102",
        "a cost that no line names",
        HOUSTON,
        "plan.yaml",
        (swap("agenda: posted in the channel on Thursday", "cost: 25, agenda: posted in the channel on Thursday"),),
        (
            finds(
                "B102",
                "cost: ^25,",
                "'science-circle' costs 25 USD each time, and no budget line names it",
                "“science-circle” 的费用为每次 25 USD，没有预算科目列出它",
            ),
        ),
    ),
    Mutation(
        "B102",
        "three cents more than the line holds",
        HOUSTON,
        "plan.yaml",
        (swap("effort_hours: 16, cost: 350,", "effort_hours: 16, cost: 350.01,"),),
        (
            finds(
                "B102",
                "amount: ^1050,",
                "budget line 'line-jams' holds 1,050 USD, what it names costs 1,050.03 USD: 'data-jam' 3 x 350.01 USD",
            ),
        ),
    ),
    Mutation(
        "B102",
        "a line that says not which money pays it",
        TEA,
        "resources.yaml",
        (cut("        funding: fund-points\n"),),
        (finds("B102", "- ^id: line-points\n", "budget line 'line-points' does not say which money pays it"),),
    ),
    Mutation(
        "B102",
        "a line that says not what it is for",
        POWER,
        "resources.yaml",
        (cut("        activities: [survey]\n"),),
        (
            finds(
                "B102",
                "cost: ^38000\n",
                "'survey' costs 38,000 CNY each time, and no budget line names it",
                file="content.yaml",
            ),
            finds("B102", "- ^id: line-survey\n", "budget line 'line-survey' names no activity that it pays for"),
        ),
    ),
    Mutation(
        "B102",
        "an event of ten times the cost",
        TEA,
        "content.yaml",
        (swap("cost: 400", "cost: 4000", after="id: co-drinking"),),
        (
            finds(
                "B102",
                "amount: ^52000\n",
                "budget line 'line-events' holds 52,000 CNY, what it names costs 125,800 CNY: 'co-drinking' 22 x 4,000 CNY + 'tea-trip' 18,000 CNY + 'store-tasting' 12 x 900 CNY + 'blind-spring' 9,000 CNY",
                file="resources.yaml",
            ),
        ),
    ),
    Mutation(
        "B102",
        "a cost without date",
        TEA,
        "content.yaml",
        (cut("      start: 2027-01-10T15:00\n"),),
        (
            lacks(
                "B102",
                "- ^id: co-drinking\n",
                "when 'co-drinking' happens (`start`)",
                "“co-drinking” 何时举行（`start`）",
            ),
            lacks("C106", "- ^id: co-drinking\n", "the first date of 'co-drinking' (`start`)"),
            lacks("C107", "- ^id: co-drinking\n", "when 'co-drinking' happens (`start`)"),
        ),
    ),
    Mutation(
        "B103",
        "a tenth of an hour too much",
        POWER,
        "structure.yaml",
        (swap("hours_per_week: 3}", "hours_per_week: 2.9}", after="id: member-p,"),),
        (
            finds(
                "B103",
                "hours_per_week: ^2.9}",
                "'member-p' needs 3 h in the week of 2027-03-01 and has 2.9 h; 4 of 53 weeks are over; most: 'women-forum' 3 h",
                "“member-p” 在 2027-03-01 当周需要 3 小时，可用 2.9 小时；53 周中有 4 周超出；占用最多：“women-forum” 3 小时",
            ),
        ),
    ),
    Mutation(
        "B103",
        "just hours enough in the fullest week",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "hours_per_week: 8, handles: [{source: slack, id: UA362D89F}]",
                "hours_per_week: 7.825, handles: [{source: slack, id: UA362D89F}]",
            ),
        ),
        (),
    ),
    Mutation(
        "B103",
        "a review six times as long",
        TEA,
        "content.yaml",
        (swap("effort_hours: 10\n", "effort_hours: 60\n", after="id: monthly-review"),),
        (
            finds(
                "B103",
                "hours_per_week: ^16}",
                "'member-j' needs 21 h in the week of 2027-05-17 and has 16 h; 3 of 53 weeks are over; most: 'monthly-review' 15 h, 'nps-survey' 6 h",
                file="structure.yaml",
            ),
        ),
    ),
    Mutation(
        "B103",
        "a full-time moderator with other work",
        TEA,
        "rules.yaml",
        (swap("{who: evening-steward, hours_per_week: 8}", "{who: evening-steward, hours_per_week: 40}"),),
        (
            finds(
                "B103",
                "hours_per_week: ^40}",
                "'member-m' needs 49.25 h in the week of 2027-01-11 and has 40 h; 53 of 53 weeks are over; most: moderation 40 h, 'evening-answers' 5.25 h, 'live-review' 4 h",
                after="id: member-m,",
                file="structure.yaml",
            ),
        ),
    ),
    Mutation(
        "B103",
        "hours of a person not stated",
        HOUSTON,
        "plan.yaml",
        (swap("statistics],\n       hours_per_week: 5,", "statistics],\n      "),),
        (
            lacks(
                "B103",
                "- {^id: member-b,",
                "`hours_per_week` of 'member-b', who is asked for up to 3.33 h a week",
                "“member-b” 的 `hours_per_week`；方案每周最多要求其 3.33 小时",
            ),
        ),
    ),
    Mutation(
        "B103",
        "effort of a third of the calendar not stated",
        HOUSTON,
        "plan.yaml",
        (swap("owner: rota-editor, language: en, effort_hours: 0.5,", "owner: rota-editor, language: en,"),),
        (lacks("B103", "^calendar:\n", "`effort_hours` of 50 of 143 calendar occurrences (most: 'tuesday-post')"),),
    ),
)
