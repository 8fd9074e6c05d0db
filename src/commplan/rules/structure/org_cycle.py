"""A chain of command that comes back to itself, or that stops before anybody must act.

Three chains are followed: bodies to the body they report to (`parent`), roles to the role they report to
(`reports_to`), and the steps of `structure.escalation`. None may come back to where it has been: whoever is at the top
of a circle answers to nobody, and a matter that is stuck goes round in it.

Each step of the escalation but the last needs a time limit (`within`), or the next one never begins. The last step must
end with people who can decide, not with a body that has nobody in it.

Source: rust-lang/team, validation of `subteam-of`; World Bank ESS10, grievance mechanisms with a time frame for each step.

Bad::

    structure:
      roles:
        - {id: host, holders: [member-a], reports_to: editor}
        - {id: editor, holders: [member-a], reports_to: host}

Good::

    structure:
      roles:
        - {id: host, holders: [member-a], reports_to: editor}
        - {id: editor, holders: [member-a], reports_to: lead}
      escalation:
        - {to: host, within: P2D}
        - {to: lead}

---

汇报或升级路径绕回原处，或在有人必须处理之前就断了。

检查三条路径：机构到上级机构（`parent`），角色到上级角色（`reports_to`），以及 `structure.escalation` 的各步。任何一条都不得绕回
走过的地方：处在圈子顶端的人不对任何人负责，卡住的事会在圈里打转。

升级路径除最后一步外，每一步都要有时限（`within`），否则下一步永远不会开始。最后一步必须落到能作决定的人，不能是一个没有成员的机构。

来源：rust-lang/team 对 `subteam-of` 的校验；世界银行 ESS10（申诉机制每一步都有时限）。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commplan.finding import NotApplicable, Outcome, Problem, Related, Severity
from commplan.plan import Plan
from commplan.plan.structure import Body, Role, Step
from commplan.rule import rule
from commplan.words import listed, quote, say


@rule("S106", part="structure", kind="X", level="draft")
def org_cycle(plan: Plan) -> Iterator[Outcome]:
    structure = plan.structure
    parents = {b.id: b.parent for b in structure.bodies if b.parent}
    chiefs = {r.id: r.reports_to for r in structure.roles if r.reports_to}
    if not (parents or chiefs or structure.escalation):
        yield NotApplicable(
            say(
                "no body or role reports to another, and nothing is escalated", "没有机构或角色写明上级，也没有升级路径"
            )
        )
    yield from _circles(structure.bodies, parents, "parent")
    yield from _circles(structure.roles, chiefs, "reports_to")
    yield from _escalation(plan, structure.escalation)


def _circles(nodes: Sequence[Body | Role], above: dict[str, str], key: str) -> Iterator[Problem]:
    """Each circle once, where the first of its members in the plan names the next."""
    seen = set[str]()
    for node in nodes:
        path = list[str]()
        here: str | None = node.id
        while here and here not in seen:
            seen.add(here)
            path.append(here)
            here = above.get(here)
        if here in path:
            circle = path[path.index(here) :]
            [first, *rest] = [n for n in nodes if n.id in circle and getattr(n, key)]
            start = circle.index(first.id)
            names = [quote(i) for i in (*circle[start:], *circle[:start], first.id)]
            words = say("{c}: this comes back to itself", "{c}：绕回了自身", c=listed(names, " → ", " → "))
            hint = say("leave out `{k}` of the one at the top", "请去掉最上级的 `{k}`", k=key)
            others = tuple(Related(n.at(key), say("reports to {u}", "上级为 {u}", u=quote(above[n.id]))) for n in rest)
            yield Problem(first.at(key), words, hint, others)


def _escalation(plan: Plan, steps: tuple[Step, ...]) -> Iterator[Problem]:
    first = dict[str, Step]()
    for i, step in enumerate(steps):
        if step.to in first:
            words = say("the escalation comes back to {t}", "升级路径又回到 {t}", t=quote(step.to))
            others = (Related(first[step.to].at("to"), say("was here before", "此前已到过")),)
            yield Problem(step.at("to"), words, say("end with somebody else", "请由其他人收尾"), others)
        first.setdefault(step.to, step)
        if step.within is None and i < len(steps) - 1:
            words = say(
                "the escalation may stay with {t} for ever: no time limit",
                "升级路径可能一直停在 {t}：没有时限",
                t=quote(step.to),
            )
            hint = say("add `within:`, such as P3D", "加上 `within:`，例如 P3D")
            yield Problem(step.at(), words, hint, severity=Severity.WARNING)
    if steps and isinstance(plan.objects.get(steps[-1].to), Body) and not plan.people(steps[-1].to):
        words = say(
            "the escalation ends with {t}, which has nobody in it",
            "升级路径止于 {t}，而其中没有人",
            t=quote(steps[-1].to),
        )
        hint = say("name its `members`, or end with a role", "请写明其 `members`，或以某个角色收尾")
        yield Problem(steps[-1].at("to"), words, hint)
