"""Mattermost: the bulk export, JSON lines of which the first tells the version; the file itself, or the zip around it.

What follows from how it is written:

- Nothing has an id: a post is known by team, channel, author and its millisecond. Replies lie within the post that they
  answer, which opens the conversation.
- Members are user names. Reactions carry their time.
- Posts that the system makes when somebody joins or leaves a team, is added or removed are joins and leaves of that
  person, whoever did it; of a channel only, with the tag "channel". Exports from before 2020 do not mark them: there they
  are known by their words, in English.
- Bots are known by the list of them that newer servers write before the posts, and by what they post (`from_bot`,
  `from_webhook`). An export without a list does not say what other accounts are.
- Direct posts and private channels are left out unless asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.reasons import EMPTY_FILE, NO_TIME, NOT_A_MESSAGE, NOT_ACTIVITY, OTHER_FILE, PRIVATE
from commplan.activity.records import a_few, lines, objects, word
from commplan.source import Options, Source, by_file
from commplan.words import say

_ENDINGS = frozenset({".jsonl", ".json", ".ndjson"})
_POSTS = frozenset({"post", "direct_post"})
_OTHERS = frozenset(
    {"version", "scheme", "emoji", "role", "team", "channel", "user", "bot", "direct_channel"}
)  # what the export is about, not what was said
_MEMBERSHIP = {
    "system_join_team": ("join", None),
    "system_leave_team": ("leave", None),
    "system_join_channel": ("join", "channel"),
    "system_guest_join_channel": ("join", "channel"),
    "system_leave_channel": ("leave", "channel"),
    "system_add_to_team": ("join", None),
    "system_remove_from_team": ("leave", None),
    "system_add_to_channel": ("join", "channel"),
    "system_add_guest_to_chan": ("join", "channel"),
    "system_remove_from_channel": ("leave", "channel"),
}
_WHO = ("addedUsername", "removedUsername")
"""Under which key the system names whom somebody else added or removed."""
_TOLD = re.compile(
    r"@?(?P<who>\S+) (?:was )?(?P<change>joined|left|added to|removed from) the (?P<what>team|channel)(?P<by> by \S+?)?\."
)
"""What the system posts, as it says it in English."""
_CHANGES = {"joined": "join", "left": "leave", "added to": "join", "removed from": "leave"}
_YES = frozenset({"true", True})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a post stands, and by what posts there are known."""

    key: str
    channel: str | None


@dataclass(frozen=True, slots=True)
class _Known:
    """The private channels and the bots met so far: they come before what is said in them, and by them."""

    closed: set[str] = field(default_factory=set)
    bots: set[str] = field(default_factory=set)


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if PurePosixPath(name).suffix.lower() in _ENDINGS)
    return any(_is_bulk(export, name) for name in a_few(files))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    for name in export.names():
        if PurePosixPath(name).suffix.lower() not in _ENDINGS:
            continue
        if not _is_bulk(export, name):
            yield Skipped(name, EMPTY_FILE if export.members[name].size == 0 else OTHER_FILE)
        else:
            known = _Known()
            for where, found in lines(export, name):
                if isinstance(found, Skipped):
                    yield found
                else:
                    yield from _line(where, found, known, options)


def addresses(export: Export) -> Iterator[tuple[str, str]]:
    for name in export.names():
        for _, found in lines(export, name) if _is_bulk(export, name) else ():
            if isinstance(found, dict) and word(found.get("type")) in _POSTS:
                break  # accounts come before what they posted
            user = found.get("user") if isinstance(found, dict) and found.get("type") == "user" else None
            if isinstance(user, dict) and isinstance(user.get("username"), str) and isinstance(user.get("email"), str):
                yield user["username"], user["email"]


def _is_bulk(export: Export, name: str) -> bool:
    for _, found in lines(export, name):
        return isinstance(found, dict) and found.get("type") == "version" and type(found.get("version")) is int
    return False


def _line(where: str, found: dict[str, Any], known: _Known, options: Options) -> Iterator[RawEvent | Skipped]:
    kind = word(found.get("type"))
    if kind in _OTHERS:
        channel, bot = found.get("channel"), found.get("bot")
        if isinstance(channel, dict) and channel.get("type") == "P":
            known.closed.add(_place(channel | {"channel": channel.get("name")}).key)
        if isinstance(bot, dict) and isinstance(bot.get("username"), str):
            known.bots.add(bot["username"])
        return
    post = found.get(kind) if kind in _POSTS else None
    if not isinstance(post, dict):
        yield Skipped(where, NOT_A_MESSAGE)
    elif (kind == "direct_post" or _place(post).key in known.closed) and not options.private:
        yield Skipped(where, PRIVATE)
    else:
        for one in _post(where, post, _place(post)):
            yield one if isinstance(one, Skipped) or one.member not in known.bots else one._replace(bot=True)


def _place(post: dict[str, Any]) -> _Place:
    people, team, channel = post.get("channel_members"), post.get("team"), post.get("channel")
    if isinstance(people, list):
        return _Place("direct/" + ",".join(sorted(map(str, people))), None)
    return _Place(f"{team}/{channel}", channel if isinstance(channel, str) else None)


