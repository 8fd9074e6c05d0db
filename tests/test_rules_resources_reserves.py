"""What the rules about the reserve and about skills say, to the letter, on both sides of each threshold."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes


def plan(budget: str, *risks: str, scale: str = "probability: [0.05, 0.1, 0.3, 0.6, 0.9]") -> str:
    """A budget with one line of 4,000 EUR, and accepted risks."""
    each = ", ".join(f"{{id: r{i}, response: accept, {text}}}" for i, text in enumerate(risks))
    lines = "lines: [{id: venue, amount: 4000}]"
    return f"resources: {{budget: {{{lines}{budget and ', '}{budget}}}}}\nrisks: {{scale: {{{scale}}}, register: [{each}]}}\n"


NONE = "- the plan spends nothing, or lists no open risk"
AT = "resources.budget.contingency: "
HAS = "the reserve is "
RESERVE = [
    ("", [NONE]),
    (plan(""), [NONE]),
    ("risks: {register: [{id: r0, response: accept, cost: 5}]}", [NONE]),
    (plan("", "likelihood: 3, cost: 5, status: closed"), [NONE]),
    ("resources: {budget: {total: 0, contingency: 0}}\nrisks: {register: [{id: r0}]}", [NONE]),
    # 0.3 x 1,000 + 0.1 x 2,000 = 500
    (plan("contingency: 500", "likelihood: 3, cost: 1000", "likelihood: 2, cost: 2000"), []),
    (
        plan("contingency: 499.99", "likelihood: 3, cost: 1000", "likelihood: 2, cost: 2000"),
        [
            (
                AT + "the reserve is 499.99 EUR, and the accepted risks may be expected to cost 500 EUR: "
                "'r0' 0.3 x 1,000 EUR + 'r1' 0.1 x 2,000 EUR; 0.01 EUR is missing"
            )
        ],
    ),
    # one that has come is certain
    (
        plan("contingency: 999", "likelihood: 1, cost: 1000, status: materialised"),
        [
            (
                AT + "the reserve is 999 EUR, and the accepted risks may be expected to cost 1,000 EUR: "
                "'r0' 1 x 1,000 EUR; 1 EUR is missing"
            )
        ],
    ),
    # percentages may stand among the words of the scale
    (
        plan("contingency: 99", "likelihood: 2, cost: 1000", scale="likelihood: [5%, 10 %, 30％, 60.5%, 90%]"),
        [
            (
                AT + "the reserve is 99 EUR, and the accepted risks may be expected to cost 100 EUR: "
                "'r0' 0.1 x 1,000 EUR; 1 EUR is missing"
            )
        ],
    ),
    (
        plan("contingency: 99", "likelihood: 2, cost: 1000", scale="likelihood: [rare, once, some, often, sure]"),
        [
            (
                "risks.register[0]? the chance that likelihood 2 stands for (`scale.probability`), to tell what accepted "
                "risk 'r0' may cost"
            )
        ],
    ),
    (plan("contingency: 99", "likelihood: 2, cost: 0", scale=""), []),
    (
        plan("contingency: 99", "likelihood: 2"),
        ["risks.register[0]? what accepted risk 'r0' would cost if it happened (`cost`; 0 when nothing)"],
    ),
    (
        plan("contingency: 99", "cost: 2"),
        ["risks.register[0]? how likely accepted risk 'r0' is (`likelihood`)"],
    ),
    # what is not said cannot make it better
    (
        plan("contingency: 99", "likelihood: 2", "likelihood: 3, cost: 1000"),
        [
            (
                AT + "the reserve is 99 EUR, and the accepted risks may be expected to cost 300 EUR: "
                "'r1' 0.3 x 1,000 EUR; 201 EUR is missing"
            )
        ],
    ),
    # no reserve at all
    (plan("").replace("register: []", "register: [{id: r0}]"), ["resources.budget: the budget keeps no reserve (`contingency`)"]),
    (plan("contingency: 0").replace("register: []", "register: [{id: r0}]"), []),
    (
        plan("", "likelihood: 3, cost: 1000"),
        [
            (
                "resources.budget: the budget keeps no reserve (`contingency`), though the accepted risks may be expected "
                "to cost 300 EUR: 'r0' 0.3 x 1,000 EUR"
            )
        ],
    ),
    # nothing is known of the money yet
    (
        "resources: {budget: {lines: [{id: venue}]}}\nrisks: {register: [{id: r0}]}",
        ["resources.budget? the reserve of the budget (`contingency`)"],
    ),
    (
        plan("contingency: 99, currency: CNY", "likelihood: 3, cost: 1000"),
        ["resources.budget? a rate from EUR to CNY (`rates`)"],
    ),
    # 300 EUR at 8 are 2,400 CNY
    (
        plan(
            "contingency: 2399, currency: CNY, rates: [{currency: EUR, rate: 8, date: 2026-12-01}]",
            "likelihood: 3, cost: 1000",
        ),
        [
            (
                AT + "the reserve is 2,399 CNY, and the accepted risks may be expected to cost 2,400 CNY: "
                "'r0' 0.3 x 1,000 EUR; 1 CNY is missing"
            )
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), RESERVE)
def test_the_reserve_holds_what_accepted_risks_may_cost(fragment: str, expected: list[str]) -> None:
    assert outcomes("B106", fragment) == expected


def test_the_dearest_risks_are_listed_and_the_others_counted() -> None:
    fragment = plan("contingency: 1", *(f"likelihood: 2, cost: {n}00" for n in (1, 5, 2, 4, 3)))
    assert outcomes("B106", fragment) == [
        AT + "the reserve is 1 EUR, and the accepted risks may be expected to cost 150 EUR: "
        "'r1' 0.1 x 500 EUR + 'r3' 0.1 x 400 EUR + 'r4' 0.1 x 300 EUR + 2 more; 149 EUR is missing"
    ]
    assert hints("B106", fragment) == [
        "set `contingency:` to 150 EUR or more, within `total`, or choose another response to a risk"
    ]


def test_a_missing_reserve_is_told_in_chinese_too() -> None:
    assert outcomes("B106", plan("contingency: 1", "likelihood: 3, cost: 1000"), "zh") == [
        AT + "预备金为 1 EUR，而已接受的风险预期损失为 300 EUR：“r0” 0.3 x 1,000 EUR；缺少 299 EUR"
    ]
    bare = plan("").replace("register: []", "register: [{id: r0}]")
    assert outcomes("B106", bare, "zh") == ["resources.budget: 预算没有预备金（`contingency`）"]
    assert hints("B106", bare, "zh") == [
        "加上 `contingency:`，即为登记册中的风险留出的金额，计入 `total`；确实不留的写 0"
    ]


def team(skills: str, rest: str = "", more: str = "") -> str:
    """Member B with these skills or languages as coach; `rest` of the role, `more` people."""
    return (
        f"structure: {{people: [{{id: member-b, {skills}}}{more}], "
        f"roles: [{{id: coach, holders: [member-b], deputies: [member-a]{rest}}}]}}\n"
    )


IDLE = "- nothing in the plan asks for a skill or a language"
ROLE = "structure.roles[1].skills: role 'coach' takes "
SKILLS = [
    ("", [IDLE]),
    (team("skills: [design]"), [IDLE]),
    (team("skills: [Design,  Public  Speaking]", ", skills: [public speaking]"), []),
    (team("skills: [coaching in public speaking]", ", skills: [public speaking]"), []),
    # a part of what is asked for is not all of it
    (
        team("skills: [speaking]", ", skills: [public speaking]"),
        [ROLE + "'public speaking', and nobody who holds it has it: 'member-b' speaking"],
    ),
    (
        team("skills: [design]", ", skills: [design, law, sums]"),
        [ROLE + "'law', 'sums', and nobody who holds it has it: 'member-b' design"],
    ),
    # who says nothing may have it
    (
        team("hours_per_week: 3", ", skills: [law]"),
        ["structure.people[1]? the `skills` of 'member-b', as role 'coach' takes 'law'"],
    ),
    # the deputy does not hold the role; and a role that is over asks for nothing
    (team("skills: [law]", ", skills: [law], status: retired"), [IDLE]),
    (team("skills: [law]", ", skills: [law], headcount: 0"), [IDLE]),
    # nobody is there: told by role-understaffed
    ("structure: {roles: [{id: coach, skills: [law]}]}", []),
    # the term is over before the plan begins
    (
        (
            "structure: {people: [{id: member-b, skills: [law]}, {id: member-c, skills: [sums]}], roles: [{id: coach, "
            "skills: [law], holders: [member-c, {person: member-b, end: 2026-12-31}]}]}"
        ),
        [ROLE + "'law', and nobody who holds it has it: 'member-c' sums"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), SKILLS)
def test_a_role_is_held_by_somebody_with_its_skills(fragment: str, expected: list[str]) -> None:
    assert outcomes("B107", fragment) == expected


def entry(text: str, owner: str = "owner: coach") -> str:
    return f"content: {{calendar: [{{id: talk, {owner}{owner and ', '}{text}}}]}}\n"


SIGNS = team("skills: [signing, design], languages: [de, en-GB]")
WORK = [
    (SIGNS + entry("skills: signing"), []),
    (
        SIGNS + entry("skills: juggling"),
        ["content.calendar[0].skills: 'talk' takes 'juggling', and nobody who does it has it: 'member-b' signing, design"],
    ),
    (SIGNS + entry("skills: juggling, status: cancelled"), [IDLE]),
    (SIGNS + entry("skills: juggling, team: [member-a]"), ["structure.people[0]? the `skills` of 'member-a', as 'talk' takes 'juggling'"]),
    (SIGNS + entry("skills: signing", ""), ["content.calendar[0]? who answers for 'talk' (`owner`)"]),
    (SIGNS + entry("skills: signing", "owner: nobody-known"), []),
    # what members bring, if they agreed to be asked
    (SIGNS + entry("skills: juggling") + "resources: {assets: [{id: a, name: Juggling club, consent: true, entries: talk}]}", []),
    (
        SIGNS + entry("skills: juggling") + "resources: {assets: [{id: a, name: Juggling club, entries: talk}]}",
        ["content.calendar[0].skills: 'talk' takes 'juggling', and nobody who does it has it: 'member-b' signing, design"],
    ),
    (SIGNS + "rules: {routines: [{id: rota, owner: coach, skills: design}]}", []),
    (
        SIGNS + "rules: {routines: [{id: rota, owner: coach, skills: sums}]}",
        ["rules.routines[0].skills: 'rota' takes 'sums', and nobody who does it has it: 'member-b' signing, design"],
    ),
    # languages, in any region of them; whoever states none works in the plan's
    (SIGNS + entry("language: de-AT"), []),
    (
        SIGNS + entry("language: fr"),
        ["content.calendar[0].language: 'talk' is in fr, and nobody who does it works in it: 'member-b' de, en-GB"],
    ),
    (entry("language: en", "owner: lead"), []),
    (
        "plan: {language: zh}\n" + entry("language: en", "owner: lead"),
        ["content.calendar[0].language: 'talk' is in en, and nobody who does it works in it: 'member-a' zh"],
    ),
    (
        SIGNS + "content: {channels: [{id: list, languages: [en, fr], owner: coach}]}",
        ["content.channels[0].languages: channel 'list' is in fr, and nobody who runs it works in it: 'member-b' de, en-GB"],
    ),
    (SIGNS + "content: {channels: [{id: list, languages: [de, en], owner: lead, backup: coach}]}", []),
    (
        SIGNS + "content: {channels: [{id: list, languages: [de], owner: lead}]}\n"
        "rules: {shifts: [{who: coach, opens: '09:00', closes: '10:00', channels: list}]}",
        [],
    ),
    (
        SIGNS + "content: {channels: [{id: list, languages: [de], owner: lead}]}\n"
        "rules: {shifts: [{who: coach, opens: '09:00', closes: '10:00', channels: other}]}",
        ["content.channels[0].languages: channel 'list' is in de, and nobody who runs it works in it: 'member-a' en"],
    ),
    (
        SIGNS + "rules: {grievance: {intakes: [{name: Letter box, languages: [sw], handled_by: [lead, coach]}]}}",
        [
            (
                "rules.grievance.intakes[0].languages: way in 'Letter box' is in sw, and nobody who handles it works in it: "
                "'member-a' en; 'member-b' de, en-GB"
            )
        ],
    ),
    (
        "rules: {reporting: {intakes: [{id: post, languages: [sw]}]}}",
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), WORK)
def test_work_is_done_by_somebody_who_can(fragment: str, expected: list[str]) -> None:
    assert outcomes("B107", fragment) == expected


def test_a_gap_is_told_in_chinese_too_and_a_near_word_is_asked_about() -> None:
    fragment = team("skills: [publik speaking]", ", skills: [public speaking]")
    assert outcomes("B107", fragment, "zh") == [
        "structure.roles[1].skills: 角色 “coach” 需要 “public speaking”，而任职者中无人具备：“member-b” publik speaking"
    ]
    assert hints("B107", fragment) == ["is 'publik speaking' the same? then use one word for it"]
    assert hints("B107", SIGNS + entry("language: fr"), "zh") == [
        "请找具备的人参与，或安排人学习；若有人具备，请写入其 `languages`"
    ]
    assert outcomes("B107", SIGNS + entry("language: fr"), "zh") == [
        "content.calendar[0].language: “talk” 使用 fr，而参与的人中无人使用：“member-b” de、en-GB"
    ]


@pytest.mark.parametrize(
    ("budget", "hint", "chinese"),
    [
        (
            "total: 5000",
            "set `contingency:` to 1,000 EUR, what the lines leave of the total; 300 EUR is the least",
            "把 `contingency:` 设为 1,000 EUR，即总额减去各科目后的余额；至少需要 300 EUR",
        ),
        (
            "total: 4100, contingency: 100",
            (
                "set `contingency:` to 300 EUR or more, and raise the total or cut lines by 200 EUR, for they leave 100 EUR of it; "
                "or choose another response to a risk"
            ),
            "把 `contingency:` 设为 300 EUR 以上，并将总额提高（或将科目削减）200 EUR，因为现在各科目只给总额留下 100 EUR；也可改用其他应对策略",
        ),
        (
            "total: 3900",
            (
                "set `contingency:` to 300 EUR or more, and raise the total or cut lines by 400 EUR, for they leave 0 EUR of it; "
                "or choose another response to a risk"
            ),
            "把 `contingency:` 设为 300 EUR 以上，并将总额提高（或将科目削减）400 EUR，因为现在各科目只给总额留下 0 EUR；也可改用其他应对策略",
        ),
        (
            "total: 4300",
            "set `contingency:` to 300 EUR or more, within `total`, or choose another response to a risk",
            "把 `contingency:` 设为 300 EUR 以上（计入 `total`），或改用其他应对策略",
        ),
    ],
)
def test_the_sum_and_the_reserve_ask_for_the_same(budget: str, hint: str, chinese: str) -> None:
    fragment = plan(budget, "likelihood: 3, cost: 1000")
    assert hints("B106", fragment) == [hint]
    assert hints("B106", fragment, "zh") == [chinese]


def test_a_budget_with_the_reserve_that_was_asked_for_adds_up() -> None:
    kept = plan("total: 5000, contingency: 1000", "likelihood: 3, cost: 1000")
    assert outcomes("B101", kept.replace("contingency: 1000", "contingency: 900")) != []
    assert (outcomes("B101", kept), outcomes("B106", kept)) == ([], [])
