"""Something is sent out in quiet hours.

Quiet hours are a promise (`rules.quiet_hours`, or `quiet_hours` of one channel): between these times no phone is made to
ring. Each time that the calendar sends something out is held against them, on the clock of the people it reaches: the zone
that the quiet hours name, else that of the audience, else the plan's. Looked at are entries of the kinds `push`, `post`,
`campaign`, `disclosure` and `release`; who comes to an evening event has chosen the hour. What hangs on a board or stands on
a website wakes nobody, so that such channels count only for a push, or when they state quiet hours of their own.

One message at eleven at night is remembered longer than ten good ones, and muting a group is one tap; the promise is broken
most easily for those who live in another time zone, or in summer time.

Source: rules of WeChat groups (quiet from 22:00 or 23:00 to 07:00 or 08:00).

Bad::

    rules:
      quiet_hours: {start: "22:00", end: "08:00"}
    content:
      channels: [{id: chat, platform: slack}]
      calendar:
        - {id: evening-news, kind: post, start: 2027-03-02T22:30, channels: [chat], owner: lead, effort_hours: 1}

Good::

    rules:
      quiet_hours: {start: "22:00", end: "08:00"}
    content:
      channels: [{id: chat, platform: slack}]
      calendar:
        - {id: evening-news, kind: post, start: 2027-03-02T21:30, channels: [chat], owner: lead, effort_hours: 1}

---

在免打扰时段发送内容。

免打扰时段（`rules.quiet_hours`，或单个渠道的 `quiet_hours`）是一项承诺：这段时间内不让任何人的手机响起。日历中每一次发送都按收到的人
所在地的钟点核对：先看免打扰时段写明的时区，其次看受众的时区，最后看方案的时区。核对的类型是 `push`、`post`、`campaign`、`disclosure` 与
`release`；来参加晚间活动的人是自己选的时间。贴在公示栏或放在网站上的内容吵不醒谁，这类渠道只在群发推送（`push`）或自己写明免打扰时段时才核对。

夜里十一点的一条消息，比十条好内容更让人记得住，而屏蔽一个群只要一下；最容易失约的是身在其他时区的人，以及夏令时期间。

来源：微信群的常见群规（22:00 或 23:00 至次日 07:00 或 08:00 免打扰）。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Channel, Entry
from commplan.plan.goals import Audience
from commplan.plan.rules import QuietHours
from commplan.rule import rule
from commplan.schedule import recurrence
from commplan.schedule.recurrence import Occurrence
from commplan.words import Words, quote, say

SENT = ("push", "post", "campaign", "disclosure", "release")
SILENT = frozenset(
    {"website", "blog", "notice-board", "print", "in-person", "public-meeting", "forum", "discourse", "github", "gitlab",
     "gitee", "podcast", "radio", "meetup", "stack-exchange", "wechat-mini-program", "wechat-moments", "xiaohongshu",
     "zhihu", "weibo", "bilibili", "douyin"}
)  # fmt: skip
"""Platforms where people go and look, so that nothing rings when something new is there."""


@dataclass(frozen=True, slots=True)
class _Breach:
    """Quiet hours that some of an entry's times fall into: on whose clock, at which time first, how often."""

    channel: Channel
    quiet: QuietHours
    zone: ZoneInfo
    audience: Audience | None
    first: time
    times: int


@rule("M107", part="rules", kind="T", severity="warning")
def quiet_hours_violation(plan: Plan) -> Iterator[Outcome]:
    common = plan.rules.quiet_hours
    quiet = {c.id: (c, q) for c in plan.content.channels if (q := c.quiet_hours or common) and q.start != q.end}
    sent = [(e, its) for e in plan.content.calendar if (its := _kept(e, quiet))]
    if quiet and not plan.content.calendar:
        yield Unknown(
            plan.content.at(), say("what is sent out when (`content.calendar`)", "何时发送什么（`content.calendar`）")
        )
    elif not quiet or not sent:
        yield NotApplicable(
            say("nothing is sent out where quiet hours hold", "没有内容发送到有免打扰时段的渠道")
            if common or quiet
            else say("the plan states no quiet hours", "方案没有写明免打扰时段")
        )
    elif recurrence.period(plan) is None:
        yield Unknown(
            plan.plan.period.at(),
            say(
                "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
                "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
            ),
        )
    else:
        times = defaultdict[Entry, list[Occurrence]](list)
        for occurrence in recurrence.occurrences(plan):
            times[occurrence.entry].append(occurrence)
        for entry, kept in sent:
            yield from _judged(plan, entry, kept, times[entry])


