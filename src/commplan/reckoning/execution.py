"""Was the calendar kept? Each planned occurrence against what was recorded and what the activity shows.

A record in the plan decides. Without one, an event tagged with the occurrence's id counts, or a message or reply by one
of its owners in one of its channels on its local day. The same within the next seven days, and before the next occurrence
of the same kind, is late. Where the activity could not show it, the answer is unknown, not skipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from commplan.localday import Window, day_date, day_number
from commplan.metric import Described
from commplan.reckoning import spoken
from commplan.words import Words, listed, quote, say

LATE_DAYS = 7

CALENDAR = Described(
    id="calendar-execution",
    name=Words("Calendar kept on time", "日历按时执行率"),
    unit="share",
    better="up",
    definition=Words(
        "Planned dates of the window on which it really happened, divided by those that were due and of which is known what "
        "became of them.",
        "时段内按计划日期如期执行的次数，除以已到期且结果已知的次数。",
    ),
    edge_cases=Words(
        "What the plan records as an outcome decides. Without a record an event tagged with the date's id counts, or a "
        "message of one of its owners in one of its channels on that local day: a trace, not proof. Within seven days, and "
        "before the next date of the same kind, it is late, which is not on time. Cancelled ones are counted apart, and so are "
        "those of which nobody can know: without a record, and without a channel or an owner to look for, or not covered "
        "by the activity. Neither is in the share.",
        "以方案中记录的执行结果为准。没有记录时，带有该次编号的事件，或负责人当天在其任一渠道的发言，视为已执行：这是痕迹，"
        "不是证明。七天之内且在下一次同类安排之前补做，算延迟，不算按时。已取消的单独计数；无从得知的也单独计数：没有记录，"
        "且没有可供核对的渠道或负责人，或活动数据未覆盖。两者均不计入比率。",
    ),
    source="commplan catalogue C1: done on time / planned and due",
)

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
    """One occurrence. `channels` are names in the exports, `owners` member hashes; `id` is its own, not the series'. `why`: what
    the plan says of why it was cancelled."""

    id: str
    day: date
    channels: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    recorded: Record | None = None
    done_on: date | None = None
    why: str | None = None


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
    return _counted(lines)


def within(execution: Execution, window: Window) -> Execution:
    """The part of it that was planned for the days of the window."""
    return _counted(tuple(line for line in execution.lines if window.first <= line.planned.day < window.end))


def _counted(lines: tuple[Line, ...]) -> Execution:
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
    """For each place in the list the next day with an occurrence by the same owners in one of its channels."""
    days: dict[tuple[str | None, tuple[str, ...]], set[date]] = defaultdict(set)
    for item in planned:
        for kind in _kinds(item):
            days[kind].add(item.day)
    after = {kind: dict(pairwise(sorted(found))) for kind, found in days.items()}
    found = {}
    for place, item in enumerate(planned):
        nexts = [after[kind][item.day] for kind in _kinds(item) if item.day in after[kind]]
        if nexts:
            found[place] = min(nexts)
    return found


def _kinds(item: Planned) -> list[tuple[str | None, tuple[str, ...]]]:
    """What makes a trace of one occurrence look like one of another: a channel and the people."""
    owners = tuple(sorted(item.owners))
    return [(channel, owners) for channel in item.channels or (None,)]


def _not_due(item: Planned) -> Line:
    reason = say("It is due on {day}.", "应于{day}执行。", day=spoken.day(item.day))
    return Line(planned=item, outcome="not-due", reason=reason)


def _line(item: Planned, following: date | None, sightings: Sightings) -> Line:
    if item.recorded == "cancelled":
        return Line(planned=item, outcome="cancelled", reason=_cancelled(item))
    if item.recorded == "done":
        return _recorded(item)
    last = item.day + timedelta(days=LATE_DAYS)
    tagged = _first(sightings.tagged.get(item.id, ()), date.min, last)
    if tagged is not None:
        reason = say("An event of {day} carries its id.", "{day}有带其编号的记录。", day=spoken.day(tagged))
        return _done(item, tagged, reason)
    blind = _blind(item, sightings)
    if blind is not None:
        return Line(planned=item, outcome="unknown", reason=blind)
    until = min(last, following - timedelta(days=1)) if following else last
    seen = min(
        (
            (day, channel)
            for channel in item.channels
            for owner in item.owners
            if (day := _first(sightings.spoke.get((channel, owner), ()), item.day, until)) is not None
        ),
        default=None,
    )
    if seen is not None:
        facts = {"channel": quote(seen[1]), "day": spoken.day(seen[0])}
        reason = say("An owner wrote in {channel} on {day}.", "负责人于{day}在 {channel} 发言。", **facts)
        return _done(item, seen[0], reason)
    return _unseen(item, until, sightings)


def _cancelled(item: Planned) -> Words:
    if not item.why:
        return Words("Cancelled in the plan, which gives no reason.", "方案中已取消，未写明原因。")
    why = item.why.strip().rstrip(".。")
    return say("Cancelled in the plan: {w}.", "方案中已取消：{w}。", w=why)


def _done(item: Planned, day: date, reason: Words) -> Line:
    return Line(planned=item, outcome="late" if day > item.day else "on-time", reason=reason, done_on=day)


def _recorded(item: Planned) -> Line:
    day = item.done_on or item.day
    reason = say("Recorded in the plan as done on {day}.", "方案中记录为{day}完成。", day=spoken.day(day))
    if item.done_on is None:
        reason = Words("Recorded in the plan as done, without a day.", "方案中记录为已完成，未注明日期。")
    return replace(_done(item, day, reason), done_on=item.done_on)


def _blind(item: Planned, sightings: Sightings) -> Words | None:
    """Why the activity could not have shown this occurrence."""
    if not item.channels:
        return Words("No record, and no channel to look in.", "没有执行记录，也没有可供核对的渠道。")
    if not item.owners:
        return Words("No record, and no owner's handle to look for.", "没有执行记录，也没有可供核对的负责人账号。")
    covers = sightings.covers
    if covers is None or not covers.first <= item.day < covers.end:
        return Words("The activity does not cover that day.", "活动数据未覆盖当天。")
    if not sightings.channels.intersection(item.channels):
        return _unknown_channels(item.channels)
    if not sightings.members.intersection(item.owners):
        return Words(
            "None of its owners appears anywhere in the activity: check their handles.",
            "负责人均未出现在活动数据中：请核对其账号。",
        )
    return None


def _unknown_channels(channels: Iterable[str]) -> Words:
    return say(
        "The activity knows no channel {channels}.", "活动数据中没有渠道 {channels}。", channels=_any_of(channels)
    )


def _any_of(channels: Iterable[str]) -> Words:
    return listed(map(quote, channels), " or ")


def _unseen(item: Planned, until: date, sightings: Sightings) -> Line:
    """Nobody was seen to do it: skipped, unless it may have been done where or when nobody could look."""
    end = sightings.covers.end if sightings.covers else until
    elsewhere = [channel for channel in item.channels if channel not in sightings.channels]
    facts: dict[str, object] = {
        "channel": _any_of(channel for channel in item.channels if channel in sightings.channels),
        "day": spoken.day(item.day),
        "until": spoken.day(until),
    }
    if elsewhere:
        reason = say(
            "No owner wrote in {channel}, and it may have been done elsewhere. {unknown}",
            "没有负责人在 {channel} 发言，但可能在别处执行。{unknown}",
            unknown=_unknown_channels(elsewhere),
            **facts,
        )
        return Line(planned=item, outcome="unknown", reason=reason)
    if item.day == end - timedelta(days=1):
        reason = Words(
            "The activity ends in the course of that day; it may have been done after that.",
            "活动数据截至当天，之后是否执行无从得知。",
        )
        return Line(planned=item, outcome="unknown", reason=reason)
    if until >= end:
        reason = say(
            "No owner wrote in {channel} on {day} nor since, as far as the activity goes; it may still be done late.",
            "{day}及之后（在活动数据范围内）没有负责人在 {channel} 发言；仍可能补做。",
            **facts,
        )
    else:
        en = (
            "No owner wrote in {channel} on {day}."
            if until == item.day
            else "No owner wrote in {channel} from {day} to {until}."
        )
        zh = (
            "{day}没有负责人在 {channel} 发言。" if until == item.day else "{day}至{until}没有负责人在 {channel} 发言。"
        )
        reason = say(en, zh, **facts)
    return Line(planned=item, outcome="skipped", reason=reason)


def _first(days: Iterable[int], low: date, high: date) -> date | None:
    inside = [day for day in days if day_number(low) <= day <= day_number(high)]
    return day_date(min(inside)) if inside else None
