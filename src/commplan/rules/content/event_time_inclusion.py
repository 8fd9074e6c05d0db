"""Events that some of their audience could only attend at night.

For each live entry (event, meeting, workshop, consultation) that is held online, and each audience that it is for, at least one
date begins between 7:00 and 22:00 by the clock where the audience lives (`timezone` of the audience). When none does, the
entry says where it can be seen afterwards (`recording`). Entries of one title count as one series, so that a second one
at another hour helps; summer time is heeded on each date.

Not looked at is what has a `venue` or is held in person, since whoever is there lives by its clock, and what lasts six hours
or more, or is a consultation of whole days, where people come and go. An audience whose zone is not stated cannot be judged.

Whoever is always invited for three in the morning knows what that means. Alternating hours, or a recording with a place
for questions, costs little.

Source: CHAOSS, time inclusion for virtual events.

Bad::

    goals: {audiences: [{id: asia, timezone: Asia/Shanghai}]}
    content:
      channels: [{id: call, platform: video-meeting, audiences: [asia], two_way: true}]
      calendar:
        - {id: ask-us, kind: event, start: 2027-01-12T19:00, duration: PT1H, rrule: FREQ=MONTHLY, channels: [call], audiences: [asia],
           owner: lead, effort_hours: 1}

Good::

    goals: {audiences: [{id: asia, timezone: Asia/Shanghai}]}
    content:
      channels: [{id: call, platform: video-meeting, audiences: [asia], two_way: true}]
      calendar:
        - {id: ask-us, kind: event, start: 2027-01-12T10:00, duration: PT1H, rrule: FREQ=MONTHLY, channels: [call], audiences: [asia],
           owner: lead, effort_hours: 1}

---

有的受众只能半夜参加的活动。

对每个线上的现场类条目（event、meeting、workshop、consultation）及其面向的每个受众，按受众当地时间（受众的 `timezone`）至少有一次在
7:00 至 22:00 之间开始；若一次也没有，应写明在哪里回看（`recording`）。标题相同的条目视为同一系列，因此另开一个时段即可；
每个日期都按夏令时换算。

写了场地（`venue`）或线下进行的不检查，因为到场的人过的是当地时间；持续六小时以上或只写日期的征求意见，可以随时参与，也不检查。没有写明时区的受众无法判断。

总是被邀请在凌晨三点参加的人，明白这意味着什么。轮换时段，或提供回放并留出提问的地方，成本并不高。

来源：CHAOSS 线上活动的时间包容性（time inclusion）。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import LIVE_KINDS, Entry
from commplan.plan.goals import Audience
from commplan.rule import Threshold, rule
from commplan.rules.content import addressed, place_of
from commplan.schedule import recurrence
from commplan.words import Words, quote, say

# most people are up by then, and stay up for an hour more
EARLIEST = Threshold(
    7, say("first hour of the day at which an event may begin for its audience", "活动在受众当地最早几点开始"), most=24
)
LATEST = Threshold(
    22, say("last hour of the day at which an event may begin for its audience", "活动在受众当地最晚几点开始"), most=24
)
OPEN_HOUSE = 6
"""Hours from which on people come and go."""
IN_PERSON = "in-person"


@rule(
    "C113",
    part="content",
    kind="T",
    severity="warning",
    level="exemplary",
    thresholds={"earliest": EARLIEST, "latest": LATEST},
)
def event_time_inclusion(plan: Plan, earliest: float, latest: float) -> Iterator[Outcome]:
    audiences = {a.id: a for a in plan.goals.audiences}
    on_site = {c.id for c in plan.content.channels if c.platform == IN_PERSON}
    asked = [
        (e, to)
        for e in plan.content.calendar
        if _online(e, on_site)
        and _readable(plan, e)
        and (to := [audiences[a] for a in addressed(plan, e) if a in audiences])
    ]
    if not asked:
        reason = say(
            "no live entry is held online for an audience without being recorded",
            "没有面向受众、在线上进行又没有回放的现场类条目",
        )
        yield NotApplicable(reason)
        return
    if recurrence.period(plan) is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.period.at(), missing)
        return
    yield from _unsaid(asked)
    begins = _begins(plan, {e.title or e.id for e, _ in asked})
    for entry, to in asked:
        for audience in to:
            tz = recurrence.zone(audience.timezone)
            if tz and (night := _night(begins[entry.title or entry.id], audience, tz, (earliest, latest))):
                yield _excluded(entry, audience, night, (earliest, latest))


def _online(entry: Entry, on_site: set[str]) -> bool:
    """Whether it is a live entry that people can only be at when it happens, from wherever they are."""
    if entry.kind not in LIVE_KINDS or entry.status == "cancelled" or entry.recording or place_of(entry):
        return False
    whole_day = entry.kind == "consultation" and entry.start is not None and entry.start.clock is None
    open_house = whole_day or (entry.duration is not None and entry.duration.hours >= OPEN_HOUSE)
    return not open_house and not (entry.channels and on_site.issuperset(entry.channels))


def _readable(plan: Plan, entry: Entry) -> bool:
    """Whether its time of day, if it has one, has a zone; what is wrong with one that has none, rule tz-missing tells."""
    clock = entry.start is not None and entry.start.clock is not None
    return not clock or bool(recurrence.zone(entry.timezone or plan.plan.timezone))


def _unsaid(asked: list[tuple[Entry, list[Audience]]]) -> Iterator[Unknown]:
    for entry, _ in asked:
        if entry.start is None or entry.start.clock is None:
            yield Unknown(
                entry.at(), say("the time of day of {e} (`start`)", "{e} 的时刻（`start`）", e=quote(entry.id))
            )
    for audience in {a.id: a for _, to in asked for a in to if a.timezone is None}.values():
        missing = say(
            "where most of audience {a} live (`timezone`), to tell whether they are awake when events are held",
            "受众 {a} 大多在哪个时区（`timezone`），据以判断活动时他们是否醒着",
            a=quote(audience.id),
        )
        yield Unknown(audience.at(), missing)


def _begins(plan: Plan, titles: set[str]) -> dict[str, list[tuple[datetime, Entry]]]:
    """When the live entries of these titles begin, in UTC, each with its entry."""
    found: defaultdict[str, list[tuple[datetime, Entry]]] = defaultdict(list)
    for o in recurrence.occurrences(plan):
        name = o.entry.title or o.entry.id
        if o.start and name in titles and o.entry.kind in LIVE_KINDS:
            found[name].append((o.start, o.entry))
    return found


def _night(
    begins: list[tuple[datetime, Entry]], audience: Audience, tz: ZoneInfo, hours: tuple[float, float]
) -> list[datetime]:
    """The beginnings by the audience's clock; none when it is awake at one of them, or when there are none."""
    its = [begin for begin, entry in begins if not entry.audiences or audience.id in entry.audiences]
    local = [begin.astimezone(tz) for begin in its]
    awake = any(hours[0] <= there.hour + there.minute / 60 <= hours[1] for there in local)
    return [] if awake else local


