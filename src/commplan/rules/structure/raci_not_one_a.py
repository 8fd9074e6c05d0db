"""A decision without exactly one who is accountable.

For each decision or standing activity one role, body or person is accountable (the A of RACI), neither none nor
several. Whoever is accountable and names nobody responsible does the work as well; that is no fault. A body counts as
one, with a remark when it has several members, because a group answers for nothing as surely as one of its members
would.

Where two answer, each can count on the other; where nobody answers, the work waits until somebody is annoyed.

Source: PMBOK, responsibility assignment matrix (RACI).

Bad::

    structure:
      roles:
        - {id: treasurer, holders: [member-a]}
      decisions:
        - id: spending
          name: Spending above 100 EUR
          raci: {responsible: [treasurer], accountable: [lead, treasurer]}

Good::

    structure:
      roles:
        - {id: treasurer, holders: [member-a]}
      decisions:
        - id: spending
          name: Spending above 100 EUR
          raci: {responsible: [treasurer], accountable: [lead]}

---

决策的最终负责人不是恰好一个。

每项决策或日常事项，都要由一个且只由一个角色、机构或人员最终负责（RACI 中的 A）。只写了 A 而没写 R 的，视为由 A 亲自执行，不算问题。
机构算作一个；成员不止一人时会给出提示，因为集体负责往往不如其中一人负责来得确实。

两人同时负责，就会互相指望；没有人负责，事情就会拖到有人不满为止。

来源：PMBOK 责任分配矩阵（RACI）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Body, Decision
from commplan.rule import rule
from commplan.words import listed, quote, say


@rule("S103", part="structure", kind="A")
def raci_not_one_a(plan: Plan) -> Iterator[Outcome]:
    if not plan.structure.decisions:
        yield NotApplicable(say("the plan names no decisions", "方案没有写明决策"))
    for decision in plan.structure.decisions:
        accountable = tuple(dict.fromkeys(decision.raci.accountable))
        if len(accountable) > 1:
            yield _several(decision, accountable)
        elif accountable:
            yield from _group(plan, decision, accountable[0])
        elif decision.body and not decision.says("raci"):
            missing = say(
                "who is accountable for {d} (`raci.accountable`); {b} only decides",
                "{d} 由谁最终负责（`raci.accountable`）；{b} 只是作决定",
                d=quote(decision.id),
                b=quote(decision.body),
            )
            yield Unknown(decision.at(), missing)
        else:
            yield Problem(
                decision.raci.at() if decision.says("raci") else decision.at(),
                say("nobody is accountable for decision {d}", "决策 {d} 没有最终负责人", d=quote(decision.id)),
                say("add `accountable:` under `raci`, one role", "请在 `raci` 下写明 `accountable`，只写一个角色"),
            )


def _several(decision: Decision, accountable: tuple[str, ...]) -> Problem:
    index = decision.raci.accountable.index
    quoted = [quote(a) for a in accountable]
    words = say(
        "decision {d} has {n} accountable: {a}; it needs one",
        "决策 {d} 有 {n} 个最终负责人：{a}；应只有一个",
        d=quote(decision.id),
        n=len(accountable),
        a=listed(quoted),
    )
    hint = say(
        "keep the one who answers for it; make the others `responsible` or `consulted`",
        "只保留最终负责的一个，其余改为 `responsible` 或 `consulted`",
    )
    first = Related(decision.raci.at("accountable", index(accountable[0])), say("the first one", "第一个"))
    return Problem(decision.raci.at("accountable", index(accountable[1])), words, hint, (first,))


def _group(plan: Plan, decision: Decision, accountable: str) -> Iterator[Outcome]:
    members = plan.people(accountable)
    if isinstance(plan.objects.get(accountable), Body) and len(members) > 1:
        yield Problem(
            decision.raci.at("accountable", 0),
            say(
                "body {b} of {n} people is accountable for decision {d}",
                "决策 {d} 由 {n} 人组成的机构 {b} 最终负责",
                b=quote(accountable),
                n=len(members),
                d=quote(decision.id),
            ),
            say(
                "name the role in it that answers for the others, such as its chair",
                "请写明其中代表大家负责的角色，例如主席",
            ),
            severity=Severity.INFO,
        )
