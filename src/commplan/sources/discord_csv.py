"""Discord: the CSV that DiscordChatExporter writes, one file or several for each channel.

The columns are AuthorID, Author, Date, Content, Attachments, Reactions, parted by commas, in 2019 and before by
semicolons. What follows from how it is written:

- A message has no id. It is known by author, channel, time and text, and among those that have all of these in common
  in one file by its number: files may overlap, and the same words said twice in a minute are two messages, also where
  one part of a channel ends within that minute and the next goes on.
- The channel is in the file's name (`Server - category - channel [id].csv`); a name that is only a number (`1.csv`) is
  that of a part, and the channel is the folder.
- Times of 2020 and before carry no zone and no seconds: they are taken as UTC.
- What answers what, joins, and which of the accounts are bots is not told; `#0000` behind a name is a webhook.
- Reactions are counted without saying whose they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import islice
from pathlib import PurePosixPath

from commplan.activity import clock
from commplan.activity.cursor import NOT_UTF8
from commplan.activity.delimited import misread, rows
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.activity.reasons import EMPTY_FILE, NO_TIME, OTHER_FILE, UNNAMED
from commplan.activity.records import a_few
from commplan.activity.repeats import Repeats
from commplan.source import Options, Piece, Source, only, plainly
from commplan.words import say

_HEADING = ["AuthorID", "Author", "Date", "Content", "Attachments", "Reactions"]
_FIRST_LINE = re.compile(rb"(?:\xef\xbb\xbf)?" + b"([,;])".join(b'"?%b"?' % c.encode() for c in _HEADING[:2]))
_NAMED = re.compile(r"(?:.* - )?(?P<name>.+?) \[(?P<id>\d+)\](?: \(.*\))?(?: \[part \d+\])?")
_PART = re.compile(r" \[part (\d{1,6})\]$")
_COUNTED = re.compile(r"\((\d{1,9})\)(?:,|$)")
_ISO = clock.reader("iso", "UTC")
_MINUTES = clock.reader("%d-%b-%y %I:%M %p", "UTC")

TOO_FEW = say("it lacks columns", "缺少列")


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if name.lower().endswith(".csv") and export.members[name].size != 0)
    return any(_mark(export, name) for name in a_few(files))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:  # noqa: ARG001 - the shape of all sources
    for parts in _channels(export):
        repeats = Repeats()
        for name in parts:
            mark = _mark(export, name)
            if export.members[name].size == 0:
                yield Skipped(name, EMPTY_FILE)
            elif mark is None:
                yield Skipped(name, OTHER_FILE)
            else:
                repeats = repeats if _goes_on(export, name, mark, repeats) else Repeats()
                yield from _file(export, name, mark, repeats)


def pieces(export: Export, options: Options) -> list[Piece]:
    def of_one(names: list[str], whole: Export) -> Iterator[RawEvent | Skipped]:
        return read(only(whole, names), options)

    return [Piece(parts, plainly(partial(of_one, parts))) for parts in _channels(export)]


def _channels(export: Export) -> list[list[str]]:
    """The files of each channel, its parts in their order: where one ends the next goes on within the minute."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for name in export.names():
        if name.lower().endswith(".csv"):
            path, (_, known) = PurePosixPath(name), _channel(name)
            part = _PART.search(path.stem)
            number = int(path.stem if path.stem.isdecimal() else part[1] if part else 1)
            found[str(path.parent), known].append((number, name))
    return [[name for _, name in sorted(parts)] for parts in found.values()]


def _mark(export: Export, name: str) -> str | None:
    """What parts the columns of a file, when it is one of DiscordChatExporter."""
    try:
        begun = _FIRST_LINE.match(start(export, name))
    except FAULTS:
        return None
    return begun[1].decode() if begun else None


def _goes_on(export: Export, name: str, mark: str, repeats: Repeats) -> bool:
    """Whether a part goes on in the minute where the one before it ended; one that tells all of this minute anew overlaps it."""
    _, known = _channel(name)
    again = Repeats()
    for _, values in islice(rows(export, name, mark), 1, None):
        if isinstance(values, Skipped) or len(values) < len(_HEADING) or values[2] != repeats.moment:
            break
        again.known_by(values[2], known, values[0], *values[2:4])
    return not again.met >= repeats.met


def _file(export: Export, name: str, mark: str, repeats: Repeats) -> Iterator[RawEvent | Skipped]:
    channel, known = _channel(name)
    for number, (where, values) in enumerate(rows(export, name, mark)):
        if isinstance(values, Skipped):
            yield values
        elif len(values) < len(_HEADING):
            yield Skipped(where, TOO_FEW)
        elif misread(values):
            yield Skipped(where, NOT_UTF8)
        elif number:
            row = repeats.known_by(values[2], known, values[0], *values[2:4])
            yield from _events(where, values, channel, f"row/{row}")


def _channel(name: str) -> tuple[str | None, str]:
    """The channel's name, and by what it is known."""
    path = PurePosixPath(name)
    named = _NAMED.fullmatch(path.stem)
    if named:
        return named["name"], named["id"]
    channel = path.parent.name if path.stem.isdecimal() else path.stem
    return channel or None, channel


def _events(where: str, values: list[str], channel: str | None, native_id: str) -> Iterator[RawEvent | Skipped]:
    who, name, date, text, files, reactions = values[:6]
    us = _us(date)
    if us is None:
        yield Skipped(where, NO_TIME, time=date)
        return
    yield RawEvent(
        native_id=native_id,
        kind="message",
        us=us,
        member=who or None,
        bot=True if name.endswith("#0000") else None,
        channel=channel,
        size=len(text),
        text=text,
        tags="file" if files else None,
        where=where,
    )
    unnamed = sum(map(int, _COUNTED.findall(reactions)))
    if unnamed:
        yield Skipped(where, UNNAMED, unnamed)


@lru_cache(maxsize=256)
def _us(date: str) -> int | None:
    at = _ISO(date)
    return _MINUTES(date) if at is None else at


DISCORD_CSV = Source(
    name="discord-csv",
    title=say("Discord, as CSV", "Discord（CSV）"),
    about=say(
        "the CSV files that DiscordChatExporter writes for each channel of a server",
        "DiscordChatExporter 为服务器的每个频道生成的 CSV 文件",
    ),
    notes=say(
        "Export JSON instead where you can: CSV has no message ids, no replies and no joins, does not "
        "say who is a bot (only what webhooks post is known), and counts reactions without saying whose "
        "they are. A channel is known by its file's name, or by its folder when the file is called by a "
        "number. Times without a zone are taken as UTC. Importing both JSON and CSV of one channel "
        "counts it twice.",
        "条件允许时请改为导出 JSON：CSV 没有消息编号、回复和加入记录，不标明机器人（只能识别 "
        "webhook 的发言），回应只有数量而没有回应者。频道名取自文件名；文件名为数字时取自所在文件夹。"
        "没有时区的时间按 UTC 处理。同一频道的 JSON 与 CSV 都导入会重复计数。",
    ),
    tells=frozenset({"messages", "sizes"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
    pieces=pieces,
)
