"""ChatLab: the exchange format in which tools for WeChat, QQ and other chats write a conversation, as JSON or JSON lines.

What follows from how it is written:

- A file is one conversation; one of two people is private. Its `meta` names the platform, whose ids are its own: a member
  is known by platform and id, a message by the id that the platform gave it, or else by who said what when.
- A message that quotes another is a reply; what it answers is told where the platform's ids are.
- System lines (joining, leaving, recalling) are texts without ids: joins and leaves are not told.
- Times are seconds; some tools write milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.fetched import microseconds
from commplan.activity.nested import Head, inside, opening
from commplan.activity.reasons import NO_TIME, NOT_ACTIVITY, OTHER_FILE, PRIVATE
from commplan.activity.records import Found, a_few, lines
from commplan.activity.repeats import Repeats
from commplan.source import Options, Source, by_file
from commplan.words import say

_LISTS = (("messages",), ("members",))
_LINES = frozenset({".jsonl", ".ndjson"})
_SYSTEM = (80, 81)
_QUOTE = 25
_TEXTS = (0, _QUOTE)
_FILES = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class _Talk:
    """One file's conversation."""

    platform: str
    place: str
    channel: str
    repeats: Repeats


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if _may_be(name))
    return any(_head(export, name) is not None for name in a_few(files))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    for name in export.names():
        if not _may_be(name):
            continue
        head = _head(export, name)
        if head is None:
            yield Skipped(name, OTHER_FILE)
        elif head.get("type") == "private" and not options.private:
            yield Skipped(name, PRIVATE)
        else:
            yield from _file(export, name, head)


def _may_be(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in {".json", *_LINES}


def _head(export: Export, name: str) -> Head | None:
    """What the file says of its conversation; None for a file of another make."""
    if PurePosixPath(name).suffix.lower() in _LINES:
        first = next((found for _, found in lines(export, name)), None)
        begun: Head = first if isinstance(first, dict) and first.get("_type") == "header" else {}
    else:
        opened = opening(export, name, _LISTS)
        begun = opened[0] if opened else {}
    meta = begun.get("meta")
    return meta if isinstance(begun.get("chatlab"), dict) and isinstance(meta, dict) else None


def _file(export: Export, name: str, meta: Head) -> Iterator[RawEvent | Skipped]:
    told = meta.get("name")
    channel = told if isinstance(told, str) and told else PurePosixPath(name).stem
    platform = str(meta.get("platform") or "")
    place, repeats = f"{platform}/{meta.get('groupId') or channel}", Repeats()
    for where, found in _messages(export, name):
        yield found if isinstance(found, Skipped) else _event(where, found, _Talk(platform, place, channel, repeats))


def _messages(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    if PurePosixPath(name).suffix.lower() in _LINES:
        records = lines(export, name)
    else:
        records = ((where, found) for where, _, found in inside(export, name, _LISTS))
    return ((where, found) for where, found in records if isinstance(found, Skipped) or not _is_other(found))


def _is_other(found: dict[str, Any]) -> bool:
    """Whether a record is the head, or tells of a member."""
    return found.get("_type") in ("header", "member") or ("platformId" in found and "timestamp" not in found)


def _event(where: str, found: dict[str, Any], talk: _Talk) -> RawEvent | Skipped:
    us, kind = microseconds(found.get("timestamp")), found.get("type")
    if us is None:
        return Skipped(where, NO_TIME)
    if kind in _SYSTEM:
        return Skipped(where, NOT_ACTIVITY)
    sender, text, known, answered = (
        found.get(key) for key in ("sender", "content", "platformMessageId", "replyToMessageId")
    )
    who = f"{talk.platform}/{sender}" if isinstance(sender, str | int) and sender != "" else None
    native_id = (
        f"{talk.place}/{known}"
        if isinstance(known, str | int) and known != ""
        else f"{talk.place}/row/{talk.repeats.known_by(str(us), str(sender), str(us), str(kind), str(text))}"
    )
    target = f"{talk.place}/{answered}" if isinstance(answered, str | int) and answered != "" else None
    return RawEvent(
        native_id=native_id,
        kind="reply" if target or kind == _QUOTE else "message",
        us=us,
        member=who,
        channel=talk.channel,
        reply_to=target,
        size=len(text) if isinstance(text, str) and kind in _TEXTS else None,
        text=text if isinstance(text, str) else None,
        tags="file" if kind in _FILES else None,
        where=where,
    )


CHATLAB = Source(
    name="chatlab",
    title=say("ChatLab format (WeChat, QQ, ...)", "ChatLab 格式（微信、QQ 等）"),
    about=say(
        "a conversation in the exchange format of ChatLab, as WeFlow and other tools write it: JSON or JSON lines",
        "ChatLab 交换格式的聊天记录，可由 WeFlow 等工具导出：JSON 或 JSON Lines",
    ),
    notes=say(
        "Conversations of two people are left out unless asked for. Quoted replies count as replies. Joins, leaves and "
        "recalls stand in system lines without ids and are not told; nor are reactions and bots. Importing the same "
        "group from another tool's export as well counts it twice.",
        "两人之间的私聊默认不读取。引用回复计为回复。入群、退群和撤回只出现在没有账号编号的系统消息中，无法识别；"
        "也不含回应和机器人标记。若同时导入同一群的其他格式导出，会重复计数。",
    ),
    tells=frozenset({"messages", "threads", "sizes"}),
    evidence="written from its documentation",
    recognises=recognises,
    read=read,
    pieces=by_file(read),
)
