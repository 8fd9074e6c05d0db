"""IRC: logs in the layouts of irssi, WeeChat, energymech, eggdrop, XChat, mIRC, Limnoria, Ubuntu's archive, and PircBot's HTML.

What follows from how such logs are written:

- A line has a time of day, sometimes a date; where it has none, the last date in the file counts, and before the first
  one that in the file's name or folders. A clock that goes back by more than half a day has passed midnight. No log
  names its zone: times are taken as UTC.
- A message has no id. It is known by channel, time, nick and text, and among those that have all of these in common by
  its number.
- A member is a nick, in small letters: who changes it becomes two.
- The channel is the one with a # in the name of the file or its folder, or its first lines. A log that names none has none, since it may be
  that of a conversation of two, which is called after a nick; what its file or folder is called besides the date still
  keeps what was said there apart from what was said elsewhere.
- Coming and going is being online, not being a member: such lines are no joins and leaves. What answers what, and who
  is a bot, is not told.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath

from commplan.activity.cursor import DAMAGED
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.excerpt import start
from commplan.activity.export import FAULTS, Export
from commplan.activity.reasons import EMPTY_FILE, NO_TIME, OTHER_FILE
from commplan.activity.records import a_few, whole_lines
from commplan.activity.repeats import Repeats
from commplan.source import Options, Source, by_file
from commplan.words import say

_SPAN = re.compile(r"</?span[^>]*>|<br ?/?>")
_AT = re.compile(
    r"(?:\x03?\d\d(?=\[))?\[?(?:(?P<day>\d{4}-\d\d-\d\d)[ T]|(?P<month>[A-Z][a-z]{2}) (?P<date>\d\d) |(?P<written>\w{3,9},? \w{1,9} \w{1,9},? \d{4})\] )?"
    r"\[?(?P<h>\d{1,2}):(?P<m>\d\d)(?::(?P<s>\d\d)(?:\.\d+)?)?(?P<half> [AP]M)?(?: [A-Z]{3,5}(?=\]))?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?\]?(?P<rest>\s.*)?"
)
_SAID = re.compile(
    r" {0,2}(?:<[ @+%&~!]?(?P<nick>[^\s<>]+)>[ \t]?|\t[@+%&~]?(?P<column>[^\s\t*<>-][^\s\t]*)\t)(?P<text>.*)"
)
_DID = re.compile(r"\s*(?:Action: |[*—•]\s+)(?P<nick>[^\s*<-][^\s*]*?):? (?P<text>.*)")
_PRESENCE = re.compile(
    r"\s*(?:={2,3}|-!-|-->|<--|\*{3}|\*|--|[→←⇐⇒]|Join|Part|Quit|Nick|Mode|Topic(?=\t))?\s*(?:"
    r"\S+ [\[(<].*[\])>]\s+(?:has )?(?:joined|left|quit)\b.*"
    r"|\S+ [\[(].*[\])]\s+(?:Quit|got netsplit|got lost).*"
    r"|(?:Joins|Parts|Quits): .*|Nick change: .*|\S+ is now known as .*"
    r"|\S+ (?:has )?(?:joined|left|quit)(?: (?:th(?:e|is) (?:channel|room|server)|IRC|#\S+|[\[(<].*)(?: .*)?)?"
    r"|\S+ (?:sets mode|changes topic|was kicked|has changed the|set the topic).*"
    r"|(?:Logging (?:for )?#|Attempting to rejoin|Rejoined channel|Now talking|Retrieving #).*|Disconnected(?: \(.*\)\.?)?"
    r"|\S+ (?:(?:gives|removes) (?:channel (?:half-)?operator status|voice) (?:to|from) \S+|(?:sets|removes) (?:ban|exempt|invite exempt) on \S+)"
    r"|\S+ (?:has kicked \S+ from #.*|(?:sets channel (?:keyword|limit) to|removes (?:channel keyword|user limit))\b.*)"
    r"|(?:Received a CTCP \S+ (?:from|\().*|You have been kicked from #.*|You are now known as .*)"
    r"|mode/.*|(?:Topic:?|Notice:) .*|Set by \S+ on .*|Netsplit .*)",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"(?:--- (?:Log opened|Day changed)|Session (?:Start|Time|Close)(?: \([^()]*\))?:|\*{4} (?:BEGIN|ENDING) LOGGING AT|\[?[\d:]*\]? ?---)"
    r" \w{3} (\w{3}) +(\d{1,2})(?: [\d:]{8})? (\d{4})"
)
_MARK = re.compile(r"\s*(?:Session Ident: |===?|-!-|-->|<--|--|\*|-\S+- ).*")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_IN_NAME = re.compile(
    r"(?P<y>(?:19|20)\d\d)[-/_.]?(?P<m>[01]\d)[-/_.]?(?P<d>[0-3]\d)(?!\d)|(?P<D>[0-3]\d)(?P<M>[A-Z][a-z]{2})(?P<Y>(?:19|20)\d\d)"
)
_ROOM = re.compile(rb"(?:joined|left|Log opened|topic for) :?(#[^\s\[\](),:]+?)\.?(?:\s|$|\[|<)")
_DULL = frozenset({"log", "logs", "txt", "utc"})
_HALF_A_YEAR = timedelta(days=183)
_ENDINGS = frozenset({"", ".log", ".txt", ".weechatlog", ".html", ".markdown"})
_LONGEST_LINE = 2**16

PRESENCE = say(
    "it tells that somebody came online, went, or changed the nick or the channel, which is no membership",
    "它记录上线、离线、改名或频道设置，不代表加入或退出社群",
)
NOT_A_LINE = say("it is no line of a log", "不是日志行")


@dataclass(slots=True)
class _Log:
    """Where in a log one is. Not a value: day and minute move on."""

    name: str
    channel: str | None
    place: str
    day: date | None
    minute: int = 0
    repeats: Repeats = field(default_factory=Repeats)


def recognises(export: Export) -> bool:
    files = (name for name in export.names() if _may_be_log(name))
    return any(_is_log(export, name) for name in a_few(files))


def read(export: Export, options: Options) -> Iterator[RawEvent | Skipped]:  # noqa: ARG001 - the shape of all sources
    shared = posixpath.commonpath([posixpath.dirname(name) for name in export.members] or [""])
    for name in export.names():
        if _is_log(export, name, quiet=True):
            yield from _file(export, name, _place(name.removeprefix(shared)))
        elif _may_be_log(name):
            yield Skipped(name, EMPTY_FILE if export.members[name].size == 0 else OTHER_FILE)


def _may_be_log(name: str) -> bool:
    ending = PurePosixPath(name).suffix
    return ending.lower() in _ENDINGS or bool(_IN_NAME.search(ending))


def _is_log(export: Export, name: str, *, quiet: bool = False) -> bool:
    """Whether most of a file's first lines are those of a log, one of them something said.

    Beside others that are, a `quiet` look is enough: a day on which nothing was said, or one that is spoilt in places.
    """
    if not _may_be_log(name):
        return False
    try:
        begun = start(export, name).decode("utf-8", "replace").splitlines()[:60]
    except FAULTS:
        return False
    lines = [_plain(line) for line in begun if line.strip()]
    kinds = Counter(_kind(line) for line in lines)
    said, known = kinds["said"], len(lines) - kinds[""]
    if quiet and said:
        return 3 * known >= len(lines)
    return (said > 0 or (quiet and known > 0)) and 5 * known >= 4 * len(lines)


def _kind(line: str) -> str:
    """said, other, or nothing for what is no line of a log."""
    timed = _AT.fullmatch(line)
    rest = timed["rest"] or "" if timed else line
    if timed and _told(rest):
        return "said"
    return "other" if _OPENED.match(line) or _PRESENCE.fullmatch(rest) or _MARK.fullmatch(rest) else ""


def _told(rest: str) -> re.Match[str] | None:
    """What was said, which may begin as a coming or going does; or done, which may not."""
    return _SAID.fullmatch(rest) or (None if _PRESENCE.fullmatch(rest) else _DID.fullmatch(rest))


def _plain(line: str) -> str:
    """A line without the markup of HTML logs."""
    return html.unescape(_SPAN.sub("", line)) if line.startswith("<span") else line


def _file(export: Export, name: str, place: str) -> Iterator[RawEvent | Skipped]:
    room = _room(export, name)
    log = _Log(name, room, room or place, _day(_IN_NAME.search(name)))
    try:
        with export.open(name) as stream:
            for number, raw in enumerate(whole_lines(stream, _LONGEST_LINE), start=1):
                if raw is None:
                    yield Skipped(f"{name}, line {number}", NOT_A_LINE)
                    continue
                line = _plain(raw.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff"))
                if line.strip():
                    found = _line(f"{name}, line {number}", line, log)
                    if found is not None:
                        yield found
    except FAULTS:
        yield Skipped(name, DAMAGED)


def _room(export: Export, name: str) -> str | None:
    """The channel, named with a # in the file's name, that of its folder, or the log's first lines."""
    for part in reversed(PurePosixPath(name).parts):
        named = re.search(r"#+[^\s/.]+?(?=[._-]*(?:\d{4}|\.|$))", part)
        if named:
            return named[0]
    seen = _ROOM.search(start(export, name))
    return seen[1].decode("utf-8", "replace") if seen else None


