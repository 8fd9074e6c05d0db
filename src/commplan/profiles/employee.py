"""Groups of employees inside an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commplan.finding import Place, Unknown
from commplan.plan import Plan
from commplan.profile import Lack, Profile, Requirement, stated
from commplan.words import Words, quote, say

_BARGAIN = re.compile(
    r"bargain|\bpay\b|\bwages?\b|salar|\b(?:trade|labou?r) unions?\b|薪|工资|劳资|谈判|工会", re.IGNORECASE
)


def _tied(plan: Plan) -> Iterator[Lack | Unknown]:
    objectives = plan.goals.objectives
    if not objectives:
        yield Lack(Place(("goals", "objectives")))
    for objective in objectives:
        missing = [
            k for k, v in {"spaces": objective.spaces, "owner": objective.owner, "due": objective.due}.items() if not v
        ]
        if missing:
            keys = ", ".join(f"`{key}`" for key in missing)
            found = say(
                "{o} does not state {k}",
                "{o} 没有写明 {k}",
                o=quote(objective.id),
                k=Words(keys, keys.replace(", ", "、")),
            )
            yield Lack(objective.at("id"), found)


def _terms(plan: Plan) -> Iterator[Lack | Unknown]:
    """A role that leads has a term, a way of choosing, and somebody to hand over to."""
    roles = [r for r in plan.structure.roles if r.status == "active"]
    if not any(r.term and r.selection for r in roles):
        found = say("no role states `term` and `selection`", "没有角色写明 `term` 与 `selection`")
        yield Lack(Place(("structure", "roles"), "key"), found)


def _allowed(plan: Plan) -> Iterator[Lack | Unknown]:
    """Each holder's hours for all roles together fit into the hours that the person is given."""
    needed = dict[str, float]()
    for role in (r for r in plan.structure.roles if r.status == "active"):
        for holder in role.holders:
            if role.hours_per_week is None:
                missing = say(
                    "hours a week of role {r} (`hours_per_week`)",
                    "角色 {r} 每周几小时（`hours_per_week`）",
                    r=quote(role.id),
                )
                yield Unknown(role.at(), missing)
                break
            needed[holder.person] = needed.get(holder.person, 0) + role.hours_per_week
    for person in plan.structure.people:
        hours, has = needed.get(person.id, 0), person.hours_per_week
        if has is not None and hours > has:
            found = say(
                "the roles of {p} take {h:g} h a week, and {a:g} h are allowed",
                "{p} 的角色每周共需 {h:g} 小时，而获准的只有 {a:g} 小时",
                p=quote(person.id), h=hours, a=has,
            )  # fmt: skip
            yield Lack(person.at("hours_per_week"), found)


def _spending(plan: Plan) -> Iterator[Lack | Unknown]:
    for line in plan.resources.budget.lines:
        if not line.owner:
            yield Lack(line.at("id"), say("{l} has no `owner`", "{l} 没有 `owner`", l=quote(line.id)))


def _no_bargaining(plan: Plan) -> Iterator[Lack | Unknown]:
    """The plan has words for this alone: where they do not speak of it in so many words, only a reader can tell."""
    said = plan.goals.out_of_scope
    if not said:
        yield Lack(Place(("goals", "out_of_scope")))
    elif not any(_BARGAIN.search(str(text)) for text in said):
        missing = say(
            "whether one of these says that the group does not bargain over pay and conditions; say so in these words",
            "其中是否有一条说明不就薪酬与劳动条件进行谈判；请直接写出“薪酬”“谈判”等词",
        )
        yield Unknown(Place(("goals", "out_of_scope"), "key"), missing)


def _confidential(plan: Plan) -> Iterator[Lack | Unknown]:
    if not any(n.kind == "confidentiality" for n in plan.rules.norms):
        found = say("no rule is of kind `confidentiality`", "没有类型为 `confidentiality` 的规则")
        yield Lack(Place(("rules", "norms"), "key"), found)


EMPLOYEE = Profile(
    "employee",
    1,
    say("Employee group", "员工社群"),
    say(
        "For employee resource groups and internal communities: a sponsor, time that is allowed, a link to the organisation's "
        "goals, and limits that keep it out of labour law.",
        "适用于员工资源组与内部社群：有高层支持者，有获准的时间，与组织目标挂钩，并划清与劳动关系的界限。",
    ),
    say("Practice of employee resource groups (charters, leader terms, budget authority).", "员工资源组的通行做法（章程、负责人任期、预算权限）。"),
    (
        Requirement("sponsor", say("an executive sponsor", "高层支持者"), "plan.sponsor", stated("plan.sponsor")),
        Requirement(
            "business-goals", say("objectives tied to a business value, with owner and due day", "与业务价值挂钩、有负责人与期限的目标"),
            "goals.objectives[].spaces", _tied,
        ),
        Requirement("leader-terms", say("a term and a way of choosing for those who lead", "负责人的任期与产生方式"), "structure.roles[].term", _terms),
        Requirement("time-allowed", say("hours of the roles that fit into the time allowed", "角色所需工时不超过获准的时间"), "structure.people[].hours_per_week", _allowed),
        Requirement("budget-authority", say("somebody who may spend each budget line", "每个预算科目的支出负责人"), "resources.budget.lines[].owner", _spending),
        Requirement(
            "no-bargaining", say("a statement that it does not bargain over pay and conditions", "说明不就薪酬与劳动条件进行谈判"), "goals.out_of_scope",
            _no_bargaining,
        ),
        Requirement(
            "hr-escalation", say("a way for matters of human resources to be taken up", "人事事项的上报途径"), "structure.escalation", stated("structure.escalation")
        ),
        Requirement(
            "identity-data", say("a rule on confidentiality of what members tell of themselves", "对成员个人身份信息的保密规则"), "rules.norms[].kind",
            _confidential, "should",
        ),
    ),
)  # fmt: skip
