"""A time of day without a time zone that anybody can read.

Every time of day needs an IANA zone, such as Asia/Shanghai or Europe/Berlin: its own `timezone`, or that of the plan.
Abbreviations are refused, for CST is China as well as US Central, and so are fixed offsets, such as UTC+8 or `+08:00`
behind the time of a recurring entry: they do not know summer time, and an entry that recurs through March would be an
hour off in April. A single entry may carry an offset, as long as it agrees with the `timezone` beside it.

Looked at are the plan, people, audiences, shifts, service levels, quiet hours, routines, the calendar and the mappings
of data sources. Times that lack a zone only because the plan names none are one finding.

Source: RFC 5545 (local time with a zone identifier); sigs.yaml of Kubernetes, where meetings stand at "PT".

Bad::

    content:
      calendar:
        - {id: call, kind: meeting, start: 2027-03-02T19:30, duration: PT1H, timezone: CST, owner: lead}

Good::

    content:
      calendar:
        - {id: call, kind: meeting, start: 2027-03-02T19:30, duration: PT1H, timezone: Asia/Shanghai, owner: lead}

---

时刻没有可识别的时区。

每个时刻都要有 IANA 时区，例如 Asia/Shanghai、Europe/Berlin：自己的 `timezone`，或方案的时区。不接受缩写，因为 CST
既是中国标准时间也是美国中部时间；也不接受固定偏移，例如 UTC+8，或重复条目的时刻后面写 `+08:00`：固定偏移不含夏令时，
跨过三月的重复条目到四月就差一小时。单次条目可以带偏移，但要与旁边写明的 `timezone` 一致。

检查范围：方案、人员、受众、值班、服务水平、免打扰时段、日常运营、日历、数据源映射。仅因方案未写时区而缺时区的，合为一条。

来源：RFC 5545（本地时间配时区标识）；Kubernetes 的 sigs.yaml 中会议时间写作“PT”。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta

from commplan.finding import NotApplicable, Outcome, Place, Problem, Related
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.rules import QuietHours, Routine, ServiceLevel, Shift
from commplan.rule import rule
from commplan.rules.content import FIXED, misnamed, zone_fix
from commplan.schedule import recurrence
from commplan.words import Words, quote, say

_LEAVE_OUT = say(
    "leave the offset out and write `timezone:` beside it, such as Asia/Shanghai",
    "请去掉偏移，另写 `timezone:`，例如 Asia/Shanghai",
)


@dataclass(frozen=True, slots=True)
class _Time:
    """A time of day in the plan: what it is, and its own zone if it has one."""

    place: Place
    what: Words
    timezone: str | None


@rule("C104", part="content", kind="F", severity="error", level="draft")
def tz_missing(plan: Plan) -> Iterator[Outcome]:
    zones = list(_zones(plan))
    # with a zone of the plan's own no time lacks one, and nothing is said of any
    times = list(_times(plan)) if plan.plan.timezone is None else []
    if not zones and not times:
        yield NotApplicable(say("the plan states no time of day", "方案没有写任何时刻"))
    for place, name in zones:
        if recurrence.zone(name) is None or FIXED.fullmatch(name):
            yield Problem(place, *misnamed(name), fix=zone_fix(place, name, plan.plan.holidays))
    if plan.plan.timezone is None:
        yield from _without([t for t in times if t.timezone is None])
    for entry in plan.content.calendar:
        yield from _offsets(entry)


def _zones(plan: Plan) -> Iterator[tuple[Place, str]]:
    for node in plan.nodes():
        name = node.__dict__.get("timezone")
        if isinstance(name, str):
            yield node.at("timezone"), name


def _times(plan: Plan) -> Iterator[_Time]:
    for node in plan.nodes():
        if isinstance(node, Entry) and node.start and node.start.clock and not node.start.offset:
            words = say("{c} of entry {e}", "条目 {e} 的 {c}", c=_clock(node.start.clock), e=quote(node.id))
            yield _Time(node.at("start"), words, node.timezone)
        elif isinstance(node, Routine) and node.time:
            words = say("{c} of routine {r}", "日常事项 {r} 的 {c}", c=_clock(node.time), r=quote(node.id))
            yield _Time(node.at("time"), words, None)
        elif isinstance(node, Shift):
            words = say("{c} of a shift", "值班的 {c}", c=_clock(node.opens))
            yield _Time(node.at("opens"), words, node.timezone)
        elif isinstance(node, ServiceLevel) and node.hours:
            words = say(
                "{c} of service level {s}", "服务水平 {s} 的 {c}", c=_clock(node.hours[0].opens), s=quote(node.id)
            )
            yield _Time(node.hours[0].at("opens"), words, node.timezone)
        elif isinstance(node, QuietHours):
            words = say("{c} of the quiet hours", "免打扰时段的 {c}", c=_clock(node.start))
            yield _Time(node.at("start"), words, node.timezone)


def _signed(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _clock(clock: time) -> str:
    return "24:00" if clock == time.max else f"{clock:%H:%M}"


def _without(times: list[_Time]) -> Iterator[Problem]:
    """One finding for all times that one line would mend."""
    if times:
        first, *others = times
        more = say("", "")
        if others:
            more = say(", nor have {n} more times of the plan", "，方案中另有 {n} 处时刻也没有", n=len(others))
            if len(others) == 1:
                more = say(", nor has 1 more time of the plan", "，方案中另有 1 处时刻也没有")
        yield Problem(
            first.place,
            say("{w} has no time zone{m}", "{w} 没有时区{m}", w=first.what, m=more),
            say(
                "add `timezone:` under `plan:`, an IANA name such as Asia/Shanghai",
                "在 `plan:` 下加上 `timezone:`，写 IANA 名称，例如 Asia/Shanghai",
            ),
            tuple(Related(t.place, t.what) for t in others[:5]),
        )


def _offsets(entry: Entry) -> Iterator[Problem]:
    """An offset behind the start of an entry that recurs, or one that contradicts the entry's own zone."""
    start, tz = entry.start, recurrence.zone(entry.timezone)
    if start is None or start.clock is None or start.offset is None:
        return
    facts = {"e": quote(entry.id), "o": start.offset, "c": _clock(start.clock)}
    fixed = recurrence.offset(start)
    there = tz.utcoffset(start.local) if tz else None
    if fixed is None:
        words = say("{o} behind the start of {e} is no offset", "{e} 的开始时间后面的 {o} 不是时区偏移", **facts)
        yield Problem(entry.at("start"), words, _LEAVE_OUT)
    elif entry.rrule:
        words = say(
            "entry {e} recurs at {c}{o}, a fixed offset that knows no summer time",
            "条目 {e} 在 {c}{o} 重复，而固定偏移不含夏令时",
            **facts,
        )
        yield Problem(entry.at("start"), words, _LEAVE_OUT)
    elif there is not None and fixed.utcoffset(None) != there:
        words = say(
            "entry {e} starts at {c}{o}, but {z} is at {t} on {d}",
            "条目 {e} 的开始时间写作 {c}{o}，但 {z} 在 {d} 是 {t}",
            z=entry.timezone,
            t=_signed(there),
            d=start.day,
            **facts,
        )
        yield Problem(entry.at("start"), words, _LEAVE_OUT)
