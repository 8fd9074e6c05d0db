"""What the rules about information sharing say, to the letter, and where."""

from __future__ import annotations

import pytest
import yaml

from commplan import load
from commplan.checking import lint
from commplan.checking.lint import Selection
from commplan.checking.trial import SMALLEST, laid_over, plain_data
from commplan.finding import dotted
from outcomes import hints, outcomes
from test_pieces import RULES, TODAY


def channel(text: str, more: str = "") -> str:
    return f"content:\n  channels:\n    - {{id: chat, {text}}}\n{more}"


def audiences(*texts: str) -> str:
    return f"goals: {{audiences: [{', '.join('{' + t + '}' for t in texts)}]}}\n"


FANS, STAFF = "id: fans, size: 900", "id: staff, size: 200, overlaps: true"


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        pytest.param("", ["- no channel has a limit of group size"], id="no channels"),
        pytest.param(channel("platform: slack"), ["- no channel has a limit of group size"], id="no limit"),
        pytest.param(channel("platform: wechat-group, members_planned: 500"), [], id="full"),
        pytest.param(
            channel("platform: wechat-group, members_planned: 501"),
            [
                (
                    "content.channels[0].members_planned: channel 'chat' plans 501 people in 1 group; "
                    "a WeChat group holds 500 (as of 2024-09)"
                )
            ],
            id="one too many",
        ),
        pytest.param(channel("platform: wechat-group, groups: 3, members_planned: 1500"), [], id="three full groups"),
        pytest.param(
            channel("platform: wechat-group, groups: 3, members_planned: 1501"),
            [
                (
                    "content.channels[0].members_planned: channel 'chat' plans 1,501 people in 3 groups, 501 in each; "
                    "a WeChat group holds 500 (as of 2024-09)"
                )
            ],
            id="three groups, one too many",
        ),
        pytest.param(
            channel("platform: slack, capacity: 100, members_planned: 101"),
            ["content.channels[0].members_planned: channel 'chat' plans 101 people in 1 group; its `capacity` is 100"],
            id="its own limit",
        ),
        pytest.param(
            channel("platform: wechat-group, groups: 0, members_planned: 10"),
            [
                (
                    "content.channels[0].members_planned: channel 'chat' plans 10 people in 0 groups; "
                    "a WeChat group holds 500 (as of 2024-09)"
                )
            ],
            id="no group",
        ),
        pytest.param(
            audiences(FANS, STAFF) + channel("platform: wechat-group, audiences: [fans, staff]"),
            [
                (
                    "content.channels[0].audiences: channel 'chat' plans the 900 people of its audiences in 1 group; "
                    "a WeChat group holds 500 (as of 2024-09)"
                )
            ],
            id="the sum of its audiences, overlaps once",
        ),
        pytest.param(
            audiences(FANS, STAFF) + channel("platform: wechat-group, groups: 2, audiences: [fans, staff]"),
            [],
            id="the sum of its audiences fits",
        ),
        pytest.param(
            audiences(FANS, "id: guests") + channel("platform: wechat-group, audiences: [fans, guests]"),
            ["content.channels[0].id? `members_planned` of channel 'chat', or the `size` of 'guests'"],
            id="an audience without a size",
        ),
        pytest.param(
            channel("platform: wechat-group"),
            ["content.channels[0].id? `members_planned` of channel 'chat'"],
            id="nobody planned",
        ),
        pytest.param(
            channel("platform: discord, members_planned: 10"),
            ["content.channels[0].platform? how many people a group on 'discord' holds (`capacity` of channel 'chat')"],
            id="a limit nobody knows",
        ),
        pytest.param(
            channel("platform: WeChat groop, members_planned: 501"),
            [
                (
                    "content.channels[0].members_planned: channel 'chat' plans 501 people in 1 group; "
                    "a WeChat group holds 500 (as of 2024-09)"
                )
            ],
            id="a slip hides no limit",
        ),
        pytest.param(
            channel("platform: 企业微信, members_planned: 501"),
            [
                (
                    "content.channels[0].platform? which platform channel 'chat' is on: `wecom-external-group` or "
                    "`wecom-internal-group`"
                )
            ],
            id="a word that may mean several",
        ),
        pytest.param(
            channel("members_planned: 10"),
            [
                "content.channels[0].platform? the `platform` (as in `commplan platforms`) or the `capacity` of channel 'chat'"
            ],
            id="no platform",
        ),
        pytest.param(channel("platform: wechat-group, audiences: [ghosts]"), [], id="an audience that is not there"),
    ],
)
def test_channel_capacity(fragment: str, wanted: list[str]) -> None:
    assert outcomes("C101", fragment) == wanted


