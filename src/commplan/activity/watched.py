"""What goes by between a source and the store: events that can be right, and a tally of those that cannot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import eq
from typing import cast

from commplan.activity import clock
from commplan.activity.answers import ITSELF, mended
from commplan.activity.event import DAY, EARLIEST, LATEST, RawEvent, Skipped, clock_fault
from commplan.activity.export import Meter
from commplan.words import Words

PLACES = 3
"""How many places are kept for each reason to skip: enough to find the fault, few enough to be read."""
BEAT = 1_000
_COUNTERS = {"record": "条记录", "line": "行", "row": "行", "mail": "封邮件", "message": "条消息"}
_COUNTED = re.compile(rf", ({'|'.join(_COUNTERS)}) (\d+)$")
"""How sources tell a place within a file."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Records skipped for one reason, with the first few places; `advice` is what to change so that they are read."""

    reason: Words
    count: int
    places: tuple[str, ...]
    advice: Words | None = None

    @property
    def where(self) -> Words:
        """The places one after the other, as each language counts records."""
        chinese = (_COUNTED.sub(lambda found: f" 第 {found[2]} {_COUNTERS[found[1]]}", place) for place in self.places)
        return Words("; ".join(self.places), "；".join(chinese))


@dataclass(slots=True)
class Tally:
    """What was passed over while so many records were read. Not a value: it grows with every record."""

    read: int = 0
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

    def take(self, later: Tally) -> None:
        """What another one counted in what comes behind."""
        self.read += later.read
        self.counts.update(later.counts)
        for mine, theirs, most in ((self.places, later.places, PLACES), (self.times, later.times, clock.SAMPLE)):
            for reason, found in theirs.items():
                mine[reason] = (mine.get(reason, []) + found)[:most]

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
    tally, _ = tallies
    last = latest(now)
    while batch := list(islice(found, BEAT)):
        tally.read += len(batch)
        good = cast("list[RawEvent]", batch) if _sound(batch, last) else list(_sifted(batch, tallies, last))
        if progress:
            progress(tally.read, meter)
        if good:
            yield good
    meter.read = max(meter.read, meter.total)
    if progress:
        progress(tally.read, meter)


def _sound(batch: list[RawEvent | Skipped], last: int) -> bool:
    """Whether nothing of it is to be skipped or mended: column by column this is known in a quarter of the time."""
    if set(map(type, batch)) != {RawEvent}:
        return False
    own, kinds, moments, _, _, _, _, answered, *_ = zip(*cast("list[RawEvent]", batch), strict=True)
    if not EARLIEST <= min(moments) <= max(moments) <= last:
        return False
    return not any(map(eq, own, answered)) and ("reply", None) not in zip(kinds, answered, strict=True)


def _sifted(batch: list[RawEvent | Skipped], tallies: tuple[Tally, Tally], last: int) -> Iterator[RawEvent]:
    tally, odd = tallies
    for item in batch:
        if isinstance(item, Skipped):
            tally.skip(item)
        elif not EARLIEST <= item.us <= last:
            tally.skip(Skipped(item.where or item.native_id, clock_fault(item.us)))
        elif item.native_id in (item.thread, item.reply_to) and (other := mended(item)):
            odd.skip(Skipped(item.where or item.native_id, ITSELF))
            yield other
        else:
            yield item
