"""Faults for the rules about information sharing: channels and pushes."""

from mutations.form import POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "C101",
        "one person more than the groups hold",
        TEA,
        "content.yaml",
        (swap("members_planned: 5400", "members_planned: 6001"),),
        (
            finds(
                "C101",
                "members_planned: ^6001\n",
                "channel 'entry-groups' plans 6,001 people in 30 groups, 201 in each; its `capacity` is 200",
                "渠道 “entry-groups” 计划 6,001 人、30 个群，每群 201 人；其 `capacity` 为 200",
            ),
        ),
    ),
    Mutation(
        "C101",
        "as many people as the groups hold",
        TEA,
        "content.yaml",
        (swap("members_planned: 5400", "members_planned: 6000"),),
        (),
    ),
    Mutation(
        "C101",
        "two groups for three",
        POWER,
        "content.yaml",
        (swap("groups: 6\n", "groups: 2\n"),),
        (
            finds(
                "C101",
                "members_planned: ^1500\n",
                "channel 'village-groups' plans 1,500 people in 2 groups, 750 in each; a WeChat group holds 500 (as of 2024-09)",
            ),
        ),
    ),
    Mutation(
        "C101",
        "audiences larger than the groups",
        POWER,
        "content.yaml",
        (cut("      members_planned: 1500\n"),),
        (
            finds(
                "C101",
                "^audiences:",
                "channel 'village-groups' plans the 5,520 people of its audiences in 6 groups, 920 in each; a WeChat group holds 500 (as of 2024-09)",
                after="id: village-groups\n",
            ),
        ),
    ),
    Mutation(
        "C101",
        "a platform whose groups nobody knows",
        POWER,
        "content.yaml",
        (cut("      capacity: 100\n"),),
        (
            lacks(
                "C101",
                "platform: ^video-meeting\n",
                "how many people a group on 'video-meeting' holds (`capacity` of channel 'lender-room')",
                "“video-meeting” 的单群人数上限（渠道 “lender-room” 的 `capacity`）",
            ),
        ),
    ),
    Mutation(
        "C101",
        "no number of members, no size",
        TEA,
        "content.yaml",
        (cut("      members_planned: 45\n"), cut("      size: 36\n", file="goals.yaml")),
        (
            lacks(
                "C101",
                "id: ^growers-group\n",
                "`members_planned` of channel 'growers-group', or the `size` of 'growers'",
            ),
        ),
    ),
    Mutation(
        "C102",
        "a quota of one, two pushes a month",
        TEA,
        "content.yaml",
        (swap("quota: {pushes: 4, per: month}", "quota: {pushes: 1, per: month}"),),
        (
            finds(
                "C102",
                "^quota:",
                "channel 'service-account' sends 2 pushes in 2027-01, its quota is 1 a calendar month: 'member-day' 1, 'points-notice' 1; over in 11 more months too",
                "渠道 “service-account” 在 2027-01 推送 2 次，上限为每个自然月 1 次：“member-day” 1、“points-notice” 1；另有 11 个月也超限",
                after="id: service-account\n",
            ),
        ),
    ),
    Mutation(
        "C102",
        "a quota of two, two pushes a month",
        TEA,
        "content.yaml",
        (swap("quota: {pushes: 4, per: month}", "quota: {pushes: 2, per: month}"),),
        (),
    ),
    Mutation(
        "C102",
        "five pushes where the platform allows four",
        TEA,
        "content.yaml",
        (
            cut("      quota: {pushes: 4, per: month}\n"),
            swap("BYMONTHDAY=25", "BYMONTHDAY=15,18,23,25", after="id: points-notice\n"),
            swap("start: 2027-01-25T10:00", "start: 2027-01-15T10:00", after="id: points-notice\n"),
        ),
        (
            finds(
                "C102",
                "platform: ^wechat-service-account\n",
                "channel 'service-account' sends 5 pushes in 2027-01, its quota is 4 a calendar month (WeChat service account, as of 2023): 'points-notice' 4, 'member-day' 1; over in 11 more months too",
            ),
            finds(
                "C107",
                "max_contacts_per_week: ^6",
                "audience 'regulars' gets 7 items in the week of 2027-06-14, its limit is 6 a week: 'points-notice' 2 times, 'mid-year', 'member-day', 'benefit-day' and 2 more; over 1 more time too",
                file="goals.yaml",
            ),
            finds(
                "C117",
                "most_promotional: ^0.25",
                "116 of 404 dates of the calendar sell or advertise, 29%; at most 25% may",
            ),
        ),
    ),
    Mutation(
        "C102",
        "a push without date",
        TEA,
        "content.yaml",
        (cut("      start: 2027-01-16T10:00\n"),),
        (
            lacks(
                "C102", "- ^id: member-day\n", "when 'member-day' is sent (`start`)", "“member-day” 何时发送（`start`）"
            ),
            lacks("C106", "- ^id: member-day\n", "the first date of 'member-day' (`start`)"),
            lacks("C107", "- ^id: member-day\n", "when 'member-day' happens (`start`)"),
            lacks("C110", "- ^id: member-day\n", "when 'member-day' happens (`start`)"),
            lacks("M107", "- ^id: member-day\n", "the time of day of 'member-day' (`start`)"),
        ),
    ),
    Mutation(
        "C102",
        "a channel without platform and quota",
        TEA,
        "content.yaml",
        (cut("      platform: wechat-service-account\n"), cut("      quota: {pushes: 4, per: month}\n")),
        (
            lacks(
                "C101",
                "- ^id: service-account\n",
                "the `platform` (as in `commplan platforms`) or the `capacity` of channel 'service-account'",
            ),
            lacks("C102", "- ^id: service-account\n", "how many pushes channel 'service-account' allows (`quota`)"),
        ),
    ),
    Mutation(
        "C105",
        "a platform misspelt",
        POWER,
        "content.yaml",
        (swap("platform: wechat-group", "platform: wechat-groups"),),
        (
            finds(
                "C105",
                "platform: ^wechat-groups\n",
                "no platform is called 'wechat-groups'",
                "没有名为 “wechat-groups” 的平台",
            ),
        ),
    ),
    Mutation(
        "C105",
        "a platform by its Chinese name",
        TEA,
        "content.yaml",
        (swap("platform: xiaohongshu", "platform: 小红书"),),
        (finds("C105", "platform: ^小红书\n", "no platform is called '小红书'"),),
    ),
)
