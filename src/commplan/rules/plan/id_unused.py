"""Something that is defined and then used by nothing.

Of some kinds of things it is a hole in the plan when nothing refers to them:

- a content pillar without an entry of the calendar, though entries have pillars;
- a channel on which nobody can answer, and where nothing is sent either, nor does it back up another;
- a source of money that pays no budget line, though every line names one;
- a metric of the plan's own that no objective, risk trigger or reading uses;
- a data source that feeds no metric of the plan;
- a person in no role and no body, who owns nothing.

Either the other end was forgotten, or this is left over from another plan. Other things, such as risks, prizes or
partners, stand for themselves.

Source: the validators of rust-lang/team and kubernetes/community.

Bad::

    content:
      pillars: [{id: stories, name: Stories}, {id: trade, name: From the trade}]
      calendar:
        - {id: portrait, kind: post, start: 2027-01-12, pillar: stories, owner: lead, effort_hours: 1}

Good::

    content:
      pillars: [{id: stories, name: Stories}, {id: trade, name: From the trade}]
      calendar:
        - {id: portrait, kind: post, start: 2027-01-12, pillar: stories, owner: lead, effort_hours: 1}
        - {id: prices, kind: post, start: 2027-01-14, pillar: trade, owner: lead, effort_hours: 1}

---

定义了却没有任何地方用到。

以下几类内容若没有任何地方引用，说明方案有缺口：

- 内容栏目没有任何日历条目（而其他条目写了栏目）；
- 渠道只能单向发布，却没有任何发布内容，也不是其他渠道的备用；
- 资金来源没有支付任何预算科目（而每个科目都写了来源）；
- 自定指标没有被任何目标、风险预警或人工记录使用；
- 数据来源没有为方案中的任何指标提供数据；
- 人员没有角色、不在任何机构，也不负责任何事。

要么是另一头忘了写，要么是从别的方案里遗留下来的。风险、兑换品、合作方等其他内容可以独立存在。

来源：rust-lang/team 与 kubernetes/community 的校验程序。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from commplan.catalogue import described
from commplan.finding import NotApplicable, Outcome, Problem
from commplan.plan import Plan
from commplan.platforms import two_way
from commplan.rule import rule
from commplan.rules.plan import KINDS
from commplan.spelling import nearest
from commplan.words import Words, quote, say


@rule("P209", part="plan", kind="X", severity="info", level="exemplary")
def id_unused(plan: Plan) -> Iterator[Outcome]:
    named = {id_ for node in plan.nodes() for _, id_, _ in node.references()}
    candidates = list(_candidates(plan, named))
    if plan.dangling and not candidates:
        yield NotApplicable(
            say(
                "a reference leads nowhere, and may mean what seems unused",
                "有引用找不到对象，也许指的正是看似未用的内容",
            )
        )
    elif not candidates:
        yield NotApplicable(say("the plan defines nothing that something should use", "方案没有定义需要被引用的内容"))
    for thing, used, does, hint in candidates:
        if not used:
            yield Problem(
                thing.at(),
                say("{k} {i} {d}", "{k} {i} {d}", k=KINDS[thing.KIND].noun, i=quote(thing.id), d=does),
                hint,
            )


def _candidates(plan: Plan, named: set[str]) -> Iterator[tuple[Any, bool, Words, Words]]:
    """What should be used: the thing, whether it is, what it lacks, and what to do."""
    # while a reference leads nowhere, nobody can say what it meant to use: rule ref-resolves speaks first
    for things, does, hint in _by_reference(plan) if not plan.dangling else ():
        for thing in things:
            yield thing, thing.id in named, does, hint
    evaluation = plan.evaluation
    asked = {o.metric for o in plan.goals.objectives} | {r.metric for r in evaluation.readings}
    asked |= {t.metric for t in evaluation.tallies}
    asked |= {r.trigger.metric for r in plan.risks.register if r.trigger and r.trigger.metric}
    does = say("is used by no objective, risk trigger or reading", "没有被任何目标、风险预警或人工记录使用")
    hint = say("set a target for it, or drop it", "请为它设定目标，或删去它")
    own = {m.id for m in evaluation.metrics}
    unknown = [m for m in asked if m and m not in own and described(m) is None]
    for metric in evaluation.metrics:
        # one that is misspelt where it is used is told by rules goal-no-kpi and kpi-no-source
        used = metric.id in asked or (bool(unknown) and nearest(metric.id, unknown, 0.7) is not None)
        yield metric, used, does, hint
    feeding = {m for s in evaluation.sources for m in s.metrics}
    if plan.goals.objectives and None not in asked and asked <= feeding:  # else rule kpi-no-source speaks
        handles = {h.source for p in plan.structure.people for h in p.handles}
        fed = {r.source for r in evaluation.readings} | {t.source for t in evaluation.tallies}
        does = say("feeds no metric of this plan", "没有为本方案的任何指标提供数据")
        for source in evaluation.sources:
            hint = (
                say(
                    "set a target for one of its metrics under `goals.objectives`, or drop it",
                    "请在 `goals.objectives` 中为它的某个指标设定目标，或删去它",
                )
                if source.metrics
                else say(
                    "name under `metrics` what it feeds, or drop it", "请在 `metrics` 中写明它提供哪些指标，或删去它"
                )
            )
            used = bool(asked & set(source.metrics)) or source.id in fed or source.id in handles
            yield source, used, does, hint


def _by_reference(plan: Plan) -> Iterator[tuple[Iterable[Any], Words, Words]]:
    """Things of which references tell whether they are used, where the plan makes such references at all."""
    content, resources = plan.content, plan.resources
    if any(e.pillar for e in content.calendar):
        does = say("has no entry in the calendar", "在日历中没有任何条目")
        yield content.pillars, does, say("plan something for it, or drop it", "请为它安排内容，或删去它")
    if content.calendar:
        silent = [c for c in content.channels if two_way(c) is False]
        does = say("only sends, and nothing is sent there", "只能单向发布，却没有安排任何发布")
        yield silent, does, say("plan what is sent there, or drop it", "请安排在那里发布的内容，或删去它")
        unsaid = [c for c in content.channels if two_way(c) is None]
        does = say("is named by no entry of the calendar", "日历中没有任何条目提到它")
        hint = say(
            "name it under `channels` of what is sent there; if people talk there, say `two_way: true`",
            "请在那里发布的条目中用 `channels` 写明它；如果成员在那里交流，请写 `two_way: true`",
        )
        yield unsaid, does, hint
    if resources.budget.lines and all(line.funding for line in resources.budget.lines):
        does = say("pays no budget line", "没有支付任何预算科目")
        hint = say("name it as `funding` of what it pays, or drop it", "请在由它支付的科目中写 `funding`，或删去它")
        yield resources.funding, does, hint
    people = [p for p in plan.structure.people if p.status == "active"]
    does = say("has no role, sits in no body and owns nothing", "没有角色，不在任何机构，也不负责任何事")
    yield people, does, say("give them a role, or set `status: alumni`", "请为其安排角色，或写 `status: alumni`")
