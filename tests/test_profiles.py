"""Profiles: each is whole and pinned, and each of its requirements is told where it is not met, to the letter."""

from __future__ import annotations

import re
from typing import get_args

import pytest

import commplan.profiles
from commplan import load
from commplan.catalogue import profile_ids
from commplan.discover import discover
from commplan.plan import Plan
from commplan.plan.head import Followed, followed
from commplan.plan.head import Profile as Name
from commplan.profile import Profile, Requirement, stated
from commplan.refusals.keys import keys_at
from commplan.words import say
from outcomes import hints, outcomes
from test_pieces import RULES

PROFILES = {p.id: p for p in discover(commplan.profiles, Profile).values()}
NAMES = [name for name in get_args(Name) if name != "base"]


def test_each_profile_that_a_plan_can_name_is_a_file_with_all_its_versions() -> None:
    assert sorted(NAMES) == list(profile_ids()) == sorted(PROFILES)
    assert RULES["profile_requirement_missing"].profiles == tuple(NAMES)
    pins = [f"{name}@{n}" for name in NAMES for n in range(1, PROFILES[name].version + 1)]
    assert sorted(get_args(Followed)) == sorted([*get_args(Name), *pins])


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_is_whole(name: str) -> None:
    profile = PROFILES[name]
    ids = [r.id for r in profile.requirements]
    assert sorted(set(ids)) == sorted(ids)
    for words in (profile.name, profile.about, profile.sources, *(r.what for r in profile.requirements)):
        assert words.en.isascii()
        assert re.search(r"[\u4e00-\u9fff]", words.zh)
    for requirement in profile.requirements:
        assert is_key(requirement.where), requirement.where


def is_key(path: str) -> bool:
    """Whether a dotted path leads to a key of the plan format; [] stands for each item of a list."""
    *home, key = [part for word in path.replace("[]", ".0").split(".") for part in [0 if word == "0" else word]]
    return key in keys_at(tuple(home), Plan)


def of(profile: str, id_: str, fragment: str) -> list[str]:
    """What is said of one requirement of a profile."""
    said = outcomes("P230", f"{fragment}\nplan: {{profiles: [{profile}]}}")
    return [line for line in said if f"`{id_}`)" in line]


def place(line: str) -> str:
    """Where a line of outcomes stands; with a question mark where the rule could not decide."""
    return re.match(r"[\w.\[\]]+\??", line)[0].removesuffix(":")  # type: ignore[index]


EACH = "a report to each affected group at least once a year"
TOUCHED = "goals: {audiences: [{id: near, category: affected}, {id: all, category: interested}]}"
GROUP = "content: {channels: [{id: g, platform: wechat-group, %s}, {id: h, platform: wechat-group}, {id: s, platform: sms}]}"
PAUSE = "rules: {ladder: [{id: out, kind: %s, duration: P1D}]}"
VOTE = "structure: {decisions: [{id: spend, quorum: {count: 2}, %s}]}"
BASED = "proposer: anybody, window: P7D, threshold: {share: 0.5, base: votes-cast}"
LINE = "structure: {people: [{id: member-b}], bodies: [{id: board, members: [%s]}]}\nresources: {budget: {total: 1, lines: [{id: l%s}]}}"
MODERATED = "structure: {roles: [{id: m, holders: [member-a]%s}]}\nrules: {moderation: {moderators: [{who: m}]}}"
HOURS = "structure: {people: [{id: m, hours_per_week: 3}], roles: [{id: r, hours_per_week: 2, holders: [m]}, {id: t, hours_per_week: %s, holders: [m]}]}"


