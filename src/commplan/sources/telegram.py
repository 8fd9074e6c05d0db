"""Telegram: the `result.json` or the pages (messages.html) that Telegram Desktop writes, of one chat or of a whole account.

What follows from how it is written:

- A message is known by its chat and its number in it. Files from before 2021 carry no UTC time, only that of the
  exporter's clock, which is taken as UTC.
- A message that answers another of its chat is a reply; one that answers the record that opened a topic of a forum
  starts a conversation there.
- Who comes in through a link, is let in, or adds themselves joins; who removes themselves leaves. People whom somebody
  else adds or removes are written by name only: they are those of that name who did something in the chat, when that
  is one account.
- Reactions are counted; only recent ones say whose they are, and mostly when: by the exporter's clock, whose lead over UTC
  the message tells. Without that they take their message's time and the tag "undated".
- No account is marked as a bot. Messages of a deleted account have no member. A post in the name of a channel or a
  group is that channel's.
- Conversations of two, with bots and with oneself are left out unless asked for; then they have no channel, since they
  are called after a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from commplan.activity import clock, telegram_pages
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.nested import EACH, Head, inside, opening
from commplan.activity.reasons import NO_ID, NO_TIME, NOT_A_MESSAGE, NOT_ACTIVITY, OTHER_FILE, PRIVATE, UNNAMED
from commplan.activity.records import a_few, objects, word
from commplan.source import Options, Piece, Source, only, plainly
from commplan.words import say

_LISTS = (("messages",), ("chats", "list", EACH, "messages"), ("left_chats", "list", EACH, "messages"))
_PRIVATE = frozenset({"personal_chat", "bot_chat", "saved_messages", "replies", "verify_codes"})
_OWN_JOIN = frozenset({"join_group_by_link", "join_group_by_request"})
_OTHERS = {"create_group": "join", "invite_members": "join", "remove_members": "leave"}
_BY_OTHERS = {"leave": "removed"}
_FILES = ("photo", "file", "media_type")
_LOCAL, _UTC = clock.reader("iso", "UTC"), clock.reader("unix", "UTC")

NAME_ONLY = say(
    "the export tells who was added or removed by a name only, and that is no one account's that did something here",
    "导出只以姓名记录被添加或移除的人，而该姓名不对应聊天中唯一一个有动作的账号",
)


@dataclass(frozen=True, slots=True)
class _Named:
    """Somebody who was added or removed, known by a name so far."""

    where: str
    name: str
    event: RawEvent


@dataclass(frozen=True, slots=True)
class _Chat:
    """`accounts`: whose names were seen. `topics`: records that opened one. `named`: to be settled at the end.

    `paged`: read from pages, in which a name is all that an account has.
    """

    key: str
    name: str | None
    accounts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    topics: set[str] = field(default_factory=set)
    named: list[_Named] = field(default_factory=list)
    paged: bool = False


def recognises(export: Export) -> bool:
    files = a_few(name for name in export.names() if name.lower().endswith((".json", ".html")))
    return any(telegram_pages.is_page(export, name) if name.endswith(".html") else _own(export, name) for name in files)


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    for name in export.names():
        if name.lower().endswith(".json"):
            if _own(export, name):
                yield from _file(export, name, options)
            else:
                yield Skipped(name, OTHER_FILE)
    for pages in telegram_pages.chats(export).values():
        yield from _chat_of(export, pages, options)


def pieces(export: Export, options: Options) -> list[Piece]:
    """Each JSON, and the pages of each chat, which only together say whether it is one of two people."""
    files = [[name] for name in export.names() if name.lower().endswith(".json")]
    together = (*files, *telegram_pages.chats(export).values())
    return [Piece(names, plainly(partial(_these, names, options))) for names in together]


def _these(names: list[str], options: Options, export: Export) -> Iterator[RawEvent | Skipped]:
    return read(only(export, names), options)


def _chat_of(export: Export, pages: list[str], options: Options) -> Iterator[RawEvent | Skipped]:
    head = telegram_pages.head(export, pages)
    if head["type"] in _PRIVATE and not options.private:
        yield from (Skipped(name, PRIVATE) for name in pages)
        return
    chat = replace(_chat(head), paged=True)
    for where, found in telegram_pages.records(export, pages):
        yield from [found] if isinstance(found, Skipped) else _events(where, found, chat)


def _own(export: Export, name: str) -> bool:
    begun = opening(export, name, _LISTS)
    if begun is None:
        return False
    head, first = begun
    if "guild" in head or (first is None and "type" not in head):
        return False
    kind = word(first.get("type")) if isinstance(first, dict) else "message"
    timed = first is None or (isinstance(first, dict) and ("date" in first or "date_unixtime" in first))
    return kind in {"message", "service", "unsupported"} and timed


def _file(export: Export, name: str, options: Options) -> Iterator[RawEvent | Skipped]:
    chat, above = _Chat("", None), None
    for where, head, found in inside(export, name, _LISTS):
        if head is not above:
            yield from _settled(chat)
            chat, above = _chat(head), head
        if isinstance(found, Skipped):
            yield found
        elif word(head.get("type")) in _PRIVATE and not options.private:
            yield Skipped(where, PRIVATE)
        else:
            yield from _events(where, found, chat)
    yield from _settled(chat)


def _chat(head: Head) -> _Chat:
    key, name = head.get("id"), head.get("name")
    shown = name if isinstance(name, str) else None
    between_two = word(head.get("type")) in _PRIVATE
    return _Chat(str(key) if type(key) is int else shown or "", None if between_two else shown)


def _events(where: str, said: dict[str, Any], chat: _Chat) -> Iterator[RawEvent | Skipped]:
    us, number, kind = _us(said), said.get("id"), said.get("type")
    native_id = f"{chat.key}/{number}" if type(number) is int else ""
    member = _account(said, "actor" if kind == "service" else "from", chat)
    if us is None:
        yield Skipped(where, NO_TIME)
    elif not native_id:
        yield Skipped(where, NO_ID)
    elif kind == "message":
        yield _message(where, said, us, native_id, member, chat)
        yield from _reactions(where, said, us, native_id, chat)
    elif kind == "service":
        yield from _membership(where, said, RawEvent(native_id, "join", us, member, where=where), chat)
    else:
        yield Skipped(where, NOT_A_MESSAGE)


def _message(where: str, said: dict[str, Any], us: int, native_id: str, member: str | None, chat: _Chat) -> RawEvent:
    answered, peer = said.get("reply_to_message_id"), said.get("reply_to_peer_id")
    own = type(answered) is int and answered != said["id"] and peer is None
    target = f"{chat.key}/{answered}" if own else None
    if target in chat.topics:
        target = None
    tags = ("edited" if said.get("edited") else "", "file" if any(map(said.get, _FILES)) else "")
    text = _text(said.get("text"))
    return RawEvent(
        native_id=native_id,
        kind="reply" if target else "message",
        us=us,
        member=member,
        channel=chat.name,
        reply_to=target,
        size=None if text is None else len(text),
        text=text,
        tags=" ".join(filter(None, tags)) or None,
        where=where,
    )


def _reactions(where: str, said: dict[str, Any], us: int, native_id: str, chat: _Chat) -> Iterator[RawEvent | Skipped]:
    for reaction in objects(said.get("reactions")):
        sign, count = (
            reaction.get("emoji") or reaction.get("document_id") or reaction.get("type"),
            reaction.get("count"),
        )
        people = {who: one for one in objects(reaction.get("recent")) if (who := _account(one, "from", chat))}
        for who, one in sorted(people.items()):
            given = _given(one, said, us)
            yield RawEvent(
                native_id=f"{native_id}/reaction/{sign}/{who}",
                kind="reaction",
                us=us if given is None else given,
                member=who,
                channel=chat.name,
                reply_to=native_id,
                tags="undated" if given is None else None,
                where=where,
            )
        if type(count) is int and count > len(people):
            yield Skipped(where, UNNAMED, count - len(people))


def _given(reaction: dict[str, Any], said: dict[str, Any], us: int) -> int | None:
    """When somebody reacted, from the exporter's clock and how far it was from UTC when the message was written."""
    then, written = reaction.get("date"), said.get("date")
    given = _LOCAL(then) if isinstance(then, str) else None
    began = _LOCAL(written) if isinstance(written, str) else None
    return None if given is None or began is None else max(us, given - began + us)


