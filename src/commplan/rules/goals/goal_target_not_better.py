"""A target that is no better than today, or cannot be.

Three things about the numbers of an objective:

- the target lies on the better side of its baseline: above it where more is better, below it where less is (its
  `direction`, else the metric's own); the same number is no goal;
- a metric that is a share lies between 0 and 1: 20% is written 0.2, and a target of 20 can never be reached; others have
  bounds of their own (the Net Promoter Score lies between -100 and 100), or none;
- two objectives on one metric, over the same window and for the same audiences, can both be met: not one above 60 and
  one below 40 on the same day, nor a later target behind an earlier one. Two different targets for one day are a
  warning, because nobody can say which of them holds.

A slip of a sign, or of a factor of a hundred, is found on the first review day, when the year for it is half over; and
until then it makes every report wrong.

Source: SMART (measurable, attainable); arithmetic.

Bad::

    goals:
      objectives:
        - id: answered
          statement: Hardly anything stays unanswered
          metric: unanswered-rate
          baseline: {value: 0.1, date: 2027-01-01}
          target: 0.3
          due: 2027-12-31
    evaluation:
      sources: [{id: chat, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}]

Good::

    goals:
      objectives:
        - id: answered
          statement: Hardly anything stays unanswered
          metric: unanswered-rate
          baseline: {value: 0.3, date: 2027-01-01}
          target: 0.1
          due: 2027-12-31
    evaluation:
      sources: [{id: chat, tool: slack, metrics: [unanswered-rate], owner: lead, refresh: P1M}]

---

目标值不比现状好，或根本不可能。

检查目标数值的三个方面：

- 目标值应在基线的“更好”一侧：越高越好的要高于基线，越低越好的要低于基线（按其 `direction`，未写则按指标本身）；与基线相同不算目标；
- 比例类指标介于 0 与 1 之间：20% 写作 0.2，写成 20 永远达不到；另一些指标有自己的范围（净推荐值介于 -100 与 100 之间），
  或没有范围；
- 同一指标、同一统计时段、同一受众的两个目标要能同时达成：不能同一天一个要求高于 60、另一个要求低于 40，
  也不能后一个目标比前一个还退步。同一天有两个不同的目标值为警告，因为说不清以哪个为准。

正负号写反或差了一百倍，要到第一次复盘才会发现，那时时间已过去大半，而此前的每份报告都是错的。

来源：SMART 原则（可衡量、可达成）；算术。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import inf
from typing import Literal

from commplan.catalogue import described, metric
from commplan.finding import NotApplicable, Outcome, Problem, Related, Severity, Unknown
from commplan.metric import Bounds
from commplan.plan import Plan
from commplan.plan.goals import Objective
from commplan.rule import rule
from commplan.words import Words, listed, quote, say

Direction = Literal["up", "down", "keep"]
_OWN_SHARES = ("share", "比例", "占比")


@rule("G105", part="goals", kind="A", level="draft")
def goal_target_not_better(plan: Plan) -> Iterator[Outcome]:
    measured = [o for o in plan.goals.objectives if _known(plan, o)]
    if not measured:
        yield NotApplicable(say("no objective has a metric", "没有带指标的目标"))
    sound = []
    for objective in measured:
        wrong: list[Outcome] = list(_beyond(plan, objective))
        wrong = wrong or list(_judged(plan, objective))
        if not any(isinstance(w, Problem) for w in wrong):
            sound.append(objective)
        yield from wrong
    for one, other in combinations(sound, 2):
        if _same_figure(one, other):
            yield from _together(plan, one, other)


def _known(plan: Plan, objective: Objective) -> bool:
    """Whether there is a metric of this name; rule goal-no-kpi speaks of the others."""
    return described(objective.metric) is not None or any(m.id == objective.metric for m in plan.evaluation.metrics)


def _better(plan: Plan, objective: Objective) -> Direction | None:
    """Which way is better: by the objective, else by the metric; None when neither says so."""
    own = next((m for m in plan.evaluation.metrics if m.id == objective.metric), None)
    known = described(objective.metric)
    if objective.direction or own:
        return objective.direction or (own.direction if own else None)
    return known.better if known and known.better != "neither" else None


# -- one objective --


def _bounds(plan: Plan, objective: Objective) -> Bounds:
    """What no value of the metric can be below or above; (None, None) for one of which nothing of the kind is known."""
    own = next((m for m in plan.evaluation.metrics if m.id == objective.metric), None)
    if own:
        return (0, 1) if (own.unit or "").casefold() in _OWN_SHARES else (None, None)
    known, counted = described(objective.metric), metric(objective.metric or "")
    if counted and counted.bounds is not None:
        return counted.bounds
    return (0, 1) if known and known.unit == "share" else (None, None)


def _beyond(plan: Plan, objective: Objective) -> Iterator[Problem]:
    """A target or baseline that the metric cannot have."""
    low, high = _bounds(plan, objective)
    stated = [
        (say("target", "目标值"), objective.target, objective.at("target")),
        (say("baseline", "基线"), objective.baseline.value, objective.baseline.at("value")),
    ]
    for what, value, place in stated:
        if value is None or (-inf if low is None else low) <= value <= (inf if high is None else high):
            continue
        words = say(
            "{w} {v} of objective {o} cannot be: {m} {lies}",
            "目标 {o} 的{w} {v} 不可能：{m} {lies}",
            w=what,
            v=_number(value),
            o=quote(objective.id),
            m=quote(objective.metric),
            lies=_lies(low, high),
        )
        if (low, high) != (0, 1):
            yield Problem(place, words)
            continue
        example = value if 1 < value <= 100 else 20
        facts = {"p": _number(example), "s": _number(example / 100)}
        yield Problem(place, words, say("write {s} for {p}%", "{p}% 写作 {s}", **facts))


def _lies(low: float | None, high: float | None) -> Words:
    if low is None or high is None:
        end, least = (high, False) if high is not None else (low or 0, True)
        return (
            say("is at least {n}", "不小于 {n}", n=_number(end))
            if least
            else say("is at most {n}", "不大于 {n}", n=_number(end))
        )
    return say("lies between {a} and {b}", "介于 {a} 与 {b} 之间", a=_number(low), b=_number(high))


def _judged(plan: Plan, objective: Objective) -> Iterator[Outcome]:
    target, start, better = objective.target, objective.baseline.value, _better(plan, objective)
    if better == "keep":
        return
    unsaid = [f"`{key}`" for key, value in (("target", target), ("baseline.value", start)) if value is None]
    unsaid += ["`direction` (`up`, `down`, `keep`)"] if better is None else []
    if unsaid:
        missing = say(
            "{k} of the objective on {m}, to tell whether its target is better than today",
            "以 {m} 为指标的目标的 {z}，据以判断目标值是否比现状好",
            k=listed(unsaid),
            z="、".join(unsaid),
            m=quote(objective.metric),
        )
        yield Unknown(objective.at(), missing)
    elif target is not None and start is not None and not (target > start if better == "up" else target < start):
        yield _worse(objective, target, start, up=better == "up")


def _worse(objective: Objective, target: float, start: float, up: bool) -> Problem:
    facts = {"o": quote(objective.id), "t": _number(target), "s": _number(start), "m": quote(objective.metric)}
    more = say("more", "越高越好") if up else say("less", "越低越好")
    if target == start:
        words = say("objective {o} aims at {t}, where it stands already", "目标 {o} 的目标值 {t} 与基线相同", **facts)
    else:
        words = say(
            "objective {o} goes from {s} to {t}, but {w} of {m} is better",
            "目标 {o} 由 {s} 变为 {t}，但 {m} {w}",
            w=more,
            **facts,
        )
    hint = say(
        "correct `target` or `baseline`, or say `direction: {d}` if that is meant",
        "请更正 `target` 或 `baseline`；若确有此意，请写 `direction: {d}`",
        d="keep" if target == start else "down" if up else "up",
    )
    related = Related(objective.baseline.at("value"), say("the baseline", "基线"))
    return Problem(objective.at("target"), words, hint, (related,))


# -- two objectives on one metric --


def _same_figure(one: Objective, other: Objective) -> bool:
    """Whether both objectives are read off the same number."""

    def figure(objective: Objective) -> object:
        known = metric(objective.metric or "")
        defaults = {name: p.default for name, p in known.parameters.items()} if known else {}
        return objective.metric, {**defaults, **objective.parameters}, objective.window, set(objective.audiences)

    return one.target is not None and other.target is not None and figure(one) == figure(other)


def _together(plan: Plan, one: Objective, other: Objective) -> Iterator[Problem]:
    """What is wrong with two targets for one figure, said of the one that is due later, or stands later."""
    one, other = (other, one) if one.due and other.due and other.due < one.due else (one, other)
    ways = _better(plan, one), _better(plan, other)
    if ways[0] is None or ways[1] is None:
        return
    (low, high), (low_2, high_2) = _allowed(one, ways[0]), _allowed(other, ways[1])
    apart = low > high_2 or low_2 > high
    if one.due == other.due and apart:
        but = say("and both cannot be met", "两者不可能同时达成")
        yield _clash(one, other, ways, but, Severity.ERROR)
    elif ways[0] == ways[1] != "keep" and one.target != other.target:
        if one.due == other.due:
            but = say("and nobody can say which of the two holds", "说不清以哪个为准")
            yield _clash(one, other, ways, but, Severity.WARNING)
        elif one.due and other.due and (low > low_2 or high < high_2):
            yield _clash(one, other, ways, say("and the later one is a step back", "后者反而退步"), Severity.ERROR)


def _allowed(objective: Objective, better: Direction) -> tuple[float, float]:
    """The values with which the objective is reached."""
    target, room = objective.target or 0, objective.tolerance or 0
    return (-inf if better == "down" else target - (room if better == "keep" else 0)), (
        inf if better == "up" else target + (room if better == "keep" else 0)
    )


def _clash(
    one: Objective, other: Objective, ways: tuple[Direction | None, Direction | None], but: Words, severity: Severity
) -> Problem:
    words = say(
        "of {m}, objective {a} wants {x} and objective {b} {y}, {but}",
        "同以 {m} 为指标，目标 {a} 要求{x}，目标 {b} 要求{y}，{but}",
        m=quote(one.metric),
        a=quote(one.id),
        x=_wanted(one, ways[0]),
        b=quote(other.id),
        y=_wanted(other, ways[1]),
        but=but,
    )
    hint = say("keep one of the two, or correct a target or a due day", "请只留一个，或更正目标值、截止日")
    related = Related(one.at("target"), say("the other target", "另一个目标值"))
    return Problem(other.at("target"), words, hint, (related,), severity)


def _wanted(objective: Objective, better: Direction | None) -> Words:
    least = {
        "up": say("at least", "不低于"),
        "down": say("at most", "不高于"),
        "keep": say("to stay at", "保持在"),
    }[better or "keep"]
    by = say(" by {d}", "（{d} 前）", d=objective.due) if objective.due else Words("", "")
    return say("{l} {t}{by}", "{l} {t}{by}", l=least, t=_number(objective.target or 0), by=by)


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
