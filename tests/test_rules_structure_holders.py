"""What the rules about who sits where, for how long, and with how much on the shoulders say, to the letter."""

from __future__ import annotations

import pytest

from commplan import load
from commplan.checking import lint
from commplan.checking.lint import Selection
from outcomes import outcomes
from test_pieces import RULES, TODAY

NO_BODY = ["- the plan has no conduct committee and no body that decides with or for members"]


def seated(*employers: str, kind: str = "conduct-committee", decision: str = "") -> str:
    """A body of people with these employers ('' where nobody says), beside Member A of no body."""
    people = ", ".join(f"{{id: m{i}{', affiliation: ' + e if e else ''}}}" for i, e in enumerate(employers))
    members = ", ".join(f"m{i}" for i in range(len(employers)))
    bodies = f"bodies: [{{id: court, kind: {kind}, members: [{members}]}}]"
    return f"structure: {{people: [{people}], {bodies}, decisions: [{decision}]}}"


def majority(count: int, of: int) -> list[str]:
    return [f"structure.bodies[0].id: {count} of {of} in 'court' work for 'One': it decides alone whenever it wants to"]


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", NO_BODY),
        (seated("One", "One", "Two", kind="board"), NO_BODY),
        (seated("One", "One", "Two"), majority(2, 3)),
        (seated("One", "one ", "Two", "Two"), []),
        (seated("One", "ONE", "Two"), majority(2, 3)),
        # whoever works for nobody is alone
        (seated("independent", "Independent", "Two"), []),
        (seated("个人（律师）", "个人（律师）", "Two"), []),
        (seated("One", "", "Two"), ["structure.bodies[0]? whom 'm1' of 'court' works for (`affiliation`)"]),
        (seated("One", "", "Two", "Three"), []),
        (seated("One", "One", ""), majority(2, 3)),
        (
            seated("One", "", "", "", ""),
            ["structure.bodies[0]? whom 'm1', 'm2', 'm3' and 1 more of 'court' work for (`affiliation`)"],
        ),
        (seated("One"), []),
        # a body that decides; unless the organisation says that it decides itself
        (seated("One", "One", "Two", kind="board", decision="{id: d, body: court}"), majority(2, 3)),
        (
            seated("One", "One", "Two", kind="board", decision="{id: d, body: court, participation: collaborate}"),
            majority(2, 3),
        ),
        (seated("One", "One", "Two", kind="board", decision="{id: d, body: court, participation: involve}"), NO_BODY),
    ],
)
def test_no_employer_has_the_majority_where_members_decide(fragment: str, expected: list[str]) -> None:
    assert outcomes("S108", fragment) == expected


ONE_PLAN = """
commplan: 1
plan: {id: one, title: One}
structure:
  people: [{id: m0, affiliation: One}, {id: m1, affiliation: ONE}, {id: gone, affiliation: Two, status: alumni}]
  bodies: [{id: court, kind: conduct-committee, members: [m0, m1, gone]}]
"""


def test_a_plan_of_one_employer_is_its_own() -> None:
    result = lint.plan(load.plan("one.yaml", ONE_PLAN.encode()), RULES, TODAY, Selection(select=("S108",)))
    assert [i.reason.en for i in result.idle] == ["everybody in the plan works for 'One'"]
    assert result.findings == ()


def test_a_majority_is_told_in_chinese_too() -> None:
    assert outcomes("S108", seated("One", "One", "Two"), "zh") == [
        "structure.bodies[0].id: “court” 的 3 人中有 2 人属于 “One”：它可以随时单独决定"
    ]
    assert outcomes("S108", seated("One", "", "", "", ""), "zh") == [
        "structure.bodies[0]? “court” 的 “m1”、“m2”、“m3” 等 4 人 属于哪家单位（`affiliation`）"
    ]
