"""A part of the plan that says nothing.

A whole plan says why the community exists and for whom, what it wants to reach, who does what, which rules hold, where
people talk and what happens when, what it costs and who pays, what may go wrong, and where the numbers come from that
will show whether it worked. What the plan does not say is asked for here, each with the key to add, and nothing is
guessed. It is no fault to leave something for later, which is why this rule never fails a check by itself; but an empty
plan offers the other rules nothing to find fault with, and shall not look like a good one.

Where there is really no money, say so: `resources: {budget: {total: 0}}`.

Source: the parts of CNCF's governance review, in which an area that says nothing is graded Missing or Unknown; World
Bank ESS10 (contents of a stakeholder engagement plan).

Bad::

    goals:
      purpose: Owners of old bicycles keep them rolling together
      audiences: [{id: owners, core: true}]

Good::

    goals:
      purpose: Owners of old bicycles keep them rolling together
      audiences: [{id: owners, core: true}]
      objectives:
        - {id: talkers, statement: Forty people talk in a month, metric: mau, baseline: {value: 25, date: 2027-01-01},
           target: 40, due: 2027-12-31}
    rules:
      norms: [{id: be-kind, statement: Criticise the work and never the person.}]
    content:
      channels: [{id: chat, platform: slack, audiences: [owners], two_way: true}]
      calendar: [{id: workshop, kind: event, start: 2027-04-10, audiences: [owners], owner: lead, effort_hours: 6}]
    resources:
      budget: {total: 0}
    risks:
      register: [{id: no-room, event: The room is lost, likelihood: 1, impact: 3, objectives: [talkers]}]
    evaluation:
      active: {kinds: [message, reply]}
      exclude: {staff: true}
      sources: [{id: export, tool: slack, metrics: [mau], owner: lead, refresh: P1M}]

---

方案的某一部分没有内容。

完整的方案应写明：社群为什么存在、为谁而设、要达到什么、谁做什么、守什么规矩、在哪里交流、什么时候做什么、花多少钱由谁出、
可能出什么问题、用哪里的数据判断成效。没有写的，在这里逐项询问，并给出应补的键；一概不作猜测。留待以后再写不算错，
因此本规则本身不会使检查失败；但空空如也的方案让其他规则无从挑错，不应显得一切都好。

确实不花钱的，请写明：`resources: {budget: {total: 0}}`。

来源：CNCF 治理评审的各个方面（未写明的评为“缺失”或“未知”）；世界银行 ESS10（利益相关方参与计划的内容）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import Outcome, Place, Unknown
from commplan.plan import Plan
from commplan.rule import rule
from commplan.words import Words, say


@rule("P204", part="plan", kind="X", severity="info")
def part_unsaid(plan: Plan) -> Iterator[Outcome]:
    for said, place, missing in _asked(plan):
        if not said:
            yield Unknown(place, missing)


def _asked(plan: Plan) -> Iterator[tuple[object, Place, Words]]:
    """What a reader looks for: whether the plan says anything of it, where it would stand, and what it is."""
    goals, structure, content, resources = plan.goals, plan.structure, plan.content, plan.resources
    why = say("why the community exists (`goals.purpose`)", "社群为什么存在（`goals.purpose`）")
    yield goals.purpose or goals.mission, goals.at("purpose"), why
    whom = ("whom it is for (`goals.audiences`{f})", "为哪些人而设（`goals.audiences`{f}）")
    yield goals.audiences, goals.at("audiences"), _formed(whom, "- {id: members, name: ..., core: true}")
    aim = ("what it shall reach (`goals.objectives`{f})", "要达到什么目标（`goals.objectives`{f}）")
    objective = "- {id: objective-1, statement: ..., metric: ..., target: ..., due: ...}"
    yield goals.objectives, goals.at("objectives"), _formed(aim, objective)
    who = ("who does what (`structure.roles`{f})", "谁做什么（`structure.roles`{f}）")
    yield structure.roles, structure.at("roles"), _formed(who, "- {id: role-1, name: ..., duties: ..., holders: [...]}")
    how = ("which rules hold (`rules.norms`{f})", "守什么规矩（`rules.norms`{f}）")
    yield (
        plan.rules.norms or plan.rules.principles,
        plan.rules.at("norms"),
        _formed(how, "- {id: norm-1, statement: ...}"),
    )
    where = ("where people talk (`content.channels`{f})", "在哪里交流（`content.channels`{f}）")
    yield (
        content.channels,
        content.at("channels"),
        _formed(where, "- {id: channel-1, name: ..., platform: ..., owner: ...}"),
    )
    when = ("what happens when (`content.calendar`{f})", "什么时候做什么（`content.calendar`{f}）")
    yield content.calendar, content.at("calendar"), _formed(when, "- {id: entry-1, title: ..., start: ..., owner: ...}")
    money = say(
        "what it costs and who pays (`resources.budget`, `resources.funding`; `budget: {total: 0}` if nothing)",
        "花多少钱、由谁出（`resources.budget`、`resources.funding`；不花钱则写 `budget: {total: 0}`）",
    )
    budget = resources.budget
    spent = budget.lines or resources.funding or budget.total is not None
    yield spent, resources.at("budget"), money
    wrong = ("what may go wrong (`risks.register`{f})", "可能出什么问题（`risks.register`{f}）")
    risk = "- {id: risk-1, title: ..., likelihood: ..., impact: ...}"
    yield plan.risks.register or plan.risks.waived, plan.risks.at("register"), _formed(wrong, risk)
    yield plan.evaluation.sources, plan.evaluation.at("sources"), _evaluated(plan)


def _formed(words: tuple[str, str], item: str) -> Words:
    """What is missing, with the form of an item of its list."""
    return say(*words, f=say(", as `{i}`", "，写作 `{i}`", i=item))


def _evaluated(plan: Plan) -> Words:
    """Where the numbers come from, and how often they are looked at where no part of the plan says that either."""
    item = "- {id: source-1, tool: manual, metrics: [...], owner: ..., refresh: P1M}"
    if plan.evaluation.cadence is None:
        return say(
            "how often it is evaluated and where its numbers come from (`evaluation.cadence`, as `P3M` for each quarter, and "
            "`evaluation.sources`, as `{i}`)",
            "多久评估一次、数据从哪里来（`evaluation.cadence`，每季度写作 `P3M`；`evaluation.sources`，写作 `{i}`）",
            i=item,
        )
    return _formed(
        ("where its numbers come from (`evaluation.sources`{f})", "数据从哪里来（`evaluation.sources`{f}）"), item
    )
