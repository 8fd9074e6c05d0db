"""What the rules about risks say, to the letter, and where."""

from __future__ import annotations

import pytest
import yaml

from outcomes import hints, outcomes

WHOLE = {"owner": "lead", "response": "avoid", "contingency": "Close the channel"}


def risk(**keys: object) -> str:
    return yaml.safe_dump({"risks": {"register": [{"id": "spam", **keys}]}})


HIGH = [
    ("", ["- the plan has no open risks"]),
    (risk(likelihood=3, impact=4, status="closed"), ["- the plan has no open risks"]),
    (risk(likelihood=3, impact=4, **WHOLE), []),
    # 11 is not the product of two scores of five: 10 is the score just below the default of 12
    (risk(likelihood=2, impact=5), []),
    (
        risk(likelihood=3, impact=4),
        [
            "risks.register[0]: risk 'spam' scores 3 x 4 = 12, high from 12, and has no owner, response or contingency",
        ],
    ),
    (
        risk(likelihood=5, impact=5, **{**WHOLE, "contingency": None}),
        ["risks.register[0]: risk 'spam' scores 5 x 5 = 25, high from 12, and has no contingency"],
    ),
    (
        "risks: {appetite: {high: 6}, register: [{id: spam, likelihood: 2, impact: 3, owner: lead}]}",
        ["risks.register[0]: risk 'spam' scores 2 x 3 = 6, high from 6, and has no response or contingency"],
    ),
    ("risks: {appetite: {high: 7}, register: [{id: spam, likelihood: 2, impact: 3}]}", []),
    (risk(impact=4), ["risks.register[0]? `likelihood` of risk 'spam', from 1 to 5"]),
    (risk(score=20), ["risks.register[0]? `likelihood` and `impact` of risk 'spam', from 1 to 5"]),
]


@pytest.mark.parametrize(("fragment", "expected"), HIGH)
def test_a_high_risk_has_owner_response_and_contingency(fragment: str, expected: list[str]) -> None:
    assert outcomes("R101", fragment) == expected


def test_a_high_risk_in_chinese() -> None:
    fragment = risk(likelihood=3, impact=4, owner="lead")
    assert outcomes("R101", fragment, "zh") == [
        "risks.register[0]: 风险 “spam” 的分值为 3 x 4 = 12（12 起为高风险），缺少应对策略、应急预案"
    ]
    takes = (
        "`actions: [{action: ..., owner: ..., due: ..., effort_hours: ...}]`",
        "`residual: {likelihood: ..., impact: ...}`（各为 1 至 5）",
    )
    others = "；`transfer`（转移），另写 `counterparty:`；`accept`（接受），另写 `accepted_by:`；`avoid`（规避），残余可能性为 1"
    assert hints("R101", fragment, "zh") == [
        f"加上 `response:`、`contingency:`；`response:` 可选：`reduce`（降低），另写 {takes[0]} 与 {takes[1]}{others}"
    ]
    undated = risk(likelihood=3, impact=4, owner="lead", actions=[{"action": "Test it"}])
    assert hints("R101", undated) == [
        "add `response:`, `contingency:`; `response:` is one of: `reduce`, with a `due:` in one of its actions and "
        f"{takes[1]}; `transfer`, with `counterparty:`; `accept`, with `accepted_by:`; `avoid`, with a residual likelihood of 1".replace(
            "（各为 1 至 5）", " (each from 1 to 5)"
        )
    ]


def test_what_the_hint_names_is_all_that_the_rules_about_a_response_ask_for() -> None:
    said = {
        "response": "reduce",
        "owner": "lead",
        "contingency": "Call the caretaker.",
        "residual": {"likelihood": 2, "impact": 4},
    }
    done = {"actions": [{"action": "Test the heating", "owner": "lead", "due": "2027-03-01", "effort_hours": 2}]}
    fragment = risk(likelihood=3, impact=4, **said, **done)
    assert {code: outcomes(code, fragment) for code in ("R101", "R102", "R104", "R106")} == {
        "R101": [], "R102": [], "R104": [], "R106": []
    }  # fmt: skip


def left(likelihood: int, impact: int) -> dict[str, dict[str, int]]:
    return {"residual": {"likelihood": likelihood, "impact": impact}}


IDLE = "- no open risk is reduced or transferred, or accepted with a residual risk"
RESIDUAL = [
    ("", [IDLE]),
    (risk(likelihood=4, impact=2), [IDLE]),
    (risk(likelihood=4, impact=2, response="accept"), [IDLE]),
    (risk(likelihood=4, impact=2, response="avoid", **left(5, 5)), [IDLE]),
    (risk(likelihood=4, impact=2, response="reduce", status="closed", **left(5, 5)), [IDLE]),
    (risk(likelihood=4, impact=2, response="reduce", **left(3, 2)), []),
    (
        risk(likelihood=4, impact=2, response="reduce", **left(2, 4)),
        ["risks.register[0].residual: risk 'spam' is to reduce, yet 2 x 4 = 8 remains of 4 x 2 = 8"],
    ),
    (
        risk(likelihood=4, impact=2, response="transfer", **left(3, 3)),
        ["risks.register[0].residual: risk 'spam' is to transfer, yet 3 x 3 = 9 remains of 4 x 2 = 8"],
    ),
    (risk(likelihood=4, impact=2, response="accept", **left(4, 2)), []),
    (
        risk(likelihood=4, impact=2, response="accept", **left(4, 1)),
        ["risks.register[0].residual: risk 'spam' is accepted, yet only 4 x 1 = 4 remains of 4 x 2 = 8"],
    ),
    (
        risk(likelihood=4, impact=2, response="reduce"),
        ["risks.register[0]? the residual risk of 'spam' (`residual`)"],
    ),
    (
        risk(likelihood=4, response="reduce", **left(1, 1)),
        ["risks.register[0]? `impact` of risk 'spam', from 1 to 5"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), RESIDUAL)
def test_what_remains_fits_the_response(fragment: str, expected: list[str]) -> None:
    assert outcomes("R102", fragment) == expected


def test_what_remains_in_chinese() -> None:
    fragment = risk(likelihood=4, impact=2, response="reduce", **left(4, 2))
    assert outcomes("R102", fragment, "zh") == [
        "risks.register[0].residual: 风险 “spam” 选择降低，残余分值却为 4 x 2 = 8，应对之前为 4 x 2 = 8"
    ]


SCORES = [
    ("", ["- no risk states a score"]),
    (risk(likelihood=4, impact=2), ["- no risk states a score"]),
    (risk(likelihood=4, impact=2, score=8), []),
    (
        risk(likelihood=4, impact=2, score=9),
        ["risks.register[0].score: risk 'spam' says 9, and 4 x 2 = 8"],
    ),
    (risk(likelihood=4, score=8), ["risks.register[0]? `impact` of risk 'spam', from 1 to 5"]),
]


@pytest.mark.parametrize(("fragment", "expected"), SCORES)
def test_a_stated_score_is_the_product(fragment: str, expected: list[str]) -> None:
    assert outcomes("R103", fragment) == expected
