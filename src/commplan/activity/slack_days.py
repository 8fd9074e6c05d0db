"""What Slack wrote of one day, or in one conversation, as events: messages, reactions, joins and leaves of channels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from commplan.activity import clock
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import Export
from commplan.activity.newcomers import Newcomers
from commplan.activity.reasons import NO_TIME, NOT_A_MESSAGE, NOT_ACTIVITY, UNNAMED
from commplan.activity.records import bare_items, objects

_TAGGED = frozenset({"edited", "files", "file"})
_SLACKBOT = "USLACKBOT"
_ODD = frozenset({*_TAGGED, "subtype", "reactions", "bot_id", "comment"})
_new = tuple.__new__
"""Makes a `RawEvent` of all its values in half the time."""

_MESSAGES: dict[str | None, str | None] = {
    None: None, "bot_message": None, "me_message": None, "file_share": "file", "file_comment": "comment",
    "thread_broadcast": "broadcast", "reply_broadcast": "broadcast", "tombstone": "deleted",
}  # fmt: skip
_MEMBERSHIP = {"channel_join": "join", "group_join": "join", "channel_leave": "leave", "group_leave": "leave"}


@dataclass(frozen=True, slots=True)
class Workspace:
    root: str
    ids: dict[str, str]
    names: dict[str, str]
    general: frozenset[str]
    private: frozenset[str]
    bots: dict[str, bool]
    newcomers: Newcomers = field(default_factory=Newcomers)

    def meets(self, member: str) -> None:
        """Where there is a general channel, it counts alone who was met in it."""
        if not self.general:
            self.newcomers.met.add(member)


class Record(NamedTuple):
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


def day_of(export: Export, here: Workspace, files: list[tuple[str, str]]) -> Iterator[RawEvent | Skipped]:
    """One day of all channels, a file and the channel's name for each, in the order of its events, which alone shows what a member
    did first."""
    plain: list[RawEvent] = []
    odd: list[Record] = []
    for file, folder in files:
        place = here.ids.get(folder, folder)
        for number, said in enumerate(bare_items(export, file), start=1):
            if isinstance(said, Skipped):
                yield said
            elif (us := clock.dotted(said.get("ts"))) is None:
                yield Skipped(f"{file}, record {number}", NO_TIME)
            elif event := _plain(here.bots, us, folder, place, said):
                plain.append(event)
            else:
                odd.append(Record(file, number, us, folder, place, said))
    if not odd:
        here.newcomers.met.update(() if here.general else map(itemgetter(3), plain))
        yield from plain
        return
    ordered: list[RawEvent | Record] = [*odd, *plain]
    ordered.sort(key=itemgetter(2))
    for one in ordered:
        if isinstance(one, RawEvent):
            here.meets(one.member or "")
            yield one
        else:
            yield from events_of(here, one)


def _plain(bots: dict[str, bool], us: int, folder: str, place: str, said: dict[str, Any]) -> RawEvent | None:
    """A message that somebody just wrote, as nearly all are, as `_message` has it; None for all else, which takes longer."""
    member, get = said.get("user"), said.get
    if not (member and isinstance(member, str) and member != _SLACKBOT and said.keys().isdisjoint(_ODD)):
        return None
    if get("type") != "message":
        return None
    ts, text, thread = said["ts"], get("text"), get("thread_ts")
    said_so = text if isinstance(text, str) else None
    size = len(said_so) if said_so is not None else None
    kind, opener, answered = "message", None, None
    if thread == ts:
        opener = f"{place}/{ts}"
    elif thread is not None and clock.dotted(thread) is not None:
        kind, opener = "reply", f"{place}/{thread}"
        answered = opener
    own = f"{place}/{ts}"
    return _new(
        RawEvent, (own, kind, us, member, bots.get(member), folder, opener, answered, size, None, None, said_so)
    )


def events_of(here: Workspace, record: Record) -> Iterator[RawEvent | Skipped]:
    said = record.said
    subtype = said.get("subtype")
    subtype = subtype if isinstance(subtype, str | None) else ""
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
        here.meets(member)


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


def _reactions(here: Workspace, record: Record) -> Iterator[RawEvent | Skipped]:
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


def _membership(here: Workspace, record: Record, member: str, bot: bool | None) -> Iterator[RawEvent]:
    kind = _MEMBERSHIP[record.said["subtype"]]
    native_id = f"{record.place}/{record.said['ts']}"
    newcomers = here.newcomers
    if kind == "join" and (not here.general or record.folder in here.general) and member not in newcomers.met:
        newcomers.met.add(member)
        newcomers.joins.append(RawEvent(f"member/{member}/join", "join", record.us, member, bot))
    yield RawEvent(native_id, kind, record.us, member, bot, channel=record.folder, tags="channel")


def _author(here: Workspace, said: dict[str, Any]) -> tuple[str | None, bool | None]:
    comment = said.get("comment")
    user = said.get("user") or (comment.get("user") if isinstance(comment, dict) else None)
    if user == _SLACKBOT:
        return None, True
    if isinstance(user, str):
        known = here.bots.get(user)
        return user, True if known is None and said.get("bot_id") else known
    bot = said.get("bot_id")
    return (bot, True) if isinstance(bot, str) else (None, True if said.get("subtype") == "bot_message" else None)
