"""What the rules about people, reviews, old structures, loose ends and languages of a plan say, to the letter."""

from __future__ import annotations

import pytest

from outcomes import hints, outcomes

LEFT = "structure: {people: [{id: member-b, status: alumni}], %s}"

PEOPLE = [
    ("", []),
    (LEFT % "bodies: []", []),
    (
        LEFT % "bodies: [{id: board, members: [member-a, member-b]}]",
        [
            "structure.people[1].status: 'member-b' has left (`status: alumni`), but is still named by `members` of body 'board'"
        ],
    ),
    # what is over may name them: a role given up, a term that has ended, a day that has gone by
    (LEFT % "roles: [{id: host, status: retired, holders: [member-b]}]", []),
    (LEFT % "roles: [{id: host, holders: [member-a, {person: member-b, end: 2027-01-14}]}]", []),
    (
        LEFT % "roles: [{id: host, holders: [member-a, {person: member-b, end: 2027-01-15}]}]",
        [
            "structure.people[1].status: 'member-b' has left (`status: alumni`), but is still named by `holders` of role 'host'"
        ],
    ),
    (LEFT % "bodies: []" + "\ncontent: {calendar: [{id: talk, start: 2027-01-14, owner: member-b}]}", []),
    (
        LEFT % "bodies: []" + "\ncontent: {calendar: [{id: talk, start: 2027-01-15, owner: member-b}]}",
        [
            "structure.people[1].status: 'member-b' has left (`status: alumni`), but is still named by `owner` of calendar entry 'talk'"
        ],
    ),
    (
        "structure: {people: [{id: b, name: Member B, affiliation: One}, {id: c, name: member b, affiliation: Two}]}",
        ["structure.people[2].name: 'member b' stands under two ids, 'b' of 'One' and 'c' of 'Two'"],
    ),
    ("structure: {people: [{id: b, name: Member B}, {id: c, name: Member C}]}", []),
    (
        "structure: {people: [{id: b, handles: [{source: slack, id: U1}]}, {id: c, handles: [{source: slack, id: U1}]}]}",
        ["structure.people[2].handles[0].id: handle 'U1' in 'slack' belongs to 'b' and to 'c'"],
    ),
    (
        "structure: {people: [{id: b, handles: [{source: slack, id: U1}]}, {id: c, handles: [{source: zulip, id: U1}]}]}",
        [],
    ),
    ("structure: {bodies: [{id: board, members: [member-a, member-a]}]}", []),  # told by item-twice
    # one term after the other is no doublet; two that share a day are
    (
        "structure: {roles: [{id: host, holders: [{person: member-a, end: 2027-06-30}, {person: member-a, start: 2027-07-01}]}]}",
        [],
    ),
    (
        "structure: {roles: [{id: host, holders: [{person: member-a, end: 2027-06-30}, {person: member-a, start: 2027-06-30}]}]}",
        ["structure.roles[1].holders[1].person: 'member-a' stands twice in `holders`"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), PEOPLE)
def test_people_are_consistent(fragment: str, expected: list[str]) -> None:
    assert outcomes("P206", fragment) == expected


def test_who_has_left_is_told_in_chinese_too() -> None:
    fragment = LEFT % "bodies: [{id: board, members: [member-b]}]"
    assert outcomes("P206", fragment, "zh") == [
        "structure.people[1].status: “member-b” 已离任（`status: alumni`），但 机构 “board” 的 `members` 仍指向此人"
    ]


REVIEWS = [
    # the plan begins on 1 January; today is 15 January
    ("evaluation: {cadence: P1D}", []),
    (
        "plan: {period: {start: 2026-12-31}}\nevaluation: {cadence: P1D}",
        [],
    ),
    (
        "plan: {period: {start: 2026-12-30}}\nevaluation: {cadence: P1D}",
        [
            "evaluation.cadence: the plan began on 2026-12-30 and has not been reviewed since; by `cadence: P1D` a review was due on 2026-12-31, 15 days ago"
        ],
    ),
    (
        "plan: {period: {start: 2026-06-01}}\nevaluation: {cadence: P1M, reviews: [{date: 2026-11-30}]}",
        [
            "evaluation.cadence: the plan was last reviewed on 2026-11-30; by `cadence: P1M` the next review was due on 2026-12-30, 16 days ago"
        ],
    ),
    # a review of the calendar that was recorded as done is one
    (
        (
            "plan: {period: {start: 2026-06-01}}\nevaluation: {cadence: P1M}\n"
            "content: {calendar: [{id: look, kind: review, outcomes: [{date: 2026-12-20}]}]}"
        ),
        [],
    ),
    ("", ["- the plan has no part on evaluation"]),
    (
        "evaluation: {owner: lead}",
        ["evaluation? how often the plan is evaluated (`evaluation.cadence`, each quarter is `cadence: P3M`)"],
    ),
    (
        "plan: {period: {start: null}}\nevaluation: {cadence: P1M}",
        ["plan.period? when the plan begins (`plan.period: {start: ..., end: ...}`)"],
    ),
    ("plan: {status: superseded}", ["- the plan is over, or replaced by another"]),
    ("plan: {period: {start: 2026-01-01, end: 2027-01-14}}", ["- the plan is over, or replaced by another"]),
]


@pytest.mark.parametrize(("fragment", "expected"), REVIEWS)
def test_reviews_are_held_in_time(fragment: str, expected: list[str]) -> None:
    assert outcomes("P207", fragment) == expected


def test_an_overdue_review_is_told_in_chinese_too() -> None:
    assert outcomes("P207", REVIEWS[3][0], "zh") == [
        "evaluation.cadence: 方案上次复盘是 2026-11-30；按 `cadence: P1M`，下一次应在 2026-12-30 进行，已过去 16 天"
    ]


OLD = "structure: {roles: [{id: old, status: superseded, holders: [member-a]}%s]}\n"

STRUCTURES = [
    (OLD % "", []),
    (
        OLD % ", {id: new, reports_to: old}" + "plan: {owner: old}",
        [
            "structure.roles[1].status: role 'old' is superseded, but still named by `owner` of plan 'smallest', `reports_to` of role 'new'"
        ],
    ),
    (OLD % ", {id: older, status: retired, reports_to: old}", []),
    (
        "structure: {bodies: [{id: board, status: retired}, {id: team, parent: board}]}",
        ["structure.bodies[0].status: body 'board' is retired, but still named by `parent` of body 'team'"],
    ),
    (
        "structure: {roles: [{id: a, name: Host}, {id: b, name: host}]}",
        ["structure.roles[2].name: roles 'a' and 'b', both active, are both called 'host'"],
    ),
    (
        "structure: {roles: [{id: a, duties: [Greets, Sums up.]}, {id: b, duties: [sums up, greets]}]}",
        ["structure.roles[2].duties: roles 'a' and 'b', both active, have the same duties"],
    ),
    (
        (
            "goals: {audiences: [{id: north}, {id: south}]}\n"
            "structure: {roles: [{id: a, duties: [speaks], represents: [north]}, {id: b, duties: [speaks], represents: [south]}]}"
        ),
        [],
    ),
    ("structure: {roles: [{id: a, name: Host}, {id: b, name: Host, status: superseded}]}", []),
    (
        "structure: {bodies: [{id: a, purpose: Decides}, {id: b, purpose: Decides.}]}",
        ["structure.bodies[1].purpose: bodies 'a' and 'b', both active, have the same purpose"],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), STRUCTURES)
def test_there_is_one_structure(fragment: str, expected: list[str]) -> None:
    assert outcomes("P208", fragment) == expected


def test_two_structures_are_told_in_chinese_too() -> None:
    assert outcomes("P208", STRUCTURES[1][0], "zh") == [
        "structure.roles[1].status: 角色 “old” 已被取代，但 方案 “smallest” 的 `owner`、角色 “new” 的 `reports_to` 仍指向它"
    ]
    assert hints("P208", STRUCTURES[5][0]) == [
        "make them one role with `headcount: 2`, mark the old one `status: superseded`, or say what sets them apart"
    ]


UNUSED = [
    ("", []),
    (
        "structure: {people: [{id: b}]}",
        ["structure.people[1]: person 'b' has no role, sits in no body and owns nothing"],
    ),
    ("structure: {people: [{id: b, status: alumni}]}", []),
    # while a reference leads nowhere, it may be the one that was meant
    (
        "structure: {people: [{id: b}], bodies: [{id: board, members: [bee]}]}",
        ["- a reference leads nowhere, and may mean what seems unused"],
    ),
    ("content: {pillars: [{id: show}]}", []),
    (
        "content: {pillars: [{id: show}, {id: tell}], calendar: [{id: talk, pillar: show}]}",
        ["content.pillars[1]: content pillar 'tell' has no entry in the calendar"],
    ),
    (
        "content: {channels: [{id: board, two_way: false}, {id: chat, two_way: true}], calendar: [{id: talk}]}",
        ["content.channels[0]: channel 'board' only sends, and nothing is sent there"],
    ),
    (
        "content: {channels: [{id: board}], calendar: [{id: talk}]}",
        ["content.channels[0]: channel 'board' is named by no entry of the calendar"],
    ),
    (
        "resources: {funding: [{id: a}, {id: b}], budget: {lines: [{id: line, funding: a}]}}",
        ["resources.funding[1]: source of funding 'b' pays no budget line"],
    ),
    ("resources: {funding: [{id: a}, {id: b}], budget: {lines: [{id: line, funding: a}, {id: other}]}}", []),
    (
        "evaluation: {metrics: [{id: mood, definition: Mean}]}",
        ["evaluation.metrics[0]: metric of this plan 'mood' is used by no objective, risk trigger or reading"],
    ),
    (
        (
            "goals: {objectives: [{id: aim, metric: mau}]}\n"
            "evaluation: {sources: [{id: chat, tool: slack, metrics: [mau]}, {id: old, tool: zulip, metrics: [wau]}]}"
        ),
        ["evaluation.sources[1]: data source 'old' feeds no metric of this plan"],
    ),
    (
        "goals: {objectives: [{id: aim, metric: mau}]}\nevaluation: {sources: [{id: old, tool: zulip, metrics: [wau]}]}",
        [],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), UNUSED)
def test_what_is_defined_is_used(fragment: str, expected: list[str]) -> None:
    assert outcomes("P209", fragment) == expected


def test_a_source_whose_metrics_no_objective_has_is_not_asked_for_metrics_again() -> None:
    sources = (
        "{id: chat, tool: zulip, metrics: [mau]}, {id: form, tool: survey, metrics: [nps]}, {id: old, tool: zulip}"
    )
    fragment = f"goals: {{objectives: [{{id: aim, metric: mau}}]}}\nevaluation: {{sources: [{sources}]}}"
    assert hints("P209", fragment) == [
        "set a target for one of its metrics under `goals.objectives`, or drop it",
        "name under `metrics` what it feeds, or drop it",
    ]


def test_what_is_unused_is_told_in_chinese_too() -> None:
    assert outcomes("P209", UNUSED[1][0], "zh") == [
        "structure.people[1]: 人员 “b” 没有角色，不在任何机构，也不负责任何事"
    ]


READS = "goals: {audiences: [{id: villagers, languages: [sw-KE, fr]}]}\n"

LANGUAGES = [
    ("goals: {audiences: [{id: villagers}]}", ["- no audience states its languages"]),
    (READS, ["plan? which languages the plan's documents are in (`languages`)"]),
    (READS + "plan: {languages: [en, sw]}", []),
    (
        READS + "plan: {language: en}",
        [
            "goals.audiences[0].languages: audience 'villagers' reads sw-KE, fr, but cannot read or use the plan's documents and rules (en)"
        ],
    ),
    (
        READS + "plan: {languages: [en, sw]}\nrules: {reporting: {intakes: [{languages: [en]}]}}\n"
        "content: {reporting: [{id: sums, language: en, audiences: [villagers]}]}",
        [
            "goals.audiences[0].languages: audience 'villagers' reads sw-KE, fr, but cannot read or use any way to report or complain (en), nor any report meant for it (en)"
        ],
    ),
    (
        READS
        + "plan: {languages: [en, sw]}\nrules: {reporting: {intakes: [{languages: [en]}]}, grievance: {intakes: [{languages: [fr]}]}}\n"
        "content: {reporting: [{id: sums, language: en, audiences: [villagers]}, {id: more, language: sw, audiences: [villagers]}]}",
        [],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), LANGUAGES)
def test_everybody_can_read_what_concerns_them(fragment: str, expected: list[str]) -> None:
    assert outcomes("P210", fragment) == expected


def test_a_missing_language_is_told_in_chinese_too() -> None:
    assert outcomes("P210", LANGUAGES[4][0], "zh") == [
        "goals.audiences[0].languages: 受众 “villagers” 使用 sw-KE、fr，却看不懂或用不了：任何举报或申诉入口（en）、任何面向它的报告（en）"
    ]