def _place(name: str) -> str:
    """What a log is called: its file, or else the nearest folder whose name is more than a date.

    Folders that hold the whole export must be gone from the name: they are called otherwise in the next one.
    """
    path = PurePosixPath(name)
    for part in (path.name.removesuffix(path.suffix), *reversed(path.parent.parts)):
        words = re.findall(r"[^\W\d_]{2,}", _IN_NAME.sub(" ", part))
        called = "-".join(word for word in words if word not in _MONTHS and word.lower() not in _DULL)
        if called:
            return called.lower()
    return ""


def _day(named: re.Match[str] | None) -> date | None:
    if named is None:
        return None
    month = named["m"] or (_MONTHS.index(named["M"]) + 1 if named["M"] in _MONTHS else 0)
    try:
        return date(int(named["y"] or named["Y"]), int(month), int(named["d"] or named["D"]))
    except ValueError:
        return None


def _line(where: str, line: str, log: _Log) -> RawEvent | Skipped | None:
    """What a line tells; None for one that only sets the day."""
    opened = _OPENED.match(line)
    if opened:
        log.day = _date(opened[3], opened[1], opened[2])
        log.minute = 0
        return None
    timed = _AT.fullmatch(line)
    rest = timed["rest"] or "" if timed else line
    found = _told(rest)
    if timed is None or found is None:
        return Skipped(where, PRESENCE if _PRESENCE.fullmatch(rest) or _MARK.fullmatch(rest) else NOT_A_LINE)
    us = _us(timed, log)
    return Skipped(where, NO_TIME) if us is None else _event(where, found, us, log)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def _dated(timed: re.Match[str], known: date | None) -> date | None:
    """The day of a line; of one that leaves out the year, that of the last date, or the next when a year has ended."""
    if timed["day"]:
        return date.fromisoformat(timed["day"])
    if timed["written"]:
        return _written(timed["written"])
    if timed["month"] and known:
        day = _date(str(known.year), timed["month"], timed["date"])
        return _date(str(known.year + 1), timed["month"], timed["date"]) if day and known - day > _HALF_A_YEAR else day
    return known


