"""A free weekend that is a working day, or work that is due on a holiday.

In some countries a holiday is made longer by working on a weekend before or after it: in China these make-up workdays are
announced year by year. For plans that name such a country (`plan.holidays`):

- a live entry (event, meeting, workshop, consultation) on a Saturday or Sunday within working hours (9:00 to 18:00, or
  without a time of day) that is a make-up workday: its guests are at work;
- a review, or a draft (`draft_due`), on a public holiday: those who would do it are not. This holds for all countries.
  Live entries on holidays are told by rule calendar-collision.

`on_holidays: intended` says that it is meant so. As long as a year's make-up workdays of China are not published, or not
known here yet, nobody can tell, and it is asked for when they are: usually in November of the year before.

Source: yearly notices of the General Office of the State Council of China on holidays.

Bad::

    plan: {period: {start: 2026-01-01, end: 2026-12-31}, holidays: CN, timezone: Asia/Shanghai}
    content:
      calendar:
        - {id: tasting, kind: event, start: 2026-02-14T14:00, duration: PT2H, owner: lead, effort_hours: 1}

Good::

    plan: {period: {start: 2026-01-01, end: 2026-12-31}, holidays: CN, timezone: Asia/Shanghai}
    content:
      calendar:
        - {id: tasting, kind: event, start: 2026-02-07T14:00, duration: PT2H, owner: lead, effort_hours: 1}

---

周末活动撞上调休上班日，或工作排在假日。

有的国家用周末上班换取连休：中国的调休上班日每年公布一次。方案写明所在国家（`plan.holidays`）的，检查：

- 周六、周日工作时间（9:00 至 18:00，或未写时刻）的现场类条目（event、meeting、workshop、consultation）落在调休上班日：
  参加的人在上班；
- 复盘或初稿截止日（`draft_due`）落在公共假日：要做这件事的人在休假。此项适用于所有国家。现场类条目落在假日由规则
  calendar-collision 提示。

`on_holidays: intended` 表示本意如此。某年的中国调休安排尚未公布、或此处尚未收录时无法判断，会提示待公布后核对，通常在上一年 11 月。

来源：国务院办公厅每年关于节假日安排的通知。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from commplan.finding import NotApplicable, Outcome, Place, Problem, Related, Unknown
from commplan.plan import Plan
from commplan.plan.content import LIVE_KINDS, Entry
from commplan.rule import rule
from commplan.rules.content import day_named
from commplan.schedule import recurrence
from commplan.schedule.recurrence import Occurrence
from commplan.words import Words, quote, say

OPENS, CLOSES = time(9), time(18)
SATURDAY = 5
SWAPPING = "CN"
"""The country that has announced make-up workdays for each year since 2001, so that a year without is not published."""


@rule("C108", part="content", kind="T", severity="warning", level="solid")
def calendar_holiday_swap(plan: Plan) -> Iterator[Outcome]:
    asked = [e for e in plan.content.calendar if e.status != "cancelled" and e.on_holidays == "avoid"]
    if not plan.plan.holidays or not asked:
        reason = say(
            "the plan names no country with holidays (`holidays`), or has no calendar",
            "方案没有写明适用哪国假日（`holidays`），或没有日历",
        )
        yield NotApplicable(reason)
        return
    if recurrence.period(plan) is None:
        missing = say(
            "first and last day of the plan (`plan.period: {start: ..., end: ...}`)",
            "方案的起止日期（`plan.period: {start: ..., end: ...}`）",
        )
        yield Unknown(plan.plan.period.at(), missing)
        return
    if not recurrence.holidays_known(plan):
        missing = say("the public holidays of {c}", "{c} 的公共假日", c=quote(plan.plan.holidays))
        yield Unknown(plan.plan.at("holidays"), missing)
        return
    times = [o for o in recurrence.occurrences(plan) if o.entry.on_holidays == "avoid"]
    times = [o for o in times if not any(x.date == o.day and x.status == "cancelled" for x in o.entry.outcomes)]
    yield from _on_swapped(plan, [o for o in times if o.entry.kind in LIVE_KINDS and _at_work(o)])
    yield from _on_holidays(plan, asked, times)


def _at_work(o: Occurrence) -> bool:
    """Whether it lies on a weekend, in hours in which people work when that weekend is a working day."""
    if o.day.weekday() < SATURDAY:
        return False
    hours = o.entry.duration.hours if o.entry.duration else 0
    begins = o.clock.hour + o.clock.minute / 60 if o.clock else 0
    return o.clock is None or (begins < CLOSES.hour and (begins >= OPENS.hour or begins + hours > OPENS.hour))


def _on_swapped(plan: Plan, weekends: list[Occurrence]) -> Iterator[Outcome]:
    swapped = set(recurrence.make_up_days(plan, {o.day for o in weekends}))
    for entry, days in _by_entry([o for o in weekends if o.day in swapped]):
        words = say(
            "{e} is planned for {d}, a working day in exchange for a holiday{m}",
            "{e} 安排在 {d}，是调休上班日{k}",
            e=quote(entry.id),
            d=_named(days[0]),
            m=f", and for {len(days) - 1} more such {'days' if len(days) > 2 else 'day'}" if len(days) > 1 else "",
            k=f"，另有 {len(days) - 1} 天也是如此" if len(days) > 1 else "",
        )
        yield Problem(_place(entry), words, _remedy(entry), (_country(plan),))
    if plan.plan.holidays and plan.plan.holidays[:2] == SWAPPING:
        years = {o.day.year for o in weekends}
        unpublished = sorted(year for year in years if not recurrence.make_up_known(plan, year))
        if unpublished:
            missing = say(
                "the make-up workdays of {y}, not known here yet: look through the weekend dates of the calendar once they are published",
                "{y} 年的调休上班日，此处尚未收录：公布后请核对日历中的周末日期",
                y=Words(" and ".join(map(str, unpublished)), "、".join(map(str, unpublished))),
            )
            yield Unknown(plan.plan.at("holidays"), missing, early=True)


def _on_holidays(plan: Plan, asked: list[Entry], times: list[Occurrence]) -> Iterator[Problem]:
    """Reviews and drafts on public holidays; not what a freeze holds anyway."""
    reviews = [o for o in times if o.entry.kind == "review" and recurrence.frozen(plan, o.day) is None]
    drafts = [e for e in asked if e.draft_due]
    days = {o.day for o in reviews} | {e.draft_due for e in drafts if e.draft_due}
    english = recurrence.free_days(plan, days, "en")
    chinese = recurrence.free_days(plan, english, "zh") if english else {}
    for entry, its in _by_entry([o for o in reviews if o.day in english]):
        words = say(
            "{e} is planned for {d}, a public holiday ({n}){m}",
            "{e} 安排在 {d}，是公共假日（{n}）{k}",
            e=quote(entry.id),
            d=its[0],
            n=Words(english[its[0]], chinese.get(its[0], english[its[0]])),
            m=f", and for {len(its) - 1} more such {'days' if len(its) > 2 else 'day'}" if len(its) > 1 else "",
            k=f"，另有 {len(its) - 1} 天也是如此" if len(its) > 1 else "",
        )
        yield Problem(_place(entry), words, _remedy(entry), (_country(plan),))
    for entry in drafts:
        if entry.draft_due in english:
            words = say(
                "the draft of {e} is due on {d}, a public holiday ({n})",
                "{e} 的初稿截止日 {d} 是公共假日（{n}）",
                e=quote(entry.id),
                d=entry.draft_due,
                n=Words(english[entry.draft_due], chinese.get(entry.draft_due, english[entry.draft_due])),
            )
            hint = say("let it be due on the working day before", "请提前到假日前的工作日")
            yield Problem(entry.at("draft_due"), words, hint, (_country(plan),))


def _by_entry(times: list[Occurrence]) -> list[tuple[Entry, list[date]]]:
    found: dict[int, tuple[Entry, list[date]]] = {}
    for o in times:
        found.setdefault(id(o.entry), (o.entry, []))[1].append(o.day)
    return list(found.values())


def _named(day: date) -> Words:
    return day_named(datetime.combine(day, time()), timed=False)


def _place(entry: Entry) -> Place:
    return entry.at("rrule") if entry.rrule else entry.at("start")


def _remedy(entry: Entry) -> Words:
    if entry.rrule:
        return say(
            "leave out such days with `except_dates`, or write `on_holidays: intended`",
            "用 `except_dates` 去掉这样的日子，或写明 `on_holidays: intended`",
        )
    return say("move it, or write `on_holidays: intended`", "请改期，或写明 `on_holidays: intended`")


def _country(plan: Plan) -> Related:
    return Related(plan.plan.at("holidays"), say("these holidays apply", "适用这里的公共假日"))
