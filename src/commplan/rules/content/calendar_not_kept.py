"""What is in the calendar does not happen.

With `--activity` the dates of each calendar entry that were due are looked at, in the days of the plan that the activity covers:
an outcome in the plan decides, else a message of one of its people in one of its channels on that day or within a week of it.
When fewer than half of those of which something is known were kept, the calendar promises what is not done. An entry that has
come due less than three times is not judged; where it has, and too little is known, the answer is *unknown*. Cancelled dates do
not count.

A calendar that is kept half of the time is one that nobody relies on. Fewer dates that happen are worth more.

Source: CNCF, governance review (meetings that really happen); done on time of what was planned and due.

Bad::

    plan: {period: {start: 2026-12-01}}
    content:
      channels: [{id: hall, handle: hall, owner: lead}]
      calendar:
        - {id: weekly, kind: post, start: 2026-12-02, rrule: FREQ=WEEKLY;UNTIL=20261223, channels: [hall], owner: member-a}

Good::

    plan: {period: {start: 2026-12-01}}
    content:
      channels: [{id: hall, handle: hall, owner: lead}]
      calendar:
        - {id: weekly, kind: post, start: 2026-12-02, rrule: FREQ=WEEKLY;UNTIL=20261223, channels: [hall], owner: member-a,
           outcomes: [{date: 2026-12-02, status: done}, {date: 2026-12-09, status: done}, {date: 2026-12-16, status: done},
             {date: 2026-12-23, status: done}]}

Activity::

    time              member kind    channel
    2026-12-01T09:00  B      message hall
    2026-12-02T09:00  A      message hall
    2027-01-10T09:00  A      message hall

---

日历上的安排没有做到。

使用 `--activity` 时，在活动数据覆盖的方案期内，查看每个日历条目已到期的日期：以方案中记录的结果（`outcomes`）为准；没有记录的，看其负责人当天或一周内是否在其任一渠道发言。
在结果已知的日期中，做到的不足一半，就是日历承诺了没有做的事。到期不足三次的条目不判断；到期次数够、但已知太少的，结果为*未知*。已取消的日期不计。

只做到一半的日历，没有人会当真。少排几次、次次做到，更有价值。

来源：CNCF 治理评审（会议是否真正举行）；按期完成数与计划到期数之比。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commplan.finding import NotApplicable, Outcome, Problem, Unknown
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.rule import Threshold, rule
from commplan.words import Words, listed, quote, say

if TYPE_CHECKING:
    from commplan.activity.observed import Dates, Observed

KEPT = Threshold(0.5, say("the share of its dates that an entry must keep", "条目至少应做到的日期占比"), most=1)
DATES = Threshold(3, say("how often an entry must have come due to be judged", "条目到期多少次才作判断"), least=1)
LISTED = 4


@rule(
    "C131",
    part="content",
    kind="D",
    severity="warning",
    level="solid",
    thresholds={"least_kept": KEPT, "least_dates": DATES},
)
def calendar_not_kept(plan: Plan, activity: Observed, least_kept: float, least_dates: float) -> Iterator[Outcome]:
    due = [
        (entry, dates)
        for entry in plan.content.calendar
        if (dates := activity.dates.get(entry.id)) and dates.known + dates.unknown >= least_dates
    ]
    if not due:
        yield NotApplicable(
            say("no entry of the calendar has come due {n} times", "没有到期满 {n} 次的日历条目", n=least_dates)
        )
    blind: dict[Words, list[tuple[Entry, Dates]]] = {}
    for entry, dates in due:
        if dates.known < least_dates and dates.why:
            blind.setdefault(dates.why, []).append((entry, dates))
        elif (dates.on_time + dates.late) / dates.known < least_kept:
            yield _skipped(entry, dates, activity.days)
    for why, entries in blind.items():
        yield _unknown(why, entries)


def _unknown(why: Words, entries: list[tuple[Entry, Dates]]) -> Unknown:
    names = [quote(e.id) for e, _ in entries]
    shown, rest = (names[:LISTED], len(names) - LISTED) if len(names) > LISTED + 1 else (names, 0)
    missing = say(
        "what became of {n} dates of {e}{m}: {w}",
        "{e}{k} 的 {n} 次安排结果如何：{w}",
        n=sum(dates.unknown for _, dates in entries),
        e=listed(shown),
        m=f" and {rest} more" if rest else "",
        k=f" 等 {len(names)} 项" if rest else "",
        w=why,
    )
    return Unknown(entries[0][0].at("id"), missing)


def _skipped(entry: Entry, dates: Dates, days: Words) -> Problem:
    kept = dates.on_time + dates.late
    notes = [
        *([say("{n} of them late", "其中延迟 {n} 次", n=dates.late)] if dates.late else []),
        *([say("{n} more are unknown", "另有 {n} 次未知", n=dates.unknown)] if dates.unknown else []),
    ]
    note = Words(f" ({', '.join(w.en for w in notes)})", f"（{'，'.join(w.zh for w in notes)}）") if notes else ""
    return Problem(
        entry.at("id"),
        say(
            "from {d}, {e} took place on {k} of {n} dates{x}",
            "{d} 期间，{e} 的 {n} 次安排中只做到 {k} 次{x}",
            d=days,
            e=quote(entry.id),
            k=kept,
            n=dates.known,
            x=note,
        ),
        say(
            "plan fewer dates, give it to somebody who has the time, or write what was done into `outcomes`",
            "请减少次数，交给有时间的人，或把实际结果写入 `outcomes`",
        ),
    )