def test_channel_capacity_in_chinese_and_its_hints() -> None:
    planned = channel("platform: wechat-group, groups: 2, members_planned: 1200")
    assert outcomes("C101", planned, "zh") == [
        "content.channels[0].members_planned: 渠道 “chat” 计划 1,200 人、2 个群，每群 600 人；微信群容纳 500 人（截至 2024-09）"
    ]
    assert hints("C101", planned) == ["plan `groups: 3`, or fewer people"]
    summed = audiences(FANS) + channel("platform: wechat-group, audiences: fans")
    assert hints("C101", summed) == ["state `members_planned` if not all of them will join; otherwise plan `groups: 2`"]


SERVICE = channel("platform: wechat-service-account")


def entries(*texts: str) -> str:
    return "  calendar:\n" + "".join(f"    - {{{t}}}\n" for t in texts)


WEEKLY = "id: weekly, kind: push, channels: [chat], start: 2027-01-04T10:00, rrule: FREQ=WEEKLY"


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        pytest.param("", ["- no channel has a push quota"], id="no channels"),
        pytest.param(
            channel("platform: slack", entries(WEEKLY)), ["- no channel has a push quota"], id="an unmetered platform"
        ),
        pytest.param(SERVICE, [], id="nothing pushed"),
        pytest.param(
            SERVICE + entries(WEEKLY.replace("01-04", "02-01") + ";COUNT=4"), [], id="four Mondays in a month"
        ),
        pytest.param(
            SERVICE + entries(WEEKLY.replace("01-04", "03-01") + ";COUNT=5"),
            [
                (
                    "content.channels[0].platform: channel 'chat' sends 5 pushes in 2027-03, its quota is 4 a calendar month "
                    "(WeChat service account, as of 2023): 'weekly' 5"
                )
            ],
            id="five Mondays in a month",
        ),
        pytest.param(
            SERVICE + entries(WEEKLY, "id: sale, kind: campaign, channels: [chat], start: 2027-11-11"),
            [
                (
                    "content.channels[0].platform: channel 'chat' sends 6 pushes in 2027-11, its quota is 4 a calendar month "
                    "(WeChat service account, as of 2023): 'weekly' 5, 'sale' 1; over in 3 more months too"
                )
            ],
            id="a campaign counts on a metered account; the worst month is named",
        ),
        pytest.param(SERVICE + entries(WEEKLY.replace("kind: push", "kind: post")), [], id="a post is not a push"),
        pytest.param(SERVICE + entries(WEEKLY + ", status: cancelled"), [], id="nor is what has been cancelled"),
        pytest.param(
            channel(
                "platform: slack, quota: {pushes: 1, per: week}",
                entries(WEEKLY, "id: sale, kind: campaign, channels: [chat], start: 2027-11-11"),
            ),
            [],
            id="a campaign does not count on other channels; one a week",
        ),
        pytest.param(
            channel(
                "platform: slack, quota: {pushes: 1, per: week}",
                entries(WEEKLY, "id: extra, kind: push, channels: [chat], start: 2027-11-14"),
            ),
            [
                (
                    "content.channels[0].quota: channel 'chat' sends 2 pushes in the week of 2027-11-08, "
                    "its quota is 1 a week: 'weekly' 1, 'extra' 1"
                )
            ],
            id="the quota of the channel itself, by weeks from Monday",
        ),
        pytest.param(
            channel(
                "platform: wechat-subscription-account, groups: 3",
                entries(
                    "id: noon, kind: push, channels: [chat], start: 2027-05-01T12:00",
                    "id: night, kind: push, channels: [chat], start: 2027-05-01T20:00",
                ),
            ),
            [
                (
                    "content.channels[0].platform: channel 'chat' sends 2 pushes on 2027-05-01, its quota is 1 a day "
                    "(WeChat subscription account, as of 2023): 'noon' 1, 'night' 1"
                )
            ],
            id="by days; the number of groups changes nothing",
        ),
        pytest.param(
            SERVICE.replace("wechat-service-account", "WeChat service account") + entries(WEEKLY),
            [
                (
                    "content.channels[0].platform: channel 'chat' sends 5 pushes in 2027-03, its quota is 4 a calendar month "
                    "(WeChat service account, as of 2023): 'weekly' 5; over in 3 more months too"
                )
            ],
            id="a slip hides no quota",
        ),
        pytest.param(
            SERVICE + entries("id: weekly, kind: push, channels: [chat]"),
            ["content.calendar[0].start? when 'weekly' is sent (`start`)"],
            id="no date",
        ),
        pytest.param(
            SERVICE + entries(WEEKLY) + "plan: {period: {end: 2026-01-01}}",
            ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
            id="no period",
        ),
        pytest.param(
            channel("name: Chat", entries(WEEKLY)),
            ["content.channels[0].platform? how many pushes channel 'chat' allows (`quota`)"],
            id="no platform",
        ),
    ],
)
def test_push_quota(fragment: str, wanted: list[str]) -> None:
    assert outcomes("C102", fragment) == wanted