@pytest.mark.parametrize(
    ("profile", "id_", "fragment", "expected"),
    [
        ("ess10-sep", "sensitive-cases", "rules: {principles: [P]}", ["rules.grievance.sensitive_cases"]),
        # a part that is not there at all: where the plan says what it follows
        ("ess10-sep", "sensitive-cases", "", ["plan.profiles[0]"]),
        ("ess10-sep", "sensitive-cases", "rules: {grievance: {sensitive_cases: A trained woman}}", []),
        ("ess10-sep", "parties-identified", "goals: {audiences: [{id: near}]}", ["goals.audiences?"]),
        ("ess10-sep", "parties-identified", TOUCHED, ["goals.audiences"]),
        ("ess10-sep", "report-to-affected", TOUCHED, ["goals.audiences[0].id"]),
        (
            "ess10-sep",
            "report-to-affected",
            TOUCHED + "\ncontent: {reporting: [{id: r, audiences: [near]}]}",
            ["content.reporting[0]?"],
        ),
        (
            "ess10-sep",
            "report-to-affected",
            TOUCHED + "\ncontent: {reporting: [{id: r, audiences: [near], rrule: FREQ=MONTHLY;INTERVAL=12}]}",
            [],
        ),
        (
            "ess10-sep",
            "report-to-affected",
            TOUCHED + "\ncontent: {reporting: [{id: r, audiences: [near], rrule: FREQ=MONTHLY;INTERVAL=13}]}",
            ["goals.audiences[0].id"],
        ),
        ("ess10-sep", "disclosed-to-each", TOUCHED, ["goals.audiences[0].id"]),
        (
            "ess10-sep",
            "disclosed-to-each",
            TOUCHED + "\ncontent: {calendar: [{id: d, kind: disclosure, audiences: [near]}]}",
            [],
        ),
        (
            "ess10-sep",
            "consulted-each",
            TOUCHED + "\ncontent: {calendar: [{id: d, kind: disclosure, audiences: [near]}]}",
            ["goals.audiences[0].id"],
        ),
        (
            "ess10-sep",
            "consulted-each",
            TOUCHED + "\ncontent: {calendar: [{id: d, kind: consultation, audiences: [near]}]}",
            [],
        ),
        (
            "ess10-sep",
            "barriers-removed",
            "goals: {audiences: [{id: old, category: vulnerable}]}",
            ["goals.audiences[0].id"],
        ),
        ("ess10-sep", "engagement-paid", "", ["plan.profiles[0]?"]),
        ("ess10-sep", "engagement-paid", "resources: {budget: {lines: [{id: l}]}}", ["resources.budget"]),
        ("ess10-sep", "engagement-paid", "resources: {budget: {lines: [{id: l, activities: [smallest]}]}}", []),
        (
            "ess10-sep",
            "feedback-answered",
            "engagement: {feedback: {owner: lead}}",
            ["engagement.feedback.answer_within"],
        ),
        (
            "oss",
            "security-contact",
            "rules: {reporting: {intakes: [{id: security, private: true}]}}",
            ["rules.reporting.intakes"],
        ),
        (
            "oss",
            "security-contact",
            "rules: {reporting: {intakes: [{id: s, about: security}]}}",
            ["rules.reporting.intakes[0].about"],
        ),
        ("oss", "security-contact", "rules: {reporting: {intakes: [{id: s, about: security, private: true}]}}", []),
        ("oss", "two-organisations", "", ["structure.people[0]?"]),
        (
            "oss",
            "two-organisations",
            "structure: {people: [{id: b, affiliation: One}], roles: [{id: r, critical: true, holders: [b]}]}",
            ["structure.people[1].affiliation"],
        ),
        (
            "oss",
            "two-organisations",
            "structure: {people: [{id: b, affiliation: One}, {id: c, affiliation: Two}], roles: [{id: r, holders: [b, c]}]}",
            [],
        ),
        (
            "oss",
            "public-channel",
            "content: {channels: [{id: c, platform: slack, two_way: true}]}",
            ["content.channels[0]?"],
        ),
        ("oss", "public-channel", "content: {channels: [{id: c, platform: github, two_way: true}]}", []),
        (
            "oss",
            "public-channel",
            "content: {channels: [{id: c, platform: slack, two_way: true, visibility: members}]}",
            ["content.channels"],
        ),
        (
            "oss",
            "meeting-notes",
            "content: {calendar: [{id: m, kind: meeting, rrule: FREQ=WEEKLY}]}",
            ["content.calendar[0].id"],
        ),
        ("oss", "contributor-ladder", "structure: {levels: [{id: a, entry: A}, {id: b}]}", ["structure.levels[1].id"]),
        (
            "oss",
            "decision-rules",
            "structure: {decisions: [{id: d, raci: {accountable: [lead]}}]}",
            ["structure.decisions"],
        ),
        ("oss", "decision-rules", "structure: {decisions: [{id: d, window: P3D, raci: {accountable: [lead]}}]}", []),
        ("wechat-brand", "account-entity", "", ["plan.profiles[0]"]),
        ("wechat-brand", "account-entity", "content: {channels: [{id: c}]}", ["content.channels?"]),
        ("wechat-brand", "account-entity", GROUP % "entity: Tea Ltd", ["content.channels[1].id"]),
        ("wechat-brand", "backup-channel", GROUP % "fallback: s", ["content.channels[1].id"]),
        (
            "wechat-brand",
            "backup-channel",
            GROUP % "fallback: h",
            ["content.channels[0].fallback", "content.channels[1].id"],
        ),
        (
            "wechat-brand",
            "group-owner",
            GROUP % "owner: lead, backup: lead",
            ["content.channels[0].backup", "content.channels[1].id"],
        ),
        (
            "wechat-brand",
            "quiet-hours",
            GROUP % "quiet_hours: {start: '22:00', end: '08:00'}",
            ["content.channels[1].id"],
        ),
        ("wechat-brand", "daily-routine", "rules: {routines: [{id: r, owner: lead, rrule: FREQ=DAILY}]}", []),
        (
            "wechat-brand",
            "daily-routine",
            "rules: {routines: [{id: r, owner: lead, rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'}]}",
            [],
        ),
        (
            "wechat-brand",
            "daily-routine",
            "rules: {routines: [{id: r, owner: lead, rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH'}]}",
            ["rules.routines"],
        ),
        (
            "wechat-brand",
            "daily-routine",
            "rules: {routines: [{id: r, owner: lead, rrule: FREQ=DAILY;INTERVAL=2}]}",
            ["rules.routines"],
        ),
        (
            "wechat-brand",
            "recommendation-consent",
            "engagement: {recommendations: {consent: Asked once}}",
            ["engagement.recommendations"],
        ),
        ("gaming-discord", "pause-before-ban", PAUSE % "warning", ["rules.ladder"]),
        ("gaming-discord", "pause-before-ban", PAUSE % "mute", []),
        ("gaming-discord", "age-limit", "rules: {norms: [{id: n, statement: Nobody under 13}]}", ["rules.minimum_age"]),
        ("gaming-discord", "age-limit", "rules: {minimum_age: 12}", ["rules.minimum_age"]),
        ("gaming-discord", "age-limit", "rules: {minimum_age: 13}", []),
        ("gaming-discord", "two-factor", "structure: {roles: [{id: r, two_factor: true}]}", []),
        ("gaming-discord", "two-factor", MODERATED % "", ["structure.roles[1].id"]),
        ("gaming-discord", "two-factor", MODERATED % ", two_factor: false", ["structure.roles[1].id"]),
        ("gaming-discord", "two-factor", MODERATED % ", two_factor: true", []),
        (
            "dao",
            "conflict-disclosure",
            "rules: {norms: [{id: n, statement: Conflicts of interest are told.}]}",
            ["rules.norms"],
        ),
        ("dao", "conflict-disclosure", "rules: {norms: [{id: n, kind: conflict-of-interest, statement: Told.}]}", []),
        ("gaming-discord", "two-moderators", "rules: {moderation: {moderators: [{who: lead}]}}", ["rules.moderation"]),
        (
            "gaming-discord",
            "weekend-cover",
            "rules: {shifts: [{who: lead, days: [FR, SA], opens: '18:00', closes: '20:00'}]}",
            ["rules.shifts"],
        ),
        ("gaming-discord", "raid-plan", "risks: {register: [{id: r, category: spam-raid}]}", ["risks.register[0].id"]),
        ("gaming-discord", "raid-plan", "risks: {register: [{id: r, category: spam-raid, contingency: Lock it}]}", []),
        ("gaming-discord", "server", "content: {channels: [{id: c, platform: discord}]}", []),
        ("gaming-discord", "bot-list", "resources: {tools: [{id: bot}]}", ["resources.tools[0].id"]),
        ("learner", "completion", "structure: {levels: [{id: a, entry: A}, {id: b}]}", ["structure.levels[1].id"]),
        (
            "learner",
            "minors-safe",
            "goals: {audiences: [{id: kids, minors: true}]}\ncontent: {channels: [{id: c, audiences: [kids], two_way: true}]}",
            ["content.channels[0].id", "goals.audiences[0].minors"],
        ),
        (
            "learner",
            "answers-in-time",
            "rules: {service_levels: [{id: s, kind: first-reply, target: P1D}]}",
            ["rules.service_levels[0].id"],
        ),
        ("learner", "syllabus-dated", "content: {calendar: [{id: w, kind: workshop}]}", ["content.calendar[0]?"]),
        ("dao", "proposal-types", "", ["structure.decisions"]),
        ("dao", "proposal-types", VOTE % BASED, []),
        ("dao", "proposal-types", VOTE % BASED.replace(", base: votes-cast", ""), ["structure.decisions[0].id"]),
        ("dao", "treasury-signers", LINE % ("member-a, member-b", ", owner: board"), []),
        ("dao", "treasury-signers", LINE % ("member-a", ", owner: board"), ["resources.budget.lines[0].owner"]),
        ("dao", "treasury-signers", LINE % ("member-a", ""), ["resources.budget.lines[0]?"]),
        (
            "dao",
            "council-charter",
            "structure: {bodies: [{id: b}], decisions: [{id: d, body: b}]}",
            ["structure.bodies[0].id"],
        ),
        ("dao", "concentration-watched", "goals: {objectives: [{id: o, metric: absence-factor}]}", []),
        ("employee", "time-allowed", HOURS % "1", ["structure.roles[0]?"]),
        ("employee", "time-allowed", HOURS % "1.5", ["structure.people[1].hours_per_week", "structure.roles[0]?"]),
        ("employee", "business-goals", "goals: {objectives: [{id: o, owner: lead}]}", ["goals.objectives[0].id"]),
        ("employee", "budget-authority", "resources: {budget: {lines: [{id: l}]}}", ["resources.budget.lines[0].id"]),
        ("gaming-discord", "server", "content: {channels: [{id: c, platform: Discrod}]}", []),
        ("gaming-discord", "server", "content: {channels: [{id: c, platform: our server}]}", ["content.channels?"]),
        ("gaming-discord", "server", "content: {channels: [{id: c, platform: forum}]}", ["content.channels"]),
        (
            "wechat-brand",
            "account-entity",
            "content: {channels: [{id: c, platform: our group}]}",
            ["content.channels?"],
        ),
        (
            "wechat-brand",
            "backup-channel",
            "content: {channels: [{id: c, platform: 微信群}]}",
            ["content.channels[0].id"],
        ),
        ("employee", "no-bargaining", "goals: {out_of_scope: [collective bargaining]}", []),
        ("employee", "no-bargaining", "goals: {out_of_scope: [不谈薪酬]}", []),
        ("employee", "no-bargaining", "goals: {out_of_scope: [reunions]}", ["goals.out_of_scope?"]),
        ("employee", "no-bargaining", "goals: {purpose: We bargain over pay}", ["goals.out_of_scope"]),
    ],
)
def test_a_requirement_is_told_where_it_is_not_met(profile: str, id_: str, fragment: str, expected: list[str]) -> None:
    assert sorted(map(place, of(profile, id_, fragment))) == expected


