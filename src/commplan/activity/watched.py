"""What goes by between a source and the store: events that can be right, and a tally of those that cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from commplan.activity import clock
from commplan.activity.answers import ITSELF, mended
from commplan.activity.event import DAY, EARLIEST, LATEST, RawEvent, Skipped, clock_fault
from commplan.activity.export import Meter
from commplan.words import Words

PLACES = 3
"""How many places are kept for each reason to skip: enough to find the fault, few enough to be read."""
BEAT = 1_000


@dataclass(frozen=True, slots=True)
class Passed:
    """Records skipped for one reason, with the first few places; `advice` is what to change so that they are read."""

    reason: Words
    count: int
    places: tuple[str, ...]
    advice: Words | None = None


@dataclass(slots=True)
class Tally:
    counts: Counter[Words] = field(default_factory=Counter)
    places: dict[Words, list[str]] = field(default_factory=dict)
    times: dict[Words, list[str]] = field(default_factory=dict)

    def skip(self, skipped: Skipped) -> None:
        self.counts[skipped.reason] += skipped.count
        places = self.places.setdefault(skipped.reason, [])
        if len(places) < PLACES:
            places.append(skipped.where)
        times = self.times.setdefault(skipped.reason, [])
        if skipped.time and len(times) < clock.SAMPLE:
            times.append(skipped.time)

    def passed(self, time_format: str | None) -> tuple[Passed, ...]:
        """What was skipped, the most frequent reason first."""
        return tuple(
            Passed(
                reason,
                count,
                tuple(self.places[reason]),
                clock.advice(self.times[reason], time_format) if time_format and self.times[reason] else None,
            )
            for reason, count in self.counts.most_common()
        )


def latest(now: int | None) -> int:
    """The last time that can be right, now or any day."""
    return LATEST if now is None else now + DAY


def watched(
    found: Iterator[RawEvent | Skipped],
    tallies: tuple[Tally, Tally],
    now: int | None,
    progress: Callable[[int, Meter], None] | None,
    meter: Meter,
) -> Iterator[list[RawEvent]]:
    """The events among what was found whose clock can be right, some at a time, mended where they answer themselves; both
    is counted."""
    tally, odd = tallies
    last = latest(now)
    read = 0
    while batch := list(islice(found, BEAT)):
        good: list[RawEvent] = []
        for item in batch:
            if isinstance(item, Skipped):
                tally.skip(item)
            elif not EARLIEST <= item.us <= last:
                tally.skip(Skipped(item.where or item.native_id, clock_fault(item.us)))
            elif item.native_id in (item.thread, item.reply_to) and (other := mended(item)):
                odd.skip(Skipped(item.where or item.native_id, ITSELF))
                good.append(other)
            else:
                good.append(item)
        read += len(batch)
        if progress:
            progress(read, meter)
        if good:
            yield good
    meter.read = max(meter.read, meter.total)
    if progress:
        progress(read, meter)
