"""A survey is too small to see the change that a goal wants.

A survey of some of the people misses the truth by chance, and two surveys miss it twice. Where an objective is measured by a
survey, as a share or as a net promoter score, the change from baseline to target is larger than the margin of error of the
comparison (95%) at the number of answers planned (`answers` of the metric, else those of its latest reading). Otherwise
the goal can be reached, or missed, by luck. With the net promoter score commplan assumes that three in ten answer 7 or 8; where
the audiences of the objective are small and most of them answer, the margin shrinks.

Source: margin of error of a difference of two proportions, 1.96 x sqrt(v1/n + v2/n); variance of the net promoter score,
promoters + detractors - score squared.

Bad::

    goals:
      objectives:
        - {id: trust, statement: More people trust us, metric: trust-share, baseline: {value: 58, date: 2026-12-01}, target: 61, unit: "%"}
    evaluation:
      metrics:
        - {id: trust-share, definition: Share of answers that say so, unit: "%", direction: up, answers: 200}
      sources:
        - {id: poll, tool: survey, metrics: [trust-share], owner: lead, refresh: P6M}

Good::

    goals:
      objectives:
        - {id: trust, statement: More people trust us, metric: trust-share, baseline: {value: 58, date: 2026-12-01}, target: 70, unit: "%"}
    evaluation:
      metrics:
        - {id: trust-share, definition: Share of answers that say so, unit: "%", direction: up, answers: 200}
      sources:
        - {id: poll, tool: survey, metrics: [trust-share], owner: lead, refresh: P6M}

---

调查样本太小，看不出目标要的变化。

只问一部分人，结果会因偶然而偏离真相；两次调查相比，偏离两次。目标以调查衡量（占比或净推荐值）时，从基线到目标的变化，
应大于按计划回收份数（指标的 `answers`，未写则用最近一次读数的份数）算出的比较误差（95%）。否则目标是达成还是落空全凭运气。
净推荐值按三成人答 7 或 8 分估算；目标所涉受众很少、大半都作答时，误差随之缩小。

来源：两个比例之差的误差 1.96 × √(v1/n + v2/n)；净推荐值的方差 = 推荐者占比 + 贬损者占比 − 净推荐值的平方。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil, sqrt

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.evaluation import OwnMetric
from commplan.plan.goals import Objective
from commplan.rule import rule
from commplan.words import quote, say

NORMAL = 1.96
"""Standard errors to each side within which 95 of 100 samples lie."""
MIDDLE = 0.3
"""Assumed share of those who answer 7 or 8, whom the net promoter score leaves out; the fewer, the wider the margin."""
_SCORE = re.compile(r"\bnps\b|net[- ]promoter|净推荐", re.IGNORECASE)
_SHARE = re.compile(r"%|\bper ?cent\b|\bshare\b|\brate\b|百分|比例|占比|率", re.IGNORECASE)


@rule("V107", part="evaluation", kind="A", severity="warning", level="exemplary")
def kpi_small_sample(plan: Plan) -> Iterator[Outcome]:
    surveyed = {id_ for s in plan.evaluation.sources if s.tool == "survey" for id_ in s.metrics}
    own = {m.id: m for m in plan.evaluation.metrics if m.id in surveyed}
    judged = [(o, own[o.metric]) for o in plan.goals.objectives if o.metric in own and o.direction != "keep"]
    judged = [(o, m) for o, m in judged if _is_score(m) or _is_share(o, m)]
    if not judged:
        yield NotApplicable(say("no goal is a share or a score from a survey", "没有以调查占比或净推荐值衡量的目标"))
    for objective, measured in judged:
        if objective.target is not None and objective.baseline.value is not None:
            yield from _judged(plan, objective, measured, objective.baseline.value, objective.target)


def _is_score(measured: OwnMetric) -> bool:
    return any(_SCORE.search(text or "") for text in (measured.id, measured.name, measured.definition))


def _is_share(objective: Objective, measured: OwnMetric) -> bool:
    return bool(_SHARE.search(objective.unit or measured.unit or ""))


def _judged(plan: Plan, objective: Objective, measured: OwnMetric, start: float, target: float) -> Iterator[Outcome]:
    answers = _answers(plan, measured)
    if not answers:
        missing = say(
            "how many answers are planned for {m} (`answers`)",
            "{m} 计划回收多少份答卷（`answers`）",
            m=quote(measured.id),
        )
        yield Unknown(measured.at(), missing)
        return
    whole = 100 if max(abs(start), abs(target)) > 1 else 1
    spread = [_variance(value / whole, _is_score(measured)) for value in (start, target)]
    if any(variance is None for variance in spread):
        return  # no share and no score: rule goal-target-not-better speaks of it
    variance = sum(v or 0 for v in spread)
    margin = NORMAL * sqrt(variance / answers * _unasked(plan, objective, answers))
    change = abs(target - start) / whole
    if 0 < change < margin:
        wanted = ceil(variance * (NORMAL / change) ** 2)
        yield _told(objective, measured, (whole * change, whole * margin), answers, wanted)


def _answers(plan: Plan, measured: OwnMetric) -> int | None:
    """The answers planned, else those of the latest reading that says how many there were."""
    read = [r for r in plan.evaluation.readings if r.metric == measured.id and r.answers]
    latest = max(read, key=lambda r: r.date).answers if read else None
    return measured.answers if measured.answers is not None else latest


def _variance(value: float, score: bool) -> float | None:
    """Of one answer: yes or no for a share; 1, 0 or -1 for the net promoter score."""
    if not (-1 if score else 0) <= value <= 1:
        return None
    return max(1 - MIDDLE, abs(value)) - value**2 if score else value * (1 - value)


def _unasked(plan: Plan, objective: Objective, answers: int) -> float:
    """The finite population correction; 1 where it is not known how many people there are."""
    sizes = [a.size for a in plan.goals.audiences if a.id in objective.audiences]
    people = sum(size or 0 for size in sizes)
    if not sizes or None in sizes or people < 2:
        return 1
    return max(0, people - answers) / (people - 1)


def _told(
    objective: Objective, measured: OwnMetric, numbers: tuple[float, float], answers: int, wanted: int
) -> Problem:
    change, margin = numbers
    return Problem(
        objective.at("target"),
        say(
            "objective {o} wants a change of {c}, but two surveys of {n} answers can differ by {m} by chance",
            "目标 {o} 要变化 {c}，但两次各 {n} 份答卷的调查，仅凭偶然就可能相差 {m}",
            o=quote(objective.id),
            c=f"{change:.3g}",
            n=f"{answers:,}",
            m=f"{margin:.2g}",
        ),
        say(
            "ask more people (about {w} answers each time), or aim for a larger change",
            "增加样本（每次约 {w} 份答卷），或把目标定得更远",
            w=f"{wanted:,}",
        ),
        (Related(measured.at(), say("the metric", "指标")),),
    )
