"""Who joins, in an export of which one part is read apart from the other."""

from __future__ import annotations

from dataclasses import dataclass, field

from commplan.activity.event import RawEvent


@dataclass(slots=True)
class Newcomers:
    """Whom a piece of an export met, and joins of theirs that hold if they were met in no piece before it. Not a value: it
    grows while one piece follows the other."""

    met: set[str] = field(default_factory=set)
    joins: list[RawEvent] = field(default_factory=list)

    def followed_by(self, later: Newcomers) -> None:
        self.joins += [join for join in later.joins if join.member not in self.met]
        self.met |= later.met
