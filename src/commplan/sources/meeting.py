"""Online meetings: who was in, as Zoom, Microsoft Teams, Google Meet and Tencent Meeting write it into a CSV.

Such a file has several tables one below the other: what meeting it was, who was in it, and with Teams each coming and
going once more. What follows from that:

- A table of who was in is found by its heading: a name or address, the time of coming in, and that of going or how long it
  was. A file is one meeting.
- Somebody who came in several times attended once, from the first time on. Who only waited outside was not there.
- A member is an address, or else the name shown in the meeting: whoever changes it becomes two.
- A webinar also says who signed up, and when; who was not approved did not.
- The channel is the meeting's title, or else the file's name.
- Times carry no zone: they are taken as UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from commplan.activity import clock
from commplan.activity.delimited import rows
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.excerpt import encoding_of, start
from commplan.activity.export import FAULTS, Export
from commplan.activity.reasons import NO_TIME, NOT_THERE, OTHER_FILE
from commplan.activity.records import a_few
from commplan.source import Options, Source
from commplan.words import say

_ENDINGS = (".csv", ".tsv", ".txt")
_DEEPEST = 60
"""Rows among which the first heading must stand."""
_NAMES: Mapping[str, frozenset[str]] = {
    "joined": frozenset({
        "jointime", "firstjoin", "firstjointime", "timejoined", "首次入会时间", "入会时间", "加入时间", "首次加入时间", "首次加入",
    }),
    "left": frozenset({
        "leavetime", "lastleave", "lastleavetime", "timeexited", "duration", "timeinsession", "inmeetingduration", "最后退会时间",
        "退会时间", "离开时间", "最后离开时间", "时长", "参会时长", "累计参会时长", "持续时间",
    }),
    "stamp": frozenset({"timestamp", "时间戳"}),
    "action": frozenset({"useraction", "用户操作"}),
    "address": frozenset({"email", "useremail", "emailaddress", "邮箱", "用户邮箱", "电子邮件", "用户电子邮件"}),
    "name": frozenset({
        "name", "fullname", "username", "nameoriginalname", "usernameoriginalname", "participant", "attendee", "全名", "姓名",
        "名称原始名称", "用户名原始名称", "用户昵称", "用户昵称入会昵称", "成员昵称", "成员名称", "参会者", "参会成员",
    }),
    "first": frozenset({"firstname", "名字"}),
    "last": frozenset({"lastname", "姓氏"}),
    "registered": frozenset({"registrationtime", "注册时间", "报名时间"}),
    "approved": frozenset({"approvalstatus", "批准状态"}),
    "waited": frozenset({"inwaitingroom", "等候室"}),
}  # fmt: skip
_TITLES = frozenset({"topic", "meetingtitle", "meetingname", "会议主题", "会议名称", "主题"})
_ABOUT = frozenset({"starttime", "actualstarttime", "endtime", "duration", "meetingid", "webinarid", "id", "hostname"})
"""What stands beside a title in the heading of a table; without it what follows the title is its value."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Somebody's row. `at` and `signed` as written; empty when it does not say."""

    where: str
    who: str
    at: str
    signed: str


@dataclass(slots=True)
class _Meeting:
    """What a file tells. Not a value: it is filled row by row."""

    title: str | None = None
    people: list[_Row] = field(default_factory=list)
    lost: list[Skipped] = field(default_factory=list)


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if name.lower().endswith(_ENDINGS))
    return any(_written(export, name) is not None for name in a_few(files))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:  # noqa: ARG001 - the shape of all sources
    for name in export.names():
        how = _written(export, name) if name.lower().endswith(_ENDINGS) else None
        if how is None:
            yield Skipped(name, OTHER_FILE)
        else:
            meeting = _meeting(export, name, *how)
            yield from meeting.lost
            yield from _events(name, meeting)


def _written(export: Export, name: str) -> tuple[str, str] | None:
    """The delimiter and the encoding of a file that has a table of who was in a meeting."""
    try:
        encoding = encoding_of(start(export, name)) or "latin-1"
    except FAULTS:
        return None
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    for delimiter in ",\t;":
        found = (values for _, values in islice(rows(export, name, delimiter, encoding), _DEEPEST))
        if any(not isinstance(values, Skipped) and _heading(values) for values in found):
            return delimiter, encoding
    return None


def _plain(cell: str) -> str:
    return "".join(re.findall(r"[^\W_]", cell.lower()))


