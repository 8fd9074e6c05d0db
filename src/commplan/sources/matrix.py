"""Matrix: the JSON and the pages that Element writes ("Export chat"), and the day files of matrix-archive-bot, one room each.

What follows from how they are written:

- An event is known by its id, which is given once in the world.
- What belongs to a thread (`m.thread`) is a reply in the conversation that its first event opened; an answer names what
  it answers. Clients that know no threads mark an answer in a thread as a mere fallback: it answers nobody.
- Reactions are events of their own, with their time. A later version of a message is no message.
- Coming into the room from outside, and going out, are join and leave; a new name or picture is neither. The bot's
  files hold neither, nor reactions.
- What was deleted stays, without size, with the tag "deleted". Bots cannot be told.
- The room is what the export calls it; for the bot, the folder of its day files.
- Pages (HTML) have the same ids as the JSON, and the times of the exporter's clock, which are taken as those of the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from commplan.activity import element_pages
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.nested import inside, opening
from commplan.activity.reasons import NO_ID, NO_TIME, NOT_ACTIVITY, OTHER_FILE
from commplan.activity.records import Found, a_few, items, word
from commplan.source import Options, Piece, Source, only, plainly
from commplan.words import say

_LIST = (("messages",),)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MESSAGES = frozenset(
    {"m.room.message", "m.sticker", "m.room.encrypted", "m.poll.start", "org.matrix.msc3381.poll.start"}
)
_FILES = frozenset({"m.file", "m.image", "m.video", "m.audio"})
_IN = "join"

A_VERSION = say("it is a later version of a message that counts already", "这是已计入的消息的修改版本")


def recognises(export: Export) -> bool:
    files = a_few(name for name in export.names() if name.lower().endswith((".json", *element_pages.ENDINGS)))
    return any(_is_page(export, name) or _is_room(export, name) or _is_day(export, name) for name in files)


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    for name in export.names():
        if not name.lower().endswith(".json"):
            continue
        if _is_room(export, name):
            for where, head, found in inside(export, name, _LIST):
                room = head.get("room_name")
                yield _event(where, found, room if isinstance(room, str) else None)
        elif _is_day(export, name):
            for where, found in items(export, name):
                yield _event(where, _as_event(found), PurePosixPath(name).parent.name or None)
        else:
            yield Skipped(name, OTHER_FILE)
    rooms = _pages(export)
    for name, where, found in element_pages.records(export, list(rooms), options.zone):
        yield _event(where, found, rooms[name])


def pieces(export: Export, options: Options) -> list[Piece]:
    """Each JSON, and all pages, which only together say in which language their times are."""
    files = [[name] for name in export.names() if name.lower().endswith(".json")]
    return [Piece(names, plainly(partial(_these, names, options))) for names in (*files, list(_pages(export))) if names]


def _these(names: list[str], options: Options, export: Export) -> Iterator[RawEvent | Skipped]:
    return read(only(export, names), options)


def _pages(export: Export) -> dict[str, str]:
    """The pages of Element in the order of their numbers, and what the room of each is called."""
    found = ((name, element_pages.room(export, name)) for name in export.names() if _may_be(name))
    return {name: room for name, room in sorted(found, key=lambda one: _place(one[0])) if room is not None}


def _may_be(name: str) -> bool:
    return name.lower().endswith(element_pages.ENDINGS)


def _place(name: str) -> tuple[str, int, str]:
    number = re.search(r"\d+$", PurePosixPath(name).stem)
    return str(PurePosixPath(name).parent), int(number[0]) if number else 0, name


def _is_page(export: Export, name: str) -> bool:
    return _may_be(name) and element_pages.room(export, name) is not None


def _is_room(export: Export, name: str) -> bool:
    begun = opening(export, name, _LIST)
    return begun is not None and {"room_name", "exported_by"} <= begun[0].keys()


def _is_day(export: Export, name: str) -> bool:
    if not _DAY.fullmatch(PurePosixPath(name).stem):
        return False
    for _, found in items(export, name):
        return isinstance(found, dict) and {"content", "ts", "senderId", "id"} <= found.keys()
    return False


def _as_event(found: Found) -> Found:
    """A record of the bot as the event that it was made from."""
    if isinstance(found, Skipped):
        return found
    return {
        "type": "m.room.message",
        "event_id": found.get("id"),
        "sender": found.get("senderId"),
        "origin_server_ts": found.get("ts"),
        "content": found.get("content"),
    }


def _event(where: str, found: Found, room: str | None) -> RawEvent | Skipped:
    if isinstance(found, Skipped):
        return found
    ms, native_id, kind = found.get("origin_server_ts"), found.get("event_id"), word(found.get("type"))
    if type(ms) is not int or abs(ms) > 10**14:
        return Skipped(where, NO_TIME)
    if not isinstance(native_id, str) or not native_id:
        return Skipped(where, NO_ID)
    sender = found.get("sender")
    who = sender if isinstance(sender, str) and sender else None
    event = RawEvent(native_id, "message", ms * 1000, who, channel=room, where=where)
    if kind == "m.room.member":
        return _membership(found, event)
    if kind == "m.reaction":
        target = _relation(found).get("event_id")
        return event._replace(kind="reaction", reply_to=target if isinstance(target, str) else None)
    if kind not in _MESSAGES:
        return Skipped(where, NOT_ACTIVITY)
    return Skipped(where, A_VERSION) if _relation(found).get("rel_type") == "m.replace" else _message(found, event)


def _membership(found: dict[str, Any], event: RawEvent) -> RawEvent | Skipped:
    now, before = _object(found, "content").get("membership"), _before(found)
    whose = found.get("state_key")
    changed = event._replace(member=whose if isinstance(whose, str) and whose else event.member, channel=None)
    if now == _IN and before != _IN:
        return changed._replace(kind="join")
    if now in ("leave", "ban") and before == _IN:
        return changed._replace(kind="leave", tags="removed" if changed.member != event.member else None)
    return Skipped(event.where or "", NOT_ACTIVITY)


def _before(found: dict[str, Any]) -> object:
    """The membership before; somebody of whom that is not told is taken to have been outside, or inside when they go."""
    for holder in (_object(found, "unsigned"), found):
        before = _object(holder, "prev_content").get("membership")
        if before is not None:
            return before
    return None if _object(found, "content").get("membership") == _IN else _IN


def _message(found: dict[str, Any], event: RawEvent) -> RawEvent:
    content, relation = _object(found, "content"), _relation(found)
    thread = relation.get("event_id") if relation.get("rel_type") == "m.thread" else None
    answered = None if relation.get("is_falling_back") is True else _object(relation, "m.in_reply_to").get("event_id")
    root = thread if isinstance(thread, str) and thread != event.native_id else None
    target = answered if isinstance(answered, str) and answered != event.native_id else None
    gone = bool(_object(found, "unsigned").get("redacted_because")) or not content
    body = content.get("body")
    tag = "deleted" if gone else "file" if word(content.get("msgtype")) in _FILES else None
    size = len(body) if isinstance(body, str) and not gone else None
    return event._replace(
        kind="reply" if root or target else "message",
        thread=root,
        reply_to=target,
        size=size,
        tags=tag,
        text=body if size is not None else None,
    )


def _relation(found: dict[str, Any]) -> dict[str, Any]:
    return _object(_object(found, "content"), "m.relates_to")


def _object(holder: dict[str, Any], key: str) -> dict[str, Any]:
    value = holder.get(key)
    return value if isinstance(value, dict) else {}


MATRIX = Source(
    name="matrix",
    title=say("Matrix (Element)", "Matrix（Element）"),
    about=say(
        "a room as Element exports it (Export chat, JSON or HTML), or the day files of matrix-archive-bot",
        "Element 导出的房间（导出聊天，JSON 或 HTML 格式），或 matrix-archive-bot 的每日文件",
    ),
    notes=say(
        "A thread is one conversation. Joining and leaving the room are joins and leaves. Bots cannot be told. "
        "matrix-archive-bot keeps messages only: no joins, leaves or reactions. Pages (HTML) tell no reactions and no threads, "
        "joins and leaves in English and Chinese only, and times by the exporter's clock, which is taken to be that of the plan.",
        "一个消息列即一段对话。进入和离开房间计为加入和退出。无法识别机器人。matrix-archive-bot 只保存消息，"
        "不含加入、退出和回应。网页（HTML）不含回应和消息列，仅能识别中英文的加入与退出，时间为导出者的时钟，按计划的时区理解。",
    ),
    tells=frozenset({"messages", "threads", "reactions", "reaction-times", "joins", "leaves", "sizes"}),
    evidence="written from its documentation",
    recognises=recognises,
    read=read,
    pieces=pieces,
)
