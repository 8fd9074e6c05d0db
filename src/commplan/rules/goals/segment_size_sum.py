"""Audiences that together are more people than there are.

Where an objective counts all members (`members`), its baseline is how many there are. The sizes of its audiences, or of
the plan's members when it names none, may not come to more: whoever is counted in two of them is to be marked
`overlaps: true` in one. Sizes are estimates, so a tenth more is let pass.

Sizes that do not add up go on into quotas, group capacities and the cost of every prize.

Source: arithmetic.

Bad::

    goals:
      audiences:
        - {id: newcomers, category: members, size: 400}
        - {id: regulars, category: members, size: 900}
      objectives:
        - {id: answered, statement: Nobody waits for an answer, metric: unanswered-rate, owner: lead}
        - id: grow
          statement: 1200 members by the end of the year
          metric: members
          baseline: {value: 1000, date: 2027-01-01}
          target: 1200
          due: 2027-12-31
          audiences: [newcomers, regulars]
          growth: {joins_per_month: 50, monthly_churn: 0.02}
    content:
      channels: [{id: chat, platform: discourse, audiences: [newcomers, regulars], two_way: true}]
    rules: {onboarding: {owner: lead, steps: [{action: A welcome}]}}
    evaluation:
      sources:
        - {id: roll, tool: log, metrics: [members], owner: lead, refresh: P1M}
        - {id: talk-export, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}

Good::

    goals:
      audiences:
        - {id: newcomers, category: members, size: 200}
        - {id: regulars, category: members, size: 800}
      objectives:
        - {id: answered, statement: Nobody waits for an answer, metric: unanswered-rate, owner: lead}
        - id: grow
          statement: 1200 members by the end of the year
          metric: members
          baseline: {value: 1000, date: 2027-01-01}
          target: 1200
          due: 2027-12-31
          audiences: [newcomers, regulars]
          growth: {joins_per_month: 50, monthly_churn: 0.02}
    content:
      channels: [{id: chat, platform: discourse, audiences: [newcomers, regulars], two_way: true}]
    rules: {onboarding: {owner: lead, steps: [{action: A welcome}]}}
    evaluation:
      sources:
        - {id: roll, tool: log, metrics: [members], owner: lead, refresh: P1M}
        - {id: talk-export, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}

---

各受众人数之和超过总人数。

以全体成员数（`members`）为指标的目标，其基线就是总人数。该目标各受众（未写受众时为方案中的成员类受众）的人数之和不应超过它；
同时计入两个受众的人，应在其中一个受众上标明 `overlaps: true`。人数是估计值，超出一成以内不提示。

对不上的人数会继续影响推送配额、群容量和每项兑换品的成本。

来源：算术。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Audience, Objective
from commplan.rule import Threshold, rule
from commplan.rules.goals import listed
from commplan.words import quote, say

TOLERANCE = Threshold(
    0.1, say("share by which estimated sizes may exceed the total", "各受众估计人数之和可超出总数的比例")
)


@rule("G114", part="goals", kind="A", severity="warning", level="draft", thresholds={"tolerance": TOLERANCE})
def segment_size_sum(plan: Plan, tolerance: float) -> Iterator[Outcome]:
    counted = [(o, audiences) for o in plan.goals.objectives if o.metric == "members" and (audiences := _of(plan, o))]
    if not counted:
        yield NotApplicable(
            say("no objective counts all members of several audiences", "没有以多个受众全体成员数为指标的目标")
        )
    for objective, audiences in counted:
        if plan.dangling.intersection(objective.audiences):
            continue  # one of them is told by rule ref-resolves
        unsized = [a for a in audiences if a.size is None]
        for audience in unsized:
            missing = say("how many people {a} are (`size`)", "{a} 有多少人（`size`）", a=quote(audience.id))
            yield Unknown(audience.at(), missing)
        if objective.baseline.value is None:
            missing = say(
                "how many members there are at the start (`baseline.value` of {o})",
                "起始时有多少成员（{o} 的 `baseline.value`）",
                o=quote(objective.id),
            )
            yield Unknown(objective.at(), missing)
        elif not unsized:
            yield from _judged(objective, objective.baseline.value, audiences, tolerance)


def _of(plan: Plan, objective: Objective) -> list[Audience]:
    """The audiences whose people are all the members, each person in one; none unless there are two or more."""
    meant = [a for a in plan.goals.audiences if not a.overlaps and _counts(objective, a)]
    return meant if len(meant) > 1 else []


def _counts(objective: Objective, audience: Audience) -> bool:
    return audience.id in objective.audiences if objective.audiences else audience.category == "members"


def _judged(objective: Objective, there: float, audiences: list[Audience], tolerance: float) -> Iterator[Problem]:
    together = sum(a.size or 0 for a in audiences)
    if together <= there * (1 + tolerance):
        return
    words = say(
        "{a} are {n} people together, but objective {o} starts from {m} members",
        "{a} 合计 {n} 人，但目标 {o} 的起点只有 {m} 名成员",
        a=listed(a.id for a in audiences),
        n=together,
        o=quote(objective.id),
        m=f"{there:.0f}",
    )
    hint = say(
        "correct a `size` or the baseline; mark as `overlaps: true` an audience whose people are in another too",
        "请更正 `size` 或基线；若某个受众的人也计入另一个受众，请标明 `overlaps: true`",
    )
    related = tuple(Related(a.at("size"), say("counted in", "计入")) for a in audiences[:4])
    yield Problem(objective.baseline.at("value"), words, hint, related)
