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
        f"{ACTION}: 风险 'spam' 的措施 'Talk' 没有日历条目，也没有工时和费用：方案中没有落实它"
    ]
    assert outcomes("R106", acting({}, {}), "zh") == [
        "risks.register: 2 项风险应对措施都没有日历条目、工时或费用：方案中没有落实它们"
    ]
    assert hints("R106", acting({}), "zh") == ["写明承载它的日历条目 `entry:`，或所需的 `effort_hours:`、`cost:`"]
