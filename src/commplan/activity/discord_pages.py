"""Pages of DiscordChatExporter, its form unless another is asked for, as the records of its JSON.

A page names server and channel above its messages, which lie in groups: consecutive messages of one author, of which the
first says whose they are. What follows from how it is written:

- Of a message's time a page tells the minute, in the reader's words. Its id holds it to the millisecond.
- A channel is called by its place ("category / channel"); a third part is a thread's, which may be a
  private one. Its number is in the file's name.
- Reactions are only counted. What is said is known without its marks.
- What people wrote is escaped, so that a tag is always the exporter's own. None of its tags holds another, by which a page
  that somebody has made up to hold up the reading is read in one pass as well.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from commplan.activity.cursor import DAMAGED, TOO_LONG
from commplan.activity.event import Skipped
from commplan.activity.export import FAULTS, Export
from commplan.activity.records import Found, placed

ENDINGS = (".html", ".htm")
_GROUP = re.compile(rb"<div class=\"?chatlog__message-group\b")
_PLACE = re.compile(r"<(?:div|span) class=\"?(?:preamble__entry|info__(?:guild|channel)-name)\b[^<>]*>([^<]*)<")
_NUMBER = re.compile(r"\d{15,20}")
_MARK = re.compile(
    r"<div[^<>]*\bdata-message-id=\"?(?P<message>\d{1,20})"
    r"|<span[^<>]*\bclass=\"?chatlog__(?P<author>(?:system-notification-)?author(?:-name)?)(?![-\w])\"?(?P<about>(?:[^<>\"]|\"[^<\"]*\")*)"
    r"|<span[^<>]*\bclass=\"?chatlog__(?P<tag>author-tag|bot-tag)[\" >]"
    r"|<span class=\"?chatlog__reply-link\"?[^<>]*scrollToMessage\(event,\s*(?:&#39;|&quot;|[\"'])(?P<answered>\d+)"
    r"|<span class=\"?chatlog__reaction-count\"?[^>]*>\s*(?P<count>\d{1,9})"
    r"|<span class=\"?chatlog__(?P<edited>edited-timestamp)\b"
    r"|<div class=\"?chatlog__(?P<more>attachment|embed|reactions|reaction|sticker)[\" >](?: ?title=(?P<sign>\"[^<\"]*\"|[^\s<>]*))?"
    r"|<div class=\"?chatlog__(?P<content>content)[\" >][^<>]*>?"
)
_NOTICE = re.compile(r"<span class=\"?chatlog__system-notification-content\"?>\s*<span>([^<]*)</span>")
_EDITED = re.compile(r"<span class=\"?chatlog__edited-timestamp\b[^<>]*>[^<]*</span>")
_ALT = re.compile(r"<img[^<>]*?\balt=(?:\"([^<\"]*)\"|([^\s<>]*))[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_ID = re.compile(r"data-user-id=\"?(\d+)")
_TITLE = re.compile(r"title=(?:\"([^\"]*)\"|([^\s>]*))")
_CHUNK, _LONGEST, _HEAD, _NEAR = 2**20, 2**26, 2**20, 2**12
_BEGAN = 1_420_070_400_000
"""Milliseconds at which Discord's ids begin: the first of January 2015."""


def head(export: Export, name: str) -> dict[str, Any] | None:
    """What a page says before its messages; None when it is no such page."""
    try:
        with export.open(name) as stream:
            begun = _GROUP.split(stream.read(_HEAD), maxsplit=1)[0].decode("utf-8", "replace")
    except FAULTS:
        return None
    places = [html.unescape(place).strip() for place in _PLACE.findall(begun)]
    if len(places) < 2 or "chatlog" not in begun:
        return None
    parts = [part.strip() for part in places[1].split(" / ")]
    numbers = _NUMBER.findall(PurePosixPath(name).stem)
    thread, direct = len(parts) > 2, places[0] == "Direct Messages"
    return {
        "guild": {"name": places[0]},
        "channel": {
            "id": numbers[-1] if numbers else f"page {'/'.join(places)}",
            "type": "DirectTextChat" if direct else "GuildPublicThread" if thread else "GuildTextChat",
            "category": parts[-2] if thread else None,
            "name": parts[-1].removeprefix("#"),
        },
    }


