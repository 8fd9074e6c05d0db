"""A recurrence that silently leaves out dates, or is not what it looks like.

Recurrence rules follow RFC 5545, which ignores a date that does not exist instead of moving it. Found are, for the
calendar, routines and reports:

- `BYMONTHDAY` 29 to 31 (or a first date on such a day under `FREQ=MONTHLY`, or on 29 February under `FREQ=YEARLY`): the
  months and years of the plan that are left out are named;
- a `start` that is no date of its own rule (a Wednesday under `BYDAY=1SA`): the first real date is named, for some
  calendars show both and others only the second;
- a time that a change to summer time skips on a date of the plan;
- `UNTIL` in local time although the start has a time and a zone: the standard wants UTC, and calendars differ over
  whether the last date still counts; `UNTIL` before the start; `COUNT` and `UNTIL` together;
- days of the week without a number by month or year: `BYDAY=SA` is every Saturday, `BYDAY=1SA` the first;
- a rule that cannot be read, and one that never happens inside the plan's period.

A meeting that is missed because of a rule looks like a team that did not keep its promise.

Source: RFC 5545, sections 3.3.5, 3.3.10 and 3.8.2.4.

Bad::

    content:
      calendar:
        - {id: digest, title: Digest, start: 2027-01-31, rrule: FREQ=MONTHLY, owner: lead}

Good::

    content:
      calendar:
        - {id: digest, title: Digest, start: 2027-01-31, rrule: FREQ=MONTHLY;BYMONTHDAY=-1, owner: lead}

---

重复规则会悄悄漏掉日期，或与字面不符。

重复规则遵循 RFC 5545：不存在的日期直接忽略，不会顺延。对日历、日常运营与汇报检查以下几点：

- `BYMONTHDAY` 为 29 至 31（或 `FREQ=MONTHLY` 的首次日期在这几天，或 `FREQ=YEARLY` 的首次日期在 2 月 29 日）：
  列出方案期内被漏掉的月份或年份；
- `start` 不是其规则会给出的日期（例如周三开始，规则却是 `BYDAY=1SA`）：指出真正的首次日期，因为有的日历软件两天都显示，
  有的只显示后者；
- 某个日期的时刻恰好被夏令时切换跳过；
- 开始时间带时刻和时区，`UNTIL` 却写成本地时间：标准要求 UTC，各日历软件对最后一次是否算数并不一致；`UNTIL` 早于开始；
  `COUNT` 与 `UNTIL` 同时出现；
- 按月或按年重复而星期没有序号：`BYDAY=SA` 是每个周六，`BYDAY=1SA` 才是第一个；
- 规则无法识别，或在方案期内一次也不会发生。

因为规则而漏掉的会议，看起来就像团队没有守约。

来源：RFC 5545 第 3.3.5、3.3.10 与 3.8.2.4 节。
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry, Report
from commplan.plan.rules import Routine
from commplan.rule import rule
from commplan.rules.content import PERIOD, day_named, every_weekday, not_in_utc, without_count
from commplan.schedule import recurrence, rrule
from commplan.words import Words, listed, quote, say

SHOWN = 6
MONTH_ENDS = {29: "BYMONTHDAY=28,29;BYSETPOS=-1", 30: "BYMONTHDAY=28,29,30;BYSETPOS=-1", 31: "BYMONTHDAY=-1"}


@dataclass(frozen=True, slots=True)
class _Series:
    """Something that recurs: routines and reports begin with the plan's period."""

    node: Entry | Routine | Report
    text: str
    start: datetime
    timed: bool
    own: bool
    tz: tzinfo | None


@rule("C106", part="content", kind="T", severity="warning", level="draft")
def recurrence_skips(plan: Plan) -> Iterator[Outcome]:
    bounds = recurrence.period(plan)
    nodes: list[Entry | Routine | Report] = [*plan.rules.routines, *plan.content.calendar, *plan.content.reporting]
    alive = [n for n in nodes if not (isinstance(n, Entry) and n.status == "cancelled")]
    recurring = [n for n in alive if n.rrule]
    if not recurring and not any(isinstance(n, Entry) and n.start and n.start.clock for n in alive):
        yield NotApplicable(say("nothing recurs, and no entry has a time of day", "没有重复事项，也没有带时刻的条目"))
        return
    for node in recurring:
        fault = rrule.fault(node.rrule or "")
        if fault:
            words = say("the rule of {n} cannot be read: {f}", "{n} 的规则无法识别：{f}", n=quote(node.id), f=fault)
            yield Problem(node.at("rrule"), words, say("write it as FREQ=WEEKLY;BYDAY=TU", "写成 FREQ=WEEKLY;BYDAY=TU"))
    if bounds is None:
        yield Unknown(plan.plan.at("period"), PERIOD)
    for node in alive:
        yield from _judged(plan, node, bounds)


