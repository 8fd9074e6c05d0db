"""The calendar goes quiet, or a content pillar does.

Between two dates of the calendar lie no more than 60 days, and between two entries of one content pillar no more than 26
weeks; a pillar is looked at from the first to the last date of the whole calendar, since later months are often planned
later. Days of a freeze are not counted. A pillar that no entry names at all is told by rule id-unused.

A community that hears nothing for two months learns to do without; and a pillar that was promised on paper and never comes
shows that the mix was not planned, it happened.

Source: content operations (a cadence for the calendar, a share for each pillar).

Bad::

    content:
      channels: [{id: chat, platform: discourse}]
      pillars: [{id: learn}, {id: meet}]
      calendar:
        - {id: evening, start: 2027-01-12T19:00, rrule: FREQ=MONTHLY, channels: [chat], pillar: meet, owner: lead, effort_hours: 1}
        - {id: course, start: 2027-02-09, rrule: FREQ=MONTHLY;UNTIL=20270430, channels: [chat], pillar: learn, owner: lead, effort_hours: 1}

Good::

    content:
      channels: [{id: chat, platform: discourse}]
      pillars: [{id: learn}, {id: meet}]
      calendar:
        - {id: evening, start: 2027-01-12T19:00, rrule: FREQ=MONTHLY, channels: [chat], pillar: meet, owner: lead, effort_hours: 1}
        - {id: course, start: 2027-02-09, rrule: FREQ=MONTHLY;INTERVAL=3, channels: [chat], pillar: learn, owner: lead, effort_hours: 1}

---

日历断档，或某个内容栏目断档。

日历中相邻两个日期之间不超过 60 天，同一内容栏目的相邻两次之间不超过 26 周；栏目按整个日历的首末日期检查，
因为后面的月份往往到时才排。静默期的天数不计。没有任何条目的栏目由规则 id-unused 提示。

两个月没有任何动静，大家就习惯了没有它；写在纸上却从不出现的栏目，说明内容配比不是规划出来的。

来源：内容运营的通行做法（日历有固定节奏，各栏目有占比）。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.content import Pillar
from commplan.rule import Threshold, rule
from commplan.schedule import recurrence
from commplan.words import quote, say

# two months: whoever comes by in a rhythm of once a month finds nothing new twice
MOST_DAYS = Threshold(60, say("days that the calendar may be empty", "日历最多可以空白多少天"), 1)
# half a year, as for an audience: a pillar that rests longer is none
MOST_WEEKS = Threshold(26, say("weeks that a pillar may rest", "内容栏目最多可以停多少周"), 1)
Gap = tuple[date, date, int]


@rule(
    "C109",
    part="content",
    kind="T",
    severity="warning",
    level="solid",
    thresholds={"most_days": MOST_DAYS, "most_weeks": MOST_WEEKS},
)
def calendar_gap(plan: Plan, most_days: float, most_weeks: float) -> Iterator[Outcome]:
    entries = [e for e in plan.content.calendar if e.status != "cancelled"]
    if not entries:
        yield NotApplicable(say("the plan has no calendar", "方案没有日历"))
        return
    bounds = recurrence.period(plan)
    if bounds is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.period.at(), missing)
        return
    days = sorted({o.day for o in recurrence.occurrences(plan)})
    if not days:
        yield NotApplicable(say("no entry lies within the plan's period", "方案期内没有日历条目"))
        return
    bounds = (days[0], days[-1])
    gap = _longest(plan, days, bounds)
    found = [_empty(plan, gap)] if gap[2] > most_days else list(_pillars(plan, bounds, most_weeks))
    undated = [e for e in entries if e.start is None]
    if found and undated:
        missing = say("when {e} happens (`start`)", "{e} 何时进行（`start`）", e=quote(undated[0].id))
        yield Unknown(undated[0].at(), missing)
        return
    yield from found


def _pillars(plan: Plan, bounds: tuple[date, date], most_weeks: float) -> Iterator[Problem]:
    its: dict[str, set[date]] = defaultdict(set)
    for o in recurrence.occurrences(plan):
        if o.entry.pillar:
            its[o.entry.pillar].add(o.day)
    for pillar in plan.content.pillars:
        gap = _longest(plan, its[pillar.id], bounds) if pillar.id in its else None  # of one unused rule id-unused tells
        if gap and gap[2] > most_weeks * 7:
            yield _resting(pillar, gap)


def _longest(plan: Plan, days: Iterable[date], bounds: tuple[date, date]) -> Gap:
    """The longest stretch without any of the days: its first and last day, and its length without days of a freeze."""
    one = timedelta(days=1)
    marks = [bounds[0] - one, *sorted(days), bounds[1] + one]
    gaps = [(a + one, b - one, (b - a).days - 1) for a, b in pairwise(marks)]
    frozen = [(f.start, f.end) for f in plan.plan.freezes if f.start and f.end and f.start <= f.end]
    return max(((a, b, n - _covered(frozen, a, b) if n > 0 else 0) for a, b, n in gaps), key=lambda gap: gap[2])


def _covered(spans: list[tuple[date, date]], first: date, last: date) -> int:
    """How many days from `first` to `last` lie in any of the spans."""
    found, end = 0, first - timedelta(days=1)
    for a, b in sorted(spans):
        begin, until = max(a, end + timedelta(days=1)), min(b, last)
        if begin <= until:
            found, end = found + (until - begin).days + 1, until
    return found


def _empty(plan: Plan, gap: Gap) -> Problem:
    words = say(
        "the calendar is empty for {n} days, from {a} to {b}",
        "日历从 {a} 到 {b} 有 {n} 天没有任何安排",
        a=gap[0],
        b=gap[1],
        n=gap[2],
    )
    hint = say(
        "plan something in between, or write a freeze with its reason (`plan.freezes`) if the pause is meant",
        "请在此期间安排内容；若有意停更，请写成静默期并说明原因（`plan.freezes`）",
    )
    return Problem(plan.content.at("calendar"), words, hint)


def _resting(pillar: Pillar, gap: Gap) -> Problem:
    words = say(
        "pillar {p} has nothing for {w} weeks, from {a} to {b}",
        "栏目 {p} 从 {a} 到 {b} 有 {w} 周没有内容",
        p=quote(pillar.id),
        a=gap[0],
        b=gap[1],
        w=gap[2] // 7,
    )
    hint = say("plan something for it in between, or drop the pillar", "请在此期间为它安排内容，或删去这个栏目")
    return Problem(pillar.at(), words, hint)
