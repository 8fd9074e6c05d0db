"""The content calendar as iCalendar (RFC 5545), for the calendars of those who carry it out. The only home of icalendar.

One event for each entry, with its recurrence as a rule, bounded by the plan's period. An event is known by an id made of the
plan's and the entry's: a calendar that reads the file again changes what it has and doubles nothing. The same plan gives the
same bytes: the stamp of an event is the day of the plan's last change (`plan.updated`), or its first day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from commplan import __version__, extras
from commplan.escape import visible
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.schedule import recurrence, rrule
from commplan.words import Language, Refusal, Words, say

if TYPE_CHECKING:
    from icalendar import Event

_SETTLED = ("approved", "published", "done")
_LINES = (
    ("agenda", say("Agenda", "议程")),
    ("registration", say("Registration", "报名")),
    ("call_to_action", say("What to do", "行动号召")),
    ("notes", say("Notes", "纪要")),
    ("recording", say("Recording", "录制")),
)


def calendar(plan: Plan, language: Language) -> str:
    """The calendar of a plan; entries without a date are left out. Refusal when there is none, or no library to write it."""
    try:
        from icalendar import Calendar
    except ImportError:
        raise extras.missing(Words("calendars", "日历"), "icalendar", "ics") from None
    bounds = recurrence.period(plan)
    if bounds is None:
        words = say("a calendar needs the first and last day of the plan", "日历需要方案的起止日期")
        raise Refusal(words, say("write `plan.period`", "请写明 `plan.period`"))
    found = Calendar()
    found.add("prodid", f"-//commplan//{__version__}//{language.upper()}")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", visible(str(plan.plan.title)))
    if recurrence.zone(plan.plan.timezone):
        found.add("x-wr-timezone", plan.plan.timezone)
    for entry in plan.content.calendar:
        event = _event(plan, entry, bounds, language)
        if event is not None:
            found.add_component(event)
    if not found.subcomponents:
        words = say("no entry of the calendar has a date within the plan's period", "日历中没有日期在方案周期内的条目")
        raise Refusal(words, say("write `start`", "请写明 `start`"))
    found.add_missing_timezones(bounds[0] - timedelta(days=1), bounds[1] + timedelta(days=1))
    for timezone in found.timezones:
        for change in timezone.subcomponents:
            _mend(change, recurrence.zone(str(timezone["tzid"])))
    return str(found.to_ical().decode())


def _mend(change: Any, tz: tzinfo | None) -> None:
    """Let a clock change begin on the clock before it, as RFC 5545 has it; the library tells spring's on the one after."""
    before, after = change["tzoffsetfrom"].td, change["tzoffsetto"].td
    told = change["dtstart"].dt
    instant = (told - before).replace(tzinfo=UTC)
    if before != after and (instant - timedelta(seconds=1)).astimezone(tz).utcoffset() == after:
        change["dtstart"].dt = told - (after - before)


def _event(plan: Plan, entry: Entry, bounds: tuple[date, date], language: Language) -> Event | None:
    from icalendar import Event

    if entry.start is None:
        return None
    tz = recurrence.zone(entry.timezone or plan.plan.timezone)
    moments = recurrence.expand(recurrence.begin(entry.start, tz), entry.rrule, *bounds, tz)
    if not moments:
        return None
    reading = tz or recurrence.offset(entry.start)
    whole_day = entry.start.clock is None
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"commplan:{plan.plan.id}/content/calendar/{entry.id}")))
    event.add("dtstamp", datetime.combine(plan.plan.updated or bounds[0], time(), UTC))
    event.add("dtstart", _at(moments[0], reading, whole_day))
    if entry.duration and not whole_day:
        event.add("duration", entry.duration.timedelta)
    elif entry.duration:
        event.add("dtend", recurrence.after(moments[0].date(), entry.duration))
    if len(moments) > 1 and entry.rrule:
        event.add("rrule", _rule(entry.rrule, moments[-1], reading, whole_day))
    gone = {*entry.except_dates, *(o.date for o in entry.outcomes if o.status == "cancelled")}
    for moment in moments if entry.rrule else ():
        if moment.date() in gone:
            event.add("exdate", _at(moment, reading, whole_day))
    _describe(event, plan, entry, language)
    return event


def _at(moment: datetime, tz: tzinfo | None, whole_day: bool) -> date | datetime:
    return moment.date() if whole_day else moment.replace(tzinfo=tz)


def _rule(text: str, last: datetime, tz: tzinfo | None, whole_day: bool) -> dict[str, list[str] | datetime | date]:
    """The rule, ended by the last time within the plan's period instead of by a count or an end of its own."""
    kept = {name: value.split(",") for name, value in rrule.parts(text).items() if name not in ("COUNT", "UNTIL")}
    end: datetime | date = last.date()
    if not whole_day:
        end = last.replace(tzinfo=tz).astimezone(UTC) if tz else last
    return {**kept, "UNTIL": end}


def _describe(event: Event, plan: Plan, entry: Entry, language: Language) -> None:
    event.add("summary", visible(str(entry.title or entry.id)))
    status = "CANCELLED" if entry.status == "cancelled" else "CONFIRMED" if entry.status in _SETTLED else "TENTATIVE"
    event.add("status", status)
    pillars = {p.id: str(p.name or p.id) for p in plan.content.pillars}
    event.add("categories", [entry.kind, *([pillars[entry.pillar]] if entry.pillar in pillars else [])])
    if entry.venue:
        event.add("location", visible(str(entry.venue)))
    lines = [_line(words, entry.__dict__[key], language) for key, words in _LINES if entry.__dict__[key]]
    channels = {c.id: str(c.name or c.id) for c in plan.content.channels}
    if where := [channels[c] for c in entry.channels if c in channels]:
        lines.insert(0, _line(say("Channels", "渠道"), ", ".join(where), language))
    if lines:
        event.add("description", "\n".join(lines))


def _line(words: Words, text: object, language: Language) -> str:
    kept = "\n".join(visible(line) for line in str(text).splitlines())
    return say("{w}: {t}", "{w}：{t}", w=words, t=kept).in_language(language)
