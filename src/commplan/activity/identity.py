"""Who is who: which accounts are one member, and who is to be forgotten with all of theirs.

An account is a name at a tool, known here by its keyed hash. Three things make accounts one member, whatever order they
come to be known in:

- the same e-mail address, wherever it stands for somebody, and the same account where several sources read one tool;
- an export that tells an account's address;
- the user's own list of accounts (`commplan activity --aliases`).

A group is forgotten as a whole: who is linked to somebody forgotten is the same person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

MAIL = "mail"
"""The source of accounts that are e-mail addresses, whichever tool an address was found in."""
SERVICES: Mapping[str, str] = {"gharchive": "github", "discord-csv": "discord"}
"""Sources that read another one's tool, and know people by the same ids."""
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\W\d_]{2,}")
_OF_GITHUB = re.compile(r"(\d+)\+[^@]+@users\.noreply\.github\.com")

Group = tuple[str, ...]


def is_address(text: str) -> bool:
    """Whether a text is an e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


def account(source: str, native_id: str) -> tuple[str, str]:
    """The tool and the name under which an account is known, so that one account has one hash."""
    name = native_id.strip()
    if not _ADDRESS.fullmatch(name):
        return SERVICES.get(source, source), native_id
    hidden = _OF_GITHUB.fullmatch(name.lower())
    return ("github", hidden[1]) if hidden else (MAIL, name.lower())


def groups(links: Iterable[Collection[str]]) -> tuple[Group, ...]:
    """The accounts that belong together, by any chain of links: sorted groups of two and more."""
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while (over := above.setdefault(one, one)) != one:
            above[one] = above[over]
            one = over
        return one

    for link in links:
        for first, other in pairwise(link):
            low, high = sorted((top(first), top(other)))
            above[high] = low
    members: dict[str, list[str]] = {}
    for one in above:
        members.setdefault(top(one), []).append(one)
    return tuple(sorted(tuple(sorted(group)) for group in members.values() if len(group) > 1))


@dataclass(frozen=True, slots=True)
class Identity:
    """`members` says which hash an account goes by, for those that do not go by their own: the least of the group."""

    members: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def by(links: Iterable[Collection[str]]) -> Identity:
        return Identity({one: group[0] for group in groups(links) for one in group[1:]})

    def of(self, account: str) -> str:
        """The member that an account belongs to."""
        return self.members.get(account, account)


def with_all_of_theirs(some: Collection[str], links: Iterable[Collection[str]]) -> frozenset[str]:
    """These accounts, and all that are linked to one of them."""
    found = set(some)
    for group in groups(links):
        if not found.isdisjoint(group):
            found.update(group)
    return frozenset(found)
