"""What the plan takes for granted and can be counted: how people join and leave, who there is, who comes, where it all began."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from typing import TypeVar

from commplan.activity.observed import Observed
from commplan.catalogue import metric
from commplan.localday import Window
from commplan.measuring import formula, measure
from commplan.measuring.attending import Attended, attended
from commplan.metric import Metric
from commplan.plan.content import Entry
from commplan.plan.goals import Objective
from commplan.reality import UNKNOWN, Chapter, Grid, Ground, Look, Text, count, sentence, share
from commplan.reckoning import execution, period, spoken
from commplan.reckoning.execution import Planned
from commplan.rules.goals.growth_assumption_failed import DEVIATIONS, OFF, WEEKS
from commplan.words import Words, say

T = TypeVar("T")
STATES = {
    "holds": Words("holds", "成立"),
    "failed": Words("does not hold", "不成立"),
    "unknown": UNKNOWN,
}
TRAILING = frozenset({"dau", "wau", "mau", "members"})
"""Metrics that are of a day, or of the days up to it, so that a baseline needs no window of its own."""
_NO_RECORD = Words("nobody recorded how many came", "没有到场人数的记录")


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken for granted: whose it is, what it says and what really is, in words, and as numbers."""

    of: Text
    what: Words
    planned: float
    real: float | None
    state: str
    told: tuple[Words, Words]
    why: Words | None = None


def _look(ground: Ground) -> Chapter | None:
    found = [*_growth(ground), *_people(ground), *_attendance(ground), *_baselines(ground)]
    if not found:
        return None
    counts = {s: sum(a.state == s for a in found) for s in STATES}
    failed = [a for a in found if a.state == "failed"]
    return Chapter(
        id="assumptions",
        title=Words("What the plan takes for granted", "方案的前提假设"),
        data={"assumptions": [_data(a) for a in found]},
        facts=(say(
                "Of {n} assumptions that a number can be held against {holds} hold, {failed} do not, {unknown} are unknown.",
                "可用数字核对的前提共 {n} 项：{holds} 项成立，{failed} 项不成立，{unknown} 项未知。",
                n=len(found), **counts,
            ),),
        grids=(_grid(found),),
        tones={STATES["holds"]: "good", STATES["failed"]: "bad"},
        decide=tuple(
            say("{o}, {w}: {p} assumed, {r} in reality.", "{o}：{w}假设为 {p}，实际为 {r}。", o=a.of, w=a.what, p=a.told[0], r=a.told[1])
            for a in failed
        ),
    )  # fmt: skip


def _data(a: Assumption) -> dict[str, object]:
    return {"of": a.of, "what": a.what, "planned": a.planned, "real": a.real, "state": a.state, "why": a.why}


def _grid(found: list[Assumption]) -> Grid:
    heads = (
        Words("Of", "出处"), Words("State", "判断"), Words("Assumption", "前提"), Words("Planned", "假设"), Words("Real", "实际"),
    )  # fmt: skip
    return Grid(heads, tuple((a.of, STATES[a.state], a.what, a.told[0], a.told[1]) for a in found), frozenset({3}))


def _unknown(of: Text, what: Words, planned: float, told: Words, why: Words) -> Assumption:
    return Assumption(of, what, planned, None, "unknown", (told, sentence(why)), why)


def _short_of(expected: float, real: float) -> bool:
    """Whether a count is worse than expected by more than a quarter, and by more than chance explains."""
    return real < expected * (1 - OFF.default) and expected - real > DEVIATIONS * sqrt(expected)


# -- how people join and leave, as rule growth-assumption-failed judges it --


def _growth(ground: Ground) -> Iterator[Assumption]:
    for o in ground.plan.goals.objectives:
        if o.growth.joins_per_month is not None:
            yield _joins(ground, o, o.growth.joins_per_month)
        if o.growth.monthly_churn is not None:
            yield _churn(ground, o, o.growth.monthly_churn)


def _name(o: Objective) -> str:
    return (o.statement or o.id).rstrip(" .。")


def _known(ground: Ground, number: Callable[[Observed], T | Words]) -> tuple[T, float] | Words:
    """A number of those weeks of the plan that can be seen, with their months; or why there is none."""
    seen = ground.happened
    if isinstance(seen, Words):
        return seen
    if (seen.window.end - seen.window.first).days < 7 * WEEKS:
        return Words("the activity covers less than four weeks of the plan", "活动数据覆盖方案期不足四周")
    found = number(seen)
    return found if isinstance(found, Words) else (found, seen.months)


def _joins(ground: Ground, o: Objective, wanted: float) -> Assumption:
    what, told = Words("people joining in a month", "每月加入人数"), count(wanted)
    found = _known(ground, lambda seen: seen.joined)
    if isinstance(found, Words):
        return _unknown(_name(o), what, wanted, told, found)
    joined, months = found
    state = "failed" if _short_of(wanted * months, joined) else "holds"
    return Assumption(_name(o), what, wanted, joined / months, state, (told, count(joined / months)))


