"""A role that the community cannot do without, held by one person alone.

A role marked `critical: true` needs a second person: another holder, or a deputy who is not the holder. Alumni do not
count, and nor do terms that are over before the plan begins. It also needs a rule on when its holder is removed or replaced
(`removal`), inactivity included: people seldom resign, they stop answering, and without a rule nobody may take over.

Everything of such a role stops on the day its only holder is ill: nobody else has the passwords, knows who was promised
what, or may decide.

Source: kubernetes/community, SIG governance (leads may be removed after a month without a sign); CHAOSS, absence factor.

Bad::

    structure:
      roles:
        - {id: keeper, critical: true, holders: [member-a], removal: Two months without a sign.}

Good::

    structure:
      people:
        - {id: member-b, hours_per_week: 2}
      roles:
        - {id: keeper, critical: true, holders: [member-a], deputies: [member-b], removal: Two months without a sign.}

---

社群离不开的角色，只系于一人。

标为 `critical: true` 的角色要有第二个人：另一位任职者，或不是任职者本人的副手。已离任的人不算，方案开始前任期已满的也不算。还要写明任职者
何时被免职或更换（`removal`），包括长期不在岗：人们很少正式辞职，往往只是不再回应；没有规则，谁也无权接手。

唯一的任职者病倒的那一天，这个角色的一切都会停下：没有别人掌握密码，没有别人知道答应过谁什么，也没有别人可以决定。

来源：kubernetes/community 的 SIG 治理要求（负责人失联一个月即可更换）；CHAOSS 缺席因子指标。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commplan.finding import NotApplicable, Outcome, Problem
from commplan.plan import Plan
from commplan.plan.structure import Role
from commplan.rule import rule
from commplan.words import quote, say


@rule("S107", part="structure", kind="X", severity="warning", level="solid")
def role_single_holder(plan: Plan) -> Iterator[Outcome]:
    critical = [r for r in plan.structure.roles if r.critical and r.status == "active" and r.headcount]
    if not critical:
        yield NotApplicable(say("no role is marked as `critical`", "没有角色标为 `critical`（关键角色）"))
        return
    alumni = {p.id for p in plan.structure.people if p.status == "alumni"}
    for role in critical:
        yield from _judged(role, alumni, plan.plan.period.start or date.min)


def _judged(role: Role, alumni: set[str], first: date) -> Iterator[Outcome]:
    holders = {h.person for h in role.holders if (h.end or first) >= first} - alumni
    if len(holders) == 1 and not set(role.deputies) - alumni - holders:
        words = say(
            "critical role {r} rests on {p} alone: no other holder, no deputy",
            "关键角色 {r} 只系于 {p} 一人：没有其他任职者，也没有副手",
            r=quote(role.id),
            p=quote(next(iter(holders))),
        )
        hint = say("name who stands in under `deputies`", "请在 `deputies` 中写明由谁替补")
        yield Problem(role.at("critical"), words, hint)
    if role.removal is None:
        words = say(
            "nothing says when the holder of critical role {r} is replaced",
            "未写明关键角色 {r} 的任职者何时更换",
            r=quote(role.id),
        )
        hint = say(
            "add `removal:`, such as: after four weeks without a sign the deputy takes over",
            "加上 `removal:`，例如：失联满四周由副手接任",
        )
        yield Problem(role.at("critical"), words, hint)
