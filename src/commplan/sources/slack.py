"""Slack: the workspace export that an owner downloads, as a folder or zip, and conversations as slackdump dumps them.

A folder for each channel, in it a file for each day (days of Pacific time, whatever the workspace's zone), in it a
list of messages; beside them `users.json` and `channels.json`. What follows from how Slack writes it:

- A message is known by its channel and `ts`. The channel is its id in `channels.json`; without that file the
  folder's name, so that an overlapping export which has the file counts them again. A folder may be called by that id.
- Replies carry `thread_ts`. Exports from before 2017 carry none: they tell no threads, every message stands alone.
- `channel_join` and `channel_leave` are joins and leaves of one channel (tag "channel"). Nothing says when somebody
  joined the workspace, but everybody is put into the general channel on that day: the first `channel_join` there is
  the member's join. When `channels.json` names no general channel, a member has joined with the first
  `channel_join` of all, provided that nothing the member did comes earlier; who is seen otherwise first was there
  before the export begins, and no join is made up. Guests, who never enter the general channel, have no join.
  Nothing tells who left the workspace.
- Reactions have no time: they take the message's and the tag "undated".
- A member is a bot when `users.json` says so; a message signed with a `bot_id` only is a bot's. Slackbot is no member.
  Without `users.json` people and bots cannot be told apart.
- A deleted message on which replies still hang (`tombstone`) stays, without member, with the tag "deleted".
- A dump of slackdump, and a page of Slack's API, is a file for each conversation; replies hang on their message. Nobody's
  join of the workspace can be told there unless `channels.json` names the general channel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from commplan.activity import clock
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.nested import inside, opening
from commplan.activity.reasons import EMPTY_FILE, NO_TIME, NOT_A_MESSAGE, NOT_ACTIVITY, OTHER_FILE, PRIVATE, UNNAMED
from commplan.activity.records import a_few, bare_items, items, objects, whole
from commplan.source import Options, Source
from commplan.words import say

_DAY_FILE = re.compile(r"(?P<root>(?:.*/)?)(?P<folder>[^/]+)/(?P<day>\d{4}-\d\d-\d\d)\.json")
_DUMP = (("messages",),)
_LISTS = frozenset({"channels", "groups", "mpims", "dms", "users"})
_NOBODY = frozenset({""})
_TAGGED = frozenset({"edited", "files", "file"})
_SLACKBOT = "USLACKBOT"
_ODD = frozenset({*_TAGGED, "subtype", "reactions", "bot_id", "comment"})
_DIRECT = re.compile(r"D[A-Z0-9]{8,}|mpdm-.*")

_MESSAGES: dict[str | None, str | None] = {
    None: None, "bot_message": None, "me_message": None, "file_share": "file", "file_comment": "comment",
    "thread_broadcast": "broadcast", "reply_broadcast": "broadcast", "tombstone": "deleted",
}  # fmt: skip
_MEMBERSHIP = {"channel_join": "join", "group_join": "join", "channel_leave": "leave", "group_leave": "leave"}


@dataclass(frozen=True, slots=True)
class _Workspace:
    root: str
    ids: dict[str, str]
    names: dict[str, str]
    general: frozenset[str]
    private: frozenset[str]
    bots: dict[str, bool]
    seen: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)


class _Record(NamedTuple):
    """A tuple for the same reason as `RawEvent`, its time in the same place. `place`: how its channel is called in ids."""

    file: str
    number: int
    us: int
    folder: str
    place: str
    said: dict[str, Any]

    @property
    def where(self) -> str:
        return f"{self.file}, record {self.number}"


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if _DAY_FILE.fullmatch(name))
    for name in a_few(files):
        for _, found in items(export, name):
            return _is_message(found)
    others = (name for name in export.names() if name.endswith(".json"))
    return any(_is_dump(export, name) for name in a_few(others))


def _is_message(found: object) -> bool:
    return isinstance(found, dict) and found.get("type") == "message" and clock.dotted(found.get("ts")) is not None


def _is_dump(export: Export, name: str) -> bool:
    begun = opening(export, name, _DUMP) if name.endswith(".json") else None
    return begun is not None and _is_message(begun[1])


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:
    files = [match for name in export.names() if (match := _DAY_FILE.fullmatch(name))]
    for root in sorted({match["root"] for match in files}):
        here = _workspace(export, root)
        open_files = []
        for folder, days in groupby((match for match in files if match["root"] == root), key=lambda m: m["folder"]):
            private = here.names.get(folder, folder) in here.private or _DIRECT.fullmatch(folder)
            if private and not options.private:
                yield Skipped(root + folder, PRIVATE)
            else:
                open_files += list(days)
        open_files.sort(key=lambda match: match["day"])
        for _, day in groupby(open_files, key=lambda match: match["day"]):
            yield from _day(export, here, list(day))
    for name in export.names():
        if _DAY_FILE.fullmatch(name) or not name.endswith(".json"):
            continue
        if _is_dump(export, name):
            yield from _dump(export, name, options)
        elif not files and PurePosixPath(name).stem not in _LISTS:
            yield Skipped(name, EMPTY_FILE if export.members[name].size == 0 else OTHER_FILE)


def addresses(export: Export) -> Iterator[tuple[str, str]]:
    for name in export.names():
        if name.rpartition("/")[2] == "users.json":
            for user in objects(whole(export, name)):
                profile = user.get("profile")
                mail = profile.get("email") if isinstance(profile, dict) else None
                if isinstance(user.get("id"), str) and isinstance(mail, str):
                    yield user["id"], mail


def _workspace(export: Export, root: str) -> _Workspace:
    lists = {name: list(objects(whole(export, f"{root}{name}.json"))) for name in ("channels", "groups", "mpims")}
    channels = [c for group in lists.values() for c in group if isinstance(c.get("name"), str)]
    direct, users = (objects(whole(export, f"{root}{name}.json")) for name in ("dms", "users"))
    return _Workspace(
        root,
        ids={c["name"]: c["id"] for c in channels if isinstance(c.get("id"), str)},
        names={c["id"]: c["name"] for c in channels if isinstance(c.get("id"), str)},
        general=frozenset(c["name"] for c in lists["channels"] if c.get("is_general") is True and c in channels),
        private=frozenset(c["name"] for c in channels if c not in lists["channels"])
        | {d["id"] for d in direct if isinstance(d.get("id"), str)},
        bots={u["id"]: u.get("is_bot") is True for u in users if isinstance(u.get("id"), str)},
    )


def _dump(export: Export, name: str, options: Options) -> Iterator[RawEvent | Skipped]:
    """One conversation, its replies behind their messages."""
    path = PurePosixPath(name)
    here = _workspace(export, f"{path.parent}/" if path.parent.name else "")
    here = replace(here, general=here.general or _NOBODY)
    for number, (where, head, found) in enumerate(inside(export, name, _DUMP), start=1):
        known = head.get("channel_id") if isinstance(head.get("channel_id"), str) else None
        folder = head["name"] if isinstance(head.get("name"), str) and head["name"] else known or path.stem
        if _DIRECT.fullmatch(known or folder) and not options.private:
            yield Skipped(name, PRIVATE)
            return
        if isinstance(found, Skipped):
            yield found
            continue
        here.ids.update({folder: known} if known else {})
        replies = objects(found.pop("slackdump_thread_replies", None))
        for said in (found, *(one for one in replies if one.get("ts") != found.get("ts"))):
            us = clock.dotted(said.get("ts"))
            if us is None:
                yield Skipped(where, NO_TIME)
            else:
                yield from _events(here, _Record(name, number, us, folder, here.ids.get(folder, folder), said))


def _day(export: Export, here: _Workspace, files: list[re.Match[str]]) -> Iterator[RawEvent | Skipped]:
    """One day of all channels in the order of its events, which alone shows what a member did first."""
    found: list[RawEvent | _Record] = []
    for match in files:
        file, folder = match[0], here.names.get(match["folder"], match["folder"])
        place = here.ids.get(folder, folder)
        for number, said in enumerate(bare_items(export, file), start=1):
            if isinstance(said, Skipped):
                yield said
            elif (us := clock.dotted(said.get("ts"))) is None:
                yield Skipped(f"{file}, record {number}", NO_TIME)
            else:
                found.append(_plain(here, us, folder, place, said) or _Record(file, number, us, folder, place, said))
    found.sort(key=itemgetter(2))
    for one in found:
        if isinstance(one, RawEvent):
            here.seen.add(one.member or "")
            yield one
        else:
            yield from _events(here, one)


def _plain(here: _Workspace, us: int, folder: str, place: str, said: dict[str, Any]) -> RawEvent | None:
    """A message that somebody just wrote, as nearly all are; None for all else, which takes longer."""
    member = said.get("user")
    if not (member and isinstance(member, str) and member != _SLACKBOT and said.keys().isdisjoint(_ODD)):
        return None
    author = member, here.bots.get(member)
    return _message(us, folder, place, said, None, author) if said.get("type") == "message" else None


def _events(here: _Workspace, record: _Record) -> Iterator[RawEvent | Skipped]:
    said = record.said
    subtype = said.get("subtype")
    member, bot = _author(here, said)
    if subtype in _MEMBERSHIP and member:
        yield from _membership(here, record, member, bot)
    elif said.get("type") != "message":
        yield Skipped(record.where, NOT_A_MESSAGE)
    elif subtype in _MESSAGES:
        yield _message(record.us, record.folder, record.place, said, subtype, (member, bot))
    else:
        yield Skipped(record.where, NOT_ACTIVITY)
    if "reactions" in said:
        yield from _reactions(here, record)
    if member:
        here.seen.add(member)


def _message(
    us: int, folder: str, place: str, said: dict[str, Any], subtype: str | None, author: tuple[str | None, bool | None]
) -> RawEvent:
    ts, text, tag, thread = said["ts"], said.get("text"), _MESSAGES[subtype], said.get("thread_ts")
    member, bot = author if tag != "deleted" else (None, None)
    opener = f"{place}/{thread}" if thread is not None and clock.dotted(thread) is not None else None
    said_so = text if isinstance(text, str) else None
    size = len(said_so) if said_so is not None and tag != "deleted" else None
    tags = _tags(said, tag) if tag or not _TAGGED.isdisjoint(said) else None
    kind, answered = ("reply", opener) if opener is not None and thread != ts else ("message", None)
    return RawEvent(f"{place}/{ts}", kind, us, member, bot, folder, opener, answered, size, tags, None, said_so)


def _tags(said: dict[str, Any], tag: str | None) -> str | None:
    tags = {tag, "edited" if said.get("edited") else None, "file" if said.get("files") or said.get("file") else None}
    return " ".join(sorted(filter(None, tags))) or None


def _reactions(here: _Workspace, record: _Record) -> Iterator[RawEvent | Skipped]:
    native_id = f"{record.place}/{record.said['ts']}"
    for reaction in objects(record.said.get("reactions")):
        given = reaction.get("users")
        users = [user for user in given if isinstance(user, str)] if isinstance(given, list) else []
        for user in users:
            own, member = f"{native_id}/reaction/{reaction.get('name')}/{user}", None if user == _SLACKBOT else user
            given_by = RawEvent(own, "reaction", record.us, member, here.bots.get(user), record.folder)
            yield given_by._replace(reply_to=native_id, tags="undated")
        count = reaction.get("count")
        if isinstance(count, int) and count > len(users):
            yield Skipped(record.where, UNNAMED, count - len(users))


def _membership(here: _Workspace, record: _Record, member: str, bot: bool | None) -> Iterator[RawEvent]:
    kind = _MEMBERSHIP[record.said["subtype"]]
    native_id = f"{record.place}/{record.said['ts']}"
    first = record.folder in here.general if here.general else member not in here.seen
    if kind == "join" and first and member not in here.joined:
        here.joined.add(member)
        yield RawEvent(f"member/{member}/join", "join", record.us, member, bot)
    yield RawEvent(native_id, kind, record.us, member, bot, channel=record.folder, tags="channel")


def _author(here: _Workspace, said: dict[str, Any]) -> tuple[str | None, bool | None]:
    comment = said.get("comment")
    user = said.get("user") or (comment.get("user") if isinstance(comment, dict) else None)
    if user == _SLACKBOT:
        return None, True
    if isinstance(user, str):
        known = here.bots.get(user)
        return user, True if known is None and said.get("bot_id") else known
    bot = said.get("bot_id")
    return (bot, True) if isinstance(bot, str) else (None, True if said.get("subtype") == "bot_message" else None)


SLACK = Source(
    name="slack",
    title=say("Slack", "Slack"),
    about=say(
        "the export of a workspace that an owner downloads: a zip, or the folder unpacked from it; also conversations as "
        "slackdump dumps them",
        "工作区所有者下载的导出文件：zip 压缩包，或解压后的文件夹；也可读取 slackdump 导出的会话",
    ),
    notes=say(
        "A member's join is the first join of the general channel; without a general channel, the first channel "
        "joined by somebody not seen before. Nothing tells who left the workspace. Reactions carry no time. Private "
        "channels and direct messages are left out unless asked for. Keep users.json beside the channels: without it "
        "people and bots cannot be told apart. Exports from before 2017 have no threads.",
        "成员加入时间取其首次加入 general 频道的时间；没有 general 频道时，取此前从未出现的成员首次加入"
        "任一频道的时间。导出内容不含谁离开了工作区，回应没有时间。私密频道和私聊默认不读取。请保留 users.json"
        "，否则无法区分真人与机器人。2017 年以前的导出没有消息串。",
    ),
    tells=frozenset({"messages", "threads", "reactions", "joins", "bots", "sizes"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
    addresses=addresses,
)
