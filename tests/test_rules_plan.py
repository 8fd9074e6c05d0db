"""What the rules about the plan as a whole say, to the letter, and where."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import pytest
import yaml

from commplan import load
from commplan.checking import lint
from commplan.checking.trial import SMALLEST, laid_over, plain_data
from commplan.finding import dotted
from commplan.plan import Plan
from commplan.plan.node import Node
from commplan.report import Checked
from commplan.rules.plan import KINDS, placeholders
from outcomes import outcomes
from test_pieces import RULES, TODAY, checked


def result(fragment: str) -> Checked:
    whole = laid_over(plain_data(SMALLEST), plain_data(fragment))
    return checked(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))


def findings(fragment: str, code: str) -> list[str]:
    return [f"{dotted(f.path)}: {f.message.en}" for f in result(fragment).findings if f.code == code]


def hints(fragment: str, code: str) -> list[str]:
    return [f.hint.en if f.hint else "" for f in result(fragment).findings if f.code == code]


REFERENCES = [
    ("plan: {owner: lead}", []),
    ("plan: {owner: member-a}", []),
    ("plan: {owner: leed}", ["plan.owner: no person, role or body has the id 'leed'"]),
    ("plan: {owner: smallest}", ["plan.owner: 'smallest' is a plan, this needs a person, a role or a body"]),
    (
        "structure: {bodies: [{id: board, members: [member-a, lead, nobody]}]}",
        [
            "structure.bodies[0].members[1]: 'lead' is a role, this needs a person",
            "structure.bodies[0].members[2]: no person has the id 'nobody'",
        ],
    ),
    (
        "structure: {roles: [{id: second, holders: [{person: board, end: 2027-06-30}]}], bodies: [{id: board}]}",
        ["structure.roles[1].holders[0].person: 'board' is a body, this needs a person"],
    ),
    (
        "content: {calendar: [{id: talk, channels: [chat], objectives: [talk]}]}",
        [
            "content.calendar[0].channels[0]: no channel has the id 'chat'",
            "content.calendar[0].objectives[0]: 'talk' is a calendar entry, this needs an objective",
        ],
    ),
    # one id for two things is the business of rule id-unique alone, as long as one of them is what is needed
    ("structure: {bodies: [{id: lead, members: [member-a]}, {id: inner, parent: lead}]}", []),
    # and a placeholder that of rule placeholder-text
    ("plan: {owner: tbd}", []),
    # metrics are looked up in the catalogue by rule goal-no-kpi and its kin
    ("goals: {objectives: [{id: grow, metric: nonesuch}]}", []),
    ("evaluation: {sources: [{id: chat, tool: slack, metrics: [nonesuch]}]}", []),
    ("risks: {register: [{id: quiet, trigger: {metric: nonesuch, below: 3}}]}", []),
    ("evaluation: {readings: [{metric: nonesuch, date: 2027-02-01, value: 3}]}", []),
    (
        "resources: {budget: {lines: [{id: rent, activities: [rent, smallest, lead]}]}}",
        [
            (
                "resources.budget.lines[0].activities[0]: 'rent' is a budget line, this needs a calendar entry, "
                "a routine, a tool, a risk action, a report or a plan"
            ),
            (
                "resources.budget.lines[0].activities[2]: 'lead' is a role, this needs a calendar entry, "
                "a routine, a tool, a risk action, a report or a plan"
            ),
        ],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), REFERENCES)
def test_every_reference_names_a_thing_of_the_right_kind(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "P201") == expected


OTHERWISE = "otherwise add it to `structure.people`, `structure.roles` or `structure.bodies`"


@pytest.mark.parametrize(
    ("fragment", "hint"),
    [
        ("plan: {owner: leed}", f"did you mean `lead`? {OTHERWISE}"),
        ("plan: {owner: member-b}", f"did you mean `member-a`? {OTHERWISE}"),
        (
            "{structure: {people: [{id: anna, name: Member B}]}, plan: {owner: member-b}}",
            f"did you mean `anna`? {OTHERWISE}",
        ),
        (
            "plan: {owner: treasury}",
            "choose from `member-a`, `lead`, or add it to `structure.people`, `structure.roles` or `structure.bodies`",
        ),
        (
            "content: {calendar: [{id: talk, channels: [chat]}]}",
            "add it to `content.channels`, beginning like `- id: chat`",
        ),
        (
            "{structure: {people: [{id: a}, {id: b}, {id: c}, {id: d}, {id: e}, {id: f}], bodies: [{id: board, members: [lead]}]}}",
            "name one of `structure.people`, or add it there",
        ),
        (
            "structure: {bodies: [{id: board, members: [lead]}]}",
            "choose from `member-a`, or add it to `structure.people`",
        ),
    ],
)
def test_an_unresolved_reference_gets_the_nearest_id_or_the_place_to_define_it(fragment: str, hint: str) -> None:
    assert hints(fragment, "P201") == [hint]


def test_a_wrong_reference_is_pointed_at_with_the_line_where_the_thing_is_defined() -> None:
    text = SMALLEST + "  bodies:\n    - {id: board}\n    - {id: inner, members: [board]}\n"
    [finding] = [f for f in checked(text).findings if f.code == "P201"]
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (16, 29, 34)
    assert [(s.span.line, s.span.column, s.message.en) for s in finding.related] == [
        (15, 12, "'board' is defined here"),
    ]
    assert finding.message.zh == "“board” 是机构，这里应填人员"
    assert finding.hint is not None
    assert finding.hint.zh == "可选 `member-a`，或在 `structure.people` 中添加"


def test_a_plan_without_references_has_nothing_to_resolve() -> None:
    text = "commplan: 1\nplan: {id: small, title: Small}\n"
    assert [i.reason.en for i in checked(text).idle if i.code == "P201"] == ["nothing in the plan refers to anything"]


def _models(model: type[Node]) -> Iterator[type[Node]]:
    yield model
    for below in model.__subclasses__():
        yield from _models(below)


def test_every_kind_of_thing_has_a_name_in_both_languages() -> None:
    assert load.plan("x.yaml", SMALLEST.encode()).plan.__class__ is Plan
    assert {m.KIND for m in _models(Node) if m.KIND} == set(KINDS)


UNIQUE = [
    ("{}", []),
    (
        "content: {pillars: [{id: news}, {id: news}, {id: news}]}",
        [
            "content.pillars[1].id: id 'news' already belongs to a content pillar",
            "content.pillars[2].id: id 'news' already belongs to a content pillar",
        ],
    ),
    ("structure: {bodies: [{id: lead}]}", ["structure.bodies[0].id: id 'lead' already belongs to a role"]),
    ("goals: {audiences: [{id: smallest}]}", ["goals.audiences[0].id: id 'smallest' already belongs to a plan"]),
    # steps of escalation, intakes without an id and the like have none to share
    ("rules: {reporting: {intakes: [{contact: a}, {contact: b}]}}", []),
]


@pytest.mark.parametrize(("fragment", "expected"), UNIQUE)
def test_an_id_belongs_to_one_thing(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "P202") == expected


def test_the_second_in_the_text_is_at_fault_whatever_the_order_of_the_format() -> None:
    text = SMALLEST + "content:\n  channels:\n    - {id: chat}\ngoals:\n  audiences:\n    - {id: chat}\n"
    [finding] = [f for f in checked(text).findings if f.code == "P202"]
    assert (finding.span.line, finding.span.column) == (19, 12)
    assert [(s.span.line, s.span.column, s.message.zh) for s in finding.related] == [(16, 12, "“chat” 首次出现在这里")]
    assert finding.message.zh == "id “chat” 已被一个渠道使用"
    assert finding.hint is not None
    assert finding.hint.en == "give one of the two another id, such as `chat-audience`, also where it is named"


def test_the_id_proposed_is_free() -> None:
    proposed = hints("content: {pillars: [{id: news}, {id: news}, {id: news-2}, {id: news-3}]}", "P202")
    assert proposed == ["give one of the two another id, such as `news-4`, also where it is named"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ATTENTION XXXXX", ["XXXXX"]),
        ("call XXX or XXX, or XXXX", ["XXX", "XXXX"]),
        ("TODO", ["TODO"]),
        ("TODO: ask the board", ["TODO"]),
        ("(TBD)", ["TBD"]),
        ("Date: tbd", ["tbd"]),
        ("FIXME", ["FIXME"]),
        ("write to [INSERT CONTACT METHOD].", ["[INSERT CONTACT METHOD]"]),
        ("write to [insert\naddress]", ["[insert\naddress]"]),
        ("[NOTE: adapt this]", ["[NOTE: adapt this]"]),
        ("mail <your address>", ["<your address>"]),
        ("<YOUR_NAME>", ["<YOUR_NAME>"]),
        ("Lorem ipsum dolor", ["Lorem ipsum"]),
        ("?", ["?"]),
        (" ... ", ["..."]),
        ("……", ["……"]),
        ("时间待定", ["待定"]),
        ("日期待定。", ["待定"]),
        ("内容待补充", ["待补充"]),
        ("（待填）", ["待填"]),
        ("待填写", ["待填写"]),
        ("联系人：xxx", ["xxx"]),
        ("xxx社群运营方案", ["xxx"]),
        ("××社群", ["××"]),
        ("【请填写联系方式】", ["【请填写联系方式】"]),
        ("<您的邮箱>", ["<您的邮箱>"]),
    ],
)
def test_placeholders_are_found(text: str, expected: list[str]) -> None:
    assert list(placeholders(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "T-shirts up to XXXL",
        "Bowl XXXIX",
        "xx",
        "love, xxx Anna",
        "keep a todo list; Todo is a tool",
        "para todo el mundo",
        "¡BIENVENIDO TODO EL MUNDO!",
        "the FIXMEs of the week",
        "tbd-session",
        "[insert coin](https://example.org/coin) night",
        "[inserted later]",
        "[Note: bring a lamp]",
        "a < your turn",
        "look after <yourself>",
        "Why? Because...",
        "敬请期待定期活动",
        "期待补充意见",
        "等待定价",
        "接待定点酒店",
        "有待填补的空白",
        "3 × 4",
    ],
)
def test_ordinary_words_are_no_placeholders(text: str) -> None:
    assert list(placeholders(text)) == []


TEXTS = [
    ("goals: {purpose: 'TODO: one sentence'}", ["goals.purpose: 'TODO' was never filled in"]),
    ("goals: {purpose: ''}", ["goals.purpose: `purpose` is empty"]),
    ("goals: {purpose: '  '}", ["goals.purpose: `purpose` is empty"]),
    ("goals: {purpose: '?'}", ["goals.purpose: '?' was never filled in"]),
    (
        "goals: {purpose: {en: 'People help each other', zh: 待定}, out_of_scope: [fine, XXX]}",
        ["goals.purpose.zh: '待定' was never filled in", "goals.out_of_scope[1]: 'XXX' was never filled in"],
    ),
    # a name that is a placeholder is said where it is given, not again wherever it is named
    (
        "{structure: {people: [{id: tbd}]}, plan: {owner: tbd}}",
        ["structure.people[1].id: 'tbd' was never filled in"],
    ),
    ("plan: {owner: tbd}", ["plan.owner: 'tbd' was never filled in"]),
    # a blank may well be what parts the columns of a data file
    (
        "evaluation: {sources: [{id: log, tool: table, mapping: {time: when, delimiter: ' '}}]}",
        [],
    ),
]


@pytest.mark.parametrize(("fragment", "expected"), TEXTS)
def test_every_text_of_the_plan_is_looked_at(fragment: str, expected: list[str]) -> None:
    assert findings(fragment, "P203") == expected


def test_a_placeholder_is_pointed_at_inside_its_text() -> None:
    text = SMALLEST + (
        "goals:\n"
        "  purpose: Write to [INSERT NAME] or XXX.\n"
        "  mission: |\n"
        "    A first line.\n"
        "    Phone: TBD\n"
        "  vision: >\n"
        "    folded over [INSERT\n"
        "    TWO LINES]\n"
        "  out_of_scope:\n"
        "    - |\n"
        "      one\n"
        "      TBD\n"
    )
    found = [(f.span.line, f.span.column, f.message.en) for f in checked(text).findings]
    assert found == [
        (15, 21, "'[INSERT NAME]' was never filled in"),
        (15, 38, "'XXX' was never filled in"),
        (18, 12, "'TBD' was never filled in"),
        (19, 11, "'[INSERT TWO LINES]' was never filled in"),
        (25, 7, "'TBD' was never filled in"),
    ]


def test_a_placeholder_shared_by_an_alias_is_told_once_and_in_chinese() -> None:
    text = SMALLEST + "goals:\n  purpose: &same 待补充\n  mission: *same\n"
    found = [(f.span.line, f.message.zh) for f in checked(text).findings if f.code == "P203"]
    assert found == [(15, "占位文字 “待补充” 尚未填写")]


def test_a_plan_of_a_hundred_thousand_words_is_read_in_no_time() -> None:
    lines = "".join(
        f"    - Members help each other with the things that matter most to them, day {i}\n" for i in range(8000)
    )
    loaded = load.plan("long.yaml", (SMALLEST + "goals:\n  out_of_scope:\n" + lines).encode())
    begin = perf_counter()
    lint.plan(loaded, RULES, TODAY, lint.Selection(("P203",)))
    assert perf_counter() - begin < 2


ASKED = {
    "goals.purpose": "why the community exists (`goals.purpose`)",
    "goals.audiences": "whom it is for (`goals.audiences`, as `- {id: members, name: ..., core: true}`)",
    "goals.objectives": "what it shall reach (`goals.objectives`, as `- {id: objective-1, statement: ..., metric: ..., target: ..., due: ...}`)",
    "structure.roles": "who does what (`structure.roles`, as `- {id: role-1, name: ..., duties: ..., holders: [...]}`)",
    "rules.norms": "which rules hold (`rules.norms`, as `- {id: norm-1, statement: ...}`)",
    "content.channels": "where people talk (`content.channels`, as `- {id: channel-1, name: ..., platform: ..., owner: ...}`)",
    "content.calendar": "what happens when (`content.calendar`, as `- {id: entry-1, title: ..., start: ..., owner: ...}`)",
    "resources.budget": "what it costs and who pays (`resources.budget`, `resources.funding`; `budget: {total: 0}` if nothing)",
    "risks.register": "what may go wrong (`risks.register`, as `- {id: risk-1, title: ..., likelihood: ..., impact: ...}`)",
    "evaluation.sources": (
        "how often it is evaluated and where its numbers come from (`evaluation.cadence`, as `P3M` for each quarter, and "
        "`evaluation.sources`, as `- {id: source-1, tool: manual, metrics: [...], owner: ..., refresh: P1M}`)"
    ),
}


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("plan: {status: draft}", "structure.roles"),
        ("goals: {mission: We mend}", "structure.roles goals.purpose"),
        ("goals: {audiences: []}", "structure.roles"),
        ("rules: {principles: [Be kind]}", "structure.roles rules.norms"),
        ("resources: {budget: {total: 0}}", "structure.roles resources.budget"),
        ("resources: {funding: [{id: gift}]}", "structure.roles resources.budget"),
        ("resources: {budget: {contingency: 3}}", "structure.roles"),
        ("risks: {waived: [{category: spam, reason: none}]}", "structure.roles risks.register"),
    ],
)
def test_what_the_plan_does_not_say_is_asked_for_one_by_one(fragment: str, said: str) -> None:
    lines = outcomes("P204", fragment)
    assert sorted(lines) == sorted(f"{path}? {what}" for path, what in ASKED.items() if path not in said.split())
    assert len(outcomes("P204", fragment, "zh")) == len(lines)


PERIOD = [
    ("plan: {period: {start: 2027-12-31, end: 2027-12-31}}", []),
    ("plan: {period: {end: null}}", ["- nothing in the plan has a date"]),
    ("plan: {period: {start: 2028-01-01}}", ["plan.period.end: the plan ends on 2027-12-31, before it begins on 2028-01-01"]),
    ("goals: {objectives: [{id: aim, due: 2027-12-31}]}", []),
    (
        "goals: {objectives: [{id: aim, due: 2028-01-01}]}",
        ["goals.objectives[0].due: objective 'aim' is due on 2028-01-01, after the plan ends on 2027-12-31"],
    ),
    (
        "goals: {objectives: [{id: aim, due: 2026-12-31}]}",
        ["goals.objectives[0].due: objective 'aim' is due on 2026-12-31, before the plan begins on 2027-01-01"],
    ),
    # counted by rule goal-due-before-data
    ("goals: {objectives: [{id: aim, metric: mau, due: 2026-12-31}]}", []),
    (
        "content: {calendar: [{id: talk, start: 2026-12-31}]}",
        ["content.calendar[0].start: entry 'talk' starts on 2026-12-31, before the plan begins on 2027-01-01"],
    ),
    ("content: {calendar: [{id: talk, start: 2026-12-31, rrule: FREQ=WEEKLY}]}", []),
    ("content: {calendar: [{id: talk, start: 2026-12-31, status: done}]}", []),
    (
        "content: {calendar: [{id: talk, start: 2028-01-03, rrule: FREQ=WEEKLY}]}",
        ["content.calendar[0].start: entry 'talk' starts on 2028-01-03, after the plan ends on 2027-12-31"],
    ),
    ("plan: {freezes: [{start: 2028-01-20, end: 2028-01-31}, {start: 2026-11-01, end: 2026-12-01}]}", []),
    (
        "plan: {freezes: [{start: 2028-02-01, end: 2028-02-10}]}",
        ["plan.freezes[0].start: a freeze is from 2028-02-01 to 2028-02-10, after the plan ends on 2027-12-31"],
    ),
    (
        "plan: {freezes: [{start: 2026-11-01, end: 2026-11-30}]}",
        ["plan.freezes[0].start: a freeze is from 2026-11-01 to 2026-11-30, before the plan begins on 2027-01-01"],
    ),
    (
        "structure: {people: [{id: b, leave: [{start: 2027-05-09, end: 2027-05-01}]}]}",
        ["structure.people[1].leave[0].end: the leave of 'b' ends on 2027-05-01, before it begins on 2027-05-09"],
    ),
    (
        "risks: {register: [{id: fire, actions: [{action: x, due: 2026-03-01}, {action: y, due: 2026-03-01, done: 2026-03-01}]}]}",
        ["risks.register[0].actions[0].due: an action of risk 'fire' is due on 2026-03-01, before the plan begins on 2027-01-01"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), PERIOD)
def test_dates_fit_the_period_of_the_plan(fragment: str, expected: list[str]) -> None:
    assert outcomes("P205", fragment) == expected


def test_dates_without_a_period_are_unknown() -> None:
    fragment = "{plan: {period: {end: null}}, goals: {objectives: [{id: aim, due: 2027-05-01}]}}"
    assert outcomes("P205", fragment) == [
        "plan.period? first and last day of the plan (`plan.period: {start: ..., end: ...}`)"
    ]
    assert outcomes("P205", fragment, "zh") == ["plan.period? 方案的起止日期（`plan.period: {start: ..., end: ...}`）"]
