"""Gitter: messages as its API and its export gave them, a list or a line each, one file for each room.

What follows from how they are written:

- A message is known by its id. One with a `parentId` is a reply in the conversation that its parent opened.
- The room is the file's name. A member is an account's id.
- What was deleted has lost its text. Nothing tells who joined or left, reactions, or who is a bot.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from commplan.activity import clock
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.reasons import NO_ID, NO_TIME, NOT_A_MESSAGE, OTHER_FILE
from commplan.activity.records import Found, a_few, items, lines
from commplan.source import Options, Source, by_file
from commplan.words import say

_ENDINGS = frozenset({".json", ".jsonl", ".ndjson"})
_TIME = clock.reader("iso", "UTC")


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if PurePosixPath(name).suffix.lower() in _ENDINGS)
    return any(_is_room(export, name) for name in a_few(files))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:  # noqa: ARG001 - the shape of all sources
    for name in export.names():
        if PurePosixPath(name).suffix.lower() in _ENDINGS:
            if _is_room(export, name):
                for where, found in _records(export, name):
                    yield found if isinstance(found, Skipped) else _event(where, found, PurePosixPath(name).stem)
            else:
                yield Skipped(name, OTHER_FILE)


def _records(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    return items(export, name) if name.lower().endswith(".json") else lines(export, name)


def _is_room(export: Export, name: str) -> bool:
    for _, found in _records(export, name):
        return isinstance(found, dict) and {"id", "sent", "text", "fromUser"} <= found.keys()
    return False


def _event(where: str, said: dict[str, Any], room: str) -> RawEvent | Skipped:
    sent, native_id, parent, text = (said.get(name) for name in ("sent", "id", "parentId", "text"))
    us = _TIME(sent) if isinstance(sent, str) else None
    if "text" not in said:
        return Skipped(where, NOT_A_MESSAGE)
    if us is None:
        return Skipped(where, NO_TIME)
    if not isinstance(native_id, str) or not native_id:
        return Skipped(where, NO_ID)
    user = said.get("fromUser")
    who = user.get("id") if isinstance(user, dict) else None
    root = parent if isinstance(parent, str) and parent and parent != native_id else None
    return RawEvent(
        native_id=native_id,
        kind="reply" if root else "message",
        us=us,
        member=who if isinstance(who, str) and who else None,
        channel=room,
        thread=root or (native_id if said.get("threadMessageCount") else None),
        reply_to=root,
        size=len(text) if isinstance(text, str) else None,
        text=text if isinstance(text, str) else None,
        tags="edited" if said.get("editedAt") else None,
        where=where,
    )


GITTER = Source(
    name="gitter",
    title=say("Gitter", "Gitter"),
    about=say(
        "messages of a room as Gitter's API gave them: a JSON list or JSON lines, one file for each room",
        "Gitter API 给出的聊天室消息：JSON 列表或 JSON Lines，每个聊天室一个文件",
    ),
    notes=say(
        "The channel is the file's name. Rooms that were kept before threads came have none. Joins, leaves, "
        "reactions and bots are not told.",
        "频道名取自文件名。较早的聊天室没有消息串。不含加入、退出、回应和机器人标记。",
    ),
    tells=frozenset({"messages", "threads", "sizes"}),
    evidence="written from its documentation",
    recognises=recognises,
    read=read,
    pieces=by_file(read),
)
