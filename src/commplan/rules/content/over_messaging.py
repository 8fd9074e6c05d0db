"""An audience hears from the plan more often than it can bear.

An audience may say how often it may be contacted in a week over all channels together (`max_contacts_per_week`). Every
occurrence of a calendar entry that names it under `audiences` counts once, however many channels carry it; an entry
that names none goes to the audiences of its channels, unless it is a meeting or a review of the team. Weeks begin on Monday, in the time zone
of the entry. A limit below one, such as 0.5, means one contact in two weeks, and any two weeks in a row are looked at.
Reports are not counted, since what is published of them stands in the calendar.

Each channel keeps its own quota and the person who reads three of them gets all three messages. People do not complain:
they mute, and then they leave.

Source: fatigue limits of customer relations (contact frequency is capped for a person, not for a channel).

Bad::

    goals:
      audiences: [{id: members, max_contacts_per_week: 1}]
    content:
      channels:
        - {id: chat, platform: discourse, audiences: [members], two_way: true}
        - {id: letter, platform: email, audiences: [members], two_way: false}
      calendar:
        - {id: topic, start: 2027-01-04, rrule: FREQ=WEEKLY, channels: [chat], audiences: [members], owner: lead, effort_hours: 1}
        - {id: digest, start: 2027-01-29, rrule: FREQ=MONTHLY;BYDAY=-1FR, channels: [letter], audiences: [members], owner: lead, effort_hours: 1}

Good::

    goals:
      audiences: [{id: members, max_contacts_per_week: 2}]
    content:
      channels:
        - {id: chat, platform: discourse, audiences: [members], two_way: true}
        - {id: letter, platform: email, audiences: [members], two_way: false}
      calendar:
        - {id: topic, start: 2027-01-04, rrule: FREQ=WEEKLY, channels: [chat], audiences: [members], owner: lead, effort_hours: 1}
        - {id: digest, start: 2027-01-29, rrule: FREQ=MONTHLY;BYDAY=-1FR, channels: [letter], audiences: [members], owner: lead, effort_hours: 1}

---

对受众的打扰超过其疲劳上限。

受众可以写明每周跨渠道合计最多可被触达几次（`max_contacts_per_week`，疲劳上限）。凡在 `audiences` 中写明它的日历条目，每发生一次计一次，
不论经几个渠道；没有写受众的条目算给其渠道的受众，团队自己的会议与复盘除外。一周从周一起，按条目自己的时区。上限小于 1 时，例如 0.5 表示两周一次，任意连续两周
都会检查。报告不另计，因为要发布的内容已在日历中。

每个渠道都守住了自己的上限，而同时关注三个渠道的人会收到全部三条。人们不会抱怨：先是屏蔽，然后离开。

来源：客户关系管理中的疲劳上限（触达频次按人限制，而不是按渠道限制）。
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from math import ceil

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.goals import Audience
from commplan.rule import Threshold, rule
from commplan.rules.content import addressed
from commplan.schedule import recurrence
from commplan.words import listed, quote, say

SHOWN = 4
LONGEST = 52
"""Weeks that are looked at together at the most: a limit of less than once a year means once a year."""
# three touches a week are commonly borne without asking; above, somebody must have said so
MOST_UNASKED = Threshold(
    3,
    say("contacts a week that an audience without a limit of its own bears", "没有写明上限的受众每周可承受的触达次数"),
)
Weeks = dict[int, defaultdict[Entry, int]]


@rule("C107", part="content", kind="A", severity="warning", level="solid", thresholds={"most_unasked": MOST_UNASKED})
def over_messaging(plan: Plan, most_unasked: float) -> Iterator[Outcome]:
    entries = [(e, to) for e in plan.content.calendar if e.status != "cancelled" and (to := addressed(plan, e))]
    if not plan.goals.audiences or not entries:
        yield NotApplicable(say("there are no audiences, or no calendar for them", "没有受众，或没有面向受众的日历"))
        return
    if recurrence.period(plan) is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.period.at(), missing)
        return
    limited = {a.id for a in plan.goals.audiences if a.max_contacts_per_week is not None}
    for entry, to in entries:
        if entry.start is None and limited & to.keys():
            missing = say("when {e} happens (`start`)", "{e} 何时进行（`start`）", e=quote(entry.id))
            yield Unknown(entry.at(), missing)
    weeks = _weeks(plan, entries)
    for audience in plan.goals.audiences:
        yield from _judged(audience, weeks.get(audience.id, {}), most_unasked)


def _weeks(plan: Plan, entries: list[tuple[Entry, dict[str, None]]]) -> dict[str, Weeks]:
    """What each audience gets, by the number of the week."""
    to = {id(entry): audiences for entry, audiences in entries}
    found: dict[str, Weeks] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for o in recurrence.occurrences(plan):
        week = (o.day.toordinal() - 1) // 7
        for audience in to.get(id(o.entry), ()):
            found[audience][week][o.entry] += 1
    return found


def _judged(audience: Audience, weeks: Weeks, most_unasked: float) -> Iterator[Outcome]:
    limit = audience.max_contacts_per_week
    if limit is None:
        most = max((sum(counts.values()) for counts in weeks.values()), default=0)
        if most > most_unasked:
            missing = say(
                "how often {a} may be contacted (`max_contacts_per_week`); the plan does so up to {n} times a week",
                "{a} 每周最多可被触达几次（`max_contacts_per_week`）；方案每周最多触达 {n} 次",
                a=quote(audience.id),
                n=most,
            )
            yield Unknown(audience.at(), missing)
        return
    span = min(max(1, ceil(1 / limit)), LONGEST) if limit else 1
    totals = _totals(weeks, span)
    over = [first for first, total in totals.items() if total > max(limit * span, 1 if limit else 0) + 1e-9]
    if over:
        worst = max(over, key=lambda first: (totals[first], -first))
        counts = sum((Counter(weeks[n]) for n in range(worst, worst + span) if n in weeks), Counter[Entry]())
        yield _too_often(audience, span, worst, counts, len(over) - 1)


def _totals(weeks: Weeks, span: int) -> dict[int, int]:
    """How much comes in so many weeks in a row, by the first of them, in which something comes."""
    numbers = sorted(weeks)
    before = [0, *accumulate(sum(weeks[n].values()) for n in numbers)]
    return {n: before[bisect_left(numbers, n + span)] - before[i] for i, n in enumerate(numbers)}


def _too_often(audience: Audience, span: int, first: int, counts: Counter[Entry], more: int) -> Problem:
    named = sorted(counts.items(), key=lambda item: -item[1])
    items = [say("{e} {n} times", "{e} {n} 次", e=quote(e.id), n=n) if n > 1 else quote(e.id) for e, n in named[:SHOWN]]
    rest = len(named) - SHOWN
    begin = date.fromordinal(first * 7 + 1)
    words = say(
        "audience {a} gets {n} items in the {w} of {d}, its limit is {l:g} a week: {i}{r}{m}",
        "受众 {a} 在 {d} 起的{w}内收到 {n} 项内容，其上限为每周 {l:g} 次：{i}{r}{m}",
        a=quote(audience.id),
        n=counts.total(),
        w=say("week", "一周") if span == 1 else say("{s} weeks", " {s} 周", s=span),
        d=begin,
        l=audience.max_contacts_per_week,
        i=listed(items),
        r=say(" and {n} more", "等，另有 {n} 个条目", n=rest) if rest > 0 else say("", ""),
        m=say("; over {n} more {t} too", "；另有 {n} 次也超限", n=more, t="times" if more > 1 else "time")
        if more
        else say("", ""),
    )
    hint = say(
        "move one of them to another week, put two into one, or leave out this audience where it is not meant",
        "把其中一项移到其他周，或合并两项；不面向它的条目请删去该受众",
    )
    related = [Related(e.at("id"), say("one of them", "其中之一")) for e, _ in named[:SHOWN]]
    return Problem(audience.at("max_contacts_per_week"), words, hint, tuple(related))
