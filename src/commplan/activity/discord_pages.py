"""Pages of DiscordChatExporter, its form unless another is asked for, as the records of its JSON.

A page names server and channel above its messages, which lie in groups: consecutive messages of one author, of which the
first says whose they are. What follows from how it is written:

- Of a message's time a page tells the minute, in the reader's words. Its id holds it to the millisecond.
- A channel is called by its place ("category / channel"); a third part is a thread's, which may be a
  private one. Its number is in the file's name.
- Reactions are only counted. What is said is known without its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from commplan.activity.cursor import DAMAGED, TOO_LONG
from commplan.activity.event import Skipped
from commplan.activity.export import FAULTS, Export
from commplan.activity.pages import Reader, TooLongError, counted, show
from commplan.activity.records import Found, placed
from commplan.words import Words

ENDINGS = (".html", ".htm")
_PLACES = frozenset({"preamble__entry", "info__guild-name", "info__channel-name"})
_SYSTEM = frozenset({"chatlog__system-notification-author", "chatlog__system-notification-author-name"})
_AUTHORS = _SYSTEM | {"chatlog__author", "chatlog__author-name"}
_BOT = frozenset({"chatlog__author-tag", "chatlog__bot-tag"})
_ANSWERED = re.compile(r"scrollToMessage\(event,\s*[\"']?(\d{1,20})")
_NUMBER, _ID = re.compile(r"\d{15,20}"), re.compile(r"\d{1,20}")
_PIECES = 4
"""Of a page that are looked at for what it is of."""
_BEGAN = 1_420_070_400_000
"""Milliseconds at which Discord's ids begin: the first of January 2015."""


@dataclass(slots=True)
class _Head(Reader):
    """What stands above the messages; `whole` when the first of them was met, `is_chat` when they have their place."""

    places: list[str] = field(default_factory=list)
    is_chat: bool = False
    whole: bool = False

    def opened(self, tag: str, classes: frozenset[str], attributes: dict[str, str]) -> None:  # noqa: ARG002 - as every reader
        self.is_chat = self.is_chat or "chatlog" in classes
        self.whole = self.whole or "chatlog__message-group" in classes
        if not self.whole and classes & _PLACES:
            self.hear(lambda place: self.places.append(place.strip()), shallow=True)


def head(export: Export, name: str) -> dict[str, Any] | None:
    """What a page says before its messages; None when it is no such page."""
    reader = _Head()
    try:
        with export.open(name) as stream:
            for _ in islice(show(stream, reader), _PIECES):
                if reader.whole:
                    break
    except (*FAULTS, TooLongError):
        return None
    if len(reader.places) < 2 or not reader.is_chat:
        return None
    server, place, *_ = reader.places
    parts = [part.strip() for part in place.split(" / ")]
    numbers = _NUMBER.findall(PurePosixPath(name).stem)
    thread, direct = len(parts) > 2, server == "Direct Messages"
    return {
        "guild": {"name": server},
        "channel": {
            "id": numbers[-1] if numbers else f"page {'/'.join(reader.places)}",
            "type": "DirectTextChat" if direct else "GuildPublicThread" if thread else "GuildTextChat",
            "category": parts[-2] if thread else None,
            "name": parts[-1].removeprefix("#"),
        },
    }


@dataclass(slots=True)
class _Messages(Reader):
    """The messages of a page; `found` are those that are whole, for who takes them away.

    `said` is the one that is read, None above the first of a group, where older pages name the author; `named` whoever is
    named there or in the message, `author` who said what does not tell.
    """

    found: list[dict[str, Any]] = field(default_factory=list)
    said: dict[str, Any] | None = None
    named: dict[str, Any] | None = None
    bot: bool = False
    system: bool = False
    author: dict[str, Any] = field(default_factory=dict)
    sign: str = ""

    def opened(self, tag: str, classes: frozenset[str], attributes: dict[str, str]) -> None:
        number = attributes.get("data-message-id", "")
        if tag == "div" and "chatlog__message-group" in classes:
            self._finish()
            self.said, self.author = None, {"id": None, "isBot": False}
        elif tag == "div" and _ID.fullmatch(number):
            self._finish()
            self.records += 1
            self.said = _blank(number)
        elif tag == "span":
            self._span(classes, attributes)
        elif tag == "div":
            self._div(classes, attributes)
        elif tag == "img":
            self.data(attributes.get("alt", ""))

    def close(self) -> None:
        if not self.too_long:
            self._finish()

    def _span(self, classes: frozenset[str], attributes: dict[str, str]) -> None:
        if classes & _AUTHORS:
            self.system = self.system or bool(classes & _SYSTEM)
            self.named = self.named or {"id": _who(attributes)}
        elif classes & _BOT:
            self.bot = True
        elif "chatlog__edited-timestamp" in classes:
            self._tell(timestampEdited=True)
            self.skip()
        elif "chatlog__reply-link" in classes:
            answered = _ANSWERED.search(attributes.get("onclick", ""))
            self._tell(**({"reference": {"messageId": answered[1]}} if answered else {}))
        elif "chatlog__reaction-count" in classes:
            self.hear(self._reacted)
        elif "chatlog__system-notification-content" in classes:
            self.hear(self._noticed)

    def _div(self, classes: frozenset[str], attributes: dict[str, str]) -> None:
        if "chatlog__content" in classes:
            self.hear(lambda text: self._tell(content=text.strip()))
        elif "chatlog__attachment" in classes:
            self._tell(attachments=[{}])
        elif "chatlog__reaction" in classes:
            self.sign = attributes.get("title", "")

    def _tell(self, **what: Any) -> None:
        if self.said is not None:
            self.said.update(what)

    def _reacted(self, text: str) -> None:
        count = counted(text)
        if self.said is not None and count is not None:
            self.said["reactions"].append({"emoji": {"name": self.sign}, "count": count})

    def _noticed(self, text: str) -> None:
        """What Discord wrote is known by its words, which the exporter has in English only."""
        self._tell(type="GuildMemberJoin" if text.strip() == "joined the server." else "Notice")

    def _finish(self) -> None:
        """What was read is whole: the head of a group, or a message, whose author is the one before where none is named."""
        self.settle()
        own = self.named and self.named | {"isBot": self.bot}
        if self.said is not None:
            if self.system and self.said["type"] == "Default":
                self.said["type"] = "Notice"
            self.found.append(self.said | {"author": own or self.author})
        self.author = own if own and not self.system else self.author
        self.named, self.bot, self.system, self.sign = None, False, False, ""


def records(export: Export, name: str) -> Iterator[tuple[str, Found]]:
    """The messages of a page, each with its place, as the exporter's JSON has them."""
    try:
        yield from (
            placed(f"{name}, record {number}", one) for number, one in enumerate(_messages(export, name), start=1)
        )
    except FAULTS:
        yield name, Skipped(name, DAMAGED)


def _messages(export: Export, name: str) -> Iterator[dict[str, Any] | Words]:
    reader = _Messages()
    with export.open(name) as stream:
        try:
            for _ in show(stream, reader):
                yield from reader.found
                reader.found.clear()
        except TooLongError:
            yield TOO_LONG  # all before it was taken away pieces ago


def _blank(number: str) -> dict[str, Any]:
    """A message of which only the id is known; its time is in that."""
    ms = (int(number) >> 22) + _BEGAN
    at = datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds")
    return {"id": number, "type": "Default", "timestamp": at, "content": "", "reactions": []}


def _who(attributes: dict[str, str]) -> str | None:
    """The account's number; or the name, in older pages."""
    number = attributes.get("data-user-id", "")
    return number if number.isdecimal() else attributes.get("title") or None
