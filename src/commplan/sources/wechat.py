"""WeChat groups, as the tools export them that read the desktop client's own database.

CSV of MemoTrace (WeChatMsg, 留痕) of both ages, CSV and JSON of PyWxDump and of chatlog, CSV of WeFlow (as PyWxDump's), and
JSON of EchoTrace and WeFlow. What follows from how they are written:

- A file is one conversation, called after it; PyWxDump and chatlog name the conversation in each record. Conversations of
  two are private; MemoTrace's CSV does not say which are, except that older ones leave out the sender there.
- A member is a wxid; in MemoTrace's newer CSV only the name shown in the group. What PyWxDump writes for the exporter's
  own messages is "我": one member in one export.
- An id that a message has everywhere stands in what PyWxDump, chatlog (its seq), newer MemoTrace and newer JSON write;
  elsewhere it is known by who said what when.
- A quoted reply is a reply; which message it answers only JSON tells.
- Joins, leaves and recalls are lines of text without ids, and are not told; WeChat has no reactions.
- Times written as text carry no zone, except in chatlog's JSON: they are taken as China's, which has one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from commplan.activity import clock
from commplan.activity.cursor import DAMAGED, NOT_UTF8
from commplan.activity.delimited import misread, rows
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.activity.fetched import at, microseconds
from commplan.activity.nested import Head, inside, opening
from commplan.activity.reasons import NO_TIME, NOT_ACTIVITY, OTHER_FILE, PRIVATE
from commplan.activity.records import a_few, items
from commplan.activity.repeats import Repeats
from commplan.source import Options, Source, by_file
from commplan.words import say

_LIST = (("messages",),)
_LISTS = (("messages",), ("items",))
_HEADINGS = (
    (b"localId,TalkerId,Type,SubType,IsSender,CreateTime", "memotrace"),
    ("消息ID,类型,发送人,时间,内容".encode(), "memotrace"),
    (b"id,MsgSvrID,type_name,is_sender,talker", "pywxdump"),
    (b"Time,SenderName,Sender,TalkerName,Talker,Content", "chatlog"),
    (b"MessageID,Time,SenderName,Sender,TalkerName,Talker,Content", "chatlog"),
)
_OF_CHATLOG = frozenset({"seq", "talker", "isChatRoom", "sender"})
_OF_PYWXDUMP = frozenset({"MsgSvrID", "type_name", "talker"})
_GROUP = "@chatroom"
_SYSTEM = frozenset({"10000", "10002", "系统消息", "系统通知", "系统提示", "撤回消息", "拍一拍"})
_TEXT = frozenset({"1", "文本", "文本消息"})
_FILES = frozenset({"3", "34", "43", "图片", "图片消息", "语音", "语音消息", "视频", "视频消息", "文件", "文件消息"})
_CHINA = clock.reader("%Y-%m-%d %H:%M:%S", "Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row of any layout says. `known`: an id that it has everywhere."""

    us: int | None
    who: str
    kind: str
    text: str
    quotes: bool = False
    known: str = ""
    answered: str = ""


@dataclass(frozen=True, slots=True)
class _Talk:
    """Where in a file one is: `place` goes before its ids."""

    channel: str
    place: str
    private: bool = False
    repeats: Repeats = field(default_factory=Repeats)


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if name.lower().endswith((".csv", ".json")))
    return any(_layout(export, name) is not None for name in a_few(files))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    for name in export.names():
        table = name.lower().endswith(".csv")
        match _layout(export, name):
            case "memotrace":
                yield from _memotrace(export, name, options)
            case "pywxdump" | "chatlog" as layout:
                found = _table(export, name) if table else _records(export, name)
                yield from _by_talk(name, found, _of_chatlog if layout == "chatlog" else _of_pywxdump, options)
            case dict() as session:
                yield from _json(export, name, session, options)
            case _ if table or name.lower().endswith(".json"):
                yield Skipped(name, OTHER_FILE)


