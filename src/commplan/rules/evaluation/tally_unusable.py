"""Numbers written down that cannot be right, or that nothing can be worked out from.

Two numbers are read off a platform's page or a register: 120 of 480 mails opened. What they say can be checked: a part
is not more than its whole, days end after they begin, days to come have no numbers yet, and the same days are not counted
twice, neither by two tallies of one channel nor by one of a channel and one of everything. Only all groups of some days together
may stand beside the whole of the very same days, when they add up to it. A metric that commplan counts by itself, or that people
read off as one value, takes no tallies.

Source: commplan catalogue C0 (population rule: the numerator is a part of the denominator, same filters, each case once).

Bad::

    evaluation:
      tallies:
        - {metric: open-rate, start: 2026-11-01, end: 2026-11-30, numerator: 480, denominator: 120}

Good::

    evaluation:
      tallies:
        - {metric: open-rate, start: 2026-11-01, end: 2026-11-30, numerator: 120, denominator: 480}

---

记录的数字不可能正确，或无从计算。

两个数字取自平台后台或登记册：480 封邮件中有 120 封被打开。这些数字可以核对：部分不会多于整体，结束日期不早于开始日期，
尚未到来的日子没有数字，同一天不重复统计：同一渠道不得有两条，单个渠道与全部渠道也不得重叠；只有同一时段内各群体全部列出、且相加等于总数时，
才可与总数并列。由 commplan 自行统计的指标，以及直接读取单一数值的指标，不写在这里。

来源：指标库 C0（总体规则：分子是分母的一部分，口径相同，每例只计一次）。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from commplan.catalogue import described, tallied, tallied_ids
from commplan.finding import NotApplicable, Outcome, Problem, Related
from commplan.metric import Tallied
from commplan.plan import Plan
from commplan.plan.evaluation import Tally
from commplan.reckoning import tally as sums
from commplan.rule import rule
from commplan.spelling import nearest
from commplan.words import quote, say


@rule("V120", part="evaluation", kind="A")
def tally_unusable(plan: Plan, today: date) -> Iterator[Outcome]:
    if not plan.evaluation.tallies:
        yield NotApplicable(
            say("no numbers are written down (`evaluation.tallies`)", "没有记录数字（`evaluation.tallies`）")
        )
    by_metric: dict[str, list[Tally]] = {}
    for tally in plan.evaluation.tallies:
        by_metric.setdefault(tally.metric, []).append(tally)
    for id_, tallies in by_metric.items():
        known = tallied(id_)
        if known is None:
            yield _no_such(plan, tallies[0])
            continue
        sound = [t for t in tallies if t.start <= t.end]
        yield from (p for t in tallies if (p := _impossible(known, t, today)))
        yield from _not_the_sum(known, sound)
        yield from _twice(sound)


def _no_such(plan: Plan, tally: Tally) -> Problem:
    place, facts = tally.at("metric"), {"m": quote(tally.metric)}
    if described(tally.metric) is not None:
        words = say("commplan counts {m} by itself", "{m} 由 commplan 自行统计", **facts)
        return Problem(place, words, say("leave the tally out, or import the activity", "删去这条，改为导入活动数据"))
    if any(m.id == tally.metric for m in plan.evaluation.metrics):
        words = say("{m} is read off as one value, not as two numbers", "{m} 以单一数值读取，而非两个数字", **facts)
        hint = say("write it under `evaluation.readings`: `{{metric: {m}, date: ..., value: ...}}`",
                   "写入 `evaluation.readings`：`{{metric: {m}, date: ..., value: ...}}`", m=tally.metric)  # fmt: skip
        return Problem(place, words, hint)
    near = nearest(tally.metric, tallied_ids())
    meant = say("did you mean `{n}`?", "是否想写 `{n}`？", n=near)
    see = say("see `commplan metrics`: {ids}", "见 `commplan metrics`：{ids}", ids=", ".join(tallied_ids()))
    return Problem(place, say("no metric is called {m}", "没有名为 {m} 的指标", **facts), meant if near else see)


def _impossible(known: Tallied, tally: Tally, today: date) -> Problem | None:
    """Why the numbers of one tally cannot be right."""
    if tally.end < tally.start:
        words = say(
            "the days end ({e}) before they begin ({s})",
            "结束日期（{e}）早于开始日期（{s}）",
            e=tally.end,
            s=tally.start,
        )
        return Problem(tally.at("end"), words, say("exchange the two, or mend the year", "对调两者，或更正年份"))
    if tally.start > today:
        words = say("these days have not come yet ({s})", "这些日子尚未到来（{s}）", s=tally.start)
        return Problem(
            tally.at("start"),
            words,
            say("mend the dates; what is wanted is a `target`", "更正日期；期望值请写为 `target`"),
        )
    if known.proportion and tally.numerator > tally.denominator:
        words = say(
            "{top} ({a}) are more than {below} ({b})",
            "{top}（{a}）多于{below}（{b}）",
            top=known.numerator, a=tally.numerator, below=known.denominator, b=tally.denominator,
        )  # fmt: skip
        return Problem(tally.at("numerator"), words, say("exchange the two, or count again", "对调两者，或重新统计"))
    return None


def _not_the_sum(known: Tallied, tallies: Sequence[Tally]) -> Iterator[Problem]:
    """Wholes that are something else than all their groups together."""
    pairs = [(_counted(t), t) for t in tallies]
    found = {id(c): t for c, t in pairs}
    for whole, (top, below) in sums.unequal([c for c, _ in pairs]):
        tally = found[id(whole)]
        words = say(
            "{m}: the groups add up to {a} of {b}, and the whole of the same days says {c} of {d}",
            "{m}：各群体相加为 {b} 中 {a}，而同一时段的总数为 {d} 中 {c}",
            m=quote(tally.metric), a=top, b=below, c=tally.numerator, d=tally.denominator,
        )  # fmt: skip
        hint = say(
            "leave out the whole, which is what the groups ({n}, {d}) come to; or add the group that is missing",
            "删去总数（总数即各群体的{n}、{d}之和）；或补上缺少的群体",
            n=known.numerator, d=known.denominator,
        )  # fmt: skip
        yield Problem(tally.at("numerator"), words, hint)


def _twice(tallies: Sequence[Tally]) -> Iterator[Problem]:
    """Days that are counted twice; a whole beside its own groups is spoken of already, if it is not their sum."""
    pairs = [(_counted(t), t) for t in tallies]
    found = {id(c): t for c, t in pairs}
    wrong = {id(c) for c, _ in sums.unequal([c for c, _ in pairs])}
    for first, second in sums.overlapping([c for c in sums.told([c for c, _ in pairs]) if id(c) not in wrong]):
        one, other = found[id(first)], found[id(second)]
        yield Problem(
            other.at(),
            say(
                "{m}: the days from {s} to {e} are counted twice",
                "{m}：{s} 至 {e} 重复统计",
                m=quote(other.metric),
                s=max(one.start, other.start),
                e=min(one.end, other.end),
            ),
            say(
                "leave one of them out, or let their days follow each other; of different channels or audiences say which (`of`)",
                "删去其中一条，或让日期首尾相接；若属不同渠道或群体，请写明（`of`）",
            ),
            (Related(one.at(), say("the other", "另一条")),),
        )


def _counted(tally: Tally) -> sums.Counted:
    return sums.Counted(tally.start, tally.end, tally.numerator, tally.denominator, tally.of)