def test_push_quota_in_chinese() -> None:
    assert outcomes("C102", SERVICE + entries(WEEKLY), "zh") == [
        "content.channels[0].platform: 渠道 “chat” 在 2027-03 推送 5 次，上限为每个自然月 4 次（微信服务号，截至 2023）：“weekly” 5；另有 3 个月也超限"
    ]


def calendar(*texts: str, head: str = "", more: str = "") -> str:
    return f"{head}\ncontent:\n" + entries(*texts) + more


SYNC = "id: sync, kind: meeting, start: 2027-03-02T18:00, duration: PT1H30M, owner: lead"
CLINIC = "id: clinic, kind: workshop, start: 2027-03-02T19:00, duration: PT1H"
AT = "content.calendar[1].start: "
TWO = "\nstructure: {people: [{id: member-b}], roles: [{id: hosts, holders: [member-a, member-b]}, {id: second, holders: [member-a]}]}"


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        pytest.param("", ["- the calendar has no entry with a date"], id="no calendar"),
        pytest.param(calendar(SYNC, CLINIC + ", owner: hosts", more=TWO), [], id="the other holder hosts"),
        pytest.param(calendar(SYNC, CLINIC), [], id="nobody is named for the other"),
        pytest.param(
            calendar(SYNC, CLINIC + ", owner: second", more=TWO),
            [
                AT
                + "'sync' 18:00-19:30 and 'clinic' 19:00-20:00 on 2027-03-02 (Europe/Berlin) need the same host (member-a)"
            ],
            id="the same person behind two roles",
        ),
        pytest.param(
            calendar(SYNC, CLINIC.replace("19:00", "19:30") + ", owner: lead"), [], id="one begins as the other ends"
        ),
        pytest.param(
            calendar(SYNC, CLINIC.replace("19:00", "19:29") + ", owner: hosts, host: member-a", more=TWO),
            [
                AT
                + "'sync' 18:00-19:30 and 'clinic' 19:29-20:29 on 2027-03-02 (Europe/Berlin) need the same host (member-a)"
            ],
            id="a minute before it ends; the host counts, not the owner",
        ),
        pytest.param(
            calendar(SYNC, CLINIC.replace("kind: workshop", "kind: push") + ", owner: lead"),
            [],
            id="a push is not live",
        ),
        pytest.param(
            calendar(
                "id: sync, kind: meeting, start: 2027-03-02T18:00, duration: PT1H30M, venue: Room 1, audiences: [fans], rrule: FREQ=WEEKLY;COUNT=9",
                "id: clinic, kind: event, start: 2027-03-09T18:30, duration: PT2H, venue: 'room 1 ', audiences: [fans, staff], rrule: FREQ=WEEKLY;COUNT=3",
                head=audiences(FANS, STAFF),
            ),
            [
                AT + "'sync' 18:00-19:30 and 'clinic' 18:30-20:30 on 2027-03-09 (Europe/Berlin) need the same "
                "venue ('Room 1') and audience (fans), and on 2 more days"
            ],
            id="venue and audience, one finding for the pair",
        ),
        pytest.param(
            calendar(SYNC.replace("owner: lead", "venue: Online"), CLINIC + ", venue: online"),
            [],
            id="online is no place",
        ),
        pytest.param(
            calendar(
                SYNC,
                "id: clinic, kind: workshop, start: 2027-03-03T01:30, duration: PT1H, timezone: Asia/Shanghai, owner: lead",
            ),
            [
                AT
                + "'sync' 01:00-02:30 and 'clinic' 01:30-02:30 on 2027-03-03 (Asia/Shanghai) need the same host (member-a)"
            ],
            id="across time zones",
        ),
        pytest.param(
            calendar("id: comments, kind: consultation, start: 2027-03-01T09:00, duration: P30D, owner: lead", SYNC),
            [],
            id="a host of a month of comments may meet",
        ),
        pytest.param(
            calendar(SYNC.replace(", duration: PT1H30M", ""), CLINIC + ", owner: lead"),
            ["content.calendar[0].duration? how long 'sync' takes (`duration`), as 'clinic' follows on the same day"],
            id="without a duration nobody knows",
        ),
        pytest.param(
            calendar(SYNC.replace(", duration: PT1H30M", ""), CLINIC.replace("19:00", "18:00") + ", owner: lead"),
            [AT + "'sync' 18:00 and 'clinic' 18:00-19:00 on 2027-03-02 (Europe/Berlin) need the same host (member-a)"],
            id="but two that begin at once overlap",
        ),
        pytest.param(
            calendar(SYNC + ", outcomes: [{date: 2027-03-02, status: cancelled}]", CLINIC + ", owner: lead"),
            [],
            id="one was called off",
        ),
        pytest.param(
            calendar(SYNC, head="plan: {period: {end: 2026-01-01}}"),
            ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
            id="no period",
        ),
    ],
)
def test_calendar_collision(fragment: str, wanted: list[str]) -> None:
    assert outcomes("C103", fragment) == wanted


