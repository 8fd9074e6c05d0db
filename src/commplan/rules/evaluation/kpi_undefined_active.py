"""A goal counts active members, and nobody said what active means.

Where an objective counts active people (daily, weekly, monthly active members, stickiness, retention, new members, evenness of
participation), the plan says what makes a member active (`evaluation.active.kinds`), whether the team counts as members
(`evaluation.exclude.staff`), and by which clock a day ends (`plan.timezone`). commplan would fill in a default for each, and
two people with two defaults get two numbers; a community that counts its own staff is always lively. Decide once, before
the first count, and keep to it.

Source: practitioners on DAU/MAU (definition drift); CHAOSS metrics (filters for bots and staff).

Bad::

    goals:
      objectives:
        - {id: lively, statement: Fifty people take part each month, metric: mau, baseline: {value: 20, date: 2026-12-01}, target: 50}
    evaluation:
      sources:
        - {id: chat, tool: slack, metrics: [mau], owner: lead, refresh: P1M}

Good::

    goals:
      objectives:
        - {id: lively, statement: Fifty people take part each month, metric: mau, baseline: {value: 20, date: 2026-12-01}, target: 50}
    evaluation:
      active: {kinds: [message, reply], inactive_after_days: 28}
      exclude: {bots: true, staff: true}
      sources:
        - {id: chat, tool: slack, metrics: [mau], owner: lead, refresh: P1M}

---

目标统计活跃成员，却没有说明什么算活跃。

目标统计活跃的人时（日、周、月活跃成员数，用户粘性，留存，新成员，参与是否均衡），方案要写明什么行为算活跃
（`evaluation.active.kinds`）、团队成员是否计入（`evaluation.exclude.staff`）、一天按哪个时区结束（`plan.timezone`）。
不写的，commplan 会用默认值；两个人各用各的默认，就得出两个数；把自己团队也算进去的社群永远热闹。第一次统计之前定下来，之后不再变。

来源：从业者对 DAU/MAU 的讨论（口径漂移）；CHAOSS 指标（排除机器人与团队成员）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.catalogue import metric
from commplan.finding import NotApplicable, Outcome, Problem, Related
from commplan.metric import ACTIVITY
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.rule import rule
from commplan.words import Words, listed, quote, say

_ACTIVE = Words("active: {kinds: [message, reply]}", "active: {kinds: [message, reply]}")
_TEAM = Words("exclude: {staff: true}", "exclude: {staff: true}")


@rule("V106", part="evaluation", kind="F", severity="warning")
def kpi_undefined_active(plan: Plan) -> Iterator[Outcome]:
    own = {m.id for m in plan.evaluation.metrics}
    counting = [o for o in plan.goals.objectives if o.metric and o.metric not in own and _of_active(o.metric)]
    if not counting:
        yield NotApplicable(say("no goal counts active members", "没有统计活跃成员的目标"))
        return
    missing = list(_missing(plan))
    if missing:
        yield _told(counting, missing)


def _of_active(id_: str) -> bool:
    found = metric(id_)
    return found is not None and ACTIVITY in found.needs


def _missing(plan: Plan) -> Iterator[tuple[Words, Words, str]]:
    """What is left open, the pair that says it, and the part that the pair stands in."""
    if not plan.evaluation.active.says("kinds"):
        yield say("what makes a member active", "什么行为算活跃"), _ACTIVE, "evaluation"
    if not plan.evaluation.exclude.says("staff"):
        yield say("whether the team counts", "团队成员是否计入"), _TEAM, "evaluation"
    if plan.plan.timezone is None:
        yield (
            say("by which clock a day ends", "一天按哪个时区结束"),
            say("timezone: Europe/Berlin", "timezone: Asia/Shanghai"),
            "plan",
        )


def _told(counting: list[Objective], missing: list[tuple[Words, Words, str]]) -> Problem:
    first, others = counting[0], counting[1:]
    *before, last = [words for words, _, _ in missing]
    open_ = say("{b} and {l}", "{b}、{l}", b=listed(before), l=last) if before else last
    pairs = [
        say(
            "{k} under `{p}`",
            "`{p}` 中的 {k}",
            k=listed(Words(f"`{k.en}`", f"`{k.zh}`") for _, k, q in missing if q == part),
            p=part,
        )
        for part in dict.fromkeys(part for _, _, part in missing)
    ]
    return Problem(
        first.at("metric"),
        say(
            "objective {o} counts active members ({m}), but the plan does not say {w}",
            "目标 {o} 统计活跃成员（{m}），但方案没有写明{w}",
            o=quote(first.id),
            m=quote(first.metric),
            w=open_,
        ),
        say("write {k}", "请写明 {k}", k=listed(pairs)),
        tuple(Related(o.at("metric"), say("counts them too", "同样统计活跃成员")) for o in others),
    )
