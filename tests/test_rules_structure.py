"""What the rules about structure say, to the letter, and where."""

from __future__ import annotations

import pytest
import yaml

from commplan.checking.trial import SMALLEST, laid_over, plain_data
from commplan.finding import Finding, dotted
from commplan.report import Checked
from test_pieces import checked


def result(fragment: str) -> Checked:
    whole = laid_over(plain_data(SMALLEST), plain_data(fragment))
    return checked(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))


def of(fragment: str, code: str) -> list[Finding]:
    return [f for f in result(fragment).findings if f.code == code]


def findings(fragment: str, code: str) -> list[str]:
    return [f"{dotted(f.path)}: {f.severity} {f.message.en}" for f in of(fragment, code)]


def unknown(fragment: str, code: str) -> list[str]:
    return [f"{dotted(u.path)}: {u.missing.en}" for u in result(fragment).undecided if u.code == code]


def decision(keys: str) -> str:
    return f"structure: {{decisions: [{{id: route{keys}}}]}}"


@pytest.mark.parametrize(
    ("keys", "but"),
    [
        ("participation: inform, discretion: fixed", ""),
        ("participation: inform", ""),
        ("participation: collaborate, discretion: partial", ""),
        ("participation: consult, discretion: open", ""),
        ("participation: empower, discretion: open, delegated: true", ""),
        ("participation: consult, discretion: fixed", "'consult', but nothing about it is open"),
        ("participation: empower, discretion: fixed, delegated: false", "'empower', but nothing about it is open"),
        ("participation: empower, discretion: partial, delegated: true", "'empower', but a part of it is fixed"),
        (
            "participation: empower, discretion: open, delegated: false",
            "'empower', but the authority to decide is not delegated",
        ),
        ("participation: empower, delegated: false", "'empower', but the authority to decide is not delegated"),
        ("discretion: fixed", ""),
    ],
)
def test_a_decision_promises_no_more_say_than_there_is(keys: str, but: str) -> None:
    place = "structure.decisions[0].participation: error decision 'route' promises "
    assert findings(decision(", " + keys), "S101") == ([place + but] if but else [])
    assert unknown(decision(", " + keys), "S101") == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("participation: consult", ["how much of 'route' is still open (`discretion`)"]),
        (
            "participation: empower, discretion: open",
            ["whether authority over 'route' was delegated in writing (`delegated`)"],
        ),
        (
            "participation: empower",
            [
                "how much of 'route' is still open (`discretion`)",
                "whether authority over 'route' was delegated in writing (`delegated`)",
            ],
        ),
    ],
)
def test_whether_a_promise_is_too_large_is_unknown_without(keys: str, expected: list[str]) -> None:
    assert findings(decision(", " + keys), "S101") == []
    assert sorted(unknown(decision(", " + keys), "S101")) == [f"structure.decisions[0]: {e}" for e in expected]


def test_an_overpromise_shows_what_it_contradicts_in_chinese_too() -> None:
    text = SMALLEST + "  decisions:\n    - id: route\n      discretion: fixed\n      participation: involve\n"
    [finding] = [f for f in checked(text).findings if f.code == "S101"]
    assert (finding.span.line, finding.span.column) == (17, 22)
    assert finding.message.zh == "决策 “route” 承诺 “involve”，但此事已无任何余地"
    assert [(s.span.line, s.span.column, s.message.en) for s in finding.related] == [(16, 19, "said here")]


PEOPLE = """
structure:
  people: [{id: member-b}, {id: member-c}, {id: gone, status: alumni}]
  roles:
"""


def role(keys: str) -> str:
    return PEOPLE + f"    - {{id: host{keys}}}\n"


PLACE = "structure.roles[1]"

