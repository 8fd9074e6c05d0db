"""Keeping the ledger of a reward scheme: one pass over what happened, in the order of time.

What one member did changes nothing for another, but that all may draw on what was out on the first day. So members can be
entered some at a time, each with all they did; what their own points do not pay for is settled in the end, for all in the
order of time.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from commplan.localday import day_date, day_number, month_first, month_number
from commplan.plan.times import Duration
from commplan.reckoning.ledger import Earned, Flow, Happening, Ledger, RewardLevel, Scheme


@dataclass(slots=True)
class _Lot:
    day: int
    lapses: int | None
    left: int
    stands: int


@dataclass(slots=True)
class _Account:
    """`lots` are those that have not lapsed, `unspent` those of them that may have something left; oldest first."""

    lots: deque[_Lot] = field(default_factory=deque)
    unspent: deque[_Lot] = field(default_factory=deque)
    stands: int = 0
    settled: int = -1
    level: RewardLevel | None = None

    @property
    def balance(self) -> int:
        return sum(lot.left for lot in self.unspent)


@lru_cache(maxsize=2**13)
def lapse_day(day: int, expiry: Duration) -> int:
    """The day on which points of a day lapse; months on the calendar, so that 31 January and one month are 28 February."""
    start = day_date(day)
    month = month_number(start) + expiry.months
    last = (month_first(month + 1) - timedelta(days=1)).day
    return day_number(month_first(month).replace(day=min(start.day, last))) + max(0, expiry.seconds // 86_400)


@lru_cache(maxsize=2**13)
def _month(day: int) -> int:
    return month_number(day_date(day))


class Book:
    """The ledger from the first day of the scheme up to `end_day`, that not included, while it is kept."""

    def __init__(self, scheme: Scheme, end_day: int) -> None:
        self.scheme, self.end = scheme, end_day
        self.accounts: dict[str, _Account] = defaultdict(_Account)
        self.moved: dict[str, Counter[int]] = defaultdict(Counter)  # by kind of movement: points by month
        self.lots: dict[str, list[tuple[str, _Lot]]] = {}  # of events that are taken back
        self.earned = {rule: [0, 0, 0, 0] for rule in scheme.rules}
        self.held = 0
        self.levels: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()
        self.unpaid: list[tuple[int, str, int, int]] = []  # in the order of time: instant, event, day, points
        self.overdrawn = 0
        self.pool = scheme.opening or 0

    def met(self, rule: str, earlier: int, n: int, members: int) -> int:
        """So many members met a rule so often, after `earlier` times in the same period of its cap; what each of them earned.

        The points are entered apart: alike, or with what else their owners did.
        """
        known = self.scheme.rules[rule]
        points = known.paid(earlier, n)
        counted = known.times(earlier, n), points, known.cut(earlier, n), n * known.points - points
        self.earned[rule] = [sum_ + members * one for sum_, one in zip(self.earned[rule], counted, strict=True)]
        return points

    def alike(self, day: int, points: int) -> None:
        """Enter points of a day whose owners neither spend, nor have any taken back, nor come to a level."""
        self._move("issued", day, points)
        lapses = self._lapses(day)
        if lapses is not None and lapses < self.end:
            self._move("expired", lapses, points)
        else:
            self.held += points

    def keep(self, happenings: Iterable[Happening]) -> None:
        """Enter all that some members did, and what was taken back from them; what lies outside is left out.

        Nobody of them may come again in another call, but by `alike`.
        """
        told = sorted(h for h in happenings if self.scheme.first_day <= h.day < self.end)
        self.lots = {h.key: [] for h in told if h.what == "reverse"}
        for happening in told:
            self._enter(happening)
        for member, account in self.accounts.items():
            self._lapse(member, self.end - 1)
            self.held += account.balance
            if account.level:
                self.levels[account.level.id] += 1
        self.accounts.clear()

    def _enter(self, h: Happening) -> None:
        self._lapse(h.member, h.day)
        if h.what == "earn":
            self._earn(h)
        elif h.what == "redeem":
            self._redeem(h)
        else:
            self._reverse(h)
        self._settle_level(h.member)

    def _earn(self, h: Happening) -> None:
        if not h.points:
            return
        lot = _Lot(h.day, self._lapses(h.day), h.points, h.points)
        account = self.accounts[h.member]
        account.lots.append(lot)
        account.unspent.append(lot)
        account.stands += h.points
        if h.event in self.lots:
            self.lots[h.event].append((h.member, lot))
        self._move("issued", h.day, h.points)

    def _lapses(self, day: int) -> int | None:
        return lapse_day(day, self.scheme.expiry) if self.scheme.expiry else None

    def _redeem(self, h: Happening) -> None:
        wanted = self.scheme.prizes[h.key]
        self.taken[h.key] += 1
        paid, unspent = 0, self.accounts[h.member].unspent
        while unspent and paid < wanted:
            part = min(unspent[0].left, wanted - paid)
            unspent[0].left -= part
            paid += part
            if not unspent[0].left:
                unspent.popleft()
        if paid < wanted and self.pool:
            self.unpaid.append((h.us, h.event, h.day, wanted - paid))
        elif paid < wanted:
            self.overdrawn += 1
        self._move("redeemed", h.day, paid)

    def _reverse(self, h: Happening) -> None:
        taken, self.lots[h.key] = self.lots[h.key], []
        for member, lot in taken:
            self._lapse(member, h.day)
            self._move("revoked", h.day, lot.left)
            self.accounts[member].stands -= lot.stands
            lot.left = lot.stands = 0
            self._settle_level(member)

    def _lapse(self, member: str, day: int) -> None:
        account = self.accounts.get(member)
        while account and account.lots and (lapses := account.lots[0].lapses) is not None and lapses <= day:
            lot = account.lots.popleft()
            self._move("expired", lapses, lot.left)
            account.stands -= lot.stands
            lot.left = lot.stands = 0
            # All of a day lapses at once, in however many lots it came.
            if not account.lots or account.lots[0].lapses != lapses:
                self._settle_level(member)

    def _draw(self) -> None:
        """Pay from what was out on the first day, of which nobody knows whose it was."""
        for _, _, day, wanted in sorted(self.unpaid):
            self._lapse_pool(day)
            from_pool = min(self.pool, wanted)
            self.pool -= from_pool
            self._move("redeemed", day, from_pool)
            self.overdrawn += from_pool < wanted
        self._lapse_pool(self.end - 1)

    def _lapse_pool(self, day: int) -> None:
        """What was out on the first day cannot be younger than that."""
        expiry = self.scheme.expiry
        if expiry and self.pool and (lapses := lapse_day(self.scheme.first_day, expiry)) <= day:
            self._move("expired", lapses, self.pool)
            self.pool = 0

    def _settle_level(self, member: str) -> None:
        """The level by what has been earned and has not lapsed, whether it is spent or not; lost later than it is reached."""
        account = self.accounts.get(member)
        if account is None or account.settled == account.stands:
            return
        stands = account.settled = account.stands
        reached: RewardLevel | None = None
        for level in self.scheme.levels:
            if level.points <= stands and (reached is None or level.points > reached.points):
                reached = level
        held = account.level
        if held is None or (reached and reached.points > held.points) or stands < held.keep_share * held.points:
            account.level = reached

    def _move(self, what: str, day: int, points: int) -> None:
        self.moved[what][_month(day)] += points

    def close(self) -> Ledger:
        """All of it, once everybody has been entered."""
        self._draw()
        return Ledger(
            self._flows(self.held + self.pool),
            self.held,
            dict(sorted(self.levels.items())),
            {rule: Earned(*sums) for rule, sums in self.earned.items()},
            dict(sorted(self.taken.items())),
            self.overdrawn,
            self.pool,
        )

    def _flows(self, out: int) -> tuple[Flow, ...]:
        """The months backwards from what is out at the end, as counted, so that the first one shows whether all adds up."""
        first, last = (
            month_number(day_date(d)) for d in (self.scheme.first_day, max(self.scheme.first_day, self.end - 1))
        )
        flows: list[Flow] = []
        for month in range(last, first - 1, -1):
            sums = {what: self.moved[what][month] for what in ("issued", "redeemed", "expired", "revoked")}
            opened = out - sums["issued"] + sums["redeemed"] + sums["expired"] + sums["revoked"]
            flows.append(Flow(month, opened if month > first else self.scheme.opening or 0, close=out, **sums))
            out = opened
        return tuple(reversed(flows))
