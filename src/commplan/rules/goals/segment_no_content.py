"""An audience that the calendar forgets.

Every audience gets something in every stretch of 26 weeks between the first and the last day of the calendar: at least one occurrence of a calendar
entry that names it under `audiences`. Reports to stakeholders count too. An audience that nothing names at all is a
warning; one that is left without anything for half a year or longer, while the calendar goes on for others, is told as a
note, with the days from which to which.

Somebody wrote this group down because the plan needs it. If nothing is planned for it, either the calendar is not
finished or the group need not be there.

Source: PMBOK, communications management plan (who gets what, and when).

Bad::

    goals:
      audiences: [{id: members}, {id: sponsors}]
    content:
      channels: [{id: chat, platform: discourse, audiences: [members, sponsors], two_way: true}]
      calendar:
        - {id: evening, kind: event, start: 2027-01-12T19:00, rrule: FREQ=MONTHLY, channels: [chat], audiences: [members], owner: lead, effort_hours: 1}

Good::

    goals:
      audiences: [{id: members}, {id: sponsors}]
    content:
      channels: [{id: chat, platform: discourse, audiences: [members, sponsors], two_way: true}]
      calendar:
        - {id: evening, kind: event, start: 2027-01-12T19:00, rrule: FREQ=MONTHLY, channels: [chat], audiences: [members], owner: lead, effort_hours: 1}
        - {id: letter, kind: push, start: 2027-02-01, rrule: FREQ=MONTHLY;INTERVAL=3, channels: [chat], audiences: [sponsors], owner: lead, effort_hours: 1}

---

日历遗漏了某个受众。

从日历的第一天到最后一天，任意 26 周里每个受众都应至少有一项内容：至少一次在 `audiences` 中写明它的日历条目；面向利益相关方的报告也算。
完全没有任何条目写到的受众为警告；连续半年以上没有内容、而其他受众一直有的，给出提示，并写明起止日期。

既然把这群人写进方案，就是因为需要他们。如果没有为他们安排任何事，要么日历还没写完，要么不必列出这群人。

来源：PMBOK 沟通管理计划（谁在何时得到什么信息）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from commplan.finding import NotApplicable, Outcome, Problem, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.goals import Audience
from commplan.rule import Threshold, rule
from commplan.rules.goals import listed, misnamed, standing
from commplan.schedule import recurrence
from commplan.words import quote, say

# half a year: who hears nothing for so long has been forgotten, whatever the rhythm of the community
MOST_WEEKS = Threshold(26, say("weeks that an audience may be left without anything", "受众最多可以多少周没有内容"), 1)


@rule("G113", part="goals", kind="T", severity="warning", level="solid", thresholds={"most_weeks": MOST_WEEKS})
def segment_no_content(plan: Plan, most_weeks: float) -> Iterator[Outcome]:
    entries = standing(plan)
    if not plan.goals.audiences or not entries:
        yield NotApplicable(say("there are no audiences, or no calendar for them", "没有受众，或没有面向受众的日历"))
        return
    named = {id_ for e in entries for id_ in e.audiences} | {id_ for r in plan.content.reporting for id_ in r.audiences}
    open_ = [e for e in entries if not e.audiences and e.kind not in ("review", "meeting")]
    unnamed = [a for a in plan.goals.audiences if a.id not in named and not misnamed(plan, a.id)]
    if unnamed and open_:
        missing = say("the `audiences` of {e}", "{e} 的 `audiences`", e=listed(e.id for e in open_))
        yield Unknown(plan.content.at("calendar"), missing)
    elif unnamed:
        yield from map(_forgotten, unnamed)
    bounds = recurrence.period(plan)
    if bounds is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.period.at(), missing)
        return
    days = _days(plan, *bounds)
    every = sorted({o.day for o in recurrence.occurrences(plan)})
    for audience in plan.goals.audiences:
        if audience.id in named and every and not misnamed(plan, audience.id):
            yield from _left_alone(audience, days.get(audience.id, set()), every, bounds, most_weeks)


def _forgotten(audience: Audience) -> Problem:
    return Problem(
        audience.at(),
        say("nothing in the calendar is for audience {a}", "日历中没有任何内容面向受众 {a}", a=quote(audience.id)),
        say(
            "add `{i}` to the `audiences` of what is meant for it, plan something, or drop the audience",
            "请在面向它的条目的 `audiences` 中加上 `{i}`，或为它安排内容，或删去这个受众",
            i=audience.id,
        ),
    )


def _days(plan: Plan, first: date, last: date) -> dict[str, set[date]]:
    """The days on which each audience gets something."""
    by_entry: dict[int, set[date]] = {}
    for occurrence in recurrence.occurrences(plan):
        by_entry.setdefault(id(occurrence.entry), set()).add(occurrence.day)
    found: dict[str, set[date]] = {}
    for entry in standing(plan):
        for audience in entry.audiences:
            found.setdefault(audience, set()).update(by_entry.get(id(entry), ()))
    for report in plan.content.reporting:
        start = datetime.combine(first, time())
        days = {m.date() for m in recurrence.expand(start, report.rrule, first, last)} if report.rrule else {last}
        for audience in report.audiences:
            found.setdefault(audience, set()).update(days)
    return found


def _left_alone(
    audience: Audience, days: set[date], every: list[date], bounds: tuple[date, date], most_weeks: float
) -> Iterator[Problem]:
    first, last = max(bounds[0], every[0]), min(bounds[1], every[-1])  # while the calendar goes on
    marks = [first - timedelta(days=1), *sorted(days), last + timedelta(days=1)]
    before, after = max(pairwise(marks), key=lambda pair: pair[1] - pair[0])
    meanwhile = sum(before < day < after for day in every)
    if (after - before).days - 1 < most_weeks * 7 or not meanwhile:
        return
    words = say(
        "audience {a} gets nothing for {w} weeks, from {f} to {t}, while others get something on {d} {s}",
        "受众 {a} 从 {f} 到 {t} 共 {w} 周没有任何内容，而其他受众有 {d} 天有内容",
        a=quote(audience.id),
        f=before + timedelta(days=1),
        t=after - timedelta(days=1),
        d=meanwhile,
        s="day" if meanwhile == 1 else "days",
        w=((after - before).days - 1) // 7,
    )
    hint = say(
        "plan something for it in between, or name it under `audiences` where it is meant too",
        "请在此期间为它安排内容；若已有条目也面向它，请写入其 `audiences`",
    )
    yield Problem(audience.at(), words, hint, (), Severity.INFO)
