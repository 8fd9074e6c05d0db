"""The ledger of a reward scheme: what was earned, spent, taken back and left to lapse, for each member and month.

Points are lots: what is earned on a day lapses `expiry` later, on the day itself, all of it at once; what is spent is taken
from the oldest lot. A cap counts by local day, week (from Monday) or month, in the order in which things happened; what a cap
held back stays held back when something before it is taken back later, and what was taken back has used its place under the cap.

`open + issued - redeemed - expired - revoked = close` must hold for every month; `close` is not worked out by it but
counted from the lots that are left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from commplan.plan.times import Duration


@dataclass(frozen=True, slots=True)
class EarnRule:
    """How points are earned: how many each time, and at most how many points or times `per` day, week or month."""

    id: str
    points: int
    cap_points: int | None = None
    cap_times: int | None = None
    per: Literal["day", "week", "month"] = "day"

    @property
    def capped(self) -> bool:
        return self.cap_points is not None or self.cap_times is not None

    @property
    def full(self) -> int | None:
        """How many times in one period are paid in full; None without a cap."""
        times = [] if self.cap_times is None else [self.cap_times]
        times += [self.cap_points // self.points] if self.cap_points is not None and self.points else []
        return min(times) if times and self.points else None

    @property
    def most(self) -> int | None:
        """How many times in one period are paid at all; None without a cap."""
        return self._times(2**40) if self.capped or not self.points else None

    def paid(self, earlier: int, n: int) -> int:
        """What `n` times bring, after `earlier` ones in the same period of the cap."""
        return self._points(earlier + n) - self._points(earlier)

    def times(self, earlier: int, n: int) -> int:
        """How many of them bring anything."""
        return self._times(earlier + n) - self._times(earlier)

    def cut(self, earlier: int, n: int) -> int:
        """Of how many of them the cap held something back."""
        return 0 if self.full is None else max(0, earlier + n - self.full) - max(0, earlier - self.full)

    def _points(self, n: int) -> int:
        points = self.points * (n if self.cap_times is None else min(n, self.cap_times))
        return points if self.cap_points is None else min(points, self.cap_points)

    def _times(self, n: int) -> int:
        if not self.points:
            return 0
        times = n if self.cap_times is None else min(n, self.cap_times)
        return times if self.cap_points is None else min(times, -(-self.cap_points // self.points))


@dataclass(frozen=True, slots=True)
class RewardLevel:
    """A level, reached by `points` that have not lapsed, lost below `keep_share` of them."""

    id: str
    points: int
    keep_share: float


@dataclass(frozen=True, slots=True)
class Scheme:
    """The rules of a plan. `opening`: points that were out on the first day, nobody knows whose; None when not said."""

    first_day: int
    rules: Mapping[str, EarnRule]
    prizes: Mapping[str, int]
    levels: tuple[RewardLevel, ...] = ()
    expiry: Duration | None = None
    opening: int | None = None


class Happening(NamedTuple):
    """Something that counts, in the order of time: `key` is the prize, or the event that is taken back; `points` what is earned.

    (A tuple: a large community makes millions of them.)
    """

    us: int
    event: str
    day: int
    member: str
    what: Literal["earn", "redeem", "reverse"]
    key: str = ""
    points: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """What moved in a month (or in any span), and what was out at its two ends."""

    month: int
    open: int
    issued: int = 0
    redeemed: int = 0
    expired: int = 0
    revoked: int = 0
    close: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing came from nowhere, and nothing went there."""
        return self.open + self.issued - self.redeemed - self.expired - self.revoked == self.close


@dataclass(frozen=True, slots=True)
class Earned:
    """What came of a rule: how often it paid, what, and how often and how much a cap held back."""

    times: int = 0
    points: int = 0
    capped: int = 0
    held_back: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """All of it. `held`: what members have in the end; `levels`: how many of them are on each; `overdrawn`: for how
    many redemptions nobody could have had the points; `pool`: what is left of the points of the first day."""

    flows: tuple[Flow, ...]
    held: int
    levels: Mapping[str, int]
    earned: Mapping[str, Earned]
    taken: Mapping[str, int]
    overdrawn: int = 0
    pool: int = 0

    def span(self, first_month: int, last_month: int) -> Flow | None:
        """The flow of several months as one; None where none of them is in the ledger."""
        chosen = [f for f in self.flows if first_month <= f.month <= last_month]
        if not chosen:
            return None
        sums = {k: sum(getattr(f, k) for f in chosen) for k in ("issued", "redeemed", "expired", "revoked")}
        return Flow(chosen[0].month, chosen[0].open, close=chosen[-1].close, **sums)
