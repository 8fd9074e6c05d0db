"""Too much of the organisation hangs on one person.

Nobody holds more than six roles that are in force, and nobody is the only holder of more than half of the roles marked
`critical: true`, when there are three of them or more. Alumni do not count, nor do terms that are over or have not begun.
Whether the hours suffice is for rule hours-over-capacity. A plan with only one person at work has nobody to share with,
and is not judged.

Roles come to those who never say no, one at a time, and each is small. On the day that person has enough, all of them are
vacant at once.

Source: CHAOSS, project burnout and contributor absence factor.

Bad::

    structure:
      people: [{id: member-b, hours_per_week: 9}]
      roles:
        - {id: chair, critical: true, holders: [member-a], deputies: [member-b], removal: A vote.}
        - {id: cashier, critical: true, holders: [member-a], deputies: [member-b], removal: A vote.}
        - {id: keeper, critical: true, holders: [member-b], deputies: [member-a], removal: A vote.}

Good::

    structure:
      people: [{id: member-b, hours_per_week: 9}]
      roles:
        - {id: chair, critical: true, holders: [member-a], deputies: [member-b], removal: A vote.}
        - {id: cashier, critical: true, holders: [member-a, member-b], headcount: 2, removal: A vote.}
        - {id: keeper, critical: true, holders: [member-b], deputies: [member-a], removal: A vote.}

---

组织的太多部分系于一人。

任何人担任的有效角色都不应超过六个；标为 `critical: true` 的角色有三个以上时，任何人也不应是其中过半角色的唯一任职者。已离任者不算，
任期已满或尚未开始的不算。工时是否足够，由规则 hours-over-capacity 检查。只有一个人的方案无人分担，不作检查。

角色总是一个一个落到从不推辞的人身上，每一个看起来都不大。等他受够了的那一天，这些角色会同时空缺。

来源：CHAOSS 项目倦怠指标与贡献者缺席因子。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from commplan.finding import NotApplicable, Outcome, Problem, Related
from commplan.plan import Plan
from commplan.plan.structure import Role
from commplan.rule import Threshold, rule
from commplan.words import Words, listed, quote, say

# two people who run a community after three standards at once hold six each
MOST_ROLES = Threshold(6, say("number of roles that one person may hold at most", "一个人最多可担任几个角色"), least=1)
MOST_CRITICAL = Threshold(
    0.5,
    say(
        "largest share of the critical roles of which one person may be the only holder",
        "一个人最多可独自担任多大比例的关键角色",
    ),
    most=1,
)
_FROM = 3  # of two critical roles one person holds a half or all, and neither says anything


@rule(
    "S112",
    part="structure",
    kind="A",
    severity="warning",
    level="solid",
    thresholds={"most_roles": MOST_ROLES, "most_critical": MOST_CRITICAL},
)
def role_overload(plan: Plan, today: date, most_roles: int, most_critical: float) -> Iterator[Outcome]:
    active = {person.id for person in plan.structure.people if person.status == "active"}
    roles = [role for role in plan.structure.roles if role.status == "active"]
    if len(active) < 2 or not roles:
        yield NotApplicable(
            say("the plan has no roles, or only one person at work", "方案没有角色，或只有一个人在工作")
        )
        return
    day = min(max(today, plan.plan.period.start or today), plan.plan.period.end or today)
    held: defaultdict[str, list[Role]] = defaultdict(list)
    alone: defaultdict[str, list[Role]] = defaultdict(list)
    for role in roles:
        here = {h.person for h in role.holders if (h.start or day) <= day <= (h.end or day)} & active
        for person in here:
            held[person].append(role)
            if len(here) == 1 and role.critical:
                alone[person].append(role)
    critical = sum(role.critical for role in roles)
    for person in (p.id for p in plan.structure.people):
        if len(held[person]) > most_roles:
            words = say("{p} holds {n} roles: {r}", "{p} 担任 {n} 个角色：{r}", **_facts(person, held[person]))
            yield _told(plan, person, held[person], words)
        elif critical >= _FROM and len(alone[person]) > critical * most_critical:
            words = say(
                "{p} alone holds {n} of {all} critical roles: {r}",
                "{all} 个关键角色中有 {n} 个由 {p} 一人担任：{r}",
                all=critical,
                **_facts(person, alone[person]),
            )
            yield _told(plan, person, alone[person], words)


def _facts(person: str, roles: list[Role]) -> dict[str, object]:
    names = [quote(role.id) for role in roles]
    return {"p": quote(person), "n": len(roles), "r": listed(names)}


def _told(plan: Plan, person: str, roles: list[Role], words: Words) -> Problem:
    place = next(p for p in plan.structure.people if p.id == person).at()
    hint = say("give some of them to somebody else, or add a second holder", "把其中一些交给别人，或增加一位任职者")
    return Problem(place, words, hint, tuple(Related(r.at("holders"), say("this role", "该角色")) for r in roles))
