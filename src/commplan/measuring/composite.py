"""The community score: how far the objectives of a plan have come, in one number, with what it rests on.

Each objective is somewhere on the way from its baseline (0) to its target (1), and no further on either side; the score is
the mean of these by `weight`. What nothing is known of is neither left out, which would raise a score by hiding what is
bad, nor taken for zero: the score then lies between where it would stand if all of that had not begun, and if all of it
were reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commplan.measuring.objectives import Appraised
from commplan.metric import Described
from commplan.reckoning import spoken
from commplan.reckoning.verdict import FLOOR, within
from commplan.words import Words, quote, say

COMMUNITY_SCORE = Described(
    id="community-score",
    name=Words("Community score", "社群综合得分"),
    unit="share",
    better="up",
    definition=Words(
        "The mean, by the `weight` of each objective (1 unless it says another), of how far it has come from its baseline to "
        "its target: 0% at the baseline or behind it, 100% at the target or beyond. To be kept within limits is 100% or 0%.",
        "各目标从基线到目标值的完成程度，按各自的 `weight`（不写为 1）加权平均：在基线或更差为 0%，达到或超过目标值为 100%；"
        "“保持”类目标在范围内为 100%，否则为 0%。",
    ),
    edge_cases=Words(
        "Where an objective has no value yet, no target or no baseline, or rests on too few cases, the score is a span: from "
        "what it is if nothing of that was reached to what it is if all of it was. It says how much of the weight is known "
        "and which objective is furthest behind, and is unknown when none is known. It is no forecast: early in a plan it is low.",
        "目标尚无数值、目标值或基线，或样本过少时，得分为一个区间：从这些目标全未起步到全部达成。同时说明已知部分占多少权重、"
        "哪个目标最落后；全部未知时得分未知。它不是预测：方案初期得分自然偏低。",
    ),
    source="commplan catalogue C1 (weighted mean of normalised indicators; coverage and weakest component shown)",
)


@dataclass(frozen=True, slots=True)
class Score:
    """Between `low` and `high`, which are the same when all is known. `coverage`: the share of the weight that is known;
    `known` of `of` objectives. `weakest`: the known one that has come least far, and how far that is; the heavier of two."""

    low: float
    high: float
    coverage: float
    known: int
    of: int
    weakest: Appraised
    weakest_at: float


def progress(a: Appraised) -> float | None:
    """Where an objective stands on the way from its baseline (0) to its target (1); None when nobody can say."""
    goal, value, n = a.goal, a.measured.value, a.measured.n
    if value is None or goal.target is None or (goal.estimate and n is not None and n < FLOOR):
        return None
    if goal.direction == "keep":
        return float(within(value, goal.target, goal.tolerance))
    if goal.baseline is None:
        return None
    if goal.target == goal.baseline:
        return float(value <= goal.target if goal.direction == "down" else value >= goal.target)
    return min(1.0, max(0.0, (value - goal.baseline) / (goal.target - goal.baseline)))


def score(objectives: Sequence[Appraised]) -> Score | None:
    """The score of all objectives; None when nothing is known of any that has a weight."""
    weights = [float(a.objective.weight) for a in objectives]
    known = [(a, w, at) for a, w in zip(objectives, weights, strict=True) if w and (at := progress(a)) is not None]
    if not known:
        return None
    whole, told = sum(weights), sum(w for _, w, _ in known)
    low = sum(w * at for _, w, at in known) / whole
    weakest, _, weakest_at = min(known, key=lambda one: (one[2], -one[1]))
    return Score(
        low, min(1.0, low + (whole - told) / whole), told / whole, len(known), len(objectives), weakest, weakest_at
    )


def sentence(found: Score | None) -> Words:
    """The score as a report says it."""
    if found is None:
        return say(
            "{m}: unknown, for of no objective is it known how far it has come from its baseline to its target.",
            "{m}：未知，因为没有一个目标能看出从基线到目标值走了多远。",
            m=COMMUNITY_SCORE.name,
        )
    low, high, coverage, at = (
        spoken.quantity(share, "share") for share in (found.low, found.high, found.coverage, found.weakest_at)
    )
    value = low if found.low == found.high else say("{a} to {b}", "{a} 至 {b}", a=low, b=high)
    return say(
        "{m}: {v}, by {k} of {n} objectives ({c} of the weight). Furthest behind: {w} ({at}).",
        "{m}：{v}，依据 {n} 个目标中的 {k} 个（占权重 {c}）。最落后的是{w}（{at}）。",
        m=COMMUNITY_SCORE.name,
        v=value,
        k=found.known,
        n=found.of,
        c=coverage,
        w=quote(found.weakest.objective.statement or found.weakest.objective.id, 80),
        at=at,
    )
