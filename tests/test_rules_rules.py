"""What the rules about building and maintenance say, to the letter, and where."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes


def ladder(*steps: str) -> str:
    return f"rules: {{ladder: [{', '.join('{id: pause, ' + s + '}' for s in steps)}]}}"


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ("", ["- the plan has no ladder of consequences"]),
        (ladder("kind: warning"), []),
        (ladder("kind: other, action: Removed for a while"), []),
        (ladder("kind: mute, duration: PT1H, scope: channel"), []),
        (ladder("kind: permanent-ban, scope: all-communities"), []),
        (ladder("kind: mute, scope: channel"), ["rules.ladder[0].kind: step 'pause' is a mute, but not for how long"]),
        (
            ladder("kind: permanent-ban"),
            ["rules.ladder[0].kind: step 'pause' is a permanent ban, but not from what"],
        ),
        (
            ladder("kind: temporary-ban"),
            ["rules.ladder[0].kind: step 'pause' is a temporary ban, but not for how long, nor where"],
        ),
        (
            ladder("kind: mute, duration: P0D, scope: channel"),
            ["rules.ladder[0].duration: step 'pause' is a mute of no length at all"],
        ),
    ],
)
def test_ladder_no_duration_or_scope(fragment: str, wanted: list[str]) -> None:
    assert outcomes("M101", fragment) == wanted


def test_ladder_in_chinese() -> None:
    assert outcomes("M101", ladder("kind: temporary-ban"), "zh") == [
        "rules.ladder[0].kind: 步骤 “pause” 是临时封禁，但未写明期限和范围"
    ]


def sla(level: str, *shifts: str, more: str = "") -> str:
    shown = "".join(f"    - {{{s}}}\n" for s in shifts)
    return (
        f"rules:\n  service_levels:\n    - {{id: reply, kind: first-reply, {level}}}\n"
        f"{'  shifts:' if shifts else ''}\n{shown}{more}"
    )


NINE_TO_SIX = "opens: '09:00', closes: '18:00'"
ALL_DAYS = "days: [MO, TU, WE, TH, FR, SA, SU]"
OWNED = f"owner: lead, target: PT4H, hours: [{{{NINE_TO_SIX}}}]"
EVERY_DAY = f"owner: lead, target: PT4H, hours: [{{{ALL_DAYS}, {NINE_TO_SIX}}}]"
HOURS, TARGET = "rules.service_levels[0].hours: ", "rules.service_levels[0].target: "

CHANNELS = """
content:
  channels:
    - {id: chat, platform: slack}
    - {id: group, platform: wechat-group}
    - {id: site, platform: website}
