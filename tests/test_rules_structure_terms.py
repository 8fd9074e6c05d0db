"""What the rules about terms, votes, loads of roles, and telling those who were asked say, to the letter, and where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from outcomes import hints, outcomes


def held(*holders: object, people: list[dict[str, str]] | None = None, **keys: object) -> str:
    role = {"id": "speaker", "term": "P1Y", "holders": list(holders), **keys}
    return yaml.safe_dump({"structure": {"people": people or [], "roles": [role]}})


def since(start: str, end: str | None = None, person: str = "member-a") -> dict[str, object]:
    term = {"start": date.fromisoformat(start), **({"end": date.fromisoformat(end)} if end else {})}
    return {"person": person, **term}


NO_TERM = "- no role that somebody holds has a `term`"
HOLDER = "structure.roles[1].holders[0]"
RAN_OUT = (
    f"{HOLDER}.start: the term of 'member-a' in role 'speaker' ran out on 2027-01-14 (P1Y from 2026-01-15), "
    "and no new one is stated"
)
LONGER = "'member-a' holds role 'speaker' from 2026-01-15 to 2027-02-15, longer than its term of P1Y, which ends on 2027-01-14"
TERMS = [
    ("", [NO_TERM]),
    (held(), [NO_TERM]),
    (held(since("2020-01-01"), status="retired"), [NO_TERM]),
    (held(since("2020-01-01"), term=None), [NO_TERM]),
    ("plan: {status: superseded}\n" + held(since("2020-01-01")), ["- the plan is over, or replaced by another"]),
    # today is 2027-01-15
    (held(since("2026-01-16")), []),
    (held(since("2026-01-15")), [RAN_OUT]),
    (held(since("2026-01-15"), since("2027-01-15")), []),
    (held(since("2026-01-15"), since("2027-01-01", person="member-b")), []),
    # an end that is stated and past is told by rule role-understaffed
    (held(since("2026-01-15", "2027-01-14")), []),
    (held(since("2026-01-15", "2027-02-14")), []),
    (
        held(since("2026-01-15", "2027-02-15")),
        [f"{HOLDER}.end: {LONGER}"],
    ),
    (held(since("2020-01-01", person="gone"), people=[{"id": "gone", "status": "alumni"}]), []),
    (
        held("member-a"),
        ["structure.roles[1].term? since when 'member-a' holds role 'speaker' (`start`), which has a term"],
    ),
    (
        held("member-a", "member-b"),
        ["structure.roles[1].term? since when 'member-a', 'member-b' hold role 'speaker' (`start`), which has a term"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), TERMS)
def test_a_term_is_renewed(fragment: str, expected: list[str]) -> None:
    assert outcomes("S109", fragment) == expected


def test_a_term_in_chinese() -> None:
    assert outcomes("S109", held(since("2026-01-15")), "zh") == [
        f"{HOLDER}.start: “member-a” 担任角色 “speaker” 的任期已于 2027-01-14 届满（自 2026-01-15 起 P1Y），没有写明新的任期"
    ]
    assert hints("S109", held(since("2026-01-15", "2028-01-14")), "zh") == ["请更正 `end` 或 `term`"]


def asked(**keys: Any) -> str:
    return yaml.safe_dump({"structure": {"decisions": [{"id": "venue", "participation": "consult", **keys}]}})


NEWS = "content: {calendar: [{id: news, start: 2027-05-10, audiences: [members]}]}\n"
DECISION = "structure.decisions[0]"
NEVER = f"{DECISION}.participation: decision 'venue' promises to consult, but does not say when those asked hear what came of it"
DAY = {"audiences": ["members"], "report_back": date(2027, 5, 17)}
LATE = {"audiences": ["members"], "report_back": date(2027, 5, 18)}
MISSED = (
    f"{DECISION}.report_back: decision 'venue' reports back on 2027-05-18, but nothing in the calendar reaches 'members' "
    "within 7 days of it"
)
BACK = [
    ("", ["- no decision asks anybody"]),
    (asked(discretion="fixed"), ["- no decision asks anybody"]),
    (asked(participation="inform"), ["- no decision asks anybody"]),
    (asked(participation=None), ["- no decision asks anybody"]),
    (asked(), [NEVER]),
    (asked(report_back="P14D"), []),
    (asked(**LATE), []),
    (NEWS + asked(**DAY), []),
    (NEWS + asked(**LATE), [MISSED]),
    (NEWS + asked(audiences=["members"], report_back=date(2027, 5, 3)), []),
    (NEWS + asked(audiences=["members"], report_back=date(2027, 5, 2)), [MISSED.replace("05-18", "05-02")]),
    (NEWS + asked(report_back=date(2027, 5, 17)), [f"{DECISION}? who is asked about 'venue' (`audiences`)"]),
    # a day outside the plan is told by rule plan-period-valid
    (NEWS + asked(audiences=["members"], report_back=date(2028, 5, 2)), []),
    (NEWS.replace("}]}", "}], reporting: [{id: letter, audiences: [members]}]}") + asked(**LATE), []),
    (NEWS.replace("audiences", "status: cancelled, audiences") + asked(**DAY), [MISSED.replace("05-18", "05-17")]),
]


@pytest.mark.parametrize(("fragment", "expected"), BACK)
def test_those_who_were_asked_are_told(fragment: str, expected: list[str]) -> None:
    assert outcomes("S110", fragment) == expected


def test_those_who_were_asked_in_chinese() -> None:
    assert outcomes("S110", asked(), "zh") == [
        f"{DECISION}.participation: 决策 “venue” 承诺“征询”，却没有写明参与者何时得知结果"
    ]
    assert outcomes("S110", NEWS + asked(**LATE), "zh") == [
        f"{DECISION}.report_back: 决策 “venue” 应在 2027-05-18 回告，但该日前后 7 天内，日历中没有内容触达 “members”"
    ]


def voted(**keys: Any) -> str:
    return yaml.safe_dump({"structure": {"decisions": [{"id": "venue", **keys}]}})


SHORT = f"{DECISION}.window: decision 'venue' is open for"
WINDOWS = [
    ("", ["- no decision is open for votes or objections"]),
    (voted(), ["- no decision is open for votes or objections"]),
    (voted(threshold={"base": "eligible"}), ["- no decision is open for votes or objections"]),
    (voted(window="PT72H"), []),
    (voted(window="P3D"), []),
    (voted(window="P1M"), []),
    (voted(window="PT71H"), [f"{SHORT} 71 hours; who does not look in within 71 hours cannot take part"]),
    (voted(window="PT30M"), [f"{SHORT} 0.5 hours; who does not look in within 0.5 hours cannot take part"]),
    (voted(quorum={"count": 3}), [f"{DECISION}? how long 'venue' is open for votes (`window`)"]),
    (voted(threshold={"share": 0.5}), [f"{DECISION}? how long 'venue' is open for votes (`window`)"]),
]


@pytest.mark.parametrize(("fragment", "expected"), WINDOWS)
def test_a_vote_is_open_long_enough_to_be_seen(fragment: str, expected: list[str]) -> None:
    assert outcomes("S111", fragment) == expected


def test_a_vote_in_chinese() -> None:
    assert outcomes("S111", voted(window="PT24H"), "zh") == [
        f"{DECISION}.window: 决策 “venue” 只开放 24 小时；24 小时内没上线的人就无法参与"
    ]
    assert hints("S111", voted(window="PT24H"), "zh") == ["至少开放 72 小时；等不得的事，交由事后报告的角色决定"]


def roles(*holders: list[Any], critical: bool = False, **people: Any) -> str:
    made = [{"id": f"role-{i}", "holders": h, "critical": critical} for i, h in enumerate(holders, 1)]
    return yaml.safe_dump({"structure": {"people": [{"id": "member-b", **people}], "roles": made}})


FEW = "- the plan has no roles, or only one person at work"
A, B = "member-a", "member-b"
# the smallest plan has member-a as its lead already
SEVEN = (
    "structure.people[0]: 'member-a' holds 7 roles: 'lead', 'role-1', 'role-2', 'role-3', 'role-4', 'role-5', 'role-6'"
)
ALONE = "structure.people[0]: 'member-a' alone holds 2 of 3 critical roles: 'role-1', 'role-2'"
LOADS = [
    ("", [FEW]),
    (roles(*[[A]] * 6, status="alumni"), [FEW]),
    (roles(*[[A]] * 5), []),
    (roles(*[[A]] * 6), [SEVEN]),
    (roles(*[[A, B]] * 6), [SEVEN]),
    (roles(*[[A]] * 5, [since("2026-01-01", "2027-01-14")]), []),
    (roles(*[[A]] * 5, [since("2026-01-01", "2027-01-15")]), [SEVEN]),
    (roles(*[[A]] * 5, [since("2027-01-16")]), []),
    (roles([A], [A], critical=True), []),
    (roles([A], [A], [B], critical=True), [ALONE]),
    (roles([A], [A, B], [B], critical=True), []),
    (roles([A], [A], [B], [B], critical=True), []),
    (roles([A], [A], [B]), []),
]


@pytest.mark.parametrize(("fragment", "expected"), LOADS)
def test_not_too_much_hangs_on_one_person(fragment: str, expected: list[str]) -> None:
    assert outcomes("S112", fragment) == expected


def test_too_much_on_one_person_in_chinese() -> None:
    assert outcomes("S112", roles([A], [A], [B], critical=True), "zh") == [
        "structure.people[0]: 3 个关键角色中有 2 个由 “member-a” 一人担任：“role-1”、“role-2”"
    ]
    assert hints("S112", roles(*[[A]] * 6), "zh") == ["把其中一些交给别人，或增加一位任职者"]


TEAM = """
structure:
  people: [{id: member-b}, {id: member-c}, {id: member-d}, {id: gone, status: alumni}]
  bodies: [{id: crew, members: [member-a, member-b, member-c, member-d]}]
  roles: [{id: hosts, holders: [member-b, gone]}, {id: pair, holders: [member-b, member-c]}]
  decisions: [{id: venue, raci: RACI}]
