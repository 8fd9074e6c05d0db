"""Pages of Telegram Desktop, its form unless another is asked for, as the records of its JSON: messages.html, messages2.html, …

A folder is one chat, each of its pages a thousand messages. What follows from how they are written:

- Of an account a page tells the name only, and not again for what follows within minutes: somebody who changes it becomes
  two, two of one name are one, and "Deleted Account" is nobody's. So a page does not say which kind of chat it is of: one
  that is called after the other of two people is a conversation of two.
- Times are those of the exporter's clock; newer pages tell how far it is from UTC.
- What Telegram wrote itself (joins, pins and the like) has no time: it stands between two messages, under its day. It takes the
  time of what is above it, at the head of a page that of the first message. Several who were invited at once are parted by commas, which a name may have too.
- What people wrote is escaped, so that a tag is always the exporter's own, and none of its tags holds another.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from commplan.activity.cursor import DAMAGED, TOO_LONG
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.activity.nested import Head
from commplan.activity.records import Found, placed

_PAGE = re.compile(r"(?P<folder>(?:.*/)?)messages(?P<number>\d*)\.html")
_TITLE = re.compile(r'<div class="page_header[^"<]*">.*?<div class="text bold">([^<]*)</div>', re.DOTALL)
_MESSAGE = re.compile(r'<div\s+class="message (?P<kind>service|default)[^"<]*"\s+id="message(?P<id>-?\d{1,18})"\s*>')
_AT = re.compile(
    r'<div class="pull_right date details" title="(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?"'
)
_FROM = re.compile(r'<div class="from_name">([^<]*)<')
_VIA = re.compile(r" via @\w+$")
_ANSWERED = re.compile(r'<div class="reply_to details">[^<]*<a href="[^"<]*#go_to_message(\d{1,18})"')
_TEXT = '<div class="text">'
_FILE = re.compile(
    r'class="(?:media [^"<]*media_(?:photo|video|file|audio_file|voice_message)|(?:photo|video_file|animated|sticker)_wrap)'
)
_REACTION = re.compile(r'<span class="reaction(?: [^"<]*)?">(.*?)(?=<span class="reaction(?: [^"<]*)?">|\Z)', re.DOTALL)
_SIGN = re.compile(r'<span class="emoji">(.{0,400}?)</span>', re.DOTALL)
_COUNT = re.compile(r'<span class="count">\s*(\d{1,9})')
_BREAK, _TAG = re.compile(r"<br ?/?>"), re.compile(r"<[^<>]*>")
_DEEDS = {
    " joined group by link from ": "join_group_by_link",
    " joined group by request": "join_group_by_request",
    " invited ": "invite_members",
    " removed ": "remove_members",
}
_NOBODY = "Deleted Account"
_LONGEST = 2**26


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
    people = {_name(name) for page in pages for name in _FROM.findall(_read(export, page) or "")}
    private = people != {title} and len(people) < 3 and (title in people or len(people) < 2)
    return {"name": title, "type": "personal_chat" if private else "public_supergroup"}


def records(export: Export, pages: list[str]) -> Iterator[tuple[str, Found]]:
    """The messages of a chat's pages, each with its place, as the JSON has them."""
    at: dict[str, str] = {}
    for name in pages:
        text = _read(export, name)
        if text is None or len(text) >= _LONGEST:
            yield placed(name, DAMAGED if text is None else TOO_LONG)
            continue
        for number, said in enumerate(_messages(text, at or _when(text)), start=1):
            at = _moment(said) or at
            yield f"{name}, record {number}", said


def _messages(text: str, at: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The messages of a page; `at`: when the last one before it was written."""
    first, author = _AT.search(text), None
    ahead = first[5] if first else None
    for mark, following in pairwise([*_MESSAGE.finditer(text), None]):
        if mark is None:
            break
        body = text[mark.end() : following.start() if following else len(text)]
        if mark["kind"] == "service":
            author, words = None, _plain(body.partition("</div>")[0])
            if mark["id"].startswith("-"):
                at = _day(words, ahead) or at
            else:
                yield {"id": int(mark["id"]), "type": "service"} | at | _done(words)
        else:
            said = _record(mark["id"], body, author)
            at = _moment(said) or at
            author = said["from"]
            yield said


def _moment(said: dict[str, Any]) -> dict[str, str]:
    return {key: said[key] for key in ("date", "date_unixtime") if key in said}


def _record(number: str, body: str, author: str | None) -> dict[str, Any]:
    """One message, whose author is the one before where none is named."""
    own, _, forwarded = body.partition('<div class="forwarded body">')
    named, answered, (_, *text) = _FROM.search(own), _ANSWERED.search(body), (forwarded or own).split(_TEXT)
    who = author if named is None else _name(named[1])
    said = {
        "id": int(number),
        "type": "message",
        "from": who,
        "text": _plain(text[-1].partition("</div>")[0]) if text else "",
    }
    said |= {"reply_to_message_id": int(answered[1])} if answered else {}
    said |= {"photo": True} if _FILE.search(body) else {}
    return said | _when(own) | {"reactions": list(map(_reaction, _REACTION.findall(body)))}


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


def _when(body: str) -> dict[str, str]:
    at = _AT.search(body)
    if at is None:
        return {}
    day, month, year, clock, ahead = at.groups()
    return _dated(f"{year}-{month}-{day}T{clock}", ahead)


def _dated(local: str, ahead: str | None) -> dict[str, str]:
    try:
        known = datetime.fromisoformat(f"{local}{ahead or ''}")
    except ValueError:
        return {}
    return {"date": local} | ({"date_unixtime": str(int(known.timestamp()))} if ahead else {})


def _reaction(body: str) -> dict[str, Any]:
    sign, count = _SIGN.search(body), _COUNT.search(body)
    seen = int(count[1]) if count else body.count('class="userpic ')
    return {"type": "emoji", "emoji": _plain(sign[1]) if sign else "", "count": seen}


def _name(written: str) -> str | None:
    name = _VIA.sub("", html.unescape(written).strip()).strip()
    return name if name and name != _NOBODY else None


def _plain(written: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", written))).strip()


def _title(export: Export, name: str) -> str | None:
    """The chat's name; None for a page of anything else."""
    try:
        found = _TITLE.search(start(export, name).decode("utf-8", "replace"))
    except FAULTS:
        return None
    return html.unescape(found[1]).strip() if found else None


def _read(export: Export, name: str) -> str | None:
    try:
        with export.open(name) as stream:
            return stream.read(_LONGEST).decode("utf-8", "replace")
    except FAULTS:
        return None
