"""zulip-archive: the public archive that many communities keep of their Zulip, as JSON.

A folder for each stream (`<id>-<name>`, a name with a slash nests), in it a file for each topic, in it a list of
messages with id, sender's name, time in whole seconds and HTML. What follows from that:

- A topic is a conversation: its first message starts it, all others are replies to it. Which message a reply
  answers, nobody says. Marking a topic resolved renames it, and its later messages land in a second file whose name
  begins with a check mark: both are one conversation.
- A message is known by its id and its second, since two Zulip servers may use the same numbers.
- A member is a name: who changes it becomes two, and two of one name are one. Bots cannot be told, except the two
  that speak for Zulip itself, who are the system. No joins, leaves or reactions.
- Sizes count the text without its markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.records import a_few, items
from commplan.source import Options, Piece, Source, plainly
from commplan.words import say

_TOPIC_FILE = re.compile(r"(?:.*/)?(?P<stream>(?P<id>\d+)-[^/]*(?:/.+)?)/(?P<topic>[^/]+)\.json")
_TAG = re.compile(r"<[^>]*>")
_RESOLVED = "\N{HEAVY CHECK MARK} "
_SYSTEM = frozenset({"Notification Bot", "Welcome Bot"})

NO_MESSAGE = say("it lacks an id, a sender or a time", "缺少编号、发送者或时间")


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if _TOPIC_FILE.fullmatch(name))
    for name in a_few(files):
        for _, found in items(export, name):
            return isinstance(found, dict) and _is_message(found)
    return False


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    for piece in pieces(export, options):
        yield from piece.read(export)


def pieces(export: Export, options: Options) -> list[Piece]:  # noqa: ARG001 - the shape of all sources
    """The streams."""
    topics = sorted((_conversation(match), name) for name in export.names() if (match := _TOPIC_FILE.fullmatch(name)))
    streams = (
        (stream, [name for _, name in files]) for (stream, _), files in groupby(topics, key=lambda topic: topic[0])
    )
    return [Piece(names, plainly(partial(_stream, stream, names))) for stream, names in streams]


def _stream(stream: str, names: list[str], export: Export) -> Iterator[RawEvent | Skipped]:
    first = min((_order(m) for name in names for _, m in items(export, name) if _is_message(m)), default=None)
    for name in names:
        for where, found in items(export, name):
            if isinstance(found, Skipped):
                yield found
            elif not first or not _is_message(found):
                yield Skipped(where, NO_MESSAGE)
            else:
                yield _event(found, first, stream)


def _conversation(match: re.Match[str]) -> tuple[str, str]:
    """Stream and topic; file names write what a file name cannot hold as `.E2.9C.94`, as in a URL but with dots."""
    topic = unquote(match["topic"].replace(".", "%"))
    return match["stream"].split("-", 1)[1] or match["id"], topic.removeprefix(_RESOLVED)


def _is_message(found: object) -> bool:
    return (
        isinstance(found, dict)
        and type(found.get("id")) is int
        and type(found.get("timestamp")) is int
        and isinstance(found.get("sender_full_name"), str)
    )


def _order(found: Any) -> tuple[int, int]:
    return found["timestamp"], found["id"]


def _event(said: dict[str, Any], first: tuple[int, int], stream: str) -> RawEvent:
    system, content = said["sender_full_name"] in _SYSTEM, said.get("content")
    text = html.unescape(_TAG.sub("", content)) if isinstance(content, str) else None
    return RawEvent(
        native_id=_native(_order(said)),
        kind="message" if _order(said) == first else "reply",
        us=said["timestamp"] * 1_000_000,
        member=None if system else said["sender_full_name"],
        bot=True if system else None,
        channel=stream,
        thread=_native(first),
        size=None if text is None else len(text),
        text=text,
    )


def _native(order: tuple[int, int]) -> str:
    return f"{order[1]}/{order[0]}"


ZULIP_ARCHIVE = Source(
    name="zulip-archive",
    title=say("Zulip, public archive", "Zulip 公开存档"),
    about=say(
        "the JSON folder that zulip-archive writes: a folder for each stream, a file for each topic",
        "zulip-archive 生成的 JSON 文件夹：每个频道一个文件夹，每个话题一个文件",
    ),
    notes=say(
        "A topic is one conversation, before and after it is marked resolved. Members are known by "
        "their names only, so whoever changes the name becomes two. Bots, joins, leaves and "
        "reactions are not told.",
        "一个话题即一段对话，标记为已解决前后视为同一话题。成员仅以姓名识别，改名者会被视为两"
        "人。不含机器人标记、加入、退出和回应。",
    ),
    tells=frozenset({"messages", "threads", "sizes"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
    pieces=pieces,
)
