"""A risk matrix whose limits contradict each other.

Likelihood and impact go from 1 to 5; a score (their product) up to `risks.appetite.acceptable` may be lived with, one from
`risks.appetite.high` on is high. What lies between is looked at. So:

- what may be accepted ends below what is high (error: a score cannot be both);
- one step of likelihood or impact never leads from acceptable to high: an estimate that is off by one would turn a risk that
  nobody looks at into one that nobody may live with;
- nothing is high at likelihood 1 or at impact 1: what hardly ever happens, or hardly matters, is not among the worst;
- no two of the five words of a scale are the same.

Where the plan states only one of the limits, the other one is that of commplan: 5 and 12.

Source: L. A. Cox, What's wrong with risk matrices? (weak consistency, betweenness).

Bad::

    risks:
      appetite: {acceptable: 6, high: 10}
      register: [{id: spam, title: Flood of spam, likelihood: 2, impact: 2, next_review: 2027-03-31}]

Good::

    risks:
      appetite: {acceptable: 4, high: 10}
      register: [{id: spam, title: Flood of spam, likelihood: 2, impact: 2, next_review: 2027-03-31}]

---

风险矩阵的界限自相矛盾。

可能性与影响程度为 1 至 5；两者之积即分值，不高于 `risks.appetite.acceptable` 的可以接受，达到 `risks.appetite.high` 的为高风险，
介于两者之间的须留意。因此：

- 可接受的上限须低于高风险的起点（否则为错误：同一分值不能两者都是）；
- 可能性或影响程度相差一级，不应从“可接受”直接变成“高风险”：估计差一级，就会让没人留意的风险变成谁也不能容忍的；
- 可能性为 1 或影响程度为 1 的不应是高风险：几乎不会发生、或几乎无关紧要的，不在最严重之列；
- 同一量表的五个词不应重复。

只写明一个界限的，另一个按 commplan 的默认值：5 与 12。

来源：L. A. Cox 对风险矩阵的分析（弱一致性、居间性）。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from commplan.finding import NotApplicable, Outcome, Problem, Related, Severity
from commplan.plan import Plan
from commplan.plan.risks import Appetite, Scale
from commplan.rule import rule
from commplan.words import Words, quote, say

_MOST = 5
Side = Literal["acceptable", "high"]


@rule("R112", part="risks", kind="A", level="draft")
def matrix_inconsistent(plan: Plan) -> Iterator[Outcome]:
    appetite, scale = plan.risks.appetite, plan.risks.scale
    stated = appetite.says("acceptable") or appetite.says("high")
    if not stated and not scale.likelihood and not scale.impact:
        yield NotApplicable(say("the plan states neither limits of risk nor a scale", "方案没有写明风险界限或量表"))
    if stated:
        yield from _limits(appetite)
    yield from _words(scale)


def _limits(appetite: Appetite) -> Iterator[Problem]:
    low, high = appetite.acceptable, appetite.high
    facts = {"a": low, "h": high, "n": _ours(appetite)}
    if low >= high:
        words = say(
            "scores up to {a} may be accepted, and those from {h} are high: some are both{n}",
            "{a} 及以下可以接受，{h} 起为高风险：有些分值两者都是{n}",
            **facts,
        )
        yield _told(appetite, words, Severity.ERROR)
        return
    step = _step(low, high)
    if high <= _MOST:
        words = say(
            "{l} x {i} = {s} is high from {h} on: hardly ever, or hardly at all, and yet among the worst{n}",
            "自 {h} 起为高风险，则 {l} x {i} = {s} 也是：几乎不发生或几乎无影响，却属最严重之列{n}",
            l=1,
            i=_MOST,
            s=_MOST,
            **facts,
        )
        yield _told(appetite, words, Severity.WARNING)
    elif step:
        words = say(
            "{l} x {i} = {s} may be accepted (up to {a}), and one step on {l2} x {i} = {s2} is high (from {h}){n}",
            "{l} x {i} = {s} 可以接受（不高于 {a}），只差一级的 {l2} x {i} = {s2} 却是高风险（{h} 起）{n}",
            l=step[0],
            i=step[1],
            s=step[0] * step[1],
            l2=step[0] + 1,
            s2=(step[0] + 1) * step[1],
            **facts,
        )
        yield _told(appetite, words, Severity.WARNING)


def _step(low: int, high: int) -> tuple[int, int] | None:
    """A cell that may be accepted, whose neighbour of one more is high; the other direction has the same products."""
    cells = ((one, other) for one in range(1, _MOST) for other in range(1, _MOST + 1))
    return next((c for c in cells if c[0] * c[1] <= low and (c[0] + 1) * c[1] >= high), None)


def _ours(appetite: Appetite) -> Words:
    """Which of the two limits the plan does not state."""
    for key in ("acceptable", "high"):
        if not appetite.says(key):
            return say(
                "; `{k}` is not stated, and so {v}", "；`{k}` 未写明，按 {v} 计", k=key, v=getattr(appetite, key)
            )
    return Words("", "")


def _told(appetite: Appetite, words: Words, severity: Severity) -> Problem:
    key: Side = "high" if appetite.says("high") else "acceptable"
    other: Side = "acceptable" if key == "high" else "high"
    hint = say(
        "set the two further apart: commplan's own are {a} and {h}",
        "把两者拉开：commplan 的默认值为 {a} 与 {h}",
        a=5,
        h=12,
    )
    related = (Related(appetite.at(other), say("the other limit", "另一个界限")),) if appetite.says(other) else ()
    return Problem(appetite.at(key), words, hint, related, severity)


def _words(scale: Scale) -> Iterator[Problem]:
    keys: tuple[Literal["likelihood", "impact"], ...] = ("likelihood", "impact")
    for key in keys:
        labels = getattr(scale, key) or ()
        twice = next((i for i, label in enumerate(labels) if label in labels[:i]), None)
        if twice is not None:
            first = labels.index(labels[twice])
            words = say(
                "the scale of {k} says {w} for {a} and for {b}",
                "`{z}` 量表的 {a} 与 {b} 都是 {w}",
                k=key,
                z=key,
                w=quote(labels[twice]),
                a=first + 1,
                b=twice + 1,
            )
            hint = say("find a word for each of the five", "五级各用一个不同的词")
            yield Problem(scale.at(key, twice), words, hint, severity=Severity.WARNING)
