"""An audience that nobody speaks for.

In a plan that says who speaks for whom, every audience is spoken for: it has a `representative`, or a role `represents`
it. A body without members speaks for nobody. (A role without a holder is told by rule role-understaffed.)

Groups without a seat learn of decisions when they are made, and it is always the same groups: those who come late, those
who are few, those who do not come at all.

Source: World Bank ESS10 (views of vulnerable groups); UN Guiding Principles on Business and Human Rights, 31 (dialogue).

Bad::

    goals:
      audiences:
        - {id: organisers, representative: lead}
        - {id: newcomers}
    content:
      channels: [{id: chat, platform: discourse, audiences: [organisers, newcomers]}]

Good::

    goals:
      audiences:
        - {id: organisers, representative: lead}
        - {id: newcomers}
    structure:
      roles: [{id: host, holders: [member-a], represents: [newcomers]}]
    content:
      channels: [{id: chat, platform: discourse, audiences: [organisers, newcomers]}]

---

有受众没有人代表。

方案写明了谁代表谁的，每个受众都要有人代表：写明 `representative`，或有角色的 `represents` 写到它。
没有成员的机构代表不了任何人。（没有任职者的角色由规则 role-understaffed 提示。）

没有席位的群体，总是在决定作出之后才知道；而且总是同一些群体：来得晚的、人数少的、根本来不了的。

来源：世界银行 ESS10（弱势群体的意见）；《联合国工商企业与人权指导原则》第 31 条（基于对话）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Audience
from commplan.rule import rule
from commplan.rules.goals import misnamed
from commplan.words import quote, say


@rule("G117", part="goals", kind="X", severity="warning", level="solid")
def stakeholder_unrepresented(plan: Plan) -> Iterator[Outcome]:
    audiences = plan.goals.audiences
    spoken_for = {id_ for role in plan.structure.roles if role.status == "active" for id_ in role.represents}
    if len(audiences) < 2:
        yield NotApplicable(say("the plan names fewer than two audiences", "方案写明的受众不足两个"))
    elif not spoken_for and not any(a.representative for a in audiences):
        missing = say(
            "who speaks for the audiences (`representative`, or `represents` of a role)",
            "谁代表各受众（`representative`，或角色的 `represents`）",
        )
        yield Unknown(plan.goals.at("audiences"), missing)
    else:
        for audience in audiences:
            if audience.representative:
                yield from _nobody(plan, audience, audience.representative)
            elif audience.id not in spoken_for and not misnamed(plan, audience.id):
                yield _unrepresented(audience)


def _unrepresented(audience: Audience) -> Problem:
    return Problem(
        audience.at(),
        say("nobody speaks for audience {a}", "受众 {a} 没有代表", a=quote(audience.id)),
        say(
            "name a person, role or body as its `representative`, or add `{i}` to the `represents` of a role",
            "请用 `representative` 指明代表它的人员、角色或机构，或在某个角色的 `represents` 中加上 `{i}`",
            i=audience.id,
        ),
    )


def _nobody(plan: Plan, audience: Audience, who: str) -> Iterator[Problem]:
    """That the representative is a body with nobody in it."""
    body = next((b for b in plan.structure.bodies if b.id == who), None)
    if body is None or plan.people(who):
        return
    words = say(
        "{w} speaks for audience {a}, and nobody is in it",
        "受众 {a} 由 {w} 代表，其中却没有成员",
        w=quote(who),
        a=quote(audience.id),
    )
    hint = say("give it `members`, or name somebody else", "请为它写上 `members`，或改由他人代表")
    where = Related(body.at(), say("{w} is defined here", "{w} 在这里定义", w=quote(who)))
    yield Problem(audience.at("representative"), words, hint, (where,))
