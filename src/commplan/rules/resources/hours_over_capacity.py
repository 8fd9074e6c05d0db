"""Somebody has more work in a week than hours.

For each person and week, the hours that the plan asks are held against the hours the person has: `hours_per_week`,
less a fifth for each day from Monday to Friday that is leave or a public holiday. Each hour is asked once.

The effort of a calendar entry counts in the week of each occurrence, that of a routine each time it is done. It is
shared equally by the people behind owner and team who are in office and not on leave that day; when all of them are
away, by the deputies of the role.

Moderators count with the hours they have set aside; those who state none share what is left of the load of
moderation.

The `hours_per_week` of a role is a frame. Work itemised for the role, or for its holder by name or through a body,
fills it first, and only the rest of it counts on top. Frames and hours set aside shrink with leave and holidays, as
the hours there are do. Shifts and risk actions count only where a calendar entry or a routine carries them.

A year's total hides the week that breaks a volunteer; a week does not. When more than a fifth of the occurrences, or
of the times of routines, lack `effort_hours` or somebody to do them, nobody can say that the hours suffice, and the
answer is unknown.

Source: CHAOSS, project burnout; SIG governance of Kubernetes (named people with time for the work).

Bad::

    structure:
      people:
        - {id: member-b, hours_per_week: 10}
    content:
      calendar:
        - {id: summit, title: Members' summit, kind: event, start: 2027-05-20, owner: member-b, effort_hours: 14}

Good::

    structure:
      people:
        - {id: member-b, hours_per_week: 10}
    content:
      calendar:
        - {id: summit, title: Members' summit, kind: event, start: 2027-05-20, owner: member-b, effort_hours: 9}

---

某人某周的工作量超过可用工时。

按人、按周比较方案要求的工时与可用工时。可用工时为 `hours_per_week`，周一至周五每有一天休假或公共假日扣五分之一。
每个小时只计一次。

日历活动的工时计入每次活动所在的周，日常运营事项的工时按每次计入。由负责人与团队中当天在任且未休假的人平分；
全部休假时由该角色的副手承担。

审核（版主）人员按预留的工时计；未写明工时的人分担余下的审核工作量。

角色的 `hours_per_week` 是一个额度：为该角色、或直接为任职者本人及其所在机构列出的工作先占用额度，只有剩余部分才另外计入。
遇休假与假日，额度和预留工时与可用工时同比缩减。值班与风险应对措施只有由日历活动或日常运营事项承载时才计入。

全年合计会掩盖压垮志愿者的那一周，按周计算不会。若超过五分之一的活动次数（或日常运营次数）缺少 `effort_hours` 或负责人，
就无法断定工时足够，结果为未知。

来源：CHAOSS 项目倦怠指标；Kubernetes SIG 治理要求（由有时间的具名人员负责）。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.rules import Moderation, Routine
from commplan.plan.structure import Role
from commplan.rule import Threshold, rule
from commplan.schedule import recurrence
from commplan.schedule.workload import Gap, Load, PersonWeek, Work, Workload, workload
from commplan.words import Words, listed, quote, say

MOST_LACKING = Threshold(
    0.2,
    say(
        "share of occurrences that may lack effort or an owner before the answer is unknown",
        "缺少工时或负责人的次数占比，超过它结果即为未知",
    ),
    most=1,
)


@rule("B103", part="resources", kind="A", thresholds={"most_lacking": MOST_LACKING})
def hours_over_capacity(plan: Plan, most_lacking: float) -> Iterator[Outcome]:
    works = bool(plan.content.calendar or plan.rules.routines or plan.rules.moderation.moderators)
    if not works and not any(role.hours_per_week for role in plan.structure.roles):
        yield NotApplicable(say("the plan asks nobody for hours", "方案没有安排任何人的工时"))
    elif recurrence.period(plan) is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.period.at(), missing)
    else:
        found = workload(plan)
        yield from _unknown(plan, found, most_lacking)
        for _, group in groupby(found.weeks, key=lambda week: week.person.id):
            yield from _person(list(group))


def _unknown(plan: Plan, found: Workload, most_lacking: float) -> Iterator[Unknown]:
    entries = [g for g in found.gaps if isinstance(g.work, Entry)]
    routines = [g for g in found.gaps if isinstance(g.work, Routine)]
    calendar = say("calendar occurrences", "次日历活动")
    times = say("times of routines", "次日常运营事项")
    if sum(g.times for g in entries) > most_lacking * found.occurrences:
        yield Unknown(plan.content.at("calendar"), _lacking(entries, found.occurrences, calendar))
    if sum(g.times for g in routines) > most_lacking * found.routine_times:
        yield Unknown(plan.rules.at("routines"), _lacking(routines, found.routine_times, times))
    if any(isinstance(g.work, Moderation) for g in found.gaps):
        missing = say(
            "the moderators' `hours_per_week`, or `items_per_month` and `minutes_per_item`",
            "审核人员的 `hours_per_week`，或 `items_per_month` 与 `minutes_per_item`",
        )
        yield Unknown(plan.rules.moderation.at(), missing)


def _lacking(gaps: list[Gap], all_: int, what: Words) -> Words:
    kinds = [key for key in ("effort_hours", "owner") if any(g.lacks == key for g in gaps)]
    largest = sorted(gaps, key=lambda g: -g.times)[:3]
    n = sum(g.times for g in gaps)
    some = say("{n} of {all} {what}", "{all} {what}中有 {n} 次", n=n, all=all_, what=what)
    whole = say("all {n} {what}", "{n} {what}全部", n=n, what=what)
    return say(
        "{keys} of {some} (most: {names})",
        "{some}缺少 {keys}（最多的是 {names}）",
        some=whole if n == all_ else some,
        keys=say(" or ".join(f"`{k}`" for k in kinds), " 或 ".join(f"`{k}`" for k in kinds)),
        names=listed(dict.fromkeys(quote(getattr(g.work, "id", "")) for g in largest)),
    )


def _person(weeks: list[PersonWeek]) -> Iterator[Outcome]:
    person = weeks[0].person
    over = [week for week in weeks if week.over]
    if person.hours_per_week is None and any(week.loads for week in weeks):
        worst = max(weeks, key=lambda week: week.needed)
        missing = say(
            "`hours_per_week` of {p}, who is asked for up to {n} h a week",
            "{p} 的 `hours_per_week`；方案每周最多要求其 {n} 小时",
            p=quote(person.id),
            n=hours(worst.needed),
        )
        yield Unknown(person.at(), missing)
    elif over:
        worst = max(over, key=lambda week: week.over)
        words = say(
            "{p} needs {n} h in the week of {w} and has {has}; {weeks}; {items}",
            "{p} 在 {w} 当周需要 {n} 小时，可用 {has}；{weeks}；{items}",
            p=quote(person.id),
            n=hours(worst.needed),
            w=worst.monday,
            has=_has(worst),
            weeks=_weeks(len(over), len(weeks)),
            items=_items(worst.loads[:3]),
        )
        hint = say(
            "give work to somebody else, move it to another week, or do less of it",
            "把工作分给他人、移到其他周，或减少工作",
        )
        yield Problem(person.at("hours_per_week"), words, hint, tuple(_related(load) for load in worst.loads[:3]))


def _has(week: PersonWeek) -> Words:
    stated = hours(week.person.hours_per_week or 0)
    if not week.days_off:
        return say("{h} h", "{h} 小时", h=stated)
    return say(
        "{a} h ({h} h less {d} of 5 days of leave or holidays)",
        "{a} 小时（{h} 小时，5 天中有 {d} 天休假或放假）",
        a=hours(week.available or 0),
        h=stated,
        d=week.days_off,
    )


def _weeks(over: int, all_: int) -> Words:
    if over == 1:
        return say("1 of {all} weeks is over", "{all} 周中有 1 周超出", all=all_)
    return say("{n} of {all} weeks are over", "{all} 周中有 {n} 周超出", n=over, all=all_)


def _items(loads: tuple[Load, ...]) -> Words:
    each = [say("{x} {h} h", "{x} {h} 小时", x=_name(load.work), h=hours(load.hours)) for load in loads]
    return Words("most: " + ", ".join(w.en for w in each), "占用最多：" + "、".join(w.zh for w in each))


def _related(load: Load) -> Related:
    key = "effort_hours" if isinstance(load.work, Entry | Routine) else None
    key = "hours_per_week" if isinstance(load.work, Role) else key
    return Related(
        load.work.at(key) if key else load.work.at(), say("{h} h in that week", "当周 {h} 小时", h=hours(load.hours))
    )


def _name(work: Work) -> Words:
    if isinstance(work, Moderation):
        return say("moderation", "审核")
    if isinstance(work, Role):
        return say("other work as {r}", "{r} 的其他工作", r=quote(work.id))
    return quote(work.id)


def hours(number: float) -> str:
    """Hours to at most two decimals: `14.5`, `8`."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