CHINA = "plan: {holidays: CN, freezes: [{start: 2027-02-01, end: 2027-02-14, reason: Spring Festival}, {start: 2027-12-20, end: 2027-12-31}]}"
WEEKLY_MEETING = "id: sync, kind: meeting, start: 2027-09-29, rrule: FREQ=DAILY;COUNT=5"


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        pytest.param(
            calendar(WEEKLY_MEETING, head=CHINA),
            [
                (
                    "content.calendar[0].rrule: 'sync' is planned for 2027-10-01, a public holiday (National Day), "
                    "and for 2 more such days"
                )
            ],
            id="holidays of a series",
        ),
        pytest.param(calendar(WEEKLY_MEETING + ", on_holidays: intended", head=CHINA), [], id="meant so"),
        pytest.param(
            calendar(WEEKLY_MEETING + ", except_dates: [2027-10-01, 2027-10-02, 2027-10-03]", head=CHINA),
            [],
            id="left out",
        ),
        pytest.param(calendar(WEEKLY_MEETING.replace("meeting", "post"), head=CHINA), [], id="a post on a holiday"),
        pytest.param(
            calendar("id: news, kind: post, start: 2027-02-14", head=CHINA),
            ["content.calendar[0].start: 'news' is planned for 2027-02-14, a freeze ('Spring Festival')"],
            id="a post on the last day of a freeze",
        ),
        pytest.param(calendar("id: news, kind: post, start: 2027-02-15", head=CHINA), [], id="and the day after"),
        pytest.param(
            calendar("id: sync, kind: meeting, start: 2027-02-08", head=CHINA),
            ["content.calendar[0].start: 'sync' is planned for 2027-02-08, a freeze ('Spring Festival')"],
            id="a holiday inside a freeze is told once",
        ),
        pytest.param(
            calendar("id: news, kind: post, start: 2027-12-30, rrule: FREQ=DAILY", head=CHINA),
            ["content.calendar[0].rrule: 'news' is planned for 2027-12-30, a freeze, and for 1 more such day"],
            id="a freeze without a reason",
        ),
        pytest.param(
            calendar(WEEKLY_MEETING, head="plan: {holidays: ZZ}"),
            ["plan.holidays? the public holidays of 'ZZ'"],
            id="a country nobody knows",
        ),
    ],
)
def test_holidays_and_freezes(fragment: str, wanted: list[str]) -> None:
    assert outcomes("C103", fragment) == wanted


def test_collisions_in_chinese() -> None:
    both = calendar(SYNC, CLINIC + ", owner: lead", WEEKLY_MEETING.replace("sync", "national"), head=CHINA)
    assert outcomes("C103", both, "zh") == [
        "content.calendar[1].start: 2027-03-02（Europe/Berlin），“sync” 18:00-19:30 与 “clinic” 19:00-20:00 需要同一主持人（member-a）",
        "content.calendar[2].rrule: “national” 安排在 2027-10-01，公共假日（国庆节），另有 2 天也是如此",
    ]


NOWHERE = "plan: {timezone: CST}"