def _layout(export: Export, name: str) -> str | Head | None:
    """Whose file it is, or the session that a JSON tells; None for none of them."""
    if name.lower().endswith(".json"):
        begun = opening(export, name, _LIST)
        session = begun[0].get("session") if begun else None
        if isinstance(session, dict) and isinstance(session.get("wxid"), str):
            return session
        _, first = next(_records(export, name), (name, None))
        keys = first.keys() if isinstance(first, dict) else set[str]()
        return "chatlog" if keys >= _OF_CHATLOG else "pywxdump" if keys >= _OF_PYWXDUMP else None
    if not name.lower().endswith(".csv"):
        return None
    try:
        begins = start(export, name).removeprefix(b"\xef\xbb\xbf").replace(b'"', b"")
    except FAULTS:
        return None
    return next((layout for heading, layout in _HEADINGS if begins.startswith(heading)), None)


def _records(export: Export, name: str) -> Iterator[tuple[str, dict[str, Any] | Skipped]]:
    """The records of one JSON list, or of a list in an object that says how many they are."""
    try:
        listed = start(export, name).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    except FAULTS:
        yield name, Skipped(name, DAMAGED)
        return
    if listed:
        yield from items(export, name)
    else:
        yield from ((where, found) for where, _, found in inside(export, name, _LISTS))


def _table(export: Export, name: str) -> Iterator[tuple[str, dict[str, Any] | Skipped]]:
    columns: list[str] = []
    for where, values in rows(export, name):
        if isinstance(values, Skipped):
            yield where, values
        elif not columns:
            columns = values
        elif misread(values):
            yield where, Skipped(where, NOT_UTF8)
        else:
            yield where, dict(zip(columns, values, strict=False))


def _memotrace(export: Export, name: str, options: Options) -> Iterator[RawEvent | Skipped]:
    channel = PurePosixPath(name).stem.removesuffix("_utf8")
    talk = _Talk(channel, channel)
    for where, row in _table(export, name):
        if isinstance(row, Skipped):
            yield row
            continue
        if "消息ID" in row:
            kind = row.get("类型", "")
            told = (kind, row.get("内容", ""), "引用" in kind, row["消息ID"])
            yield _event(where, _Said(_us(row.get("时间")), row.get("发送人", ""), *told), talk)
            continue
        mine = "我" if row.get("IsSender") == "1" else f"talker {row.get('TalkerId')}"
        private = "Sender" not in row
        if private and not options.private:
            yield Skipped(where, PRIVATE)
            continue
        kind, quotes = row.get("Type", ""), (row.get("Type"), row.get("SubType")) == ("49", "57")
        said = _Said(_us(row.get("CreateTime")), row.get("Sender") or mine, kind, row.get("StrContent", ""), quotes)
        yield _event(where, said, talk)


def _by_talk(
    name: str,
    found: Iterator[tuple[str, dict[str, Any] | Skipped]],
    read_one: Callable[[dict[str, Any], str], tuple[_Talk, _Said]],
    options: Options,
) -> Iterator[RawEvent | Skipped]:
    """Records that name their conversation each."""
    talks: dict[str, _Talk] = {}
    for where, record in found:
        if isinstance(record, Skipped):
            yield record
            continue
        talk, said = read_one(record, PurePosixPath(name).stem)
        if talk.private and not options.private:
            yield Skipped(where, PRIVATE)
        else:
            yield _event(where, said, talks.setdefault(talk.place, talk))


def _of_pywxdump(row: dict[str, Any], file: str) -> tuple[_Talk, _Said]:
    room, kind = _text(row, "room_name") or file, _text(row, "type_name")
    text = _text(row, "msg") or _text(row, "content")
    quotes, known = "引用" in kind, _text(row, "MsgSvrID")
    private = "room_name" in row and not room.endswith(_GROUP)
    return _Talk(room, room, private), _Said(
        _us(_text(row, "CreateTime")), _text(row, "talker"), kind, text, quotes, known
    )


