"""What the rules about complaints, consequences and quiet say, to the letter."""

from __future__ import annotations

import pytest

from outcomes import outcomes

OPEN = "{id: a, anonymous: true, offline: true, languages: [en]}, {id: b, languages: [en]}"
STAGES = "{id: in, within: P5D}, {id: out, within: P25D}"
KEYS = "rules.grievance.intakes"


def mechanism(intakes: str = OPEN, stages: str = STAGES, total: str = ", promised_total: P30D", goals: str = "") -> str:
    return f"rules: {{grievance: {{intakes: [{intakes}], stages: [{stages}]{total}}}}}\n{goals}"


def audience(keys: str) -> str:
    return f"goals: {{audiences: [{{id: village, {keys}}}]}}"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", ["- the plan has no grievance mechanism"]),
        (mechanism(), []),
        (
            mechanism(stages="{id: in, within: P6D}, {id: out, within: P25D}"),
            ["rules.grievance.promised_total: 30 days are promised in all, but the stages take 31"],
        ),
        (
            mechanism(stages="{id: in}, {id: out, within: P25D}"),
            ["rules.grievance.stages[0].id: stage 'in' has no time limit"],
        ),
        (
            mechanism(total=""),
            ["rules.grievance? the total time promised in public (`promised_total`)"],
        ),
        (mechanism(stages=""), ["rules.grievance? its `stages`, each with `within`"]),
        (mechanism(intakes=""), ["rules.grievance? how grievances come in (`intakes`)"]),
        (
            mechanism(intakes="{id: a, anonymous: true}"),
            [f"{KEYS}[0]: there is only one way to bring a grievance"],
        ),
        (
            mechanism(intakes="{id: a}, {id: b}"),
            [f"{KEYS}: no way in lets people complain without a name (`anonymous`)"],
        ),
        (
            mechanism(intakes="{id: a, anonymous: true}, {id: b}", goals=audience("category: affected")),
            [f"{KEYS}: no way in lets people complain without a computer or phone (`offline`)"],
        ),
        (mechanism(intakes="{id: a, anonymous: true}, {id: b}", goals=audience("category: members")), []),
    ],
)
def test_a_grievance_is_answered_in_time_and_can_be_brought(fragment: str, expected: list[str]) -> None:
    assert outcomes("M104", fragment) == expected


def test_a_broken_promise_is_told_in_chinese_too() -> None:
    assert outcomes("M104", mechanism(stages="{id: in, within: P31D}"), "zh") == [
        "rules.grievance.promised_total: 承诺总共 30 天，各阶段合计却为 31 天"
    ]


def ladder(*steps: str) -> str:
    return f"rules: {{ladder: [{', '.join('{' + s + '}' for s in steps)}]}}"


SOFT, HARD, BAN = (
    "id: soft, kind: warning",
    "id: hard, kind: temporary-ban, duration: P7D",
    "id: ban, kind: permanent-ban",
)


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", ["- the plan has no ladder of consequences"]),
        (ladder(SOFT, HARD, BAN), []),
        (ladder(SOFT), []),
        (ladder(HARD, SOFT, BAN), ["rules.ladder[1].kind: step 'soft' is milder than 'hard' before it"]),
        (
            ladder(HARD, "id: next, kind: temporary-ban, duration: P6D"),
            ["rules.ladder[1].duration: step 'next' is shorter than 'hard' before it"],
        ),
        (ladder(HARD, "id: next, kind: temporary-ban, duration: P7D"), []),
        (
            ladder(SOFT, BAN),
            ["rules.ladder[1].kind: step 'ban' removes people for good, and no step before it removes them for a time"],
        ),
        # nobody can tell what another kind of step does
        (ladder("id: talk, kind: other", BAN), []),
        (ladder("id: talk", BAN), ["rules.ladder[0]? what is done in step 'talk' (`kind`)"]),
    ],
)
def test_consequences_grow_step_by_step(fragment: str, expected: list[str]) -> None:
    assert outcomes("M105", fragment) == expected


def test_a_jump_is_told_in_chinese_too() -> None:
    assert outcomes("M105", ladder(SOFT, BAN), "zh") == [
        "rules.ladder[1].kind: 步骤 “ban” 永久移出成员，此前却没有任何暂时性的措施"
    ]


def norms(*rules: str) -> str:
    steps = "ladder: [{id: soft, kind: correction}, {id: hard, kind: warning}]"
    return f"rules: {{norms: [{', '.join('{id: n, statement: S., ' + r + '}' for r in rules)}], {steps}}}"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", ["- no rule of the plan forbids anything"]),
        (norms("prohibits: false"), ["- no rule of the plan forbids anything"]),
        (norms("kind: reply"), ["rules.norms? which of the rules forbid something (`prohibits`)"]),
        (norms("prohibits: true, consequence: soft"), []),
        (norms("prohibits: true"), ["rules.norms[0].prohibits: rule 'n' forbids something, but nothing follows from a breach"]),
        (norms("prohibits: true, consequence: hard"), ["rules.ladder[0].id: no rule leads to step 'soft'"]),
        (norms("prohibits: true, consequence: gone"), []),
    ],
)  # fmt: skip
def test_what_is_forbidden_has_a_consequence_and_the_other_way_round(fragment: str, expected: list[str]) -> None:
    assert outcomes("M106", fragment) == expected


def test_a_rule_that_is_a_wish_is_told_in_chinese_too() -> None:
    assert outcomes("M106", norms("prohibits: true"), "zh") == [
        "rules.norms[0].prohibits: 规则 “n” 禁止某事，却没有写违反的后果"
    ]
