"""What an evaluation has answered, for the evaluations after it.

Kept beside the shared tables that it follows from (`months`): an answer belongs to a query with all its values written out
and to the month in which its days end, or to the last of them where the month was not over, by the name that is a hash of
everything up to then. So answers about days that are over last. What was worked out from answers is noted beside them.
All of it holds no member, only counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commplan.localday import Window, day_date, month_number
from commplan.reckoning.layers import Rows

_NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Answers:
    """Files in a folder, one for each stretch of days. `months`: their names by their numbers, `days`: of the days of those
    that were read before they were over by theirs, `closed`: the name of the last month that is over, None while none is."""

    home: Path
    months: Mapping[int, str]
    days: Mapping[int, str]
    closed: str | None
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    def get(self, seen: Window, query: str, binds: Sequence[object]) -> Rows | None:
        name = self._file(seen)
        found = self._read(name).get(_key(query, binds)) if name else None
        return (tuple(found[0]), tuple(tuple(row) for row in found[1])) if found else None

    def put(self, seen: Window, query: str, binds: Sequence[object], rows: Rows) -> None:
        name = self._file(seen)
        if name:
            self._read(name)[_key(query, binds)] = [list(rows[0]), [list(row) for row in rows[1]]]
            self.changed.add(name)

    def recall(self, key: str) -> Any:
        """What was noted under a key, as JSON gives it back; None if nothing was."""
        return self._read(f"{self.closed}-{_NOTES}.json").get(_key(key, ())) if self.closed else None

    def note(self, key: str, found: Sequence[object]) -> None:
        """One file for each month in which something new is noted; with the month it goes."""
        if self.closed:
            name = f"{self.closed}-{_NOTES}.json"
            self._read(name)[_key(key, ())] = list(found)
            self.changed.add(name)

    def written(self) -> dict[str, str]:
        """By name the files to be written."""
        return {
            name: json.dumps(self.files[name], ensure_ascii=False, default=str)  # of days, as they are read back
            for name in sorted(self.changed)
        }

    def _file(self, seen: Window) -> str | None:
        """The name of the file for these days."""
        last = seen.end_day - 1
        told = self.days.get(last) or self.months.get(month_number(day_date(last)))
        return f"{told}-{seen.first_day}-{seen.end_day}.json" if told else None

    def _read(self, name: str) -> dict[str, Any]:
        if name not in self.files:
            try:
                found = json.loads((self.home / name).read_bytes())
            except (OSError, ValueError):
                found = {}
            self.files[name] = found if isinstance(found, dict) else {}
        return self.files[name]


def _key(query: str, binds: Sequence[object]) -> str:
    return hashlib.sha256(repr((query, tuple(binds))).encode()).hexdigest()[:32]
