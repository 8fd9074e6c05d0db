"""What happened that no date of the calendar asks for: recorded on other days, attended, or posted where only the team writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from commplan import venues
from commplan.localday import Window, day_date
from commplan.measuring import agenda
from commplan.reality import FEWEST, Chapter, Grid, Ground, Look, Text, nothing_of, rows
from commplan.reckoning import spoken
from commplan.words import Words, say

MOST = 40
"""How many of them are listed."""
_TAGGED = "SELECT DISTINCT tags, day FROM dated WHERE day >= ? AND day < ? AND tags IS NOT NULL AND NOT undated"
_ATTENDED = """
SELECT ev.channel, ev.day, CAST(count(DISTINCT ev.member) AS BIGINT) AS came FROM ev
WHERE ev.day >= ? AND ev.day < ? AND ev.kind = 'attend' AND NOT ev.undated AND ev.channel IS NOT NULL GROUP BY ev.channel, ev.day
"""
_SIGNED = """
SELECT DISTINCT ev.channel, ev.day, ev.tags FROM ev
WHERE ev.day >= ? AND ev.day < ? AND ev.kind = 'attend' AND NOT ev.undated AND ev.tags IS NOT NULL
"""
_POSTED = """
SELECT DISTINCT ev.channel, ev.day FROM ev
WHERE ev.day >= ? AND ev.day < ? AND ev.kind = 'message' AND NOT ev.undated AND ev.channel IS NOT NULL
"""
HOW = {
    "recorded": Words("recorded in the plan", "方案中有记录"),
    "tagged": Words("with its id in the activity", "活动数据中带有其编号"),
    "attended": Words("by a list of attendance", "有签到名单"),
    "posted": Words("by a post where only the team writes", "团队专用渠道中的发布"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing of one day: an entry of the plan by its id, or an event or channel by its name in the activity. `came`: how
    many a list of attendance tells of; None where none does or they are too few to be shown."""

    day: date
    what: str
    how: str
    came: int | None = None


def _look(ground: Ground) -> Chapter | None:
    if not ground.plan.content.calendar:
        return None
    title = Words("Done without a date in the calendar", "计划外的活动")
    found = {(h.day, h.what): h for h in [*_seen(ground), *_recorded(ground)]}
    happened = sorted(found.values(), key=lambda h: (h.day, h.what))
    if not happened and (why := _nowhere(ground)):
        return Chapter(id="unplanned", title=title, data={"n": None, "why": why, "found": []}, facts=(why,))
    counts = Counter(h.how for h in happened)
    told = say("Seen in the period without a date in the calendar: {n}{c}.", "时段内可见而不在日历中的：{n} 次{c}。",
               n=len(happened), c=_counted(counts))  # fmt: skip
    rest = len(happened) - MOST
    more = (
        (say("Listed are the first {m}; {r} more follow.", "仅列出前 {m} 次，另有 {r} 次。", m=MOST, r=rest),)
        if rest > 0
        else ()
    )
    return Chapter(
        id="unplanned",
        title=title,
        data={
            "n": len(happened), "why": None,
            "found": [{"day": h.day, "what": h.what, "how": h.how, "came": h.came} for h in happened],
        },
        facts=(told, _blind(ground), *more),
        grids=(Grid(_HEADS, tuple(_row(ground, h) for h in happened[:MOST])),) if happened else (),
    )  # fmt: skip


_HEADS = (Words("Day", "日期"), Words("What", "内容"), Words("How it is known", "依据"))


def _counted(counts: Counter[str]) -> Words:
    if not counts:
        return Words("", "")
    told = spoken.counted([(counts[how], words) for how, words in HOW.items()])
    return say(" ({t})", "（{t}）", t=told)


def _nowhere(ground: Ground) -> Words | None:
    """Why nobody could see any; None where somebody could."""
    if ground.seen is None:
        return nothing_of(ground.window)
    if _ours(ground) or "attendance" in ground.session.capabilities:
        return None
    return Words(
        "Unknown: no list of attendance was imported, and posts are counted only in channels with `two_way: false`, since elsewhere "
        "they cannot be told from talk; the activity has none of those.",
        "未知：没有导入签到名单；发布只在写明 `two_way: false` 的渠道中统计（其他渠道中无法与日常交谈区分），而活动数据中没有这样的渠道。",
    )


