"""A forecast with its interval, and how often such intervals held on the same course (home of statsmodels and numpy).

Model: exponential smoothing in state-space form with additive errors, level only or with a damped trend (E. S. Gardner and
E. McKenzie, "Forecasting trends in time series", Management Science 31, 1985), and with a yearly season where a monthly
course reaches back three years; which of them is chosen by the corrected Akaike criterion, as R. J. Hyndman and others do
("A state space framework for automatic forecasting", International Journal of Forecasting 18, 2002). Counts are modelled on
the scale of their square root, times on that of their logarithm and shares on that of their log odds, so that no interval
holds what cannot be.

Back-test: the same forecast is made from earlier points of the course and held against what came (rolling origin). Where the
interval held too rarely it is widened by conformalised quantiles (Y. Romano, E. Patterson, E. J. Candès, NeurIPS 2019).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any, Literal

LIBRARIES = ("statsmodels.tsa.exponential_smoothing.ets", "threadpoolctl")
Scale = Literal["root", "log", "odds", "plain"]
TRAIN, ORIGINS, MOST_ORIGINS = 16, 8, 24
"""Points that a model is fitted to at least; back-tests that a forecast needs, and of which more tell hardly more."""
SHARES = (0.8, 0.95)
_YEAR, _PATHS, _FITTED_CASES = 12, 1000, 100
_LEVELS = (0.5, 0.1, 0.9, 0.025, 0.975)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Values one step apart and how far to look. `cases`: what each share rests on. `lasts`: steps that the wanted value
    adds up, 1 for one that is no sum. `season`: whether the steps are months. `train`: points to fit to, at least.
    """

    values: Sequence[float]
    cases: Sequence[int | None]
    steps: int
    scale: Scale
    bounds: tuple[float | None, float | None] = (None, None)
    lasts: float = 1.0
    season: bool = False
    train: int = TRAIN

    @property
    def needed(self) -> int:
        """Points without which nobody can say how often such a forecast holds."""
        return max(self.train, ceil(self.lasts) - self.steps) + self.steps + ORIGINS - 1


@dataclass(frozen=True, slots=True)
class Ranges:
    """For each step: median and, for each of SHARES, low and high; None where a sum lacks its first parts. `held`: how often
    the model's own ranges held at the last step, of `tried`; `widened`: whether these are wider.
    """

    steps: tuple[tuple[float, tuple[float, float], tuple[float, float]] | None, ...]
    held: tuple[int, int]
    tried: int
    widened: tuple[bool, bool]


def foresee(task: Task) -> Ranges | None:
    """The ranges for every step ahead; None for fewer points than are needed."""
    import numpy as np

    if len(task.values) < task.needed:
        return None
    scaled = _scaled(np.asarray(task.values, float), task, cases=task.cases)
    ahead = _quantiles(scaled, task)
    last = len(scaled) - task.steps
    first = task.needed - task.steps - ORIGINS + 1
    origins = sorted({round(o) for o in np.linspace(first, last, min(MOST_ORIGINS, last - first + 1))})
    ranges = np.stack([_quantiles(scaled[:origin], task) for origin in origins])
    actual = np.stack([_sums(np.asarray(task.values, float)[:, None], origin, task)[:, 0] for origin in origins])
    return _calibrated(task, ahead, ranges, _scaled(actual, task))


def _calibrated(task: Task, ahead: Any, ranges: Any, actual: Any) -> Ranges:
    """Widen each range on the modelled scale by the quantile of how far the back-tests lay outside of theirs."""
    import numpy as np

    tried = len(actual)
    found, held, widened = [_raw(ahead[:, 0], task)], [], []
    for share, low, high in ((SHARES[0], 1, 2), (SHARES[1], 3, 4)):
        outside = np.maximum(ranges[:, :, low] - actual, actual - ranges[:, :, high])
        outside = np.where(
            np.isnan(outside), -np.inf, outside
        )  # a sum whose first parts were not known yet tests nothing
        held.append(int((outside[:, -1] <= 0).sum()))
        rank = min(tried, ceil((tried + 1) * share)) - 1
        extra = np.maximum(np.sort(outside, axis=0)[rank], 0)
        widened.append(bool(extra[-1] > 0))
        found += [_raw(ahead[:, low] - extra, task), _raw(ahead[:, high] + extra, task)]
    median, low80, high80, low95, high95 = found
    steps: list[tuple[float, tuple[float, float], tuple[float, float]] | None] = []
    for k in range(task.steps):
        if not np.isfinite(median[k]):
            steps.append(None)
            continue
        narrow = (float(low80[k]), float(high80[k]))
        wide = (min(float(low95[k]), narrow[0]), max(float(high95[k]), narrow[1]))
        steps.append((float(median[k]), narrow, wide))
    return Ranges(tuple(steps), (held[0], held[1]), tried, (widened[0], widened[1]))


