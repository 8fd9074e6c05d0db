"""What the rules about who keeps a channel, and what it keeps, say to the letter, on both sides."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes


def team(channel: str, *roles: str, more: str = "") -> str:
    """Two people; `lead` is member A, and further roles; one channel."""
    held = ", ".join(f"{{{role}}}" for role in roles)
    return (
        f"structure: {{people: [{{id: member-b}}], roles: [{held}]{more}}}\n"
        f"content: {{channels: [{{id: chat{channel and ', '}{channel}}}]}}\n"
    )


AT = "content.channels[0]"
ALONE = "- the plan has no channel, or names one person at the most"
BACKUP = [
    ("", [ALONE]),
    ("content: {channels: [{id: chat, owner: lead}]}", [ALONE]),
    ("structure: {people: [{id: member-b, status: alumni}]}\ncontent: {channels: [{id: chat, owner: lead}]}", [ALONE]),
    ("structure: {people: [{id: member-b}]}", [ALONE]),
    (team("owner: lead, backup: member-b"), []),
    (team("owner: lead"), [AT + ".owner: channel 'chat' rests on 'member-a' alone: it has no `backup`"]),
    (team("owner: member-b"), [AT + ".owner: channel 'chat' rests on 'member-b' alone: it has no `backup`"]),
    (team(""), [AT + "? who runs 'chat' (`owner`, and a `backup`)"]),
    (team("owner: lead, backup: lead"), [AT + ".backup: channel 'chat' names 'lead' as owner and as backup"]),
    # another role is not another person
    (
        team("owner: lead, backup: host", "id: host, holders: [member-a]"),
        [AT + ".backup: owner 'lead' and backup 'host' of channel 'chat' are the same person, 'member-a'"],
    ),
    (team("owner: lead, backup: host", "id: host, holders: [member-a, member-b]"), []),
    # who has several people behind it, or a deputy, has a backup
    (team("owner: host", "id: host, holders: [member-a, member-b]"), []),
    (team("owner: host", "id: host, holders: [member-a], deputies: [member-b]"), []),
    (team("owner: team", more=", bodies: [{id: team, members: [member-a, member-b]}]"), []),
    (
        team("owner: host", "id: host, holders: [member-a], deputies: [member-a]"),
        [AT + ".owner: channel 'chat' rests on 'member-a' alone: it has no `backup`"],
    ),
    # the other one's term is over before the plan begins
    (
        team("owner: host", "id: host, holders: [member-a, {person: member-b, end: 2026-12-31}]"),
        [AT + ".owner: channel 'chat' rests on 'member-a' alone: it has no `backup`"],
    ),
    (team("owner: host", "id: host, holders: [member-a, {person: member-b, end: 2027-01-01}]"), []),
    # nobody holds it yet: for one seat it is told at once, for two role-understaffed tells it
    (team("owner: host", "id: host"), [AT + ".owner: channel 'chat' rests on 'host': it has no `backup`"]),
    (team("owner: host", "id: host, headcount: 2"), []),
    (team("owner: lead, backup: host", "id: host"), []),
    # what leads nowhere is told by ref-resolves
    (team("owner: nobody-known"), []),
    (team("owner: lead, backup: nobody-known"), []),
    # the groups of a brand: the profile asks for both names, this rule for two people
    (team("owner: lead, platform: wechat-group") + "plan: {profiles: wechat-brand}", []),
    (team("platform: wechat-group") + "plan: {profiles: wechat-brand}", []),
    (
        team("owner: lead, backup: host, platform: wechat-group", "id: host, holders: [member-a]")
        + "plan: {profiles: wechat-brand}",
        [AT + ".backup: owner 'lead' and backup 'host' of channel 'chat' are the same person, 'member-a'"],
    ),
    (
        "structure: {people: [{id: member-b}]}\ncontent: {channels: [" + ", ".join(f"{{id: c{i}}}" for i in range(6)) + "]}",
        [AT + "? who runs 'c0', 'c1', 'c2', 'c3' and 2 more (`owner`, and a `backup`)"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), BACKUP)
def test_a_second_person_can_run_each_channel(fragment: str, expected: list[str]) -> None:
    assert outcomes("C120", fragment) == expected


def test_a_channel_on_one_person_is_told_in_chinese_too() -> None:
    assert outcomes("C120", team("owner: lead"), "zh") == [
        AT + ".owner: 渠道 “chat” 只系于 “member-a” 一人：没有 `backup`"
    ]
    assert outcomes("C120", team("owner: lead, backup: host", "id: host, holders: [member-a]"), "zh") == [
        AT + ".backup: 渠道 “chat” 的负责人 “lead” 与后备 “host” 是同一人 “member-a”"
    ]
    assert outcomes("C120", team(""), "zh") == [AT + "? “chat” 由谁管理（`owner`，以及后备 `backup`）"]
    assert hints("C120", team("owner: lead")) == [
        "name somebody else who can let people in as `backup:`, or under `deputies:` of the role; hand over the passwords too"
    ]


def used(chat: str, *uses: str, decision: str = "") -> str:
    """A channel, a second one that keeps everything, and what happens in them."""
    kinds = {"report": "reporting", "consultation": "calendar"}
    parts: dict[str, list[str]] = {"reporting": [], "calendar": []}
    for i, use in enumerate(uses):
        kind, _, rest = use.partition(" ")
        key = kinds.get(kind, "calendar")
        told = f", kind: {kind}" if key == "calendar" else ""
        parts[key].append(f"{{id: {kind}-{i}{told}, {rest}}}")
    lists = ", ".join(f"{key}: [{', '.join(items)}]" for key, items in parts.items() if items)
    return (
        f"content: {{channels: [{{id: chat, {chat}}}, {{id: list, platform: mailing-list}}]{lists and ', '}{lists}}}\n"
        + (
            f"structure: {{bodies: [{{id: conduct, kind: conduct-committee}}], decisions: [{{id: rules, {decision}}}]}}\n"
            if decision
            else ""
        )
    )


IDLE = "- no decision, consultation or report names a channel"
WECHAT = "platform: wechat-group"
KEEPS = [
    ("", [IDLE]),
    (used(WECHAT), [IDLE]),
    (used(WECHAT, decision="body: conduct"), [IDLE]),
    (
        used(WECHAT, decision="channels: chat"),
        [
            (
                AT + ".id: channel 'chat' keeps nothing of what is said there (WeChat group, as of 2024-05), and nothing "
                "else keeps decision 'rules'"
            )
        ],
    ),
    (used(WECHAT + ", archive: the wiki", decision="channels: chat"), []),
    (used(WECHAT, decision="channels: [chat, list]"), []),
    (used("platform: github", decision="channels: chat"), []),
    (used("platform: slack", decision="channels: chat"), [AT + "? where what is said in 'chat' is kept (`archive`); nothing else is said to keep decision 'rules'"]),
    (used("two_way: true", decision="channels: chat"), [AT + "? where what is said in 'chat' is kept (`archive`); nothing else is said to keep decision 'rules'"]),
    (
        used("platform: in-person", "consultation channels: chat"),
        [AT + ".id: channel 'chat' keeps nothing of what is said there (In person), and nothing else keeps consultation 'consultation-0'"],
    ),
    (used("platform: in-person", "consultation channels: chat, notes: the wiki"), []),
    (used("platform: in-person", "consultation channels: chat, recording: the wiki"), []),
    (used("platform: in-person", "consultation channels: chat, status: cancelled"), [IDLE]),
    # a plain event need not be looked up
    (used("platform: in-person", "event channels: chat"), [IDLE]),
    (
        used("platform: radio", *[f"report channels: chat, owner: lead, about: {a}" for a in ("progress", "results", "value", "finance")], decision="channels: chat"),
        [
            (
                AT + ".id: channel 'chat' keeps nothing of what is said there (Radio), and nothing else keeps decision 'rules', report "
                "'report-0', report 'report-1' and 2 more"
            )
        ],
    ),
    (used(WECHAT, decision="channels: nobody-known"), [IDLE]),
    # private places
    (
        used("platform: github, visibility: private", decision="channels: chat"),
        ["structure.decisions[0].channels: decision 'rules' is discussed in 'chat', which is private: others learn of it when it is over"],
    ),
    (used("platform: github, visibility: private", decision="channels: [chat, list]"), []),
    (used("platform: github, visibility: members", decision="channels: chat"), []),
    (used("platform: github, visibility: private", decision="channels: chat, body: conduct"), []),
    (used("platform: github, visibility: private", "report channels: chat"), []),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), KEEPS)
def test_what_will_be_looked_up_is_kept(fragment: str, expected: list[str]) -> None:
    assert outcomes("C121", fragment) == expected


def test_a_channel_that_keeps_nothing_is_told_in_chinese_too() -> None:
    assert outcomes("C121", used(WECHAT, decision="channels: chat"), "zh") == [
        AT + ".id: 渠道 “chat” 不留存其中的内容（微信群，截至 2024-05），也没有别处留存决策 “rules”"
    ]
    assert outcomes("C121", used("platform: slack", decision="channels: chat"), "zh") == [
        AT + "? “chat” 中的内容留存在哪里（`archive`）；没有写明别处留存决策 “rules”"
    ]
    assert hints("C121", used("platform: github, visibility: private", decision="channels: chat"), "zh") == [
        "请把提案与结果写在相关的人看得到的地方，并加上该渠道"
    ]


def reached(*channels: str, core: str = "true") -> str:
    each = ", ".join(f"{{id: c{i}, audiences: members, {text}}}" for i, text in enumerate(channels))
    return f"goals: {{audiences: [{{id: members, core: {core}}}]}}\ncontent: {{channels: [{each}]}}\n"


NOBODY = "- no core audience is reached by a channel whose platform is said"
LOCKED = "goals.audiences[0].core: core audience 'members' is reached only where nothing can be taken along: "
EXPORT = [
    ("", [NOBODY]),
    (reached("platform: discord", core="false"), [NOBODY]),
    (reached("two_way: true"), [NOBODY]),
    (reached("platform: zulip"), []),
    (reached("platform: discord"), [LOCKED + "'c0' (Discord offers no export, as of 2025-12)"]),
    (reached("platform: discord, export: DiscordChatExporter each quarter"), []),
    (reached("platform: qq-group"), ["content.channels[0]? how members and history get out of 'c0' (`export`)"]),
    (reached("platform: our-own-app"), ["content.channels[0]? how members and history get out of 'c0' (`export`)"]),
    (
        reached("platform: discord", "platform: wechat-group"),
        [LOCKED + "'c0' (Discord offers no export, as of 2025-12), 'c1' (WeChat group offers no export, as of 2025-04)"],
    ),
    (reached("platform: discord", "platform: mailing-list"), []),
    # nobody is a member of a website
    (
        reached("platform: discord", "platform: wechat-group", "platform: website"),
        [LOCKED + "'c0' (Discord offers no export, as of 2025-12), 'c1' (WeChat group offers no export, as of 2025-04)"],
    ),
    (reached("platform: discord", "platform: wechat-group", "platform: website, export: table of registrations"), []),
    (reached("platform: website"), [NOBODY]),
    (reached("platform: discord", "platform: qq-group"), ["content.channels[1]? how members and history get out of 'c1' (`export`)"]),
    # a way out behind it counts; and whoever is on one platform of several is told by segment-one-platform
    (reached("platform: discord, fallback: letters").replace("}]}\n", "}, {id: letters, platform: email}]}\n").replace("core: true}, {id: letters, platform: email}]}", "core: true}]}"), []),
    (reached("platform: discord").replace("discord}", "discord}, {id: hall, platform: in-person}"), []),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), EXPORT)
def test_core_members_are_not_locked_in(fragment: str, expected: list[str]) -> None:
    assert outcomes("C122", fragment) == expected


def test_a_locked_place_is_told_in_chinese_too() -> None:
    assert outcomes("C122", reached("platform: wechat-group"), "zh") == [
        "goals.audiences[0].core: 核心受众 “members” 所在之处什么都带不走：“c0”（微信群：不提供导出，截至 2025-04）"
    ]
    assert hints("C122", reached("platform: wechat-group"), "zh") == [
        "在 `export` 中写明怎样导出成员与历史内容，例如每月手工登记名单；或在地址归自己掌握的地方（例如邮件列表）另设渠道"
    ]