def _post(where: str, said: dict[str, Any], place: _Place) -> Iterator[RawEvent | Skipped]:
    opener = _said(where, said, place, None)
    yield opener
    replies = list(objects(said.get("replies")))
    if isinstance(opener, Skipped):
        if replies and opener.reason is not NOT_ACTIVITY:
            yield Skipped(where, opener.reason, len(replies))
        return
    yield from _reactions(where, said, opener)
    for number, reply in enumerate(replies, start=1):
        answer = _said(f"{where}, reply {number}", reply, place, opener.native_id)
        yield answer
        if isinstance(answer, RawEvent):
            yield from _reactions(answer.where or where, reply, answer)


def _said(where: str, said: dict[str, Any], place: _Place, root: str | None) -> RawEvent | Skipped:
    us, user, kind, text = _us(said.get("create_at")), said.get("user"), said.get("type"), said.get("message")
    if us is None:
        return Skipped(where, NO_TIME)
    who = user if isinstance(user, str) and user else None
    native_id = f"{place.key}/{who}/{us // 1000}"
    event = RawEvent(native_id, "message", us, who, _bot(said), place.channel, where=where)
    changed = _changed(said, event)
    if changed is not None:
        return changed
    if isinstance(kind, str) and kind.startswith("system_"):
        return Skipped(where, NOT_ACTIVITY)
    edited, size = bool(said.get("edit_at")), len(text) if isinstance(text, str) else None
    tags = " ".join(filter(None, ("edited" if edited else "", "file" if said.get("attachments") else ""))) or None
    if root is not None:
        return event._replace(
            native_id=f"{native_id}/reply",
            kind="reply",
            thread=root,
            reply_to=root,
            size=size,
            tags=tags,
            text=text if size is not None else None,
        )
    return event._replace(
        thread=native_id if said.get("replies") else None, size=size, tags=tags, text=text if size is not None else None
    )


def _changed(said: dict[str, Any], event: RawEvent) -> RawEvent | Skipped | None:
    """Who became a member or stopped being one; None for a post that tells nothing of the kind."""
    kind, text, props = said.get("type"), said.get("message"), said.get("props")
    told = _TOLD.fullmatch(text) if kind is None and isinstance(text, str) else None
    if told:
        passive, who = " " in told["change"], told["who"]
        change, tag = _CHANGES[told["change"]], "channel" if told["what"] == "channel" else None
    elif isinstance(kind, str) and kind in _MEMBERSHIP:
        change, tag = _MEMBERSHIP[kind]
        passive = "_add_" in kind or "_remove_" in kind
        named = [props.get(key) for key in _WHO] if isinstance(props, dict) else []
        who = next((name for name in named if isinstance(name, str) and name), None) if passive else event.member
    else:
        return None
    if who is None if passive else who != event.member:
        return Skipped(event.where or "", NOT_ACTIVITY)
    tags = " ".join(filter(None, (tag, "removed" if passive and change == "leave" else None))) or None
    done = event._replace(kind=change, tags=tags, channel=event.channel if tag else None)
    return done._replace(native_id=f"{event.native_id}/{who}", member=who, bot=None) if passive else done


def _bot(said: dict[str, Any]) -> bool | None:
    props = said.get("props")
    marks = [props.get(name) for name in ("from_bot", "from_webhook")] if isinstance(props, dict) else []
    return True if any(isinstance(mark, str | bool) and mark in _YES for mark in marks) else None


def _reactions(where: str, said: dict[str, Any], target: RawEvent) -> Iterator[RawEvent | Skipped]:
    for reaction in objects(said.get("reactions")):
        us, user = _us(reaction.get("create_at")), reaction.get("user")
        if us is None or not isinstance(user, str):
            yield Skipped(where, NO_TIME)
        else:
            yield RawEvent(
                native_id=f"{target.native_id}/reaction/{reaction.get('emoji_name')}/{user}",
                kind="reaction",
                us=us,
                member=user,
                channel=target.channel,
                reply_to=target.native_id,
                where=where,
            )


def _us(ms: object) -> int | None:
    return ms * 1000 if type(ms) is int and 0 < ms < 10**14 else None


MATTERMOST = Source(
    name="mattermost",
    title=say("Mattermost", "Mattermost"),
    about=say(
        "the bulk export of a server (mmctl export create): a zip, or the JSON lines in it",
        "服务器的批量导出（mmctl export create）：zip 压缩包，或其中的 JSON Lines 文件",
    ),
    notes=say(
        "A post with its replies is one conversation. Joins and leaves are those that the system wrote a post for. "
        "Bots are known by the server's own list of them, or, in exports of older servers, by what they post. Private channels and direct messages are left out "
        "unless asked for. Deleted posts are not in the export.",
        "一条帖子与其回复即一段对话。只有系统发帖记录的加入与退出才能得知。机器人按服务器导出的名单识别，旧版导出则只能从其发帖识别。"
        "私密频道和私聊默认不读取。已删除的帖子不在导出中。",
    ),
    tells=frozenset({"messages", "threads", "reactions", "reaction-times", "joins", "leaves", "sizes"}),
    evidence="written from its documentation",
    recognises=recognises,
    read=read,
    addresses=addresses,
    pieces=by_file(read),
)
