"""A rule that forbids something and says of nothing that follows, or a consequence that nothing leads to.

Each rule that forbids (`prohibits: true`) names the step of the ladder at which a breach starts (`consequence`).
Otherwise each moderator decides anew, and members learn that the rule is a wish.

The other way round, a step is of use when a breach starts there or at a milder step before it. Steps before all of
those are never reached; they are only pointed out.

When a plan has a ladder and says of no rule whether it forbids, nobody can tell, and the answer is unknown.

Source: Contributor Covenant 2.1, enforcement guidelines; Mozilla community participation guidelines, consequence ladder.

Bad::

    rules:
      norms:
        - {id: no-insults, statement: No insults., prohibits: true}
      ladder:
        - {id: reminder, kind: correction}
      reporting:
        intakes: [{id: mailbox, contact: conduct@club.example, private: true, handled_by: [lead]}]

Good::

    rules:
      norms:
        - {id: no-insults, statement: No insults., prohibits: true, consequence: reminder}
      ladder:
        - {id: reminder, kind: correction}
      reporting:
        intakes: [{id: mailbox, contact: conduct@club.example, private: true, handled_by: [lead]}]

---

规则禁止某事却没有写后果，或处理步骤无从触发。

每条禁止性规则（`prohibits: true`）都要写明违反时从处理阶梯的哪一步开始（`consequence`）。否则每位管理员各自裁量，成员也会明白
这条规则只是愿望。

反过来，只有当某条规则从这一步或更轻的一步开始时，这一步才用得上。排在所有起点之前的步骤永远不会触发；这只作提示。

方案有处理阶梯，却没有一条规则写明是否禁止，则无法判断，结果为未知。

来源：《贡献者公约》2.1 处理方针；Mozilla 社区参与准则的处理阶梯。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Severity, Unknown
from commplan.plan import Plan
from commplan.rule import rule
from commplan.words import quote, say


@rule("M106", part="rules", kind="X", severity="warning")
def rule_no_consequence(plan: Plan) -> Iterator[Outcome]:
    norms, ladder = plan.rules.norms, plan.rules.ladder
    forbids = [n for n in norms if n.prohibits]
    if not forbids and (not norms or not ladder or any(n.says("prohibits") for n in norms)):
        yield NotApplicable(say("no rule of the plan forbids anything", "方案没有禁止性规则"))
    elif not forbids:
        missing = say("which of the rules forbid something (`prohibits`)", "哪些规则属于禁止（`prohibits`）")
        yield Unknown(plan.rules.at("norms"), missing)
    for norm in forbids:
        if norm.consequence is None:
            words = say(
                "rule {r} forbids something, but nothing follows from a breach",
                "规则 {r} 禁止某事，却没有写违反的后果",
                r=quote(norm.id),
            )
            hint = say(
                "add `consequence:`, the step of `rules.ladder` where a breach starts",
                "加上 `consequence:`，写明违反时从 `rules.ladder` 的哪一步开始",
            )
            yield Problem(norm.at("prohibits"), words, hint)
    starts = {n.consequence for n in norms}
    ids = [step.id for step in ladder]
    if forbids and None not in {n.consequence for n in forbids} and starts - {None} <= set(ids):
        first = next(i for i, id_ in enumerate(ids) if id_ in starts)
        for step in ladder[:first]:
            words = say("no rule leads to step {s}", "没有规则会触发步骤 {s}", s=quote(step.id))
            hint = say(
                "let a rule start there with `consequence: {i}`, or leave it out",
                "请让某条规则以 `consequence: {i}` 从这一步开始，或删去这一步",
                i=step.id,
            )
            yield Problem(step.at("id"), words, hint, severity=Severity.INFO)
