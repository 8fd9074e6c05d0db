"""How unequally something is spread over a few people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta


def gini(values: Sequence[float]) -> float | None:
    """0 when all have the same, 1 when one has everything; None of fewer than two, or where there is nothing to share.

    2 Σ i·x(i) / (n Σ x) - (n + 1) / n over ascending x, times n / (n - 1): without that no team of four could come above 0.75.
    """
    n, whole = len(values), sum(values)
    if n < 2 or not whole:
        return None
    ranked = sum(place * value for place, value in enumerate(sorted(values), 1))
    return (2 * ranked / (n * whole) - (n + 1) / n) * n / (n - 1)


def half_by(values: Sequence[float]) -> int | None:
    """The fewest that have half of it together; None where there is nothing."""
    left = sum(values) / 2
    if not left:
        return None
    for place, value in enumerate(sorted(values, reverse=True), 1):
        left -= value
        if left <= 0:
            return place
    return len(values)


def stopped(weeks: Sequence[date], last: date, streak: int, silent: int) -> bool:
    """Whether somebody who was there `streak` weeks running, up to their last one, has been gone for the `silent` weeks up to the
    one that begins on `last`, or longer. `weeks`: Mondays of the weeks in which they were seen."""
    seen = set(weeks)
    if not seen:
        return False
    end = max(week for week in seen)
    run = 0
    while end - timedelta(weeks=run) in seen:
        run += 1
    return run >= streak and (last - end).days >= 7 * silent
