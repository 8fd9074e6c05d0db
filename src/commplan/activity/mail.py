"""What the headers of a mail say: addresses, also disguised ones, times and ids."""

from __future__ import annotations

import re
from datetime import date as dates
from email.utils import mktime_tz, parsedate_tz
from functools import lru_cache

_ID = re.compile(r"<([^<>\s]+)>|<([^<>@]+@[^<>@]+)>")
_BARE = re.compile(r"[^<>\s\"()]+@[^<>\s\"()]+")
_ADDRESS = re.compile(
    r"([^\s<>\"(),;:@]+)\s*(?:@end\|ng\s*\|rom|\(at\)|\[at\]|\bat\b|@)\s*([^\s<>\"(),;:@]+)", re.IGNORECASE
)
_BEGIN = dates(1970, 1, 1).toordinal()
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = f"({'|'.join(_MONTHS)})"
_WEEKDAY = "(?:mon|tue|wed|thu|fri|sat|sun)"
_USUAL = re.compile(
    rf"(?:{_WEEKDAY}, )?(\d\d?) {_NAMED} ([12]\d{{3}}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)(?: \([a-z]+\))?",
    re.IGNORECASE | re.ASCII,
)
"""What nearly all mailers write; read so in a tenth of the time."""
_CAME = re.compile(rf"{_WEEKDAY} {_NAMED}  ?(\d\d?) (\d\d):(\d\d):(\d\d) ([12]\d{{3}})", re.IGNORECASE | re.ASCII)


def address(sender: str) -> str | None:
    """The address in small letters, freed from what disguises it (`name at host`); the name where there is none."""
    found = _ADDRESS.search(sender.partition("<")[2]) or _ADDRESS.search(sender)
    return (f"{found[1]}@{found[2]}" if found else sender).lower() or None


def ids(header: str) -> list[str]:
    """The ids of mails in a header; also one that was broken over two lines, and those that some write without brackets."""
    if "<" in header:
        return [whole or "".join(broken.split()) for whole, broken in _ID.findall(header)]
    parts = header.split()
    return parts if all(_BARE.fullmatch(part) for part in parts) else []


def seconds(date: str) -> int | None:
    """A time as mail and git write it, as UTC microseconds."""
    usual = _USUAL.fullmatch(date)
    if usual is None:
        return _unusual(date)
    day, month, year, hours, minutes, at, sign, zone_hours, zone_minutes = usual.groups()
    ahead = (int(zone_hours) * 60 + int(zone_minutes)) * (-60 if sign == "-" else 60)
    return (_day(day, month, year) + int(hours) * 3600 + int(minutes) * 60 + int(at) - ahead) * 1_000_000


def came(date: str) -> int | None:
    """A time as the line above a mail in an mbox writes it (`Thu Nov 26 20:19:17 2026`), as UTC microseconds."""
    usual = _CAME.fullmatch(date)
    if usual is None:
        return _unusual(date)
    month, day, hours, minutes, at, year = usual.groups()
    return (_day(day, month, year) + int(hours) * 3600 + int(minutes) * 60 + int(at)) * 1_000_000


@lru_cache(maxsize=2**12)
def _day(day: str, month: str, year: str) -> int:
    """The seconds at which a day begins; one beyond the end of its month is of the next, as the slow way has it."""
    return (dates(int(year), _MONTHS.index(month.lower()) + 1, 1).toordinal() - _BEGIN + int(day) - 1) * 86_400


@lru_cache(maxsize=64)
def _unusual(date: str) -> int | None:
    try:
        parts = parsedate_tz(date)
        return mktime_tz(parts) * 1_000_000 if parts else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