def test_the_message_names_profile_version_and_requirement() -> None:
    fragment = GROUP % "fallback: h, owner: lead"
    said = of("wechat-brand", "backup-channel", fragment)
    assert said == [
        (
            "content.channels[0].fallback: profile wechat-brand@1 requires another platform to fall back on for each group "
            "(`backup-channel`): 'g' falls back on 'h', which is on the same platform"
        ),
        (
            "content.channels[1].id: profile wechat-brand@1 requires another platform to fall back on for each group "
            "(`backup-channel`): 'h' has none (`fallback`)"
        ),
    ]
    assert of("gaming-discord", "two-factor", "") == [
        (
            "structure.roles: profile gaming-discord@1 recommends two-factor login for those with moderator rights "
            "(`two-factor`): no role states `two_factor: true`"
        )
    ]
    assert of("oss", "two-organisations", "") == [
        (
            "structure.people[0]? whom 'member-a' works for (`affiliation`); profile oss@1 asks for it (`two-organisations`)"
        )
    ]


def test_it_is_told_in_chinese_too() -> None:
    fragment = (
        "plan: {profiles: [wechat-brand]}\nrules: {norms: [{id: n, kind: promotion, prohibits: true, statement: N}]}"
    )
    assert outcomes("P230", fragment, "zh") == [
        "plan.profiles[0]: 规范 wechat-brand@1 要求每个账号与群的主体（`account-entity`）：没有微信或企业微信渠道",
        (
            "rules.routines: 规范 wechat-brand@1 要求每周五天以上、有负责人的日常 SOP（`daily-routine`）：没有写明 `owner` 且 `rrule` 为 "
            "FREQ=DAILY 或 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 之类的条目"
        ),
    ]
    assert (
        hints("P230", fragment, "zh")[0]
        == "请写在 `content.channels[].entity`；写法可参照 `commplan init --profile wechat-brand` 生成的方案"
    )


