"""Calendars in iCalendar (RFC 5545), as every calendar program exports them. With subscription the only home of icalendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, get_args

from commplan import extras
from commplan.adopt.draft import Draft
from commplan.plan.content import EntryKind
from commplan.schedule import recurrence
from commplan.words import Refusal, Words, quote, say

_KNOWN = frozenset(
    [
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "DURATION",
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "RRULE",
        "EXDATE",
        "STATUS",
        "CATEGORIES",
        "CREATED",
        "LAST-MODIFIED",
        "SEQUENCE",
        "TRANSP",
        "CLASS",
        "PRIORITY",
    ]
)


def take(file: str, raw: bytes, draft: Draft) -> None:
    """Take the events of a calendar over. Refusal when it is none, holds none, or without the library."""
    try:
        from icalendar import Calendar
    except ImportError:
        raise extras.missing(Words("calendars", "日历"), "icalendar", "ics") from None
    text = raw.decode("utf-8-sig", "replace")
    try:
        found = [c for calendar in Calendar.from_ical(text, multiple=True) for c in calendar.subcomponents]
    except (ValueError, KeyError, IndexError, TypeError) as error:
        words = say("{f} cannot be read as a calendar: {e}", "{f} 无法读作日历：{e}", f=quote(file, 200), e=error)
        raise Refusal(words) from None
    lines = _lines_of_events(text)
    events = [c for c in found if c.name == "VEVENT"]
    if not events:
        raise Refusal(say("{f} holds no events", "{f} 中没有事件", f=quote(file, 200)))
    for number, event in enumerate(events):
        place = f"{file}:{lines[number]}" if len(lines) == len(events) else f"{file}, {number + 1}"
        _event(event, place, draft)
    others = sorted({str(c.name) for c in found} - {"VEVENT", "VTIMEZONE"})
    for name in others:
        count = sum(c.name == name for c in found)
        draft.leave(file, say("{n} components {c} are no events", "{n} 个 {c} 组件不是事件", n=count, c=name))


def _lines_of_events(text: str) -> list[int]:
    return [n for n, line in enumerate(text.splitlines(), 1) if re.fullmatch(r"BEGIN:VEVENT\s*", line, re.IGNORECASE)]


def _event(event: Any, place: str, draft: Draft) -> None:
    title = str(event.get("SUMMARY", "")).strip()
    if "RECURRENCE-ID" in event:
        words = say("one changed date of a recurrence: {t}", "重复日程中改动的一次：{t}", t=quote(title))
        draft.leave(place, words)
        return
    id_ = draft.add("calendar", title or "event")
    fields = draft.objects["calendar"][id_]
    fields["kind"] = _kind(event)
    _times(event, place, draft, id_)
    for key, field in (("LOCATION", "venue"), ("DESCRIPTION", "agenda")):
        if str(event.get(key, "")).strip():
            draft.put("calendar", id_, field, str(event[key]), place)
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        fields["status"] = "cancelled"
    for key in event:
        if str(key).upper() not in _KNOWN:
            draft.leave(place, say("{k} has no place in a plan", "{k} 在方案中没有对应内容", k=str(key)))
    for part in event.subcomponents:
        draft.leave(place, say("{k} has no place in a plan", "{k} 在方案中没有对应内容", k=part.name))


def _kind(event: Any) -> str:
    """What kind of entry an event says it is, as our own calendars say it; else simply an event."""
    told = event.get("CATEGORIES", [])
    names = [str(n) for one in (told if isinstance(told, list) else [told]) for n in getattr(one, "cats", [one])]
    return next((name for name in names if name in get_args(EntryKind)), "event")


def _times(event: Any, place: str, draft: Draft, id_: str) -> None:
    begins = getattr(event.get("DTSTART"), "dt", None)
    if begins is None:
        draft.leave(place, say("no date", "没有日期"))
        return
    fields = draft.objects["calendar"][id_]
    draft.put("calendar", id_, "start", _moment(begins), place)
    if isinstance(begins, datetime) and begins.tzinfo:
        zone = str(
            getattr(begins.tzinfo, "key", "") or event["DTSTART"].params.get("TZID", "") or begins.tzname() or ""
        )
        if recurrence.zone(zone):
            fields["timezone"] = zone
        else:
            draft.leave(place, say("no time zone that is one: {z}", "不是确定的时区：{z}", z=quote(zone)))
    lasts = _lasts(event, begins)
    if lasts:
        draft.put("calendar", id_, "duration", lasts, place)
    if event.get("RRULE"):
        rule = event["RRULE"]
        if isinstance(rule, list):
            draft.leave(place, say("several recurrences", "多条重复规则"))
        else:
            draft.put("calendar", id_, "rrule", rule.to_ical().decode(), place)
    if without := [str(day) for day in _left_out(event)]:
        fields["except_dates"] = without


def _moment(told: date | datetime) -> str:
    return f"{told:%Y-%m-%dT%H:%M}" if isinstance(told, datetime) else str(told)


def _lasts(event: Any, begins: date | datetime) -> str | None:
    """How long an event takes, in ISO 8601; nothing for a single whole day or a moment."""
    told = getattr(event.get("DURATION"), "dt", None)
    ends: Any = getattr(event.get("DTEND"), "dt", None)
    try:
        span = told if told is not None else ends - begins
    except TypeError:  # no end, or a day after a moment
        return None
    if span <= timedelta(days=0 if isinstance(begins, datetime) else 1):
        return None
    if not isinstance(begins, datetime):
        return f"P{span.days}D"
    return f"PT{span // timedelta(minutes=1)}M"


def _left_out(event: Any) -> Iterator[date]:
    told = event.get("EXDATE", [])
    for one in told if isinstance(told, list) else [told]:
        for day in one.dts:
            yield day.dt.date() if isinstance(day.dt, datetime) else day.dt
