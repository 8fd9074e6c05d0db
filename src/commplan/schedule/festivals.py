"""The festivals of a plan's calendar, and the window of the year before in which the same one fell.

A quiet fortnight in February is no decline when the Spring Festival lies in it, and last year it lay in January. Festivals
are the public holidays of the plan's country, the freezes that the plan states, and, in China, the days of the great sales.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from commplan.localday import Window
from commplan.plan import Plan
from commplan.reckoning import period
from commplan.schedule import recurrence
from commplan.words import Words

MOVES = 7
"""A festival that comes more days earlier or later than a year before has moved; one on a weekday of a month has not."""
LONGEST = 92
"""A window of more days holds the festival in either year, or is too long for it to matter."""
_MARKED = 3
_NEAR = 15
"""Days before and after a window in which a festival that reaches into it may have begun or may end."""
_DAY = timedelta(days=1)
_SALES = (
    (6, 18, Words("6.18 sale", "618")),
    (11, 11, Words("Double 11", "双十一")),
    (12, 12, Words("Double 12", "双十二")),
)


@dataclass(frozen=True, slots=True)
class Festival:
    """A run of days with its name; the last day belongs to it."""

    name: Words
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Moved:
    """A festival within a window, and the window that lies about it as that one did the year before."""

    festival: Festival
    before: Festival
    window: Window


def marked(plan: Plan, window: Window) -> tuple[Festival, ...]:
    """What a chart over the window marks: holidays of three days or more, freezes, days of sales; by their first day."""
    days = _days(window)
    found = [f for f in _runs(plan, days) if (f.last - f.first).days + 1 >= _MARKED]
    if (plan.plan.holidays or "").startswith("CN"):
        found += [Festival(name, d, d) for d in days for month, day, name in _SALES if (d.month, d.day) == (month, day)]
    for freeze in plan.plan.freezes:
        if freeze.start and freeze.end and freeze.start < window.end and freeze.end >= window.first:
            reason = freeze.reason or ""
            taken = any(f.first <= freeze.end and freeze.start <= f.last for f in found)
            found += [] if taken else [Festival(Words(reason, reason), freeze.start, freeze.end)]
    return tuple(sorted(found, key=lambda f: (f.first, f.last)))


def moved(plan: Plan, window: Window) -> Moved | None:
    """The longest festival of a window that has moved since the year before, None where none has or the window is long."""
    days = _days(window)
    if len(days) > LONGEST:
        return None
    now = _reaching_into(plan, window)
    earlier = _named(
        plan, _days(Window(period.shifted(window, -400 - _NEAR).first, period.shifted(window, _NEAR - 330).end))
    )
    found = []
    for name, (first, last) in now.items():
        if name in earlier:
            before = Festival(name, *earlier[name])
            shift = (before.first - first).days
            if abs(shift + 365) > MOVES:
                found.append(Moved(Festival(name, first, last), before, period.shifted(window, shift)))
    return max(found, key=lambda m: (m.festival.last - m.festival.first, m.festival.first), default=None)


def _reaching_into(plan: Plan, window: Window) -> dict[Words, tuple[date, date]]:
    """First and last day of each name that the window holds a day of, or of the run that is called so; before and after it too."""
    near = _days(Window(period.shifted(window, -_NEAR).first, period.shifted(window, _NEAR).end))
    runs = [f.name for f in _runs(plan, near) if f.first < window.end and f.last >= window.first]
    days = _named(plan, near)
    return {
        name: (first, last)
        for name, (first, last) in days.items()
        if (first < window.end and last >= window.first) or name in runs
    }


def _days(window: Window) -> list[date]:
    return [window.first + timedelta(days=n) for n in range((window.end - window.first).days)]


def _names(plan: Plan, days: Iterable[date]) -> dict[date, Words]:
    chosen = list(days)
    en, zh = (recurrence.free_days(plan, chosen, language) for language in ("en", "zh"))
    return {day: Words(en[day], zh.get(day, en[day])) for day in sorted(en)}


def _named(plan: Plan, days: Iterable[date]) -> dict[Words, tuple[date, date]]:
    """First and last day of each name. Days off in exchange carry their own date in the name, and match nothing."""
    found: dict[Words, tuple[date, date]] = {}
    for day, name in _names(plan, days).items():
        found[name] = (found.get(name, (day, day))[0], day)
    return found


def _runs(plan: Plan, days: Iterable[date]) -> list[Festival]:
    """Free days that follow each other, over a weekend too, under the name that most of them have."""
    names = _names(plan, days)
    runs: list[list[date]] = []
    for day in names:
        if runs and all(between.weekday() > 4 for between in _days(Window(runs[-1][-1] + _DAY, day))):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [Festival(_usual([names[day] for day in run]), run[0], run[-1]) for run in runs]


def _usual(names: list[Words]) -> Words:
    """The one that most days have, else that of the day in the middle: Christmas Day, and not its eve."""
    most = [name for name in names if names.count(name) == max(map(names.count, names))]
    plain = [name for name in most if "(" not in name.en] or most
    return plain[len(plain) // 2]
