"""What the rules about what is done against risks, and what warns of them, say, to the letter, and where."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from outcomes import hints, outcomes


def risk(**keys: object) -> str:
    return yaml.safe_dump({"risks": {"register": [{"id": "spam", **keys}]}})


def acting(*actions: dict[str, object]) -> str:
    return risk(actions=[{"action": "Talk", **keys} for keys in actions])


MEET_UP = "content: {calendar: [{id: meet-up, start: 2027-03-31}]}\n"
OFF = "content: {calendar: [{id: meet-up, start: 2027-03-31, status: cancelled}]}\n"
SOME_DAY = "content: {calendar: [{id: meet-up}]}\n"
IDLE = "- no open risk has an action still to be done"
ACTION = "risks.register[0].actions[0]"
BARE = "'Talk', for risk 'spam', has neither a calendar entry nor hours nor a cost: nothing in the plan carries it"
NONE = "none of the 2 actions against risks has a calendar entry, hours or a cost: nothing in the plan carries them"
LATE = "'Talk', for risk 'spam', is due on 2027-02-28, and 'meet-up', which carries it, begins on 2027-03-31"
CARRIERS = [
    ("", [IDLE]),
    (risk(), [IDLE]),
    (risk(status="closed", actions=[{"action": "Talk"}]), [IDLE]),
    (acting({"done": date(2027, 1, 4)}), [IDLE]),
    (acting({}), [f"{ACTION}: {BARE}"]),
    (acting({"owner": "lead", "due": date(2027, 3, 1)}), [f"{ACTION}: {BARE}"]),
    (acting({"effort_hours": 2}), []),
    (acting({"cost": 20}), []),
    (acting({"effort_hours": 2}, {}), [f"risks.register[0].actions[1]: {BARE}"]),
    # none of several: said once
    (
        acting({}, {"owner": "lead"}),
        [f"risks.register: {NONE}"],
    ),
    # a calendar entry of no such name is told by rule ref-resolves
    (acting({"entry": "meet-up", "due": date(2027, 3, 1)}), []),
    (MEET_UP + acting({"entry": "meet-up"}), []),
    (MEET_UP + acting({"entry": "meet-up", "due": date(2027, 4, 15)}), []),
    (MEET_UP + acting({"entry": "meet-up", "due": date(2027, 3, 1)}), []),
    (
        MEET_UP + acting({"entry": "meet-up", "due": date(2027, 2, 28)}),
        [f"{ACTION}.due: {LATE}"],
    ),
    (
        OFF + acting({"entry": "meet-up", "due": date(2027, 2, 28)}),
        [f"{ACTION}.entry: 'Talk', for risk 'spam', rests on 'meet-up', which is cancelled"],
    ),
    (SOME_DAY + acting({"entry": "meet-up"}), []),
    (
        SOME_DAY + acting({"entry": "meet-up", "due": date(2027, 2, 28)}),
        ["content.calendar[0]? when 'meet-up' happens (`start`)"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), CARRIERS)
def test_what_is_done_about_a_risk_is_carried_by_the_plan(fragment: str, expected: list[str]) -> None:
    assert outcomes("R106", fragment) == expected


def test_what_carries_an_action_in_chinese() -> None:
    assert outcomes("R106", acting({}), "zh") == [
        f"{ACTION}: 风险 “spam” 的措施 “Talk” 没有日历条目，也没有工时和费用：方案中没有落实它"
    ]
    assert outcomes("R106", acting({}, {}), "zh") == [
        "risks.register: 2 项风险应对措施都没有日历条目、工时或费用：方案中没有落实它们"
    ]
    assert hints("R106", acting({}), "zh") == ["写明承载它的日历条目 `entry:`，或所需的 `effort_hours:`、`cost:`"]


def triggered(**keys: object) -> str:
    return risk(trigger=keys)


AHEAD = "- the plan has no open risks that lie ahead"
UNWARNED = "risks.register[0]: risk 'spam' scores 3 x 4 = 12, high from 12, and nothing warns of it"
WARNINGS = [
    ("", [AHEAD]),
    (risk(likelihood=3, impact=4, status="closed"), [AHEAD]),
    (risk(likelihood=3, impact=4, status="materialised"), [AHEAD]),
    (risk(likelihood=3, impact=4), [UNWARNED]),
    (risk(likelihood=3, impact=4, trigger={}), [UNWARNED]),
    (risk(likelihood=3, impact=4, trigger={"sign": "Three complaints"}), []),
    (risk(likelihood=3, impact=4, trigger={"metric": "unanswered-rate", "above": 0.2}), []),
    # half of a trigger is told by rule trigger-unmeasurable
    (risk(likelihood=3, impact=4, trigger={"above": 0}), []),
    # 10 is the greatest product of two scores below the default of 12
    (risk(likelihood=2, impact=5), []),
    (
        "risks: {appetite: {high: 6}, register: [{id: spam, likelihood: 2, impact: 3}]}",
        ["risks.register[0]: risk 'spam' scores 2 x 3 = 6, high from 6, and nothing warns of it"],
    ),
    ("risks: {appetite: {high: 7}, register: [{id: spam, likelihood: 2, impact: 3}]}", []),
    (risk(impact=4), ["risks.register[0]? `likelihood` of risk 'spam', from 1 to 5"]),
    (risk(impact=4, trigger={"sign": "Three complaints"}), []),
]


@pytest.mark.parametrize(("fragment", "expected"), WARNINGS)
def test_something_warns_of_a_high_risk(fragment: str, expected: list[str]) -> None:
    assert outcomes("R107", fragment) == expected


def test_what_warns_in_chinese() -> None:
    fragment = risk(likelihood=3, impact=4)
    assert outcomes("R107", fragment, "zh") == [
        "risks.register[0]: 风险 “spam” 的分值为 3 x 4 = 12（12 起为高风险），却没有预警"
    ]
    assert hints("R107", fragment, "zh") == [
        "加上 `trigger: {metric: ..., above: ...}`，或 `trigger: {sign: ...}`，写明最先会看到什么迹象"
    ]


def aimed(target: float, direction: str = "up", **keys: object) -> str:
    objective = {"id": "stay", "metric": "retention", "target": target, "direction": direction, **keys}
    return yaml.safe_dump({"goals": {"objectives": [objective]}})


OWN = "evaluation: {metrics: [{id: kept, definition: Promises kept, unit: share}]}\n"
TRIGGER = "risks.register[0].trigger"
NAMED = "- no trigger of an open risk names a metric"
THRESHOLDS = [
    ("", [NAMED]),
    (triggered(sign="Three complaints"), [NAMED]),
    (risk(status="closed", trigger={"metric": "retention"}), [NAMED]),
    (
        triggered(metric="retention"),
        [f"{TRIGGER}.metric: the trigger of 'spam' does not say at which 'retention' it warns"],
    ),
    (
        triggered(below=3),
        [f"{TRIGGER}.below: the trigger of 'spam' does not say which metric is to be below 3"],
    ),
    (
        triggered(metric="activity-by-hour", above=3),
        [
            f"{TRIGGER}.metric: the trigger of 'spam' compares 'activity-by-hour' with a number, but that is many numbers"
        ],
    ),
    (
        triggered(metric="retention", parameters={"days": 7}, below=0.2),
        [f"{TRIGGER}.parameters.days: 'retention' in the trigger of 'spam' has no parameter 'days'"],
    ),
    (triggered(metric="retention", parameters={"day": 1}, below=0.2), []),
    (
        triggered(metric="retention", parameters={"day": 0}, below=0.2),
        [f"{TRIGGER}.parameters.day: 'day' of 'retention' in the trigger of 'spam' is 0; 1 is the least"],
    ),
    (OWN + triggered(metric="kept", parameters={"day": 0}, below=0.2), []),
    (triggered(metric="wau", above=8, below=5), []),
    (triggered(metric="wau", above=5, below=5), []),
    (
        triggered(metric="wau", above=4, below=5),
        [f"{TRIGGER}.above: the trigger of 'spam' warns above 4 and below 5, which every value is"],
    ),
    # of a share: never from 1 on, always below 0
    (triggered(metric="unanswered-rate", above=0.99), []),
    (triggered(metric="unanswered-rate", above=0), []),
    (
        triggered(metric="unanswered-rate", above=1),
        [f"{TRIGGER}.above: the trigger of 'spam' never comes: 'unanswered-rate' lies between 0 and 1, never above 1"],
    ),
    (
        triggered(metric="unanswered-rate", above=-1),
        [
            f"{TRIGGER}.above: the trigger of 'spam' is always on: 'unanswered-rate' lies between 0 and 1, always above -1"
        ],
    ),
    (triggered(metric="retention", below=1), []),
    (
        triggered(metric="retention", below=20),
        [f"{TRIGGER}.below: the trigger of 'spam' is always on: 'retention' lies between 0 and 1, always below 20"],
    ),
    (
        triggered(metric="retention", below=0),
        [f"{TRIGGER}.below: the trigger of 'spam' never comes: 'retention' lies between 0 and 1, never below 0"],
    ),
    (
        OWN + triggered(metric="kept", below=80),
        [f"{TRIGGER}.below: the trigger of 'spam' is always on: 'kept' lies between 0 and 1, always below 80"],
    ),
    (OWN.replace("share", "points") + triggered(metric="kept", below=80), []),
    # the goal that is met, and the warning
    (aimed(0.3) + triggered(metric="retention", below=0.3), []),
    (
        aimed(0.3) + triggered(metric="retention", below=0.31),
        [
            f"{TRIGGER}.below: the trigger of 'spam' still warns of 'retention' below 0.31 when objective 'stay' is met at 0.3"
        ],
    ),
    (aimed(0.3, parameters={"day": 7}) + triggered(metric="retention", below=0.31), []),
    (aimed(0.3, "down") + triggered(metric="retention", below=0.31), []),
    (aimed(0.3, "down") + triggered(metric="retention", above=0.3), []),
    (
        aimed(0.3, "down") + triggered(metric="retention", above=0.29),
        [
            f"{TRIGGER}.above: the trigger of 'spam' still warns of 'retention' above 0.29 when objective 'stay' is met at 0.3"
        ],
    ),
    (
        aimed(50, metric="joins") + triggered(metric="joins", below=60),
        [f"{TRIGGER}.below: the trigger of 'spam' still warns of 'joins' below 60 when objective 'stay' is met at 50"],
    ),
    # fifty in a quarter may well be fewer than sixty in a year
    (aimed(50, metric="joins", window="P3M") + triggered(metric="joins", below=60), []),
]


@pytest.mark.parametrize(("fragment", "expected"), THRESHOLDS)
def test_a_trigger_can_be_given_and_can_end(fragment: str, expected: list[str]) -> None:
    assert outcomes("R108", fragment) == expected


def test_a_trigger_in_chinese() -> None:
    assert outcomes("R108", triggered(metric="retention", below=20), "zh") == [
        f"{TRIGGER}.below: 风险 “spam” 的预警始终触发：“retention” 介于 0 与 1 之间，总是低于 20"
    ]
    assert hints("R108", triggered(metric="retention", below=20), "zh") == ["20% 写作 0.2"]
    wrong = triggered(metric="retention", parameters={"days": 7}, below=0.2)
    assert outcomes("R108", wrong, "zh") == [
        f"{TRIGGER}.parameters.days: 风险 “spam” 的预警所用 “retention” 没有参数 “days”"
    ]
    assert hints("R108", wrong) == ["did you mean `day`?"]
    assert outcomes("R108", triggered(below=3), "zh") == [f"{TRIGGER}.below: 风险 “spam” 的预警没有写明哪个指标低于 3"]
    assert outcomes("R108", aimed(0.3) + triggered(metric="retention", below=0.4), "zh") == [
        f"{TRIGGER}.below: 目标 “stay” 达到 0.3 时，风险 “spam” 的预警（“retention” 低于 0.4）仍在触发"
    ]
