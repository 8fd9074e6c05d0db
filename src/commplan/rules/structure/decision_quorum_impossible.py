"""A decision that can never be taken as it is written.

A quorum must not ask for more voters than there are: the active people of the deciding body and its roles, each counted
once. A threshold says of what it is a share: of the votes cast or of everybody eligible. With seven members, four of
them voting and three in favour, "60%" is reached by the one reading and missed by the other, and the argument starts
when the result is known.

A quorum without a `body` cannot be judged: nobody knows who votes.

Source: Optimism Collective, voting rules (quorum and approval threshold stated apart, each with its base).

Bad::

    structure:
      bodies: [{id: council, members: [member-a]}]
      decisions:
        - {id: rules, body: council, raci: {accountable: lead}, quorum: {count: 2}}

Good::

    structure:
      bodies: [{id: council, members: [member-a]}]
      decisions:
        - {id: rules, body: council, raci: {accountable: lead}, quorum: {count: 1}, threshold: {share: 0.6, base: eligible}}

---

按写法永远无法作出的决策。

法定人数不得多于有表决权的人：即作决定的机构及其角色中在岗的人，每人只算一次。通过门槛要写明以什么为基数：实际投票数，还是
全体有表决权者。七人中四人投票、三人赞成，“60%” 按一种读法通过，按另一种读法未通过；等结果出来再争，就晚了。

写了法定人数却没有 `body` 的，不知道谁来表决，无法判断。

来源：Optimism Collective 表决规则（法定人数与通过门槛分开写明，各有基数）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Decision
from commplan.rule import rule
from commplan.words import quote, say


@rule("S105", part="structure", kind="A", level="draft")
def decision_quorum_impossible(plan: Plan) -> Iterator[Outcome]:
    voted = [d for d in plan.structure.decisions if d.says("quorum") or d.says("threshold")]
    if not voted:
        yield NotApplicable(say("no decision has a quorum or a threshold", "没有决策写明法定人数或通过门槛"))
    for decision in voted:
        yield from _quorum(plan, decision)
        yield from _threshold(decision)


def _quorum(plan: Plan, decision: Decision) -> Iterator[Outcome]:
    count = decision.quorum.count
    if count is None:
        return
    if decision.body is None:
        missing = say("who votes on {d} (`body`)", "{d} 由谁表决（`body`）", d=quote(decision.id))
        yield Unknown(decision.at(), missing)
    elif decision.body in plan.objects and not plan.dangling:  # a name that leads nowhere may be a voter's
        voters = sum(p.status == "active" for p in plan.people(decision.body))
        if count > voters:
            words = say(
                "decision {d} needs {n} voters, but {b} has {v}",
                "决策 {d} 需要 {n} 人参加表决，但 {b} 只有 {v} 人",
                d=quote(decision.id),
                n=count,
                b=quote(decision.body),
                v=voters,
            )
            hint = say(
                "lower `count`, or name all who vote under the body's `members` or roles",
                "请降低 `count`，或在机构的 `members` 或其角色中写全有表决权的人",
            )
            yield Problem(decision.quorum.at("count"), words, hint)


def _threshold(decision: Decision) -> Iterator[Outcome]:
    threshold, name = decision.threshold, quote(decision.id)
    if threshold.share is not None and threshold.base is None:
        words = say(
            "decision {d} needs {n}% in favour, but does not say of what",
            "决策 {d} 需要 {n}% 赞成，但未写明以什么为基数",
            d=name,
            n=f"{threshold.share * 100:.4g}",
        )
        hint = say(
            "add `base:`, either votes-cast or eligible",
            "加上 `base:`，可选 votes-cast（实际投票数）或 eligible（全体有表决权者）",
        )
        yield Problem(threshold.at("share"), words, hint)
    elif threshold.base and threshold.share is None:
        yield Unknown(
            threshold.at(), say("which share must agree on {d} (`share`)", "{d} 需要多大比例赞成（`share`）", d=name)
        )