def test_a_plan_without_a_profile_that_requires_anything_is_not_judged() -> None:
    nothing = [
        "- only for plans of profile ess10-sep, oss, wechat-brand, gaming-discord, learner, dao, employee",
    ]
    assert [outcomes("P230", f) for f in ("", "plan: {profiles: [base]}")] == [nothing, nothing]


def test_several_profiles_and_pinned_ones_go_together() -> None:
    both = outcomes("P230", "plan: {profiles: [oss@1, employee]}")
    assert sorted(both) == sorted(
        outcomes("P230", "plan: {profiles: oss}")
        # told at the profile that asks for it
        + [line.replace("profiles[0]", "profiles[1]") for line in outcomes("P230", "plan: {profiles: employee}")]
    )
    assert followed(["oss", "dao@1", "dao"]) == {"oss": None, "dao": 1}


def test_a_version_keeps_what_it_required() -> None:
    first, dropped, added = (
        Requirement("a", WORDS, "plan.version", stated("plan.version")),
        Requirement("b", WORDS, "plan.version", stated("plan.version"), until=1),
        Requirement("c", WORDS, "plan.version", stated("plan.version"), since=2),
    )
    profile = Profile("x", 2, WORDS, WORDS, WORDS, (first, dropped, added))
    assert [profile.of_version(n) for n in (1, 2, None)] == [(first, dropped), (first, added), (first, added)]


WORDS = say("words", "文字")


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("ess10", "'ess10' is none of the words allowed here", "did you mean ess10-sep? "),
        ("oss@2", "'oss@2' is none of the words allowed here", "did you mean oss@1? "),
    ],
)
def test_an_unknown_profile_or_version_is_told_with_what_is_near(written: str, message: str, hint: str) -> None:
    faults = load.plan(
        "p.yaml", f"commplan: 1\nplan: {{id: p, title: P, profiles: [{written}]}}\n".encode()
    ).document.faults
    allowed = "allowed: " + ", ".join(get_args(Followed))
    assert [(f.name, f.problem.message.en, f.problem.hint and f.problem.hint.en) for f in faults] == [
        ("bad-value", message, hint + allowed)
    ]