ROLES = [
    (", holders: member-b", []),
    (", headcount: 2, holders: [member-b, member-c]", []),
    (", headcount: 0", []),
    (", status: retired", []),
    (", status: superseded", []),
    ("", [f"{PLACE}: error role 'host' is vacant: it needs 1, has 0"]),
    (", headcount: 2", [f"{PLACE}.headcount: error role 'host' is vacant: it needs 2, has 0"]),
    (", holders: gone", [f"{PLACE}: error role 'host' is vacant: it needs 1, has 0"]),
    (", headcount: 2, holders: member-b", [f"{PLACE}.headcount: warning role 'host' needs 2 holders, has 1"]),
    (", headcount: 2, holders: [member-b, gone]", [f"{PLACE}.headcount: warning role 'host' needs 2 holders, has 1"]),
    # one person is one holder, and somebody unknown is the business of rule ref-resolves
    (
        ", headcount: 2, holders: [member-b, member-b]",
        [f"{PLACE}.headcount: warning role 'host' needs 2 holders, has 1"],
    ),
    (", holders: [nobody]", []),
    # a term that ended the day before the plan, or on its first day
    (
        ", holders: [{person: member-b, end: 2026-12-31}]",
        [f"{PLACE}: error role 'host' is vacant: it needs 1, has 0"],
    ),
    (
        ", holders: [{person: member-b, end: 2027-01-01}]",
        [
            (
                f"{PLACE}.holders[0].end: warning role 'host' has 0 of 1 holders from 2027-01-02 on: the term of "
                "'member-b' ends and nobody follows"
            )
        ],
    ),
    (
        ", holders: [{person: member-b, start: 2028-01-01}]",
        [f"{PLACE}: error role 'host' is vacant: it needs 1, has 0"],
    ),
    # a term that ends with the plan, or a day before
    (", holders: [{person: member-b, end: 2027-12-31}]", []),
    (
        ", holders: [{person: member-b, end: 2027-12-30}]",
        [
            (
                f"{PLACE}.holders[0].end: warning role 'host' has 0 of 1 holders from 2027-12-31 on: the term of "
                "'member-b' ends and nobody follows"
            )
        ],
    ),
    (", holders: [{person: member-b, end: 2027-06-30}, {person: member-c, start: 2027-07-01}]", []),
    (", holders: [{person: member-b, end: 2027-06-30}, {person: member-b, start: 2027-07-01}]", []),
    (", holders: [{person: member-b, end: 2027-06-30}, member-c]", []),
    (
        ", holders: [{person: member-b, end: 2027-06-30}, {person: member-c, start: 2027-07-02}]",
        [
            (
                f"{PLACE}.holders[0].end: warning role 'host' has 0 of 1 holders from 2027-07-01 on: the term of "
                "'member-b' ends and nobody follows before 2027-07-02"
            )
        ],
    ),
    (
        ", headcount: 2, holders: [{person: member-b, end: 2027-06-30}, {person: member-c, end: 2027-06-30}]",
        [
            (
                f"{PLACE}.holders[0].end: warning role 'host' has 0 of 2 holders from 2027-07-01 on: the term of "
                "'member-b' and 'member-c' ends and nobody follows"
            )
        ],
    ),
]


@pytest.mark.parametrize(("keys", "expected"), ROLES)
def test_a_role_has_as_many_holders_as_it_needs(keys: str, expected: list[str]) -> None:
    assert findings(role(keys), "S102") == expected
    assert unknown(role(keys), "S102") == []


def test_holders_who_do_not_count_are_shown_with_the_reason() -> None:
    held = "gone, {person: member-b, end: 2026-06-30}, {person: member-c, start: 2028-02-01}"
    held += ", {person: member-a, start: 2027-06-01, end: 2027-03-01}"
    [finding] = of(role(f", headcount: 2, holders: [{held}]"), "S102")
    assert finding.message.zh == "角色 “host” 空缺：需要 2 人，现有 0 人"
    assert [s.message.en for s in finding.related] == [
        "'gone' is alumni",
        "the term of 'member-b' ended 2026-06-30",
        "the term of 'member-c' begins 2028-02-01, after 2027-12-31",
        "the term of 'member-a' ends before it begins",
    ]


