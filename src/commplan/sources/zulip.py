"""Zulip: the export of an organisation that its server writes, as a tar.gz or the folder unpacked from it.

`realm.json` holds the tables of people, streams and reactions, `messages-000001.json` and so on the messages, in
order of their ids. What follows from that:

- A topic is a conversation: its first message starts it, all others are replies to it. Topics are told apart without
  regard to case, as Zulip does, and without the check mark that says "resolved".
- Direct messages are left out unless asked for; they have no topic, and the people in them are one conversation.
- `date_joined` is the member's join. Nothing tells when somebody left. Placeholder accounts (mirror dummies) are
  no joins. Bots of the server itself (cross-realm) are the system.
- A message is known by its id and its second, since two Zulip servers may use the same numbers.
- Reactions are undated: they take the time of their message and the tag "undated".
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from commplan.activity.cursor import DAMAGED
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.records import objects, whole
from commplan.source import Options, Source
from commplan.words import say

_MESSAGES = re.compile(r"(?P<root>(?:.*/)?)messages-\d+\.json")
_RESOLVED = "\N{HEAVY CHECK MARK} "
_STREAM = 2

PRIVATE = say("a direct message, which is read only when asked for", "私聊消息，仅在明确要求时读取")
NO_MESSAGE = say("it lacks an id, a sender or a time", "缺少编号、发送者或时间")
NO_TIME = say("the account has no readable time of joining", "该账号没有可读的加入时间")
NO_TARGET = say("it reacts to a message that the export does not hold", "回应的消息不在导出内容中")


@dataclass(frozen=True, slots=True)
class _Realm:
    people: dict[int, bool]
    system: frozenset[int]
    streams: dict[int, str]
    reactions: dict[int, list[dict[str, Any]]]
    opened: dict[tuple[int, str], str] = field(default_factory=dict)


def recognises(export: Export) -> bool:
    return any(f"{root}realm.json" in export.members for root in _roots(export)) and any(
        isinstance(_realm_data(export, root).get("zerver_userprofile"), list) for root in _roots(export)
    )


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    for root in _roots(export):
        data = _realm_data(export, root)
        realm = _realm(data)
        yield from _joins(data, realm, root)
        for name in export.names():
            match = _MESSAGES.fullmatch(name)
            if match and match["root"] == root:
                yield from _file(export, name, realm, options)
        left = sum(map(len, realm.reactions.values()))
        if left:
            yield Skipped(f"{root}realm.json", NO_TARGET, left)


def addresses(export: Export) -> Iterator[tuple[str, str]]:
    for root in _roots(export):
        for person in _accounts(_realm_data(export, root), "zerver_userprofile"):
            mail = person.get("delivery_email") or person.get("email")
            if isinstance(mail, str):
                yield str(person["id"]), mail


def _roots(export: Export) -> list[str]:
    return sorted({match["root"] for name in export.names() if (match := _MESSAGES.fullmatch(name))})


def _realm_data(export: Export, root: str) -> dict[str, Any]:
    data = whole(export, f"{root}realm.json")
    return data if isinstance(data, dict) else {}


def _realm(data: dict[str, Any]) -> _Realm:
    names = {s["id"]: s["name"] for s in _accounts(data, "zerver_stream") if "name" in s}
    reactions: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for reaction in objects(data.get("zerver_reaction")):
        if type(reaction.get("message")) is int and type(reaction.get("user_profile")) is int:
            reactions[reaction["message"]].append(reaction)
    return _Realm(
        people={p["id"]: p.get("is_bot") is True for p in _accounts(data, "zerver_userprofile")},
        system=frozenset(p["id"] for p in _accounts(data, "zerver_userprofile_crossrealm")),
        streams={
            r["id"]: str(names.get(r["type_id"], r["type_id"]))
            for r in _accounts(data, "zerver_recipient")
            if r.get("type") == _STREAM and type(r.get("type_id")) is int
        },
        reactions=reactions,
    )


def _accounts(data: dict[str, Any], table: str) -> Iterator[dict[str, Any]]:
    return (row for row in objects(data.get(table)) if type(row.get("id")) is int)


def _joins(data: dict[str, Any], realm: _Realm, root: str) -> Iterator[RawEvent | Skipped]:
    for person in _accounts(data, "zerver_userprofile"):
        us = _us(person.get("date_joined"))
        if us is None:
            yield Skipped(f"{root}realm.json", NO_TIME)
        elif person.get("is_mirror_dummy") is not True:
            member = str(person["id"])
            yield RawEvent(f"join/{member}/{us // 1_000_000}", "join", us, member, realm.people[person["id"]])


def _file(export: Export, name: str, realm: _Realm, options: Options) -> Iterator[RawEvent | Skipped]:
    data = whole(export, name)
    if not isinstance(data, dict):
        yield Skipped(name, DAMAGED)
        return
    for number, said in enumerate(objects(data.get("zerver_message")), start=1):
        where = f"{name}, message {number}"
        us, recipient = _us(said.get("date_sent", said.get("pub_date"))), _recipient(said)
        if us is None or type(said.get("id")) is not int or type(said.get("sender")) is not int:
            yield Skipped(where, NO_MESSAGE)
        elif recipient not in realm.streams and not options.private:
            yield Skipped(where, PRIVATE)
            realm.reactions.pop(said["id"], None)
        else:
            message = _message(said, us, realm)
            yield message
            yield from _reactions(realm.reactions.pop(said["id"], []), message, realm)


def _message(said: dict[str, Any], us: int, realm: _Realm) -> RawEvent:
    native_id, text, subject = f"{said['id']}/{us // 1_000_000}", said.get("content"), said.get("subject")
    topic = subject.removeprefix(_RESOLVED).casefold() if isinstance(subject, str) else ""
    first = realm.opened.setdefault((_recipient(said), topic), native_id)
    return RawEvent(
        native_id=native_id,
        kind="message" if first == native_id else "reply",
        us=us,
        member=None if said["sender"] in realm.system else str(said["sender"]),
        bot=True if said["sender"] in realm.system else realm.people.get(said["sender"]),
        channel=realm.streams.get(_recipient(said)),
        thread=first,
        size=len(text) if isinstance(text, str) else None,
        text=text if isinstance(text, str) else None,
        tags="edited" if said.get("last_edit_time") else None,
    )


def _recipient(said: dict[str, Any]) -> int:
    """The number of the stream or the people that a message is to; 0, which none has, where it tells none."""
    number = said.get("recipient")
    return number if type(number) is int else 0


def _reactions(given: list[dict[str, Any]], message: RawEvent, realm: _Realm) -> Iterator[RawEvent]:
    for reaction in given:
        who = reaction["user_profile"]
        yield RawEvent(
            native_id=f"{message.native_id}/reaction/{reaction.get('emoji_name')}/{who}",
            kind="reaction",
            us=message.us,
            member=None if who in realm.system else str(who),
            bot=True if who in realm.system else realm.people.get(who),
            channel=message.channel,
            reply_to=message.native_id,
            tags="undated",
        )


def _us(seconds: object) -> int | None:
    if not isinstance(seconds, int | float) or not math.isfinite(seconds) or abs(seconds) > 1e11:
        return None
    return round(seconds * 1_000_000)


ZULIP = Source(
    name="zulip",
    title=say("Zulip", "Zulip"),
    about=say(
        "the export of an organisation that a Zulip server writes: a tar.gz, or the folder unpacked from it",
        "Zulip 服务器导出的组织数据：tar.gz 压缩包，或解压后的文件夹",
    ),
    notes=say(
        "A topic is one conversation, before and after it is marked resolved. A member's join is the "
        "day the account was made. Nothing tells who left, or when a reaction was given. Direct "
        "messages are left out unless asked for.",
        "一个话题即一段对话，标记为已解决前后视为同一话题。账号创建时间即加入时间。导出内容不"
        "含谁已退出、回应发生的时间。私聊默认不读取。",
    ),
    tells=frozenset({"messages", "threads", "reactions", "joins", "bots", "sizes"}),
    evidence="written from its documentation",
    recognises=recognises,
    read=read,
    addresses=addresses,
)
