"""What the rules about what is measured, and whether it can mislead, say; to the letter, and where."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes

METRIC = "goals.objectives[0].metric"


def goals(*texts: str) -> str:
    listed = ", ".join(f"{{id: o{i}, {text}}}" for i, text in enumerate(texts))
    return f"goals: {{objectives: [{listed}]}}\n"


def paid(event: str, more: str = "distinct_givers: 2") -> str:
    return f"engagement: {{rewards: {{earn: [{{id: pay, event: {event}, points: 1, {more}}}]}}}}\n"


PAID = "engagement.rewards.earn[0].event: 'pay' gives points for"
UNCOUNTED = "- no goal counts what members do"
GAMED = [
    ("", ["- the plan gives no points"]),
    (paid("message"), [UNCOUNTED]),
    (paid("message") + goals("metric: participation-gini"), [UNCOUNTED]),
    *(
        (paid(event) + goals(f"metric: {metric}"), [f"{PAID} '{event}', which '{metric}' of objective 'o0' counts"])
        for event, metric in (
            ("message", "mau"),
            ("new-post", "wau"),
            ("reply", "first-response-time"),
            ("回复", "unanswered-rate"),
            ("join", "members"),
            ("friend-invited", "net-growth"),
            ("点赞", "stickiness"),
        )
    ),
    (
        paid("order", "for_sharing: true") + goals("metric: joins"),
        [f"{PAID} 'order', which 'joins' of objective 'o0' counts"],
    ),
    *(
        (paid(event) + goals(f"metric: {metric}"), [])
        for event, metric in (
            ("answer-accepted", "mau"),
            ("message", "members"),
            ("message", "unanswered-rate"),
            ("reaction", "messages-per-member"),
            ("attend", "mau"),
        )
    ),
    # what counts as active is the plan's word
    ("evaluation: {active: {kinds: [attend]}}\n" + paid("message") + goals("metric: mau"), []),
    (
        "evaluation: {active: {kinds: [attend]}}\n" + paid("check-in") + goals("metric: mau"),
        [f"{PAID} 'check-in', which 'mau' of objective 'o0' counts"],
    ),
    # the plan's own metric counts what the plan says it does
    ("evaluation: {metrics: [{id: mau, definition: Cups}]}\n" + paid("message") + goals("metric: mau"), [UNCOUNTED]),
    # one finding for each earning rule
    (
        paid("message") + goals("metric: members", "metric: mau", "metric: wau"),
        [f"{PAID} 'message', which 'mau' of objective 'o1' counts"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), GAMED)
def test_no_goal_counts_what_points_are_paid_for(fragment: str, expected: list[str]) -> None:
    assert outcomes("V103", fragment) == expected


def test_a_gamed_goal_in_chinese() -> None:
    assert outcomes("V103", paid("message") + goals("metric: mau"), "zh") == [
        "engagement.rewards.earn[0].event: “pay” 为 “message” 发放积分，而目标 “o0” 的指标 “mau” 统计的正是它"
    ]


def calendar(rule: str, more: str = "") -> str:
    return f"content: {{calendar: [{{id: evening, start: 2027-01-04T19:00, rrule: '{rule}'}}{more}]}}\n"


WEEKLY = calendar("FREQ=WEEKLY")
DAYS = "on {} days of a week, but the calendar has something on {}"
# 52 Mondays in 365 days: 0.997 days of a week
CADENCE = [
    ("", ["- no goal counts by the day"]),
    (goals("metric: wau, target: 9") + WEEKLY, ["- no goal counts by the day"]),
    (goals("metric: dau, direction: down") + WEEKLY, ["- no goal counts by the day"]),
    (
        goals("metric: dau, target: 9") + WEEKLY,
        [
            f"{METRIC}: objective 'o0' counts active members day by day, but the calendar has something on 1 days of a week"
        ],
    ),
    (goals("metric: dau, target: 9") + calendar("FREQ=WEEKLY;BYDAY=MO,WE,FR,SU"), []),
    (
        goals("metric: dau, target: 9") + calendar("FREQ=WEEKLY;BYDAY=MO,WE"),
        [
            f"{METRIC}: objective 'o0' counts active members day by day, but the calendar has something on 2 days of a week"
        ],
    ),
    (goals("metric: stickiness, target: 0.14") + WEEKLY, []),
    (
        goals("metric: stickiness, target: 0.15") + WEEKLY,
        [f"{METRIC}: objective 'o0' wants members active " + DAYS.format("1.1", "1")],
    ),
    # people come more often anyway
    (goals("metric: stickiness, target: 0.4, baseline: {value: 0.2}") + WEEKLY, []),
    (goals("metric: stickiness") + WEEKLY, []),
    # no share at all is told by rule goal-target-not-better
    (goals("metric: stickiness, target: 15") + WEEKLY, []),
    (
        goals("metric: dau, target: 9"),
        [f"{METRIC}? what is on and when (`content.calendar`), to see whether people have a reason to come every day"],
    ),
    (
        "plan: {period: {end: null}}\n" + goals("metric: dau, target: 9") + WEEKLY,
        ["plan? `plan.period`, to see how often something is on"],
    ),
    (
        goals("metric: dau, target: 9") + calendar("FREQ=WEEKLY", ", {id: jam}"),
        ["content.calendar[1]? when 'jam' is (`start`)"],
    ),
    (goals("metric: dau, target: 9") + calendar("FREQ=DAILY", ", {id: jam}"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), CADENCE)
def test_days_are_counted_where_there_is_something_every_day(fragment: str, expected: list[str]) -> None:
    assert outcomes("V104", fragment) == expected


def test_a_wrong_cadence_in_chinese() -> None:
    assert outcomes("V104", goals("metric: dau, target: 9", "metric: stickiness, target: 0.4") + WEEKLY, "zh") == [
        f"{METRIC}: 目标 “o0” 按天统计活跃成员，但日历平均每周只有 1 天有安排",
        "goals.objectives[1].metric: 目标 “o1” 要成员平均每周活跃 2.8 天，但日历平均每周只有 1 天有安排",
    ]


SURVEY = "sources: [{id: poll, tool: survey, metrics: [mine]}]"


def survey(objective: str, metric: str = "definition: Polled", more: str = "") -> str:
    return goals(f"metric: mine, {objective}") + f"evaluation: {{{SURVEY}, metrics: [{{id: mine, {metric}}}]{more}}}\n"


ASKED = "? how many answers are planned for 'mine' (`answers`)"
IDLE = "- no goal is a share or a score from a survey"
PERCENT = "baseline: {value: 50}, target: 60, unit: '%'"
BY_CHANCE = "goals.objectives[0].target: objective 'o0' wants a change of"
NPS = "definition: Net promoter score, answers:"
SAMPLE = [
    ("", [IDLE]),
    (goals("metric: mau, target: 9"), [IDLE]),
    (survey("baseline: {value: 3}, target: 4, unit: points of five"), [IDLE]),
    (survey(PERCENT + ", direction: keep"), [IDLE]),
    (survey(PERCENT), [f"evaluation.metrics[0]{ASKED}"]),
    (survey(PERCENT, "definition: Polled, answers: 0"), [f"evaluation.metrics[0]{ASKED}"]),
    # 1.96 x sqrt((0.25 + 0.24) / n) is 10 points at n = 188.2
    (survey(PERCENT, "definition: Polled, answers: 189"), []),
    (
        survey(PERCENT, "definition: Polled, answers: 188"),
        [f"{BY_CHANCE} 10, but two surveys of 188 answers can differ by 10 by chance"],
    ),
    (
        survey("baseline: {value: 0.5}, target: 0.6, unit: share", "definition: Polled, answers: 47"),
        [f"{BY_CHANCE} 0.1, but two surveys of 47 answers can differ by 0.2 by chance"],
    ),
    # the latest reading that says how many there were
    (
        survey(
            PERCENT,
            more=", readings: [{metric: mine, date: 2026-11-01, value: 50, answers: 47}, {metric: mine, date: 2026-12-01, value: 50, answers: 189}, {metric: mine, date: 2026-12-09, value: 50}]",
        ),
        [],
    ),
    # 1.96 x sqrt((0.70 - 0.09 + 0.70 - 0.16) / 400) is 10.5 points
    (survey("baseline: {value: 30}, target: 41", NPS + " 400"), []),
    (
        survey("baseline: {value: 30}, target: 40", NPS + " 400"),
        [f"{BY_CHANCE} 10, but two surveys of 400 answers can differ by 11 by chance"],
    ),
    # of 60 people 47 answer: only 13 of them could have said otherwise
    (
        survey(
            "baseline: {value: 50}, target: 60, unit: '%', audiences: [all]", "definition: Polled, answers: 47"
        ).replace("goals: {objectives", "goals: {audiences: [{id: all, size: 60}], objectives"),
        [],
    ),
    # no share, no score, no change: other rules speak of those
    (survey("baseline: {value: 50}, target: 160, unit: '%'", "definition: Polled, answers: 9"), []),
    (survey("baseline: {value: 50}, target: 50, unit: '%'", "definition: Polled, answers: 9"), []),
    (survey("target: 50, unit: '%'", "definition: Polled, answers: 9"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), SAMPLE)
def test_a_survey_can_see_the_change_that_is_wanted(fragment: str, expected: list[str]) -> None:
    assert outcomes("V107", fragment) == expected


def test_a_small_sample_in_chinese() -> None:
    assert outcomes("V107", survey(PERCENT, "definition: Polled, answers: 47"), "zh") == [
        "goals.objectives[0].target: 目标 “o0” 要变化 10，但两次各 47 份答卷的调查，仅凭偶然就可能相差 20"
    ]
    assert hints("V107", survey(PERCENT, "definition: Polled, answers: 47")) == [
        "ask more people (about 189 answers each time), or aim for a larger change"
    ]


# -- V108 --

SHORT = "goals.objectives[0].target: target {n} of 'o0' is {n} seconds, which is what 'first-response-time' counts"
TIMES = [
    ("", ["- no objective and no trigger is on a time"]),
    (goals("metric: mau, target: 24"), ["- no objective and no trigger is on a time"]),
    (goals("metric: first-response-time"), []),
    (goals("metric: first-response-time, target: 0"), []),
    (goals("metric: first-response-time, target: 60"), []),
    (goals("metric: first-response-time, target: 59.5"), [SHORT.format(n="59.5")]),
    (goals("metric: first-response-time, target: 24, unit: seconds"), []),
    (goals("metric: first-response-time, target: 24, unit: 秒（中位数）"), []),
    (goals("metric: first-response-time, target: 72, unit: hours"), [SHORT.format(n="72")]),
    # seconds that readers are told as hours
    (goals("metric: first-response-time, target: 43200, unit: hours"), []),
    (
        goals("metric: time-to-close, baseline: {value: 3}"),
        ["goals.objectives[0].baseline.value: baseline 3 of 'o0' is 3 seconds, which is what 'time-to-close' counts"],
    ),
    (
        "risks: {register: [{id: slow, trigger: {metric: backlog-age, above: 14}}]}",
        ["risks.register[0].trigger.above: limit 14 of 'slow' is 14 seconds, which is what 'backlog-age' counts"],
    ),
    # a metric of the plan's own counts as the plan says
    (
        goals("metric: first-response-time, target: 24")
        + "evaluation: {metrics: [{id: first-response-time, definition: In hours.}]}",
        ["- no objective and no trigger is on a time"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), TIMES)
def test_a_time_is_in_seconds(fragment: str, expected: list[str]) -> None:
    assert outcomes("V108", fragment) == expected


def test_how_a_time_is_written_in_seconds() -> None:
    plain, hours = (goals(f"metric: first-response-time, target: 24{unit}") for unit in ("", ", unit: 小时"))
    assert hints("V108", plain) == [
        "write 86400 for 24 hours, 2073600 for 24 days; if seconds are meant, say `unit: seconds`"
    ]
    assert hints("V108", hours) == ["write 86400 for 24 小时"]
    assert hints("V108", hours, "zh") == ["24 小时写作 86400"]
    assert hints("V108", "risks: {register: [{id: slow, trigger: {metric: backlog-age, above: 2}}]}") == [
        "write 7200 for 2 hours, 172800 for 2 days"
    ]
