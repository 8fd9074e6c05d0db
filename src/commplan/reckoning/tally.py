"""What the tallies of a metric come to in a window: the sum of the numerators through the sum of the denominators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commplan.localday import Window
from commplan.metric import Measured, Tallied
from commplan.plan import Plan
from commplan.reckoning.interval import wilson
from commplan.words import Words, say


@dataclass(frozen=True, slots=True)
class Counted:
    """Two numbers of the days from `start` to `end`, both included; `of` None: of all that the metric speaks of."""

    start: date
    end: date
    numerator: int
    denominator: int
    of: str | None = None


def written(plan: Plan, id_: str) -> list[Counted]:
    """What people wrote down for a metric, as the plan has it."""
    return [
        Counted(t.start, t.end, t.numerator, t.denominator, t.of) for t in plan.evaluation.tallies if t.metric == id_
    ]


def measured(metric: Tallied, tallies: Sequence[Counted], window: Window) -> Measured:
    """Only tallies of days that lie wholly in the window count; the others are named. Days counted twice are unknown."""
    whole = inside(tallies, window)
    cut = [t for t in tallies if not _lies_in(t, window) and t.start < window.end and t.end >= window.first]
    blank = Measured(metric=metric.id, window=window, parameters={})
    if not whole:
        return _reasoned(blank, _CUT if cut else _NONE)
    if next(overlapping(whole), None) is not None:
        return _reasoned(blank, _TWICE)
    if not metric.additive and len({t.of for t in whole}) < len(whole):
        return _reasoned(blank, _SUMMED)
    top, below = _sums(whole)
    if below == 0:
        return _reasoned(
            blank, say("There was nothing to divide by: {d} is 0.", "分母为零：{d}为 0。", d=metric.denominator)
        )
    if metric.proportion and top > below:
        return _reasoned(blank, say("{n} is more than {d}.", "{n}多于{d}。", n=metric.numerator, d=metric.denominator))
    seen = Window(min(t.start for t in whole), max(t.end for t in whole) + timedelta(days=1))
    notes = [_WRITTEN if len(whole) == 1 else say(*_ADDED, n=len(whole))]
    if cut:
        notes.append(_PARTLY)
    return Measured(
        metric=metric.id, window=window, parameters={}, value=top / below, numerator=top, denominator=below, n=below,
        interval=wilson(top, below) if metric.proportion else None, seen=seen,
        partial=bool(cut) or _gaps(whole, window), notes=tuple(notes),
    )  # fmt: skip


def inside(tallies: Sequence[Counted], window: Window) -> list[Counted]:
    """Those of days that lie wholly in the window, each case once."""
    return told([t for t in tallies if _lies_in(t, window)])


def told(tallies: Sequence[Counted]) -> list[Counted]:
    """Without a whole that is written down beside all its parts of the very same days: these tell it."""
    return [t for t in tallies if not (parts := _parts(t, tallies)) or _sums(parts) != (t.numerator, t.denominator)]


def unequal(tallies: Sequence[Counted]) -> Iterator[tuple[Counted, tuple[int, int]]]:
    """Wholes that are not what their parts of the very same days add up to, with what these come to."""
    for tally in tallies:
        parts = _parts(tally, tallies)
        if parts and _sums(parts) != (tally.numerator, tally.denominator):
            yield tally, _sums(parts)


def groups(tallies: Sequence[Counted], window: Window) -> dict[str, tuple[int, int]] | None:
    """The two sums of each channel or audience, by id; None where some days are told of all only, or of none."""
    whole = inside(tallies, window)
    if not whole or any(t.of is None for t in whole):
        return None
    return {of: _sums([t for t in whole if t.of == of]) for of in sorted({t.of for t in whole if t.of})}


def _lies_in(tally: Counted, window: Window) -> bool:
    return window.first <= tally.start and tally.end < window.end


def _parts(tally: Counted, tallies: Sequence[Counted]) -> list[Counted]:
    if tally.of is not None:
        return []
    return [t for t in tallies if t.of is not None and (t.start, t.end) == (tally.start, tally.end)]


def _sums(tallies: Sequence[Counted]) -> tuple[int, int]:
    return sum(t.numerator for t in tallies), sum(t.denominator for t in tallies)


def overlapping(tallies: Sequence[Counted]) -> Iterator[tuple[Counted, Counted]]:
    """Pairs that count some days twice: of the same part, or one of all and one of a part."""
    for part in sorted({t.of for t in tallies}, key=str):
        group = sorted((t for t in tallies if t.of in (part, None)), key=lambda t: (t.start, t.end))
        latest: Counted | None = None
        for tally in group:
            if latest and tally.start <= latest.end and part in (latest.of, tally.of):
                yield latest, tally
            if latest is None or tally.end > latest.end:
                latest = tally


def _gaps(whole: Sequence[Counted], window: Window) -> bool:
    days = {t.start + timedelta(days=n) for t in whole for n in range((t.end - t.start).days + 1)}
    return len(days) < (window.end - window.first).days


def _reasoned(blank: Measured, reason: Words) -> Measured:
    return Measured(metric=blank.metric, window=blank.window, parameters={}, reason=reason)


_WRITTEN = say("Taken from what was written down by hand.", "取自人工记录。")
_ADDED = ("Added up from {n} entries written down by hand.", "由 {n} 条人工记录合计。")
_NONE = say(
    "Nobody has written down numbers of these days (`evaluation.tallies`).",
    "尚无人记录该时段的数字（`evaluation.tallies`）。",
)
_CUT = say(
    "The numbers written down are of longer days than this period: write them down for this period.",
    "已记录的数字所属时间超出该时段：请按该时段记录。",
)
_TWICE = say(
    "Two of the numbers written down count the same days (`commplan check` names them).",
    "已记录的数字中有两条统计了相同的日子（`commplan check` 会指出）。",
)
_SUMMED = say(
    "Numbers of several spans of days cannot be added up for this metric, since the same cases would count twice: write "
    "down one for the whole period.",
    "该指标不能把几段日期的数字相加，否则同一对象会重复计数：请按整个时段记一条。",
)
_PARTLY = say("Numbers of days that reach beyond the period are left out.", "所属日期超出该时段的数字未计入。")