def _churn(ground: Ground, o: Objective, wanted: float) -> Assumption:
    what, told = Words("share leaving in a month", "每月流失比例"), share(wanted)
    found = _known(ground, lambda seen: seen.gone)
    if isinstance(found, Words):
        return _unknown(_name(o), what, wanted, told, found)
    gone, months = found
    if not gone.members:
        return _unknown(_name(o), what, wanted, told, Words("nobody was seen joining before", "此前没有加入记录"))
    real = 1 - (1 - min(gone.departed / gone.members, 1.0)) ** (1 / months)
    expected = gone.members * (1 - (1 - wanted) ** months)
    worse = real > wanted * (1 + OFF.default) and gone.departed - expected > DEVIATIONS * sqrt(expected)
    return Assumption(_name(o), what, wanted, real, "failed" if worse else "holds", (told, share(real)))


# -- who there is --


def _people(ground: Ground) -> Iterator[Assumption]:
    """The members among the audiences, each counted once, against the members there are at the end of the window."""
    sizes = [a.size for a in ground.plan.goals.audiences if a.category in ("members", "internal") and not a.overlaps]
    if not sizes or any(size is None for size in sizes):
        return
    planned = sum(size or 0 for size in sizes)
    of, what = Words("Audiences", "受众"), Words("members in all", "成员总数")
    known = metric("members")
    now = measure.compute(ground.session, known, ground.window) if known else None
    if now is None or now.value is None:
        yield _unknown(of, what, planned, count(planned), now.reason if now and now.reason else UNKNOWN)
        return
    state = "failed" if _short_of(planned, now.value) else "holds"
    yield Assumption(of, what, planned, now.value, state, (count(planned), count(now.value)))


# -- who comes --


def _attendance(ground: Ground) -> Iterator[Assumption]:
    lines, lists = execution.within(ground.calendar, ground.window).lines, attended(ground.session)
    for entry in ground.plan.content.calendar:
        expected = entry.expected_attendance
        own = [li for li in lines if li.planned.id.partition("/")[0] == entry.id and li.outcome in ("on-time", "late")]
        if expected is None or not own:
            continue
        what, name = Words("people who come", "到场人数"), entry.title or entry.id
        came = [n for li in own if (n := _came(ground, entry, li.planned, lists)) is not None]
        if not came:
            yield _unknown(name, what, expected, count(expected), _NO_RECORD)
            continue
        real = sum(came) / len(came)
        state = "failed" if _short_of(expected * len(came), sum(came)) else "holds"
        told = say("{n} on average of {k} dates", "{n}（{k} 次平均）", n=count(real), k=len(came))
        told = told if len(came) > 1 else say("{n} on one date", "{n}（1 次）", n=count(real))
        yield Assumption(name, what, expected, real, state, (count(expected), told))


def _came(ground: Ground, entry: Entry, date_: Planned, lists: Attended) -> int | None:
    """How many came to one date: as recorded, else as a list of attendance tells, the team apart."""
    record = next((r for r in entry.outcomes if r.date == date_.day), None)
    if record is not None and record.attended is not None:
        return record.attended
    return len(lists.at(ground.plan, date_)) or None


# -- where it all began --


def _baselines(ground: Ground) -> Iterator[Assumption]:
    for o in ground.plan.goals.objectives:
        known, window = formula.known(ground.plan, o.metric), _window(o)
        if o.baseline.value is None or window is None or not isinstance(known, Metric) or known.shape != "scalar":
            continue
        what, told = Words("baseline", "基线"), spoken.quantity(o.baseline.value, known.unit)
        try:
            found = measure.compute(ground.session, known, window, o.parameters)
        except ValueError:
            continue  # parameters that the metric does not take: the verdict says so
        if found.value is None or found.seen != window:
            why = found.reason or Words("the activity covers not all of those days", "活动数据未完整覆盖那些日子")
            yield _unknown(_name(o), what, o.baseline.value, told, why)
            continue
        real = spoken.quantity(found.value, known.unit)
        off = abs(found.value - o.baseline.value) > max(OFF.default * abs(o.baseline.value), 1e-9)
        state = "failed" if off and real != told else "holds"
        yield Assumption(_name(o), what, o.baseline.value, found.value, state, (told, real))


def _window(o: Objective) -> Window | None:
    """The days a baseline is of: as long as the objective's window, up to its date; of metrics of a day, that day."""
    if o.baseline.date is None:
        return None
    end = o.baseline.date + timedelta(days=1)
    if o.window is not None:
        return period.last_part(Window(o.baseline.date, end), o.window, None)
    return Window(o.baseline.date, end) if o.metric in TRAILING else None


LOOK = Look(40, _look)
