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

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache

from commplan import recurrence
from commplan.finding import NotApplicable, Outcome, Place, Problem, Related
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.engagement import Engagement
from commplan.plan.node import Node
from commplan.plan.rules import QuietHours, Routine, ServiceLevel, Shift
from commplan.rule import rule
from commplan.words import Words, quote, say

ABBREVIATIONS = {
    "CST": (say("China or US Central", "中国或美国中部"), "Asia/Shanghai", "America/Chicago"),
    "CT": (say("US Central", "美国中部"), "America/Chicago"),
    "CDT": (say("US Central or Cuba", "美国中部或古巴"), "America/Chicago"),
    "PT": (say("US Pacific", "美国太平洋"), "America/Los_Angeles"),
    "PST": (say("US Pacific or the Philippines", "美国太平洋或菲律宾"), "America/Los_Angeles", "Asia/Manila"),
    "PDT": (say("US Pacific in summer", "美国太平洋夏令"), "America/Los_Angeles"),
    "MT": (say("US Mountain", "美国山区"), "America/Denver"),
    "MST": (say("US Mountain or Malaysia", "美国山区或马来西亚"), "America/Denver", "Asia/Kuala_Lumpur"),
    "ET": (say("US Eastern", "美国东部"), "America/New_York"),
    "EST": (say("US Eastern, without summer time", "美国东部（不含夏令时）"), "America/New_York"),
    "EDT": (say("US Eastern in summer", "美国东部夏令"), "America/New_York"),
    "GMT": (say("Greenwich or British winter time", "格林尼治或英国冬令时"), "UTC", "Europe/London"),
    "BST": (say("British summer time or Bangladesh", "英国夏令时或孟加拉国"), "Europe/London", "Asia/Dhaka"),
    "IST": (say("India, Ireland or Israel", "印度、爱尔兰或以色列"), "Asia/Kolkata", "Europe/Dublin"),
    "WET": (say("Western Europe", "西欧"), "Europe/Lisbon"),
    "CET": (say("Central Europe", "中欧"), "Europe/Berlin"),
    "CEST": (say("Central Europe in summer", "中欧夏令"), "Europe/Berlin"),
    "EET": (say("Eastern Europe", "东欧"), "Europe/Athens"),
    "MSK": (say("Moscow", "莫斯科"), "Europe/Moscow"),
    "SGT": (say("Singapore", "新加坡"), "Asia/Singapore"),
    "HKT": (say("Hong Kong", "香港"), "Asia/Hong_Kong"),
    "JST": (say("Japan", "日本"), "Asia/Tokyo"),
    "KST": (say("Korea", "韩国"), "Asia/Seoul"),
    "AEST": (say("Eastern Australia", "澳大利亚东部"), "Australia/Sydney"),
}
# what people write for a zone that the database names after another city, or names no more
OTHER_NAMES = {
    "beijing": "Asia/Shanghai",
    "peking": "Asia/Shanghai",
    "china": "Asia/Shanghai",
    "prc": "Asia/Shanghai",
    "北京": "Asia/Shanghai",
    "上海": "Asia/Shanghai",
    "中国": "Asia/Shanghai",
}
_FIXED = re.compile(r"(?:Etc/)?(?:UTC|GMT|Z)?\s*[+-]\s*\d{1,2}(?::?\d{2})?|Z|Zulu|Etc/(?:UTC|GMT|UCT|Zulu)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Time:
    """A time of day in the plan: what it is, and its own zone if it has one."""

    place: Place
    what: Words
    timezone: str | None


@rule("C104", part="content", kind="F", severity="error")
def tz_missing(plan: Plan) -> Iterator[Outcome]:
    zones = list(_zones(plan))
    times = list(_times(plan))
    if not zones and not times:
        yield NotApplicable(say("the plan states no time of day", "方案没有写任何时刻"))
    for place, name in zones:
        if recurrence.zone(name) is None or name.startswith("Etc/"):
            yield from _unreadable(place, name)
    if plan.plan.timezone is None:
        yield from _without([t for t in times if t.timezone is None])
    for entry in plan.content.calendar:
        yield from _offset(plan, entry)


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
            words = say("{c} of service level {s}", "服务水平 {s} 的 {c}", c=_clock(node.hours[0].opens), s=quote(node.id))
            yield _Time(node.hours[0].at("opens"), words, node.timezone)
        elif isinstance(node, QuietHours):
            words = say("{c} of the quiet hours", "免打扰时段的 {c}", c=_clock(node.start))
            yield _Time(node.at("start"), words, node.timezone)


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


def _unreadable(place: Place, name: str) -> Iterator[Problem]:
    meaning = ABBREVIATIONS.get(name.strip().upper())
    if meaning:
        means, *zones = meaning
        yield Problem(
            place,
            say("{n} is an abbreviation, not a time zone: {m}", "{n} 是缩写，不是时区：{m}", n=quote(name), m=means),
            _write(*zones),
        )
    elif _FIXED.fullmatch(name.strip()):
        if name.strip() in ("Z", "Etc/UTC", "Etc/UCT", "Etc/Zulu", "Zulu"):
            yield Problem(place, say("{n} is written UTC in a plan", "{n} 在方案中写作 UTC", n=quote(name)), _write("UTC"))
        else:
            words = say(
                "{n} is a fixed offset, not a time zone: it knows no summer time",
                "{n} 是固定偏移，不是时区：它不含夏令时",
                n=quote(name),
            )
            yield Problem(place, words, _of_place(name))
    else:
        near = _near(name)
        words = say("no IANA time zone is called {n}", "没有名为 {n} 的 IANA 时区", n=quote(name))
        yield Problem(place, words, say("did you mean `{z}`?", "是否想写 `{z}`？", z=near) if near else _of_place(name))