def without_zone(fragment: str) -> list[str]:
    """The outcomes in a plan that names no time zone."""
    smallest = plain_data(SMALLEST.replace("  timezone: Europe/Berlin\n", ""))
    whole = laid_over(smallest, plain_data(fragment)) if fragment else smallest
    loaded = load.plan("example.yaml", yaml.safe_dump(whole, allow_unicode=True).encode())
    result = lint.plan(loaded, RULES, TODAY, Selection(select=("C104",)))
    return [*(f"{dotted(f.path)}: {f.message.en}" for f in result.findings), *(f"- {i.reason.en}" for i in result.idle)]


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        pytest.param("", [], id="the plan has a zone"),
        pytest.param(calendar(SYNC), [], id="so have its times"),
        pytest.param(
            NOWHERE,
            ["plan.timezone: 'CST' is an abbreviation, not a time zone: China or US Central"],
            id="an abbreviation of two places",
        ),
        pytest.param(
            calendar(SYNC + ", timezone: PT"),
            ["content.calendar[0].timezone: 'PT' is an abbreviation, not a time zone: US Pacific"],
            id="an abbreviation of one",
        ),
        pytest.param(
            "structure: {people: [{id: member-b, timezone: UTC+8}]}",
            ["structure.people[1].timezone: 'UTC+8' is a fixed offset, not a time zone: it knows no summer time"],
            id="a fixed offset",
        ),
        pytest.param(
            "structure: {people: [{id: member-b, timezone: Etc/GMT-8}]}",
            ["structure.people[1].timezone: 'Etc/GMT-8' is a fixed offset, not a time zone: it knows no summer time"],
            id="a fixed offset with an IANA name",
        ),
        pytest.param(
            audiences("id: fans, timezone: Asia/Beijing"),
            ["goals.audiences[0].timezone: no IANA time zone is called 'Asia/Beijing'"],
            id="a city that is none",
        ),
        pytest.param(
            "rules: {quiet_hours: {start: '22:00', end: '08:00', timezone: Europe/Berln}}",
            ["rules.quiet_hours.timezone: no IANA time zone is called 'Europe/Berln'"],
            id="a slip of the keys",
        ),
        pytest.param(
            "evaluation: {sources: [{id: log, tool: table, mapping: {time: at, timezone: '+08:00'}}]}",
            [
                (
                    "evaluation.sources[0].mapping.timezone: '+08:00' is a fixed offset, not a time zone: "
                    "it knows no summer time"
                )
            ],
            id="in a mapping",
        ),
        pytest.param(
            calendar("id: call, kind: meeting, start: 2027-03-02T19:30+08:00, rrule: FREQ=WEEKLY"),
            ["content.calendar[0].start: entry 'call' recurs at 19:30+08:00, a fixed offset that knows no summer time"],
            id="an offset behind a start that recurs",
        ),
        pytest.param(
            calendar("id: call, kind: meeting, start: 2027-03-02T19:30+08:00"), [], id="behind one that does not"
        ),
        pytest.param(
            calendar("id: call, kind: meeting, start: 2027-03-30T19:30+01:00, timezone: Europe/Berlin"),
            [
                "content.calendar[0].start: entry 'call' starts at 19:30+01:00, but Europe/Berlin is at +02:00 on 2027-03-30"
            ],
            id="an offset that contradicts the zone beside it",
        ),
        pytest.param(
            calendar("id: call, kind: meeting, start: 2027-03-30T19:30+02:00, timezone: Europe/Berlin"),
            [],
            id="and one that agrees",
        ),
        pytest.param(
            calendar("id: call, kind: meeting, start: 2027-03-30T19:30+99:00"),
            ["content.calendar[0].start: +99:00 behind the start of 'call' is no offset"],
            id="an offset longer than a day",
        ),
    ],
)
def test_tz_missing(fragment: str, wanted: list[str]) -> None:
    assert outcomes("C104", fragment) == wanted


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        pytest.param("", ["- the plan states no time of day"], id="no times"),
        pytest.param(calendar("id: news, start: 2027-03-02"), ["- the plan states no time of day"], id="a day only"),
        pytest.param(calendar(SYNC), ["content.calendar[0].start: 18:00 of entry 'sync' has no time zone"], id="one"),
        pytest.param(calendar(SYNC + ", timezone: Europe/Berlin"), [], id="with a zone of its own"),
        pytest.param(calendar(SYNC.replace("18:00", "18:00Z")), ["- the plan states no time of day"], id="an instant"),
        pytest.param(
            calendar(SYNC, CLINIC)
            + "rules:\n  routines: [{id: rounds, time: '09:00'}]\n  shifts: [{who: lead, opens: '09:00', closes: '18:00'}]\n",
            ["rules.shifts[0].opens: 09:00 of a shift has no time zone, nor have 3 more times of the plan"],
            id="all that one line would mend are one finding",
        ),
        pytest.param(
            "rules: {service_levels: [{id: reply, kind: first-reply, hours: [{opens: '09:00', closes: '18:00'}]}],"
            " quiet_hours: {start: '22:00', end: '08:00'}}",
            [
                (
                    "rules.service_levels[0].hours[0].opens: 09:00 of service level 'reply' has no time zone, "
                    "nor has 1 more time of the plan"
                )
            ],
            id="service levels and quiet hours",
        ),
    ],
)
def test_times_of_a_plan_without_a_zone(fragment: str, wanted: list[str]) -> None:
    assert without_zone(fragment) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("CST", "write `Asia/Shanghai` or `America/Chicago`"),
        ("Beijing time", "did you mean `Asia/Shanghai`?"),
        ("北京时间", "did you mean `Asia/Shanghai`?"),
        ("Eastern Standard Time", "did you mean `America/New_York`?"),
        ("asia/shanghai", "did you mean `Asia/Shanghai`?"),
        ("Berlin", "did you mean `Europe/Berlin`?"),
        ("Singapore", "did you mean `Asia/Singapore`?"),
        ("Europe/Berln", "did you mean `Europe/Berlin`?"),
        ("UTC+8", "write the IANA name of the place, such as `Asia/Shanghai`"),
        ("nowhere at all", "write the IANA name of the place, such as `Asia/Shanghai`"),
    ],
)
def test_what_to_write_for_a_zone(name: str, wanted: str) -> None:
    assert hints("C104", f"plan: {{timezone: {name}}}") == [wanted]