def _of_chatlog(row: dict[str, Any], _: str) -> tuple[_Talk, _Said]:
    """A row of its CSV, whose names begin with capitals and whose types are left out, or a record of its JSON."""
    if "Talker" in row:
        row = {name[:1].lower() + name[1:]: value for name, value in row.items()} | {"seq": row.get("MessageID", "")}
    room, kind = _text(row, "talker"), _text(row, "type")
    quotes = (kind, _text(row, "subType")) == ("49", "57")
    answered = str(at(row, "contents.refer.seq") or "")
    who = _text(row, "sender")
    said = (
        who,
        "10000" if who == "系统消息" else kind or "1",
        _text(row, "content"),
        quotes,
        _text(row, "seq"),
        answered,
    )
    told = _text(row, "time")
    us = microseconds(told) if "T" in told else _us(told)
    private = row.get("isChatRoom") is not True and not room.endswith(_GROUP)
    return _Talk(_text(row, "talkerName") or room, room, private), _Said(us, *said)


def _json(export: Export, name: str, session: Head, options: Options) -> Iterator[RawEvent | Skipped]:
    wxid = session["wxid"]
    if not wxid.endswith(_GROUP) and not options.private:
        yield Skipped(name, PRIVATE)
        return
    titles = (session.get(key) for key in ("displayName", "remark", "nickname"))
    talk = _Talk(next((title for title in titles if isinstance(title, str) and title), wxid), wxid)
    for where, _, found in inside(export, name, _LIST):
        yield found if isinstance(found, Skipped) else _event(where, _of_json(found), talk)


def _text(found: dict[str, Any], key: str) -> str:
    value = found.get(key)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _of_json(found: dict[str, Any]) -> _Said:
    kind = _text(found, "type")
    by_system = found.get("isSend", 0) is None
    return _Said(
        microseconds(found.get("createTime")),
        _text(found, "senderUsername"),
        "10000" if by_system else kind,
        _text(found, "content"),
        "引用" in kind or bool(found.get("replyToMessageId")),
        _text(found, "platformMessageId"),
        _text(found, "replyToMessageId"),
    )


def _us(said: str | None) -> int | None:
    if not said:
        return None
    return microseconds(int(said)) if said.isascii() and said.isdecimal() and len(said) < 15 else _CHINA(said)


def _event(where: str, said: _Said, talk: _Talk) -> RawEvent | Skipped:
    if said.us is None:
        return Skipped(where, NO_TIME)
    if said.kind in _SYSTEM or said.kind.startswith("系统"):
        return Skipped(where, NOT_ACTIVITY)
    native = said.known or f"row/{talk.repeats.known_by(str(said.us), said.who, str(said.us), said.kind, said.text)}"
    plain = said.kind in _TEXT or said.quotes
    return RawEvent(
        native_id=f"{talk.place}/{native}",
        kind="reply" if said.quotes else "message",
        us=said.us,
        member=said.who or None,
        channel=talk.channel,
        reply_to=f"{talk.place}/{said.answered}" if said.answered else None,
        size=len(said.text) if plain else None,
        text=said.text,
        tags="file" if said.kind in _FILES else None,
        where=where,
    )


WECHAT = Source(
    name="wechat",
    title=say("WeChat groups", "微信群"),
    about=say(
        "group chats as MemoTrace (WeChatMsg) exports them to CSV, PyWxDump, chatlog, WeFlow and EchoTrace to CSV or JSON",
        "留痕（MemoTrace、WeChatMsg）导出的 CSV，PyWxDump、chatlog、WeFlow、EchoTrace 导出的 CSV 或 JSON 群聊记录",
    ),
    notes=say(
        "Have the group's consent, and import groups only: MemoTrace's CSV does not say which files are private chats. "
        "Quoted replies count as replies. Joining, leaving and recalling stand in lines without ids and are not told; "
        "nor is who is a bot. Without ids a message is known by who said what when.",
        "请先征得群成员同意，并且只导入群聊：留痕的 CSV 不区分群聊与私聊。引用回复计为回复。入群、退群和撤回只出现在没有"
        "账号编号的系统消息中，无法识别；也无法识别机器人。没有消息编号时，以发言人、时间和内容识别一条消息。",
    ),
    tells=frozenset({"messages", "threads", "sizes"}),
    evidence="written from its documentation",
    recognises=recognises,
    read=read,
    pieces=by_file(read),
)
