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


class _Memory(dict[str, str]):
    """What was made of each text lately: once `make` has made it, a look-up costs no call."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = made = self._make(text)
        return made


def pen(key: bytes, source: str) -> Pen:
    """How the events of a source become lines, by the key of a store."""
    tool = cell(source)
    ids, cells = _Memory(_hashing(key, source)), _Memory(cell)
    members = _Memory(lambda who: member_hash(key, *account(source, who)))
    channels = _Memory(lambda name: cell(printable(name) or ""))

    def write(raw: RawEvent) -> str:
        native_id, kind, us, who, bot, where, opener, answered, size, words, _, _ = raw
        event = ids[native_id]
        member = members[who] if who else ""
        channel = channels[where] if where else ""
        thread = ids[opener] if opener else ""
        reply_to = ids[answered] if answered else ""
        tags = cells[words] if words else ""
        flag, long = "" if bot is None else bot, "" if size is None else size
        return f"{event},{tool},{kind},{us},{member},{flag},{channel},{thread},{reply_to},{long},{tags}\n"

    return write


def _hashing(key: bytes, source: str) -> Callable[[str], str]:
    """As `event_hash`, with what all ids of a source share hashed once."""
    begun = blake2b(f"{source}\0".encode("utf-8", "surrogatepass"), digest_size=16, key=key)

    def hashed(native_id: str) -> str:
        digest = begun.copy()
        digest.update(native_id.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    return hashed


def line(event: Event) -> str:
    """A row of the table as a line."""
    return ",".join("" if value is None else cell(str(value)) for value in event) + "\n"


def cell(text: str) -> str:
    """A text as a value between commas."""
    if not _SPECIAL.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'
