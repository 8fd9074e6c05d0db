"""What the rules about quiet hours, ways to report, newcomers and those who have gone quiet say, to the letter."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes

NIGHT = "rules: {quiet_hours: {start: '22:00', end: '08:00'}}"


def sent(
    start: str,
    keys: str = "",
    channel: str = "platform: slack",
    rules: str = NIGHT,
    goals: str = "",
    kind: str = "post",
) -> str:
    entry = f"{{id: news, kind: {kind}, start: {start}, channels: [chat]{keys}}}"
    return f"{rules}\ncontent: {{channels: [{{id: chat, {channel}}}], calendar: [{entry}]}}\n{goals}"


def quiet(at: str, span: str = "22:00 to 08:00") -> list[str]:
    return [f"content.calendar[0].start: 'news' goes out on 'chat' at {at}, in the quiet hours from {span}"]


LONDON = "goals: {audiences: [{id: abroad, timezone: Europe/London}, {id: home}]}"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", ["- the plan states no quiet hours"]),
        (sent("2027-03-02T22:30", rules=""), ["- the plan states no quiet hours"]),
        (NIGHT, ["- nothing is sent out where quiet hours hold"]),
        (sent("2027-03-02T21:59"), []),
        (sent("2027-03-02T22:00"), quiet("22:00")),
        (sent("2027-03-02T07:59"), quiet("07:59")),
        (sent("2027-03-02T08:00"), []),
        (sent("2027-03-02"), ["content.calendar[0].start? the time of day of 'news' (`start`)"]),
        # an evening for those who come, and what was called off
        (sent("2027-03-02T22:30", kind="event"), ["- nothing is sent out where quiet hours hold"]),
        (sent("2027-03-02T22:30", ", status: cancelled"), ["- nothing is sent out where quiet hours hold"]),
        # a website wakes nobody, unless it pushes or says so itself
        (sent("2027-03-02T22:30", channel="platform: website"), ["- nothing is sent out where quiet hours hold"]),
        (sent("2027-03-02T22:30", "", "platform: website", kind="push"), quiet("22:30")),
        (
            sent("2027-03-02T13:30", channel="platform: website, quiet_hours: {start: '13:00', end: '14:00'}"),
            quiet("13:30", "13:00 to 14:00"),
        ),
        # the channel's own hours count there, and not the common ones
        (sent("2027-03-02T22:30", channel="platform: slack, quiet_hours: {start: '23:00', end: '24:00'}"), []),
        (
            sent("2027-03-02T23:59", channel="platform: slack, quiet_hours: {start: '23:00', end: '24:00'}"),
            quiet("23:59", "23:00 to 24:00"),
        ),
        # 08:30 in Berlin is 07:30 in London
        (
            sent("2027-03-02T08:30", ", audiences: [home, abroad]", goals=LONDON),
            quiet("07:30 in Europe/London, where audience 'abroad' is"),
        ),
        (sent("2027-03-02T08:30", ", audiences: [home]", goals=LONDON), []),
        # nobody abroad is reached there
        (
            sent("2027-03-02T08:30", ", audiences: [home, abroad]", "platform: slack, audiences: [home]", goals=LONDON),
            [],
        ),
        # the quiet hours name the clock they go by
        (
            sent(
                "2027-03-02T08:30",
                ", audiences: [home, abroad]",
                rules=NIGHT.replace("'08:00'", "'08:00', timezone: Europe/Berlin"),
                goals=LONDON,
            ),
            [],
        ),
        # at noon and at eleven at night
        (
            sent("2027-05-03T12:30", ", rrule: 'FREQ=DAILY;BYHOUR=12,23;COUNT=6'"),
            quiet("23:30 (3 of 6 times)"),
        ),
    ],
)
def test_nothing_is_sent_out_in_quiet_hours(fragment: str, expected: list[str]) -> None:
    assert outcomes("M107", fragment) == expected


def test_without_a_period_nobody_knows_what_is_sent() -> None:
    fragment = "plan: {period: {start: null, end: null}}\n" + sent("2027-03-02T22:30")
    assert outcomes("M107", fragment) == [
        "plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"
    ]


def test_a_broken_night_is_told_in_chinese_too() -> None:
    fragment = sent("2027-03-02T08:30", ", audiences: [abroad]", goals=LONDON)
    assert outcomes("M107", fragment, "zh") == [
        (
            "content.calendar[0].start: “news” 在 “chat” 的发送时间为 07:30（Europe/London，受众 “abroad” 所在地），"
            "正值 22:00 至 08:00 的免打扰时段"
        )
    ]
    assert hints("M107", fragment, "zh") == ["请改在其他时间发送，或改用不会响铃的渠道"]


FORBIDS = "norms: [{id: n, statement: No insults, prohibits: true}]"
NOBODY_READS = "rules.reporting.intakes[0]? who reads what comes in here (`handled_by`)"


def reported(*ways: str, rest: str = "", people: str = "{id: member-b}", rules: str = FORBIDS) -> str:
    """A plan that forbids something, with these ways to report and beside Member A, who leads, these people."""
    intakes = ", ".join(f"{{{way}}}" for way in ways)
    return f"structure: {{people: [{people}]}}\nrules: {{{rules}, reporting: {{intakes: [{intakes}]{rest}}}}}"


def alone(what: str, person: str = "member-a") -> list[str]:
    return [
        (
            f"rules.reporting.intakes[0].handled_by: all private reports go to '{person}' alone, who also {what}: "
            f"nobody can report '{person}'"
        )
    ]


BOX = "id: box, private: true, contact: A box"
DECIDES = FORBIDS + ", ladder: [{id: out, kind: permanent-ban, decided_by: lead}]"
MODERATES = FORBIDS + ", moderation: {moderators: [{who: member-a}]}"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", ["- no rule of the plan forbids anything, and nothing is reported"]),
        (
            "rules: {norms: [{id: n, statement: Be kind}]}",
            ["- no rule of the plan forbids anything, and nothing is reported"],
        ),
        (
            f"rules: {{{FORBIDS}}}",
            ["rules.norms[0].prohibits: the plan forbids things, but says nowhere how a breach is reported"],
        ),
        (
            reported("id: open, contact: The channel, handled_by: [lead]"),
            ["rules.reporting.intakes[0]: no way to report is private: others read along"],
        ),
        (
            reported("id: box, private: true, handled_by: [lead]"),
            ["rules.reporting.intakes[0]: way to report 'box' does not say how it is reached"],
        ),
        (
            reported("private: true, handled_by: [lead]", BOX + ", handled_by: [lead]"),
            ["rules.reporting.intakes[0]: a way to report does not say how it is reached"],
        ),
        (reported(BOX + ", handled_by: [lead]"), []),
        (reported("id: open, contact: The channel", BOX + ", handled_by: [lead]"), []),
        # the grievance mechanism serves where nothing else is listed
        (f"rules: {{{FORBIDS}, grievance: {{intakes: [{{{BOX}, handled_by: [lead]}}]}}}}", []),
        # the one who reads is the one who may be reported
        (reported(BOX + ", handled_by: [lead]", rules=DECIDES), alone("decides 'out'")),
        (reported(BOX + ", handled_by: [lead]", rules=MODERATES), alone("moderates")),
        (
            reported(BOX + ", handled_by: [lead]", BOX + ", handled_by: [member-a]", rules=DECIDES),
            alone("decides 'out'"),
        ),
        (reported(BOX + ", handled_by: [member-b]", rules=DECIDES), []),
        (reported(BOX + ", handled_by: [lead, member-b]", rules=DECIDES), []),
        (reported(BOX + ", handled_by: [lead]", rules=DECIDES, rest=", recusal: Member B takes over"), []),
        # nobody else is there: alumni are not, and a plan of one person has nobody to name
        (reported(BOX + ", handled_by: [lead]", rules=DECIDES, people=""), []),
        (reported(BOX + ", handled_by: [lead]", rules=DECIDES, people="{id: member-b, status: alumni}"), []),
        (
            reported(
                BOX + ", handled_by: [lead, member-b]", rules=DECIDES, people="{id: member-b, status: alumni}, {id: c}"
            ),
            alone("decides 'out'"),
        ),
        # all in one round
        (
            reported("id: open, contact: The channel, handled_by: [lead]", rules=DECIDES),
            ["rules.reporting.intakes[0]: no way to report is private: others read along", *alone("decides 'out'")],
        ),
        (
            reported("id: box, private: true, handled_by: [lead]", rules=DECIDES),
            [
                "rules.reporting.intakes[0]: way to report 'box' does not say how it is reached",
                *alone("decides 'out'"),
            ],
        ),
        # nobody knows who reads
        (reported(BOX), [NOBODY_READS]),
        (reported(BOX, BOX + ", handled_by: [lead]", rules=DECIDES), [NOBODY_READS]),
        (reported(BOX, BOX + ", handled_by: [lead, member-b]", rules=DECIDES), []),
    ],
)
def test_a_breach_can_be_reported_in_private_to_somebody_else(fragment: str, expected: list[str]) -> None:
    assert outcomes("M108", fragment) == expected


def test_a_missing_way_to_report_is_told_in_chinese_too() -> None:
    assert outcomes("M108", reported(BOX + ", handled_by: [lead]", rules=DECIDES), "zh") == [
        (
            "rules.reporting.intakes[0].handled_by: 所有私下举报都只由 “member-a” 一人受理，而 “member-a” 又决定 “out”："
            "没有人能举报 “member-a”"
        )
    ]
    assert hints("M108", f"rules: {{{FORBIDS}}}", "zh") == [
        "请在 `rules.reporting.intakes` 中增加一个，写明 `private: true`、`contact:` 与 `handled_by:`"
    ]
    two = "structure: {people: [{id: member-b}, {id: member-c}]}\n"
    assert hints("M108", f"{two}rules: {{{FORBIDS}}}") == [
        (
            "add one under `rules.reporting.intakes` with `private: true`, `contact:` and `handled_by:` (two people, or one and "
            "under `recusal` who takes over when a report is about that one)"
        )
    ]


EVENING = "calendar: [{id: evening, kind: event, start: 2027-03-02T19:00, owner: lead}]"
LIMIT = "onboarding: {inactive_after: P60D}"


def gone_quiet(
    kinds: str = "[message, reply]", sources: str = "{id: s, tool: slack}", content: str = EVENING, more: str = ""
) -> str:
    active = f"active: {{kinds: {kinds}}}, " if kinds else ""
    return f"rules: {{{LIMIT}}}\ncontent: {{{content}}}\nevaluation: {{{active}sources: [{sources}]}}\n{more}"


def blind(why: str, does: str = "comes to events", what: str = "evening") -> list[str]:
    return [
        f"rules.onboarding.inactive_after: who only {does}, as '{what}' asks, counts as inactive after 60 days: {why}"
    ]


NOTHING_ASKED = ["- the plan asks members neither to events nor rewards what an export can tell"]
UNCOUNTED, UNTOLD = "`evaluation.active` does not count `attend`", "no data source tells `attend`"
STAFF = "goals: {audiences: [{id: staff, category: internal}, {id: all}]}"
PAID = "engagement: {rewards: {earn: [{id: thanks, event: reaction, points: 1}, {id: sold, event: order, points: 1}]}}"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", ["- the plan has no rule on inactive members"]),
        (f"rules: {{{LIMIT}}}", NOTHING_ASKED),
        (gone_quiet(content=EVENING.replace("event", "post")), NOTHING_ASKED),
        (gone_quiet(content=EVENING.replace("owner", "status: cancelled, owner")), NOTHING_ASKED),
        # a meeting of those who run it asks nothing of members
        (gone_quiet(content=EVENING.replace("owner", "audiences: [staff], owner"), more=STAFF), NOTHING_ASKED),
        (gone_quiet(content=EVENING.replace("owner", "audiences: [staff, all], owner"), more=STAFF), blind(UNCOUNTED)),
        (gone_quiet(), blind(UNCOUNTED)),
        (gone_quiet("[message, attend]"), blind(UNTOLD)),
        # what people keep by hand may tell anything, and what a table tells is in its mapping
        (gone_quiet("[message, attend]", "{id: s, tool: slack}, {id: list, tool: log}"), []),
        (gone_quiet("[message, attend]", "{id: s, tool: table}"), []),
        (gone_quiet("[message, attend]", "{id: s, tool: table, mapping: {time: t, member: m}}"), blind(UNTOLD)),
        (gone_quiet("[message, attend]", "{id: s, tool: table, mapping: {time: t, kind_is: attend}}"), []),
        (gone_quiet("[message, attend]", "{id: s, tool: table, mapping: {time: t, kind: k}}"), []),
        (
            gone_quiet(sources="{id: s, tool: zulip}", content="calendar: []", more=PAID),
            blind("`evaluation.active` does not count `reaction`", "reacts", "thanks"),
        ),
        # reactions in a Slack export carry no time
        (
            gone_quiet("[message, reaction]", content="calendar: []", more=PAID),
            blind("no data source tells `reaction`", "reacts", "thanks"),
        ),
        (gone_quiet(""), ["evaluation.active? what makes a member active (`kinds` of `evaluation.active`)"]),
        (gone_quiet(sources=""), ["evaluation? where activity is read from (`sources` of `evaluation`)"]),
    ],
)
def test_who_takes_part_in_another_way_is_not_gone(fragment: str, expected: list[str]) -> None:
    assert outcomes("M110", fragment) == expected


def test_a_blind_rule_is_told_in_chinese_too() -> None:
    assert outcomes("M110", gone_quiet("[message, attend]"), "zh") == [
        "rules.onboarding.inactive_after: 只参加活动（“evening” 所请）的人满 60 天即算不活跃：没有任何数据来源提供 `attend`"
    ]
