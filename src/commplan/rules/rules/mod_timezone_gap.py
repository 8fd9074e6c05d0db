"""Members are there when no moderator is.

With `--activity` the hours of the week are counted in which members write and react, in the plan's zone, over the days of the
plan that the activity covers. The fewest hours that hold half of it are the peak. Each is held against `rules.shifts`: an hour
counts as watched when somebody is on shift in any part of it. Where no shifts are stated, moderators (`rules.moderation`)
count as awake from 08:00 to 23:00 of their own zone. When more than a quarter of all activity falls into peak hours that nobody
watches, that is told. Fewer than a hundred acts leave it *unknown*, and so does a plan that does not say who watches.

What goes wrong while everybody is asleep is read by everybody else in the morning.

Source: Kubernetes, moderation (coverage across time zones, hour-of-week histogram).

Bad::

    rules:
      shifts: [{who: lead, days: [MO, TU, WE, TH, FR], opens: '09:00', closes: '18:00'}]

Good::

    rules:
      shifts: [{who: lead, days: [SU, MO, TU, WE, TH, FR], opens: '18:00', closes: '22:00'}]

Activity::

    time              member kind    times
    2027-01-10T21:10  B      message 40
    2027-01-11T21:10  B      message 40
    2027-01-12T10:00  C      message 20
    2027-01-14T10:00  C      message 20

---

成员在线时，没有管理员在场。

使用 `--activity` 时，按方案时区统计活动数据覆盖的方案期内，成员在一周各小时的发言与回应。合计占一半的最少几个小时为高峰。逐一与值班（`rules.shifts`）对照：该小时内任何时候有人值班，即算有人看管。
没有写明值班的，视管理员（`rules.moderation`）在其所在时区 08:00 至 23:00 清醒。如果超过四分之一的活动落在无人看管的高峰时段，就会报告。不足一百次活动、或方案没有写明由谁看管的，结果为*未知*。

所有管理员都睡着时出的事，第二天早上其他人全都看到了。

来源：Kubernetes 社区的审核值守（跨时区覆盖、一周各小时活跃度）。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commplan.finding import Outcome, Place, Problem, Unknown
from commplan.plan import Plan
from commplan.rule import Threshold, rule
from commplan.schedule import recurrence
from commplan.schedule.watch import watched, watches
from commplan.words import Words, say

if TYPE_CHECKING:
    from commplan.activity.observed import Observed

UNWATCHED = Threshold(
    0.25, say("the share of activity in peak hours that nobody watches", "落在无人看管的高峰时段的活动占比上限"), most=1
)
ACTS = Threshold(100, say("acts from which on the hours of a week say something", "至少多少次活动才有意义"), least=1)
NAMES = Words("Mon Tue Wed Thu Fri Sat Sun", "周一 周二 周三 周四 周五 周六 周日")
SHOWN = 3


@rule(
    "M130",
    part="rules",
    kind="D",
    severity="warning",
    level="solid",
    thresholds={"most_unwatched": UNWATCHED, "least_acts": ACTS},
)
def mod_timezone_gap(plan: Plan, activity: Observed, most_unwatched: float, least_acts: float) -> Iterator[Outcome]:
    counts, place = activity.hours, _place(plan)
    there = list(watches(plan))
    zone = recurrence.zone(plan.plan.timezone)
    if zone is None:
        return  # rule tz-missing speaks of it
    if isinstance(counts, Words):
        yield Unknown(place, say("when members are there: {w}", "成员何时在线：{w}", w=counts))
    elif not there:
        missing = say(
            "who watches when (`rules.shifts`), to hold it against when members are there",
            "何时由谁看管（`rules.shifts`），用于与成员在线的时间对照",
        )
        yield Unknown(place, missing)
    elif sum(counts) < least_acts:
        words = say(
            "when members are there: only {n} acts from {d}",
            "成员何时在线：{d} 只有 {n} 次活动",
            n=sum(counts),
            d=activity.days,
        )
        yield Unknown(place, words)
    else:
        seen = watched(there, zone, activity.window)
        alone = [hour for hour in _peak(counts) if not seen[hour]]
        if sum(counts[hour] for hour in alone) > most_unwatched * sum(counts):
            yield _unwatched(plan, place, counts, alone, activity.days)


def _place(plan: Plan) -> Place:
    if plan.rules.shifts:
        return plan.rules.at("shifts", on="key")
    return plan.rules.moderation.at("moderators", on="key") if plan.rules.moderation.moderators else plan.rules.at()


def _peak(counts: tuple[int, ...]) -> list[int]:
    """The fewest hours that hold half of all, busiest first."""
    found, held = list[int](), 0
    for hour in sorted(range(len(counts)), key=lambda h: (-counts[h], h)):
        if held * 2 >= sum(counts):
            break
        found.append(hour)
        held += counts[hour]
    return found


def _unwatched(plan: Plan, place: Place, counts: tuple[int, ...], alone: list[int], days: Words) -> Problem:
    whole, there = sum(counts), sum(counts[hour] for hour in alone)
    shown = [_named(hour) for hour in alone[:SHOWN]]
    more = len(alone) - len(shown)
    rest = Words(f" and {more} more", f" 等 {len(alone)} 个小时") if more else Words("", "")
    who = say("nobody is on shift", "无人值班") if plan.rules.shifts else say("no moderator is awake", "没有管理员清醒")
    return Problem(
        place,
        say(
            "from {d}, {p}% of what members did fell into peak hours in which {w}, first of all {h} ({z})",
            "{d} 期间，成员活动的 {p}% 落在高峰而{w}的时段，首先是{h}（{z}）",
            d=days,
            p=f"{there * 100 / whole:.0f}",
            w=who,
            h=Words(", ".join(n.en for n in shown) + rest.en, "、".join(n.zh for n in shown) + rest.zh),
            z=plan.plan.timezone,
        ),
        say(
            "move a shift there, or find somebody who lives in that time zone",
            "请把值班移到这些时段，或请处在该时区的人来看管",
        ),
    )


def _named(hour: int) -> Words:
    day, clock = divmod(hour, 24)
    hours = f"{clock:02d}:00-{clock + 1:02d}:00"
    return Words(f"{NAMES.en.split()[day]} {hours}", f"{NAMES.zh.split()[day]} {hours.replace('-', '–')}")
