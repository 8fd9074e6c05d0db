"""Risks that all hang on one person.

No one person owns more than half of the high risks. They are counted when there are three of them or more, from the score
that `risks.appetite.high` names (12 when it names none); a risk that a role with several holders or a body owns has several
owners. And nobody owns a risk that is about themselves: where a risk says whose loss or doing it is (`about`: people, roles,
bodies), somebody else watches it. A plan with only one person at work has nobody else, and is not judged.

Whoever holds all the worries of a community is its largest risk, and the one who leaves cannot warn of it.

Source: CHAOSS, contributor absence factor; PMI, risk owners.

Bad::

    structure:
      people: [{id: member-b, hours_per_week: 5}]
    risks:
      register:
        - {id: lead-tires, title: The lead tires, about: lead, owner: lead, likelihood: 2, impact: 4, next_review: 2027-03-31}
        - {id: spam, title: Flood of spam, owner: member-b, likelihood: 2, impact: 2, next_review: 2027-03-31}

Good::

    structure:
      people: [{id: member-b, hours_per_week: 5}]
    risks:
      register:
        - {id: lead-tires, title: The lead tires, about: lead, owner: member-b, likelihood: 2, impact: 4, next_review: 2027-03-31}
        - {id: spam, title: Flood of spam, owner: member-b, likelihood: 2, impact: 2, next_review: 2027-03-31}

---

多项风险系于一人。

任何一个人都不应负责超过一半的高风险。高风险自 `risks.appetite.high` 所定分值起算（未写明时为 12），达到三项才检查；
由多人担任的角色或机构负责的风险，视为多人负责。风险也不应由它所指的人自己负责：写明了风险出在谁身上（`about`：人、角色或机构）的，
应由别人盯住。只有一个人的方案无人可换，不作检查。

一个人扛下社群的全部隐患，他本人就成了最大的风险；要离开的人，也不会为自己的离开预警。

来源：CHAOSS 贡献者缺席因子；PMI 风险责任人。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related
from commplan.plan import Plan
from commplan.plan.risks import Risk
from commplan.rule import Threshold, rule
from commplan.rules.risks import listed, standing, unrated
from commplan.words import quote, say

MOST_SHARE = Threshold(
    0.5, say("largest share of the high risks that one person may own", "一个人最多可负责多大比例的高风险"), most=1
)
# of two risks one person owns a half or all, and neither says anything
FROM_RISKS = Threshold(3, say("number of high risks from which they are counted", "高风险达到多少项才检查"), least=2)


@rule(
    "R110",
    part="risks",
    kind="A",
    severity="warning",
    level="solid",
    thresholds={"most_share": MOST_SHARE, "from_risks": FROM_RISKS},
)
def risk_single_owner_cluster(plan: Plan, most_share: float, from_risks: int) -> Iterator[Outcome]:
    open_ = standing(plan)
    if not any(risk.owner for risk in open_):
        yield NotApplicable(say("no open risk has an owner", "没有未关闭的风险写明负责人"))
        return
    if sum(person.status == "active" for person in plan.structure.people) < 2:
        yield NotApplicable(say("the plan has only one person at work", "方案只有一个人在工作"))
        return
    for risk in open_:
        yield from _about_owner(plan, risk)
    if len(open_) >= from_risks:
        yield from _clusters(plan, open_, most_share, from_risks)


def _about_owner(plan: Plan, risk: Risk) -> Iterator[Problem]:
    if not risk.about:
        return
    watching = {person.id for person in plan.people(risk.owner)}
    meant = {person.id for who in risk.about for person in plan.people(who)}
    if risk.owner in risk.about or (watching and watching <= meant):
        yield Problem(
            risk.at("owner"),
            say(
                "risk {r} is about {a}, and {o} owns it: nobody else watches",
                "风险 {r} 出在 {a} 身上，又由 {o} 负责：没有别人盯住",
                r=quote(risk.id),
                a=listed(quote(who) for who in risk.about),
                o=quote(risk.owner),
            ),
            say("let somebody else own it", "改由别人负责"),
            (Related(risk.at("about"), say("whom it is about", "风险出在谁身上")),),
        )


def _clusters(plan: Plan, open_: list[Risk], most_share: float, from_risks: int) -> Iterator[Outcome]:
    owned = [risk for risk in open_ if risk.owner]
    high = [r for r in owned if r.inherent is not None and r.inherent >= plan.risks.appetite.high]
    unsure = [r for r in owned if r.inherent is None]
    alone: defaultdict[str, list[Risk]] = defaultdict(list)
    for risk in (*high, *unsure):
        people = plan.people(risk.owner)
        if len(people) == 1:
            alone[people[0].id].append(risk)
    for person, risks in alone.items():
        certain = [r for r in risks if r.inherent is not None]
        perhaps = [r for r in risks if r.inherent is None]
        if len(high) >= from_risks and len(certain) > len(high) * most_share:
            yield _cluster(person, certain, len(high))
        elif len(high) + len(perhaps) >= from_risks and len(risks) > (len(high) + len(perhaps)) * most_share:
            for risk in perhaps:  # it hangs on these whether they are too many
                yield from unrated(risk)


def _cluster(person: str, risks: list[Risk], high: int) -> Problem:
    return Problem(
        risks[0].at("owner"),
        say(
            "{p} alone owns {n} of {all} high risks: {rs}",
            "{all} 项高风险中有 {n} 项由 {p} 一人负责：{rs}",
            p=quote(person),
            n=len(risks),
            all=high,
            rs=listed(quote(r.id) for r in risks),
        ),
        say("share them out, or let a role with several holders own them", "分给其他人，或交由多人担任的角色负责"),
        tuple(Related(r.at("owner"), say("also owned", "同一人负责")) for r in risks[1:]),
    )