def _excluded(entry: Entry, audience: Audience, local: list[datetime], hours: tuple[float, float]) -> Problem:
    clocks = sorted({f"{there:%H:%M}" for there in local})
    words = say(
        "{e} begins for audience {a} at {c} in {z}, {n}, and there is no recording",
        "{e} 对受众 {a} 来说在 {z} 时间 {k} 开始，{m}，又没有回放",
        e=quote(entry.id),
        a=quote(audience.id),
        c=Words(" or ".join(clocks), ""),
        k=" 或 ".join(clocks),
        z=audience.timezone,
        n=f"on each of its {len(local)} dates" if len(local) > 1 else f"on {local[0]:%Y-%m-%d}",
        m=f"{len(local)} 次都是如此" if len(local) > 1 else f"日期是 {local[0]:%Y-%m-%d}",
    )
    hint = say(
        "let some dates begin between {a} and {b} there, or say where it can be seen afterwards (`recording`)",
        "请让部分场次在当地 {a} 至 {b} 之间开始，或写明在哪里回看（`recording`）",
        a=_clock(hours[0]),
        b=_clock(hours[1]),
    )
    return Problem(
        entry.at("start"), words, hint, (Related(audience.at("timezone"), say("lives here", "受众在此时区")),)
    )


def _clock(hour: float) -> str:
    return f"{int(hour)}:{round(hour % 1 * 60):02d}"