def _kept(entry: Entry, quiet: dict[str, tuple[Channel, QuietHours]]) -> list[tuple[Channel, QuietHours]]:
    """The channels with quiet hours that an entry must keep."""
    if entry.kind not in SENT or entry.status == "cancelled":
        return []
    found = [quiet[id_] for id_ in entry.channels if id_ in quiet]
    loud = entry.kind == "push"
    return [(c, q) for c, q in found if loud or c.quiet_hours or c.platform not in SILENT]


def _judged(
    plan: Plan, entry: Entry, kept: list[tuple[Channel, QuietHours]], times: list[Occurrence]
) -> Iterator[Outcome]:
    if entry.start is None or entry.start.clock is None:
        missing = say("the time of day of {e} (`start`)", "{e} 的发布时刻（`start`）", e=quote(entry.id))
        yield Unknown(entry.at("start") if entry.start else entry.at(), missing)
        return
    breaches = [b for channel, quiet in kept for b in _breaches(plan, entry, channel, quiet, times)]
    if breaches:
        yield _problem(plan, entry, max(breaches, key=lambda b: b.times), len(times))


def _breaches(
    plan: Plan, entry: Entry, channel: Channel, quiet: QuietHours, times: list[Occurrence]
) -> Iterator[_Breach]:
    own = entry.timezone or plan.plan.timezone
    for name, audience in _clocks(plan, entry, channel, quiet).items():
        zone = recurrence.zone(name)
        if zone is None:
            continue  # rule tz-missing speaks of it
        local = (o.clock if name == own else o.start.astimezone(zone).time() for o in times if o.start and o.clock)
        loud = [clock for clock in local if clock and _within(clock, quiet)]
        if loud:
            yield _Breach(channel, quiet, zone, audience, loud[0], len(loud))


def _clocks(plan: Plan, entry: Entry, channel: Channel, quiet: QuietHours) -> dict[str | None, Audience | None]:
    """The names of the zones on whose clocks it must be quiet, each with the first audience that lives by it."""
    if quiet.timezone:
        return {quiet.timezone: None}
    found: dict[str | None, Audience | None] = {}
    reached = [a for a in entry.audiences if a in channel.audiences or not channel.audiences]
    for id_ in reached or ([] if entry.audiences else channel.audiences):
        audience = plan.objects.get(id_)
        if isinstance(audience, Audience):
            found.setdefault(audience.timezone or plan.plan.timezone, audience)
    return found or {plan.plan.timezone: None}


def _within(clock: time, quiet: QuietHours) -> bool:
    if quiet.start < quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end


def _problem(plan: Plan, entry: Entry, breach: _Breach, times: int) -> Problem:
    abroad = breach.audience is not None and breach.zone.key != (entry.timezone or plan.plan.timezone)
    where = say(
        " in {z}, where audience {a} is", "（{z}，受众 {a} 所在地）", z=breach.zone.key,
        a=quote(breach.audience.id if breach.audience else ""),
    )  # fmt: skip
    often = say(" ({n} of {m} times)", "（{m} 次中有 {n} 次）", n=breach.times, m=times)
    nothing = Words("", "")
    words = say(
        "{e} goes out on {c} at {t}{w}{o}, in the quiet hours from {a} to {b}",
        "{e} 在 {c} 的发送时间为 {t}{w}{o}，正值 {a} 至 {b} 的免打扰时段",
        e=quote(entry.id),
        c=quote(breach.channel.id),
        t=f"{breach.first:%H:%M}",
        w=where if abroad else nothing,
        o=often if breach.times < times else nothing,
        a=_clock(breach.quiet.start),
        b=_clock(breach.quiet.end),
    )
    hint = say(
        "send it at another time, or use a channel where nothing rings", "请改在其他时间发送，或改用不会响铃的渠道"
    )
    return Problem(
        entry.at("start"), words, hint, (Related(breach.quiet.at("start"), say("the quiet hours", "免打扰时段")),)
    )


def _clock(clock: time) -> str:
    return "24:00" if clock == time.max else f"{clock:%H:%M}"
