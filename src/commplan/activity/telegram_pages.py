"""Pages of Telegram Desktop, its form unless another is asked for, as the records of its JSON: messages.html, messages2.html, …

A folder is one chat, each of its pages a thousand messages. What follows from how they are written:

- Of an account a page tells the name only, and not again for what follows within minutes: somebody who changes it becomes
  two, two of one name are one, and "Deleted Account" is nobody's. So a page does not say which kind of chat it is of: one
  that is called after the other of two people is a conversation of two.
- Times are those of the exporter's clock; newer pages tell how far it is from UTC.
- What Telegram wrote itself (joins, pins and the like) has no time: it stands between two messages, under its day. It takes the
  time of what is above it, at the head of a page that of the first message. Several who were invited at once are parted by commas, which a name may have too.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from commplan.activity.cursor import DAMAGED, TOO_LONG
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.activity.nested import Head
from commplan.activity.pages import Reader, TooLongError, counted, show
from commplan.activity.records import Found, placed
from commplan.words import Words

_PAGE = re.compile(r"(?P<folder>(?:.*/)?)messages(?P<number>\d*)\.html")
_ID, _ANSWERED = re.compile(r"message(-?\d{1,18})"), re.compile(r"#go_to_message(\d{1,18})$")
_AT = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")
_VIA = re.compile(r" via @\w+$")
_MEDIA = frozenset(f"media_{kind}" for kind in ("photo", "video", "file", "audio_file", "voice_message"))
_FILES = _MEDIA | {"photo_wrap", "video_file_wrap", "animated_wrap", "sticker_wrap"}
_DEEDS = {
    " joined group by link from ": "join_group_by_link",
    " joined group by request": "join_group_by_request",
    " invited ": "invite_members",
    " removed ": "remove_members",
}
_NOBODY = "Deleted Account"
_LONGEST, _MANY = 2**26, 3


def chats(export: Export) -> dict[str, list[str]]:
    """The pages of each chat in their order, by the folder that they lie in."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name in export.names():
        page = _PAGE.fullmatch(name)
        if page and _title(export, name) is not None:
            found[page["folder"]].append((int(page["number"] or 1), name))
    return {folder: [name for _, name in sorted(pages)] for folder, pages in found.items()}


def is_page(export: Export, name: str) -> bool:
    return _PAGE.fullmatch(name) is not None and _title(export, name) is not None


def head(export: Export, pages: list[str]) -> Head:
    """What the JSON would say of a chat before its messages."""
    title = _title(export, pages[0]) or ""
    people: set[str | None] = set()
    for page in pages:
        if len(people) < _MANY and isinstance(found := _said(export, page), list):
            people.update(said["from"] for said in found if "from" in said)
    private = people != {title} and len(people) < _MANY and (title in people or len(people) < 2)
    return {"name": title, "type": "personal_chat" if private else "public_supergroup"}


def records(export: Export, pages: list[str]) -> Iterator[tuple[str, Found]]:
    """The messages of a chat's pages, each with its place, as the JSON has them."""
    at: dict[str, str] = {}
    for name in pages:
        found = _said(export, name)
        if isinstance(found, Words):
            yield placed(name, found)
            continue
        at = at or next(filter(None, map(_moment, found)), {})
        for number, said in enumerate(_messages(found, at), start=1):
            at = _moment(said) or at
            yield f"{name}, record {number}", said


