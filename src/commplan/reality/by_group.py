"""Numbers that were written down, by the group or channel they are of; and coverage of stakeholders by the power they have.

Where the cases are those of people, groups of fewer than five cases are told together: with the next smallest where it is one
alone, since what is missing from the sum would tell it. So the lines always add up to the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commplan.catalogue import tallied
from commplan.metric import Tallied
from commplan.plan.goals import Audience
from commplan.reality import FEWEST, UNKNOWN, Chapter, Grid, Ground, Look, Text
from commplan.reckoning import spoken, tally
from commplan.reckoning.interval import wilson
from commplan.words import Words, quote, say

COVERAGE = "stakeholder-coverage"
_TITLE = Words("Numbers that were written down, by group", "各群体的人工记录数字")
_APART = say(
    "By group: unknown, since some days are told of all together only (`of`).",
    "按群体：未知，部分日期只有合计数（未写 `of`）。",
)
_TOO_FEW = say(
    "By group: withheld, since all groups but one have fewer than {n} cases, or all of them.",
    "按群体：不予显示，除一个以外的群体（或全部群体）均不足 {n} 件。",
    n=FEWEST,
)


@dataclass(frozen=True, slots=True)
class Line:
    """What some groups come to: one of them, or several that are told together."""

    of: tuple[str, ...]
    numerator: int
    denominator: int


def lines(groups: Mapping[str, tuple[int, int]], fewest: int) -> list[Line]:
    """The groups by name, those of fewer than `fewest` cases as one line that comes last; empty when no more than that one
    would be left. All lines add up to the whole."""
    by_size = sorted(groups, key=lambda of: (groups[of][1], of))
    together = [of for of in by_size if groups[of][1] < fewest]
    while together and (len(together) == 1 or sum(groups[of][1] for of in together) < fewest):
        if len(together) == len(by_size):
            return []
        together.append(by_size[len(together)])
    found = [Line((of,), *groups[of]) for of in groups if of not in together]
    if not together:
        return found
    sums = (sum(groups[of][place] for of in together) for place in (0, 1))
    return [*found, Line(tuple(sorted(together)), next(sums), next(sums))] if found else []


@dataclass(frozen=True, slots=True)
class _Told:
    data: dict[str, object]
    grid: Grid | None = None
    facts: tuple[Words, ...] = ()


def _look(ground: Ground) -> Chapter | None:
    of = dict.fromkeys(t.metric for t in ground.plan.evaluation.tallies if t.of is not None)
    told = [t for m in map(tallied, of) if m is not None and (t := _metric(ground, m)) is not None]
    if not told:
        return None
    return Chapter(
        id="by-group",
        title=_TITLE,
        data={"metrics": [t.data for t in told]},
        facts=tuple(fact for t in told for fact in t.facts),
        grids=tuple(t.grid for t in told if t.grid is not None),
    )


def _metric(ground: Ground, metric: Tallied) -> _Told | None:
    """None where the whole is unknown too, which stands with the numbers that were written down."""
    written = tally.written(ground.plan, metric.id)
    if tally.measured(metric, written, ground.window).value is None:
        return None
    groups = tally.groups(written, ground.window)
    blank: dict[str, object] = {"id": metric.id, "why": None, "groups": None}
    if groups is None:
        return _Told({**blank, "why": _APART}, facts=(_named(metric, _APART),))
    found = lines(groups, FEWEST if metric.personal else 0)
    if not found:
        return _Told({**blank, "why": _TOO_FEW}, facts=(_named(metric, _TOO_FEW),))
    names = {a.id: a.name or a.id for a in ground.plan.goals.audiences}
    names |= {c.id: c.name or c.id for c in ground.plan.content.channels}
    data = {**blank, "groups": [_line_data(line) for line in found]}
    weighed = _Weighed.of(ground.plan.goals.audiences, groups) if metric.id == COVERAGE else None
    return _Told(
        data if weighed is None else {**data, **weighed.data},
        Grid(_HEADS, tuple(_row(metric, line, names) for line in found), frozenset({1}), metric.name),
        () if weighed is None else weighed.facts,
    )


def _named(metric: Tallied, words: Words) -> Words:
    return say("{m}. {w}", "{m}。{w}", m=metric.name, w=words)


_HEADS = (Words("Group", "群体"), Words("Value", "数值"), Words("How sure", "可靠程度"))


def _row(metric: Tallied, line: Line, names: Mapping[str, str]) -> tuple[Text, ...]:
    name: Text = names.get(line.of[0], line.of[0])
    if len(line.of) > 1:
        name = say("{n} small groups together", "{n} 个小群体合计", n=len(line.of))
    if not line.denominator:
        return (name, UNKNOWN, say("{d}: 0", "{d}为 0", d=metric.denominator))
    sure = [say("{k} of {n}", "{n} 中 {k}", k=line.numerator, n=line.denominator)]
    bounds = wilson(line.numerator, line.denominator) if metric.proportion else None
    if bounds is not None:
        low, high = (spoken.quantity(v, metric.unit) for v in bounds)
        sure.append(say("95% interval: {a} to {b}", "95% 置信区间：{a} 至 {b}", a=low, b=high))
    return (name, spoken.quantity(line.numerator / line.denominator, metric.unit), spoken.listed(sure))


def _line_data(line: Line) -> dict[str, object]:
    value = line.numerator / line.denominator if line.denominator else None
    return {
        "of": line.of[0] if len(line.of) == 1 else None, "groups": len(line.of), "value": value,
        "numerator": line.numerator, "denominator": line.denominator,
    }  # fmt: skip


# -- coverage by power --


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Coverage as the mean of the groups' shares weighted by their power, or why nobody can say; the two sums of vulnerable
    groups, None where none is among those written down; and of how many groups of the plan nothing is."""

    value: float | None
    why: Words | None
    vulnerable: tuple[int, int] | None
    silent: int

    @staticmethod
    def of(audiences: tuple[Audience, ...], groups: Mapping[str, tuple[int, int]]) -> _Weighed:
        known = {a.id: a for a in audiences}
        weak = [groups[of] for of in groups if of in known and known[of].category == "vulnerable" and groups[of][1]]
        sums = (sum(k for k, _ in weak), sum(n for _, n in weak)) if weak else None
        silent = sum(a.id not in groups for a in audiences)
        unsaid = [of for of in groups if of not in known or known[of].power is None]
        if unsaid:
            why = say("the plan does not say the `power` of {g}", "方案未写明 {g} 的 `power`", g=quote(unsaid[0]))
            return _Weighed(None, why, sums, silent)
        power = {of: known[of].power or 0 for of in groups if groups[of][1]}
        value = sum(power[of] * groups[of][0] / groups[of][1] for of in power) / sum(power.values())
        return _Weighed(value, None, sums, silent)

    @property
    def data(self) -> dict[str, object]:
        weak = self.vulnerable
        return {
            "weighted_by_power": self.value, "why_not_weighted": self.why, "vulnerable": weak[0] / weak[1] if weak else None,
            "silent": self.silent,
        }  # fmt: skip

    @property
    def facts(self) -> tuple[Words, ...]:
        if self.value is None:
            head = say("Weighted by power: unknown; {w}.", "按权力加权：未知；{w}。", w=self.why or UNKNOWN)
        else:
            share = spoken.quantity(self.value, "share")
            head = say("Weighted by the power of the groups: {s}.", "按各群体的权力加权：{s}。", s=share)
        found = [head]
        if self.vulnerable:
            k, n = self.vulnerable
            found.append(say("With vulnerable groups: {k} of {n}.", "弱势群体：{n} 中 {k}。", k=k, n=n))
        if self.silent:
            words = ("Of {n} groups of the plan nothing is written down.", "方案中有 {n} 类群体没有任何记录。")
            found.append(say(*words, n=self.silent))
        return tuple(found)


LOOK = Look(76, _look)
