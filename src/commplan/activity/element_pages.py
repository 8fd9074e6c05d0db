"""Pages that Element writes ("Export chat", its form unless another is asked for), as the records of its JSON: messages.html, messages2.html, …

What follows from how they are written:

- An event has the id that it has in the JSON. Who did it is told with the picture; what follows soon by the same one goes
  without.
- Times are those of the exporter's clock, in the words of their language: the month is that of the languages which know all
  the names of months in all pages, as far as they agree.
- What Element says of a room itself is a sentence of that language: joins and leaves are known in English and Chinese.
- Reactions, threads and later versions are not written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from commplan.activity.cursor import DAMAGED, TOO_LONG
from commplan.activity.export import FAULTS, Export
from commplan.activity.pages import Reader, TooLongError, show
from commplan.activity.records import Found, placed

ENDINGS = (".html", ".htm")
_ACCOUNT = re.compile(r"@[^\s:]+:\S+")
_TIME = re.compile(
    r"(?P<half>[上下]午|[AaPp]\.?[Mm]\.?)?\s*(?P<h>\d{1,2}):(?P<m>\d\d)(?::(?P<s>\d\d))?\s*(?P<later>[AaPp]\.?[Mm]\.?)?"
)
_YEAR, _NUMBER, _WORD = re.compile(r"\d{4}"), re.compile(r"\d{1,2}"), re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])\s*[月월]\s*(?P<day>\d{1,2})")
_CHINESE = {
    name: n
    for n, name in enumerate(("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), start=1)
}
_FILES = frozenset({"mx_MImageBody", "mx_MVideoBody", "mx_MFileBody", "mx_MAudioBody", "mx_MVoiceMessageBody"})
_CAME = re.compile(
    r" (?:joined the room|accepted (?:an|the) invitation\b.*)$|(?:加入了?(?:聊天室|房间)|接受了?.*邀请.*)$"
)
_WENT = re.compile(r" left the room(?:: .*)?$|(?:离开|退出)了?(?:聊天室|房间).*$", re.DOTALL)
_LANGUAGES = (
    "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "sk", "hu", "sv", "nb", "fi", "da", "et", "lt", "lv", "el",
    "tr", "vi", "ca", "eu", "gl", "hr", "sr", "sl", "bg", "ro", "id", "fa", "he", "ar", "is", "sq", "eo",
)  # fmt: skip
"""Those that Element speaks, with months by names; English goes first."""
_PIECES = 2

Months = Callable[[str], int | None]
"""The number of a month that is called so."""


@dataclass(slots=True)
class _Head(Reader):
    """The name of a room; `is_room` where the page is one of Element."""

    room: str | None = None
    is_room: bool = False

    def opened(self, tag: str, classes: frozenset[str], attributes: dict[str, str]) -> None:  # noqa: ARG002 - as every reader
        self.is_room = self.is_room or "mx_MatrixChat" in classes
        if self.room is None and "mx_RoomHeader_nametext" in classes:
            self.hear(self._named)

    def _named(self, text: str) -> None:
        self.room = text.strip()


@dataclass(slots=True)
class _Page(Reader):
    """The events of a page as far as each tells them itself: `at` is the time as it is written, `words` are those of Element."""

    found: list[dict[str, Any]] = field(default_factory=list)

    def opened(self, tag: str, classes: frozenset[str], attributes: dict[str, str]) -> None:
        if "mx_Export_EventWrapper" in classes:
            self.settle()
            self.records += 1
            self.found.append({"event_id": attributes.get("id", ""), "type": "m.room.message", "content": {}, "at": ""})
        elif self.found:
            self._within(tag, self.found[-1], classes, attributes)

    def _within(self, tag: str, event: dict[str, Any], classes: frozenset[str], attributes: dict[str, str]) -> None:
        content = event["content"]
        if "mx_MessageTimestamp" in classes:
            event["at"] = event["at"] or attributes.get("title", "")
        elif "mx_EventTile_info" in classes:
            event["type"] = "notice"
        elif "mx_TextualEvent" in classes:
            self.hear(lambda text: event.update(words=text.strip()))
        elif "mx_reply_anchor" in classes:
            answered = attributes.get("data-scroll-to") or attributes.get("href", "").removeprefix("#")
            content.setdefault("m.relates_to", {"m.in_reply_to": {"event_id": answered}})
        elif classes & _FILES:
            content.setdefault("msgtype", "m.file")
            content.setdefault("body", "")
        elif "mx_EventTile_content" in classes:
            self.hear(lambda text: content.setdefault("body", text.strip()))
        elif tag == "img":
            self.data(attributes.get("alt", ""))
        self._whose(event, classes, attributes)

    def _whose(self, event: dict[str, Any], classes: frozenset[str], attributes: dict[str, str]) -> None:
        """Who did it, by the picture above the event: whoever is named within its line is spoken of."""
        if "mx_EventTile_line" in classes:
            event["headed"] = True
        elif "sender" not in event and "headed" not in event and _ACCOUNT.fullmatch(attributes.get("title", "")):
            event["sender"] = attributes["title"]
        elif "mx_DisambiguatedProfile_mxid" in classes:
            self.hear(lambda text: event.setdefault("sender", text.strip()))


def room(export: Export, name: str) -> str | None:
    """What the room of a page is called; None for a page of anything else."""
    reader = _Head()
    try:
        with export.open(name) as stream:
            for _ in islice(show(stream, reader), _PIECES):
                if reader.room is not None:
                    break
    except (*FAULTS, TooLongError):
        return None
    return reader.room if reader.is_room else None


def records(export: Export, pages: list[str], zone: str) -> Iterator[tuple[str, str, Found]]:
    """The page, the place and the record of each event of the pages of a room, as the JSON has it; times are those of a zone."""
    written = {
        word for name in pages for said in _shown(export, name) if isinstance(said, dict) for word in _names(said["at"])
    }
    months, local, sender = _months(written), ZoneInfo(zone), None
    for name in pages:
        for number, said in enumerate(_shown(export, name), start=1):
            where, found = placed(f"{name}, record {number}", said)
            if isinstance(found, dict):
                sender = found.get("sender", sender)
                found = _record(found, sender, _when(found["at"], months, local))
            yield name, where, found


def _shown(export: Export, name: str) -> Iterator[Any]:
    reader = _Page()
    try:
        with export.open(name) as stream:
            for _ in show(stream, reader):
                last = [] if not reader.found else [reader.found.pop()]
                yield from reader.found
                reader.found = last
            yield from reader.found
    except TooLongError:
        yield TOO_LONG  # all before it was taken away pieces ago
    except FAULTS:
        yield DAMAGED


def _record(said: dict[str, Any], sender: str | None, ms: int | None) -> dict[str, Any]:
    found = {
        "event_id": said["event_id"],
        "type": said["type"],
        "sender": sender,
        "origin_server_ts": ms,
        "content": said["content"],
    }
    words = said.get("words", "")
    if said["type"] == "notice" and (_CAME.search(words) or _WENT.search(words)):
        now, before = ("join", "leave") if _CAME.search(words) else ("leave", "join")
        return found | {
            "type": "m.room.member",
            "state_key": sender,
            "content": {"membership": now},
            "prev_content": {"membership": before},
        }
    return found


# --- times ------------------------------------------------------------------------------------------------------------
def _names(at: str) -> list[str]:
    """The word in a time that can be the name of its month: the last before the clock, since that of the day goes first."""
    time = _TIME.search(at)
    before = at[: time.start()] if time else ""
    if not _YEAR.search(before) or _NUMBERED.search(before):
        return []
    return [word.lower() for word in _WORD.findall(before) if len(word) > 1][-1:]


def _months(written: Collection[str]) -> Months:
    """How the names of months are understood that stand in the pages."""
    from commplan.locale import month

    if all(month("en", word) for word in written):
        return lambda word: month("en", word)
    knowing = [language for language in _LANGUAGES if all(month(language, word) for word in written)]
    meant = {word: {month(language, word) for language in knowing} for word in written}
    return lambda word: next(iter(meant[word])) if len(meant.get(word, ())) == 1 else None


def _when(at: str, months: Months, zone: ZoneInfo) -> int | None:
    """Milliseconds of a time as Element writes it; None for what is no such time."""
    time = _TIME.search(at)
    year = _YEAR.search(at)
    if time is None or year is None:
        return None
    day = _day(at[: time.start()].replace(year[0], " ", 1), months, _names(at))
    if day is None:
        return None
    half = (time["half"] or time["later"] or "").lower()
    hour = int(time["h"]) % 12 + 12 * (half.startswith("p") or half == "下午") if half else int(time["h"])
    try:
        moment = datetime(int(year[0]), *day, hour, int(time["m"]), int(time["s"] or 0), tzinfo=zone)
        return int(moment.timestamp()) * 1000
    except (ValueError, OverflowError):
        return None


def _day(rest: str, months: Months, names: list[str]) -> tuple[int, int] | None:
    """Month and day of a date without its year."""
    numbered = _NUMBERED.search(rest)
    if numbered:
        month = _CHINESE.get(numbered["month"]) or int(numbered["month"])
        return month, int(numbered["day"])
    number, known = _NUMBER.findall(rest), months(names[0]) if names else None
    return (known, int(number[0])) if known and len(number) == 1 else None