def _messages(found: list[dict[str, Any]], at: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The messages of a page, each of somebody and of some time; `at`: when the last one before it was written."""
    ahead, author = next((one["ahead"] for one in found if "ahead" in one), None), None
    for one in found:
        said = {key: value for key, value in one.items() if key not in {"ahead", "words"}}
        if "words" not in one:
            at, author = _moment(said) or at, said.get("from", author)
            yield said | {"from": author}
        else:
            author = None
            if one["id"] < 0:
                at = _day(one["words"], ahead) or at
            else:
                yield said | at | _done(one["words"])


def _moment(said: dict[str, Any]) -> dict[str, str]:
    return {key: said[key] for key in ("date", "date_unixtime") if key in said}


@dataclass(slots=True)
class _Title(Reader):
    """The name of the chat that a page is of."""

    title: str | None = None
    headed: bool = False

    def opened(self, tag: str, classes: frozenset[str], attributes: dict[str, str]) -> None:  # noqa: ARG002 - as every reader
        self.headed = self.headed or "page_header" in classes
        if self.headed and self.title is None and classes == {"text", "bold"}:
            self.hear(self._named)

    def _named(self, text: str) -> None:
        self.title = text.strip()


@dataclass(slots=True)
class _Page(Reader):
    """The records of a page as far as each tells them itself; `words` are those of Telegram, `ahead` how far its clock was.

    `forwarded`: what follows stands within what somebody passed on; `answering`: within the line that says what is answered.
    """

    found: list[dict[str, Any]] = field(default_factory=list)
    forwarded: bool = False
    answering: bool = False

    def opened(self, tag: str, classes: frozenset[str], attributes: dict[str, str]) -> None:
        number = _ID.fullmatch(attributes.get("id", ""))
        if tag == "div" and number and "message" in classes and classes & {"service", "default"}:
            self._begin(int(number[1]), service="service" in classes)
        elif not self.found:
            return
        elif "words" in self.found[-1]:
            if classes == {"body", "details"}:
                self.hear(lambda text: self.found[-1].update(words=text.strip()))
        elif tag == "div":
            self._div(classes, attributes)
        elif tag == "a":
            self._a(classes, attributes)
        elif tag == "span":
            self._span(classes)
        elif tag == "br":
            self.data("\n")

    def _begin(self, number: int, *, service: bool) -> None:
        self.settle()
        self.records += 1
        self.forwarded = False
        said = {"id": number, "type": "service", "words": ""} if service else {"id": number, "type": "message"}
        self.found.append(said if service else said | {"text": "", "reactions": []})
        if service:
            self.hear(lambda text: said.update(words=said["words"] or text.strip()))

    def _div(self, classes: frozenset[str], attributes: dict[str, str]) -> None:
        said = self.found[-1]
        if "forwarded" in classes:
            self.forwarded = True
            said["text"] = ""
        elif {"date", "details"} <= classes and "date" not in said and not self.forwarded:
            said.update(_when(attributes.get("title", "")))
        elif "from_name" in classes and not self.forwarded:
            self.hear(lambda text: said.setdefault("from", _name(text)), shallow=True)
        elif "reply_to" in classes:
            self.answering = True
            self.hear(self._answered)
        elif classes == {"text"}:
            self.hear(lambda text: said.update(text=text.strip()))
        elif classes & _FILES:
            said["photo"] = True
        elif "userpic" in classes and said["reactions"]:
            said["reactions"][-1]["seen"] += 1

    def _answered(self, _text: str) -> None:
        self.answering = False

    def _a(self, classes: frozenset[str], attributes: dict[str, str]) -> None:
        answered = _ANSWERED.search(attributes.get("href", ""))
        if answered and self.answering:
            self.found[-1].setdefault("reply_to_message_id", int(answered[1]))
        if classes & _FILES:
            self.found[-1]["photo"] = True

    def _span(self, classes: frozenset[str]) -> None:
        reactions = self.found[-1]["reactions"]
        if "reaction" in classes:
            reactions.append({"type": "emoji", "emoji": "", "count": None, "seen": 0})
        elif reactions and "emoji" in classes:
            self.hear(lambda text: reactions[-1].update(emoji=text.strip()))
        elif reactions and "count" in classes:
            self.hear(lambda text: reactions[-1].update(count=counted(text)))


def _done(words: str) -> dict[str, Any]:
    """What Telegram says that somebody did, where it is a coming or going."""
    for told, action in _DEEDS.items():
        actor, said, rest = words.partition(told)
        if said and action.endswith("_members"):
            return {"action": action, "actor": actor, "members": [name for name in rest.split(", ") if name != _NOBODY]}
        if said:
            return {"action": action, "actor": actor}
    return {"action": "other"}


def _day(words: str, ahead: str | None) -> dict[str, str]:
    """The beginning of a day under whose name what follows stands."""
    try:
        day = datetime.strptime(words, "%d %B %Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return {}
    return _dated(f"{day}T00:00:00", ahead)


def _when(title: str) -> dict[str, str]:
    at = _AT.match(title)
    if at is None:
        return {}
    day, month, year, clock, ahead = at.groups()
    return _dated(f"{year}-{month}-{day}T{clock}", ahead) | ({"ahead": ahead} if ahead else {})


def _dated(local: str, ahead: str | None) -> dict[str, str]:
    try:
        known = datetime.fromisoformat(f"{local}{ahead or ''}")
    except ValueError:
        return {}
    return {"date": local} | ({"date_unixtime": str(int(known.timestamp()))} if ahead else {})


def _name(written: str) -> str | None:
    name = _VIA.sub("", written.strip()).strip()
    return name if name and name != _NOBODY else None


def _title(export: Export, name: str) -> str | None:
    """The chat's name; None for a page of anything else."""
    reader = _Title()
    try:
        for _ in show(io.BytesIO(start(export, name)), reader):
            pass
    except (*FAULTS, TooLongError):
        return None
    return reader.title


def _said(export: Export, name: str) -> list[dict[str, Any]] | Words:
    """What the records of a page tell themselves, or why it cannot be read."""
    reader = _Page()
    try:
        with export.open(name) as stream:
            begun = stream.read(_LONGEST)
        if len(begun) >= _LONGEST:
            return TOO_LONG
        for _ in show(io.BytesIO(begun), reader):
            pass
    except FAULTS:
        return DAMAGED
    except TooLongError:
        return TOO_LONG
    for said in reader.found:
        for reaction in said.get("reactions", ()):
            seen = reaction.pop("seen")
            reaction["count"] = seen if reaction["count"] is None else reaction["count"]
    return reader.found
