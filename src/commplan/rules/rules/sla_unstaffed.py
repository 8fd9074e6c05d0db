"""A promise of an answer in hours when nobody is there.

Each service level needs an owner, and somebody on shift (`rules.shifts`) often enough: the longest stretch of promised
hours without anybody must not be longer than the `target`. The clock of a service level runs in its `hours`; without
them it runs day and night, and so a target under a day promises an answer at 3 a.m. Hours in which nobody is promised
anything do not count, and a shift at any time ends a stretch, because whoever is there can answer. Looked at is every
week of the plan in which the clocks of the zones involved stand differently, for each channel in which people can answer.

Where no shifts are stated nobody can say whether the promise holds, and the answer is unknown.

Source: moderation of Kubernetes (coverage across time zones); service management, business calendars of service levels.

Bad::

    rules:
      service_levels:
        - {id: first-reply, kind: first-reply, target: PT4H, owner: lead, hours: [{days: [SA], opens: '09:00', closes: '18:00'}]}
      shifts:
        - {who: lead, days: [MO, TU, WE, TH, FR], opens: '09:00', closes: '18:00'}

Good::

    rules:
      service_levels:
        - {id: first-reply, kind: first-reply, target: PT4H, owner: lead, hours: [{opens: '09:00', closes: '18:00'}]}
      shifts:
        - {who: lead, days: [MO, TU, WE, TH, FR], opens: '10:00', closes: '17:00'}

---

承诺了响应时限，却有时段无人值守。

每项服务水平都要有负责人，并且有足够的值班（`rules.shifts`）：承诺时段内连续无人的时间不得超过 `target`。服务水平按其
`hours` 计时；没有写 `hours` 就是昼夜计时，不足一天的时限等于承诺凌晨三点也有人答复。承诺之外的时段不计入；任何时候有人值班
都会中断无人时段，因为在岗的人可以答复。对方案期内各相关时区钟点关系不同的每一种周，以及每个可以答复的渠道，都作检查。

没有写明值班时，无法判断承诺能否兑现，结果为未知。

来源：Kubernetes 社区的审核值守（跨时区覆盖）；服务管理中服务水平的工作日历。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.rules import ServiceLevel, Shift
from commplan.platforms import two_way
from commplan.rule import rule
from commplan.rules.rules import length
from commplan.schedule import recurrence
from commplan.schedule.hours import DAY, WEEK, mark
from commplan.words import Words, quote, say

NEVER = 10**12
NAMES = tuple(
    Words(en, zh)
    for en, zh in zip(
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        strict=True,
    )
)


NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch without anybody: `minutes` of promised time between two minutes of the level's week.

    `end` may lie in the week after; `start` None: nobody is ever there.
    """

    minutes: int
    start: int | None
    end: int
    monday: date
    channel: str | None


@rule("M102", part="rules", kind="T", severity="error")
def sla_unstaffed(plan: Plan) -> Iterator[Outcome]:
    if not plan.rules.service_levels:
        yield NotApplicable(say("the plan promises no answer in time", "方案没有承诺响应时限"))
    for level in plan.rules.service_levels:
        name = quote(level.id)
        if level.owner is None:
            words = say("service level {s} has no owner", "服务水平 {s} 没有负责人", s=name)
            yield Problem(level.at("id"), words, say("add `owner:`, who answers for it", "加上 `owner:`，写明由谁负责"))
        if level.target is None:
            yield Unknown(level.at(), say("the `target` of service level {s}", "服务水平 {s} 的 `target`", s=name))
        elif not plan.rules.shifts:
            yield _without_shifts(level)
        else:
            yield from _staffed(plan, level, level.target.days * DAY)


def _without_shifts(level: ServiceLevel) -> Outcome:
    if not level.hours and level.target and level.target.days < 1:
        return Problem(
            level.at("target"),
            say(
                "service level {s} promises an answer within {t} day and night, and no shift is stated",
                "服务水平 {s} 承诺昼夜 {t}内答复，却没有写明值班",
                s=quote(level.id),
                t=length(level.target.days * DAY),
            ),
            say(
                "state in {s} the `hours` in which the promise holds (`hours: [{{opens: ..., closes: ...}}]`), and `rules.shifts`",
                "请在 {s} 中写明承诺生效的时段（`hours: [{{opens: …, closes: …}}]`），以及 `rules.shifts`",
                s=quote(level.id),
            ),
        )
    return Unknown(
        level.at(), say("who is on shift for {s} (`rules.shifts`)", "{s} 由谁值班（`rules.shifts`）", s=quote(level.id))
    )


def _staffed(plan: Plan, level: ServiceLevel, target: float) -> Iterator[Outcome]:
    tz = recurrence.zone(level.timezone or plan.plan.timezone)
    zones = [recurrence.zone(s.timezone or plan.plan.timezone) for s in plan.rules.shifts]
    if tz is None or None in zones:
        return  # rule tz-missing speaks of a zone that is missing or cannot be read
    known = [z for z in zones if z]
    gaps = [
        _longest(level, shifts, tz, monday, channel)
        for channel, shifts in _watches(plan, level, list(zip(plan.rules.shifts, known, strict=True)))
        for monday in _mondays(plan, (tz, *known))
    ]
    worst = max(gaps, key=lambda gap: gap.minutes, default=None)
    if worst and worst.minutes > target:
        seasonal = any(g.minutes <= target for g in gaps if g.channel == worst.channel)
        yield _unstaffed(level, tz, worst, target, seasonal)


