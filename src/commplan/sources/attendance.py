"""Attendance of events: the CSV of who signed up and who came, as event platforms and sign-in sheets write it.

The columns are found by their names, in English, Chinese and Spanish: who (an account, an address, or else a name), who
came (yes or no, or the time of checking in), when somebody signed up, the event, its day. What follows from that:

- A row is somebody's registration for one event, and an attendance as well when it says that they came. The channel is
  the event's name, or else the file's.
- Whoever did not come, declined or cancelled, did not attend; who declined or cancelled did not register either.
- Coming has the time of checking in, else the day of the event, also from a second table that lists events by the same
  id; else it takes the time of signing up and the tag "undated".
- Whoever signs up or comes is no bot.
- Times carry no zone on most platforms: they are taken as UTC. Whatever else a table means, a declared mapping says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from commplan.activity import clock, mapped
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.excerpt import Excerpt, excerpt_of
from commplan.activity.export import Export
from commplan.activity.mapping import Also, When
from commplan.activity.mapping import Mapping as Declared
from commplan.activity.reasons import NO_TIME, NOT_THERE, OTHER_FILE
from commplan.activity.records import a_few
from commplan.activity.tabular import picker, table
from commplan.source import Options, Source
from commplan.words import say

_ENDINGS = (".csv", ".tsv", ".tab")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "account": (
        "userid", "memberid", "accountid", "identificadordelusuario", "identificacióndelmiembro", "用户编号", "会员编号", "学号", "工号",
    ),
    "address": ("email", "emailaddress", "useremail", "mail", "correo", "correoelectrónico", "邮箱", "电子邮箱", "邮件"),
    "phone": ("phone", "phonenumber", "mobile", "mobilephone", "cellphone", "手机", "手机号", "手机号码", "联系电话", "电话"),
    "name": (
        "name", "fullname", "username", "attendee", "attendeename", "guest", "participant", "nombre", "姓名", "昵称",
        "参与者", "参会人", "报名人", "用户名",
    ),
    "came": (
        "attended", "checkedin", "checkin", "present", "showedup", "asistió", "asistio", "attendance", "attendancestatus", "checkinstatus", "签到", "是否签到",
        "签到状态", "到场", "是否到场", "出席", "是否出席", "出勤", "出勤状态", "checkedinat", "checkintime", "checkindate", "checkindateutc",
        "签到时间", "首次签到时间", "到场时间",
    ),
    "signed": (
        "rsvpdate", "rsvpedon", "rsvpon", "registeredat", "registeredon", "registrationdate", "registrationtime",
        "signedupat", "orderdate", "ordertime", "purchasedate", "purchasedat", "bookingdate", "bookedat", "registereddate", "paiddateutc", "createdat", "respondióel", "报名时间", "登记时间", "下单时间", "registered",
        "signedup",
    ),
    "answer": (
        "rsvp", "response", "approvalstatus", "attendeestatus", "registrationstatus", "status", "inscribirse",
        "报名状态", "审核状态", "状态",
    ),
    "event": (
        "eventid", "meetupid", "event", "eventname", "eventtitle", "meetupname", "活动编号", "活动", "活动名称", "活动标题",
    ),
    "day": ("dateattending", "eventdate", "eventday", "eventstart", "startsat", "date", "day", "fecha", "活动日期", "活动时间", "日期"),
}  # fmt: skip
_YES = (
    "yes", "y", "true", "1", "x", "✓", "√", "sí", "si", "checked in", "attended", "present", "是", "已签到", "已到场",
    "到场",
)  # fmt: skip
_ORDERED = ("orderdate", "ordertime", "purchasedate", "purchasedat", "paiddateutc", "下单时间")
_TICKET = re.compile("ticket|attendee|票")
_DOWNLOADED = re.compile(r"(?P<event>.+?) - Guests - \d{4}-\d\d-\d\d(?:-\d\d){0,3}(?: \(\d+\))?")
"""How Luma calls a list of guests: by its event, and by when it was downloaded, which is another name tomorrow."""
_IN_AND_OUT = (frozenset({"jointime", "leavetime"}), frozenset({"加入时间", "离开时间"}))
"""Columns of who was in an online meeting, which `meeting` reads."""
_THERE = ("checked in", "attended", "已签到", "已到场")
_GOING = (
    *_YES, "going", "approved", "attending", "confirmed", "registered", "approved guest", "accepted", "completed",
    "paid", "valid", "booked", "已报名", "已支付", "已通过", "已确认", "通过", "审核通过", "报名成功",
)  # fmt: skip
_NOT_GOING = frozenset({
    "no", "declined", "cancelled", "canceled", "refunded", "deleted", "rejected", "not attending", "not going", "pending",
    "pending_approval", "invited", "waitlist", "waitlisted", "取消", "已取消", "已拒绝", "拒绝", "未通过", "待审核", "候补", "已退款",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Event:
    """What a list of events says of one."""

    name: str | None
    us: int | None


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if name.lower().endswith(_ENDINGS))
    return any(_roles(export, name) is not None for name in a_few(files))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:  # noqa: ARG001 - the shape of all sources
    names = [name for name in export.names() if name.lower().endswith(_ENDINGS)]
    sheets = {name: found for name in names if (found := _roles(export, name))}
    events: dict[str, _Event] = {}
    for name in names:
        if name not in sheets and not _listed(export, name, events):
            yield Skipped(name, OTHER_FILE)
    for sheet, roles in sheets.values():
        yield from _sheet(export, sheet, roles, events)


def _roles(export: Export, name: str) -> tuple[Excerpt, dict[str, str]] | None:
    """The columns of a table of who came, by what they hold; None for another table."""
    found = excerpt_of(export, name)
    roles = _called(found) if found and not found.headless else {}
    if found and "came" in roles:
        roles["came"] = _came(found)
    if found and "answer" in roles and not _answered(found.values(roles["answer"])):
        del roles["answer"]
    if found and any(both <= _plain(found).keys() for both in _IN_AND_OUT):
        return None
    person = next((roles[key] for key in ("account", "address", "phone", "name") if key in roles), None)
    told = "came" in roles or ("answer" in roles and "signed" in roles and not (found and _of_shop(found, roles)))
    if found is None or person is None or not told or not _dated(found, roles):
        return None
    return found, {**roles, "person": person}


def _plain(found: Excerpt) -> dict[str, str]:
    """The columns by the letters of their names."""
    return {"".join(re.findall(r"[^\W_]", column.lower())): column for column in reversed(found.columns)}


def _called(found: Excerpt) -> dict[str, str]:
    by_name = _plain(found)
    return {role: by_name[name] for role, names in _NAMES.items() for name in reversed(names) if name in by_name}


def _of_shop(found: Excerpt, roles: dict[str, str]) -> bool:
    """Whether orders are those of anything: nothing in the table is of an event or a ticket."""
    plain = _plain(found)
    ordered = any(roles["signed"] == plain.get(name) for name in _ORDERED)
    return ordered and "event" not in roles and not any(map(_TICKET.search, plain))


def _answered(values: list[str]) -> bool:
    """Whether a column says who goes: one in whose words nothing is known, such as a state of payment, does not."""
    known = {*_THERE, *_GOING, *_NOT_GOING}
    return not values or any(value.strip().casefold() in known for value in values)


def _came(found: Excerpt) -> str:
    """The column that says who came: the one with times, where another says only that somebody did."""
    by_name = _plain(found)
    told = [by_name[name] for name in _NAMES["came"] if name in by_name]
    return next((column for column in told if clock.guessed(found.values(column))), told[0])


def _dated(found: Excerpt, roles: dict[str, str]) -> bool:
    return "event" in roles or any(
        clock.guessed(found.values(roles[key])) for key in ("signed", "day", "came") if key in roles
    )


def _listed(export: Export, name: str, events: dict[str, _Event]) -> bool:
    """Take in a list of events: an id, a day, and mostly a name; False when the table is none."""
    found = excerpt_of(export, name)
    roles = _called(found) if found else {}
    if found is None or not {"event", "day"} <= roles.keys():
        return False
    mapping = _written(found, roles["day"])
    rows = table(export, name, mapping)
    if isinstance(rows, Skipped):
        return False
    read = mapped.reader(mapping)
    titles = [column for column in found.columns if column not in (roles["event"], roles["day"])]
    pick = {key: picker(column, rows) for key, column in (("id", roles["event"]), ("day", roles["day"]))}
    title = picker(roles.get("name") or next(iter(titles), None), rows)
    for _, row in rows.rows:
        known = None if isinstance(row, Skipped) else pick["id"](row)
        if known and not isinstance(row, Skipped):
            said = pick["day"](row)
            events[known] = _Event(title(row), read(said) if said else None)
    return True


def _written(found: Excerpt, time: str | None, **more: object) -> Declared:
    """A mapping for a table, with the format of its times as they seem to be written."""
    guess = clock.guessed(found.values(time)) if time else None
    told: dict[str, object] = {"time_format": guess.format if guess else "iso", **more}
    return Declared(time, delimiter=found.delimiter, encoding=found.encoding, **told)  # type: ignore[arg-type]


def _sheet(
    export: Export, found: Excerpt, roles: dict[str, str], events: dict[str, _Event]
) -> Iterator[RawEvent | Skipped]:
    came = roles.get("came")
    checked = came is not None and clock.guessed(found.values(came)) is not None
    signed = roles.get("signed")
    answer = roles.get("answer")
    attends = (
        When("attend", came, () if checked else _cases(_YES))
        if came
        else When("attend", answer, _cases(_THERE))
        if answer
        else None
    )
    about: dict[str, object] = {
        "member": roles["person"],
        "channel": roles.get("event"),
        "channel_from": "file",
        "kind": None,
    }
    listed = _DOWNLOADED.fullmatch(PurePosixPath(found.name).stem)
    about |= {"channel_from": None, "channel_constant": listed["event"]} if listed else {}
    on_day = roles.get("day") if attends and not checked and clock.guessed(found.values(roles.get("day", ""))) else None
    if signed and clock.guessed(found.values(signed)):
        if attends and on_day:
            yield from _on_day(export, found, on_day, {**about, "kinds": (attends,)})
        about |= {"kinds": (When("register", answer, _cases(_GOING)),)} if answer else {"kind": "register"}
        about |= {"also": (Also(attends, came if checked else None),)} if attends and not on_day else {}
        mapping = _written(found, signed, **about)
    else:
        day = None if checked else roles.get("day")
        about |= {"kinds": (attends,)} if attends else {}
        about |= {"time_constant": "1970-01-01"} if not checked and day is None else {}
        mapping = _written(found, came if checked else day, **about)
    rows = table(export, found.name, mapping)
    if isinstance(rows, Skipped):
        yield rows
    else:
        yield from (_placed(one, events, mapping) for one in mapped.of_table(rows, mapping))


def _on_day(export: Export, found: Excerpt, day: str, about: dict[str, object]) -> Iterator[RawEvent]:
    """Who came, on the event's day, which is written otherwise than the day of signing up. What is no coming is skipped then."""
    mapping = _written(found, day, **about)
    rows = table(export, found.name, mapping)
    if not isinstance(rows, Skipped):
        came = (one for one in mapped.of_table(rows, mapping) if not isinstance(one, Skipped))
        yield from (one._replace(bot=False) for one in came)