def _blind(ground: Ground) -> Words:
    """Where things may have happened that this cannot see."""
    if "attendance" in ground.session.capabilities:
        return Words(
            "Posts are counted only in channels with `two_way: false`; elsewhere they cannot be told from talk.",
            "发布只在写明 `two_way: false` 的渠道中统计；其他渠道中无法与日常交谈区分。",
        )
    return Words(
        "Posts are counted only in channels with `two_way: false`; elsewhere they cannot be told from talk. No list of attendance "
        "was imported, so there may have been more.",
        "发布只在写明 `two_way: false` 的渠道中统计；其他渠道中无法与日常交谈区分。没有导入签到名单，实际可能更多。",
    )


def _ours(ground: Ground) -> frozenset[str]:
    """The channels of the activity in which only the team writes."""
    names = agenda.channels(ground.session)
    return frozenset(n for c in ground.plan.content.channels if c.two_way is False for n in venues.names_of(c, names))


def _seen(ground: Ground) -> Iterator[Happening]:
    if ground.seen is None:
        return
    yield from _posted(ground, ground.seen)
    yield from _attended(ground, ground.seen)
    yield from _tagged(ground, ground.seen)


def _posted(ground: Ground, seen: Window) -> Iterator[Happening]:
    ours = _ours(ground)
    if not ours:
        return
    planned = {
        (c, day) for li in ground.calendar.lines for c in li.planned.channels for day in (li.planned.day, li.done_on)
    }
    for channel, number in rows(ground, seen, _POSTED):
        if channel in ours and (channel, day_date(number)) not in planned:
            yield Happening(day_date(number), channel, "posted")


def _attended(ground: Ground, seen: Window) -> Iterator[Happening]:
    plan = ground.plan
    ids = {li.planned.id for li in ground.calendar.lines}
    named = {
        (venues.folded(name), li.planned.day)
        for li in ground.calendar.lines
        for entry in (li.planned.id.partition("/")[0],)
        for name in (entry, plan.name(entry))
    }
    signed = {(c, d) for c, d, tags in rows(ground, seen, _SIGNED) if not ids.isdisjoint(tags.split())}
    for channel, number, came in rows(ground, seen, _ATTENDED):
        if (channel, number) not in signed and (venues.folded(channel), day_date(number)) not in named:
            yield Happening(day_date(number), channel, "attended", came if came >= FEWEST else None)


def _tagged(ground: Ground, seen: Window) -> Iterator[Happening]:
    """Events that carry the id of an entry with a day that is none of its dates."""
    ids = {li.planned.id for li in ground.calendar.lines}
    entries = {e.id for e in ground.plan.content.calendar}
    for tags, number in rows(ground, seen, _TAGGED):
        for tag in tags.split():
            entry, separator, _ = tag.partition("/")
            if separator and entry in entries and tag not in ids:
                yield Happening(day_date(number), entry, "tagged")


def _recorded(ground: Ground) -> Iterator[Happening]:
    planned = {li.planned.id for li in ground.calendar.lines}
    last = ground.window.end - timedelta(days=1)
    for entry in ground.plan.content.calendar:
        for outcome in entry.outcomes:
            day = outcome.done_on or outcome.date
            if (
                outcome.status == "done"
                and f"{entry.id}/{outcome.date}" not in planned
                and ground.window.first <= day <= last
            ):
                yield Happening(day, entry.id, "recorded", outcome.attended)


def _row(ground: Ground, h: Happening) -> tuple[Text, ...]:
    how = HOW[h.how]
    if h.came is not None:
        how = spoken.listed((how, say("{n} came", "到场 {n} 人", n=h.came)))
    return (spoken.day(h.day), ground.plan.name(h.what) if h.how in ("recorded", "tagged") else h.what, how)


LOOK = Look(5, _look)
