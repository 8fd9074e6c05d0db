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
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import PurePosixPath

from commplan.activity import clock
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.nested import inside, opening
from commplan.activity.newcomers import Newcomers
from commplan.activity.reasons import EMPTY_FILE, NO_TIME, OTHER_FILE, PRIVATE
from commplan.activity.records import a_few, items, objects, whole
from commplan.activity.slack_days import Record, Workspace, day_of, events_of
from commplan.source import Options, Piece, Reading, Source, plainly
from commplan.words import say

_DAY_FILE = re.compile(r"(?P<root>(?:.*/)?)(?P<folder>[^/]+)/(?P<day>\d{4}-\d\d-\d\d)\.json")
_DUMP = (("messages",),)
_NOBODY = frozenset({""})
_LISTS = frozenset({"channels", "groups", "mpims", "dms", "users"})
_DIRECT = re.compile(r"D[A-Z0-9]{8,}|mpdm-.*")


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
    roots = _roots(export)
    for root in roots:
        newcomers = Newcomers()
        for piece in _pieces(export, root, options):
            newcomers.followed_by((yield from piece.read(export)))
        yield from newcomers.joins
    for name in export.names():
        if _DAY_FILE.fullmatch(name) or not name.endswith(".json"):
            continue
        if _is_dump(export, name):
            yield from _dump(export, name, options)
        elif not roots and PurePosixPath(name).stem not in _LISTS:
            yield Skipped(name, EMPTY_FILE if export.members[name].size == 0 else OTHER_FILE)


def pieces(export: Export, options: Options) -> Sequence[Piece]:
    """The days of a workspace; conversations that were dumped beside them are read with them, as one whole."""
    roots = _roots(export)
    others = (name for name in export.names() if name.endswith(".json") and not _DAY_FILE.fullmatch(name))
    if len(roots) != 1 or any(_is_dump(export, name) for name in others):
        return ()
    return list(_pieces(export, roots[0], options))


def _roots(export: Export) -> list[str]:
    return sorted({match["root"] for name in export.names() if (match := _DAY_FILE.fullmatch(name))})


def _pieces(export: Export, root: str, options: Options) -> Iterator[Piece]:
    here = _workspace(export, root)
    files = [match for name in export.names() if (match := _DAY_FILE.fullmatch(name)) and match["root"] == root]
    folders = dict.fromkeys(match["folder"] for match in files)
    private = [
        folder
        for folder in folders
        if not options.private and (here.names.get(folder, folder) in here.private or _DIRECT.fullmatch(folder))
    ]
    yield Piece((), plainly(lambda _: (Skipped(root + folder, PRIVATE) for folder in private)))
    files = sorted((match for match in files if match["folder"] not in private), key=itemgetter("day"))
    for _, together in groupby(files, key=itemgetter("day")):
        yield _piece(here, [(match[0], here.names.get(match["folder"], match["folder"])) for match in together])


def _piece(here: Workspace, files: list[tuple[str, str]]) -> Piece:
    def read_day(export: Export) -> Reading:
        today = replace(here, newcomers=Newcomers())
        yield from day_of(export, today, files)
        return today.newcomers

    return Piece([file for file, _ in files], read_day)


def addresses(export: Export) -> Iterator[tuple[str, str]]:
    for name in export.names():
        if name.rpartition("/")[2] == "users.json":
            for user in objects(whole(export, name)):
                profile = user.get("profile")
                mail = profile.get("email") if isinstance(profile, dict) else None
                if isinstance(user.get("id"), str) and isinstance(mail, str):
                    yield user["id"], mail


def _workspace(export: Export, root: str) -> Workspace:
    lists = {name: list(objects(whole(export, f"{root}{name}.json"))) for name in ("channels", "groups", "mpims")}
    channels = [c for group in lists.values() for c in group if isinstance(c.get("name"), str)]
    direct, users = (objects(whole(export, f"{root}{name}.json")) for name in ("dms", "users"))
    return Workspace(
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
                yield from events_of(here, Record(name, number, us, folder, here.ids.get(folder, folder), said))
    yield from here.newcomers.joins


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
    pieces=pieces,
)