def _membership(where: str, said: dict[str, Any], event: RawEvent, chat: _Chat) -> Iterator[RawEvent | Skipped]:
    """`event` is the join of whoever acted, which many of these records are."""
    action, actor, names = word(said.get("action")), said.get("actor"), said.get("members")
    if action in _OWN_JOIN:
        yield event
    elif isinstance(action, str) and action in _OTHERS:
        if action == "create_group":
            yield event
        for number, name in enumerate(names if isinstance(names, list) else []):
            changed = event._replace(native_id=f"{event.native_id}/{number}", kind=_OTHERS[action], member=None)
            if not isinstance(name, str) or not name:
                yield Skipped(where, NAME_ONLY)
            elif name == actor and action != "create_group":
                yield changed._replace(member=event.member)
            elif chat.paged and name != actor:
                yield changed._replace(member=f"name {name}", tags=_BY_OTHERS.get(changed.kind))
            elif name != actor:
                chat.named.append(_Named(where, name, changed._replace(tags=_BY_OTHERS.get(changed.kind))))
    else:
        if action == "topic_created":
            chat.topics.add(event.native_id)
        yield Skipped(where, NOT_ACTIVITY)


def _settled(chat: _Chat) -> Iterator[RawEvent | Skipped]:
    for one in chat.named:
        accounts = chat.accounts.get(one.name, set())
        if len(accounts) == 1:
            yield one.event._replace(member=next(iter(accounts)))
        else:
            yield Skipped(one.where, NAME_ONLY)


