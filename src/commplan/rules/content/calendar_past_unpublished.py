"""The calendar does not say what became of what is past.

Two weeks after a date of the calendar, its end where it takes several days, the plan says what became of it:

- a single entry is `done`, `cancelled` or has an outcome; what people only read (post, push, disclosure, campaign, release, other)
  may also be `published`;
- a series that has `outcomes` has one for each date that is past. Of a series without any, nobody can know, unless a source
  of the evaluation is read for the metric `calendar-execution`;
- a live entry that names how many are expected says how many came (`outcomes`, `attended`), once it is done.

And nothing is done that lies ahead: no entry whose status is `done` and no outcome before its day, and no series that is
`done` while dates are still to come. A plan that is over, or replaced by another, is not judged.

A calendar that is not kept up stops being believed: nobody can tell what was dropped from what was only never ticked off.

Source: editorial calendars (a status and a link to the result for each item).

Bad::

    plan: {period: {start: 2026-07-01, end: 2027-06-30}}
    content:
      calendar:
        - {id: autumn-digest, kind: post, start: 2026-11-02, status: drafted, owner: lead, effort_hours: 1}

Good::

    plan: {period: {start: 2026-07-01, end: 2027-06-30}}
    content:
      calendar:
        - {id: autumn-digest, kind: post, start: 2026-11-02, status: published, owner: lead, effort_hours: 1}

---

日历没有写明已过的安排后来怎样。

日历上的某次安排（持续多天的按结束日）过去两周后，方案应写明结果：

- 单次条目的状态为 `done`、`cancelled`，或写有执行结果（`outcomes`）；只供阅读的内容（post、push、disclosure、campaign、release、other）
  也可以是 `published`；
- 已经在写 `outcomes` 的重复条目，每个已过的日期都有一条。完全没有写的，无从得知，除非评估的某个数据来源会统计
  `calendar-execution`；
- 写明预计人数的现场活动，办完后应写明实到人数（`outcomes` 中的 `attended`）。

尚未到来的事也不能算完成：状态为 `done` 的条目、写明已完成的结果都不能早于当天；还有后续日期的重复条目也不能是 `done`。
已结束或已被取代的方案不检查。

日历没人更新，就没人再信：分不清哪些是取消了，哪些只是没有勾掉。

来源：编辑日历的通行做法（每个条目有状态，并链接到结果）。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.content import LIVE_KINDS, Entry
from commplan.rule import Threshold, rule
from commplan.schedule import recurrence
from commplan.words import Words, quote, say

READ = ("post", "push", "disclosure", "campaign", "release", "other")
MEASURE = "calendar-execution"
GRACE = Threshold(
    14, say("days after a date until the calendar must say what became of it", "安排过后多少天内须写明结果"), most=3660
)


@rule(
    "C111",
    part="content",
    kind="T",
    severity="warning",
    level="solid",
    thresholds={"grace_days": GRACE},
)
def calendar_past_unpublished(plan: Plan, today: date, grace_days: int) -> Iterator[Outcome]:
    entries = [e for e in plan.content.calendar if e.status != "cancelled"]
    if not entries:
        yield NotApplicable(say("the plan has no calendar", "方案没有日历"))
        return
    bounds = recurrence.period(plan)
    if plan.plan.status == "superseded" or (plan.plan.period.end and plan.plan.period.end < today):
        yield NotApplicable(say("the plan is over, or replaced by another", "方案已结束，或已被取代"))
        return
    if bounds is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.period.at(), missing)
        return
    past = _past(plan, today - timedelta(days=grace_days))
    for entry in entries:
        yield from _ahead(plan, entry, today)
        if its := past.get(id(entry)):
            yield from _judged(entry, its, today)
    open_ = [e for e in entries if e.rrule and id(e) in past and not e.outcomes and e.status != "done"]
    if open_ and not any(MEASURE in source.metrics for source in plan.evaluation.sources):
        yield _unsaid(open_)


def _past(plan: Plan, limit: date) -> dict[int, list[date]]:
    """The days of each entry, known by its identity, that ended before a day."""
    found: defaultdict[int, list[date]] = defaultdict(list)
    for o in recurrence.occurrences(plan):
        if o.day >= limit:
            break
        lasts = o.entry.duration.timedelta if o.entry.duration else timedelta()
        if o.day + min(lasts, date.max - o.day) < limit:
            found[id(o.entry)].append(o.day)
    return found


def _ahead(plan: Plan, entry: Entry, today: date) -> Iterator[Problem]:
    """What is called done before its day."""
    for outcome in entry.outcomes:
        day = max(outcome.date, outcome.done_on or outcome.date)
        if outcome.status == "done" and day > today:
            words = say(
                "{e} has an outcome for {d}, which is still to come",
                "{e} 写有 {d} 的结果，而当天尚未到来",
                e=quote(entry.id),
                d=day,
            )
            yield Problem(outcome.at("date"), words, say("correct the date", "请更正日期"))
            return
    if entry.status != "done":
        return
    coming = [o.day for o in recurrence.occurrences(plan) if o.entry is entry and o.day > today]
    told = {outcome.date for outcome in entry.outcomes}
    coming = [day for day in coming if day not in told]
    if coming and (entry.rrule or not entry.outcomes):
        words = say(
            "{e} is `done`, but its {w} date {d} is still to come",
            "{e} 的状态为 `done`，但{z} {d} 尚未到来",
            e=quote(entry.id),
            d=coming[0],
            w="next" if entry.rrule else "own",
            z="下一次" if entry.rrule else "日期",
        )
        yield Problem(entry.at("status"), words, _hint(entry))


def _judged(entry: Entry, days: list[date], today: date) -> Iterator[Problem]:
    told = {outcome.date for outcome in entry.outcomes}
    settled = entry.status == "done" or (entry.status == "published" and entry.kind in READ)
    if not entry.rrule and not told and not settled:
        words = say(
            "{e} was planned for {d}, {n} days ago, and is still `{s}`",
            "{e} 原定 {d}，已过 {n} 天，状态仍是 `{s}`",
            e=quote(entry.id),
            d=days[0],
            n=(today - days[0]).days,
            s=entry.status,
        )
        yield Problem(entry.at("status") if entry.says("status") else entry.at(), words, _hint(entry))
    elif entry.rrule and told and entry.status != "done" and (open_ := [day for day in days if day not in told]):
        words = say(
            "{e} has no outcome for {d}{m}",
            "{e} 没有写明 {d} 的结果{k}",
            e=quote(entry.id),
            d=open_[0],
            m=f", nor for {len(open_) - 1} more of its {len(days)} past dates" if len(open_) > 1 else "",
            k=f"，{len(days)} 个已过日期中另有 {len(open_) - 1} 个也没有" if len(open_) > 1 else "",
        )
        yield Problem(entry.at("outcomes"), words, _hint(entry))
    elif uncounted := _uncounted(entry, days):
        yield _attendance(entry, uncounted)


def _uncounted(entry: Entry, days: list[date]) -> list[date]:
    """The days on which a live entry for a stated number of people was held, and nobody said how many came."""
    if entry.kind not in LIVE_KINDS or entry.expected_attendance is None:
        return []
    if entry.outcomes:
        done = [o.date for o in entry.outcomes if o.status == "done" and o.attended is None]
        return [day for day in done if day <= days[-1]]
    return days[:1] if entry.status == "done" else []


def _attendance(entry: Entry, days: list[date]) -> Problem:
    words = say(
        "{e} was held on {d}, {n} were expected, and nobody says how many came{m}",
        "{e} 已于 {d} 举行，预计 {n} 人，却没有写明实到人数{k}",
        e=quote(entry.id),
        d=days[0],
        n=entry.expected_attendance,
        m=f"; {len(days) - 1} more {'dates' if len(days) > 2 else 'date'} likewise" if len(days) > 1 else "",
        k=f"；另有 {len(days) - 1} 次也是如此" if len(days) > 1 else "",
    )
    hint = say("write it down under `outcomes`, as `attended`", "请写入 `outcomes` 的 `attended`")
    return Problem(entry.at("outcomes") if entry.outcomes else entry.at("status"), words, hint)


def _hint(entry: Entry) -> Words:
    if entry.rrule:
        return say(
            "write what became of each date under `outcomes`: done, or cancelled with its reason",
            "请在 `outcomes` 中逐次写明结果：done，或 cancelled 及原因",
        )
    if entry.status == "done":
        return say("set its status back, or correct its date", "请改回状态，或更正日期")
    return say(
        "set its status to done or cancelled, or move it to a new date",
        "请把状态改为 done 或 cancelled，或改到新的日期",
    )


def _unsaid(entries: list[Entry]) -> Unknown:
    missing = say(
        "what became of the past dates of {e}{m} (`outcomes: [{{date: ..., attended: ...}}]`, or a source of the evaluation for the metric {k})",
        "{e} {z}已过各次的结果（`outcomes: [{{date: ..., attended: ...}}]`，或评估中统计 {k} 的数据来源）",
        e=quote(entries[0].id),
        m=f" and {len(entries) - 1} more recurring {'entries' if len(entries) > 2 else 'entry'}" if entries[1:] else "",
        z=f"等 {len(entries)} 个重复条目" if entries[1:] else "",
        k=MEASURE,
    )
    return Unknown(entries[0].at("rrule"), missing)