_Watch = list[tuple[Shift, ZoneInfo]]


def _watches(plan: Plan, level: ServiceLevel, shifts: _Watch) -> Iterator[tuple[str | None, _Watch]]:
    """Who watches each channel of the level; one line for all of them when no shift is for some channels only."""
    if not any(shift.channels for shift, _ in shifts):
        yield None, shifts
        return
    seen: list[_Watch] = []
    for channel in plan.content.channels:
        if channel.id in level.channels or (not level.channels and two_way(channel) is not False):
            here = [(s, z) for s, z in shifts if not s.channels or channel.id in s.channels]
            if here not in seen:
                seen.append(here)
                yield channel.id, here


def _mondays(plan: Plan, zones: tuple[ZoneInfo, ...]) -> list[date]:
    """A Monday for each way in which the zones' clocks stand to each other in the weeks of the plan."""
    bounds = recurrence.period(plan)
    found: dict[tuple[timedelta | None, ...], date] = {}
    for monday in recurrence.weeks(*bounds)[:520] if bounds else [date(2026, 1, 12), date(2026, 7, 13)]:
        noon = datetime.combine(monday, time(12), UTC)
        offsets = [noon.astimezone(z).utcoffset() or timedelta() for z in zones]
        found.setdefault(tuple(o - offsets[0] for o in offsets), monday)
    return list(found.values())


def _longest(level: ServiceLevel, shifts: _Watch, tz: ZoneInfo, monday: date, channel: str | None) -> _Gap:
    """The longest stretch of promised minutes without anybody, in the week of a Monday on the level's clock.

    A week is a ring of letters, one for a minute: `s` somebody is there, `p` promised and nobody, `.` nothing promised.
    """
    ring = bytearray(b"." * WEEK if level.hours else b"p" * WEEK)
    for hours in level.hours:
        mark(ring, hours, 0, b"p")
    noon = datetime.combine(monday, time(12), UTC)
    for shift, zone in shifts:
        ahead = (noon.astimezone(tz).utcoffset() or timedelta()) - (noon.astimezone(zone).utcoffset() or timedelta())
        mark(ring, shift, round(ahead.total_seconds() / 60), b"s")
    if b"s" not in ring:
        return _Gap(NEVER if b"p" in ring else 0, None, 0, monday, channel)
    best = _Gap(0, 0, 0, monday, channel)
    for found in re.finditer(rb"[^s]+", ring + ring):
        stretch, minutes = found[0], found[0].count(b"p")
        if minutes > best.minutes:
            start, end = found.start() + stretch.index(b"p"), found.start() + stretch.rindex(b"p") + 1
            best = _Gap(minutes, start % WEEK, start % WEEK + end - start, monday, channel)
    return best


def _unstaffed(level: ServiceLevel, tz: ZoneInfo, gap: _Gap, target: float, seasonal: bool) -> Problem:
    where = say(" in channel {c}", "渠道 {c} 在", c=quote(gap.channel)) if gap.channel else NOTHING
    season = say(" in weeks such as that of {m}", "（例如 {m} 起的一周）", m=gap.monday) if seasonal else NOTHING
    promise = say("the promise of {s} is {t}", "{s} 承诺 {t}", s=quote(level.id), t=length(target))
    if not level.hours and target < DAY:
        promise = say(
            "{s} promises {t} day and night (it states no `hours`)",
            "{s} 承诺昼夜 {t}（未写 `hours`）",
            s=quote(level.id),
            t=length(target),
        )
    if gap.start is None:
        words = say("nobody is ever on shift{w}, {p}", "{w}任何时候都无人值班，{p}", w=where, p=promise)
    else:
        words = say(
            "nobody is there{w} {a} {u}{x} ({n}{h}), {p}",
            "{w}{a}（{u}）{x}无人值守（{n}{h}），{p}",
            w=where,
            a=_span(gap.start, gap.end),
            u=tz.key,
            x=season,
            n=length(gap.minutes),
            h=say(" of promised time", "的承诺时段") if gap.minutes < gap.end - gap.start else NOTHING,
            p=promise,
        )
    hint = say(
        "put somebody on shift then, promise fewer `hours`, or a longer `target`",
        "请在该时段安排值班，或缩短承诺的 `hours`，或放宽 `target`",
    )
    return Problem(level.at("hours" if level.hours else "target"), words, hint)


def _span(start: int, end: int) -> Words:
    """'Sat 09:00-18:00' within a day, else 'Fri 18:00 to Mon 09:00'."""
    day, last = start // DAY, (end - 1) // DAY
    opens, closes = _clock(start), _clock(end) if end % DAY else "24:00"
    if day == last:
        return say("{d} {a}-{b}", "{d} {a}–{b}", d=NAMES[day % 7], a=opens, b=closes)
    return say("{d} {a} to {e} {b}", "{d} {a} 至{e} {b}", d=NAMES[day % 7], a=opens, e=NAMES[last % 7], b=closes)


def _clock(minute: int) -> str:
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"
