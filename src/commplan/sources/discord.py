"""Discord: the JSON and the pages (HTML) that DiscordChatExporter writes, one file or several for each channel and each thread.

A file says which server and channel it is of, then lists messages. What follows from how it is written:

- A message is known by its id, which Discord gives only once in the world: exports may overlap, and one made before a
  message was deleted still has it.
- A thread is a conversation. What opens it is the message in the parent channel that it hangs on (then both have one
  id), or else its own first message, which a file that begins later does not show. Its channel is the parent.
- Outside of threads a message that answers another of its channel is a reply to it. Files from before 2023 write
  such answers as ordinary messages with a reference.
- `GuildMemberJoin` is a join of the server. Only servers that greet newcomers in an exported channel have it, and
  nothing tells who left.
- Reactions have no time of their own: they take the message's and the tag "undated". Files from before 2023 count
  them without saying whose they are.
- A direct conversation has no channel, since it is called after the people in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from commplan.activity import clock, discord_pages
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.nested import Head, inside, opening
from commplan.activity.reasons import NO_ID, NO_TIME, NOT_ACTIVITY, OTHER_FILE, PRIVATE, UNNAMED
from commplan.activity.records import Found, a_few, objects, word
from commplan.source import Options, Piece, Source, plainly
from commplan.words import say

_LIST = (("messages",),)
_ENDINGS = (".json", *discord_pages.ENDINGS)
_MESSAGES = frozenset({"Default", "Reply", "0", "19", "20", "23"})
_JOIN = frozenset({"GuildMemberJoin", "7"})
_STARTER = "21"
_THREADS = frozenset({"GuildPublicThread", "GuildPrivateThread", "GuildNewsThread"})
_DIRECT = frozenset({"DirectTextChat", "DirectGroupTextChat"})
_PRIVATE = _DIRECT | {"GuildPrivateThread"}
_TIME = clock.reader("iso", "UTC")


@dataclass(frozen=True, slots=True)
class _Channel:
    """`opener`: the message that opened the conversation, when the channel is a thread."""

    id: str
    name: str | None
    opener: str | None


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if name.lower().endswith(_ENDINGS))
    return any(_head(export, name) for name in a_few(files))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    for piece in pieces(export, options):
        yield from piece.read(export)


def pieces(export: Export, options: Options) -> list[Piece]:
    """The files, once their heads have told which messages opened threads."""
    heads: dict[str, Head] = {}
    passed: list[Skipped] = []
    for name in export.names():
        if name.lower().endswith(_ENDINGS):
            head = _head(export, name)
            if head is None:
                passed.append(Skipped(name, OTHER_FILE))
            elif word(head["channel"].get("type")) in _PRIVATE and not options.private:
                passed.append(Skipped(name, PRIVATE))
            else:
                heads[name] = head
    openers = _openers(export, heads)
    return [
        Piece((), plainly(lambda _: iter(passed))),
        *(
            Piece((name,), plainly(partial(_file, name, _channel(head["channel"], openers))))
            for name, head in heads.items()
        ),
    ]


def _channel(about: dict[str, Any], openers: dict[str, str]) -> _Channel:
    parent = about.get("category") if about["id"] in openers else about.get("name")
    parent = None if word(about.get("type")) in _DIRECT else parent
    return _Channel(about["id"], parent if isinstance(parent, str) else None, openers.get(about["id"]))


def _file(name: str, channel: _Channel, export: Export) -> Iterator[RawEvent | Skipped]:
    for where, found in _records(export, name):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from _events(where, found, channel)


def _records(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    if name.lower().endswith(discord_pages.ENDINGS):
        return discord_pages.records(export, name)
    return ((where, found) for where, _, found in inside(export, name, _LIST))


def _head(export: Export, name: str) -> Head | None:
    """What a file says before its messages, when it is one of DiscordChatExporter."""
    if name.lower().endswith(discord_pages.ENDINGS):
        return discord_pages.head(export, name)
    begun = opening(export, name, _LIST)
    head = begun[0] if begun else {}
    channel = head.get("channel")
    own = isinstance(head.get("guild"), dict) and isinstance(channel, dict) and isinstance(channel.get("id"), str)
    return head if own else None


def _openers(export: Export, heads: dict[str, Head]) -> dict[str, str]:
    """For each thread the id of the message that opened it; its own, which no message has, where that is not shown."""
    firsts: dict[str, list[str]] = defaultdict(list)
    for name, head in heads.items():
        thread, span = head["channel"], head.get("dateRange")
        if word(thread.get("type")) in _THREADS:
            whole = not (isinstance(span, dict) and span.get("after"))
            first = next((found for _, found in _records(export, name)), None) if whole else None
            own = isinstance(first, dict) and first.get("type") != _STARTER and isinstance(first.get("id"), str)
            firsts[thread["id"]].append(first["id"] if own and isinstance(first, dict) else thread["id"])
    return {thread: min(ids, key=lambda one: (len(one), one)) for thread, ids in firsts.items()}


def _events(where: str, said: dict[str, Any], channel: _Channel) -> Iterator[RawEvent | Skipped]:
    us, kind, native_id = _us(said.get("timestamp")), word(said.get("type")), said.get("id")
    if us is None:
        yield Skipped(where, NO_TIME)
    elif not isinstance(native_id, str) or not native_id:
        yield Skipped(where, NO_ID)
    elif kind in _JOIN:
        member, bot = _person(said.get("author"))
        yield RawEvent(native_id, "join", us, member, bot, where=where)
    elif kind in _MESSAGES:
        yield _message(where, said, us, channel)
        yield from _reactions(where, said, us, channel)
    else:
        yield Skipped(where, NOT_ACTIVITY)


def _message(where: str, said: dict[str, Any], us: int, channel: _Channel) -> RawEvent:
    member, bot = _person(said.get("author"))
    text, answered, native_id = said.get("content"), _answered(said, channel), said["id"]
    tags = ("edited" if said.get("timestampEdited") else "", "file" if said.get("attachments") else "")
    return RawEvent(
        native_id=native_id,
        kind="reply" if answered or channel.opener not in {None, native_id} else "message",
        us=us,
        member=member,
        bot=bot,
        channel=channel.name,
        thread=channel.opener,
        reply_to=answered,
        size=len(text) if isinstance(text, str) else None,
        text=text if isinstance(text, str) else None,
        tags=" ".join(filter(None, tags)) or None,
        where=where,
    )


def _answered(said: dict[str, Any], channel: _Channel) -> str | None:
    """The message of the same channel that this one answers; a forwarded or followed one comes from elsewhere."""
    reference = said.get("reference")
    if not isinstance(reference, dict) or reference.get("type") == "Forward":
        return None
    answered = reference.get("messageId")
    own = reference.get("channelId") in (None, channel.id) and answered != said["id"]
    return answered if own and isinstance(answered, str) else None


def _reactions(where: str, said: dict[str, Any], us: int, channel: _Channel) -> Iterator[RawEvent | Skipped]:
    for reaction in objects(said.get("reactions")):
        emoji, count = reaction.get("emoji"), reaction.get("count")
        sign = (emoji.get("id") or emoji.get("name")) if isinstance(emoji, dict) else None
        people = [person for person in map(_person, objects(reaction.get("users"))) if person[0]]
        for member, bot in people:
            yield RawEvent(
                native_id=f"{said['id']}/reaction/{sign}/{member}",
                kind="reaction",
                us=us,
                member=member,
                bot=bot,
                channel=channel.name,
                reply_to=said["id"],
                tags="undated",
                where=where,
            )
        if type(count) is int and count > len(people):
            yield Skipped(where, UNNAMED, count - len(people))


def _person(author: object) -> tuple[str | None, bool | None]:
    known = author if isinstance(author, dict) else {}
    who, bot = known.get("id"), known.get("isBot")
    return (who or None) if isinstance(who, str) else None, bot if isinstance(bot, bool) else None


def _us(said: object) -> int | None:
    return _TIME(said) if isinstance(said, str) else None


DISCORD = Source(
    name="discord",
    title=say("Discord, as JSON or pages (HTML)", "Discord（JSON 或网页 HTML）"),
    about=say(
        "the JSON files or the pages (HTML) that DiscordChatExporter writes for each channel and thread of a server",
        "DiscordChatExporter 为服务器的每个频道和子区生成的 JSON 文件或 HTML 网页",
    ),
    notes=say(
        "A thread is one conversation; elsewhere a message that answers another is its reply. Joins are "
        "known only where the server greets newcomers in an exported channel. Nothing tells who left, or "
        "when a reaction was given; pages and older exports do not say whose reactions they are, and pages not which threads are private. Direct messages "
        "and private threads are left out unless asked for.",
        "一个子区即一段对话；其他频道中，回复另一条消息的消息计为回复。只有在导出的频道里欢迎新成"
        "员的服务器才有加入记录。导出内容不含谁已退出、回应发生的时间；网页和较早的导出未说明回应者是谁，网页也未说明哪些子区是私密的。"
        "私聊和私密子区默认不读取。",
    ),
    tells=frozenset({"messages", "threads", "reactions", "joins", "bots", "sizes"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
    pieces=pieces,
)
