"""WhatsApp: the text that "Export chat" writes, `_chat.txt` of iPhones, `WhatsApp Chat with X.txt` of Android, or the zip of either.

What follows from how such texts are written:

- Dates are written as the phone's region writes them. Which number is the day is told by all dates of a file together: days beyond
  12, years, that time goes forward, and dates in the names of attached files; or by the other files of the export. Where both
  orders fit, it is a question, and `--dates` answers it.
- No zone is named: times are those of the phone, taken as the plan's, or as UTC without a plan. Android tells no seconds.
- A message has no id. It is known by chat, time as written and text, and among those that have all in common by its number: not by
  its author, whose name is as saved in the phone's contacts, and changes with them.
- A member is a name or a number as the phone shows it; whoever is saved under another name becomes two.
- The chat is called after its file, folder or zip; an iPhone's text says so too, in its first line.
- A chat of two is private. It is a group where a third one writes, or a notice says so.
- Notices are told apart in English and Chinese: who joined, was added, left or was removed. In other languages, and where they say
  "you" (nobody tells who that is), they are counted and passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple
from zoneinfo import ZoneInfo

from commplan.activity import phone_dates
from commplan.activity import whatsapp_notices as notices
from commplan.activity.cursor import DAMAGED
from commplan.activity.event import LONGEST_TEXT, RawEvent, Skipped
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.activity.manifest import ActivityError
from commplan.activity.phone_dates import BRACKETED, DASHED, Dates, Order
from commplan.activity.reasons import NO_TIME, OTHER_FILE, PRIVATE
from commplan.activity.records import a_few, whole_lines
from commplan.activity.repeats import Repeats
from commplan.activity.unread import is_of_element
from commplan.source import Options, Source
from commplan.words import quote, say

_DATED = re.compile(
    r"(?:IMG|VID|AUD|PTT|STK|DOC)-(\d{4})(\d\d)(\d\d)-WA\d|-[A-Z]+-(\d{4})-(\d\d)-(\d\d)-\d\d-\d\d-\d\d\."
)
_CALLED = re.compile(
    r"(?:WhatsApp Chat (?:with|-) |Chat de WhatsApp con |Conversa do WhatsApp com |WhatsApp-Chat mit |Discussion WhatsApp avec )(?P<name>.+)"
    r"|[与與](?P<zh>.+?)的 ?WhatsApp ?(?:聊天|對話)(?:记录|記錄)?", re.IGNORECASE,
)  # fmt: skip
_NOBODY = frozenset({"", "you", "this group", "你", "您"})
_LONGEST, _SAMPLE, _MANY = 2**20, 60, 3

NOTICE = say("it is a notice of WhatsApp, not what a member wrote", "它是 WhatsApp 的系统提示，不是成员发言")
DELETED = say("the message was deleted", "该消息已被删除")
NOT_A_LINE = say("it is no line of a chat", "不是聊天记录的行")


class _Record(NamedTuple):
    """What begins with a date: a message with all of its lines, or a notice."""

    number: int
    head: re.Match[str]
    text: str


@dataclass(slots=True)
class _Chat:
    """What a whole file tells before it is read. Not a value: it is filled in line by line."""

    name: str
    bracketed: bool
    dates: Dates = field(default_factory=Dates)
    authors: set[str] = field(default_factory=set)
    subject: str = ""
    group: bool = False
    example: str = ""


def recognises(export: Export) -> bool:
    return any(_style(export, name) is not None for name in a_few(filter(_may_be, export.names())))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    chats = []
    for name in filter(_may_be, export.names()):
        style = _style(export, name)
        if style is None:
            yield Skipped(name, OTHER_FILE)
        else:
            chats.append(_looked_over(export, _Chat(name, bracketed=style)))
    alike = {chat.dates.orders[0] for chat in chats if len(chat.dates.orders) == 1}
    for chat in chats:
        if not chat.group and not options.private:
            yield Skipped(chat.name, PRIVATE)
        else:
            yield from _events(export, chat, _order(chat, alike, options), ZoneInfo(options.zone))


def _may_be(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in {".txt", ""}


def _style(export: Export, name: str) -> bool | None:
    """Whether the dates of a chat stand in brackets; None for what is no chat, whose first line has no such date."""
    try:
        lines = [line for line in start(export, name).decode("utf-8", "replace").split("\n") if line.strip()][:_SAMPLE]
    except FAULTS:
        return None
    if is_of_element(name, lines):
        return None
    for bracketed, head in ((True, BRACKETED), (False, DASHED)):
        if lines and head.fullmatch(lines[0]):
            rests = [found["rest"] for line in lines if (found := head.fullmatch(line))]
            if any(rest.startswith("<") for rest in rests):  # so IRC has its nicks
                return None
            return bracketed if any(notices.told(rest, "")[0] for rest in rests) else None
    return None


def _order(chat: _Chat, alike: set[Order], options: Options) -> Order:
    """The order of a chat's dates; where several fit, that of all other chats in the export. ActivityError when it is not known."""
    fitting = [one for one in chat.dates.orders if options.dates in {None, one}]
    if len(fitting) > 1 and len(alike) == 1 and alike <= set(fitting):
        return next(iter(alike))
    if len(fitting) == 1:
        return fitting[0]
    facts = {"n": chat.name, "d": quote(chat.example), "o": " | ".join(fitting)}
    if not fitting:
        raise ActivityError(
            say("no order of day, month and year fits all dates of '{n}', such as {d}", "没有一种日、月、年的顺序适合 “{n}” 的所有日期，如 {d}", **facts)
        )  # fmt: skip
    raise ActivityError(
        say("in '{n}' dates such as {d} do not tell day from month", "“{n}” 中 {d} 这样的日期分不清日与月", **facts),
        say("say which comes first: --dates {o}", "请指明哪个在前：--dates {o}", **facts),
    )


