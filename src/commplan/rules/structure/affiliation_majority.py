"""One employer has the majority where members decide.

Counted are the people of each conduct committee, and of each body that decides something (the `body` of a decision), by
`affiliation`. Where more than half of them work for one employer, that employer decides whenever it wants to. A decision
that promises members to be informed, consulted or involved at the most is no such case: there the organisation says that
it decides itself. People who belong to nobody ("independent", "volunteer", "self-employed") count as one each, alumni not
at all, and a body of one person is no body.

A plan in which everybody works for the same employer is that employer's own; the question does not arise.

Nobody has to abuse a majority to do harm by it: reports against a colleague are judged by colleagues, and members learn that
votes are settled elsewhere.

Source: kubernetes/community, code of conduct committee (no employer has a majority); CNCF, maintainers of several
organisations.

Bad::

    structure:
      people:
        - {id: member-b, affiliation: Company 1}
        - {id: member-c, affiliation: Company 1}
        - {id: member-d, affiliation: Company 2}
      bodies:
        - {id: conduct, name: Conduct committee, kind: conduct-committee, members: [member-b, member-c, member-d]}

Good::

    structure:
      people:
        - {id: member-b, affiliation: Company 1}
        - {id: member-c, affiliation: independent}
        - {id: member-d, affiliation: Company 2}
      bodies:
        - {id: conduct, name: Conduct committee, kind: conduct-committee, members: [member-b, member-c, member-d]}

---

成员作决定的地方，一家单位占了多数。

按 `affiliation`（所属单位）统计每个行为准则委员会，以及每个作决定的机构（决策的 `body`）的成员。若过半数属于同一家单位，这家单位想怎么决定
就怎么决定。对公众的承诺至多为告知、征询或参与的决策不在此列：那里本来就写明由组织自己决定。不属于任何单位的人（“独立”“志愿者”
“自由职业”）各算一家，已离任的人不算；只有一个人的机构不算机构。

方案中所有人都属于同一家单位的，本来就是这家单位自己的方案，不存在这个问题。

多数席位不必滥用就已造成损害：对同事的举报由同事来审，成员也会明白表决的结果早在别处定了。

来源：kubernetes/community 行为准则委员会（任何单位不得占多数）；CNCF（维护者来自多家组织）。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Body, Person
from commplan.rule import rule
from commplan.words import Words, listed, quote, say

OWN_DECISION = ("inform", "consult", "involve")
"""Promises under which the organisation decides itself (IAP2)."""


@rule("S108", part="structure", kind="A", severity="warning", level="solid")
def affiliation_majority(plan: Plan) -> Iterator[Outcome]:
    deciding = {d.body for d in plan.structure.decisions if d.body and d.participation not in OWN_DECISION}
    bodies = [
        b for b in plan.structure.bodies if b.status == "active" and (b.id in deciding or b.kind == "conduct-committee")
    ]
    if not bodies:
        yield NotApplicable(
            say(
                "the plan has no conduct committee and no body that decides with or for members",
                "方案没有行为准则委员会，也没有与成员一同或代成员作决定的机构",
            )
        )
        return
    people = [p for p in plan.structure.people if p.status == "active"]
    if len({_employer(p) for p in people}) == 1 and not _employer(people[0]).startswith("\0"):
        yield NotApplicable(
            say("everybody in the plan works for {e}", "方案中所有人都属于 {e}", e=quote(people[0].affiliation))
        )
        return
    for body in bodies:
        yield from _judged(plan, body)


def _employer(person: Person) -> str:
    """The employer; each whose employer nobody knows alone."""
    return person.employer or f"\0{person.id}"


def _judged(plan: Plan, body: Body) -> Iterator[Outcome]:
    people = [p for p in plan.people(body.id) if p.status == "active"]
    if len(people) < 2:
        return
    counted = Counter(_employer(p) for p in people)
    most, count = counted.most_common(1)[0]
    unsaid = [p for p in people if not p.affiliation]
    if count * 2 > len(people):
        theirs = [p for p in people if _employer(p) == most]
        words = say(
            "{n} of {m} in {b} work for {e}: it decides alone whenever it wants to",
            "{b} 的 {m} 人中有 {n} 人属于 {e}：它可以随时单独决定",
            n=count,
            m=len(people),
            b=quote(body.id),
            e=quote(theirs[0].affiliation),
        )
        hint = say(
            "give seats to people of other employers, or let some of theirs go",
            "请增加其他单位的席位，或减少这家单位的席位",
        )
        related = tuple(Related(p.at("affiliation"), say("one of them", "其中一人")) for p in theirs[:3])
        yield Problem(body.at("id"), words, hint, related)
    elif unsaid and (0 if most.startswith("\0") else count) * 2 + len(unsaid) * 2 > len(people):
        yield Unknown(body.at(), _missing(unsaid, body))


def _missing(unsaid: list[Person], body: Body) -> Words:
    names = [quote(p.id) for p in unsaid[:3]]
    more = len(unsaid) - 3
    return say(
        "whom {p}{m} of {b} work{s} for (`affiliation`)",
        "{b} 的 {z}{k} 属于哪家单位（`affiliation`）",
        p=listed(names),
        z=listed(names),
        m=f" and {more} more" if more > 0 else "",
        k=f" 等 {len(unsaid)} 人" if more > 0 else "",
        b=quote(body.id),
        s="" if len(unsaid) > 1 else "s",
    )