def _cases(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(case for word in words for case in (word, word.capitalize(), word.title(), word.upper()))
    )


def _placed(one: RawEvent | Skipped, events: dict[str, _Event], mapping: Declared) -> RawEvent | Skipped:
    """An event under the name and on the day that a list of events gives it."""
    if isinstance(one, Skipped):
        checked = any(when.column == mapping.time for when in mapping.kinds)  # then no time means nobody
        blank = checked and one.reason == NO_TIME and one.time is None
        return Skipped(one.where, NOT_THERE, one.count) if blank or one.reason == mapped.NO_KIND else one
    event = events.get(one.channel or "")
    us, tags = one.us, one.tags
    if one.kind == "attend" and (tags == "undated" or mapping.time is None):
        us, tags = (event.us, None) if event and event.us is not None else (us, "undated")
    if mapping.time is None and tags == "undated":
        return Skipped(one.where or "", NO_TIME)
    channel = (event.name if event else None) or one.channel
    return one._replace(us=us, tags=tags, channel=channel, bot=False)


ATTENDANCE = Source(
    name="attendance",
    title=say("attendance of events", "活动签到"),
    about=say(
        "CSV of who signed up for an event and who came: from Meetup, Luma, Eventbrite and their kin, or a sign-in sheet",
        "活动报名与签到的 CSV：来自 Meetup、Luma、Eventbrite 等平台，或自制签到表",
    ),
    notes=say(
        "Columns are found by their names in English, Chinese or Spanish; one must say who came. Without the time of "
        "checking in, attendance is of the event's day (a second table that lists events by the same id gives it), or "
        "undated. Times are taken as UTC. For any other columns, declare a mapping (`tool: table`).",
        "按英文、中文或西班牙文列名识别，须有一列说明谁到场。没有签到时间时，到场记在活动当天（可由按同一编号列出活动的"
        "另一张表提供），否则没有时间。时间按 UTC 处理。其他列名请声明映射（`tool: table`）。",
    ),
    tells=frozenset({"attendance"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
)
