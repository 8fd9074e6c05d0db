"""What the rule about the first days of newcomers says, to the letter, and where."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from outcomes import hints, outcomes


def growing(*steps: dict[str, Any], owner: str | None = "lead", **objective: Any) -> str:
    goals = {"objectives": [{"id": "more", **objective}]} if objective else {}
    return yaml.safe_dump({"goals": goals, "rules": {"onboarding": {"owner": owner, "steps": list(steps)}}})


def step(day: int, action: str = "A welcome", **keys: str) -> dict[str, Any]:
    return {"day": day, "action": action, **keys}


IDLE = "- no objective counts on newcomers"
JOINS = {"metric": "joins"}
NOTHING = "objective 'more' counts on newcomers, and nothing happens for them in their first 7 days"
STEP = "rules.onboarding.steps[0]: nobody is named for"
NEWCOMERS = [
    ("", [IDLE]),
    (growing(metric="mau"), [IDLE]),
    (growing(metric="members", direction="keep"), [IDLE]),
    (growing(metric="joins", direction="down"), [IDLE]),
    (growing(**JOINS), [f"goals.objectives[0].metric: {NOTHING}"]),
    (growing(metric="members", direction="up"), [f"goals.objectives[0].metric: {NOTHING}"]),
    (growing(metric="mau", growth={"joins_per_month": 5}), [f"goals.objectives[0].growth.joins_per_month: {NOTHING}"]),
    (growing(metric="mau", growth={"joins_per_month": 0}), [IDLE]),
    (growing(step(7), **JOINS), []),
    (growing(step(8), **JOINS), [f"goals.objectives[0].metric: {NOTHING}; the first step is on day 8"]),
    (growing(step(0)), []),
    (growing(step(0, owner="lead"), owner=None), []),
    (growing(step(0), owner=None), [f"{STEP} 'A welcome' of the onboarding"]),
    (
        growing(*(step(i, f"Step {i}") for i in range(5)), owner=None),
        [f"{STEP} 'Step 0', 'Step 1', 'Step 2' and 2 more of the onboarding"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), NEWCOMERS)
def test_newcomers_are_received(fragment: str, expected: list[str]) -> None:
    assert outcomes("M111", fragment) == expected


def test_newcomers_in_chinese() -> None:
    assert outcomes("M111", growing(**JOINS), "zh") == [
        "goals.objectives[0].metric: 目标 “more” 指望新人，而他们加入后头 7 天没有任何安排"
    ]
    assert hints("M111", growing(**JOINS), "zh") == [
        "在 `rules` 下加上 `onboarding: {owner: ..., steps: [{day: 0, action: ...}]}`"
    ]
    assert outcomes("M111", growing(step(0), owner=None), "zh") == [
        "rules.onboarding.steps[0]: 新人引导的 “A welcome” 没有写明由谁来做"
    ]