def _quantiles(scaled: Any, task: Task) -> Any:
    """On the modelled scale, for each step ahead: the quantiles of simulated futures."""
    import numpy as np

    paths = _raw(_futures(scaled, task), task)
    known = np.repeat(_raw(scaled, task)[:, None], paths.shape[1], axis=1)
    summed = _sums(np.concatenate([known, paths]), len(scaled), task)
    return np.quantile(_scaled(summed, task), _LEVELS, axis=1).T


def _sums(values: Any, origin: int, task: Task) -> Any:
    """For each step after the origin the value wanted: itself, or the sum of as many steps as the goal's window lasts."""
    import numpy as np

    whole, rest = int(task.lasts), task.lasts - int(task.lasts)
    weights = [1.0] * whole + ([rest] if rest > 1e-6 else [])
    found = []
    for end in range(origin + 1, origin + task.steps + 1):
        part = values[max(0, end - len(weights)) : end][::-1]
        lacking = len(part) < len(weights)
        found.append(np.full(values.shape[1], np.nan) if lacking else np.tensordot(weights, part, axes=1))
    return np.stack(found)


def _futures(scaled: Any, task: Task) -> Any:
    """Simulated futures, one a column, always from the same random numbers."""
    import numpy as np

    draws = _draws(task.steps)
    if np.ptp(scaled) < 1e-12:
        return np.full(draws.shape, scaled[-1])
    from threadpoolctl import threadpool_limits

    # Problems this small are solved several times slower by threads that wait for each other.
    with warnings.catch_warnings(), threadpool_limits(1):
        warnings.simplefilter("ignore")  # a fit that has not converged is judged by its back-tests like any other
        fits = [_fitted(scaled, trend=False, season=False), _fitted(scaled, trend=True, season=False)]
        if task.season and len(scaled) >= 3 * _YEAR:
            fits.append(_fitted(scaled, trend=False, season=True))
        chosen = min(fits, key=lambda fit: fit.aicc if np.isfinite(fit.aicc) else np.inf)
        spare = max(1, len(scaled) - len(chosen.params))
        spread = float(np.sqrt(np.sum(np.asarray(chosen.resid) ** 2) / spare))
        return np.asarray(
            chosen.simulate(task.steps, anchor="end", repetitions=_PATHS, random_errors=draws * spread)
        ).reshape(task.steps, _PATHS)


def _fitted(scaled: Any, *, trend: bool, season: bool) -> Any:
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    model = ETSModel(
        scaled,
        error="add",
        trend="add" if trend else None,
        damped_trend=trend,
        seasonal="add" if season else None,
        seasonal_periods=_YEAR if season else None,
        initialization_method="heuristic",
    )
    return model.fit(disp=False)


@lru_cache(maxsize=8)
def _draws(steps: int) -> Any:
    import numpy as np

    half = np.random.default_rng(20260101).standard_normal((steps, _PATHS // 2))
    return np.concatenate([half, -half], axis=1)  # in pairs, so that the median does not wander with the draws


def _scaled(values: Any, task: Task, cases: Sequence[int | None] | None = None) -> Any:
    import numpy as np

    if task.scale == "root":
        return np.sqrt(np.maximum(values, 0))
    if task.scale == "log":
        return np.log1p(np.maximum(values, 0))
    if task.scale == "odds":
        n = np.array([c or _FITTED_CASES for c in cases], float) if cases else np.full(np.shape(values), 1e6)
        return np.log((values * n + 0.5) / ((1 - values) * n + 0.5))
    return values


def _raw(scaled: Any, task: Task) -> Any:
    import numpy as np

    if task.scale == "root":
        return np.maximum(scaled, 0) ** 2
    if task.scale == "log":
        return np.expm1(np.clip(scaled, 0, 700))
    if task.scale == "odds":
        return 1 / (1 + np.exp(-np.clip(scaled, -700, 700)))
    return np.clip(scaled, *task.bounds) if task.bounds != (None, None) else scaled
