"""A festival of the lunar calendar on a date that it does not have that year.

The Spring Festival and its eve, Lantern, Longtaitou, Dragon Boat, Qixi, Zhongyuan, Mid-Autumn, Double Ninth and Laba follow the
Chinese lunar calendar and move by up to a month over the years. Looked at are entries of the calendar whose title or id
names one of them, and freezes whose reason does:

- an entry that recurs on the same day of every year is wrong in almost every year, and RFC 5545 has no word for lunar
  dates: each year needs an entry of its own;
- a single date that is the festival's of the year before or after was looked up in the wrong year, or is left over from
  the last plan;
- what names the very day (Lunar New Year's Eve, or the lunar date itself) lies on it, and a freeze for a festival holds its day;
- an event that is called after a festival lies no more than 31 days from it: otherwise it is a warning.

What says that it comes before or after the festival, or prepares it, may lie anywhere. Dates are those of China from 1901 to
2100; in plans with the holidays of Korea or Vietnam a day more or less is no fault.

Source: RFC 7529 (recurrences by another calendar than the Gregorian); GB/T 33661-2017, calculation of the Chinese calendar.

Bad::

    content:
      calendar:
        - {id: lantern-riddles, title: Lantern riddles at 元宵节, kind: event, start: 2027-03-03, owner: lead, effort_hours: 1}

Good::

    content:
      calendar:
        - {id: lantern-riddles, title: Lantern riddles at 元宵节, kind: event, start: 2027-02-20, owner: lead, effort_hours: 1}

---

农历节日写成了当年并不对应的公历日期。

春节与除夕、元宵、龙抬头、端午、七夕、中元、中秋、重阳、腊八都按农历，逐年在公历中移动，前后可差一个月。检查标题或 id 提到这些节日的
日历条目，以及原因中提到它们的静默期：

- 每年固定在公历同一天重复的，几乎每年都错；RFC 5545 无法表示农历日期，应逐年单列一个条目；
- 单次日期恰好是该节日上一年或下一年的日期：查错了年份，或沿用了去年的方案；
- 写明就是当天的（除夕、正月初一等）应落在当天；为节日而设的静默期应包含节日当天；
- 以节日命名的活动（event）距节日不超过 31 天，否则为警告。

写明在节前、节后或筹备的不检查。日期按中国农历，范围 1901 至 2100 年；适用韩国、越南假日的方案，相差一天不算错。

来源：RFC 7529（按公历以外的历法重复）；GB/T 33661—2017《农历的编算和颁行》。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from commplan.finding import NotApplicable, Outcome, Place, Problem, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.rule import Threshold, rule
from commplan.schedule import lunar, recurrence, rrule
from commplan.schedule.lunar import Festival
from commplan.words import Words, quote, say

# a festival moves by no more than that, so that a date farther away cannot be meant for it
MOST_DAYS = Threshold(
    31, say("days that an event may lie from the festival it is called after", "活动距其冠名节日的天数"), most=366
)
APART = 3
"""Days by which a date must miss its festival before it counts as that of another year: guests come at the weekend, too."""
SEEN = 20
"""Years in which a series must come back to be one; whoever writes every 24 months means years as well."""
CHINESE = ("CN", "HK", "MO", "TW", "SG", "MY")
RANGE = re.compile("[至到]|till|until")
NEARLY = ("KR", "VN")
BESIDE = re.compile(
    r"[前后]|倒计时|筹备|策划|准备|征集|报名|预热|彩排|海选|选拔|复盘"
    r"|\b(?:before|after|until|till|countdown|plan|planning|prepar\w*|rehears\w*|audition\w*|sign up|registration|review)\b"
)


@rule("C112", part="content", kind="T", level="draft", thresholds={"most_days": MOST_DAYS})
def recurrence_lunar(plan: Plan, most_days: int) -> Iterator[Outcome]:
    entries = [e for e in plan.content.calendar if e.status != "cancelled"]
    freezes = [f for f in plan.plan.freezes if f.reason]
    texts = "\n".join([*(f"{e.id}\n{e.title or ''}" for e in entries), *(f.reason or "" for f in freezes)])
    named, chinese = False, _is_chinese(plan)
    if lunar.may_name_one(texts):
        for entry in entries:
            if found := lunar.named(f"{entry.id} {entry.title or ''}", chinese=chinese):
                named = True
                yield from _judged(plan, entry, found, most_days)
        for freeze in freezes:
            if found := lunar.named(freeze.reason or "", chinese=chinese):
                named = True
                if freeze.start and freeze.end and len(found) == 1 and not _beside(freeze.reason or ""):
                    yield from _frozen(freeze.at("start"), found[0], freeze.start, freeze.end)
    if not named:
        yield NotApplicable(
            say("nothing in the calendar is called after a lunar festival", "日历中没有以农历节日命名的内容")
        )


def _is_chinese(plan: Plan) -> bool:
    languages = (plan.plan.language, *plan.plan.languages)
    return (plan.plan.holidays or "")[:2] in CHINESE or any(tag.split("-")[0] == "zh" for tag in languages)


def _beside(text: str) -> bool:
    """Whether a text speaks of days before or after a festival, or of getting ready for it."""
    return bool(BESIDE.search(lunar.plain(text)))


def _judged(plan: Plan, entry: Entry, found: list[Festival], most_days: int) -> Iterator[Outcome]:
    if entry.start is None:
        yield Unknown(entry.at(), say("when {e} happens (`start`)", "{e} 何时进行（`start`）", e=quote(entry.id)))
        return
    title = entry.title or entry.id
    if _yearly(plan, entry):
        yield _fixed(entry, found[0], entry.start.day)
        return
    if entry.rrule or len(found) > 1 or _beside(title):
        return
    first, last = _span(plan, entry, entry.start.day)
    day = found[0].nearest(first)
    if day is None:
        known = say(
            "when {f} is in {y}; known are {a} to {b}",
            "{y} 年{f}的日期；已知范围为 {a} 至 {b} 年",
            f=found[0].name,
            y=first.year,
            a=lunar.FIRST + 1,
            b=lunar.LAST - 1,
        )
        yield Unknown(entry.at("start"), known)
    elif not first <= day <= last:
        yield from _elsewhere(plan, entry, found[0], (first, last), day, most_days)


def _yearly(plan: Plan, entry: Entry) -> bool:
    """Whether it comes back on the same day of another year."""
    if not entry.rrule or entry.start is None or rrule.fault(entry.rrule):
        return False
    stated = rrule.parts(entry.rrule)
    every = next(iter(rrule.numbers(entry.rrule, "INTERVAL")), 1)
    if stated["FREQ"] != "YEARLY" and not (stated["FREQ"] == "MONTHLY" and every % 12 == 0):
        return False
    tz = recurrence.zone(entry.timezone or plan.plan.timezone)
    start = recurrence.begin(entry.start, tz)
    later = start.date() + timedelta(days=1)
    return bool(recurrence.expand(start, entry.rrule, later, date(start.year + SEEN, 12, 31), tz))


def _span(plan: Plan, entry: Entry, start: date) -> tuple[date, date]:
    """The first and last day of a single entry; one that is told in another zone begins when it does in China, if sooner
    or later there."""
    days = [start]
    for o in recurrence.of_entry(plan, entry, start - timedelta(days=1), start + timedelta(days=1)):
        china = o.start.astimezone(recurrence.zone("Asia/Shanghai")).date() if o.start else o.day
        days += [o.day, china]
    lasts = entry.duration.timedelta if entry.duration else timedelta()
    return min(days), max(days) + lasts


def _fixed(entry: Entry, festival: Festival, day: date) -> Problem:
    coming = [d for year in range(day.year, day.year + 3) for d in festival.dates(year)]
    words = say(
        "{e} recurs on the same day of every year, but {f} is on {d}",
        "{e} 每年固定在公历同一天，而{f}依次是 {z}",
        e=quote(entry.id),
        f=festival.name,
        d=Words(", ".join(map(str, coming)), ""),
        z="、".join(map(str, coming)),
    )
    hint = say(
        "take out `rrule` and write an entry for each year, with its own date",
        "请删去 `rrule`，逐年单列条目并写明当年日期",
    )
    return Problem(entry.at("rrule"), words, hint)


def _elsewhere(
    plan: Plan, entry: Entry, festival: Festival, span: tuple[date, date], day: date, most_days: int
) -> Iterator[Problem]:
    """What is wrong with an entry that does not lie on the festival it is called after."""
    first, last = span
    away = min(abs(day - first), abs(day - last)).days
    other = next((d for year in (day.year - 1, day.year + 1) for d in festival.dates(year) if _same(d, first)), None)
    borne = 1 if (plan.plan.holidays or "")[:2] in NEARLY else 0
    title = lunar.plain(entry.title or entry.id)
    exact = festival.exact and re.search(festival.exact, title) and not RANGE.search(title)
    facts = {"e": quote(entry.id), "d": first, "f": festival.name, "r": day}
    if other and away > APART:
        words = say(
            "{e} is on {d}, the day of {f} in {y}; in {n} it is on {r}",
            "{e} 定在 {d}，那是 {y} 年{f}的日期；{n} 年是 {r}",
            y=other.year,
            n=day.year,
            **facts,
        )
        yield Problem(entry.at("start"), words, _move(day))
    elif exact and away > borne:
        words = say("{e} is on {d}, but {f} is on {r}", "{e} 定在 {d}，而{f}是 {r}", **facts)
        yield Problem(entry.at("start"), words, _move(day))
    elif entry.kind == "event" and away > most_days:
        words = say("{e} is on {d}, {n} days from {f} on {r}", "{e} 定在 {d}，与{f}（{r}）相距 {n} 天", n=away, **facts)
        yield Problem(entry.at("start"), words, _move(day), severity=Severity.WARNING)


def _same(one: date, other: date) -> bool:
    return (one.month, one.day) == (other.month, other.day)


def _move(day: date) -> Words:
    return say(
        "move it to {d}, or say in its title that it comes before or after the festival",
        "请改到 {d}；若本意在节前或节后，请在标题中写明",
        d=day,
    )


def _frozen(place: Place, festival: Festival, first: date, last: date) -> Iterator[Problem]:
    day = festival.nearest(first)
    if day is None or first <= day <= last:
        return
    words = say(
        "a freeze for {f} lasts from {a} to {b}, and {f} is on {r}",
        "为{f}设的静默期是 {a} 至 {b}，而{f}在 {r}",
        f=festival.name,
        a=first,
        b=last,
        r=day,
    )
    yield Problem(place, words, say("move the freeze to the days of that year", "请把静默期改到当年的日期"))
