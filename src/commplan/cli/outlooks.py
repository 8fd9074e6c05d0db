"""What `commplan evaluate --format json` says about where an objective is going.

- `step`: week or month; `points`: the values that trend and forecast are made from, `last` day and `value` (null unknown).
- `trend`: change `a_month` with its 95% `interval`, from `n` values without common days; or null.
- `shift`: the last change of level: `day`, mean `before` and `since`; or null.
- `season`: `strength` 0 to 1, months `high` and `low`; or null.
- `forecast`: `due`, `median`, and of the ranges of 80% and 95% `low`, `high`, in how many of `tried` back-tests the
  model's own range `held`, and whether this one is `widened`; `ahead`: the same for each step until then; or null.
- `why`: for what of these is null, the reason.
"""

from __future__ import annotations

from typing import Any

from commplan.cli.speech import LANGUAGE
from commplan.illustrate.courses import summed
from commplan.reckoning.course import Band, Forecast, Outlook, Season, Trend
from commplan.words import Words


def as_json(outlook: Outlook | None) -> dict[str, Any] | None:
    if outlook is None:
        return None
    trend, season, forecast = outlook.trend, outlook.season, outlook.forecast
    reasons = {"trend": trend, "season": season, "forecast": forecast}
    return {
        "step": outlook.course.step if outlook.course else None,
        "points": [{"last": str(day), "value": value} for day, value in summed(outlook.course)]
        if outlook.course
        else [],
        "trend": _trend(trend) if isinstance(trend, Trend) else None,
        "shift": {"day": str(outlook.shift.day), "before": outlook.shift.before, "since": outlook.shift.since}
        if outlook.shift
        else None,
        "season": {"strength": season.strength, "high": season.high + 1, "low": season.low + 1}
        if isinstance(season, Season)
        else None,
        "forecast": _forecast(forecast) if isinstance(forecast, Forecast) else None,
        "why": {name: part.in_language(LANGUAGE) for name, part in reasons.items() if isinstance(part, Words)},
    }


def _trend(trend: Trend) -> dict[str, Any]:
    return {"a_month": trend.slope, "interval": (trend.low, trend.high), "n": trend.n}


def _forecast(forecast: Forecast) -> dict[str, Any]:
    return {
        "due": str(forecast.due),
        "median": forecast.median,
        "ranges": [_range(band) for band in (forecast.narrow, forecast.wide)],
        "ahead": [
            {"last": str(a.last), "median": a.median, "80": list(a.narrow), "95": list(a.wide)} for a in forecast.ahead
        ],
    }


def _range(band: Band) -> dict[str, Any]:
    return {
        "share": band.share,
        "low": band.low,
        "high": band.high,
        "held": band.held,
        "tried": band.tried,
        "widened": band.widened,
    }
