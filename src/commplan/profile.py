"""The shape of a profile: a standard that a plan follows, and what it requires of the plan, as data.

A requirement's test looks at the whole plan and yields a `Lack` for each place where it is not met, or an `Unknown` where
the plan does not say what would decide it; nothing means that it is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from commplan.finding import Place, Unknown
from commplan.plan import Plan
from commplan.words import Words, say


@dataclass(frozen=True, slots=True)
class Lack:
    """A requirement is not met, here; `found` says what is there instead, where that is more than nothing."""

    place: Place
    found: Words | None = None


PLATFORMS = say(
    "the `platform` of the channels, by a name of `commplan platforms`",
    "各渠道的平台（`platform`，写法见 `commplan platforms`）",
)
"""What is missing where no channel is known to be on the platform that a profile is made for."""

Test = Callable[[Plan], Iterator[Lack | Unknown]]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a profile requires: an id, in words, where in the plan, and its test.

    `level`: must (an error when missing) or should (a warning). `since`, `until`: the versions of the profile it is in.
    """

    id: str
    what: Words
    where: str
    test: Test
    level: Literal["must", "should"] = "must"
    since: int = 1
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A standard: its id as in `plan.profiles`, its newest version, what it is, its sources, what it requires."""

    id: str
    version: int
    name: Words
    about: Words
    sources: Words
    requirements: tuple[Requirement, ...]

    def of_version(self, version: int | None) -> tuple[Requirement, ...]:
        """What one version requires; None is the newest."""
        n = version or self.version
        return tuple(r for r in self.requirements if r.since <= n and (r.until is None or n <= r.until))


def seats(plan: Plan, who: str | None) -> int:
    """How many people there are behind an id, seats that are still vacant included: rule role-understaffed tells those."""
    people = {p.id for p in plan.people(who) if p.status == "active"}
    roles = [r for r in plan.structure.roles if who in (r.id, r.body) and r.status == "active"]
    vacant = sum(max(0, r.headcount - len(r.holders)) for r in roles)
    return len(people) + vacant


def stated(*paths: str) -> Test:
    """The test that at least one of these keys is stated, by dotted path."""

    def test(plan: Plan) -> Iterator[Lack | Unknown]:
        if not any(_value(plan, path) for path in paths):
            yield Lack(Place(tuple(paths[0].split("."))))

    return test


def _value(plan: Plan, path: str) -> Any:
    found: Any = plan
    for key in path.split("."):
        found = getattr(found, key, None)
    return found
