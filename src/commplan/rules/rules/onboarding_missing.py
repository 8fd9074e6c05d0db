"""Newcomers are counted on, and nobody receives them.

Where an objective counts on newcomers, by its metric (joins, new members, net growth, members) or by the `joins_per_month` of its
growth, the plan says what happens in a newcomer's first seven days: a step of `rules.onboarding` with a `day` in them. And
each step of onboarding has somebody who does it: its own `owner`, or that of the onboarding.

Most of those who leave do so in the first week, before anybody has spoken to them. Whoever pays for growth and plans no
welcome fills a sieve.

Source: CHAOSS, new contributors; community practice (welcome, rules, first task).

Bad::

    goals:
      objectives:
        - {id: more, statement: More people join, metric: joins, owner: lead}
        - {id: answered, statement: Nobody waits for an answer, metric: unanswered-rate, owner: lead}
    evaluation:
      sources:
        - {id: chat, tool: slack, metrics: [joins], owner: lead, refresh: P1M}
        - {id: talk-export, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}

Good::

    goals:
      objectives:
        - {id: more, statement: More people join, metric: joins, owner: lead}
        - {id: answered, statement: Nobody waits for an answer, metric: unanswered-rate, owner: lead}
    rules:
      onboarding:
        owner: lead
        steps: [{day: 0, action: A welcome with the three rules}, {day: 5, action: A first small task}]
    evaluation:
      sources:
        - {id: chat, tool: slack, metrics: [joins], owner: lead, refresh: P1M}
        - {id: talk-export, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}

---

指望有新人，却没有人接待他们。

目标指望新人的——指标为加入人数、新成员、净增长、成员数，或写有每月加入人数（`growth.joins_per_month`）——方案要写明新人头七天会发生什么：
`rules.onboarding` 中至少有一步的 `day` 在七天之内。新人引导的每一步都要有人做：写明该步的 `owner`，或整个引导的 `owner`。

离开的人，多数在第一周就走了，走之前没有人跟他们说过话。花钱拉新却不安排接待，等于往筛子里倒水。

来源：CHAOSS 新贡献者指标；社群实践（欢迎、规则、第一个小任务）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Place, Problem
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.plan.rules import Welcome
from commplan.rule import Threshold, rule
from commplan.words import Words, listed, quote, say

FIRST_DAYS = Threshold(
    7, say("days after joining within which something happens for newcomers", "加入后多少天内应有新人引导"), least=1
)
_OF_NEWCOMERS = ("joins", "new-members", "net-growth", "members", "member-growth")


@rule("M111", part="rules", kind="X", severity="warning", level="solid", thresholds={"first_days": FIRST_DAYS})
def onboarding_missing(plan: Plan, first_days: float) -> Iterator[Outcome]:
    onboarding = plan.rules.onboarding
    counting = [(o, place) for o in plan.goals.objectives if (place := _counts(o))]
    if not counting and not onboarding.steps:
        yield NotApplicable(say("no objective counts on newcomers", "没有目标指望新人"))
        return
    early = [step for step in onboarding.steps if step.day <= first_days]
    if counting and not early:
        yield _nothing(plan, *counting[0], days=first_days)
    idle = [step for step in onboarding.steps if step.owner is None and onboarding.owner is None]
    if idle:
        yield _nobody(idle)


def _counts(objective: Objective) -> Place | None:
    """Where an objective says that it counts on newcomers."""
    if objective.growth.joins_per_month:
        return objective.growth.at("joins_per_month")
    grows = objective.metric in _OF_NEWCOMERS and objective.direction in (None, "up")
    return objective.at("metric") if grows else None


def _nothing(plan: Plan, objective: Objective, place: Place, days: float) -> Problem:
    later = min((step.day for step in plan.rules.onboarding.steps), default=None)
    return Problem(
        place,
        say(
            "objective {o} counts on newcomers, and nothing happens for them in their first {n} days{later}",
            "目标 {o} 指望新人，而他们加入后头 {n} 天没有任何安排{later}",
            o=quote(objective.id),
            n=f"{days:g}",
            later=Words("", "")
            if later is None
            else say("; the first step is on day {d}", "；第一步在第 {d} 天", d=later),
        ),
        say(
            "add `onboarding: {owner: ..., steps: [{day: 0, action: ...}]}` under `rules`",
            "在 `rules` 下加上 `onboarding: {owner: ..., steps: [{day: 0, action: ...}]}`",
        ),
    )


def _nobody(idle: list[Welcome]) -> Problem:
    names = [quote(step.action) for step in idle[:3]]
    rest = len(idle) - len(names)
    return Problem(
        idle[0].at(),
        say(
            "nobody is named for {s}{more} of the onboarding",
            "新人引导的 {z}{etc} 没有写明由谁来做",
            s=listed(names),
            z=listed(names),
            more=f" and {rest} more" if rest else "",
            etc=f" 等 {len(idle)} 步" if rest else "",
        ),
        say("add `owner:` to the step, or to `onboarding`", "为该步或 `onboarding` 加上 `owner:`"),
    )
