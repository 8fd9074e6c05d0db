"""Trend, change of level and season of a course (home of scipy and ruptures). Of what adds up they are those of the sums.

Trend: the median of the slopes of all pairs (P. K. Sen, Journal of the American Statistical Association 63, 1968), which a
few strange weeks cannot turn. Change: PELT with a squared-error cost (R. Killick, P. Fearnhead, I. A. Eckley, same journal
107, 2012). Season: STL, and how much of the rest it explains (R. J. Hyndman, G. Athanasopoulos, Forecasting, section 4.3), less
what as many free values would explain of mere chance (as in an adjusted coefficient of determination).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import timedelta
from math import log

from commplan.reckoning.course import STEP_DAYS, Course, Season, Shift, Trend

LIBRARIES = ("scipy.stats", "ruptures", "statsmodels.tsa.seasonal")
LEAST, LEAST_FOR_SHIFT = 8, 12
"""Points without common days that a trend, and a change of level, need."""
ROUNDS = {7: 8, 12: 3}
"""Weeks and years that a season needs: with fewer, chance looks like one."""
_SEGMENT = 4
_PENALTY = 4.0
_NORMAL = 0.6744897501960817
"""The median distance of a normal value from its mean, in standard deviations."""


def trend(course: Course) -> Trend | None:
    """None for fewer than `LEAST` points without common days."""
    values = [p.value for p in course.apart if p.value is not None]
    if len(values) < LEAST:
        return None
    from scipy.stats import theilslopes

    months = [i * course.overlap * STEP_DAYS[course.step] / 30 for i in range(len(values))]
    slope, _, low, high = theilslopes(values, months, alpha=0.95)
    slope, low, high = (float(x) * course.lasts for x in (slope, low, high))
    return Trend(slope, low, high, len(values))


def shift(course: Course) -> Shift | None:
    """The last change of level; None without one that stands out from the differences between neighbours."""
    points = course.apart
    if len(points) < LEAST_FOR_SHIFT:
        return None
    import numpy as np
    import ruptures

    values = np.array([p.value for p in points], float)
    spread = float(np.median(np.abs(np.diff(values))) / _NORMAL / np.sqrt(2)) or float(np.std(np.diff(values)))
    if spread <= 0:
        return None
    found = ruptures.Pelt(model="l2", min_size=_SEGMENT, jump=1).fit(values[:, None] / spread)
    breaks = [0, *found.predict(pen=_PENALTY * log(len(values)))]
    if len(breaks) < 3:
        return None
    begin, change, end = breaks[-3:]
    window = points[change].window
    day = window.first if course.over == "sum" else window.end - timedelta(days=1)
    before, since = (float(part.mean()) * course.lasts for part in (values[begin:change], values[change:end]))
    return Shift(day, before, since)


def season(values: Sequence[float], period: int, first: int) -> Season | None:
    """Of values that follow each other without a gap; `first` is the part of the round that the first one lies in.

    None for fewer than `ROUNDS`.
    """
    if len(values) < ROUNDS[period] * period:
        return None
    import numpy as np
    from statsmodels.tsa.seasonal import STL

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # so wide and level a smoother keeps one pattern for all rounds; a narrow one, or a line for each part, would take chance
        # for a season
        found = STL(np.asarray(values, float), period=period, seasonal=10 * len(values) + 1, seasonal_deg=0).fit()
    around, rest = np.asarray(found.seasonal), np.asarray(found.resid)
    whole = float(np.var(around + rest))
    strength = max(0.0, 1 - float(np.var(rest)) / whole * _by_chance(len(values), period)) if whole > 0 else 0.0
    means = [float(around[(part - first) % period :: period].mean()) for part in range(period)]
    return Season(strength, int(np.argmax(means)), int(np.argmin(means)))


def _by_chance(n: int, period: int) -> float:
    """By how much a pattern of so many parts makes the rest of so few values too small, beside a trend that bends with each round:
    in three years of twelve months mere chance would else seem to have a season of a third."""
    trend = 4 * n / (3 * period)
    return (n - 1 - trend) / (n - period - trend)
