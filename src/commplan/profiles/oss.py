"""Open-source projects."""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import Place, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Person
from commplan.platforms import as_meant
from commplan.profile import Lack, Profile, Requirement
from commplan.words import quote, say

_OPEN = frozenset(
    {"github", "gitlab", "gitee", "discourse", "mailing-list", "website", "blog", "forum", "stack-exchange"}
)
"""Platforms that anybody can read unless the plan says otherwise."""


def _conduct(plan: Plan) -> Iterator[Lack | Unknown]:
    if not any(n.kind == "conduct" and n.prohibits for n in plan.rules.norms):
        found = say(
            "no rule of kind `conduct` says `prohibits: true`", "没有类型为 `conduct` 且写明 `prohibits: true` 的规则"
        )
        yield Lack(Place(("rules", "norms"), "key"), found)


def _security(plan: Plan) -> Iterator[Lack | Unknown]:
    about = [intake for intake in plan.rules.reporting.intakes if intake.about == "security"]
    if not about:
        found = say("no way in says `about: security`", "没有入口写明 `about: security`")
        yield Lack(Place(("rules", "reporting", "intakes"), "key"), found)
    elif not any(intake.private for intake in about):
        yield Lack(about[0].at("about"), say("it is not `private`", "它没有写明 `private: true`（私密）"))


def _employers(plan: Plan) -> Iterator[Lack | Unknown]:
    """The holders of critical roles, or of all roles where none is critical, come from two organisations."""
    roles = [r for r in plan.structure.roles if r.status == "active"]
    roles = [r for r in roles if r.critical] or roles
    held = {h.person for r in roles for h in r.holders}
    people: list[Person] = [p for p in plan.structure.people if p.id in held and p.status == "active"]
    employers = {p.employer for p in people if p.employer}
    unsaid = [p for p in people if not p.affiliation]
    if len(employers) > 1 or not people:
        return
    if unsaid:
        names = say("{p}", "{p}", p=quote(unsaid[0].id))
        yield Unknown(
            unsaid[0].at(), say("whom {p} works for (`affiliation`)", "{p} 属于哪家单位（`affiliation`）", p=names)
        )
    else:
        found = say("all of them belong to {e}", "他们都属于 {e}", e=quote(people[0].affiliation))
        yield Lack(people[0].at("affiliation"), found)


def _decided(plan: Plan) -> Iterator[Lack | Unknown]:
    if not any(d.window and (d.body or d.raci.accountable) for d in plan.structure.decisions):
        found = say(
            "no decision states its `window` and who answers for it", "没有决策写明 `window`（期限）与最终负责人"
        )
        yield Lack(Place(("structure", "decisions"), "key"), found)


def _ladder(plan: Plan) -> Iterator[Lack | Unknown]:
    levels = plan.structure.levels
    if len(levels) < 2:
        yield Lack(Place(("structure", "levels"), "key"), say("there are fewer than two", "不足两级"))
    for level in levels:
        if not level.entry:
            found = say(
                "{s} does not say how one gets there (`entry`)", "{s} 没有写明如何达到（`entry`）", s=quote(level.id)
            )
            yield Lack(level.at("id"), found)


def _public(plan: Plan) -> Iterator[Lack | Unknown]:
    channels = plan.content.channels
    if any(c.two_way and c.visibility == "public" for c in channels):
        return
    if any(c.two_way and c.visibility is None and as_meant(c.platform) in _OPEN for c in channels):
        return
    unsaid = next((c for c in channels if c.two_way and c.visibility is None), None)
    if unsaid:
        yield Unknown(unsaid.at(), say("who can read this channel (`visibility`)", "谁能看到这个渠道（`visibility`）"))
    else:
        found = say(
            "no channel is `two_way: true` and `visibility: public`",
            "没有渠道同时写明 `two_way: true` 与 `visibility: public`",
        )
        yield Lack(Place(("content", "channels"), "key"), found)


def _noted(plan: Plan) -> Iterator[Lack | Unknown]:
    for entry in plan.content.calendar:
        if entry.kind == "meeting" and entry.rrule and not entry.notes and entry.status != "cancelled":
            yield Lack(entry.at("id"), say("{e} has none (`notes`)", "{e} 没有（`notes`）", e=quote(entry.id)))


OSS = Profile(
    "oss",
    1,
    say("Open-source project", "开源项目"),
    say(
        "For projects whose contributors come from several places: how decisions are taken, how one gets a vote, where a "
        "vulnerability is reported.",
        "适用于贡献者来自多方的项目：如何作决定，如何获得表决权，漏洞向哪里报告。",
    ),
    say(
        "CNCF governance review; Apache project maturity model; Kubernetes governance requirements.",
        "CNCF 治理评审；Apache 项目成熟度模型；Kubernetes 治理要求。",
    ),
    (
        Requirement(
            "code-of-conduct",
            say("a code of conduct that forbids something", "有禁止性条款的行为准则"),
            "rules.norms[].prohibits",
            _conduct,
        ),
        Requirement(
            "security-contact",
            say("a private way to report a vulnerability", "私下报告漏洞的途径"),
            "rules.reporting.intakes[].about",
            _security,
        ),
        Requirement(
            "decision-rules",
            say("a time for objections to a decision, and somebody who answers for it", "决策的异议期限与最终负责人"),
            "structure.decisions[].window",
            _decided,
        ),
        Requirement(
            "contributor-ladder",
            say("a contributor ladder of two steps or more, with what it takes", "两级以上的贡献者成长体系及达到条件"),
            "structure.levels[].entry",
            _ladder,
        ),
        Requirement(
            "public-channel",
            say("a channel that anybody can read, and answer in", "人人可读、可回复的渠道"),
            "content.channels[].visibility",
            _public,
        ),
        Requirement(
            "meeting-notes",
            say("notes of each recurring meeting", "每个例会的记录"),
            "content.calendar[].notes",
            _noted,
            "should",
        ),
        Requirement(
            "two-organisations",
            say(
                "people of two organisations or more in the roles it cannot do without",
                "关键角色由两家以上单位的人担任",
            ),
            "structure.people[].affiliation",
            _employers,
            "should",
        ),
    ),
)
