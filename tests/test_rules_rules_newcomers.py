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
    assert outcomes("M107", fragment) == ["plan.period? first and last day of the plan (`period`)"]


def test_a_broken_night_is_told_in_chinese_too() -> None:
    fragment = sent("2027-03-02T08:30", ", audiences: [abroad]", goals=LONDON)
    assert outcomes("M107", fragment, "zh") == [
        (
            "content.calendar[0].start: 'news' 在 'chat' 的发送时间为 07:30（Europe/London，受众 'abroad' 所在地），"
            "正值 22:00 至 08:00 的免打扰时段"
        )
    ]
    assert hints("M107", fragment, "zh") == ["请改在其他时间发送，或改用不会响铃的渠道"]