def test_zones_in_chinese() -> None:
    assert outcomes("C104", NOWHERE, "zh") == ["plan.timezone: “CST” 是缩写，不是时区：中国或美国中部"]


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("wechat-group", []),
        ("our-own-app", []),
        ("WeChat group", ["content.channels[0].platform: no platform is called 'WeChat group'"]),
        ("微信群", ["content.channels[0].platform: no platform is called '微信群'"]),
        ("slak", ["content.channels[0].platform: no platform is called 'slak'"]),
    ],
)
def test_unknown_platform(word: str, wanted: list[str]) -> None:
    assert outcomes("C105", channel(f"platform: {word}")) == wanted


def test_unknown_platform_without_any_and_in_chinese() -> None:
    assert outcomes("C105", channel("name: Chat")) == ["- no channel names a platform"]
    assert outcomes("C105", channel("platform: Slack"), "zh") == [
        "content.channels[0].platform: 没有名为 “Slack” 的平台"
    ]
    assert hints("C105", channel("platform: Slack")) == ["did you mean `slack`? see `commplan platforms`"]


def digest(start: str, rrule: str, more: str = "") -> str:
    return calendar(f"id: digest, start: {start}, rrule: '{rrule}'{more}")


RULE = "content.calendar[0].rrule: "


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        pytest.param("", ["- nothing recurs, and no entry has a time of day"], id="no calendar"),
        pytest.param(digest("2027-01-28", "FREQ=MONTHLY"), [], id="the 28th is in every month"),
        pytest.param(
            digest("2027-01-29", "FREQ=MONTHLY"),
            [RULE + "'digest' falls on day 29 and is left out in 2027-02"],
            id="the 29th",
        ),
        pytest.param(
            digest("2027-01-31T18:00", "FREQ=MONTHLY;BYMONTHDAY=31"),
            [RULE + "'digest' falls on day 31 and is left out in 2027-02, 2027-04, 2027-06, 2027-09, 2027-11"],
            id="the 31st",
        ),
        pytest.param(digest("2027-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1"), [], id="the last day"),
        pytest.param(
            digest("2027-01-31", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"), [], id="the last, the long way"
        ),
        pytest.param(digest("2027-01-29", "FREQ=MONTHLY;BYDAY=-1FR"), [], id="the last Friday"),
        pytest.param(digest("2027-01-31", "FREQ=MONTHLY;BYMONTH=1,3,5"), [], id="only months that have it"),
        pytest.param(
            digest("2027-08-31", "FREQ=MONTHLY;INTERVAL=2"),
            [],
            id="every second month from August: October and December have it",
        ),
        pytest.param(
            digest("2027-01-15", "FREQ=MONTHLY;BYMONTHDAY=15,30;UNTIL=20270415"),
            [RULE + "'digest' falls on day 30 and is left out in 2027-02"],
            id="one of two days, until April",
        ),
        pytest.param(
            digest("2027-01-31", "FREQ=MONTHLY;COUNT=3"),
            [RULE + "'digest' falls on day 31 and is left out in 2027-02, 2027-04"],
            id="as far as it counts",
        ),
        pytest.param(
            digest("2024-02-29", "FREQ=YEARLY"),
            [RULE + "'digest' falls on day 29 and is left out in 2027"],
            id="a leap day",
        ),
        pytest.param(
            digest("2027-01-30", "FREQ=YEARLY;BYMONTH=1,2"),
            [RULE + "'digest' falls on day 30 and is left out in 2027-02"],
            id="the day of the start in other months",
        ),
        pytest.param(
            "rules: {routines: [{id: tidy, rrule: 'FREQ=MONTHLY;BYMONTHDAY=31', owner: lead}]}\n",
            [
                (
                    "rules.routines[0].rrule: 'tidy' falls on day 31 and is left out in "
                    "2027-02, 2027-04, 2027-06, 2027-09, 2027-11"
                )
            ],
            id="a routine",
        ),
        pytest.param(
            "content: {reporting: [{id: progress, rrule: 'FREQ=MONTHLY;BYMONTHDAY=30'}]}\n",
            ["content.reporting[0].rrule: 'progress' falls on day 30 and is left out in 2027-02"],
            id="a report",
        ),
        pytest.param(
            digest("2027-03-01", "FREQ=DAILY;INTERVAL=0"),
            [RULE + "the rule of 'digest' cannot be read: INTERVAL cannot be '0'"],
            id="cannot be read",
        ),
        pytest.param(
            digest("2027-03-01", "FREQ=DAILY;COUNT=3;UNTIL=20270401"),
            [RULE + "'digest' ends by COUNT and by UNTIL; only one may stand"],
            id="two ends",
        ),
        pytest.param(
            digest("2027-03-01", "FREQ=DAILY;UNTIL=20270228"),
            [
                RULE + "'digest' ends (20270228) before it begins",
            ],
            id="ends before it begins",
        ),
        pytest.param(digest("2027-03-01", "FREQ=DAILY;UNTIL=20270401"), [], id="a date ends a series of days"),
        pytest.param(
            digest("2027-03-01T18:00", "FREQ=DAILY;UNTIL=20270401"),
            [RULE + "'digest': UNTIL=20270401 is not in UTC, though its start is in a time zone"],
            id="but not one of times",
        ),
        pytest.param(
            digest("2027-03-01T18:00", "FREQ=DAILY;UNTIL=20270401T180000"),
            [RULE + "'digest': UNTIL=20270401T180000 is not in UTC, though its start is in a time zone"],
            id="nor does local time",
        ),
        pytest.param(digest("2027-03-01T18:00", "FREQ=DAILY;UNTIL=20270401T160000Z"), [], id="UTC does"),
        pytest.param(
            digest("2026-03-01", "FREQ=DAILY;COUNT=3"),
            [RULE + "'digest' never happens between 2027-01-01 and 2027-12-31"],
            id="over before the plan",
        ),
        pytest.param(
            digest("2027-03-01", "FREQ=YEARLY;BYMONTH=2;BYDAY=6MO"),
            [RULE + "'digest' never happens between 2027-01-01 and 2027-12-31"],
            id="a Monday that no month has",
        ),
        pytest.param(digest("2028-03-01", "FREQ=DAILY"), [], id="after the plan: told by another rule"),
        pytest.param(digest("2027-03-06T19:00", "FREQ=MONTHLY;BYDAY=1SA"), [], id="starts on a date of its own"),
        pytest.param(
            digest("2027-03-13T19:00", "FREQ=MONTHLY;BYDAY=SA"),
            [RULE + "'digest': 'FREQ=MONTHLY;BYDAY=SA' is every such day of the month, week after week"],
            id="every Saturday by month",
        ),
        pytest.param(
            "content: {reporting: [{id: progress, rrule: 'FREQ=YEARLY;BYDAY=MO,FR'}]}\n",
            [
                "content.reporting[0].rrule: 'progress': 'FREQ=YEARLY;BYDAY=MO,FR' is every such day of the year, week after week"
            ],
            id="two days of the week by year",
        ),
        pytest.param(
            digest("2027-03-13", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=8,9,10,11,12,13,14"), [], id="as days of the month"
        ),
        pytest.param(digest("2027-03-13", "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=3"), [], id="the third of them"),
        pytest.param(
            digest("2027-03-03T19:00", "FREQ=MONTHLY;BYDAY=1SA"),
            [
                (
                    "content.calendar[0].start: 'digest' starts on Wednesday 2027-03-03, which is not a date of its rule "
                    "'FREQ=MONTHLY;BYDAY=1SA'; the first is Saturday 2027-03-06"
                )
            ],
            id="starts on a day that its rule does not give",
        ),
        pytest.param(
            digest("2027-03-02T19:00", "FREQ=DAILY;BYHOUR=9,20"),
            [
                (
                    "content.calendar[0].start: 'digest' starts on Tuesday 2027-03-02 19:00, which is not a date of its rule "
                    "'FREQ=DAILY;BYHOUR=9,20'; the first is Tuesday 2027-03-02 20:00"
                )
            ],
            id="starts at an hour that its rule does not give",
        ),
        pytest.param(
            digest("2027-02-28", "FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20270430"),
            [RULE + "'digest' falls on day 31 and is left out in 2027-02, 2027-04"],
            id="starts on the last day of a short month: one cause, told once",
        ),
        pytest.param(
            digest("2026-12-02", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261201"),
            ["content.calendar[0].rrule: 'digest' ends (20261201) before it begins"],
            id="a start without any date after it",
        ),
        pytest.param(
            digest("2027-03-07T02:30", "FREQ=WEEKLY;BYDAY=SU"),
            [
                "content.calendar[0].start: 02:30 does not exist on 2027-03-28 in Europe/Berlin: 'digest' happens at 03:30"
            ],
            id="a time that summer time skips",
        ),
        pytest.param(
            digest("2027-03-07T02:30", "FREQ=WEEKLY;BYDAY=SU", ", except_dates: 2027-03-28"), [], id="on a day left out"
        ),
        pytest.param(
            calendar("id: call, start: 2027-03-28T02:00"),
            ["content.calendar[0].start: 02:00 does not exist on 2027-03-28 in Europe/Berlin: 'call' happens at 03:00"],
            id="a single entry",
        ),
        pytest.param(
            "rules: {routines: [{id: tidy, rrule: FREQ=DAILY, time: '02:15'}]}\n",
            ["rules.routines[0].time: 02:15 does not exist on 2027-03-28 in Europe/Berlin: 'tidy' happens at 03:15"],
            id="a routine in the night",
        ),
        pytest.param(
            calendar("id: digest, rrule: FREQ=DAILY"),
            ["content.calendar[0].start? the first date of 'digest' (`start`)"],
            id="no first date",
        ),
        pytest.param(
            digest("2027-03-01", "FREQ=DAILY") + "plan: {period: {end: 2026-01-01}}",
            ["plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"],
            id="no period",
        ),
        pytest.param(
            digest("2027-01-31", "FREQ=MONTHLY", ", status: cancelled"),
            ["- nothing recurs, and no entry has a time of day"],
            id="cancelled",
        ),
    ],
)
def test_recurrence_skips(fragment: str, wanted: list[str]) -> None:
    assert outcomes("C106", fragment) == wanted


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        (digest("2027-01-31", "FREQ=MONTHLY"), "to have the last day of shorter months instead, write `BYMONTHDAY=-1`"),
        (
            digest("2027-01-30", "FREQ=MONTHLY"),
            "to have the last day of shorter months instead, write `BYMONTHDAY=28,29,30;BYSETPOS=-1`",
        ),
        (digest("2024-02-29", "FREQ=YEARLY"), "for the last day of February write `BYMONTH=2;BYMONTHDAY=-1`"),
        (
            digest("2027-03-13", "FREQ=MONTHLY;BYDAY=SA"),
            "write `BYDAY=2SA` for one of them, here the second; if all of them are meant, write `FREQ=WEEKLY;BYDAY=SA`",
        ),
        (
            digest("2027-05-30", "FREQ=YEARLY;BYDAY=SU"),
            "write `BYMONTH=5;BYDAY=-1SU` for one of them, here the last; if all of them are meant, write `FREQ=WEEKLY;BYDAY=SU`",
        ),
        (
            digest("2027-05-09", "FREQ=YEARLY;BYMONTH=5;BYDAY=SU"),
            "write `BYDAY=2SU` for one of them, here the second; if all of them are meant, write `FREQ=WEEKLY;BYMONTH=5;BYDAY=SU`",
        ),
        (digest("2027-03-01T18:00", "FREQ=DAILY;UNTIL=20270401"), "write `UNTIL=20270401T215959Z`"),
        (digest("2027-03-01T18:00", "FREQ=DAILY;UNTIL=20271201T180000"), "write `UNTIL=20271201T170000Z`"),
    ],
)
def test_what_to_write_instead(fragment: str, wanted: str) -> None:
    assert hints("C106", fragment) == [wanted]
    if wanted.partition("`")[2].startswith("UNTIL"):
        mended = fragment.replace(
            fragment.partition("UNTIL")[2].partition("'")[0], wanted.partition("UNTIL")[2].strip("`")
        )
        assert outcomes("C106", mended) == []


def test_recurrences_in_chinese() -> None:
    assert outcomes("C106", digest("2027-01-31", "FREQ=MONTHLY;UNTIL=20270531"), "zh") == [
        RULE + "“digest” 定在 31 日，2027-02、2027-04 没有这一天，会被漏掉"
    ]
