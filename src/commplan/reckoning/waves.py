"""What follows from a K factor: waves of invited newcomers, each so many for each of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import log

from commplan.reckoning.tally import Counted


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave to come: newcomers, and those of all waves up to it; `end` is its last day, None where it is not known how long a
    wave takes."""

    newcomers: float
    in_all: float
    end: date | None


@dataclass(frozen=True, slots=True)
class Waves:
    """`seed`: newcomers of the last wave written down, which ended on `last`; `days` that a wave takes, None unless all of
    them took as many."""

    k: float
    seed: int
    last: date
    days: int | None

    def to_come(self, n: int) -> list[Wave]:
        """The next `n` waves, if K stays as it is: seed times K to the power of 1, 2, ..., since only newcomers invite anew."""
        found, in_all = list[Wave](), 0.0
        for i in range(1, n + 1):
            newcomers = self.seed * self.k**i
            in_all += newcomers
            end = None if self.days is None else self.last + timedelta(days=i * self.days)
            found.append(Wave(newcomers, in_all, end))
        return found

    @property
    def at_most(self) -> float | None:
        """What all waves to come bring together however long it goes on; None when there is no end to it."""
        return self.seed * self.k / (1 - self.k) if self.k < 1 else None

    @property
    def doubles_in(self) -> float | None:
        """Days in which a wave becomes twice as large; None when it does not grow, or nobody knows how long a wave takes."""
        return None if self.k <= 1 or self.days is None else self.days * log(2) / log(self.k)


def waves(k: float, tallies: Sequence[Counted]) -> Waves:
    """From the tallies of a K factor, of which each span of days is a wave; there is at least one of them."""
    spans = sorted(tallies, key=lambda t: (t.start, t.end))
    seeds = [(span, sum(t.numerator for t in own)) for span, own in groupby(spans, key=lambda t: (t.start, t.end))]
    lengths = {(end - start).days + 1 for (start, end), _ in seeds}
    (_, last), seed = seeds[-1]
    return Waves(k, seed, last, lengths.pop() if len(lengths) == 1 else None)