def _judged(plan: Plan, node: Entry | Routine | Report, bounds: tuple[date, date] | None) -> Iterator[Outcome]:
    if isinstance(node, Entry) and node.rrule and node.start is None:
        yield Unknown(
            node.at("start"), say("the first date of {n} (`start`)", "{n} 的首次日期（`start`）", n=quote(node.id))
        )
        return
    series = _series(plan, node, bounds)
    if series is None:
        return
    if series.text:
        yield from _ends(series)
        yield from every_weekday(node.at("rrule"), node.id, series.text, series.start.date() if series.own else None)
    if bounds:
        days = recurrence.expand(series.start, series.text or None, *bounds, series.tz)
        left_out = _left_out(series, bounds, days) if series.text else None
        if left_out:
            yield left_out
        elif series.text and not days:
            yield from _never(series, bounds)
        elif series.text:
            yield from _begins_elsewhere(series, bounds)
        yield from _skipped_times(series, days)


def _series(plan: Plan, node: Entry | Routine | Report, bounds: tuple[date, date] | None) -> _Series | None:
    """None for what has nothing to judge, or a rule that cannot be read."""
    text = node.rrule or ""
    if text and rrule.fault(text):
        return None
    if isinstance(node, Entry):
        if node.start is None:
            return None
        tz = recurrence.zone(node.timezone or plan.plan.timezone)
        start = recurrence.begin(node.start, tz)
        return _Series(node, text, start, node.start.clock is not None, own=True, tz=tz)
    if not text or bounds is None:
        return None
    clock = node.time if isinstance(node, Routine) else None
    start = datetime.combine(bounds[0], clock or time())
    return _Series(node, text, start, clock is not None, own=False, tz=recurrence.zone(plan.plan.timezone))


def _ends(series: _Series) -> Iterator[Problem]:
    until, node = rrule.until(series.text), series.node
    if until is None:
        return
    place, name = node.at("rrule"), quote(node.id)
    last = series.text.partition("UNTIL=")[2].partition(";")[0]
    if "COUNT" in rrule.parts(series.text):
        words = say(
            "{n} ends by COUNT and by UNTIL; only one may stand", "{n} 同时写了 COUNT 与 UNTIL，只能有一个", n=name
        )
        yield Problem(
            place,
            words,
            say("keep one of the two", "请只留其中一个"),
            fix=without_count(place, series.text, series.start, until.day, series.tz),
        )
    if _backwards(series):
        words = say("{n} ends ({u}) before it begins", "{n} 的结束（{u}）早于开始", n=name, u=last)
        yield Problem(place, words, say("put UNTIL after `start`", "UNTIL 应晚于 `start`"))
    elif series.own and series.timed and series.tz and until.offset is None:
        yield not_in_utc(place, node.id, series.text, until, series.tz)


def _backwards(series: _Series) -> bool:
    """Whether a rule ends before its own start."""
    until = rrule.until(series.text)
    if until is None or not series.own:
        return False
    end = datetime.combine(until.day, time.max) if until.clock is None else recurrence.begin(until, series.tz)
    return end < series.start


def _left_out(series: _Series, bounds: tuple[date, date], days: list[datetime]) -> Problem | None:
    """The months, or years, in which a day after the 28th does not exist."""
    wanted = _late_days(series)
    months = _touched(series, bounds, days) if wanted else []
    skipped = [m for m in months if any(abs(d) > monthrange(*m)[1] for d in wanted)]
    if not skipped:
        return None
    day = max(wanted, key=abs)
    leap = day == 29 and rrule.parts(series.text)["FREQ"] == "YEARLY" and {m for _, m in skipped} == {2}
    shown = [f"{y}" if leap else f"{y}-{m:02d}" for y, m in skipped[:SHOWN]]
    more = len(skipped) - SHOWN
    words = say(
        "{n} falls on day {d} and is left out in {s}{m}",
        "{n} 定在 {d} 日，{z} 没有这一天，会被漏掉{k}",
        n=quote(series.node.id),
        d=day,
        s=listed(shown),
        z="、".join(shown),
        m=f" and {more} more" if more > 0 else "",
        k=f"（另有 {more} 处）" if more > 0 else "",
    )
    return Problem(series.node.at("rrule"), words, _better(series, day, leap))