def _records(export: Export, chat: _Chat) -> Iterator[_Record | Skipped]:
    head, lines, number = None, list[str](), 0
    begins = BRACKETED if chat.bracketed else DASHED
    with export.open(chat.name) as stream:
        for at, raw in enumerate(whole_lines(stream, _LONGEST), start=1):
            line = raw.decode("utf-8", "replace").rstrip("\r\n") if raw else ""
            begun = begins.fullmatch(line)
            if raw is None or (begun is None and head is None and line.strip()):
                yield Skipped(f"{chat.name}, line {at}", NOT_A_LINE)
            elif begun:
                if head:
                    yield _Record(number, head, "\n".join(lines))
                head, lines, number = begun, [begun["rest"]], at
            elif len(lines) < LONGEST_TEXT:  # a text is not longer, and memory must not grow
                lines.append(line)
    if head:
        yield _Record(number, head, "\n".join(lines))


def _looked_over(export: Export, chat: _Chat) -> _Chat:
    with suppress(*FAULTS):  # they are told when it is read
        for record in _records(export, chat):
            if isinstance(record, Skipped):
                continue
            chat.example = chat.example or record.head["sep"].join(record.head.group("a", "b", "c"))
            named = _DATED.search(record.text)
            attached = "-".join(filter(None, named.groups())) if named else ""
            chat.dates.told(record.head, attached)
            chat.subject = chat.subject or notices.subject(record.text)
            who, text = notices.told(record.text, "")
            if who and len(chat.authors) < _MANY and (who != chat.subject or not notices.notice(text)):
                chat.authors.add(who)
            chat.group |= not who and notices.group(text)
    chat.subject = "" if chat.subject in chat.authors else chat.subject
    chat.group |= len(chat.authors) == _MANY
    return chat


def _events(export: Export, chat: _Chat, order: Order, zone: ZoneInfo) -> Iterator[RawEvent | Skipped]:
    called, repeats = _called(export, chat.name) or chat.subject, Repeats()
    try:
        for record in _records(export, chat):
            if isinstance(record, Skipped):
                yield record
                continue
            where, at = f"{chat.name}, line {record.number}", phone_dates.clock(record.head, order)
            if at is None:
                yield Skipped(where, NO_TIME)
                continue
            us = int(at.replace(tzinfo=zone).timestamp()) * 1_000_000
            event = RawEvent("", "message", us, channel=called if chat.group else None, where=where)
            for key, one in _told(record, chat, event):
                if isinstance(one, Skipped):
                    yield one
                else:
                    yield one._replace(native_id=f"line/{repeats.known_by(f'{at:%x}', called, f'{at}', key)}")
    except FAULTS:
        yield Skipped(chat.name, DAMAGED)


def _told(record: _Record, chat: _Chat, event: RawEvent) -> Iterator[tuple[str, RawEvent | Skipped]]:
    """What a record tells, each with what it is known by besides its time: a message, or who joined or left."""
    who, text = notices.told(record.text, chat.subject)
    where = event.where or ""
    if who and notices.deleted(text):
        yield "", Skipped(where, DELETED)
    elif who:
        said = notices.message(text)
        tags = " ".join(tag for tag, yes in (("edited", said.edited), ("file", said.file)) if yes) or None
        # known as the same with files and without
        yield (
            "file\n" * said.file + said.text,
            event._replace(member=who, size=len(said.text), text=said.text, tags=tags),
        )
    else:
        kind, names = notices.membership(text) or ("", [""])
        for name in names:
            if not kind or name.lower() in _NOBODY:
                yield "", Skipped(where, NOTICE)
            else:
                tags = notices.REMOVED if kind == notices.REMOVED else None
                kind = "leave" if tags else kind
                yield f"{kind} {name}", event._replace(kind=kind, member=name, tags=tags)


def _called(export: Export, name: str) -> str:
    """What a chat is called by its file, its folder, or the zip; `(1)` and the like behind it are of the phone or computer."""
    path = PurePosixPath(name)
    for part in (path.stem, *reversed(path.parent.parts), PurePosixPath(export.name).stem):
        called = _CALLED.fullmatch(re.sub(r" ?\(\d+\)$", "", part))
        if called:
            return notices.plain(called["name"] or called["zh"])
    return ""


WHATSAPP = Source(
    name="whatsapp",
    title=say("WhatsApp", "WhatsApp"),
    about=say(
        'the text or zip that "Export chat" writes on an iPhone or Android phone, with files or without, in any language',
        "iPhone 或 Android 上“导出聊天”得到的文本或压缩包，含或不含媒体文件，任何语言均可",
    ),
    notes=say(
        "A chat names no zone: with --plan its times are those of the plan's zone, else UTC. Where day and month cannot be told apart by "
        "all dates of a chat, give --dates. Keep the file's name, by which the chat is known. A member is a name as saved in the phone: "
        "export from the same phone each time. Joins and leaves are read in English and Chinese, of all but the phone's owner; what "
        "answers what, reactions and bots are not told. A phone exports the last 40,000 messages at most, 10,000 with files.",
        "聊天记录没有时区：给出 --plan 时按方案的时区处理，否则按 UTC。若从全部日期仍分不清日与月，请用 --dates 指明。请保留原文件名，聊天以此"
        "识别。成员以手机中保存的名称识别，请每次用同一部手机导出。加入与退出仅识别英文和中文提示，且不含手机机主本人；不含回复关系、回应和机器人标记。"
        "手机最多导出最近 40,000 条消息，含媒体时为 10,000 条。",
    ),
    tells=frozenset({"messages", "joins", "leaves", "sizes"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
)
