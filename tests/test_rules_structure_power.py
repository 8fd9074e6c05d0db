"""What the rules about who decides, who is in the way and who follows say, to the letter."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes

MEMBER_B = "structure: {people: [{id: member-b}], roles: [{id: host, holders: [member-b]}"


def two(rest: str) -> str:
    """Two people, each with a role; `rest` continues the structure or follows it."""
    return f"{MEMBER_B}]{rest}"


STEP = "}\nrules: {ladder: [{id: out, kind: permanent-ban, decided_by: lead}], reporting: {"
NOBODY_NEW = "rules.reporting.appeal.to: appeals go to 'lead', and nobody there is new to the case"
SOME_NEW = (
    "rules.reporting.appeal.to: appeals go to 'court', where some have handled the case before, and no rule says who "
    "steps aside"
)


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", ["- the plan states no appeal and nobody who releases spending"]),
        (two(STEP + "appeal: {within: P3D}}}"), ["rules.reporting.appeal? who hears appeals (`to`)"]),
        (two(STEP + "appeal: {to: lead}}}"), [NOBODY_NEW]),
        (two(STEP + "appeal: {to: host}}}"), []),
        # a person is a person under any title
        (two(STEP + "appeal: {to: member-a}}}"), [NOBODY_NEW.replace("lead", "member-a")]),
        # a rule on who steps aside does not help where nobody else is there
        (two(STEP + "recusal: The other one decides., appeal: {to: lead}}}"), [NOBODY_NEW]),
        (
            two("}\nrules: {reporting: {intakes: [{handled_by: [lead]}], appeal: {to: lead}}}"),
            [NOBODY_NEW],
        ),
        (two("}\nrules: {reporting: {intakes: [{handled_by: [lead, host]}], appeal: {to: host}}}"), [
            SOME_NEW.replace("court", "host")
        ]),
        # a role that nobody holds hears nothing; that it is vacant is said by another rule
        ("structure: {roles: [{id: host}]" + STEP + "appeal: {to: host}}}", []),
    ],
)  # fmt: skip
def test_nobody_hears_the_appeal_against_their_own_work(fragment: str, expected: list[str]) -> None:
    assert outcomes("S104", fragment) == expected


COURT = ", bodies: [{id: court, members: [member-a, member-b]}]"


@pytest.mark.parametrize(
    ("decided_by", "recusal", "expected"),
    [
        ("lead", "", [SOME_NEW]),
        ("lead", "recusal: Whoever decided steps aside., ", []),
        # a body decides together, so that all of it has handled the case
        ("court", "recusal: Whoever decided steps aside., ", [NOBODY_NEW.replace("lead", "court")]),
        ("host", "", [SOME_NEW]),
    ],
)
def test_a_court_needs_somebody_new_and_a_rule_for_the_others(
    decided_by: str, recusal: str, expected: list[str]
) -> None:
    rules = f"rules: {{ladder: [{{id: out, decided_by: {decided_by}}}], reporting: {{{recusal}appeal: {{to: court}}}}}}"
    assert outcomes("S104", two(COURT + "}\n" + rules)) == expected


@pytest.mark.parametrize(
    ("appeal", "expected"),
    [
        (
            "lead",
            ["structure.decisions[0].appeal: decision 'd' is appealed to 'lead', who is accountable for it"],
        ),
        (
            "The lead",
            ["structure.decisions[0].appeal: decision 'd' is appealed to 'The lead', who is accountable for it"],
        ),
        (
            "member-a",
            ["structure.decisions[0].appeal: decision 'd' is appealed to 'member-a', who is accountable for it"],
        ),
        ("host", []),
        ("the district court", []),
    ],
)
def test_a_decision_is_not_appealed_to_who_answers_for_it(appeal: str, expected: list[str]) -> None:
    roles = ", {id: head, name: The lead, holders: [member-a]}"
    decisions = f"], decisions: [{{id: d, raci: {{accountable: lead}}, appeal: {appeal}}}]}}"
    assert outcomes("S104", MEMBER_B + roles + decisions) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            "cost: 5, owner: lead, approver: member-a",
            ["content.calendar[0].approver: 'member-a' runs 'fair', which costs money, and also releases it"],
        ),
        ("cost: 5, owner: lead, approver: host", []),
        ("cost: 5, owner: lead", ["- the plan states no appeal and nobody who releases spending"]),
        ("cost: 0, owner: lead, approver: lead", ["- the plan states no appeal and nobody who releases spending"]),
    ],
)
def test_who_spends_does_not_release_it_too(keys: str, expected: list[str]) -> None:
    assert outcomes("S104", two("}\ncontent: {calendar: [{id: fair, " + keys + "}]}")) == expected


def test_judging_ones_own_work_is_told_in_chinese_too() -> None:
    fragment = two(STEP + "appeal: {to: lead}}}")
    assert outcomes("S104", fragment, "zh") == [
        "rules.reporting.appeal.to: 申诉由 “lead” 审理，而其中没有一个人此前未经手该案"
    ]
    assert hints("S104", fragment) == ["let somebody else hear the appeal"]


COUNCIL = (
    "structure: {people: [{id: member-b}, {id: gone, status: alumni}], "
    "bodies: [{id: council, members: [member-a, member-b, gone]}], decisions: [{id: d, "
)
QUORUM = "structure.decisions[0].quorum.count: decision 'd' needs 3 voters, but 'council' has 2"
OF_WHAT = "structure.decisions[0].threshold.share: decision 'd' needs 60% in favour, but does not say of what"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("body: council", ["- no decision has a quorum or a threshold"]),
        ("body: council, quorum: {count: 2}", []),
        ("body: council, quorum: {count: 3}", [QUORUM]),
        ("body: council, quorum: {share: 1}", []),
        ("quorum: {count: 3}", ["structure.decisions[0]? who votes on 'd' (`body`)"]),
        ("body: nowhere, quorum: {count: 3}", []),
        ("threshold: {share: 0.6}", [OF_WHAT]),
        ("threshold: {share: 0.6, base: eligible}", []),
        ("threshold: {base: eligible}", ["structure.decisions[0].threshold? which share must agree on 'd' (`share`)"]),
    ],
)
def test_a_decision_can_be_taken(keys: str, expected: list[str]) -> None:
    assert outcomes("S105", COUNCIL + keys + "}]}") == expected


def test_a_quorum_out_of_reach_is_told_in_chinese_too() -> None:
    fragment = COUNCIL + "body: council, quorum: {count: 3}, threshold: {share: 0.6}}]}"
    assert outcomes("S105", fragment, "zh") == [
        "structure.decisions[0].quorum.count: 决策 “d” 需要 3 人参加表决，但 “council” 只有 2 人",
        "structure.decisions[0].threshold.share: 决策 “d” 需要 60% 赞成，但未写明以什么为基数",
    ]


CHAIN = "structure: {people: [{id: member-b}], roles: [{id: host, holders: [member-b]HOST}, {id: editor, holders: [member-b]EDITOR}]}"
FOR_EVER = "structure.escalation[0]: the escalation may stay with 'lead' for ever: no time limit"


def chain(host: str, editor: str) -> str:
    return CHAIN.replace("HOST", f", reports_to: {host}").replace("EDITOR", f", reports_to: {editor}")


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", ["- no body or role reports to another, and nothing is escalated"]),
        (chain("editor", "lead"), []),
        (
            chain("editor", "host"),
            ["structure.roles[1].reports_to: 'host' → 'editor' → 'host': this comes back to itself"],
        ),
        (chain("host", "host"), ["structure.roles[1].reports_to: 'host' → 'host': this comes back to itself"]),
        (chain("nobody", "host"), []),
        (
            "structure: {bodies: [{id: a, parent: b}, {id: b, parent: c}, {id: c, parent: b}]}",
            ["structure.bodies[1].parent: 'b' → 'c' → 'b': this comes back to itself"],
        ),
        ("structure: {escalation: [{to: lead}]}", []),
        ("structure: {escalation: [{to: lead, within: P1D}, {to: member-a}]}", []),
        ("structure: {escalation: [{to: lead}, {to: member-a}]}", [FOR_EVER]),
        (
            "structure: {escalation: [{to: lead, within: P1D}, {to: lead}]}",
            ["structure.escalation[1].to: the escalation comes back to 'lead'"],
        ),
        (
            "structure: {bodies: [{id: board}], escalation: [{to: board}]}",
            ["structure.escalation[0].to: the escalation ends with 'board', which has nobody in it"],
        ),
        ("structure: {bodies: [{id: board, members: member-a}], escalation: [{to: board}]}", []),
    ],
)
def test_who_reports_to_whom_has_an_end(fragment: str, expected: list[str]) -> None:
    assert outcomes("S106", fragment) == expected


def test_a_circle_is_told_in_chinese_too() -> None:
    assert outcomes("S106", chain("editor", "host"), "zh") == [
        "structure.roles[1].reports_to: “host” → “editor” → “host”：绕回了自身"
    ]


ALONE = "structure.roles[1].critical: critical role 'keeper' rests on 'member-a' alone: no other holder, no deputy"
NO_END = "structure.roles[1].critical: nothing says when the holder of critical role 'keeper' is replaced"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("holders: [member-a]", ["- no role is marked as `critical`"]),
        ("critical: true, holders: [member-a], deputies: [member-b], removal: R.", []),
        ("critical: true, holders: [member-a, member-b], removal: R.", []),
        ("critical: true, holders: [member-a], removal: R.", [ALONE]),
        ("critical: true, holders: [member-a], deputies: [member-a], removal: R.", [ALONE]),
        ("critical: true, holders: [member-a], deputies: [gone], removal: R.", [ALONE]),
        # a term that ended the day before the plan, or on its first day
        ("critical: true, holders: [member-a, {person: member-b, end: 2026-12-31}], removal: R.", [ALONE]),
        ("critical: true, holders: [member-a, {person: member-b, end: 2027-01-01}], removal: R.", []),
        ("critical: true, holders: [member-a], deputies: [member-b]", [NO_END]),
        # a vacant role is told by another rule
        ("critical: true, removal: R.", []),
        ("critical: true, status: retired, holders: [member-a]", ["- no role is marked as `critical`"]),
    ],
)
def test_no_critical_role_rests_on_one_person(keys: str, expected: list[str]) -> None:
    people = "people: [{id: member-b}, {id: gone, status: alumni}]"
    assert outcomes("S107", f"structure: {{{people}, roles: [{{id: keeper, {keys}}}]}}") == expected


def test_a_role_that_rests_on_one_is_told_in_chinese_too() -> None:
    assert outcomes("S107", "structure: {roles: [{id: keeper, critical: true, holders: [member-a]}]}", "zh") == [
        "structure.roles[1].critical: 关键角色 “keeper” 只系于 “member-a” 一人：没有其他任职者，也没有副手",
        "structure.roles[1].critical: 未写明关键角色 “keeper” 的任职者何时更换",
    ]
