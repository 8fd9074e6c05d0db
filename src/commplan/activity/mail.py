"""What the headers of a mail say: addresses, also disguised ones, times and ids."""

from __future__ import annotations

import re
from email.utils import mktime_tz, parsedate_tz
from functools import lru_cache

_ID = re.compile(r"<([^<>\s]+)>")
_ADDRESS = re.compile(
    r"([^\s<>\"(),;:@]+)\s*(?:@end\|ng\s*\|rom|\(at\)|\[at\]|\bat\b|@)\s*([^\s<>\"(),;:@]+)", re.IGNORECASE
)


def address(sender: str) -> str | None:
    """The address in small letters, freed from what disguises it (`name at host`); the name where there is none."""
    found = _ADDRESS.search(sender.partition("<")[2]) or _ADDRESS.search(sender)
    return (f"{found[1]}@{found[2]}" if found else sender).lower() or None


def ids(header: str) -> list[str]:
    """The ids of mails in a header."""
    return _ID.findall(header)


@lru_cache(maxsize=64)
def seconds(date: str) -> int | None:
    """A time as mail and git write it, as UTC microseconds."""
    try:
        parts = parsedate_tz(date)
        return mktime_tz(parts) * 1_000_000 if parts else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
