"""Work that takes a skill or a language that nobody who does it has.

A role lists what its holder must be able to do (`skills`), a calendar entry or a routine what it takes (`skills`), an
entry its `language`, a channel and a way to report or complain their `languages`. Each of them is held by somebody: for
a role, by one of its holders; for an entry or a routine, by one of those who work on it (or by what members bring for it,
`resources.assets`); for a channel, by its owner, its backup or somebody on a shift there; for a way in, by one of those
who handle it. A skill counts as held when a person's `skills` name it, alone or within a longer text. Somebody who states
no languages is taken to work in the plan's; whether somebody who states no skills has one is unknown.

Who plans a sign-language evening and knows nobody who signs finds out on that evening.

Source: diversity and professionalism as a condition of carrying out a plan; PMBOK, resource management (skills needed
against skills held).

Bad::

    structure:
      people: [{id: member-b, hours_per_week: 5, skills: [design]}]
      roles: [{id: coach, holders: [member-b], skills: [public speaking]}]

Good::

    structure:
      people: [{id: member-b, hours_per_week: 5, skills: [design, coaching in public speaking]}]
      roles: [{id: coach, holders: [member-b], skills: [public speaking]}]

---

所需的技能或语言，做这件事的人都不具备。

角色写明任职者须具备的技能（`skills`），日历条目与日常运营事项写明所需的技能（`skills`），条目写明 `language`，渠道与举报、申诉
入口写明 `languages`。每一项都要有人具备：角色由任职者之一；条目与事项由参与的人之一（或由成员为它提供的资源，`resources.assets`）；
渠道由负责人、后备负责人或在此值班的人；入口由处理人之一。人员的 `skills` 中写有该技能（单独写明或包含在更长的说法里）即视为具备。
没有写明语言的人，按使用方案的语言计；没有写明技能的人是否具备，则为未知。

安排了手语专场却没有人会手语，到了当晚才会发现。

来源：多样性与专业性是方案得以执行的条件；PMBOK 资源管理（所需技能与现有技能对照）。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel, Entry
from commplan.plan.rules import Intake, Routine
from commplan.plan.structure import Person, Role
from commplan.rule import rule
from commplan.schedule.duty import on_duty
from commplan.spelling import nearest
from commplan.words import Words, listed, quote, say

LISTED = 3


@dataclass(frozen=True, slots=True)
class Need:
    """Something that takes skills or languages: which, by which key, and the ids of those who do it."""

    node: Role | Entry | Routine | Channel | Intake
    key: Literal["skills", "language", "languages"]
    wants: tuple[str, ...]
    who: tuple[str, ...]
    brought: tuple[str, ...] = ()


@rule("B107", part="resources", kind="X", severity="warning", level="solid")
def skill_gap(plan: Plan) -> Iterator[Outcome]:
    needs = [need for need in _needs(plan) if need.wants]
    if not needs:
        yield NotApplicable(say("nothing in the plan asks for a skill or a language", "方案没有写明所需的技能或语言"))
    for need in needs:
        people = _people(plan, need.who)
        if not need.who and not isinstance(need.node, Intake | Channel):  # rules of their own ask who reads or runs it
            missing = say("who answers for {x} (`owner`)", "{x} 由谁负责（`owner`）", x=_name(need))
            yield Unknown(need.node.at(), missing)
        elif people and not _unknown_to_all(
            plan, need.who
        ):  # a role that nobody holds, or an id of nobody, other rules tell
            yield from _judged(plan, need, people)


def _needs(plan: Plan) -> Iterator[Need]:
    for role in plan.structure.roles:
        if role.status == "active" and role.headcount:
            yield Need(role, "skills", role.skills, (role.id,))
    for entry in (e for e in plan.content.calendar if e.status != "cancelled"):
        who = tuple(w for w in (entry.owner, entry.host, *entry.team) if w)
        assets = tuple(a.name or "" for a in plan.resources.assets if entry.id in a.entries and a.consent)
        yield Need(entry, "skills", entry.skills, who, assets)
        yield Need(entry, "language", (entry.language,) if entry.language else (), who)
    for routine in plan.rules.routines:
        yield Need(routine, "skills", routine.skills, (routine.owner,) if routine.owner else ())
    for channel in plan.content.channels:
        there = [w for s in plan.rules.shifts if not s.channels or channel.id in s.channels for w in s.who]
        runs = (channel.owner, channel.backup)
        yield Need(channel, "languages", channel.languages, tuple(w for w in (*runs, *there) if w))
    for intake in (*plan.rules.reporting.intakes, *plan.rules.grievance.intakes):
        yield Need(intake, "languages", intake.languages, intake.handled_by)


def _people(plan: Plan, who: Iterable[str]) -> list[Person]:
    """Everybody behind these ids who is in office on some day of the plan."""
    period = plan.plan.period
    first, last = period.start or date.min, period.end or date.max
    ids = {id_ for one in who for id_ in on_duty(plan, one, first, last)}
    return [person for person in plan.structure.people if person.id in ids]


def _unknown_to_all(plan: Plan, who: Iterable[str]) -> bool:
    """Whether one of those behind these ids is named and stands for nobody: what they have, nobody can say."""
    named = set(who)
    if not plan.dangling:
        return False
    for role in plan.structure.roles:
        if role.id in named or role.body in named:
            named |= {*(holder.person for holder in role.holders), *role.deputies}
    for body in plan.structure.bodies:
        if body.id in named:
            named |= set(body.members)
    return not plan.dangling.isdisjoint(named)


def _judged(plan: Plan, need: Need, people: list[Person]) -> Iterator[Outcome]:
    if need.key != "skills":
        spoken = {_plain(tag) for p in people for tag in _languages(plan, p)}
        lacking = [tag for tag in need.wants if _plain(tag) not in spoken]
    else:
        held = [_folded(text) for text in (*(s for p in people for s in p.skills), *need.brought)]
        lacking = [want for want in need.wants if not any(_folded(want) in has for has in held)]
    if not lacking:
        return
    silent = [p for p in people if not p.skills] if need.key == "skills" else []
    if silent:
        missing = say(
            "the `skills` of {p}, as {x} takes {w}",
            "{p} 的技能（`skills`）；{x} 需要 {w}",
            p=listed(quote(p.id) for p in silent),
            x=_name(need),
            w=listed(map(quote, lacking)),
        )
        yield Unknown(silent[0].at(), missing)
    else:
        yield _told(plan, need, people, lacking)


def _told(plan: Plan, need: Need, people: list[Person], lacking: list[str]) -> Problem:
    skills = need.key == "skills"
    has = [say("{p} {has}", "{p} {has}", p=quote(p.id), has=listed(_has(plan, p, skills))) for p in people[:LISTED]]
    facts = {
        "x": _name(need),
        "w": listed(map(quote, lacking) if skills else lacking),
        "d": _does(need),
        "has": listed(has, "; ", "；"),
        "m": f" and {len(people) - LISTED} more" if len(people) > LISTED else "",
        "k": f"，另有 {len(people) - LISTED} 人" if len(people) > LISTED else "",
    }
    words = (
        say("{x} takes {w}, and nobody {d} has it: {has}{m}", "{x} 需要 {w}，而{d}无人具备：{has}{k}", **facts)
        if skills
        else say(
            "{x} is in {w}, and nobody {d} works in it: {has}{m}", "{x} 使用 {w}，而{d}无人使用：{has}{k}", **facts
        )
    )
    related = tuple(
        Related(p.at("skills" if skills else "languages"), say("what {p} has", "{p} 具备的", p=quote(p.id)))
        for p in people[:LISTED]
        if p.skills or not skills
    )
    return Problem(need.node.at(need.key), words, _hint(people, lacking, skills), related)


def _hint(people: list[Person], lacking: list[str], skills: bool) -> Words:
    near = nearest(lacking[0], [s for p in people for s in p.skills], 0.75) if skills else None
    if near:
        return say("is {n} the same? then use one word for it", "与 {n} 是同一项吗？如是，请用同一个词", n=quote(near))
    key = "`skills`" if skills else "`languages`"
    return say(
        "find somebody who has it, let somebody learn it, or add it to the {k} of whoever has it",
        "请找具备的人参与，或安排人学习；若有人具备，请写入其 {k}",
        k=key,
    )


def _languages(plan: Plan, person: Person) -> tuple[str, ...]:
    return person.languages or plan.plan.languages[:1] or (plan.plan.language,)


def _has(plan: Plan, person: Person, skills: bool) -> tuple[str, ...]:
    return person.skills if skills else _languages(plan, person)


def _name(need: Need) -> Words:
    node = need.node
    if isinstance(node, Intake):
        x = quote(node.id or node.name or node.contact or "")
        return say("way in {x}", "入口 {x}", x=x)
    kinds = {Role: say("role", "角色"), Channel: say("channel", "渠道")}
    kind = kinds.get(type(node), Words("", ""))
    return say("{k} {n}", "{k} {n}", k=kind, n=quote(node.id)) if kind.en else quote(node.id)


def _does(need: Need) -> Words:
    if isinstance(need.node, Role):
        return say("who holds it", "任职者中")
    if isinstance(need.node, Channel):
        return say("who runs it", "管理它的人中")
    return say("who handles it", "处理人中") if isinstance(need.node, Intake) else say("who does it", "参与的人中")


def _plain(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()


def _folded(text: str) -> str:
    return " ".join(str(text).casefold().split())
