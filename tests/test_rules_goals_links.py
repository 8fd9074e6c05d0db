"""What the rules that hold objectives against baselines, activities, values and each other say, to the letter."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes


def aim(**keys: object) -> str:
    given = ", ".join(f"{k}: {v}" for k, v in keys.items())
    return f"{{id: aim{', ' + given if given else ''}}}"


def goals(*objectives: str) -> str:
    return f"goals: {{objectives: [{', '.join(objectives)}]}}\n"


BASELINES = [
    (goals(aim(metric="mau")), ["- no objective has a target to improve to"]),
    (goals(aim(metric="mau", target=60, direction="keep")), ["- no objective has a target to improve to"]),
    (goals(aim(metric="calendar-execution", target=0.6)), ["- no objective has a target to improve to"]),
    (
        goals(aim(metric="mau", target=60)),
        ["goals.objectives[0].target: objective 'aim' aims at 60, but does not say where it starts"],
    ),
    (goals(aim(metric="mau", target=60, baseline="{value: 0, date: 2027-01-01}")), []),
    (
        goals(aim(metric="mau", target=60, baseline="{value: 20.5}")),
        ["goals.objectives[0].baseline.value: the baseline 20.5 of objective 'aim' does not say when it was measured"],
    ),
    # to be measured tomorrow; today it is late
    (goals(aim(metric="mau", target=60, baseline="{date: 2027-01-16}")), []),
    (
        goals(aim(metric="mau", target=60, baseline="{date: 2027-01-15}")),
        [
            "goals.objectives[0].baseline.date: the baseline of objective 'aim' was to be measured on 2027-01-15, and has no value yet"
        ],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), BASELINES)
def test_a_target_has_a_baseline(fragment: str, expected: list[str]) -> None:
    assert outcomes("G106", fragment) == expected


def test_a_value_written_down_is_offered_as_the_baseline() -> None:
    fragment = goals(aim(metric="mau", target=60))
    assert outcomes("G106", fragment, "zh") == [
        "goals.objectives[0].target: 目标 “aim” 的目标值为 60，却没有写明从多少起步"
    ]
    assert hints("G106", fragment) == [
        "add `baseline: {value: ..., date: ...}`; 0 if it begins from nothing, and only a future `date` if it will be measured then"
    ]
    read = (
        fragment
        + "evaluation: {readings: [{metric: mau, date: 2027-01-04, value: 22}, {metric: mau, date: 2027-01-02, value: 20}]}"
    )
    assert hints("G106", read) == ["`evaluation.readings` has one: `baseline: {value: 20, date: 2027-01-02}`"]


def calendar(*entries: str) -> str:
    return f"content: {{calendar: [{', '.join(entries)}]}}\n"


TALK = "{id: talk, kind: event, start: 2027-03-01, objectives: [aim]}"
ELSE = "{id: other, kind: event, start: 2027-03-01, objectives: [else]}"
TWO = goals(aim(metric="mau", due="2027-06-30"), "{id: else, metric: wau}")

SERVED = [
    ("", ["- the plan has no objectives"]),
    (TWO, ["content.calendar? which objectives the calendar serves (`objectives` of its entries)"]),
    (TWO + calendar(TALK, ELSE), []),
    (TWO + calendar(ELSE), ["goals.objectives[0]: nothing that is done serves objective 'aim'"]),
    (TWO + calendar(ELSE) + "rules: {routines: [{id: round, objectives: [aim]}]}", []),
    (
        TWO + calendar(ELSE, TALK.replace("kind: event", "kind: event, status: cancelled")),
        ["goals.objectives[0]: all that served objective 'aim' is cancelled: 'talk'"],
    ),
    (TWO + calendar(ELSE, TALK.replace("03-01", "06-30")), []),
    (
        TWO + calendar(ELSE, TALK.replace("03-01", "07-01")),
        [
            "goals.objectives[0].due: objective 'aim' is due 2027-06-30, but the first activity that serves it, 'talk', is on 2027-07-01"
        ],
    ),
    # answering is served by shifts and service levels, the calendar by everything in it
    (
        goals("{id: else, metric: wau}", aim(metric="unanswered-rate")) + calendar(ELSE),
        ["goals.objectives[1]: nothing that is done serves objective 'aim'"],
    ),
    (
        goals("{id: else, metric: wau}", aim(metric="unanswered-rate"))
        + calendar(ELSE)
        + "rules: {service_levels: [{id: soon, kind: first-reply}]}",
        [],
    ),
    (goals("{id: else, metric: wau}", aim(metric="calendar-execution")) + calendar(ELSE), []),
]


@pytest.mark.parametrize(("fragment", "expected"), SERVED)
def test_an_objective_is_served(fragment: str, expected: list[str]) -> None:
    assert outcomes("G107", fragment) == expected


def test_what_nothing_serves_is_told_in_chinese_too() -> None:
    assert outcomes("G107", SERVED[3][0], "zh") == ["goals.objectives[0]: 没有任何活动服务于目标 “aim”"]


AIMLESS = "{id: post, kind: post, start: 2027-01-31, rrule: FREQ=MONTHLY;BYMONTHDAY=1, effort_hours: 0.5%s}"

FOR_A_GOAL = [
    (TWO, ["- there are no objectives, or no calendar to serve them"]),
    (TWO + calendar(TALK), []),
    (TWO + calendar(TALK, "{id: look, kind: review}"), []),
    (
        TWO + calendar(TALK, AIMLESS % ""),
        ["content.calendar[1]: entry 'post' serves no objective, and takes 5.5 hours"],
    ),
    (
        TWO + calendar(TALK, AIMLESS % ", cost: 100"),
        ["content.calendar[1]: entry 'post' serves no objective, and takes 5.5 hours and 1,100 EUR"],
    ),
    (TWO + calendar(TALK, "{id: post, kind: post}"), ["content.calendar[1]: entry 'post' serves no objective"]),
    # more than half: the two parts have not been linked yet
    (
        TWO + calendar(TALK, "{id: post, kind: post}", "{id: more, kind: post}"),
        ["content.calendar? the `objectives` of 'post', 'more'"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), FOR_A_GOAL)
def test_an_activity_serves_a_goal(fragment: str, expected: list[str]) -> None:
    assert outcomes("G108", fragment) == expected


def test_what_serves_nothing_is_told_in_chinese_too() -> None:
    assert outcomes("G108", FOR_A_GOAL[4][0], "zh") == [
        "content.calendar[1]: 日历条目 “post” 不服务于任何目标，却要用 5.5 小时、1,100 EUR"
    ]


VALUES = [
    (goals(aim(metric="mau")), ["- no objective says which business value it serves"]),
    (goals(aim(metric="mau", spaces="engagement")), []),
    (
        goals(aim(metric="mau", spaces="support")),
        ["goals.objectives[0].spaces: objective 'aim' serves support, which 'mau' cannot show"],
    ),
    # one that shows it is enough, and the plan's own metrics are taken at their word
    (goals(aim(metric="mau", spaces="support"), "{id: b, metric: unanswered-rate, spaces: support}"), []),
    (goals(aim(metric="ideas", spaces="product")) + "evaluation: {metrics: [{id: ideas, definition: Adopted}]}", []),
    (
        goals(aim(metric="mau", spaces="support"), "{id: b, metric: wau, spaces: support}"),
        ["goals.objectives[0].spaces: objective 'aim' serves support, which 'mau' and 'wau' cannot show"],
    ),
    (
        goals(aim(metric="mau", spaces="engagement"), "{id: b, metric: wau}"),
        ["goals.objectives[1]? which business value 'b' serves (`spaces`)"],
    ),
    (goals(aim(spaces="support")), []),
]


@pytest.mark.parametrize(("fragment", "expected"), VALUES)
def test_a_business_value_is_measured(fragment: str, expected: list[str]) -> None:
    assert outcomes("G109", fragment) == expected


def test_a_value_not_measured_is_told_in_chinese_too() -> None:
    assert outcomes("G109", VALUES[2][0], "zh") == [
        "goals.objectives[0].spaces: 目标 “aim” 服务于“支持”，而 “mau” 体现不了它"
    ]
    assert hints("G109", VALUES[2][0]) == [
        "measure it by `unanswered-rate` or `first-response-time`, or correct `spaces`"
    ]


def crowd(target: float, size: int | None = 1000, **keys: object) -> str:
    sized = f", size: {size}" if size else ""
    return (
        f"goals: {{audiences: [{{id: all{sized}}}, {{id: some, size: 5000, overlaps: true}}], "
        f"objectives: [{aim(metric='mau', target=target, audiences='[all, some]', **keys)}]}}\n"
    )


ACTIVE = [
    (goals(aim(metric="retention", target=0.5)), ["- no objective is about how many are active"]),
    (crowd(10, None), ["goals.audiences[0]? how many people 'all' are (`size`)"]),
    (crowd(300), []),
    (
        crowd(301),
        [
            "goals.objectives[0].target: objective 'aim' wants 301 of 1000 people active, 30%; in most communities about 10% are"
        ],
    ),
    # two thirds of it have been there before
    (crowd(600, baseline="{value: 400}"), []),
    (
        crowd(600, baseline="{value: 399}"),
        [
            "goals.objectives[0].target: objective 'aim' wants 600 of 1000 people active, 60%; in most communities about 10% are"
        ],
    ),
    # small groups may be as lively as they like, up to everybody
    (crowd(149, 149), []),
    (
        crowd(150, 149),
        ["goals.objectives[0].target: objective 'aim' wants 150 active people, but with 'all' there are only 149"],
    ),
    (
        crowd(149, 150),
        [
            "goals.objectives[0].target: objective 'aim' wants 149 of 150 people active, 99%; in most communities about 10% are"
        ],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), ACTIVE)
def test_an_active_share_is_what_communities_reach(fragment: str, expected: list[str]) -> None:
    assert outcomes("G110", fragment) == expected


def test_people_who_will_join_count_too() -> None:
    grown = crowd(600).replace("objectives: [", "objectives: [{id: grow, metric: members, target: 2000}, ")
    assert outcomes("G110", grown) == []


def test_a_share_beyond_reach_is_told_in_chinese_too() -> None:
    assert outcomes("G110", crowd(301), "zh") == [
        "goals.objectives[0].target: 目标 “aim” 要 1000 人中 301 人活跃（30%），多数社群约为 10%"
    ]


def pair(week: object, month: object, **keys: object) -> str:
    due = keys.get("due", "2027-12-01")
    return goals(
        f"{{id: week, metric: wau, target: {week}, due: 2027-12-01}}",
        f"{{id: month, metric: mau, target: {month}, due: {due}}}",
    )


TOGETHER = [
    (goals(aim(metric="mau", target=5)), ["- no two objectives count people over different spans"]),
    (pair(60, 60), []),
    (
        pair(61, 60),
        [
            "goals.objectives[0].target: objective 'week' wants 'wau' at 61, and objective 'month' only 60 of 'mau', which counts all of these people and more"
        ],
    ),
    (pair(61, 60, due="2027-06-01"), []),
    (pair("null", 60), ["goals.objectives[0]? `target` of objective 'week'"]),
]


@pytest.mark.parametrize(("fragment", "expected"), TOGETHER)
def test_targets_go_together(fragment: str, expected: list[str]) -> None:
    assert outcomes("G118", fragment) == expected


def test_targets_that_do_not_go_together_are_told_in_chinese_too() -> None:
    assert outcomes("G118", pair(61, 60), "zh") == [
        "goals.objectives[0].target: 目标 “week” 要求 “wau” 达到 61，目标 “month” 却只要求 “mau” 达到 60，而后者包含前者统计的所有人"
    ]
