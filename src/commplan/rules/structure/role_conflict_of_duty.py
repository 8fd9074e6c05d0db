"""Somebody who would judge their own work.

Three duties must not fall to the same person. Whoever handles a report or decides a consequence does not also hear the
appeal (`rules.reporting.appeal.to`). Whoever is accountable for a decision does not hear the appeal against it. And
whoever runs a calendar entry that costs money does not also release it (`approver`).

Looked at are people, not titles: two roles held by one person are one person. Where others could step in, a stated
`rules.reporting.recusal` is enough, and without one it is a warning. Where nobody else is there, it is an error: a
member who was treated unfairly has nowhere to go, and those who decide have nobody to protect them from the suspicion.

Source: kubernetes/community, code of conduct committee (recusal); UNGP 31, equitable and legitimate grievance mechanisms.

Bad::

    rules:
      ladder:
        - {id: reminder, kind: correction, decided_by: lead}
      reporting:
        appeal: {to: lead}

Good::

    structure:
      people:
        - {id: member-b, hours_per_week: 2}
    rules:
      reporting:
        intakes: [{id: mail, private: true, contact: The mailbox on the home page, handled_by: [lead]}]
        appeal: {to: member-b}

---

同一个人会审查自己的工作。

三种职责不能落在同一个人身上：受理举报或决定处理措施的人，不得再审理申诉（`rules.reporting.appeal.to`）；对某项决策最终负责的人，
不得审理对该决策的申诉；负责一项有费用的日历活动的人，不得自己审批它（`approver`）。

看的是人，不是头衔：一人兼两个角色，仍是一个人。若有其他人可以接手，写明 `rules.reporting.recusal`（回避规则）即可，没有写则为警告；
若再无他人，则为错误：受到不公对待的成员无处申诉，作决定的人也无从自证清白。

来源：kubernetes/community 行为准则委员会（回避）；《联合国工商企业与人权指导原则》第 31 条（申诉机制的正当与公平）。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from commplan.finding import NotApplicable, Outcome, Place, Problem, Related, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.structure import Body, Decision, Role
from commplan.rule import rule
from commplan.words import Words, quote, say

_OTHER = say("let somebody else hear the appeal", "请由其他人审理申诉")


@rule("S104", part="structure", kind="X")
def role_conflict_of_duty(plan: Plan) -> Iterator[Outcome]:
    appeal = plan.rules.reporting.appeal
    decisions = [d for d in plan.structure.decisions if d.appeal and d.raci.accountable]
    spending = [e for e in plan.content.calendar if e.cost and e.owner and e.approver]
    if appeal.to:
        yield from _reports(plan, appeal.to)
    elif plan.rules.reporting.says("appeal"):
        yield Unknown(appeal.at(), say("who hears appeals (`to`)", "由谁审理申诉（`to`）"))
    elif not (decisions or spending):
        yield NotApplicable(
            say(
                "the plan states no appeal and nobody who releases spending", "方案没有写明申诉，也没有写明支出由谁审批"
            )
        )
    for decision in decisions:
        yield from _appealed(plan, decision)
    for entry in spending:
        doing, releasing = _ids(plan, entry.owner), _ids(plan, entry.approver)
        if doing == releasing and len(doing) == 1 and not entry.sensitive:
            words = say(
                "{p} runs {e}, which costs money, and also releases it",
                "{p} 负责有费用的活动 {e}，又自己审批",
                p=quote(next(iter(doing))),
                e=quote(entry.id),
            )
            yield Problem(
                entry.at("approver"),
                words,
                say("let somebody else release it", "请由其他人审批"),
                severity=Severity.WARNING,
            )


def _ids(plan: Plan, who: str | None) -> frozenset[str]:
    """The people behind an id as they are named, those that the plan does not know (rule ref-resolves) included."""
    return _everybody(plan).get(who or "", frozenset())


@lru_cache(maxsize=4)
def _everybody(plan: Plan) -> dict[str, frozenset[str]]:
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for role in plan.structure.roles:
        for holder in role.holders:
            behind[role.id].add(holder.person)
            behind[role.body or role.id].add(holder.person)
    for body in plan.structure.bodies:
        behind[body.id].update(body.members)
    for person in plan.structure.people:
        if not behind.get(person.id):
            behind[person.id].add(person.id)
    return {id_: frozenset(people) for id_, people in behind.items()}


def _reports(plan: Plan, to: str) -> Iterator[Outcome]:
    """The appeal of conduct cases, against those who read the reports and those who decide."""
    judges, reporting = _ids(plan, to), plan.rules.reporting
    hopeless, doubtful = list[Related](), list[Related]()
    for place, who, what in _earlier(plan):
        people = frozenset[str]().union(*(_ids(plan, w) for w in who))
        together = any(isinstance(plan.objects.get(w), Body) for w in who)
        if judges and people and (judges <= people if together else len(judges | people) == 1):
            hopeless.append(Related(place, what))
        elif judges & people:
            doubtful.append(Related(place, what))
    facts = {"a": quote(to)}
    if hopeless:
        words = say(
            "appeals go to {a}, and nobody there is new to the case",
            "申诉由 {a} 审理，而其中没有一个人此前未经手该案",
            **facts,
        )
        yield Problem(reporting.appeal.at("to"), words, _OTHER, tuple(hopeless))
    elif doubtful and not reporting.recusal:
        words = say(
            "appeals go to {a}, where some have handled the case before, and no rule says who steps aside",
            "申诉由 {a} 审理，其中有人此前经手过该案，又没有回避规则",
            **facts,
        )
        hint = say("add `recusal:` under `rules.reporting`", "请在 `rules.reporting` 中加上 `recusal:`")
        yield Problem(reporting.appeal.at("to"), words, hint, tuple(doubtful), Severity.WARNING)


def _earlier(plan: Plan) -> Iterator[tuple[Place, tuple[str, ...], Words]]:
    """Who has a case in hand before it is appealed: where the plan says so, who, and in words."""
    for intake in plan.rules.reporting.intakes:
        if intake.handled_by:
            yield intake.at("handled_by"), intake.handled_by, say("handles reports", "受理举报")
    for step in plan.rules.ladder:
        if step.decided_by:
            words = say("decides {s}", "决定 {s}", s=quote(step.id))
            yield step.at("decided_by"), (step.decided_by,), words


def _appealed(plan: Plan, decision: Decision) -> Iterator[Outcome]:
    """The appeal against a decision, where it names a role, body or person by its id or name."""
    text = str(decision.appeal)
    titled: list[Role | Body] = [*plan.structure.roles, *plan.structure.bodies]
    named = [r.id for r in titled if text in (r.id, str(r.name))]
    judges = _ids(plan, named[0] if named else text)
    accountable = decision.raci.accountable[0]
    if judges and judges <= _ids(plan, accountable):
        words = say(
            "decision {d} is appealed to {a}, who is accountable for it",
            "对决策 {d} 的申诉由 {a} 审理，而最终负责的也是他们",
            d=quote(decision.id),
            a=quote(text),
        )
        others = (Related(decision.raci.at("accountable", 0), say("accountable", "最终负责")),)
        yield Problem(decision.at("appeal"), words, _OTHER, others)
