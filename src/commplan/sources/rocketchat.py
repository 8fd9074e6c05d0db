"""Rocket.Chat: messages as its API gives them, page by page, or as its database is dumped or it exports a room, one to a line.

What follows from how they are written:

- A message is known by its id, which is given once. One with a `tmid` is a reply in the conversation that its parent
  opened. An older version of an edited message is kept hidden, and is no message.
- A member is a user name: reactions name nothing else. Reactions carry no time.
- Coming into a channel and leaving it by oneself are lines of their own, and concern that channel only; those who were
  added or removed by others are named in a text.
- The export of a room ("Export messages" as JSON) says who wrote what when, and no more: a message is known by that. Members
  may be hidden behind `User_1` and so on in it; replies and reactions are not told.
- The channel is the folder's name, or the file's when it lies in none: a page holds only the channel's id.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.fetched import microseconds
from commplan.activity.nested import inside, opening
from commplan.activity.reasons import NO_ID, NO_TIME, NOT_ACTIVITY, OTHER_FILE
from commplan.activity.records import Found, a_few, lines, objects
from commplan.activity.repeats import Repeats
from commplan.source import Options, Source, by_file
from commplan.words import say

_LIST = (("messages",),)
_LINES = frozenset({".jsonl", ".ndjson"})
_MEMBERSHIP = {"uj": "join", "ul": "leave"}

A_VERSION = say("it is an older version of a message that counts already", "这是已计入的消息的旧版本")


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if _may_be(name))
    return any(_is_page(export, name) for name in a_few(files))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:  # noqa: ARG001 - the shape of all sources
    for name in export.names():
        if not _may_be(name):
            continue
        if not _is_page(export, name):
            yield Skipped(name, OTHER_FILE)
            continue
        path, repeats = PurePosixPath(name), Repeats()
        for where, found in _messages(export, name):
            if isinstance(found, Skipped):
                yield found
            elif _exported(found):
                yield from _events(where, _whole(found, path.stem, repeats), path.stem)
            else:
                yield from _events(where, found, path.parent.name or path.stem)


def _may_be(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in {".json", *_LINES}


def _is_page(export: Export, name: str) -> bool:
    begun = None if PurePosixPath(name).suffix.lower() in _LINES else opening(export, name, _LIST)
    first = begun[1] if begun else next((found for _, found in lines(export, name)), None)
    return isinstance(first, dict) and (
        {"_id", "rid", "ts", "u"} <= first.keys() or (begun is None and _exported(first))
    )


def _exported(found: dict[str, Any]) -> bool:
    """Whether a record is of the export of a room."""
    return {"msg", "username", "ts"} <= found.keys() and "_id" not in found


def _messages(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    first = next((found for _, found in lines(export, name)), None)
    if PurePosixPath(name).suffix.lower() in _LINES or (isinstance(first, dict) and _exported(first)):
        yield from lines(export, name)
    else:
        yield from ((where, found) for where, _, found in inside(export, name, _LIST))


def _whole(found: dict[str, Any], room: str, repeats: Repeats) -> dict[str, Any]:
    """A line of the export of a room as the API has it."""
    who, ts, text = (str(found.get(key)) for key in ("username", "ts", "msg"))
    files = any(one.get("fileId") or one.get("type") == "file" for one in objects(found.get("attachments")))
    return {
        "_id": f"row/{repeats.known_by(ts, room, ts, who, text)}",
        "ts": found.get("ts"),
        "u": {"username": found.get("username")},
        "msg": found.get("msg"),
        "t": found.get("type"),
        "file": files,
    }


def _events(where: str, said: dict[str, Any], channel: str) -> Iterator[RawEvent | Skipped]:
    at = said.get("ts")
    us = microseconds(at.get("$date") if isinstance(at, dict) else at)
    native_id, kind, text, root = (said.get(key) for key in ("_id", "t", "msg", "tmid"))
    if us is None or not isinstance(native_id, str) or not native_id:
        yield Skipped(where, NO_TIME if us is None else NO_ID)
        return
    event = RawEvent(native_id, "message", us, _name(said.get("u")), channel=channel, where=where)
    if said.get("_hidden") is True:
        yield Skipped(where, A_VERSION)
    elif isinstance(kind, str) and kind in _MEMBERSHIP:
        yield event._replace(kind=_MEMBERSHIP[kind], tags="channel")
    elif kind:
        yield Skipped(where, NOT_ACTIVITY)
    else:
        opener = root if isinstance(root, str) and root and root != native_id else None
        tags = {"edited": said.get("editedAt"), "file": said.get("file") or said.get("files")}
        yield event._replace(
            kind="reply" if opener else "message",
            bot=True if said.get("bot") else None,
            thread=opener or (native_id if said.get("tcount") else None),
            reply_to=opener,
            size=len(text) if isinstance(text, str) else None,
            text=text if isinstance(text, str) else None,
            tags=" ".join(tag for tag, yes in tags.items() if yes) or None,
        )
        yield from _reactions(said, event)


def _reactions(said: dict[str, Any], target: RawEvent) -> Iterator[RawEvent]:
    given = said.get("reactions")
    for sign, of in given.items() if isinstance(given, dict) else ():
        names = of.get("usernames") if isinstance(of, dict) else None
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str) and name:
                yield target._replace(
                    native_id=f"{target.native_id}/reaction/{sign}/{name}",
                    kind="reaction",
                    member=name,
                    reply_to=target.native_id,
                    tags="undated",
                )


def _name(user: object) -> str | None:
    name = user.get("username") if isinstance(user, dict) else None
    return name if isinstance(name, str) and name else None


ROCKETCHAT = Source(
    name="rocketchat",
    title=say("Rocket.Chat", "Rocket.Chat"),
    about=say(
        "the messages of a channel as Rocket.Chat's API gives them (channels.messages, channels.history), as it exports a "
        "room as JSON, or dumped from its database as JSON lines",
        "Rocket.Chat API（channels.messages、channels.history）给出的频道消息，聊天室导出的 JSON，或从其数据库导出的 JSON Lines",
    ),
    notes=say(
        "Keep the pages of a channel in a folder called after it. A member is a user name, so whoever changes it "
        "becomes two. Joins and leaves concern the channel only. Reactions carry no time; bots are known only where the "
        "message says so.",
        "请把一个频道的各页放在以频道命名的文件夹中。成员以用户名识别，改名者会被视为两人。加入与退出仅指该频道。"
        "回应没有时间；仅当消息自身标明时才能识别机器人。",
    ),
    tells=frozenset({"messages", "threads", "reactions", "sizes"}),
    evidence="written from its documentation",
    recognises=recognises,
    read=read,
    pieces=by_file(read),
)