def _better(series: _Series, day: int, leap: bool) -> Words | None:
    if len(rrule.numbers(series.text, "BYMONTHDAY")) > 1:
        return say("the last day of each month is day -1", "每月最后一天写作 -1")
    if leap:
        text = "BYMONTH=2;BYMONTHDAY=-1"
        return say("for the last day of February write `{b}`", "若指二月最后一天，写 `{b}`", b=text)
    if day in MONTH_ENDS:
        text = MONTH_ENDS[day]
        return say(
            "to have the last day of shorter months instead, write `{b}`", "若短月改取最后一天，写 `{b}`", b=text
        )
    return None


def _late_days(series: _Series) -> set[int]:
    """The days of the month after the 28th (or as far from its end) that the rule asks for by themselves.

    With BYDAY they only narrow the weekdays, with BYSETPOS they are the usual way to say 'the last that exists'.
    """
    stated = rrule.parts(series.text)
    if stated["FREQ"] not in ("MONTHLY", "YEARLY") or {"BYDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO"} & set(stated):
        return set()
    days = rrule.numbers(series.text, "BYMONTHDAY") or ((series.start.day,) if series.own else ())
    return {d for d in days if abs(d) > 28}


def _touched(series: _Series, bounds: tuple[date, date], days: list[datetime]) -> list[tuple[int, int]]:
    """The months of the plan in which the rule would happen if they all had days enough, whole months only."""
    stated, until = dict(rrule.parts(series.text)), rrule.until(series.text)
    if stated["FREQ"] == "YEARLY" and "BYMONTHDAY" not in stated:
        stated.setdefault("BYMONTH", str(series.start.month))
    kept = {k: v for k, v in stated.items() if k not in ("COUNT", "UNTIL", "BYMONTHDAY")}
    text = ";".join([*(f"{k}={v}" for k, v in kept.items()), "BYMONTHDAY=1"])
    first, last = max(bounds[0], series.start.date()), min(bounds[1], until.day) if until else bounds[1]
    if "COUNT" in stated:
        last = days[-1].date() if days else bounds[0]
    start = datetime.combine(series.start.date().replace(day=1), time())
    begins = (m.date() for m in recurrence.expand(start, text, first.replace(day=1), last))
    return [(b.year, b.month) for b in begins if first <= b.replace(day=monthrange(b.year, b.month)[1]) <= last]


def _never(series: _Series, bounds: tuple[date, date]) -> Iterator[Problem]:
    if series.start.date() <= bounds[1] and not _backwards(series):
        words = say(
            "{n} never happens between {a} and {b}",
            "{n} 在 {a} 至 {b} 期间一次也不会发生",
            n=quote(series.node.id),
            a=bounds[0],
            b=bounds[1],
        )
        yield Problem(series.node.at("rrule"), words, say("check the rule, or take it out", "请检查规则，或删去"))


def _begins_elsewhere(series: _Series, bounds: tuple[date, date]) -> Iterator[Problem]:
    """A start that its own rule does not give, and the first date that it does."""
    node, start = series.node, series.start
    if not isinstance(node, Entry) or (node.start and node.start.offset):
        return  # rule tz-missing wants the offset gone, and with it may go the day
    first = recurrence.first(start, series.text, bounds[1], series.tz)
    if first is None or first == start:
        return
    same_day = first.date() == start.date()
    words = say(
        "{n} starts on {a}, which is not a date of its rule {r}; the first is {b}",
        "{n} 的开始时间写作 {a}，但规则 {r} 不会落在此时；首次实为 {b}",
        n=quote(node.id),
        a=day_named(start, same_day),
        r=quote(series.text),
        b=day_named(first, same_day),
    )
    moment = f"{first:%Y-%m-%dT%H:%M}" if series.timed else f"{first:%Y-%m-%d}"
    hint = say("write `start: {m}`, or change the rule", "写成 `start: {m}`，或修改规则", m=moment)
    yield Problem(node.at("start"), words, hint)


def _skipped_times(series: _Series, days: list[datetime]) -> Iterator[Problem]:
    """A wall-clock time that a change to summer time leaves out; the first of them."""
    if not series.timed or series.tz is None:
        return
    excepted = series.node.except_dates if isinstance(series.node, Entry) else ()
    for local in days:
        real = recurrence.after_gap(local, series.tz)
        if real and local.date() not in excepted:
            words = say(
                "{c} does not exist on {d} in {z}: {n} happens at {r}",
                "{z} 在 {d} 没有 {c} 这个时刻：{n} 会在 {r} 进行",
                c=f"{local:%H:%M}",
                d=local.date(),
                z=series.tz,
                n=quote(series.node.id),
                r=f"{real:%H:%M}",
            )
            hint = say("move it out of the hour that summer time skips", "请避开夏令时跳过的那一小时")
            yield Problem(series.node.at("time" if isinstance(series.node, Routine) else "start"), words, hint)
            return