"""


def raci(text: str) -> str:
    return TEAM.replace("RACI", text)


NONE = "- no decision has one accountable"
DOING = [
    ("", [NONE]),
    (raci("{}"), [NONE]),
    (raci("{responsible: pair, accountable: pair}"), []),
    # more than one is told by rule raci-not-one-a
    (raci("{accountable: [pair, lead]}"), [NONE]),
    (raci("{accountable: lead}"), []),
    (raci("{accountable: hosts}"), []),
    (raci("{accountable: nobody}"), []),
    (
        raci("{accountable: pair}"),
        [
            f"{DECISION}.raci.accountable: 2 people answer for 'venue' together ('member-b', 'member-c'), and nobody is named who does it"
        ],
    ),
    (
        raci("{accountable: crew}"),
        [
            f"{DECISION}.raci.accountable: 4 people answer for 'venue' together ('member-a', 'member-b', 'member-c' and 1 more), and nobody is named who does it"
        ],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), DOING)
def test_somebody_in_particular_does_it(fragment: str, expected: list[str]) -> None:
    assert outcomes("S113", fragment) == expected


def test_who_does_it_in_chinese() -> None:
    assert outcomes("S113", raci("{accountable: crew}"), "zh") == [
        f"{DECISION}.raci.accountable: “venue” 由 4 人共同负责（“member-a”、“member-b”、“member-c” 等），却没有写明由谁执行"
    ]


ASKS = "- no decision consults anybody"
CONSULTED = [
    ("", [ASKS]),
    (raci("{accountable: lead, informed: [pair]}"), [ASKS]),
    (raci("{accountable: lead, consulted: [pair, crew, hosts]}"), []),
    (
        raci("{accountable: lead, consulted: [pair, crew, hosts, member-d]}"),
        [
            f"{DECISION}.raci.consulted: 4 of the 5 named for 'venue' are to be asked first: 'pair', 'crew', 'hosts', 'member-d'"
        ],
    ),
    # four of ten are just 40%
    (raci("{accountable: lead, consulted: [a, b, c, d], informed: [e, f, g, h, i]}"), []),
    (
        raci("{accountable: lead, consulted: [a, b, c, d], informed: [e, f, g, h]}"),
        [f"{DECISION}.raci.consulted: 4 of the 9 named for 'venue' are to be asked first: 'a', 'b', 'c', 'd'"],
    ),
    (raci("{accountable: lead, consulted: [pair, pair, pair, pair]}"), []),
]


@pytest.mark.parametrize(("fragment", "expected"), CONSULTED)
def test_not_too_many_are_asked_first(fragment: str, expected: list[str]) -> None:
    assert outcomes("S114", fragment) == expected


def test_too_many_asked_in_chinese() -> None:
    fragment = raci("{accountable: lead, consulted: [pair, crew, hosts, member-d]}")
    assert outcomes("S114", fragment, "zh") == [
        f"{DECISION}.raci.consulted: “venue” 所列 5 个中有 4 个须事先征询：“pair”、“crew”、“hosts”、“member-d”"
    ]
    assert hints("S114", fragment, "zh") == ["只保留意见可能改变结果的，其余改为 `informed`"]