"""


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        pytest.param("", ["- the plan promises no answer in time"], id="nothing promised"),
        pytest.param(sla(OWNED, f"who: lead, {NINE_TO_SIX}"), [], id="staffed"),
        pytest.param(
            sla(f"target: PT4H, hours: [{{{NINE_TO_SIX}}}]", f"who: lead, {NINE_TO_SIX}"),
            ["rules.service_levels[0].id: service level 'reply' has no owner"],
            id="no owner",
        ),
        pytest.param(
            sla("owner: lead", f"who: lead, {NINE_TO_SIX}"),
            ["rules.service_levels[0]? the `target` of service level 'reply'"],
            id="no target",
        ),
        pytest.param(
            sla(OWNED), ["rules.service_levels[0]? who is on shift for 'reply' (`rules.shifts`)"], id="no shifts"
        ),
        pytest.param(
            sla("owner: lead, target: P2D"),
            ["rules.service_levels[0]? who is on shift for 'reply' (`rules.shifts`)"],
            id="no hours, no shifts, two days",
        ),
        pytest.param(
            sla("owner: lead, target: PT23H"),
            [TARGET + "service level 'reply' promises an answer within 23 h day and night, and no shift is stated"],
            id="no hours, no shifts, under a day",
        ),
        pytest.param(
            sla("owner: lead, target: PT4H", f"who: lead, {ALL_DAYS}, opens: '00:00', closes: '24:00'"),
            [],
            id="round the clock",
        ),
        pytest.param(
            sla("owner: lead, target: PT4H", f"who: lead, {ALL_DAYS}, opens: '06:00', closes: '02:00'"),
            [],
            id="round the clock but for as long as the promise",
        ),
        pytest.param(
            sla("owner: lead, target: PT4H", f"who: lead, {ALL_DAYS}, opens: '06:01', closes: '02:00'"),
            [
                TARGET + "nobody is there Mon 02:00-06:01 Europe/Berlin (4 h 1 min), "
                "'reply' promises 4 h day and night (it states no `hours`)"
            ],
            id="and one minute",
        ),
        pytest.param(
            sla(EVERY_DAY, f"who: lead, days: [MO, TU, WE, TH, FR, SU], {NINE_TO_SIX}"),
            [HOURS + "nobody is there Sat 09:00-18:00 Europe/Berlin (9 h), the promise of 'reply' is 4 h"],
            id="a day without anybody",
        ),
        pytest.param(
            sla(OWNED, "who: lead, opens: '09:00', closes: '14:00'"), [], id="exactly as long as the promise is kept"
        ),
        pytest.param(
            sla(OWNED, "who: lead, opens: '09:30', closes: '14:00'"),
            [
                HOURS + "nobody is there Mon 14:00 to Tue 09:30 Europe/Berlin (4 h 30 min of promised time), "
                "the promise of 'reply' is 4 h"
            ],
            id="a stretch goes on over night, closed hours not counted",
        ),
        pytest.param(
            sla(OWNED, "who: lead, opens: '09:00', closes: '13:00'", "who: lead, opens: '22:00', closes: '23:00'"),
            [HOURS + "nobody is there Mon 13:00-18:00 Europe/Berlin (5 h), the promise of 'reply' is 4 h"],
            id="whoever is there at night can answer too",
        ),
        pytest.param(
            sla(
                EVERY_DAY,
                f"who: lead, days: [SA], {NINE_TO_SIX}, timezone: Asia/Shanghai",
                f"who: lead, days: [MO, TU, WE, TH, FR, SU], {NINE_TO_SIX}",
            ),
            [HOURS + "nobody is there Sat 11:00-18:00 Europe/Berlin (7 h), the promise of 'reply' is 4 h"],
            id="a shift elsewhere, on the clock of the level, in the worst week",
        ),
        pytest.param(
            sla(EVERY_DAY.replace("PT4H", "P2W"), f"who: lead, days: [], {NINE_TO_SIX}"),
            [HOURS + "nobody is ever on shift, the promise of 'reply' is 14 days"],
            id="never",
        ),
        pytest.param(
            sla(EVERY_DAY, f"who: lead, {ALL_DAYS}, {NINE_TO_SIX}, channels: [chat]", more=CHANNELS),
            [HOURS + "nobody is ever on shift in channel 'group', the promise of 'reply' is 4 h"],
            id="a channel that no shift watches; nobody asks on a website",
        ),
        pytest.param(
            sla(
                EVERY_DAY + ", channels: [chat]",
                f"who: lead, {ALL_DAYS}, {NINE_TO_SIX}, channels: [chat]",
                more=CHANNELS,
            ),
            [],
            id="the level is for a channel that is watched",
        ),
        pytest.param(
            sla(OWNED + ", timezone: CST", f"who: lead, {NINE_TO_SIX}"),
            [],
            id="of a zone that cannot be read rule tz-missing speaks",
        ),
    ],
)
def test_sla_unstaffed(fragment: str, wanted: list[str]) -> None:
    assert outcomes("M102", fragment) == wanted


# 18:29 in Shanghai is 11:29 in Berlin's winter, in time for who asked at 07:30, and 12:29 in its summer, when it is over
SEASONS = sla(
    "owner: lead, target: PT4H, hours: [{days: [SA], opens: '07:30', closes: '12:00'}]",
    "who: lead, days: [SA], opens: '{opens}', closes: '{closes}', timezone: Asia/Shanghai",
)


@pytest.mark.parametrize(
    ("opens", "closes", "wanted"),
    [
        ("14:30", "15:00", []),
        (
            "18:29",
            "18:59",
            [
                HOURS + "nobody is there Sat 07:30-12:00 Europe/Berlin in weeks such as that of 2027-03-29 "
                "(4 h 30 min), the promise of 'reply' is 4 h"
            ],
        ),
    ],
)
def test_a_promise_kept_in_one_season_only(opens: str, closes: str, wanted: list[str]) -> None:
    assert outcomes("M102", SEASONS.replace("{opens}", opens).replace("{closes}", closes)) == wanted


def test_sla_unstaffed_in_chinese() -> None:
    fragment = sla(EVERY_DAY, f"who: lead, days: [MO, TU, WE, TH, FR, SU], {NINE_TO_SIX}")
    assert outcomes("M102", fragment, "zh") == [
        HOURS + "周六 09:00–18:00（Europe/Berlin）无人值守（9 小时），“reply” 承诺 4 小时"
    ]


ENOUGH = ", to tell whether moderators have hours enough"


def load(*inputs: str, moderators: str = "[{who: lead, hours_per_week: 10}]") -> str:
    return f"rules: {{moderation: {{{', '.join([*inputs, f'moderators: {moderators}'])}}}}}"


ITEMS, MINUTES, ADMIN = "items_per_month: 740", "minutes_per_item: 2", "admin_hours_per_month: 10"


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ("", ["- the plan does not state the load of moderation"]),
        # 740 x 2 / 60 + 10 = 34.667 = 10 x 52/12 x 0.8
        (load(ITEMS, MINUTES, ADMIN), []),
        (
            load(ITEMS, MINUTES, "admin_hours_per_month: 10.1"),
            [
                (
                    "rules.moderation.items_per_month: moderation needs 34.8 h a month (740 items x 2 min + 10.1 h), "
                    "moderators have 34.7 h (10 h a week x 52/12 x 80%)"
                )
            ],
        ),
        (
            load(
                "items_per_month: 6000",
                MINUTES,
                ADMIN,
                moderators="[{who: team, hours_per_week: 5}, {who: lead, hours_per_week: 3}]",
            )
            + "\nstructure:\n  people: [{id: member-b}, {id: member-c, status: alumni}]\n"
            + "  bodies: [{id: team, members: [member-a, member-b, member-c]}]\n",
            [
                (
                    "rules.moderation.items_per_month: moderation needs 210 h a month (6,000 items x 2 min + 10 h), "
                    "moderators have 45.1 h ((2 people x 5 h + 3 h) a week x 52/12 x 80%)"
                )
            ],
        ),
        (load(ITEMS), ["rules.moderation? `minutes_per_item`, `admin_hours_per_month`" + ENOUGH]),
        (load(ITEMS, MINUTES, ADMIN, moderators="[]"), ["rules.moderation? who moderates (`moderators`)" + ENOUGH]),
        (
            load(ITEMS, MINUTES, ADMIN, moderators="[{who: lead}, {who: nobody, hours_per_week: 1}]"),
            ["rules.moderation? `hours_per_week` of 'lead'" + ENOUGH],
        ),
        # of a moderator or holder who is not defined, rule ref-resolves speaks
        (load(ITEMS, MINUTES, ADMIN, moderators="[{who: nobody, hours_per_week: 1}]"), []),
        (
            "structure: {bodies: [{id: crew, members: [nobody]}]}\n"
            + load(ITEMS, MINUTES, ADMIN, moderators="[{who: crew, hours_per_week: 1}]"),
            [],
        ),
    ],
)
def test_mod_capacity(fragment: str, wanted: list[str]) -> None:
    assert outcomes("M103", fragment) == wanted


def test_mod_capacity_in_chinese_and_its_hint() -> None:
    fragment = load(ITEMS, MINUTES, "admin_hours_per_month: 20")
    assert outcomes("M103", fragment, "zh") == [
        (
            "rules.moderation.items_per_month: 审核每月需要 44.7 小时（740 条 × 2 分钟 + 20 小时），"
            "管理员只有 34.7 小时（每周 10 小时 × 52/12 × 80%）"
        )
    ]
    assert hints("M103", fragment) == ["find moderators for another 2.9 h a week, or let fewer items need a look"]
