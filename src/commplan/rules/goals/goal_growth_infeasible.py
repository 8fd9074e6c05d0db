"""A growth target that its own assumptions do not reach.

For objectives on the number of members (`members`, `net-growth`, or a metric of the plan's own that states `growth`)
the rule works out what the plan's assumptions come to. Of the members at the baseline, and of those who join each
month, the stated share is lost every month:

    reachable = start x k^n + joins x (1 + k + ... + k^(n-1))

where n is the number of months from the baseline to the due date, and k = 1 - churn is what a month leaves. A target
above that is a wish. So is a target above the room in the groups, when groups are limited in every channel, by the
channel or its platform. So is a plan in which every member brings one more or better (invites times conversion of 1
or above): such growth has no end, and no community has kept it up.

Joining is what plans count; leaving is what they forget. At 5% a month almost half of the people are gone in a year.

Source: arithmetic of stock and flow; viral coefficient K seldom above 1 (geratools.com viral-coefficient).

Bad::

    goals:
      objectives:
        - {id: answered, statement: Nobody waits for an answer, metric: unanswered-rate, owner: lead}
        - id: grow
          statement: 5000 members by the end of the year
          metric: members
          baseline: {value: 1000, date: 2027-01-01}
          target: 5000
          due: 2027-12-31
          owner: lead
          growth: {joins_per_month: 200, monthly_churn: 0.05}
    rules: {onboarding: {owner: lead, steps: [{action: A welcome}]}}
    evaluation:
      sources:
        - {id: talk-export, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}
        - {id: roll, tool: log, metrics: [members], owner: lead, refresh: P1M}

Good::

    goals:
      objectives:
        - {id: answered, statement: Nobody waits for an answer, metric: unanswered-rate, owner: lead}
        - id: grow
          statement: 2300 members by the end of the year
          metric: members
          baseline: {value: 1000, date: 2027-01-01}
          target: 2300
          due: 2027-12-31
          owner: lead
          growth: {joins_per_month: 200, monthly_churn: 0.05}
    rules: {onboarding: {owner: lead, steps: [{action: A welcome}]}}
    evaluation:
      sources:
        - {id: talk-export, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}
        - {id: roll, tool: log, metrics: [members], owner: lead, refresh: P1M}

---

增长目标按其自身假设达不到。

对以成员数为指标的目标（`members`、`net-growth`，或写明了 `growth` 的自定指标），本规则推算方案的假设能达到多少。基线时的成员与此后
每月新加入者，每月都按所写比例流失：

    可达到 = 起始 × k^n + 每月加入 × (1 + k + … + k^(n-1))

n 为基线日至截止日的月数，k = 1 - 流失率，即每月留下的比例。高于此数的目标只是愿望。每个渠道的群规模都有上限
（渠道自定或平台规定）时，高于各群容量总和的目标也一样；假设每位成员都能再带来一位以上（邀请数 × 转化率不小于 1）的方案也一样，这样的增长没有尽头，没有哪个社群能一直保持。

方案常算加入，却忘了流失。每月流失 5%，一年后原有成员将少去近一半。

来源：存量与流量的算术；裂变系数 K 很少超过 1（geratools.com viral-coefficient）。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, inf

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel
from commplan.plan.goals import Objective
from commplan.rule import rule
from commplan.words import Words, listed, quote, say

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class _Growth:
    """What an objective takes for granted; `start` is 0 for net growth, whose own members nobody counts."""

    start: float
    joins: float
    churn: float
    months: float

    @property
    def kept(self) -> float:
        """The share of the first members who are still there."""
        return float((1 - self.churn) ** self.months)

    @property
    def joined_months(self) -> float:
        """The joins of how many months are still there."""
        return (1 - self.kept) / self.churn if self.churn > _EPSILON else self.months

    @property
    def reachable(self) -> float:
        return self.start * self.kept + self.joins * self.joined_months


@rule("G103", part="goals", kind="A", severity="warning", level="solid")
def goal_growth_infeasible(plan: Plan) -> Iterator[Outcome]:
    own = {m.id for m in plan.evaluation.metrics}
    judged = False
    for objective in plan.goals.objectives:
        if _endless(objective):
            judged = True
            yield _no_end(objective)
        if objective.direction == "down":
            continue
        if objective.metric in ("members", "net-growth") or (objective.metric in own and objective.says("growth")):
            judged = True
            yield from _judged(objective)
            yield from _no_room(plan, objective)
    if not judged:
        yield NotApplicable(say("no objective is about the number of members", "没有以成员数为指标的目标"))


def _endless(objective: Objective) -> bool:
    growth = objective.growth
    return (growth.invites_per_member or 0) * (growth.invite_conversion or 0) >= 1 - _EPSILON


def _no_end(objective: Objective) -> Problem:
    growth = objective.growth
    sent, joins = growth.invites_per_member or 0, growth.invite_conversion or 0
    return Problem(
        growth.at("invites_per_member"),
        say(
            "objective {o} counts on every member bringing {k} more ({sent} invites x {joins}), and growth like that never ends",
            "目标 {o} 假设每位成员再带来 {k} 位成员（{sent} 次邀请 × {joins}），这样的增长没有尽头",
            o=quote(objective.id),
            k=_number(sent * joins),
            sent=_number(sent),
            joins=_number(joins),
        ),
        say(
            "measure how many invites are really sent and taken up; the product must be below 1",
            "请核实实际发出与被接受的邀请数；两者之积应小于 1",
        ),
        (Related(growth.at("invite_conversion"), say("times this", "乘以此数")),),
    )


def _judged(objective: Objective) -> Iterator[Outcome]:
    missing = _missing(objective)
    if missing is not None:
        yield Unknown(objective.at(), missing)
        return
    growth = _assumed(objective)
    target = objective.target or 0
    if growth.months <= 0 or target <= growth.reachable + _EPSILON * max(1, growth.reachable):
        return  # an objective due before its baseline is said by rule goal-due-before-data
    needed = (target - growth.start * growth.kept) / growth.joined_months
    hint = say(
        "it would take {j} joining each month, or a target of {r}",
        "需要每月加入 {j} 人，或把目标定为 {r}",
        j=ceil(needed - _EPSILON),
        r=_reached(growth),
    )
    assumed = Related(objective.growth.at("joins_per_month"), say("counting on this", "按此假设"))
    yield Problem(objective.at("target"), _message(objective, growth), hint, (assumed,))


def _missing(objective: Objective) -> Words | None:
    """What is not said of all that the sum needs."""
    needs: list[tuple[str, float | date | None]] = [
        ("target", objective.target),
        ("due", objective.due),
        ("baseline.date", objective.baseline.date),
        ("growth.joins_per_month", objective.growth.joins_per_month),
        ("growth.monthly_churn", objective.growth.monthly_churn),
    ]
    if objective.metric != "net-growth":
        needs.insert(2, ("baseline.value", objective.baseline.value))
    unsaid = [f"`{key}`" for key, value in needs if value is None or value in (inf, -inf)]
    if not unsaid:
        return None
    keys = listed(unsaid)
    return say("what {o} takes for granted: {k}", "{o} 的前提：{k}", o=quote(objective.id), k=keys)


def _assumed(objective: Objective) -> _Growth:
    start = objective.baseline.value if objective.metric != "net-growth" else 0
    first, due = objective.baseline.date or date.max, objective.due or date.min
    growth = objective.growth
    return _Growth(start or 0, growth.joins_per_month or 0, growth.monthly_churn or 0, _months(first, due))


def _months(first: date, last: date) -> float:
    """Months between two days, on the calendar and then by days."""
    whole = (last.year - first.year) * 12 + last.month - first.month
    exact = whole + (last.day - first.day) / 30.4375
    # people count from 1 January to 31 December as twelve months, and from 31 December to 31 December too
    return round(exact) if abs(exact - round(exact)) < 0.05 else exact


def _message(objective: Objective, growth: _Growth) -> Words:
    percent = _number(growth.churn * 100)
    facts = {
        "o": quote(objective.id),
        "t": _number(objective.target or 0),
        "due": objective.due,
        "s": _number(growth.start),
        "j": _number(growth.joins),
        "c": Words(f"{percent}%", f"{percent}%"),
        "n": _number(round(growth.months, 1)),
        "r": _reached(growth),
    }
    if objective.metric == "net-growth":
        return say(
            "objective {o} wants {t} more members by {due}, but {j} joining and {c} of them leaving each month "
            "come to {r} after {n} months, even if nobody else leaves",
            "目标 {o} 要在 {due} 前净增 {t} 人，但每月加入 {j} 人、其中每月流失 {c}，{n} 个月后至多净增 {r} 人，"
            "即使原有成员无人退出",
            **facts,
        )
    return say(
        "objective {o} wants {t} by {due}, but from {s}, with {j} joining and {c} leaving each month, "
        "{n} months come to {r}",
        "目标 {o} 要在 {due} 前达到 {t}，但从 {s} 起，每月加入 {j} 人、流失 {c}，{n} 个月后只有 {r}",
        **facts,
    )


def _no_room(plan: Plan, objective: Objective) -> Iterator[Outcome]:
    """A number of members that the groups of all channels together cannot hold."""
    channels, target = plan.content.channels, objective.target
    if objective.metric != "members" or target is None or not channels:
        return
    rooms = [room for room in map(_room, channels) if room]
    together = sum(room.people for room in rooms)
    if len(rooms) == len(channels) and target > together:
        yield Problem(
            objective.at("target"),
            say(
                "objective {o} wants {t} members, but the groups of all channels together hold {r}",
                "目标 {o} 要达到 {t} 名成员，但全部渠道的群合计只能容纳 {r} 人",
                o=quote(objective.id),
                t=_number(target),
                r=together,
            ),
            say("plan more groups (`groups`), or a lower target", "请增加群数（`groups`），或降低目标"),
            tuple(room.related for room in rooms),
        )


@dataclass(frozen=True, slots=True)
class _Room:
    """How many people the groups of a channel hold together, and where that is from."""

    people: int
    related: Related


def _room(channel: Channel) -> _Room | None:
    """The room in a channel by its own word or else its platform's; None when neither limits it or is known."""
    from commplan.platforms import platform

    g = channel.groups
    if channel.capacity is not None:
        c = channel.capacity
        words = say("{g} x {c} = {n}", "{g} × {c} = {n}", g=g, c=c, n=g * c)
        return _Room(g * c, Related(channel.at("capacity"), words))
    known = platform(channel.platform)
    limit = known.capacity if known else None
    if known is None or limit is None or limit.people is None:
        return None
    words = say(
        "{g} x {c} = {n} ({p}, as of {d})",
        "{g} × {c} = {n}（{p}，截至 {d}）",
        g=g,
        c=limit.people,
        n=g * limit.people,
        p=known.name,
        d=limit.as_of,
    )
    return _Room(g * limit.people, Related(channel.at("platform"), words))


def _reached(growth: _Growth) -> int:
    return floor(growth.reachable + _EPSILON)


def _number(value: float) -> str:
    """A number as people write it: 12, 0.25, 1500000."""
    return f"{value:g}" if abs(value) >= 1e15 else f"{round(value, 6):f}".rstrip("0").rstrip(".")
