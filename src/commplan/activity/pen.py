"""Raw events as lines of the file through which the table takes them in: every id hashed, and as good as each only once.

This is what an import does most: what is known of an id, a member or a channel is remembered, as much as memory allows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b

from commplan.activity.event import Event, RawEvent, member_hash, printable
from commplan.activity.identity import account

_REMEMBERED = 2**15
_SPECIAL = re.compile('[,"\r\n]')

Pen = Callable[[RawEvent], str]


def pen(key: bytes, source: str) -> Pen:
    """How the events of a source become lines, by the key of a store."""
    unhashed = blake2b(f"{source}\0".encode("utf-8", "surrogatepass"), digest_size=16, key=key)
    tool = cell(source)
    ids: dict[str, str] = {}
    members: dict[str, str] = {}
    channels: dict[str | None, str] = {None: "", "": ""}
    tagged: dict[str | None, str] = {None: ""}

    def hashed(native_id: str) -> str:
        digest = unhashed.copy()
        digest.update(native_id.encode("utf-8", "surrogatepass"))
        if len(ids) >= _REMEMBERED:
            ids.clear()
        ids[native_id] = told = digest.hexdigest()
        return told

    def known(native_id: str) -> str:
        if len(members) >= _REMEMBERED:
            members.clear()
        members[native_id] = told = member_hash(key, *account(source, native_id))
        return told

    def named(memory: dict[str | None, str], name: str, shown: str | None) -> str:
        if len(memory) >= _REMEMBERED:
            memory.clear()
            memory.update({None: "", "": ""})
        memory[name] = told = cell(shown or "")
        return told

    def line(raw: RawEvent) -> str:
        native_id, kind, us, who, bot, where, opener, answered, size, words, _, _ = raw
        event = ids.get(native_id) or hashed(native_id)
        member = (members.get(who) or known(who)) if who else ""
        channel = channels.get(where)
        if channel is None:
            channel = named(channels, where or "", printable(where))
        thread = (ids.get(opener) or hashed(opener)) if opener else ""
        reply_to = (ids.get(answered) or hashed(answered)) if answered else ""
        tags = tagged.get(words)
        if tags is None:
            tags = named(tagged, words or "", words)
        flag, long = "" if bot is None else bot, "" if size is None else size
        return f"{event},{tool},{kind},{us},{member},{flag},{channel},{thread},{reply_to},{long},{tags}\n"

    return line


def line(event: Event) -> str:
    """A row of the table as a line."""
    return ",".join("" if value is None else cell(str(value)) for value in event) + "\n"


def cell(text: str) -> str:
    """A text as a value between commas."""
    if not _SPECIAL.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'
