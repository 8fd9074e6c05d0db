"""Discourse: posts as its API gives them, one to a file, in lists (`posts.json`), or within their topic (`t/1.json`).

What follows from how it is written:

- A post is known by its id and its second, since two forums use the same numbers. Archives hold stale copies of
  posts that were edited: they are one post.
- A topic is a conversation: its first post starts it, all others are replies to it, also where an export lacks the
  first. `reply_to_post_number` says which post one answers.
- Likes and reactions are counted without saying whose they are. Nothing tells who joined or left.
- Accounts with numbers below zero are the forum itself. No other is marked as a bot.
- Small actions (closed, moved, pinned) are no posts. Posts without a category are private messages.
- A category's name is not in its posts: the channel is called after its number.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from commplan.activity import clock
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.activity.nested import inside, opening
from commplan.activity.reasons import NO_TIME, NOT_A_MESSAGE, NOT_ACTIVITY, PRIVATE, UNNAMED
from commplan.activity.records import Found, a_few, items, lines, objects, whole
from commplan.source import Options, Source
from commplan.words import say

_LISTS = (("latest_posts",), ("post_stream", "posts"))
_ONE = 2**24
_TAG = re.compile(r"<[^>]*>")
_SMALL_ACTION, _WHISPER, _LIKE = 3, 4, 2
_TIME = clock.reader("iso", "UTC")


@dataclass(frozen=True, slots=True)
class _Forum:
    """`known`: the posts by topic and number, for others hang on them by these only (a fifth of a kilobyte each)."""

    known: dict[tuple[int, int], str] = field(default_factory=dict)


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if PurePosixPath(name).suffix.lower() in {".json", ".jsonl"})
    for name in a_few(files):
        for _, found in _posts(export, name):
            if isinstance(found, dict) and _is_post(found):
                return True
            break
    return False


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    forum = _Forum()
    for _, found in _all(export):
        us = _us(found.get("created_at")) if isinstance(found, dict) and _is_post(found) else None
        if us is not None and isinstance(found, dict):
            forum.known[found["topic_id"], found["post_number"]] = _native(found, us)
    for where, found in _all(export):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from _events(where, found, forum, options)


def _all(export: Export) -> Iterator[tuple[str, Found]]:
    for name in export.names():
        if PurePosixPath(name).suffix.lower() in {".json", ".jsonl"}:
            yield from _posts(export, name)


def _posts(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    """The posts of a file, however they are packed in it."""
    if name.lower().endswith(".jsonl"):
        yield from lines(export, name)
    elif opening(export, name, _LISTS):
        yield from ((where, found) for where, _, found in inside(export, name, _LISTS))
    elif _is_object(export, name) and isinstance(one := whole(export, name, _ONE), dict):
        yield name, one
    else:
        yield from items(export, name)


def _is_object(export: Export, name: str) -> bool:
    try:
        return start(export, name).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
    except FAULTS:
        return False


def _is_post(found: dict[str, Any]) -> bool:
    numbers = (found.get("id"), found.get("topic_id"), found.get("post_number"))
    return all(type(number) is int for number in numbers) and isinstance(found.get("username"), str)


def _native(said: dict[str, Any], us: int) -> str:
    return f"{said['id']}/{us // 1_000_000}"


def _events(where: str, said: dict[str, Any], forum: _Forum, options: Options) -> Iterator[RawEvent | Skipped]:
    if not _is_post(said):
        yield Skipped(where, NOT_A_MESSAGE)
        return
    us, kind = _us(said.get("created_at")), said.get("post_type")
    if us is None:
        yield Skipped(where, NO_TIME)
    elif kind == _SMALL_ACTION:
        yield Skipped(where, NOT_ACTIVITY)
    elif (kind == _WHISPER or ("category_id" in said and said["category_id"] is None)) and not options.private:
        yield Skipped(where, PRIVATE)
    else:
        yield _post(where, said, us, forum)
        liked = _liked(said)
        if liked:
            yield Skipped(where, UNNAMED, liked)


def _post(where: str, said: dict[str, Any], us: int, forum: _Forum) -> RawEvent:
    topic, number, answered = said["topic_id"], said["post_number"], said.get("reply_to_post_number")
    gone = bool(said.get("deleted_at") or said.get("user_deleted"))
    version, category = said.get("version"), said.get("category_id")
    edited = type(version) is int and version > 1
    system = type(said.get("user_id")) is int and said["user_id"] < 0
    known = str(said["user_id"]) if type(said.get("user_id")) is int else f"name {said['username']}"
    text = _text(said)
    return RawEvent(
        native_id=_native(said, us),
        kind="message" if number == 1 else "reply",
        us=us,
        member=None if system else known,
        bot=True if system else None,
        channel=f"category-{category}" if type(category) is int else None,
        thread=forum.known.get((topic, 1)),
        reply_to=forum.known.get((topic, answered)) if type(answered) is int and answered != number else None,
        size=None if gone or text is None else len(text),
        text=text,
        tags=" ".join(filter(None, ("deleted" if gone else "", "edited" if edited else ""))) or None,
        where=where,
    )


def _text(said: dict[str, Any]) -> str | None:
    raw, cooked = said.get("raw"), said.get("cooked")
    if isinstance(raw, str):
        return raw
    return html.unescape(_TAG.sub("", cooked)) if isinstance(cooked, str) else None


def _liked(said: dict[str, Any]) -> int:
    """How many reacted: with the reactions plugin likes are among the reactions."""
    given = said.get("reaction_users_count")
    if type(given) is int:
        return given
    likes = [one.get("count") for one in objects(said.get("actions_summary")) if one.get("id") == _LIKE]
    return sum(count for count in likes if type(count) is int)


def _us(said: object) -> int | None:
    return _TIME(said) if isinstance(said, str) else None


DISCOURSE = Source(
    name="discourse",
    title=say("Discourse", "Discourse"),
    about=say(
        "posts as the API of a Discourse forum gives them: posts.json, topics with their posts, or a file for each post",
        "Discourse 论坛 API 给出的帖子：posts.json、带帖子的主题，或每帖一个文件",
    ),
    notes=say(
        "A topic is one conversation. Likes are counted without saying whose they are; nothing tells who "
        "joined or left, or which accounts are bots, except the forum's own. A category is called by its "
        "number. Whispers and private messages are left out unless asked for.",
        "一个主题即一段对话。点赞只有数量而没有点赞者；导出内容不含加入、退出和机器人标记（论坛自身的账号"
        "除外）。分类以编号命名。悄悄话和私信默认不读取。",
    ),
    tells=frozenset({"messages", "threads", "sizes"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
)
