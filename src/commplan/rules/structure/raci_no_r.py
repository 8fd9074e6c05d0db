"""A decision or activity that several people answer for together, and nobody is named who does it.

Where RACI names who is accountable (A) but not who does the work (R), the one who answers for it does it: that is common,
and no fault. It ends where the accountable one is several people: a body with several members, or a role with several
holders. Then each of them may think that another does it. `raci.responsible` names who.

What is everybody's job is done by the one with the worst conscience, or by nobody.

Source: PMBOK, responsibility assignment matrix (RACI: at least one R for each activity).

Bad::

    structure:
      people: [{id: member-b, hours_per_week: 3}]
      roles: [{id: hosts, headcount: 2, holders: [member-a, member-b]}]
      decisions: [{id: cleaning-up, raci: {accountable: [hosts]}}]

Good::

    structure:
      people: [{id: member-b, hours_per_week: 3}]
      roles: [{id: hosts, headcount: 2, holders: [member-a, member-b]}]
      decisions: [{id: cleaning-up, raci: {responsible: [member-b], accountable: [hosts]}}]

---

决策或事项由几个人共同负责，却没有写明由谁执行。

RACI 中写明了最终负责人（A）、没有写执行人（R）的，即由最终负责人亲自执行：这很常见，不算问题。但若最终负责的是几个人——
有多名成员的机构，或由多人担任的角色——就可能人人都以为别人会做。请在 `raci.responsible` 中写明由谁执行。

大家的事，最后不是由最过意不去的那个人做，就是没有人做。

来源：PMBOK 责任分配矩阵（RACI：每项活动至少有一个 R）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem
from commplan.plan import Plan
from commplan.rule import rule
from commplan.words import listed, quote, say


@rule("S113", part="structure", kind="X", severity="warning", level="solid")
def raci_no_r(plan: Plan) -> Iterator[Outcome]:
    single = [d for d in plan.structure.decisions if len(d.raci.accountable) == 1]
    if not single:
        yield NotApplicable(say("no decision has one accountable", "没有只有一个最终负责人的决策"))
    bare = [d for d in single if not d.raci.responsible]
    for decision in bare:
        people = [p.id for p in plan.people(decision.raci.accountable[0]) if p.status == "active"]
        if len(people) > 1:
            shown = [quote(id_) for id_ in people[:3]]
            rest = len(people) - len(shown)
            yield Problem(
                decision.raci.at("accountable"),
                say(
                    "{n} people answer for {d} together ({p}{more}), and nobody is named who does it",
                    "{d} 由 {n} 人共同负责（{z}{etc}），却没有写明由谁执行",
                    n=len(people),
                    d=quote(decision.id),
                    p=listed(shown),
                    z=listed(shown),
                    more=f" and {rest} more" if rest else "",
                    etc=" 等" if rest else "",
                ),
                say("add `responsible:` under `raci`", "请在 `raci` 下写明 `responsible`"),
            )
