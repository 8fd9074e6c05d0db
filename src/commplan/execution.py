"""Was the calendar kept? Each planned occurrence against what was recorded and what the activity shows.

A record in the plan decides. Without one, an event tagged with the occurrence's id counts, or a message or reply by one
of its owners in its channel on its local day. The same within the next seven days, and before the next occurrence of
the same kind, is late. Where the activity could not show it, the answer is unknown, not skipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from commplan.localday import Window, day_date, day_number
from commplan.words import Words, say

LATE_DAYS = 7

Outcome = Literal["on-time", "late", "skipped", "cancelled", "unknown", "not-due"]
Record = Literal["done", "cancelled"]
OUTCOMES: Mapping[Outcome, Words] = {
    "on-time": Words("done on time", "按时完成"),
    "late": Words("done late", "延迟完成"),
    "skipped": Words("skipped", "未执行"),
    "cancelled": Words("cancelled", "已取消"),
    "unknown": Words("unknown", "未知"),
    "not-due": Words("not due yet", "未到期"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One occurrence. `channel` is the name in the exports, `owners` are member hashes, `id` is its own, not the series'."""

    id: str
    day: date
    channel: str | None = None
    owners: tuple[str, ...] = ()
    recorded: Record | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """What the activity shows of the calendar: local days by tag, and by channel and member; which of those it knows."""

    covers: Window | None
    tagged: Mapping[str, Sequence[int]]
    spoke: Mapping[tuple[str, str], Sequence[int]]
    channels: frozenset[str]
    members: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What became of one occurrence, and how that is known; `done_on` where it was done."""

    planned: Planned
    outcome: Outcome
    reason: Words
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """Counts over the due occurrences. `rate` = on time / (due - cancelled - unknown), None (see `reason`) without any."""

    lines: tuple[Line, ...]
    counts: Mapping[Outcome, int]
    rate: float | None
    reason: Words | None


def held(planned: Sequence[Planned], sightings: Sightings, today: date) -> Execution:
    """Occurrences before `today` are due; today's may still be done."""
    following = _following(planned)
    lines = tuple(
        _line(item, following.get(place), sightings) if item.day < today or item.recorded else _not_due(item)
        for place, item in enumerate(planned)
    )
    counts: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
    for line in lines:
        counts[line.outcome] += 1
    judged = counts["on-time"] + counts["late"] + counts["skipped"]
    if judged:
        return Execution(lines=lines, counts=counts, rate=counts["on-time"] / judged, reason=None)
    reason = Words(
        "Nothing due is recorded or can be seen in the activity.", "到期的安排既无记录，也无法从活动数据中看到。"
    )
    return Execution(lines=lines, counts=counts, rate=None, reason=reason)


def _following(planned: Sequence[Planned]) -> dict[int, date]:
    """For each place in the list the next day with an occurrence in the same channel by the same owners."""
    alike: dict[tuple[str | None, tuple[str, ...]], list[int]] = defaultdict(list)
    for place, item in enumerate(planned):
        alike[item.channel, tuple(sorted(item.owners))].append(place)
    found = {}
    for places in alike.values():
        days = sorted({planned[place].day for place in places})
        after = dict(pairwise(days))
        found.update({place: after[planned[place].day] for place in places if planned[place].day in after})
    return found


def _not_due(item: Planned) -> Line:
    reason = say("It is due on {day}.", "应于 {day} 执行。", day=item.day)
    return Line(planned=item, outcome="not-due", reason=reason)


def _line(item: Planned, following: date | None, sightings: Sightings) -> Line:
    if item.recorded == "cancelled":
        return Line(planned=item, outcome="cancelled", reason=Words("Cancelled in the plan.", "计划中已取消。"))
    if item.recorded == "done":
        return _recorded(item)
    last = item.day + timedelta(days=LATE_DAYS)
    tagged = _first(sightings.tagged.get(item.id, ()), date.min, last)
    if tagged is not None:
        reason = say("An event of {day} carries its id.", "{day} 有带其编号的记录。", day=tagged)
        return Line(planned=item, outcome="late" if tagged > item.day else "on-time", reason=reason, done_on=tagged)
    blind = _blind(item, sightings)
    if blind is not None:
        return Line(planned=item, outcome="unknown", reason=blind)
    until = min(last, following - timedelta(days=1)) if following else last
    spoken = [_first(sightings.spoke.get((item.channel or "", owner), ()), item.day, until) for owner in item.owners]
    seen = min((day for day in spoken if day is not None), default=None)
    if seen is not None:
        reason = say(
            "An owner wrote in {channel} on {day}.",
            "负责人于 {day} 在 {channel} 发言。",
            channel=item.channel,
            day=seen,
        )
        return Line(planned=item, outcome="late" if seen > item.day else "on-time", reason=reason, done_on=seen)
    return Line(planned=item, outcome="skipped", reason=_nothing(item, until, sightings))


def _recorded(item: Planned) -> Line:
    done_on = item.done_on or item.day
    reason = say("Recorded in the plan as done on {day}.", "计划中记录为 {day} 完成。", day=done_on)
    if item.done_on is None:
        reason = Words("Recorded in the plan as done, without a day.", "计划中记录为已完成，未注明日期。")
    return Line(planned=item, outcome="late" if done_on > item.day else "on-time", reason=reason, done_on=item.done_on)


def _blind(item: Planned, sightings: Sightings) -> Words | None:
    """Why the activity could not have shown this occurrence."""
    if item.channel is None:
        return Words("No record, and no channel to look in.", "没有执行记录，也没有可供核对的渠道。")
    if not item.owners:
        return Words("No record, and no owner's handle to look for.", "没有执行记录，也没有可供核对的负责人账号。")
    covers = sightings.covers
    if covers is None or not covers.first <= item.day < covers.end:
        return say("The activity does not cover {day}.", "活动数据未覆盖 {day}。", day=item.day)
    if item.channel not in sightings.channels:
        return say("The activity knows no channel {channel}.", "活动数据中没有渠道 {channel}。", channel=item.channel)
    if not sightings.members.intersection(item.owners):
        return Words(
            "None of its owners appears anywhere in the activity: check their handles.",
            "负责人均未出现在活动数据中：请核对其账号。",
        )
    return None


def _nothing(item: Planned, until: date, sightings: Sightings) -> Words:
    end = sightings.covers.end if sightings.covers else until
    if until >= end:
        return say(
            "No owner wrote in {channel} on {day} nor since, as far as the activity goes; it may still be done late.",
            "{day} 及之后（在活动数据范围内）没有负责人在 {channel} 发言；仍可能补做。",
            channel=item.channel,
            day=item.day,
        )
    return say(
        "No owner wrote in {channel} from {day} to {until}.",
        "{day} 至 {until} 没有负责人在 {channel} 发言。",
        channel=item.channel,
        day=item.day,
        until=until,
    )


def _first(days: Iterable[int], low: date, high: date) -> date | None:
    within = [day for day in days if day_number(low) <= day <= day_number(high)]
    return day_date(min(within)) if within else None
