"""Faults for the rules about people, reviews, old structures, loose ends and languages of a plan."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, add, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "P206",
        "somebody who has left and still mediates",
        HOUSTON,
        "plan.yaml",
        (add("{id: member-g, name: Member G,", " status: alumni,"),),
        (
            finds(
                "B103",
                "ation], hours_per_week: ^8, handles: [{source: sl",
                "'member-c' needs 9.32 h in the week of 2016-04-11 and has 8 h; 7 of 53 weeks are over; most: 'science-circle' 4 h, 'meetup-evening' 2.5 h, 'evening-round' 1.2 h",
            ),
            finds(
                "B103",
                "       hours_per_week: ^7, handles: [{source: sl",
                "'member-e' needs 5.7 h in the week of 2016-03-21 and has 5.6 h (7 h less 1 of 5 days of leave or holidays); 1 of 53 weeks is over; most: 'workshop' 3 h, 'evening-round' 1.2 h, 'organisers-meeting' 1 h",
            ),
            finds(
                "B103",
                "ation], hours_per_week: ^3}",
                "'member-f' needs 3 h in the week of 2016-03-21 and has 2.4 h (3 h less 1 of 5 days of leave or holidays); 1 of 53 weeks is over; most: 'workshop' 3 h",
            ),
            finds(
                "P206",
                "^alumni, affiliation: ind",
                "'Member G' has left (`status: alumni`), but is still named by `holders` of role 'conduct-contact', `deputies` of role 'conduct-chair', `deputies` of role 'regulars-voice', `holders` of role 'newcomers-voice'",
                "“Member G” 已离任（`status: alumni`），但 角色 “conduct-contact” 的 `holders`、角色 “conduct-chair” 的 `deputies`、角色 “regulars-voice” 的 `deputies`、角色 “newcomers-voice” 的 `holders` 仍指向此人",
            ),
            finds("S102", "^3, holders: [member-e, m", "role 'conduct-contact' needs 3 holders, has 2"),
            finds("S102", "^id: newcomers-voice, nam", "role 'newcomers-voice' is vacant: it needs 1, has 0"),
        ),
    ),
    Mutation(
        "P206",
        "one name under two ids",
        TEA,
        "structure.yaml",
        (swap("name: 成员寅", "name: 成员丑"),),
        (
            finds(
                "P206",
                " - {id: member-m, name: ^成员丑, affiliation: 山隐茶业, ",
                "'成员丑' stands under two ids, 'member-l' and 'member-m'",
            ),
        ),
    ),
    Mutation(
        "P206",
        "one account for two people",
        HOUSTON,
        "plan.yaml",
        (swap("id: UA101495F", "id: UEA1E1164"),),
        (
            finds(
                "P206",
                "_week: 7, handles: [{source: slack, id: ^UEA1E1164}]}",
                "handle 'UEA1E1164' in 'slack' belongs to 'member-d' and to 'member-e'",
            ),
        ),
    ),
    Mutation(
        "P220",
        "a panel with one member twice",
        POWER,
        "structure.yaml",
        (swap("[member-v, member-p, member-r, member-s]", "[member-v, member-p, member-r, member-p]"),),
        (finds("P220", "-v, member-p, member-r, ^member-p]", "'member-p' is listed twice in `members`"),),
    ),
    Mutation(
        "P207",
        "a plan begun long ago and reviewed once",
        POWER,
        "plan.yaml",
        (
            swap("start: 2027-01-01, end: 2027-12-31", "start: 2026-07-01, end: 2027-12-31"),
            swap("cadence: P3M", "cadence: P49D", file="evaluation.yaml"),
        ),
        (
            finds(
                "P207",
                "^P49D",
                "the plan was last reviewed on 2026-11-12; by `cadence: P49D` the next review was due on 2026-12-31, 15 days ago",
                "方案上次复盘是 2026-11-12；按 `cadence: P49D`，下一次应在 2026-12-31 进行，已过去 15 天",
                file="evaluation.yaml",
            ),
        ),
    ),
    Mutation(
        "P207",
        "a monthly review left out",
        TEA,
        "plan.yaml",
        (swap("period: {start: 2027-01-01,", "period: {start: 2026-09-01,"),),
        (
            finds(
                "P207",
                "  cadence: ^P1M",
                "the plan was last reviewed on 2026-11-16; by `cadence: P1M` the next review was due on 2026-12-16, 30 days ago",
                file="evaluation.yaml",
            ),
        ),
    ),
    Mutation(
        "P207",
        "two weeks after the review was due",
        POWER,
        "plan.yaml",
        (
            swap("start: 2027-01-01, end: 2027-12-31", "start: 2026-07-01, end: 2027-12-31"),
            swap("cadence: P3M", "cadence: P50D", file="evaluation.yaml"),
        ),
        (),
    ),
    Mutation(
        "P207",
        "nobody says how often",
        POWER,
        "evaluation.yaml",
        (cut("  cadence: P3M\n"),),
        (
            lacks(
                "P207",
                "^evaluation:",
                "how often the plan is evaluated (`evaluation.cadence`, each quarter is `cadence: P3M`)",
                "多久评估一次方案（`evaluation.cadence`，每季度写作 `cadence: P3M`）",
            ),
        ),
    ),
    Mutation(
        "P208",
        "a role replaced and still in every list",
        TEA,
        "structure.yaml",
        (add("name: 晚班管家\n", "      status: superseded\n"),),
        (
            finds(
                "P208",
                "^superseded",
                "role 'evening-steward' is superseded, but still named by `structure.escalation.to`, `decided_by` of step of the ladder of consequences 'step-correct', `owner` of service level 'sla-group' and 8 more",
                "角色 “evening-steward” 已被取代，但 `structure.escalation.to`、处理措施 “step-correct” 的 `decided_by`、响应时限 “sla-group” 的 `owner` 等 11 处 仍指向它",
            ),
        ),
    ),
    Mutation(
        "P208",
        "a panel given up that still decides",
        POWER,
        "structure.yaml",
        (add("id: fund-panel\n", "      status: retired\n"),),
        (
            finds(
                "P208",
                "^retired",
                "body 'fund-panel' is retired, but still named by `body` of role 'fund-chair', `body` of decision 'community-fund', `responsible` of decision 'community-fund'",
            ),
        ),
    ),
    Mutation(
        "P208",
        "two roles of one name",
        TEA,
        "structure.yaml",
        (swap("name: 引流群管家（群主）", "name: 福利群管家（群主）"),),
        (
            finds(
                "P208",
                "继承客户与群\n    - id: benefit-steward\n      name: ^福利群管家（群主）\n      body",
                "roles 'entry-steward' and 'benefit-steward', both active, are both called '福利群管家（群主）'",
            ),
        ),
    ),
    Mutation(
        "P209",
        "a pillar without an entry",
        TEA,
        "content.yaml",
        (add("  pillars:\n", "    - {id: vote, name: 投票栏目}\n"),),
        (
            finds(
                "P209",
                "^id: vote, name: 投票栏目}",
                "content pillar 'vote' has no entry in the calendar",
                "内容栏目 “vote” 在日历中没有任何条目",
            ),
        ),
    ),
    Mutation(
        "P209",
        "money that pays nothing",
        HOUSTON,
        "plan.yaml",
        (swap("funding: fund-hat, activities", "funding: fund-food, activities"),),
        (
            finds(
                "B104",
                "amount: ^720",
                "the lines that 'fund-food' pays take 924 USD, and it gives 720 USD: 204 USD is missing",
                after="- {id: fund-food,",
            ),
            finds("P209", "^id: fund-hat, name: The ", "source of funding 'fund-hat' pays no budget line"),
        ),
    ),
    Mutation(
        "P209",
        "a metric nobody asks for",
        TEA,
        "evaluation.yaml",
        (add("  metrics:\n", "    - {id: mood, definition: 问卷中“心情好”的比例}\n"),),
        (
            finds(
                "P209",
                "^id: mood, definition: 问卷",
                "metric of this plan 'mood' is used by no objective, risk trigger or reading",
            ),
        ),
    ),
    Mutation(
        "P210",
        "documents in Chinese only",
        POWER,
        "plan.yaml",
        (swap("languages: [zh, en] #", "languages: [zh] #"),),
        (
            finds(
                "P210",
                "^languages: [en]",
                "audience 'lenders' reads en, but cannot read or use the plan's documents and rules (zh)",
                "受众 “lenders” 使用 en，却看不懂或用不了：方案文档与群规（zh）",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "P210",
        "a form in Chinese only",
        POWER,
        "rules.yaml",
        (
            swap(
                "languages: [zh, en], handled_by: [grievance-officer]",
                "languages: [zh], handled_by: [grievance-officer]",
            ),
        ),
        (
            finds(
                "P210",
                "^languages: [en]",
                "audience 'lenders' reads en, but cannot read or use any way to report or complain (zh, hak)",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "P210",
        "a plan that does not say its language",
        TEA,
        "plan.yaml",
        (cut("  language: zh\n  languages: [zh]\n"),),
        (
            lacks(
                "P210",
                "^plan:\n  id: shanyin-",
                "which languages the plan's documents are in (`languages`)",
                "方案文档使用哪些语言（`languages`）",
            ),
        ),
    ),
)
