"""What the rule about evenings that nobody watches says, to the letter."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes

IDLE = ["- no audience has a group or forum of its own to talk in"]
WHO = [
    "rules? who watches when (`rules.shifts`, as `- {who: [...], days: [MO], opens: 18:00, closes: 22:00}`, or `rules.moderation`, as `{moderators: [{who: ..., hours_per_week: ...}]}`)"
]


ZONE = "in which time zone those who watch live (`timezone: Asia/Shanghai` for all under `plan`, or in each of them)"


def talk(zone: str | None, rules: str, channel: str = "platform: discord", more: str = "") -> str:
    home = f", timezone: {zone}" if zone else ""
    return (
        f"goals: {{audiences: [{{id: abroad{home}}}]}}\n"
        f"content: {{channels: [{{id: chat, {channel}, audiences: [abroad]}}]}}\nrules: {{{rules}}}\n{more}"
    )


def shift(days: str, opens: str, closes: str, zone: str = "Europe/Berlin") -> str:
    return f"shifts: [{{who: lead, days: [{days}], opens: '{opens}', closes: '{closes}', timezone: {zone}}}]"


def unwatched(zone: str, hours: int = 0) -> list[str]:
    return [
        (
            f"goals.audiences[0].timezone: audience 'abroad' talks in 'chat'; of the 28 hours of its evenings in a week "
            f"(18:00-22:00, {zone}) somebody who watches is awake in {hours}"
        )
    ]


DAY = shift("MO, TU", "09:00", "17:00")
ANGELES, BERLIN = "America/Los_Angeles", "Europe/Berlin"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", IDLE),
        # on a notice board, and by telephone, nobody talks with the others
        (talk(ANGELES, DAY, "platform: notice-board"), IDLE),
        (talk(ANGELES, DAY, "platform: hotline"), IDLE),
        (talk(ANGELES, DAY, "platform: discord, two_way: false"), IDLE),
        (talk(ANGELES, ""), WHO),
        (talk(ANGELES, DAY), unwatched(ANGELES)),
        # of a shift, or of who moderates, no time zone is known
        (
            talk(ANGELES, DAY.replace(", timezone: Europe/Berlin", ""), more="plan: {timezone: null}"),
            ["rules.shifts[0]? " + ZONE],
        ),
        (
            talk(
                ANGELES,
                "moderation: {moderators: [{who: member-a}]}",
                more="structure: {people: [{id: member-a}]}\nplan: {timezone: null}",
            ),
            ["structure.people[1]? " + ZONE],
        ),
        (talk("Asia/Tokyo", DAY), []),  # 18:00 there is 10:00 in Berlin
        (talk(BERLIN, DAY), []),  # who has the day shift is awake until 23:00
        # one hour of one day is the limit
        (talk(ANGELES, shift("WE", "18:00", "19:00", ANGELES)), []),
        (talk(ANGELES, shift("WE", "03:00", "04:00")), []),
        (talk(ANGELES, shift("WE", "02:00", "03:00")), unwatched(ANGELES)),
        # who watches another channel does not watch this one
        (
            talk(
                ANGELES,
                shift("WE", "03:00", "04:00").replace("}]", ", channels: [board]}]"),
                "platform: discord, audiences: [abroad]}, {id: board",
            ),
            unwatched(ANGELES),
        ),
        # somebody who moderates lives there
        (
            talk(
                ANGELES,
                "moderation: {moderators: [{who: member-a}]}",
                more="structure: {people: [{id: member-a, timezone: America/Los_Angeles}]}",
            ),
            [],
        ),
        (
            talk(
                ANGELES,
                "moderation: {moderators: [{who: member-a}]}",
                more="structure: {people: [{id: member-a, timezone: Europe/Berlin}]}",
            ),
            unwatched(ANGELES),
        ),
        (
            talk(None, DAY, more="plan: {timezone: null}"),
            [
                "goals.audiences[0]? in which time zone audience 'abroad' lives (its `timezone: Europe/Berlin`, or that of the plan)"
            ],
        ),
        (
            talk(ANGELES, DAY, more="plan: {period: {start: null, end: null}}"),
            ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
        ),
    ],
)
def test_evenings_are_held_against_who_is_awake(fragment: str, expected: list[str]) -> None:
    assert outcomes("M112", fragment) == expected


def test_it_is_told_in_chinese_too() -> None:
    assert outcomes("M112", talk(ANGELES, DAY), "zh") == [
        (
            "goals.audiences[0].timezone: 受众 “abroad” 在 “chat” 中交流；其一周 28 个晚间小时（18:00–22:00，America/Los_Angeles）中，"
            "有看管的人清醒的为 0 小时"
        )
    ]
    assert hints("M112", talk(ANGELES, DAY), "zh") == ["请在其晚间安排值班，或请处在该时区的人来看管"]
