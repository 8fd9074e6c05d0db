"""Faults for the rules about building and maintenance: consequences, service levels, moderation."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "M101",
        "a ban without length",
        TEA,
        "rules.yaml",
        (cut("duration: P7D, "),),
        (
            finds(
                "M101",
                "kind: ^temporary-ban,",
                "step 'step-remove-week' is a temporary ban, but not for how long",
                "步骤 “step-remove-week” 是临时封禁，但未写明期限",
            ),
        ),
    ),
    Mutation(
        "M101",
        "a ban without scope",
        POWER,
        "rules.yaml",
        (cut("      scope: all-communities\n"),),
        (finds("M101", "kind: ^permanent-ban\n", "step 'removal' is a permanent ban, but not from what"),),
    ),
    Mutation(
        "M101",
        "a ban with neither",
        HOUSTON,
        "plan.yaml",
        (cut(" duration: P30D, scope: community,"),),
        (
            finds(
                "M101",
                "kind: ^temporary-ban,",
                "step 'step-suspension' is a temporary ban, but not for how long, nor where",
            ),
        ),
    ),
    Mutation(
        "M101",
        "a ban of no length at all",
        POWER,
        "rules.yaml",
        (swap("duration: P14D", "duration: PT0H"),),
        (finds("M101", "duration: ^PT0H,", "step 'suspension' is a temporary ban of no length at all"),),
    ),
    Mutation(
        "M102",
        "a promise a minute too short",
        HOUSTON,
        "plan.yaml",
        (
            cut(
                '    - {who: member-e, days: [TH], opens: "20:00", closes: "21:00", timezone: America/Chicago, channels: [general, get-feedback]}\n'
            ),
            swap("target: PT2H", "target: PT59M"),
        ),
        (
            finds(
                "M102",
                "^hours:",
                "nobody is there in channel 'general' Thu 20:00-21:00 America/Chicago (1 h), the promise of 'sl-first-reply' is 59 min",
                "渠道 “general” 在周四 20:00–21:00（America/Chicago）无人值守（1 小时），“sl-first-reply” 承诺 59 分钟",
                after="id: sl-first-reply\n",
            ),
        ),
    ),
    Mutation(
        "M102",
        "a promise just long enough",
        HOUSTON,
        "plan.yaml",
        (
            cut(
                '    - {who: member-e, days: [TH], opens: "20:00", closes: "21:00", timezone: America/Chicago, channels: [general, get-feedback]}\n'
            ),
            swap("target: PT2H", "target: PT1H"),
        ),
        (),
    ),
    Mutation(
        "M102",
        "nobody on night duty",
        POWER,
        "rules.yaml",
        (swap('opens: "00:00", closes: "24:00"', 'opens: "06:00", closes: "22:00"'),),
        (
            finds(
                "M102",
                "target: ^PT30M,",
                "nobody is there in channel 'duty-line' Mon 22:00 to Tue 06:00 Asia/Shanghai (8 h), 'sl-emergency' promises 30 min day and night (it states no `hours`)",
            ),
        ),
    ),
    Mutation(
        "M102",
        "an evening shift an hour and a half short",
        TEA,
        "rules.yaml",
        (swap('closes: "22:00", who', 'closes: "20:00", who'),),
        (
            finds(
                "M102",
                "^hours:",
                "nobody is there Mon 20:00-21:30 Asia/Shanghai (1 h 30 min), the promise of 'sla-group' is 1 h",
                after="id: sla-group\n",
            ),
        ),
    ),
    Mutation(
        "M102",
        "a service level without owner",
        TEA,
        "rules.yaml",
        (cut("      owner: evening-steward\n", after="id: sla-group\n"),),
        (finds("M102", "id: ^sla-group\n", "service level 'sla-group' has no owner"),),
    ),
    Mutation(
        "M102",
        "a service level without target",
        TEA,
        "rules.yaml",
        (cut("      target: PT4H\n"),),
        (
            lacks(
                "M102",
                "- ^id: sla-complaint\n",
                "the `target` of service level 'sla-complaint'",
                "服务水平 “sla-complaint” 的 `target`",
            ),
        ),
    ),
    Mutation(
        "M103",
        "an item more than hours suffice for",
        TEA,
        "rules.yaml",
        (swap("items_per_month: 7800", "items_per_month: 10081"),),
        (
            finds(
                "M103",
                "items_per_month: ^10081\n",
                "moderation needs 83.21 h a month (10,081 items x 0.4 min + 16 h), moderators have 83.2 h ((6 h + 6 h + 4 h + 8 h) a week x 52/12 x 80%)",
                "审核每月需要 83.21 小时（10,081 条 × 0.4 分钟 + 16 小时），管理员只有 83.2 小时（每周（6 小时 + 6 小时 + 4 小时 + 8 小时）× 52/12 × 80%）",
            ),
        ),
    ),
    Mutation(
        "M103",
        "as many items as hours suffice for",
        TEA,
        "rules.yaml",
        (swap("items_per_month: 7800", "items_per_month: 10080"),),
        (),
    ),
    Mutation(
        "M103",
        "four minutes for each item",
        HOUSTON,
        "plan.yaml",
        (swap("minutes_per_item: 1\n", "minutes_per_item: 4\n"),),
        (
            finds(
                "M103",
                "items_per_month: ^90",
                "moderation needs 8 h a month (90 items x 4 min + 2 h), moderators have 6.9 h (2 people x 1 h a week x 52/12 x 80%)",
            ),
        ),
    ),
    Mutation(
        "M103",
        "minutes not stated",
        POWER,
        "rules.yaml",
        (cut("    minutes_per_item: 6\n"),),
        (
            lacks(
                "M103",
                "^moderation:\n",
                "`minutes_per_item`, to tell whether moderators have hours enough",
                "`minutes_per_item`，用于判断管理员工时是否足够",
            ),
        ),
    ),
    Mutation(
        "M103",
        "hours of a moderator not stated",
        TEA,
        "rules.yaml",
        (swap("{who: vip-steward, hours_per_week: 4}", "{who: vip-steward}"),),
        (
            lacks(
                "M103",
                "^moderation:\n",
                "`hours_per_week` of 'vip-steward', to tell whether moderators have hours enough",
            ),
        ),
    ),
)