def _written(said: str) -> date | None:
    """A day in words, such as `Sun Jan 15 2012` and `Wednesday, 15 January 2012`."""
    _, one, other, year = said.replace(",", "").split()
    day, month = (one, other) if one.isdecimal() else (other, one)
    return _date(year, month[:3], day) if day.isdecimal() and month[:3] in _MONTHS else None


def _us(timed: re.Match[str], log: _Log) -> int | None:
    try:
        day = _dated(timed, log.day)
        hour = int(timed["h"]) % 12 + 12 * (timed["half"] == " PM") if timed["half"] else int(timed["h"])
        minute = hour * 60 + int(timed["m"])
        if day is not None and not (timed["day"] or timed["month"] or timed["written"]):
            day += timedelta(days=log.minute - minute > 720)
        log.day, log.minute = day, minute
        if day is None:
            return None
        clock = f"{hour:02}:{timed['m']}:{timed['s'] or '00'}{timed['zone'] or 'Z'}"
        return int(datetime.fromisoformat(f"{day}T{clock}").timestamp()) * 1_000_000
    except (ValueError, OverflowError):
        return None


def _event(where: str, found: re.Match[str], us: int, log: _Log) -> RawEvent:
    said = found.groupdict()
    nick, text = (said["nick"] or said["column"]).lower(), said["text"]
    return RawEvent(
        native_id=f"line/{log.repeats.known_by(str(us), log.place, str(us), nick, text)}",
        kind="message",
        us=us,
        member=nick,
        channel=log.channel,
        size=len(text),
        text=text,
        where=where,
    )


IRC = Source(
    name="irc",
    title=say("IRC logs", "IRC 日志"),
    about=say(
        "logs of channels as irssi, WeeChat, XChat, HexChat, mIRC, ZNC, Textual, Konversation, IRCCloud, energymech, eggdrop, "
        "Limnoria and PircBot write them, and those of Ubuntu's archive",
        "irssi、WeeChat、XChat、HexChat、mIRC、ZNC、Textual、Konversation、IRCCloud、energymech、eggdrop、Limnoria、PircBot 写的频道"
        "日志，以及 Ubuntu 存档中的日志",
    ),
    notes=say(
        "No log names its zone: times are taken as UTC. Where the lines carry no date, it must be in the file's "
        "name or its folders. A member is a nick, so whoever changes it becomes two. Coming online and going is "
        "no membership: joins and leaves are not told, nor what answers what, nor which nicks are bots.",
        "日志没有时区，时间按 UTC 处理。若各行没有日期，文件名或文件夹名中须有日期。成员以昵称识别，改名者会被视为"
        "两人。上线与离线不代表加入或退出社群；日志也不含回复关系和机器人标记。",
    ),
    tells=frozenset({"messages", "sizes"}),
    evidence="read from real exports",
    recognises=recognises,
    read=read,
    pieces=by_file(read),
)
