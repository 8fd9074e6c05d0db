"""How sure a share is.

Wilson's score interval, E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
the American Statistical Association 22 (1927); recommended for small samples by Brown, Cai and DasGupta, "Interval
estimation for a binomial proportion", Statistical Science 16 (2001). Unlike the textbook interval it stays within [0, 1]
and has a width at 0 and at 1.
"""

from __future__ import annotations

from math import sqrt

_Z95 = 1.959963984540054
"""The 97.5% point of the standard normal distribution: 95% lie between its two signs."""


def wilson(successes: int, cases: int) -> tuple[float, float] | None:
    """The 95% interval of a share, or None without cases."""
    if cases <= 0:
        return None
    share, z2 = successes / cases, _Z95 * _Z95
    centre = (share + z2 / (2 * cases)) / (1 + z2 / cases)
    half = _Z95 * sqrt(share * (1 - share) / cases + z2 / (4 * cases * cases)) / (1 + z2 / cases)
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == cases else min(1.0, centre + half)
    return low, high
