"""What the rules about metrics that say little say, to the letter, and where."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes

METRIC = "goals.objectives[0].metric"


def goals(*texts: str) -> str:
    listed = ", ".join(f"{{id: o{i}, {text}}}" for i, text in enumerate(texts))
    return f"goals: {{objectives: [{listed}]}}\n"


def own(name: str) -> str:
    return goals("metric: mine") + f"evaluation: {{metrics: [{{id: mine, name: {name}, definition: Counted}}]}}"


HEADS = f"{METRIC}: every goal counts heads ('mine'), and none what people do"
VANITY = [
    ("", ["- no goal names a metric"]),
    (goals("statement: More"), ["- no goal names a metric"]),
    (goals("metric: members"), [f"{METRIC}: every goal counts heads ('members'), and none what people do"]),
    (
        goals("metric: net-growth", "metric: members", "metric: members"),
        [f"{METRIC}: every goal counts heads ('net-growth', 'members'), and none what people do"],
    ),
    (goals("metric: members", "metric: mau"), []),
    (goals("metric: members", "metric: no-such-thing"), []),
    (
        goals("metric: members", "statement: Better"),
        ["goals.objectives[1]? by what objective 'o1' is measured (`metric`), since all others count heads"],
    ),
    (goals("metric: mau", "statement: Better"), []),
    *(
        (own(name), [HEADS])
        for name in (
            "Weibo followers",
            "GitHub stars",
            "Members",
            "Total members",
            "Page views",
            "公众号粉丝数",
            "成员数",
            "阅读量",
            "关注人数",
        )
    ),
    *(
        (own(name), [])
        for name in (
            "Active members",
            "Likes answered",
            "Returning members",
            "活跃成员数",
            "复购率",
            "成员推荐值",
            "回流人数",
        )
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), VANITY)
def test_some_goal_counts_more_than_heads(fragment: str, expected: list[str]) -> None:
    assert outcomes("V105", fragment) == expected


def test_heads_in_chinese() -> None:
    assert outcomes("V105", goals("metric: members", "metric: joins"), "zh") == [
        f"{METRIC}: 所有目标都在数人头（“members”、“joins”），没有一个衡量人们做了什么"
    ]


OPEN = f"{METRIC}: objective 'o0' counts active members ('mau'), but the plan does not say"
WHAT, TEAM, CLOCK = "what makes a member active", "whether the team counts", "by which clock a day ends"
ACTIVE = [
    ("", ["- no goal counts active members"]),
    (goals("metric: members"), ["- no goal counts active members"]),
    (goals("metric: unanswered-rate"), ["- no goal counts active members"]),
    (goals("metric: mau"), [f"{OPEN} {WHAT} and {TEAM}"]),
    (
        goals("metric: mau") + "evaluation: {active: {inactive_after_days: 9}, exclude: {bots: true}}",
        [f"{OPEN} {WHAT} and {TEAM}"],
    ),
    (goals("metric: mau") + "evaluation: {active: {kinds: [message]}}", [f"{OPEN} {TEAM}"]),
    (goals("metric: mau") + "evaluation: {exclude: {staff: false}}", [f"{OPEN} {WHAT}"]),
    (goals("metric: mau") + "evaluation: {active: {kinds: [message]}, exclude: {staff: false}}", []),
    (
        "plan: {timezone: null}\n"
        + goals("metric: mau")
        + "evaluation: {active: {kinds: [message]}, exclude: {staff: false}}",
        [f"{OPEN} {CLOCK}"],
    ),
    # the plan's own metric says what it counts
    (
        goals("metric: mau") + "evaluation: {metrics: [{id: mau, definition: Cups}]}",
        ["- no goal counts active members"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), ACTIVE)
def test_active_is_defined_before_it_is_counted(fragment: str, expected: list[str]) -> None:
    assert outcomes("V106", fragment) == expected


def test_active_left_open_in_chinese() -> None:
    assert outcomes("V106", goals("metric: mau"), "zh") == [
        f"{METRIC}: 目标 “o0” 统计活跃成员（“mau”），但方案没有写明什么行为算活跃、团队成员是否计入"
    ]
    no_clock = "plan: {timezone: null}\n" + goals("metric: mau") + "evaluation: {active: {kinds: [message]}}"
    assert (hints("V106", no_clock), hints("V106", no_clock, "zh")) == (
        ["write `exclude: {staff: true}` under `evaluation`, `timezone: Europe/Berlin` under `plan`"],
        ["请写明 `evaluation` 中的 `exclude: {staff: true}`、`plan` 中的 `timezone: Asia/Shanghai`"],
    )
    assert hints("V106", goals("metric: mau"), "zh") == [
        "请写明 `evaluation` 中的 `active: {kinds: [message, reply]}`、`exclude: {staff: true}`"
    ]