def test_a_role_that_needs_fewer_may_say_so() -> None:
    [finding] = of(role(", headcount: 3, holders: [member-a]"), "S102")
    assert finding.hint is not None
    assert (finding.hint.en, finding.hint.zh) == (
        "name who holds it under `holders`, by ids of `structure.people`, or lower `headcount` to 1 if that will do",
        "请在 `holders` 中写明任职人员，用 `structure.people` 中的 id；若现有人手足够，可将 `headcount` 改为 1",
    )


WITHOUT_PERIOD = "commplan: 1\nplan: {id: small, title: Small}\nstructure:\n  people: [{id: a}, {id: b}]\n  roles:\n"


@pytest.mark.parametrize(
    ("holders", "known"),
    [("a", True), ("[a, {person: b, end: 2027-06-30}]", True), ("[{person: a, end: 2027-06-30}]", False)],
)
def test_terms_cannot_be_judged_without_the_period_of_the_plan(holders: str, known: bool) -> None:
    found = checked(WITHOUT_PERIOD + f"    - {{id: host, holders: {holders}}}\n")
    assert [f for f in found.findings if f.code == "S102"] == []
    assert [u.missing.en for u in found.undecided if u.code == "S102"] == (
        []
        if known
        else [
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`), which the terms of role 'host' must be held against"
        ]
    )


BOARD = "structure: {bodies: [{id: board, members: [%s]}], people: [{id: member-b}], decisions: [{id: route, %s}]}"
RACI = "structure.decisions[0].raci"

ACCOUNTABLE = [
    (decision(", raci: {accountable: lead}"), []),
    (decision(", raci: {responsible: [member-a], accountable: [lead]}"), []),
    (decision(", raci: {accountable: [lead, lead]}"), []),
    (BOARD % ("member-b", "raci: {accountable: [board]}"), []),
    (decision(""), ["structure.decisions[0]: error nobody is accountable for decision 'route'"]),
    (decision(", raci: {responsible: lead}"), [f"{RACI}: error nobody is accountable for decision 'route'"]),
    (decision(", raci: {accountable: []}"), [f"{RACI}: error nobody is accountable for decision 'route'"]),
    (
        BOARD % ("member-b", "body: board, raci: {informed: [lead]}"),
        [f"{RACI}: error nobody is accountable for decision 'route'"],
    ),
    (
        decision(", raci: {accountable: [lead, member-a]}"),
        [
            f"{RACI}.accountable[1]: error decision 'route' has 2 accountable: 'lead', 'member-a'; it needs one",
        ],
    ),
    (
        BOARD % ("member-a, member-b", "raci: {accountable: [board]}"),
        [f"{RACI}.accountable[0]: info body 'board' of 2 people is accountable for decision 'route'"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), ACCOUNTABLE)
def test_one_is_accountable_for_each_decision(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "S103") == expected
    assert unknown(fragment, "S103") == []


def test_who_decides_need_not_be_who_is_accountable() -> None:
    fragment = BOARD % ("member-b", "body: board")
    assert findings(fragment, "S103") == []
    assert unknown(fragment, "S103") == [
        "structure.decisions[0]: who is accountable for 'route' (`raci.accountable`); 'board' only decides"
    ]


def test_several_accountable_are_pointed_at_from_the_second_on() -> None:
    text = SMALLEST + "  decisions:\n    - id: route\n      raci: {accountable: [lead, member-a]}\n"
    [finding] = [f for f in checked(text).findings if f.code == "S103"]
    assert (finding.span.line, finding.span.column) == (16, 34)
    assert finding.message.zh == "决策 “route” 有 2 个最终负责人：“lead”、“member-a”；应只有一个"
    assert [(s.span.line, s.span.column, s.message.en) for s in finding.related] == [(16, 28, "the first one")]
