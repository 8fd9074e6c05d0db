"""WeChat groups, as the tools export them that read the desktop client's own database.

Three layouts: the CSV of MemoTrace (WeChatMsg, 留痕), the CSV of PyWxDump, which WeFlow writes too, and the JSON of
EchoTrace and WeFlow. What follows from how they are written:

- A file is one conversation, called after it; PyWxDump names the conversation in each row. Conversations of two are
  private; MemoTrace's CSV does not say which are, except that its older versions leave out the sender there.
- A member is a wxid. What PyWxDump writes for the exporter's own messages is "我": one member in one export.
- Only PyWxDump and newer JSON have an id that the same message has everywhere; elsewhere it is known by who said what when.
- A quoted reply is a reply; which message it answers only newer JSON tells.
- Joins, leaves and recalls are lines of text without ids, and are not told; WeChat has no reactions.
- Times written as text carry no zone: they are taken as China's, which has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from commplan.activity import clock
from commplan.activity.cursor import NOT_UTF8
from commplan.activity.delimited import misread, rows
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.activity.fetched import microseconds
from commplan.activity.nested import Head, inside, opening
from commplan.activity.reasons import NO_TIME, NOT_ACTIVITY, OTHER_FILE, PRIVATE
from commplan.activity.repeats import Repeats
from commplan.source import Options, Source
from commplan.words import say

_LIST = (("messages",),)
_MEMOTRACE = b"localId,TalkerId,Type,SubType,IsSender,CreateTime"
_PYWXDUMP = b"id,MsgSvrID,type_name,is_sender,talker"
_GROUP = "@chatroom"
_SYSTEM = frozenset({"10000", "10002", "系统消息", "系统通知", "系统提示", "撤回消息"})
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
    repeats: Repeats = field(default_factory=Repeats)


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if name.lower().endswith((".csv", ".json")))
    return any(_layout(export, name) is not None for name, _ in zip(files, range(20), strict=False))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    for name in export.names():
        match _layout(export, name):
            case "memotrace":
                yield from _memotrace(export, name, options)
            case "pywxdump":
                yield from _pywxdump(export, name, options)
            case dict() as session:
                yield from _json(export, name, session, options)
            case _ if name.lower().endswith((".csv", ".json")):
                yield Skipped(name, OTHER_FILE)


def _layout(export: Export, name: str) -> str | Head | None:
    """Which CSV a file is, or the session that a JSON tells; None for none of them."""
    if name.lower().endswith(".json"):
        begun = opening(export, name, _LIST)
        session = begun[0].get("session") if begun else None
        return session if isinstance(session, dict) and isinstance(session.get("wxid"), str) else None
    if not name.lower().endswith(".csv"):
        return None
    try:
        begins = start(export, name).removeprefix(b"\xef\xbb\xbf").replace(b'"', b"")
    except FAULTS:
        return None
    return "memotrace" if begins.startswith(_MEMOTRACE) else "pywxdump" if begins.startswith(_PYWXDUMP) else None


def _table(export: Export, name: str) -> Iterator[tuple[str, dict[str, str] | Skipped]]:
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
        mine = "我" if row.get("IsSender") == "1" else f"talker {row.get('TalkerId')}"
        private = "Sender" not in row
        if private and not options.private:
            yield Skipped(where, PRIVATE)
            continue
        kind, quotes = row.get("Type", ""), (row.get("Type"), row.get("SubType")) == ("49", "57")
        said = _Said(_us(row.get("CreateTime")), row.get("Sender") or mine, kind, row.get("StrContent", ""), quotes)
        yield _event(where, said, talk)


def _pywxdump(export: Export, name: str, options: Options) -> Iterator[RawEvent | Skipped]:
    talks: dict[str, _Talk] = {}
    for where, row in _table(export, name):
        if isinstance(row, Skipped):
            yield row
            continue
        room = row.get("room_name") or PurePosixPath(name).stem
        if not room.endswith(_GROUP) and "room_name" in row and not options.private:
            yield Skipped(where, PRIVATE)
            continue
        kind = row.get("type_name", "")
        text = row.get("msg") or row.get("content") or ""
        said = _Said(
            _us(row.get("CreateTime")), row.get("talker", ""), kind, text, "引用" in kind, row.get("MsgSvrID", "")
        )
        yield _event(where, said, talks.setdefault(room, _Talk(room, room)))


def _json(export: Export, name: str, session: Head, options: Options) -> Iterator[RawEvent | Skipped]:
    wxid = session["wxid"]
    if not wxid.endswith(_GROUP) and not options.private:
        yield Skipped(name, PRIVATE)
        return
    titles = (session.get(key) for key in ("displayName", "remark", "nickname"))
    talk = _Talk(next((title for title in titles if isinstance(title, str) and title), wxid), wxid)
    for where, _, found in inside(export, name, _LIST):
        yield found if isinstance(found, Skipped) else _event(where, _of_json(found), talk)


def _of_json(found: dict[str, Any]) -> _Said:
    def text(key: str) -> str:
        value = found.get(key)
        return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""

    kind = text("type")
    by_system = found.get("isSend", 0) is None
    return _Said(
        microseconds(found.get("createTime")),
        text("senderUsername"),
        "10000" if by_system else kind,
        text("content"),
        "引用" in kind or bool(found.get("replyToMessageId")),
        text("platformMessageId"),
        text("replyToMessageId"),
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
        "group chats as MemoTrace (WeChatMsg) and PyWxDump export them to CSV, WeFlow and EchoTrace to CSV or JSON",
        "留痕（MemoTrace、WeChatMsg）与 PyWxDump 导出的 CSV，WeFlow 与 EchoTrace 导出的 CSV 或 JSON 群聊记录",
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
)