def records(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    """The messages of a page, each with its place, as the exporter's JSON has them."""
    try:
        found = (one for group in _groups(export, name) for one in ((TOO_LONG,) if group is None else _messages(group)))
        yield from (placed(f"{name}, record {number}", one) for number, one in enumerate(found, start=1))
    except FAULTS:
        yield name, Skipped(name, DAMAGED)


def _groups(export: Export, name: str) -> Iterator[str | None]:
    """The groups of a page; None for one that has no end."""
    held, whole = b"", True
    with export.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            *groups, held = _GROUP.split(held + chunk)
            yield from (group.decode("utf-8", "replace") if whole else None for group in groups)
            whole = True if groups else whole
            if len(held) > _LONGEST:
                held, whole = b"", False
    yield held.decode("utf-8", "replace") if whole else None


def _messages(group: str) -> Iterator[dict[str, Any]]:
    """The messages of one group, whose author is told once, above them in older pages."""
    marks = list(_MARK.finditer(group))
    starts = [n for n, mark in enumerate(marks) if mark["message"]]
    author = _person(marks[: starts[0]] if starts else []) or {"id": None, "isBot": False}
    for begin, end in pairwise([*starts, len(marks)]):
        inner = marks[begin + 1 : end]
        system = any((mark["author"] or "").startswith("system") for mark in inner)
        own = _person(inner)
        author = own if own and not system else author
        said = _blank(marks[begin]["message"], own or author)
        if system:
            said["type"] = _notice(inner, group)
        _tell(said, inner, group, marks[end].start() if end < len(marks) else len(group))
        yield said


def _blank(number: str, author: dict[str, Any]) -> dict[str, Any]:
    """A message of which only id and author are known; its time is in its id."""
    ms = (int(number) >> 22) + _BEGAN
    at = datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds")
    return {"id": number, "type": "Default", "timestamp": at, "author": author, "content": "", "reactions": []}


def _person(marks: list[re.Match[str]]) -> dict[str, Any] | None:
    """The author whom some marks name, who is a bot when a tag says so."""
    about = next((mark["about"] for mark in marks if mark["author"]), None)
    return None if about is None else {"id": _who(about), "isBot": any(mark["tag"] for mark in marks)}


def _tell(said: dict[str, Any], marks: list[re.Match[str]], group: str, end: int) -> None:
    """What the marks say of the message in which they stand; `end`: where in its group it ends."""
    sign = ""
    for mark in marks:
        if mark["content"]:
            ends = (other.start() for other in marks if other["more"] and other.start() > mark.start())
            said["content"] = _text(group[mark.end() : next(ends, end)])
        elif mark["answered"]:
            said["reference"] = {"messageId": mark["answered"]}
        elif mark["edited"]:
            said["timestampEdited"] = True
        elif mark["more"] == "attachment":
            said["attachments"] = [{}]
        elif mark["more"] == "reaction":
            sign = html.unescape((mark["sign"] or "").strip('"'))
        elif mark["count"]:
            said["reactions"].append({"emoji": {"name": sign}, "count": int(mark["count"])})


def _notice(marks: list[re.Match[str]], group: str) -> str:
    """The type of a message that Discord wrote, by its words, which the exporter has in English only."""
    words = next((found[1] for mark in marks if (found := _NOTICE.search(group, mark.end(), mark.end() + _NEAR))), "")
    return "GuildMemberJoin" if words.strip() == "joined the server." else "Notice"


def _who(about: str) -> str | None:
    """The account's number, the last that is told: a name may look like one; or the name, in older pages."""
    known, named = _ID.findall(about), _TITLE.search(about)
    return known[-1] if known else html.unescape(named[1] or named[2] or "") or None if named else None


def _text(content: str) -> str:
    bare = _ALT.sub(lambda image: image[1] or image[2] or "", _EDITED.sub("", content))
    return html.unescape(_TAG.sub("", bare)).strip()
