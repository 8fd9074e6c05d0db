"""What the rules about responses to risks and their follow-up say, to the letter, and where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from outcomes import hints, outcomes

LEFT = {"likelihood": 1, "impact": 2}


def risk(appetite: dict[str, object] | None = None, **keys: object) -> str:
    return yaml.safe_dump({"risks": {"appetite": appetite or {}, "register": [{"id": "spam", **keys}]}})


def accepted(likelihood: int, impact: int, **keys: object) -> dict[str, Any]:
    return {"response": "accept", "likelihood": likelihood, "impact": impact, **keys}


TWO = """
structure:
  people: [{id: member-b}]
  roles: [{id: board, holders: [member-b]}, {id: chair, holders: [member-b]}, {id: vacant}]
"""
AT = "risks.register[0].response: risk 'spam' is"
RESPONSES = [
    ("", ["- no open risk states a response"]),
    (risk(likelihood=5, impact=5), ["- no open risk states a response"]),
    (risk(response="transfer", status="closed"), ["- no open risk states a response"]),
    (risk(response="avoid", residual=LEFT), []),
    (
        risk(response="avoid", residual={"likelihood": 2, "impact": 2}),
        [f"{AT} to be avoided, yet likelihood 2 of 5 remains: what it comes from goes on"],
    ),
    (risk(response="avoid"), ["risks.register[0]? the residual risk of 'spam' (`residual`)"]),
    (risk(response="transfer", counterparty="The insurer"), []),
    (risk(response="transfer"), [f"{AT} to be transferred, but nobody is named who takes it over"]),
    (risk(response="reduce"), [f"{AT} to be reduced, but nothing is planned to reduce it"]),
    (risk(response="reduce", actions=[{"action": "Talk"}]), [f"{AT} to be reduced, but no action for it has a date"]),
    (risk(response="reduce", actions=[{"action": "Talk"}, {"action": "Act", "due": date(2027, 3, 1)}]), []),
    (risk(response="reduce", actions=[{"action": "Talk", "done": date(2027, 1, 3)}]), []),
    (risk(response="reduce", actions=[{"action": "Talk", "entry": "meet-up"}]), []),
    # 5 may be accepted without more, the next product of two scores is 6
    (risk(**accepted(1, 5)), []),
    (risk(**accepted(2, 3)), [f"{AT} accepted at 2 x 3 = 6, above 5, and nobody has signed for it"]),
    (risk(**accepted(2, 3, accepted_by="lead")), []),
    (risk({"acceptable": 6}, **accepted(2, 3)), []),
    (risk({"acceptable": 3}, **accepted(2, 2)), [f"{AT} accepted at 2 x 2 = 4, above 3, and nobody has signed for it"]),
    (risk(response="accept", impact=4), ["risks.register[0]? `likelihood` of risk 'spam', from 1 to 5"]),
    (
        TWO + risk({"accepted_by": "board"}, **accepted(2, 3, accepted_by="lead")),
        [
            (
                "risks.register[0].accepted_by: risk 'spam' is accepted at 2 x 3 = 6, above 5, by 'lead'; "
                "only 'board' may do that"
            )
        ],
    ),
    # the same person by another role, or nobody known behind it: no telling that it is somebody else
    (TWO + risk({"accepted_by": "board"}, **accepted(2, 3, accepted_by="chair")), []),
    (TWO + risk({"accepted_by": "board"}, **accepted(2, 3, accepted_by="vacant")), []),
    (TWO + risk({"accepted_by": "board"}, **accepted(1, 5, accepted_by="lead")), []),
]


@pytest.mark.parametrize(("fragment", "expected"), RESPONSES)
def test_a_response_is_borne_out(fragment: str, expected: list[str]) -> None:
    assert outcomes("R104", fragment) == expected


def test_a_response_in_chinese() -> None:
    at = "risks.register[0].response: 风险 “spam” "
    assert outcomes("R104", risk(response="transfer"), "zh") == [f"{at}选择转移，但没有写明由谁承担"]
    assert outcomes("R104", risk(response="reduce"), "zh") == [f"{at}选择降低，但没有安排任何措施"]
    assert outcomes("R104", risk(**accepted(2, 3)), "zh") == [f"{at}以 2 x 3 = 6 被接受，高于 5，却没有人批准"]
    assert hints("R104", risk(response="transfer"), "zh") == ["加上 `counterparty:`，写明对方与合同"]


def test_what_a_reduction_takes_is_told_at_once() -> None:
    actions = "`actions: [{action: ..., owner: ..., due: ..., effort_hours: ...}]`"
    left = "`residual: {likelihood: ..., impact: ...}`"
    assert hints("R104", risk(response="reduce")) == [
        f"add {actions}, and what is then left of it: {left} (each from 1 to 5)"
    ]
    assert hints("R104", risk(response="reduce"), "zh") == [f"加上 {actions}，以及之后还剩多少：{left}（各为 1 至 5）"]
    rated = risk(response="reduce", likelihood=3, impact=3, residual={"likelihood": 2, "impact": 3})
    assert hints("R104", rated) == [f"add {actions}"]


IDLE = "- the plan has no open risks"
BEGUN = "plan: {period: {start: 2026-01-01, end: 2027-12-31}}\nevaluation: {cadence: P1Y}\n"
OVER = "plan: {period: {start: 2026-01-01, end: 2027-01-14}}\n"
LAST_DAY = "plan: {period: {start: 2026-01-01, end: 2027-01-15}}\n"
HELD = "content: {calendar: [{id: meet-up, outcomes: [{date: 2026-12-29}]}]}\n"
OFF = "content: {calendar: [{id: meet-up, outcomes: [{date: 2026-12-29, status: cancelled}]}]}\n"
STALE = "risks.register[0].next_review: risk 'spam' was to be looked at again on 2026-12-31, 15 days ago"
LATE = (
    "risks.register[0].actions[0].due: 'Talk', for risk 'spam', was due on 2026-12-31, 15 days ago, "
    "and is not recorded as done"
)
AGAIN, DUE = date(2027, 4, 1), date(2026, 12, 31)


def talk(**keys: object) -> str:
    return risk(next_review=AGAIN, actions=[{"action": "Talk", **keys}])


REVIEWS = [
    ("", [IDLE]),
    (risk(next_review=DUE, status="closed"), [IDLE]),
    (risk(), ["risks.register[0]? when risk 'spam' is looked at again (`next_review`)"]),
    (BEGUN + risk(), []),
    # today is 2027-01-15; two weeks are left for writing it down
    (risk(next_review=date(2027, 1, 1)), []),
    (risk(next_review=DUE), [STALE]),
    (OVER + risk(next_review=DUE), ["- the plan is over, or replaced by another"]),
    (LAST_DAY + risk(next_review=DUE), [STALE]),
    ("plan: {status: superseded}\n" + risk(next_review=DUE), ["- the plan is over, or replaced by another"]),
    (talk(), []),
    (talk(due=date(2027, 1, 1)), []),
    (talk(due=DUE), [LATE]),
    (talk(due=DUE, done=date(2026, 12, 30)), []),
    (HELD + talk(due=DUE, entry="meet-up"), []),
    (OFF + talk(due=DUE, entry="meet-up"), [LATE]),
]


@pytest.mark.parametrize(("fragment", "expected"), REVIEWS)
def test_risks_are_looked_at_again_and_acted_on(fragment: str, expected: list[str]) -> None:
    assert outcomes("R105", fragment) == expected


def test_what_is_late_in_chinese() -> None:
    assert outcomes("R105", risk(next_review=DUE), "zh") == [
        "risks.register[0].next_review: 风险 “spam” 应在 2026-12-31 复查，已过去 15 天"
    ]
    assert outcomes("R105", talk(due=DUE), "zh") == [
        "risks.register[0].actions[0].due: 风险 “spam” 的措施 “Talk” 应在 2026-12-31 完成，已过去 15 天，却没有完成记录"
    ]