def _account(said: dict[str, Any], role: str, chat: _Chat) -> str | None:
    """The account that wrote or acted; by its name only where there is no number, as in old and in shortened files."""
    who, name = said.get(f"{role}_id"), said.get(role)
    account = f"user{who}" if type(who) is int else who
    if not isinstance(account, str) or not account:
        return f"name {name}" if isinstance(name, str) and name and who is None else None
    if isinstance(name, str) and name:
        chat.accounts[name].add(account)
    return account


def _text(text: object) -> str | None:
    """Text is one string, or pieces of which some have a form."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return None
    pieces = [piece.get("text") if isinstance(piece, dict) else piece for piece in text]
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _us(said: dict[str, Any]) -> int | None:
    utc, local = said.get("date_unixtime"), said.get("date")
    us = _UTC(utc) if isinstance(utc, str) else None
    return _LOCAL(local) if us is None and isinstance(local, str) else us


TELEGRAM = Source(
    name="telegram",
    title=say("Telegram", "Telegram"),
    about=say(
        "the result.json or the pages (messages.html) that Telegram Desktop writes when a chat, or the data of an account, is "
        "exported",
        "Telegram Desktop 导出聊天或账号数据时生成的 result.json，或网页（messages.html）",
    ),
    notes=say(
        "Choose JSON, not HTML, when exporting: pages tell names in place of accounts, mostly not whose reactions they are, and of joins "
        "only between which messages they were (the time of the one above counts). No account is marked as a bot. People whom somebody else "
        "adds or removes are written by name only, so a join or leave is lost when the name is nobody's who "
        "did something in the chat, or that of several. Most reactions are only counted. Exports from before "
        "2021 hold the time of the exporter's clock, which is taken as UTC. Conversations of two are left "
        "out unless asked for.",
        "导出时请选择 JSON 而非 HTML：网页只有姓名而没有账号，回应大多只有数量，加入与退出只知发生在哪两条消息之间（取前一条的时间）。导出内容不标明机器人。被他人添加或移除的人只有姓名，若该姓名在聊天"
        "中没有动作或有多人同名，其加入或退出便无从记录。大多数回应只有数量。2021 年以前的导出只有导出者"
        "电脑的当地时间，按 UTC 处理。两人之间的私聊默认不读取。",
    ),
    tells=frozenset({"messages", "threads", "reactions", "reaction-times", "joins", "leaves", "sizes"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
    pieces=pieces,
)
