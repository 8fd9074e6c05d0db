"""The calendar as iCalendar: read back by another program, it gives the plan's own occurrences, and nothing hostile gets through."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil import rrule
from icalendar import Calendar

from commplan import load
from commplan.checking.trial import SMALLEST
from commplan.plan import Plan
from commplan.rendering import subscription
from commplan.schedule import recurrence
from commplan.words import Refusal

PLANS = sorted((Path(__file__).parents[1] / "plans").iterdir())


def plan_of(text: str, folder: Path | None = None) -> Plan:
    found = load.plan("plan.yaml", text.encode(), folder).plan
    assert found is not None
    return found


def entries(*lines: str) -> Plan:
    listed = "".join(f"    - {{{line}}}\n" for line in lines)
    return plan_of(f"{SMALLEST}content:\n  channels: [{{id: chat, name: Chat}}]\n  calendar:\n{listed}")


def read(text: str) -> list[Any]:
    return [e for e in Calendar.from_ical(text).subcomponents if e.name == "VEVENT"]


def days_read(event: Any) -> list[datetime | date]:
    """The times of an event as dateutil expands them, on its own clock."""
    start = event["dtstart"].dt
    whole = not isinstance(start, datetime)
    naive = datetime.combine(start, datetime.min.time()) if whole else start
    if "rrule" not in event:
        found = [naive]
    else:
        text = event["rrule"].to_ical().decode()
        found = list(rrule.rrulestr(text, dtstart=naive))
    gone = event.get("exdate", [])
    out = {d.dt for one in (gone if isinstance(gone, list) else [gone]) for d in one.dts}
    return [d.date() if whole else d for d in found if (d.date() if whole else d) not in out]


def expected(plan: Plan) -> dict[str, list[datetime | date]]:
    found: dict[str, list[datetime | date]] = {}
    for o in recurrence.occurrences(plan):
        called_off = {x.date for x in o.entry.outcomes if x.status == "cancelled"}
        if o.day not in called_off:
            whole = o.entry.start is not None and o.entry.start.clock is None
            found.setdefault(o.entry.id, []).append(o.day if whole else o.start or datetime.combine(o.day, o.clock))  # type: ignore[arg-type]
    return found


def by_title(plan: Plan, text: str) -> dict[str, list[datetime | date]]:
    """What was read of each entry that is not cancelled, by id, its instants in UTC."""
    ids = {str(e.title or e.id): e.id for e in plan.content.calendar}
    found = {}
    for event in read(text):
        if str(event["status"]) != "CANCELLED":
            times = days_read(event)
            found[ids[str(event["summary"])]] = [
                t.astimezone(UTC) if isinstance(t, datetime) and t.tzinfo else t for t in times
            ]
    return found


@pytest.mark.parametrize("folder", PLANS, ids=lambda p: p.name)
def test_read_back_it_gives_the_occurrences_of_the_plan(folder: Path) -> None:
    file = next(f for f in (folder / "plan.yaml", folder) if f.is_file())
    plan = plan_of(file.read_text("utf-8"), folder)
    assert by_title(plan, subscription.calendar(plan, "en")) == expected(plan)


RULES = [
    "id: a, start: 2027-03-02T19:30",
    "id: a, start: 2027-03-02, duration: P3D",
    "id: a, start: 2026-12-08T10:00, rrule: FREQ=WEEKLY;INTERVAL=2",
    "id: a, start: 2026-11-30T10:00, rrule: FREQ=WEEKLY;COUNT=9",
    "id: a, start: 2027-01-31, rrule: FREQ=MONTHLY",
    "id: a, start: 2027-01-05, rrule: 'FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270601'",
    "id: a, start: 2027-01-05T18:00, rrule: 'FREQ=WEEKLY;UNTIL=20270601T160000Z', except_dates: [2027-02-02, 2027-02-09]",
    "id: a, start: 2027-01-01T09:00, rrule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'",
    "id: a, start: 2027-03-21T02:30, rrule: FREQ=WEEKLY;BYDAY=TH",
    "id: a, start: 2027-05-04T20:00, timezone: America/Chicago, rrule: FREQ=WEEKLY",
    "id: a, start: '2027-05-04T20:00+08:00', rrule: FREQ=DAILY;COUNT=5",
    "id: a, start: 2027-05-04T20:00, rrule: FREQ=WEEKLY;COUNT=4, outcomes: [{date: 2027-05-11, status: cancelled}]",
]


@pytest.mark.parametrize("line", RULES)
def test_each_kind_of_recurrence_read_back_is_the_plans(line: str) -> None:
    plan = entries(line)
    assert by_title(plan, subscription.calendar(plan, "en")) == expected(plan)
    assert expected(plan) != {}


def test_a_known_event_is_changed_and_not_doubled() -> None:
    before = read(subscription.calendar(entries("id: a, title: One, start: 2027-03-02"), "en"))
    after = read(subscription.calendar(entries("id: a, title: Other, start: 2027-04-02T10:00"), "zh"))
    assert [str(e["uid"]) for e in before] == [str(e["uid"]) for e in after]
    other = read(subscription.calendar(entries("id: b, title: One, start: 2027-03-02"), "en"))
    assert str(other[0]["uid"]) != str(before[0]["uid"])


def test_clocks_change_when_they_really_do() -> None:
    plan = entries("id: a, start: 2027-03-21T02:30")
    found: Any = Calendar.from_ical(subscription.calendar(plan, "en")).timezones[0]
    zone = recurrence.zone("Europe/Berlin")
    changes = []
    for part in found.subcomponents:
        before, after = part["tzoffsetfrom"].td, part["tzoffsetto"].td
        if before != after:
            instant = (part["dtstart"].dt - before).replace(tzinfo=UTC)
            around = (instant - timedelta(seconds=1), instant)
            assert [t.astimezone(zone).utcoffset() for t in around] == [before, after]
            changes.append(instant.isoformat())
    assert sorted(changes) == ["2027-03-28T01:00:00+00:00", "2027-10-31T01:00:00+00:00"]


WHOLE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//commplan//0.1.0//ZH
METHOD:PUBLISH
X-WR-CALNAME:Smallest plan
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VEVENT
SUMMARY:Open day\\, with tea\\; all welcome
DTSTART;VALUE=DATE:20270302
DTEND;VALUE=DATE:20270304
DTSTAMP:20270101T000000Z
UID:b5e4e2f8
CATEGORIES:event
DESCRIPTION:渠道：Chat\\n报名：by mail\\nEND:VEVENT
LOCATION:Hall
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""


def test_what_a_plan_says_cannot_end_the_event_it_stands_in() -> None:
    plan = entries(
        "id: a, kind: event, title: 'Open day, with tea; all welcome', start: 2027-03-02, duration: P2D, status: approved, "
        'channels: chat, venue: "Ha\\u0007ll", registration: "by mail\\nEND:VEVENT"'
    )
    text = subscription.calendar(plan, "zh")
    assert text.split("\r\n").count("END:VEVENT") == 1
    uid = read(text)[0]["uid"]
    told = text.replace("\r\n", "\n").replace(str(uid), "b5e4e2f8").replace("Ha‹U+0007›ll", "Hall")
    assert told == WHOLE
    assert subscription.calendar(plan, "zh") == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SMALLEST, "no entry of the calendar has a date within the plan's period; write `start`"),
        (SMALLEST.replace("  period: {start: 2027-01-01, end: 2027-12-31}\n", ""),
         "a calendar needs the first and last day of the plan; write `plan.period`"),
    ],
)  # fmt: skip
def test_a_plan_without_dates_makes_no_calendar(text: str, words: str) -> None:
    with pytest.raises(Refusal) as caught:
        subscription.calendar(plan_of(text), "en")
    assert caught.value.hint
    assert f"{caught.value.words.en}; {caught.value.hint.en}" == words


def test_without_the_package_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(Refusal) as caught:
        subscription.calendar(entries("id: a, start: 2027-03-02"), "en")
    assert caught.value.hint
    assert caught.value.hint.en == "install it: pip install 'commplan[ics]'"


def test_it_is_made_by_command(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(SMALLEST + "content: {calendar: [{id: a, title: Fair, start: 2027-03-02}]}\n")
    command = [sys.executable, "-m", "commplan", "render", "plan.yaml", "--to", "ics", "-o", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")
    file = Path("out") / "smallest-calendar-en.ics"
    assert done.stderr == f"wrote {file}\n"
    raw = (tmp_path / file).read_bytes()
    assert (raw.count(b"\n"), raw.count(b"SUMMARY:Fair\r\n")) == (raw.count(b"\r\n"), 1)
