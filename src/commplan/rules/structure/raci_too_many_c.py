"""So many are asked before a decision that it is hardly ever taken.

Of all whom the RACI of a decision or activity names, no more than 40% are to be consulted (C), once there are four of them or
more. Each C is a conversation that must be had before anything happens; a body counts as one, since it is asked in one
meeting.

Whoever only needs to know of it belongs under `informed`. Whoever must agree has a vote, and that is not a C either.

Source: common practice with RACI charts (many Cs slow an activity down).

Bad::

    structure:
      people: [{id: member-b, hours_per_week: 9}]
      roles:
        - {id: host, holders: [member-b]}
        - {id: editor, holders: [member-b]}
        - {id: cashier, holders: [member-b]}
        - {id: keeper, holders: [member-b]}
      decisions:
        - {id: posters, raci: {responsible: [host], accountable: [lead], consulted: [member-b, editor, cashier, keeper]}}

Good::

    structure:
      people: [{id: member-b, hours_per_week: 9}]
      roles:
        - {id: host, holders: [member-b]}
        - {id: editor, holders: [member-b]}
        - {id: cashier, holders: [member-b]}
        - {id: keeper, holders: [member-b]}
      decisions:
        - {id: posters, raci: {responsible: [host], accountable: [lead], consulted: [editor],
                               informed: [member-b, cashier, keeper]}}

---

决策前要征询的人太多，以致迟迟定不下来。

一项决策或事项的 RACI 中，被征询者（C）达到四个以上时，不应超过所列全部人员、角色与机构的 40%。每一个 C 都是行动之前必须进行的一次沟通；
机构算作一个，因为一次会议就能问到。

只需知情的，写在 `informed`；必须同意的，应有表决权，那也不是 C。

来源：RACI 图的通行做法（C 过多会拖慢进展）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem
from commplan.plan import Plan
from commplan.rule import Threshold, rule
from commplan.words import listed, quote, say

MOST_SHARE = Threshold(
    0.4, say("largest share of those named for a decision who are consulted", "被征询者占所列人员的最大比例"), most=1
)
FROM_CONSULTED = Threshold(
    4, say("number of those consulted from which they are counted", "被征询者达到多少个才检查"), least=1
)


@rule(
    "S114",
    part="structure",
    kind="A",
    severity="info",
    level="exemplary",
    thresholds={"most_share": MOST_SHARE, "from_consulted": FROM_CONSULTED},
)
def raci_too_many_c(plan: Plan, most_share: float, from_consulted: int) -> Iterator[Outcome]:
    asking = [d for d in plan.structure.decisions if d.raci.consulted]
    if not asking:
        yield NotApplicable(say("no decision consults anybody", "没有决策需要征询"))
    for decision in asking:
        raci = decision.raci
        asked = tuple(dict.fromkeys(raci.consulted))
        named = {*raci.responsible, *raci.accountable, *asked, *raci.informed}
        if len(asked) >= from_consulted and len(asked) > len(named) * most_share:
            names = [quote(id_) for id_ in asked]
            yield Problem(
                raci.at("consulted"),
                say(
                    "{n} of the {all} named for {d} are to be asked first: {a}",
                    "{d} 所列 {all} 个中有 {n} 个须事先征询：{a}",
                    n=len(asked),
                    all=len(named),
                    d=quote(decision.id),
                    a=listed(names),
                ),
                say(
                    "keep those whose answer can change it; make the others `informed`",
                    "只保留意见可能改变结果的，其余改为 `informed`",
                ),
            )