def _heading(cells: Sequence[str]) -> dict[str, int] | None:
    """Where in a row stands what, if the row is the heading of who was in."""
    plain = [_plain(re.sub(r"[(（](?:upn|分钟|minutes)[)）]", "", cell.lower())) for cell in cells]
    found = {
        role: place
        for role, names in _NAMES.items()
        for place, cell in reversed(list(enumerate(plain)))
        if cell in names
    }
    came = {"joined", "left"} <= found.keys() or {"stamp", "action"} <= found.keys()
    return found if came and not found.keys().isdisjoint({"address", "name", "first"}) else None


def _meeting(export: Export, name: str, delimiter: str, encoding: str) -> _Meeting:
    meeting, heading, titled = _Meeting(), None, None
    for where, cells in rows(export, name, delimiter, encoding):
        if isinstance(cells, Skipped):
            meeting.lost.append(cells)
            continue
        found = _heading(cells)
        if found:
            heading = found
            continue
        if titled is not None and len(cells) > titled:
            meeting.title, titled = cells[titled].strip() or meeting.title, None
            continue
        plain = [_plain(cell) for cell in cells]
        place = next((n for n, cell in enumerate(plain[:4]) if cell in _TITLES), None)
        if place is not None and heading is None:
            below = not _ABOUT.isdisjoint(plain)
            titled = place if below else None
            if not below and len(cells) > place + 1:
                meeting.title = cells[place + 1].strip() or None
        elif heading and sum(map(bool, cells)) > 1:
            _row(where, cells, heading, meeting)
    return meeting


def _row(where: str, cells: Sequence[str], heading: Mapping[str, int], meeting: _Meeting) -> None:
    def cell(role: str) -> str:
        place = heading.get(role)
        told = cells[place].strip() if place is not None and place < len(cells) else ""
        return "" if set(told) <= {"-"} else told

    shown = cell("name") or " ".join(filter(None, (cell("first"), cell("last"))))
    who = cell("address").lower() or shown
    action = cell("action").lower()
    outside = cell("waited").lower() in {"yes", "是"} or action.startswith(("left", "离开", "已离开"))
    at = "" if outside else cell("joined") or cell("stamp")
    signed = cell("registered") if cell("approved").lower() in {"", "approved", "已批准"} else ""
    if not who:
        return
    if at or signed:
        meeting.people.append(_Row(where, who, at, signed))
    elif not action:
        meeting.lost.append(Skipped(where, NOT_THERE))


def _events(name: str, meeting: _Meeting) -> Iterator[RawEvent | Skipped]:
    """The first coming and the first signing up of each."""
    title = meeting.title or PurePosixPath(name).stem
    came, signed = _times([row.at for row in meeting.people]), _times([row.signed for row in meeting.people])
    first: dict[tuple[str, str], tuple[int, str]] = {}
    for row, *moments in zip(meeting.people, came, signed, strict=True):
        for kind, told, us in zip(("attend", "register"), (row.at, row.signed), moments, strict=True):
            if told and us is None:
                yield Skipped(row.where, NO_TIME)
            elif us is not None:
                first[kind, row.who] = min(first.get((kind, row.who), (us, row.where)), (us, row.where))
    begun = min((us for us in came if us is not None), default=0) // 86_400_000_000
    for (kind, who), (us, where) in first.items():
        yield RawEvent(f"{title}/{begun}/{kind}/{who}", kind, us, who, channel=title, where=where)


def _times(told: list[str]) -> list[int | None]:
    guess = clock.guessed(list(filter(None, told)))
    if guess is None:
        return [None] * len(told)
    reader = clock.reader(guess.format, "UTC")
    return [reader(one) if one else None for one in told]


MEETING = Source(
    name="meeting",
    title=say("online meetings", "线上会议"),
    about=say(
        "CSV of who was in a meeting or webinar, as Zoom, Microsoft Teams, Google Meet and Tencent Meeting export it",
        "Zoom、Microsoft Teams、Google Meet、腾讯会议导出的参会人员 CSV",
    ),
    notes=say(
        "Somebody who came in several times attended once, from the first time on. Without an address a member is the name "
        "shown in the meeting, so whoever changes it counts twice. Times carry no zone and are taken as UTC. Save an Excel "
        "workbook as CSV first.",
        "多次进出会议的人只计一次到场，时间取首次入会。没有邮箱时以会议中显示的名字识别成员，改名者会被视为两人。时间不含"
        "时区，按 UTC 处理。Excel 工作簿请先另存为 CSV。",
    ),
    tells=frozenset({"attendance"}),
    evidence="written from its documentation",
    recognises=recognises,
    read=read,
)
