"""Faults for the rules about who can run a channel, what it keeps, and whether anybody can leave it with anything."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, add, cut, finds, lacks, swap

BEFORE = "\ncontent:\n  channels:\n"
BUILDERS = add(
    "  audiences:\n",
    "    - {id: builders, name: Builders, core: true, size: 9, overlaps: true, power: 2, interest: 4, representative: regulars-voice}\n",
)
CHANNEL = "    - {{id: build-{i}, platform: {p}, audiences: [builders], owner: community-host, two_way: true, capacity: 50, members_planned: 9}}\n"

LETTER = swap(
    "audiences: [partners], pillar: meet",
    "audiences: [partners, builders], pillar: meet",
    after="- {id: partner-letter,",
)
BAN = finds(
    "R109",
    "  ^register:\n",
    "nobody has looked at 'platform-ban' (on WeChat): neither a risk nor a waiver is of that category",
    after="\nrisks:\n",
)

TABLE = (
    Mutation(
        "C120",
        "the host is the science circle's owner in person, and its backup by role",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "owner: community-host,\n       backup: workshop-lead",
                "owner: member-c,\n       backup: community-host",
                after="- {id: sci, name",
            ),
        ),
        (
            finds(
                "C120",
                "backup: ^community-host",
                "owner 'member-c' and backup 'community-host' of channel 'sci' are the same person, 'member-c'",
                "渠道 “sci” 的负责人 “member-c” 与后备 “community-host” 是同一人 “member-c”",
                after="- {id: sci, name",
            ),
        ),
    ),
    Mutation(
        "C120",
        "the website hangs on one person",
        POWER,
        "content.yaml",
        (swap("owner: disclosure-editor\n      backup: sep-manager\n", "owner: member-e\n", after="- id: website\n"),),
        (
            finds(
                "C120",
                "owner: ^member-e",
                "channel 'website' rests on 'member-e' alone: it has no `backup`",
                "渠道 “website” 只系于 “member-e” 一人：没有 `backup`",
            ),
        ),
    ),
    Mutation(
        "C120",
        "the website hangs on a role that has a deputy",
        POWER,
        "content.yaml",
        (cut("      backup: sep-manager\n", after="- id: website\n"),),
        (),
    ),
    Mutation(
        "C120",
        "nobody is said to run the website",
        POWER,
        "content.yaml",
        (cut("      owner: disclosure-editor\n      backup: sep-manager\n", after="- id: website\n"),),
        (
            lacks(
                "C120",
                "- ^id: website\n",
                "who runs 'website' (`owner`, and a `backup`)",
                "“website” 由谁管理（`owner`，以及后备 `backup`）",
            ),
        ),
    ),
    Mutation(
        "C121",
        "the organisers decide the programme by mail among themselves",
        HOUSTON,
        "plan.yaml",
        (swap("channels: [general], proposer", "channels: [partner-mail], proposer"),),
        (
            finds(
                "C121",
                "^channels: [partner-mail], proposer",
                "decision 'decide-programme' is discussed in 'partner-mail', which is private: others learn of it when it is over",
                "决策 “decide-programme” 在私密渠道 “partner-mail” 中讨论：别人知道时已成定局",
            ),
        ),
    ),
    Mutation(
        "C121",
        "the lenders' calls are not written down",
        POWER,
        "content.yaml",
        (cut("      archive: 资料室版本留存\n"),),
        (
            finds(
                "C121",
                "id: ^lender-room\n",
                "channel 'lender-room' keeps nothing of what is said there (Video meeting), and nothing else keeps report 'r-lenders'",
                "渠道 “lender-room” 不留存其中的内容（视频会议），也没有别处留存报告 “r-lenders”",
                after="id: lender-room\n",
            ),
        ),
    ),
    Mutation(
        "C121",
        "nobody knows where the groups' talk about the rules is kept",
        TEA,
        "content.yaml",
        (
            cut("      archive: 会话存档（入群时告知）\n", after="- id: entry-groups\n"),
            cut("      archive: 会话存档（入群时告知）\n", after="- id: benefit-groups\n"),
            cut("      archive: 会话存档（入群时告知）\n", after="- id: vip-groups\n"),
        ),
        (
            lacks(
                "C121",
                "- ^id: entry-groups\n",
                "where what is said in 'entry-groups' is kept (`archive`); nothing else is said to keep decision 'group-rules'",
                "“entry-groups” 中的内容留存在哪里（`archive`）；没有写明别处留存决策 “group-rules”",
            ),
            lacks(
                "C121",
                "- ^id: benefit-groups\n",
                "where what is said in 'benefit-groups' is kept (`archive`); nothing else is said to keep decision 'points-rules', report 'rep-voice'",
            ),
        ),
    ),
    Mutation(
        "C122",
        "a core audience that meets on Discord and WeChat only",
        HOUSTON,
        "plan.yaml",
        (
            BUILDERS,
            LETTER,
            add(BEFORE, CHANNEL.format(i="voice", p="discord") + CHANNEL.format(i="chat", p="wechat-group")),
        ),
        (
            finds(
                "C122",
                "name: Builders, core: ^true",
                "core audience 'builders' is reached only where nothing can be taken along: 'build-voice' (Discord offers no export, as of 2025-12), 'build-chat' (WeChat group offers no export, as of 2025-04)",
                "核心受众 “builders” 所在之处什么都带不走：“build-voice”（Discord：不提供导出，截至 2025-12）、“build-chat”（微信群：不提供导出，截至 2025-04）",
            ),
            BAN,
        ),
    ),
    Mutation(
        "C122",
        "a core audience on WeChat with a way out into another group that has none",
        HOUSTON,
        "plan.yaml",
        (
            BUILDERS,
            LETTER,
            add(
                BEFORE,
                CHANNEL.format(i="chat", p="wechat-group, fallback: build-voice")
                + CHANNEL.format(i="voice", p="discord"),
            ),
        ),
        (
            finds(
                "C122",
                "name: Builders, core: ^true",
                "core audience 'builders' is reached only where nothing can be taken along: 'build-chat' (WeChat group offers no export, as of 2025-04), 'build-voice' (Discord offers no export, as of 2025-12)",
            ),
            BAN,
        ),
    ),
    Mutation(
        "C122",
        "a core audience on Discord, and in a place of which nobody knows",
        HOUSTON,
        "plan.yaml",
        (
            BUILDERS,
            LETTER,
            add(BEFORE, CHANNEL.format(i="voice", p="discord") + CHANNEL.format(i="chat", p="qq-group")),
        ),
        (
            lacks(
                "C122",
                "- {^id: build-chat,",
                "how members and history get out of 'build-chat' (`export`)",
                "怎样把成员与历史内容从 “build-chat” 导出（`export`）",
            ),
        ),
    ),
    Mutation(
        "C122",
        "a core audience on Discord and on a list",
        HOUSTON,
        "plan.yaml",
        (
            BUILDERS,
            LETTER,
            add(BEFORE, CHANNEL.format(i="voice", p="discord") + CHANNEL.format(i="chat", p="mailing-list")),
        ),
        (),
    ),
)
