"""Time zones as people write them within a time: by a name (PST), or by their distance from one (GMT+1)."""

from __future__ import annotations

import re
from datetime import timedelta, timezone

_ZONE = re.compile(r"(?<![^\W\d_])(?P<name>[A-Z]{3,4})(?:(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<m>\d\d)?)?(?!\w)")
_HOURS = {
    "GMT": 0, "UTC": 0, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "WET": 0,
    "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "JST": 9, "KST": 9,
}  # fmt: skip
"""Hours ahead of UTC by the names of RFC 5322, and by those of Europe, Japan and Korea that mean nothing else."""


def parted(said: str) -> tuple[str, timezone] | None:
    """A time without its zone, and the zone; None where it names none that there can be."""
    found = next((found for found in _ZONE.finditer(said) if found["name"] in _HOURS), None)
    if found is None:
        return None
    apart = timedelta(hours=int(found["h"] or 0), minutes=int(found["m"] or 0))
    ahead = timedelta(hours=_HOURS[found["name"]]) + (-apart if found["sign"] == "-" else apart)
    if abs(ahead) >= timedelta(days=1):
        return None
    return said[: found.start()] + said[found.end() :], timezone(ahead)
