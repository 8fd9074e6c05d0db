"""Ids for records that have none: by what they say, and among those that say the same at one moment by their number."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Repeats:
    """Where in a file one is. Not a value: what was met is forgotten when the moment changes, so that it stays small."""

    moment: str = ""
    met: Counter[str] = field(default_factory=Counter)

    def known_by(self, moment: str, *said: str) -> str:
        """64 hex digits of what is said, and how often it was said at this moment by now."""
        if moment != self.moment:
            self.moment = moment
            self.met.clear()
        made = hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()
        self.met[made] += 1
        return f"{made}/{self.met[made]}"
